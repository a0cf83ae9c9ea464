/* Expressions: compiled once each, run over an edition's names, and their
   failures in a writer's words. */
#include "provider/private.h"

#include <string.h>

/* Registry: an expression's text -> its compiled function. */
static const char compiled_key;

/* --- names ----------------------------------------------------------------------------- */

const struct value *
providers_root(const struct providers *p, const struct edition *e,
    struct str name)
{
	const struct value *v = value_get(&e->values, name);

	if (v)
		return v;
	if (type_get(p->schema->root, name) || map_get(p->vars, name))
		return &value_nil;
	return NULL;
}

static bool
is_library(struct str name)
{
	return str_eq(name, STR("string")) || str_eq(name, STR("table")) ||
	    str_eq(name, STR("math"));
}

bool
providers_is_function(const struct providers *p, struct str name)
{
	return (library_has(name) && !is_library(name) &&
	    !str_eq(name, STR("none"))) || map_get(p->macro_names, name);
}

static const struct value *
find_root(const struct providers *p, const struct edition *e,
    const struct more_roots *more, struct str name)
{
	const struct value *v = providers_root(p, e, name);

	if (!v && more && more->find)
		v = more->find(more->ctx, name);
	return v;
}

static int
unknown_name(lua_State *L, const struct eval *e, struct str name)
{
	const char *instead = library_absent(name);
	struct suggest g = { 0 };

	if (instead)
		return sandbox_raise(L, DIAG_SANDBOX, instead,
		    "`%.*s` is not available here", STR_ARG(name));
	if (str_eq(name, STR("null")))
		return sandbox_raise(L, DIAG_UNDEFINED_VARIABLE,
		    "write `nil`", "undefined variable `null`");
	names_suggest(e->p, &g, name);
	struct str hint = g.best.n ? arena_printf(sandbox_of(L)->now,
	    "did you mean `%.*s`?", STR_ARG(g.best)) : (struct str){ 0 };
	return sandbox_raise(L, DIAG_UNDEFINED_VARIABLE, hint.p,
	    "undefined variable `%.*s`", STR_ARG(name));
}

static int
env_index(lua_State *L)
{
	const struct eval *e = sandbox_of(L)->eval;
	struct str name;

	if (!e || lua_type(L, 2) != LUA_TSTRING)
		return 0;
	name.p = lua_tolstring(L, 2, &name.n);
	const struct value *v = scope_find(e->scope, name);
	if (!v) {
		if (macros_push(L, name) || library_push_function(L, name))
			return 1;
		v = providers_root(e->p, e->e, name);
	}
	if (!v) {
		v = find_root(e->p, e->e, e->more, name);
		*e->own = true;
	}
	if (!v)
		return unknown_name(L, e, name);
	proxy_push(L, v);
	return 1;
}

static int
env_newindex(lua_State *L)
{
	return sandbox_raise(L, DIAG_SANDBOX, NULL,
	    "an expression cannot set variables");
}

void
eval_open(lua_State *L)
{
	lua_newtable(L);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &compiled_key);
	lua_newtable(L);
	lua_createtable(L, 0, 2);
	lua_pushcfunction(L, env_index);
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, env_newindex);
	lua_setfield(L, -2, "__newindex");
	lua_setmetatable(L, -2);
}

/* --- running ------------------------------------------------------------------------------ */

struct run {
	const struct expr *x;
	struct arena *a;
	struct raw raw;
};

/* Pushes the compiled expression, which all that are spelt alike share. Its
   environment is set anew each time: a function in an expression may have
   assigned to `_ENV`. */
static void
push_compiled(lua_State *L, const struct expr *x)
{
	struct arena *a = sandbox_of(L)->now;

	lua_rawgetp(L, LUA_REGISTRYINDEX, &compiled_key);
	lua_pushlstring(L, x->text.p, x->text.n);
	if (lua_rawget(L, -2) == LUA_TNIL) {
		lua_pop(L, 1);
		struct str text = arena_printf(a, "return(%.*s\n)",
		    STR_ARG(x->text));
		if (luaL_loadbufferx(L, text.p, text.n, "=0", "t") != LUA_OK)
			lua_error(L);
		lua_pushlstring(L, x->text.p, x->text.n);
		lua_pushvalue(L, -2);
		lua_rawset(L, -4);
	}
	library_push_env(L, "expr");
	lua_setupvalue(L, -2, 1);
	lua_remove(L, -2);
}

