/* The site of one edition: pages, indexes and assets. */
#include <string.h>

#include "base/files.h"
#include "base/map.h"
#include "base/str.h"
#include "emit/emit.h"
#include "emit/markup.h"
#include "emit/site_parts.h"
#include "emit/walk.h"

struct str
site_path(const struct emission *e, struct arena *a, struct str url)
{
	return path_join(a, e->site->edition->prefix, url);
}

void
site_put_marked(const struct emission *e, struct arena *a, struct str url,
    struct marked bytes, const struct sink *to)
{
	to->file(to->ctx, site_path(e, a, url), bytes,
	    markup_kind_of(url) != MARKUP_NONE);
}

void
site_put(const struct emission *e, struct arena *a, struct str url,
    struct str bytes, const struct sink *to)
{
	site_put_marked(e, a, url, marked_plain(bytes), to);
}

/* A page as it is put together. */
struct draft {
	struct buf html, marks;
};

static void
emit_page(const struct emission *e, const struct page *p,
    struct arena *scratch, struct draft *d, const struct sink *to)
{
	buf_reset(&d->html);
	buf_reset(&d->marks);
	if (p->section && p->section->page == p)
		skin_section(e->skin, p->section, scratch, e->diags,
		    &d->html, &d->marks);
	else
		skin_article(e->skin, p, scratch, e->diags, &d->html,
		    &d->marks);
	site_put_marked(e, scratch, p->url, marked_by(&d->html, &d->marks),
	    to);
	arena_reset(scratch);
}

/* The home page is among the indexes. */
void
emit_pages(const struct outlet *o, size_t n, struct str from,
    struct str to_url, struct arena *scratch)
{
	struct draft d = { BUF_INIT, BUF_INIT };
	struct walk w = { .n = 0 };
	const struct page *p;
	size_t i;

	for (i = 0; i < n; i++)
		walk_add(&w, o[i].e->site, from, to_url);
	while ((p = walk_next(&w, &i)) != NULL)
		if (p != o[i].e->site->root->page)
			emit_page(o[i].e, p, scratch, &d, &o[i].to);
	buf_free(&d.html);
	buf_free(&d.marks);
}

static void
put_page(const struct outlet *o, struct str url, struct arena *scratch,
    struct buf *html)
{
	site_put(o->e, scratch, url, buf_view(html), &o->to);
	arena_reset(scratch);
	buf_reset(html);
}

static void
emit_tag(const struct outlet *o, const struct tag *t, struct str url,
    struct arena *scratch, struct buf *html)
{
	skin_tag(o->e->skin, t, scratch, o->e->diags, html);
	put_page(o, url, scratch, html);
}

/* The tags of most editions are the same, in the same order. */
static void
emit_tags(const struct outlet *o, size_t n, struct arena *scratch,
    struct buf *html)
{
	size_t most = 0;

	for (size_t i = 0; i < n; i++) {
		size_t ntags = o[i].e->site->ntags;
		if (ntags > 0)
			emit_tag(&o[i], NULL, ALL_TAGS_URL, scratch,
			    html);
		most = ntags > most ? ntags : most;
	}
	for (size_t k = 0; k < most; k++)
		for (size_t i = 0; i < n; i++) {
			const struct site *s = o[i].e->site;
			if (k < s->ntags)
				emit_tag(&o[i], &s->tag[k], s->tag[k].url,
				    scratch, html);
		}
}

static void
emit_index_pages(const struct outlet *o, size_t n, struct arena *scratch)
{
	struct buf html = BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		skin_home(o[i].e->skin, scratch, o[i].e->diags, &html);
		put_page(&o[i], STR("index.html"), scratch, &html);
		skin_404(o[i].e->skin, scratch, o[i].e->diags, &html);
		put_page(&o[i], STR("404.html"), scratch, &html);
	}
	emit_tags(o, n, scratch, &html);
	buf_free(&html);
}

struct str
site_disk_bytes(struct arena *a, struct str disk)
{
	struct str path = arena_str(a, disk), bytes;

	if (!file_read(a, path.p, &bytes))
		die(0, "%s is gone since the build began", path.p);
	return bytes;
}

/* The theme's files, then what pages refer to. A brand's logo may be both. */
void
emit_assets(const struct emission *e, struct arena *scratch,
    const struct sink *to)
{
	const struct skin_file *f;
	struct arena *own = arena_new();
	struct map *done = map_new(own);
	struct str css = STR("assets/brand.css");
	size_t n = skin_files(e->skin, &f);
	bool fresh;

	map_put(done, css, NULL);
	site_put(e, scratch, css, skin_brand_css(e->skin), to);
	for (size_t i = 0; i < n; i++) {
		map_put(done, f[i].path, &fresh);
		if (!fresh)
			continue;
		site_put(e, scratch, f[i].path, f[i].disk.n > 0 ?
		    site_disk_bytes(scratch, f[i].disk) : f[i].bytes, to);
		arena_reset(scratch);
	}
	for (size_t i = 0; i < e->site->nassets; i++) {
		const struct site_asset *x = &e->site->asset[i];
		map_put(done, x->url, &fresh);
		if (!fresh)
			continue;
		site_put(e, scratch, x->url,
		    site_disk_bytes(scratch, x->asset->disk), to);
		arena_reset(scratch);
	}
	arena_free(own);
}

void
emit_indexes(const struct outlet *o, size_t n, struct arena *scratch)
{
	emit_index_pages(o, n, scratch);
	for (size_t i = 0; i < n; i++) {
		site_redirects(o[i].e, scratch, &o[i].to);
		site_sitemap(o[i].e, scratch, &o[i].to);
		site_brand_files(o[i].e, scratch, &o[i].to);
		arena_reset(scratch);
	}
}
