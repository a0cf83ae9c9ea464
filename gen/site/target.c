/* Reads one destination: an address, a page, an anchor or a file. */
#include "site/target_parts.h"

#include "base/files.h"
#include "base/str.h"

/* What an empty link to an address shows: a mail address without its scheme,
   the displayed form of a phone number, else the address. */
static struct str
shown(const struct destination *t)
{
	size_t n = target_scheme(t->url);
	size_t at;
	uint32_t number;

	if (slot_find(t->source, 0, &at, &number) && t->source.n ==
	    at + SLOT_BYTES) {
		const struct slot *s = page_slot(t->p, number);
		if (s && (s->kind == SLOT_PHONE || s->kind == SLOT_LINK ||
		    (s->kind == SLOT_TEXT && !s->pattern &&
		    target_ends_in_tel(str_slice(t->url, 0, n)))))
			return s->text;
	}
	if (str_eq_fold(str_slice(t->url, 0, n), STR("mailto:"))) {
		struct str address, rest;
		str_cut(str_slice(t->url, n, t->url.n), '?', &address, &rest);
		return address;
	}
	return target_ends_in_tel(str_slice(t->url, 0, n)) ?
	    str_slice(t->url, n, t->url.n) : t->url;
}

static struct target
external_target(struct destination *t)
{
	if (!t->image && !t->slots && target_is_own(t->l, t->url)) {
		diag_hint(site_report(t->l, t->p, t->n, DIAG_UNKNOWN_TARGET,
		    "this is an address of this help centre itself"),
		    "link to the article's file: `[](/folder/article.md)`");
		return TARGET_BROKEN;
	}
	if (!t->image)
		return (struct target){
			.kind = TARGET_EXTERNAL, .url = t->url,
			.text = shown(t)
		};
	diag_hint(site_report(t->l, t->p, t->n, DIAG_MISSING_IMAGE,
	    "this image lies on another site"),
	    "put it into content/: pages load nothing from elsewhere");
	return TARGET_BROKEN;
}

static struct target
unsafe_target(struct destination *t)
{
	struct diag *g = site_report(t->l, t->p, t->n, DIAG_UNSAFE_URL,
	    t->image ? "an image is a file of this project" :
	    "an address here must begin with https:, http:, mailto: or tel:");

	if (str_starts(t->url, STR("//")))
		diag_hint(g, "write https: in front of it");
	return TARGET_BROKEN;
}

/* A slot of type article, alone or before an #anchor. */
static struct target
article_slot(struct destination *t, const struct slot *s)
{
	const struct page *to = site_page(t->l->site, s->text);

	t->anchor = (struct str){ 0 };
	if (t->source.n > SLOT_BYTES)
		t->anchor = path_percent_decoded(t->l->a, str_slice(t->source,
		    SLOT_BYTES + 1, t->source.n));
	if (to)
		return target_page(t, to);
	/* One that there is not is reported where its field is set. */
	if (map_get(t->l->as->project->by_id, s->text))
		target_excluded(t, s->text);
	return TARGET_BROKEN;
}

static struct target
slot_in_path(struct destination *t)
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
	return TARGET_BROKEN;
}

static struct target
local_target(struct destination *t)
{
	struct str folder = gist_str(t->p->gist, t->n->folder);
	struct str path;

	target_split(t);
	if (t->path.n == 0 && !t->query && t->anchor.n > 0 && !t->image)
		return target_anchor(t);
	if (t->path.n == 0 || !path_resolve(t->l->a, folder, t->path,
	    &path)) {
		struct diag *g = site_report(t->l, t->p, t->n,
		    DIAG_UNKNOWN_TARGET, t->path.n == 0 ?
		    "this link names no page or file" :
		    "this path leads out of content/");
		if (t->path.n > 0)
			diag_hint(g, "the files that pages show lie in "
			    "content/");
		return TARGET_BROKEN;
	}
	if (str_ends(path, STR(".md")) && !t->image)
		return target_markdown(t, folder, path);
	if (str_ends(t->path, STR("/")) || path.n == 0) {
		diag_hint(site_report(t->l, t->p, t->n, DIAG_UNKNOWN_TARGET,
		    "a folder is no page"), "link to its `_index.md`");
		return TARGET_BROKEN;
	}
	return target_asset(t, folder, path);
}

/* The brand's own pictures (`![]({{ brand.logo }})`): their values are output
   paths, and whoever writes the theme's files copies them. */
static bool
is_brand_image(const struct destination *t)
{
	return t->image && t->source.n == SLOT_BYTES && t->slots &&
	    str_starts(t->url, STR("assets/"));
}

static struct target
read_target(struct linker *l, const struct page *p,
    const struct gist_item *n, bool image)
{
	struct destination t = {
		.l = l, .p = p, .n = n, .image = image,
		.source = gist_str(p->gist, n->text)
	};
	size_t at;
	uint32_t number;

	t.slots = slot_find(t.source, 0, &at, &number);
	if (t.source.n == 0) {
		site_report(l, p, n, DIAG_UNKNOWN_TARGET, image ?
		    "this image names no file" : "this link leads nowhere");
		return TARGET_BROKEN;
	}
	if (t.slots && target_lacks_value(p, t.source))
		return TARGET_BROKEN;
	const struct slot *s = t.slots ? page_slot(p, number) : NULL;
	if (s && s->kind == SLOT_ARTICLE && at == 0 && !image &&
	    (t.source.n == SLOT_BYTES || t.source.p[SLOT_BYTES] == '#'))
		return article_slot(&t, s);
	t.url = t.slots ? target_fill(l, p, t.source) : t.source;
	if (!value_url_is_safe(t.url))
		return unsafe_target(&t);
	if (target_scheme(t.url) > 0)
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
	struct str path, id = target_id_of_path(gist_str(g, n->found),
	    &section);
	const struct page *to = site_page(l->site, id);

	if (!to || !to->article || (to->section->page == to) != section)
		return;
	r->article = l->article[to->index] + 1;
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
	struct destination t = { .l = l, .p = p, .n = n,
	    .anchor = r->anchor };
	return to ? target_page(&t, to) : read_target(l, p, n, false);
}

struct target
site_image_target(struct linker *l, const struct page *p, uint32_t ordinal)
{
	return read_target(l, p, gist_image(p->gist, ordinal), true);
}
