/* Cuts a source into text, values and directives, in one pass. */
#include "base/str.h"
#include "template/compile.h"

enum { SOON = 4096 };	/* bytes */

static struct token *
room(struct compiler *c)
{
	c->token = compiler_grow(c->token, c->tokens, &c->token_cap,
	    sizeof(*c->token));
	return &c->token[c->tokens];
}

static struct token *
add(struct compiler *c, enum token_kind kind, size_t from, size_t to)
{
	struct token *t = room(c);

	c->tokens++;
	*t = (struct token){ .kind = kind, .fenced = c->fenced, .from = from,
	    .to = to };
	return t;
}

/* Sets what stands between the braces, white space trimmed. */
static void
set_inside(struct compiler *c, struct token *t, size_t in, size_t to)
{
	struct str s = str_trim(compiler_bytes(c, in, to));

	t->in = s.n ? (size_t)(s.p - c->text.p) : to;
	t->in_to = t->in + s.n;
}

static size_t
line_end(const struct compiler *c, size_t i)
{
	ptrdiff_t end = str_find_char(c->text, '\n', i);

	return end < 0 ? c->to : (size_t)end;
}

/* A comment that is not closed is not taken for one: what follows may hold
   further slips. */
static size_t
lex_comment(struct compiler *c, size_t i)
{
	ptrdiff_t end = str_find(c->text, STR("#}"), i + 2);

	if (end >= 0) {
		add(c, TOKEN_SILENT, i, (size_t)end + 2);
		return (size_t)end + 2;
	}
	complain(c, DIAG_UNCLOSED, i, i + 2, "close it with `#}`",
	    "this comment is not closed");
	return line_end(c, i);
}

static size_t
skip_blanks(struct str s, size_t i)
{
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' ||
	    s.p[i] == '\n' || s.p[i] == '\r'))
		i++;
	return i;
}

/* Finds `{%`, the word endraw and `%}`, white space between them, from `i`
   on. */
static bool
find_endraw(struct str s, size_t i, size_t *from, size_t *to)
{
	struct str word = STR("endraw");

	for (;;) {
		ptrdiff_t hit = str_find(s, STR("{%"), i);
		if (hit < 0)
			return false;
		i = skip_blanks(s, (size_t)hit + 2);
		if (!str_starts(str_slice(s, i, s.n), word))
			continue;
		i = skip_blanks(s, i + word.n);
		if (!str_starts(str_slice(s, i, s.n), STR("%}")))
			continue;
		*from = (size_t)hit;
		*to = i + 2;
		return true;
	}
}

static size_t
lex_raw(struct compiler *c, size_t from, size_t to)
{
	size_t end, behind;

	add(c, TOKEN_SILENT, from, to);
	if (!find_endraw(c->text, to, &end, &behind)) {
		complain(c, DIAG_UNCLOSED, from, to,
		    "close it with `{% endraw %}`", "`raw` is not closed");
		end = behind = c->to;
	}
	if (end > to)
		add(c, TOKEN_LITERAL, to, end);
	if (behind > end)
		add(c, TOKEN_SILENT, end, behind);
	return behind;
}

/* {{!-- a comment of Handlebars --}}: to Lua its end is a comment, too. */
static size_t
report_handlebars(struct compiler *c, size_t i)
{
	ptrdiff_t end = str_find(c->text, STR("--}}"), i + 5);

	complain(c, DIAG_SYNTAX, i, i + 5, "write `{# ... #}`",
	    "this is no comment of livery");
	return end < 0 ? line_end(c, i) : (size_t)end + 4;
}

/* What is not closed stays out of the program, braces and all, up to the end
   of its line or the next thing on it. */
static size_t
report_unclosed(struct compiler *c, size_t i, const struct scan *scan)
{
	bool value = c->text.p[i + 1] == '{';
	const char *hint = value ? "close it with `}}`" : "close it with `%}`";
	size_t end = line_end(c, i), next = i + 2;

	if (str_starts(str_slice(c->text, i, c->to), STR("{{!--")))
		return report_handlebars(c, i);
	if (scan->commented)
		hint = value ? "`--` begins a comment that hides `}}`" :
		    "`--` begins a comment that hides `%}`";
	complain(c, DIAG_UNCLOSED, i, i + 2, hint, value ?
	    "this value is not closed" : "this directive is not closed");
	while (next < end && c->text.p[next] == '{')
		next++;
	while (next < end && !scan_opens(c->text, next))
		next++;
	return next;
}

