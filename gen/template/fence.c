/* Code fences of Markdown (CommonMark 0.31, section 4.5) as far as the lexer
   needs them: which are left alone, and where they end. */
#include "base/str.h"
#include "template/compile.h"

static char
at(struct str s, size_t i)
{
	return i < s.n ? s.p[i] : '\0';
}

static size_t
line_end(struct str text, size_t i)
{
	ptrdiff_t end = str_find_char(text, '\n', i);

	return end < 0 ? text.n : (size_t)end;
}

/* The length of a list marker with the blank behind it, or 0. */
static size_t
list_marker(struct str line, size_t i)
{
	size_t n = i;
	char c = at(line, i);

	if (c == '-' || c == '*' || c == '+') {
		n++;
	} else {
		while (n - i < 9 && at(line, n) >= '0' && at(line, n) <= '9')
			n++;
		if (n == i || (at(line, n) != '.' && at(line, n) != ')'))
			return 0;
		n++;
	}
	return at(line, n) == ' ' || at(line, n) == '\t' ? n + 1 - i : 0;
}

/* Skips blanks and quote marks, counting the latter. */
static size_t
skip_quotes(struct str line, size_t i, size_t *quotes)
{
	for (; at(line, i) == ' ' || at(line, i) == '\t' ||
	    at(line, i) == '>'; i++)
		*quotes += line.p[i] == '>';
	return i;
}

/* Words stand apart by blanks, commas and braces; those in a quoted title do
   not count. */
static bool
info_holds_raw(struct str info)
{
	size_t word = 0;
	bool quoted = false;

	for (size_t i = 0; i <= info.n; i++) {
		char c = at(info, i);
		if (c == '"')
			quoted = !quoted;
		if (i < info.n && c != ' ' && c != '\t' && c != ',' &&
		    c != '{' && c != '}' && c != '\r')
			continue;
		if (!quoted && str_eq(str_slice(info, word, i), STR("raw")))
			return true;
		word = i + 1;
	}
	return false;
}

static size_t
run_of(struct str line, size_t i, char c)
{
	size_t n = i;

	while (n < line.n && line.p[n] == c)
		n++;
	return n - i;
}

/* Whether the line opens a fence; `*f` then describes it. */
static bool
opens(struct fence *f, struct str line, bool *raw)
{
	size_t quotes = 0, list = 0, i = 0, step;

	*f = (struct fence){ 0 };
	i = skip_quotes(line, i, &quotes);
	while ((step = list_marker(line, i)) > 0) {
		i = skip_quotes(line, i + step, &quotes);
		list = i;
	}
	char c = at(line, i);
	size_t n = run_of(line, i, c);
	if ((c != '`' && c != '~') || n < 3)
		return false;
	struct str info = str_slice(line, i + n, line.n);
	if (c == '`' && str_find_char(info, '`', 0) >= 0)
		return false;
	*f = (struct fence){ c, n, quotes, quotes == 0 ? list : 0 };
	*raw = info_holds_raw(info);
	return true;
}

enum step { INSIDE, CLOSED, LEFT };

/* A line within an open fence. LEFT: its quote or list item has ended, the
   line does not belong to it. */
static enum step
fence_step(const struct fence *f, struct str line)
{
	size_t quotes = 0;
	size_t i = skip_quotes(line, 0, &quotes);
	bool blank = i == line.n || line.p[i] == '\r';

	if (quotes < f->quotes || (!blank && i < f->indent))
		return LEFT;
	size_t n = run_of(line, i, f->mark);
	if (n < f->len)
		return INSIDE;
	return str_trim(str_slice(line, i + n, line.n)).n == 0 ? CLOSED :
	    INSIDE;
}

/* The end of the last line of an open fence. */
static size_t
fence_end(const struct fence *f, struct str text, size_t i)
{
	while (i < text.n) {
		size_t begin = i + 1, end = line_end(text, begin);
		enum step s = fence_step(f, str_slice(text, begin, end));
		if (s == LEFT)
			return i;
		i = end;
		if (s == CLOSED)
			return i;
	}
	return i;
}

size_t
fence_line(struct fence *f, struct str text, size_t i)
{
	size_t end = line_end(text, i);
	struct str line = str_slice(text, i, end);
	bool raw;

	if (f->mark) {
		enum step s = fence_step(f, line);
		if (s == INSIDE)
			return 0;
		f->mark = '\0';
		if (s == CLOSED)
			return 0;
	}
	if (!opens(f, line, &raw) || !raw)
		return 0;
	size_t behind = fence_end(f, text, end);
	f->mark = '\0';
	return behind;
}
