/* Slips in expressions that Lua would speak of in Lua's words. */
#include <string.h>

#include "base/str.h"
#include "template/compile.h"
#include "template/shown.h"

static struct str
word(const struct compiler *c, size_t i)
{
	return compiler_bytes(c, c->lua[i].from, c->lua[i].to);
}

static bool
is_keyword(const struct compiler *c, size_t i, const char *k)
{
	return c->lua[i].kind == LUA_KEYWORD && str_eq(word(c, i), str_c(k));
}

/* Reports token `i`; always true. */
static bool
slip(struct compiler *c, size_t i, const char *hint, const char *message)
{
	struct str w = word(c, i);

	complain(c, DIAG_SYNTAX, c->lua[i].from, c->lua[i].to, hint,
	    "`%.*s` %s", STR_ARG(w), message);
	return true;
}

static bool
foreign_operator(struct compiler *c, size_t i)
{
	static const struct {
		uint32_t op;
		const char *hint;
	} ops[] = {
		{ LUA_OP2('!', '='), "write `~=`" },
		{ LUA_OP3('!', '=', '='), "write `~=`" },
		{ LUA_OP3('=', '=', '='), "write `==`" },
		{ LUA_OP2('&', '&'), "write `and`" },
		{ LUA_OP2('|', '|'), "write `or`" },
		{ LUA_OP1('!'), "write `not`" },
		{ LUA_OP1('?'), "write `x and \"yes\" or \"no\"`" },
		{ LUA_OP1('$'), "names stand without it" },
		{ LUA_OP1('@'), "names stand without it" },
		{ LUA_OP1('`'), "texts stand in `\"`" },
		{ LUA_OP1('\\'), "texts stand in `\"`" },
		{ LUA_OP2(':', ':'), "names are joined with a dot" }
	};

	for (size_t k = 0; k < sizeof(ops) / sizeof(*ops); k++)
		if (c->lua[i].op == ops[k].op)
			return slip(c, i, ops[k].hint,
			    "is no operator of an expression");
	return false;
}

/* a | upper: Liquid's and Jinja's filters. Lua's bitwise "or" has no use in a
   help centre. */
static bool
filter(struct compiler *c, size_t i)
{
	struct str hint = STR("call a function, as in `upper(x)`");

	if (!lua_is_op(c->lua[i], '|'))
		return false;
	if (i > 0 && c->lua[i + 1].kind == LUA_NAME) {
		struct str x = compiler_bytes(c, c->lua[0].from,
		    c->lua[i - 1].to);
		struct str f = word(c, i + 1);
		if (str_eq(f, STR("default")))
			hint = STR("write `x or \"default\"`");
		else if (str_eq(f, STR("upper")) || str_eq(f, STR("lower")))
			hint = arena_printf(c->a, "write `string.%.*s(x)`",
			    STR_ARG(f));
		else if (str_eq(f, STR("length")) || str_eq(f, STR("count")))
			hint = STR("write `#x`");
		else if (str_eq(f, STR("capitalize")) ||
		    str_eq(f, STR("title")))
			hint = STR("write `cap(x)`");
		else if (str_eq(f, STR("safe")) || str_eq(f, STR("escape")) ||
		    str_eq(f, STR("e")))
			hint = STR("values are escaped for their place; "
			    "`md(x)` reads one as Markdown");
		else if (str_eq(f, STR("markdownify")) ||
		    str_eq(f, STR("markdown")))
			hint = STR("write `md(x)`");
		else if (str_eq(f, STR("join")))
			hint = STR("a list is printed as it is: `{{ x }}`");
		else if (shown_whole(x) && shown_whole(f))
			hint = arena_printf(c->a, "write `%.*s(%.*s)`",
			    STR_ARG(f), STR_ARG(x));
	}
	complain(c, DIAG_SYNTAX, c->lua[i].from, c->lua[i].to, hint.p,
	    "livery has no filters");
	return true;
}

