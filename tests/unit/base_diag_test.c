/* Units of the diagnostics: merging, order, both formats, records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"

static struct arena *a;
static struct sources *s;
static struct diags *d;
static struct buf out;

static const struct str five[] = { { "exact-hosting", 13 },
    { "mailcentral", 11 }, { "portdns", 7 }, { "server-intellect", 16 },
    { "specialist", 10 } };

static int
setup(void **state)
{
	(void)state;
	a = arena_new();
	s = sources_new(a);
	d = diags_new(a, s);
	diags_name_editions(d, five, 5);
	out = BUF_INIT;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	buf_free(&out);
	arena_free(a);
	return 0;
}

static void
expect_print(struct diags *of, enum diag_format format, const char *want)
{
	buf_reset(&out);
	diags_print(of, &out, format, false);
	buf_char(&out, '\0');
	assert_string_equal(out.p, want);
}

static struct span
find(uint32_t file, const char *needle)
{
	ptrdiff_t at = str_find(sources_text(s, file), str_c(needle), 0);

	assert_true(at >= 0);
	return (struct span){ file, (uint32_t)at, (uint32_t)strlen(needle) };
}

static void
design_example(void **state)
{
	uint32_t f = sources_add(s, STR("content/email/imap-vs-pop.md"),
	    STR("---\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n"
	    "The port is {{ mail.imap.prot }}.\n"));

	(void)state;
	for (uint32_t i = 0; i < 5; i++) {
		diags_set_edition(d, i);
		struct diag *g = diag_add(d, DIAG_UNDEFINED_VARIABLE,
		    find(f, "mail.imap.prot"),
		    "undefined variable `mail.imap.%s`", "prot");
		diag_did_you_mean(g, STR("mail.imap.port"));
	}
	expect_print(d, DIAG_HUMAN,
	    "content/email/imap-vs-pop.md:14:16: error: undefined variable "
	    "`mail.imap.prot` [undefined-variable]\n"
	    "   14 | The port is {{ mail.imap.prot }}.\n"
	    "      |                ^~~~~~~~~~~~~~ "
	    "did you mean `mail.imap.port`?\n"
	    "      = in: all 5 brands\n");
	assert_int_equal(diags_errors(d), 1);
}

static void
names_some_editions(void **state)
{
	uint32_t f = sources_add(s, STR("x.md"), STR("word\n"));

	(void)state;
	for (uint32_t i = 4; i > 0; i = i == 4 ? 1 : 0) {
		diags_set_edition(d, i);
		assert_int_equal(diags_edition(d), i);
		diag_add(d, DIAG_MISSING_ALT, (struct span){ f, 0, 4 }, "one");
	}
	expect_print(d, DIAG_HUMAN,
	    "x.md:1:1: warning: one [missing-alt]\n"
	    "    1 | word\n"
	    "      | ^~~~\n"
	    "      = in: mailcentral, specialist\n");
	assert_int_equal(diags_warnings(d), 1);
	assert_int_equal(diags_errors(d), 0);
	assert_false(diags_edition_failed(d, 1));
}

static void
counts_many_editions(void **state)
{
	struct str names[200];

	(void)state;
	for (int i = 0; i < 200; i++)
		names[i] = arena_printf(a, "b%d/%s", i / 2,
		    i % 2 ? "nl" : "en");
	diags_name_editions(d, names, 200);
	for (uint32_t i = 0; i < 7; i++) {
		diags_set_edition(d, i == 6 ? 199 : i);
		diag_add(d, DIAG_LUA, (struct span){ 0 }, "failed");
	}
	expect_print(d, DIAG_HUMAN, "livery: error: failed [lua]\n"
	    "      = in: b0/en, b0/nl, b1/en, b1/nl, b2/en and 2 more\n");
	assert_true(diags_edition_failed(d, 199));
	assert_false(diags_edition_failed(d, 198));
	for (uint32_t i = 0; i < 200; i++) {
		diags_set_edition(d, i);
		diag_add(d, DIAG_LUA, (struct span){ 0 }, "failed");
	}
	expect_print(d, DIAG_HUMAN, "livery: error: failed [lua]\n"
	    "      = in: all 100 brands\n");
}

static void
project_findings(void **state)
{
	(void)state;
	diags_set_edition(d, 2);
	struct diag *g = diag_add(d, DIAG_CYCLE, (struct span){ 0 }, "round");
	diag_hint(g, "break it");
	diags_set_edition(d, DIAG_NO_EDITION);
	assert_ptr_equal(diag_add(d, DIAG_CYCLE, (struct span){ 0 }, "round"),
	    g);
	expect_print(d, DIAG_HUMAN, "livery: error: round [cycle]\n"
	    "      = help: break it\n");
	assert_true(diags_edition_failed(d, 0));
}

static void
orders_and_keeps_apart(void **state)
{
	uint32_t b = sources_add(s, STR("b.md"), STR("0123456789\n"));
	uint32_t x = sources_add(s, STR("a.md"), STR("0123456789\n"));

	(void)state;
	diag_add(d, DIAG_SYNTAX, (struct span){ b, 3, 1 }, "late");
	diag_add(d, DIAG_SYNTAX, (struct span){ x, 9, 1 }, "z");
	diag_add(d, DIAG_SYNTAX, (struct span){ x, 9, 1 }, "y");
	diag_add(d, DIAG_LIMIT, (struct span){ x, 9, 1 }, "a");
	diag_add(d, DIAG_SYNTAX, (struct span){ x, 9, 0 }, "y");
	diag_add(d, DIAG_LIMIT, (struct span){ x, 2, 1 }, "first");
	diag_add(d, DIAG_LIMIT, (struct span){ 0 }, "no place");
	expect_print(d, DIAG_HUMAN,
	    "livery: error: no place [limit]\n"
	    "a.md:1:3: error: first [limit]\n"
	    "    1 | 0123456789\n      |   ^\n"
	    "a.md:1:10: error: y [syntax]\n"
	    "    1 | 0123456789\n      |          ^\n"
	    "a.md:1:10: error: y [syntax]\n"
	    "    1 | 0123456789\n      |          ^\n"
	    "a.md:1:10: error: z [syntax]\n"
	    "    1 | 0123456789\n      |          ^\n"
	    "a.md:1:10: error: a [limit]\n"
	    "    1 | 0123456789\n      |          ^\n"
	    "b.md:1:4: error: late [syntax]\n"
	    "    1 | 0123456789\n      |    ^\n");
	assert_int_equal(diags_errors(d), 7);
}

static void
notes_have_places(void **state)
{
	uint32_t f = sources_add(s, STR("x.md"), STR("ab\ncd\n"));

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct diag *g = diag_add(d, DIAG_DUPLICATE_ID,
		    (struct span){ f, 3, 2 }, "twice");
		diag_hint(g, i == 0 ? "rename one" : "later hints are lost");
		diag_note(g, (struct span){ f, 1, 1 }, "first is %s", "here");
		diag_note(g, (struct span){ 0 }, "no place");
	}
	expect_print(d, DIAG_HUMAN,
	    "x.md:2:1: error: twice [duplicate-id]\n"
	    "    2 | cd\n"
	    "      | ^~ rename one\n"
	    "      = note: x.md:1:2: first is here\n"
	    "      = note: no place\n");
}

static void
expect_excerpt(const char *text, uint32_t off, uint32_t len, const char *want)
{
	struct diags *own = diags_new(a, s);
	uint32_t f = sources_add(s, STR("x"), str_c(text));

	diag_add(own, DIAG_SYNTAX, (struct span){ f, off, len }, "m");
	buf_reset(&out);
	diags_print(own, &out, DIAG_HUMAN, false);
	buf_char(&out, '\0');
	assert_string_equal(strchr(out.p, '\n') + 1, want);
}

static void
excerpts_align(void **state)
{
	(void)state;
	/* tabs before the span are copied, inside it they fill their width */
	expect_excerpt("\ta\tb", 3, 1, "    1 | \ta\tb\n      | \t \t^\n");
	expect_excerpt("\ta\tb", 1, 3, "    1 | \ta\tb\n      | \t^~~~~~~~~\n");
	/* wide, combining and accented characters */
	expect_excerpt("\xe4\xb8\xad\xe6\x96\x87x", 3, 4,
	    "    1 | \xe4\xb8\xad\xe6\x96\x87x\n      |   ^~~\n");
	expect_excerpt("e\xcc\x81x", 3, 1, "    1 | e\xcc\x81x\n      |  ^\n");
	/* nothing, the end of a line, the end of the text, an empty line */
	expect_excerpt("abc", 1, 0, "    1 | abc\n      |  ^\n");
	expect_excerpt("abc\ndef", 3, 1, "    1 | abc\n      |    ^\n");
	expect_excerpt("abc\n", 4, 0, "    2 |\n      | ^\n");
	/* a text without a line */
	expect_excerpt("", 0, 0, "");
	/* over the end of the line */
	expect_excerpt("abc\ndef", 1, 6, "    1 | abc\n      |  ^~\n");
	/* a span behind the text is held at its end */
	expect_excerpt("abc", 99, 9, "    1 | abc\n      |    ^\n");
}

