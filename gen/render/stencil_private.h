/* What the files of the stencil share among themselves. */
#ifndef RENDER_STENCIL_PRIVATE_H
#define RENDER_STENCIL_PRIVATE_H

#include <string.h>

#include "base/str.h"
#include "render/stencil.h"
#include "value/value.h"

enum stencil_op_kind {
	STENCIL_LITERAL,	/* a: offset in bytes, b: length */
	STENCIL_SLOT,		/* a: number, arg: enum stencil_place */
	STENCIL_PREFIX,		/* the run's id_prefix */
	STENCIL_WORD,		/* arg: enum stencil_word */
	STENCIL_HEADING_OPEN,	/* a: ordinal, arg: level */
	STENCIL_HEADING_CLOSE,
	STENCIL_LEVEL_OPEN,	/* "<h3", arg: level */
	STENCIL_LEVEL_CLOSE,	/* "</h3>" */
	STENCIL_TAB_ID,		/* a: ordinal among the tabs */
	STENCIL_LINK_OPEN,	/* "<a href="..."", a: ordinal; when the target
				   is broken the run goes on b ops on */
	STENCIL_LINK_CLOSE,	/* a: ordinal */
	STENCIL_LINK_TEXT,	/* a: ordinal */
	STENCIL_IMAGE_OPEN,	/* "<img src="..."", a: ordinal, b: as above */
	STENCIL_IMAGE_SIZE,	/* a: ordinal, b: width in CSS px or 0 */
	STENCIL_BACK,		/* label of a footnote's way back, a: number */
	STENCIL_OPEN,		/* " open" in print */
	STENCIL_TABLE,		/* what makes a table's box reachable by key */
	STENCIL_END_LINE	/* text: ends the line that is begun */
};

enum stencil_place {
	PLACE_TEXT,		/* running text; a link may stand here */
	PLACE_PHRASE,		/* text inside a link, code or title: no links */
	PLACE_ATTRIBUTE		/* double-quoted */
};

enum stencil_word {
	WORD_CALLOUT,		/* and the four behind it */
	WORD_FOOTNOTES = WORD_CALLOUT + 5,
	WORD_DETAILS,
	WORD_CODE
};

enum { STENCIL_B_MAX = (1 << 22) - 1 };

struct stencil_op {
	uint32_t kind : 6;
	uint32_t arg : 4;
	uint32_t b : 22;
	uint32_t a;
};

/* The operations of the HTML are followed by those of the text, then by the
   literals of both: what is the same in the text points into the HTML's. */
struct stencil {
	uint32_t ops, text_ops;
	uint32_t bytes;		/* all literals */
	struct stencil_op op[];
};

static inline const char *
stencil_bytes(const struct stencil *s)
{
	return (const char *)&s->op[s->ops + s->text_ops];
}

/* The text's operations, of these kinds alone: LITERAL (escaped for JSON),
   SLOT, LINK_TEXT, and END_LINE behind one of the two. */
static inline const struct stencil_op *
stencil_text_op(const struct stencil *s, uint32_t i)
{
	return &s->op[s->ops + i];
}

/* A walk over a subtree that comes to each node twice; start with `*leaving`
   false at the root. False behind the root's leaving. Setting `*leaving` on
   entering skips what is below and the node's own leaving. */
static inline bool
stencil_walk(const struct document *d, uint32_t root, uint32_t *n,
    bool *leaving)
{
	const struct node *k = &d->node[*n];

	if (!*leaving) {
		if (k->child)
			*n = k->child;
		else
			*leaving = true;
		return true;
	}
	if (*n == root)
		return false;
	*leaving = k->next == 0;
	*n = k->next ? k->next : k->parent;
	return true;
}

/* Whether a paragraph is in a tight list and shown without <p>. */
static inline bool
stencil_is_tight(const struct document *d, const struct node *paragraph)
{
	const struct node *item = &d->node[paragraph->parent];

	return item->type == NODE_ITEM &&
	    d->node[item->parent].flags & NODE_TIGHT;
}

/* A node's own string as HTML. */
struct stencil_own {
	uint32_t at;		/* where in `bytes` it begins, 0 for nowhere */
	bool plain;		/* between slots it is the string itself, in
				   JSON too */
	bool whole;		/* that it is, and there are no slots */
};

