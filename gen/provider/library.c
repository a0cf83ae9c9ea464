/* The environments of scripts: the whitelist, and what is said of the rest. */
#include "provider/private.h"

#include <lualib.h>

static const char envs_key, functions_key;

/* --- constructors of provider and data scripts -------------------------------- */

/* Upvalue 1: the mark. A table is marked, a text becomes { text }. */
static int
construct(lua_State *L)
{
	const char *tag = lua_tostring(L, lua_upvalueindex(1));

	if (lua_type(L, 1) == LUA_TSTRING) {
		lua_createtable(L, 1, 0);
		lua_pushvalue(L, 1);
		lua_rawseti(L, -2, 1);
	} else {
		arg_table(L, 1, tag);
		if (proxy_tag_of(L, 1).n > 0 || proxy_is_frozen(L, 1))
			return arg_raise(L, 1, tag, "a table of its own");
		lua_settop(L, 1);
	}
	proxy_tag(L, tag);
	return 1;
}

static void
add_constructor(lua_State *L, const char *name)
{
	lua_pushstring(L, name);
	lua_pushcclosure(L, construct, 1);
	lua_setfield(L, -2, name);
}

static void
add_functions(lua_State *L, const struct function *f)
{
	for (; f->name; f++) {
		lua_pushcfunction(L, f->f);
		lua_setfield(L, -2, f->name);
	}
}

/* --- names that are absent ------------------------------------------------------ */

static const struct { const char *name, *instead; } absent[] = {
	{ "os", "output may not depend on the time or the machine" },
	{ "io", "put data into providers/data/NAME.json and read `data.NAME`" },
	{ "require", "put functions into providers/macros.lua" },
	{ "dofile", "put functions into providers/macros.lua" },
	{ "loadfile", "put functions into providers/macros.lua" },
	{ "load", "write the expression itself" },
	{ "loadstring", "write the expression itself" },
	{ "package", "put functions into providers/macros.lua" },
	{ "debug", "there is nothing in its place" },
	{ "coroutine", "write a plain loop" },
	{ "pcall", "test the value first; an error stops the script" },
	{ "xpcall", "test the value first; an error stops the script" },
	{ "setmetatable", "use plain tables" },
	{ "getmetatable", "use plain tables" },
	{ "rawget", "use t[key]" },
	{ "rawset", "use t[key] = value" },
	{ "rawequal", "use ==" },
	{ "rawlen", "use #" },
	{ "next", "use pairs(t)" },
	{ "collectgarbage", "there is nothing in its place" },
	{ "print", "use error(text) to look at a value" },
	{ "warn", "use error(text) to look at a value" },
	{ "utf8", "sub, len and find count characters, not bytes" },
	{ "bit32", "use the operators & | ~ << >>" },
	{ "_G", "write `local` variables" },
	{ "_VERSION", "livery 1 runs Lua 5.4" },
	{ "unpack", "name the items: t[1], t[2]" },
	{ "string.gsub", "use replace(text, old, new)" },
	{ "string.gmatch", "use split(text, separator)" },
	{ "string.match", "use find(text, part)" },
	{ "string.dump", "there is nothing in its place" },
	{ "string.byte", "use sub(text, 1, 1)" },
	{ "string.char", "write the character itself" },
	{ "string.reverse", "there is nothing in its place" },
	{ "string.pack", "there is nothing in its place" },
	{ "string.unpack", "there is nothing in its place" },
	{ "string.packsize", "there is nothing in its place" },
	{ "table.move", "write a loop" },
	{ "table.unpack", "name the items: t[1], t[2]" },
	{ "table.pack", "use { ... }" },
	{ "math.random", "output must be the same each time" },
	{ "math.randomseed", "output must be the same each time" },
};

const char *
library_absent(struct str name)
{
	for (size_t i = 0; i < sizeof(absent) / sizeof(absent[0]); i++)
		if (str_eq(name, str_c(absent[i].name)))
			return absent[i].instead;
	return NULL;
}

