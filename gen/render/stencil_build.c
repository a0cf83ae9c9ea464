/* From a document to a stencil: the walk over its nodes, its footnotes last. */
#include "render/stencil_private.h"

/* Nodes that are written as a whole when they are entered. */
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

static void
build(struct stencil_builder *b, uint32_t n, bool leaving)
{
	if (b->doc->node[n].type < NODE_TEXT)
		stencil_block(b, n, leaving);
	else
		stencil_inline(b, n, leaving);
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
			if (b->raw)
				raw_leave(b, n);
			build(b, n, true);
		} else if (type == NODE_FOOTNOTE && n != root) {
			leaving = true;
		} else {
			if (b->raw && type != NODE_HTML_BLOCK &&
			    type != NODE_HTML && n != root)
				raw_make_room(b, d->node[n].parent);
			build(b, n, false);
			leaving = is_leaf(type);
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
	stencil_number(b, "fn-", k->number, "\">\n");
	build_subtree(b, n);
	for (uint32_t i = k->child; i; i = b->doc->node[i].next)
		last = i;
	if (!last || b->doc->node[last].type != NODE_PARAGRAPH) {
		lit(b, "<p>");
		stencil_footnote_backs(b, k->number);
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
	stencil_word(b, WORD_FOOTNOTES);
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

	b->own = ARENA_ARRAY(b->arena, d->nodes, struct stencil_own);
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
