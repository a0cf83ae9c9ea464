/* Related articles: the writer's own first, then those that share tags, the
   rarer the better. Ties are broken by id, so that nothing depends on chance.
   They follow from who has which tags and lies where, which is the same in
   most editions: an article's are worked out again only where it differs. */
#include "site/site_private.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

enum {
	/* Articles looked at for one article: tags that are on more than this
	   tell nothing, and without a bound the work would be quadratic. */
	CANDIDATES_MAX = 1024,
	/* What a tag is worth, divided by how many articles have it. */
	TAG_WEIGHT = 1 << 16
};

/* A page as a relative of the one that is asked for. */
struct relative {
	uint32_t score;
	uint32_t section;	/* a number for it */
	uint32_t article;	/* the project's, in the order of ids;
				   UINT32_MAX for none */
};

/* What the related articles of a site's pages are worked out with, made when
   the first ones are asked for. */
struct kinship {
	struct outlines *known;
	const struct site *site;
	struct relative *page;	/* by page index; null: nothing is made yet */
	uint32_t *touched;
	size_t n;
	uint32_t **member;	/* by position: page indices of a tag's, null
				   until asked for */
	uint32_t *tag;		/* by position: a number for its articles and
				   their sections */
	uint32_t *key;		/* of the page that is asked for */
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
writers_own(const struct kinship *s, const struct page *p,
    const struct page **list)
{
	const struct article *k = p->article;
	size_t n = 0;

	for (size_t i = 0; i < k->nrelated; i++) {
		const struct page *to = site_page(s->site, k->related[i]);
		if (to && to != p && n < RELATED_MAX && !chosen(list, n, to))
			list[n++] = to;
	}
	return n;
}

static const uint32_t *
members(struct kinship *s, const struct tag *t)
{
	uint32_t **member = &s->member[t - s->site->tag];

	if (*member)
		return *member;
	*member = ARENA_ARRAY(outlines_arena(s->known), t->npages, uint32_t);
	for (size_t i = 0; i < t->npages; i++)
		(*member)[i] = t->page[i]->index;
	return *member;
}

static void
count_tag(struct kinship *s, uint32_t p, const struct tag *t)
{
	uint32_t worth = (uint32_t)(TAG_WEIGHT / t->npages);
	const uint32_t *member = members(s, t);
	uint32_t section = s->page[p].section;

	for (size_t i = 0; i < t->npages; i++) {
		struct relative *o = &s->page[member[i]];
		if (member[i] == p)
			continue;
		if (o->score == 0) {
			s->touched[s->n++] = member[i];
			/* A neighbour in the section is worth half a tag
			   more. */
			o->score = o->section == section ? worth / 2 + 1 : 1;
		}
		o->score += worth;
	}
}

static bool
better(const struct kinship *s, uint32_t a, uint32_t b)
{
	const struct relative *x = &s->page[a], *y = &s->page[b];

	return x->score != y->score ? x->score > y->score :
	    x->article < y->article;
}

/* Keeps the best few in order: insertion into a list of at most five. */
static size_t
offer(const struct kinship *s, uint32_t *best, size_t n, size_t max,
    uint32_t p)
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

/* The writer's own stand in `list` already. The number of all. */
static size_t
add_kin(struct kinship *s, const struct page *p, const struct page **list,
    size_t own)
{
	size_t n = 0, max = RELATED_MAX - own, budget = CANDIDATES_MAX;
	uint32_t best[RELATED_MAX];

	s->n = 0;
	for (size_t i = 0; own < RELATED_MAX && i < p->ntags; i++) {
		if (p->tag[i]->npages > budget)
			continue;
		budget -= p->tag[i]->npages;
		count_tag(s, p->index, p->tag[i]);
	}
	for (size_t i = 0; i < s->n; i++) {
		uint32_t o = s->touched[i];
		if (n == max && max > 0 &&
		    s->page[o].score < s->page[best[n - 1]].score)
			continue;
		if (own == 0 || !chosen(list, own, &s->site->page[o]))
			n = offer(s, best, n, max, o);
	}
	for (size_t i = 0; i < s->n; i++)
		s->page[s->touched[i]].score = 0;
	for (size_t i = 0; i < n; i++)
		list[own + i] = &s->site->page[best[i]];
	return own + n;
}

/* ---- What they follow from ---- */

static uint32_t
article_of(const struct kinship *s, const struct page *p)
{
	return s->page[p - s->site->page].article;
}

/* The page's section, its tags, the writer's own list. */
static size_t
key_of(struct kinship *s, const struct page *p,
    const struct page *const *list, size_t own)
{
	uint32_t *key = s->key;
	size_t n = 0;

	key[n++] = s->page[p->index].section;
	key[n++] = (uint32_t)p->ntags;
	for (size_t i = 0; i < p->ntags; i++)
		key[n++] = s->tag[p->tag[i] - s->site->tag];
	for (size_t i = 0; i < own; i++)
		key[n++] = article_of(s, list[i]);
	return n;
}

static bool
is_known(const struct kinship *s, const struct kin *k, size_t nkey)
{
	if (k->nkey != nkey ||
	    memcmp(k->key, s->key, nkey * sizeof(*k->key)) != 0)
		return false;
	for (size_t i = 0; i < k->n; i++)
		if (k->article[i] == UINT32_MAX ||
		    !s->site->of_article[k->article[i]])
			return false;
	return true;
}

static void
note(const struct kinship *s, struct kin *k, size_t nkey,
    const struct page *const *list, size_t n)
{
	struct arena *a = outlines_arena(s->known);
	uint32_t *kept = ARENA_ARRAY(a, nkey, uint32_t);
	uint32_t *article = ARENA_ARRAY(a, n, uint32_t);

	memcpy(kept, s->key, nkey * sizeof(*kept));
	for (size_t i = 0; i < n; i++)
		article[i] = article_of(s, list[i]);
	*k = (struct kin){ kept, nkey, article, n };
}

/* Tags with the same articles, which lie in the same sections, have the same
   number in all editions. */
static void
number_tags(struct kinship *s)
{
	const struct site *site = s->site;
	struct buf bytes = BUF_INIT;

	for (size_t i = 0; i < site->ntags; i++) {
		const struct tag *t = &site->tag[i];
		buf_reset(&bytes);
		for (size_t k = 0; k < t->npages; k++) {
			uint32_t page = t->page[k]->index;
			buf_u32(&bytes, s->page[page].article);
			buf_u32(&bytes, s->page[page].section);
		}
		s->tag[i] = outlines_number(s->known, buf_view(&bytes));
	}
	buf_free(&bytes);
}

static void
number_sections(struct kinship *s)
{
	for (size_t i = 0; i < s->site->npages; i++) {
		const struct page *p = &s->site->page[i];
		if (p->section->page == p)
			s->page[i].section = outlines_number(s->known, p->id);
	}
	for (size_t i = 0; i < s->site->npages; i++) {
		const struct page *p = &s->site->page[i];
		s->page[i].section = s->page[p->section->page->index].section;
		s->page[i].article = p->article ? p->article->index :
		    UINT32_MAX;
	}
}

static size_t
most_tags(const struct site *site)
{
	size_t most = 0;

	for (size_t i = 0; i < site->npages; i++)
		if (site->page[i].ntags > most)
			most = site->page[i].ntags;
	return most;
}

static void
prepare(struct kinship *s)
{
	struct arena *a = outlines_arena(s->known);
	size_t pages = s->site->npages, tags = s->site->ntags;

	s->page = ARENA_ARRAY(a, pages, struct relative);
	s->touched = ARENA_ARRAY(a, pages, uint32_t);
	s->member = ARENA_ARRAY(a, tags, uint32_t *);
	s->tag = ARENA_ARRAY(a, tags, uint32_t);
	s->key = ARENA_ARRAY(a, 2 + most_tags(s->site) + RELATED_MAX,
	    uint32_t);
	number_sections(s);
	number_tags(s);
}

size_t
site_related(const struct page *p, const struct page *list[RELATED_MAX])
{
	struct kinship *s = p->site->kinship;

	if (!s || !p->article || p->article->section)
		return 0;
	if (!s->page)
		prepare(s);
	struct kin *k = outlines_kin(s->known, p->article);
	size_t n = writers_own(s, p, list);
	size_t nkey = key_of(s, p, list, n);
	if (is_known(s, k, nkey)) {
		for (n = 0; n < k->n; n++)
			list[n] = s->site->of_article[k->article[n]];
		return n;
	}
	n = add_kin(s, p, list, n);
	note(s, k, nkey, list, n);
	return n;
}

void
site_check_related(struct linker *l)
{
	struct kinship *s = ARENA_NEW(l->a, struct kinship);

	*s = (struct kinship){ .known = l->known, .site = l->site };
	l->site->kinship = s;
	for (size_t i = 0; i < l->site->npages; i++) {
		const struct article *k = l->site->page[i].article;
		for (size_t n = 0; k && !k->section && n < k->nrelated; n++)
			site_find_id(l, k->related[n], k->related_at[n],
			    "`related`");
	}
}
