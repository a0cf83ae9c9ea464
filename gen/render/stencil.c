/* Running a stencil: literals are copied, slots and targets written for the
   edition and the deliverable at hand. */
#include "render/stencil_private.h"

#include <string.h>

#include "base/str.h"
#include "render/escape.h"

/* Literals of the text follow those of the HTML: their offsets count on. */
void
stencil_make(const struct document *doc, article_found *found, void *ctx,
    struct buf *out)
{
	struct arena *a = arena_new();
	struct stencil_builder b = { .arena = a, .doc = doc,
	    .found = found, .ctx = ctx };
	struct stencil head;

	buf_reserve(&b.bytes, 2 * (size_t)doc->pool_len);
	stencil_compile(&b);
	const struct stencil_op *op = b.op;
	head.ops = b.ops;
	b.op = NULL;
	b.ops = b.cap = 0;
	stencil_compile_text(&b);
	head.text_ops = b.ops;
	head.bytes = (uint32_t)b.bytes.n;
	buf_add(out, &head, sizeof(head));
	buf_add(out, op, head.ops * sizeof(*op));
	buf_add(out, b.op, b.ops * sizeof(*op));
	buf_str(out, buf_view(&b.bytes));
	buf_free(&b.bytes);
	buf_free(&b.levels);
	arena_free(a);
}

const struct stencil *
stencil_of(struct str made)
{
	const struct stencil *s = (const struct stencil *)(const void *)made.p;

	if (made.n < sizeof(*s) || made.n < sizeof(*s) + s->bytes +
	    ((size_t)s->ops + s->text_ops) * sizeof(s->op[0]))
		return NULL;
	return s;
}

const struct stencil *
stencil_of_page(const struct page *p)
{
	return p->gist ? stencil_of(p->site->articles->variant[
	    p->reading->variant].made) : NULL;
}

/* ---- Words ---- */

static struct str
the_word(const struct stencil_words *w, unsigned which)
{
	switch (which) {
	case WORD_FOOTNOTES: return w->footnotes;
	case WORD_DETAILS: return w->details;
	case WORD_CODE: return w->code;
	default: return w->callout[which - WORD_CALLOUT];
	}
}

static void
write_phrase(struct buf *out, const struct stencil_phrase *p,
    struct str part)
{
	buf_str(out, p->before);
	if (p->parted)
		escape_text(out, part);
	buf_str(out, p->after);
}

static void
write_back(const struct stencil_run *r, uint32_t number, struct buf *out)
{
	char digits[16];
	int n = snprintf(digits, sizeof(digits), "%u", number);

	write_phrase(out, &r->words->footnote_back,
	    (struct str){ digits, (size_t)n });
}

/* ---- Headings, links, images ---- */

/* "<h3" or "</h3". */
static void
write_level(const struct stencil_run *r, struct str head, unsigned level,
    struct buf *out)
{
	level += r->shift;
	buf_str(out, head);
	buf_char(out, (char)('0' + (level < 6 ? level : 6)));
}

static void
write_heading(const struct stencil_run *r, const struct stencil_op *op,
    struct buf *out)
{
	const struct heading *h = op->a < r->page->headings ?
	    &r->page->heading[op->a] : NULL;

	if (op->kind == STENCIL_HEADING_OPEN) {
		write_level(r, STR("<h"), op->arg, out);
		if (h) {
			buf_str(out, STR(" id=\""));
			escape_text(out, r->id_prefix);
			escape_text(out, h->id);
			buf_char(out, '"');
		}
		buf_char(out, '>');
		return;
	}
	if (h && !r->print) {
		buf_str(out, STR("<a class=\"anchor\" href=\"#"));
		escape_url(out, h->id);
		buf_str(out, STR("\" aria-label=\""));
		write_phrase(out, &r->words->anchor, h->title);
		buf_str(out, STR("\"></a>"));
	}
	write_level(r, STR("</h"), op->arg, out);
	buf_char(out, '>');
}

static bool
is_section_page(const struct page *p)
{
	return p->section && p->section->page == p;
}

/* In print a page is a place in the same document; a section is a chapter
   whose own text is not printed, so that its anchors are not there. */
static bool
write_print_url(const struct stencil_run *r, const struct target *t,
    struct buf *out)
{
	struct str anchor = r->anchor_of(r->ctx, t->page);

	if (anchor.n == 0)
		return false;
	buf_char(out, '#');
	escape_url(out, anchor);
	if (t->anchor.n > 0 && !is_section_page(t->page)) {
		buf_char(out, '-');
		escape_url(out, t->anchor);
	}
	return true;
}

static void
write_target(const struct stencil_run *r, const struct target *t,
    struct buf *out)
{
	if (t->kind == TARGET_EXTERNAL) {
		escape_url(out, t->url);
		return;
	}
	if (t->kind == TARGET_ANCHOR) {
		buf_char(out, '#');
		escape_url(out, r->id_prefix);
		escape_url(out, t->anchor);
		return;
	}
	if (t->kind == TARGET_PAGE && r->print && r->anchor_of && t->page &&
	    write_print_url(r, t, out))
		return;
	escape_url(out, r->root);
	escape_url(out, t->url);
	if (t->anchor.n > 0) {
		buf_char(out, '#');
		escape_url(out, t->anchor);
	}
}

