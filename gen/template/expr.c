/* Expressions: which run here, and what they read. */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "template/compile.h"

enum {
	GROUPS = 16,	/* brackets that are followed here; Lua has the rest */
	TERMS = 64	/* the same for operands: running them is recursive */
};

uint32_t
expr_next_id(void)
{
	static atomic_uint last;

	return (uint32_t)atomic_fetch_add(&last, 1) + 1;
}

/* Fills c->lua, with three ENDs that are not counted behind the last token, so
   that a look ahead needs no check. False at an open string or comment. */
static bool
tokenise(struct compiler *c, size_t from, size_t to)
{
	struct str s = str_slice(c->text, 0, to);
	size_t i = from, ends = 0;

	c->luas = 0;
	for (size_t n = 0; ends < 3; n++) {
		c->lua = compiler_grow(c->lua, n, &c->lua_cap,
		    sizeof(*c->lua));
		struct lua_token t = lua_token_next(s, &i);
		c->lua[n] = t;
		if (t.kind == LUA_OPEN) {
			complain(c, DIAG_UNCLOSED, t.from, t.from + 1, NULL,
			    "the text that begins here is not closed");
			return false;
		}
		if (t.kind == LUA_END)
			ends++;
		else
			c->luas++;
	}
	return true;
}

struct parser {
	struct compiler *c;
	const struct path *path;	/* all of the expression, in order */
	size_t paths, used;		/* the first `used` are taken */
	size_t i;			/* token */
	unsigned groups, terms;
};

static struct expr *
make(struct parser *p, enum expr_kind kind, size_t from, size_t to)
{
	struct compiler *c = p->c;
	struct expr *e = ARENA_NEW(c->a, struct expr);

	e->kind = kind;
	e->id = expr_next_id();
	e->at = compiler_span(c, from, to);
	e->text = compiler_bytes(c, from, to);
	return e;
}

static bool
is_word(const struct parser *p, const char *word)
{
	struct lua_token t = p->c->lua[p->i];

	return t.kind == LUA_KEYWORD && str_eq(compiler_bytes(p->c, t.from,
	    t.to), str_c(word));
}

/* Digits with a point or an exponent: what strtod and Lua read alike. */
static bool
is_fraction(struct str s)
{
	bool fraction = false;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool digit = c >= '0' && c <= '9';
		if (!digit && c != '.' && c != 'e' && c != 'E' && c != '+' &&
		    c != '-')
			return false;
		fraction |= !digit;
	}
	return fraction;
}

bool
expr_number(struct str s, bool minus, struct value *out)
{
	char text[64], *end;
	uint64_t v;

	if (str_to_uint(s, &v)) {
		if (v > INT64_MAX)
			return false;
		*out = value_int(minus ? -(int64_t)v : (int64_t)v);
		return true;
	}
	if (s.n >= sizeof(text) || !is_fraction(s))
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	double d = strtod(text, &end);
	*out = (struct value){ .type = VALUE_NUM, .number = minus ? -d : d };
	return *end == '\0';
}

static struct expr *
constant(struct parser *p)
{
	struct compiler *c = p->c;
	struct lua_token t = c->lua[p->i], first = t;
	struct value v = value_nil;
	bool minus = lua_is_op(t, '-');

	if (minus)
		t = c->lua[p->i + 1];
	struct str s = compiler_bytes(c, t.from, t.to);
	if (t.kind == LUA_NUMBER) {
		if (!expr_number(s, minus, &v))
			return NULL;
	} else if (minus) {
		return NULL;
	} else if (t.kind == LUA_STRING) {
		v.type = VALUE_TEXT;
		if (!lua_string(c->a, c->text, t, &v.text))
			return NULL;
	} else if (is_word(p, "true") || is_word(p, "false")) {
		v = value_bool(is_word(p, "true"));
	} else if (!is_word(p, "nil")) {
		return NULL;
	}
	v.at = compiler_span(c, first.from, t.to);
	struct expr *e = make(p, EXPR_CONSTANT, first.from, t.to);
	e->constant = v;
	p->i += minus ? 2 : 1;
	return e;
}

/* math.pi: what Lua's libraries hold, Lua alone knows. */
static bool
is_library(const struct path *x)
{
	return x->n > 1 && (str_eq(x->part[0], STR("math")) ||
	    str_eq(x->part[0], STR("string")) ||
	    str_eq(x->part[0], STR("table")));
}

/* The next path, when it begins at this token and is not called. */
static struct expr *
path(struct parser *p)
{
	struct compiler *c = p->c;

	if (p->used == p->paths)
		return NULL;
	const struct path *x = &p->path[p->used];
	if (x->called || is_library(x) || x->at.off != c->lua[p->i].from)
		return NULL;
	size_t end = (size_t)x->at.off + x->at.len;
	while (c->lua[p->i].kind != LUA_END && c->lua[p->i].from < end)
		p->i++;
	p->used++;
	struct expr *e = make(p, EXPR_PATH, x->at.off, end);
	e->path = x;
	e->paths = 1;
	return e;
}

static struct expr *or_chain(struct parser *p);

static struct expr *
operand(struct parser *p)
{
	struct expr *e = path(p);

	return e ? e : constant(p);
}

static struct expr *
grouped(struct parser *p)
{
	if (++p->groups > GROUPS)
		return NULL;
	p->i++;
	struct expr *e = or_chain(p);
	if (!e || !lua_is_op(p->c->lua[p->i++], ')'))
		return NULL;
	/* (x) == 1 or (f)(x) is more than a group. */
	struct lua_token t = p->c->lua[p->i];
	return t.kind == LUA_END || t.kind == LUA_KEYWORD ||
	    lua_is_op(t, ')') ? e : NULL;
}

