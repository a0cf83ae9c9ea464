/* Templates: what slips are told, and what hostile sources cost. */
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
#include "base/utf8.h"
#include "template/template.h"

static struct arena *a;
static struct sources *sources;

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

/* The line and column of a byte, as a finding prints them. */
static struct str
place(const char *source, size_t off)
{
	size_t line = 1, col = 1;

	for (size_t i = 0; i < off; i++) {
		line += source[i] == '\n';
		col = source[i] == '\n' ? 1 : col + 1;
	}
	return arena_printf(a, ".md:%zu:%zu: error: ", line, col);
}

/* One finding, under the text `under` at byte `off`, whose printed form holds
   `message`. */
static void
assert_slip_at(const char *source, size_t off, const char *under,
    const char *message)
{
	struct diags *d = diags_new(a, sources);
	struct str rule = arena_printf(a, "| ^%.*s ",
	    (int)utf8_count(str_c(under)) - 1,
	    "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~");

	assert_memory_equal(source + off, under, strlen(under));
	compile(str_c(source), strstr(source, "<html>") ? TEMPLATE_THEME :
	    TEMPLATE_ARTICLE, d);
	struct str m = messages(d), at = place(source, off);
	if (diags_errors(d) != 1)
		fail_msg("%s: %u findings: %.*s", source, diags_errors(d),
		    STR_ARG(m));
	if (str_find(m, at, 0) < 0)
		fail_msg("%s: not at %.*s: %.*s", source, STR_ARG(at),
		    STR_ARG(m));
	/* The rule ends in a space before its hint, or ends the line. */
	struct str tail = str_slice(rule, 2, rule.n);
	if (str_find(m, arena_printf(a, " %.*s", STR_ARG(tail)), 0) < 0 &&
	    str_find(m, arena_printf(a, " %.*s\n", (int)tail.n - 1, tail.p),
	    0) < 0)
		fail_msg("%s: not under \"%s\": %.*s", source, under,
		    STR_ARG(m));
	if (str_find(m, str_c(message), 0) < 0)
		fail_msg("%s: no \"%s\": %.*s", source, message, STR_ARG(m));
}

/* The same where `under` first stands. */
static void
assert_slip(const char *source, const char *under, const char *message)
{
	const char *hit = strstr(source, under);

	assert_non_null(hit);
	assert_slip_at(source, (size_t)(hit - source), under, message);
}

static void
foreign_habits(void **state)
{
	(void)state;
	assert_slip("{{ a != b }}", "!=", "write `~=`");
	assert_slip("{{ a && b }}", "&&", "write `and`");
	assert_slip("{{ a || b }}", "||", "write `or`");
	assert_slip("{% if !a %}{% end %}", "!", "write `not`");
	assert_slip("{{ a == null }}", "null", "write `nil`");
	assert_slip("{% if a = b %}{% end %}", "=", "write `==`");
	assert_slip("{{ a ? b : c }}", "?", "and \"yes\" or \"no\"");
	assert_slip("{{ .Params.x }}", ".", "keys of your own stand in `page.extra`");
	assert_slip("{{ $x }}", "$", "write `{{ x }}`");
	assert_slip("{{ x | upper }}", "|", "write `string.upper(x)`");
	assert_slip("{{ a.b | default: \"y\" }}", "|", "x or \"default\"");
	assert_slip("{{< box >}}", "{{<",
	    "write `{% include \"/_snippets/box.md\" %}`");
	assert_slip("{{% note %}}", "{{%", "livery has no shortcodes");
	assert_slip("{{ if x }}", "{{", "write `{% if x %}`");
	assert_slip("{{#if x}}", "{{", "write `{% if x %}`");
	assert_slip("{{/if}}", "{{", "write `{% end %}`");
	assert_slip("{{ range .Pages }}", "range", "{% for x in LIST %}");
	assert_slip("{{!-- x --}}", "{{!--", "write `{# ... #}`");
	assert_slip("{{ the brand.name }}", "brand", "`the(...)`");
	assert_slip("{{ a.b contains }}", "contains", "operator is missing");
	assert_slip("{{ \u201cx\u201d }}", "\u201c", "straight quote");
	assert_slip("{{ x.end }}", "end", "write `[\"end\"]`");
	assert_slip("{% if x then %}{% end %}", "then", "leave it out");
	assert_slip("{% for a in b: %}{% end %}", ":", "leave it out");
	assert_slip("{% if {{ x }} %}{% end %}", "{{", "inner braces");
	assert_slip("{%- if x %}{% end %}", "{%-", "no hyphen");
	assert_slip("{{- x }}", "{{-", "write `{{` and `}}`");
	assert_slip("{% if x -%}{% end %}", "-%}", "no hyphen");
	assert_slip("{% if a %}{% endif %}", "endif", "write `{% end %}`");
	assert_slip("{% for a in b %}{% endfor %}", "endfor", "{% end %}");
	assert_slip("{% if a %}{% elif b %}{% end %}", "elif", "elseif");
	assert_slip_at("{% if a %}{% else if b %}{% end %}", 18, "if",
	    "{% elseif x %}");
}

