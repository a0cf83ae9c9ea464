/* Templates: kinds of expressions, the names they read, their places. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "template/template.h"

static struct arena *a;
static struct sources *sources;

static uint32_t
add_source(struct str s)
{
	static unsigned n;

	return sources_add(sources, arena_printf(a, "t%u.md", n++), s);
}

static struct str
messages(struct diags *d)
{
	struct buf b = BUF_INIT;

	diags_print(d, &b, DIAG_HUMAN, false);
	struct str s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void
assert_str(struct str got, const char *want)
{
	if (!str_eq(got, str_c(want)))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static const struct expr *
expr(const char *source)
{
	struct diags *d = diags_new(a, sources);
	struct str s = str_c(source);
	const struct expr *e = template_compile_expr(a, sources,
	    add_source(s), 0, s.n, d);

	if (!e) {
		struct str m = messages(d);
		fail_msg("%s: %.*s", source, STR_ARG(m));
	}
	return e;
}

static void
expression_kinds(void **state)
{
	static const struct {
		const char *source;
		enum expr_kind kind;
	} rows[] = {
		{ "a", EXPR_PATH }, { "a.b.c", EXPR_PATH },
		{ " a[\"b\"] ", EXPR_PATH }, { "(a)", EXPR_PATH },
		{ "\"x\"", EXPR_CONSTANT }, { "-1.5", EXPR_CONSTANT },
		{ "nil", EXPR_CONSTANT }, { "true", EXPR_CONSTANT },
		{ "a == \"x\"", EXPR_EQUAL }, { "5 == a.b", EXPR_EQUAL },
		{ "a ~= nil", EXPR_UNEQUAL }, { "not a.b", EXPR_NOT },
		{ "a and b or c", EXPR_OR }, { "a and (b or c)", EXPR_AND },
		{ "not a and b == 1", EXPR_AND },
		{ "f(a)", EXPR_LUA }, { "f\"x\"", EXPR_LUA },
		{ "a == b", EXPR_LUA }, { "a[1]", EXPR_LUA },
		{ "a[b]", EXPR_LUA }, { "not (a or b)", EXPR_LUA },
		{ "not a == nil", EXPR_LUA }, { "a .. \"x\"", EXPR_LUA },
		{ "#a", EXPR_LUA }, { "a == \"x\" == b", EXPR_LUA },
		{ "(a) == \"x\"", EXPR_LUA }, { "a or f(b)", EXPR_LUA },
		{ "0x10", EXPR_LUA }, { "99999999999999999999", EXPR_LUA },
		{ "\"a\\q\"", EXPR_LUA }, { "a:b()", EXPR_LUA },
		{ "{}", EXPR_LUA }, { "1 == 1", EXPR_LUA }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct expr *e = expr(rows[i].source);
		if (e->kind != rows[i].kind)
			fail_msg("%s is of kind %d", rows[i].source, e->kind);
	}
	assert_true(expr("a")->id != expr("a")->id);
	assert_str(expr("  a . b ")->text, "a . b");
	assert_int_equal(expr("  a . b ")->at.off, 2);
	assert_true(expr("-5")->constant.integer == -5);
}

/* Every path as "a.b", called ones with (), compared ones with =text. */
static void
assert_paths(const char *source, const char *want)
{
	const struct expr *e = expr(source);
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < e->paths; i++) {
		const struct path *p = &e->path[i];
		for (size_t k = 0; k < p->n; k++) {
			buf_c(&b, k ? "." : i ? " " : "");
			buf_str(&b, p->part[k]);
		}
		if (p->called)
			buf_c(&b, "()");
		if (p->compared_at.file)
			buf_printf(&b, "=%.*s", STR_ARG(p->compared));
	}
	assert_str(buf_view(&b), want);
	buf_free(&b);
}

static void
literal_paths(void **state)
{
	(void)state;
	assert_paths("a.b.c", "a.b.c");
	assert_paths("a[\"b\"].c[d].e", "a.b.c d");
	assert_paths("f(a.b, g\"x\", h{ c = d.e, i })",
	    "f() a.b g() h() d.e i");
	assert_paths("s:upper(y)", "s y");
	assert_paths("{ n = r.views, [k] = 1, m }", "r.views k m");
	assert_paths("function(x, y) local z = x.q return z .. w end", "w");
	assert_paths("a == \"x\" or b.c == \"y\" and \"z\" ~= d",
	    "a=x b.c=y d=z");
	assert_paths("f(a == \"x\")", "f() a=x");
	assert_paths("not a == \"x\"", "a");
	assert_paths("a .. b == \"x\"", "a b");
	assert_paths("a == \"x\" .. b", "a b");
	assert_paths("f() == \"x\"", "f()");
	assert_paths("a == 5", "a");
	assert_paths("(a).b.c", "a");
	assert_paths("-- a\n\"b.c\" .. [[d]] .. e", "e");
	assert_int_equal(expr("x or a.b")->path[1].at.off, 5);
	assert_int_equal(expr("x or a.b")->path[1].at.len, 3);
	assert_int_equal(expr("a == 'xy'")->path[0].compared_at.off, 5);
	assert_int_equal(expr("a == 'xy'")->path[0].compared_at.len, 4);
}

static void
no_expression(void **state)
{
	struct diags *d = diags_new(a, sources);
	struct str s = STR("a != b");

	(void)state;
	assert_null(template_compile_expr(a, sources, add_source(s), 0, s.n,
	    d));
	assert_null(template_compile_expr(a, sources, add_source(STR(" ")), 0,
	    1, d));
	assert_int_equal(diags_errors(d), 2);
}

