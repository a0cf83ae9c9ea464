/* A page's body as plain text, for the search index and articles.json. */
#include "render/stencil_private.h"

#include "base/str.h"

static void
add_text(const struct page *p, struct str s, struct buf *out)
{
	size_t from = 0, at;
	uint32_t number;

	while (slot_find(s, from, &at, &number)) {
		const struct slot *slot = page_slot(p, number);
		buf_str(out, str_slice(s, from, at));
		if (slot)
			site_fill_slot(p, slot, out);
		from = at + SLOT_BYTES;
	}
	buf_str(out, str_slice(s, from, s.n));
}

static void
end_line(struct buf *out)
{
	while (out->n > 0 && out->p[out->n - 1] == ' ')
		out->n--;
	if (out->n > 0 && out->p[out->n - 1] != '\n')
		buf_char(out, '\n');
}

static void
add_line(const struct page *p, struct str s, struct buf *out)
{
	end_line(out);
	add_text(p, s, out);
	end_line(out);
}

static void
add_alt(const struct page *p, uint32_t image, struct buf *out)
{
	struct buf alt = BUF_INIT;

	document_plain(p->doc, image, &alt);
	add_text(p, buf_view(&alt), out);
	buf_free(&alt);
}

static bool
is_block(unsigned type)
{
	return type < NODE_TEXT && type != NODE_CELL;
}

static void
enter(const struct page *p, uint32_t n, struct buf *out)
{
	const struct document *d = p->doc;
	const struct node *k = &d->node[n];

	switch (k->type) {
	case NODE_TEXT:
	case NODE_CODE:
		add_text(p, document_str(d, k->text), out);
		break;
	case NODE_SOFT_BREAK:
	case NODE_HARD_BREAK:
		buf_char(out, ' ');
		break;
	case NODE_CODE_BLOCK:
		add_line(p, document_str(d, k->caption), out);
		add_line(p, document_str(d, k->text), out);
		break;
	case NODE_TAB:
	case NODE_DETAILS:
	case NODE_CALLOUT:
		add_line(p, document_str(d, k->extra), out);
		break;
	case NODE_LINK:
		if (!k->child && k->ordinal < d->links)
			buf_str(out, p->link[k->ordinal].text);
		break;
	case NODE_IMAGE:
		add_alt(p, n, out);
		break;
	default:
		break;
	}
}

void
stencil_text(const struct page *p, const struct providers *pr,
    struct buf *out)
{
	uint32_t n = 0;
	bool leaving = false;

	(void)pr;
	if (!p->doc)
		return;
	do {
		unsigned type = p->doc->node[n].type;
		if (is_block(type))
			end_line(out);
		if (!leaving) {
			enter(p, n, out);
			leaving = type == NODE_IMAGE;
		} else if (type == NODE_CELL) {
			buf_char(out, ' ');
		}
	} while (stencil_walk(p->doc, 0, &n, &leaving));
}
