/* Blocks of cmark's tree as nodes, livery's callouts and containers with them. */
#include "article/parse_parts.h"
#include <cmark-gfm-core-extensions.h>

#include <string.h>

#include "article/habits.h"
#include "base/str.h"

static bool
named(cmark_node *n, const char *type)
{
	return strcmp(cmark_node_get_type_string(n), type) == 0;
}

/* The bytes from the start of a block to the end of its last line. */
struct extent {
	uint32_t at, len;
};

static struct extent
extent_of(const struct parse *p, cmark_node *n)
{
	int first = cmark_node_get_start_line(n);
	int last = cmark_node_get_end_line(n);
	uint32_t at = place_at(&p->place, first,
	    cmark_node_get_start_column(n));
	uint32_t end = place_line_end(&p->place, last < first ? first : last);

	return (struct extent){ at, end > at ? end - at : 0 };
}

static void
block_inlines(struct parse *p, struct extent x)
{
	place_block(&p->place, x.at, x.at + x.len);
}

static void
cell_enter(struct parse *p, cmark_node *n, cmark_node *row)
{
	int line = cmark_node_get_start_line(row);
	uint32_t from = place_at(&p->place, line, 1);
	uint32_t to = place_line_end(&p->place, line);
	const uint8_t *align =
	    cmark_gfm_extensions_get_table_alignments(cmark_node_parent(row));

	p->column = cmark_node_previous(n) ? p->column + 1 : 0;
	if (p->column > 0 && p->place.cursor > from)
		from = p->place.cursor;
	place_block(&p->place, from, to);
	uint32_t i = parse_open(p, NODE_CELL, from, to - from);
	if (i == 0)
		return;
	uint16_t *flags = &parse_node(p, i)->flags;
	switch (align ? align[p->column] : 0) {
	case 'l': *flags |= NODE_ALIGN_LEFT; break;
	case 'c': *flags |= NODE_ALIGN_CENTRE; break;
	case 'r': *flags |= NODE_ALIGN_RIGHT; break;
	default: break;
	}
}

static uint32_t
level_of(const struct parse *p, cmark_node *n, uint32_t at)
{
	const struct region *r = region_at(p->region, p->regions, at);
	uint32_t level = (uint32_t)cmark_node_get_heading_level(n) +
	    (r ? r->shift : 0);

	return level < 6 ? level : 6;
}

static void
heading_enter(struct parse *p, cmark_node *n, struct extent x)
{
	uint32_t i = parse_open(p, NODE_HEADING, x.at, x.len);

	block_inlines(p, x);
	if (i == 0)
		return;
	parse_node(p, i)->number = level_of(p, n, x.at);
	parse_node(p, i)->ordinal = p->nodes.headings++;
	if (parse_is_article(p) && parse_node(p, i)->number == 1) {
		findings_add(&p->findings, DIAG_HEADING_LEVEL,
		    parse_node(p, i)->at, parse_node(p, i)->at_len,
		    "the page has a title already");
		findings_hint(&p->findings, "begin with `##`");
	}
}

static void
heading_id(struct parse *p, struct node *h, struct str id)
{
	struct str source = str_slice(p->place.text, h->at,
	    h->at + h->at_len);
	ptrdiff_t open = str_rfind_char(source, '{');
	uint32_t at = open < 0 ? h->at : h->at + (uint32_t)open;
	uint32_t len = open < 0 ? h->at_len : (uint32_t)(source.n - (size_t)open);

	if (markup_id_valid(id)) {
		h->flags |= NODE_EXPLICIT_ID;
		return;
	}
	findings_add(&p->findings, DIAG_SYNTAX, at, len,
	    "a heading's id is made of a to z, 0 to 9, `-` and `_`");
}

