/* The worker's half of the checks: reads each file once, settles what can be
   settled within the page and records the rest. */
#include "emit/verify.h"

#include <string.h>

#include "base/files.h"
#include "base/map.h"
#include "base/str.h"
#include "emit/markup.h"

struct verify {
	struct arena *a;
	const struct verify_setup *setup;
	struct str base_path;	/* of setup->url: "/help/" */
	struct map *targets;	/* "path#anchor": known already */
	struct map *known;	/* links from the pages of `dir` that need no
				   second look */
	struct str dir;
	bool is_404;
	struct buf target_rows, leak_rows, ids;
	uint32_t ntargets, nleaks, nids;
	struct buf text;
	struct leaks found;
	struct arena *page_arena;	/* reset for each file */
	struct str path;		/* of the file being read */
	struct map *page_ids, *page_links;
};

/* The path of an absolute URL, with both slashes; empty when it has none. */
static struct str
url_path(struct str url)
{
	ptrdiff_t host = str_find(url, STR("://"), 0);
	ptrdiff_t slash = host < 0 ? -1 :
	    str_find_char(url, '/', (size_t)host + 3);

	return slash < 0 ? (struct str){ 0 } :
	    str_slice(url, (size_t)slash, url.n);
}

struct verify *
verify_open(struct arena *a, const struct verify_setup *setup)
{
	struct verify *v = ARENA_NEW(a, struct verify);

	v->a = a;
	v->setup = setup;
	v->base_path = url_path(setup->url);
	v->targets = map_new(a);
	v->known = map_new(a);
	v->page_arena = arena_new();
	return v;
}

/* Whether a link has a scheme or names a host. */
static bool
is_absolute(struct str s)
{
	size_t i = 0;

	while (i < s.n && ((s.p[i] >= 'a' && s.p[i] <= 'z') ||
	    (s.p[i] >= 'A' && s.p[i] <= 'Z') || (i > 0 &&
	    ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '+' ||
	    s.p[i] == '-' || s.p[i] == '.'))))
		i++;
	return (i > 0 && i < s.n && s.p[i] == ':') ||
	    str_starts(s, STR("//"));
}

static void
record_str(struct buf *out, struct str s)
{
	buf_u32(out, (uint32_t)s.n);
	buf_str(out, s);
}

static void
on_id(void *ctx, struct str id)
{
	struct verify *v = ctx;

	if (id.n > 0)
		map_put(v->page_ids, arena_str(v->page_arena, id), NULL);
}

/* Whether a link leads to the same place from all pages of a folder; 404.html
   links from the root. */
static bool
is_shared(const struct verify *v, struct str href)
{
	return !v->is_404 && href.n > 0 && href.p[0] != '#' &&
	    href.p[0] != '?';
}

/* The links of another folder lead elsewhere. */
static void
enter_folder(struct verify *v)
{
	struct str dir = path_dir(v->path);

	v->is_404 = str_eq(path_base(v->path), STR("404.html"));
	if (str_eq(dir, v->dir))
		return;
	v->dir = arena_str(v->a, dir);
	v->known = map_new(v->a);
}

/* An absolute address of this site is checked where a page names itself:
   canonical and alternate. Elsewhere it may be anything on that host. */
static void
on_link(void *ctx, struct str tag, struct str href)
{
	struct verify *v = ctx;
	bool own = v->setup->url.n > 0 && str_eq_fold(tag, STR("link")) &&
	    str_starts(href, v->setup->url);

	if (!own && is_absolute(href))
		return;
	if ((is_shared(v, href) && map_get(v->known, href)) ||
	    map_get(v->page_links, href))
		return;
	map_put(v->page_links, arena_str(v->page_arena, href), NULL);
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct str
percent_decoded(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		int hi = i + 2 < s.n && s.p[i] == '%' ?
		    hex_value(s.p[i + 1]) : -1;
		int lo = hi < 0 ? -1 : hex_value(s.p[i + 2]);
		out[n++] = lo < 0 ? s.p[i] : (char)(hi << 4 | lo);
		if (lo >= 0)
			i += 2;
	}
	return (struct str){ out, n };
}

