/* providers/macros.lua: run once, its tables frozen, its variables watched so
   that no call can leave anything behind for the next. */
#include "provider/private.h"

/* Registry: name -> function; and the watched variables as a list of
   function, position, name, value. */
static const char macros_key, cells_key;

/* Stack slots of the freezing pass. */
enum { SEEN = 1, CELLS = 2 };

static void visit(lua_State *L);

/* Replaces the table at the top by its frozen view, and so the tables in it. */
static void
freeze(lua_State *L)
{
	luaL_checkstack(L, 10, NULL);
	lua_pushvalue(L, -1);
	if (lua_rawget(L, SEEN) != LUA_TNIL) {
		lua_remove(L, -2);
		return;
	}
	lua_pop(L, 1);
	lua_pushvalue(L, -1);
	lua_pushvalue(L, -1);
	proxy_freeze(L);
	lua_pushvalue(L, -1);
	lua_insert(L, -3);
	lua_rawset(L, SEEN);
	for (lua_pushnil(L); lua_next(L, -3); lua_pop(L, 1)) {
		visit(L);
		lua_pushvalue(L, -2);
		lua_pushvalue(L, -2);
		lua_rawset(L, -6);
	}
	lua_remove(L, -2);
}

static void
watch(lua_State *L, int i, const char *name)
{
	lua_Integer n = (lua_Integer)lua_rawlen(L, CELLS);

	lua_pushvalue(L, -2);
	lua_rawseti(L, CELLS, n + 1);
	lua_pushinteger(L, i);
	lua_rawseti(L, CELLS, n + 2);
	lua_pushstring(L, name);
	lua_rawseti(L, CELLS, n + 3);
	/* In a table of its own: a list cannot hold nil. */
	lua_createtable(L, 1, 0);
	lua_pushvalue(L, -2);
	lua_rawseti(L, -2, 1);
	lua_rawseti(L, CELLS, n + 4);
}

/* The function at the top: each of its variables, once. */
static void
visit_function(lua_State *L)
{
	const char *name;

	luaL_checkstack(L, 10, NULL);
	for (int i = 1; (name = lua_getupvalue(L, -1, i)) != NULL; i++) {
		lua_pushlightuserdata(L, lua_upvalueid(L, -2, i));
		if (lua_rawget(L, SEEN) != LUA_TNIL) {
			lua_pop(L, 2);
			continue;
		}
		lua_pop(L, 1);
		lua_pushboolean(L, 1);
		lua_rawsetp(L, SEEN, lua_upvalueid(L, -3, i));
		if (!str_eq(str_c(name), STR("_ENV")))
			visit(L);
		lua_pushvalue(L, -1);
		lua_setupvalue(L, -3, i);
		watch(L, i, name);
		lua_pop(L, 1);
	}
}

/* Replaces a table at the top by its frozen view; looks into a function. */
static void
visit(lua_State *L)
{
	if (lua_type(L, -1) == LUA_TTABLE && !proxy_is_frozen(L, -1)) {
		freeze(L);
	} else if (lua_type(L, -1) == LUA_TFUNCTION && !lua_iscfunction(L,
	    -1)) {
		lua_pushvalue(L, -1);
		bool seen = lua_rawget(L, SEEN) != LUA_TNIL;
		lua_pop(L, 1);
		if (seen)
			return;
		lua_pushvalue(L, -1);
		lua_pushboolean(L, 1);
		lua_rawset(L, SEEN);
		visit_function(L);
	}
}

struct job {
	struct providers *p;
	struct str text;
	uint32_t file;
	const struct loc_file *places;	/* once it ran */
	struct raw raw;
};

static int
run_macros(lua_State *L)
{
	struct job *j = lua_touserdata(L, 1);
	struct arena *a = j->p->a;

	lua_settop(L, 0);
	lua_newtable(L);
	lua_newtable(L);
	sandbox_script(L, j->text, j->file, "macros");
	j->places = locate_script(a, j->text, j->file);
	j->raw = raw_read(L, a, a, j->places,
	    (struct span){ j->file, 0, 0 });
	if (j->raw.kind != RAW_TABLE || j->raw.items > 0)
		return sandbox_raise(L, DIAG_WRONG_TYPE,
		    "it ends in: return { name = function, ... }",
		    "macros.lua must return its functions by name");
	/* By name, so that the first variable found is the same always. */
	for (size_t i = 0; i < j->raw.fields; i++) {
		push_str(L, j->raw.field[i].key);
		lua_rawget(L, -2);
		visit(L);
		lua_pop(L, 1);
	}
	lua_rawsetp(L, LUA_REGISTRYINDEX, &macros_key);
	lua_settop(L, CELLS);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &cells_key);
	return 0;
}

void
macros_load(struct providers *p, struct str text, uint32_t file,
    struct diags *d)
{
	struct job j = { .p = p, .text = text, .file = file };

	bool ok = sandbox_run(p->sb, p->a, LIMIT_SCRIPT, run_macros, &j);
	locate_repeats(j.places, d);
	if (!ok) {
		sandbox_report(p->sb, p->sources, d);
		p->incomplete = true;
		return;
	}
	p->macros = true;
	for (size_t i = 0; i < j.raw.fields; i++) {
		const struct raw_field *f = &j.raw.field[i];
		if (f->raw.kind != RAW_FUNCTION)
			diag_add(d, DIAG_WRONG_TYPE, f->at,
			    "macro `%.*s` must be a function, not %s",
			    STR_ARG(f->key), raw_words(&f->raw));
		else if (names_taken(f->key) || !name_is_plain(f->key) ||
		    type_get(p->schema->root, f->key))
			diag_add(d, DIAG_UNSAFE_NAME, f->at,
			    "the name `%.*s` is taken: a macro needs another",
			    STR_ARG(f->key));
		else
			map_put(p->macro_names, f->key, NULL);
	}
}

bool
macros_push(lua_State *L, struct str name)
{
	if (lua_rawgetp(L, LUA_REGISTRYINDEX, &macros_key) != LUA_TTABLE) {
		lua_pop(L, 1);
		return false;
	}
	push_str(L, name);
	if (lua_rawget(L, -2) != LUA_TFUNCTION) {
		lua_pop(L, 2);
		return false;
	}
	lua_remove(L, -2);
	return true;
}

struct str
macros_restore(lua_State *L)
{
	struct str changed = { 0 };

	if (lua_rawgetp(L, LUA_REGISTRYINDEX, &cells_key) != LUA_TTABLE) {
		lua_pop(L, 1);
		return changed;
	}
	lua_Integer n = (lua_Integer)lua_rawlen(L, -1);
	for (lua_Integer k = 1; k < n; k += 4) {
		lua_rawgeti(L, -1, k);
		lua_rawgeti(L, -2, k + 1);
		int i = (int)lua_tointeger(L, -1);
		lua_pop(L, 1);
		lua_getupvalue(L, -1, i);
		lua_rawgeti(L, -3, k + 3);
		lua_rawgeti(L, -1, 1);
		lua_remove(L, -2);
		if (lua_rawequal(L, -1, -2)) {
			lua_pop(L, 3);
			continue;
		}
		lua_setupvalue(L, -3, i);
		lua_pop(L, 2);
		lua_rawgeti(L, -1, k + 2);
		struct str name = str_c(lua_tostring(L, -1));
		if (changed.n == 0 || str_cmp(name, changed) < 0)
			changed = arena_str(sandbox_of(L)->now, name);
		lua_pop(L, 1);
	}
	lua_pop(L, 1);
	return changed;
}
