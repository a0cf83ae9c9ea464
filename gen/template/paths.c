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

/* The parts of the path at token `i`; returns the token behind it. */
static size_t
read_parts(struct compiler *c, size_t i, struct path *p)
{
	struct vec parts = { 0 };
	struct str s;

	*(struct str *)vec_add(c->a, &parts, sizeof(s)) = word(c, i++);
	for (;;) {
		if (is_op(c, i, '.') && c->lua[i + 1].kind == LUA_NAME) {
			s = word(c, i + 1);
			i += 2;
		} else if (is_op(c, i, '[') &&
		    c->lua[i + 1].kind == LUA_STRING && is_op(c, i + 2, ']') &&
		    lua_string(c->a, c->text, c->lua[i + 1], &s)) {
			i += 3;
		} else {
			break;
		}
		*(struct str *)vec_add(c->a, &parts, sizeof(s)) = s;
	}
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

static size_t
add_path(struct finder *f, size_t i)
{
	struct compiler *c = f->c;
	struct path *p = vec_add(c->a, &f->paths, sizeof(*p));
	size_t end = read_parts(c, i, p);

	p->at = compiler_span(c, c->lua[i].from, c->lua[end - 1].to);
	p->fenced = c->fenced;
	p->called = is_op(c, end, '(') || is_op(c, end, '{') ||
	    c->lua[end].kind == LUA_STRING;
	if (!p->called)
		find_compared(c, p, i, end);
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
