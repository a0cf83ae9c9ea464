/* Pages held against a page read before, so that what both have is compared at
   once and nothing is looked up. */
#include "emit/memo_parts.h"

#include <string.h>

#include "base/str.h"

enum { LONGEST = 1 << 20 };	/* page that lays a trail, in bytes */

/* A stretch in its place on a trail: many, such as "<tr>", stand in several. A
   last one stands for the end. */
struct step {
	struct known *known;	/* null at the end, or gone */
	uint32_t at;		/* of its first byte in the text */
	uint32_t held;		/* stretches before it, in `held` */
	uint32_t run;		/* the next one that has values, is gone or was
				   another in a page, or the end */
	bool varies, lasting;	/* as `known` says, which is farther away */
};

void
trail_free(struct trail *t)
{
	buf_free(&t->text);
	buf_free(&t->steps);
	buf_free(&t->held);
	t->number = 0;
}

static struct step *
steps_of(const struct trail *t, size_t *n)
{
	*n = t->steps.n / sizeof(struct step);
	return (void *)t->steps.p;
}

static bool
holds_any(const struct stretch *s)
{
	return s->nids > 0 || s->nlinks > 0 || s->nfacts > 0;
}

/* --- Laying a trail ------------------------------------------------------ */

static uint32_t
count_held(const struct trail *t)
{
	return (uint32_t)(t->held.n / sizeof(struct stretch *));
}

static void
lay(struct trail *t, struct known *k, size_t at)
{
	struct stretch *held = &k->stretch;
	struct step s = { .known = k, .at = (uint32_t)at,
		.held = count_held(t), .varies = k->mould != NULL,
		.lasting = k->lasting };

	buf_add(&t->steps, &s, sizeof(s));
	if (!s.varies && holds_any(held))
		buf_add(&t->held, &held, sizeof(held));
}

static void
lay_end(struct trail *t, size_t at)
{
	struct step s = { .at = (uint32_t)at, .held = count_held(t) };

	buf_add(&t->steps, &s, sizeof(s));
}

/* Lays a run of steps of another trail. */
static void
lay_run(struct trail *t, const struct trail *of, const struct step *from,
    const struct step *to, size_t at)
{
	uint32_t behind = (uint32_t)at - from->at;
	uint32_t more = count_held(t) - from->held;
	const size_t held = sizeof(struct stretch *);

	buf_part(&t->held, &of->held, from->held * held, to->held * held);
	size_t first = t->steps.n;
	buf_add(&t->steps, from, (size_t)(to - from) * sizeof(*from));
	struct step *s = (void *)(t->steps.p + first);
	for (const struct step *end = s + (to - from); s < end; s++) {
		s->at += behind;
		s->held += more;
	}
}

static void
put_runs(struct step *s, size_t n)
{
	for (size_t i = n; i-- > 0;)
		s[i].run = !s[i].known || s[i].varies ? (uint32_t)i :
		    s[i + 1].run;
}

void
trail_fade(struct trail *t)
{
	size_t n;
	struct step *s = steps_of(t, &n);

	for (size_t i = 0; i < n; i++)
		if (!s[i].lasting)
			s[i].known = NULL;
	put_runs(s, n);
}

/* The page that was read is the trail from now on. */
static void
end_page(struct memo *m)
{
	struct trail old = m->trail;
	size_t n;

	lay_end(&m->laid, m->page.at);
	buf_str(&m->laid.text, m->whole_page);
	struct step *s = steps_of(&m->laid, &n);
	for (size_t i = 0; i < n - 1; i++)
		s[i].known->place = i;
	put_runs(s, n);
	m->trail = m->laid;
	m->laid = old;
	m->lays = false;
}

/* --- Following it -------------------------------------------------------- */

void
memo_begin(struct memo *m, const struct brand *own, unsigned lane,
    uint64_t number, struct marked page)
{
	bool first = number != m->trail.number || m->trail.steps.n == 0;

	if (first)
		memo_forget(m);
	m->own = own;
	m->page = page;
	m->whole_page = page.text;
	m->next = 0;
	m->lane = lane % MEMO_LANES;
	m->ndetours = 0;
	m->again = !first;
	m->lays = first && page.text.n < LONGEST;
	m->laid.number = number;
	buf_reset(&m->laid.text);
	buf_reset(&m->laid.steps);
	buf_reset(&m->laid.held);
}

