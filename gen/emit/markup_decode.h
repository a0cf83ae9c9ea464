/* Undoing entities, escapes and typography, for markup.c. */
#ifndef EMIT_MARKUP_DECODE_H
#define EMIT_MARKUP_DECODE_H

#include "base/buf.h"

enum decode_what {
	DECODE_ENTITIES = 1,	/* &amp; &#233; */
	DECODE_ESCAPES = 2,	/* \n \u00e9 as in JSON and scripts */
	DECODE_PERCENT = 4	/* %20 as in URLs */
};

/* Appends `s` with what the flags name undone; no-break and other special
   spaces become ' ', no-break hyphens '-', invisible characters go. What is
   not well formed stays as it is. */
void decode_text(struct buf *out, struct str s, unsigned what);

/* Whether in this many bytes of `s` from `i` on decode_text would undo nothing
   but escapes; false when there are fewer. */
enum { DECODE_BLOCK = 64 };
bool decode_is_plain(struct str s, size_t i);

/* The length of the character reference at `i`, with its code point; 0 when
   there is none that is known. Of names only the likely ones are. */
size_t decode_entity(struct str s, size_t i, uint32_t *cp);

#endif
