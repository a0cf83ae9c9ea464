/* Static checks: every literal path against the schema and what any brand
   sets, whether its branch is taken or not. */
#include "provider/private.h"

#include <string.h>

/* Where a path leaves what is known. */
enum verdict { KNOWN, UNKNOWN, NO_FIELDS };

/* Whether what stands before part `i` may have fields: something that is set
   and is no map in any brand has none. */
static bool
has_fields(const struct providers *p, const struct path *path, size_t i)
{
	struct suggest g = { 0 };

	return !names_value(p, path->part, i) || names_suggest_in_any(p, &g,
	    path->part[i], path->part, i);
}

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
		if (path->part[*i].n == 0) {	/* an item of a loop's list */
			t = names_type(p, path->part, *i + 1);
			if (!t && !names_in_any(p, path->part, *i + 1))
				return KNOWN;
			continue;
		}
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
			return p->incomplete ? KNOWN :
			    has_fields(p, path, *i) ? UNKNOWN : NO_FIELDS;
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

/* What suits part `i`, with the words before it as the writer wrote them: a
   neighbour, what a group hides deeper, or a field of this very name anywhere;
   a mere likeness elsewhere would mislead. */
static struct str
best_name(const struct providers *p, const struct path *path, size_t i,
    struct str before)
{
	struct suggest g = { 0 };
	struct str word = path->part[i];
	const struct type *t = i > 0 ? names_type(p, path->part, i) : NULL;
	struct str called = names_called(p, word);

	if (i == 0) {
		if (called.n == 0)
			names_suggest(p, &g, word);
		return called.n > 0 ? called : g.best;
	}
	for (size_t k = 0; t && k < t->fields; k++)
		suggest_offer(&g, word, t->field[k].name);
	names_suggest_in_any(p, &g, word, path->part, i);
	if (g.best.n > 0)
		return arena_printf(p->a, "%.*s.%.*s", STR_ARG(before),
		    STR_ARG(g.best));
	struct str deeper = { 0 };
	if (t)
		deeper = schema_below(p->a, t, before, word);
	return deeper.n > 0 || !t ? deeper : called;
}

/* Where names are free: what would have to be there. */
static void
hint_free_name(const struct providers *p, const struct path *path, size_t i,
    struct diag *g)
{
	const struct type *t = names_type(p, path->part, i);

	if (i == 1 && str_eq(path->part[0], STR("data")))
		diag_hint(g, "there is no providers/data/%.*s.json",
		    STR_ARG(path->part[1]));
	else if (i == 1 && str_eq(path->part[0], STR("brands")))
		diag_hint(g, "there is no providers/%.*s.lua",
		    STR_ARG(path->part[1]));
	else if (i == 2 && str_eq(path->part[0], STR("brands")))
		diag_hint(g, "of another brand there are `name` and `id`");
	else if (str_eq(path->part[0], STR("vars")))
		diag_hint(g, "no brand has it in its `vars`");
	else if (t && t->of)
		diag_hint(g, "no brand sets it");
}

/* Part `i` of `path` is unknown; `said` is the path as it was written, which
   is shorter when it begins with a loop's variable. */
static void
report_unknown(const struct providers *p, const struct path *path,
    const struct path *said, size_t i, struct diags *d)
{
	size_t k = i - (path->n - said->n);
	struct str word = path->part[i];
	struct str name = path_join_dots(p->a, said->part, k + 1);

	struct diag *found = diag_add(d, DIAG_UNDEFINED_VARIABLE, said->at,
	    "undefined variable `%.*s`", STR_ARG(name));
	if (said->fenced)
		diag_note(found, (struct span){ 0 }, "a fence whose first "
		    "line holds the word `raw` is left alone");
	if (i == 0 && hint_other_name(p, word, found))
		return;
	struct str best = best_name(p, path, i, path_join_dots(p->a,
	    said->part, k));
	if (best.n > 0)
		diag_did_you_mean(found, best);
	else if (i > 0 && !p->incomplete)
		hint_free_name(p, path, i, found);
}

