/* Static checks: every literal path against the schema and what any brand
   sets, whether its branch is taken or not. */
#include "provider/private.h"

/* Where a path leaves what is known. */
enum verdict { KNOWN, UNKNOWN, NO_FIELDS };

/* For the first `n` parts; `*i` is the part that is wrong. */
static enum verdict
judge(const struct providers *p, const struct path *path, size_t n, size_t *i)
{
	const struct type *t = type_get(p->schema->root, path->part[0]);

	*i = 0;
	if (!t && !names_in_any(p, path->part, 1) &&
	    !map_get(p->vars, path->part[0]))
		return UNKNOWN;
	for (*i = 1; *i < n; ++*i) {
		const struct type *next = t ? type_get(t, path->part[*i]) :
		    NULL;
		if (!next && t && t->fields == 0 && !t->of &&
		    t->kind != TYPE_ANY)
			return NO_FIELDS;
		if (!next && t && t->kind == TYPE_LIST)
			return NO_FIELDS;
		if (!next && t && t->fields > 0 && !t->of)
			return UNKNOWN;
		if (!next && !names_in_any(p, path->part, *i + 1))
			return p->incomplete ? KNOWN : UNKNOWN;
		t = next ? next : t ? t->of : NULL;
	}
	return KNOWN;
}