void
parse_heading_exit(struct parse *p)
{
	uint32_t i = p->nodes.open[p->nodes.depth - 1];
	uint32_t last = nodes_last(&p->nodes);
	struct str text = { 0 }, title, id;
	struct node *h = parse_node(p, i);

	if (last != 0 && parse_node(p, last)->type == NODE_TEXT)
		text = nodes_str(&p->nodes, parse_node(p, last)->text);
	if (parse_is_article(p) && markup_heading_id(text, &title, &id)) {
		h->text.off = parse_node(p, last)->text.off +
		    (uint32_t)(id.p - text.p);
		h->text.len = (uint32_t)id.n;
		heading_id(p, h, id);
		parse_node(p, last)->text.len = (uint32_t)title.n;
		if (title.n == 0)
			nodes_drop_last(&p->nodes);
	} else if (parse_is_article(p)) {
		/* Emphasis inside: not seen as one text. */
		struct str source = str_trim(str_slice(p->place.text, h->at,
		    h->at + h->at_len));
		if (last != 0 && parse_node(p, last)->type == NODE_TEXT &&
		    str_ends(source, STR("}")) &&
		    markup_heading_id(source, &title, &id))
			heading_id(p, h, (struct str){ 0 });
	}
	nodes_close(&p->nodes);
}

static void
code_block_enter(struct parse *p, cmark_node *n, struct extent x)
{
	struct str text = str_c(cmark_node_get_literal(n));
	struct str words = str_c(cmark_node_get_fence_info(n));
	struct info info = { 0 };
	uint32_t i = nodes_add(&p->nodes, NODE_CODE_BLOCK, x.at, x.len);

	if (parse_is_article(p))
		info = markup_info(words);
	else
		while (info.language.n < words.n &&
		    words.p[info.language.n] != ' ' &&
		    words.p[info.language.n] != '\t')
			info.language = str_slice(words, 0,
			    info.language.n + 1);
	struct pooled content = nodes_pool(&p->nodes, text);
	struct pooled language = nodes_pool(&p->nodes, info.language);
	struct pooled caption = nodes_pool(&p->nodes, info.caption);
	parse_node(p, i)->text = content;
	parse_node(p, i)->extra = language;
	parse_node(p, i)->caption = caption;
	if (info.unknown.n > 0) {
		int line = cmark_node_get_start_line(n);
		place_block(&p->place, x.at, place_line_end(&p->place, line));
		place_find(&p->place, info.unknown, &x.at);
		findings_add(&p->findings, DIAG_SYNTAX, x.at,
		    (uint32_t)info.unknown.n,
		    "a fence takes `title=\"...\"`, not `%.*s`",
		    STR_ARG(info.unknown));
	}
}

static void
html_block_enter(struct parse *p, cmark_node *n, struct extent x)
{
	struct str s = str_c(cmark_node_get_literal(n));
	struct buf kept = BUF_INIT;

	while (parse_is_article(p) && s.n > 0) {
		ptrdiff_t open = str_find(s, STR("<!--"), 0);
		size_t before = open < 0 ? s.n : (size_t)open;
		buf_str(&kept, str_slice(s, 0, before));
		s = str_slice(s, before, s.n);
		s = str_slice(s, markup_comment(s), s.n);
	}
	if (parse_is_article(p))
		s = buf_view(&kept);
	if (str_trim(s).n > 0) {
		uint32_t i = nodes_add(&p->nodes, NODE_HTML_BLOCK, x.at,
		    x.len);
		struct pooled content = nodes_pool(&p->nodes, s);
		parse_node(p, i)->text = content;
	}
	buf_free(&kept);
}

static void
list_enter(struct parse *p, cmark_node *n, struct extent x)
{
	uint32_t i = parse_open(p, NODE_LIST, x.at, x.len);

	if (i == 0)
		return;
	if (cmark_node_get_list_tight(n))
		parse_node(p, i)->flags |= NODE_TIGHT;
	if (cmark_node_get_list_type(n) != CMARK_ORDERED_LIST)
		return;
	parse_node(p, i)->flags |= NODE_ORDERED;
	parse_node(p, i)->number = (uint32_t)cmark_node_get_list_start(n);
}

