/* A table from the digest of a stretch's lines to what the stretch holds. */
#include "emit/memo.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/str.h"

enum {
	SLOTS_AT_FIRST = 1 << 12,
	MUCH = 8 << 20		/* bytes of stretches */
};

/* A stretch is found by the chain of its lines' digests, and is the right one
   if its bytes are the same. */
struct slot {
	uint64_t key;		/* 0: free */
	struct known *known;	/* null: it goes on behind this line */
};

struct known {
	struct stretch stretch;
	struct str bytes;
	struct known *next;	/* what stood behind it the last time */
	bool whole;		/* not cut short by the end of a page */
};

struct memo {
	const struct leak_gate *gate;
	struct arena *a;	/* of the stretches */
	struct slot *slot;
	size_t nslots, used;
	struct known start;	/* stands before each page's first stretch */
	struct known *last;	/* taken before, of this page */
	struct buf text;	/* of what is being read */
	struct leaks found;
	struct buf ids, links, facts;
	struct arena *passing;	/* of a file that is not kept */
	struct arena *into;	/* of the two, the one read into */
	uint64_t number;
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
	m->gate = gate;
	m->a = arena_new();
	m->passing = arena_new();
	m->last = &m->start;
	clear_slots(m, SLOTS_AT_FIRST);
	return m;
}

void
memo_free(struct memo *m)
{
	arena_free(m->a);
	arena_free(m->passing);
	buf_free(&m->text);
	buf_free(&m->ids);
	buf_free(&m->links);
	buf_free(&m->facts);
	leaks_free(&m->found);
	free(m->slot);
	free(m);
}

void
memo_trim(struct memo *m)
{
	if (arena_used(m->a) < MUCH)
		return;
	arena_reset(m->a);
	clear_slots(m, SLOTS_AT_FIRST);
	m->start.next = NULL;
}

uint64_t
memo_number(struct memo *m)
{
	return ++m->number;
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

/* Whether a link has a scheme or names a host. */
static bool
is_absolute(struct str s)
{
	size_t i = 0;

	while (i < s.n && ((s.p[i] >= 'a' && s.p[i] <= 'z') ||
	    (s.p[i] >= 'A' && s.p[i] <= 'Z') || (i > 0 &&
	    ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '+' ||
	    s.p[i] == '-' || s.p[i] == '.'))))
		i++;
	return (i > 0 && i < s.n && s.p[i] == ':') ||
	    str_starts(s, STR("//"));
}

/* An absolute address of the site is checked where a page names itself:
   canonical and alternate. Elsewhere it may be anything on that host. */
static void
on_link(void *ctx, struct str tag, struct str href)
{
	struct memo *m = ctx;
	struct stretch_link l = { .absolute = is_absolute(href),
		.local = href.n == 0 || href.p[0] == '#' ||
		href.p[0] == '?' };

	if (l.absolute && !str_eq_fold(tag, STR("link")))
		return;
	l.href = arena_str(m->into, href);
	buf_add(&m->links, &l, sizeof(l));
}

static void
on_id(void *ctx, struct str id)
{
	struct memo *m = ctx;
	uint64_t h = str_hash(id);

	if (id.n > 0)
		buf_add(&m->ids, &h, sizeof(h));
}

static void
find_facts(struct memo *m)
{
	leak_scan(m->gate, buf_view(&m->text), NULL, &m->found);
	for (size_t i = 0; i < m->found.n; i++) {
		uint32_t fact = m->found.v[i].fact;
		size_t k = 0, n = m->facts.n / sizeof(fact);
		const uint32_t *known = (const void *)m->facts.p;
		while (k < n && known[k] != fact)
			k++;
		if (k == n)
			buf_add(&m->facts, &fact, sizeof(fact));
	}
}

static const void *
kept(struct memo *m, const struct buf *b)
{
	if (b->n == 0)
		return NULL;
	return memcpy(arena_alloc(m->into, b->n), b->p, b->n);
}

