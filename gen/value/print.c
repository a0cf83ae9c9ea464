/* Printing of values in a locale's form. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "value/icu.h"
#include "value/locale.h"

static const char *const duration_skeleton[] = {
	[DURATION_SECOND] = "unit/second unit-width-full-name",
	[DURATION_MINUTE] = "unit/minute unit-width-full-name",
	[DURATION_HOUR] = "unit/hour unit-width-full-name",
	[DURATION_DAY] = "unit/day unit-width-full-name",
	[DURATION_WEEK] = "unit/week unit-width-full-name",
	[DURATION_MONTH] = "unit/month unit-width-full-name",
	[DURATION_YEAR] = "unit/year unit-width-full-name",
};

struct size_unit {
	int64_t bytes;
	const char *skeleton;	/* null: the symbol of IEC 80000-13 follows */
	const char *symbol;
};

static const struct size_unit decimal_units[] = {
	{ 1000000000000000, "unit/petabyte unit-width-short .##", NULL },
	{ 1000000000000, "unit/terabyte unit-width-short .##", NULL },
	{ 1000000000, "unit/gigabyte unit-width-short .##", NULL },
	{ 1000000, "unit/megabyte unit-width-short .##", NULL },
	{ 1000, "unit/kilobyte unit-width-short .##", NULL },
	{ 1, "unit/byte unit-width-full-name", NULL },
};

static const struct size_unit binary_units[] = {
	{ (int64_t)1 << 50, NULL, "PiB" },
	{ (int64_t)1 << 40, NULL, "TiB" },
	{ (int64_t)1 << 30, NULL, "GiB" },
	{ (int64_t)1 << 20, NULL, "MiB" },
	{ (int64_t)1 << 10, NULL, "KiB" },
	{ 1, "unit/byte unit-width-full-name", NULL },
};

/* The largest unit that the size has at least one of. */
static const struct size_unit *
unit_of(const struct size_unit *u, int64_t bytes)
{
	while (u->bytes > 1 && u->bytes > bytes)
		u++;
	return u;
}

/* Whether two decimals hold all of it. */
static bool
is_exact(const struct size_unit *u, int64_t bytes)
{
	return bytes % u->bytes * 100 % u->bytes == 0;
}

/* Nothing says which kind of unit was written, so the one that holds the
   number exactly is taken: 10 GB, but 512 MiB. */
static void
print_size(struct buf *out, const struct locale *l, int64_t bytes)
{
	const struct size_unit *u = unit_of(decimal_units, bytes);
	const struct size_unit *b = unit_of(binary_units, bytes);

	if (!is_exact(u, bytes) && is_exact(b, bytes))
		u = b;
	double n = (double)bytes / (double)u->bytes;
	if (u->skeleton) {
		icu_number(out, l, u->skeleton, n);
	} else {
		icu_number(out, l, ".##", n);
		buf_char(out, ' ');
		buf_c(out, u->symbol);
	}
}

static void
print_money(struct buf *out, const struct locale *l, const struct value *v)
{
	char skeleton[32], exact[48];

	snprintf(skeleton, sizeof(skeleton), "currency/%s",
	    v->money.currency);
	snprintf(exact, sizeof(exact), "%" PRId64 "E-%d", v->money.minor,
	    icu_currency_digits(v->money.currency));
	icu_decimal(out, l, skeleton, exact);
}

static bool
is_scalar(const struct value *v)
{
	switch (v->type) {
	case VALUE_NIL:
	case VALUE_BOOL:
	case VALUE_MARKDOWN:
	case VALUE_HTML:
	case VALUE_LIST:
	case VALUE_MAP:
		return false;
	default:
		return true;
	}
}

static bool
print_list(struct buf *out, const struct value *v, const struct locale *l)
{
	for (size_t i = 0; i < v->list.n; i++)
		if (!is_scalar(&v->list.v[i]))
			return false;
	if (v->list.n == 0)
		return true;
	if (v->list.n == 1)
		return value_print(out, &v->list.v[0], l);
	struct arena *a = arena_new();
	struct str *item = ARENA_ARRAY(a, v->list.n, struct str);
	struct buf one = BUF_INIT;
	for (size_t i = 0; i < v->list.n; i++) {
		buf_reset(&one);
		value_print(&one, &v->list.v[i], l);
		item[i] = arena_str(a, buf_view(&one));
	}
	icu_list(out, l, item, v->list.n);
	buf_free(&one);
	arena_free(a);
	return true;
}

static void
print_scalar(struct buf *out, const struct value *v, const struct locale *l)
{
	switch (v->type) {
	case VALUE_INT:
		buf_printf(out, "%" PRId64, v->integer);
		break;
	case VALUE_NUM:
		icu_number(out, l, ".###### group-off", v->number);
		break;
	case VALUE_PHONE:
	case VALUE_IMAGE:
	case VALUE_LINK:
		buf_str(out, v->pair.text);
		break;
	case VALUE_DATE:
		icu_date(out, l, v->date);
		break;
	case VALUE_DURATION:
		icu_number(out, l, duration_skeleton[v->duration.unit],
		    (double)v->duration.count);
		break;
	case VALUE_SIZE:
		print_size(out, l, v->bytes);
		break;
	case VALUE_MONEY:
		print_money(out, l, v);
		break;
	case VALUE_TERM:
		buf_str(out, v->term->bare);
		break;
	default:
		buf_str(out, v->text);
		break;
	}
}

void
number_print(struct buf *out, const struct value *number,
    const struct locale *l)
{
	char exact[24];

	if (number->type == VALUE_INT) {
		snprintf(exact, sizeof(exact), "%" PRId64, number->integer);
		icu_decimal(out, l, ".######", exact);
	} else {
		icu_number(out, l, ".######", number->number);
	}
}

bool
value_print(struct buf *out, const struct value *v, const struct locale *l)
{
	if (v->type == VALUE_LIST)
		return print_list(out, v, l);
	if (!is_scalar(v))
		return false;
	print_scalar(out, v, l);
	return true;
}
