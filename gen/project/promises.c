/* Texts of pages that an earlier run has read and that a look at their files
   tells to be the same: their front matter is known from then, the rest is
   promised. */
#include <string.h>

#include "base/str.h"
#include "project/parts.h"

/* In front of each start. */
struct row {
	struct hash128 seen;	/* struct dir_entry */
	struct hash128 rest;	/* digest of what follows the start */
	uint64_t size;		/* bytes of the file */
	uint64_t start;		/* bytes up to the body */
};

static struct str
key_of(const struct hash128 *seen)
{
	return (struct str){ (const char *)seen, sizeof(*seen) };
}

static struct map *
read_rows(struct loader *l)
{
	struct map *known = map_new(l->scratch);
	struct str rest = l->texts->known;

	while (rest.n >= sizeof(struct row)) {
		struct row row;
		struct source_promise *p = ARENA_NEW(l->a,
		    struct source_promise);
		struct str key = str_slice(rest, 0, sizeof(row.seen));
		memcpy(&row, rest.p, sizeof(row));
		rest = str_slice(rest, sizeof(row), rest.n);
		*p = (struct source_promise){ l->root, str_slice(rest, 0,
		    (size_t)row.start), row.size, row.rest };
		rest = str_slice(rest, p->start.n, rest.n);
		map_put(known, key, NULL)->ptr = p;
	}
	return known;
}

static bool
is_looked_at(const struct dir_entry *e)
{
	return (e->seen.hi != 0 || e->seen.lo != 0) &&
	    !names_is_snippet(e->path);
}

uint32_t *
promises_take(struct loader *l, uint32_t *file, const struct dir_entry *entry,
    size_t n)
{
	uint32_t *promised = ARENA_ARRAY(l->scratch, n + 1, uint32_t);
	struct map *known;

	if (!l->texts || l->texts->known.n == 0)
		return promised;
	known = read_rows(l);
	for (size_t i = 0; i < n; i++) {
		const struct source_promise *p = file[i] == 0 ||
		    !is_looked_at(&entry[i]) ? NULL :
		    map_ptr(known, key_of(&entry[i].seen));
		if (!p || p->size != entry[i].size)
			continue;
		sources_promise(l->s, file[i], p);
		promised[i] = file[i];
		file[i] = 0;
	}
	return promised;
}

static void
keep(struct loader *l, uint32_t file, const struct dir_entry *e)
{
	uint32_t body = l->front[file].body;
	struct row row = { .seen = e->seen, .size = e->size, .start = body,
		.rest = sources_rest(l->s, file, body) };

	buf_add(&l->texts->learnt, &row, sizeof(row));
	buf_str(&l->texts->learnt, str_slice(sources_start(l->s, file, body),
	    0, body));
}

/* A few that are not known are read again next time, too: that takes less than
   writing all. */
void
promises_keep(struct loader *l, const uint32_t *file,
    const uint32_t *promised, const struct dir_entry *entry, size_t n)
{
	enum { FEW = 32 };	/* a part of all */
	size_t fresh = 0, pages = 0;

	for (size_t i = 0; l->texts && i < n; i++) {
		if (file[i] == 0 || !is_looked_at(&entry[i]) ||
		    !sources_as_is(l->s, file[i]))
			continue;
		pages++;
		fresh += promised[i] == 0;
	}
	if (!l->texts || (fresh * FEW <= pages && l->texts->known.n > 0))
		return;
	l->texts->fresh = true;
	for (size_t i = 0; i < n; i++)
		if (file[i] != 0 && is_looked_at(&entry[i]) &&
		    sources_as_is(l->s, file[i]))
			keep(l, file[i], &entry[i]);
}
