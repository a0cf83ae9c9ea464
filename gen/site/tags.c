/* Tags: one page for each, whatever the case it is written in. */
#include "site/site_private.h"

#include <stdlib.h>

#include "base/str.h"

/* While tags are collected. */
struct tally {
	struct str name;	/* as the first article by path writes it */
	bool source;
	const struct page **page;
	size_t n, cap;
	struct tag *tag;	/* once they are sorted */
};

static void
tally_add(struct linker *l, struct tally *t, const struct page *p)
{
	if (t->n == t->cap) {
		size_t cap = t->cap ? t->cap * 2 : 4;
		const struct page **page = ARENA_ARRAY(l->scratch, cap,
		    const struct page *);
		for (size_t i = 0; i < t->n; i++)
			page[i] = t->page[i];
		t->page = page;
		t->cap = cap;
	}
	t->page[t->n++] = p;
}

/* Adds the page to its tags; one written twice counts once. The result is
   the page's tags in its own order. */
static const struct tally **
collect(struct linker *l, struct map *tags, struct page *p)
{
	const struct tally **mine = ARENA_ARRAY(l->scratch,
	    p->reading->ntags, const struct tally *);

	for (size_t i = 0; i < p->reading->ntags; i++) {
		struct str name = str_trim(p->reading->tag[i]);
		bool fresh;
		if (name.n == 0)
			continue;
		struct map_entry *e = map_put(tags, text_fold(l->scratch,
		    name), &fresh);
		if (fresh) {
			e->ptr = ARENA_NEW(l->scratch, struct tally);
			*(struct tally *)e->ptr = (struct tally){ .name = name,
			    .source = p->reading->source_tag[i] };
		}
		struct tally *t = e->ptr;
		if (t->n > 0 && t->page[t->n - 1] == p)
			continue;
		tally_add(l, t, p);
		mine[p->ntags++] = t;
	}
	return mine;
}

static int
by_name(const void *a, const void *b, void *locale)
{
	const struct tally *const *x = a, *const *y = b;

	return locale_compare(locale, (*x)->name, (*y)->name);
}

static int
by_title(const void *a, const void *b, void *linker)
{
	const struct page *const *x = a, *const *y = b;

	return site_by_title(linker, *x, *y);
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

static void
give_tags(struct linker *l, struct page *p, const struct tally **mine)
{
	const struct tag **tag = ARENA_ARRAY(l->a, p->ntags,
	    const struct tag *);

	for (size_t i = 0; i < p->ntags; i++)
		tag[i] = mine[i]->tag;
	p->tag = tag;
}

/* The pages of a tag from A to Z. */
static const struct page *const *
pages_of(struct linker *l, const struct tally *t)
{
	const struct page **page = ARENA_ARRAY(l->a, t->n,
	    const struct page *);

	for (size_t i = 0; i < t->n; i++)
		page[i] = t->page[i];
	qsort_r(page, t->n, sizeof(*page), by_title, l);
	return page;
}

/* All tags in collation order, each with its pages. */
static void
list_tags(struct linker *l, struct map *tags)
{
	struct map *slugs = map_new(l->scratch);
	void *locale = (void *)(uintptr_t)l->e->locale;
	size_t n = map_count(tags);
	struct tag *tag = ARENA_ARRAY(l->a, n + 1, struct tag);
	struct tally **t = ARENA_ARRAY(l->scratch, n + 1, struct tally *);

	for (size_t i = 0; i < n; i++)
		t[i] = map_at(tags, i)->ptr;
	qsort_r(t, n, sizeof(*t), by_name, locale);
	if (n > 0)
		site_claim(l, STR("tags/index.html"), (struct span){ 0 });
	for (size_t i = 0; i < n; i++) {
		tag[i] = (struct tag){ t[i]->name, t[i]->source,
		    tag_url(l, slugs, t[i]->name), pages_of(l, t[i]),
		    t[i]->n };
		t[i]->tag = &tag[i];
		site_claim(l, tag[i].url, (struct span){ 0 });
	}
	l->site->tag = tag;
	l->site->ntags = n;
}

void
site_make_tags(struct linker *l)
{
	struct map *tags = map_new(l->scratch);
	struct site *s = l->site;
	const struct tally ***of = ARENA_ARRAY(l->scratch, s->npages + 1,
	    const struct tally **);

	for (size_t i = 0; i < s->npages; i++)
		if (s->page[i].article && !s->page[i].article->section)
			of[i] = collect(l, tags, &s->page[i]);
	list_tags(l, tags);
	for (size_t i = 0; i < s->npages; i++)
		if (s->page[i].ntags > 0)
			give_tags(l, &s->page[i], of[i]);
}
