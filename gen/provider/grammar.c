/* The language's own functions: forms of names, values in a locale's form,
   and what an article asks about its surroundings. */
#include "provider/private.h"

#include <math.h>
#include <string.h>

static struct arena *
now(lua_State *L)
{
	return sandbox_of(L)->now;
}

/* A text that keeps the mark of a name taken from `brands`. */
static int
push_text(lua_State *L, struct str s, const struct value *from)
{
	struct value v = value_text(s);

	v.foreign = from && from->foreign;
	proxy_push_copy(L, v);
	return 1;
}

/* --- names ------------------------------------------------------------------ */

static int
push_form(lua_State *L, const char *fn, enum term_form form)
{
	struct sandbox *sb = sandbox_of(L);
	const struct value *v = proxy_get(L, 1);
	struct term plain = { 0 };
	const struct term *t = &plain;

	if (v && v->type == VALUE_TERM)
		t = v->term;
	else
		plain.bare = arena_str(sb->now, arg_text(L, 1, fn));
	sandbox_charge(L, 64 + t->bare.n);
	return push_text(L, term_print(sb->now, t, form, sb->locale), v);
}

static int
fn_a(lua_State *L)
{
	return push_form(L, "a", TERM_A);
}

static int
fn_the(lua_State *L)
{
	return push_form(L, "the", TERM_THE);
}

static int
fn_possessive(lua_State *L)
{
	return push_form(L, "possessive", TERM_POSSESSIVE);
}

/* plural(name), or plural(count, { one = ..., other = ... }). */
static int
fn_plural(lua_State *L)
{
	if (lua_type(L, 1) != LUA_TNUMBER)
		return push_form(L, "plural", TERM_PLURAL);
	int64_t n = arg_integer(L, 1, "plural");
	arg_table(L, 2, "plural");
	struct str category = locale_plural(sandbox_of(L)->locale, n);
	push_str(L, category);
	if (lua_gettable(L, 2) != LUA_TNIL)
		return 1;
	if (lua_getfield(L, 2, "other") == LUA_TNIL)
		return sandbox_raise(L, DIAG_NIL_VALUE, NULL,
		    "the forms of `plural` lack `other`");
	return 1;
}

/* cPanel and iPhone keep their small letter at the start of a sentence. */
static bool
is_cased(struct str s)
{
	return s.n > 1 && s.p[0] >= 'a' && s.p[0] <= 'z' &&
	    s.p[1] >= 'A' && s.p[1] <= 'Z';
}

static int
fn_cap(lua_State *L)
{
	struct sandbox *sb = sandbox_of(L);
	struct str s = arena_str(sb->now, arg_text(L, 1, "cap"));

	sandbox_charge(L, s.n);
	if (is_cased(s) || string_reader(s) > 0)
		return push_text(L, s, proxy_get(L, 1));
	return push_text(L, text_capitalise(sb->now, s, sb->locale),
	    proxy_get(L, 1));
}

/* The value on top of the stack is one of a term's forms. */
static void
refuse_localised(lua_State *L)
{
	if (str_eq(proxy_tag_of(L, -1), STR("localised")))
		sandbox_raise(L, DIAG_WRONG_TYPE,
		    "write localised { en = term { ... }, ... }",
		    "a term is localised as a whole, not its forms");
}

static struct str
take_form(lua_State *L, const char *key)
{
	struct str s = { 0 };

	lua_pushstring(L, key);
	lua_rawget(L, 1);
	refuse_localised(L);
	if (lua_type(L, -1) == LUA_TSTRING) {
		s.p = lua_tolstring(L, -1, &s.n);
		s = arena_str(now(L), s);
	} else if (!lua_isnil(L, -1)) {
		sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
		    "`%s` of a term must be a text, not %s", key,
		    words_of(L, -1));
	}
	lua_pop(L, 1);
	return s;
}

static const char *const form_names[] = {
	"the", "a", "possessive", "plural"
};

/* The least unknown key, so that the message does not depend on hashing. */
static void
check_forms(lua_State *L)
{
	struct str worst = { 0 };
	struct suggest g = { 0 };

	for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
		bool known = false;
		if (lua_type(L, -2) != LUA_TSTRING) {
			known = lua_isinteger(L, -2) &&
			    lua_tointeger(L, -2) == 1;
			if (!known)
				sandbox_raise(L, DIAG_WRONG_TYPE,
				    "say which form the others are: plural = "
				    "\"...\"", "only the first text of a "
				    "term has no name");
			continue;
		}
		struct str key;
		key.p = lua_tolstring(L, -2, &key.n);
		for (size_t i = 0; i < 4; i++)
			known |= str_eq(key, str_c(form_names[i]));
		if (!known && (!worst.p || str_cmp(key, worst) < 0))
			worst = arena_str(now(L), key);
	}
	if (!worst.p)
		return;
	for (size_t i = 0; i < 4; i++)
		suggest_offer(&g, worst, str_c(form_names[i]));
	sandbox_raise(L, DIAG_UNKNOWN_FIELD,
	    "a term has a first text, `the`, `a`, `possessive` and `plural`",
	    "a term has no form `%.*s`", STR_ARG(worst));
}