static void
report_no_fields(const struct providers *p, const struct path *path,
    const struct path *said, size_t i, struct diags *d)
{
	size_t k = i - (path->n - said->n);
	struct str name = path_join_dots(p->a, said->part, k);
	const struct type *t = names_type(p, path->part, i);
	const struct value *v = t ? NULL : names_value(p, path->part, i);
	enum value_type is = t ? type_value(t->kind) : v ? v->type : VALUE_MAP;

	/* The words of a run, so that both are one finding. */
	struct diag *g = diag_add(d, DIAG_WRONG_TYPE, said->at,
	    "`%.*s` is %s and has no field `%.*s`", STR_ARG(name),
	    value_type_words(is), STR_ARG(path->part[i]));
	if (is == VALUE_LIST)
		diag_hint(g, "go through it with {%% for %%}");
}

static bool
check_parts(const struct providers *p, const struct path *path,
    const struct path *said, size_t n, struct diags *d)
{
	enum verdict verdict;
	struct suggest g = { 0 };
	size_t i;

	verdict = judge(p, path, n, &i);
	/* What is wrong with a loop's list is reported where it stands. */
	if (verdict == KNOWN || (path != said && i <= path->n - said->n) ||
	    (i == 0 && p->incomplete))
		return true;
	/* Items that are no maps: a run has the words for them. */
	if (path != said && !names_type(p, path->part, i) &&
	    !names_suggest_in_any(p, &g, path->part[i], path->part, i))
		return true;
	if (verdict == UNKNOWN)
		report_unknown(p, path, said, i, d);
	else
		report_no_fields(p, path, said, i, d);
	return false;
}

