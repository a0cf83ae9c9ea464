/* Where in the text a node stands: cmark's lines and columns as byte offsets,
   and a search for inlines, whose columns cmark does not keep. Private to
   article/. */
#ifndef ARTICLE_PLACE_H
#define ARTICLE_PLACE_H

#include "base/arena.h"
#include "livery.h"

struct place {
	struct str text;
	const uint32_t *line;	/* offset of each line, from index 0 */
	uint32_t lines;
	uint32_t cursor, end;	/* the block whose inlines are being placed */
};

void place_init(struct place *p, struct arena *a, struct str text);
/* Byte offset of a line from 1 and a byte column from 1, clamped. */
uint32_t place_at(const struct place *p, int line, int column);
/* The end of a line, its line break not included. */
uint32_t place_line_end(const struct place *p, int line);
/* The column from 0 of a byte column from 1, tabs expanded to four. */
uint32_t place_column(const struct place *p, int line, int column);

/* Begins the search for inlines in bytes [from, to). */
void place_block(struct place *p, uint32_t from, uint32_t to);
/* Finds `s` from the cursor on, in order, and steps behind it; false when it
   does not stand there literally. */
bool place_find(struct place *p, struct str s, uint32_t *at);

#endif
