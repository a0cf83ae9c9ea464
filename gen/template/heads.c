/* What stands behind a directive's first word: names, constants, paths and
   arguments. */
#include "base/str.h"
#include "template/compile.h"
#include "template/shown.h"

static struct lua_token
next(struct compiler *c, struct head *h)
{
	return lua_token_next(str_slice(c->text, 0, h->to), &h->i);
}

static struct lua_token
peek(struct compiler *c, const struct head *h)
{
	size_t i = h->i;

	return lua_token_next(str_slice(c->text, 0, h->to), &i);
}

static struct str
bytes(const struct compiler *c, struct lua_token t)
{
	return compiler_bytes(c, t.from, t.to);
}

static bool
is_keyword(const struct compiler *c, struct lua_token t, struct str word)
{
	return t.kind == LUA_KEYWORD && str_eq(bytes(c, t), word);
}

/* Reports token `t`, or the whole directive when it ends too early; always
   false. */
static bool
wrong(struct compiler *c, const struct head *h, struct lua_token t,
    const char *hint, const char *message)
{
	bool end = t.kind == LUA_END;

	complain(c, DIAG_SYNTAX, end ? h->at : t.from, end ? h->to : t.to,
	    hint, "%s", message);
	return false;
}

void
head_empty(struct compiler *c, struct head h, const char *word)
{
	struct lua_token t = peek(c, &h);

	if (t.kind != LUA_END)
		complain(c, DIAG_SYNTAX, t.from, h.to, NULL,
		    "nothing follows `%s`", word);
}

static bool
loop_name(struct compiler *c, struct head *h, struct str *name)
{
	static const char form[] = "write `{% for x in LIST %}` or "
	    "`{% for key, value in MAP %}`";
	struct lua_token t = next(c, h);

	if (t.kind != LUA_NAME)
		return wrong(c, h, t, form, t.kind == LUA_KEYWORD ?
		    "a word of Lua is no name" : "a name is missing here");
	*name = bytes(c, t);
	return true;
}

/* pairs(x) and ipairs(x) are how Lua's own loops are written. */
static bool
refuse_pairs(struct compiler *c, struct head *h)
{
	struct lua_token t = peek(c, h);
	struct str w = bytes(c, t);

	if (t.kind != LUA_NAME || (!str_eq(w, STR("pairs")) &&
	    !str_eq(w, STR("ipairs"))))
		return true;
	return wrong(c, h, t, "write `in LIST` or `in MAP` without it",
	    "a loop here takes the list or map itself");
}

bool
head_for(struct compiler *c, struct head h, struct op *o)
{
	bool good;

	if (!loop_name(c, &h, &o->name))
		return false;
	struct lua_token t = next(c, &h);
	if (lua_is_op(t, ',')) {
		if (!loop_name(c, &h, &o->name2))
			return false;
		if (str_eq(o->name, o->name2))
			return wrong(c, &h, t, NULL,
			    "the two names of a loop must differ");
		t = next(c, &h);
	}
	if (!is_keyword(c, t, STR("in")))
		return wrong(c, &h, t, "write `{% for x in LIST %}`",
		    "`in` is missing here");
	if (!refuse_pairs(c, &h))
		return false;
	o->expr = expr_compile(c, h.i, h.to, &good);
	return good;
}

static const char case_form[] = "name values with commas between them, as in "
    "`{% case \"a\", 30 %}`; `{% else %}` takes the rest";

/* A number, with its sign when the token at hand is a minus. */
static bool
case_number(struct compiler *c, struct head *h, struct lua_token *t,
    struct value *out)
{
	bool minus = lua_is_op(*t, '-');
	struct lua_token digits = minus ? next(c, h) : *t;

	if (digits.kind != LUA_NUMBER)
		return wrong(c, h, *t, case_form, "a case names texts in "
		    "quotes, numbers, `true` or `false`");
	t->to = digits.to;
	return expr_number(bytes(c, digits), minus, out) ||
	    wrong(c, h, *t, "write it in decimal digits",
	    "this is no number that a case can name");
}

/* The constant that begins with token `t`, which then covers all of it. */
static bool
case_value(struct compiler *c, struct head *h, struct lua_token *t,
    struct value *out)
{
	bool yes = is_keyword(c, *t, STR("true"));
	struct str hint;

	if (t->kind == LUA_STRING) {
		*out = (struct value){ .type = VALUE_TEXT };
		return lua_string(c->a, c->text, *t, &out->text) ||
		    wrong(c, h, *t, NULL,
		    "this text has an escape that Lua does not know");
	}
	if (yes || is_keyword(c, *t, STR("false"))) {
		*out = value_bool(yes);
		return true;
	}
	if (t->kind != LUA_NAME)
		return case_number(c, h, t, out);
	hint = arena_printf(c->a, "write it in quotes: `\"%.*s\"`",
	    STR_ARG(shown(bytes(c, *t))));
	return wrong(c, h, *t, hint.p, "a case names texts in quotes");
}

static void
add_case(struct compiler *c, struct lua_token t, const struct value *v,
    struct vec *values, struct vec *at, struct map *seen)
{
	struct str words = v->type == VALUE_TEXT ? v->text :
	    compiler_bytes(c, t.from, t.to);
	struct str key = arena_printf(c->a, "%s%.*s",
	    v->type == VALUE_TEXT ? "\"" : "", STR_ARG(words));
	bool fresh;

