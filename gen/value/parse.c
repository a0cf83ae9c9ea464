/* The written forms of dates, durations, sizes and money. */
#include <string.h>

#include "base/str.h"
#include "value/icu.h"
#include "value/value.h"

static bool
no(const char **why, const char *words)
{
	*why = words;
	return false;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
fixed_number(struct str s, size_t from, size_t n, unsigned *out)
{
	uint64_t v;

	if (!str_to_uint(str_slice(s, from, from + n), &v))
		return false;
	*out = (unsigned)v;
	return true;
}

static unsigned
days_in(unsigned year, unsigned month)
{
	static const unsigned char days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

bool
value_parse_date(struct str s, struct date *out, const char **why)
{
	unsigned y, m, d;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' ||
	    !fixed_number(s, 0, 4, &y) || !fixed_number(s, 5, 2, &m) ||
	    !fixed_number(s, 8, 2, &d))
		return no(why, "write a date as year-month-day: 2026-05-04");
	if (y == 0)
		return no(why, "there is no year 0000");
	if (m < 1 || m > 12)
		return no(why, "the month goes from 01 to 12");
	if (d < 1 || d > days_in(y, m))
		return no(why, "that month has no such day");
	*out = (struct date){ (int16_t)y, (uint8_t)m, (uint8_t)d };
	return true;
}

/* A decimal number in units of 10^-places, exactly; digits further behind the
   point must be zeros. */
static bool
fixed_point(struct str s, unsigned places, int64_t *out)
{
	struct str whole, part;
	bool point = str_cut(s, '.', &whole, &part);
	uint64_t v, digit;

	if (!str_to_uint(whole, &v) || (point && part.n == 0))
		return false;
	for (size_t i = 0; i < places || i < part.n; i++) {
		if (i < part.n && !is_digit(part.p[i]))
			return false;
		digit = i < part.n ? (uint64_t)(part.p[i] - '0') : 0;
		if (i >= places && digit != 0)
			return false;
		if (i >= places)
			continue;
		if (v > (INT64_MAX - digit) / 10)
			return false;
		v = v * 10 + digit;
	}
	if (v > INT64_MAX)
		return false;
	*out = (int64_t)v;
	return true;
}

/* Splits "10 GB" and "10GB" into number and unit. */
static void
split_unit(struct str s, struct str *number, struct str *unit)
{
	size_t n = 0;

	s = str_trim(s);
	while (n < s.n && (is_digit(s.p[n]) || s.p[n] == '.'))
		n++;
	*number = str_slice(s, 0, n);
	*unit = str_trim(str_slice(s, n, s.n));
}

bool
value_parse_duration(struct str s, struct value *out, const char **why)
{
	static const struct {
		const char *name;
		enum duration_unit unit;
	} units[] = {
		{ "second", DURATION_SECOND }, { "minute", DURATION_MINUTE },
		{ "hour", DURATION_HOUR }, { "day", DURATION_DAY },
		{ "week", DURATION_WEEK }, { "month", DURATION_MONTH },
		{ "year", DURATION_YEAR }
	};
	struct str number, unit;
	int64_t count;

	split_unit(s, &number, &unit);
	if (!fixed_point(number, 0, &count))
		return no(why,
		    "write a duration as a whole number and a unit: 30 days");
	if (unit.n > 1 && unit.p[unit.n - 1] == 's')
		unit.n--;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (!str_eq(unit, str_c(units[i].name)))
			continue;
		*out = (struct value){ .type = VALUE_DURATION,
		    .duration = { count, units[i].unit } };
		return true;
	}
	return no(why, "the units of a duration are seconds, minutes, hours, "
	    "days, weeks, months and years");
}

/* bytes = digits / 1000 * factor, when that is a whole number in range. */
static bool
scale(int64_t thousandths, int64_t factor, int64_t *bytes)
{
	int64_t whole = thousandths / 1000, part = thousandths % 1000;

	if (whole > (INT64_MAX - factor) / factor)
		return false;
	if (factor % 1000 == 0)
		part = factor / 1000 * part;
	else if (part * (factor % 1000) % 1000 != 0)
		return false;
	else
		part = factor / 1000 * part + factor % 1000 * part / 1000;
	*bytes = whole * factor + part;
	return true;
}

bool
value_parse_size(struct str s, struct value *out, const char **why)
{
	static const struct {
		const char *name;
		int64_t bytes;
	} units[] = {
		{ "B", 1 }, { "byte", 1 }, { "bytes", 1 },
		{ "kB", 1000 }, { "KB", 1000 }, { "MB", 1000000 },
		{ "GB", 1000000000 }, { "TB", 1000000000000 },
		{ "PB", 1000000000000000 },
		{ "KiB", (int64_t)1 << 10 }, { "MiB", (int64_t)1 << 20 },
		{ "GiB", (int64_t)1 << 30 }, { "TiB", (int64_t)1 << 40 },
		{ "PiB", (int64_t)1 << 50 }
	};
	struct str number, unit;
	int64_t thousandths, bytes;

	split_unit(s, &number, &unit);
	if (!fixed_point(number, 3, &thousandths))
		return no(why, "write a size as a number and a unit: 10 GB");
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (!str_eq(unit, str_c(units[i].name)))
			continue;
		if (!scale(thousandths, units[i].bytes, &bytes))
			return no(why,
			    "that is no whole number of bytes, or too many");
		*out = (struct value){ .type = VALUE_SIZE, .bytes = bytes };
		return true;
	}
	return no(why, "the units of a size are B, kB, MB, GB, TB, PB and "
	    "KiB, MiB, GiB, TiB, PiB");
}

static bool
is_currency(struct str s)
{
	if (s.n != 3)
		return false;
	for (size_t i = 0; i < 3; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z')
			return false;
	return true;
}

bool
value_parse_money(struct str s, struct value *out, const char **why)
{
	static const char form[] =
	    "write an amount with its currency's code: EUR 4.95";
	struct str code, number;
	struct value v = { .type = VALUE_MONEY };

	s = str_trim(s);
	if (is_currency(str_slice(s, 0, 3))) {
		code = str_slice(s, 0, 3);
		number = str_trim(str_slice(s, 3, s.n));
	} else {
		split_unit(s, &number, &code);
	}
	bool minus = number.n > 0 && number.p[0] == '-';
	if (minus)
		number = str_slice(number, 1, number.n);
	if (!is_currency(code) || number.n == 0)
		return no(why, form);
	memcpy(v.money.currency, code.p, 3);
	int digits = icu_currency_digits(v.money.currency);
	if (digits < 0)
		return no(why, "ISO 4217 has no currency of that code");
	if (!fixed_point(number, (unsigned)digits, &v.money.minor))
		return no(why, "the amount has more digits behind the point "
		    "than its currency, or is no number");
	if (minus)
		v.money.minor = -v.money.minor;
	*out = v;
	return true;
}
