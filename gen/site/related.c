/* Related articles: the writer's own first, then those that share tags, the
   rarer the better. Ties are broken by id, so that nothing depends on chance.
   They follow from who has which tags and lies where, which is the same in
   most editions: an article's are worked out again only where it differs. */
#include "site/site_private.h"

#include <string.h>

#include "base/buf.h"
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
	uint32_t *section;	/* by page index: a number for its section */
	uint32_t *article;	/* by page index: the project's, in the order
				   of ids */
	uint32_t **member;	/* by position: page indices of a tag's, null
				   until asked for */
	uint32_t *tag;		/* by position: a number for its articles and
				   their sections */
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

static const uint32_t *
members(struct linker *l, struct scores *s, const struct tag *t)
{
	uint32_t **member = &s->member[t - l->site->tag];

	if (*member)
		return *member;
	*member = ARENA_ARRAY(l->scratch, t->npages, uint32_t);
	for (size_t i = 0; i < t->npages; i++)
		(*member)[i] = t->page[i]->index;
	return *member;
}

static void
count_tag(struct linker *l, struct scores *s, uint32_t p, const struct tag *t)
{
	uint32_t worth = (uint32_t)(TAG_WEIGHT / t->npages);
	const uint32_t *member = members(l, s, t);

	for (size_t i = 0; i < t->npages; i++) {
		uint32_t o = member[i];
		if (o == p)
			continue;
		if (s->score[o] == 0) {
			s->touched[s->n++] = o;
			/* A neighbour in the section is worth half a tag
			   more. */
			s->score[o] = s->section[o] == s->section[p] ?
			    worth / 2 + 1 : 1;
		}
		s->score[o] += worth;
	}
}

static bool
better(const struct scores *s, uint32_t a, uint32_t b)
{
	uint32_t x = s->score[a], y = s->score[b];

	return x != y ? x > y : s->article[a] < s->article[b];
}

