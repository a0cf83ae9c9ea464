/* Functions over Lua tables: bounded, and the same result on every machine. */
#include "provider/private.h"

#include <string.h>

/* Plain tables only: a value of the edition and a macro's table are fixed. */
static lua_Integer
own_table(lua_State *L, const char *fn)
{
	if (proxy_get(L, 1) || proxy_is_frozen(L, 1))
		return sandbox_raise(L, DIAG_LUA,
		    "copy what you need into a local table",
		    "`%s` cannot change a value", fn);
	arg_table(L, 1, fn);
	return (lua_Integer)lua_rawlen(L, 1);
}

static int
fn_insert(lua_State *L)
{
	lua_Integer n = own_table(L, "insert"), at = n + 1;

	if (lua_gettop(L) > 2) {
		at = arg_integer(L, 2, "insert");
		if (at < 1 || at > n + 1)
			return arg_raise(L, 2, "insert",
			    "a position within the list");
		lua_remove(L, 2);
	}
	if (lua_isnoneornil(L, 2))
		return arg_raise(L, 2, "insert", "a value");
	sandbox_charge(L, (size_t)(n - at + 1) * 16);
	for (lua_Integer i = n; i >= at; i--) {
		lua_rawgeti(L, 1, i);
		lua_rawseti(L, 1, i + 1);
	}
	lua_settop(L, 2);
	lua_rawseti(L, 1, at);
	return 0;
}

static int
fn_remove(lua_State *L)
{
	lua_Integer n = own_table(L, "remove");
	lua_Integer at = arg_integer_or(L, 2, "remove", n);

	if (n == 0)
		return 0;
	if (at < 1 || at > n)
		return arg_raise(L, 2, "remove",
		    "a position within the list");
	sandbox_charge(L, (size_t)(n - at + 1) * 16);
	lua_rawgeti(L, 1, at);
	for (lua_Integer i = at; i < n; i++) {
		lua_rawgeti(L, 1, i + 1);
		lua_rawseti(L, 1, i);
	}
	lua_pushnil(L);
	lua_rawseti(L, 1, n);
	return 1;
}

static int
is_list(lua_State *L, int i, const char *fn)
{
	const struct value *v = proxy_get(L, i);

	if (v && v->type == VALUE_LIST)
		return (int)v->list.n;
	arg_table(L, i, fn);
	return (int)luaL_len(L, i);
}

static bool
any_markdown(lua_State *L, int n)
{
	bool found = false;

	for (int i = 1; i <= n && !found; i++) {
		lua_geti(L, 1, i);
		const struct value *v = proxy_get(L, -1);
		found = v && (v->type == VALUE_MARKDOWN ||
		    v->type == VALUE_LINK);
		lua_pop(L, 1);
	}
	return found;
}

static int
concat_markdown(lua_State *L, int n)
{
	lua_pushliteral(L, "");
	for (int i = 1; i <= n; i++) {
		if (i > 1 && !lua_isnil(L, 2)) {
			lua_pushvalue(L, 2);
			lua_concat(L, 2);
		}
		lua_geti(L, 1, i);
		lua_concat(L, 2);
	}
	return 1;
}

/* concat(list [, separator]): Markdown pieces join as Markdown. */
static int
fn_concat(lua_State *L)
{
	int n = is_list(L, 1, "concat");
	struct arena *a = sandbox_of(L)->now;
	struct str sep = { 0 };
	size_t total = 0;

	lua_settop(L, 2);
	if (!lua_isnil(L, 2))
		sep = arg_text(L, 2, "concat");
	sandbox_charge(L, (size_t)n * 32);
	if (any_markdown(L, n))
		return concat_markdown(L, n);
	struct str *part = ARENA_ARRAY(a, (size_t)n + 1, struct str);
	for (int i = 0; i < n; i++) {
		lua_geti(L, 1, i + 1);
		if (!proxy_text(L, -1, &part[i]))
			return sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
			    "item %d of `concat` is %s, not a text", i + 1,
			    words_of(L, -1));
		total += part[i].n + (i > 0 ? sep.n : 0);
		lua_pop(L, 1);
	}
	char *p = string_room(L, total), *q = p;
	for (int i = 0; i < n; i++) {
		if (i > 0 && sep.n > 0)
			q = (char *)memcpy(q, sep.p, sep.n) + sep.n;
		if (part[i].n > 0)
			q = (char *)memcpy(q, part[i].p, part[i].n) +
			    part[i].n;
	}
	lua_pushlstring(L, p, total);
	return 1;
}

/* Whether the item at the top comes strictly before the one under it. */
static bool
comes_before(lua_State *L)
{
	bool less;

	if (lua_isnil(L, 2)) {
		less = lua_compare(L, -1, -2, LUA_OPLT) != 0;
	} else {
		lua_pushvalue(L, 2);
		lua_pushvalue(L, -2);
		lua_pushvalue(L, -4);
		lua_call(L, 2, 1);
		less = lua_toboolean(L, -1);
		lua_pop(L, 1);
	}
	lua_pop(L, 2);
	return less;
}

/* Merges [lo, mid) and [mid, hi) of table `from` into `to`. */
static void
merge(lua_State *L, int from, int to, lua_Integer lo, lua_Integer mid,
    lua_Integer hi)
{
	lua_Integer i = lo, j = mid;

	for (lua_Integer k = lo; k < hi; k++) {
		bool right = i >= mid;
		if (!right && j < hi) {
			lua_rawgeti(L, from, i);
			lua_rawgeti(L, from, j);
			right = comes_before(L);
		}
		lua_rawgeti(L, from, right ? j++ : i++);
		lua_rawseti(L, to, k);
	}
}

/* sort(list [, less]) is stable and also gives the list back. */
static int
fn_sort(lua_State *L)
{
	lua_Integer n = own_table(L, "sort");

	lua_settop(L, 2);
	if (!lua_isnil(L, 2) && !lua_isfunction(L, 2))
		return arg_raise(L, 2, "sort", "a function");
	lua_createtable(L, (int)(n < 1000 ? n : 1000), 0);
	int from = 1, to = 3;
	for (lua_Integer width = 1; width < n; width *= 2) {
		sandbox_charge(L, (size_t)n * 32);
		for (lua_Integer lo = 1; lo <= n; lo += 2 * width) {
			lua_Integer mid = lo + width, hi = mid + width;
			mid = mid > n + 1 ? n + 1 : mid;
			hi = hi > n + 1 ? n + 1 : hi;
			merge(L, from, to, lo, mid, hi);
		}
		int other = from;
		from = to;
		to = other;
	}
	for (lua_Integer i = 1; from != 1 && i <= n; i++) {
		lua_rawgeti(L, from, i);
		lua_rawseti(L, 1, i);
	}
	lua_settop(L, 1);
	return 1;
}

const struct function tables_functions[] = {
	{ "concat", fn_concat }, { "insert", fn_insert },
	{ "remove", fn_remove }, { "sort", fn_sort }, { NULL, NULL }
};
