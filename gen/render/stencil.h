/* An article's HTML as a program: literal bytes and the few things that differ
   between editions and deliverables. Made once per variant, run once per
   page. */
#ifndef RENDER_STENCIL_H
#define RENDER_STENCIL_H

#include "base/buf.h"
#include "site/site.h"

struct stencil;

enum stencil_mode {
	STENCIL_ARTICLE,	/* allow-list for raw HTML, livery's markup */
	STENCIL_COMMONMARK,	/* exactly as the specification's examples */
	STENCIL_GFM		/* the same with GFM's tagfilter */
};

/* Compiles a document, which must outlive the result. */
struct stencil *stencil_build(struct arena *a, const struct document *doc,
    enum stencil_mode mode);

/* Raw HTML outside the allow-list, for the command to report: calls `found`
   with the byte span in the variant's text and a NUL-terminated explanation. */
void stencil_check(const struct document *doc,
    void (*found)(void *ctx, uint32_t at, uint32_t len, const char *why),
    void *ctx);

/* The words the article's markup needs, in the edition's locale. */
struct stencil_words {
	struct str callout[5];	/* note tip important warning caution */
	struct str anchor;	/* "Link to “{title}”" with {title} in it */
	struct str table;	/* accessible name of a table's scroll box */
	struct str footnotes;	/* heading of the notes */
	struct str footnote_back;	/* "Back to reference {n}" */
	struct str tab, details, code;	/* names where the writer gives none */
};

struct stencil_run {
	const struct page *page;	/* slots, targets, headings */
	struct str root;	/* page.root: "", "../" ... */
	struct str id_prefix;	/* print: the article's anchor and "-", else "" */
	unsigned shift;		/* levels that headings go down (print: 2) */
	bool print;		/* details open, links to chapters by anchor */
	bool plain_readers;	/* patterns show the example without a span */
	const struct stencil_words *words;
	const struct providers *providers;	/* readers' examples */
	/* Print: the anchor of a page within the one document. */
	struct str (*anchor_of)(void *ctx, const struct page *p);
	void *ctx;
};

/* Writes the page's body. */
void stencil_write(const struct stencil *s, const struct stencil_run *r,
    struct buf *out);

/* Writes HTML for `livery render --plain` (no page, no slots). */
void stencil_write_plain(const struct stencil *s, struct buf *out);

/* The page's body as plain text, blocks separated by newlines: for search and
   articles.json. */
void stencil_text(const struct page *p, const struct providers *pr,
    struct buf *out);

#endif
