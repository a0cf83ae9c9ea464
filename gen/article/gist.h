/* What stays of a document once its HTML has been made: headings, links,
   images and tabs, in document order. Position-independent like a document,
   strings in one pool, slots inside them as their code points. */
#ifndef ARTICLE_GIST_H
#define ARTICLE_GIST_H

#include "article/document.h"

struct gist_item {
	uint32_t at, at_len;	/* byte span in the variant's text */
	uint32_t level;		/* heading: 1 to 6 */
	/* Heading: its explicit id or empty; link, image: destination; tab:
	   title. */
	struct pooled text;
	/* Heading: its title, image: its alternative text, both plain. */
	struct pooled plain;
	/* Link, image: the folder that a relative destination starts from. */
	struct pooled folder;
	/* Heading, tab: its id, when the gist is numbered. Link: the Markdown
	   file below content/ that it names; empty when it names something
	   else, or may do so in some edition. */
	struct pooled found;
};

struct gist {
	uint32_t headings, links, images, tabs;
	uint32_t filled;	/* 0: the text has no content at all */
	/* 0: ids of headings and tabs hang on values, or there is something to
	   be said against one that is written. */
	uint32_t numbered;
	uint32_t pool_len;	/* the pool follows the items */
	struct gist_item item[];	/* headings, links, images, tabs */
};

/* Appends the gist of a document whose text has these regions; text outside of
   them belongs to `folder`. */
void gist_write(const struct document *d, struct str folder,
    const struct region *r, size_t n, struct buf *out);
/* The gist in such bytes, aligned for 32 bits; null when they are cut short. */
const struct gist *gist_of(struct str bytes);
/* Of the whole block. */
size_t gist_size(const struct gist *g);

struct str gist_str(const struct gist *g, struct pooled s);
const struct gist_item *gist_heading(const struct gist *g, uint32_t i);
const struct gist_item *gist_link(const struct gist *g, uint32_t i);
const struct gist_item *gist_image(const struct gist *g, uint32_t i);
const struct gist_item *gist_tab(const struct gist *g, uint32_t i);

#endif
