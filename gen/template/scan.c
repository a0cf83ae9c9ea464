/* Finds the closing braces of a value or directive without being fooled by
   Lua's strings, comments and tables. */
#include "base/str.h"
#include "template/compile.h"

static char
at(struct str s, size_t i)
{
	return i < s.n ? s.p[i] : '\0';
}

bool
scan_opens(struct str text, size_t i)
{
	char next = at(text, i + 1), after = at(text, i + 2);

	if (at(text, i) != '{')
		return false;
	/* `{#id}` behind a heading is none: white space makes a comment. */
	return next == '{' || next == '%' || (next == '#' && (after == ' ' ||
	    after == '\t' || after == '\n' || after == '\r'));
}

/* Whether an empty line stands between two tokens. */
static bool
holds_empty_line(struct str text, size_t from, size_t to)
{
	unsigned ends = 0;

	for (size_t i = from; i < to; i++) {
		char c = text.p[i];
		if (c == '\n' && ++ends == 2)
			return true;
		if (c != '\n' && c != ' ' && c != '\t' && c != '\r')
			ends = 0;
	}
	return false;
}

static bool
holds_comment(struct str text, size_t from, size_t to)
{
	return str_find(str_slice(text, 0, to), STR("--"), from) >= 0;
}

struct scanner {
	struct str text;
	bool value;		/* {{ }}, else {% %} */
	size_t braces;		/* tables open */
};

static bool
closes(const struct scanner *s, size_t i)
{
	if (at(s->text, i + 1) != '}')
		return false;
	/* No expression of Lua has "%}", however deep. */
	if (!s->value)
		return at(s->text, i) == '%';
	return at(s->text, i) == '}' && s->braces == 0;
}

/* An empty line ends what was not closed, so that one slip does not swallow
   the rest of the file; a directive's table may hold empty lines. */
static bool
gives_up(const struct scanner *s, size_t from, size_t to)
{
	if (at(s->text, to) == '{' && at(s->text, to + 1) == '%')
		return true;
	return (s->value || s->braces == 0) &&
	    holds_empty_line(s->text, from, to);
}

/* A string is open to the end of its line. When the line has closing braces,
   the quote is the slip, otherwise they are. */
static enum scan_result
open_string(const struct scanner *s, size_t quote, struct scan *out)
{
	ptrdiff_t line = str_find_char(s->text, '\n', quote);
	struct str rest = str_slice(s->text, 0,
	    line < 0 ? s->text.n : (size_t)line);

	out->end = quote;
	return str_find(rest, s->value ? STR("}}") : STR("%}"), quote) < 0 ?
	    SCAN_NOTHING : SCAN_STRING;
}

enum scan_result
scan_braces(struct str text, size_t i, struct scan *out)
{
	struct scanner s = { text, text.p[i + 1] == '{', 0 };

	*out = (struct scan){ 0 };
	for (i += 2; ; ) {
		size_t before = i;
		bool skipped = lua_skip(text, &i);
		if (!skipped || i >= text.n || gives_up(&s, before, i)) {
			out->commented |= !skipped ||
			    holds_comment(text, before, i);
			out->end = i;
			return SCAN_NOTHING;
		}
		out->commented |= holds_comment(text, before, i);
		if (closes(&s, i)) {
			out->end = i + 2;
			return SCAN_CLOSED;
		}
		struct lua_token t = lua_token_next(text, &i);
		if (t.kind == LUA_OPEN)
			return open_string(&s, t.from, out);
		if (lua_is_op(t, '{'))
			s.braces++;
		else if (lua_is_op(t, '}') && s.braces > 0)
			s.braces--;
	}
}

static bool
find_comment_end(struct str text, size_t i, size_t *end)
{
	ptrdiff_t hit = str_find(text, STR("#}"), i + 2);

	*end = (size_t)(hit + 2);
	return hit >= 0;
}

bool
template_next(struct str text, size_t from, size_t *begin, size_t *end)
{
	ptrdiff_t brace = str_find_char(text, '{', from);
	struct scan scan;

	while (brace >= 0 && !scan_opens(text, (size_t)brace))
		brace = str_find_char(text, '{', (size_t)brace + 1);
	if (brace < 0)
		return false;
	*begin = (size_t)brace;
	if (text.p[*begin + 1] == '#')
		return find_comment_end(text, *begin, end);
	bool closed = scan_braces(text, *begin, &scan) == SCAN_CLOSED;
	*end = scan.end;
	return closed;
}
