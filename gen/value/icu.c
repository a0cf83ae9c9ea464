/* ICU's handles: opened when first needed, kept per locale for the process. */
#include "value/icu.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/udat.h>
#include <unicode/ulistformatter.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#include "base/diag.h"
#include "value/locale_parts.h"

enum {
	SHORT = 128,	/* UTF-16 units that dates, skeletons and ids fit in */
	NUMBER = 1024	/* the widest double: 309 digits, grouped, with a unit */
};

void
icu_check(UErrorCode err, const char *what)
{
	if (U_FAILURE(err))
		die(0, "ICU failed at %s: %s", what, u_errorName(err));
}

struct utf16
icu_room(struct arena *a, size_t n)
{
	if (n > INT32_MAX - 1)
		die(ENOMEM, "a text of %zu characters is too long", n);
	return (struct utf16){ ARENA_ARRAY(a, n + 1, UChar), (int32_t)n };
}

struct utf16
icu_utf16(struct arena *a, struct str s)
{
	UErrorCode err = U_ZERO_ERROR;
	struct utf16 u = icu_room(a, s.n);

	if (s.n > 0)
		u_strFromUTF8WithSub(u.p, u.n + 1, &u.n, s.p, (int32_t)s.n,
		    0xfffd, NULL, &err);
	icu_check(err, "UTF-16");
	return u;
}

struct str
icu_utf8(struct arena *a, struct utf16 u)
{
	UErrorCode err = U_ZERO_ERROR;
	int32_t cap = (int32_t)((size_t)u.n * 3 + 1), n = 0;
	char *p = arena_alloc(a, (size_t)cap);

	u_strToUTF8WithSub(p, cap, &n, u.p, u.n, 0xfffd, NULL, &err);
	icu_check(err, "UTF-8");
	return (struct str){ p, (size_t)n };
}

void
icu_append(struct buf *out, struct utf16 u)
{
	UErrorCode err = U_ZERO_ERROR;
	int32_t n = 0;

	buf_reserve(out, (size_t)u.n * 3 + 1);
	u_strToUTF8WithSub(out->p + out->n, u.n * 3 + 1, &n, u.p, u.n, 0xfffd,
	    NULL, &err);
	icu_check(err, "UTF-8");
	out->n += (size_t)n;
}

static UNumberFormatter *
open_number(const struct locale *l, const char *skeleton)
{
	UErrorCode err = U_ZERO_ERROR;
	UChar wide[SHORT];

	u_uastrncpy(wide, skeleton, SHORT);
	UNumberFormatter *f = unumf_openForSkeletonAndLocale(wide, -1,
	    icu_id(l), &err);
	icu_check(err, "a number's form");
	return f;
}

/* The formatter of a skeleton; few enough to look through in order. */
static UNumberFormatter *
number_formatter(const struct locale *l, const char *skeleton)
{
	struct locale_tools *t = l->tools;

	for (size_t i = 0; i < t->numbers; i++)
		if (strcmp(t->number[i].skeleton, skeleton) == 0)
			return t->number[i].f;
	struct number_tool *grown = realloc(t->number,
	    (t->numbers + 1) * sizeof(*grown));
	if (!grown)
		die(ENOMEM, "cannot keep a number's form");
	t->number = grown;
	struct number_tool *nt = &grown[t->numbers];
	size_t n = strlen(skeleton);
	if (n >= sizeof(nt->skeleton))
		die(0, "the number form \"%s\" is too long", skeleton);
	memcpy(nt->skeleton, skeleton, n + 1);
	nt->f = open_number(l, skeleton);
	t->numbers++;
	return nt->f;
}

static UFormattedNumber *
result_of(const struct locale *l)
{
	UErrorCode err = U_ZERO_ERROR;

	if (!l->tools->result)
		l->tools->result = unumf_openResult(&err);
	icu_check(err, "a number");
	return l->tools->result;
}

