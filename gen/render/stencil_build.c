/* From a document to a stencil: the blocks and inlines of an article in the
   markup that themes/README.md promises. */
#include "render/stencil_private.h"

#include <string.h>

#include "base/str.h"
#include "render/escape.h"

/* ---- Emitting ---- */

struct stencil_op *
stencil_emit(struct stencil_builder *b, enum stencil_op_kind kind)
{
	if (b->ops == b->cap) {
		uint32_t cap = b->cap ? b->cap * 2 : 64;
		struct stencil_op *op = ARENA_ARRAY(b->arena, cap,
		    struct stencil_op);
		if (b->ops > 0)
			memcpy(op, b->op, b->ops * sizeof(*op));
		b->op = op;
		b->cap = cap;
	}
	struct stencil_op *op = &b->op[b->ops++];
	*op = (struct stencil_op){ .kind = (uint8_t)kind };
	return op;
}

/* Bytes from `from` to the end of the pool become part of a literal. */
static void
seal(struct stencil_builder *b, size_t from)
{
	if (b->bytes.n == from)
		return;
	struct stencil_op *last = b->ops > 0 ? &b->op[b->ops - 1] : NULL;
	if (!last || last->kind != STENCIL_LITERAL) {
		last = stencil_emit(b, STENCIL_LITERAL);
		last->a = (uint32_t)from;
	}
	last->b = (uint32_t)(b->bytes.n - last->a);
}

void
stencil_literal(struct stencil_builder *b, struct str s)
{
	size_t from = b->bytes.n;

	buf_str(&b->bytes, s);
	seal(b, from);
}

static void
lit(struct stencil_builder *b, const char *c)
{
	stencil_literal(b, str_c(c));
}

static void
lit_number(struct stencil_builder *b, const char *before, uint32_t n,
    const char *after)
{
	size_t from = b->bytes.n;

	buf_printf(&b->bytes, "%s%u%s", before, n, after);
	seal(b, from);
}

static void
escaped(struct stencil_builder *b, struct str s)
{
	size_t from = b->bytes.n;

	escape_text(&b->bytes, s);
	seal(b, from);
}

void
stencil_string(struct stencil_builder *b, struct str s,
    enum stencil_place place)
{
	size_t from = 0, at;
	uint32_t number;

	while (slot_find(s, from, &at, &number)) {
		escaped(b, str_slice(s, from, at));
		struct stencil_op *op = stencil_emit(b, STENCIL_SLOT);
		op->arg = (uint8_t)place;
		op->a = number;
		from = at + SLOT_BYTES;
	}
	escaped(b, str_slice(s, from, s.n));
}

enum stencil_place
stencil_text_place(const struct stencil_builder *b)
{
	return b->linked > 0 || raw_in_link(b) ? PLACE_PHRASE : PLACE_TEXT;
}

static void
word(struct stencil_builder *b, unsigned which)
{
	stencil_emit(b, STENCIL_WORD)->arg = (uint8_t)which;
}

/* A title that the writer may leave to the theme's words. */
static void
title_or_word(struct stencil_builder *b, struct str title, unsigned which)
{
	if (title.n > 0)
		stencil_string(b, title, PLACE_PHRASE);
	else
		word(b, which);
}

static struct str
string(const struct stencil_builder *b, struct pooled s)
{
	return document_str(b->doc, s);
}

static void
fresh_line(struct stencil_builder *b)
{
	if (b->ops > 0 && (b->op[b->ops - 1].kind != STENCIL_LITERAL ||
	    b->bytes.p[b->bytes.n - 1] != '\n'))
		lit(b, "\n");
}

/* ---- Blocks ---- */

static void
build_heading(struct stencil_builder *b, const struct node *k, bool leaving)
{
	uint8_t level = (uint8_t)(k->number < 2 ? 2 : k->number);

	struct stencil_op *op = stencil_emit(b, leaving ?
	    STENCIL_HEADING_CLOSE : STENCIL_HEADING_OPEN);
	op->a = k->ordinal;
	op->arg = level;
	b->level = level;
	if (leaving)
		lit(b, "\n");
}

static bool
has_tasks(const struct document *d, const struct node *list)
{
	return list->child && d->node[list->child].flags & NODE_TASK;
}

static void
build_list(struct stencil_builder *b, const struct node *k, bool leaving)
{
	if (leaving) {
		lit(b, k->flags & NODE_ORDERED ? "</ol>\n" : "</ul>\n");
		return;
	}
	fresh_line(b);
	if (!(k->flags & NODE_ORDERED))
		lit(b, has_tasks(b->doc, k) ? "<ul class=\"tasks\">\n" :
		    "<ul>\n");
	else if (k->number != 1)
		lit_number(b, "<ol start=\"", k->number, "\">\n");
	else
		lit(b, "<ol>\n");
}

