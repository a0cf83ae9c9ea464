/* Front matter that an earlier run has read: its YAML is looked up by its
   bytes. */
#include <string.h>

#include "base/hash.h"
#include "base/str.h"
#include "project/parts.h"

/* In front of each answer. */
struct row {
	struct hash128 of;	/* what was read */
	uint64_t size;		/* bytes of the answer */
};

static struct str
key_of(const struct hash128 *h)
{
	return (struct str){ (const char *)h, sizeof(*h) };
}

struct map *
memory_open(struct arena *a, const struct memory *m)
{
	struct map *known = map_new(a);
	struct str rest = m ? m->known : (struct str){ 0 };

	while (rest.n >= sizeof(struct row)) {
		struct row *row = ARENA_NEW(a, struct row);
		struct str *answer = ARENA_NEW(a, struct str);
		memcpy(row, rest.p, sizeof(*row));
		rest = str_slice(rest, sizeof(*row), rest.n);
		*answer = str_slice(rest, 0, (size_t)row->size);
		rest = str_slice(rest, answer->n, rest.n);
		map_put(known, key_of(&row->of), NULL)->ptr = answer;
	}
	return known;
}

bool
memory_knows(const struct map *known, struct str yaml, struct str *answer)
{
	struct hash128 of = hash_xxh3(yaml);
	const struct str *s = map_ptr(known, key_of(&of));

	if (s)
		*answer = *s;
	return s != NULL;
}

void
memory_keep(struct memory *m, struct str yaml, struct str answer)
{
	struct row row = { hash_xxh3(yaml), answer.n };

	if (!m)
		return;
	buf_add(&m->learnt, &row, sizeof(row));
	buf_str(&m->learnt, answer);
}
