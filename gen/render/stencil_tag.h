/* Tags of raw HTML: reading them, which are allowed, writing them again. */
#ifndef RENDER_STENCIL_TAG_H
#define RENDER_STENCIL_TAG_H

#include "render/stencil_private.h"

enum raw_kind {
	RAW_PHRASING,	/* inside a line of text */
	RAW_TEXT_BLOCK,	/* a block that holds phrasing only */
	RAW_FLOW,	/* holds blocks, Markdown too */
	RAW_STRUCTURE	/* holds certain elements only: ul, table ... */
};

struct raw_element {
	const char *name;
	enum raw_kind kind;
	bool empty;		/* has no closing tag */
	const char *parents;	/* " ul ol ": where alone it may stand */
	const char *attributes;	/* " href ": besides dir, lang and title */
};

enum { RAW_ATTRIBUTES_MAX = 8 };

struct raw_tag {
	struct str name;
	bool closing;
	bool crowded;		/* more attributes than are kept */
	unsigned n;
	struct {
		struct str name, value;
		bool has_value;
	} attribute[RAW_ATTRIBUTES_MAX];
};

/* Length of the comment at `i` ("<!-- -->"), or 0. */
size_t raw_comment(struct str s, size_t i);
/* Reads the open or closing tag at `i` by the CommonMark grammar (0.31, 6.6);
   its length, or 0. */
size_t raw_tag_read(struct str s, size_t i, struct raw_tag *t);
/* The allowed element of that name, or null and why not. */
const struct raw_element *raw_element_find(struct str name, const char **why);
bool raw_is_parent(const struct raw_element *e,
    const struct raw_element *parent);
/* Null, or why the tag's attributes are refused. */
const char *raw_check_attributes(const struct raw_element *e,
    const struct raw_tag *t);
/* Writes an open tag whose attributes were checked. */
void raw_write_tag(struct stencil_builder *b, const struct raw_element *e,
    const struct raw_tag *t);
/* Writes text between tags: character references stay what they are. */
void raw_text(struct stencil_builder *b, struct str s);

#endif