static void
item_enter(struct parse *p, cmark_node *n, struct extent x)
{
	uint32_t i = parse_open(p, NODE_ITEM, x.at, x.len);

	if (i == 0 || !named(n, "tasklist"))
		return;
	parse_node(p, i)->flags |= NODE_TASK;
	if (cmark_gfm_extensions_get_tasklist_item_checked(n))
		parse_node(p, i)->flags |= NODE_CHECKED;
}

/* cmark keeps a definition's label to itself: it is read from the line, whose
   markers end with "[^label]:". */
static void
footnote_enter(struct parse *p, cmark_node *n, struct extent x)
{
	int line = cmark_node_get_start_line(n);
	uint32_t from = place_at(&p->place, line, 1);
	struct str s = str_slice(p->place.text, from,
	    place_line_end(&p->place, line));
	ptrdiff_t open = str_find(s, STR("[^"), 0);
	ptrdiff_t end = open < 0 ? -1 : str_find(s, STR("]:"), (size_t)open);
	uint32_t at = open < 0 ? from : from + (uint32_t)open;
	uint32_t i = parse_open(p, NODE_FOOTNOTE, at,
	    x.at + x.len - at);

	if (i == 0)
		return;
	if (end >= 0) {
		struct pooled label = nodes_pool(&p->nodes,
		    str_slice(s, (size_t)open + 2, (size_t)end));
		parse_node(p, i)->text = label;
	}
	parse_node(p, i)->number = ++p->footnotes;
	p->nodes.footnotes++;
}

/* The plain text of inlines from `n` up to the first line break, which comes
   back in `*stop`. */
static void
first_line(cmark_node *n, struct buf *out, cmark_node **stop)
{
	for (*stop = NULL; n; n = cmark_node_next(n)) {
		cmark_node_type type = cmark_node_get_type(n);
		cmark_node *inner;
		if (type == CMARK_NODE_SOFTBREAK ||
		    type == CMARK_NODE_LINEBREAK) {
			*stop = n;
			return;
		}
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			buf_c(out, cmark_node_get_literal(n));
		else
			first_line(cmark_node_first_child(n), out, &inner);
	}
}

static void
unknown_callout(struct parse *p, struct extent x, struct str kind,
    struct str best)
{
	block_inlines(p, x);
	place_find(&p->place, kind, &x.at);
	findings_add(&p->findings, DIAG_SYNTAX, x.at, (uint32_t)kind.n,
	    "unknown callout `%.*s`", STR_ARG(kind));
	if (best.n == 0)
		best = habits_callout(kind);
	if (best.n > 0)
		findings_hint(&p->findings, "did you mean `%.*s`?",
		    STR_ARG(best));
	else
		findings_hint(&p->findings,
		    "there are note, tip, important, warning and caution");
}

static bool
callout_enter(struct parse *p, cmark_node *n, struct extent x)
{
	cmark_node *first = cmark_node_first_child(n), *stop = NULL;
	struct buf line = BUF_INIT;
	struct str word, title, kind, best = { 0 };
	bool done = false;

	if (!first || cmark_node_get_type(first) != CMARK_NODE_PARAGRAPH)
		return false;
	cmark_node *begin = cmark_node_first_child(first);
	if (begin && cmark_node_get_type(begin) == CMARK_NODE_TEXT)
		first_line(begin, &line, &stop);
	if (markup_callout(buf_view(&line), &word, &title)) {
		kind = markup_callout_kind(word, &best);
		uint32_t i = parse_open(p, NODE_CALLOUT, x.at, x.len);
		struct pooled k = nodes_pool(&p->nodes, kind);
		struct pooled t = nodes_pool(&p->nodes, title);
		if (i != 0) {
			parse_node(p, i)->text = k;
			parse_node(p, i)->extra = t;
		}
		if (kind.n == 0)
			unknown_callout(p, x, word, best);
		p->skip_paragraph = first;
		p->skip_to = stop;
		done = true;
	}
	buf_free(&line);
	return done;
}

