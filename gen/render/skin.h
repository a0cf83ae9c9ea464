/* Theme pages: templates compiled with the escaping that each place asks for,
   brand colours, UI words and the page model of themes/README.md. */
#ifndef RENDER_SKIN_H
#define RENDER_SKIN_H

#include "render/stencil.h"

/* A compiled theme, shared by all editions that wear it. */
struct templates;

/* Compiles all layouts and partials; reports unsafe slots, unknown names and
   missing files. Never null. */
struct templates *templates_build(struct arena *a, const struct theme *t,
    struct providers *p, const struct sources *s, struct diags *d);

/* Warns of entries of data.useful and data.views, which page.useful and views
   are read from, that belong to no article. */
void skin_check_counts(const struct project *p, const struct providers *pr,
    struct diags *d);

/* A theme put on one edition: tokens, words, furniture, site-wide values. */
struct skin;

struct skin_options {
	struct str url;		/* --url, else empty */
	bool noindex;		/* preview builds */
	bool print;		/* print.html is built: site.print_url */
	bool search;		/* search.html is built, if the theme has a
				   layout for it: site.search_url */
	/* The linked editions of this brand, in the order of its locales, for
	   the links to the same page in other languages; may be none. */
	const struct site *const *sites;
	size_t nsites;
	/* Of another edition, from which this one may take what is the same;
	   lives as long. May be null. */
	const struct skin *before;
};

/* Computes the brand's tokens (contrast findings are reported here), furniture
   and everything that depends only on the edition. */
struct skin *skin_build(struct arena *a, const struct templates *t,
    const struct site *s, const struct skin_options *o, struct diags *d);

/* assets/brand.css of the edition. */
struct str skin_brand_css(const struct skin *s);
/* The theme's files under assets/ and the brand's images (logo, icon, photo):
   output path and bytes, or a file to read when `disk` is not empty. */
struct skin_file {
	struct str path;
	struct str bytes;
	struct str disk;
};
size_t skin_files(const struct skin *s, const struct skin_file **out);

/* Each writes one whole page; `scratch` is reset by the caller between pages.
   Findings of template evaluation go to `d`; `marks` (struct text_mark, may be null)
   notes values in the article's text. */
void skin_home(const struct skin *s, struct arena *scratch, struct diags *d,
    struct buf *out);
void skin_section(const struct skin *s, const struct section *sec,
    struct arena *scratch, struct diags *d, struct buf *out,
    struct buf *marks);
void skin_article(const struct skin *s, const struct page *p,
    struct arena *scratch, struct diags *d, struct buf *out,
    struct buf *marks);
/* `t` null: the index of all tags. */
void skin_tag(const struct skin *s, const struct tag *t,
    struct arena *scratch, struct diags *d, struct buf *out);
void skin_404(const struct skin *s, struct arena *scratch, struct diags *d,
    struct buf *out);
/* Whether there is to be a search.html, and it. */
bool skin_searches(const struct skin *s);
void skin_search(const struct skin *s, struct arena *scratch, struct diags *d,
    struct buf *out);
void skin_print(const struct skin *s, struct arena *scratch,
    struct diags *d, struct buf *out);
/* A home, section or article page as a document of an EPUB, in HTML; links to
   files that are no images lead to where the site is published. */
void skin_epub(const struct skin *s, const struct page *p,
    struct arena *scratch, struct diags *d, struct buf *out);
/* A word of the theme in the edition's language; empty when it has none. */
struct str skin_word(const struct skin *s, const char *key);
/* The body of one page alone, for `livery render`. */
void skin_body(const struct skin *s, const struct page *p, struct buf *out);

#endif
