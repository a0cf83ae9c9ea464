/* What search_gather found in a variant: its words, and what depends on the
   edition. */
#ifndef SEARCH_GATHER_H
#define SEARCH_GATHER_H

#include "site/site.h"

/* All of it, read one by one with the functions below. */
struct gathered {
	uint32_t tokens;	/* words in all */
	struct str words, runs, links, lead;
};

/* What was gathered of a page's body; all empty when it has none. */
struct gathered gathered_of(const struct page *p);
/* Each takes one off; false when there is none. A word in the form of
   text_sought and how often it is there, 255 at most; text around a slot; the
   ordinal of a link that shows its target's title. The lead is the plain text
   that the body begins with, with slots. */
bool gathered_word(struct gathered *g, struct str *word, unsigned *count);
bool gathered_run(struct gathered *g, struct str *run);
bool gathered_link(struct gathered *g, uint32_t *ordinal);

#endif