bool
check_path(const struct providers *p, const struct path *path, size_t n,
    struct diags *d)
{
	return check_parts(p, path, path, n, d);
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

bool
providers_is_var(const struct providers *p, struct str name)
{
	return str_eq(name, STR("vars")) || map_get(p->vars, name);
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

static void
check_compared(struct providers *p, const struct path *path,
    const struct path *said, struct diags *d)
{
	const struct str *v;
	struct suggest g = { 0 };
	struct str name, words = { 0 };

	if (said->compared_at.file == 0)
		return;
	size_t n = providers_enum(p, path, &v);
	name = path_join_dots(p->a, said->part, said->n);
	if (n == 0) {
		struct value text = value_text(said->compared);
		providers_check_kind(p, path, name, &text, said->compared_at,
		    d);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (str_eq(v[i], said->compared))
			return;
		suggest_offer(&g, said->compared, v[i]);
		words = arena_printf(p->a, "%.*s%s%.*s", STR_ARG(words),
		    i == 0 ? "" : i + 1 < n ? ", " : " or ", STR_ARG(v[i]));
	}
	struct diag *f = diag_add(d, DIAG_ENUM_VALUE, said->compared_at,
	    "`%.*s` is %.*s, never \"%.*s\"", STR_ARG(name), STR_ARG(words),
	    STR_ARG(said->compared));
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
	if (!instead && !(path->n > 1 &&
	    library_lacks(path->part[0], path->part[1])))
		return false;
	struct diag *g = diag_add(d, DIAG_SANDBOX, path->at,
	    "`%.*s` is not available here", STR_ARG(name));
	if (instead)
		diag_hint(g, "%s", instead);
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
is_bare_word(struct providers *p, const struct expr *x,
    const struct path *path, const struct scope *names, struct diags *d)
{
	const struct str *v;

	if (path->n != 1 || path->called)
		return false;
	for (size_t i = 0; i < x->paths; i++) {
		const struct path *enum_path = providers_path(p, &x->path[i],
		    names);
		size_t n = enum_path ? providers_enum(p, enum_path, &v) : 0;
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

static uint64_t
place_key(struct span at)
{
	return (uint64_t)at.file << 32 | at.off;
}

/* A run meets what is unknown as something that is not set: one cause. */
static void
note_wrong(struct providers *p, struct span at)
{
	uint64_t key = place_key(at);
	struct str s = { (const char *)&key, sizeof(key) };

	if (!map_get(p->wrong, s))
		map_put(p->wrong, arena_str(p->a, s), NULL);
}

bool
check_was_wrong(const struct providers *p, struct span at)
{
	uint64_t key = place_key(at);

	return map_get(p->wrong, (struct str){ (const char *)&key,
	    sizeof(key) }) != NULL;
}

/* `loop.first`, `loop.index` and `loop.last` are all there are. */
static void
check_loop(struct providers *p, const struct path *path, struct diags *d)
{
	static const char *const fields[] = { "first", "index", "last" };
	struct suggest g = { 0 };

	if (path->n == 1 || !str_eq(path->part[0], STR("loop")))
		return;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (str_eq(path->part[1], str_c(fields[i])))
			return;
		suggest_offer(&g, path->part[1], str_c(fields[i]));
	}
	struct diag *f = diag_add(d, DIAG_UNDEFINED_VARIABLE, path->at,
	    "undefined variable `loop.%.*s`", STR_ARG(path->part[1]));
	if (g.best.n > 0)
		diag_hint(f, "did you mean `loop.%.*s`?", STR_ARG(g.best));
	else
		diag_hint(f, "there are `loop.first`, `loop.index` and "
		    "`loop.last`");
	note_wrong(p, path->at);
}

/* A path that begins with a name that a loop or an include binds. */
static void
check_bound(struct providers *p, const struct path *said,
    const struct scope *names, bool (*known)(void *ctx, const struct path *),
    void *ctx, struct diags *d)
{
	const struct path *path = providers_path(p, said, names);

	if (!path) {
		check_loop(p, said, d);
		return;
	}
	const struct path root = { .part = path->part, .n = 1,
	    .at = said->at };
	if ((known && known(ctx, &root)) || said->called)
		return;
	if (check_parts(p, path, said, path->n, d))
		check_compared(p, path, said, d);
	else
		note_wrong(p, said->at);
}

bool
check_called(const struct providers *p, const struct expr *x,
    const struct path *path, struct diags *d)
{
	if (x->kind == EXPR_LUA ||
	    !providers_is_function(p, path->part[0]))
		return true;
	diag_hint(diag_add(d, DIAG_WRONG_TYPE, path->at,
	    "`%.*s` is a function", STR_ARG(path->part[0])),
	    "call it: `%.*s(...)`", STR_ARG(path->part[0]));
	return false;
}

/* products[1].name: what follows an index of a list. */
static void
check_items(struct providers *p, const struct path *path,
    const struct scope *names, struct diags *d)
{
	for (const struct path *it = path->item; it; it = it->item) {
		const struct path *full = providers_path(p, it, names);
		if (!full || it->called)
			return;
		if (!check_parts(p, full, it->spelt, full->n, d)) {
			note_wrong(p, it->at);
			return;
		}
		check_compared(p, full, it->spelt, d);
	}
}

/* The parts, each ended by a NUL; empty when they are too long. */
static struct str
key_of(const struct path *path, char *key, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < path->n; i++) {
		struct str part = path->part[i];
		if (part.n >= room - n)
			return (struct str){ 0 };
		memcpy(key + n, part.p, part.n);
		n += part.n;
		key[n++] = '\0';
	}
	return (struct str){ key, n };
}

/* The same few names stand in all articles: what is known is looked for once. */
static bool
is_good(struct providers *p, const struct path *path, struct diags *d)
{
	char bytes[128];
	struct str key = key_of(path, bytes, sizeof(bytes));

	if (map_get(p->good, key))
		return true;
	if (!check_known(p, path, d))
		return false;
	if (key.n > 0)
		map_put(p->good, arena_str(p->a, key), NULL);
	return true;
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
		if (path->n == 0)
			continue;
		if (scope_find(names, path->part[0])) {
			check_bound(p, path, names, known, ctx, d);
			check_items(p, path, names, d);
			continue;
		}
		mark_used(p, path);
		if (known && known(ctx, path))
			continue;
		if (is_bare_word(p, x, path, names, d))
			continue;
		if (!check_called(p, x, path, d) || !is_good(p, path, d))
			continue;
		check_compared(p, path, path, d);
		check_items(p, path, names, d);
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
