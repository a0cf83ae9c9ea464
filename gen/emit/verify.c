/* The worker's half of the checks: reads each file once, settles what can be
   settled within the page and records the rest. */
#include "emit/verify.h"

#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "emit/markup.h"

struct verify {
	struct arena *a;
	const struct verify_setup *setup;
	struct memo *memo;
	struct str prefix;	/* of the paths of the edition's pages */
	struct str base_path;	/* of setup->url: "/help/" */
	struct set targets;	/* verify_target: recorded already */
	struct verify_lane lane;
	struct str dir;
	uint64_t folder;	/* number of `dir` in this job, for all lanes */
	bool is_404;
	struct buf target_rows, leak_rows, ids;
	uint32_t ntargets, nleaks;
	struct arena *page_arena;	/* reset for each file */
	struct str path;		/* of the file being read */
	uint64_t path_hash;
	size_t first_id;		/* of the file, in `ids` */
	uint64_t place;			/* from where its links lead, or 0 */
	struct buf links;		/* struct stretch_link *: of the file */
	struct buf facts;		/* uint32_t: of other brands, in it */
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

static uint64_t
id_number(uint64_t path, uint64_t id)
{
	return path * UINT64_C(0x9e3779b97f4a7c15) + id;
}

/* A folder in the brand's own has the same number in all locales' folders. */
static uint64_t
number_of(const struct verify *v, struct str dir)
{
	if (str_starts(dir, v->prefix))
		dir = str_slice(dir, v->prefix.n, dir.n);
	return id_number(v->lane.job, str_hash(dir));
}

struct verify *
verify_open(struct arena *a, const struct verify_setup *setup,
    struct memo *memo, struct verify_lane lane)
{
	struct verify *v = ARENA_NEW(a, struct verify);

	v->a = a;
	v->setup = setup;
	v->prefix = setup->site->edition->prefix;
	v->base_path = url_path(setup->url);
	v->memo = memo;
	v->lane = lane;
	v->folder = number_of(v, v->dir);
	v->place = str_hash(v->dir) | 1;
	v->page_arena = arena_new();
	return v;
}

void
verify_below(struct verify *v, struct str folder)
{
	v->prefix = folder;
}

size_t
verify_npages(const struct site *site)
{
	return site->npages + (site->ntags > 0 ? 1 + site->ntags : 0);
}

struct str
verify_page_url(const struct site *site, size_t i)
{
	size_t tag = i - site->npages;

	return i < site->npages ? site->page[i].url :
	    tag == 0 ? ALL_TAGS_URL : site->tag[tag - 1].url;
}

void
verify_pages(const struct site *site, struct set *pages)
{
	struct buf path = BUF_INIT;

	for (size_t i = 0; i < verify_npages(site); i++) {
		buf_reset(&path);
		buf_str(&path, site->edition->prefix);
		buf_str(&path, verify_page_url(site, i));
		set_add(pages, verify_target(buf_view(&path),
		    (struct str){ 0 }));
	}
	buf_free(&path);
}

bool
verify_same_pages(const struct site *a, const struct site *b)
{
	if (a->npages != b->npages || a->ntags != b->ntags ||
	    !str_eq(a->edition->prefix, b->edition->prefix))
		return false;
	for (size_t i = 0; i < verify_npages(a); i++)
		if (!str_eq(verify_page_url(a, i), verify_page_url(b, i)))
			return false;
	return true;
}

static void
record_str(struct buf *out, struct str s)
{
	buf_u32(out, (uint32_t)s.n);
	buf_str(out, s);
}

/* The links of another folder lead elsewhere, and 404.html links from the
   root. */
static void
enter_folder(struct verify *v)
{
	struct str dir = path_dir(v->path);
	bool is_404 = str_eq(path_base(v->path), STR("404.html"));

	if (!is_404 && !v->is_404 && str_eq(dir, v->dir))
		return;
	v->is_404 = is_404;
	v->place = is_404 ? 0 : str_hash(dir) | 1;
	v->dir = arena_str(v->a, dir);
	v->folder = is_404 ? memo_number(v->memo) : number_of(v, dir);
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
	*anchor = path_percent_decoded(v->page_arena, *anchor);
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
		dir = v->dir;
	}
	href = path_percent_decoded(v->page_arena, href);
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
	size_t lo = 0, hi = site->npages;

	if (!str_starts(v->path, v->prefix))
		return NULL;
	struct str url = str_slice(v->path, v->prefix.n, v->path.n);
	if (str_ends(url, STR(".xhtml")))
		url = arena_printf(v->page_arena, "%.*s.html",
		    (int)(url.n - STR(".xhtml").n), url.p);
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
	return id_number(str_hash(path), str_hash(anchor));
}