static void
check_box(struct stencil_builder *b, const struct node *item)
{
	lit(b, item->flags & NODE_CHECKED ?
	    "<input type=\"checkbox\" disabled checked> " :
	    "<input type=\"checkbox\" disabled> ");
}

/* The paragraph that follows a check box in its item, and so labels it. */
static bool
is_label(const struct document *d, uint32_t n)
{
	const struct node *item = &d->node[d->node[n].parent];

	return item->type == NODE_ITEM && item->flags & NODE_TASK &&
	    item->child == n;
}

static void
build_item(struct stencil_builder *b, const struct node *k, bool leaving)
{
	if (leaving) {
		lit(b, "</li>\n");
		return;
	}
	fresh_line(b);
	lit(b, "<li>");
	if (k->flags & NODE_TASK && (!k->child ||
	    b->doc->node[k->child].type != NODE_PARAGRAPH))
		check_box(b, k);
}

/* Links from a footnote back to each of its references. */
static void
footnote_backs(struct stencil_builder *b, uint32_t number)
{
	for (uint32_t i = 1; i <= b->refs[number]; i++) {
		lit(b, " <a class=\"footnote-back\" role=\"doc-backlink\""
		    " href=\"#");
		stencil_emit(b, STENCIL_PREFIX);
		lit_number(b, "fnref-", number, "");
		if (i > 1)
			lit_number(b, "-", i, "");
		lit(b, "\" aria-label=\"");
		stencil_emit(b, STENCIL_BACK)->a = number;
		lit(b, "\">↩");
		if (i > 1)
			lit_number(b, "<sup>", i, "</sup>");
		lit(b, "</a>");
	}
}

static void
build_paragraph(struct stencil_builder *b, uint32_t n, bool leaving)
{
	const struct node *k = &b->doc->node[n];
	const struct node *up = &b->doc->node[k->parent];
	bool tight = stencil_is_tight(b->doc, k);
	bool label = is_label(b->doc, n);

	if (!leaving) {
		if (!tight) {
			fresh_line(b);
			lit(b, "<p>");
		}
		if (label) {
			lit(b, "<label>");
			check_box(b, up);
		}
		return;
	}
	if (label)
		lit(b, "</label>");
	if (up->type == NODE_FOOTNOTE && !k->next)
		footnote_backs(b, up->number);
	if (!tight)
		lit(b, "</p>\n");
}

static void
build_code_block(struct stencil_builder *b, const struct node *k)
{
	struct str caption = string(b, k->caption), language, rest;

	str_cut(string(b, k->extra), ' ', &language, &rest);
	fresh_line(b);
	if (caption.n > 0) {
		lit(b, "<figure class=\"code\"><figcaption>");
		stencil_string(b, caption, PLACE_PHRASE);
		lit(b, "</figcaption>");
	} else {
		lit(b, "<div class=\"code\" role=\"group\" aria-label=\"");
		word(b, WORD_CODE);
		lit(b, "\">");
	}
	lit(b, "<pre tabindex=\"0\"><code");
	if (language.n > 0) {
		lit(b, " class=\"language-");
		stencil_string(b, language, PLACE_ATTRIBUTE);
		lit(b, "\"");
	}
	lit(b, ">");
	stencil_string(b, string(b, k->text), PLACE_PHRASE);
	lit(b, caption.n > 0 ? "</code></pre></figure>\n" :
	    "</code></pre></div>\n");
}

static void
build_table(struct stencil_builder *b, const struct node *k, bool leaving)
{
	if (leaving) {
		lit(b, b->body ? "</tbody>\n</table></div>\n" :
		    "</table></div>\n");
		return;
	}
	fresh_line(b);
	lit(b, "<div class=\"table-wrap\"");
	stencil_emit(b, STENCIL_TABLE);
	lit(b, "><table>\n");
	b->body = false;
	/* An empty first heading says that the first column holds headings. */
	uint32_t first = k->child ? b->doc->node[k->child].child : 0;
	b->row_heads = first && !b->doc->node[first].child;
}

static void
build_row(struct stencil_builder *b, const struct node *k, bool leaving)
{
	bool head = k->flags & NODE_HEADER;

	b->column = 0;
	if (leaving) {
		lit(b, head ? "</tr>\n</thead>\n" : "</tr>\n");
		return;
	}
	if (head)
		lit(b, "<thead>\n");
	else if (!b->body)
		lit(b, "<tbody>\n");
	b->body = b->body || !head;
	lit(b, "<tr>\n");
}

