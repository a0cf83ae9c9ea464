/* UTF-8 by RFC 3629. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "livery.h"

/* Offset of the first byte that is not valid UTF-8 (overlong forms,
   surrogates and values above U+10FFFF included), or -1. */
ptrdiff_t utf8_invalid(struct str s);
/* Bytes of the well-formed sequence at `i`, or 0. */
size_t utf8_length(struct str s, size_t i);
/* Where the run of ASCII without NUL that begins at `i` ends. */
size_t utf8_plain(struct str s, size_t i);
/* The code point at `*i`, which is advanced past it; the text is valid. */
uint32_t utf8_next(struct str s, size_t *i);
/* Number of code points of a valid text. */
size_t utf8_count(struct str s);
/* Columns that a terminal gives a printable code point: 0 for combining marks,
   2 for East Asian wide ones and emoji, else 1. */
unsigned utf8_width(uint32_t cp);

#endif