/* Whether the file being read has the id of a str_hash; all of it has been
   read. */
static bool
has_id(const struct verify *v, uint64_t id)
{
	const uint64_t *all = (const void *)v->ids.p;
	uint64_t wanted = id_number(v->path_hash, id);
	size_t i = v->first_id, n = v->ids.n / sizeof(*all);

	while (i < n && all[i] != wanted)
		i++;
	return i < n;
}

static void
put_target(struct verify *v, struct str path, struct str anchor,
    struct str href)
{
	uint32_t own, translated;

	sources_of(v, &own, &translated);
	buf_u32(&v->target_rows, translated != 0 ? translated : own);
	record_str(&v->target_rows, path);
	record_str(&v->target_rows, anchor);
	record_str(&v->target_rows, v->path);
	record_str(&v->target_rows, href);
	v->ntargets++;
}

/* Whether a link leads to a page that is certainly written, or to where one
   led before. */
static bool
is_settled(const struct verify *v, uint64_t target)
{
	return (v->setup->pages && set_has(v->setup->pages, target)) ||
	    set_has(&v->targets, target);
}

/* A link is recorded once a job, with the first page that has it. */
static void
record_link(struct verify *v, struct stretch_link *l)
{
	struct str anchor, path;
	bool known = l->place != 0 && l->place == v->place;

	if (known ? is_settled(v, l->target) :
	    l->anchor != 0 && has_id(v, l->anchor))
		return;
	path = resolve(v, l->href, &anchor);
	uint64_t target = verify_target(path, anchor);
	if (!l->local && !l->absolute) {
		l->place = v->place;
		l->target = target;
	}
	if (is_settled(v, target))
		return;
	if (str_eq(path, v->path) && (anchor.n == 0 ||
	    str_eq(anchor, STR("top")) || has_id(v, str_hash(anchor))))
		return;
	set_add(&v->targets, target);
	put_target(v, path, anchor, l->href);
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
	return r && r->foreign && (mentions(r->fields->title, name) ||
	    mentions(r->fields->description, name));
}

static bool
named_in_body(const struct page *p, struct str name)
{
	const struct slot *s;

	if (!p->reading || !p->reading->foreign)
		return false;
	for (uint32_t i = 0; (s = page_slot(p, i)) != NULL; i++)
		if (s->foreign && mentions(s->text, name))
			return true;
	return false;
}

/* A file that holds the bodies of all articles. */
static bool
holds_all(const struct verify *v)
{
	struct str name = path_base(v->path);

	return str_eq(name, STR("print.html")) ||
	    str_eq(name, STR("articles.json")) ||
	    (str_starts(v->path, v->prefix) && str_starts(str_slice(v->path,
	    v->prefix.n, v->path.n), STR("search/")));
}

/* Whether an article named that brand on purpose, through brands.ID. */
static bool
is_named(const struct verify *v, const struct fact *f)
{
	const struct site *site = v->setup->site;
	const struct page *here = page_of(v);

	if (f->kind != FACT_NAME)
		return false;
	if (here && named_in_body(here, f->text))
		return true;
	for (size_t i = 0; i < site->npages; i++)
		if (named_in_title(site->page[i].reading, f->text) ||
		    (holds_all(v) &&
		    named_in_body(&site->page[i], f->text)))
			return true;
	return false;
}

/* A file of the search index has words by themselves, in lower case: a part of
   the brand's own host may be what another brand is called. Where a word comes
   from has been looked at as it stands. */
static bool
holds_words(const struct verify *v)
{
	struct str name = str_starts(v->path, v->prefix) ?
	    str_slice(v->path, v->prefix.n, v->path.n) : v->path;

	return str_starts(name, STR("search/w")) ||
	    str_eq(name, STR("search/index.js"));
}

static void
record_leak(struct verify *v, uint32_t fact)
{
	const struct fact *f = &v->setup->fact[fact];
	uint32_t own, translated;

	if (is_named(v, f) || (f->kind == FACT_NAME && holds_words(v)))
		return;
	sources_of(v, &own, &translated);
	buf_u32(&v->leak_rows, fact);
	buf_u32(&v->leak_rows, translated);
	buf_u32(&v->leak_rows, own);
	record_str(&v->leak_rows, v->path);
	v->nleaks++;
}