static void
foreign_directives(void **state)
{
	(void)state;
	assert_slip("{% assign x = 1 %}", "assign", "`vars` of a provider");
	assert_slip("{% set x = 1 %}", "set", "`vars` of a provider");
	assert_slip("{% unless x %}a{% end %}", "unless", "{% if not x %}");
	assert_slip("{% each x %}{% else %}a{% end %}", "each", "{% for x in");
	assert_slip("{% render \"x\" %}", "render", "{% include");
	assert_slip("{% macro x() %}a{% end %}", "macro", "macros.lua");
}

static void
wrong_directives(void **state)
{
	(void)state;
	assert_slip("{% iff x %}a{% end %}", "iff", "did you mean `if`?");
	assert_slip("{% inclde \"x\" %}", "inclde", "did you mean `include`");
	assert_slip("{% zzzzzz %}", "zzzzzz", "the directives are");
	assert_slip("{% %}", "{% %}", "begins with a word");
	assert_slip_at("{% if %}{% end %}", 5, " ",
	    "an expression is missing");
	assert_slip("{% end %}", "{% end %}", "closes nothing");
	assert_slip("{% else %}", "{% else %}", "belongs to no `if`");
	assert_slip("{% elseif x %}", "{% elseif x %}", "belongs to no `if`");
	assert_slip("{% case \"a\" %}", "{% case \"a\" %}",
	    "belongs to no `switch`");
	assert_slip("{% endraw %}", "{% endraw %}", "closes nothing");
	assert_slip("{% for x in y %}{% else %}{% end %}", "{% else %}",
	    "around the loop");
	assert_slip("{% if a %}{% else %}{% elseif b %}{% end %}",
	    "{% elseif b %}", "`else` comes last");
	assert_slip_at("{% if a %}{% end if %}", 17, "if",
	    "nothing follows `end`");
	assert_slip("{% for of y %}{% end %}", "y", "`in` is missing");
	assert_slip("{% for end in y %}{% end %}", "end", "a word of Lua");
	assert_slip("{% for a, a in y %}{% end %}", ",", "must differ");
	assert_slip("{% for k, v in pairs(m) %}{% end %}", "pairs",
	    "without it");
	assert_slip("{% switch a %}x y{% case \"b\" %}{% end %}", "x y",
	    "first `case`");
	assert_slip("{% switch a %}{{ x }}{% case \"b\" %}{% end %}",
	    "{{ x }}", "first `case`");
	assert_slip("{% switch a %}{% case b %}{% end %}", "b",
	    "texts in quotes");
	assert_slip_at("{% switch a %}{% case \"x\", \"x\" %}{% end %}", 27,
	    "\"x\"", "twice");
}