/* Upvalue 1: "string.", "table.", "math.", or "" for global names. */
static int
missing_name(lua_State *L)
{
	const char *prefix = lua_tostring(L, lua_upvalueindex(1));
	struct arena *a = sandbox_of(L)->now;

	if (lua_type(L, 2) != LUA_TSTRING)
		return 0;
	struct str name = arena_printf(a, "%s%s", prefix,
	    lua_tostring(L, 2));
	const char *instead = library_absent(name);
	if (instead || prefix[0] != '\0')
		return sandbox_raise(L, DIAG_SANDBOX, instead,
		    "`%.*s` is not available here", STR_ARG(name));
	if (str_eq(name, STR("null")))
		return sandbox_raise(L, DIAG_UNDEFINED_VARIABLE,
		    "`null` is `nil` in Lua", "undefined variable `null`");
	if (library_has(name))
		return sandbox_raise(L, DIAG_SANDBOX, NULL,
		    "`%.*s` works in articles and templates, not in this "
		    "script", STR_ARG(name));
	struct suggest g = { 0 };
	library_suggest(&g, name);
	suggest_offer(&g, name, STR("provider"));
	suggest_offer(&g, name, STR("localised"));
	struct str hint = g.best.n ? arena_printf(a, "did you mean `%.*s`?",
	    STR_ARG(g.best)) : STR("a text is written in quotes");
	return sandbox_raise(L, DIAG_UNDEFINED_VARIABLE, hint.p,
	    "undefined variable `%.*s`", STR_ARG(name));
}

/* Upvalue 1: as for missing_name(). */
static int
refuse_global(lua_State *L)
{
	const char *prefix = lua_tostring(L, lua_upvalueindex(1));

	if (prefix[0] != '\0')
		return sandbox_raise(L, DIAG_SANDBOX, NULL,
		    "`%s%s` cannot be changed", prefix,
		    lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "");
	if (lua_type(L, 2) == LUA_TSTRING)
		return sandbox_raise(L, DIAG_SANDBOX, "fields stand inside "
		    "`return provider { ... }`; a variable needs `local`",
		    "`%s` cannot be set here",
		    lua_tostring(L, 2));
	return sandbox_raise(L, DIAG_SANDBOX, NULL,
	    "scripts have no global variables");
}

/* A read-only view of the table at the top, with missing_name() behind it. */
static void
seal(lua_State *L, const char *prefix)
{
	lua_createtable(L, 0, 1);
	lua_pushstring(L, prefix);
	lua_pushcclosure(L, missing_name, 1);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
	lua_newtable(L);
	lua_createtable(L, 0, 2);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushstring(L, prefix);
	lua_pushcclosure(L, refuse_global, 1);
	lua_setfield(L, -2, "__newindex");
	lua_setmetatable(L, -2);
	lua_remove(L, -2);
}

static const char *const math_kept[] = {
	"abs", "ceil", "floor", "fmod", "huge", "max", "maxinteger", "min",
	"mininteger", "modf", "pi", "sqrt", "tointeger", "type", "ult",
};
enum { MATH_KEPT = sizeof(math_kept) / sizeof(math_kept[0]) };

static void
add_math(lua_State *L)
{
	lua_newtable(L);
	luaL_requiref(L, "math", luaopen_math, 0);
	for (size_t i = 0; i < MATH_KEPT; i++) {
		lua_getfield(L, -1, math_kept[i]);
		lua_setfield(L, -3, math_kept[i]);
	}
	lua_pop(L, 1);
	seal(L, "math.");
	lua_setfield(L, -2, "math");
}

static void
add_library(lua_State *L, const char *name, const struct function *f)
{
	lua_newtable(L);
	add_functions(L, f);
	seal(L, name);
}

/* What all scripts have: basic functions, text and table functions under
   their own names and in `string`, `table`, `math`. */
