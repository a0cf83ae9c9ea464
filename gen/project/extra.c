/* The `extra` map of front matter as a value (YAML 1.2 core schema). */
#include "project/parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "project/extra.h"

static bool
plain_number(struct arena *a, struct str s, struct value *out)
{
	const char *text = arena_str(a, s).p;
	char *end;

	if (s.n == 0 || strspn(text, "+-.0123456789eE") != s.n)
		return false;
	errno = 0;
	long long i = strtoll(text, &end, 10);
	if (*end == '\0' && errno == 0) {
		*out = value_int(i);
		return true;
	}
	errno = 0;
	double d = strtod(text, &end);
	if (*end != '\0' || errno != 0)
		return false;
	*out = (struct value){ .type = VALUE_NUM, .number = d };
	return true;
}

static struct value
scalar(struct loader *l, const struct yaml *y)
{
	struct value v = value_text(y->text);
	struct date date;
	const char *why;

	if (field_has_directive(y->text))
		diag_add(l->d, DIAG_FRONT_MATTER, y->at,
		    "`extra` takes no values in braces");
	if (y->style != YAML_PLAIN)
		return v;
	if (str_eq(y->text, STR("true")) || str_eq(y->text, STR("false")))
		return value_bool(y->text.p[0] == 't');
	if (plain_number(l->scratch, y->text, &v))
		return v;
	if (y->text.n == 10 && value_parse_date(y->text, &date, &why))
		return value_date(date);
	return v;
}

struct value
extra_value(struct loader *l, const struct yaml *y)
{
	struct map_builder map = { .a = l->a };
	struct list_builder list = { .a = l->a };
	struct value v = value_nil;

	switch (y->kind) {
	case YAML_SCALAR:
		v = scalar(l, y);
		break;
	case YAML_LIST:
		for (size_t i = 0; i < y->n; i++)
			list_builder_add(&list, extra_value(l, &y->item[i]));
		v = list_builder_done(&list);
		break;
	case YAML_MAP:
		for (size_t i = 0; i < y->n; i++)
			map_builder_put(&map, y->key[i].text,
			    extra_value(l, &y->item[i]));
		v = map_builder_done(&map);
		break;
	default:
		break;
	}
	v.at = y->at;
	return v;
}
