/* Inlines of cmark's tree as nodes, placed by a search in order. */
#include "article/parse_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static void
text_enter(struct parse *p, cmark_node *n)
{
	struct str s = str_c(cmark_node_get_literal(n));
	uint32_t at = p->place.cursor, last = nodes_last(&p->nodes);
	bool found = place_find(&p->place, s, &at);
	const char *why = NULL;
	size_t taken;

	if (parse_is_article(p) && last != 0 &&
	    parse_node(p, last)->type == NODE_IMAGE) {
		taken = markup_image(s, &parse_node(p, last)->number, &why);
		if (why)
			findings_add(&p->findings, DIAG_SYNTAX, at,
			    found ? (uint32_t)taken : 0, "%s", why);
		s = str_slice(s, taken, s.n);
		at += found ? (uint32_t)taken : 0;
	}
	if (s.n > 0)
		nodes_text(&p->nodes, s, at, found ? (uint32_t)s.n : 0);
}

static void
code_enter(struct parse *p, cmark_node *n)
{
	struct str s = str_c(cmark_node_get_literal(n));
	uint32_t at = p->place.cursor;
	bool found = place_find(&p->place, s, &at);
	uint32_t i = nodes_add(&p->nodes, NODE_CODE, at,
	    found ? (uint32_t)s.n : 0);

	parse_node(p, i)->text = nodes_pool(&p->nodes, s);
}

static void
html_inline_enter(struct parse *p, cmark_node *n)
{
	struct str s = str_c(cmark_node_get_literal(n));
	uint32_t at = p->place.cursor;
	bool found = place_find(&p->place, s, &at);

	if (parse_is_article(p) && s.n > 0 && markup_comment(s) == s.n)
		return;
	uint32_t i = nodes_add(&p->nodes, NODE_HTML, at,
	    found ? (uint32_t)s.n : 0);
	parse_node(p, i)->text = nodes_pool(&p->nodes, s);
}

static void
link_enter(struct parse *p, cmark_node *n, bool image)
{
	uint32_t at = p->place.cursor;
	uint32_t i = parse_open(p, image ? NODE_IMAGE : NODE_LINK, at, 0);

	if (i == 0)
		return;
	struct pooled url = nodes_pool(&p->nodes,
	    str_c(cmark_node_get_url(n)));
	struct pooled title = nodes_pool(&p->nodes,
	    str_c(cmark_node_get_title(n)));
	parse_node(p, i)->text = url;
	parse_node(p, i)->extra = title;
	parse_node(p, i)->ordinal =
	    image ? p->nodes.images++ : p->nodes.links++;
}

/* An autolink's text is its destination, and no bracket stands before it. */
static bool
is_autolink(struct parse *p, cmark_node *n)
{
	cmark_node *only = cmark_node_first_child(n);
	struct str url = str_c(cmark_node_get_url(n)), text;

	if (!only || cmark_node_next(only) ||
	    cmark_node_get_type(only) != CMARK_NODE_TEXT)
		return false;
	text = str_c(cmark_node_get_literal(only));
	if (text.n == 0 || !str_ends(url, text))
		return false;
	uint32_t at = parse_node(p, nodes_last(&p->nodes))->at;
	return at == 0 || p->place.text.p[at - 1] != '[';
}

void
parse_link_exit(struct parse *p, cmark_node *n, bool image)
{
	uint32_t i = p->nodes.open[p->nodes.depth - 1], at;
	struct str url = str_c(cmark_node_get_url(n));

	if (!image && is_autolink(p, n)) {
		const struct node *text = parse_node(p, nodes_last(&p->nodes));
		parse_node(p, i)->at = text->at;
		parse_node(p, i)->at_len = text->at_len;
		parse_node(p, i)->flags |= NODE_AUTOLINK;
	} else if (place_find(&p->place, url, &at)) {
		parse_node(p, i)->at = at;
		parse_node(p, i)->at_len = (uint32_t)url.n;
	} else if (p->place.cursor > parse_node(p, i)->at) {
		parse_node(p, i)->at_len =
		    p->place.cursor - parse_node(p, i)->at;
	}
	nodes_close(&p->nodes);
}

static void
footnote_ref_enter(struct parse *p, cmark_node *n)
{
	uint32_t number = (uint32_t)atoi(cmark_node_get_literal(n));
	uint32_t at = p->place.cursor;
	bool found = place_find(&p->place, STR("[^"), &at);
	uint32_t i = nodes_add(&p->nodes, NODE_FOOTNOTE_REF, at,
	    found ? 2 : 0);

	parse_node(p, i)->number = number;
	if (number > 0 && number <= p->place.lines)
		parse_node(p, i)->ordinal = ++p->references[number];
}

static void
break_enter(struct parse *p, enum node_type type)
{
	uint32_t at = p->place.cursor;

	place_find(&p->place, STR("\n"), &at);
	nodes_add(&p->nodes, type, at, 0);
}

/* Emphasis, strong and strike carry no place of their own. */
static void
span_enter(struct parse *p, enum node_type type)
{
	parse_open(p, type, p->place.cursor, 0);
}


bool
parse_inline_enter(struct parse *p, cmark_node *n, cmark_node_type type)
{
	switch (type) {
	case CMARK_NODE_TEXT: text_enter(p, n); break;
	case CMARK_NODE_SOFTBREAK: break_enter(p, NODE_SOFT_BREAK); break;
	case CMARK_NODE_LINEBREAK: break_enter(p, NODE_HARD_BREAK); break;
	case CMARK_NODE_CODE: code_enter(p, n); break;
	case CMARK_NODE_HTML_INLINE: html_inline_enter(p, n); break;
	case CMARK_NODE_EMPH: span_enter(p, NODE_EMPHASIS); break;
	case CMARK_NODE_STRONG: span_enter(p, NODE_STRONG); break;
	case CMARK_NODE_LINK: link_enter(p, n, false); break;
	case CMARK_NODE_IMAGE: link_enter(p, n, true); break;
	case CMARK_NODE_FOOTNOTE_REFERENCE: footnote_ref_enter(p, n); break;
	default: return false;
	}
	return true;
}