static void
excerpts_escape(void **state)
{
	(void)state;
	expect_excerpt("a\x1b[31mb\x7f", 1, 1,
	    "    1 | a\\x1b[31mb\\x7f\n      |  ^~~~\n");
	expect_excerpt("a\xff\xe2\x82z", 4, 1,
	    "    1 | a\\xff\\xe2\\x82z\n      |              ^\n");
	expect_excerpt("a\xe2\x80\xaez", 4, 1,
	    "    1 | a<U+202E>z\n      |          ^\n");
	diag_add(d, DIAG_LUA, (struct span){ 0 }, "bad \x1b[0m\n\xff text");
	expect_print(d, DIAG_HUMAN,
	    "livery: error: bad \\x1b[0m\\x0a\\xff text [lua]\n");
}

static void
long_lines_are_clipped(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	for (int i = 0; i < 100; i++)
		buf_printf(&b, "%09d ", i);
	buf_char(&b, '\0');
	const char *text = arena_str(a, buf_view(&b)).p;
	buf_free(&b);
	expect_excerpt(text, 500, 9, "    1 | ...000000046 000000047 "
	    "000000048 000000049 000000050 000000051 000000052 000000053 "
	    "000000054 000000055 000000056 ...\n"
	    "      |                                            ^~~~~~~~~\n");
	expect_excerpt(text, 0, 4, "    1 | 000000000 000000001 "
	    "000000002 000000003 000000004 000000005 000000006 ...\n"
	    "      | ^~~~\n");
	expect_excerpt(text, 1000, 0, "    1 | ...000000096 000000097 "
	    "000000098 000000099 \n"
	    "      |                                            ^\n");
}