/* The path that a link leads to, relative to the brand's folder. One that
   leaves the tree stays as it is, so that it names no file. 404.html is shown
   at any address and links from the server's root. */
static struct str
resolve(struct verify *v, struct str href, struct str *anchor)
{
	struct str base = v->setup->url, root = v->base_path;
	struct str dir = { 0 }, query, path;

	str_cut(href, '#', &href, anchor);
	str_cut(href, '?', &href, &query);
	*anchor = percent_decoded(v->page_arena, *anchor);
	if (href.n == 0)
		return v->path;
	if (base.n > 0 && str_starts(href, base)) {
		href = str_slice(href, base.n, href.n);
		if (href.n == 0 || href.p[href.n - 1] == '/')
			href = arena_printf(v->page_arena, "%.*sindex.html",
			    STR_ARG(href));
	} else if (root.n > 0 && str_starts(href, root) &&
	    v->is_404) {
		href = str_slice(href, root.n, href.n);
	} else {
		dir = path_dir(v->path);
	}
	href = percent_decoded(v->page_arena, href);
	if (href.n > 0 && href.p[0] != '/' && href.p[href.n - 1] != '/' &&
	    path_resolve(v->page_arena, dir, href, &path))
		return path;
	return href;
}

/* The page that a file renders, or null. Pages are ordered by URL. */
static const struct page *
page_of(const struct verify *v)
{
	const struct site *site = v->setup->site;
	struct str prefix = site->edition->prefix;
	size_t lo = 0, hi = site->npages;

	if (!str_starts(v->path, prefix))
		return NULL;
	struct str url = str_slice(v->path, prefix.n, v->path.n);
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = str_cmp(site->page[mid].url, url);
		if (c == 0)
			return &site->page[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* The sources of the article that the file renders: its own and, if there is
   one, its translation's; 0 for none. */
static void
sources_of(const struct verify *v, uint32_t *own, uint32_t *translated)
{
	struct str locale = locale_tag(v->setup->site->edition->locale);
	const struct page *p = page_of(v);

	*own = *translated = 0;
	if (!p || !p->article)
		return;
	*own = p->article->file;
	for (size_t i = 0; i < p->article->ntranslations; i++)
		if (str_eq(p->article->translation[i].locale, locale))
			*translated = p->article->translation[i].file;
}

uint64_t
verify_target(struct str path, struct str anchor)
{
	return str_hash(path) * UINT64_C(0x9e3779b97f4a7c15) +
	    str_hash(anchor);
}

/* A link is recorded once a job, with the first page that has it. */
static void
record_link(struct verify *v, struct str href)
{
	struct str anchor;
	struct str path = resolve(v, href, &anchor);
	bool here = str_eq(path, v->path);

	if (here && (anchor.n == 0 || str_eq(anchor, STR("top")) ||
	    map_get(v->page_ids, anchor)))
		return;
	struct str key = arena_printf(v->page_arena, "%.*s#%.*s",
	    STR_ARG(path), STR_ARG(anchor));
	if (map_get(v->targets, key))
		return;
	map_put(v->targets, arena_str(v->a, key), NULL);
	uint32_t own, translated;
	sources_of(v, &own, &translated);
	buf_u32(&v->target_rows, translated != 0 ? translated : own);
	record_str(&v->target_rows, path);
	record_str(&v->target_rows, anchor);
	record_str(&v->target_rows, v->path);
	record_str(&v->target_rows, href);
	v->ntargets++;
}

static void
record_page(struct verify *v)
{
	for (size_t i = 0; i < map_count(v->page_links); i++) {
		struct str href = map_at(v->page_links, i)->key;
		record_link(v, href);
		if (is_shared(v, href))
			map_put(v->known, arena_str(v->a, href), NULL);
	}
	for (size_t i = 0; i < map_count(v->page_ids); i++) {
		uint64_t h = verify_target(v->path,
		    map_at(v->page_ids, i)->key);
		buf_add(&v->ids, &h, sizeof(h));
		v->nids++;
	}
}

static bool
mentions(struct str text, struct str name)
{
	for (size_t i = 0; i + name.n <= text.n; i++)
		if (str_eq_fold(str_slice(text, i, i + name.n), name))
			return true;
	return false;
}

/* Titles and descriptions are shown on other pages too. */
static bool
named_in_title(const struct reading *r, struct str name)
{
	return r && r->foreign && (mentions(r->title, name) ||
	    mentions(r->description, name));
}

static bool
named_in_body(const struct reading *r, struct str name)
{
	if (!r || !r->foreign)
		return false;
	for (size_t i = 0; i < r->nslots; i++)
		if (r->slot[i].foreign && mentions(r->slot[i].text, name))
			return true;
	return false;
}

/* A file that holds the bodies of all articles. */
static bool
holds_all(const struct verify *v)
{
	struct str prefix = v->setup->site->edition->prefix;
	struct str name = path_base(v->path);

	return str_eq(name, STR("print.html")) ||
	    str_eq(name, STR("articles.json")) ||
	    (str_starts(v->path, prefix) && str_starts(str_slice(v->path,
	    prefix.n, v->path.n), STR("search/")));
}

/* Whether an article named that brand on purpose, through brands.ID. */
static bool
is_named(const struct verify *v, const struct fact *f)
{
	const struct site *site = v->setup->site;
	const struct page *here = page_of(v);

	if (f->kind != FACT_NAME)
		return false;
	if (here && named_in_body(here->reading, f->text))
		return true;
	for (size_t i = 0; i < site->npages; i++)
		if (named_in_title(site->page[i].reading, f->text) ||
		    (holds_all(v) &&
		    named_in_body(site->page[i].reading, f->text)))
			return true;
	return false;
}

static bool
seen_before(const struct leaks *l, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (l->v[k].fact == l->v[i].fact)
			return true;
	return false;
}

static void
record_leaks(struct verify *v)
{
	const struct edition *e = v->setup->site->edition;
	uint32_t own, translated;

	leak_scan(v->setup->gate, buf_view(&v->text), e->brand, &v->found);
	for (size_t i = 0; i < v->found.n; i++) {
		uint32_t fact = v->found.v[i].fact;
		if (seen_before(&v->found, i) ||
		    is_named(v, &v->setup->fact[fact]))
			continue;
		sources_of(v, &own, &translated);
		buf_u32(&v->leak_rows, fact);
		buf_u32(&v->leak_rows, translated);
		buf_u32(&v->leak_rows, own);
		record_str(&v->leak_rows, v->path);
		v->nleaks++;
	}
}

void
verify_file(struct verify *v, struct str path, struct str bytes)
{
	struct markup_events ev = { v, on_link, on_id };
	enum markup_kind kind = markup_kind_of(path);

	if (kind == MARKUP_NONE)
		return;
	arena_reset(v->page_arena);
	v->path = path;
	enter_folder(v);
	v->page_ids = map_new(v->page_arena);
	v->page_links = map_new(v->page_arena);
	buf_reset(&v->text);
	markup_read(kind, bytes, &v->text, &ev);
	record_leaks(v);
	record_page(v);
}

void
verify_close(struct verify *v, struct buf *out)
{
	buf_u32(out, v->setup->site->edition->index);
	buf_u32(out, v->ntargets);
	buf_str(out, buf_view(&v->target_rows));
	buf_u32(out, v->nleaks);
	buf_str(out, buf_view(&v->leak_rows));
	buf_u32(out, v->nids);
	buf_str(out, buf_view(&v->ids));
	buf_free(&v->target_rows);
	buf_free(&v->leak_rows);
	buf_free(&v->ids);
	buf_free(&v->text);
	leaks_free(&v->found);
	arena_free(v->page_arena);
}
