/* The words of Lua 5.4. */
#include "template/lua_token.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static char
at(struct str s, size_t i)
{
	return i < s.n ? s.p[i] : '\0';
}

/* The number of '=' when a long bracket opens at `i`, or -1. */
static ptrdiff_t
long_level(struct str s, size_t i)
{
	size_t n = i + 1;

	if (at(s, i) != '[')
		return -1;
	while (at(s, n) == '=')
		n++;
	return at(s, n) == '[' ? (ptrdiff_t)(n - i - 1) : -1;
}

/* The byte behind the bracket that closes a long one, or 0. */
static size_t
long_end(struct str s, size_t i, size_t level)
{
	i += level + 2;
	for (;;) {
		ptrdiff_t hit = str_find_char(s, ']', i);
		if (hit < 0)
			return 0;
		size_t n = (size_t)hit + 1;
		while (n - (size_t)hit - 1 < level && at(s, n) == '=')
			n++;
		if (n - (size_t)hit - 1 == level && at(s, n) == ']')
			return n + 1;
		i = n;
	}
}

bool
lua_skip(struct str s, size_t *i)
{
	for (;;) {
		while (*i < s.n && is_blank(s.p[*i]))
			(*i)++;
		if (at(s, *i) != '-' || at(s, *i + 1) != '-')
			return true;
		ptrdiff_t level = long_level(s, *i + 2);
		if (level >= 0) {
			size_t end = long_end(s, *i + 2, (size_t)level);
			if (end == 0)
				return false;
			*i = end;
		} else {
			ptrdiff_t end = str_find_char(s, '\n', *i);
			*i = end < 0 ? s.n : (size_t)end;
		}
	}
}

/* The byte behind the closing quote, or 0: a quoted string ends on its line
   unless a backslash stands before the line's end. */
static size_t
quoted_end(struct str s, size_t i)
{
	char quote = s.p[i++];

	while (i < s.n && s.p[i] != quote) {
		if (s.p[i] == '\n')
			return 0;
		if (s.p[i] == '\\' && at(s, i + 1) == 'z') {
			i += 2;
			while (i < s.n && is_blank(s.p[i]))
				i++;
			continue;
		}
		i += s.p[i] == '\\' ? 2 : 1;
	}
	return i < s.n ? i + 1 : 0;
}

static size_t
number_end(struct str s, size_t i)
{
	bool hex = at(s, i) == '0' && (at(s, i + 1) | 0x20) == 'x';

	while (i < s.n && (is_digit(s.p[i]) || is_letter(s.p[i]) ||
	    s.p[i] == '.')) {
		char c = (char)(s.p[i] | 0x20), next = at(s, i + 1);
		i++;
		if (c == (hex ? 'p' : 'e') && (next == '+' || next == '-'))
			i++;
	}
	return i;
}

static size_t
operator_length(struct str s, size_t i)
{
	static const char *const longer[] = {
		"...", "===", "!==", "==", "~=", "<=", ">=", "//", "::", "<<",
		">>", "..", "!=", "&&", "||"
	};
	struct str rest = str_slice(s, i, s.n);
	char second = at(s, i + 1);

	if (second == '\0' || !strchr("=./:<>&|", second))
		return 1;
	for (size_t k = 0; k < sizeof(longer) / sizeof(*longer); k++)
		if (str_starts(rest, str_c(longer[k])))
			return strlen(longer[k]);
	return 1;
}

static void
read_operator(struct str s, struct lua_token *t)
{
	size_t n = operator_length(s, t->from);

	t->kind = LUA_OP;
	t->to = t->from + n;
	for (size_t k = 0; k < n; k++)
		t->op |= LUA_OP1(s.p[t->from + k]) << 8 * k;
}

static void
read_string(struct str s, struct lua_token *t, ptrdiff_t level)
{
	size_t end = level >= 0 ? long_end(s, t->from, (size_t)level) :
	    quoted_end(s, t->from);

	t->kind = end ? LUA_STRING : LUA_OPEN;
	t->to = end ? end : s.n;
}

static void
read_name(struct str s, struct lua_token *t)
{
	while (t->to < s.n && (is_letter(s.p[t->to]) || is_digit(s.p[t->to])))
		t->to++;
	t->kind = lua_is_keyword(str_slice(s, t->from, t->to)) ? LUA_KEYWORD :
	    LUA_NAME;
}

