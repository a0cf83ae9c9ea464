/* A linear look at Markdown before cmark sees it: what no article comes near
   and cmark would need quadratic time or memory for. Private to article/. */
#ifndef ARTICLE_LIMITS_H
#define ARTICLE_LIMITS_H

#include "article/nodes.h"
#include "article/place.h"

#define LIMIT_NESTING 100		/* lists and quotes in one another */
#define LIMIT_CELLS 200000u		/* columns x rows over all tables */
#define LIMIT_COLUMNS 1000u		/* of one table */
#define LIMIT_PARAGRAPH (1024u * 1024)	/* bytes without a blank line */
#define LIMIT_MARKS 20000u		/* of a paragraph: [ ] * _ < & ~ ` */
#define LIMIT_TEXT (4u * 1024 * 1024)	/* bytes */

/* Adds a DIAG_LIMIT finding and returns false when the text is absurd. */
bool limits_check(const struct place *text, struct findings *f);

#endif
