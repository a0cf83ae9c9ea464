/* Undoing entities, escapes and typography, so that a text is compared as a
   reader would read it. */
#include "emit/markup_decode.h"

#include <string.h>

#include "base/latin.h"
#include "base/str.h"

enum { DECODE_TYPOGRAPHY = 8 };

/* Which bytes end a run that can be copied, by the flag that makes them. */
static const unsigned char stops[256] = {
	['&'] = DECODE_ENTITIES,
	['\\'] = DECODE_ESCAPES,
	['%'] = DECODE_PERCENT,
	[0xC2] = DECODE_TYPOGRAPHY,
	[0xE2] = DECODE_TYPOGRAPHY,
};

/* Up to `max` digits at `*i`, which is advanced past them. */
static uint32_t
digits(struct str s, size_t *i, unsigned base, unsigned max)
{
	uint32_t v = 0;

	for (unsigned k = 0; k < max && *i < s.n; k++, (*i)++) {
		int d = str_hex_digit(s.p[*i]);
		if (d < 0 || (unsigned)d >= base)
			break;
		v = v * base + (uint32_t)d;
	}
	return v;
}

static bool
is_space_point(uint32_t cp)
{
	return cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) ||
	    cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F;
}

static bool
is_invisible(uint32_t cp)
{
	return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || cp == 0x2060;
}

static void
put_point(struct buf *out, uint32_t cp)
{
	if (is_space_point(cp))
		buf_char(out, ' ');
	else if (cp == 0x2010 || cp == 0x2011)
		buf_char(out, '-');
	else if (cp != 0 && cp <= 0x10FFFF && !is_invisible(cp) &&
	    (cp < 0xD800 || cp > 0xDFFF))
		buf_utf8(out, cp);
}

static const struct {
	const char *name;
	uint32_t cp;
} entities[] = {
	{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' },
	{ "apos", '\'' }, { "period", '.' }, { "commat", '@' },
	{ "hyphen", '-' }, { "colon", ':' }, { "sol", '/' }, { "lpar", '(' },
	{ "rpar", ')' }, { "ensp", 0x2002 }, { "emsp", 0x2003 },
	{ "thinsp", 0x2009 }, { "zwnj", 0x200C }, { "zwj", 0x200D },
	{ "ndash", 0x2013 }, { "mdash", 0x2014 }, { "lsquo", 0x2018 },
	{ "rsquo", 0x2019 }, { "sbquo", 0x201A }, { "ldquo", 0x201C },
	{ "rdquo", 0x201D }, { "bdquo", 0x201E }, { "bull", 0x2022 },
	{ "hellip", 0x2026 }, { "lsaquo", 0x2039 }, { "rsaquo", 0x203A },
	{ "euro", 0x20AC }, { "trade", 0x2122 }, { "larr", 0x2190 },
	{ "uarr", 0x2191 }, { "rarr", 0x2192 }, { "darr", 0x2193 },
};

/* The code point that has a name, or 0. */
static uint32_t
named(struct str name)
{
	for (size_t k = 0; k < sizeof(entities) / sizeof(entities[0]); k++)
		if (str_eq(name, str_c(entities[k].name)))
			return entities[k].cp;
	return latin_named(name);
}

size_t
decode_entity(struct str s, size_t i, uint32_t *cp)
{
	size_t end = i + 1;

	if (end < s.n && s.p[end] == '#') {
		size_t from = ++end;
		bool hex = end < s.n && (s.p[end] | 0x20) == 'x';
		from += hex;
		end = from;
		*cp = digits(s, &end, hex ? 16 : 10, 7);
		if (end == from)
			return 0;
		return end - i + (end < s.n && s.p[end] == ';');
	}
	while (end < s.n && end - i < 10 && s.p[end] != ';')
		end++;
	if (end >= s.n || s.p[end] != ';')
		return 0;
	*cp = named(str_slice(s, i + 1, end));
	return *cp ? end + 1 - i : 0;
}

/* The same for a backslash and what follows. */
static size_t
escape(struct str s, size_t i, uint32_t *cp)
{
	size_t end = i + 2;

	if (end > s.n)
		return 0;
	switch (s.p[i + 1]) {
	case 'n': case 'r': case 't': case 'f':
		*cp = ' ';
		return 2;
	case 'u':
		*cp = digits(s, &end, 16, 4);
		return end == i + 6 ? 6 : 0;
	case 'x':
		*cp = digits(s, &end, 16, 2);
		return end == i + 4 ? 4 : 0;
	default:
		*cp = (unsigned char)s.p[i + 1];
		return *cp < 0x80 ? 2 : 0;
	}
}

static size_t
percent(struct str s, size_t i, struct buf *out)
{
	size_t end = i + 1;
	uint32_t byte = digits(s, &end, 16, 2);

	if (end != i + 3 || byte == 0)
		return 0;
	buf_char(out, (char)byte);
	return 3;
}

/* A two- or three-byte character of the blocks that hold odd spaces. */
static size_t
typography(struct str s, size_t i, uint32_t *cp)
{
	const unsigned char *u = (const unsigned char *)s.p + i;

	if (u[0] == 0xC2 && s.n - i >= 2) {
		*cp = u[1];
		return 2;
	}
	if (u[0] != 0xE2 || s.n - i < 3 || (u[1] & 0xC0) != 0x80 ||
	    (u[2] & 0xC0) != 0x80)
		return 0;
	*cp = 0x2000u | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
	return 3;
}

/* Undoes what stands at `i`: the bytes it took, 0 when there is nothing. */
static size_t
undo(struct buf *out, struct str s, size_t i)
{
	uint32_t cp = 0;
	size_t n;

	switch (s.p[i]) {
	case '&':
		n = decode_entity(s, i, &cp);
		break;
	case '\\':
		n = escape(s, i, &cp);
		break;
	case '%':
		return percent(s, i, out);
	default:
		n = typography(s, i, &cp);
	}
	if (n > 0)
		put_point(out, cp);
	return n;
}

/* Skips eight bytes at a time as long as none can end a run: those outside
   ASCII, '&', '\\' and '%'. Less one, a byte has its high bit set only if it
   was zero, or above another that was. */
static size_t
skip_plain(struct str s, size_t i)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t x;

	for (; i + 8 <= s.n; i += 8) {
		memcpy(&x, s.p + i, 8);
		uint64_t hit = x | ((x ^ ones * '&') - ones) |
		    ((x ^ ones * '\\') - ones) | ((x ^ ones * '%') - ones);
		if (hit & ones * 0x80)
			break;
	}
	return i;
}

