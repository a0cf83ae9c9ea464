/* What a script returned: read off Lua once, with the place of each field,
   then merged and turned into values without Lua. */
#include "provider/private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct reading {
	lua_State *L;
	struct arena *a, *tree;
	const struct loc_file *f;
	size_t nodes;
};

static struct raw read_node(struct reading *r, const struct loc *l,
    struct span at, unsigned depth);

static struct span
span_of(const struct loc *l, struct span otherwise)
{
	return l ? locate_span(l) : otherwise;
}

static int
by_key(const void *x, const void *y)
{
	const struct raw_field *a = x, *b = y;

	return str_cmp(a->key, b->key);
}

/* First pass over the table at the top: how many texts, how many positions. */
static void
count_keys(struct reading *r, size_t *items, size_t *fields)
{
	lua_State *L = r->L;

	*items = *fields = 0;
	for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
		if (lua_type(L, -2) == LUA_TSTRING)
			++*fields;
		else if (lua_isinteger(L, -2))
			++*items;
		else
			sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
			    "the keys of a table must be texts, or 1, 2, 3 "
			    "...");
		if (++r->nodes > LIMIT_NODES)
			sandbox_raise(L, DIAG_LIMIT, NULL,
			    "this table holds more than %d values",
			    LIMIT_NODES);
	}
}

static void
read_keys(struct reading *r, struct raw_field *field)
{
	lua_State *L = r->L;
	size_t n = 0;

	for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
		struct str key;
		if (lua_type(L, -2) != LUA_TSTRING)
			continue;
		key.p = lua_tolstring(L, -2, &key.n);
		field[n++].key = arena_str(r->a, key);
	}
	qsort(field, n, sizeof(*field), by_key);
}

static void
read_fields(struct reading *r, const struct loc *l, struct raw *out,
    size_t n, unsigned depth)
{
	struct raw_field *field = ARENA_ARRAY(r->tree, n, struct raw_field);

	read_keys(r, field);
	for (size_t i = 0; i < n; i++) {
		const struct loc *v = NULL;
		field[i].at = out->at;
		if (l)
			v = locate_field(r->f, l, field[i].key, &field[i].at);
		push_str(r->L, field[i].key);
		lua_rawget(r->L, -2);
		field[i].raw = read_node(r, v, span_of(v, field[i].at),
		    depth);
		lua_pop(r->L, 1);
	}
	out->field = field;
	out->fields = n;
}

static void
read_items(struct reading *r, const struct loc *l, struct raw *out,
    size_t n, unsigned depth)
{
	struct raw *item = ARENA_ARRAY(r->tree, n, struct raw);
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		const struct loc *v = l ? locate_item(r->f, l, i + 1) : NULL;
		if (lua_rawgeti(r->L, -1, (lua_Integer)i + 1) == LUA_TNIL)
			out->hole = true;
		else
			item[k++] = read_node(r, v, span_of(v, out->at),
			    depth);
		lua_pop(r->L, 1);
	}
	out->item = item;
	out->items = k;
}

static void
read_table(struct reading *r, const struct loc *l, struct raw *out,
    unsigned depth)
{
	lua_State *L = r->L;
	size_t items, fields;

	if (depth >= LIMIT_DEPTH || !lua_checkstack(L, 8))
		sandbox_raise(L, DIAG_LIMIT,
		    "does it contain itself?",
		    "this table is nested more than %d deep", LIMIT_DEPTH);
	out->kind = RAW_TABLE;
	out->tag = arena_str(r->a, proxy_tag_of(L, -1));
	proxy_thaw(L, -1);
	count_keys(r, &items, &fields);
	read_fields(r, l, out, fields, depth + 1);
	read_items(r, l, out, items, depth + 1);
	lua_pop(L, 1);
}

static void
read_text(struct reading *r, struct raw *out)
{
	struct str s;

	s.p = lua_tolstring(r->L, -1, &s.n);
	if (s.n > 0 && (utf8_invalid(s) >= 0 || memchr(s.p, '\0', s.n)))
		sandbox_raise(r->L, DIAG_INVALID_UTF8, NULL,
		    "a text is not UTF-8, or holds a NUL");
	out->scalar = value_text(arena_str(r->a, s));
}

static void
read_scalar(struct reading *r, struct raw *out)
{
	lua_State *L = r->L;
	const struct value *v = proxy_get(L, -1);

	out->kind = RAW_SCALAR;
	if (v)
		out->scalar = *v;
	else if (lua_isboolean(L, -1))
		out->scalar = value_bool(lua_toboolean(L, -1));
	else if (lua_isinteger(L, -1))
		out->scalar = value_int(lua_tointeger(L, -1));
	else if (lua_type(L, -1) == LUA_TNUMBER) {
		out->scalar.type = VALUE_NUM;
		out->scalar.number = lua_tonumber(L, -1);
		if (!isfinite(out->scalar.number))
			sandbox_raise(L, DIAG_WRONG_TYPE,
			    "is something divided by zero?",
			    "this number is infinite, or none at all");
	} else if (lua_type(L, -1) == LUA_TSTRING)
		read_text(r, out);
	else
		out->kind = RAW_FUNCTION;
	out->scalar.at = out->at;
}

static struct raw
read_node(struct reading *r, const struct loc *l, struct span at,
    unsigned depth)
{
	struct raw out = { .at = at };

	if (lua_isnil(r->L, -1))
		return out;
	sandbox_of(r->L)->place = at;
	if (proxy_is_none(r->L, -1))
		out.kind = RAW_NONE;
	else if (lua_type(r->L, -1) == LUA_TTABLE)
		read_table(r, l, &out, depth);
	else
		read_scalar(r, &out);
	return out;
}

