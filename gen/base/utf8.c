/* UTF-8 by RFC 3629: checking and walking. */
#include "base/utf8.h"

#include <string.h>

/* Length of the well-formed sequence at the front (RFC 3629, section 4), or 0.
   The second byte's range rules out overlong forms and surrogates. */
static size_t
sequence(const unsigned char *p, size_t n)
{
	unsigned char lead = p[0], low = 0x80, high = 0xbf;
	size_t len;

	if (lead < 0x80)
		return 1;
	if (lead >= 0xc2 && lead <= 0xdf)
		len = 2;
	else if (lead >= 0xe0 && lead <= 0xef)
		len = 3;
	else if (lead >= 0xf0 && lead <= 0xf4)
		len = 4;
	else
		return 0;
	if (len > n)
		return 0;
	switch (lead) {
	case 0xe0: low = 0xa0; break;
	case 0xed: high = 0x9f; break;
	case 0xf0: low = 0x90; break;
	case 0xf4: high = 0x8f; break;
	default: break;
	}
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < len; i++)
		if (p[i] < 0x80 || p[i] > 0xbf)
			return 0;
	return len;
}

static bool
ascii8(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return (word & 0x8080808080808080u) == 0;
}

size_t
utf8_length(struct str s, size_t i)
{
	return sequence((const unsigned char *)s.p + i, s.n - i);
}

/* Eight bytes at once: taking one from each sets the high bit of a NUL. */
size_t
utf8_plain(struct str s, size_t i)
{
	const uint64_t ones = 0x0101010101010101u, high = ones << 7;
	uint64_t word;

	for (; s.n - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, s.p + i, sizeof(word));
		if (((word | (word - ones)) & high) != 0)
			break;
	}
	while (i < s.n && s.p[i] != '\0' && (unsigned char)s.p[i] < 0x80)
		i++;
	return i;
}

ptrdiff_t
utf8_invalid(struct str s)
{
	for (size_t i = 0; i < s.n; ) {
		if (s.n - i >= 8 && ascii8(s.p + i)) {
			i += 8;
			continue;
		}
		size_t len = sequence((const unsigned char *)s.p + i, s.n - i);
		if (len == 0)
			return (ptrdiff_t)i;
		i += len;
	}
	return -1;
}

/* A byte that starts no well-formed sequence counts as U+FFFD, so that a wrong
   promise of validity cannot lead outside the text. */
uint32_t
utf8_next(struct str s, size_t *i)
{
	const unsigned char *p = (const unsigned char *)s.p + *i;

	if (p[0] < 0x80) {
		*i += 1;
		return p[0];
	}
	size_t len = sequence(p, s.n - *i);
	if (len == 0) {
		*i += 1;
		return 0xfffd;
	}
	*i += len;
	uint32_t cp = p[0] & (0xffu >> (len + 1));
	for (size_t k = 1; k < len; k++)
		cp = cp << 6 | (p[k] & 0x3f);
	return cp;
}

size_t
utf8_count(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

struct range {
	uint32_t first;
	uint32_t last;
};

/* Sorted. Blocks rather than single characters: enough to align a caret. */
static const struct range zero_width[] = {
	{ 0x300, 0x36f }, { 0x483, 0x489 }, { 0x591, 0x5bd },
	{ 0x610, 0x61a }, { 0x64b, 0x65f }, { 0x6d6, 0x6dc },
	{ 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x200b, 0x200d },
	{ 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
	{ 0x1f3fb, 0x1f3ff }, { 0xe0100, 0xe01ef },
};
static const struct range wide[] = {
	{ 0x1100, 0x115f }, { 0x2e80, 0x303e }, { 0x3041, 0xa4cf },
	{ 0xa960, 0xa97c }, { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff },
	{ 0xfe30, 0xfe6f }, { 0xff00, 0xff60 }, { 0xffe0, 0xffe6 },
	{ 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff }, { 0x1f900, 0x1faff },
	{ 0x20000, 0x3fffd },
};

static bool
in_ranges(const struct range *r, size_t n, uint32_t cp)
{
	for (size_t i = 0; i < n && r[i].first <= cp; i++)
		if (cp <= r[i].last)
			return true;
	return false;
}

unsigned
utf8_width(uint32_t cp)
{
	if (in_ranges(zero_width, sizeof(zero_width) / sizeof(*zero_width), cp))
		return 0;
	return in_ranges(wide, sizeof(wide) / sizeof(*wide), cp) ? 2 : 1;
}
