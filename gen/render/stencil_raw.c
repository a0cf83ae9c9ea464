/* Raw HTML in articles: an allow-list of elements and attributes, and a stack
   of what is open, so that an article can never break its page. All else is
   shown as text. */
#include "render/stencil_private.h"

#include <string.h>

#include "base/str.h"
#include "render/escape.h"
#include "render/stencil_tag.h"
#include "value/value.h"

enum { DEPTH_MAX = 64, REFUSED_MAX = 32, FINDINGS_MAX = 100 };

struct open_element {
	const struct raw_element *element;
	uint32_t container;	/* the node that must not end before it */
	uint32_t at, len;	/* of its tag, for findings */
};

struct raw {
	struct open_element open[DEPTH_MAX];
	unsigned n;
	/* Tags shown as text: their closing tags are not reported again. */
	struct str refused[REFUSED_MAX];
	unsigned nrefused;
	unsigned findings;	/* so far */
	/* Of the HTML being read. */
	uint32_t node;
	uint32_t reach;		/* container whose elements may be closed */
	bool inlines;
};

bool
raw_in_link(const struct stencil_builder *b)
{
	const struct raw *r = b->raw;

	for (unsigned i = 0; r && i < r->n; i++)
		if (r->open[i].element->kind == RAW_PHRASING &&
		    strcmp(r->open[i].element->name, "a") == 0)
			return true;
	return false;
}

static void
report(struct stencil_builder *b, uint32_t at, uint32_t len, const char *why)
{
	unsigned n = b->raw->findings++;

	if (b->found && n < FINDINGS_MAX)
		b->found(b->ctx, at, len, n < FINDINGS_MAX - 1 ? why :
		    "the rest of this article's raw HTML is not reported");
}

static void
close_top(struct stencil_builder *b)
{
	struct raw *r = b->raw;
	const char *name = r->open[--r->n].element->name;

	stencil_literal(b, STR("</"));
	stencil_literal(b, str_c(name));
	stencil_literal(b, STR(">"));
}

/* Whether the i-th open element may be closed by what is read now. */
static bool
in_reach(const struct raw *r, unsigned i)
{
	return r->open[i].container == r->node ||
	    r->open[i].container == r->reach;
}

static const struct raw_element *
top(const struct raw *r)
{
	return r->n > 0 && in_reach(r, r->n - 1) ?
	    r->open[r->n - 1].element : NULL;
}

void
raw_leave(struct stencil_builder *b, uint32_t n)
{
	struct raw *r = b->raw;

	while (r->n > 0 && r->open[r->n - 1].container == n) {
		const struct open_element *e = &r->open[r->n - 1];
		report(b, e->at, e->len, "this element is not closed");
		close_top(b);
	}
}

void
raw_make_room(struct stencil_builder *b, uint32_t parent)
{
	struct raw *r = b->raw;

	while (r->n > 0 && r->open[r->n - 1].container == parent &&
	    r->open[r->n - 1].element->kind == RAW_STRUCTURE) {
		const struct open_element *e = &r->open[r->n - 1];
		report(b, e->at, e->len, "text cannot stand directly in this"
		    " element, which is closed before it");
		close_top(b);
	}
}

static void
make_text_room(struct stencil_builder *b, struct str s)
{
	if (str_trim(s).n > 0 && !b->raw->inlines)
		raw_make_room(b, b->raw->reach);
}

/* A tag shown as it was typed. */
static void
as_text(struct stencil_builder *b, struct str tag)
{
	make_text_room(b, tag);
	stencil_string(b, tag, stencil_text_place(b));
}

static void
refuse(struct stencil_builder *b, const struct raw_tag *t, struct str source,
    uint32_t at, const char *why)
{
	struct raw *r = b->raw;

	report(b, at, (uint32_t)source.n, why);
	if (!t->closing && r->nrefused < REFUSED_MAX)
		r->refused[r->nrefused++] = t->name;
	as_text(b, source);
}

/* Forgets the latest refused tag of that name; false when there was none. */
static bool
was_refused(struct raw *r, struct str name)
{
	for (unsigned i = r->nrefused; i > 0; i--) {
		if (!str_eq_fold(r->refused[i - 1], name))
			continue;
		memmove(&r->refused[i - 1], &r->refused[i],
		    (r->nrefused - i) * sizeof(r->refused[0]));
		r->nrefused--;
		return true;
	}
	return false;
}

static void
closing_tag(struct stencil_builder *b, const struct raw_tag *t,
    struct str source, uint32_t at)
{
	struct raw *r = b->raw;
	unsigned i = r->n;

	if (was_refused(r, t->name)) {
		as_text(b, source);
		return;
	}
	while (i > 0 && in_reach(r, i - 1) &&
	    !str_eq_fold(str_c(r->open[i - 1].element->name), t->name))
		i--;
	if (i == 0 || !in_reach(r, i - 1)) {
		refuse(b, t, source, at, "this tag closes nothing");
		return;
	}
	while (r->n >= i)
		close_top(b);
}