static void
build_cell(struct stencil_builder *b, const struct node *k, bool leaving)
{
	bool head = b->doc->node[k->parent].flags & NODE_HEADER;
	bool row = !head && b->row_heads && b->column == 0;
	bool th = (head || row) && k->child;

	if (leaving) {
		lit(b, th ? "</th>\n" : "</td>\n");
		b->column++;
		return;
	}
	lit(b, !th ? "<td" : row ? "<th scope=\"row\"" : "<th scope=\"col\"");
	if (k->flags & NODE_ALIGN_LEFT)
		lit(b, " class=\"left\"");
	else if (k->flags & NODE_ALIGN_CENTRE)
		lit(b, " class=\"center\"");
	else if (k->flags & NODE_ALIGN_RIGHT)
		lit(b, " class=\"right\"");
	lit(b, ">");
}

static unsigned
callout_word(struct str kind)
{
	static const char *const kinds[] = { "note", "tip", "important",
	    "warning", "caution" };

	for (unsigned i = 0; i < 5; i++)
		if (str_eq_fold(kind, str_c(kinds[i])))
			return i;
	return 0;
}

static void
build_callout(struct stencil_builder *b, const struct node *k, bool leaving)
{
	static const char *const open[] = {
		"<aside class=\"callout note\" role=\"note\">",
		"<aside class=\"callout tip\" role=\"note\">",
		"<aside class=\"callout important\" role=\"note\">",
		"<aside class=\"callout warning\" role=\"note\">",
		"<aside class=\"callout caution\" role=\"note\">",
	};
	unsigned kind = callout_word(string(b, k->text));

	fresh_line(b);
	if (leaving) {
		lit(b, "</aside>\n");
		return;
	}
	lit(b, open[kind]);
	lit(b, "<p class=\"callout-title\">");
	title_or_word(b, string(b, k->extra), WORD_CALLOUT + kind);
	lit(b, "</p>\n");
}

/* A tab's title is one level below what its box stands under; afterwards the
   box's surroundings count again. */
static void
build_tabs(struct stencil_builder *b, const struct node *k, bool leaving)
{
	struct str sync = string(b, k->text);

	if (leaving) {
		lit(b, "</div>\n");
		b->levels.n -= sizeof(b->level);
		memcpy(&b->level, b->levels.p + b->levels.n,
		    sizeof(b->level));
		return;
	}
	buf_add(&b->levels, &b->level, sizeof(b->level));
	fresh_line(b);
	lit(b, "<div class=\"tabs\"");
	if (sync.n > 0) {
		lit(b, " data-sync=\"");
		stencil_string(b, sync, PLACE_ATTRIBUTE);
		lit(b, "\"");
	}
	lit(b, ">\n");
}

static void
build_tab(struct stencil_builder *b, const struct node *k, bool leaving)
{
	uint32_t level = 2;

	if (leaving) {
		lit(b, "</section>\n");
		return;
	}
	if (b->levels.n > 0)
		memcpy(&level, b->levels.p + b->levels.n - sizeof(level),
		    sizeof(level));
	b->level = level < 6 ? level + 1 : 6;
	lit(b, "<section class=\"tab\" id=\"");
	stencil_emit(b, STENCIL_TAB_ID)->a = b->tabs++;
	lit(b, "\">");
	stencil_emit(b, STENCIL_LEVEL_OPEN)->arg = (uint8_t)b->level;
	lit(b, " class=\"tab-title\">");
	stencil_string(b, string(b, k->extra), PLACE_PHRASE);
	stencil_emit(b, STENCIL_LEVEL_CLOSE)->arg = (uint8_t)b->level;
	lit(b, "\n");
}

static void
build_details(struct stencil_builder *b, const struct node *k, bool leaving)
{
	fresh_line(b);
	if (leaving) {
		lit(b, "</details>\n");
		return;
	}
	lit(b, "<details");
	stencil_emit(b, STENCIL_OPEN);
	lit(b, "><summary>");
	title_or_word(b, string(b, k->extra), WORD_DETAILS);
	lit(b, "</summary>\n");
}

/* ---- Inlines ---- */

static void
build_title(struct stencil_builder *b, struct str title)
{
	if (title.n == 0)
		return;
	lit(b, " title=\"");
	stencil_string(b, title, PLACE_ATTRIBUTE);
	lit(b, "\"");
}