/* The quote is reported, and the value ends at the braces behind it. */
static size_t
report_string(struct compiler *c, size_t i, size_t quote)
{
	bool value = c->text.p[i + 1] == '{';
	ptrdiff_t end = str_find(c->text, value ? STR("}}") : STR("%}"),
	    quote);
	char q = c->text.p[quote];

	complain(c, DIAG_UNCLOSED, quote, quote + 1, q == '"' ?
	    "close it with `\"`" : q == '\'' ? "close it with `'`" :
	    "close it with `]]`", "the text that begins here is not closed");
	return end < 0 ? c->to : (size_t)end + 2;
}

/* Jinja's {%- -%} and {{- -}} cut white space; livery's directives do so by
   themselves. What is left is read as if they were not there. */
static void
cut_dashes(struct compiler *c, struct token *t)
{
	const char *p = c->text.p;
	bool value = t->kind == TOKEN_VALUE;
	size_t in = t->in, to = t->in_to;
	char behind = in + 1 < to ? p[in + 1] : '\0';

	if (in == t->from + 2 && in < to && p[in] == '-' &&
	    (!value || behind == ' ' || behind == '\n'))
		in++;
	if (to > in && to == t->to - 2 && p[to - 1] == '-' &&
	    (to - 1 == in || p[to - 2] != '-'))
		to--;
	if (in == t->in && to == t->in_to)
		return;
	size_t at = in != t->in ? t->from : t->to - 3;
	complain(c, DIAG_SYNTAX, at, at + 3, value ? "write `{{` and `}}`" :
	    "write `{%` and `%}`; a directive alone on its line takes it with "
	    "it anyway", "livery's braces have no hyphen");
	set_inside(c, t, in, to);
}

static size_t
lex_braces(struct compiler *c, size_t i)
{
	struct scan scan = { 0 };
	bool value = c->text.p[i + 1] == '{';
	enum scan_result r = SCAN_NOTHING;

	if (value && known_at(c, i, room(c)))
		return c->token[c->tokens++].to;
	struct str text = c->wasted < COMPILE_WASTE ? c->text :
	    str_slice(c->text, 0, i + SOON);

	/* Without any closing braces left a look at every word is in vain. */
	if (str_find(text, value ? STR("}}") : STR("%}"), i + 2) >= 0)
		r = scan_braces(text, i, &scan);
	if (r == SCAN_NOTHING && scan.end > i)
		c->wasted += scan.end - i;
	if (r == SCAN_NOTHING)
		return report_unclosed(c, i, &scan);
	if (r == SCAN_STRING)
		return report_string(c, i, scan.end);
	if (!value && str_eq(str_trim(compiler_bytes(c, i + 2, scan.end - 2)),
	    STR("raw")))
		return lex_raw(c, i, scan.end);
	struct token *t = add(c, value ? TOKEN_VALUE : TOKEN_DIRECTIVE, i,
	    scan.end);
	set_inside(c, t, i + 2, scan.end - 2);
	cut_dashes(c, t);
	return scan.end;
}

/* The next byte from `i` on that needs a look: a brace that opens something,
   or a line's beginning in an article, for its fences. */
static size_t
plain_end(struct compiler *c, struct fence *f, size_t i)
{
	bool article = c->kind == TEMPLATE_ARTICLE;

	while (i < c->to) {
		/* The end is kept: a long line is looked through once. */
		if (i > c->line)
			c->line = line_end(c, i);
		size_t end = c->line;
		struct str line = str_slice(c->text, 0, end);
		ptrdiff_t brace = str_find_char(line, '{', i);
		while (brace >= 0 && !scan_opens(c->text, (size_t)brace))
			brace = str_find_char(line, '{', (size_t)brace + 1);
		if (brace >= 0)
			return (size_t)brace;
		i = end < c->to ? end + 1 : c->to;
		size_t behind = article && i < c->to ?
		    fence_line(f, c->text, i) : 0;
		if (behind > i)
			i = behind;
	}
	return i;
}

void
lex(struct compiler *c)
{
	struct fence f = { 0 };
	size_t i = c->from, skip = 0;

	c->line = line_end(c, i);
	if (c->kind == TEMPLATE_ARTICLE &&
	    (i == 0 || c->text.p[i - 1] == '\n'))
		skip = fence_line(&f, c->text, i);
	while (i < c->to && !compiler_full(c)) {
		size_t end = plain_end(c, &f, skip > i ? skip : i);
		if (end > i)
			add(c, TOKEN_TEXT, i, end);
		if (end == c->to)
			return;
		c->fenced = f.mark != '\0';
		i = c->text.p[end + 1] == '#' ? lex_comment(c, end) :
		    lex_braces(c, end);
	}
}