static int
run_compile(lua_State *L)
{
	struct run *r = lua_touserdata(L, 1);

	push_compiled(L, r->x);
	return 0;
}

static int
run_expr(lua_State *L)
{
	struct run *r = lua_touserdata(L, 1);

	push_compiled(L, r->x);
	lua_call(L, 0, 1);
	struct str changed = macros_restore(L);
	if (changed.n > 0)
		return sandbox_raise(L, DIAG_LUA,
		    "make it inside the function, so that each call starts "
		    "afresh", "a macro keeps state in its variable `%.*s`",
		    STR_ARG(changed));
	r->raw = raw_read(L, r->a, r->a, NULL, r->x->at);
	return 0;
}

static int
run_restore(lua_State *L)
{
	macros_restore(L);
	return 0;
}

/* --- failures --------------------------------------------------------------------------------- */

/* Whether part `i` of a path is nil because its provider is wrong there or
   around it, which was reported: the brand's own fields stand at the script's
   top level, and a loop's variable gives the last name alone. */
static bool
is_failed(const struct providers *p, const struct edition *e,
    const struct path *path, size_t i)
{
	struct str id = e->brand->id;
	size_t own = i > 0 && str_eq(path->part[0], STR("brand"));

	if (!providers_root(p, e, path->part[0]))
		return i > 0 && convert_failed(p->failed, p->a, id,
		    arena_printf(p->a, "*%.*s", STR_ARG(path->part[i])));
	for (size_t n = own + 1; n <= i + 1; n++) {
		struct str name = path_join_dots(p->a, path->part + own,
		    n - own);
		if (convert_failed(p->failed, p->a, id, name) ||
		    convert_failed(p->failed, p->a, id, arena_printf(p->a,
		    "vars.%.*s", STR_ARG(name))))
			return true;
	}
	return false;
}

static void
report_nil(const struct providers *p, const struct edition *e,
    const struct path *path, size_t i, struct diags *d)
{
	struct str name = path_join_dots(p->a, path->part, i + 1);

	if (is_failed(p, e, path, i))
		return;
	/* The brands stand in the finding's list of editions. */
	struct diag *g = diag_add(d, DIAG_NIL_VALUE, path->at,
	    "`%.*s` is not set", STR_ARG(name));
	diag_hint(g, "test it with {%% if %.*s %%}", STR_ARG(name));
}

/* The part at which a literal path meets nil, or its length. */
static size_t
nil_part(const struct eval *e, const struct path *path)
{
	const struct value *v = scope_find(e->scope, path->part[0]);

	if (!v)
		v = find_root(e->p, e->e, e->more, path->part[0]);
	for (size_t i = 0; ; i++) {
		if (!v)
			return i;
		if (v->type == VALUE_NIL)
			return i;
		if (i + 1 == path->n)
			return path->n;
		if (v->type != VALUE_MAP)
			return path->n;
		v = value_get(v, path->part[i + 1]);
	}
}

/* Of the expression's own paths the one that ran into nil. When Lua names the
   part, a path goes on behind it; otherwise a value that was handed on is nil
   as a whole, and only a single candidate is sure to be it. */
static const struct path *
culprit(const struct eval *e, const struct failure *f, size_t *part)
{
	const struct path *found = NULL;

	for (size_t k = 0; k < e->x->paths; k++) {
		const struct path *path = &e->x->path[k];
		size_t i = nil_part(e, path);
		bool goes_on = i + 1 < path->n;
		if (i == path->n || path->called)
			continue;
		if (f->name.n > 0 && goes_on &&
		    str_eq(f->name, path->part[i])) {
			*part = i;
			return path;
		}
		if (goes_on || (f->name.n > 0 &&
		    !str_eq(f->name, path->part[i])))
			continue;
		if (found)
			return NULL;
		found = path;
		*part = i;
	}
	return found;
}

static const struct value *
list_item(const struct value *list, uint64_t index)
{
	return list && list->type == VALUE_LIST && index > 0 &&
	    index <= list->list.n ? &list->list.v[index - 1] : NULL;
}

