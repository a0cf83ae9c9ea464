/* A hash map from strings to pointers or numbers, in an arena. Iteration is
   in order of insertion, so that output never depends on hashing. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"
#include "livery.h"

struct map_entry {
	struct str key;
	void *ptr;
	uint64_t num;
};

struct map;

struct map *map_new(struct arena *a);
/* Room for `n` entries in all, so that the map does not grow on the way. */
void map_reserve(struct map *m, size_t n);
/* The entry of `key`, created (zeroed, key borrowed) when absent; valid until
   the next map_put. `*fresh`, when not null, says whether it was created. */
struct map_entry *map_put(struct map *m, struct str key, bool *fresh);
/* The entry, or null. */
struct map_entry *map_get(const struct map *m, struct str key);
/* The pointer stored under `key`, or null. */
void *map_ptr(const struct map *m, struct str key);
size_t map_count(const struct map *m);
/* The i-th entry in order of insertion. */
struct map_entry *map_at(const struct map *m, size_t i);

#endif
