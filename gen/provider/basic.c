/* Lua's basic functions, and arguments checked in words. */
#include "provider/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void
push_str(lua_State *L, struct str s)
{
	lua_pushlstring(L, s.n ? s.p : "", s.n);
}

const char *
words_of(lua_State *L, int i)
{
	const struct value *v = proxy_get(L, i);

	if (v)
		return value_type_words(v->type);
	if (proxy_is_none(L, i))
		return "`none`";
	switch (lua_type(L, i)) {
	case LUA_TNIL:
		return "something that is not set";
	case LUA_TBOOLEAN:
		return "true or false";
	case LUA_TNUMBER:
		return "a number";
	case LUA_TSTRING:
		return "a text";
	case LUA_TTABLE:
		return "a table";
	case LUA_TFUNCTION:
		return "a function";
	default:
		return "nothing";
	}
}

int
arg_raise(lua_State *L, int i, const char *fn, const char *wanted)
{
	return sandbox_raise(L, lua_isnoneornil(L, i) ? DIAG_NIL_VALUE :
	    DIAG_WRONG_TYPE, NULL, "argument %d of `%s` must be %s, not %s",
	    i, fn, wanted, words_of(L, i));
}

struct str
arg_text(lua_State *L, int i, const char *fn)
{
	struct str s = { 0 };
	size_t n;

	if (lua_type(L, i) == LUA_TSTRING) {
		s.p = lua_tolstring(L, i, &n);
		s.n = n;
	} else if (!proxy_text(L, i, &s)) {
		arg_raise(L, i, fn, "a text");
	}
	return s;
}

int64_t
arg_integer(lua_State *L, int i, const char *fn)
{
	int ok;
	lua_Integer n = lua_tointegerx(L, i, &ok);

	if (!ok || lua_type(L, i) != LUA_TNUMBER)
		arg_raise(L, i, fn, "an integer");
	return n;
}

int64_t
arg_integer_or(lua_State *L, int i, const char *fn, int64_t other)
{
	return lua_isnoneornil(L, i) ? other : arg_integer(L, i, fn);
}

void
arg_table(lua_State *L, int i, const char *fn)
{
	if (lua_type(L, i) != LUA_TTABLE)
		arg_raise(L, i, fn, "a table");
}

/* --- Lua's basic functions -------------------------------------------------- */

/* The script's own words, cut to what fits a message. */
static int
raise_text(lua_State *L, int i, const char *otherwise)
{
	enum { LONGEST = 300 };
	struct str s = str_c(otherwise);

	if (lua_type(L, i) == LUA_TSTRING)
		s.p = lua_tolstring(L, i, &s.n);
	if (s.n > LONGEST)
		s.n = LONGEST;
	while (s.n > 0 && utf8_invalid(s) >= 0)
		s.n = (size_t)utf8_invalid(s);
	return sandbox_raise(L, DIAG_LUA, NULL, "%.*s", STR_ARG(s));
}

static int
fn_assert(lua_State *L)
{
	if (lua_toboolean(L, 1))
		return lua_gettop(L);
	return raise_text(L, 2, "an assertion failed");
}

static int
fn_error(lua_State *L)
{
	return raise_text(L, 1, "the script raised an error");
}

static int
fn_type(lua_State *L)
{
	const struct value *v = proxy_get(L, 1);

	if (lua_isnone(L, 1))
		return arg_raise(L, 1, "type", "a value");
	if (!v)
		lua_pushstring(L, luaL_typename(L, 1));
	else if (v->type == VALUE_MAP || v->type == VALUE_LIST)
		lua_pushliteral(L, "table");
	else if (v->type == VALUE_TEXT)
		lua_pushliteral(L, "string");
	else {
		/* "a term" without its article. */
		const char *words = value_type_words(v->type);
		const char *blank = strchr(words, ' ');
		lua_pushstring(L, blank ? blank + 1 : words);
	}
	return 1;
}

static int
fn_tostring(lua_State *L)
{
	struct str s;

	/* Not "nil": a value that is not set is never printed. */
	if (lua_isboolean(L, 1))
		lua_pushstring(L, lua_toboolean(L, 1) ? "true" : "false");
	else if (lua_type(L, 1) == LUA_TSTRING)
		lua_pushvalue(L, 1);
	else if (lua_type(L, 1) == LUA_TNUMBER) {
		lua_pushvalue(L, 1);
		lua_tolstring(L, -1, NULL);
	} else if (proxy_text(L, 1, &s))
		push_str(L, s);
	else
		return arg_raise(L, 1, "tostring",
		    "a text, number or value that prints");
	return 1;
}

static int
fn_tonumber(lua_State *L)
{
	if (lua_type(L, 1) == LUA_TNUMBER) {
		lua_settop(L, 1);
		return 1;
	}
	size_t n;
	const char *s = lua_type(L, 1) == LUA_TSTRING ?
	    lua_tolstring(L, 1, &n) : NULL;
	if (!s || lua_stringtonumber(L, s) != n + 1)
		lua_pushnil(L);
	return 1;
}

