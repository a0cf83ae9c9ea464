/* A growable byte buffer, malloc'd; freed by its owner with buf_free. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>

#include "livery.h"

struct buf {
	char *p;
	size_t n;	/* bytes used */
	size_t cap;	/* bytes allocated */
};

#define BUF_INIT ((struct buf){ 0 })

void buf_free(struct buf *b);
/* Empties without giving memory back. */
void buf_reset(struct buf *b);
/* Room for `more` further bytes; out of memory ends the program. */
void buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_c(struct buf *b, const char *c);
void buf_char(struct buf *b, char c);
/* One code point as UTF-8. */
void buf_utf8(struct buf *b, uint32_t cp);
void buf_printf(struct buf *b, const char *fmt, ...) LIVERY_PRINTF(2, 3);
void buf_vprintf(struct buf *b, const char *fmt, va_list ap);
/* The content, valid until the next change. */
struct str buf_view(const struct buf *b);
/* Appends the bytes from `from` up to `to` of another buffer. */
void buf_part(struct buf *b, const struct buf *of, size_t from, size_t to);
/* Appends a little-endian 32-bit number, for records that cross a pipe. */
void buf_u32(struct buf *b, uint32_t v);

#endif