struct lua_token
lua_token_next(struct str s, size_t *i)
{
	bool closed = lua_skip(s, i);
	struct lua_token t = { .from = *i, .to = *i };
	char c = at(s, *i);
	ptrdiff_t level = long_level(s, *i);

	if (!closed) {
		t.kind = LUA_OPEN;
		t.to = s.n;
	} else if (*i >= s.n) {
		t.kind = LUA_END;
	} else if (is_letter(c)) {
		read_name(s, &t);
	} else if (is_digit(c) || (c == '.' && is_digit(at(s, *i + 1)))) {
		t.kind = LUA_NUMBER;
		t.to = number_end(s, *i);
	} else if (c == '"' || c == '\'' || level >= 0) {
		read_string(s, &t, level);
	} else {
		read_operator(s, &t);
	}
	*i = t.to;
	return t;
}

bool
lua_is_op(struct lua_token t, uint32_t op)
{
	return t.kind == LUA_OP && t.op == op;
}

bool
lua_is_keyword(struct str word)
{
	static const char *const words[] = {
		"and", "break", "do", "else", "elseif", "end", "false", "for",
		"function", "goto", "if", "in", "local", "nil", "not", "or",
		"repeat", "return", "then", "true", "until", "while"
	};

	if (word.n < 2 || word.n > 8)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (word.p[0] == words[i][0] && str_eq(word, str_c(words[i])))
			return true;
	return false;
}

static int
hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* \u{XXX}; Lua allows values above Unicode's last, livery's texts do not. */
static bool
unescape_code_point(struct str s, size_t *i, struct buf *out)
{
	uint32_t cp = 0;
	size_t digits = 0;

	if (at(s, (*i)++) != '{')
		return false;
	for (; hex_digit(at(s, *i)) >= 0 && cp <= 0x10ffff; digits++)
		cp = cp << 4 | (uint32_t)hex_digit(s.p[(*i)++]);
	if (digits == 0 || cp > 0x10ffff || at(s, (*i)++) != '}')
		return false;
	buf_utf8(out, cp);
	return true;
}

/* \ddd, up to three decimal digits. */
static bool
unescape_decimal(struct str s, size_t *i, struct buf *out)
{
	unsigned v = 0;

	for (int k = 0; k < 3 && is_digit(at(s, *i)); k++)
		v = v * 10 + (unsigned)(s.p[(*i)++] - '0');
	if (v > 255)
		return false;
	buf_char(out, (char)v);
	return true;
}

/* What follows a backslash at `*i`. */
static bool
unescape(struct str s, size_t *i, struct buf *out)
{
	static const char from[] = "abfnrtv\\\"'\n";
	static const char to[] = "\a\b\f\n\r\t\v\\\"'\n";
	char c = at(s, *i);
	const char *simple = c ? strchr(from, c) : NULL;

	if (is_digit(c))
		return unescape_decimal(s, i, out);
	(*i)++;
	if (simple) {
		buf_char(out, to[simple - from]);
		return true;
	}
	if (c == 'x') {
		int high = hex_digit(at(s, *i)), low = hex_digit(at(s, *i + 1));
		*i += 2;
		if (high < 0 || low < 0)
			return false;
		buf_char(out, (char)(high << 4 | low));
		return true;
	}
	if (c == 'z') {
		while (*i < s.n && is_blank(s.p[*i]))
			(*i)++;
		return true;
	}
	return c == 'u' && unescape_code_point(s, i, out);
}

static struct str
long_text(struct str s, struct lua_token t, size_t level)
{
	struct str in = str_slice(s, t.from + level + 2, t.to - level - 2);

	/* A line end right behind the opening bracket does not count. */
	if (at(in, 0) == '\r')
		in = str_slice(in, 1, in.n);
	return at(in, 0) == '\n' ? str_slice(in, 1, in.n) : in;
}

bool
lua_string(struct arena *a, struct str s, struct lua_token t, struct str *out)
{
	ptrdiff_t level = long_level(s, t.from);
	struct buf b = BUF_INIT;
	bool good = true;

	if (level >= 0) {
		*out = long_text(s, t, (size_t)level);
		return true;
	}
	struct str in = str_slice(s, t.from + 1, t.to - 1);
	*out = in;
	if (str_find_char(in, '\\', 0) < 0)
		return true;
	for (size_t i = 0; good && i < in.n; ) {
		char c = in.p[i++];
		if (c == '\\')
			good = unescape(in, &i, &b);
		else
			buf_char(&b, c);
	}
	*out = arena_str(a, buf_view(&b));
	buf_free(&b);
	return good;
}
