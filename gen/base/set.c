/* Open addressing in a table that is at most half full. */
#include "base/set.h"

#include <errno.h>
#include <stdlib.h>

#include "base/diag.h"

enum { FIRST_CAP = 64 };

static uint64_t *
slot_of(const struct set *s, uint64_t x)
{
	size_t i = (size_t)(x ^ x >> 32) & (s->cap - 1);

	while (s->slot[i] != 0 && s->slot[i] != x)
		i = (i + 1) & (s->cap - 1);
	return &s->slot[i];
}

static void
grow(struct set *s)
{
	struct set old = *s;

	s->cap = old.cap ? 2 * old.cap : FIRST_CAP;
	s->slot = calloc(s->cap, sizeof(*s->slot));
	if (!s->slot)
		die(ENOMEM, "a set of %zu numbers is too large", s->n);
	for (size_t i = 0; i < old.cap; i++)
		if (old.slot[i] != 0)
			*slot_of(s, old.slot[i]) = old.slot[i];
	free(old.slot);
}

bool
set_add(struct set *s, uint64_t x)
{
	x += x == 0;
	if (2 * s->n >= s->cap)
		grow(s);
	uint64_t *at = slot_of(s, x);
	if (*at == x)
		return false;
	*at = x;
	s->n++;
	return true;
}

bool
set_has(const struct set *s, uint64_t x)
{
	x += x == 0;
	return s->n > 0 && *slot_of(s, x) == x;
}

void
set_free(struct set *s)
{
	free(s->slot);
	*s = (struct set){ 0 };
}
