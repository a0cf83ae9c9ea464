/* The blocks of an article in the markup that themes/README.md promises. */
#include "render/stencil_private.h"

#include <string.h>

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
	stencil_fresh_line(b);
	if (!(k->flags & NODE_ORDERED))
		lit(b, has_tasks(b->doc, k) ? "<ul class=\"tasks\">\n" :
		    "<ul>\n");
	else if (k->number != 1)
		stencil_number(b, "<ol start=\"", k->number, "\">\n");
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
	stencil_fresh_line(b);
	lit(b, "<li>");
	if (k->flags & NODE_TASK && (!k->child ||
	    b->doc->node[k->child].type != NODE_PARAGRAPH))
		check_box(b, k);
}

/* Links from a footnote back to each of its references. */
void
stencil_footnote_backs(struct stencil_builder *b, uint32_t number)
{
	for (uint32_t i = 1; i <= b->refs[number]; i++) {
		lit(b, " <a class=\"footnote-back\" role=\"doc-backlink\""
		    " href=\"#");
		stencil_emit(b, STENCIL_PREFIX);
		stencil_number(b, "fnref-", number, "");
		if (i > 1)
			stencil_number(b, "-", i, "");
		lit(b, "\" aria-label=\"");
		stencil_emit(b, STENCIL_BACK)->a = number;
		lit(b, "\">↩");
		if (i > 1)
			stencil_number(b, "<sup>", i, "</sup>");
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
			stencil_fresh_line(b);
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
		stencil_footnote_backs(b, up->number);
	if (!tight)
		lit(b, "</p>\n");
}

static void
build_code_block(struct stencil_builder *b, uint32_t n)
{
	const struct node *k = &b->doc->node[n];
	struct str caption = string(b, k->caption), language, rest;

	str_cut(string(b, k->extra), ' ', &language, &rest);
	stencil_fresh_line(b);
	if (caption.n > 0) {
		lit(b, "<figure class=\"code\"><figcaption>");
		stencil_string(b, caption, PLACE_PHRASE);
		lit(b, "</figcaption>");
	} else {
		lit(b, "<div class=\"code\" role=\"group\" aria-label=\"");
		stencil_word(b, WORD_CODE);
		lit(b, "\">");
	}
	lit(b, "<pre tabindex=\"0\"><code");
	if (language.n > 0) {
		lit(b, " class=\"language-");
		stencil_string(b, language, PLACE_ATTRIBUTE);
		lit(b, "\"");
	}
	lit(b, ">");
	stencil_own_string(b, n, PLACE_PHRASE);
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
	stencil_fresh_line(b);
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

	stencil_fresh_line(b);
	if (leaving) {
		lit(b, "</aside>\n");
		return;
	}
	lit(b, open[kind]);
	lit(b, "<p class=\"callout-title\">");
	stencil_title_or_word(b, string(b, k->extra), WORD_CALLOUT + kind);
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
	stencil_fresh_line(b);
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
	stencil_fresh_line(b);
	if (leaving) {
		lit(b, "</details>\n");
		return;
	}
	lit(b, "<details");
	stencil_emit(b, STENCIL_OPEN);
	lit(b, "><summary>");
	stencil_title_or_word(b, string(b, k->extra), WORD_DETAILS);
	lit(b, "</summary>\n");
}

void
stencil_block(struct stencil_builder *b, uint32_t n, bool leaving)
{
	const struct node *k = &b->doc->node[n];

	switch (k->type) {
	case NODE_PARAGRAPH: build_paragraph(b, n, leaving); break;
	case NODE_HEADING: build_heading(b, k, leaving); break;
	case NODE_QUOTE:
		stencil_fresh_line(b);
		lit(b, leaving ? "</blockquote>\n" : "<blockquote>\n");
		break;
	case NODE_LIST: build_list(b, k, leaving); break;
	case NODE_ITEM: build_item(b, k, leaving); break;
	case NODE_CODE_BLOCK: build_code_block(b, n); break;
	case NODE_RULE:
		stencil_fresh_line(b);
		lit(b, "<hr>\n");
		break;
	case NODE_TABLE: build_table(b, k, leaving); break;
	case NODE_ROW: build_row(b, k, leaving); break;
	case NODE_CELL: build_cell(b, k, leaving); break;
	case NODE_CALLOUT: build_callout(b, k, leaving); break;
	case NODE_TABS: build_tabs(b, k, leaving); break;
	case NODE_TAB: build_tab(b, k, leaving); break;
	case NODE_STEPS:
		stencil_fresh_line(b);
		lit(b, leaving ? "</div>\n" : "<div class=\"steps\">\n");
		break;
	case NODE_DETAILS: build_details(b, k, leaving); break;
	case NODE_HTML_BLOCK: raw_block(b, n); break;
	default: break;
	}
}