/* A file of one line must not make each finding cost the whole file. */
static void
one_huge_line(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	for (int i = 0; i < 256 << 10; i++)
		buf_char(&b, 'x');
	uint32_t f = sources_add(s, STR("x"), arena_str(a, buf_view(&b)));
	for (uint32_t i = 0; i < 2000; i++)
		diag_add(d, DIAG_SYNTAX, (struct span){ f, i * 100, 5 }, "m");
	buf_reset(&b);
	diags_print(d, &b, DIAG_HUMAN, true);
	assert_true(b.n < 2000 * 400);
	buf_free(&b);
}

static void
warnings_as_errors(void **state)
{
	(void)state;
	diags_set_edition(d, 1);
	diag_add(d, DIAG_MISSING_ALT, (struct span){ 0 }, "one");
	diag_add(d, DIAG_RAW_HTML, (struct span){ 0 }, "two");
	assert_int_equal(diags_warnings(d), 2);
	assert_false(diags_warning_as_error(d, STR("no-such")));
	assert_false(diags_warning_as_error(d, STR("syntax")));
	assert_int_equal(diags_errors(d), 0);
	assert_true(diags_warning_as_error(d, STR("raw-html")));
	assert_int_equal(diags_errors(d), 1);
	assert_int_equal(diags_warnings(d), 1);
	assert_true(diags_edition_failed(d, 1));
	assert_false(diags_edition_failed(d, 0));
	assert_true(diags_warning_as_error(d, STR("")));
	assert_int_equal(diags_warnings(d), 0);
	expect_print(d, DIAG_HUMAN, "livery: error: one [missing-alt]\n"
	    "      = in: mailcentral\n"
	    "livery: error: two [raw-html]\n"
	    "      = in: mailcentral\n");
}

