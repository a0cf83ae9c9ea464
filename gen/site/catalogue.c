/* The project's articles as all editions have them: in the order of their URLs,
   by folder, and whether their paths are told apart on every system. */
#include "site/site_private.h"

#include <math.h>
#include <stdlib.h>

#include "base/files.h"
#include "base/str.h"

struct row {
	struct str url, folded;
	const struct article *k;
};

static int
by_url(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return str_cmp(x->url, y->url);
}

struct str
catalogue_folder(const struct article *k)
{
	return k->section ? k->id : path_dir(k->id);
}

/* Articles stand in the order of their ids: those of a folder together, but for
   what lies below it. */
static void
number_folders(struct catalogue *c, const struct project *p)
{
	struct arena *scratch = arena_new();
	struct map *known = map_new(scratch);
	struct map_entry *e = NULL;

	for (size_t i = 0; i < p->narticles; i++) {
		struct str folder = catalogue_folder(&p->article[i]);
		bool fresh = false;
		if (!e || !str_eq(e->key, folder))
			e = map_put(known, folder, &fresh);
		if (fresh)
			e->num = c->nfolders++;
		c->folder[i] = (uint32_t)e->num;
	}
	arena_free(scratch);
}

static void
note_habits(struct catalogue *c, const struct article *k)
{
	c->tags += k->tags.n;
	c->aliased |= k->naliases > 0;
	c->ordered |= k->order < HUGE_VAL;
}

static void
claim_all(struct catalogue *c, struct arena *a, const struct row *row,
    size_t n)
{
	bool fresh = true;

	c->claims = map_new(a);
	map_reserve(c->claims, n);
	for (size_t i = 0; i < n && fresh; i++)
		map_put(c->claims, row[i].folded, &fresh)->ptr =
		    (void *)(uintptr_t)row[i].k;
	if (!fresh)
		c->claims = NULL;
}

struct catalogue *
catalogue_make(struct arena *a, struct outlines *o)
{
	const struct project *p = outlines_articles(o)->project;
	struct catalogue *c = ARENA_NEW(a, struct catalogue);
	struct arena *scratch = arena_new();
	struct row *row = ARENA_ARRAY(scratch, p->narticles, struct row);

	c->by_url = ARENA_ARRAY(a, p->narticles, const struct article *);
	c->folder = ARENA_ARRAY(a, p->narticles, uint32_t);
	number_folders(c, p);
	for (size_t i = 0; i < p->narticles; i++) {
		row[i].k = &p->article[i];
		row[i].url = outlines_url(o, row[i].k, &row[i].folded);
		note_habits(c, row[i].k);
	}
	qsort(row, p->narticles, sizeof(*row), by_url);
	for (size_t i = 0; i < p->narticles; i++)
		c->by_url[i] = row[i].k;
	claim_all(c, a, row, p->narticles);
	arena_free(scratch);
	return c;
}
