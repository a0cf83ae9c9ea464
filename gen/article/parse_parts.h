/* Copying cmark's tree into nodes: what the files that do it share. Private to
   article/, and to its files that see cmark. */
#ifndef ARTICLE_PARSE_PARTS_H
#define ARTICLE_PARSE_PARTS_H

#include "article/containers.h"

struct parse {
	enum document_mode mode;
	const struct region *region;
	size_t regions;
	struct place place;
	struct nodes nodes;
	struct findings findings;
	struct containers *containers;
	uint32_t *references;	/* per footnote from 1: references so far */
	uint32_t footnotes;	/* definitions so far */
	uint32_t column;	/* of the cell at hand, from 0 */
	/* A callout's first line is left out of its first paragraph: from its
	   start to this break, or to its end when null. */
	cmark_node *skip_paragraph, *skip_to;
	bool failed;
};

/* Opens a node; 0 after a DIAG_LIMIT when that would nest too deep. */
uint32_t parse_open(struct parse *p, enum node_type type, uint32_t at,
    uint32_t len);
bool parse_is_article(const struct parse *p);
struct node *parse_node(struct parse *p, uint32_t i);

/* Inlines: adds or opens their node; false when `n` is none of them. */
bool parse_inline_enter(struct parse *p, cmark_node *n, cmark_node_type type);
void parse_link_exit(struct parse *p, cmark_node *n, bool image);
/* Blocks. */
void parse_block_enter(struct parse *p, cmark_node *n, cmark_node_type type);
void parse_heading_exit(struct parse *p);

#endif
