/* Templates: what programs do. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "base/str.h"
#include "template/template.h"
#include "value/locale.h"

static struct arena *a;
static struct sources *sources;

/* A host whose root names are one map; output and events go to a buffer. */
struct world {
	struct template_host host;
	struct value roots;
	struct buf out;
	const struct locale *locale;
	unsigned lua;		/* expressions that were not run in C */
};

static const struct value *
world_root(void *ctx, struct str name)
{
	struct world *w = ctx;

	return value_get(&w->roots, name);
}

/* Lua is not here: an expression gives its own text, "fail" fails and "none"
   is nil. */
static bool
world_lua(void *ctx, const struct expr *e, const struct scope *s,
    struct value *out)
{
	struct world *w = ctx;

	(void)s;
	w->lua++;
	*out = value_text(e->text);
	if (str_eq(e->text, STR("none()")))
		*out = value_nil;
	return !str_eq(e->text, STR("fail()"));
}

static void
world_missing(void *ctx, const struct expr *e, const struct path *p, size_t i)
{
	struct world *w = ctx;

	(void)e;
	buf_printf(&w->out, "<missing %.*s>", STR_ARG(p->part[i]));
}

static void
world_text(void *ctx, const struct op *o)
{
	struct world *w = ctx;

	buf_str(&w->out, o->text);
}

static void
world_value(void *ctx, const struct op *o, const struct value *v)
{
	struct world *w = ctx;

	(void)o;
	if (!value_print(&w->out, v, w->locale))
		buf_c(&w->out, "<?>");
}

static void
world_include(void *ctx, const struct op *o, const struct scope *s,
    const struct scope *args)
{
	struct world *w = ctx;

	buf_printf(&w->out, "<%.*s", STR_ARG(o->file));
	for (; args != s; args = args->up) {
		buf_printf(&w->out, " %.*s=", STR_ARG(args->name));
		if (!value_print(&w->out, &args->value, w->locale))
			buf_c(&w->out, value_type_words(args->value.type));
	}
	if (o->kind == OP_WRAP) {
		buf_char(&w->out, ':');
		template_run(&w->host, o->body, s);
	}
	buf_char(&w->out, '>');
}

static void
world_body(void *ctx, const struct op *o)
{
	struct world *w = ctx;

	(void)o;
	buf_c(&w->out, "<body>");
}

static void
world_insert(void *ctx, const struct op *o, const struct value *v)
{
	struct world *w = ctx;

	buf_c(&w->out, "<insert ");
	world_value(ctx, o, v);
	buf_char(&w->out, '>');
}

static struct value
map_of(const char *const *keys, const struct value *values, size_t n)
{
	struct map_builder b = { .a = a };

	for (size_t i = 0; i < n; i++)
		map_builder_put(&b, str_c(keys[i]), values[i]);
	return map_builder_done(&b);
}

static struct value
text(const char *s)
{
	return value_text(str_c(s));
}

static struct value
make_roots(void)
{
	struct list_builder ports = { .a = a }, maps = { .a = a };
	struct value empty = { .type = VALUE_LIST };
	struct value recommended = text("imap");
	recommended.type = VALUE_ENUM;

	struct value imap = map_of((const char *[]){ "host", "port", "b c" },
	    (struct value[]){ text("imap.example.com"), value_int(993),
	    text("odd") }, 3);
	struct value mail = map_of((const char *[]){ "imap" }, &imap, 1);
	struct value policy = map_of(
	    (const char *[]){ "recommended", "cleartext", "yes" },
	    (struct value[]){ recommended, value_bool(false),
	    value_bool(true) }, 3);
	list_builder_add(&ports, value_int(25));
	list_builder_add(&ports, value_int(465));
	list_builder_add(&ports, value_int(587));
	list_builder_add(&maps, imap);
	return map_of((const char *[]){ "mail", "policy", "ports", "empty",
	    "maps", "name" }, (struct value[]){ mail, policy,
	    list_builder_done(&ports), empty, list_builder_done(&maps),
	    text("Exact") }, 6);
}

static void
world_open(struct world *w)
{
	*w = (struct world){ 0 };
	w->roots = make_roots();
	w->locale = locale_open(a, STR("en"));
	w->host = (struct template_host){
		.ctx = w, .diags = diags_new(a, sources), .sources = sources,
		.scratch = a, .root = world_root, .lua = world_lua,
		.missing = world_missing, .text = world_text,
		.value = world_value, .include = world_include,
		.body = world_body, .insert = world_insert
	};
}