static const struct value *
path_value(const struct eval *e, const struct path *path)
{
	const struct value *v = scope_find(e->scope, path->part[0]);

	if (!v)
		v = find_root(e->p, e->e, e->more, path->part[0]);
	for (size_t i = 1; v && i < path->n; i++)
		v = value_get(v, path->part[i]);
	return v;
}

/* The same for a path that goes through items of lists: as it is spelt. */
static const struct path *
culprit_item(const struct eval *e, const struct path *path,
    const struct failure *f, size_t *part)
{
	const struct value *v = path_value(e, path);

	for (const struct path *it = path->item; it && v; it = it->item) {
		const struct path *spelt = it->spelt;
		v = list_item(v, it->index);
		for (*part = 0; v && *part + 1 < spelt->n; ++*part)
			v = value_get(v, spelt->part[*part + 1]);
		bool named = *part == 0 ? f->name.n == 0 :
		    str_eq(f->name, spelt->part[*part]);
		if (!v && *part + 1 < spelt->n && named)
			return spelt;
	}
	return NULL;
}

static bool
report_item(const struct eval *e, const struct failure *f)
{
	const struct path *spelt = NULL;
	size_t part;

	for (size_t k = 0; k < e->x->paths && !spelt; k++)
		spelt = culprit_item(e, &e->x->path[k], f, &part);
	if (spelt && !check_was_wrong(e->p, spelt->at))
		report_nil(e->p, e->e, spelt, part, e->d);
	return spelt != NULL;
}

/* False when none of the expression's own paths is to blame. */
static bool
report_path(const struct eval *e, const struct failure *f)
{
	size_t part;
	const struct path *path = culprit(e, f, &part);

	if (!path && report_item(e, f))
		return true;
	if (path)
		providers_missing(e->p, e->e, e->x, path, part, e->more,
		    e->d);
	return path || (f->name.n > 0 && convert_failed(e->p->failed, e->p->a,
	    e->e->brand->id, arena_printf(e->p->a, "*%.*s",
	    STR_ARG(f->name))));
}

/* A name that does not exist was met before, by the check of all branches:
   then this is the same finding. */
static bool
report_unknown(const struct eval *e)
{
	for (size_t i = 0; i < e->x->paths; i++) {
		const struct path *path = &e->x->path[i];
		struct str root = path->part[0];
		if (check_was_wrong(e->p, path->at))
			return true;
		if (scope_find(e->scope, root) || (e->more && e->more->find &&
		    e->more->find(e->more->ctx, root)))
			continue;
		if (!check_known(e->p, path, e->d))
			return true;
	}
	return false;
}

/* An expression is compiled in brackets; the closing one, on a line of its
   own, is not the writer's. */
static bool
ends_early(const struct expr *x, const struct failure *f)
{
	uint32_t lines = 1;

	for (size_t i = 0; i < x->text.n; i++)
		lines += x->text.p[i] == '\n';
	return f->id == DIAG_SYNTAX && f->line > lines;
}

/* Whether a macro is to blame whatever it is given. */
static bool
is_macros_own(const struct failure *f)
{
	return f->id == DIAG_SANDBOX || f->id == DIAG_LIMIT ||
	    f->id == DIAG_LUA;
}

/* A failure in a macro stands where its cause is: in the macro, or in the
   expression that called it with the wrong value. The note names the other. */
static void
report_in_macro(const struct sandbox *sb, const struct eval *e)
{
	const struct failure *f = &sb->fail;
	struct span macro = failure_span(f, e->p->sources);
	bool own = is_macros_own(f);

	struct diag *g = diag_add(e->d, f->id, own ? macro : e->x->at,
	    "%.*s", STR_ARG(f->text));
	if (f->hint.n > 0)
		diag_hint(g, "%.*s", STR_ARG(f->hint));
	if (own)
		diag_note(g, e->x->at, "called here");
	else
		diag_note(g, macro, "it happens in this macro");
}

static void
report(const struct sandbox *sb, const struct eval *e)
{
	const struct failure *f = &sb->fail;

	if (f->file != 0) {
		report_in_macro(sb, e);
		return;
	}
	if (f->id == DIAG_NIL_VALUE && report_path(e, f))
		return;
	if ((f->id == DIAG_UNDEFINED_VARIABLE || f->id == DIAG_SANDBOX ||
	    f->id == DIAG_WRONG_TYPE) && report_unknown(e))
		return;
	if (ends_early(e->x, f)) {
		diag_add(e->d, DIAG_SYNTAX, e->x->at,
		    "this expression is not complete");
		return;
	}
	struct diag *g = diag_add(e->d, f->id, e->x->at, "%.*s",
	    STR_ARG(f->text));
	if (f->hint.n > 0)
		diag_hint(g, "%.*s", STR_ARG(f->hint));
}