/* A link cannot stand in a link: inside a raw <a> only its text is kept. */
static void
build_link(struct stencil_builder *b, const struct node *k, bool leaving)
{
	if (raw_in_link(b)) {
		if (!leaving && !k->child)
			stencil_emit(b, STENCIL_LINK_TEXT)->a = k->ordinal;
		return;
	}
	if (leaving) {
		b->linked--;
		stencil_emit(b, STENCIL_LINK_CLOSE)->a = k->ordinal;
		return;
	}
	uint32_t open = b->ops;
	stencil_emit(b, STENCIL_LINK_OPEN)->a = k->ordinal;
	build_title(b, string(b, k->extra));
	lit(b, ">");
	b->op[open].b = b->ops;
	b->linked++;
	/* What follows must not join the literal that a broken link skips. */
	if (!k->child)
		stencil_emit(b, STENCIL_LINK_TEXT)->a = k->ordinal;
	else
		stencil_emit(b, STENCIL_LITERAL)->a = (uint32_t)b->bytes.n;
}

static void
build_alt(struct stencil_builder *b, uint32_t n)
{
	struct buf alt = BUF_INIT;

	document_plain(b->doc, n, &alt);
	stencil_string(b, buf_view(&alt), PLACE_ATTRIBUTE);
	buf_free(&alt);
}

static void
build_image(struct stencil_builder *b, uint32_t n)
{
	const struct node *k = &b->doc->node[n];
	uint32_t open = b->ops;

	stencil_emit(b, STENCIL_IMAGE_OPEN)->a = k->ordinal;
	lit(b, " alt=\"");
	build_alt(b, n);
	lit(b, "\"");
	build_title(b, string(b, k->extra));
	struct stencil_op *size = stencil_emit(b, STENCIL_IMAGE_SIZE);
	size->a = k->ordinal;
	size->b = k->number;
	lit(b, " loading=\"lazy\">");
	b->op[open].b = b->ops;
	stencil_emit(b, STENCIL_LITERAL)->a = (uint32_t)b->bytes.n;
}

static void
build_footnote_ref(struct stencil_builder *b, const struct node *k)
{
	lit(b, "<sup><a class=\"footnote-ref\" role=\"doc-noteref\" id=\"");
	stencil_emit(b, STENCIL_PREFIX);
	lit_number(b, "fnref-", k->number, "");
	if (k->ordinal > 1)
		lit_number(b, "-", k->ordinal, "");
	lit(b, "\" href=\"#");
	stencil_emit(b, STENCIL_PREFIX);
	lit_number(b, "fn-", k->number, "\">");
	lit_number(b, "", k->number, "</a></sup>");
}

static void
build_leaf(struct stencil_builder *b, uint32_t n)
{
	const struct node *k = &b->doc->node[n];

	switch (k->type) {
	case NODE_TEXT:
		stencil_string(b, string(b, k->text), stencil_text_place(b));
		break;
	case NODE_CODE:
		lit(b, "<code>");
		stencil_string(b, string(b, k->text), PLACE_PHRASE);
		lit(b, "</code>");
		break;
	case NODE_SOFT_BREAK:
		lit(b, "\n");
		break;
	case NODE_HARD_BREAK:
		lit(b, "<br>\n");
		break;
	case NODE_HTML:
		raw_inline(b, n);
		break;
	case NODE_IMAGE:
		build_image(b, n);
		break;
	case NODE_FOOTNOTE_REF:
		build_footnote_ref(b, k);
		break;
	case NODE_CODE_BLOCK:
		build_code_block(b, k);
		break;
	case NODE_HTML_BLOCK:
		raw_block(b, n);
		break;
	case NODE_RULE:
		fresh_line(b);
		lit(b, "<hr>\n");
		break;
	default:
		break;
	}
}

/* ---- The walk ---- */