/* term { "web interface", the = "the web interface", ... } */
static int
fn_term(lua_State *L)
{
	struct term *t = ARENA_NEW(now(L), struct term);

	if (lua_type(L, 1) == LUA_TSTRING) {
		t->bare = arena_str(now(L), arg_text(L, 1, "term"));
	} else {
		arg_table(L, 1, "term");
		check_forms(L);
		lua_rawgeti(L, 1, 1);
		refuse_localised(L);
		if (lua_type(L, -1) != LUA_TSTRING)
			return sandbox_raise(L, DIAG_MISSING_FIELD,
			    "write term { \"the name\", ... }",
			    "a term begins with its bare form");
		t->bare.p = lua_tolstring(L, -1, &t->bare.n);
		t->bare = arena_str(now(L), t->bare);
		t->the = take_form(L, "the");
		t->a = take_form(L, "a");
		t->possessive = take_form(L, "possessive");
		t->plural = take_form(L, "plural");
	}
	proxy_push_copy(L, (struct value){ .type = VALUE_TERM, .term = t });
	return 1;
}

/* --- values --------------------------------------------------------------------- */

static int
unreadable(lua_State *L, const char *fn, struct str s, const char *why)
{
	return sandbox_raise(L, DIAG_WRONG_TYPE, NULL, "%s(\"%.*s\"): %s", fn,
	    STR_ARG(s), why);
}

static bool
is_already(lua_State *L, enum value_type type)
{
	const struct value *v = proxy_get(L, 1);

	lua_settop(L, v && v->type == type ? 1 : lua_gettop(L));
	return v && v->type == type;
}

static int
fn_date(lua_State *L)
{
	struct date d;
	const char *why;

	if (is_already(L, VALUE_DATE))
		return 1;
	struct str s = arg_text(L, 1, "date");
	if (!value_parse_date(s, &d, &why))
		return unreadable(L, "date", s, why);
	proxy_push_copy(L, value_date(d));
	return 1;
}

static int
parsed(lua_State *L, const char *fn, enum value_type type,
    bool (*parse)(struct str, struct value *, const char **))
{
	struct value v = { 0 };
	const char *why;

	if (is_already(L, type))
		return 1;
	struct str s = arg_text(L, 1, fn);
	if (!parse(s, &v, &why))
		return unreadable(L, fn, s, why);
	proxy_push_copy(L, v);
	return 1;
}

static int
fn_duration(lua_State *L)
{
	return parsed(L, "duration", VALUE_DURATION, value_parse_duration);
}

static int
fn_size(lua_State *L)
{
	return parsed(L, "size", VALUE_SIZE, value_parse_size);
}

/* money("4.95 USD"), or money(4.95, "USD"). */
static int
fn_money(lua_State *L)
{
	if (lua_type(L, 1) == LUA_TNUMBER && !lua_isnoneornil(L, 2)) {
		struct str s = arena_printf(now(L), "%.4f",
		    (double)lua_tonumber(L, 1));
		while (s.p[s.n - 1] == '0' && s.p[s.n - 3] != '.')
			s.n--;
		struct str currency = arg_text(L, 2, "money");
		push_str(L, arena_printf(now(L), "%.*s %.*s", STR_ARG(s),
		    STR_ARG(currency)));
		lua_replace(L, 1);
	}
	return parsed(L, "money", VALUE_MONEY, value_parse_money);
}

/* number(n): in the locale's form, its digits grouped. */
static int
fn_number(lua_State *L)
{
	struct sandbox *sb = sandbox_of(L);
	struct buf b = BUF_INIT;
	struct value v;

	if (lua_type(L, 1) != LUA_TNUMBER)
		return arg_raise(L, 1, "number", "a number");
	proxy_scalar(L, 1, &v);
	if (v.type == VALUE_NUM && !isfinite(v.number))
		return arg_raise(L, 1, "number", "a finite number");
	number_print(&b, &v, sb->locale);
	struct str s = arena_str(sb->now, buf_view(&b));
	buf_free(&b);
	push_str(L, s);
	return 1;
}

