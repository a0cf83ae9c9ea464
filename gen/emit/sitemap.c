/* What machines read first: sitemaps and robots.txt; and the way from a
   brand's folder to its locales. */
#include "base/str.h"
#include "emit/site_parts.h"
#include "render/escape.h"

/* Entries of one file by sitemaps.org. */
enum { SITEMAP_MAX = 50000 };

#define SITEMAP_NS "http://www.sitemaps.org/schemas/sitemap/0.9"
#define XHTML_NS "http://www.w3.org/1999/xhtml"

/* The first two parts end in a slash, if they are not empty. */
static void
address(const struct emission *e, struct str prefix, struct str url,
    struct buf *out)
{
	escape_url(out, e->url);
	escape_url(out, prefix);
	escape_url(out, url);
}

static void
location(const struct emission *e, struct str prefix, struct str url,
    struct buf *out)
{
	buf_c(out, "<loc>");
	address(e, prefix, url, out);
	buf_c(out, "</loc>");
}

/* Pages in the source language for want of a translation name another page as
   canonical: they are not offered. */
static bool
is_listed(const struct page *p)
{
	return !p->reading || !p->reading->fields->fallback;
}

static const struct page *
same_page(const struct site *s, const struct page *p)
{
	const struct page *other = site_page(s, p->id);

	return other && is_listed(other) ? other : NULL;
}

/* Each language of a page names all of them, itself included. */
static void
alternates(const struct emission *e, const struct page *p, struct buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < e->nsites; i++)
		n += same_page(e->sites[i], p) != NULL;
	for (size_t i = 0; n > 1 && i < e->nsites; i++) {
		const struct edition *ed = e->sites[i]->edition;
		const struct page *other = same_page(e->sites[i], p);
		if (!other)
			continue;
		buf_printf(out, "<xhtml:link rel=\"alternate\" hreflang="
		    "\"%.*s\" href=\"", STR_ARG(locale_tag(ed->locale)));
		address(e, ed->prefix, other->url, out);
		buf_c(out, "\"/>");
	}
}

static void
entry(const struct emission *e, const struct page *p, struct buf *out)
{
	struct date d = { 0 };

	if (p->article)
		d = p->article->updated;
	buf_c(out, "<url>");
	location(e, e->site->edition->prefix, p->url, out);
	if (d.year > 0)
		buf_printf(out, "<lastmod>%04d-%02u-%02u</lastmod>", d.year,
		    (unsigned)d.month, (unsigned)d.day);
	alternates(e, p, out);
	buf_c(out, "</url>\n");
}

static size_t
listed(const struct site *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->npages; i++)
		n += is_listed(&s->page[i]);
	return n;
}

/* One file with the listed pages from the `from`-th on. */
static void
sitemap_file(const struct emission *e, size_t from, struct str name,
    struct arena *scratch, const struct sink *to)
{
	const struct site *s = e->site;
	struct buf out = BUF_INIT;
	size_t k = 0;

	buf_c(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<urlset xmlns=\"" SITEMAP_NS "\"");
	if (e->nsites > 1)
		buf_c(&out, " xmlns:xhtml=\"" XHTML_NS "\"");
	buf_c(&out, ">\n");
	for (size_t i = 0; i < s->npages; i++) {
		if (!is_listed(&s->page[i]))
			continue;
		if (k >= from && k < from + SITEMAP_MAX)
			entry(e, &s->page[i], &out);
		k++;
	}
	buf_c(&out, "</urlset>\n");
	site_put(e, scratch, name, buf_view(&out), to);
	buf_free(&out);
}

static void
sitemap_index(const struct emission *e, size_t files, struct arena *scratch,
    const struct sink *to)
{
	struct buf out = BUF_INIT;

	buf_c(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<sitemapindex xmlns=\"" SITEMAP_NS "\">\n");
	for (size_t i = 0; i < files; i++) {
		struct str name = arena_printf(scratch, "sitemap-%zu.xml",
		    i + 1);
		sitemap_file(e, i * SITEMAP_MAX, name, scratch, to);
		buf_c(&out, "<sitemap>");
		location(e, e->site->edition->prefix, name, &out);
		buf_c(&out, "</sitemap>\n");
	}
	buf_c(&out, "</sitemapindex>\n");
	site_put(e, scratch, STR("sitemap.xml"), buf_view(&out), to);
	buf_free(&out);
}

void
site_sitemap(const struct emission *e, struct arena *scratch,
    const struct sink *to)
{
	size_t n = listed(e->site);

	if (e->url.n == 0 || e->noindex)
		return;
	if (n <= SITEMAP_MAX)
		sitemap_file(e, 0, STR("sitemap.xml"), scratch, to);
	else
		sitemap_index(e, (n + SITEMAP_MAX - 1) / SITEMAP_MAX, scratch,
		    to);
}

/* The folder of a brand's i-th locale: none for the first, unless all have
   one. */
static struct str
locale_prefix(const struct brand *b, size_t i, struct arena *a)
{
	if (i == 0 && !b->locale_prefix_always)
		return STR("");
	return arena_printf(a, "%.*s/", STR_ARG(locale_tag(b->locales[i])));
}

static void
robots(const struct emission *e, struct arena *scratch, const struct sink *to)
{
	const struct brand *b = e->site->edition->brand;
	struct buf out = BUF_INIT;

	buf_printf(&out, "User-agent: *\nDisallow:%s\n",
	    e->noindex ? " /" : "");
	for (size_t i = 0; i < b->nlocales && e->url.n > 0 && !e->noindex;
	    i++) {
		struct str prefix = locale_prefix(b, i, scratch);
		buf_printf(&out, "Sitemap: %.*s%.*ssitemap.xml\n",
		    STR_ARG(e->url), STR_ARG(prefix));
	}
	to->file(to->ctx, STR("robots.txt"), marked_plain(buf_view(&out)),
	    true);
	buf_free(&out);
}

/* Without a server nothing can choose a locale: the page leads to the first
   and names them all. */
static void
doorway(const struct emission *e, struct arena *scratch,
    const struct sink *to)
{
	const struct brand *b = e->site->edition->brand;
	struct str first = locale_prefix(b, 0, scratch);
	struct buf out = BUF_INIT;

	buf_printf(&out, "<!doctype html>\n<html lang=\"%.*s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\">\n"
	    "<meta http-equiv=\"refresh\" content=\"0; url=%.*sindex.html\">\n"
	    "<title>", STR_ARG(locale_tag(b->locales[0])), STR_ARG(first));
	escape_html(&out, b->name);
	buf_c(&out, "</title>\n</head>\n<body>\n<ul>\n");
	for (size_t i = 0; i < b->nlocales; i++) {
		struct str tag = locale_tag(b->locales[i]);
		struct str prefix = locale_prefix(b, i, scratch);
		buf_printf(&out, "<li><a href=\"%.*sindex.html\" lang=\"%.*s\" "
		    "hreflang=\"%.*s\">", STR_ARG(prefix), STR_ARG(tag),
		    STR_ARG(tag));
		escape_html(&out, locale_name(b->locales[i]));
		buf_c(&out, "</a></li>\n");
	}
	buf_c(&out, "</ul>\n</body>\n</html>\n");
	to->file(to->ctx, STR("index.html"), marked_plain(buf_view(&out)),
	    true);
	buf_free(&out);
}

void
site_brand_files(const struct emission *e, struct arena *scratch,
    const struct sink *to)
{
	const struct edition *ed = e->site->edition;

	if (ed->locale != ed->brand->locales[0])
		return;
	robots(e, scratch, to);
	if (ed->prefix.n > 0)
		doorway(e, scratch, to);
}
