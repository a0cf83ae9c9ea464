/* `:::` containers as a cmark block extension. Private to article/; included
   by the two files that see cmark alone. */
#ifndef ARTICLE_CONTAINERS_H
#define ARTICLE_CONTAINERS_H

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm.h>
#include <cmark-gfm-extension_api.h>

#include "article/markup.h"
#include "article/place.h"

struct container {
	enum container_kind kind;
	struct fence fence;	/* as it was opened */
	uint32_t at, at_len;	/* the opening line */
	uint32_t end;		/* behind the closing line, 0 while open */
};

struct containers;

/* The state of one parse; the extension is attached to `parser`, before any
   other one, and must outlive the tree. */
struct containers *containers_attach(cmark_parser *parser, struct arena *a,
    const struct place *p, struct findings *f);
/* Frees the extension once the tree is gone. */
void containers_free(struct containers *cs);
/* The container of a node, or null. */
const struct container *containers_of(const struct containers *cs,
    cmark_node *node);
/* Whether a node only marks a closing fence and has no content. */
bool containers_is_mark(const struct containers *cs, cmark_node *node);
/* Reports the containers that the text leaves open. */
void containers_finish(struct containers *cs);

#endif
