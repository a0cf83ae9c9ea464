/* Escaping for each kind of place that a text can stand in. */
#include "render/escape.h"

#include <string.h>

#include "base/str.h"

static const char hex[] = "0123456789ABCDEF";

static const char *
entity(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	default: return "&#39;";
	}
}

/* The bytes that have an entity, a bit for each: & < > " and, apart, '. */
#define ENTITIES (UINT64_C(1) << '&' | UINT64_C(1) << '<' | \
    UINT64_C(1) << '>' | UINT64_C(1) << '"')
#define APOSTROPHE (UINT64_C(1) << '\'')

enum { WORD = 8 };	/* bytes that are looked at together */

#define ALL(c) (UINT64_C(0x0101010101010101) * (c))

/* Whether none of the bytes is one that escape_text or escape_json change: as a
   subtraction borrows from the bit above a byte that is nought, such a bit is
   set for a byte beyond ASCII, a control, " & < > backslash and DEL, and
   sometimes for the byte behind one of them. */
static inline bool
is_plain_word(const char *p)
{
	uint64_t x;

	memcpy(&x, p, WORD);
	uint64_t odd = x | (x - ALL(' ')) |
	    (((x | ALL(4)) ^ ALL('&')) - ALL(1)) |
	    (((x | ALL(2)) ^ ALL('>')) - ALL(1)) |
	    ((x ^ ALL('\\')) - ALL(1)) | ((x ^ ALL(0x7f)) - ALL(1));
	return (odd & ALL(0x80)) == 0;
}

/* Whether no byte of eight has an entity: " & ' are told by two bits from each
   other and from #, < and > by one. */
static bool
is_without_entity(const char *p)
{
	uint64_t x, quote, angle;

	memcpy(&x, p, WORD);
	quote = (x & ~ALL(5)) ^ ALL('"');
	angle = (x & ~ALL(2)) ^ ALL('<');
	return ((((quote - ALL(1)) & ~quote) | ((angle - ALL(1)) & ~angle)) &
	    ALL(0x80)) == 0;
}

typedef bool plain_word(const char *p);

/* Whether all words of a text are, the last of which may overlap the one before
   it; false for what is shorter than a word. */
static bool
are_plain(struct str s, plain_word *is_plain)
{
	for (size_t i = 0; s.n - i >= WORD; i += WORD)
		if (!is_plain(s.p + i))
			return false;
	return s.n >= WORD && is_plain(s.p + s.n - WORD);
}

/* The bytes of the next word from `i` on that need a look one by one, up to the
   offset that comes back; `*i` is behind the words before it. */
static size_t
next_word(struct str s, size_t *i, plain_word *is_plain)
{
	while (s.n - *i >= WORD && is_plain(s.p + *i))
		*i += WORD;
	if (s.n - *i >= WORD)
		return *i + WORD;
	if (s.n >= WORD && is_plain(s.p + s.n - WORD))
		*i = s.n;
	return s.n;
}

/* Copies whole runs between the few bytes that change. */
static void
escape_entities(struct buf *out, struct str s, uint64_t which)
{
	size_t from = 0, i = 0, end;

	if (are_plain(s, is_without_entity)) {
		buf_str(out, s);
		return;
	}
	while (i < s.n)
		for (end = next_word(s, &i, is_without_entity); i < end; i++) {
			unsigned char u = (unsigned char)s.p[i];
			if (u > '>' || (which >> u & 1) == 0)
				continue;
			buf_add(out, s.p + from, i - from);
			buf_c(out, entity(s.p[i]));
			from = i + 1;
		}
	if (from < s.n)
		buf_add(out, s.p + from, s.n - from);
}

void
escape_html(struct buf *out, struct str s)
{
	escape_entities(out, s, ENTITIES | APOSTROPHE);
}

void
escape_text(struct buf *out, struct str s)
{
	escape_entities(out, s, ENTITIES);
}