/* Under construction. */
struct stencil_builder {
	struct arena *arena;
	const struct document *doc;
	struct buf bytes;
	struct stencil_op *op;
	uint32_t ops, cap;
	uint32_t level;		/* of the heading or tab that we stand under */
	uint32_t tabs;		/* so far */
	uint32_t linked;	/* Markdown links around us */
	bool row_heads;		/* the table's first column names its rows */
	bool body;		/* of the table has begun */
	uint32_t column;
	uint32_t *refs;		/* by footnote number: how many point to it */
	struct stencil_own *own;	/* by node */
	struct buf levels;	/* uint32_t: level outside each tabs around */
	struct raw *raw;	/* null before the first raw HTML */
	void (*found)(void *ctx, uint32_t at, uint32_t len, const char *why);
	void *ctx;
};

struct stencil_op *stencil_emit(struct stencil_builder *b,
    enum stencil_op_kind kind);
void stencil_literal(struct stencil_builder *b, struct str s);
static inline void
lit(struct stencil_builder *b, const char *c)
{
	stencil_literal(b, (struct str){ c, strlen(c) });
}

/* `before`, a number, `after`. */
void stencil_number(struct stencil_builder *b, const char *before, uint32_t n,
    const char *after);
/* A new line unless one has just begun. */
void stencil_fresh_line(struct stencil_builder *b);
/* enum stencil_word. */
void stencil_word(struct stencil_builder *b, unsigned which);
/* A title that the writer may leave to the theme's words. */
void stencil_title_or_word(struct stencil_builder *b, struct str title,
    unsigned which);
/* Escapes a document's string for its place, slots becoming operations. Whether
   nothing of it had to be escaped, nor has in JSON: it may say no there. */
bool stencil_string(struct stencil_builder *b, struct str s,
    enum stencil_place place);
/* The same with the text of node `n`, remembering what became of it. */
void stencil_own_string(struct stencil_builder *b, uint32_t n,
    enum stencil_place place);
enum stencil_place stencil_text_place(const struct stencil_builder *b);

static inline struct str
string(const struct stencil_builder *b, struct pooled s)
{
	return document_str(b->doc, s);
}

/* One block or inline, on entering it and, unless it is a leaf, on leaving. */
void stencil_block(struct stencil_builder *b, uint32_t n, bool leaving);
void stencil_inline(struct stencil_builder *b, uint32_t n, bool leaving);
/* Links from a footnote back to each of its references. */
void stencil_footnote_backs(struct stencil_builder *b, uint32_t number);

/* Raw HTML: the allow-list, and the elements that are open. */
/* A whole HTML block or one inline tag; node `n` of the document. */
void raw_block(struct stencil_builder *b, uint32_t n);
void raw_inline(struct stencil_builder *b, uint32_t n);
/* Behind raw HTML, before Markdown of container `parent` is written: lists and
   tables that cannot hold it are closed. */
void raw_make_room(struct stencil_builder *b, uint32_t parent);
/* Behind raw HTML, before container `n` is closed: closes what was opened
   directly in it. */
void raw_leave(struct stencil_builder *b, uint32_t n);
/* Whether a raw <a> is open around us. */
bool raw_in_link(const struct stencil_builder *b);

/* Writes one operation of the HTML; the result is the index of the next. */
uint32_t stencil_step(const struct stencil *s, const struct stencil_run *r,
    uint32_t i, struct buf *out);
/* stencil_kept.c: writes the body of a page in its own language by r->kept. */
void stencil_write_again(const struct stencil *s, const struct stencil_run *r,
    struct buf *out);

/* --- stencil_slot.c ------------------------------------------------------ */

/* The value of a slot at enum stencil_place. */
void stencil_slot(const struct stencil_run *r, uint32_t number,
    enum stencil_place place, struct buf *out);
/* A text of another page, in an element of its language where that is not this
   page's. */
void stencil_other(const struct stencil_run *r, bool source,
    struct str title, struct buf *out);
/* Whether a text that page `p` has from its article is in the source language
   rather than the edition's. */
bool stencil_speaks_source(const struct page *p);
/* The same of a page's title; `p` may be null. */
bool stencil_has_source_title(const struct page *p);

/* The HTML of the document; then, in place of its operations, its text: */
void stencil_compile(struct stencil_builder *b);
void stencil_compile_text(struct stencil_builder *b);

#endif