static void
wrong_arguments(void **state)
{
	(void)state;
	assert_slip("{% include foo.md %}", "foo", "in quotes comes first");
	assert_slip("{% include \"\" %}", "\"\"", "no path");
	assert_slip("{% include \"a\" x=1 %}", "x", "the word `with`");
	assert_slip("{% include \"a\" with x %}", "x", "stand in braces");
	assert_slip("{% include \"a\" with { 1 } %}", "1",
	    "begins with a name");
	assert_slip_at("{% include \"a\" with { b = 1, b = 2 } %}", 29, "b",
	    "twice");
}

/* A message is one line of whole code points, whatever it quotes. */
static void
quoted_texts(void **state)
{
	struct diags *d = diags_new(a, sources);
	struct buf b = BUF_INIT;

	(void)state;
	buf_c(&b, "{% switch a %}{% case ");
	for (int k = 0; k < 2; k++) {
		buf_c(&b, k ? ", \"x" : "\"x");
		for (int i = 0; i < 100; i++)
			buf_c(&b, "\u00e9");
		buf_char(&b, '"');
	}
	buf_c(&b, "%}{% end %}{{ f \"a\nb\" }}{{ x | g\n}}");
	compile(arena_str(a, buf_view(&b)), TEMPLATE_ARTICLE, d);
	struct str m = messages(d);
	ptrdiff_t at = str_find(m, STR("`x\u00e9"), 0);
	assert_true(at >= 0);
	assert_int_equal(utf8_invalid(m), -1);
	assert_true(str_find(m, STR("` stands twice"), (size_t)at) <
	    at + 90);
	buf_free(&b);
}

static void
unclosed(void **state)
{
	(void)state;
	assert_slip("a {{ x", "{{", "close it with `}}`");
	assert_slip("a {{ x\n\nb {{ y }}", "{{", "close it with `}}`");
	assert_slip("{{ x {% if y %}{% end %}", "{{", "close it with `}}`");
	assert_slip("a {% if x }\n\nb {{ y }}", "{%", "close it with `%}`");
	assert_slip("{{ x -- y }}", "{{", "hides `}}`");
	assert_slip("{{ don't }} {{ x }}", "'", "close it with `'`");
	assert_slip("{# x", "{#", "close it with `#}`");
	assert_slip("{% raw %} {{ x", "{% raw %}", "{% endraw %}");
	assert_slip("{% if x %}a", "{% if x %}", "{% end %}");
	assert_slip("{% for x in y %}", "{% for x in y %}", "`for` is not");
	assert_slip("{% switch x %}{% case \"a\" %}{% if y %}"
	    "{% case \"b\" %}{% end %}", "{% if y %}", "`if` is not closed");
	assert_slip("{{ (a }}", "(", "not closed by `)`");
	assert_slip("{{ a) }}", ")", "closes nothing");
	assert_slip("{{ f(a] }}", "]", "closes nothing");
}

static void
themes(void **state)
{
	(void)state;
	assert_slip("<html>{% insert x %}", "{% insert x %}",
	    "for articles only");
	assert_slip("<html>{% wrap \"a\" %}{{ x }}{% end %}",
	    "{% wrap \"a\" %}", "for articles only");
	assert_slip("<html>{% body %}", "{% body %}", "for articles only");
}

/* A slip does not hide what stands around it. */
static void
recovery(void **state)
{
	struct diags *d = diags_new(a, sources);

	(void)state;
	compile(STR("{{ a != b }}\n{{ c\n\n{% if x %}{{ !d }}{% endif %}\n"
	    "{% end %}"), TEMPLATE_ARTICLE, d);
	assert_int_equal(diags_errors(d), 5);
}

