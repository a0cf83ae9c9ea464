/* Borrowed strings: comparing, searching, cutting. */
#include "base/str.h"

#include <string.h>

enum { SHORT = 4 };	/* bytes */

static unsigned char
fold(char c)
{
	unsigned char u = (unsigned char)c;

	return u >= 'A' && u <= 'Z' ? (unsigned char)(u + ('a' - 'A')) : u;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* memcmp and memchr must not see a null pointer, not even with size 0. */
static bool
same(const char *a, const char *b, size_t n)
{
	return n == 0 || memcmp(a, b, n) == 0;
}

struct str
str_c(const char *c)
{
	return (struct str){ c, c ? strlen(c) : 0 };
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && same(a.p, b.p, a.n);
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n == 0 ? 0 : memcmp(a.p, b.p, n);

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && same(s.p, prefix.p, prefix.n);
}

bool
str_ends(struct str s, struct str suffix)
{
	return suffix.n == 0 || (s.n >= suffix.n &&
	    same(s.p + (s.n - suffix.n), suffix.p, suffix.n));
}

bool
str_eq_fold(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (fold(a.p[i]) != fold(b.p[i]))
			return false;
	return true;
}

bool
str_is_verbatim(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < ' ' || s.p[i] > '~' || strchr("\"&'<>\\", s.p[i]))
			return false;
	return true;
}

/* By the first byte, which memchr finds many bytes at a time. The rest must be
   short, or looking at it over and over would be quadratic. */
static ptrdiff_t
find_short(struct str s, struct str needle, size_t from)
{
	size_t last = s.n - needle.n;

	while (from <= last) {
		const char *hit = memchr(s.p + from, needle.p[0],
		    last - from + 1);
		if (!hit)
			return -1;
		if (memcmp(hit, needle.p, needle.n) == 0)
			return hit - s.p;
		from = (size_t)(hit - s.p) + 1;
	}
	return -1;
}

ptrdiff_t
str_find(struct str s, struct str needle, size_t from)
{
	if (from > s.n || needle.n > s.n - from)
		return -1;
	if (needle.n == 0)
		return (ptrdiff_t)from;
	if (needle.n <= SHORT)
		return find_short(s, needle, from);
	const char *hit = memmem(s.p + from, s.n - from, needle.p, needle.n);
	return hit ? hit - s.p : -1;
}

ptrdiff_t
str_find_char(struct str s, char c, size_t from)
{
	if (from >= s.n)
		return -1;
	const char *hit = memchr(s.p + from, (unsigned char)c, s.n - from);
	return hit ? hit - s.p : -1;
}

ptrdiff_t
str_rfind_char(struct str s, char c)
{
	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == c)
			return (ptrdiff_t)(i - 1);
	return -1;
}

struct str
str_slice(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct str){ s.p ? s.p + from : NULL, to - from };
}

struct str
str_trim(struct str s)
{
	size_t from = 0;

	while (from < s.n && is_space(s.p[from]))
		from++;
	while (s.n > from && is_space(s.p[s.n - 1]))
		s.n--;
	return str_slice(s, from, s.n);
}

bool
str_cut(struct str s, char sep, struct str *head, struct str *tail)
{
	ptrdiff_t at = str_find_char(s, sep, 0);
	bool found = at >= 0;
	size_t n = found ? (size_t)at : s.n;

	*head = str_slice(s, 0, n);
	*tail = str_slice(s, found ? n + 1 : n, s.n);
	return found;
}

/* FNV-1a (draft-eastlake-fnv) with eight bytes to a step, its bits mixed once
   more so that the low ones serve as a table index. */
uint64_t
str_hash(struct str s)
{
	uint64_t h = 0xcbf29ce484222325u ^ s.n, eight;
	size_t i = 0;

	/* The last eight may overlap those before them. */
	while (i < s.n && s.n >= 8) {
		memcpy(&eight, s.p + (i + 8 <= s.n ? i : s.n - 8), 8);
		h = (h ^ eight) * 0x9e3779b97f4a7c15u;
		h ^= h >> 32;
		i += 8;
	}
	for (; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	h ^= h >> 32;
	h *= 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

int
str_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
str_to_uint(struct str s, uint64_t *out)
{
	uint64_t v = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		uint64_t digit = (uint64_t)(s.p[i] - '0');
		if (v > (UINT64_MAX - digit) / 10)
			return false;
		v = v * 10 + digit;
	}
	*out = v;
	return true;
}
