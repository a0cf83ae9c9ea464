/* Snippets: finding the one a directive names, and its parameters. */
#include "article/profile.h"
#include "base/files.h"
#include "base/str.h"
#include "base/suggest.h"

/* The path with a locale before its ".md". */
static const struct snippet *
find_localised(const struct map *snippets, struct str path, struct str tag)
{
	struct buf b = BUF_INIT;

	buf_str(&b, str_slice(path, 0, path.n - 3));
	buf_char(&b, '.');
	buf_str(&b, tag);
	buf_c(&b, ".md");
	const struct snippet *sn = map_ptr(snippets, buf_view(&b));
	buf_free(&b);
	return sn;
}

static const struct snippet *
find_in(const struct map *snippets, struct str tag, struct str path)
{
	const struct snippet *sn = NULL;

	if (!snippets || !str_ends(path, STR(".md")))
		return NULL;
	while (tag.n > 0 && !sn) {
		ptrdiff_t dash = str_rfind_char(tag, '-');
		sn = find_localised(snippets, path, tag);
		tag.n = dash < 0 ? 0 : (size_t)dash;
	}
	return sn ? sn : map_ptr(snippets, path);
}

const struct snippet *
include_find(const struct project *p, const struct overlay *o,
    const struct locale *l, struct str path)
{
	struct str tag = l ? locale_tag(l) : (struct str){ 0 };
	const struct snippet *sn =
	    o ? find_in(o->snippets, tag, path) : NULL;

	return sn ? sn : find_in(p->snippets, tag, path);
}

static void
unknown(struct arena *a, const struct project *p, const struct op *op,
    struct str path, struct diags *d)
{
	struct suggest s = { 0 };
	struct diag *g = diag_add(d, DIAG_UNKNOWN_TARGET, op->file_at,
	    "there is no snippet `%.*s`", STR_ARG(op->file));

	for (size_t i = 0; i < map_count(p->snippets); i++) {
		struct str other = map_at(p->snippets, i)->key;
		suggest_offer(&s, path, other);
	}
	for (size_t i = 0; s.best.n == 0 && i < map_count(p->snippets); i++) {
		struct str other = map_at(p->snippets, i)->key;
		if (str_eq(path_base(other), path_base(path)))
			s.best = other;
	}
	if (s.best.n > 0)
		diag_did_you_mean(g, arena_printf(a, "/%.*s",
		    STR_ARG(s.best)));
	else if (str_find(path, STR("_snippets/"), 0) < 0)
		diag_hint(g, "only files in a `_snippets` folder are "
		    "included");
}

const struct snippet *
include_resolve(struct arena *a, const struct project *p,
    const struct overlay *o, const struct locale *l, struct str folder,
    const struct op *op, struct diags *d)
{
	struct str path;

	if (!path_resolve(a, folder, op->file, &path)) {
		diag_add(d, DIAG_UNKNOWN_TARGET, op->file_at,
		    "this path leads out of content/");
		return NULL;
	}
	const struct snippet *sn = include_find(p, o, l, path);
	if (!sn)
		unknown(a, p, op, path, d);
	return sn;
}

static const struct snippet_param *
find_param(const struct snippet *sn, struct str name)
{
	for (size_t i = 0; i < sn->nparams; i++)
		if (str_eq(sn->param[i].name, name))
			return &sn->param[i];
	return NULL;
}

static bool
is_shift(const struct snippet *sn, struct str name)
{
	return str_eq(name, STR("shift")) && !find_param(sn, name);
}

static const struct arg *
find_arg(const struct op *op, struct str name)
{
	for (size_t i = 0; i < op->args; i++)
		if (str_eq(op->arg[i].name, name))
			return &op->arg[i];
	return NULL;
}

static void
unknown_param(const struct snippet *sn, const struct arg *arg,
    struct diags *d)
{
	struct suggest s = { 0 };
	struct diag *g = diag_add(d, DIAG_PARAMETER, arg->at,
	    "the snippet has no parameter `%.*s`", STR_ARG(arg->name));

	for (size_t i = 0; i < sn->nparams; i++)
		suggest_offer(&s, arg->name, sn->param[i].name);
	if (!sn->declares)
		diag_hint(g, "it declares no `params` in its front matter");
	else
		diag_did_you_mean(g, s.best);
}

bool
include_check(const struct snippet *sn, const struct op *op, struct diags *d)
{
	bool complete = true;

	if (sn->broken)
		return false;
	for (size_t i = 0; i < op->args; i++)
		if (!find_param(sn, op->arg[i].name) &&
		    !is_shift(sn, op->arg[i].name))
			unknown_param(sn, &op->arg[i], d);
	for (size_t i = 0; i < sn->nparams; i++) {
		if (sn->param[i].optional ||
		    find_arg(op, sn->param[i].name))
			continue;
		struct diag *g = diag_add(d, DIAG_PARAMETER, op->file_at,
		    "the snippet needs the parameter `%.*s`",
		    STR_ARG(sn->param[i].name));
		diag_note(g, sn->param[i].at, "declared here");
		complete = false;
	}
	if (op->kind == OP_WRAP && !sn->body->uses_body)
		diag_add(d, DIAG_SYNTAX, op->file_at,
		    "the snippet has no `{%% body %%}` to put the text into");
	return complete;
}

struct type_name {
	struct str name;
	uint64_t types;		/* bits of enum value_type */
};

#define BIT(t) ((uint64_t)1 << (t))
#define TEXTS (BIT(VALUE_TEXT) | BIT(VALUE_ENUM) | BIT(VALUE_URL) | \
    BIT(VALUE_PHONE) | BIT(VALUE_TERM) | BIT(VALUE_MARKDOWN))

