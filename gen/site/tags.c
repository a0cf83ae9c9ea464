/* Tags: one page for each, whatever the case it is written in. */
#include "site/site_private.h"

#include <stdlib.h>

#include "base/str.h"

/* A tag of this edition while its pages are collected. */
struct tally {
	struct str name;	/* as the first article by path writes it */
	bool source;
	const struct page **page;
	size_t n;
	const struct page *last;	/* that was counted */
	struct tag *tag;	/* once they are sorted */
};

struct tallies {
	struct tally **of;	/* by number, null where no page has it */
	size_t cap;
	struct tally **in_use;	/* in order of first appearance */
	size_t n;
	/* Those of each page, in its own order; the tags they become stand
	   likewise. */
	struct tally **on_page;
	const struct tag **tag;
	size_t pairs;
};

static bool
has_tags(const struct page *p)
{
	return p->article && p->section->page != p &&
	    p->reading->fields->ntags > 0;
}

static struct tally *
tally_of(struct linker *l, struct tallies *t, const struct page *p, size_t i,
    uint32_t number)
{
	if (number >= t->cap) {
		size_t cap = number < 128 ? 256 : 2 * (size_t)number;
		struct tally **of = ARENA_ARRAY(l->scratch, cap,
		    struct tally *);
		struct tally **in_use = ARENA_ARRAY(l->scratch, cap,
		    struct tally *);
		for (size_t k = 0; k < t->cap; k++)
			of[k] = t->of[k];
		for (size_t k = 0; k < t->n; k++)
			in_use[k] = t->in_use[k];
		t->of = of;
		t->cap = cap;
		t->in_use = in_use;
	}
	struct tally *one = t->of[number];
	if (one)
		return one;
	one = ARENA_NEW(l->scratch, struct tally);
	*one = (struct tally){ .name = str_trim(p->reading->fields->tag[i]),
	    .source = p->reading->fields->source_tag[i] };
	t->of[number] = one;
	return t->in_use[t->n++] = one;
}

/* Counts the page in its tags; one written twice counts once. */
static void
count_page(struct linker *l, struct tallies *t, struct page *p)
{
	const struct article_fields *f = p->reading->fields;
	const uint32_t *number = outlines_tags(l->known, l->article[p->index],
	    f);

	p->tag = &t->tag[t->pairs];
	for (size_t i = 0; i < f->ntags; i++) {
		struct tally *one = number[i] == NO_TAG ? NULL :
		    tally_of(l, t, p, i, number[i]);
		if (!one || one->last == p)
			continue;
		one->last = p;
		one->n++;
		p->ntags++;
		t->on_page[t->pairs++] = one;
	}
}

static int
by_name(const void *a, const void *b, void *locale)
{
	const struct tally *const *x = a, *const *y = b;

	return locale_compare(locale, (*x)->name, (*y)->name);
}

/* "C" and "C++" both give "c": the later one is numbered. */
static struct str
tag_url(struct linker *l, struct map *slugs, struct str name)
{
	struct str base = text_slug(l->scratch, name);
	bool fresh;

	if (base.n == 0)
		base = STR("tag");
	struct str slug = base;
	for (unsigned i = 1; ; i++) {
		map_put(slugs, slug, &fresh);
		if (fresh && !str_eq(slug, STR("index")))
			break;
		slug = arena_printf(l->scratch, "%.*s-%u", STR_ARG(base), i);
	}
	return arena_printf(l->a, "tags/%.*s.html", STR_ARG(slug));
}

/* All tags in collation order, with room for their pages. */
static void
list_tags(struct linker *l, const struct tallies *of)
{
	struct map *slugs = map_new(l->scratch);
	void *locale = (void *)(uintptr_t)l->e->locale;
	struct tag *tag = ARENA_ARRAY(l->a, of->n + 1, struct tag);
	struct tally **t = of->in_use;

	if (of->n > 0) {
		qsort_r(t, of->n, sizeof(*t), by_name, locale);
		site_claim(l, ALL_TAGS_URL, (struct span){ 0 });
	}
	for (size_t i = 0; i < of->n; i++) {
		t[i]->page = ARENA_ARRAY(l->a, t[i]->n, const struct page *);
		tag[i] = (struct tag){ t[i]->name, t[i]->source,
		    tag_url(l, slugs, t[i]->name), t[i]->page, t[i]->n };
		t[i]->tag = &tag[i];
		t[i]->n = 0;
		site_claim(l, tag[i].url, (struct span){ 0 });
	}
	l->site->tag = tag;
	l->site->ntags = of->n;
}

/* Pages are added from A to Z, so that those of each tag need no sorting. */
static void
list_pages(struct linker *l, const struct tallies *t)
{
	for (size_t i = 0; i < l->nranks; i++) {
		const struct page *p = l->by_rank[i] == NO_PAGE ? NULL :
		    &l->site->page[l->by_rank[i]];
		struct tally *const *of = p && p->ntags > 0 ?
		    &t->on_page[p->tag - t->tag] : NULL;
		for (size_t k = 0; of && k < p->ntags; k++)
			of[k]->page[of[k]->n++] = p;
	}
}

void
site_make_tags(struct linker *l)
{
	struct site *s = l->site;
	struct tallies t = {
		.on_page = ARENA_ARRAY(l->scratch, l->all->tags,
		    struct tally *),
		.tag = ARENA_ARRAY(l->a, l->all->tags, const struct tag *)
	};

	for (size_t i = 0; i < s->npages; i++)
		if (has_tags(&s->page[i]))
			count_page(l, &t, &s->page[i]);
	list_tags(l, &t);
	for (size_t i = 0; i < t.pairs; i++)
		t.tag[i] = t.on_page[i]->tag;
	list_pages(l, &t);
}
