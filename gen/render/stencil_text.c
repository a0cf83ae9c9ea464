/* A page's body as plain text, escaped for JSON: compiled with the HTML, run
   for articles.json. */
#include "render/stencil_private.h"

#include <string.h>

#include "base/str.h"
#include "render/escape.h"

/* ---- Compiling ---- */

struct line {
	struct stencil_builder *b;
	struct buf text;	/* a literal that is being put together, not
				   escaped yet */
	struct buf json;	/* a piece, escaped */
};

static void
literal(struct line *l, size_t at, size_t n)
{
	struct stencil_op *op = stencil_emit(l->b, STENCIL_LITERAL);

	op->a = (uint32_t)at;
	op->b = (uint32_t)n & STENCIL_B_MAX;
}

static void
flush(struct line *l)
{
	size_t from = l->b->bytes.n;

	escape_json(&l->b->bytes, buf_view(&l->text));
	for (size_t n; from < l->b->bytes.n; from += n) {
		n = l->b->bytes.n - from;
		n = n < STENCIL_B_MAX ? n : STENCIL_B_MAX;
		literal(l, from, n);
	}
	buf_reset(&l->text);
}

static const struct stencil_own nowhere;

enum { SHARED_MIN = 12 };	/* bytes: less than what an operation takes
				   is rather joined to what is around it */

/* Whether a piece stands like that at `at` in the HTML, and would in JSON. */
static bool
is_same(struct line *l, struct str s, size_t at)
{
	const struct buf *bytes = &l->b->bytes;

	if (at + s.n > bytes->n || memcmp(bytes->p + at, s.p, s.n) != 0)
		return false;
	buf_reset(&l->json);
	escape_json(&l->json, s);
	return l->json.n == s.n;
}

/* A piece without slots, whose HTML begins at `own->at`, or that is 0: where
   both are the same, nothing is kept twice. Steps over it in the HTML, where the
   first that is not ends the sharing. */
static void
add_piece(struct line *l, struct str s, struct stencil_own *own)
{
	if (own->at == 0 || s.n < SHARED_MIN || s.n > STENCIL_B_MAX ||
	    !(own->plain || is_same(l, s, own->at))) {
		buf_str(&l->text, s);
		own->at = 0;
		return;
	}
	flush(l);
	literal(l, own->at, s.n);
	own->at += (uint32_t)s.n;
}

static void
add_text(struct line *l, struct str s, struct stencil_own own)
{
	size_t from = 0, at;
	uint32_t number;

	while (!own.whole && slot_find(s, from, &at, &number)) {
		add_piece(l, str_slice(s, from, at), &own);
		flush(l);
		stencil_emit(l->b, STENCIL_SLOT)->a = number;
		from = at + SLOT_BYTES;
	}
	add_piece(l, str_slice(s, from, s.n), &own);
}

/* Whether what was emitted last leaves a line that has begun and ends in no
   space. */
static bool
line_is_open(const struct line *l)
{
	const struct stencil_op *last = &l->b->op[l->b->ops - 1];
	char end = last->kind == STENCIL_LITERAL && last->b > 0 ?
	    l->b->bytes.p[last->a + last->b - 1] : ' ';

	return end != ' ' && end != 'n';
}

/* That is known unless a value stands in front, or what may be an escaped line
   break: then the run looks. */
static void
end_line(struct line *l)
{
	struct buf *t = &l->text;

	while (t->n > 0 && t->p[t->n - 1] == ' ')
		t->n--;
	if (t->n > 0 ? t->p[t->n - 1] != '\n' :
	    l->b->ops > 0 && line_is_open(l))
		buf_char(t, '\n');
	else if (t->n == 0 && l->b->ops > 0 &&
	    l->b->op[l->b->ops - 1].kind != STENCIL_END_LINE)
		stencil_emit(l->b, STENCIL_END_LINE);
}

static void
add_line(struct line *l, struct str s, struct stencil_own own)
{
	end_line(l);
	add_text(l, s, own);
	end_line(l);
}

static void
add_alt(struct line *l, uint32_t image)
{
	struct buf alt = BUF_INIT;

	document_plain(l->b->doc, image, &alt);
	add_text(l, buf_view(&alt), nowhere);
	buf_free(&alt);
}

static bool
is_block(unsigned type)
{
	return type < NODE_TEXT && type != NODE_CELL;
}

