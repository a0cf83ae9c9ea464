/* The names that an expression reads: for static checks, and for the part of
   the language that runs without Lua. */
#include <string.h>

#include "base/str.h"
#include "template/compile.h"

enum { BOUND = 16 };	/* names that functions in an expression bind */

struct finder {
	struct compiler *c;
	struct vec paths;
	struct str bound[BOUND];
	size_t nbound;
	char bracket[COMPILE_BRACKETS + 1];	/* innermost at depth - 1 */
	size_t depth;
};

static struct str
word(const struct compiler *c, size_t i)
{
	return compiler_bytes(c, c->lua[i].from, c->lua[i].to);
}

static bool
is_op(const struct compiler *c, size_t i, uint32_t op)
{
	return lua_is_op(c->lua[i], op);
}

static bool
is_keyword(const struct compiler *c, size_t i, const char *k)
{
	return c->lua[i].kind == LUA_KEYWORD &&
	    str_eq(word(c, i), str_c(k));
}

static void
bind(struct finder *f, struct str name)
{
	if (f->nbound < BOUND)
		f->bound[f->nbound++] = name;
}

/* Collects parameters of functions and the names behind local and for. */
static void
find_bound(struct finder *f)
{
	const struct compiler *c = f->c;

	for (size_t i = 0; i < c->luas; i++) {
		bool function = is_keyword(c, i, "function");
		if (!function && !is_keyword(c, i, "local") &&
		    !is_keyword(c, i, "for"))
			continue;
		size_t k = i + 1;
		if (function && is_op(c, k, '('))
			k++;
		while (c->lua[k].kind == LUA_NAME) {
			bind(f, word(c, k));
			if (!is_op(c, k + 1, ','))
				break;
			k += 2;
		}
	}
}

static bool
is_bound(const struct finder *f, struct str name)
{
	for (size_t i = 0; i < f->nbound; i++)
		if (str_eq(f->bound[i], name))
			return true;
	return false;
}

static void
track_bracket(struct finder *f, const struct lua_token *t)
{
	if (t->kind != LUA_OP)
		return;
	if (t->op == '(' || t->op == '[' || t->op == '{') {
		if (f->depth < COMPILE_BRACKETS)
			f->bracket[f->depth] = (char)t->op;
		f->depth++;
	} else if ((t->op == ')' || t->op == ']' || t->op == '}') &&
	    f->depth > 0) {
		f->depth--;
	}
}

/* `name =` within a table: a key, not a name that is read. */
static bool
is_key(const struct finder *f, size_t i)
{
	return f->depth > 0 && f->depth <= COMPILE_BRACKETS &&
	    f->bracket[f->depth - 1] == '{' && is_op(f->c, i + 1, '=');
}

static bool
is_field(const struct compiler *c, size_t i)
{
	return i > 0 && (is_op(c, i - 1, '.') || is_op(c, i - 1, ':'));
}

static void
add_part(struct compiler *c, struct vec *parts, struct str s)
{
	*(struct str *)vec_add(c->a, parts, sizeof(s)) = s;
}

/* The fields from token `i` on; returns the token behind them. */
static size_t
read_fields(struct compiler *c, size_t i, struct vec *parts)
{
	struct str s;

	for (;;) {
		if (is_op(c, i, '.') && c->lua[i + 1].kind == LUA_NAME) {
			s = word(c, i + 1);
			i += 2;
		} else if (is_op(c, i, '[') &&
		    c->lua[i + 1].kind == LUA_STRING && is_op(c, i + 2, ']') &&
		    lua_string(c->a, c->text, c->lua[i + 1], &s)) {
			i += 3;
		} else {
			return i;
		}
		add_part(c, parts, s);
	}
}

/* The parts of the path at token `i`; returns the token behind it. */
static size_t
read_parts(struct compiler *c, size_t i, struct path *p)
{
	struct vec parts = { 0 };

	add_part(c, &parts, word(c, i));
	i = read_fields(c, i + 1, &parts);
	p->part = parts.p;
	p->n = parts.n;
	return i;
}

static bool
is_comparison(const struct compiler *c, size_t i)
{
	return is_op(c, i, LUA_OP2('=', '=')) || is_op(c, i, LUA_OP2('~', '='));
}

/* Nothing that binds tighter than a comparison stands at token `i`, seen from
   an operand that ends before it. */