	map_put(seen, key, &fresh);
	if (!fresh)
		complain(c, DIAG_SYNTAX, t.from, t.to, NULL,
		    "`%.*s` stands twice in this switch",
		    STR_ARG(shown(words)));
	*(struct value *)vec_add(c->a, values, sizeof(*v)) = *v;
	*(struct span *)vec_add(c->a, at, sizeof(struct span)) =
	    compiler_span(c, t.from, t.to);
}

bool
head_case(struct compiler *c, struct head h, struct arm *arm, struct map *seen)
{
	struct vec values = { 0 }, at = { 0 };
	struct lua_token t;
	struct value v;

	do {
		t = next(c, &h);
		if (!case_value(c, &h, &t, &v))
			return false;
		add_case(c, t, &v, &values, &at, seen);
		t = next(c, &h);
	} while (lua_is_op(t, ','));
	if (t.kind != LUA_END)
		return wrong(c, &h, t, case_form, "a comma is missing here");
	arm->cases = values.p;
	arm->cases_at = at.p;
	arm->n = values.n;
	return true;
}

/* The byte before the comma or brace that ends an argument's value. */
static struct lua_token
argument_end(struct compiler *c, struct head *h)
{
	size_t depth = 0;

	for (;;) {
		size_t before = h->i;
		struct lua_token t = next(c, h);
		if (t.kind == LUA_END || t.kind == LUA_OPEN)
			return t;
		if (depth == 0 && (lua_is_op(t, ',') || lua_is_op(t, ';') ||
		    lua_is_op(t, '}'))) {
			h->i = before;
			return t;
		}
		if (lua_is_op(t, '(') || lua_is_op(t, '[') ||
		    lua_is_op(t, '{'))
			depth++;
		else if (depth > 0 && (lua_is_op(t, ')') ||
		    lua_is_op(t, ']') || lua_is_op(t, '}')))
			depth--;
	}
}

static const char with_form[] =
    "write `with { name = value, other = value }`";

/* One `name = EXPR`, up to the comma or brace behind it. */
static bool
argument(struct compiler *c, struct head *h, struct vec *args,
    struct map *seen)
{
	struct lua_token name = next(c, h), t = next(c, h);
	bool good, fresh;

	if (name.kind != LUA_NAME || !lua_is_op(t, '='))
		return wrong(c, h, name, with_form, name.kind == LUA_NAME ||
		    name.kind == LUA_END ? "`=` and a value are missing here" :
		    "an argument begins with a name");
	struct arg *arg = vec_add(c->a, args, sizeof(*arg));
	arg->name = bytes(c, name);
	arg->at = compiler_span(c, name.from, name.to);
	map_put(seen, arg->name, &fresh);
	if (!fresh)
		return wrong(c, h, name, NULL, "this argument stands twice");
	size_t from = h->i;
	t = argument_end(c, h);
	if (t.kind == LUA_END || t.kind == LUA_OPEN)
		return wrong(c, h, t, "close the arguments with `}`",
		    "the arguments are not closed");
	arg->expr = expr_compile(c, from, t.from, &good);
	return good;
}

static bool
arguments(struct compiler *c, struct head *h, struct op *o)
{
	struct map *seen = map_new(c->a);
	struct vec args = { 0 };
	struct lua_token t = next(c, h);

	if (!lua_is_op(t, '{'))
		return wrong(c, h, t, with_form,
		    "the arguments stand in braces");
	while (!lua_is_op(peek(c, h), '}')) {
		if (!argument(c, h, &args, seen))
			return false;
		t = peek(c, h);
		if (lua_is_op(t, ',') || lua_is_op(t, ';'))
			next(c, h);
	}
	next(c, h);
	o->arg = args.p;
	o->args = args.n;
	return true;
}

/* A path without its quotes, up to the next blank. */
static struct str
bare_path(struct compiler *c, struct lua_token t)
{
	size_t to = t.from;

	while (to < c->to && (unsigned char)c->text.p[to] > ' ' &&
	    c->text.p[to] != '%' && c->text.p[to] != ',')
		to++;
	struct str s = compiler_bytes(c, t.from, to);
	return str_ends(s, STR(".md")) || str_ends(s, STR(".html")) ? s :
	    (struct str){ 0 };
}

static bool
file_name(struct compiler *c, struct head *h, struct op *o, const char *word)
{
	struct lua_token t = next(c, h);
	struct str hint = arena_printf(c->a,
	    "write `{%% %s \"/_snippets/name.md\" %%}`", word);

	if (t.kind != LUA_STRING) {
		struct str path = bare_path(c, t);
		if (path.n > 0)
			hint = arena_printf(c->a, "write `{%% %s \"%.*s\" "
			    "%%}`", word, STR_ARG(path));
		return wrong(c, h, t, hint.p, "a path in quotes comes first");
	}
	if (!lua_string(c->a, c->text, t, &o->file) || o->file.n == 0)
		return wrong(c, h, t, hint.p, "this is no path of a file");
	o->file_at = compiler_span(c, t.from, t.to);
	return true;
}

bool
head_include(struct compiler *c, struct head h, struct op *o,
    const char *word)
{
	if (!file_name(c, &h, o, word))
		return false;
	struct lua_token t = next(c, &h);
	if (t.kind == LUA_END)
		return true;
	if (t.kind != LUA_NAME || !str_eq(bytes(c, t), STR("with")))
		return wrong(c, &h, t, with_form,
		    "arguments follow the word `with`");
	if (!arguments(c, &h, o))
		return false;
	t = next(c, &h);
	return t.kind == LUA_END ||
	    wrong(c, &h, t, NULL, "nothing follows the arguments");
}