static void
enter(struct line *l, uint32_t n)
{
	const struct document *d = l->b->doc;
	const struct node *k = &d->node[n];

	switch (k->type) {
	case NODE_TEXT:
	case NODE_CODE:
		add_text(l, document_str(d, k->text), l->b->own[n]);
		break;
	case NODE_SOFT_BREAK:
	case NODE_HARD_BREAK:
		buf_char(&l->text, ' ');
		break;
	case NODE_CODE_BLOCK:
		add_line(l, document_str(d, k->caption), nowhere);
		add_line(l, document_str(d, k->text), l->b->own[n]);
		break;
	case NODE_TAB:
	case NODE_DETAILS:
	case NODE_CALLOUT:
		add_line(l, document_str(d, k->extra), nowhere);
		break;
	case NODE_LINK:
		if (!k->child && k->ordinal < d->links) {
			flush(l);
			stencil_emit(l->b, STENCIL_LINK_TEXT)->a = k->ordinal;
		}
		break;
	case NODE_IMAGE:
		add_alt(l, n);
		break;
	default:
		break;
	}
}

void
stencil_compile_text(struct stencil_builder *b)
{
	struct line l = { .b = b };
	uint32_t n = 0;
	bool leaving = false;

	do {
		unsigned type = b->doc->node[n].type;
		if (is_block(type))
			end_line(&l);
		if (!leaving) {
			enter(&l, n);
			leaving = type == NODE_IMAGE;
		} else if (type == NODE_CELL) {
			buf_char(&l.text, ' ');
		}
	} while (stencil_walk(b->doc, 0, &n, &leaving));
	flush(&l);
	buf_free(&l.text);
	buf_free(&l.json);
}

/* ---- Running ---- */

/* Where literals end and something follows that is the page's own. */
struct gap {
	const struct stencil_op *op;	/* null at the end of the text */
	size_t plain, json;		/* of the literals before it */
};

void
stencil_literals_free(struct stencil_literals *l)
{
	for (size_t i = 0; i < STENCILS_KEPT; i++) {
		buf_free(&l->kept[i].plain);
		buf_free(&l->kept[i].json);
		buf_free(&l->kept[i].gaps);
	}
}

static void
note_gap(struct stencil_text *t, const struct stencil_op *op, size_t from)
{
	unescape_json(&t->plain, str_slice(buf_view(&t->json), from,
	    t->json.n));
	struct gap g = { op, t->plain.n, t->json.n };
	buf_add(&t->gaps, &g, sizeof(g));
}

static void
read_literals(struct stencil_text *t, const struct stencil *s)
{
	size_t from = 0;

	t->of = s;
	buf_reset(&t->plain);
	buf_reset(&t->json);
	buf_reset(&t->gaps);
	for (uint32_t i = 0; i < s->text_ops; i++) {
		const struct stencil_op *op = stencil_text_op(s, i);
		if (op->kind == STENCIL_LITERAL) {
			buf_add(&t->json, stencil_bytes(s) + op->a, op->b);
			continue;
		}
		note_gap(t, op, from);
		from = t->json.n;
	}
	note_gap(t, NULL, from);
}

/* Editions that take turns at an article may have other stencils of it. */
static const struct stencil_text *
literals_of(struct stencil_literals *l, const struct stencil *s)
{
	for (size_t i = 0; i < STENCILS_KEPT; i++)
		if (l->kept[i].of == s)
			return &l->kept[i];
	struct stencil_text *t = &l->kept[l->next++ % STENCILS_KEPT];
	read_literals(t, s);
	return t;
}

/* A text that begins at `from` of `plain`. A space stands for itself in JSON. */
static void
write_end_line(size_t from, struct buf *plain, struct buf *json)
{
	while (plain->n > from && plain->p[plain->n - 1] == ' ') {
		plain->n--;
		json->n--;
	}
	if (plain->n > from && plain->p[plain->n - 1] != '\n') {
		buf_char(plain, '\n');
		buf_c(json, "\\n");
	}
}

static void
write_value(const struct page *p, const struct stencil_op *op,
    struct buf *plain, struct buf *marks, struct buf *json)
{
	const struct slot *slot = op->kind == STENCIL_SLOT ?
	    page_slot(p, op->a) : NULL;
	size_t from = plain->n;

	if (op->kind == STENCIL_LINK_TEXT)
		buf_str(plain, p->link[op->a].text);
	else if (slot)
		site_fill_slot(p, slot, plain);
	marks_note(marks, plain, from);
	struct str value = str_slice(buf_view(plain), from, plain->n);
	if (slot && slot->verbatim)
		buf_str(json, value);
	else
		escape_json(json, value);
}

void
stencil_text(const struct page *p, struct stencil_literals *l,
    struct buf *plain, struct buf *marks, struct buf *json)
{
	const struct stencil *s = stencil_of_page(p);
	size_t from = plain->n;
	struct gap last = { 0 };

	if (!s)
		return;
	const struct stencil_text *t = literals_of(l, s);
	for (const struct gap *g = (const void *)t->gaps.p;; last = *g++) {
		buf_part(plain, &t->plain, last.plain, g->plain);
		buf_part(json, &t->json, last.json, g->json);
		if (!g->op)
			return;
		if (g->op->kind == STENCIL_END_LINE)
			write_end_line(from, plain, json);
		else
			write_value(p, g->op, plain, marks, json);
	}
}
