/* All links and images of an edition: each gets the place where it leads. */
#include "site/site_private.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/suggest.h"

struct diag *
site_report(struct linker *l, const struct page *p,
    const struct gist_item *n, enum diag_id id, const char *fmt, ...)
{
	struct buf text = BUF_INIT;
	va_list ap;

	l->reports++;
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	struct span at = articles_locate(l->as, p->reading->variant, n->at,
	    n->at_len, NULL);
	struct diag *g = diag_add(l->d, id, at, "%.*s",
	    STR_ARG(buf_view(&text)));
	articles_locate(l->as, p->reading->variant, n->at, n->at_len, g);
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
	struct page *p = site_page(l->site, id);
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
check_alt(struct linker *l, const struct page *p, const struct gist_item *n)
{
	if (str_trim(gist_str(p->gist, n->plain)).n == 0)
		diag_hint(site_report(l, p, n, DIAG_MISSING_ALT,
		    "this image has no alternative text"),
		    "say what it shows: ![...](file)");
}

static bool
same_targets(const struct target *a, const struct target *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *x = a[i].page ? a[i].page->id.p : NULL;
		const char *y = b[i].page ? b[i].page->id.p : NULL;
		/* Ids of articles are the project's own bytes. */
		if (a[i].kind != b[i].kind || x != y ||
		    a[i].width != b[i].width || a[i].height != b[i].height ||
		    !str_eq(a[i].url, b[i].url) ||
		    !str_eq(a[i].anchor, b[i].anchor) ||
		    !str_eq(a[i].text, b[i].text))
			return false;
	}
	return true;
}

static const struct target *
kept(struct arena *a, const struct target *t, size_t n)
{
	struct target *copy = ARENA_ARRAY(a, n, struct target);

	for (size_t i = 0; i < n; i++)
		copy[i] = t[i];
	return copy;
}

/* Targets are kept once for editions in which they are the same. */
static void
keep_targets(struct linker *l, struct page *p, const struct target *link,
    const struct target *image)
{
	uint32_t variant = p->reading->variant;
	const struct outline *o = outline_of(l->known, variant);
	const struct gist *k = p->gist;

	if (o->shared_link && same_targets(o->shared_link, link, k->links) &&
	    same_targets(o->shared_image, image, k->images)) {
		p->link = o->shared_link;
		p->image = o->shared_image;
		return;
	}
	p->link = kept(l->a, link, k->links);
	p->image = kept(l->a, image, k->images);
	if (!o->shared_link)
		outline_share_targets(l->known, variant, p->link, p->image);
}

/* Whether targets that were found without a word follow from articles, their
   titles and headings alone. */
static bool
are_plain(const struct gist *k, const struct target *link)
{
	size_t at;
	uint32_t number;

	for (uint32_t i = 0; i < k->links; i++)
		if (link[i].kind == TARGET_ASSET ||
		    (link[i].page && !link[i].page->article) ||
		    slot_find(gist_str(k, gist_link(k, i)->text), 0, &at,
		    &number))
			return false;
	return k->images == 0;
}

/* Whether they follow from articles and their titles alone. */
static bool
are_apart(const struct target *link, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (link[i].kind == TARGET_EXTERNAL || link[i].anchor.n > 0)
			return false;
	return true;
}

/* Whether a target that holds for the same cast holds here too. */
static bool
holds(const struct linker *l, const struct page *p, const struct target *t)
{
	if (t->kind == TARGET_EXTERNAL)
		return !target_is_own(l, t->url);
	if (t->anchor.n == 0)
		return true;
	const struct page *to = t->kind == TARGET_ANCHOR ? p :
	    l->page_of[t->page->article - l->as->project->article];
	return to->heading == t->page->heading &&
	    to->tab_id == t->page->tab_id;
}

/* Takes the targets of an earlier edition of the same cast. */
static bool
take_targets(struct linker *l, struct page *p)
{
	const struct outline *o = outline_of(l->known, l->variant[p->index]);

	if (l->cast == 0 || o->cast != l->cast)
		return false;
	for (uint32_t i = 0; !o->apart && i < o->links; i++)
		if (!holds(l, p, &o->shared_link[i]))
			return false;
	p->link = o->shared_link;
	p->image = o->shared_image;
	return true;
}

static void
link_page(struct linker *l, struct page *p, struct arena *a)
{
	const struct gist *k = p->gist;
	uint32_t before = l->reports;

	if (take_targets(l, p))
		return;
	struct target *link = ARENA_ARRAY(a, k->links, struct target);
	struct target *image = ARENA_ARRAY(a, k->images, struct target);

	for (uint32_t i = 0; i < k->links; i++)
		link[i] = site_link_target(l, p, i);
	for (uint32_t i = 0; i < k->images; i++) {
		image[i] = site_image_target(l, p, i);
		check_alt(l, p, gist_image(k, i));
	}
	keep_targets(l, p, link, image);
	if (l->cast > 0 && l->reports == before && are_plain(k, link) &&
	    outline_of(l->known, p->reading->variant)->shared_link == p->link)
		outline_settle(l->known, p->reading->variant, l->cast,
		    are_apart(link, k->links));
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
	struct arena *a = arena_new();

	for (size_t i = 0; i < l->site->npages; i++)
		if (l->variant[i] != NO_VARIANT) {
			link_page(l, &l->site->page[i], a);
			arena_reset(a);
		}
	arena_free(a);
	list_assets(l);
}
