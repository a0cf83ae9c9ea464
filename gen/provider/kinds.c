/* What a type says of its values: their words, and the constants that they
   never equal. */
#include "provider/private.h"

enum value_type
type_value(enum type_kind k)
{
	static const enum value_type types[TYPE_COUNT] = {
		[TYPE_ANY] = VALUE_TEXT, [TYPE_TEXT] = VALUE_TEXT,
		[TYPE_MARKDOWN] = VALUE_MARKDOWN, [TYPE_HOST] = VALUE_TEXT,
		[TYPE_PORT] = VALUE_INT, [TYPE_URL] = VALUE_URL,
		[TYPE_EMAIL] = VALUE_TEXT, [TYPE_PHONE] = VALUE_PHONE,
		[TYPE_COLOUR] = VALUE_COLOUR, [TYPE_DATE] = VALUE_DATE,
		[TYPE_DURATION] = VALUE_DURATION, [TYPE_SIZE] = VALUE_SIZE,
		[TYPE_MONEY] = VALUE_MONEY, [TYPE_INTEGER] = VALUE_INT,
		[TYPE_NUMBER] = VALUE_NUM, [TYPE_BOOL] = VALUE_BOOL,
		[TYPE_ENUM] = VALUE_ENUM, [TYPE_IMAGE] = VALUE_IMAGE,
		[TYPE_ARTICLE] = VALUE_ARTICLE, [TYPE_TERM] = VALUE_TERM,
		[TYPE_CONTACT] = VALUE_TEXT, [TYPE_NAVIGATION] = VALUE_LIST,
		[TYPE_LIST] = VALUE_LIST, [TYPE_MAP] = VALUE_MAP,
		[TYPE_GROUP] = VALUE_MAP,
	};

	return types[k];
}

/* A kind of values in words, and the constants that it may equal. */
struct kind {
	const char *words;
	bool texts, numbers, booleans;
};

static struct kind
kind_of(enum type_kind k)
{
	switch (k) {
	case TYPE_ANY:
		return (struct kind){ "a value", true, true, true };
	case TYPE_PORT:
	case TYPE_INTEGER:
	case TYPE_NUMBER:
		return (struct kind){ .words = "a number", .numbers = true };
	case TYPE_BOOL:
		return (struct kind){ .words = "true or false",
		    .booleans = true };
	case TYPE_LIST:
		return (struct kind){ .words = "a list" };
	case TYPE_MAP:
	case TYPE_GROUP:
		return (struct kind){ .words = "a map" };
	case TYPE_TERM:
		return (struct kind){ .words = "a term" };
	case TYPE_DATE:
		return (struct kind){ .words = "a date" };
	case TYPE_DURATION:
		return (struct kind){ .words = "a duration" };
	case TYPE_SIZE:
		return (struct kind){ .words = "a size" };
	case TYPE_MONEY:
		return (struct kind){ .words = "an amount of money" };
	default:
		return (struct kind){ .words = "a text", .texts = true };
	}
}

static bool
may_equal(struct kind k, const struct value *v)
{
	switch (v->type) {
	case VALUE_TEXT:
		return k.texts;
	case VALUE_BOOL:
		return k.booleans;
	default:
		return k.numbers;
	}
}

static struct str
constant_words(struct arena *a, const struct value *v)
{
	switch (v->type) {
	case VALUE_TEXT:
		return arena_printf(a, "the text \"%.*s\"", STR_ARG(v->text));
	case VALUE_BOOL:
		return v->boolean ? STR("true") : STR("false");
	case VALUE_INT:
		return arena_printf(a, "the number %lld",
		    (long long)v->integer);
	default:
		return arena_printf(a, "the number %g", v->number);
	}
}

/* The function that makes a value of a kind from a text. */
static const char *
maker_of(enum type_kind k)
{
	switch (k) {
	case TYPE_DATE:
		return "date";
	case TYPE_DURATION:
		return "duration";
	case TYPE_SIZE:
		return "size";
	case TYPE_MONEY:
		return "money";
	default:
		return NULL;
	}
}

static void
hint_kind(const struct type *t, struct str name, const struct value *v,
    struct diag *g)
{
	struct kind k = kind_of(t->kind);
	const char *maker = maker_of(t->kind);
	uint64_t number;

	if (maker && v->type == VALUE_TEXT)
		diag_hint(g, "compare it with `%s(\"%.*s\")`", maker,
		    STR_ARG(v->text));
	else if (str_eq(name, STR("brand.name")))
		diag_hint(g, "compare `brand.id`");
	else if (t->kind == TYPE_TERM)
		diag_hint(g, "compare `tostring(%.*s)`", STR_ARG(name));
	else if (k.booleans)
		diag_hint(g, "write `{%% if %.*s %%}` or `{%% if not %.*s %%}`",
		    STR_ARG(name), STR_ARG(name));
	else if (str_eq(name, STR("brand")))
		diag_hint(g, "compare `brand.id`");
	else if (k.numbers && v->type == VALUE_TEXT &&
	    str_to_uint(v->text, &number))
		diag_hint(g, "write %.*s, without quotes", STR_ARG(v->text));
	else if (k.texts && v->type == VALUE_INT)
		diag_hint(g, "write it in quotes: \"%lld\"",
		    (long long)v->integer);
}

/* mail.imap.port == "993" would never hold, and drop its text in silence. */
void
providers_check_kind(struct providers *p, const struct path *path,
    struct str name, const struct value *constant, struct span at,
    struct diags *d)
{
	const struct type *t = names_type(p, path->part, path->n);

	if (!t || may_equal(kind_of(t->kind), constant))
		return;
	struct str words = constant_words(p->a, constant);
	hint_kind(t, name, constant, diag_add(d, DIAG_WRONG_TYPE, at,
	    "`%.*s` is %s, never %.*s", STR_ARG(name),
	    kind_of(t->kind).words, STR_ARG(words)));
}