/* Quotes of a word processor, and other bytes that Lua does not know. */
static bool
foreign_letter(struct compiler *c, size_t i)
{
	size_t from = c->lua[i].from, to = from + 1;
	const char *hint = "names have the letters a to z, digits and `_`";

	if (c->lua[i].kind != LUA_OP || (c->lua[i].op & 0xff) < 0x80)
		return false;
	while (to < c->text.n && ((unsigned char)c->text.p[to] & 0xc0) == 0x80)
		to++;
	struct str s = compiler_bytes(c, from, to);
	if (str_eq(s, STR("\u201c")) || str_eq(s, STR("\u201d")) ||
	    str_eq(s, STR("\u2018")) || str_eq(s, STR("\u2019")) ||
	    str_eq(s, STR("\u201e")))
		hint = "write the straight quote `\"`";
	else if (str_eq(s, STR("\u00a0")))
		hint = "this is a no-break space: write a plain one";
	complain(c, DIAG_SYNTAX, from, to, hint,
	    "`%.*s` cannot stand in an expression", STR_ARG(s));
	return true;
}

static bool
ends_operand(const struct compiler *c, size_t i)
{
	const struct lua_token *t = &c->lua[i];

	if (t->kind == LUA_OP)
		return t->op == ')' || t->op == ']' || t->op == '}';
	if (t->kind == LUA_KEYWORD)
		return is_keyword(c, i, "true") || is_keyword(c, i, "false") ||
		    is_keyword(c, i, "nil");
	return t->kind == LUA_NAME || t->kind == LUA_NUMBER ||
	    t->kind == LUA_STRING;
}

/* A string or table behind a name or bracket is an argument. */
static bool
begins_operand(const struct compiler *c, size_t i)
{
	const struct lua_token *t = &c->lua[i];

	if (t->kind == LUA_STRING)
		return c->lua[i - 1].kind == LUA_NUMBER ||
		    c->lua[i - 1].kind == LUA_STRING;
	if (t->kind == LUA_KEYWORD)
		return is_keyword(c, i, "true") || is_keyword(c, i, "false") ||
		    is_keyword(c, i, "nil") || is_keyword(c, i, "not");
	return t->kind == LUA_NAME || t->kind == LUA_NUMBER;
}

/* x is defined, x is not none, x in [a, b]: Jinja's tests. */
static bool
test_of_jinja(struct compiler *c, size_t i)
{
	bool is = c->lua[i].kind == LUA_NAME && str_eq(word(c, i), STR("is"));

	if (i == 0 || !ends_operand(c, i - 1))
		return false;
	if (is_keyword(c, i, "in"))
		return slip(c, i, "compare with each: `x == \"a\" or "
		    "x == \"b\"`", "does not stand in an expression");
	if (!is)
		return false;
	bool no = is_keyword(c, i + 1, "not");
	struct str what = word(c, i + 1 + no);
	bool none = str_eq(what, STR("none")) || str_eq(what, STR("undefined"));
	return slip(c, i, no != none ? "write `not x`" :
	    str_eq(what, STR("defined")) || none ? "write `x` alone" :
	    "write `==`", "is no operator of an expression");
}

static bool
side_by_side(struct compiler *c, size_t i)
{
	struct str hint = STR("join them with `and`, `or`, `..` or a "
	    "comparison");

	if (i == 0 || !ends_operand(c, i - 1) || !begins_operand(c, i))
		return false;
	struct str before = word(c, i - 1), w = word(c, i);
	if (c->lua[i - 1].kind == LUA_NAME && c->lua[i].kind == LUA_NAME &&
	    shown_whole(before) && (i == 1 || !lua_is_op(c->lua[i - 2], '.')))
		hint = arena_printf(c->a, "a function is called with "
		    "brackets: `%.*s(...)`", STR_ARG(before));
	complain(c, DIAG_SYNTAX, c->lua[i].from, c->lua[i].to, hint.p,
	    "an operator is missing before `%.*s`", STR_ARG(shown(w)));
	return true;
}

