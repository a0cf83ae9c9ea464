/* `:::` containers as a cmark block extension. A container's own match
   function is asked about a line before its children are, so that a closing
   fence reaches it across an open list or a lazy paragraph.

   The closing line becomes a node of its own (a rule that is later left out):
   cmark would take a line that is simply swallowed for a blank one and make
   the list around it loose. */
#include "article/containers.h"

#include <ctype.h>
#include <string.h>

#include "article/habits.h"
#include "article/limits.h"
#include "base/str.h"

struct containers {
	struct arena *arena;
	cmark_syntax_extension *extension;
	const struct place *place;
	struct findings *findings;
	struct container **all;
	uint32_t n, cap;
	bool refused;		/* they nest too deep: said once, and alone */
	/* What the line at hand closes; set by the outermost container that
	   sees it, used by the others and by the opener. */
	int line;
	cmark_node *target;
};

static struct containers *
state(cmark_syntax_extension *e)
{
	return cmark_syntax_extension_get_private(e);
}

static bool
ours(const struct containers *cs, cmark_node *node)
{
	return cmark_node_get_syntax_extension(node) == cs->extension;
}

bool
containers_is_mark(const struct containers *cs, cmark_node *node)
{
	return cs && ours(cs, node) &&
	    cmark_node_get_type(node) == CMARK_NODE_THEMATIC_BREAK;
}

static struct container *
container_of(const struct containers *cs, cmark_node *node)
{
	if (!ours(cs, node) || containers_is_mark(cs, node))
		return NULL;
	return cmark_node_get_user_data(node);
}

const struct container *
containers_of(const struct containers *cs, cmark_node *node)
{
	return cs ? container_of(cs, node) : NULL;
}

/* The column where an item's content begins: that of its first child when it
   stands on the marker's line, else one space behind the marker. */
static uint32_t
item_column(const struct containers *cs, cmark_node *item)
{
	int line = cmark_node_get_start_line(item);
	int col = cmark_node_get_start_column(item);
	cmark_node *child = cmark_node_first_child(item);

	if (child && cmark_node_get_start_line(child) == line)
		return place_column(cs->place, line,
		    cmark_node_get_start_column(child));
	uint32_t at = place_at(cs->place, line, col), digits = 0;
	while (at + digits < cs->place->text.n &&
	    cs->place->text.p[at + digits] >= '0' &&
	    cs->place->text.p[at + digits] <= '9')
		digits++;
	return place_column(cs->place, line, col) + digits + 2;
}

/* Whether a code or HTML block that is still open goes on whatever the line
   holds. cmark keeps the lines of an open block as its string content. */
static bool
takes_any_line(cmark_node *node)
{
	static const char *const long_html[] = { "<!", "<?", "<script", "<pre",
	    "<style", "<textarea" };
	const char *content = cmark_node_get_string_content(node);
	int length, offset;
	char c;

	if (!content || *content == '\0')
		return false;
	if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK)
		return cmark_node_get_fenced(node, &length, &offset, &c) != 0;
	if (cmark_node_get_type(node) != CMARK_NODE_HTML_BLOCK)
		return false;
	content += strspn(content, " ");
	for (size_t i = 0; i < sizeof(long_html) / sizeof(*long_html); i++)
		if (strncmp(content, long_html[i], strlen(long_html[i])) == 0)
			return true;
	return false;
}

/* A fence closes the innermost container of its own length, or else the
   innermost shorter one. */
struct choice {
	uint32_t colons;
	cmark_node *exact, *shorter;
};

static void
offer(struct choice *c, cmark_node *node, const struct container *k)
{
	if (k->fence.colons == c->colons)
		c->exact = node;
	else if (k->fence.colons < c->colons)
		c->shorter = node;
}

/* The container that a closing fence at column `col` ends, `top` or one below
   it, or null. Follows the open blocks as far as the line would match them;
   the line begins with a colon, so that no quote goes on. */
static cmark_node *
closing_target(struct containers *cs, cmark_node *top, uint32_t base,
    uint32_t col, uint32_t colons)
{
	struct choice c = { .colons = colons };

	for (cmark_node *n = top; n; n = cmark_node_last_child(n)) {
		struct container *k = container_of(cs, n);
		cmark_node_type type = cmark_node_get_type(n);
		if (k) {
			if (col < base + 4)
				offer(&c, n, k);
		} else if (type == CMARK_NODE_ITEM) {
			base = item_column(cs, n);
			if (col < base)
				break;
		} else if (type == CMARK_NODE_FOOTNOTE_DEFINITION) {
			base += 4;
			if (col < base)
				break;
		} else if (takes_any_line(n)) {
			return NULL;
		} else if (type != CMARK_NODE_LIST) {
			break;
		}
	}
	return c.exact ? c.exact : c.shorter;
}

