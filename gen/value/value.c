/* Values: makers, builders, look-up and equality. */
#include "value/value.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* Entries that are sooner looked at one by one: most differ in length. */
enum { FEW = 8 };

const struct value value_nil = { .type = VALUE_NIL };

struct value
value_bool(bool b)
{
	return (struct value){ .type = VALUE_BOOL, .boolean = b };
}

struct value
value_int(int64_t i)
{
	return (struct value){ .type = VALUE_INT, .integer = i };
}

struct value
value_text(struct str s)
{
	return (struct value){ .type = VALUE_TEXT, .text = s };
}

struct value
value_html(struct str s)
{
	return (struct value){ .type = VALUE_HTML, .text = s };
}

struct value
value_date(struct date d)
{
	return (struct value){ .type = VALUE_DATE, .date = d };
}

bool
value_truth(const struct value *v)
{
	if (v->type == VALUE_BOOL)
		return v->boolean;
	return v->type != VALUE_NIL;
}

/* What Lua sees as a string; false for everything else. */
static bool
as_string(const struct value *v, struct str *out)
{
	switch (v->type) {
	case VALUE_TEXT:
	case VALUE_ENUM:
	case VALUE_URL:
	case VALUE_COLOUR:
	case VALUE_ARTICLE:
		*out = v->text;
		return true;
	case VALUE_PHONE:
		*out = v->pair.text;
		return true;
	default:
		return false;
	}
}

/* Whether an integer and a fraction are the same number; 2^63 is the first
   double that no int64_t can hold. */
static bool
same_number(int64_t i, double d)
{
	return d >= -9223372036854775808.0 && d < 9223372036854775808.0 &&
	    (double)(int64_t)d == d && (int64_t)d == i;
}

static bool
equal_numbers(const struct value *a, const struct value *b)
{
	if (a->type == VALUE_INT && b->type == VALUE_INT)
		return a->integer == b->integer;
	if (a->type == VALUE_NUM && b->type == VALUE_NUM)
		return a->number == b->number;
	return a->type == VALUE_INT ? same_number(a->integer, b->number) :
	    same_number(b->integer, a->number);
}

static bool
is_number(const struct value *v)
{
	return v->type == VALUE_INT || v->type == VALUE_NUM;
}

static bool
equal_terms(const struct term *a, const struct term *b)
{
	return a == b || (str_eq(a->bare, b->bare) && str_eq(a->the, b->the) &&
	    str_eq(a->a, b->a) && str_eq(a->possessive, b->possessive) &&
	    str_eq(a->plural, b->plural));
}

static bool
equal_content(const struct value *a, const struct value *b)
{
	switch (a->type) {
	case VALUE_NIL:
		return true;
	case VALUE_BOOL:
		return a->boolean == b->boolean;
	case VALUE_HTML:
		return str_eq(a->text, b->text);
	case VALUE_IMAGE:
	case VALUE_LINK:
		return str_eq(a->pair.text, b->pair.text) &&
		    str_eq(a->pair.target, b->pair.target);
	case VALUE_DATE:
		return a->date.year == b->date.year &&
		    a->date.month == b->date.month &&
		    a->date.day == b->date.day;
	case VALUE_DURATION:
		return a->duration.count == b->duration.count &&
		    a->duration.unit == b->duration.unit;
	case VALUE_SIZE:
		return a->bytes == b->bytes;
	case VALUE_MONEY:
		return a->money.minor == b->money.minor &&
		    strcmp(a->money.currency, b->money.currency) == 0;
	case VALUE_TERM:
		return equal_terms(a->term, b->term);
	case VALUE_MARKDOWN:
		return a->md == b->md;
	default:
		return false;
	}
}

bool
value_equal(const struct value *a, const struct value *b)
{
	struct str s, t;

	if (as_string(a, &s))
		return as_string(b, &t) && str_eq(s, t);
	if (is_number(a))
		return is_number(b) && equal_numbers(a, b);
	return a->type == b->type && equal_content(a, b);
}

static const struct value *
search(struct value_map m, struct str key)
{
	size_t low = 0, high = m.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = str_cmp(key, m.e[mid].key);
		if (c == 0)
			return m.e[mid].v;
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

const struct value *
value_get(const struct value *map, struct str key)
{
	if (map->type != VALUE_MAP)
		return NULL;
	if (map->map.n > FEW)
		return search(map->map, key);
	for (size_t i = 0; i < map->map.n; i++)
		if (str_eq(key, map->map.e[i].key))
			return map->map.e[i].v;
	return NULL;
}

const char *
value_type_words(enum value_type t)
{
	static const char *const words[] = {
		[VALUE_NIL] = "nil",
		[VALUE_BOOL] = "true or false",
		[VALUE_INT] = "an integer",
		[VALUE_NUM] = "a number",
		[VALUE_TEXT] = "a text",
		[VALUE_ENUM] = "a word of an enum",
		[VALUE_URL] = "a URL",
		[VALUE_PHONE] = "a phone number",
		[VALUE_COLOUR] = "a colour",
		[VALUE_DATE] = "a date",
		[VALUE_DURATION] = "a duration",
		[VALUE_SIZE] = "a size",
		[VALUE_MONEY] = "an amount of money",
		[VALUE_IMAGE] = "an image",
		[VALUE_ARTICLE] = "an article",
		[VALUE_TERM] = "a term",
		[VALUE_MARKDOWN] = "Markdown",
		[VALUE_LINK] = "a link",
		[VALUE_HTML] = "HTML",
		[VALUE_LIST] = "a list",
		[VALUE_MAP] = "a map",
	};

	return words[t];
}

/* The elements of a growing array that has `n` of `cap`, with room for one
   more; grown copies leave the old ones behind in the arena. */
static void *
grown(struct arena *a, void *old, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return old;
	*cap = *cap ? *cap * 2 : 8;
	void *p = arena_array(a, *cap, size);
	if (n > 0)
		memcpy(p, old, n * size);
	return p;
}

void
map_builder_put(struct map_builder *b, struct str key, struct value v)
{
	struct value *copy = ARENA_NEW(b->a, struct value);

	*copy = v;
	b->e = grown(b->a, b->e, b->n, &b->cap, sizeof(*b->e));
	b->e[b->n++] = (struct value_entry){ key, copy };
}

struct ranked {
	struct value_entry e;
	size_t rank;	/* order of insertion */
};

static int
by_key(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int c = str_cmp(x->e.key, y->e.key);

	return c != 0 ? c : (x->rank > y->rank) - (x->rank < y->rank);
}

struct value
map_builder_done(struct map_builder *b)
{
	struct ranked *r = ARENA_ARRAY(b->a, b->n, struct ranked);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		r[i] = (struct ranked){ b->e[i], i };
	if (b->n > 1)
		qsort(r, b->n, sizeof(*r), by_key);
	/* Of equal keys the one inserted last comes last, and stays. */
	for (size_t i = 0; i < b->n; i++) {
		if (n > 0 && str_eq(b->e[n - 1].key, r[i].e.key))
			n--;
		b->e[n++] = r[i].e;
	}
	return (struct value){ .type = VALUE_MAP, .map = { b->e, n } };
}

void
list_builder_add(struct list_builder *b, struct value v)
{
	b->v = grown(b->a, b->v, b->n, &b->cap, sizeof(*b->v));
	b->v[b->n++] = v;
}

struct value
list_builder_done(struct list_builder *b)
{
	return (struct value){ .type = VALUE_LIST, .list = { b->v, b->n } };
}
