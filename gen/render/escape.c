/* Escaping for each kind of place that a text can stand in. */
#include "render/escape.h"

#include <string.h>

static const char hex[] = "0123456789ABCDEF";

static const char *
entity(char c, bool apostrophe)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return apostrophe ? "&#39;" : NULL;
	default: return NULL;
	}
}

/* Copies whole runs between the few bytes that change. */
static void
escape_entities(struct buf *out, struct str s, bool apostrophe)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] > '>')
			continue;
		const char *e = entity(s.p[i], apostrophe);
		if (!e)
			continue;
		buf_add(out, s.p + from, i - from);
		buf_c(out, e);
		from = i + 1;
	}
	if (from < s.n)
		buf_add(out, s.p + from, s.n - from);
}

void
escape_html(struct buf *out, struct str s)
{
	escape_entities(out, s, true);
}

void
escape_text(struct buf *out, struct str s)
{
	escape_entities(out, s, false);
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	    (c >= 'A' && c <= 'F');
}

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

static void
percent(struct buf *out, char c)
{
	unsigned char u = (unsigned char)c;

	buf_char(out, '%');
	buf_char(out, hex[u >> 4]);
	buf_char(out, hex[u & 15]);
}

/* RFC 3986 section 2, without the brackets: they are legal in an IPv6 host
   only, and there they are written encoded just as well. */
static bool
in_url(struct str s, size_t i)
{
	char c = s.p[i];

	if (c == '%')
		return i + 2 < s.n && is_hex(s.p[i + 1]) && is_hex(s.p[i + 2]);
	return is_alnum(c) || (c != '\0' && strchr("-._~:/?#@!$&'()*+,;=", c));
}

/* What most addresses are made of. */
static bool
is_plain_in_url(char c)
{
	return is_alnum(c) || (c >= '-' && c <= '/');
}

void
escape_url(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		size_t from = i;
		while (i < s.n && is_plain_in_url(s.p[i]))
			i++;
		buf_add(out, s.p + from, i - from);
		if (i == s.n)
			return;
		if (!in_url(s, i))
			percent(out, s.p[i]);
		else if (s.p[i] == '&')
			buf_c(out, "&amp;");
		else if (s.p[i] == '\'')
			buf_c(out, "&#39;");
		else
			buf_char(out, s.p[i]);
	}
}

void
escape_component(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (is_alnum(c) || c == '-' || c == '.' || c == '_' ||
		    c == '~')
			buf_char(out, c);
		else
			percent(out, c);
	}
}

/* U+2028 and U+2029 end a line in older JavaScript: E2 80 A8, E2 80 A9. */
static bool
is_line_separator(struct str s, size_t i)
{
	return i + 2 < s.n && memcmp(s.p + i, "\xe2\x80", 2) == 0 &&
	    (s.p[i + 2] == '\xa8' || s.p[i + 2] == '\xa9');
}

/* All that never changes; what may begin a line separator is not among it. */
static bool
is_plain_in_json(char c)
{
	unsigned char u = (unsigned char)c;

	if (u > '>')
		return u != '\\' && u != 0x7f && u != 0xe2;
	return u >= ' ' && u != '"' && u != '&' && u != '<' && u != '>';
}

/* Writes what stands at `i`; the bytes it took. */
static size_t
escape_json_at(struct buf *out, struct str s, size_t i)
{
	char c = s.p[i];

	if (c == '"' || c == '\\') {
		buf_char(out, '\\');
		buf_char(out, c);
	} else if (c == '\n') {
		buf_c(out, "\\n");
	} else if (c == '\t') {
		buf_c(out, "\\t");
	} else if (is_line_separator(s, i)) {
		buf_c(out, s.p[i + 2] == '\xa8' ? "\\u2028" : "\\u2029");
		return 3;
	} else if (c == '\xe2') {
		buf_char(out, c);
	} else {
		buf_printf(out, "\\u%04x", (unsigned)c);
	}
	return 1;
}

void
escape_json(struct buf *out, struct str s)
{
	size_t i = 0;

	while (i < s.n) {
		size_t from = i;
		while (i < s.n && is_plain_in_json(s.p[i]))
			i++;
		buf_add(out, s.p + from, i - from);
		if (i < s.n)
			i += escape_json_at(out, s, i);
	}
}

/* CSS Syntax 3, 4.3.7: a hexadecimal escape ends with one space. `<` is
   escaped so that </style> cannot appear. */
void
escape_css(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\' || c == '<' || c == '&' ||
		    c < 0x20 || c == 0x7f)
			buf_printf(out, "\\%x ", c);
		else
			buf_char(out, (char)c);
	}
}