static struct str
rest_of_line(cmark_parser *parser, const unsigned char *input, int len)
{
	int at = cmark_parser_get_first_nonspace(parser);
	struct str s = { (const char *)input, (size_t)len };

	return str_trim(str_slice(s, (size_t)at, s.n));
}

static int
match(cmark_syntax_extension *e, cmark_parser *parser, unsigned char *input,
    int len, cmark_node *node)
{
	struct containers *cs = state(e);
	struct fence f;

	if (containers_is_mark(cs, node))
		return 0;
	if (cs->line == cmark_parser_get_line_number(parser))
		return node != cs->target;
	if (!markup_fence(rest_of_line(parser, input, len), &f) ||
	    f.name.n > 0)
		return 1;
	cs->line = cmark_parser_get_line_number(parser);
	cs->target = closing_target(cs, node,
	    (uint32_t)cmark_parser_get_column(parser),
	    (uint32_t)cmark_parser_get_first_nonspace_column(parser),
	    f.colons);
	return node != cs->target;
}

static void
consume(cmark_parser *parser, const unsigned char *input, int len)
{
	cmark_parser_advance_offset(parser, (const char *)input,
	    len - 1 - cmark_parser_get_offset(parser), 0);
}

static cmark_node *
add_node(struct containers *cs, cmark_parser *parser, cmark_node *parent,
    cmark_node_type type)
{
	cmark_node *node = cmark_parser_add_child(parser, parent, type,
	    cmark_parser_get_first_nonspace(parser) + 1);

	cmark_node_set_syntax_extension(node, cs->extension);
	return node;
}

static cmark_node *
open_mark(struct containers *cs, cmark_parser *parser, cmark_node *parent,
    uint32_t at, struct str line)
{
	int number = cmark_parser_get_line_number(parser);

	if (cs->line == number && cs->target)
		container_of(cs, cs->target)->end = at + (uint32_t)line.n;
	else
		findings_add(cs->findings, DIAG_UNCLOSED, at,
		    (uint32_t)line.n,
		    "this fence closes no container");
	return add_node(cs, parser, parent, CMARK_NODE_THEMATIC_BREAK);
}

static void
check_opening(struct containers *cs, const struct container *k)
{
	const struct fence *f = &k->fence;
	uint32_t at = (uint32_t)(f->name.p - cs->place->text.p);
	struct str key;

	if (k->kind == CONTAINER_TABS && f->rest.n > 0 &&
	    !markup_sync(f->rest, &key))
		findings_add(cs->findings, DIAG_SYNTAX, k->at, k->at_len,
		    "`tabs` takes `{sync=key}` and nothing else");
	else if (k->kind == CONTAINER_STEPS && f->rest.n > 0)
		findings_add(cs->findings, DIAG_SYNTAX, k->at, k->at_len,
		    "`steps` takes no title");
	else if ((k->kind == CONTAINER_TAB || k->kind == CONTAINER_DETAILS) &&
	    f->rest.n == 0)
		findings_add(cs->findings, DIAG_SYNTAX, at,
		    (uint32_t)f->name.n, "`%.*s` needs a title behind it",
		    STR_ARG(f->name));
}

/* A callout's word as it is written; all are short. */
static const char *
upper(struct str s, char out[16])
{
	size_t n = 0;

	for (; n < s.n && n < 15; n++)
		out[n] = (char)toupper((unsigned char)s.p[n]);
	out[n] = '\0';
	return out;
}

static void
check_name(struct containers *cs, struct container *k)
{
	struct str best = { 0 };
	struct str name = k->fence.name;
	char word[16];

	k->kind = markup_container(name, &best);
	if (k->kind != CONTAINER_UNKNOWN)
		return;
	findings_add(cs->findings, DIAG_SYNTAX,
	    (uint32_t)(name.p - cs->place->text.p), (uint32_t)name.n,
	    "unknown container `%.*s`", STR_ARG(name));
	if (habits_callout(name).n > 0)
		findings_hint(cs->findings, "write a quote that begins with "
		    "`> [!%s] title`", upper(habits_callout(name), word));
	else if (best.n > 0)
		findings_hint(cs->findings, "did you mean `%.*s`?",
		    STR_ARG(best));
	else
		findings_hint(cs->findings,
		    "there are tabs, tab, steps and details");
}

/* A tab stands directly in tabs, and nothing else does. */
static void
check_parent(struct containers *cs, const struct container *k,
    cmark_node *node)
{
	const struct container *up =
	    container_of(cs, cmark_node_parent(node));
	bool in_tabs = up && up->kind == CONTAINER_TABS;

	if (k->kind == CONTAINER_TAB && !in_tabs) {
		findings_add(cs->findings, DIAG_SYNTAX, k->at, k->at_len,
		    "`tab` belongs directly into `tabs`");
		findings_hint(cs->findings, "write `:::: tabs` before the "
		    "first and `::::` behind the last");
	} else if (k->kind != CONTAINER_TAB && in_tabs) {
		findings_add(cs->findings, DIAG_SYNTAX, k->at, k->at_len,
		    "`tabs` holds `tab` containers and nothing else");
	}
}

