/* Markdown to document: runs cmark-gfm with livery's extension and copies its
   tree into nodes. */
#include "article/parse_parts.h"
#include <cmark-gfm-core-extensions.h>

#include <string.h>

#include "article/habits.h"
#include "article/limits.h"
#include "article/memory.h"
#include "base/str.h"

#define LIT(s) { (s), sizeof(s) - 1 }

bool
parse_is_article(const struct parse *p)
{
	return p->mode == DOCUMENT_ARTICLE;
}

uint32_t
parse_open(struct parse *p, enum node_type type, uint32_t at, uint32_t len)
{
	uint32_t i = nodes_open(&p->nodes, type, at, len);

	if (i != 0)
		return i;
	findings_add(&p->findings, DIAG_LIMIT, at, len ? len : 1,
	    "blocks and inlines nest more than %d deep here", NODES_DEPTH);
	p->failed = true;
	return 0;
}

struct node *
parse_node(struct parse *p, uint32_t i)
{
	return nodes_at(&p->nodes, i);
}

static void
enter(struct parse *p, cmark_node *n, cmark_node_type type)
{
	if (type != CMARK_NODE_DOCUMENT && !parse_inline_enter(p, n, type))
		parse_block_enter(p, n, type);
}

static void
leave(struct parse *p, cmark_node *n, cmark_node_type type)
{
	switch (type) {
	case CMARK_NODE_DOCUMENT:
	case CMARK_NODE_FOOTNOTE_REFERENCE:
		break;
	case CMARK_NODE_LINK:
		parse_link_exit(p, n, false);
		break;
	case CMARK_NODE_IMAGE:
		parse_link_exit(p, n, true);
		break;
	case CMARK_NODE_HEADING:
		parse_heading_exit(p);
		break;
	case CMARK_NODE_PARAGRAPH:
		nodes_close(&p->nodes);
		if (n == p->skip_paragraph &&
		    parse_node(p, nodes_last(&p->nodes))->child == 0)
			nodes_drop_last(&p->nodes);
		break;
	default:
		nodes_close(&p->nodes);
	}
}

/* cmark_iter sends no exit for these types. */
static bool
is_leaf(cmark_node_type type)
{
	switch (type) {
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_THEMATIC_BREAK:
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_TEXT:
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
	case CMARK_NODE_CODE:
	case CMARK_NODE_HTML_INLINE:
		return true;
	default:
		return false;
	}
}

/* Whether a node belongs to the callout line that is left out. */
static bool
skipped(struct parse *p, cmark_node *n, bool *skipping)
{
	if (!*skipping)
		return false;
	if (n == p->skip_to || n == p->skip_paragraph)
		*skipping = false;
	return n != p->skip_paragraph;
}

static void
copy_tree(struct parse *p, cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	bool skipping = false;

	while (!p->failed &&
	    (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(n);
		if ((type == CMARK_NODE_THEMATIC_BREAK &&
		    containers_is_mark(p->containers, n)) ||
		    skipped(p, n, &skipping))
			continue;
		if (event == CMARK_EVENT_ENTER) {
			enter(p, n, type);
			skipping = n == p->skip_paragraph;
		} else if (!is_leaf(type)) {
			leave(p, n, type);
		}
	}
	cmark_iter_free(iter);
}

/* Syntax that only some texts have, with what none of it can do without: where
   all of that is missing, looking for the syntax would only cost time. */
enum { MARKS = 4 };

struct syntax {
	const char *name;
	struct str mark[MARKS];
};

/* cmark's extensions. A table's delimiter row that has no pipe has a colon at
   its dashes; for the mark of an e-mail address an entity may stand. */
static const struct syntax extensions[] = {
	{ "table", { LIT("|"), LIT(":-"), LIT("-:") } },
	{ "strikethrough", { LIT("~") } },
	{ "autolink", { LIT("@"), LIT("&"), LIT("://"), LIT("www.") } },
	{ "tasklist", { LIT("[ ]"), LIT("[x]"), LIT("[X]") } },
};

/* To a reference an entity may bring the mark. */
static const struct syntax footnotes = { "footnotes",
	{ LIT("^"), LIT("[&") } };
static const struct syntax containers = { "containers", { LIT(":::") } };

static bool
may_hold(struct str text, const struct syntax *x)
{
	for (size_t i = 0; i < MARKS && x->mark[i].n > 0; i++)
		if (str_find(text, x->mark[i], 0) >= 0)
			return true;
	return false;
}

static void
attach_extensions(cmark_parser *parser, struct str text)
{
	for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++)
		if (may_hold(text, &extensions[i]))
			cmark_parser_attach_syntax_extension(parser,
			    cmark_find_syntax_extension(extensions[i].name));
}

static void
run_cmark(struct parse *p, struct arena *a, struct str text)
{
	bool notes = parse_is_article(p) && may_hold(text, &footnotes);

	cmark_gfm_core_extensions_ensure_registered();
	cmark_parser *parser = cmark_parser_new_with_mem(
	    notes ? CMARK_OPT_FOOTNOTES : 0, memory_of_parse());
	if (parse_is_article(p) && may_hold(text, &containers))
		p->containers = containers_attach(parser, a, &p->place,
		    &p->findings);
	if (p->mode != DOCUMENT_COMMONMARK)
		attach_extensions(parser, text);
	cmark_parser_feed(parser, text.p, text.n);
	cmark_node *root = cmark_parser_finish(parser);
	copy_tree(p, root);
	if (p->containers)
		containers_finish(p->containers);
	containers_free(p->containers);
	memory_reset();
}

/* A text that was refused has an empty document. */
static void
parse_text(struct parse *p, struct str text, struct buf *block)
{
	struct arena *a = arena_new();

	nodes_init(&p->nodes, *block, text.n);
	place_init(&p->place, a, text);
	if (limits_check(&p->place, &p->findings)) {
		p->references = ARENA_ARRAY(a, p->place.lines + 1, uint32_t);
		run_cmark(p, a, text);
	}
	if (p->failed)
		nodes_init(&p->nodes, nodes_finish(&p->nodes), 0);
	else if (parse_is_article(p))
		habits_find(&p->nodes, &p->findings);
	parse_node(p, 0)->at_len = (uint32_t)text.n;
	*block = nodes_finish(&p->nodes);
	arena_free(a);
}

static void
pad8(struct buf *out, size_t from)
{
	static const char zero[8];

	buf_add(out, zero, (8 - (out->n - from) % 8) % 8);
}

void
document_parse(struct str text, enum document_mode mode, struct buf *out)
{
	struct parse p = { .mode = mode };
	struct buf block = BUF_INIT;
	size_t from = out->n;

	parse_text(&p, text, &block);
	buf_u32(out, p.findings.n);
	buf_str(out, buf_view(&p.findings.records));
	pad8(out, from);
	buf_str(out, buf_view(&block));
	buf_free(&p.findings.records);
	buf_free(&block);
}

void
document_parse_article(struct str text, const struct region *r, size_t n,
    struct buf *block, struct findings *f)
{
	struct parse p = { .mode = DOCUMENT_ARTICLE, .region = r,
	    .regions = n, .findings = *f };

	parse_text(&p, text, block);
	*f = p.findings;
}
