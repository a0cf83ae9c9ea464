/* C values as Lua sees them: texts and numbers as Lua's own, all else boxed
   and unchangeable; frozen views of Lua's tables; constructor marks. */
#include "provider/private.h"

#include <string.h>

/* Addresses serve as registry keys. */
static const char box_key, frozen_key, tags_key, none_key;

struct box {
	const struct value *v;
};

static bool
has_metatable(lua_State *L, int i, const void *key)
{
	if (!lua_getmetatable(L, i))
		return false;
	lua_rawgetp(L, LUA_REGISTRYINDEX, key);
	bool same = lua_rawequal(L, -1, -2);
	lua_pop(L, 2);
	return same;
}

const struct value *
proxy_get(lua_State *L, int i)
{
	if (lua_type(L, i) != LUA_TUSERDATA ||
	    !has_metatable(L, i, &box_key))
		return NULL;
	return ((struct box *)lua_touserdata(L, i))->v;
}

static void
push_box(lua_State *L, const struct value *v)
{
	struct box *b = lua_newuserdatauv(L, sizeof(*b), 0);

	b->v = v;
	lua_rawgetp(L, LUA_REGISTRYINDEX, &box_key);
	lua_setmetatable(L, -2);
}

void
proxy_push(lua_State *L, const struct value *v)
{
	if (!v) {
		lua_pushnil(L);
		return;
	}
	switch (v->type) {
	case VALUE_NIL:
		lua_pushnil(L);
		return;
	case VALUE_BOOL:
		lua_pushboolean(L, v->boolean);
		return;
	case VALUE_INT:
		lua_pushinteger(L, v->integer);
		return;
	case VALUE_NUM:
		lua_pushnumber(L, v->number);
		return;
	case VALUE_TEXT:
	case VALUE_ENUM:
	case VALUE_URL:
	case VALUE_COLOUR:
	case VALUE_ARTICLE:
		if (!v->foreign) {
			push_str(L, v->text);
			return;
		}
		break;
	default:
		break;
	}
	push_box(L, v);
}

void
proxy_push_copy(lua_State *L, struct value v)
{
	struct value *copy = ARENA_NEW(sandbox_of(L)->now, struct value);

	*copy = v;
	sandbox_charge(L, sizeof(v));
	proxy_push(L, copy);
}

static struct str
borrow(lua_State *L, int i)
{
	size_t n;
	const char *p = lua_tolstring(L, i, &n);

	return (struct str){ p, n };
}

bool
proxy_scalar(lua_State *L, int i, struct value *out)
{
	const struct value *v;

	switch (lua_type(L, i)) {
	case LUA_TSTRING:
		*out = value_text(arena_str(sandbox_of(L)->now,
		    borrow(L, i)));
		sandbox_charge(L, out->text.n);
		return true;
	case LUA_TNUMBER:
		if (lua_isinteger(L, i)) {
			*out = value_int(lua_tointeger(L, i));
		} else {
			*out = (struct value){ .type = VALUE_NUM };
			out->number = lua_tonumber(L, i);
		}
		return true;
	case LUA_TUSERDATA:
		v = proxy_get(L, i);
		if (v)
			*out = *v;
		return v != NULL;
	default:
		return false;
	}
}

bool
proxy_text(lua_State *L, int i, struct str *out)
{
	struct sandbox *sb = sandbox_of(L);
	struct buf b = BUF_INIT;
	struct value v;

	if (!proxy_scalar(L, i, &v))
		return false;
	if (v.type == VALUE_TEXT) {
		*out = v.text;
		return true;
	}
	bool ok = value_print(&b, &v, sb->locale);
	if (ok)
		*out = arena_str(sb->now, buf_view(&b));
	buf_free(&b);
	if (ok)
		sandbox_charge(L, out->n);
	return ok;
}

/* A map's own fields by its schema, so that a misspelt one is told from one
   that is not set. */
static void
refuse_unknown(lua_State *L, const struct value *map, struct str key)
{
	const struct eval *e = sandbox_of(L)->eval;
	struct suggest g = { 0 };

	if (!e)
		return;
	const struct type *t = types_find(e->p->types, map);
	if (!t || t->fields == 0 || type_get(t, key))
		return;
	for (size_t i = 0; i < t->fields; i++)
		suggest_offer(&g, key, t->field[i].name);
	char hint[128];
	snprintf(hint, sizeof(hint), "did you mean `%.*s`?",
	    STR_ARG(g.best));
	sandbox_raise(L, DIAG_UNDEFINED_VARIABLE, g.best.n ? hint : NULL,
	    "there is no field `%.*s` here", STR_ARG(key));
}

