/* Where values stand in a text that was put together from literals and values:
   what is the same in all brands, and what is not. */
#ifndef BASE_MARKS_H
#define BASE_MARKS_H

#include "base/buf.h"

/* A value, as bytes of the text; never empty. */
struct text_mark {
	uint32_t at, n;
};

/* A text, or what is left of one, with the marks in it and behind it in the
   order of their places. Marks count from the first byte of the whole text. */
struct marked {
	struct str text;
	size_t at;		/* of the text's first byte */
	const struct text_mark *mark;
	size_t nmarks;
};

/* A text without marks. */
struct marked marked_plain(struct str text);
/* A text whose marks were noted by marks_note. */
struct marked marked_by(const struct buf *text, const struct buf *marks);

/* Notes what was appended to `out` since it held `from` bytes; nothing when
   that is nothing or `marks` is null. */
void marks_note(struct buf *marks, const struct buf *out, size_t from);

/* What is left behind `n` bytes. */
struct marked marked_behind(struct marked m, size_t n);
/* How many marks begin in the text itself. */
size_t marked_count(struct marked m);
/* The mark that begins at byte `i` of what is left, moving past those before
   it; null when none does. */
const struct text_mark *marked_at(struct marked *m, size_t i);

#endif