static uint32_t
add_source(struct str s)
{
	static unsigned n;

	return sources_add(sources, arena_printf(a, "t%u.md", n++), s);
}

static const struct program *
compile(struct str s, enum template_kind kind, struct diags *d)
{
	return template_compile(a, sources, add_source(s), 0, s.n, kind, NULL,
	    d);
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

/* Compiles without a finding and runs; the output and the count of findings
   of the run are checked. */
static void
assert_runs_kind(const char *source, const char *want, unsigned errors,
    enum template_kind kind)
{
	struct world w;

	world_open(&w);
	const struct program *p = compile(str_c(source), kind, w.host.diags);
	if (diags_errors(w.host.diags) > 0) {
		struct str m = messages(w.host.diags);
		fail_msg("%.*s", STR_ARG(m));
	}
	template_run(&w.host, p->body, NULL);
	assert_str(buf_view(&w.out), want);
	if (diags_errors(w.host.diags) != errors) {
		struct str m = messages(w.host.diags);
		fail_msg("%s: %.*s", source, STR_ARG(m));
	}
	buf_free(&w.out);
}

static void
assert_runs(const char *source, const char *want)
{
	assert_runs_kind(source, want, 0, TEMPLATE_ARTICLE);
}

/* Runs with one finding that holds `message`. */
static void
assert_run_fails(const char *source, const char *want, const char *message)
{
	struct world w;

	world_open(&w);
	const struct program *p = compile(str_c(source), TEMPLATE_ARTICLE,
	    w.host.diags);
	template_run(&w.host, p->body, NULL);
	assert_str(buf_view(&w.out), want);
	struct str m = messages(w.host.diags);
	if (diags_errors(w.host.diags) != 1 ||
	    str_find(m, str_c(message), 0) < 0)
		fail_msg("%s: got %.*s want %s", source, STR_ARG(m), message);
	buf_free(&w.out);
}

static void
values(void **state)
{
	(void)state;
	assert_runs("{{ name }}", "Exact");
	assert_runs("a {{mail.imap.port}} b", "a 993 b");
	assert_runs("{{ mail[\"imap\"][ 'b c' ] }}", "odd");
	assert_runs("{{ \"a}}b\" }}{{ 'c' }}{{ [[d}}]] }}{{ 5 }}{{ -5 }}",
	    "a}}bcd}}5-5");
	assert_runs("{{ 1.5 }} {{ 2e3 }}", "1.5 2000");
	assert_runs("{{ \"\\65\\x42\\u{e9}\\n\\\"\\z  c\" }}",
	    "AB\u00e9\n\"c");
	assert_runs("{{ ports }}", "25, 465, and 587");
	assert_runs("{{ empty }}", "");
	assert_runs("{{ name --[[ }} ]] }}", "Exact");
	assert_runs("{{ name -- }}\n}}", "Exact");
	assert_runs("{{\nname\n}}", "Exact");
	assert_runs("{{ f({ a = { b = 1 }}) }}", "f({ a = { b = 1 }})");
	assert_runs("} }} %} {id} {#id} {", "} }} %} {id} {#id} {");
	assert_runs("", "");
}

static void
conditions(void **state)
{
	(void)state;
	assert_runs("{% if mail.imap %}y{% else %}n{% end %}", "y");
	assert_runs("{% if mail.pop %}y{% else %}n{% end %}", "n");
	assert_runs("{% if nowhere %}y{% else %}n{% end %}", "n");
	assert_runs("{% if policy.cleartext %}1{% elseif policy.yes %}2"
	    "{% else %}3{% end %}", "2");
	assert_runs("{% if not mail.pop %}y{% end %}", "y");
	assert_runs("{% if policy.recommended == \"imap\" %}y{% end %}", "y");
	assert_runs("{% if \"pop\" == policy.recommended %}y{% end %}", "");
	assert_runs("{% if policy.recommended ~= \"pop\" %}y{% end %}", "y");
	assert_runs("{% if mail.imap.port == 993 %}y{% end %}", "y");
	assert_runs("{% if mail.imap.port == 993.0 %}y{% end %}", "y");
	assert_runs("{% if mail.imap.port == \"993\" %}y{% end %}", "");
	assert_runs("{% if mail.pop == nil %}y{% end %}", "y");
	assert_runs("{% if mail.pop or mail.imap %}y{% end %}", "y");
	assert_runs("{% if mail.pop and mail.pop.port %}y{% end %}", "");
	assert_runs("{% if not mail.pop and (mail.pop or policy.yes) %}y"
	    "{% end %}", "y");
	assert_runs("{{ mail.pop or \"none\" }}", "none");
	assert_runs("{{ mail.imap and mail.imap.port }}", "993");
}

static void
switches(void **state)
{
	(void)state;
	assert_runs("{% switch policy.recommended %}\n{% case \"pop\" %}P"
	    "{% case \"x\", 'imap' %}I{% else %}E{% end %}", "I");
	assert_runs("{% switch name %}{% case \"a\" %}A{% end %}", "");
	assert_runs("{% switch name %}{% case \"a\" %}A{% else %}E{% end %}",
	    "E");
	assert_runs("{% switch mail.imap.port %}{% case \"993\" %}y{% end %}",
	    "y");
	assert_runs("{% switch mail.pop %}{% case \"nil\" %}A{% else %}E"
	    "{% end %}", "E");
	assert_runs("{% switch name %}{# no text #} {% end %}", "");
}

static void
loops(void **state)
{
	(void)state;
	assert_runs("{% for p in ports %}{{ loop.index }}:{{ p }} {% end %}",
	    "1:25 2:465 3:587 ");
	assert_runs("{% for p in ports %}{{ p }}{% if not loop.last %}, "
	    "{% end %}{% if loop.first %}({% end %}{% end %}",
	    "25, (465, 587");
	assert_runs("{% for k, v in mail.imap %}{{ k }}={{ v }};{% end %}",
	    "b c=odd;host=imap.example.com;port=993;");
	assert_runs("{% for i, p in ports %}{{ i }}{{ p }} {% end %}",
	    "125 2465 3587 ");
	assert_runs("{% for p in empty %}x{% end %}", "");
	assert_runs("{% for name in ports %}{{ name }}{% end %}{{ name }}",
	    "25465587Exact");
	assert_runs("{% for a in ports %}{% for b in ports %}"
	    "{{ loop.index }}{% end %}{{ loop.index }} {% end %}",
	    "1231 1232 1233 ");
	assert_runs("{% for m in maps %}{{ m.port }}{% end %}", "993");
}

static void
includes(void **state)
{
	(void)state;
	assert_runs("{% include \"/_snippets/x.md\" %}", "</_snippets/x.md>");
	assert_runs("{% include \"x.md\" with { a = mail.imap.port, "
	    "b = \"}%,\", } %}", "<x.md b=}%, a=993>");
	assert_runs("{% include 'x' with { n = f({ 1, 2 }, \"c\"); d = nil } "
	    "%}", "<x d=nil n=f({ 1, 2 }, \"c\")>");
	assert_runs("{% include \"x\" with {\n\n  a = 1\n} %}", "<x a=1>");
	assert_runs("{% include \"x\" with {} %}", "<x>");
	assert_runs("{% wrap \"w\" with { a = name } %}in {{ name }}{% end %}",
	    "<w a=Exact:in Exact>");
	assert_runs("a{% body %}b", "a<body>b");
	assert_runs("{% insert mail_table(mail) %}",
	    "<insert mail_table(mail)>");
	assert_runs_kind("{% include \"x\" with { a = fail(), b = 1 } %}z",
	    "z", 0, TEMPLATE_ARTICLE);
}

static void
lines(void **state)
{
	(void)state;
	assert_runs("a\n{% if name %}\nb\n{% end %}\nc\n", "a\nb\nc\n");
	assert_runs("a\n  {% if name %}\t\n  b\n{% end %}", "a\n  b\n");
	assert_runs("a\r\n{% if name %}\r\nb\r\n{% end %}\r\nc",
	    "a\r\nb\r\nc");
	assert_runs("a {% if name %}\nb\n{% end %}c\n", "a \nb\nc\n");
	assert_runs("{% if name %}{# c #} {% if name %}\nx\n{% end %}"
	    "{% end %}\ny", "x\ny");
	assert_runs("{{ name }}\n{{ name }}\n", "Exact\nExact\n");
	assert_runs("{% if name %} {{ name }}\n{% end %}", " Exact\n");
	assert_runs("a\n{# c\nd #}\nb", "a\nb");
	assert_runs("a {# c #} b", "a  b");
	assert_runs("> a\n> {% if name %}\n> b\n> {% end %}\n", "> a\n> b\n");
	assert_runs("- a\n  > {% if name %}\n  > b\n  > {% end %}\n",
	    "- a\n  > b\n");
	assert_runs("- {% if name %}x{% end %}\n", "- x\n");
	assert_runs("\xef\xbb\xbf{% if name %}\nx{% end %}",
	    "\xef\xbb\xbfx");
	assert_runs_kind("<p>\n> {% if name %}\nx\n{% end %}\n", "<p>\n> \nx\n",
	    0, TEMPLATE_THEME);
	assert_runs("{% include \"x\" with {\n  a = 1\n} %}\nb", "<x a=1>b");
}

static void
raw(void **state)
{
	(void)state;
	assert_runs("{% raw %}{{ a }}{% if %}{% endraw %}b",
	    "{{ a }}{% if %}b");
	assert_runs("a\n{% raw %}\n{{ a }}\n{% endraw %}\nb\n",
	    "a\n{{ a }}\nb\n");
	assert_runs("{% raw %}{% endrawx %}{%endraw%}", "{% endrawx %}");
	assert_runs("{%raw%}  {% endraw %}|", "  |");
	assert_runs("```sh raw\n{{ a }}\n```\n{{ name }}",
	    "```sh raw\n{{ a }}\n```\nExact");
	assert_runs("~~~~ raw\n{{ a }}\n~~~\n{{ b }}\n~~~~~\n{{ name }}",
	    "~~~~ raw\n{{ a }}\n~~~\n{{ b }}\n~~~~~\nExact");
	assert_runs("- ```raw\n  {{ a }}\n  ```\n  {{ name }}",
	    "- ```raw\n  {{ a }}\n  ```\n  Exact");
	assert_runs("> ```raw\n> {{ a }}\n{{ name }}",
	    "> ```raw\n> {{ a }}\nExact");
	assert_runs("1. ~~~ raw\n   {{ a }}\n{{ name }}",
	    "1. ~~~ raw\n   {{ a }}\nExact");
	assert_runs("```sh\n{{ name }}\n```\n", "```sh\nExact\n```\n");
	assert_runs("```sh title=\"a raw b\"\n{{ name }}\n```",
	    "```sh title=\"a raw b\"\nExact\n```");
	assert_runs("````md\n```raw\n{{ name }}\n```\n````\n{{ name }}",
	    "````md\n```raw\nExact\n```\n````\nExact");
	assert_runs("``` raw ``` {{ name }}", "``` raw ``` Exact");
	assert_runs("```raw\n{{ a }}", "```raw\n{{ a }}");
	assert_runs_kind("```raw\n{{ name }}\n```", "```raw\nExact\n```", 0,
	    TEMPLATE_THEME);
}

static void
run_errors(void **state)
{
	(void)state;
	assert_runs("{{ mail.pop }}", "<missing pop>");
	assert_runs("{{ nowhere }}", "<missing nowhere>");
	assert_runs("{{ mail.pop.port }}", "<missing pop>");
	assert_runs("{% if mail.pop.port %}y{% else %}n{% end %}z",
	    "<missing pop>z");
	assert_runs("{% if nowhere.x %}y{% end %}", "<missing nowhere>");
	assert_runs("{% for x in mail.pop %}{% end %}", "<missing pop>");
	assert_runs("{% if fail() %}y{% else %}n{% end %}", "");
	assert_run_fails("{{ none() }}", "", "has no value here");
	assert_run_fails("{{ mail.pop or mail.smtp }}", "",
	    "has no value here");
	assert_run_fails("a{{ policy.yes }}b", "ab",
	    "test it with `{% if policy.yes %}`");
	assert_run_fails("{{ mail.imap }}", "",
	    "print one of its fields, as `mail.imap.b c`");
	assert_run_fails("{{ maps }}", "", "write `{% for x in maps %}`");
	assert_run_fails("{{ name.x }}", "",
	    "`name` is a text and has no field `x`");
	assert_run_fails("{{ ports.n }}", "", "{% for x in ports %}");
	assert_run_fails("{% for x in name %}{% end %}", "", "not a list");
	assert_run_fails("{% for x in mail %}{% end %}", "",
	    "{% for key, value in mail %}");
	assert_run_fails("{% for x in none() %}{% end %}", "",
	    "has no value here");
	assert_run_fails("{% insert ports %}", "", "cannot be printed");
}

static void
note_visit(void *ctx, const struct op *o, const struct expr *e,
    const struct scope *s)
{
	(void)o;
	buf_printf(ctx, "%.*s[", STR_ARG(e->text));
	for (; s; s = s->up)
		buf_printf(ctx, "%.*s%s", STR_ARG(s->name), s->up ? " " : "");
	buf_c(ctx, "] ");
}

static void
visits(void **state)
{
	struct diags *d = diags_new(a, sources);
	struct scope top = { .name = STR("top") };
	struct buf b = BUF_INIT;
	const struct program *p = compile(STR("{% if a %}{{ b }}{% elseif c %}"
	    "{% end %}{% for k, v in m %}{% switch k %}{% case \"x\" %}"
	    "{{ v }}{% end %}{% end %}{% wrap \"w\" with { p = q } %}{{ r }}"
	    "{% end %}{% insert s %}"), TEMPLATE_ARTICLE, d);

	(void)state;
	template_visit(p->body, &top, note_visit, &b);
	assert_str(buf_view(&b), "a[top] b[top] c[top] m[top] "
	    "k[k v loop top] v[k v loop top] q[top] r[top] s[top] ");
	buf_free(&b);
}

static void
scopes(void **state)
{
	struct scope outer = { .name = STR("x"), .value = value_int(1) };
	struct scope wall = { .up = &outer, .name = STR("y"), .wall = true };
	struct scope inner = { .up = &wall, .name = STR("z") };

	(void)state;
	assert_non_null(scope_find(&outer, STR("x")));
	assert_null(scope_find(&inner, STR("x")));
	assert_ptr_equal(scope_find(&inner, STR("y")), &wall.value);
	assert_int_equal(scope_find(&inner, STR("z"))->type, VALUE_NIL);
	assert_null(scope_find(NULL, STR("x")));
}

/* A nil argument hides the outer name. */
static void
nil_hides(void **state)
{
	struct scope hidden = { .name = STR("name") };
	struct world w;

	(void)state;
	world_open(&w);
	const struct program *p = compile(STR("{% if name %}y{% else %}n"
	    "{% end %}"), TEMPLATE_ARTICLE, w.host.diags);
	template_run(&w.host, p->body, &hidden);
	assert_str(buf_view(&w.out), "n");
	buf_free(&w.out);
}

static void
turns_are_limited(void **state)
{
	struct list_builder l = { .a = a };
	struct world w;

	(void)state;
	world_open(&w);
	for (int i = 0; i < 2000; i++)
		list_builder_add(&l, value_int(i));
	w.roots = map_of((const char *[]){ "l" },
	    (struct value[]){ list_builder_done(&l) }, 1);
	const struct program *p = compile(STR("{% for a in l %}"
	    "{% for b in l %}{% end %}{% end %}"), TEMPLATE_ARTICLE,
	    w.host.diags);
	template_run(&w.host, p->body, NULL);
	struct str m = messages(w.host.diags);
	assert_int_equal(diags_errors(w.host.diags), 1);
	assert_true(str_find(m, STR("[limit]"), 0) >= 0);

	uint32_t turns = 100;
	world_open(&w);
	w.host.turns = &turns;
	for (int i = 0; i < 100; i++) {
		p = compile(STR("{% for p in ports %}x{% end %}"),
		    TEMPLATE_ARTICLE, w.host.diags);
		template_run(&w.host, p->body, NULL);
	}
	assert_int_equal(w.out.n, 99);
	assert_int_equal(diags_errors(w.host.diags), 1);
	buf_free(&w.out);
}

static double
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* What most pages are made of needs no Lua, and about a microsecond an op. */
static void
plain_paths_are_fast(void **state)
{
	enum { RUNS = 2000 };
	struct buf b = BUF_INIT;
	struct world w;

	(void)state;
	world_open(&w);
	for (int i = 0; i < 16; i++)
		buf_c(&b, "text {{ mail.imap.host }} {% if policy.recommended "
		    "== \"imap\" %}yes{% else %}no{% end %}\n");
	const struct program *p = compile(arena_str(a, buf_view(&b)),
	    TEMPLATE_ARTICLE, w.host.diags);
	double begin = milliseconds();
	for (int i = 0; i < RUNS; i++) {
		buf_reset(&w.out);
		template_run(&w.host, p->body, NULL);
	}
	double ns = (milliseconds() - begin) * 1e6 / RUNS / p->ops;
	print_message("%.0f ns per op of a run\n", ns);
	assert_int_equal(w.lua, 0);
	assert_true(ns < 20000);
	buf_free(&b);
	buf_free(&w.out);
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
		cmocka_unit_test(values),
		cmocka_unit_test(conditions),
		cmocka_unit_test(switches),
		cmocka_unit_test(loops),
		cmocka_unit_test(includes),
		cmocka_unit_test(lines),
		cmocka_unit_test(raw),
		cmocka_unit_test(run_errors),
		cmocka_unit_test(visits),
		cmocka_unit_test(scopes),
		cmocka_unit_test(nil_hides),
		cmocka_unit_test(turns_are_limited),
		cmocka_unit_test(plain_paths_are_fast),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