static void
container_enter(struct parse *p, const struct container *k)
{
	static const enum node_type types[] = {
		[CONTAINER_TABS] = NODE_TABS, [CONTAINER_TAB] = NODE_TAB,
		[CONTAINER_STEPS] = NODE_STEPS,
		[CONTAINER_DETAILS] = NODE_DETAILS,
		[CONTAINER_UNKNOWN] = NODE_DETAILS,
	};
	uint32_t i = parse_open(p, types[k->kind], k->at, k->at_len);
	struct str key;

	if (i == 0)
		return;
	if (k->kind == CONTAINER_TABS) {
		if (!markup_sync(k->fence.rest, &key))
			return;
		struct pooled sync = nodes_pool(&p->nodes, key);
		parse_node(p, i)->text = sync;
	} else if (k->kind != CONTAINER_STEPS) {
		struct pooled title = nodes_pool(&p->nodes, k->fence.rest);
		parse_node(p, i)->extra = title;
	}
}

static void
table_enter(struct parse *p, cmark_node *n, struct extent x)
{
	uint32_t i = parse_open(p, NODE_TABLE, x.at, x.len);

	if (i != 0)
		parse_node(p, i)->number =
		    cmark_gfm_extensions_get_table_columns(n);
}

/* Nodes of cmark's extensions, known by name alone. */
static void
extension_enter(struct parse *p, cmark_node *n)
{
	struct str name = str_c(cmark_node_get_type_string(n));
	bool header = str_eq(name, STR("table_header"));

	if (str_eq(name, STR("table_cell"))) {
		cell_enter(p, n, cmark_node_parent(n));
	} else if (header || str_eq(name, STR("table_row"))) {
		struct extent x = extent_of(p, n);
		uint32_t i = parse_open(p, NODE_ROW, x.at, x.len);
		if (i != 0 && header)
			parse_node(p, i)->flags |= NODE_HEADER;
	} else if (str_eq(name, STR("table"))) {
		table_enter(p, n, extent_of(p, n));
	} else {
		parse_open(p, NODE_STRIKE, p->place.cursor, 0);
	}
}

static void
paragraph_enter(struct parse *p, cmark_node *n, struct extent x)
{
	parse_open(p, NODE_PARAGRAPH, x.at, x.len);
	block_inlines(p, x);
	if (n == p->skip_paragraph)
		place_block(&p->place, place_line_end(&p->place,
		    cmark_node_get_start_line(n)), p->place.end);
}

static void
quote_enter(struct parse *p, cmark_node *n, struct extent x)
{
	if (!parse_is_article(p) || !callout_enter(p, n, x))
		parse_open(p, NODE_QUOTE, x.at, x.len);
}

static void
rule_enter(struct parse *p, struct extent x)
{
	nodes_add(&p->nodes, NODE_RULE, x.at, x.len);
}

static bool
core_enter(struct parse *p, cmark_node *n, cmark_node_type type)
{
	switch (type) {
	case CMARK_NODE_PARAGRAPH:
		paragraph_enter(p, n, extent_of(p, n));
		break;
	case CMARK_NODE_HEADING:
		heading_enter(p, n, extent_of(p, n));
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		quote_enter(p, n, extent_of(p, n));
		break;
	case CMARK_NODE_LIST:
		list_enter(p, n, extent_of(p, n));
		break;
	case CMARK_NODE_ITEM:
		item_enter(p, n, extent_of(p, n));
		break;
	case CMARK_NODE_CODE_BLOCK:
		code_block_enter(p, n, extent_of(p, n));
		break;
	case CMARK_NODE_HTML_BLOCK:
		html_block_enter(p, n, extent_of(p, n));
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		rule_enter(p, extent_of(p, n));
		break;
	case CMARK_NODE_FOOTNOTE_DEFINITION:
		footnote_enter(p, n, extent_of(p, n));
		break;
	default: return false;
	}
	return true;
}

void
parse_block_enter(struct parse *p, cmark_node *n, cmark_node_type type)
{
	const struct container *k = type == CMARK_NODE_CUSTOM_BLOCK ?
	    containers_of(p->containers, n) : NULL;

	if (k)
		container_enter(p, k);
	else if (!core_enter(p, n, type))
		extension_enter(p, n);
}
