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

/* A page as a relative of others. */
struct relative {
	uint32_t section;	/* a number for it */
	uint32_t article;	/* the project's, in the order of ids;
				   UINT32_MAX for none */
};

/* A page that has a tag: all of one tag are read in a row. */
struct member {
	uint32_t page, section;
};

/* What the related articles of a site's pages are worked out with, made when
   the first ones are asked for. */
struct kinship {
	struct outlines *known;
	const struct site *site;
	struct relative *page;	/* by page index; null: nothing is made yet */
	uint32_t *score;	/* by page index, 0 between two articles */
	const struct tag **counted;	/* of the page that is asked for */
	size_t ncounted;
	struct member **member;	/* by position: a tag's, null until asked
				   for */
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

static const struct member *
members(struct kinship *s, const struct tag *t)
{
	struct member **member = &s->member[t - s->site->tag];

	if (*member)
		return *member;
	*member = ARENA_ARRAY(outlines_arena(s->known), t->npages,
	    struct member);
	for (size_t i = 0; i < t->npages; i++) {
		uint32_t page = t->page[i]->index;
		(*member)[i] = (struct member){ page, s->page[page].section };
	}
	return *member;
}

/* A neighbour in the section is worth half a tag more. */
static void
count_tag(struct kinship *s, uint32_t section, const struct tag *t)
{
	uint32_t worth = (uint32_t)(TAG_WEIGHT / t->npages);
	const struct member *m = members(s, t);

	for (size_t i = 0; i < t->npages; i++) {
		uint32_t *score = &s->score[m[i].page];
		if (m[i].section == section && *score == 0)
			*score = worth / 2;
		*score += worth;
	}
}

static void
count_tags(struct kinship *s, const struct page *p)
{
	size_t budget = CANDIDATES_MAX;

	s->ncounted = 0;
	for (size_t i = 0; i < p->ntags; i++) {
		if (p->tag[i]->npages > budget)
			continue;
		budget -= p->tag[i]->npages;
		s->counted[s->ncounted++] = p->tag[i];
		count_tag(s, s->page[p->index].section, p->tag[i]);
	}
}

static void
forget_scores(struct kinship *s)
{
	for (size_t i = 0; i < s->ncounted; i++) {
		const struct member *m = members(s, s->counted[i]);
		for (size_t k = 0; k < s->counted[i]->npages; k++)
			s->score[m[k].page] = 0;
	}
}

struct candidate {
	uint32_t page, score, article;
};

/* The best so far, in order. */
struct best {
	struct candidate of[RELATED_MAX];
	size_t n, max;
};

static bool
better(const struct candidate *a, const struct candidate *b)
{
	return a->score != b->score ? a->score > b->score :
	    a->article < b->article;
}

static void
offer(struct best *b, struct candidate k)
{
	size_t i = b->n;

	if (i < b->max)
		b->n++;
	else if (!better(&k, &b->of[--i]))
		return;
	for (; i > 0 && better(&k, &b->of[i - 1]); i--)
		b->of[i] = b->of[i - 1];
	b->of[i] = k;
}

/* A score of nought is that of a page that was offered already. */
static void
offer_tag(struct kinship *s, struct best *b, const struct tag *t)
{
	const struct member *m = members(s, t);

	for (size_t i = 0; i < t->npages; i++) {
		uint32_t page = m[i].page, score = s->score[page];
		if (score == 0 || (b->n == b->max &&
		    score < b->of[b->n - 1].score))
			continue;
		offer(b, (struct candidate){ page, score,
		    s->page[page].article });
		s->score[page] = 0;
	}
}

/* The writer's own stand in `list` already. The number of all. */
static size_t
add_kin(struct kinship *s, const struct page *p, const struct page **list,
    size_t own)
{
	struct best b = { .max = RELATED_MAX - own };

	if (b.max == 0)
		return own;
	count_tags(s, p);
	s->score[p->index] = 0;
	for (size_t i = 0; i < own; i++)
		s->score[list[i]->index] = 0;
	for (size_t i = 0; i < s->ncounted; i++)
		offer_tag(s, &b, s->counted[i]);
	forget_scores(s);
	for (size_t i = 0; i < b.n; i++)
		list[own + i] = &s->site->page[b.of[i].page];
	return own + b.n;
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
	size_t most = most_tags(s->site);

	s->page = ARENA_ARRAY(a, pages, struct relative);
	s->score = ARENA_ARRAY(a, pages, uint32_t);
	s->counted = ARENA_ARRAY(a, most, const struct tag *);
	s->member = ARENA_ARRAY(a, tags, struct member *);
	s->tag = ARENA_ARRAY(a, tags, uint32_t);
	s->key = ARENA_ARRAY(a, 2 + most + RELATED_MAX, uint32_t);
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