/* Keeps the best few in order: insertion into a list of at most five. */
static size_t
offer(const struct scores *s, uint32_t *best, size_t n, size_t max,
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
add_kin(struct linker *l, const struct page *p, struct scores *s,
    const struct page **list, size_t own)
{
	size_t n = 0, max = RELATED_MAX - own, budget = CANDIDATES_MAX;
	uint32_t best[RELATED_MAX];

	s->n = 0;
	for (size_t i = 0; own < RELATED_MAX && i < p->ntags; i++) {
		if (p->tag[i]->npages > budget)
			continue;
		budget -= p->tag[i]->npages;
		count_tag(l, s, p->index, p->tag[i]);
	}
	for (size_t i = 0; i < s->n; i++) {
		uint32_t o = s->touched[i];
		if (n == max && max > 0 && s->score[o] < s->score[best[n - 1]])
			continue;
		if (own == 0 || !chosen(list, own, &l->site->page[o]))
			n = offer(s, best, n, max, o);
	}
	for (size_t i = 0; i < s->n; i++)
		s->score[s->touched[i]] = 0;
	for (size_t i = 0; i < n; i++)
		list[own + i] = &l->site->page[best[i]];
	return own + n;
}

/* ---- What they follow from ---- */

/* The page's section, its tags, the writer's own list. */
static size_t
key_of(const struct linker *l, const struct page *p, const struct scores *s,
    const struct page *const *list, size_t own, uint32_t *key)
{
	size_t n = 0;

	key[n++] = s->section[p->index];
	key[n++] = (uint32_t)p->ntags;
	for (size_t i = 0; i < p->ntags; i++)
		key[n++] = s->tag[p->tag[i] - l->site->tag];
	for (size_t i = 0; i < own; i++)
		key[n++] = list[i]->article ? list[i]->article->index :
		    UINT32_MAX;
	return n;
}

static bool
is_known(const struct linker *l, const struct kin *k, const uint32_t *key,
    size_t n)
{
	if (k->nkey != n || memcmp(k->key, key, n * sizeof(*key)) != 0)
		return false;
	for (size_t i = 0; i < k->n; i++)
		if (k->article[i] == UINT32_MAX ||
		    !l->page_of[k->article[i]])
			return false;
	return true;
}

static void
note(struct arena *a, struct kin *k, const uint32_t *key, size_t nkey,
    const struct page *const *list, size_t n)
{
	uint32_t *kept = ARENA_ARRAY(a, nkey, uint32_t);
	uint32_t *article = ARENA_ARRAY(a, n, uint32_t);

	memcpy(kept, key, nkey * sizeof(*key));
	for (size_t i = 0; i < n; i++)
		article[i] = list[i]->article ? list[i]->article->index :
		    UINT32_MAX;
	*k = (struct kin){ kept, nkey, article, n };
}

static void
relate(struct linker *l, struct page *p, struct scores *s, uint32_t *key)
{
	const struct page *list[RELATED_MAX];
	size_t n = writers_own(l, p, list);
	struct kin *k = outlines_kin(l->known, p->article);
	size_t nkey = key_of(l, p, s, list, n, key);

	if (is_known(l, k, key, nkey)) {
		for (n = 0; n < k->n; n++)
			list[n] = l->page_of[k->article[n]];
	} else {
		n = add_kin(l, p, s, list, n);
		note(outlines_arena(l->known), k, key, nkey, list, n);
	}
	const struct page **kept = ARENA_ARRAY(l->a, n,
	    const struct page *);
	if (n > 0)
		memcpy(kept, list, n * sizeof(list[0]));
	p->related = kept;
	p->nrelated = n;
}

/* Tags with the same articles, which lie in the same sections, have the same
   number in all editions. */
static void
number_tags(struct linker *l, struct scores *s)
{
	const struct site *site = l->site;
	struct buf bytes = BUF_INIT;

	for (size_t i = 0; i < site->ntags; i++) {
		const struct tag *t = &site->tag[i];
		buf_reset(&bytes);
		for (size_t k = 0; k < t->npages; k++) {
			uint32_t page = t->page[k]->index;
			buf_u32(&bytes, s->article[page]);
			buf_u32(&bytes, s->section[page]);
		}
		s->tag[i] = outlines_number(l->known, buf_view(&bytes));
	}
	buf_free(&bytes);
}

static void
number_sections(struct linker *l, struct scores *s)
{
	for (size_t i = 0; i < l->site->npages; i++) {
		const struct page *p = &l->site->page[i];
		if (p->section->page == p)
			s->section[i] = outlines_number(l->known, p->id);
	}
	for (size_t i = 0; i < l->site->npages; i++) {
		const struct page *p = &l->site->page[i];
		s->section[i] = s->section[p->section->page->index];
		s->article[i] = p->article ? p->article->index : UINT32_MAX;
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

void
site_make_related(struct linker *l)
{
	size_t pages = l->site->npages;
	struct scores s = {
		.score = ARENA_ARRAY(l->scratch, pages, uint32_t),
		.touched = ARENA_ARRAY(l->scratch, pages, uint32_t),
		.section = ARENA_ARRAY(l->scratch, pages, uint32_t),
		.article = ARENA_ARRAY(l->scratch, pages, uint32_t),
		.member = ARENA_ARRAY(l->scratch, l->site->ntags,
		    uint32_t *),
		.tag = ARENA_ARRAY(l->scratch, l->site->ntags, uint32_t)
	};
	uint32_t *key = ARENA_ARRAY(l->scratch, 2 + most_tags(l->site) +
	    RELATED_MAX, uint32_t);

	number_sections(l, &s);
	number_tags(l, &s);
	for (size_t i = 0; i < pages; i++) {
		struct page *p = &l->site->page[i];
		if (p->article && !p->article->section)
			relate(l, p, &s, key);
	}
}