/* Follows the trail to what stood behind `k`, or if that is not on it, behind
   what stood in its place. */
static void
follow(struct memo *m, const struct known *k)
{
	size_t n;
	const struct step *s = steps_of(&m->trail, &n);

	if (k->place < n && s[k->place].known == k)
		m->next = k->place;
	if (m->next + 1 < n)
		m->next++;
}

static bool
stands(const struct trail *t, const struct step *from, const struct step *to,
    struct str page)
{
	size_t n = to->at - from->at;

	return n <= page.n && memcmp(t->text.p + from->at, page.p, n) == 0;
}

/* The step up to which a page begins as the trail does from `s` on, values
   apart. */
static const struct step *
same_until(const struct trail *t, const struct step *all,
    const struct step *s, struct str page)
{
	const struct step *end = all + s->run;

	if (stands(t, s, end, page))
		return end;
	for (; s < end && stands(t, s, s + 1, page); s++)
		page = str_slice(page, s[1].at - s->at, page.n);
	return s;
}

/* Leaves marks behind, which marked_behind drops. */
static void
go_on(struct memo *m, size_t n)
{
	m->page.text.p += n;
	m->page.text.n -= n;
	m->page.at += n;
}

/* Takes the stretches that stand here as they did on the trail. */
static struct stretches
take_same(struct memo *m)
{
	struct stretch *const *held = (const void *)m->trail.held.p;
	size_t n;
	const struct step *all = steps_of(&m->trail, &n);

	if (n == 0 || all[m->next].run == m->next)
		return (struct stretches){ NULL, 0 };
	const struct step *from = all + m->next;
	const struct step *to = same_until(&m->trail, all, from, m->page.text);
	if (m->lays && from < to)
		lay_run(&m->laid, &m->trail, from, to, m->page.at);
	m->next = (size_t)(to - all);
	go_on(m, to->at - from->at);
	return (struct stretches){ held ? held + from->held : NULL,
		to->held - from->held };
}

/* A page of this number has something else in place of a step, as others of it
   will have: no run goes beyond it any more. */
static void
end_runs(struct step *s, uint32_t at)
{
	s[at].run = at;
	for (size_t i = at; i > 0 && s[i - 1].run > at; i--)
		s[i - 1].run = at;
}

/* What stands in place of a step where another brand's page is held against the
   trail: mostly what stood there in the last page of this one. */
static struct known *
find_detour(struct memo *m, size_t *n)
{
	struct known **d = &m->detour[m->lane][m->ndetours], *k = *d;

	if (!k || (*n = memo_length(m, k)) == 0)
		k = memo_find(m, n);
	if (k->lasting && k->whole && m->ndetours + 1 < DETOURS) {
		*d = k;
		m->ndetours++;
	}
	return k;
}

/* The page's next stretch, which is not the one on the trail or may vary. */
static struct known *
find(struct memo *m, size_t *n)
{
	size_t nsteps;
	struct step *s = steps_of(&m->trail, &nsteps);
	struct known *k = nsteps > 0 ? s[m->next].known : NULL;

	if (k && s[m->next].run == m->next && (*n = memo_length(m, k)) > 0) {
		m->next++;
		return k;
	}
	m->page = marked_behind(m->page, 0);
	if (k && m->again)
		end_runs(s, (uint32_t)m->next);
	k = m->again ? find_detour(m, n) : memo_find(m, n);
	follow(m, k);
	return k;
}

/* One that the page's end cuts short might go on in another page, and is on no
   trail. */
static struct stretches
take_other(struct memo *m)
{
	size_t n;

	struct known *k = find(m, &n);
	struct str bytes = str_slice(m->page.text, 0, n);
	if (m->lays && k->whole)
		lay(&m->laid, k, m->page.at);
	else if (m->lays)
		end_page(m);
	go_on(m, n);
	m->one = memo_with_values(m, k, bytes);
	return (struct stretches){ &m->one, holds_any(m->one) };
}

bool
memo_next(struct memo *m, struct stretches *s)
{
	if (m->page.text.n == 0) {
		if (m->lays)
			end_page(m);
		return false;
	}
	*s = take_same(m);
	if (s->n == 0 && m->page.text.n > 0)
		*s = take_other(m);
	return true;
}
