/* HTML exactly as the examples of the CommonMark and GFM specifications show
   it: raw HTML is kept, nothing is added. */
#include "render/stencil_private.h"

#include <string.h>

#include "base/str.h"
#include "render/escape.h"

/* A new line unless one has just begun. */
static void
fresh_line(struct buf *out)
{
	if (out->n > 0 && out->p[out->n - 1] != '\n')
		buf_char(out, '\n');
}

/* The tag names that GFM's "disallowed raw HTML" turns into text. */
static bool
is_filtered_name(struct str s)
{
	static const char *const names[] = { "title", "textarea", "style",
	    "xmp", "iframe", "noembed", "noframes", "script", "plaintext" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t n = strlen(names[i]);
		if (s.n <= n || !str_eq_fold(str_slice(s, 0, n),
		    str_c(names[i])))
			continue;
		char c = s.p[n];
		return c == ' ' || (c >= '\t' && c <= '\r') || c == '>' ||
		    (c == '/' && n + 1 < s.n && s.p[n + 1] == '>');
	}
	return false;
}

static void
write_raw(struct buf *out, struct str s, bool filter)
{
	size_t from = 0;

	for (size_t i = 0; filter && i + 1 < s.n; i++) {
		if (s.p[i] != '<' || !is_filtered_name(str_slice(s,
		    i + (s.p[i + 1] == '/' ? 2 : 1), s.n)))
			continue;
		buf_str(out, str_slice(s, from, i));
		buf_c(out, "&lt;");
		from = i + 1;
	}
	buf_str(out, str_slice(s, from, s.n));
}

static void
write_alt(struct buf *out, const struct document *d, uint32_t image)
{
	for (uint32_t n = image; (n = document_next(d, n, image)) != 0; ) {
		switch (d->node[n].type) {
		case NODE_TEXT:
		case NODE_CODE:
		case NODE_HTML:
			escape_text(out, document_str(d, d->node[n].text));
			break;
		case NODE_SOFT_BREAK:
		case NODE_HARD_BREAK:
			buf_char(out, ' ');
			break;
		default:
			break;
		}
	}
}

static void
write_title(struct buf *out, struct str title)
{
	if (title.n == 0)
		return;
	buf_c(out, " title=\"");
	escape_text(out, title);
	buf_char(out, '"');
}

static void
write_code_block(struct buf *out, const struct document *d,
    const struct node *k)
{
	struct str info = document_str(d, k->extra), language, rest;

	str_cut(info, ' ', &language, &rest);
	fresh_line(out);
	buf_c(out, "<pre><code");
	if (language.n > 0) {
		buf_c(out, " class=\"language-");
		escape_text(out, language);
		buf_char(out, '"');
	}
	buf_char(out, '>');
	escape_text(out, document_str(d, k->text));
	buf_c(out, "</code></pre>\n");
}

static void
write_list(struct buf *out, const struct node *k, bool leaving)
{
	bool ordered = k->flags & NODE_ORDERED;

	if (leaving) {
		buf_c(out, ordered ? "</ol>\n" : "</ul>\n");
		return;
	}
	fresh_line(out);
	if (ordered && k->number != 1)
		buf_printf(out, "<ol start=\"%u\">\n", k->number);
	else
		buf_c(out, ordered ? "<ol>\n" : "<ul>\n");
}

static void
write_item(struct buf *out, const struct node *k, bool leaving)
{
	if (leaving) {
		buf_c(out, "</li>\n");
		return;
	}
	fresh_line(out);
	buf_c(out, "<li>");
	if (k->flags & NODE_TASK)
		buf_printf(out, "<input%s disabled=\"\" type=\"checkbox\"> ",
		    k->flags & NODE_CHECKED ? " checked=\"\"" : "");
}

/* A table's first row is its head, the others its body. */
static void
write_row(struct buf *out, const struct document *d, const struct node *k,
    bool leaving)
{
	bool head = k->flags & NODE_HEADER;
	const struct node *table = &d->node[k->parent];

	fresh_line(out);
	if (leaving) {
		buf_c(out, head ? "</tr>\n</thead>\n" : "</tr>\n");
		return;
	}
	if (head)
		buf_c(out, "<thead>\n");
	else if (k == &d->node[d->node[table->child].next])
		buf_c(out, "<tbody>\n");
	buf_c(out, "<tr>\n");
}

static void
write_table(struct buf *out, const struct document *d, const struct node *k,
    bool leaving)
{
	fresh_line(out);
	if (!leaving)
		buf_c(out, "<table>\n");
	else
		buf_c(out, k->child && d->node[k->child].next ?
		    "</tbody>\n</table>\n" : "</table>\n");
}

