/* Reads markup into what a stretch holds. */
#include "emit/memo_parts.h"

#include <string.h>

#include "base/hash.h"
#include "base/str.h"

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

/* Where a link to a place in its own page leads; 0 when that is not certain. */
static uint64_t
anchor_of(struct str href)
{
	if (href.n < 2 || href.p[0] != '#' || str_find_char(href, '%', 0) >= 0)
		return 0;
	return str_hash(str_slice(href, 1, href.n));
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
	l.anchor = anchor_of(href);
	m->nlocal += l.local;
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
on_value(void *ctx)
{
	struct memo *m = ctx;

	buf_char(&m->text, LEAK_ANY);
	m->nvalues++;
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

static void *
kept(struct memo *m, const struct buf *b)
{
	if (b->n == 0)
		return NULL;
	return memcpy(arena_bytes(m->into, b->n), b->p, b->n);
}

static void
begin(struct memo *m, struct arena *into)
{
	m->into = into;
	buf_reset(&m->text);
	buf_reset(&m->ids);
	buf_reset(&m->links);
	buf_reset(&m->facts);
	m->nlocal = 0;
	m->nvalues = 0;
}

struct stretch
memo_end(struct memo *m)
{
	return (struct stretch){
		.id = kept(m, &m->ids),
		.nids = (uint32_t)(m->ids.n / sizeof(uint64_t)),
		.link = kept(m, &m->links),
		.nlinks = (uint32_t)(m->links.n / sizeof(struct stretch_link)),
		.nlocal = m->nlocal,
	};
}

void
memo_add_facts(struct memo *m, struct stretch *s)
{
	find_facts(m);
	s->fact = kept(m, &m->facts);
	s->nfacts = (uint32_t)(m->facts.n / sizeof(uint32_t));
}

size_t
memo_read_stretch(struct memo *m, struct marked page, struct arena *into,
    bool *whole)
{
	const struct markup_events ev = { .ctx = m, .link = on_link,
		.id = on_id, .value = on_value };

	begin(m, into);
	return markup_read_stretch(page, &m->text, &m->aside, &ev, whole);
}

void
memo_read_all(struct memo *m, enum markup_kind kind, struct str bytes,
    struct arena *into)
{
	const struct markup_events ev = { .ctx = m, .link = on_link,
		.id = on_id };

	begin(m, into);
	markup_read(kind, bytes, &m->text, &ev);
}

struct stretch *
memo_file(struct memo *m, enum markup_kind kind, struct str bytes)
{
	struct stretch *s;

	arena_reset(m->passing);
	memo_read_all(m, kind, bytes, m->passing);
	s = ARENA_NEW(m->passing, struct stretch);
	*s = memo_end(m);
	memo_add_facts(m, s);
	return s;
}
