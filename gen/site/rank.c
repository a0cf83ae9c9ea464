/* The order of all titles: worked out once for editions of one locale that call
   their articles the same. */
#include "site/site_private.h"

#include <stdlib.h>

#include "base/str.h"

int
site_by_title(const struct linker *l, const struct page *a,
    const struct page *b)
{
	uint32_t x = l->rank[a->index], y = l->rank[b->index];

	if (x != UINT32_MAX && y != UINT32_MAX)
		return (x > y) - (x < y);
	int c = locale_compare(l->e->locale, a->title, b->title);
	return c ? c : str_cmp(a->id, b->id);
}

static int
compare(const void *a, const void *b, void *linker)
{
	const struct page *const *x = a, *const *y = b;

	return site_by_title(linker, *x, *y);
}

static unsigned char
lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static int
by_bytes(const void *a, const void *b)
{
	const struct page *const *pa = a, *const *pb = b;
	struct str x = (*pa)->title, y = (*pb)->title;
	size_t i = 0;

	while (i < x.n && i < y.n && lower(x.p[i]) == lower(y.p[i]))
		i++;
	if (i == x.n || i == y.n)
		return (x.n > y.n) - (x.n < y.n);
	return lower(x.p[i]) < lower(y.p[i]) ? -1 : 1;
}

static bool
in_order(struct linker *l, const struct page *const *page, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (compare(&page[i - 1], &page[i], l) > 0)
			return false;
	return true;
}

/* The order of bytes, case aside, is cheap to make and nearly the locale's:
   often there is nothing left to sort, else half as much to compare. */
static void
sort(struct linker *l, const struct page **page, size_t n)
{
	qsort(page, n, sizeof(*page), by_bytes);
	if (!in_order(l, page, n))
		qsort_r(page, n, sizeof(*page), compare, l);
}

/* Most titles are not only equal: editions share them. */
static bool
same_text(struct str a, struct str b)
{
	return (a.p == b.p && a.n == b.n) || str_eq(a, b);
}

/* Whether the ranking of an earlier edition is that of this one, which shows
   `*n` articles. */
static bool
holds(const struct linker *l, const struct ranking *r, size_t *n)
{
	*n = 0;
	if (r->locale != l->e->locale)
		return false;
	for (size_t i = 0; i < l->site->npages; i++) {
		uint32_t k = l->article[i];
		*n += k != NO_ARTICLE;
		if (k != NO_ARTICLE && (r->rank[k] == UINT32_MAX ||
		    !same_text(r->title[k], l->site->page[i].title)))
			return false;
	}
	return true;
}

static void
make(struct linker *l, struct ranking *r)
{
	size_t most = l->as->project->narticles, n = 0;
	struct arena *a = outlines_arena(l->known);
	const struct page **page = ARENA_ARRAY(l->scratch, most + 1,
	    const struct page *);

	if (!r->rank) {
		r->rank = ARENA_ARRAY(a, most, uint32_t);
		r->title = ARENA_ARRAY(a, most, struct str);
	}
	for (size_t i = 0; i < most; i++) {
		r->rank[i] = UINT32_MAX;
		if (l->page_of[i])
			page[n++] = l->page_of[i];
	}
	sort(l, page, n);
	for (size_t i = 0; i < n; i++) {
		uint32_t k = l->article[page[i]->index];
		r->rank[k] = (uint32_t)i;
		r->title[k] = page[i]->title;
	}
	r->locale = l->e->locale;
	r->n = n;
	r->cast++;
}

void
site_rank(struct linker *l)
{
	struct ranking *r = outlines_ranking(l->known);
	size_t n;

	l->rank = ARENA_ARRAY(l->scratch, l->site->npages, uint32_t);
	for (size_t i = 0; i < l->site->npages; i++)
		l->rank[i] = UINT32_MAX;
	if (!holds(l, r, &n)) {
		make(l, r);
		n = r->n;
	}
	l->cast = n == r->n ? r->cast : 0;
	l->nranks = r->n;
	l->by_rank = ARENA_ARRAY(l->scratch, r->n, uint32_t);
	for (size_t i = 0; i < r->n; i++)
		l->by_rank[i] = NO_PAGE;
	for (size_t i = 0; i < l->site->npages; i++) {
		if (l->article[i] == NO_ARTICLE)
			continue;
		l->rank[i] = r->rank[l->article[i]];
		l->by_rank[l->rank[i]] = (uint32_t)i;
	}
}
