/* The order of sections and articles: the brand's navigation first, then the
   section's own list, then `order`, then A to Z by title; who comes before and
   after whom. */
#include "site/site_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/str.h"

struct place {
	struct page *page;
	uint32_t rank;		/* in the brand's navigation */
	uint64_t listed;	/* position in `articles:`, or UINT64_MAX */
	double order;
	uint32_t title;		/* its rank among all, UINT32_MAX for none */
};

static int
compare(const void *a, const void *b, void *linker)
{
	const struct place *x = a, *y = b;
	const struct linker *l = linker;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->listed != y->listed)
		return x->listed < y->listed ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	if (x->title != y->title && x->title != UINT32_MAX &&
	    y->title != UINT32_MAX)
		return x->title < y->title ? -1 : 1;
	return site_by_title(l, x->page, y->page);
}

/* ---- The section's own list ---- */

static bool
is_section(const struct page *p)
{
	return p->section->page == p;
}

static const struct section *
holder(const struct page *p)
{
	return is_section(p) ? p->section->parent : p->section;
}

/* `articles:` may give whole ids, or names relative to the section. */
static struct page *
find_listed(struct linker *l, const struct page *section, struct str id,
    struct span at)
{
	if (section->id.n > 0 && !map_get(l->as->project->by_id, id)) {
		struct str whole = arena_printf(l->scratch, "%.*s/%.*s",
		    STR_ARG(section->id), STR_ARG(id));
		if (map_get(l->as->project->by_id, whole))
			return site_page(l->site, whole);
	}
	return site_find_id(l, id, at, "`articles`");
}

/* Page index -> position in its section's list, plus one. */
static void
read_list(struct linker *l, const struct section *s, uint32_t *listed)
{
	const struct article *k = s->page->article;

	for (size_t i = 0; k && i < k->norder_ids; i++) {
		struct page *p = find_listed(l, s->page, k->order_ids[i],
		    k->order_ids_at[i]);
		if (!p)
			continue;
		if (holder(p) != s)
			diag_hint(diag_add(l->d, DIAG_UNKNOWN_TARGET,
			    k->order_ids_at[i],
			    "`%.*s` is not in this section",
			    STR_ARG(k->order_ids[i])),
			    "list it where it is, or move the file");
		else if (listed[p->index] == 0)
			listed[p->index] = (uint32_t)i + 1;
	}
}

/* ---- Sorting ---- */

/* Where the pages of an edition stand, by page index. */
struct standing {
	uint32_t *listed;	/* position in `articles:` plus one, or 0 */
	uint32_t *rank;		/* in the brand's navigation */
};

static struct place
place_of(const struct linker *l, const struct standing *st, struct page *p)
{
	uint32_t i = p->index, listed = st->listed[i];

	return (struct place){
		.page = p, .rank = st->rank[i],
		.listed = listed ? listed : UINT64_MAX,
		.order = l->all->ordered && p->article ?
		    p->article->order : HUGE_VAL,
		.title = l->rank[i]
	};
}

/* What each section holds side by side, its sections behind its articles; by
   title already if that is what the section is sorted by. */
struct shares {
	struct place *place;
	uint32_t *end;		/* of a share: that of a page's articles at
				   twice its index, then that of sections */
};

/* The number of the share that a page belongs to, or NO_SHARE: the root's, and
   that of what is in no list. */
#define NO_SHARE UINT32_MAX

static uint32_t
share_of(const struct page *p)
{
	const struct section *in = holder(p);

	return in && !p->unlisted ? 2 * in->page->index + is_section(p) :
	    NO_SHARE;
}

static void
put(const struct linker *l, const struct standing *st, struct shares *s,
    const uint32_t *share, uint32_t page)
{
	if (share[page] != NO_SHARE)
		s->place[s->end[share[page]]++] = place_of(l, st,
		    &l->site->page[page]);
}

static struct shares
share_out(const struct linker *l, const struct standing *st)
{
	size_t n = l->site->npages;
	struct shares s = { ARENA_ARRAY(l->scratch, n + 1, struct place),
		ARENA_ARRAY(l->scratch, 2 * n + 1, uint32_t) };
	uint32_t *share = ARENA_ARRAY(l->scratch, n, uint32_t);

	/* First each counts for the share behind its own. */
	for (size_t i = 0; i < n; i++) {
		share[i] = share_of(&l->site->page[i]);
		if (share[i] != NO_SHARE)
			s.end[share[i] + 1]++;
	}
	for (size_t i = 0; i < 2 * n; i++)
		s.end[i + 1] += s.end[i];
	for (size_t i = 0; i < l->nranks; i++)
		if (l->by_rank[i] != NO_PAGE)
			put(l, st, &s, share, l->by_rank[i]);
	for (size_t i = 0; i < n; i++)
		if (l->rank[i] == UINT32_MAX)
			put(l, st, &s, share, (uint32_t)i);
	return s;
}

static bool
in_order(struct linker *l, const struct place *of, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (compare(&of[i - 1], &of[i], l) > 0)
			return false;
	return true;
}

/* Sorts one section's share and hangs it under the section. */
static void
hang(struct linker *l, struct place *of, size_t n, bool sections)
{
	struct section *s = of[0].page->section;

	if (!in_order(l, of, n))
		qsort_r(of, n, sizeof(*of), compare, l);
	if (sections) {
		struct section **child = ARENA_ARRAY(l->a, n,
		    struct section *);
		for (size_t i = 0; i < n; i++)
			child[i] = of[i].page->section;
		s = s->parent;
		s->section = child;
		s->nsections = n;
		return;
	}
	struct page **article = ARENA_ARRAY(l->a, n, struct page *);
	for (size_t i = 0; i < n; i++) {
		article[i] = of[i].page;
		article[i]->prev = i > 0 ? of[i - 1].page : NULL;
		article[i]->next = i + 1 < n ? of[i + 1].page : NULL;
	}
	s->article = article;
	s->narticles = n;
}

static void
sort_all(struct linker *l, const struct standing *st)
{
	struct shares s = share_out(l, st);

	for (size_t i = 0, from = 0; i < 2 * l->site->npages;
	    from = s.end[i++])
		if (s.end[i] > from)
			hang(l, s.place + from, s.end[i] - from, i % 2 == 1);
}

/* Articles of each section and of those below it. */
static void
count_all(struct linker *l)
{
	for (size_t i = 0; i < map_count(l->sections); i++) {
		struct section *s = map_at(l->sections, i)->ptr;
		for (struct section *up = s; up; up = up->page->unlisted ?
		    NULL : up->parent)
			up->count += s->narticles;
	}
}

void
site_order(struct linker *l)
{
	size_t pages = l->site->npages + 1;
	struct standing st = {
		ARENA_ARRAY(l->scratch, pages, uint32_t),
		ARENA_ARRAY(l->scratch, pages, uint32_t)
	};

	/* A section's own list speaks of its folder. */
	for (size_t i = 0; i < map_count(l->sections); i++)
		read_list(l, map_at(l->sections, i)->ptr, st.listed);
	site_navigate(l, st.rank);
	sort_all(l, &st);
	count_all(l);
}