/* Closes what cannot stay open around a block, such as a paragraph; false
   when the block must not stand here at all. */
static bool
make_block_room(struct stencil_builder *b, const struct raw_element *e)
{
	struct raw *r = b->raw;

	if (!e->parents) {
		while (top(r) && (top(r)->kind == RAW_PHRASING ||
		    top(r)->kind == RAW_TEXT_BLOCK ||
		    top(r)->kind == RAW_STRUCTURE))
			close_top(b);
		return r->n == 0 || r->open[r->n - 1].element->kind ==
		    RAW_FLOW;
	}
	unsigned i = r->n;
	while (i > 0 && in_reach(r, i - 1) &&
	    !raw_is_parent(e, r->open[i - 1].element))
		i--;
	if (i == 0 || !in_reach(r, i - 1))
		return false;
	while (r->n > i)
		close_top(b);
	return true;
}

static const char *
misplaced(struct stencil_builder *b, const struct raw_element *e)
{
	struct raw *r = b->raw;

	if (r->n == DEPTH_MAX)
		return "elements are nested too deeply";
	if (e->kind == RAW_PHRASING && !e->parents) {
		if (strcmp(e->name, "a") == 0 &&
		    (b->linked > 0 || raw_in_link(b)))
			return "a link cannot stand inside a link";
		if (!r->inlines)
			raw_make_room(b, r->reach);
		return NULL;
	}
	if (e->kind != RAW_PHRASING && r->inlines)
		return "this element cannot stand inside a line of text";
	if (!make_block_room(b, e))
		return "this element cannot stand here";
	return NULL;
}

static void
opening_tag(struct stencil_builder *b, const struct raw_tag *t,
    struct str source, uint32_t at)
{
	struct raw *r = b->raw;
	const char *why = NULL;
	const struct raw_element *e = raw_element_find(t->name, &why);

	if (!why)
		why = raw_check_attributes(e, t);
	if (!why)
		why = misplaced(b, e);
	if (why) {
		refuse(b, t, source, at, why);
		return;
	}
	raw_write_tag(b, e, t);
	if (e->empty)
		return;
	r->open[r->n++] = (struct open_element){
		.element = e,
		.container = r->inlines || e->kind == RAW_FLOW ||
		    e->kind == RAW_STRUCTURE ? r->reach : r->node,
		.at = at,
		.len = (uint32_t)source.n
	};
}

/* One piece of HTML: a tag, a comment (dropped) or text up to the next '<'.
   Returns its length. */
static size_t
piece(struct stencil_builder *b, struct str s, size_t i, uint32_t at)
{
	struct raw_tag t;
	size_t n;

	if ((n = raw_comment(s, i)) > 0)
		return n;
	if ((n = raw_tag_read(s, i, &t)) > 0) {
		struct str source = str_slice(s, i, i + n);
		if (t.closing)
			closing_tag(b, &t, source, at);
		else
			opening_tag(b, &t, source, at);
		return n;
	}
	ptrdiff_t next = str_find_char(s, '<', i + 1);
	n = (next < 0 ? s.n : (size_t)next) - i;
	if (s.p[i] == '<')
		report(b, at, 1, "this is not a tag of HTML");
	make_text_room(b, str_slice(s, i, i + n));
	raw_text(b, str_slice(s, i, i + n));
	return n;
}

/* Where byte `i` of the HTML stands in the variant's text. The node begins
   behind its indentation. In a quote or list later lines may have lost a
   prefix: then the lengths differ, and tags behind the first line are reported
   at the block's start. */
static uint32_t
place(const struct node *k, struct str s, size_t i)
{
	size_t lead = 0, end = s.n;

	while (lead < s.n && (s.p[lead] == ' ' || s.p[lead] == '\t'))
		lead++;
	while (end > lead && (s.p[end - 1] == '\n' || s.p[end - 1] == '\r'))
		end--;
	ptrdiff_t line = str_find_char(s, '\n', 0);
	bool whole = end - lead == k->at_len;
	bool first = line < 0 || i < (size_t)line;
	return i >= lead && (whole || first) ? k->at + (uint32_t)(i - lead) :
	    k->at;
}

static void
read_all(struct stencil_builder *b, uint32_t n, bool inlines)
{
	const struct node *k = &b->doc->node[n];
	struct str s = document_str(b->doc, k->text);

	if (!b->raw)
		b->raw = ARENA_NEW(b->arena, struct raw);
	b->raw->node = n;
	b->raw->reach = k->parent;
	b->raw->inlines = inlines;
	for (size_t i = 0; i < s.n; )
		i += piece(b, s, i, place(k, s, i));
}

void
raw_inline(struct stencil_builder *b, uint32_t n)
{
	read_all(b, n, true);
}

void
raw_block(struct stencil_builder *b, uint32_t n)
{
	read_all(b, n, false);
	raw_leave(b, n);
}