static int
index_map(lua_State *L, const struct value *v)
{
	if (lua_type(L, 2) != LUA_TSTRING) {
		lua_pushnil(L);
		return 1;
	}
	struct str key = borrow(L, 2);
	const struct value *found = value_get(v, key);
	if (!found)
		refuse_unknown(L, v, key);
	proxy_push(L, found);
	return 1;
}

static int
box_index(lua_State *L)
{
	const struct value *v = proxy_get(L, 1);

	if (v && v->type == VALUE_MAP)
		return index_map(L, v);
	if (v && v->type == VALUE_LIST) {
		lua_Integer i = lua_isinteger(L, 2) ? lua_tointeger(L, 2) : 0;
		if (lua_type(L, 2) == LUA_TSTRING)
			return sandbox_raise(L, DIAG_WRONG_TYPE,
			    "go through it with {% for %}, or write [1]",
			    "this is a list and has no field `%s`",
			    lua_tostring(L, 2));
		proxy_push(L, i >= 1 && (size_t)i <= v->list.n ?
		    &v->list.v[i - 1] : NULL);
		return 1;
	}
	if (v && lua_type(L, 2) == LUA_TSTRING)
		return sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
		    "%s has no field `%s`", value_type_words(v->type),
		    lua_tostring(L, 2));
	return sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
	    "this value has no fields");
}

static int
refuse_change(lua_State *L)
{
	return sandbox_raise(L, DIAG_LUA,
	    "copy what you need into a local table",
	    "values cannot be changed");
}

static int
box_len(lua_State *L)
{
	const struct value *v = proxy_get(L, 1);

	if (v && v->type == VALUE_LIST)
		lua_pushinteger(L, (lua_Integer)v->list.n);
	else if (v && v->type == VALUE_MAP)
		lua_pushinteger(L, (lua_Integer)v->map.n);
	else if (v && v->type == VALUE_TEXT)
		lua_pushinteger(L, (lua_Integer)v->text.n);
	else
		return sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
		    "%s has no length", v ? value_type_words(v->type) :
		    "this value");
	return 1;
}

static int
box_eq(lua_State *L)
{
	const struct value *a = proxy_get(L, 1), *b = proxy_get(L, 2);
	bool same = a && b && (a == b || value_equal(a, b));

	if (a && b && a->type == VALUE_MAP && b->type == VALUE_MAP)
		same = a->map.e == b->map.e && a->map.n == b->map.n;
	if (a && b && a->type == VALUE_LIST && b->type == VALUE_LIST)
		same = a->list.v == b->list.v && a->list.n == b->list.n;
	lua_pushboolean(L, same);
	return 1;
}

static int64_t
date_number(struct date d)
{
	return ((int64_t)d.year * 16 + d.month) * 32 + d.day;
}

/* <0, 0, >0; false when the two have no order. */
static bool
compare(const struct value *a, const struct value *b, int *out)
{
	int64_t x, y;

	if (a->type != b->type)
		return false;
	switch (a->type) {
	case VALUE_DATE:
		x = date_number(a->date);
		y = date_number(b->date);
		break;
	case VALUE_SIZE:
		x = a->bytes;
		y = b->bytes;
		break;
	case VALUE_DURATION:
		if (a->duration.unit != b->duration.unit)
			return false;
		x = a->duration.count;
		y = b->duration.count;
		break;
	case VALUE_MONEY:
		if (strcmp(a->money.currency, b->money.currency) != 0)
			return false;
		x = a->money.minor;
		y = b->money.minor;
		break;
	default:
		return false;
	}
	*out = (x > y) - (x < y);
	return true;
}

static int
compared(lua_State *L)
{
	struct value a, b;
	int order = 0;

	if (!proxy_scalar(L, 1, &a) || !proxy_scalar(L, 2, &b))
		return sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
		    "%s and %s have no order", words_of(L, 1),
		    words_of(L, 2));
	if (!compare(&a, &b, &order))
		sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
		    "%s and %s have no order", value_type_words(a.type),
		    value_type_words(b.type));
	return order;
}

static int
box_lt(lua_State *L)
{
	lua_pushboolean(L, compared(L) < 0);
	return 1;
}

static int
box_le(lua_State *L)
{
	lua_pushboolean(L, compared(L) <= 0);
	return 1;
}

static bool
is_markdown(lua_State *L, int i)
{
	const struct value *v = proxy_get(L, i);

	return v && (v->type == VALUE_MARKDOWN || v->type == VALUE_LINK);
}