static void
push_common(lua_State *L)
{
	lua_newtable(L);
	add_functions(L, basic_functions);
	add_functions(L, strings_functions);
	add_functions(L, tables_functions);
	add_library(L, "string.", strings_functions);
	lua_pushliteral(L, "");
	lua_createtable(L, 0, 1);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
	lua_pop(L, 1);
	lua_setfield(L, -2, "string");
	add_library(L, "table.", tables_functions);
	lua_setfield(L, -2, "table");
	add_math(L);
}

static void
keep_env(lua_State *L, const char *name)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &envs_key);
	lua_pushvalue(L, -2);
	lua_setfield(L, -2, name);
	lua_pop(L, 2);
}

static void
open_provider(lua_State *L)
{
	push_common(L);
	add_functions(L, markdown_functions);
	add_functions(L, grammar_functions);
	/* These need an article's surroundings. */
	static const char *const later[] = { "has", "title", "say" };
	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++) {
		lua_pushnil(L);
		lua_setfield(L, -2, later[i]);
	}
	add_constructor(L, "provider");
	add_constructor(L, "localised");
	proxy_push_none(L);
	lua_setfield(L, -2, "none");
	seal(L, "");
	keep_env(L, "provider");
}

static void
open_data(lua_State *L)
{
	push_common(L);
	add_constructor(L, "theme");
	add_constructor(L, "strings");
	add_constructor(L, "data");
	add_constructor(L, "plural");
	seal(L, "");
	keep_env(L, "data");
}

static void
open_schema(lua_State *L)
{
	push_common(L);
	schema_constructors(L);
	seal(L, "");
	keep_env(L, "schema");
}

/* Macros and expressions call the same functions; names of an edition are
   found by eval.c. */
static void
open_functions(lua_State *L)
{
	push_common(L);
	add_functions(L, markdown_functions);
	add_functions(L, grammar_functions);
	lua_pushvalue(L, -1);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
	seal(L, "");
	keep_env(L, "macros");
}

void
library_open(lua_State *L)
{
	lua_newtable(L);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &envs_key);
	proxy_open(L);
	open_provider(L);
	open_data(L);
	open_schema(L);
	open_functions(L);
	eval_open(L);
	keep_env(L, "expr");
	lua_pushliteral(L, "");
	lua_getmetatable(L, -1);
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 2);
}

void
library_push_env(lua_State *L, const char *env)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &envs_key);
	lua_getfield(L, -1, env);
	lua_remove(L, -2);
}

bool
library_push_function(lua_State *L, struct str name)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
	push_str(L, name);
	if (lua_rawget(L, -2) == LUA_TNIL) {
		lua_pop(L, 2);
		return false;
	}
	lua_remove(L, -2);
	return true;
}

static const struct function *const all_functions[] = {
	basic_functions, strings_functions, tables_functions, grammar_functions,
	markdown_functions,
};

static const char *const libraries[] = { "string", "table", "math" };

bool
library_has(struct str name)
{
	for (size_t i = 0; i < 5; i++)
		for (const struct function *f = all_functions[i]; f->name; f++)
			if (str_eq(name, str_c(f->name)))
				return true;
	for (size_t i = 0; i < 3; i++)
		if (str_eq(name, str_c(libraries[i])))
			return true;
	return str_eq(name, STR("none"));
}

void
library_suggest(struct suggest *g, struct str word)
{
	for (size_t i = 0; i < 5; i++)
		for (const struct function *f = all_functions[i]; f->name; f++)
			suggest_offer(g, word, str_c(f->name));
}

static bool
is_among(const struct function *f, struct str name)
{
	while (f->name && !str_eq(name, str_c(f->name)))
		f++;
	return f->name != NULL;
}

bool
library_lacks(struct str library, struct str name)
{
	if (str_eq(library, STR("string")))
		return !is_among(strings_functions, name);
	if (str_eq(library, STR("table")))
		return !is_among(tables_functions, name);
	if (!str_eq(library, STR("math")))
		return false;
	for (size_t i = 0; i < MATH_KEPT; i++)
		if (str_eq(name, str_c(math_kept[i])))
			return false;
	return true;
}