void
escape_in_language(struct buf *out, struct str tag, const char *dir,
    struct str s)
{
	buf_c(out, "<span lang=\"");
	escape_text(out, tag);
	if (dir) {
		buf_c(out, "\" dir=\"");
		buf_c(out, dir);
	}
	buf_c(out, "\">");
	escape_text(out, s);
	buf_c(out, "</span>");
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

/* The same of eight bytes: adding to an ASCII byte sets its highest bit where it
   is not less than a bound. */
static bool
is_plain_url_word(const char *p)
{
	uint64_t x, letter, other;

	memcpy(&x, p, WORD);
	letter = x | ALL(0x20);
	if (x & ALL(0x80))
		return false;
	letter = (letter + ALL(0x80 - 'a')) & ~(letter + ALL(0x7f - 'z'));
	other = (x + ALL(0x80 - '-')) & ~(x + ALL(0x7f - '9'));
	return (~(letter | other) & ALL(0x80)) == 0;
}

void
escape_url(struct buf *out, struct str s)
{
	if (are_plain(s, is_plain_url_word)) {
		buf_str(out, s);
		return;
	}
	for (size_t i = 0; i < s.n; i++) {
		size_t from = i;
		while (s.n - i >= WORD && is_plain_url_word(s.p + i))
			i += WORD;
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

enum plain
escape_plain(struct str s)
{
	if (are_plain(s, is_plain_url_word))
		return PLAIN_IN_URL;
	return are_plain(s, is_without_entity) && !memchr(s.p, '{', s.n) ?
	    PLAIN_IN_TEXT : PLAIN_UNKNOWN;
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

/* All that never changes, a bit for each byte: not controls, the quote, & < > and
   the backslash, nor what may begin a line separator (E2). */
static bool
is_plain_in_json(char c)
{
	static const uint64_t plain[] = { 0xafffffbb00000000,
	    0x7fffffffefffffff, UINT64_MAX, ~((uint64_t)1 << 0x22) };
	unsigned char u = (unsigned char)c;

	return plain[u >> 6] >> (u & 63) & 1;
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
	size_t from = 0, i = 0, end;

	while (i < s.n)
		for (end = next_word(s, &i, is_plain_word); i < end; ) {
			if (is_plain_in_json(s.p[i])) {
				i++;
				continue;
			}
			buf_add(out, s.p + from, i - from);
			i += escape_json_at(out, s, i);
			from = i;
		}
	if (from < s.n)
		buf_add(out, s.p + from, s.n - from);
}

/* The last word may overlap the one before it. */
bool
escape_is_plain(struct str s)
{
	size_t i = 0;

	if (s.n < WORD) {
		while (i < s.n && (unsigned char)s.p[i] < 0x80 &&
		    is_plain_in_json(s.p[i]))
			i++;
		return i == s.n;
	}
	while (s.n - i > WORD && is_plain_word(s.p + i))
		i += WORD;
	return s.n - i <= WORD && is_plain_word(s.p + s.n - WORD);
}

static void
unescape_code(struct buf *out, struct str hex4)
{
	uint32_t cp = 0;

	for (size_t i = 0; i < hex4.n; i++)
		cp = cp << 4 | (uint32_t)(hex4.p[i] <= '9' ?
		    hex4.p[i] - '0' : (hex4.p[i] | 0x20) - 'a' + 10);
	buf_utf8(out, cp);
}

void
unescape_json(struct buf *out, struct str s)
{
	while (s.n > 0) {
		const char *slash = memchr(s.p, '\\', s.n);
		size_t n = slash ? (size_t)(slash - s.p) : s.n;
		buf_add(out, s.p, n);
		if (n + 1 >= s.n)
			return;
		char c = s.p[n + 1];
		if (c == 'u')
			unescape_code(out, str_slice(s, n + 2, n + 6));
		else
			buf_char(out, c == 'n' ? '\n' : c == 't' ? '\t' : c);
		s = str_slice(s, n + (c == 'u' ? 6 : 2), s.n);
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