static bool
ends_operand(const struct compiler *c, size_t i)
{
	const struct lua_token *t = &c->lua[i];

	if (t->kind == LUA_OP)
		return t->op == ')' || t->op == ']' || t->op == '}' ||
		    t->op == ',' || t->op == ';';
	return t->kind == LUA_END || (t->kind == LUA_KEYWORD &&
	    !is_keyword(c, i, "not"));
}

/* The same before an operand; at its left only "not" binds tighter among the
   words. */
static bool
begins_operand(const struct compiler *c, size_t i)
{
	if (i == 0)
		return true;
	const struct lua_token *t = &c->lua[i - 1];
	if (t->kind == LUA_OP)
		return t->op == '(' || t->op == '[' || t->op == '{' ||
		    t->op == ',' || t->op == ';' || t->op == '=';
	return t->kind == LUA_KEYWORD && !is_keyword(c, i - 1, "not");
}

/* Tokens [from, to) are the path. */
static void
find_compared(struct compiler *c, struct path *p, size_t from, size_t to)
{
	size_t constant;

	if (begins_operand(c, from) && is_comparison(c, to) &&
	    c->lua[to + 1].kind == LUA_STRING && ends_operand(c, to + 2))
		constant = to + 1;
	else if (from >= 2 && is_comparison(c, from - 1) &&
	    c->lua[from - 2].kind == LUA_STRING &&
	    begins_operand(c, from - 2) && ends_operand(c, to))
		constant = from - 2;
	else
		return;
	if (!lua_string(c->a, c->text, c->lua[constant], &p->compared))
		return;
	p->compared_at = compiler_span(c, c->lua[constant].from,
	    c->lua[constant].to);
}

/* Tokens [from, end) are the path. */
static void
place_path(struct compiler *c, struct path *p, size_t from, size_t end)
{
	p->at = compiler_span(c, c->lua[from].from, c->lua[end - 1].to);
	p->fenced = c->fenced;
	p->called = is_op(c, end, '(') || is_op(c, end, '{') ||
	    c->lua[end].kind == LUA_STRING;
	if (!p->called)
		find_compared(c, p, from, end);
}

/* What follows an index behind the path of tokens [from, end). */
static void
add_item(struct compiler *c, struct path *p, size_t from, size_t end)
{
	struct vec parts = { 0 }, words = { 0 };
	uint64_t index;

	if (!is_op(c, end, '[') || c->lua[end + 1].kind != LUA_NUMBER ||
	    !is_op(c, end + 2, ']') || !str_to_uint(word(c, end + 1), &index))
		return;
	for (size_t i = 0; i < p->n; i++)
		add_part(c, &parts, p->part[i]);
	add_part(c, &parts, (struct str){ 0 });
	add_part(c, &words, compiler_bytes(c, c->lua[from].from,
	    c->lua[end + 2].to));
	size_t behind = read_fields(c, end + 3, &parts);
	if (behind == end + 3)
		return;
	struct str *fields = parts.p;
	for (size_t i = p->n + 1; i < parts.n; i++)
		add_part(c, &words, fields[i]);
	struct path *item = ARENA_NEW(c->a, struct path);
	struct path *spelt = ARENA_NEW(c->a, struct path);
	*item = (struct path){ .part = parts.p, .n = parts.n, .spelt = spelt,
	    .index = index };
	place_path(c, item, from, behind);
	*spelt = *item;
	spelt->part = words.p;
	spelt->n = words.n;
	p->item = item;
	add_item(c, item, from, behind);
}

static size_t
add_path(struct finder *f, size_t i)
{
	struct compiler *c = f->c;
	struct path *p = vec_add(c->a, &f->paths, sizeof(*p));
	size_t end = read_parts(c, i, p);

	place_path(c, p, i, end);
	add_item(c, p, i, end);
	return end;
}

const struct path *
paths_find(struct compiler *c, size_t *n)
{
	struct finder f = { .c = c };

	find_bound(&f);
	for (size_t i = 0; i < c->luas; ) {
		if (c->lua[i].kind == LUA_NAME && !is_field(c, i) &&
		    !is_key(&f, i) && !is_bound(&f, word(c, i))) {
			i = add_path(&f, i);
		} else {
			track_bracket(&f, &c->lua[i]);
			i++;
		}
	}
	*n = f.paths.n;
	return f.paths.p;
}

const struct path *
expr_whole(const struct expr *e)
{
	const struct path *p = e->paths > 0 ? e->path : NULL;

	if (e->kind == EXPR_PATH)
		return p;
	while (e->kind == EXPR_LUA && p && (p->at.off != e->at.off ||
	    p->at.len != e->at.len))
		p = p->item;
	return e->kind == EXPR_LUA ? p : NULL;
}
