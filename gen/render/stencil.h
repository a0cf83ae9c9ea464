/* An article's HTML and plain text as programs: literal bytes and the few
   things that differ between editions and deliverables. Made once per variant,
   run once per page. */
#ifndef RENDER_STENCIL_H
#define RENDER_STENCIL_H

#include "base/marks.h"
#include "site/site.h"

/* A position-independent block of memory. */
struct stencil;

/* Compiles a document and appends its stencil to `out`. Raw HTML outside the
   allow-list, which is shown as text, goes to `found` (null: to nobody) with
   its byte span in the variant's text: an article_make. */
void stencil_make(const struct document *doc, article_found *found, void *ctx,
    struct buf *out);
/* The stencil that such bytes begin with, aligned for 32 bits; null when it is
   cut short. */
const struct stencil *stencil_of(struct str made);
/* The stencil of a page's body, from its variant; null when there is none. */
const struct stencil *stencil_of_page(const struct page *p);

/* A phrase, and around what in it a part stands. */
struct stencil_phrase {
	struct str before, after;
	bool parted;		/* else it has no part */
};

/* The words the article's markup needs, in the edition's locale, escaped for
   text and attributes in double quotes. */
struct stencil_words {
	struct str callout[5];	/* note tip important warning caution */
	struct stencil_phrase anchor;	/* "Link to “{title}”" */
	struct str table;	/* accessible name of a table's scroll box */
	struct str footnotes;	/* heading of the notes */
	struct stencil_phrase footnote_back;	/* "Back to reference {n}" */
	struct str tab, details, code;	/* names where the writer gives none */
};

/* Bodies as they were written but for their slots, of the variants of an
   article: one is copied where another edition's follows from the same. Zero at
   first; stencils, sites and words must outlive it. */
enum { STENCIL_ORIGIN = 8, STENCIL_BODIES = 4 };
struct stencil_body {
	const void *of[STENCIL_ORIGIN];
	struct buf root;
	struct buf text;
	struct buf slots;	/* struct kept_slot */
};
struct stencil_kept {
	struct stencil_body body[STENCIL_BODIES];
	const struct article *article;
	unsigned next;		/* to be written over: of an article the first
				   ones, whose memory is warm */
};
void stencil_kept_free(struct stencil_kept *k);

struct stencil_run {
	const struct page *page;	/* slots, targets, headings */
	struct str root;	/* page.root: "", "../" ... */
	struct str id_prefix;	/* print: the article's anchor and "-", else "" */
	unsigned shift;		/* levels that headings go down (print: 2) */
	bool print;		/* details open, links to chapters by anchor */
	bool alone;		/* EPUB: no files but images stand beside it */
	struct str published;	/* EPUB: the site's address, or empty */
	bool plain_readers;	/* patterns show the example without a span */
	const struct stencil_words *words;
	const struct providers *providers;	/* readers' examples */
	/* Print: the anchor of a page within the one document. */
	struct str (*anchor_of)(void *ctx, const struct page *p);
	void *ctx;
	struct buf *marks;	/* notes values in text, unless null */
	/* Null, or what was kept of runs where, as in this one, nothing but the
	   page, its root and the words is set. */
	struct stencil_kept *kept;
};

/* Writes the page's body. */
void stencil_write(const struct stencil *s, const struct stencil_run *r,
    struct buf *out);

/* Writes a document as the examples of the CommonMark specification, for
   `livery render --plain`; with `filter` GFM's disallowed tags become text. */
void stencil_write_plain(const struct document *d, bool filter,
    struct buf *out);

/* What the texts written last have in common with those of other pages of their
   stencils, of as many as an article may have in editions that are made side by
   side; it is then copied from here. Zero at first. The stencils must outlive
   it. */
enum { STENCILS_KEPT = 8 };
struct stencil_literals {
	struct stencil_text {
		const struct stencil *of;
		struct buf plain, json;
		struct buf gaps;	/* struct gap */
	} kept[STENCILS_KEPT];
	unsigned next;		/* that is replaced */
};
void stencil_literals_free(struct stencil_literals *l);

/* Appends the page's body as plain text, blocks separated by newlines, and the
   same as the inside of a JSON string (escape_json). Nothing when there is no
   body. `marks` notes values in `plain`, unless null. */
void stencil_text(const struct page *p, struct stencil_literals *l,
    struct buf *plain, struct buf *marks, struct buf *json);

#endif
