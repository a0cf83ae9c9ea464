/* The inlines of an article: text, links, images, references to notes. */
#include "render/stencil_private.h"

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
	b->op[open].b = (b->ops - open) & STENCIL_B_MAX;
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
	size->b = k->number < STENCIL_B_MAX ? k->number : STENCIL_B_MAX;
	lit(b, " loading=\"lazy\">");
	b->op[open].b = (b->ops - open) & STENCIL_B_MAX;
	stencil_emit(b, STENCIL_LITERAL)->a = (uint32_t)b->bytes.n;
}

static void
build_ref_id(struct stencil_builder *b, const struct node *k)
{
	lit(b, " id=\"");
	stencil_emit(b, STENCIL_PREFIX);
	stencil_number(b, "fnref-", k->number, "");
	if (k->ordinal > 1)
		stencil_number(b, "-", k->ordinal, "");
	lit(b, "\"");
}

/* Inside a link the number alone is left, for the way back to lead to. */
static void
build_footnote_ref(struct stencil_builder *b, const struct node *k)
{
	bool linked = stencil_text_place(b) == PLACE_PHRASE;

	lit(b, "<sup");
	if (!linked)
		lit(b, "><a class=\"footnote-ref\" role=\"doc-noteref\"");
	build_ref_id(b, k);
	if (!linked) {
		lit(b, " href=\"#");
		stencil_emit(b, STENCIL_PREFIX);
		stencil_number(b, "fn-", k->number, "\"");
	}
	stencil_number(b, ">", k->number, linked ? "</sup>" : "</a></sup>");
}

void
stencil_inline(struct stencil_builder *b, uint32_t n, bool leaving)
{
	const struct node *k = &b->doc->node[n];

	switch (k->type) {
	case NODE_TEXT:
		stencil_own_string(b, n, stencil_text_place(b));
		break;
	case NODE_CODE:
		lit(b, "<code>");
		stencil_own_string(b, n, PLACE_PHRASE);
		lit(b, "</code>");
		break;
	case NODE_SOFT_BREAK: lit(b, "\n"); break;
	case NODE_HARD_BREAK: lit(b, "<br>\n"); break;
	case NODE_EMPHASIS: lit(b, leaving ? "</em>" : "<em>"); break;
	case NODE_STRONG: lit(b, leaving ? "</strong>" : "<strong>"); break;
	case NODE_STRIKE: lit(b, leaving ? "</del>" : "<del>"); break;
	case NODE_LINK: build_link(b, k, leaving); break;
	case NODE_IMAGE: build_image(b, n); break;
	case NODE_HTML: raw_inline(b, n); break;
	case NODE_FOOTNOTE_REF: build_footnote_ref(b, k); break;
	default: break;
	}
}
