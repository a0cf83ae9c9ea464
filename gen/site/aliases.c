/* Old addresses that lead to pages: `aliases` of articles, redirects.csv of
   the brand. */
#include "site/site_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "base/suggest.h"
#include "base/utf8.h"

/* ---- Where the old page lies ---- */

/* Names that some system, or an archive, could not hold. */
static bool
is_file_name(struct str path)
{
	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] < 0x20 ||
		    strchr("\\:*?\"<>|", path.p[i]))
			return false;
	return utf8_invalid(path) < 0;
}

/* The file that a server shows at an old path: "/kb/12", "kb/12/" and
   "kb/12.html" are all told. False when it is none of this site's. */
static bool
output_path(struct linker *l, struct str from, struct str *out)
{
	struct str path;

	/* A server looks for the file that an encoded path means. */
	from = path_percent_decoded(l->a, from);
	if (!path_resolve(l->a, (struct str){ 0 }, from, &path) ||
	    path.n == 0 || !is_file_name(path))
		return false;
	*out = str_ends(path, STR(".html")) || str_ends(path, STR(".htm")) ?
	    path : arena_printf(l->a, "%.*s/index.html", STR_ARG(path));
	return true;
}

static bool
read_old(struct linker *l, struct str old, struct span at, const char *what,
    struct str *out)
{
	if (str_find_char(old, '?', 0) >= 0 ||
	    str_find_char(old, '#', 0) >= 0) {
		diag_hint(diag_add(l->d, DIAG_UNSAFE_NAME, at,
		    "%s `%.*s` is told apart by what stands behind `%c`", what,
		    STR_ARG(old), str_find_char(old, '?', 0) >= 0 ? '?' :
		    '#'), "no file can stand there: let the server redirect "
		    "it");
		return false;
	}
	if (output_path(l, old, out))
		return true;
	diag_add(l->d, DIAG_UNSAFE_NAME, at, "%s `%.*s` is not a path in "
	    "this site", what, STR_ARG(old));
	return false;
}

/* ---- `aliases` ---- */

static size_t
aliases_of(struct linker *l, const struct page *p, struct alias *out)
{
	const struct article *k = p->article;
	size_t n = 0;

	for (size_t i = 0; i < k->naliases; i++) {
		struct alias *one = &out[n];
		if (!read_old(l, k->aliases[i], k->aliases_at[i],
		    "the alias", &one->url))
			continue;
		one->page = p;
		one->at = k->aliases_at[i];
		n += site_claim(l, one->url, one->at);
	}
	return n;
}

/* ---- redirects.csv ---- */

/* The redirects are addresses of the brand's folder: its first locale, which
   is the one that old links mean, writes them. */
static size_t
redirects(const struct linker *l)
{
	return l->o && l->e->locale == l->e->brand->locales[0] ?
	    l->o->nredirects : 0;
}

static bool
has_anchor(const struct page *p, struct str anchor, struct suggest *best)
{
	for (uint32_t i = 0; i < p->headings; i++) {
		if (str_eq(p->heading[i].id, anchor))
			return true;
		suggest_offer(best, anchor, p->heading[i].id);
	}
	for (uint32_t i = 0; i < p->tabs; i++) {
		if (str_eq(p->tab_id[i], anchor))
			return true;
		suggest_offer(best, anchor, p->tab_id[i]);
	}
	return false;
}

static bool
read_new(struct linker *l, const struct redirect *r, struct alias *out)
{
	struct suggest best = { 0 };
	struct str id;

	str_cut(r->to, '#', &id, &out->anchor);
	if (id.n > 0 && id.p[0] == '/')
		id = str_slice(id, 1, id.n);
	if (id.n > 0 && id.p[id.n - 1] == '/')
		id.n--;
	out->page = site_find_id(l, id, r->to_at, "redirects.csv");
	if (!out->page) {
		if (map_get(l->as->project->by_id, id))
			diag_add(l->d, DIAG_EXCLUDED_TARGET, r->to_at,
			    "`%.*s` is not in this edition", STR_ARG(id));
		return false;
	}
	if (out->anchor.n == 0 || has_anchor(out->page, out->anchor, &best))
		return true;
	diag_did_you_mean(diag_add(l->d, DIAG_MISSING_ANCHOR, r->to_at,
	    "`%.*s` has no heading `#%.*s`",
	    STR_ARG(site_source_path(l, out->page)), STR_ARG(out->anchor)),
	    best.best);
	return false;
}

static size_t
redirects_of(struct linker *l, struct alias *out)
{
	size_t n = 0;

	for (size_t i = 0; i < redirects(l); i++) {
		const struct redirect *r = &l->o->redirect[i];
		struct alias *one = &out[n];
		*one = (struct alias){ .at = r->from_at, .of_brand = true };
		if (!read_old(l, r->from, r->from_at, "the old path",
		    &one->url) || !read_new(l, r, one))
			continue;
		/* Claims are of the edition's own folder. */
		n += site_claim(l, l->e->prefix.n == 0 ? one->url :
		    arena_printf(l->scratch, "../%.*s", STR_ARG(one->url)),
		    one->at);
	}
	return n;
}

static int
by_url(const void *a, const void *b)
{
	const struct alias *x = a, *y = b;

	return str_cmp(x->url, y->url);
}

void
site_make_aliases(struct linker *l)
{
	struct site *s = l->site;
	size_t n = redirects(l);

	for (size_t i = 0; l->all->aliased && i < s->npages; i++)
		if (s->page[i].article)
			n += s->page[i].article->naliases;
	struct alias *alias = ARENA_ARRAY(l->a, n + 1, struct alias);
	for (size_t i = 0; l->all->aliased && i < s->npages; i++)
		if (s->page[i].article)
			s->naliases += aliases_of(l, &s->page[i],
			    alias + s->naliases);
	s->naliases += redirects_of(l, alias + s->naliases);
	qsort(alias, s->naliases, sizeof(*alias), by_url);
	s->alias = alias;
}
