/* An edition as an EPUB 3 publication: a document for each page under the
   site's own paths, so that links hold, a package and a table of contents. */
#include <string.h>

#include "base/files.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/str.h"
#include "emit/emit.h"
#include "emit/markup.h"
#include "emit/site_parts.h"
#include "emit/xhtml.h"
#include "render/escape.h"

#define PAGES EPUB_PAGES
#define CSS "assets/epub.css"
#define BRAND_CSS "assets/brand.css"

struct book {
	const struct emission *e;
	struct arena *scratch;
	struct arena *keep;
	struct map *files;	/* paths of images and style sheets in the
				   package, in the order of their use */
	struct date updated;	/* of the latest article */
	struct buf out, html;
	const struct sink *to;
};

struct str
epub_suffix(struct arena *a, const struct edition *e)
{
	return e->prefix.n == 0 ? STR(".epub") : arena_printf(a, ".%.*s.epub",
	    STR_ARG(locale_tag(e->locale)));
}

/* --- What stands in the package ------------------------------------------ */

/* The core media types of EPUB 3.3: the others must not be shown without a
   fallback. */
static const char *
media_type(struct str path)
{
	static const struct {
		const char *ext, *type;
	} types[] = {
		{ ".css", "text/css" }, { ".gif", "image/gif" },
		{ ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" },
		{ ".png", "image/png" }, { ".svg", "image/svg+xml" },
		{ ".webp", "image/webp" },
	};
	ptrdiff_t dot = str_rfind_char(path, '.');

	for (size_t i = 0; dot >= 0 && i < sizeof(types) / sizeof(types[0]);
	    i++)
		if (str_eq_fold(str_slice(path, (size_t)dot, path.n),
		    str_c(types[i].ext)))
			return types[i].type;
	return NULL;
}

static void
use_file(struct book *b, struct str path)
{
	if (media_type(path))
		map_put(b->files, path, NULL);
}

/* Images of articles and of the brand, the two style sheets. */
static void
find_files(struct book *b)
{
	const struct site *s = b->e->site;
	const struct skin_file *f;
	size_t n = skin_files(b->e->skin, &f);

	use_file(b, STR(BRAND_CSS));
	use_file(b, STR(CSS));
	for (size_t i = 0; i < n; i++)
		if (!str_ends(f[i].path, STR(".css")))
			use_file(b, f[i].path);
	for (size_t i = 0; i < s->npages; i++) {
		const struct page *p = &s->page[i];
		for (uint32_t k = 0; p->gist && k < p->gist->images; k++)
			if (p->image[k].kind == TARGET_ASSET)
				use_file(b, p->image[k].url);
	}
}

static bool
is_before(struct date a, struct date b)
{
	return a.year != b.year ? a.year < b.year :
	    a.month != b.month ? a.month < b.month : a.day < b.day;
}

static void
find_date(struct book *b)
{
	const struct site *s = b->e->site;

	for (size_t i = 0; i < s->npages; i++) {
		const struct article *k = s->page[i].article;
		if (k && is_before(b->updated, k->updated))
			b->updated = k->updated;
	}
}

/* A page's own URL. */
static void
put_url(struct buf *out, struct str url)
{
	struct buf named = BUF_INIT;

	xhtml_url(&named, url);
	escape_url(out, buf_view(&named));
	buf_free(&named);
}

/* --- package.opf --------------------------------------------------------- */

/* Version 8 of RFC 9562: the same for the same brand, address and locale. */
static void
put_identifier(const struct book *b, struct buf *out)
{
	const struct edition *e = b->e->site->edition;
	struct str seed = arena_printf(b->scratch, "%.*s %.*s %.*s",
	    STR_ARG(e->brand->id), STR_ARG(b->e->url),
	    STR_ARG(locale_tag(e->locale)));
	struct hash128 h = hash_xxh3(seed);

	buf_printf(out, "urn:uuid:%08x-%04x-8%03x-%04x-%012llx",
	    (unsigned)(h.hi >> 32), (unsigned)(h.hi >> 16 & 0xFFFF),
	    (unsigned)(h.hi & 0xFFF),
	    (unsigned)(0x8000 | (h.lo >> 48 & 0x3FFF)),
	    (unsigned long long)(h.lo & 0xFFFFFFFFFFFF));
}

static void
element(struct buf *out, const char *start, struct str text, const char *end)
{
	buf_c(out, start);
	escape_text(out, text);
	buf_c(out, end);
}

static void
put_title(const struct book *b, struct buf *out)
{
	escape_text(out, b->e->site->edition->brand->name);
	element(out, " ", skin_word(b->e->skin, "help_centre"), "");
}

/* The day of the latest change; without one that of the archive's entries. */
static void
put_modified(const struct book *b, struct buf *out)
{
	struct date d = b->updated.year ? b->updated :
	    (struct date){ 1980, 1, 1 };

	buf_printf(out, "<meta property=\"dcterms:modified\">"
	    "%04d-%02d-%02dT00:00:00Z</meta>\n", d.year, d.month, d.day);
}

static void
put_access(const struct book *b, struct buf *out)
{
	static const char *const rows[][2] = {
		{ "accessMode", "textual" },
		{ "accessModeSufficient", "textual" },
		{ "accessibilityFeature", "tableOfContents" },
		{ "accessibilityFeature", "structuralNavigation" },
		{ "accessibilityFeature", "readingOrder" },
		{ "accessibilityFeature", "alternativeText" },
		{ "accessibilityHazard", "none" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		buf_printf(out, "<meta property=\"schema:%s\">%s</meta>\n",
		    rows[i][0], rows[i][1]);
	if (map_count(b->files) > 2)
		buf_c(out, "<meta property=\"schema:accessMode\">visual"
		    "</meta>\n");
}

static void
put_metadata(const struct book *b, struct buf *out)
{
	const struct edition *e = b->e->site->edition;

	buf_c(out, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
	    "<dc:identifier id=\"id\">");
	put_identifier(b, out);
	buf_c(out, "</dc:identifier>\n<dc:title>");
	put_title(b, out);
	element(out, "</dc:title>\n<dc:language>", locale_tag(e->locale),
	    "</dc:language>\n");
	element(out, "<dc:creator>", e->brand->name, "</dc:creator>\n");
	if (b->e->url.n > 0) {
		buf_c(out, "<dc:source>");
		escape_url(out, b->e->url);
		escape_url(out, e->prefix);
		buf_c(out, "</dc:source>\n");
	}
	put_modified(b, out);
	put_access(b, out);
	buf_c(out, "</metadata>\n");
}

static void
put_manifest(const struct book *b, struct buf *out)
{
	const struct site *s = b->e->site;

	buf_c(out, "<manifest>\n<item id=\"nav\" href=\"nav.xhtml\" "
	    "media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n");
	for (size_t i = 0; i < s->npages; i++) {
		buf_printf(out, "<item id=\"p%zu\" href=\"" PAGES, i);
		put_url(out, s->page[i].url);
		buf_c(out, "\" media-type=\"application/xhtml+xml\"/>\n");
	}
	for (size_t i = 0; i < map_count(b->files); i++) {
		struct str path = map_at(b->files, i)->key;
		buf_printf(out, "<item id=\"f%zu\" href=\"" PAGES, i);
		escape_url(out, path);
		buf_printf(out, "\" media-type=\"%s\"/>\n", media_type(path));
	}
	buf_c(out, "</manifest>\n");
}

static void
put_spine_item(struct buf *out, const struct page *p)
{
	buf_printf(out, "<itemref idref=\"p%u\"%s/>\n", p->index,
	    p->unlisted ? " linear=\"no\"" : "");
}

static void
put_spine_section(struct buf *out, const struct section *sec)
{
	if (sec->parent)
		put_spine_item(out, sec->page);
	for (size_t i = 0; i < sec->narticles; i++)
		put_spine_item(out, sec->article[i]);
	for (size_t i = 0; i < sec->nsections; i++)
		put_spine_section(out, sec->section[i]);
}

/* Title page, contents, the pages as the navigation has them; behind them what
   it leaves out. */
static void
put_spine(const struct book *b, struct buf *out)
{
	const struct site *s = b->e->site;

	buf_printf(out, "<spine page-progression-direction=\"%s\">\n",
	    locale_is_rtl(s->edition->locale) ? "rtl" : "ltr");
	put_spine_item(out, s->root->page);
	buf_c(out, "<itemref idref=\"nav\"/>\n");
	put_spine_section(out, s->root);
	for (size_t i = 0; i < s->npages; i++)
		if (s->page[i].unlisted)
			put_spine_item(out, &s->page[i]);
	buf_c(out, "</spine>\n");
}

static void
write_package(const struct book *b, struct buf *out)
{
	buf_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
	    "unique-identifier=\"id\" xml:lang=\"");
	escape_text(out, locale_tag(b->e->site->edition->locale));
	buf_c(out, "\">\n");
	put_metadata(b, out);
	put_manifest(b, out);
	put_spine(b, out);
	buf_c(out, "</package>\n");
}

/* --- nav.xhtml ------------------------------------------------------------ */

static void
put_entry(const struct book *b, struct buf *out, const struct page *p)
{
	const struct edition *e = b->e->site->edition;
	bool source = p->reading && p->reading->fields->source_title;
	const struct locale *l = source ? e->brand->source : e->locale;

	buf_c(out, "<a href=\"" PAGES);
	put_url(out, p->url);
	buf_c(out, "\"");
	if (source)
		buf_printf(out, " lang=\"%.*s\" xml:lang=\"%.*s\" dir=\"%s\"",
		    STR_ARG(locale_tag(l)), STR_ARG(locale_tag(l)),
		    locale_is_rtl(l) ? "rtl" : "ltr");
	element(out, ">", p->title, "</a>");
}

static void put_section(const struct book *b, struct buf *out,
    const struct section *sec);

static void
put_entries(const struct book *b, struct buf *out, const struct section *sec)
{
	for (size_t i = 0; i < sec->narticles; i++) {
		buf_c(out, "<li>");
		put_entry(b, out, sec->article[i]);
		buf_c(out, "</li>\n");
	}
	for (size_t i = 0; i < sec->nsections; i++)
		put_section(b, out, sec->section[i]);
}

static void
put_section(const struct book *b, struct buf *out, const struct section *sec)
{
	bool empty = sec->narticles + sec->nsections == 0;

	buf_c(out, "<li>");
	put_entry(b, out, sec->page);
	buf_c(out, empty ? "" : "\n<ol>\n");
	put_entries(b, out, sec);
	buf_c(out, empty ? "</li>\n" : "</ol>\n</li>\n");
}

static void
write_nav(const struct book *b, struct buf *out)
{
	const struct locale *l = b->e->site->edition->locale;
	struct str tag = locale_tag(l);
	struct str contents = skin_word(b->e->skin, "contents");

	buf_printf(out, "<!DOCTYPE html>\n"
	    "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
	    "xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"%.*s\" "
	    "xml:lang=\"%.*s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>"
	    "\n", STR_ARG(tag), STR_ARG(tag), locale_is_rtl(l) ? "rtl" : "ltr");
	element(out, "<title>", contents, "</title>\n");
	buf_c(out, "<link rel=\"stylesheet\" href=\"" PAGES CSS "\"/>\n"
	    "</head>\n<body>\n<nav epub:type=\"toc\" role=\"doc-toc\">\n");
	element(out, "<h1>", contents, "</h1>\n<ol>\n");
	element(out, "<li><a href=\"" PAGES "index.xhtml\">",
	    skin_word(b->e->skin, "help_centre"), "</a></li>\n");
	put_entries(b, out, b->e->site->root);
	buf_c(out, "</ol>\n</nav>\n</body>\n</html>\n");
}

/* --- The files ----------------------------------------------------------- */

static void
put(struct book *b, const char *folder, struct str path, struct str bytes)
{
	struct str whole = arena_printf(b->scratch, "%s%.*s", folder,
	    STR_ARG(path));

	b->to->file(b->to->ctx, whole, marked_plain(bytes),
	    markup_kind_of(path) != MARKUP_NONE);
	arena_reset(b->scratch);
}

static struct str
document(struct book *b, struct str url)
{
	struct buf named = BUF_INIT;

	xhtml_url(&named, url);
	struct str path = arena_str(b->scratch, buf_view(&named));
	buf_free(&named);
	return path;
}

static void
put_page(struct book *b, const struct page *p)
{
	buf_reset(&b->html);
	buf_reset(&b->out);
	skin_epub(b->e->skin, p, b->scratch, b->e->diags, &b->html);
	xhtml_write(&b->out, buf_view(&b->html));
	put(b, EPUB_ROOT PAGES, document(b, p->url), buf_view(&b->out));
}

/* The bytes of a file that the site has under that path. */
static struct str
file_bytes(const struct book *b, struct str path)
{
	const struct skin_file *f;
	size_t n = skin_files(b->e->skin, &f);

	if (str_eq(path, STR(BRAND_CSS)))
		return skin_brand_css(b->e->skin);
	for (size_t i = 0; i < n; i++)
		if (str_eq(f[i].path, path))
			return f[i].disk.n > 0 ? site_disk_bytes(b->scratch,
			    f[i].disk) : f[i].bytes;
	for (size_t i = 0; i < b->e->site->nassets; i++) {
		const struct site_asset *x = &b->e->site->asset[i];
		if (str_eq(x->url, path))
			return site_disk_bytes(b->scratch, x->asset->disk);
	}
	return STR("");
}

static void
put_files(struct book *b)
{
	for (size_t i = 0; i < map_count(b->files); i++) {
		struct str path = map_at(b->files, i)->key;
		struct str bytes = file_bytes(b, path);
		put(b, EPUB_ROOT PAGES, path, bytes);
	}
}

static void
put_made(struct book *b, const char *path,
    void (*write)(const struct book *b, struct buf *out))
{
	buf_reset(&b->out);
	write(b, &b->out);
	put(b, EPUB_ROOT, str_c(path), buf_view(&b->out));
}

void
emit_epub(const struct emission *e, struct arena *scratch,
    const struct sink *to)
{
	static const char container[] =
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:"
	    "opendocument:xmlns:container\">\n<rootfiles>\n"
	    "<rootfile full-path=\"" EPUB_ROOT "package.opf\" "
	    "media-type=\"application/oebps-package+xml\"/>\n"
	    "</rootfiles>\n</container>\n";
	struct book b = { .e = e, .scratch = scratch, .keep = arena_new(),
	    .to = to };

	b.files = map_new(b.keep);
	find_files(&b);
	find_date(&b);
	put(&b, "", STR("mimetype"), STR("application/epub+zip"));
	put(&b, "META-INF/", STR("container.xml"), str_c(container));
	put_made(&b, "package.opf", write_package);
	put_made(&b, "nav.xhtml", write_nav);
	for (size_t i = 0; i < e->site->npages; i++)
		put_page(&b, &e->site->page[i]);
	put_files(&b);
	buf_free(&b.out);
	buf_free(&b.html);
	arena_free(b.keep);
}
