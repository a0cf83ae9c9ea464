/* cmark's three functions over an arena. Each piece stands behind its size. */
#include "article/memory.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"

enum {
	HEAD = 16,		/* keeps what follows aligned for any type */
	CHUNK = 4 << 10		/* bytes that are made nought at once */
};

/* cmark hands no context to its functions. */
static struct arena *pieces;
static char *chunk;		/* what is left of it */
static size_t left;

static void *
piece(size_t size)
{
	if (size > SIZE_MAX - 2 * HEAD)
		die(ENOMEM, "a parse needs too much memory");
	size_t whole = (size + 2 * HEAD - 1) & ~(size_t)(HEAD - 1);
	char *p = chunk;
	if (whole > CHUNK / 4) {
		p = arena_alloc(pieces, whole);
	} else {
		if (whole > left) {
			p = arena_alloc(pieces, CHUNK);
			left = CHUNK;
		}
		chunk = p + whole;
		left -= whole;
	}
	memcpy(p, &size, sizeof(size));
	return p + HEAD;
}

static void *
take(size_t n, size_t size)
{
	return piece(size > 0 && n > SIZE_MAX / size ? SIZE_MAX : n * size);
}

static void *
resize(void *old, size_t size)
{
	size_t had;

	if (!old)
		return piece(size);
	memcpy(&had, (char *)old - HEAD, sizeof(had));
	return size <= had ? old : memcpy(piece(size), old, had);
}

static void
leave(void *p)
{
	(void)p;
}

cmark_mem *
memory_of_parse(void)
{
	static cmark_mem mem = { take, resize, leave };

	if (!pieces)
		pieces = arena_new();
	return &mem;
}

void
memory_reset(void)
{
	arena_reset(pieces);
	left = 0;
}