static void
positions_within_a_file(void **state)
{
	struct str s = STR("---\ntitle: {{ brand.name }} x\n---\nBody");
	struct diags *d = diags_new(a, sources);
	const struct program *p = template_compile(a, sources, add_source(s),
	    11, 29, TEMPLATE_ARTICLE, NULL, d);

	(void)state;
	assert_int_equal(p->body.n, 2);
	assert_int_equal(p->body.op[0].kind, OP_VALUE);
	assert_int_equal(p->body.op[0].at.off, 11);
	assert_int_equal(p->body.op[0].at.len, 16);
	assert_int_equal(p->body.op[0].expr->at.off, 14);
	assert_str(p->body.op[1].text, " x");
	assert_int_equal(p->body.op[1].at.off, 27);
	assert_int_equal(p->ops, 2);
}

static void
next_directive(void **state)
{
	struct str s = STR("a: {b} {#id} {{ \"}}\" }} {% if x %}{# c #}\n{{ y");
	size_t begin, end;

	(void)state;
	assert_true(template_next(s, 0, &begin, &end));
	assert_str(str_slice(s, begin, end), "{{ \"}}\" }}");
	assert_true(template_next(s, end, &begin, &end));
	assert_str(str_slice(s, begin, end), "{% if x %}");
	assert_true(template_next(s, end, &begin, &end));
	assert_str(str_slice(s, begin, end), "{# c #}");
	assert_false(template_next(s, end, &begin, &end));
	assert_false(template_next(STR("abc"), 0, &begin, &end));
	assert_false(template_next((struct str){ 0 }, 0, &begin, &end));
}

/* ---- Known paths ---- */

static void
add_expr(struct buf *out, const struct expr *e)
{
	buf_printf(out, " %u %u+%u %.*s", e->kind, e->at.off, e->at.len,
	    STR_ARG(e->text));
	for (size_t i = 0; i < e->paths; i++) {
		const struct path *p = &e->path[i];
		buf_printf(out, " %u+%u", p->at.off, p->at.len);
		buf_c(out, p->called ? "(" : p->fenced ? "`" : "");
		for (size_t k = 0; k < p->n; k++)
			buf_printf(out, ".%.*s", STR_ARG(p->part[k]));
	}
}

static size_t
add_block(struct buf *out, struct block b)
{
	size_t known = 0;

	for (size_t i = 0; i < b.n; i++) {
		const struct op *o = &b.op[i];
		buf_printf(out, "%u %u %u+%u %d", o->kind, o->id, o->at.off,
		    o->at.len, o->alone);
		if (o->expr)
			add_expr(out, o->expr);
		known += o->expr && o->expr->known;
		buf_char(out, '\n');
		for (size_t k = 0; k < o->arms; k++)
			known += add_block(out, o->arm[k].body);
	}
	return known;
}

/* Text of pieces that hold values and what is nearly one. */
static struct str
random_text(uint64_t *seed)
{
	static const char *const pieces[] = {
		"{{ mail.imap.host }}", "{{brand.name}}", "{{ a}}", "{{",
		"}}", "}", "{", " ", "\n", "\n\n", "{{ a.b ", "{{ a..b }}",
		"{{ .a }}", "{{ nil }}", "{{ end }}", "{{ math.pi }}",
		"{{ a.b -}}", "{{ 1 }}", "{{ a\n}}", "{{ page.title }}",
		"{{ }}", "{% raw %}", "{% endraw %}", "{% if a.b %}",
		"{% end %}", "{# ", " #}", "```\n", "``` raw\n", "text",
		"{{ content }}", "{{ a.b }", "{{ a.end }}", "{{ a | b }}",
		"{{ else }}", "{{ _x9.A }}", "{{ not }}", "-- "
	};
	struct buf b = BUF_INIT;

	for (unsigned i = 0; i < 14; i++) {
		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		buf_c(&b, pieces[(*seed >> 33) %
		    (sizeof(pieces) / sizeof(*pieces))]);
	}
	struct str s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s;
}

static size_t
describe(struct str s, uint32_t file, struct known_paths *known,
    struct buf *out)
{
	struct diags *d = diags_new(a, sources);
	const struct program *p = template_compile(a, sources, file, 0, s.n,
	    TEMPLATE_ARTICLE, known, d);
	size_t n = add_block(out, p->body);

	buf_str(out, messages(d));
	return n;
}

/* A path that is known means what it meant the first time. */
static void
known_paths_change_nothing(void **state)
{
	struct known_paths *known = known_paths_new(a);
	struct buf first = BUF_INIT, again = BUF_INIT;
	uint64_t seed = 7;
	size_t n = 0;

	(void)state;
	for (unsigned i = 0; i < 4000; i++) {
		struct str s = random_text(&seed);
		uint32_t file = add_source(s);
		buf_reset(&first);
		buf_reset(&again);
		assert_int_equal(describe(s, file, NULL, &first), 0);
		n += describe(s, file, known, &again);
		if (!str_eq(buf_view(&first), buf_view(&again)))
			fail_msg("%.*s: got %.*s, want %.*s", STR_ARG(s),
			    STR_ARG(buf_view(&again)),
			    STR_ARG(buf_view(&first)));
	}
	assert_true(n > 1000);
	buf_free(&first);
	buf_free(&again);
}

static int
setup(void **state)
{
	(void)state;
	a = arena_new();
	sources = sources_new(a);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expression_kinds),
		cmocka_unit_test(literal_paths),
		cmocka_unit_test(no_expression),
		cmocka_unit_test(positions_within_a_file),
		cmocka_unit_test(next_directive),
		cmocka_unit_test(known_paths_change_nothing),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
