/* Old paths of articles, which lead to where they are now. */
#include "site/site_private.h"

#include <stdlib.h>

#include "base/files.h"
#include "base/str.h"

/* The file that a server shows at an old path: "/kb/12", "kb/12/" and
   "kb/12.html" are all told. False when it climbs out of the site. */
static bool
output_path(struct linker *l, struct str from, struct str *out)
{
	struct str path;

	if (!path_resolve(l->a, (struct str){ 0 }, from, &path) ||
	    path.n == 0)
		return false;
	*out = str_ends(path, STR(".html")) || str_ends(path, STR(".htm")) ?
	    path : arena_printf(l->a, "%.*s/index.html", STR_ARG(path));
	return true;
}

static int
by_url(const void *a, const void *b)
{
	const struct alias *x = a, *y = b;

	return str_cmp(x->url, y->url);
}

static size_t
aliases_of(struct linker *l, const struct page *p, struct alias *out)
{
	const struct article *k = p->article;
	size_t n = 0;

	for (size_t i = 0; i < k->naliases; i++) {
		struct alias *one = &out[n];
		if (!output_path(l, k->aliases[i], &one->url)) {
			diag_add(l->d, DIAG_UNSAFE_NAME, k->aliases_at[i],
			    "the alias `%.*s` is not a path in this site",
			    STR_ARG(k->aliases[i]));
			continue;
		}
		one->page = p;
		one->at = k->aliases_at[i];
		n += site_claim(l, one->url, one->at);
	}
	return n;
}

void
site_make_aliases(struct linker *l)
{
	struct site *s = l->site;
	size_t n = 0;

	for (size_t i = 0; i < s->npages; i++)
		if (s->page[i].article)
			n += s->page[i].article->naliases;
	struct alias *alias = ARENA_ARRAY(l->a, n + 1, struct alias);
	for (size_t i = 0; i < s->npages; i++)
		if (s->page[i].article)
			s->naliases += aliases_of(l, &s->page[i],
			    alias + s->naliases);
	qsort(alias, s->naliases, sizeof(*alias), by_url);
	s->alias = alias;
}
