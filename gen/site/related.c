/* Related articles: the writer's own first, then those that share tags, the
   rarer the better. Ties are broken by id, so that nothing depends on chance. */
#include "site/site_private.h"

#include <string.h>

#include "base/str.h"

enum {
	RELATED_MAX = 5,
	/* Articles looked at for one article: tags that are on more than this
	   tell nothing, and without a bound the work would be quadratic. */
	CANDIDATES_MAX = 1024,
	/* What a tag is worth, divided by how many articles have it. */
	TAG_WEIGHT = 1 << 16
};

struct scores {
	uint32_t *score;	/* by page index */
	uint32_t *touched;
	size_t n;
};

static bool
chosen(const struct page *const *list, size_t n, const struct page *p)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == p)
			return true;
	return false;
}

static size_t
writers_own(struct linker *l, const struct page *p, const struct page **list)
{
	const struct article *k = p->article;
	size_t n = 0;

	for (size_t i = 0; i < k->nrelated; i++) {
		const struct page *to = site_find_id(l, k->related[i],
		    k->related_at[i], "`related`");
		if (to && to != p && n < RELATED_MAX && !chosen(list, n, to))
			list[n++] = to;
	}
	return n;
}

static void
count_tag(struct scores *s, const struct page *p, const struct tag *t)
{
	uint32_t worth = (uint32_t)(TAG_WEIGHT / t->npages);

	for (size_t i = 0; i < t->npages; i++) {
		const struct page *o = t->page[i];
		if (o == p)
			continue;
		if (s->score[o->index] == 0) {
			s->touched[s->n++] = o->index;
			/* A neighbour in the section is worth half a tag
			   more. */
			s->score[o->index] = o->section == p->section ?
			    worth / 2 + 1 : 1;
		}
		s->score[o->index] += worth;
	}
}

static bool
better(const struct scores *s, const struct page *a, const struct page *b)
{
	uint32_t x = s->score[a->index], y = s->score[b->index];

	return x != y ? x > y : str_cmp(a->id, b->id) < 0;
}

/* Keeps the best few in order: insertion into a list of at most five. */
static size_t
offer(const struct scores *s, const struct page **best, size_t n,
    size_t max, const struct page *p)
{
	size_t i = n;

	if (n == max && (max == 0 || !better(s, p, best[n - 1])))
		return n;
	if (n == max)
		i = n - 1;
	else
		n++;
	while (i > 0 && better(s, p, best[i - 1])) {
		best[i] = best[i - 1];
		i--;
	}
	best[i] = p;
	return n;
}

static void
relate(struct linker *l, struct page *p, struct scores *s)
{
	const struct page *list[RELATED_MAX];
	size_t own = writers_own(l, p, list), n = own, budget =
	    CANDIDATES_MAX;

	s->n = 0;
	for (size_t i = 0; own < RELATED_MAX && i < p->ntags; i++) {
		if (p->tag[i]->npages > budget)
			continue;
		budget -= p->tag[i]->npages;
		count_tag(s, p, p->tag[i]);
	}
	for (size_t i = 0; i < s->n; i++) {
		const struct page *o = &l->site->page[s->touched[i]];
		if (!chosen(list, own, o))
			n = own + offer(s, list + own, n - own,
			    RELATED_MAX - own, o);
	}
	for (size_t i = 0; i < s->n; i++)
		s->score[s->touched[i]] = 0;
	const struct page **kept = ARENA_ARRAY(l->a, n,
	    const struct page *);
	if (n > 0)
		memcpy(kept, list, n * sizeof(list[0]));
	p->related = kept;
	p->nrelated = n;
}

void
site_make_related(struct linker *l)
{
	struct scores s = {
		.score = ARENA_ARRAY(l->scratch, l->site->npages + 1,
		    uint32_t),
		.touched = ARENA_ARRAY(l->scratch, l->site->npages + 1,
		    uint32_t)
	};

	for (size_t i = 0; i < l->site->npages; i++) {
		struct page *p = &l->site->page[i];
		if (p->article && !p->article->section)
			relate(l, p, &s);
	}
}
