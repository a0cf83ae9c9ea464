/* A hash map over an array in order of insertion; the table holds indices. */
#include "base/map.h"

#include <errno.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"

struct map {
	struct arena *arena;
	struct map_entry *entries;
	uint64_t *hashes;	/* of each entry's key */
	uint32_t *slots;	/* entry index + 1, 0 when empty */
	size_t n;
	size_t cap;		/* of entries; slots are twice as many */
};

enum { FIRST_CAP = 8 };

struct map *
map_new(struct arena *a)
{
	struct map *m = ARENA_NEW(a, struct map);

	m->arena = a;
	return m;
}

/* The slot where the key is, or where it belongs. The table is at most half
   full, so there is always an empty slot to stop at. */
static uint32_t *
probe(const struct map *m, struct str key, uint64_t hash)
{
	size_t mask = m->cap * 2 - 1;

	for (size_t i = (size_t)hash & mask; ; i = (i + 1) & mask) {
		uint32_t k = m->slots[i];
		if (k == 0 || (m->hashes[k - 1] == hash &&
		    str_eq(m->entries[k - 1].key, key)))
			return &m->slots[i];
	}
}

/* Keys are known to differ: no look at any, only at the hashes. */
static void
fill_slots(struct map *m)
{
	size_t mask = m->cap * 2 - 1;

	for (size_t k = 0; k < m->n; k++) {
		size_t i = (size_t)m->hashes[k] & mask;
		while (m->slots[i] != 0)
			i = (i + 1) & mask;
		m->slots[i] = (uint32_t)k + 1;
	}
}

static void
resize(struct map *m, size_t cap)
{
	if (cap > UINT32_MAX / 2 || cap > SIZE_MAX / sizeof(struct map_entry))
		die(ENOMEM, "a table of %zu names is too large", m->n);
	struct map_entry *entries = arena_bytes(m->arena,
	    cap * sizeof(*entries));
	uint64_t *hashes = arena_bytes(m->arena, cap * sizeof(*hashes));
	if (m->n > 0) {
		memcpy(entries, m->entries, m->n * sizeof(*entries));
		memcpy(hashes, m->hashes, m->n * sizeof(*hashes));
	}
	m->entries = entries;
	m->hashes = hashes;
	m->slots = ARENA_ARRAY(m->arena, cap * 2, uint32_t);
	m->cap = cap;
	fill_slots(m);
}

void
map_reserve(struct map *m, size_t n)
{
	size_t cap = FIRST_CAP;

	while (cap < n && cap <= UINT32_MAX / 2)
		cap *= 2;
	if (cap > m->cap)
		resize(m, cap);
}

struct map_entry *
map_put(struct map *m, struct str key, bool *fresh)
{
	uint64_t hash = str_hash(key);
	uint32_t *slot = m->cap ? probe(m, key, hash) : NULL;
	bool found = slot && *slot != 0;

	if (fresh)
		*fresh = !found;
	if (found)
		return &m->entries[*slot - 1];
	if (m->n == m->cap) {
		resize(m, m->cap ? m->cap * 2 : FIRST_CAP);
		slot = probe(m, key, hash);
	}
	m->entries[m->n] = (struct map_entry){ .key = key };
	m->hashes[m->n] = hash;
	*slot = (uint32_t)++m->n;
	return &m->entries[m->n - 1];
}

struct map_entry *
map_get(const struct map *m, struct str key)
{
	if (m->n == 0)
		return NULL;
	uint32_t k = *probe(m, key, str_hash(key));
	return k ? &m->entries[k - 1] : NULL;
}

void *
map_ptr(const struct map *m, struct str key)
{
	struct map_entry *e = map_get(m, key);

	return e ? e->ptr : NULL;
}

size_t
map_count(const struct map *m)
{
	return m->n;
}

struct map_entry *
map_at(const struct map *m, size_t i)
{
	return &m->entries[i];
}