static const struct type_name type_names[] = {
	{ { "text", 4 }, TEXTS },
	{ { "markdown", 8 }, TEXTS },
	{ { "host", 4 }, BIT(VALUE_TEXT) },
	{ { "port", 4 }, BIT(VALUE_INT) },
	{ { "url", 3 }, BIT(VALUE_URL) | BIT(VALUE_TEXT) },
	{ { "email", 5 }, BIT(VALUE_TEXT) },
	{ { "phone", 5 }, BIT(VALUE_PHONE) },
	{ { "colour", 6 }, BIT(VALUE_COLOUR) },
	{ { "date", 4 }, BIT(VALUE_DATE) },
	{ { "duration", 8 }, BIT(VALUE_DURATION) },
	{ { "size", 4 }, BIT(VALUE_SIZE) },
	{ { "money", 5 }, BIT(VALUE_MONEY) },
	{ { "integer", 7 }, BIT(VALUE_INT) },
	{ { "number", 6 }, BIT(VALUE_INT) | BIT(VALUE_NUM) },
	{ { "bool", 4 }, BIT(VALUE_BOOL) },
	{ { "enum", 4 }, BIT(VALUE_ENUM) | BIT(VALUE_TEXT) },
	{ { "image", 5 }, BIT(VALUE_IMAGE) | BIT(VALUE_TEXT) },
	{ { "article", 7 }, BIT(VALUE_ARTICLE) | BIT(VALUE_TEXT) },
	{ { "term", 4 }, BIT(VALUE_TERM) | BIT(VALUE_TEXT) },
	{ { "list", 4 }, BIT(VALUE_LIST) },
	{ { "map", 3 }, BIT(VALUE_MAP) },
};

static bool
parse_text(struct arena *a, struct str type, struct str s, struct value *out,
    const char **why)
{
	if (str_eq(type, STR("date"))) {
		out->type = VALUE_DATE;
		return value_parse_date(s, &out->date, why);
	}
	if (str_eq(type, STR("duration")))
		return value_parse_duration(s, out, why);
	if (str_eq(type, STR("size")))
		return value_parse_size(s, out, why);
	if (str_eq(type, STR("money")))
		return value_parse_money(s, out, why);
	if (str_eq(type, STR("phone")))
		return value_parse_phone(a, s, out, why);
	if (str_eq(type, STR("colour")))
		return value_parse_colour(a, s, out, why);
	return true;
}

/* A text stands for a value of the declared type, as it does in a provider. */
static bool
convert(struct profile *p, const struct snippet_param *param,
    const struct arg *arg, struct value *v)
{
	const char *why = NULL;
	struct value out = *v;

	/* `{}` does not say which of the two it is. */
	if (v->type == VALUE_MAP && v->map.n == 0 &&
	    str_eq(param->type, STR("list")))
		*v = (struct value){ .type = VALUE_LIST, .at = v->at };
	if (v->type != VALUE_TEXT)
		return true;
	if (str_eq(param->type, STR("article"))) {
		v->type = VALUE_ARTICLE;
		if (map_get(p->b->pub.project->by_id, v->text))
			return true;
		diag_add(p->d, DIAG_UNKNOWN_TARGET, arg->at,
		    "there is no article `%.*s`", STR_ARG(v->text));
		return false;
	}
	if (!parse_text(p->a, param->type, v->text, &out, &why)) {
		diag_add(p->d, DIAG_WRONG_TYPE, arg->at,
		    "the parameter `%.*s`: %s", STR_ARG(param->name), why);
		return false;
	}
	*v = out;
	return true;
}

static bool
check_type(struct profile *p, const struct snippet_param *param,
    const struct arg *arg, const struct value *v)
{
	if (v->type == VALUE_NIL) {
		if (param->optional)
			return true;
		struct diag *g = diag_add(p->d, DIAG_PARAMETER, arg->at,
		    "the parameter `%.*s` is given as nil",
		    STR_ARG(param->name));
		diag_hint(g, "test it first, or declare it optional");
		return false;
	}
	for (size_t i = 0; i < sizeof(type_names) / sizeof(*type_names); i++) {
		if (!str_eq(type_names[i].name, param->type) ||
		    (type_names[i].types & BIT(v->type)))
			continue;
		struct diag *g = diag_add(p->d, DIAG_WRONG_TYPE, arg->at,
		    "the parameter `%.*s` is %s, not of the type `%.*s`",
		    STR_ARG(param->name), value_type_words(v->type),
		    STR_ARG(param->type));
		diag_note(g, param->at, "declared here");
		return false;
	}
	return true;
}

static struct scope *
bind(struct profile *p, const struct scope *up, struct str name,
    struct value v)
{
	struct scope *s = ARENA_NEW(p->a, struct scope);

	*s = (struct scope){ .up = up, .name = name, .value = v };
	return s;
}

bool
include_scope(struct profile *p, const struct snippet *sn,
    const struct op *op, const struct scope *args, const struct scope **s)
{
	bool good = true;

	for (size_t i = 0; i < sn->nparams; i++) {
		struct str name = sn->param[i].name;
		const struct arg *arg = find_arg(op, name);
		const struct value *given = arg ? scope_find(args, name) :
		    NULL;
		struct value v = given ? *given : value_nil;
		if (given)
			good &= convert(p, &sn->param[i], arg, &v) &&
			    check_type(p, &sn->param[i], arg, &v);
		*s = bind(p, *s, name, v);
	}
	return good;
}