struct raw
raw_read(lua_State *L, struct arena *a, struct arena *tree,
    const struct loc_file *f, struct span at)
{
	struct reading r = { .L = L, .a = a, .tree = tree, .f = f };
	const struct loc *l = f ? locate_root(f) : NULL;

	struct raw out = read_node(&r, l, span_of(l, at), 0);
	sandbox_of(L)->place = out.at;
	return out;
}

const struct raw_field *
raw_get(const struct raw *r, struct str key)
{
	struct raw_field wanted = { .key = key };

	if (r->fields == 0)
		return NULL;
	return bsearch(&wanted, r->field, r->fields, sizeof(*r->field),
	    by_key);
}

/* --- merging -------------------------------------------------------------------- */

static bool
is_map(const struct raw *r)
{
	return r->kind == RAW_TABLE && r->items == 0 && !r->hole &&
	    (r->tag.n == 0 || str_eq(r->tag, STR("provider")));
}

/* Below a field that nothing extends, `none` has nothing to remove. */
static struct raw
without_none(struct arena *a, const struct raw *r)
{
	struct raw out = *r, empty = { .kind = RAW_TABLE };

	if (r->kind == RAW_NONE)
		out.kind = RAW_ABSENT;
	else if (is_map(r))
		out = raw_merge(a, &empty, r);
	return out;
}

static void
add_merged(struct arena *a, struct raw_field *out, size_t *n,
    const struct raw_field *under, const struct raw_field *over)
{
	struct raw_field f = over ? *over : *under;

	if (over && under)
		f.raw = raw_merge(a, &under->raw, &over->raw);
	else if (over)
		f.raw = without_none(a, &over->raw);
	if (f.raw.kind != RAW_ABSENT)
		out[(*n)++] = f;
}

struct raw
raw_merge(struct arena *a, const struct raw *under, const struct raw *over)
{
	struct raw out = *over;
	size_t i = 0, j = 0, n = 0;

	if (!is_map(over) || over->kind == RAW_NONE)
		return without_none(a, over);
	if (!is_map(under)) {
		struct raw empty = { .kind = RAW_TABLE };
		if (over->fields == 0)
			return out;
		return raw_merge(a, &empty, over);
	}
	struct raw_field *field = ARENA_ARRAY(a,
	    under->fields + over->fields, struct raw_field);
	while (i < under->fields || j < over->fields) {
		int order = i == under->fields ? 1 : j == over->fields ? -1 :
		    str_cmp(under->field[i].key, over->field[j].key);
		add_merged(a, field, &n, order <= 0 ? &under->field[i] : NULL,
		    order >= 0 ? &over->field[j] : NULL);
		i += order <= 0;
		j += order >= 0;
	}
	out.field = field;
	out.fields = n;
	return out;
}

/* --- plain values ------------------------------------------------------------------ */

const char *
raw_words(const struct raw *r)
{
	switch (r->kind) {
	case RAW_ABSENT:
		return "nothing";
	case RAW_NONE:
		return "`none`";
	case RAW_FUNCTION:
		return "a function";
	case RAW_SCALAR:
		return value_type_words(r->scalar.type);
	case RAW_TABLE:
		break;
	}
	if (str_eq(r->tag, STR("localised")))
		return "a localised value";
	if (r->items > 0 && r->fields > 0)
		return "a table that mixes names and positions";
	return r->items > 0 ? "a list" : "a map";
}

static bool
refuse(const struct raw *r, struct str path, struct diags *d,
    const char *what)
{
	diag_add(d, DIAG_WRONG_TYPE, r->at, "`%.*s` %s", STR_ARG(path), what);
	return false;
}

static bool
map_value(struct arena *a, const struct raw *r, struct str path,
    struct diags *d, struct value *out)
{
	struct map_builder b = { .a = a };
	bool ok = true;

	for (size_t i = 0; i < r->fields; i++) {
		struct value v = { 0 };
		struct str name = r->field[i].key;
		struct str inner = path.n == 0 ? name : arena_printf(a,
		    "%.*s.%.*s", STR_ARG(path), STR_ARG(name));
		ok &= raw_value(a, &r->field[i].raw, inner, d, &v);
		map_builder_put(&b, name, v);
	}
	if (str_eq(r->tag, STR("plural")))
		map_builder_put(&b, STR("plural"), value_bool(true));
	*out = map_builder_done(&b);
	return ok;
}

static bool
list_value(struct arena *a, const struct raw *r, struct str path,
    struct diags *d, struct value *out)
{
	struct list_builder b = { .a = a };
	bool ok = true;

	for (size_t i = 0; i < r->items; i++) {
		struct value v = { 0 };
		ok &= raw_value(a, &r->item[i], arena_printf(a, "%.*s[%zu]",
		    STR_ARG(path), i + 1), d, &v);
		list_builder_add(&b, v);
	}
	*out = list_builder_done(&b);
	return ok;
}

bool
raw_value(struct arena *a, const struct raw *r, struct str path,
    struct diags *d, struct value *out)
{
	bool ok = true;

	*out = value_nil;
	if (r->kind == RAW_FUNCTION || r->kind == RAW_NONE)
		return refuse(r, path, d, r->kind == RAW_NONE ?
		    "cannot be `none` here" : "is a function, not a value");
	if (r->kind == RAW_SCALAR) {
		*out = r->scalar;
	} else if (r->kind == RAW_TABLE) {
		if (r->hole)
			return refuse(r, path, d, "is a list with a hole: "
			    "its positions are not 1, 2, 3 ...");
		if (r->items > 0 && r->fields > 0)
			return refuse(r, path, d,
			    "mixes names and positions");
		ok = r->items > 0 ? list_value(a, r, path, d, out) :
		    map_value(a, r, path, d, out);
	}
	out->at = r->at;
	return ok;
}