static void
write_cell(struct buf *out, const struct document *d, const struct node *k,
    bool leaving)
{
	const char *tag = d->node[k->parent].flags & NODE_HEADER ? "th" : "td";

	if (leaving) {
		buf_printf(out, "</%s>", tag);
		return;
	}
	fresh_line(out);
	buf_printf(out, "<%s", tag);
	if (k->flags & NODE_ALIGN_LEFT)
		buf_c(out, " align=\"left\"");
	else if (k->flags & NODE_ALIGN_CENTRE)
		buf_c(out, " align=\"center\"");
	else if (k->flags & NODE_ALIGN_RIGHT)
		buf_c(out, " align=\"right\"");
	buf_char(out, '>');
}

static void
write_link(struct buf *out, const struct document *d, const struct node *k,
    bool leaving)
{
	if (leaving) {
		buf_c(out, "</a>");
		return;
	}
	buf_c(out, "<a href=\"");
	escape_url(out, document_str(d, k->text));
	buf_char(out, '"');
	write_title(out, document_str(d, k->extra));
	buf_char(out, '>');
}

static void
write_image(struct buf *out, const struct document *d, uint32_t n)
{
	buf_c(out, "<img src=\"");
	escape_url(out, document_str(d, d->node[n].text));
	buf_c(out, "\" alt=\"");
	write_alt(out, d, n);
	buf_char(out, '"');
	write_title(out, document_str(d, d->node[n].extra));
	buf_c(out, " />");
}

static void
write_block(struct buf *out, const struct document *d, const struct node *k,
    bool leaving, bool filter)
{
	switch (k->type) {
	case NODE_PARAGRAPH:
		if (stencil_is_tight(d, k))
			break;
		if (!leaving)
			fresh_line(out);
		buf_c(out, leaving ? "</p>\n" : "<p>");
		break;
	case NODE_HEADING:
		if (!leaving)
			fresh_line(out);
		buf_printf(out, leaving ? "</h%u>\n" : "<h%u>", k->number);
		break;
	case NODE_QUOTE:
		fresh_line(out);
		buf_c(out, leaving ? "</blockquote>\n" : "<blockquote>\n");
		break;
	case NODE_LIST:
		write_list(out, k, leaving);
		break;
	case NODE_ITEM:
		write_item(out, k, leaving);
		break;
	case NODE_TABLE:
		write_table(out, d, k, leaving);
		break;
	case NODE_ROW:
		write_row(out, d, k, leaving);
		break;
	case NODE_CELL:
		write_cell(out, d, k, leaving);
		break;
	case NODE_CODE_BLOCK:
		if (!leaving)
			write_code_block(out, d, k);
		break;
	case NODE_HTML_BLOCK:
		fresh_line(out);
		if (!leaving)
			write_raw(out, document_str(d, k->text), filter);
		break;
	case NODE_RULE:
		fresh_line(out);
		if (!leaving)
			buf_c(out, "<hr />\n");
		break;
	default:
		break;
	}
}

static void
write_inline(struct buf *out, const struct document *d, const struct node *k,
    bool leaving, bool filter)
{
	switch (k->type) {
	case NODE_EMPHASIS:
		buf_c(out, leaving ? "</em>" : "<em>");
		return;
	case NODE_STRONG:
		buf_c(out, leaving ? "</strong>" : "<strong>");
		return;
	case NODE_STRIKE:
		buf_c(out, leaving ? "</del>" : "<del>");
		return;
	case NODE_LINK:
		write_link(out, d, k, leaving);
		return;
	default:
		break;
	}
	if (leaving)
		return;
	switch (k->type) {
	case NODE_TEXT:
		escape_text(out, document_str(d, k->text));
		break;
	case NODE_CODE:
		buf_c(out, "<code>");
		escape_text(out, document_str(d, k->text));
		buf_c(out, "</code>");
		break;
	case NODE_HTML:
		write_raw(out, document_str(d, k->text), filter);
		break;
	case NODE_SOFT_BREAK:
		buf_char(out, '\n');
		break;
	case NODE_HARD_BREAK:
		buf_c(out, "<br />\n");
		break;
	default:
		break;
	}
}

void
stencil_write_plain(const struct document *d, bool filter, struct buf *out)
{
	bool leaving = false;
	uint32_t n = 0;

	do {
		const struct node *k = &d->node[n];
		if (k->type < NODE_TEXT) {
			write_block(out, d, k, leaving, filter);
		} else if (k->type == NODE_IMAGE) {
			write_image(out, d, n);
			leaving = true;
		} else {
			write_inline(out, d, k, leaving, filter);
		}
	} while (stencil_walk(d, 0, &n, &leaving));
}
