/* Lua's messages in a writer's words: they speak of fields, not of "a nil
   value". */
#include "provider/private.h"

static struct str
kind_words(struct str kind)
{
	static const struct { const char *lua, *ours; } table[] = {
		{ "nil", "not set" },
		{ "boolean", "true or false" },
		{ "number", "a number" },
		{ "string", "a text" },
		{ "table", "a table" },
		{ "function", "a function" },
		{ "userdata", "a value of another type" },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (str_eq(kind, str_c(table[i].lua)))
			return str_c(table[i].ours);
	return kind;
}

static bool
skip(struct str *s, const char *prefix)
{
	struct str p = str_c(prefix);

	if (!str_starts(*s, p))
		return false;
	*s = str_slice(*s, p.n, s->n);
	return true;
}

/* The name in "(field 'pop')", or an empty str. */
static struct str
variable_name(struct str s)
{
	ptrdiff_t from = str_find(s, STR(" '"), 0);
	ptrdiff_t open = str_find_char(s, '(', 0);

	if (open < 0 || from < 0)
		return (struct str){ 0 };
	struct str rest = str_slice(s, (size_t)from + 2, s.n);
	ptrdiff_t to = str_find_char(rest, '\'', 0);
	return to < 0 ? (struct str){ 0 } : str_slice(rest, 0, (size_t)to);
}

static void
absent(struct arena *a, struct str name, bool field, struct failure *f)
{
	f->id = DIAG_NIL_VALUE;
	/* What Lua says of what stands in brackets: mail[proto], channels[1]. */
	if (name.n == 0 || str_eq(name, STR("?")) ||
	    str_eq(name, STR("integer index"))) {
		f->text = STR("something that is not set is used here");
		f->hint = STR("test each part of it first");
		return;
	}
	f->name = arena_str(a, name);
	f->text = arena_printf(a, "`%.*s` is not set here", STR_ARG(name));
	f->hint = field ? STR("test each part of it first, or set it") :
	    arena_printf(a, "test it first: `if %.*s then`", STR_ARG(name));
}

/* "index a nil value (field 'pop')", behind "attempt to ". */
static void
bad_operand(struct arena *a, struct str s, struct failure *f)
{
	static const struct { const char *lua, *ours; } verb[] = {
		{ "index ", "has no fields" },
		{ "call ", "cannot be called like a function" },
		{ "perform arithmetic on ", "cannot be calculated with" },
		{ "perform bitwise operation on ",
		    "cannot be calculated with" },
		{ "concatenate ", "cannot be joined to a text" },
		{ "get length of ", "has no length" },
	};
	struct str kind, name = variable_name(s);
	const char *cannot = "cannot be used so";

	for (size_t i = 0; i < sizeof(verb) / sizeof(verb[0]); i++)
		if (skip(&s, verb[i].lua)) {
			cannot = verb[i].ours;
			break;
		}
	if (!skip(&s, "an "))
		skip(&s, "a ");
	str_cut(s, ' ', &kind, &s);
	if (str_eq(kind, STR("nil"))) {
		absent(a, name, str_find(s, STR("(field "), 0) >= 0, f);
		return;
	}
	f->id = DIAG_WRONG_TYPE;
	struct str words = kind_words(kind);
	if (str_eq(kind, STR("string")) && str_starts(str_c(cannot),
	    STR("cannot be calculated")))
		f->hint = STR("texts are joined with `..`");
	if (name.n == 0)
		f->text = arena_printf(a, "%.*s %s", STR_ARG(words), cannot);
	else
		f->text = arena_printf(a, "`%.*s` is %.*s and %s",
		    STR_ARG(name), STR_ARG(words), cannot);
}

/* "two table values" or "number with nil", behind "attempt to compare ". */
static void
bad_comparison(struct arena *a, struct str s, struct failure *f)
{
	struct str left, right;
	ptrdiff_t with = str_find(s, STR(" with "), 0);

	f->id = DIAG_WRONG_TYPE;
	if (with < 0) {
		skip(&s, "two ");
		str_cut(s, ' ', &left, &right);
		right = left;
	} else {
		left = str_slice(s, 0, (size_t)with);
		right = str_slice(s, (size_t)with + 6, s.n);
	}
	if (str_eq(left, STR("nil")) || str_eq(right, STR("nil"))) {
		f->id = DIAG_NIL_VALUE;
		f->text = STR("something that is not set is compared here");
		return;
	}
	left = kind_words(left);
	right = kind_words(right);
	f->text = arena_printf(a, "%.*s and %.*s have no order",
	    STR_ARG(left), STR_ARG(right));
}

/* "(number expected, got nil)": what stands there instead, in `*words`; false
   for anything else. Sets the finding's kind. */
static bool
expected_kind(struct str s, struct str *wanted, struct str *words,
    struct failure *f)
{
	struct str mark = STR(" expected, got "), got;
	ptrdiff_t open = str_rfind_char(s, '(');
	ptrdiff_t at = str_find(s, mark, open < 0 ? 0 : (size_t)open);

	if (open < 0 || at < 0 || !str_ends(s, STR(")")))
		return false;
	*wanted = kind_words(str_slice(s, (size_t)open + 1, (size_t)at));
	got = str_slice(s, (size_t)at + mark.n, s.n - 1);
	bool nil = str_eq(got, STR("nil")) || str_eq(got, STR("no value"));
	f->id = nil ? DIAG_NIL_VALUE : DIAG_WRONG_TYPE;
	*words = nil ? STR("something that is not set") : kind_words(got);
	return true;
}

/* "#1 to 'floor' (number expected, got nil)", behind "bad argument ". */
static bool
bad_argument(struct arena *a, struct str s, struct failure *f)
{
	struct str number, rest, name, tail, wanted, words;

	if (!str_cut(s, ' ', &number, &rest) || !skip(&rest, "to '") ||
	    !str_cut(rest, '\'', &name, &tail))
		return false;
	skip(&number, "#");
	if (str_find(tail, STR("value expected)"), 0) >= 0) {
		f->id = DIAG_NIL_VALUE;
		f->text = arena_printf(a, "argument %.*s of `%.*s` is missing",
		    STR_ARG(number), STR_ARG(name));
		return true;
	}
	if (!expected_kind(tail, &wanted, &words, f))
		return false;
	f->text = arena_printf(a, "argument %.*s of `%.*s` must be %.*s, "
	    "not %.*s", STR_ARG(number), STR_ARG(name), STR_ARG(wanted),
	    STR_ARG(words));
	return true;
}

/* What else Lua says of values; false when it is not among it. */
static bool
other_words(struct arena *a, struct str s, struct failure *f)
{
	struct str wanted, words;

	if (skip(&s, "bad argument "))
		return bad_argument(a, s, f);
	if (skip(&s, "bad 'for' ")) {
		if (!expected_kind(s, &wanted, &words, f))
			return false;
		f->text = arena_printf(a, "the bounds of a `for` must be "
		    "numbers, not %.*s", STR_ARG(words));
	} else if (str_eq(s, STR("table index is nil"))) {
		f->id = DIAG_NIL_VALUE;
		f->text = STR("a key that is not set is used here");
	} else if (str_eq(s, STR("table index is NaN")))
		f->text = STR("a key that is no number is used here");
	else if (str_find(s, STR("no integer representation"), 0) >= 0) {
		f->id = DIAG_WRONG_TYPE;
		f->text = STR("a number with a fraction stands where a whole "
		    "one is wanted");
	} else
		return false;
	return true;
}

/* What Lua quotes behind "near ", without its quotes; empty at the end. */
static struct str
near_what(struct str s)
{
	ptrdiff_t at = str_find(s, STR(" near "), 0);
	struct str what = at < 0 ? (struct str){ 0 } :
	    str_slice(s, (size_t)at + 6, s.n);

	if (what.n < 2 || what.p[0] != '\'')
		return (struct str){ 0 };
	return str_slice(what, 1, what.n - 1);
}

/* Habits from elsewhere that Lua stumbles over. */
static const char *
habit(struct str near)
{
	static const struct { const char *near, *hint; } habits[] = {
		{ "!", "`!=` is `~=` in Lua, `!x` is `not x`" },
		{ "&", "`&&` is `and` in Lua" },
		{ "|", "`||` is `or` in Lua" },
		{ "#", "a comment begins with `--`" },
		{ "//", "a comment begins with `--`" },
		{ "/", "a comment begins with `--`" },
		{ ":", "write `name = value`" },
		{ "[", "a list stands in braces: { ... }" },
		{ "{", "a provider is written `return provider { ... }`" },
	};

	for (size_t i = 0; i < sizeof(habits) / sizeof(habits[0]); i++)
		if (str_eq(near, str_c(habits[i].near)))
			return habits[i].hint;
	return NULL;
}

/* "'}' expected (to close '{' at line 1) near 'mail'": the words between the
   first quotes, and the line that is named, 0 for none. */
static struct str
expected(struct str s, uint64_t *line)
{
	struct str mark = STR(" at line "), rest, number;
	ptrdiff_t at = str_find(s, mark, 0);
	ptrdiff_t end = str_find(s, STR("' expected"), 0);

	*line = 0;
	if (at >= 0) {
		rest = str_slice(s, (size_t)at + mark.n, s.n);
		if (str_cut(rest, ')', &number, &rest))
			str_to_uint(number, line);
	}
	return end < 1 ? (struct str){ 0 } : str_slice(s, 1, (size_t)end);
}

static void
missing(struct arena *a, struct str what, uint64_t line, struct str near,
    struct failure *f)
{
	bool brace = str_eq(what, STR("}"));

	if (near.n == 0 && line > 0)
		f->text = arena_printf(a, "a `%.*s` is missing: what begins "
		    "on line %llu is not closed", STR_ARG(what),
		    (unsigned long long)line);
	else if (near.n == 0)
		f->text = arena_printf(a, "a `%.*s` is missing at the end",
		    STR_ARG(what));
	else if (brace && habit(near))
		f->text = arena_printf(a, "`%.*s` cannot stand here",
		    STR_ARG(near));
	else if (brace)
		f->text = arena_printf(a, "before `%.*s` a comma is missing, "
		    "or a `}`", STR_ARG(near));
	else if (str_eq(what, STR(")")))
		f->text = arena_printf(a, "`%.*s` cannot stand here",
		    STR_ARG(near));
	else
		f->text = arena_printf(a, "before `%.*s` a `%.*s` is missing",
		    STR_ARG(near), STR_ARG(what));
}

static void
syntax(struct arena *a, struct str s, struct failure *f)
{
	struct str near = near_what(s);
	uint64_t line;
	struct str what = expected(s, &line);
	const char *hint = habit(near);

	f->id = DIAG_SYNTAX;
	if (hint)
		f->hint = str_c(hint);
	if (str_starts(s, STR("unfinished string")) ||
	    str_starts(s, STR("unfinished long"))) {
		f->text = near.n == 0 ? STR("a text or comment is not closed") :
		    arena_printf(a, "the text `%.*s` is not closed",
		    STR_ARG(near));
		f->hint = STR("close it with the quote it begins with");
	} else if (str_starts(s, STR("<name> expected")) && near.n > 0 &&
	    (near.p[0] == '"' || near.p[0] == '\'' || near.p[0] == '{')) {
		/* name: "x" reads as a method to Lua. */
		f->text = STR("`:` does not set a field");
		f->hint = STR("write `name = value`");
	} else if (str_starts(s, STR("function arguments expected"))) {
		f->text = STR("`:` does not set a field");
		f->hint = STR("write `name = value`");
	} else if (str_starts(s, STR("invalid escape sequence"))) {
		f->text = STR("a backslash means something else in a text");
		f->hint = STR("a path has `/`; a backslash itself is written "
		    "`\\\\`");
	} else if (str_starts(s, STR("syntax error")) && near.n == 0) {
		f->text = STR("this is no script");
		f->hint = STR("a provider is written `return provider "
		    "{ ... }`");
	} else if (str_starts(s, STR("<eof> expected")) &&
	    str_eq(near, STR("return"))) {
		f->text = STR("this `return` is one too many: a script ends "
		    "with its first");
	} else if (str_starts(s, STR("<eof> expected")) &&
	    str_eq(near, STR("}"))) {
		f->text = STR("this `}` closes nothing");
	} else if (what.n > 0) {
		missing(a, what, line, near, f);
	} else if (str_starts(s, STR("malformed number"))) {
		f->text = arena_printf(a, "`%.*s` is no number",
		    STR_ARG(near));
	} else if (near.n > 0) {
		f->text = arena_printf(a, "`%.*s` cannot stand here",
		    STR_ARG(near));
	} else {
		f->text = STR("the script ends too early: a brace or bracket "
		    "is not closed");
	}
}

/* Lua puts "FILE:LINE: " in front; our files have numbers for names. */
static void
take_place(struct str *s, struct failure *f)
{
	struct str file, line, rest;
	uint64_t file_n, line_n;

	if (!str_cut(*s, ':', &file, &rest) || !str_to_uint(file, &file_n) ||
	    !str_cut(rest, ':', &line, &rest) || !str_to_uint(line, &line_n))
		return;
	f->file = (uint32_t)file_n;
	f->line = (uint32_t)line_n;
	*s = str_trim(rest);
}

void
words_translate(struct arena *a, struct str s, struct failure *f)
{
	take_place(&s, f);
	if (str_find(s, STR("stack overflow"), 0) >= 0 ||
	    str_find(s, STR("too many C levels"), 0) >= 0 ||
	    str_find(s, STR("error in error handling"), 0) >= 0) {
		f->id = DIAG_LIMIT;
		f->text = STR("this calls itself, or is nested, too deeply");
	} else if (str_find(s, STR(" near "), 0) >= 0) {
		syntax(a, s, f);
	} else if (skip(&s, "attempt to compare ")) {
		bad_comparison(a, s, f);
	} else if (str_starts(s, STR("attempt to perform 'n")) ||
	    str_starts(s, STR("attempt to divide by"))) {
		f->text = STR("a number is divided by zero");
	} else if (skip(&s, "attempt to ")) {
		bad_operand(a, s, f);
	} else if (!other_words(a, s, f)) {
		f->text = arena_str(a, s);
	}
}