/* The height that goes with a width that the writer asks for, and the other
   way round: nothing moves while the image loads. */
static void
write_image_size(const struct target *t, uint32_t width, struct buf *out)
{
	uint64_t w = t->width, h = t->height;

	if (width > 0 && w > 0 && h > 0)
		h = (h * width + w / 2) / w;
	if (width > 0)
		w = width;
	if (w > 0)
		buf_printf(out, " width=\"%llu\"", (unsigned long long)w);
	if (h > 0 && w > 0)
		buf_printf(out, " height=\"%llu\"", (unsigned long long)h);
}

/* A box that may scroll can be reached by key; on paper nothing scrolls. */
static void
write_table(const struct stencil_run *r, struct buf *out)
{
	if (r->print)
		return;
	buf_c(out, " tabindex=\"0\" role=\"group\" aria-label=\"");
	buf_str(out, r->words->table);
	buf_char(out, '"');
}

/* ---- The run ---- */

/* A file that does not stand beside the page is where the site is published. */
static void
write_link_target(const struct stencil_run *r, const struct target *t,
    struct buf *out)
{
	if (r->alone && t->kind == TARGET_ASSET) {
		escape_url(out, r->published);
		escape_url(out, t->url);
	} else {
		write_target(r, t, out);
	}
}

static bool
leads_nowhere(const struct stencil_run *r, const struct target *t)
{
	return t->kind == TARGET_NONE || (r->alone &&
	    t->kind == TARGET_ASSET && r->published.n == 0);
}

/* The parts of a link; of one whose target is broken only the text is left.
   The result is the index of the next operation, as in stencil_step. */
static uint32_t
write_link(const struct stencil_run *r, const struct stencil_op *op,
    uint32_t i, struct buf *out)
{
	const struct target *t = &r->page->link[op->a];

	if (op->kind == STENCIL_LINK_TEXT) {
		stencil_other(r, t->kind != TARGET_PAGE ?
		    stencil_speaks_source(r->page) :
		    stencil_has_source_title(t->page), t->text, out);
	} else if (leads_nowhere(r, t)) {
		return op->kind == STENCIL_LINK_OPEN ? i + op->b : i + 1;
	} else if (op->kind == STENCIL_LINK_CLOSE) {
		buf_str(out, STR("</a>"));
	} else {
		buf_str(out, STR("<a href=\""));
		write_link_target(r, t, out);
		buf_char(out, '"');
	}
	return i + 1;
}

static uint32_t
write_image(const struct stencil_run *r, const struct stencil_op *op,
    uint32_t i, struct buf *out)
{
	const struct target *t = &r->page->image[op->a];

	if (op->kind == STENCIL_IMAGE_SIZE) {
		write_image_size(t, op->b, out);
		return i + 1;
	}
	if (t->kind == TARGET_NONE)
		return i + op->b;
	buf_c(out, "<img src=\"");
	write_target(r, t, out);
	buf_char(out, '"');
	return i + 1;
}

uint32_t
stencil_step(const struct stencil *s, const struct stencil_run *r, uint32_t i,
    struct buf *out)
{
	const struct stencil_op *op = &s->op[i];

	switch ((enum stencil_op_kind)op->kind) {
	case STENCIL_LITERAL:
		buf_add(out, stencil_bytes(s) + op->a, op->b);
		break;
	case STENCIL_SLOT:
		stencil_slot(r, op->a, op->arg, out);
		break;
	case STENCIL_PREFIX:
		escape_text(out, r->id_prefix);
		break;
	case STENCIL_WORD:
		buf_str(out, the_word(r->words, op->arg));
		break;
	case STENCIL_HEADING_OPEN:
	case STENCIL_HEADING_CLOSE:
		write_heading(r, op, out);
		break;
	case STENCIL_LEVEL_OPEN:
		write_level(r, STR("<h"), op->arg, out);
		break;
	case STENCIL_LEVEL_CLOSE:
		write_level(r, STR("</h"), op->arg, out);
		buf_char(out, '>');
		break;
	case STENCIL_TAB_ID:
		escape_text(out, r->id_prefix);
		escape_text(out, r->page->tab_id[op->a]);
		break;
	case STENCIL_LINK_OPEN:
	case STENCIL_LINK_CLOSE:
	case STENCIL_LINK_TEXT:
		return write_link(r, op, i, out);
	case STENCIL_IMAGE_OPEN:
	case STENCIL_IMAGE_SIZE:
		return write_image(r, op, i, out);
	case STENCIL_BACK:
		write_back(r, op->a, out);
		break;
	case STENCIL_TABLE:
		write_table(r, out);
		break;
	case STENCIL_OPEN:
		if (r->print)
			buf_c(out, " open");
		break;
	case STENCIL_END_LINE:
		break;
	}
	return i + 1;
}

void
stencil_write(const struct stencil *s, const struct stencil_run *r,
    struct buf *out)
{
	if (r->kept && !stencil_speaks_source(r->page)) {
		stencil_write_again(s, r, out);
		return;
	}
	for (uint32_t i = 0; i < s->ops; )
		i = stencil_step(s, r, i, out);
}