static void
build_container(struct stencil_builder *b, uint32_t n, bool leaving)
{
	const struct node *k = &b->doc->node[n];

	switch (k->type) {
	case NODE_PARAGRAPH: build_paragraph(b, n, leaving); break;
	case NODE_HEADING: build_heading(b, k, leaving); break;
	case NODE_QUOTE:
		fresh_line(b);
		lit(b, leaving ? "</blockquote>\n" : "<blockquote>\n");
		break;
	case NODE_LIST: build_list(b, k, leaving); break;
	case NODE_ITEM: build_item(b, k, leaving); break;
	case NODE_TABLE: build_table(b, k, leaving); break;
	case NODE_ROW: build_row(b, k, leaving); break;
	case NODE_CELL: build_cell(b, k, leaving); break;
	case NODE_CALLOUT: build_callout(b, k, leaving); break;
	case NODE_TABS: build_tabs(b, k, leaving); break;
	case NODE_TAB: build_tab(b, k, leaving); break;
	case NODE_STEPS:
		fresh_line(b);
		lit(b, leaving ? "</div>\n" : "<div class=\"steps\">\n");
		break;
	case NODE_DETAILS: build_details(b, k, leaving); break;
	case NODE_EMPHASIS: lit(b, leaving ? "</em>" : "<em>"); break;
	case NODE_STRONG: lit(b, leaving ? "</strong>" : "<strong>"); break;
	case NODE_STRIKE: lit(b, leaving ? "</del>" : "<del>"); break;
	case NODE_LINK: build_link(b, k, leaving); break;
	default: break;
	}
}

static bool
is_leaf(unsigned type)
{
	switch (type) {
	case NODE_TEXT: case NODE_CODE: case NODE_SOFT_BREAK:
	case NODE_HARD_BREAK: case NODE_HTML: case NODE_IMAGE:
	case NODE_FOOTNOTE_REF: case NODE_CODE_BLOCK: case NODE_HTML_BLOCK:
	case NODE_RULE:
		return true;
	default:
		return false;
	}
}

/* Footnotes come at the end, wherever the writer put them. */
static void
build_subtree(struct stencil_builder *b, uint32_t root)
{
	const struct document *d = b->doc;
	uint32_t n = root;
	bool leaving = false;

	do {
		unsigned type = d->node[n].type;
		if (leaving) {
			raw_leave(b, n);
			build_container(b, n, true);
		} else if (type == NODE_FOOTNOTE && n != root) {
			leaving = true;
		} else {
			if (type != NODE_HTML_BLOCK && type != NODE_HTML &&
			    n != root)
				raw_make_room(b, d->node[n].parent);
			if (is_leaf(type)) {
				build_leaf(b, n);
				leaving = true;
			} else {
				build_container(b, n, false);
			}
		}
	} while (stencil_walk(d, root, &n, &leaving));
}

/* A note that does not end in a paragraph has its way back in one of its
   own. */
static void
build_footnote(struct stencil_builder *b, uint32_t n)
{
	const struct node *k = &b->doc->node[n];
	uint32_t last = 0;

	lit(b, "<li id=\"");
	stencil_emit(b, STENCIL_PREFIX);
	lit_number(b, "fn-", k->number, "\">\n");
	build_subtree(b, n);
	for (uint32_t i = k->child; i; i = b->doc->node[i].next)
		last = i;
	if (!last || b->doc->node[last].type != NODE_PARAGRAPH) {
		lit(b, "<p>");
		footnote_backs(b, k->number);
		lit(b, "</p>\n");
	}
	lit(b, "</li>\n");
}

static void
build_footnotes(struct stencil_builder *b, const uint32_t *note)
{
	lit(b, "<section class=\"footnotes\" role=\"doc-endnotes\">\n");
	stencil_emit(b, STENCIL_LEVEL_OPEN)->arg = 2;
	lit(b, " class=\"visually-hidden\" id=\"");
	stencil_emit(b, STENCIL_PREFIX);
	lit(b, "footnotes\">");
	word(b, WORD_FOOTNOTES);
	stencil_emit(b, STENCIL_LEVEL_CLOSE)->arg = 2;
	lit(b, "\n<ol>\n");
	for (uint32_t i = 1; i <= b->doc->footnotes; i++)
		if (note[i])
			build_footnote(b, note[i]);
	lit(b, "</ol>\n</section>\n");
}

void
stencil_compile(struct stencil_builder *b)
{
	const struct document *d = b->doc;
	uint32_t *note = ARENA_ARRAY(b->arena, d->footnotes + 1, uint32_t);
	bool any = false;

	b->refs = ARENA_ARRAY(b->arena, d->footnotes + 1, uint32_t);
	for (uint32_t n = 0; d->footnotes > 0 && n < d->nodes; n++) {
		const struct node *k = &d->node[n];
		if (k->number == 0 || k->number > d->footnotes)
			continue;
		if (k->type == NODE_FOOTNOTE)
			note[k->number] = n;
		else if (k->type == NODE_FOOTNOTE_REF)
			b->refs[k->number]++;
	}
	for (uint32_t i = 1; i <= d->footnotes; i++) {
		if (b->refs[i] == 0)
			note[i] = 0;
		any = any || note[i];
	}
	b->level = 1;
	build_subtree(b, 0);
	if (any)
		build_footnotes(b, note);
}
