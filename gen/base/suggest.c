/* "Did you mean": optimal string alignment distance within a limit. */
#include "base/suggest.h"

#include <errno.h>
#include <stdlib.h>

#include "base/diag.h"

enum {
	SHORT_NAME = 63,	/* bytes; longer ones need the heap */
	FARTHEST = 3
};

static unsigned char
fold(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static unsigned
smaller(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Row i of the table from rows i - 1 and i - 2; returns the row's minimum. */
static unsigned
fill_row(unsigned *row, const unsigned *up, const unsigned *up2, struct str a,
    struct str b, size_t i)
{
	unsigned least = row[0] = (unsigned)i;

	for (size_t j = 1; j <= b.n; j++) {
		unsigned char x = fold(a.p[i - 1]), y = fold(b.p[j - 1]);
		unsigned v = smaller(up[j], row[j - 1]) + 1;
		v = smaller(v, up[j - 1] + (x != y));
		if (i > 1 && j > 1 && x == fold(b.p[j - 2]) &&
		    fold(a.p[i - 2]) == y)
			v = smaller(v, up2[j - 2] + 1);
		row[j] = v;
		least = smaller(least, v);
	}
	return least;
}

/* `rows` has room for three rows of b.n + 1. */
static unsigned
distance_in(unsigned *rows, struct str a, struct str b, unsigned limit)
{
	size_t width = b.n + 1;
	unsigned *row = rows, *up = rows + width, *up2 = rows + 2 * width;
	unsigned before = 0;

	for (size_t j = 0; j <= b.n; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= a.n; i++) {
		unsigned *spare = up2;
		up2 = up;
		up = row;
		row = spare;
		unsigned least = fill_row(row, up, up2, a, b, i);
		/* A swap reaches back two rows, so one row is not enough. */
		if (least > limit && before > limit)
			return limit + 1;
		before = least;
	}
	return row[b.n] > limit ? limit + 1 : row[b.n];
}

unsigned
suggest_distance(struct str a, struct str b, unsigned limit)
{
	unsigned small[3 * (SHORT_NAME + 1)];
	size_t apart = a.n > b.n ? a.n - b.n : b.n - a.n;

	if (apart > limit)
		return limit + 1;
	if (b.n <= SHORT_NAME)
		return distance_in(small, a, b, limit);
	unsigned *rows = calloc(b.n + 1, 3 * sizeof(*rows));
	if (!rows)
		die(ENOMEM, "cannot compare two names");
	unsigned d = distance_in(rows, a, b, limit);
	free(rows);
	return d;
}

void
suggest_offer(struct suggest *s, struct str word, struct str candidate)
{
	size_t limit = word.n / 3;

	if (word.n == 0 || candidate.n == 0)
		return;
	if (limit < 1)
		limit = 1;
	if (limit > FARTHEST)
		limit = FARTHEST;
	/* Changing every letter is no likeness. */
	if (limit >= word.n)
		limit = word.n - 1;
	unsigned d = suggest_distance(word, candidate, (unsigned)limit);
	if (d <= limit && (s->best.n == 0 || d < s->distance)) {
		s->best = candidate;
		s->distance = d;
	}
}
