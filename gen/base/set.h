/* A set of 64-bit numbers, such as hashes; malloc'd, freed with set_free. */
#ifndef BASE_SET_H
#define BASE_SET_H

#include "livery.h"

struct set {
	uint64_t *slot;		/* 0 is free; the number 0 is kept as 1 */
	size_t n, cap;
};

/* True when the number was not there yet. */
bool set_add(struct set *s, uint64_t x);
bool set_has(const struct set *s, uint64_t x);
void set_free(struct set *s);

#endif