static void
begin(struct memo *m, struct arena *into)
{
	m->into = into;
	buf_reset(&m->text);
	buf_reset(&m->ids);
	buf_reset(&m->links);
	buf_reset(&m->facts);
}

static struct stretch
end(struct memo *m)
{
	find_facts(m);
	return (struct stretch){
		.id = kept(m, &m->ids),
		.nids = (uint32_t)(m->ids.n / sizeof(uint64_t)),
		.link = kept(m, &m->links),
		.nlinks = (uint32_t)(m->links.n / sizeof(struct stretch_link)),
		.fact = kept(m, &m->facts),
		.nfacts = (uint32_t)(m->facts.n / sizeof(uint32_t)),
	};
}

/* The length of the first line with its end. */
static size_t
line_length(struct str s)
{
	const char *nl = memchr(s.p, '\n', s.n);

	return nl ? (size_t)(nl + 1 - s.p) : s.n;
}

/* The key of lines when the next one is read; never 0. */
static uint64_t
next_key(uint64_t key, struct str line)
{
	return hash_xxh3_64(line, key) | 1;
}

/* Enters a stretch under the chain of its lines. */
static void
enter(struct memo *m, struct known *k)
{
	struct str lines = k->bytes;
	uint64_t key = 0;

	while (lines.n > 0) {
		size_t n = line_length(lines);
		key = next_key(key, str_slice(lines, 0, n));
		lines = str_slice(lines, n, lines.n);
		put(m, key, lines.n > 0 ? NULL : k);
	}
}

/* Reads the first stretch of a page. One that the page's end cuts short might
   go on in another page, and is not entered. */
static struct known *
learn(struct memo *m, struct str page)
{
	struct markup_events ev = { m, on_link, on_id };
	bool whole;

	begin(m, m->a);
	size_t n = markup_read_stretch(page, &m->text, &ev, &whole);
	struct stretch s = end(m);
	struct known *k = ARENA_NEW(m->a, struct known);
	*k = (struct known){ s, arena_str(m->a, str_slice(page, 0, n)), NULL,
		whole };
	if (whole)
		enter(m, k);
	return k;
}

static bool
is_first(const struct known *k, struct str page)
{
	return k && str_starts(page, k->bytes);
}

/* The first stretch of a page, if it was read before. */
static struct known *
look_up(const struct memo *m, struct str page)
{
	struct str rest = page;
	uint64_t key = 0;

	while (rest.n > 0) {
		size_t n = line_length(rest);
		key = next_key(key, str_slice(rest, 0, n));
		const struct slot *at = slot_of(m, key);
		if (at->key == 0)
			return NULL;
		if (at->known)
			return is_first(at->known, page) ? at->known : NULL;
		rest = str_slice(rest, n, rest.n);
	}
	return NULL;
}

/* What follows a new stretch is most likely what followed the one that stood
   in its place the last time. */
static struct known *
learn_in_place_of(struct memo *m, struct str page, const struct known *old)
{
	struct known *k = learn(m, page);

	k->next = old ? old->next : NULL;
	return k;
}

struct stretch *
memo_page(struct memo *m, struct str *page)
{
	struct known *expected = m->last->next, *k = expected;

	if (!is_first(k, *page))
		k = look_up(m, *page);
	if (!k)
		k = learn_in_place_of(m, *page, expected);
	if (k->whole)
		m->last->next = k;
	*page = str_slice(*page, k->bytes.n, page->n);
	m->last = page->n > 0 ? k : &m->start;
	return &k->stretch;
}

struct stretch *
memo_file(struct memo *m, enum markup_kind kind, struct str bytes)
{
	struct markup_events ev = { m, on_link, on_id };
	struct stretch *s;

	arena_reset(m->passing);
	begin(m, m->passing);
	s = ARENA_NEW(m->passing, struct stretch);
	markup_read(kind, bytes, &m->text, &ev);
	*s = end(m);
	return s;
}
