/* What the files of this room share of ICU: UTF-16 in an arena, one set of
   formatters per locale. Private to value/. */
#ifndef VALUE_ICU_H
#define VALUE_ICU_H

#include <unicode/utypes.h>

#include "value/locale.h"

struct utf16 {
	UChar *p;
	int32_t n;
};

/* A text as UTF-16. */
struct utf16 icu_utf16(struct arena *a, struct str s);
/* Room for `n` units. */
struct utf16 icu_room(struct arena *a, size_t n);
struct str icu_utf8(struct arena *a, struct utf16 u);
void icu_append(struct buf *out, struct utf16 u);
/* Ends the program (status 3) when ICU failed at `what`: its data is missing
   or memory is out. */
void icu_check(UErrorCode err, const char *what);
/* ICU's own name of the locale, NUL-terminated ("pt_BR"). */
const char *icu_id(const struct locale *l);

/* Appends a number by a skeleton of ICU's number formatter; `skeleton` is a
   literal, the formatter is kept for the next time. */
void icu_number(struct buf *out, const struct locale *l, const char *skeleton,
    double n);
/* The same for an exact decimal number in ASCII ("4.95"). */
void icu_decimal(struct buf *out, const struct locale *l,
    const char *skeleton, const char *n);
/* Appends a date in the locale's long form. */
void icu_date(struct buf *out, const struct locale *l, struct date d);
/* Appends "a, b and c". */
void icu_list(struct buf *out, const struct locale *l, const struct str *item,
    size_t n);
/* Digits behind the point of a currency, or -1 when ICU does not know it. */
int icu_currency_digits(const char *currency);

#endif