static struct expr *
negated(struct parser *p)
{
	size_t from = p->c->lua[p->i++].from;
	struct expr *e = path(p);

	if (!e)
		return NULL;
	struct expr *n = make(p, EXPR_NOT, from, (size_t)e->at.off +
	    e->at.len);
	n->path = e->path;
	n->paths = 1;
	return n;
}

static struct expr *
comparison(struct parser *p)
{
	struct expr *a = operand(p);
	struct lua_token t = p->c->lua[p->i];
	bool equal = lua_is_op(t, LUA_OP2('=', '='));

	if (!a || (!equal && !lua_is_op(t, LUA_OP2('~', '='))))
		return a;
	p->i++;
	struct expr *b = operand(p);
	if (!b || (a->kind == EXPR_PATH) == (b->kind == EXPR_PATH))
		return NULL;
	struct expr *e = make(p, equal ? EXPR_EQUAL : EXPR_UNEQUAL, a->at.off,
	    (size_t)b->at.off + b->at.len);
	e->path = a->kind == EXPR_PATH ? a->path : b->path;
	e->paths = 1;
	e->constant = a->kind == EXPR_PATH ? b->constant : a->constant;
	return e;
}

static struct expr *
term(struct parser *p)
{
	if (++p->terms > TERMS)
		return NULL;
	if (lua_is_op(p->c->lua[p->i], '('))
		return grouped(p);
	return is_word(p, "not") ? negated(p) : comparison(p);
}

static struct expr *
joined(struct parser *p, enum expr_kind kind, struct expr *a, struct expr *b)
{
	struct expr *e = make(p, kind, a->at.off, (size_t)b->at.off +
	    b->at.len);

	e->left = a;
	e->right = b;
	return e;
}

static struct expr *
and_chain(struct parser *p)
{
	struct expr *e = term(p);

	while (e && is_word(p, "and")) {
		p->i++;
		struct expr *b = term(p);
		e = b ? joined(p, EXPR_AND, e, b) : NULL;
	}
	return e;
}

static struct expr *
or_chain(struct parser *p)
{
	struct expr *e = and_chain(p);

	while (e && is_word(p, "or")) {
		p->i++;
		struct expr *b = and_chain(p);
		e = b ? joined(p, EXPR_OR, e, b) : NULL;
	}
	return e;
}

/* ---- Calls ---- */

static bool
takes(struct parser *p, uint32_t op)
{
	if (!lua_is_op(p->c->lua[p->i], op))
		return false;
	p->i++;
	return true;
}

/* { name = plain, ... } */
static bool
named_arguments(struct parser *p, struct call *call)
{
	struct vec all = { 0 };

	while (p->c->lua[p->i].kind == LUA_NAME) {
		struct lua_token t = p->c->lua[p->i++];
		struct arg *a = vec_add(p->c->a, &all, sizeof(*a));
		a->name = compiler_bytes(p->c, t.from, t.to);
		a->at = compiler_span(p->c, t.from, t.to);
		a->expr = takes(p, '=') ? operand(p) : NULL;
		if (!a->expr)
			return false;
		if (!takes(p, ','))
			break;
	}
	call->arg = all.p;
	call->args = all.n;
	return takes(p, '}');
}

/* The call that the whole expression is, or null. Its name is the first path
   of all. */
static const struct call *
called(struct parser *p)
{
	struct compiler *c = p->c;
	struct call *call = ARENA_NEW(c->a, struct call);
	struct lua_token name = c->lua[0], text = c->lua[2];

	p->i = 3;
	p->used = 1;
	if (name.kind != LUA_NAME || !lua_is_op(c->lua[1], '(') ||
	    text.kind != LUA_STRING || p->paths == 0 || p->path[0].n != 1 ||
	    !p->path[0].called || p->path[0].at.off != name.from ||
	    !lua_string(c->a, c->text, text, &call->text))
		return NULL;
	call->name = p->path[0].part[0];
	if (takes(p, ',') && (!takes(p, '{') || !named_arguments(p, call)))
		return NULL;
	return takes(p, ')') && c->lua[p->i].kind == LUA_END ? call : NULL;
}

/* What takes the place of an expression that cannot be read. */
static const struct expr *
nothing(struct compiler *c, size_t from, size_t to)
{
	struct parser p = { .c = c };

	return make(&p, EXPR_CONSTANT, from, to);
}

const struct expr *
expr_compile(struct compiler *c, size_t from, size_t to, bool *good)
{
	struct str s = str_trim(compiler_bytes(c, from, to));
	struct parser p = { .c = c };

	*good = false;
	if (s.n > 0) {
		from = (size_t)(s.p - c->text.p);
		to = from + s.n;
	}
	if (!tokenise(c, from, to))
		return nothing(c, from, to);
	if (c->luas == 0) {
		complain(c, DIAG_SYNTAX, from, to, "write a name, as in "
		    "`brand.name`", "an expression is missing");
		return nothing(c, from, to);
	}
	if (habit_expr(c))
		return nothing(c, from, to);
	*good = true;
	p.path = paths_find(c, &p.paths);
	struct expr *e = or_chain(&p);
	if (!e || c->lua[p.i].kind != LUA_END)
		e = make(&p, EXPR_LUA, from, to);
	if (e->kind == EXPR_LUA && c->luas > 3)
		e->call = called(&p);
	e->at = compiler_span(c, from, to);
	e->text = compiler_bytes(c, from, to);
	e->path = p.path;
	e->paths = p.paths;
	return e;
}