/* Words at the end that other languages want there. */
static bool
trailing(struct compiler *c, size_t i)
{
	if (i + 1 != c->luas || i == 0)
		return false;
	if (is_keyword(c, i, "then") || is_keyword(c, i, "do") ||
	    lua_is_op(c->lua[i], ':') || lua_is_op(c->lua[i], ';'))
		return slip(c, i, "leave it out", "does not belong here");
	return false;
}

static bool
wrong_name(struct compiler *c, size_t i)
{
	struct str w = word(c, i);
	bool field = i > 0 && lua_is_op(c->lua[i - 1], '.');

	if (field && c->lua[i].kind == LUA_KEYWORD) {
		struct str hint = arena_printf(c->a, "write `[\"%.*s\"]`",
		    STR_ARG(w));
		return slip(c, i, hint.p, "is a word of Lua, not a field");
	}
	if (!field && c->lua[i].kind == LUA_NAME && (str_eq(w, STR("null")) ||
	    str_eq(w, STR("undefined"))) && !lua_is_op(c->lua[i + 1], '='))
		return slip(c, i, "write `nil`", "is no value");
	return false;
}

static char
closer_of(uint32_t op)
{
	return op == '(' ? ')' : op == '[' ? ']' : '}';
}

/* Brackets in pairs; `=` outside of a table is a comparison gone wrong. */
static bool
brackets(struct compiler *c, bool function)
{
	size_t open[COMPILE_BRACKETS], n = 0;

	for (size_t i = 0; i < c->luas; i++) {
		uint32_t op = c->lua[i].kind == LUA_OP ? c->lua[i].op : 0;
		if (op == '=' && !function && (n == 0 ||
		    !lua_is_op(c->lua[open[n - 1]], '{')))
			return slip(c, i, "write `==`", "does not compare");
		if (op == '(' || op == '[' || op == '{') {
			if (n == COMPILE_BRACKETS) {
				complain(c, DIAG_LIMIT, c->lua[i].from,
				    c->lua[i].to, NULL, "brackets nest deeper "
				    "than %d", COMPILE_BRACKETS);
				return true;
			}
			open[n++] = i;
		} else if (op == ')' || op == ']' || op == '}') {
			if (n == 0 || op !=
			    (uint32_t)closer_of(c->lua[open[n - 1]].op))
				return slip(c, i, NULL, "closes nothing");
			n--;
		}
	}
	if (n == 0)
		return false;
	struct lua_token t = c->lua[open[n - 1]];
	complain(c, DIAG_UNCLOSED, t.from, t.to, NULL,
	    "`%c` is not closed by `%c`", (char)t.op, closer_of(t.op));
	return true;
}

/* {% if {{ x }} %}: to Lua this is a table, which is always true. */
static bool
braces_again(struct compiler *c)
{
	if (c->luas < 4 || !lua_is_op(c->lua[0], '{') ||
	    !lua_is_op(c->lua[1], '{') || c->lua[0].to != c->lua[1].from)
		return false;
	complain(c, DIAG_SYNTAX, c->lua[0].from, c->lua[1].to,
	    "leave the inner braces out", "these are braces within braces");
	return true;
}

bool
habit_expr(struct compiler *c)
{
	bool function = false;

	for (size_t i = 0; i < c->luas; i++)
		function |= is_keyword(c, i, "function");
	if (braces_again(c))
		return true;
	for (size_t i = 0; i < c->luas; i++) {
		if (foreign_letter(c, i) || filter(c, i) ||
		    (c->lua[i].kind == LUA_OP && foreign_operator(c, i)) ||
		    trailing(c, i) || wrong_name(c, i) ||
		    (!function && test_of_jinja(c, i)) ||
		    (!function && side_by_side(c, i)))
			return true;
	}
	return brackets(c, function);
}