/* list { ... } or list(a, b, c): prints as "a, b and c". */
static int
fn_list(lua_State *L)
{
	struct list_builder b = { .a = now(L) };
	bool spread = lua_type(L, 1) != LUA_TTABLE;
	int n = spread ? lua_gettop(L) : (int)luaL_len(L, 1);

	if (is_already(L, VALUE_LIST))
		return 1;
	sandbox_charge(L, (size_t)n * sizeof(struct value));
	for (int i = 1; i <= n; i++) {
		struct value v;
		if (spread)
			lua_pushvalue(L, i);
		else
			lua_geti(L, 1, i);
		if (!proxy_scalar(L, -1, &v))
			return sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
			    "item %d of `list` is %s, not a text", i,
			    words_of(L, -1));
		list_builder_add(&b, v);
		lua_pop(L, 1);
	}
	proxy_push_copy(L, list_builder_done(&b));
	return 1;
}

/* --- an article's surroundings --------------------------------------------------- */

static const struct more_roots *
surroundings(lua_State *L)
{
	static const struct more_roots none;
	const struct eval *e = sandbox_of(L)->eval;

	if (e)
		*e->own = true;
	return e && e->more ? e->more : &none;
}

static int
not_here(lua_State *L, const char *fn)
{
	return sandbox_raise(L, DIAG_SANDBOX, NULL,
	    "`%s` works in articles and templates only", fn);
}

/* has("email/pop"): does this edition show the article? */
static int
fn_has(lua_State *L)
{
	const struct more_roots *m = surroundings(L);
	struct str id = arg_text(L, 1, "has");
	bool known = true;

	if (!m->has)
		return not_here(L, "has");
	bool shown = m->has(m->ctx, id, &known);

	if (!known)
		return sandbox_raise(L, DIAG_UNKNOWN_TARGET, NULL,
		    "there is no article `%.*s`", STR_ARG(id));
	lua_pushboolean(L, shown);
	return 1;
}

static int
fn_title(lua_State *L)
{
	const struct more_roots *m = surroundings(L);
	struct str id = arg_text(L, 1, "title"), out;

	if (!m->title)
		return not_here(L, "title");
	if (!m->title(m->ctx, id, &out))
		return sandbox_raise(L, DIAG_UNKNOWN_TARGET, NULL,
		    "there is no article `%.*s`", STR_ARG(id));
	push_str(L, out);
	return 1;
}

static void
part_of(lua_State *L, struct map_builder *b, struct str key)
{
	struct value v = { 0 };

	if (lua_isboolean(L, -1))
		v = value_bool(lua_toboolean(L, -1));
	else if (lua_isnil(L, -1) || !proxy_scalar(L, -1, &v))
		sandbox_raise(L, lua_isnil(L, -1) ? DIAG_NIL_VALUE :
		    DIAG_WRONG_TYPE, NULL, "part `%.*s` of `say` is %s",
		    STR_ARG(key), words_of(L, -1));
	map_builder_put(b, arena_str(b->a, key), v);
}

/* say("updated_on", { date = page.updated }): a text of the theme. */
static int
fn_say(lua_State *L)
{
	const struct more_roots *m = surroundings(L);
	struct str key = arg_text(L, 1, "say"), out;
	struct map_builder b = { .a = now(L) };

	if (!m->say)
		return not_here(L, "say");
	if (!lua_isnoneornil(L, 2)) {
		arg_table(L, 2, "say");
		for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) {
			struct str name = { 0 };
			if (lua_type(L, -2) == LUA_TSTRING)
				name.p = lua_tolstring(L, -2, &name.n);
			part_of(L, &b, name);
		}
	}
	struct value parts = map_builder_done(&b);
	if (!m->say(m->ctx, key, &parts, &out))
		return sandbox_raise(L, DIAG_UNDEFINED_VARIABLE, NULL,
		    "the theme has no words for `%.*s`", STR_ARG(key));
	push_str(L, out);
	return 1;
}

/* Whether a value holds {reader.NAME}. */
static int
fn_is_pattern(lua_State *L)
{
	struct str s = { 0 };

	if (!lua_isnoneornil(L, 1))
		s = arg_text(L, 1, "is_pattern");
	lua_pushboolean(L, str_find(s, STR("{reader."), 0) >= 0);
	return 1;
}

const struct function grammar_functions[] = {
	{ "a", fn_a }, { "cap", fn_cap }, { "date", fn_date },
	{ "duration", fn_duration }, { "has", fn_has },
	{ "is_pattern", fn_is_pattern }, { "list", fn_list },
	{ "money", fn_money }, { "number", fn_number },
	{ "plural", fn_plural }, { "possessive", fn_possessive },
	{ "say", fn_say }, { "size", fn_size }, { "term", fn_term },
	{ "the", fn_the }, { "title", fn_title }, { NULL, NULL }
};