static void
colours_only_when_asked(void **state)
{
	uint32_t f = sources_add(s, STR("x"), STR("abc"));

	(void)state;
	diag_add(d, DIAG_SYNTAX, (struct span){ f, 0, 1 }, "m");
	diags_print(d, &out, DIAG_HUMAN, false);
	assert_int_equal(str_find_char(buf_view(&out), '\033', 0), -1);
	buf_reset(&out);
	diags_print(d, &out, DIAG_HUMAN, true);
	assert_true(str_find_char(buf_view(&out), '\033', 0) >= 0);
	assert_true(str_ends(buf_view(&out), STR("\033[0m\n")));
}

static void
json(void **state)
{
	uint32_t f = sources_add(s, STR("a \"b\".md"), STR("x\n\xc3\xa9yz\n"));

	(void)state;
	expect_print(d, DIAG_JSON, "[]\n");
	diags_set_edition(d, 0);
	struct diag *g = diag_add(d, DIAG_SYNTAX, (struct span){ f, 4, 1 },
	    "bad \\ \"\x01\xff\n\xc3\xa9");
	diag_hint(g, "fix");
	diag_note(g, (struct span){ f, 0, 1 }, "n");
	diag_note(g, (struct span){ 0 }, "m");
	diags_set_edition(d, 3);
	diag_add(d, DIAG_SYNTAX, (struct span){ f, 4, 1 },
	    "bad \\ \"\x01\xff\n\xc3\xa9");
	diags_set_edition(d, DIAG_NO_EDITION);
	diag_add(d, DIAG_UNUSED_VAR, (struct span){ 0 }, "w");
	expect_print(d, DIAG_JSON, "[\n"
	    "{\"file\":null,\"line\":null,\"column\":null,\"endLine\":null,"
	    "\"endColumn\":null,\"severity\":\"warning\",\"id\":\"unused-var\","
	    "\"message\":\"w\",\"hint\":null,\"notes\":[],\"editions\":[]},\n"
	    "{\"file\":\"a \\\"b\\\".md\",\"line\":2,\"column\":2,"
	    "\"endLine\":2,\"endColumn\":3,\"severity\":\"error\","
	    "\"id\":\"syntax\","
	    "\"message\":\"bad \\\\ \\\"\\u0001\xef\xbf\xbd\\n\xc3\xa9\","
	    "\"hint\":\"fix\",\"notes\":["
	    "{\"file\":\"a \\\"b\\\".md\",\"line\":1,\"column\":1,"
	    "\"message\":\"n\"},"
	    "{\"file\":null,\"line\":null,\"column\":null,"
	    "\"message\":\"m\"}],"
	    "\"editions\":[\"exact-hosting\",\"server-intellect\"]}\n]\n");
}