static void
append_number(struct buf *out, const UFormattedNumber *r)
{
	UErrorCode err = U_ZERO_ERROR;
	UChar wide[NUMBER];
	int32_t n = unumf_resultToString(r, wide, NUMBER, &err);

	icu_check(err, "a number");
	icu_append(out, (struct utf16){ wide, n });
}

void
icu_number(struct buf *out, const struct locale *l, const char *skeleton,
    double n)
{
	UErrorCode err = U_ZERO_ERROR;
	UFormattedNumber *r = result_of(l);

	unumf_formatDouble(number_formatter(l, skeleton), n, r, &err);
	icu_check(err, "a number");
	append_number(out, r);
}

void
icu_decimal(struct buf *out, const struct locale *l, const char *skeleton,
    const char *n)
{
	UErrorCode err = U_ZERO_ERROR;
	UFormattedNumber *r = result_of(l);

	unumf_formatDecimal(number_formatter(l, skeleton), n, -1, r, &err);
	icu_check(err, "a number");
	append_number(out, r);
}

/* Days since 1 January 1970 (proleptic Gregorian; years count from March, so
   that the leap day is their last). */
static double
epoch_days(struct date d)
{
	long y = d.year - (d.month <= 2);
	long era = (y >= 0 ? y : y - 399) / 400;
	long in_era = y - era * 400;
	long in_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 +
	    d.day - 1;

	return (double)(era * 146097 + in_era * 365 + in_era / 4 -
	    in_era / 100 + in_year - 719468);
}

void
icu_date(struct buf *out, const struct locale *l, struct date d)
{
	static const UChar utc[] = { 'U', 'T', 'C', 0 };
	struct locale_tools *t = l->tools;
	UErrorCode err = U_ZERO_ERROR;
	UChar wide[SHORT];

	/* Always in UTC: the machine's time zone must not move the day. */
	if (!t->date)
		t->date = udat_open(UDAT_NONE, UDAT_LONG, icu_id(l), utc, -1,
		    NULL, 0, &err);
	icu_check(err, "a date's form");
	int32_t n = udat_format(t->date, epoch_days(d) * 86400000.0, wide,
	    SHORT, NULL, &err);
	icu_check(err, "a date");
	icu_append(out, (struct utf16){ wide, n });
}

static UListFormatter *
list_formatter(const struct locale *l)
{
	UErrorCode err = U_ZERO_ERROR;

	if (!l->tools->list)
		l->tools->list = ulistfmt_open(icu_id(l), &err);
	icu_check(err, "a list's form");
	return l->tools->list;
}

void
icu_list(struct buf *out, const struct locale *l, const struct str *item,
    size_t n)
{
	UErrorCode err = U_ZERO_ERROR;
	struct arena *a = arena_new();
	const UChar **wide = ARENA_ARRAY(a, n, const UChar *);
	int32_t *len = ARENA_ARRAY(a, n, int32_t);
	size_t room = 0;

	for (size_t i = 0; i < n; i++) {
		struct utf16 u = icu_utf16(a, item[i]);
		wide[i] = u.p;
		len[i] = u.n;
		room += (size_t)u.n + 32;
	}
	struct utf16 all = icu_room(a, room);
	all.n = ulistfmt_format(list_formatter(l), wide, len, (int32_t)n,
	    all.p, all.n, &err);
	icu_check(err, "a list");
	icu_append(out, all);
	arena_free(a);
}

int
icu_currency_digits(const char *currency)
{
	UErrorCode err = U_ZERO_ERROR;
	UChar wide[4];

	u_uastrncpy(wide, currency, 4);
	/* Without a range of dates: was it ever one? Funds and test codes are
	   not among them, withdrawn ones are. */
	if (!ucurr_isAvailable(wide, -U_DATE_MAX, U_DATE_MAX, &err) ||
	    U_FAILURE(err))
		return -1;
	int32_t digits = ucurr_getDefaultFractionDigits(wide, &err);
	icu_check(err, "a currency");
	return digits;
}