/* The same where nothing but typography ends a run; a loop that compilers turn
   into one of vectors. */
static size_t
skip_ascii(struct str s, size_t i)
{
	for (; i + DECODE_BLOCK <= s.n; i += DECODE_BLOCK) {
		unsigned char any = 0;
		for (size_t k = 0; k < DECODE_BLOCK; k++)
			any |= (unsigned char)s.p[i + k];
		if (any & 0x80)
			break;
	}
	return i;
}

bool
decode_is_plain(struct str s, size_t i)
{
	unsigned char any = 0;

	if (i > s.n || s.n - i < DECODE_BLOCK)
		return false;
	for (size_t k = 0; k < DECODE_BLOCK; k++) {
		unsigned char c = (unsigned char)s.p[i + k];
		any |= (c == '&') | (c == '%') | (c == 0xC2) | (c == 0xE2);
	}
	return !any;
}

/* The first byte from `i` that ends a run, or the end. */
static size_t
next_stop(struct str s, size_t i, unsigned what)
{
	while (i < s.n) {
		if (what == DECODE_TYPOGRAPHY)
			i = skip_ascii(s, i);
		i = skip_plain(s, i);
		for (size_t k = 0; k < 8 && i < s.n; k++, i++)
			if (stops[(unsigned char)s.p[i]] & what)
				return i;
	}
	return i;
}

void
decode_text(struct buf *out, struct str s, unsigned what)
{
	size_t i = 0;

	what |= DECODE_TYPOGRAPHY;
	while (i < s.n) {
		size_t from = i;
		i = next_stop(s, i, what);
		if (i > from)
			buf_add(out, s.p + from, i - from);
		if (i == s.n)
			break;
		size_t n = undo(out, s, i);
		if (n == 0) {
			buf_char(out, s.p[i]);
			n = 1;
		}
		i += n;
	}
}