static double
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* `unit` repeated to 256 KiB, between `head` and `tail`. */
static struct str
repeated(const char *head, const char *unit, const char *tail)
{
	struct buf b = BUF_INIT;

	buf_c(&b, head);
	while (b.n < 256 * 1024)
		buf_c(&b, unit);
	buf_c(&b, tail);
	struct str s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void
hostile_inputs(void **state)
{
	static const char *const rows[][3] = {
		{ "", "{{", "" }, { "", "{{\n", "" }, { "", "{{\n", "}}" },
		{ "", "{{ [=[", "" }, { "", "{{ ]=", "}}" },
		{ "", "{% if x %}", "" }, { "", "{% if x %}\n", "" },
		{ "", "{% switch x %}", "" }, { "", "{% case \"x\" %}", "" },
		{ "", "{# ", "" }, { "", "{% raw %}", "" },
		{ "{% raw %}", "{%", "" }, { "{% raw %}", "{% endraw", "%}" },
		{ "", "{{ \"\n", "" }, { "", "{{ --[[ ", "" },
		{ "", "{{ {% ", "" }, { "", "{% end %}", "" },
		{ "", "```raw\n", "" }, { "", "~~~\n> ~~~ raw\n", "" },
		{ "", "> ", "{% if x %}" }, { "", "- ", "" },
		{ "{{ ", "a or ", "a }}" }, { "{{ ", "a.", "a }}" },
		{ "{{ ", "(", "}}" }, { "{{ ", "{", "}}" },
		{ "{{ ", "not ", "a }}" }, { "{{ ", "a == ", "a }}" },
		{ "{% include \"a\" with { ", "a = 1, ", "} %}" },
		{ "{% switch x %}{% case ", "\"a\", ", "\"b\" %}{% end %}" },
		{ "{% if x %}", "{% elseif x %}", "{% end %}" },
		{ "", "  ", "{% if x %}" }, { "", "{{ function(a) end ", "}}" },
		{ "", "{% if x %} {# c #} ", "" }, { "", "\n{% fo x %}", "" },
		{ "", "{{ don't }}", "" }, { "{{", "\n \n", "}}" }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str s = repeated(rows[i][0], rows[i][1], rows[i][2]);
		struct diags *d = diags_new(a, sources);
		double begin = milliseconds();
		compile(s, TEMPLATE_ARTICLE, d);
		double ms = milliseconds() - begin;
		/* Linear takes some ten; 2,000 leave room for sanitizers. */
		if (ms > 2000)
			fail_msg("\"%s\" took %.0f ms", rows[i][1], ms);
		if (diags_errors(d) > 20)
			fail_msg("\"%s\": %u findings", rows[i][1],
			    diags_errors(d));
	}
}

static void
depth_is_limited(void **state)
{
	struct diags *d = diags_new(a, sources);
	struct buf b = BUF_INIT;

	(void)state;
	for (int i = 0; i < 64; i++)
		buf_c(&b, "{% if x %}");
	for (int i = 0; i < 64; i++)
		buf_c(&b, "{% end %}");
	compile(arena_str(a, buf_view(&b)), TEMPLATE_ARTICLE, d);
	assert_int_equal(diags_errors(d), 0);
	buf_reset(&b);
	for (int i = 0; i < 1000; i++)
		buf_c(&b, "{% for x in y %}");
	compile(arena_str(a, buf_view(&b)), TEMPLATE_ARTICLE, d);
	assert_int_equal(diags_errors(d), 1);
	struct str m = messages(d);
	assert_true(str_find(m, STR("[limit]"), 0) >= 0);
	buf_free(&b);
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
		cmocka_unit_test(foreign_habits),
		cmocka_unit_test(foreign_directives),
		cmocka_unit_test(wrong_directives),
		cmocka_unit_test(wrong_arguments),
		cmocka_unit_test(quoted_texts),
		cmocka_unit_test(unclosed),
		cmocka_unit_test(themes),
		cmocka_unit_test(recovery),
		cmocka_unit_test(hostile_inputs),
		cmocka_unit_test(depth_is_limited),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
