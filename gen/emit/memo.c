/* A table from the digest of a stretch's lines, values left out, to what the
   stretch holds. */
#include "emit/memo_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/str.h"

enum {
	SLOTS_AT_FIRST = 1 << 12,
	MUCH = 8 << 20		/* bytes of stretches */
};

static void
clear_slots(struct memo *m, size_t n)
{
	free(m->slot);
	m->slot = calloc(n, sizeof(*m->slot));
	if (!m->slot)
		die(0, "out of memory");
	m->nslots = n;
	m->used = 0;
}

struct memo *
memo_new(const struct leak_gate *gate)
{
	struct memo *m = calloc(1, sizeof(*m));

	if (!m)
		die(0, "out of memory");
	m->gate = m->tools.gate = gate;
	m->lasting = arena_new();
	m->fleeting = arena_new();
	m->passing = arena_new();
	m->entries.a = arena_new();
	clear_slots(m, SLOTS_AT_FIRST);
	return m;
}

void
memo_free(struct memo *m)
{
	arena_free(m->lasting);
	arena_free(m->fleeting);
	arena_free(m->passing);
	arena_free(m->entries.a);
	buf_free(&m->text);
	buf_free(&m->aside);
	buf_free(&m->ids);
	buf_free(&m->links);
	buf_free(&m->facts);
	leaks_free(&m->found);
	trail_free(&m->trail);
	trail_free(&m->laid);
	mould_tools_free(&m->tools);
	free(m->slot);
	free(m);
}

void
memo_forget(struct memo *m)
{
	trail_fade(&m->trail);
	arena_reset(m->fleeting);
	if (arena_used(m->lasting) < MUCH)
		return;
	arena_reset(m->lasting);
	memset(m->detour, 0, sizeof(m->detour));
	clear_slots(m, SLOTS_AT_FIRST);
	trail_free(&m->trail);
}

uint64_t
memo_number(struct memo *m)
{
	return ++m->numbers;
}

/* Where a key is, or the free slot where it would be. */
static struct slot *
slot_of(const struct memo *m, uint64_t key)
{
	size_t i = key & (m->nslots - 1);

	while (m->slot[i].key != key && m->slot[i].key != 0)
		i = (i + 1) & (m->nslots - 1);
	return &m->slot[i];
}

static void
grow(struct memo *m)
{
	struct slot *old = m->slot;
	size_t n = m->nslots, used = m->used;

	m->slot = NULL;
	clear_slots(m, 2 * n);
	for (size_t i = 0; i < n; i++)
		if (old[i].key != 0)
			*slot_of(m, old[i].key) = old[i];
	m->used = used;
	free(old);
}

static void
put(struct memo *m, uint64_t key, struct known *k)
{
	if (2 * m->used >= m->nslots)
		grow(m);
	struct slot *at = slot_of(m, key);
	m->used += at->key == 0;
	*at = (struct slot){ key, k };
}

/* --- Keys ---------------------------------------------------------------- */

/* The first line with its end. */
static struct marked
first_line(struct marked m)
{
	ptrdiff_t nl = str_find_char(m.text, '\n', 0);

	m.text = str_slice(m.text, 0, nl < 0 ? m.text.n : (size_t)nl + 1);
	return m;
}

/* The key of lines when the next one is read; never 0. */
static uint64_t
next_key(uint64_t key, struct marked line)
{
	size_t from = 0, n = marked_count(line);

	for (size_t i = 0; i < n; i++) {
		size_t at = line.mark[i].at - line.at;
		key = hash_xxh3_64(str_slice(line.text, from, at), key);
		from = at + line.mark[i].n;
	}
	return hash_xxh3_64(str_slice(line.text, from, line.text.n), key) | 1;
}

/* Enters a stretch under the chain of its lines; `key` is the first one's. */
static void
enter(struct memo *m, struct known *k, struct marked lines, uint64_t key)
{
	lines = marked_behind(lines, first_line(lines).text.n);
	while (lines.text.n > 0) {
		struct marked line = first_line(lines);
		put(m, key, NULL);
		key = next_key(key, line);
		lines = marked_behind(lines, line.text.n);
	}
	put(m, key, k);
}

/* --- Stretches ----------------------------------------------------------- */

/* Keeps a stretch that was just read into m->into. */
static struct known *
keep(struct memo *m, struct marked bytes, bool whole)
{
	struct arena *a = m->into;
	struct known *k = arena_bytes(a, sizeof(*k));

	*k = (struct known){ .stretch = memo_end(m), .whole = whole,
		.lasting = a == m->lasting, .bytes = arena_str(a, bytes.text) };
	bytes.text = k->bytes;
	if (whole)
		k->mould = mould_make(&m->tools, a, bytes, false,
		    buf_view(&m->text), m->nvalues);
	if (k->mould)
		return k;
	if (m->nvalues > 0)	/* they were not read */
		memo_read_all(m, MARKUP_PAGE, k->bytes, a);
	memo_add_facts(m, &k->stretch);
	return k;
}

/* Whether a stretch with this first line was seen not long ago; now it is. */
static bool
was_seen(struct memo *m, uint64_t key)
{
	uint32_t *sight = &m->sight[key % SIGHTS], high = key >> 32;
	bool seen = *sight == high;

	*sight = high;
	return seen;
}

/* Reads the first stretch of a page. Most stand in one article alone: only at
   the second sight a stretch is entered. One that the page's end cuts short
   might go on in another page, and never is. */
static struct known *
learn(struct memo *m, struct marked page, uint64_t key)
{
	bool whole, lasting = was_seen(m, key);
	size_t n = memo_read_stretch(m, page, lasting ? m->lasting : m->fleeting,
	    &whole);

	page.text = str_slice(page.text, 0, n);
	struct known *k = keep(m, page, whole);
	if (lasting && whole)
		enter(m, k, page, key);
	return k;
}

size_t
memo_length(struct memo *m, const struct known *k)
{
	if (k->mould)
		return mould_fits(k->mould, &m->tools, &m->page);
	return str_starts(m->page.text, k->bytes) ? k->bytes.n : 0;
}

/* The next stretch of the page, if it was read before; `key` is its first
   line's. */
static struct known *
look_up(struct memo *m, uint64_t key, size_t *n)
{
	struct marked rest = m->page;
	const struct slot *at;

	while ((at = slot_of(m, key))->key != 0 && !at->known) {
		rest = marked_behind(rest, first_line(rest).text.n);
		if (rest.text.n == 0)
			return NULL;
		key = next_key(key, first_line(rest));
	}
	if (at->key == 0)
		return NULL;
	*n = memo_length(m, at->known);
	return *n > 0 ? at->known : NULL;
}

struct known *
memo_find(struct memo *m, size_t *n)
{
	uint64_t key = next_key(0, first_line(m->page));
	struct known *k = look_up(m, key, n);

	if (!k) {
		k = learn(m, m->page, key);
		*n = k->bytes.n;
	}
	return k;
}

struct stretch *
memo_with_values(struct memo *m, struct known *k, struct str bytes)
{
	if (!k->mould || mould_is_clean(k->mould, &m->tools, m->own))
		return &k->stretch;
	memo_read_all(m, MARKUP_PAGE, bytes, m->fleeting);
	struct stretch *s = arena_bytes(m->fleeting, sizeof(*s));
	*s = memo_end(m);
	memo_add_facts(m, s);
	return s;
}
