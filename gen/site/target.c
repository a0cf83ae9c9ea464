/* Reads one destination: an address, a page, an anchor or a file. */
#include "site/site_private.h"

#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "base/suggest.h"

/* A destination under examination. */
struct reading_of_target {
	struct linker *l;
	const struct page *p;
	const struct gist_item *n;	/* the link or image */
	bool image;
	struct str source;	/* as written, slots in it */
	bool slots;
	struct str url;		/* the slots filled in */
	struct str path, anchor;
	bool query;
};

#define BROKEN ((struct target){ .kind = TARGET_NONE })

/* ---- Filling slots ---- */

static bool
ends_in_tel(struct str s)
{
	return s.n >= 4 && str_eq_fold(str_slice(s, s.n - 4, s.n),
	    STR("tel:"));
}

static void
encode(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z') || (c && strchr("-._~", c)))
			buf_char(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
}

/* A text behind "tel:": as RFC 3966 has it when it is a phone number. */
static void
fill_phone(const struct page *p, const struct slot *s, struct buf *out)
{
	struct arena *a = arena_new();
	struct value phone;
	const char *why;

	if (s->kind == SLOT_TEXT && !s->pattern &&
	    value_parse_phone(a, s->text, &phone, &why))
		buf_str(out, phone.pair.target);
	else
		site_fill_slot(p, s, out);
	arena_free(a);
}

/* A value in an address: what it leads to rather than what it shows, encoded
   in the query. */
static void
fill_value(const struct page *p, const struct slot *s, bool query,
    struct buf *out)
{
	struct buf value = BUF_INIT;

	if (s->kind == SLOT_LINK)
		site_fill_target(p, s, &value);
	else if (s->kind == SLOT_PHONE && ends_in_tel(buf_view(out)))
		buf_str(&value, s->target);
	else if (s->kind == SLOT_ARTICLE)
		buf_str(&value, s->text);
	else if (ends_in_tel(buf_view(out)))
		fill_phone(p, s, &value);
	else
		site_fill_slot(p, s, &value);
	if (query)
		encode(out, buf_view(&value));
	else
		buf_str(out, buf_view(&value));
	buf_free(&value);
}

/* Whether a value that the address needs could not be had. */
static bool
lacks_value(const struct page *p, struct str source)
{
	size_t from = 0, at;
	uint32_t number;

	while (slot_find(source, from, &at, &number)) {
		const struct slot *s = page_slot(p, number);
		if (s && s->kind == SLOT_NOTHING)
			return true;
		from = at + SLOT_BYTES;
	}
	return false;
}

static struct str
fill_url(struct linker *l, const struct page *p, struct str source)
{
	struct buf out = BUF_INIT;
	size_t from = 0, at;
	uint32_t number;
	bool query = false;

	while (slot_find(source, from, &at, &number)) {
		const struct slot *s = page_slot(p, number);
		struct str literal = str_slice(source, from, at);
		query = query || str_find_char(literal, '?', 0) >= 0;
		buf_str(&out, literal);
		if (s)
			fill_value(p, s, query, &out);
		from = at + SLOT_BYTES;
		/* "https://x/" and "/y" join with one slash. */
		if (from < source.n && source.p[from] == '/' && out.n > 0 &&
		    out.p[out.n - 1] == '/')
			from++;
	}
	buf_str(&out, str_slice(source, from, source.n));
	struct str done = arena_str(l->a, buf_view(&out));
	buf_free(&out);
	return done;
}

/* ---- Reading the address ---- */

/* RFC 3986, 3.1: the length of "scheme:", or 0. */
static size_t
scheme(struct str url)
{
	for (size_t i = 0; i < url.n; i++) {
		char c = url.p[i];
		bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (c == ':')
			return i > 0 ? i + 1 : 0;
		if (!alpha && (i == 0 || !((c >= '0' && c <= '9') ||
		    c == '+' || c == '-' || c == '.')))
			return 0;
	}
	return 0;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A path or anchor may be written percent-encoded; files and ids are not. */
static struct str
decode(struct linker *l, struct str s)
{
	if (str_find_char(s, '%', 0) < 0)
		return s;
	char *p = arena_alloc(l->a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool coded = s.p[i] == '%' && i + 2 < s.n &&
		    hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0;
		p[n++] = coded ? (char)(hex(s.p[i + 1]) << 4 |
		    hex(s.p[i + 2])) : s.p[i];
		i += coded ? 2 : 0;
	}
	return (struct str){ p, n };
}

static void
split(struct reading_of_target *t)
{
	struct str rest, anchor;

	str_cut(t->url, '#', &rest, &anchor);
	t->anchor = decode(t->l, anchor);
	t->query = str_cut(rest, '?', &t->path, &anchor);
	t->path = decode(t->l, t->path);
}

/* ---- Anchors ---- */

/* Ids of a page; headings' numbers are their ordinals plus one. */
static struct map *
ids_of(struct linker *l, const struct page *p)
{
	struct map **m = &l->ids[p->index];

	if (*m)
		return *m;
	*m = map_new(l->scratch);
	for (uint32_t i = 0; i < p->headings; i++)
		map_put(*m, p->heading[i].id, NULL)->num = i + 1;
	for (uint32_t i = 0; i < p->tabs; i++)
		map_put(*m, p->tab_id[i], NULL);
	return *m;
}

static void
report_anchor(struct reading_of_target *t, const struct page *p)
{
	struct suggest best = { 0 };
	struct map *ids = ids_of(t->l, p);

	for (size_t i = 0; i < map_count(ids); i++)
		suggest_offer(&best, t->anchor, map_at(ids, i)->key);
	struct diag *g = p == t->p ?
	    site_report(t->l, t->p, t->n, DIAG_MISSING_ANCHOR,
	    "this page has no heading `#%.*s`", STR_ARG(t->anchor)) :
	    site_report(t->l, t->p, t->n, DIAG_MISSING_ANCHOR,
	    "`%.*s` has no heading `#%.*s`",
	    STR_ARG(site_source_path(t->l, p)), STR_ARG(t->anchor));
	if (best.best.n > 0)
		diag_did_you_mean(g, arena_printf(t->l->scratch, "#%.*s",
		    STR_ARG(best.best)));
}

static void
report_unstable(struct reading_of_target *t, const struct page *p,
    const struct heading *h)
{
	/* The id that the title has without its values. */
	struct str words = gist_str(p->gist, gist_heading(p->gist,
	    (uint32_t)(h - p->heading))->plain);
	struct buf literal = BUF_INIT;
	size_t from = 0, at;
	uint32_t number;

	while (slot_find(words, from, &at, &number)) {
		buf_str(&literal, str_slice(words, from, at));
		from = at + SLOT_BYTES;
	}
	buf_str(&literal, str_slice(words, from, words.n));
	struct str id = text_slug(t->l->scratch,
	    str_trim(buf_view(&literal)));
	buf_free(&literal);
	diag_hint(site_report(t->l, t->p, t->n, DIAG_UNSTABLE_ANCHOR,
	    "the anchor `#%.*s` comes from a value or a translation and may"
	    " change", STR_ARG(t->anchor)),
	    "give its heading an id: {#%.*s}",
	    STR_ARG(id.n > 0 ? id : t->anchor));
}

/* Checks the anchor against page `p`; the heading it names, if it is one. */
static bool
check_anchor(struct reading_of_target *t, const struct page *p,
    const struct heading **heading)
{
	*heading = NULL;
	if (t->anchor.n == 0)
		return true;
	if (p->reading && !p->gist)
		return true;	/* its own errors are reported already */
	const struct map_entry *e = map_get(ids_of(t->l, p), t->anchor);
	if (!e) {
		report_anchor(t, p);
		return false;
	}
	if (e->num > 0)
		*heading = &p->heading[e->num - 1];
	if (*heading && (*heading)->unstable)
		report_unstable(t, p, *heading);
	return true;
}

static struct target
anchor_target(struct reading_of_target *t)
{
	const struct heading *h;

	if (!check_anchor(t, t->p, &h))
		return BROKEN;
	return (struct target){
		.kind = TARGET_ANCHOR, .anchor = t->anchor, .page = t->p,
		.text = h ? h->title : t->p->title
	};
}

/* ---- Pages ---- */

static struct target
page_target(struct reading_of_target *t, const struct page *to)
{
	const struct heading *h;

	if (t->query) {
		diag_hint(site_report(t->l, t->p, t->n, DIAG_UNKNOWN_TARGET,
		    "a link to an article takes no `?`"),
		    "leave out what stands behind it");
		return BROKEN;
	}
	if (!check_anchor(t, to, &h))
		return BROKEN;
	return (struct target){
		.kind = to == t->p && t->anchor.n > 0 ? TARGET_ANCHOR :
		    TARGET_PAGE,
		.url = to->url, .anchor = t->anchor, .page = to,
		.text = to->title
	};
}

static void
report_excluded(struct reading_of_target *t, struct str id)
{
	diag_hint(site_report(t->l, t->p, t->n, DIAG_EXCLUDED_TARGET,
	    "`%.*s` is not in this edition", STR_ARG(id)),
	    "test it with {%% if has(\"%.*s\") %%}", STR_ARG(id));
}

/* "/email/x.md" if the writer wrote a path from the root, else relative. */
static struct str
in_their_style(struct reading_of_target *t, struct str folder,
    struct str path)
{
	if (path.n == 0)
		return path;
	if (t->path.n > 0 && t->path.p[0] == '/')
		return arena_printf(t->l->scratch, "/%.*s", STR_ARG(path));
	return path_relative(t->l->scratch, path_join(t->l->scratch, folder,
	    STR("x.md")), path);
}

static struct target
unknown_page(struct reading_of_target *t, struct str folder, struct str path)
{
	struct str near = site_suggest_path(t->l, path);
	const char *habit = target_habit(t->path, path, false);
	struct diag *g = site_report(t->l, t->p, t->n, DIAG_UNKNOWN_TARGET,
	    "there is no article `%.*s`", STR_ARG(path));

	if (habit)
		diag_hint(g, "%s", habit);
	else
		diag_did_you_mean(g, in_their_style(t, folder, near));
	return BROKEN;
}

/* The id that a path to a Markdown file means: "email/x.md", or a section's
   "email/_index.md". */
static struct str
id_of_path(struct str path, bool *section)
{
	struct str base = path_base(path);

	*section = str_eq(base, STR("_index.md"));
	return *section ? path_dir(path) : str_slice(path, 0, path.n - 3);
}

static struct target
markdown_target(struct reading_of_target *t, struct str folder,
    struct str path)
{
	bool section;
	struct str id = id_of_path(path, &section);
	const struct page *to = site_page(t->l->site, id);
	const struct article *k = map_ptr(t->l->as->project->by_id, id);

	if (to && (to->section->page == to) == section)
		return page_target(t, to);
	if (!k || k->section != section)
		return unknown_page(t, folder, path);
	report_excluded(t, id);
	return BROKEN;
}

/* ---- Files ---- */

/* "shot.nl.png" of "shot.png" by the nearest tag of pt-BR, pt, none. */
static const struct asset *
localised_asset(const struct linker *l, const struct map *assets,
    struct str tag, struct str path)
{
	ptrdiff_t dot = str_rfind_char(path, '.');
	const struct asset *k = NULL;

	while (dot > 0 && tag.n > 0 && !k) {
		ptrdiff_t dash = str_rfind_char(tag, '-');
		k = map_ptr(assets, arena_printf(l->scratch, "%.*s.%.*s%.*s",
		    (int)dot, path.p, STR_ARG(tag), (int)(path.n -
		    (size_t)dot), path.p + dot));
		tag.n = dash < 0 ? 0 : (size_t)dash;
	}
	return k ? k : map_ptr(assets, path);
}

/* In the page's language, the brand's own before the project's. */
static const struct asset *
find_asset(const struct reading_of_target *t, struct str path)
{
	const struct linker *l = t->l;
	const struct reading *r = t->p->reading;
	struct str tag = r && r->fields->fallback ? r->fields->lang :
	    locale_tag(l->e->locale);
	const struct asset *k = l->o && l->o->assets ?
	    localised_asset(l, l->o->assets, tag, path) : NULL;

	return k ? k : localised_asset(l, l->as->project->assets, tag, path);
}

/* What looks like a page's address rather than its file. */
static const struct page *
meant_page(const struct reading_of_target *t, struct str path)
{
	struct str id = path;

	if (str_ends(id, STR("/index.html")))
		id = str_slice(id, 0, id.n - 11);
	else if (str_ends(id, STR(".html")))
		id = str_slice(id, 0, id.n - 5);
	return site_page(t->l->site, id);
}

static void
suggest_asset(struct reading_of_target *t, struct str folder,
    struct str path, struct diag *g)
{
	const struct map *assets = t->l->as->project->assets;
	struct suggest best = { 0 };

	if (t->l->suggestions == 0)
		return;
	t->l->suggestions--;
	for (size_t i = 0; i < map_count(assets); i++)
		suggest_offer(&best, path, map_at(assets, i)->key);
	diag_did_you_mean(g, in_their_style(t, folder, best.best));
}

static struct target
missing_file(struct reading_of_target *t, struct str folder, struct str path)
{
	const struct page *meant = t->image ? NULL : meant_page(t, path);

	if (meant) {
		diag_hint(site_report(t->l, t->p, t->n, DIAG_UNKNOWN_TARGET,
		    "`%.*s` is no file", STR_ARG(path)),
		    "link to the article itself: `%.*s`",
		    STR_ARG(in_their_style(t, folder,
		    site_source_path(t->l, meant))));
		return BROKEN;
	}
	const char *habit = target_habit(t->path, path, t->image);
	struct diag *g = site_report(t->l, t->p, t->n, DIAG_MISSING_IMAGE,
	    "there is no file `%.*s`", STR_ARG(path));
	if (habit)
		diag_hint(g, "%s", habit);
	else
		suggest_asset(t, folder, path, g);
	return BROKEN;
}

static struct target
asset_target(struct reading_of_target *t, struct str folder, struct str path)
{
	const struct asset *k = find_asset(t, path);
	struct target found = { .kind = TARGET_ASSET };
	bool fresh;

	if (!k)
		return missing_file(t, folder, path);
	struct map_entry *e = map_put(t->l->assets, k->path, &fresh);
	if (fresh)
		e->ptr = (void *)(uintptr_t)k;
	found.url = k->path;
	found.anchor = t->anchor;
	found.text = path_base(k->path);
	if (t->image)
		outlines_image_size(t->l->known, k, &found.width,
		    &found.height);
	return found;
}

/* ---- Deciding ---- */

/* What an empty link to an address shows: a mail address without its scheme,
   the displayed form of a phone number, else the address. */
static struct str
shown(const struct reading_of_target *t)
{
	size_t n = scheme(t->url);
	size_t at;
	uint32_t number;

	if (slot_find(t->source, 0, &at, &number) && t->source.n ==
	    at + SLOT_BYTES) {
		const struct slot *s = page_slot(t->p, number);
		if (s && (s->kind == SLOT_PHONE || s->kind == SLOT_LINK ||
		    (s->kind == SLOT_TEXT && !s->pattern &&
		    ends_in_tel(str_slice(t->url, 0, n)))))
			return s->text;
	}
	if (str_eq_fold(str_slice(t->url, 0, n), STR("mailto:"))) {
		struct str address, rest;
		str_cut(str_slice(t->url, n, t->url.n), '?', &address, &rest);
		return address;
	}
	return ends_in_tel(str_slice(t->url, 0, n)) ?
	    str_slice(t->url, n, t->url.n) : t->url;
}

static struct target
external_target(struct reading_of_target *t)
{
	if (!t->image && !t->slots && target_is_own(t->l, t->url)) {
		diag_hint(site_report(t->l, t->p, t->n, DIAG_UNKNOWN_TARGET,
		    "this is an address of this help centre itself"),
		    "link to the article's file: `[](/folder/article.md)`");
		return BROKEN;
	}
	if (!t->image)
		return (struct target){
			.kind = TARGET_EXTERNAL, .url = t->url,
			.text = shown(t)
		};
	diag_hint(site_report(t->l, t->p, t->n, DIAG_MISSING_IMAGE,
	    "this image lies on another site"),
	    "put it into content/: pages load nothing from elsewhere");
	return BROKEN;
}

static struct target
unsafe_target(struct reading_of_target *t)
{
	struct diag *g = site_report(t->l, t->p, t->n, DIAG_UNSAFE_URL,
	    t->image ? "an image is a file of this project" :
	    "an address here must begin with https:, http:, mailto: or tel:");

	if (str_starts(t->url, STR("//")))
		diag_hint(g, "write https: in front of it");
	return BROKEN;
}

/* A slot of type article, alone or before an #anchor. */
static struct target
article_slot(struct reading_of_target *t, const struct slot *s)
{
	const struct page *to = site_page(t->l->site, s->text);

	t->anchor = (struct str){ 0 };
	if (t->source.n > SLOT_BYTES)
		t->anchor = decode(t->l, str_slice(t->source, SLOT_BYTES + 1,
		    t->source.n));
	if (to)
		return page_target(t, to);
	/* One that there is not is reported where its field is set. */
	if (map_get(t->l->as->project->by_id, s->text))
		report_excluded(t, s->text);
	return BROKEN;
}

static struct target
slot_in_path(struct reading_of_target *t)
{
	struct diag *g = site_report(t->l, t->p, t->n, DIAG_UNKNOWN_TARGET,
	    "`%.*s` is not an address with a scheme, and a path to a page or"
	    " file cannot hold a value", STR_ARG(t->url));

	if (str_ends(t->url, STR(".md")) ||
	    str_find_char(t->url, '#', 0) >= 0)
		diag_hint(g, "write the path itself, or name the article in "
		    "a field of the type article");
	else if (str_find_char(t->url, '/', 0) < 0 &&
	    str_find_char(t->url, '.', 0) > 0)
		diag_hint(g, "write https:// in front of it");
	return BROKEN;
}

static struct target
local_target(struct reading_of_target *t)
{
	struct str folder = gist_str(t->p->gist, t->n->folder);
	struct str path;

	split(t);
	if (t->path.n == 0 && !t->query && t->anchor.n > 0 && !t->image)
		return anchor_target(t);
	if (t->path.n == 0 || !path_resolve(t->l->a, folder, t->path,
	    &path)) {
		struct diag *g = site_report(t->l, t->p, t->n,
		    DIAG_UNKNOWN_TARGET, t->path.n == 0 ?
		    "this link names no page or file" :
		    "this path leads out of content/");
		if (t->path.n > 0)
			diag_hint(g, "the files that pages show lie in "
			    "content/");
		return BROKEN;
	}
	if (str_ends(path, STR(".md")) && !t->image)
		return markdown_target(t, folder, path);
	if (str_ends(t->path, STR("/")) || path.n == 0) {
		diag_hint(site_report(t->l, t->p, t->n, DIAG_UNKNOWN_TARGET,
		    "a folder is no page"), "link to its `_index.md`");
		return BROKEN;
	}
	return asset_target(t, folder, path);
}

/* The brand's own pictures (`![]({{ brand.logo }})`): their values are output
   paths, and whoever writes the theme's files copies them. */
static bool
is_brand_image(const struct reading_of_target *t)
{
	return t->image && t->source.n == SLOT_BYTES && t->slots &&
	    str_starts(t->url, STR("assets/"));
}

static struct target
read_target(struct linker *l, const struct page *p,
    const struct gist_item *n, bool image)
{
	struct reading_of_target t = {
		.l = l, .p = p, .n = n, .image = image,
		.source = gist_str(p->gist, n->text)
	};
	size_t at;
	uint32_t number;

	t.slots = slot_find(t.source, 0, &at, &number);
	if (t.source.n == 0) {
		site_report(l, p, n, DIAG_UNKNOWN_TARGET, image ?
		    "this image names no file" : "this link leads nowhere");
		return BROKEN;
	}
	if (t.slots && lacks_value(p, t.source))
		return BROKEN;
	const struct slot *s = t.slots ? page_slot(p, number) : NULL;
	if (s && s->kind == SLOT_ARTICLE && at == 0 && !image &&
	    (t.source.n == SLOT_BYTES || t.source.p[SLOT_BYTES] == '#'))
		return article_slot(&t, s);
	t.url = t.slots ? fill_url(l, p, t.source) : t.source;
	if (!value_url_is_safe(t.url))
		return unsafe_target(&t);
	if (scheme(t.url) > 0)
		return external_target(&t);
	if (is_brand_image(&t))
		return (struct target){ .kind = TARGET_ASSET, .url = t.url };
	return t.slots ? slot_in_path(&t) : local_target(&t);
}

/* Where a link leads that is known to name a Markdown file. */
static void
note_route(struct linker *l, const struct gist *g, const struct gist_item *n,
    struct route *r)
{
	bool section;
	struct str id = id_of_path(gist_str(g, n->found), &section), path;
	const struct page *to = site_page(l->site, id);

	if (!to || !to->article || (to->section->page == to) != section)
		return;
	r->article = to->article->index + 1;
	str_cut(gist_str(g, n->text), '#', &path, &r->anchor);
}

struct target
site_link_target(struct linker *l, const struct page *p, uint32_t ordinal)
{
	const struct outline *o = outline_of(l->known, p->reading->variant);
	const struct gist_item *n = gist_link(p->gist, ordinal);
	struct route *r = &o->route[ordinal];

	if (r->article == 0 && n->found.len > 0)
		note_route(l, p->gist, n, r);
	const struct page *to = r->article > 0 ?
	    l->page_of[r->article - 1] : NULL;
	struct reading_of_target t = { .l = l, .p = p, .n = n,
	    .anchor = r->anchor };
	return to ? page_target(&t, to) : read_target(l, p, n, false);
}

struct target
site_image_target(struct linker *l, const struct page *p, uint32_t ordinal)
{
	return read_target(l, p, gist_image(p->gist, ordinal), true);
}
