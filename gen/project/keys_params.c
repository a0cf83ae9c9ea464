/* The key `params`: what a snippet is given. */
#include "project/keys.h"

#include "base/str.h"
#include "base/suggest.h"

static const struct str param_types[] = {
	{ "text", 4 }, { "markdown", 8 }, { "host", 4 }, { "port", 4 },
	{ "url", 3 }, { "email", 5 }, { "phone", 5 }, { "colour", 6 },
	{ "date", 4 }, { "duration", 8 }, { "size", 4 }, { "money", 5 },
	{ "integer", 7 }, { "number", 6 }, { "bool", 4 }, { "enum", 4 },
	{ "image", 5 }, { "article", 7 }, { "term", 4 }, { "list", 4 },
	{ "map", 3 }, { "any", 3 },
};

static void
check_param_type(struct target *t, const struct yaml *y)
{
	struct suggest s = { 0 };

	for (size_t i = 0; i < sizeof(param_types) / sizeof(*param_types);
	    i++) {
		if (str_eq(y->text, param_types[i]))
			return;
		suggest_offer(&s, y->text, param_types[i]);
	}
	diag_did_you_mean(diag_add(t->l->d, DIAG_WRONG_TYPE, y->at,
	    "`%.*s` is no type", STR_ARG(y->text)), s.best);
}

static void
param_entry(struct target *t, const struct yaml *key, const struct yaml *y,
    struct snippet_param *p)
{
	struct suggest s = { 0 };

	if (str_eq(key->text, STR("name"))) {
		if (key_want_literal(t, y, "a name")) {
			p->name = y->text;
			p->at = y->at;
		}
	} else if (str_eq(key->text, STR("type"))) {
		if (key_want_literal(t, y, "a type")) {
			p->type = y->text;
			check_param_type(t, y);
		}
	} else if (str_eq(key->text, STR("optional"))) {
		if (key_want_literal(t, y, "true or false"))
			p->optional = str_eq(y->text, STR("true"));
	} else {
		suggest_offer(&s, key->text, STR("name"));
		suggest_offer(&s, key->text, STR("type"));
		suggest_offer(&s, key->text, STR("optional"));
		diag_did_you_mean(diag_add(t->l->d, DIAG_UNKNOWN_KEY, key->at,
		    "unknown key `%.*s` of a parameter", STR_ARG(key->text)),
		    s.best);
	}
}

/* Whether it can stand in an expression. */
static bool
is_identifier(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool digit = c >= '0' && c <= '9';
		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    c != '_' && (!digit || i == 0))
			return false;
	}
	return s.n > 0;
}

/* `name`, or { name: x, type: text, optional: true }. */
static bool
read_param(struct target *t, const struct yaml *y, struct snippet_param *p)
{
	*p = (struct snippet_param){ .type = STR("any"), .at = y->at };
	if (y->kind == YAML_SCALAR) {
		p->name = y->text;
	} else if (y->kind == YAML_MAP) {
		for (size_t i = 0; i < y->n; i++)
			param_entry(t, &y->key[i], &y->item[i], p);
	} else {
		key_wrong(t, y, "a name or a map");
		return false;
	}
	if (p->name.n == 0)
		diag_add(t->l->d, DIAG_MISSING_FIELD, y->at,
		    "a parameter needs a `name`");
	else if (!is_identifier(p->name))
		diag_hint(diag_add(t->l->d, DIAG_UNSAFE_NAME, p->at,
		    "`%.*s` cannot be the name of a parameter",
		    STR_ARG(p->name)), "letters, digits and `_`, a letter "
		    "first: `{{ name }}`");
	return is_identifier(p->name);
}

void
key_read_params(struct target *t, const struct yaml *y)
{
	struct snippet *sn = t->snippet;

	sn->declares = true;
	sn->declares_at = y->at;
	if (y->kind != YAML_LIST) {
		diag_hint(key_wrong(t, y, "a list of parameters"),
		    "write `params: [name]`");
		sn->broken = true;
		return;
	}
	struct snippet_param *p =
	    ARENA_ARRAY(t->l->a, y->n ? y->n : 1, struct snippet_param);
	for (size_t i = 0; i < y->n; i++)
		if (read_param(t, &y->item[i], &p[sn->nparams]))
			sn->nparams++;
	sn->param = p;
}
