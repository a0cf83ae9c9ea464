/* cmark's three functions over an arena. Each piece stands behind its size. */
#include "article/memory.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"

enum { HEAD = 16 };	/* keeps what follows aligned for any type */

/* cmark hands no context to its functions. */
static struct arena *pieces;

static void *
piece(size_t size)
{
	char *p = arena_alloc(pieces, size + HEAD);

	memcpy(p, &size, sizeof(size));
	return p + HEAD;
}

static void *
take(size_t n, size_t size)
{
	if (size > 0 && n > (SIZE_MAX - HEAD) / size)
		die(ENOMEM, "a parse needs too much memory");
	return piece(n * size);
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
}