static void
fill(struct diags *to)
{
	static const struct span nowhere;

	diags_set_edition(to, 4);
	struct diag *g = diag_add(to, DIAG_SYNTAX, (struct span){ 1, 2, 3 },
	    "broken");
	diag_hint(g, "mend it");
	diag_note(g, (struct span){ 1, 0, 1 }, "begun here");
	diag_note(g, nowhere, "more");
	diags_set_edition(to, 0);
	diag_add(to, DIAG_SYNTAX, (struct span){ 1, 2, 3 }, "broken");
	diag_add(to, DIAG_MISSING_ALT, nowhere, "plain");
	diags_set_edition(to, DIAG_NO_EDITION);
	diag_add(to, DIAG_THEME, nowhere, "whole");
}

static void
records_round_trip(void **state)
{
	struct buf record = BUF_INIT, again = BUF_INIT;
	struct diags *other = diags_new(a, s);

	(void)state;
	diags_name_editions(other, five, 5);
	sources_add(s, STR("x.md"), STR("0123456789"));
	fill(d);
	diags_encode(d, &record);
	assert_true(diags_decode(other, buf_view(&record)));
	diags_encode(other, &again);
	assert_true(str_eq(buf_view(&record), buf_view(&again)));
	/* once more changes nothing */
	assert_true(diags_decode(other, buf_view(&record)));
	buf_reset(&again);
	diags_encode(other, &again);
	assert_true(str_eq(buf_view(&record), buf_view(&again)));
	assert_int_equal(diags_errors(other), 2);
	assert_int_equal(diags_warnings(other), 1);
	diags_print(d, &out, DIAG_HUMAN, false);
	buf_char(&out, '\0');
	buf_reset(&again);
	diags_print(other, &again, DIAG_HUMAN, false);
	buf_char(&again, '\0');
	assert_string_equal(out.p, again.p);
	buf_free(&record);
	buf_free(&again);
}

static void
damaged_records_add_nothing(void **state)
{
	struct buf record = BUF_INIT;
	struct diags *other = diags_new(a, s);

	(void)state;
	sources_add(s, STR("x.md"), STR("0123456789"));
	fill(d);
	diags_encode(d, &record);
	for (size_t n = 0; n < record.n; n++)
		assert_false(diags_decode(other,
		    str_slice(buf_view(&record), 0, n)));
	buf_char(&record, 'x');
	assert_false(diags_decode(other, buf_view(&record)));
	record.n--;
	assert_int_equal(diags_errors(other) + diags_warnings(other), 0);
	/* any byte may be wrong: what is taken must stay within bounds */
	for (size_t i = 0; i < record.n; i++) {
		struct diags *each = diags_new(a, s);
		record.p[i] ^= (char)0xff;
		if (diags_decode(each, buf_view(&record))) {
			buf_reset(&out);
			diags_print(each, &out, DIAG_HUMAN, false);
		}
		record.p[i] ^= (char)0xff;
	}
	buf_free(&record);
}

static void
every_id_is_described(void **state)
{
	(void)state;
	for (int id = 0; id < DIAG_COUNT; id++) {
		assert_true(diag_name((enum diag_id)id).n > 0);
		assert_true(str_ends(diag_help((enum diag_id)id), STR(".")));
		for (int k = 0; k < id; k++)
			assert_false(str_eq(diag_name((enum diag_id)id),
			    diag_name((enum diag_id)k)));
	}
	assert_int_equal(diag_name(DIAG_COUNT).n, 0);
}

#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(design_example),
		UNIT(names_some_editions),
		UNIT(counts_many_editions),
		UNIT(project_findings),
		UNIT(orders_and_keeps_apart),
		UNIT(notes_have_places),
		UNIT(excerpts_align),
		UNIT(excerpts_escape),
		UNIT(long_lines_are_clipped),
		UNIT(one_huge_line),
		UNIT(warnings_as_errors),
		UNIT(colours_only_when_asked),
		UNIT(json),
		UNIT(records_round_trip),
		UNIT(damaged_records_add_nothing),
		UNIT(every_id_is_described),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