/* A fact of another brand is noted once a file. */
static void
take_fact(struct verify *v, uint32_t fact)
{
	const uint32_t *known = (const void *)v->facts.p;
	size_t n = v->facts.n / sizeof(*known), i = 0;

	if (v->setup->fact[fact].brand == v->setup->site->edition->brand)
		return;
	while (i < n && known[i] != fact)
		i++;
	if (i == n)
		buf_add(&v->facts, &fact, sizeof(fact));
}

/* Whether this edition had the stretch in another file of the folder; now it
   has. */
static bool
look_at(const struct verify *v, struct stretch *s)
{
	uint32_t lane = UINT32_C(1) << v->lane.lane;
	bool known;

	if (s->looked_at != v->folder)
		s->lanes = 0;
	known = s->lanes & lane;
	s->looked_at = v->folder;
	s->lanes |= lane;
	return known;
}

/* Links of a stretch that another page of the folder has too were looked at
   there, but for those into the page itself. */
static void
take_links(struct verify *v, struct stretch *s, bool known)
{
	struct str url = v->setup->url;

	for (uint32_t i = 0; i < s->nlinks; i++) {
		struct stretch_link *l = &s->link[i];
		bool foreign = l->absolute &&
		    (url.n == 0 || !str_starts(l->href, url));
		if (!foreign && (l->local || !known))
			buf_add(&v->links, &l, sizeof(l));
	}
}

static void
take_ids(struct verify *v, const struct stretch *s)
{
	for (uint32_t i = 0; i < s->nids; i++) {
		uint64_t id = id_number(v->path_hash, s->id[i]);
		buf_add(&v->ids, &id, sizeof(id));
	}
}

static void
take_parts(struct verify *v, struct stretch *s, bool known)
{
	if (!known || s->nlocal > 0)
		take_links(v, s, known);
	if (s->nids > 0)
		take_ids(v, s);
	for (uint32_t i = 0; i < s->nfacts; i++)
		take_fact(v, s->fact[i]);
}

/* Most have nothing that is the page's own. */
static void
take_stretches(struct verify *v, struct stretches all)
{
	for (size_t i = 0; i < all.n; i++) {
		struct stretch *s = all.v[i];
		bool known = look_at(v, s);
		if (!known || s->nlocal > 0 || s->nids > 0 || s->nfacts > 0)
			take_parts(v, s, known);
	}
}

static void
take_stretch(struct verify *v, struct stretch *s)
{
	take_stretches(v, (struct stretches){ &s, 1 });
}

void
verify_begin(struct verify *v, struct str path)
{
	arena_reset(v->page_arena);
	v->path = path;
	v->path_hash = str_hash(path);
	v->first_id = v->ids.n / sizeof(uint64_t);
	buf_reset(&v->links);
	buf_reset(&v->facts);
	enter_folder(v);
}

void
verify_end(struct verify *v)
{
	struct stretch_link *const *link = (const void *)v->links.p;
	const uint32_t *fact = (const void *)v->facts.p;

	for (size_t i = 0; i < v->links.n / sizeof(*link); i++)
		record_link(v, link[i]);
	for (size_t i = 0; i < v->facts.n / sizeof(*fact); i++)
		record_leak(v, fact[i]);
}

static void
read_page(struct verify *v, struct marked page)
{
	struct stretches s;

	memo_begin(v->memo, v->setup->site->edition->brand, v->lane.lane,
	    v->path_hash, page);
	while (memo_next(v->memo, &s))
		take_stretches(v, s);
}

void
verify_file(struct verify *v, struct str path, struct marked bytes)
{
	enum markup_kind kind = markup_kind_of(path);

	if (kind == MARKUP_NONE)
		return;
	verify_begin(v, path);
	if (kind == MARKUP_PAGE)
		read_page(v, bytes);
	else
		take_stretch(v, memo_file(v->memo, kind, bytes.text));
	verify_end(v);
}

void
verify_entry(struct verify *v, struct str id, struct marked plain)
{
	take_stretch(v, memo_entry(v->memo, v->setup->site->edition->brand,
	    str_hash(id), plain));
}

void
verify_close(struct verify *v, struct buf *out)
{
	buf_u32(out, v->setup->site->edition->index);
	buf_u32(out, v->ntargets);
	buf_str(out, buf_view(&v->target_rows));
	buf_u32(out, v->nleaks);
	buf_str(out, buf_view(&v->leak_rows));
	buf_u32(out, (uint32_t)(v->ids.n / sizeof(uint64_t)));
	buf_str(out, buf_view(&v->ids));
	buf_free(&v->target_rows);
	buf_free(&v->leak_rows);
	buf_free(&v->ids);
	buf_free(&v->links);
	buf_free(&v->facts);
	set_free(&v->targets);
	arena_free(v->page_arena);
}
