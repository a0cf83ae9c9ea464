/* Texts as they are searched: which differences between letters count. */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/str.h"
#include "base/utf8.h"
#include "value/icu.h"
#include "value/locale.h"

/* Unicode's worst growth under NFKC and NFKD, in UTF-16, is 18 times. */
enum { GROWTH = 18, CASE_GROWTH = 3 };

static struct utf16
normal(struct arena *a, const UNormalizer2 *form, struct utf16 from)
{
	UErrorCode err = U_ZERO_ERROR;
	struct utf16 to = icu_room(a, (size_t)from.n * GROWTH + 1);

	to.n = unorm2_normalize(form, from.p, from.n, to.p, to.n, &err);
	icu_check(err, "a normal form");
	return to;
}

static bool
is_invisible(UChar c)
{
	return c == 0x00ad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 ||
	    c == 0xfeff;
}

static bool
is_accent(UChar c)
{
	return c >= 0x0300 && c <= 0x036f;
}

static struct utf16
without(struct utf16 u, bool (*is_dropped)(UChar c))
{
	int32_t n = 0;

	for (int32_t i = 0; i < u.n; i++)
		if (!is_dropped(u.p[i]))
			u.p[n++] = u.p[i];
	return (struct utf16){ u.p, n };
}

struct str
text_sought(struct arena *a, struct str s)
{
	UErrorCode err = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&err);

	if (utf8_plain(s, 0) == s.n)
		return text_lower_ascii(a, s);
	icu_check(err, "NFKC");
	struct utf16 from = normal(a, nfkc, without(icu_utf16(a, s),
	    is_invisible));
	struct utf16 to = icu_room(a, (size_t)from.n * CASE_GROWTH + 1);
	to.n = u_strToLower(to.p, to.n, from.p, from.n, "", &err);
	icu_check(err, "lower case");
	return icu_utf8(a, to);
}

static struct utf16
as_typed(struct arena *a, struct utf16 from)
{
	static const struct {
		UChar letter;
		char typed[3];
	} rows[] = {
		{ 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x0153, "oe" },
		{ 0x00f8, "o" }, { 0x0142, "l" }, { 0x0111, "d" },
		{ 0x00f0, "d" }, { 0x00fe, "th" }, { 0x0131, "i" },
	};
	struct utf16 to = icu_room(a, (size_t)from.n * 2 + 1);

	to.n = 0;
	for (int32_t i = 0; i < from.n; i++) {
		const char *typed = NULL;
		for (size_t k = 0; k < sizeof(rows) / sizeof(*rows); k++)
			if (rows[k].letter == from.p[i])
				typed = rows[k].typed;
		if (from.p[i] == 0x03c2)	/* a sigma ending a word */
			to.p[to.n++] = 0x03c3;
		else if (!typed)
			to.p[to.n++] = from.p[i];
		for (; typed && *typed; typed++)
			to.p[to.n++] = (UChar)*typed;
	}
	return to;
}

struct str
text_bare(struct arena *a, struct str s)
{
	UErrorCode err = U_ZERO_ERROR;
	const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&err);
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&err);

	if (utf8_plain(s, 0) == s.n)
		return s;
	icu_check(err, "NFKD");
	struct utf16 u = without(normal(a, nfkd, icu_utf16(a, s)), is_accent);
	return icu_utf8(a, as_typed(a, normal(a, nfc, u)));
}

bool
text_in_word(uint32_t cp)
{
	return (U_GET_GC_MASK((UChar32)cp) & (U_GC_L_MASK | U_GC_N_MASK |
	    U_GC_M_MASK)) != 0;
}

bool
text_is_capital(uint32_t cp)
{
	return u_isalpha((UChar32)cp) && !u_isULowercase((UChar32)cp);
}
