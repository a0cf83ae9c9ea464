/* A merge sort that begins with the runs that are there. */
#include "base/runs.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

struct runs {
	char *from, *to;	/* the elements, and as much room */
	size_t n, size;
	size_t *start;		/* of each run, then `n` */
	size_t count;
	int (*compare)(const void *, const void *);
};

static void *
room(size_t n, size_t size)
{
	void *p = calloc(n, size);

	if (!p)
		die(0, "out of memory");
	return p;
}

static void
find_runs(struct runs *r)
{
	r->count = 0;
	for (size_t i = 0; i < r->n; i++) {
		const char *p = r->from + i * r->size;
		if (i == 0 || r->compare(p - r->size, p) > 0)
			r->start[r->count++] = i;
	}
	r->start[r->count] = r->n;
}

/* The elements [a, b) and [b, c), each in order. */
static void
merge(const struct runs *r, size_t a, size_t b, size_t c)
{
	const char *left = r->from + a * r->size;
	const char *middle = r->from + b * r->size, *right = middle;
	const char *end = r->from + c * r->size;
	char *to = r->to + a * r->size;

	for (; left < middle && right < end; to += r->size) {
		const char **least = r->compare(left, right) <= 0 ? &left :
		    &right;
		memcpy(to, *least, r->size);
		*least += r->size;
	}
	memcpy(to, left, (size_t)(middle - left));
	memcpy(to + (middle - left), right, (size_t)(end - right));
}

/* Neighbours become one; a last one without a neighbour stays what it is. */
static void
merge_pairs(struct runs *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->count; i += 2) {
		size_t b = r->start[i + 1];
		size_t c = i + 2 <= r->count ? r->start[i + 2] : b;
		merge(r, r->start[i], b, c);
		r->start[n++] = r->start[i];
	}
	r->start[n] = r->n;
	r->count = n;
	char *from = r->from;
	r->from = r->to;
	r->to = from;
}

void
runs_sort(void *v, size_t n, size_t size,
    int (*compare)(const void *, const void *))
{
	struct runs r = { .from = v, .n = n, .size = size,
	    .compare = compare };
	char *second;

	r.start = room(n + 1, sizeof(*r.start));
	find_runs(&r);
	if (r.count > 1) {
		r.to = second = room(n, size);
		while (r.count > 1)
			merge_pairs(&r);
		if (r.from != v)
			memcpy(v, r.from, n * size);
		free(second);
	}
	free(r.start);
}