static struct container *
add_container(struct containers *cs)
{
	if (cs->n == cs->cap) {
		uint32_t cap = cs->cap ? cs->cap * 2 : 16;
		struct container **all =
		    ARENA_ARRAY(cs->arena, cap, struct container *);
		if (cs->n > 0)
			memcpy(all, cs->all, cs->n * sizeof(*all));
		cs->all = all;
		cs->cap = cap;
	}
	return cs->all[cs->n++] = ARENA_NEW(cs->arena, struct container);
}

static bool
too_deep(const struct containers *cs, cmark_node *node)
{
	unsigned depth = 0;

	for (; node; node = cmark_node_parent(node))
		depth += container_of(cs, node) != NULL;
	return depth >= LIMIT_NESTING;
}

static void
refuse(struct containers *cs, uint32_t at, uint32_t len)
{
	if (!cs->refused)
		findings_add(cs->findings, DIAG_LIMIT, at, len,
		    "containers nest more than %d deep here", LIMIT_NESTING);
	cs->refused = true;
}

static cmark_node *
try_open(cmark_syntax_extension *e, int indented, cmark_parser *parser,
    cmark_node *parent, unsigned char *input, int len)
{
	struct containers *cs = state(e);
	struct fence f;
	/* Offsets count in the text, not in cmark's copy of the line. */
	int number = cmark_parser_get_line_number(parser);
	uint32_t at = place_at(cs->place, number,
	    cmark_parser_get_first_nonspace(parser) + 1);
	struct str line = str_trim(str_slice(cs->place->text, at,
	    place_line_end(cs->place, number)));

	if (indented || !markup_fence(rest_of_line(parser, input, len), &f) ||
	    !markup_fence(line, &f))
		return NULL;
	if (f.name.n == 0) {
		cmark_node *mark = open_mark(cs, parser, parent, at, line);
		consume(parser, input, len);
		return mark;
	}
	if (cs->refused || too_deep(cs, parent)) {
		refuse(cs, at, (uint32_t)line.n);
		return NULL;
	}
	struct container *k = add_container(cs);
	k->fence = f;
	k->at = at;
	k->at_len = (uint32_t)line.n;
	check_name(cs, k);
	check_opening(cs, k);
	cmark_node *node = add_node(cs, parser, parent,
	    CMARK_NODE_CUSTOM_BLOCK);
	cmark_node_set_user_data(node, k);
	check_parent(cs, k, node);
	consume(parser, input, len);
	return node;
}

static int
can_contain(cmark_syntax_extension *e, cmark_node *node,
    cmark_node_type child)
{
	return !containers_is_mark(state(e), node) &&
	    (child & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK &&
	    child != CMARK_NODE_ITEM;
}

static int
contains_inlines(cmark_syntax_extension *e, cmark_node *node)
{
	(void)e;
	(void)node;
	return 0;
}

struct containers *
containers_attach(cmark_parser *parser, struct arena *a,
    const struct place *p, struct findings *f)
{
	struct containers *cs = ARENA_NEW(a, struct containers);
	cmark_syntax_extension *e = cmark_syntax_extension_new("container");

	*cs = (struct containers){ .arena = a, .extension = e, .place = p,
	    .findings = f };
	cmark_syntax_extension_set_private(e, cs, NULL);
	cmark_syntax_extension_set_match_block_func(e, match);
	cmark_syntax_extension_set_open_block_func(e, try_open);
	cmark_syntax_extension_set_can_contain_func(e, can_contain);
	cmark_syntax_extension_set_contains_inlines_func(e, contains_inlines);
	cmark_parser_attach_syntax_extension(parser, e);
	return cs;
}

void
containers_free(struct containers *cs)
{
	if (cs)
		cmark_syntax_extension_free(cmark_get_default_mem_allocator(),
		    cs->extension);
}

void
containers_finish(struct containers *cs)
{
	static const char colons[] = "::::::::::::::::";

	for (uint32_t i = 0; i < cs->n && !cs->refused; i++)
		if (cs->all[i]->end == 0) {
			findings_add(cs->findings, DIAG_UNCLOSED,
			    cs->all[i]->at, cs->all[i]->at_len,
			    "`%.*s` is not closed",
			    STR_ARG(cs->all[i]->fence.name));
			findings_hint(cs->findings, "close it with a line of "
			    "`%.*s`", (int)cs->all[i]->fence.colons, colons);
		}
}
