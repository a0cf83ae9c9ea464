/* Memory by lifetime: a chain of blocks, filled from the front of the newest. */
#include "base/arena.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/diag.h"

enum {
	FIRST_BLOCK = 16 << 10,
	LARGEST_BLOCK = 1 << 20
};

struct block {
	struct block *next;	/* the one filled before this one */
	size_t cap;		/* bytes behind the header */
	size_t used;
	max_align_t data[];
};

struct adopted {
	struct adopted *next;
	void *map;
	size_t size;
};

struct arena {
	struct block *top;	/* never null once something was allocated */
	struct adopted *adopted;
	size_t next_cap;
	size_t handed_out;
};

static void
free_chain(struct block *b)
{
	while (b) {
		struct block *next = b->next;
		free(b);
		b = next;
	}
}

static void
unmap(struct arena *a)
{
	while (a->adopted) {
		struct adopted *one = a->adopted;
		a->adopted = one->next;
		munmap(one->map, one->size);
		free(one);
	}
}

static struct block *
block_new(size_t cap, struct block *next)
{
	if (cap > SIZE_MAX - sizeof(struct block))
		die(ENOMEM, "cannot allocate %zu bytes", cap);
	struct block *b = malloc(sizeof(struct block) + cap);
	if (!b)
		die(ENOMEM, "cannot allocate %zu bytes", cap);
	b->next = next;
	b->cap = cap;
	b->used = 0;
	return b;
}

struct arena *
arena_new(void)
{
	struct arena *a = malloc(sizeof(*a));

	if (!a)
		die(ENOMEM, "cannot allocate an arena");
	*a = (struct arena){ .next_cap = FIRST_BLOCK };
	return a;
}

void
arena_free(struct arena *a)
{
	if (!a)
		return;
	unmap(a);
	free_chain(a->top);
	free(a);
}

void
arena_reset(struct arena *a)
{
	unmap(a);
	if (a->top) {
		free_chain(a->top->next);
		a->top->next = NULL;
		a->top->used = 0;
		/* One huge allocation must not stay for the arena's life. */
		if (a->top->cap > LARGEST_BLOCK) {
			free(a->top);
			a->top = NULL;
		}
	}
	a->handed_out = 0;
}

/* A request that would waste most of a block gets one of its own, linked
   behind the top, so that the rest of the top stays in use. */
static void *
alloc_apart(struct arena *a, size_t size)
{
	struct block *b = block_new(size, NULL);

	if (a->top) {
		b->next = a->top->next;
		a->top->next = b;
	} else {
		a->top = b;
	}
	b->used = size;
	return b->data;
}

void *
arena_bytes(struct arena *a, size_t size)
{
	const size_t align = _Alignof(max_align_t);

	if (size > SIZE_MAX - align)
		die(ENOMEM, "cannot allocate %zu bytes", size);
	size = (size + align - 1) & ~(align - 1);
	if (size == 0)
		size = align;
	a->handed_out += size;
	if (!a->top || a->top->cap - a->top->used < size) {
		if (size > a->next_cap / 4)
			return alloc_apart(a, size);
		a->top = block_new(a->next_cap, a->top);
		if (a->next_cap < LARGEST_BLOCK)
			a->next_cap *= 2;
	}
	void *p = (char *)a->top->data + a->top->used;
	a->top->used += size;
	return p;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return memset(arena_bytes(a, size), 0, size);
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		die(ENOMEM, "cannot allocate %zu elements of %zu bytes", n,
		    size);
	return arena_alloc(a, n * size);
}

void
arena_adopt(struct arena *a, void *map, size_t size)
{
	struct adopted *one = malloc(sizeof(*one));

	if (!one)
		die(ENOMEM, "cannot keep a mapping");
	*one = (struct adopted){ a->adopted, map, size };
	a->adopted = one;
}

size_t
arena_used(const struct arena *a)
{
	return a->handed_out;
}

struct str
arena_str(struct arena *a, struct str s)
{
	if (s.n == SIZE_MAX)
		die(ENOMEM, "cannot copy a string");
	char *p = arena_bytes(a, s.n + 1);
	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return (struct str){ p, s.n };
}

struct str
arena_printf(struct arena *a, const char *fmt, ...)
{
	char small[256];
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n < 0)
		die(errno, "cannot format a string");
	if ((size_t)n < sizeof(small))
		return arena_str(a, (struct str){ small, (size_t)n });
	char *p = arena_bytes(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct str){ p, (size_t)n };
}