/* Names that other tools give to what livery has too. */
static const char *
elsewhere(struct str name)
{
	static const struct { const char *name, *hint; } names[] = {
		{ "site", "the brand's own fields are `brand.name`, "
		    "`brand.url` ..." },
		{ "config", "the brand's own fields are `brand.name`, "
		    "`brand.url` ..." },
		{ "article", "the article at hand is `page`" },
		{ "post", "the article at hand is `page`" },
		{ "document", "the article at hand is `page`" },
		{ "params", "keys of your own stand in `page.extra`" },
		{ "frontmatter", "keys of your own stand in `page.extra`" },
		{ "None", "write `nil`" }, { "Null", "write `nil`" },
		{ "NULL", "write `nil`" }, { "True", "write `true`" },
		{ "TRUE", "write `true`" }, { "False", "write `false`" },
		{ "FALSE", "write `false`" },
		{ "is", "write `{% if x %}` or `{% if not x %}`" },
		{ "upper", "write `string.upper(x)`" },
		{ "lower", "write `string.lower(x)`" },
		{ "capitalize", "write `cap(x)`" },
		{ "length", "write `#x`" }, { "len", "write `#x`" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq(name, str_c(names[i].name)))
			return names[i].hint;
	return NULL;
}

static bool
hint_other_name(const struct providers *p, struct str word, struct diag *g)
{
	const char *hint = elsewhere(word);

	for (size_t i = 0; i < p->brands && !p->incomplete; i++)
		if (str_eq(p->ids[i], word)) {
			diag_hint(g, "another brand's name is "
			    "`brands.%.*s.name`", STR_ARG(word));
			return true;
		}
	if (hint)
		diag_hint(g, "%s", hint);
	return hint != NULL;
}

static void
report_unknown(const struct providers *p, const struct path *path, size_t i,
    struct diags *d)
{
	struct suggest g = { 0 };
	struct str word = path->part[i];
	struct str name = path_join_dots(p->a, path->part, i + 1);
	const struct type *t = i > 0 ? names_type(p, path->part, i) : NULL;

	struct diag *found = diag_add(d, DIAG_UNDEFINED_VARIABLE, path->at,
	    "undefined variable `%.*s`", STR_ARG(name));
	if (path->fenced)
		diag_note(found, (struct span){ 0 }, "a fence whose first "
		    "line holds the word `raw` is left alone");
	if (i == 0 && hint_other_name(p, word, found))
		return;
	for (size_t k = 0; t && k < t->fields; k++)
		suggest_offer(&g, word, t->field[k].name);
	if (i == 0)
		names_suggest(p, &g, word);
	else
		names_suggest_in_any(p, &g, word, path->part, i);
	if (g.best.n > 0) {
		struct str parts[2] = { { 0 }, g.best };
		if (i > 0) {
			parts[0] = path_join_dots(p->a, path->part, i);
			g.best = arena_printf(p->a, "%.*s.%.*s",
			    STR_ARG(parts[0]), STR_ARG(parts[1]));
		}
		diag_did_you_mean(found, g.best);
		return;
	}
	/* A name without its group; a mere likeness would mislead. */
	struct str other = schema_elsewhere(p->a, p->schema, word);
	if (i > 0 || str_ends(other, word))
		diag_did_you_mean(found, other);
}

bool
check_path(const struct providers *p, const struct path *path, size_t n,
    struct diags *d)
{
	size_t i;

	switch (judge(p, path, n, &i)) {
	case KNOWN:
		return true;
	case UNKNOWN:
		if (i == 0 && p->incomplete)
			return true;
		report_unknown(p, path, i, d);
		return false;
	case NO_FIELDS:
		break;
	}
	struct str name = path_join_dots(p->a, path->part, i);
	const struct type *t = names_type(p, path->part, i);
	struct diag *g = diag_add(d, DIAG_WRONG_TYPE, path->at,
	    "`%.*s` is %s and has no field `%.*s`", STR_ARG(name),
	    type_words(t->kind), STR_ARG(path->part[i]));
	if (t->kind == TYPE_LIST)
		diag_hint(g, "go through it with {%% for %%}");
	return false;
}

static void
mark_used(struct providers *p, const struct path *path)
{
	struct str name = path->part[0];
	struct var *v;

	if (str_eq(name, STR("vars"))) {
		/* `vars` as a whole, or vars[key]: any may be meant. */
		if (path->n == 1)
			for (size_t i = 0; i < map_count(p->vars); i++)
				((struct var *)map_at(p->vars, i)->ptr)->used =
				    true;
		name = path->n > 1 ? path->part[1] : (struct str){ 0 };
	}
	v = map_ptr(p->vars, name);
	if (v)
		v->used = true;
}

size_t
providers_enum(const struct providers *p, const struct path *path,
    const struct str **values)
{
	const struct type *t = names_type(p, path->part, path->n);

	*values = NULL;
	if (path->n == 2 && str_eq(path->part[0], STR("brand")) &&
	    str_eq(path->part[1], STR("id"))) {
		*values = p->ids;
		return p->incomplete ? 0 : p->brands;
	}
	if (!t || t->kind != TYPE_ENUM)
		return 0;
	*values = t->values;
	return t->nvalues;
}

/* Types whose values never equal a text; NULL for the others. */
static const char *
never_text(const struct type *t)
{
	switch (t->kind) {
	case TYPE_PORT:
	case TYPE_INTEGER:
	case TYPE_NUMBER:
		return "a number";
	case TYPE_BOOL:
		return "true or false";
	case TYPE_LIST:
		return "a list";
	case TYPE_MAP:
	case TYPE_GROUP:
		return "a map";
	default:
		return NULL;
	}
}

/* mail.imap.port == "993" would never hold, and drop its text in silence. */
static void
check_kinds(const struct providers *p, const struct path *path,
    struct diags *d)
{
	const struct type *t = names_type(p, path->part, path->n);
	const char *is = t ? never_text(t) : NULL;
	struct str name = path_join_dots(p->a, path->part, path->n);
	uint64_t number;

	if (!is || path->compared_at.file == 0)
		return;
	struct diag *g = diag_add(d, DIAG_WRONG_TYPE, path->compared_at,
	    "`%.*s` is %s, never the text \"%.*s\"", STR_ARG(name), is,
	    STR_ARG(path->compared));
	if (t->kind == TYPE_BOOL)
		diag_hint(g, "write `{%% if %.*s %%}` or `{%% if not %.*s %%}`",
		    STR_ARG(name), STR_ARG(name));
	else if (str_eq(name, STR("brand")))
		diag_hint(g, "compare `brand.id`");
	else if (str_to_uint(path->compared, &number))
		diag_hint(g, "write %.*s, without quotes",
		    STR_ARG(path->compared));
}

static void
check_compared(struct providers *p, const struct path *path, struct diags *d)
{
	const struct str *v;
	size_t n = providers_enum(p, path, &v);
	struct suggest g = { 0 };
	struct str words = { 0 };

	if (n == 0 || path->compared_at.file == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if (str_eq(v[i], path->compared))
			return;
		suggest_offer(&g, path->compared, v[i]);
		words = arena_printf(p->a, "%.*s%s%.*s", STR_ARG(words),
		    i == 0 ? "" : i + 1 < n ? ", " : " or ", STR_ARG(v[i]));
	}
	struct str name = path_join_dots(p->a, path->part, path->n);
	struct diag *f = diag_add(d, DIAG_ENUM_VALUE, path->compared_at,
	    "`%.*s` is %.*s, never \"%.*s\"", STR_ARG(name), STR_ARG(words),
	    STR_ARG(path->compared));
	if (g.best.n > 0)
		diag_hint(f, "did you mean \"%.*s\"?", STR_ARG(g.best));
}

/* Reports a name that Lua has and the sandbox lacks. */
static bool
is_absent(const struct providers *p, const struct path *path, struct diags *d)
{
	struct str name = path->part[0];
	const char *instead = library_absent(name);

	if (!instead && path->n > 1) {
		name = path_join_dots(p->a, path->part, 2);
		instead = library_absent(name);
	}
	if (!instead)
		return false;
	diag_hint(diag_add(d, DIAG_SANDBOX, path->at,
	    "`%.*s` is not available here", STR_ARG(name)), "%s", instead);
	return true;
}

bool
check_known(const struct providers *p, const struct path *path,
    struct diags *d)
{
	if (is_absent(p, path, d))
		return false;
	if (library_has(path->part[0]) ||
	    providers_is_function(p, path->part[0]))
		return true;
	return check_path(p, path, path->n, d);
}

/* policy.recommended == imap: a word of the enum, its quotes forgotten. */
static bool
is_bare_word(const struct providers *p, const struct expr *x,
    const struct path *path, struct diags *d)
{
	const struct str *v;

	if (path->n != 1 || path->called)
		return false;
	for (size_t i = 0; i < x->paths; i++) {
		size_t n = providers_enum(p, &x->path[i], &v);
		for (size_t k = 0; k < n; k++) {
			if (!str_eq(v[k], path->part[0]))
				continue;
			diag_hint(diag_add(d, DIAG_UNDEFINED_VARIABLE,
			    path->at, "undefined variable `%.*s`",
			    STR_ARG(v[k])), "write the text in quotes: "
			    "\"%.*s\"", STR_ARG(v[k]));
			return true;
		}
	}
	return false;
}

void
providers_check(struct providers *p, const struct expr *x,
    const struct scope *names, bool (*known)(void *ctx, const struct path *),
    void *ctx, struct diags *d)
{
	if (x->kind == EXPR_LUA && !eval_compile(p, x, d))
		return;
	for (size_t i = 0; i < x->paths; i++) {
		const struct path *path = &x->path[i];
		if (path->n == 0 || scope_find(names, path->part[0]))
			continue;
		mark_used(p, path);
		if (known && known(ctx, path))
			continue;
		if (is_bare_word(p, x, path, d))
			continue;
		if (check_known(p, path, d)) {
			check_compared(p, path, d);
			check_kinds(p, path, d);
		}
	}
}

void
providers_warn_unused(struct providers *p, struct diags *d)
{
	for (size_t i = 0; i < map_count(p->vars); i++) {
		const struct var *v = map_at(p->vars, i)->ptr;
		if (!v->used)
			diag_add(d, DIAG_UNUSED_VAR, v->at,
			    "no article or template reads `vars.%.*s`",
			    STR_ARG(v->name));
	}
}