static bool
evaluate(struct eval *eval, struct arena *a, struct value *out)
{
	struct sandbox *sb = eval->p->sb;
	const struct eval *outer = sb->eval;
	const struct locale *locale = sb->locale;
	struct run r = { .x = eval->x, .a = a };

	sb->eval = eval;
	sb->locale = eval->e->locale;
	bool ok = sandbox_run(sb, a, LIMIT_EXPR, run_expr, &r);
	if (!ok) {
		report(sb, eval);
		sandbox_run(sb, a, LIMIT_EXPR, run_restore, NULL);
	}
	sb->eval = outer;
	sb->locale = locale;
	return ok && raw_value(a, &r.raw, eval->x->text, eval->d, out);
}

/* Where loops and includes bind names, these may be others at each place. */
bool
providers_eval(struct providers *p, const struct edition *e,
    const struct expr *x, const struct scope *s,
    const struct more_roots *more, struct arena *a, struct diags *d,
    struct value *out)
{
	bool own = s != NULL;
	struct eval eval = { .p = p, .e = e, .x = x, .scope = s,
	    .more = more, .d = d, .own = &own };
	struct result *kept = own ? NULL : results_find(p, e, x, a);
	size_t found = diags_count(d);

	*out = value_nil;
	if (results_known(kept, x, out))
		return true;
	if (!evaluate(&eval, kept ? p->a : a, out))
		return false;
	if (!own && diags_count(d) == found)
		results_keep(p, kept, e, x, out);
	return true;
}

/* --- nil and unknown names ------------------------------------------------------------------ */

void
providers_missing(const struct providers *p, const struct edition *e,
    const struct expr *x, const struct path *path, size_t i,
    const struct more_roots *more, struct diags *d)
{
	const struct value *v;
	struct suggest g = { 0 };

	/* Nobody knows what a file that cannot be read would hold. */
	if (check_was_wrong(p, path->at) ||
	    (p->incomplete && str_eq(path->part[0], STR("data"))))
		return;
	if (providers_root(p, e, path->part[0])) {
		if (!check_path(p, path, i + 1, d))
			return;
		report_nil(p, e, path, i, d);
		return;
	}
	v = more && more->find ? more->find(more->ctx, path->part[0]) : NULL;
	if (!v && i == 0 && !check_called(p, x, path, d))
		return;
	if (!v && i == 0) {
		/* The words of the static check, so that both are one. */
		if (library_absent(path->part[0]))
			check_known(p, path, d);
		else
			check_path(p, path, 1, d);
		return;
	}
	for (size_t k = 1; v && k < i; k++)
		v = v->type == VALUE_MAP ? value_get(v, path->part[k]) : NULL;
	if (!v || v->type != VALUE_MAP || i == 0 ||
	    value_get(v, path->part[i])) {
		report_nil(p, e, path, i, d);
		return;
	}
	for (size_t k = 0; k < v->map.n; k++)
		suggest_offer(&g, path->part[i], v->map.e[k].key);
	struct str name = path_join_dots(p->a, path->part, i + 1);
	struct diag *undefined = diag_add(d, DIAG_UNDEFINED_VARIABLE,
	    path->at, "undefined variable `%.*s`", STR_ARG(name));
	if (g.best.n > 0) {
		struct str parts = path_join_dots(p->a, path->part, i);
		diag_hint(undefined, "did you mean `%.*s.%.*s`?",
		    STR_ARG(parts), STR_ARG(g.best));
	}
}

/* --- compiling, for checks --------------------------------------------------------------- */

bool
eval_compile(struct providers *p, const struct expr *x, struct diags *d)
{
	struct eval eval = { .p = p, .x = x, .d = d };
	struct run r = { .x = x };

	if (sandbox_run(p->sb, p->a, LIMIT_EXPR, run_compile, &r))
		return true;
	report(p->sb, &eval);
	return false;
}