static int
box_concat(lua_State *L)
{
	const struct value *a = proxy_get(L, 1), *b = proxy_get(L, 2);
	struct str left, right;

	if (is_markdown(L, 1) || is_markdown(L, 2))
		return markdown_join(L);
	for (int i = 1; i <= 2; i++)
		if (!proxy_text(L, i, i == 1 ? &left : &right))
			return sandbox_raise(L, lua_isnil(L, i) ?
			    DIAG_NIL_VALUE : DIAG_WRONG_TYPE, NULL,
			    "%s cannot be joined to a text", words_of(L, i));
	struct value v = value_text(arena_printf(sandbox_of(L)->now,
	    "%.*s%.*s", STR_ARG(left), STR_ARG(right)));
	sandbox_charge(L, v.text.n);
	v.foreign = (a && a->foreign) || (b && b->foreign);
	proxy_push_copy(L, v);
	return 1;
}

static int
box_arith(lua_State *L)
{
	int i = proxy_get(L, 1) ? 1 : 2;

	return sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
	    "%s cannot be calculated with", words_of(L, i));
}

static int
box_call(lua_State *L)
{
	return sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
	    "%s cannot be called like a function", words_of(L, 1));
}

/* --- frozen views ------------------------------------------------------------ */

static int
frozen_change(lua_State *L)
{
	return sandbox_raise(L, DIAG_LUA,
	    "make it inside the function, so that each call starts afresh",
	    "a macro may not keep state: this table cannot be changed");
}

static int
frozen_len(lua_State *L)
{
	proxy_thaw(L, 1);
	lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
	return 1;
}

/* Each view has a metatable of its own, marked at [1], the table at
   __index. */
void
proxy_freeze(lua_State *L)
{
	lua_newtable(L);
	lua_createtable(L, 1, 4);
	lua_pushlightuserdata(L, (void *)&frozen_key);
	lua_rawseti(L, -2, 1);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, frozen_change);
	lua_setfield(L, -2, "__newindex");
	lua_pushcfunction(L, frozen_len);
	lua_setfield(L, -2, "__len");
	lua_setmetatable(L, -2);
	lua_remove(L, -2);
}

bool
proxy_is_frozen(lua_State *L, int i)
{
	if (lua_type(L, i) != LUA_TTABLE || !lua_getmetatable(L, i))
		return false;
	lua_rawgeti(L, -1, 1);
	bool is = lua_touserdata(L, -1) == &frozen_key;
	lua_pop(L, 2);
	return is;
}

void
proxy_thaw(lua_State *L, int i)
{
	i = lua_absindex(L, i);
	if (!proxy_is_frozen(L, i)) {
		lua_pushvalue(L, i);
		return;
	}
	lua_getmetatable(L, i);
	lua_getfield(L, -1, "__index");
	lua_remove(L, -2);
}

/* --- constructor marks ------------------------------------------------------- */

void
proxy_tag(lua_State *L, const char *tag)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &tags_key);
	if (lua_getfield(L, -1, tag) == LUA_TNIL) {
		lua_pop(L, 1);
		lua_newtable(L);
		lua_pushstring(L, tag);
		lua_setfield(L, -2, "tag");
		lua_pushvalue(L, -1);
		lua_setfield(L, -3, tag);
	}
	lua_setmetatable(L, -3);
	lua_pop(L, 1);
}

/* The text is the registry's and lives as long as the state. */
struct str
proxy_tag_of(lua_State *L, int i)
{
	struct str tag = { 0 };

	if (lua_type(L, i) != LUA_TTABLE || !lua_getmetatable(L, i))
		return tag;
	lua_pushliteral(L, "tag");
	if (lua_rawget(L, -2) == LUA_TSTRING)
		tag = borrow(L, -1);
	lua_pop(L, 2);
	return tag;
}

void
proxy_push_none(lua_State *L)
{
	lua_pushlightuserdata(L, (void *)&none_key);
}

bool
proxy_is_none(lua_State *L, int i)
{
	return lua_touserdata(L, i) == &none_key;
}

void
proxy_open(lua_State *L)
{
	static const struct function meta[] = {
		{ "__index", box_index }, { "__newindex", refuse_change },
		{ "__len", box_len }, { "__eq", box_eq },
		{ "__lt", box_lt }, { "__le", box_le },
		{ "__concat", box_concat }, { "__call", box_call },
		{ "__add", box_arith }, { "__sub", box_arith },
		{ "__mul", box_arith }, { "__div", box_arith },
		{ "__mod", box_arith }, { "__pow", box_arith },
		{ "__unm", box_arith }, { "__idiv", box_arith },
	};

	lua_newtable(L);
	for (size_t i = 0; i < sizeof(meta) / sizeof(meta[0]); i++) {
		lua_pushcfunction(L, meta[i].f);
		lua_setfield(L, -2, meta[i].name);
	}
	lua_rawsetp(L, LUA_REGISTRYINDEX, &box_key);
	lua_newtable(L);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &tags_key);
}