static int
fn_select(lua_State *L)
{
	int n = lua_gettop(L);

	if (lua_type(L, 1) == LUA_TSTRING &&
	    strcmp(lua_tostring(L, 1), "#") == 0) {
		lua_pushinteger(L, n - 1);
		return 1;
	}
	int64_t i = arg_integer(L, 1, "select");
	if (i < 0)
		i = n + i;
	if (i < 1)
		return arg_raise(L, 1, "select", "a position");
	return i < n ? n - (int)i : 0;
}

/* --- pairs and ipairs: the same order on every machine ------------------------- */

static int
next_item(lua_State *L)
{
	lua_Integer i = lua_tointeger(L, 2) + 1;

	lua_pushinteger(L, i);
	return lua_geti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

static int
fn_ipairs(lua_State *L)
{
	const struct value *v = proxy_get(L, 1);

	if (!v || v->type != VALUE_LIST)
		arg_table(L, 1, "ipairs");
	lua_pushcfunction(L, next_item);
	lua_pushvalue(L, 1);
	lua_pushinteger(L, 0);
	return 3;
}

struct key {
	bool text;
	lua_Number number;
	struct str s;
};

static int
compare_keys(const void *x, const void *y)
{
	const struct key *a = x, *b = y;

	if (a->text != b->text)
		return a->text ? 1 : -1;
	if (a->text)
		return str_cmp(a->s, b->s);
	return (a->number > b->number) - (a->number < b->number);
}

/* Keys of the plain table at `i`, numbers first. The texts are borrowed from
   the table, whose keys stay while it is not changed. */
static struct key *
sorted_keys(lua_State *L, int i, size_t *count)
{
	size_t n = 0, cap = 0;
	struct key *keys;

	for (lua_pushnil(L); lua_next(L, i); lua_pop(L, 1))
		cap++;
	sandbox_charge(L, cap * 64);
	keys = ARENA_ARRAY(sandbox_of(L)->now, cap + 1, struct key);
	for (lua_pushnil(L); lua_next(L, i); lua_pop(L, 1)) {
		struct key *k = &keys[n++];
		if (lua_type(L, -2) == LUA_TSTRING) {
			size_t len;
			const char *p = lua_tolstring(L, -2, &len);
			k->text = true;
			k->s = (struct str){ p, len };
		} else if (lua_type(L, -2) == LUA_TNUMBER) {
			k->number = lua_tonumber(L, -2);
		} else {
			sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
			    "the keys of a table must be texts or numbers");
		}
	}
	qsort(keys, n, sizeof(*keys), compare_keys);
	*count = n;
	return keys;
}

/* Upvalues: the table, its keys as a list, the position. */
static int
next_pair(lua_State *L)
{
	lua_Integer i = lua_tointeger(L, lua_upvalueindex(3)) + 1;

	lua_pushinteger(L, i);
	lua_replace(L, lua_upvalueindex(3));
	if (lua_rawgeti(L, lua_upvalueindex(2), i) == LUA_TNIL)
		return 1;
	lua_pushvalue(L, -1);
	lua_gettable(L, lua_upvalueindex(1));
	return 2;
}

static void
push_value_keys(lua_State *L, const struct value *v)
{
	size_t n = v->type == VALUE_MAP ? v->map.n : v->list.n;

	sandbox_charge(L, n * 16);
	lua_createtable(L, (int)n, 0);
	for (size_t i = 0; i < n; i++) {
		if (v->type == VALUE_MAP)
			push_str(L, v->map.e[i].key);
		else
			lua_pushinteger(L, (lua_Integer)i + 1);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
}

static int
fn_pairs(lua_State *L)
{
	const struct value *v = proxy_get(L, 1);

	lua_settop(L, 1);
	if (v && (v->type == VALUE_MAP || v->type == VALUE_LIST)) {
		push_value_keys(L, v);
	} else {
		size_t n;
		arg_table(L, 1, "pairs");
		proxy_thaw(L, 1);
		lua_replace(L, 1);
		struct key *keys = sorted_keys(L, 1, &n);
		lua_createtable(L, (int)n, 0);
		for (size_t i = 0; i < n; i++) {
			if (keys[i].text)
				push_str(L, keys[i].s);
			else if (keys[i].number ==
			    (lua_Number)(lua_Integer)keys[i].number)
				lua_pushinteger(L,
				    (lua_Integer)keys[i].number);
			else
				lua_pushnumber(L, keys[i].number);
			lua_rawseti(L, -2, (lua_Integer)i + 1);
		}
	}
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, next_pair, 3);
	return 1;
}

const struct function basic_functions[] = {
	{ "assert", fn_assert }, { "error", fn_error },
	{ "ipairs", fn_ipairs }, { "pairs", fn_pairs },
	{ "select", fn_select }, { "tonumber", fn_tonumber },
	{ "tostring", fn_tostring }, { "type", fn_type }, { NULL, NULL }
};
