/* All links and images of an edition: each gets the place where it leads. */
#include "site/site_private.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/suggest.h"

struct diag *
site_report(struct linker *l, const struct page *p, uint32_t n,
    enum diag_id id, const char *fmt, ...)
{
	const struct node *k = &p->doc->node[n];
	struct buf text = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	struct span at = articles_locate(l->as, p->reading->variant, k->at,
	    k->at_len, NULL);
	struct diag *g = diag_add(l->d, id, at, "%.*s",
	    STR_ARG(buf_view(&text)));
	articles_locate(l->as, p->reading->variant, k->at, k->at_len, g);
	buf_free(&text);
	return g;
}

/* The article that lies in another folder than the path says. */
static struct str
same_name(struct linker *l, struct str path)
{
	ptrdiff_t slash = str_rfind_char(path, '/');
	struct str base = str_slice(path, (size_t)(slash + 1), path.n);

	for (size_t i = 0; i < l->site->npages; i++) {
		struct str other = site_source_path(l, &l->site->page[i]);
		ptrdiff_t at = str_rfind_char(other, '/');
		if (!str_eq(base, STR("_index.md")) && str_eq(base,
		    str_slice(other, (size_t)(at + 1), other.n)))
			return other;
	}
	return (struct str){ 0 };
}

struct str
site_suggest_path(struct linker *l, struct str path)
{
	struct suggest best = { 0 };

	if (l->suggestions == 0)
		return (struct str){ 0 };
	l->suggestions--;
	struct str moved = same_name(l, path);
	if (moved.n > 0)
		return moved;
	for (size_t i = 0; i < l->site->npages; i++)
		suggest_offer(&best, path, site_source_path(l,
		    &l->site->page[i]));
	return best.best;
}

struct page *
site_find_id(struct linker *l, struct str id, struct span at,
    const char *what)
{
	struct page *p = map_ptr(l->by_id, id);
	struct suggest best = { 0 };

	if (p || map_get(l->as->project->by_id, id))
		return p;
	for (size_t i = 0; i < l->site->npages; i++)
		suggest_offer(&best, id, l->site->page[i].id);
	diag_did_you_mean(diag_add(l->d, DIAG_UNKNOWN_TARGET, at,
	    "%s names `%.*s`, but there is no such article", what,
	    STR_ARG(id)), best.best);
	return NULL;
}

static void
check_alt(struct linker *l, const struct page *p, uint32_t n)
{
	struct buf alt = BUF_INIT;

	document_plain(p->doc, n, &alt);
	if (str_trim(buf_view(&alt)).n == 0)
		diag_hint(site_report(l, p, n, DIAG_MISSING_ALT,
		    "this image has no alternative text"),
		    "say what it shows: ![...](file)");
	buf_free(&alt);
}

static void
link_page(struct linker *l, struct page *p)
{
	const struct outline *k = outline_of(l->known, p->reading->variant);
	struct target *link = ARENA_ARRAY(l->a, k->links + 1, struct target);
	struct target *image = ARENA_ARRAY(l->a, k->images + 1,
	    struct target);

	for (uint32_t i = 0; i < k->links; i++)
		link[i] = site_target(l, p, k->link[i], false);
	for (uint32_t i = 0; i < k->images; i++) {
		image[i] = site_target(l, p, k->image[i], true);
		check_alt(l, p, k->image[i]);
	}
	p->link = link;
	p->image = image;
}

static int
by_url(const void *a, const void *b)
{
	const struct site_asset *x = a, *y = b;

	return str_cmp(x->url, y->url);
}

static void
list_assets(struct linker *l)
{
	size_t n = map_count(l->assets);
	struct site_asset *asset = ARENA_ARRAY(l->a, n + 1,
	    struct site_asset);

	for (size_t i = 0; i < n; i++) {
		const struct map_entry *e = map_at(l->assets, i);
		asset[i] = (struct site_asset){ e->key, e->ptr };
	}
	qsort(asset, n, sizeof(*asset), by_url);
	for (size_t i = 0; i < n; i++)
		site_claim(l, asset[i].url, (struct span){ 0 });
	l->site->asset = asset;
	l->site->nassets = n;
}

void
site_make_links(struct linker *l)
{
	for (size_t i = 0; i < l->site->npages; i++)
		if (l->site->page[i].doc)
			link_page(l, &l->site->page[i]);
	list_assets(l);
}
