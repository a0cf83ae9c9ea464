/* Plain texts by Unicode: folding, composing, capitals, heading ids. */
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/str.h"
#include "base/utf8.h"
#include "value/icu.h"
#include "value/locale.h"

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

struct str
text_lower_ascii(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ?
		    (char)(s.p[i] + ('a' - 'A')) : s.p[i];
	p[s.n] = '\0';
	return (struct str){ p, s.n };
}

/* Lower case by the root locale, which no language's rules disturb. */
static struct str
lower(struct arena *a, struct str s)
{
	UErrorCode err = U_ZERO_ERROR;

	if (is_ascii(s))
		return text_lower_ascii(a, s);
	struct utf16 from = icu_utf16(a, s);
	struct utf16 to = icu_room(a, (size_t)from.n * 3);
	to.n = u_strToLower(to.p, to.n, from.p, from.n, "", &err);
	icu_check(err, "lower case");
	return icu_utf8(a, to);
}

struct str
text_upper(struct arena *a, struct str s)
{
	UErrorCode err = U_ZERO_ERROR;
	struct utf16 from = icu_utf16(a, s);
	/* Unicode's worst growth is three times. */
	struct utf16 to = icu_room(a, (size_t)from.n * 3);

	to.n = u_strToUpper(to.p, to.n, from.p, from.n, "", &err);
	icu_check(err, "upper case");
	return icu_utf8(a, to);
}

struct str
text_nfc(struct arena *a, struct str s)
{
	UErrorCode err = U_ZERO_ERROR;

	if (is_ascii(s))
		return s;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&err);
	icu_check(err, "NFC");
	struct utf16 from = icu_utf16(a, s);
	if (unorm2_quickCheck(nfc, from.p, from.n, &err) == UNORM_YES)
		return s;
	/* Unicode's worst growth under NFC, in UTF-16, is three times. */
	struct utf16 to = icu_room(a, (size_t)from.n * 3);
	to.n = unorm2_normalize(nfc, from.p, from.n, to.p, to.n, &err);
	icu_check(err, "NFC");
	return icu_utf8(a, to);
}

struct str
text_fold(struct arena *a, struct str s)
{
	return text_nfc(a, lower(a, text_nfc(a, s)));
}

struct str
text_capitalise(struct arena *a, struct str s, const struct locale *l)
{
	UErrorCode err = U_ZERO_ERROR;

	if (s.n == 0)
		return s;
	/* The whole string is one word to it, and the rest stays as it is:
	   only the first letter changes ("ij" as one in Dutch). */
	UCaseMap *map = ucasemap_open(icu_id(l),
	    U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_LOWERCASE, &err);
	icu_check(err, "title case");
	size_t room = s.n + 16;
	char *p = arena_alloc(a, room);
	int32_t n = ucasemap_utf8ToTitle(map, p, (int32_t)room, s.p,
	    (int32_t)s.n, &err);
	ucasemap_close(map);
	icu_check(err, "title case");
	return (struct str){ p, (size_t)n };
}

/* Ruby's \p{Word}, which GitHub's rule is made of. */
static bool
is_word(uint32_t cp)
{
	return (U_GET_GC_MASK((UChar32)cp) & (U_GC_L_MASK | U_GC_M_MASK |
	    U_GC_ND_MASK | U_GC_PC_MASK)) != 0;
}

static struct str
slug_ascii(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c >= 'A' && c <= 'Z')
			p[n++] = (char)(c + ('a' - 'A'));
		else if (c == ' ')
			p[n++] = '-';
		else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    c == '-' || c == '_')
			p[n++] = c;
	}
	return (struct str){ p, n };
}

struct str
text_slug(struct arena *a, struct str s)
{
	if (is_ascii(s))
		return slug_ascii(a, s);
	struct str low = lower(a, s);
	char *p = arena_alloc(a, low.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < low.n; ) {
		size_t from = i;
		uint32_t cp = utf8_next(low, &i);
		if (cp == ' ') {
			p[n++] = '-';
		} else if (cp == '-' || is_word(cp)) {
			while (from < i)
				p[n++] = low.p[from++];
		}
	}
	return (struct str){ p, n };
}
