/* A growable byte buffer. */
#include "base/buf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

void
buf_free(struct buf *b)
{
	free(b->p);
	*b = BUF_INIT;
}

void
buf_reset(struct buf *b)
{
	b->n = 0;
}

void
buf_reserve(struct buf *b, size_t more)
{
	if (more <= b->cap - b->n)
		return;
	if (more > SIZE_MAX / 2 - b->n)
		die(ENOMEM, "cannot allocate %zu bytes more", more);
	size_t cap = b->cap + b->cap / 2;
	if (cap < b->n + more)
		cap = b->n + more;
	if (cap < 64)
		cap = 64;
	char *p = realloc(b->p, cap);
	if (!p)
		die(ENOMEM, "cannot allocate %zu bytes", cap);
	b->p = p;
	b->cap = cap;
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	if (n > b->cap - b->n)
		buf_reserve(b, n);
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

void
buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void
buf_c(struct buf *b, const char *c)
{
	buf_add(b, c, strlen(c));
}

void
buf_char(struct buf *b, char c)
{
	if (b->n == b->cap)
		buf_reserve(b, 1);
	b->p[b->n++] = c;
}

void
buf_utf8(struct buf *b, uint32_t cp)
{
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		cp = 0xfffd;
	if (cp < 0x80) {
		buf_char(b, (char)cp);
		return;
	}
	if (cp < 0x800) {
		buf_char(b, (char)(0xc0 | cp >> 6));
	} else {
		if (cp < 0x10000) {
			buf_char(b, (char)(0xe0 | cp >> 12));
		} else {
			buf_char(b, (char)(0xf0 | cp >> 18));
			buf_char(b, (char)(0x80 | (cp >> 12 & 0x3f)));
		}
		buf_char(b, (char)(0x80 | (cp >> 6 & 0x3f)));
	}
	buf_char(b, (char)(0x80 | (cp & 0x3f)));
}

void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	buf_reserve(b, 64);
	size_t room = b->cap - b->n;
	int n = vsnprintf(b->p + b->n, room, fmt, ap);
	if (n < 0)
		die(errno, "cannot format a string");
	if ((size_t)n >= room) {
		buf_reserve(b, (size_t)n + 1);
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
	}
	va_end(again);
	b->n += (size_t)n;
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void
buf_part(struct buf *b, const struct buf *of, size_t from, size_t to)
{
	if (from < to)
		buf_add(b, of->p + from, to - from);
}

struct str
buf_view(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}

void
buf_u32(struct buf *b, uint32_t v)
{
	char bytes[4];

	for (unsigned i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(v >> i * 8 & 0xff);
	buf_add(b, bytes, sizeof(bytes));
}
