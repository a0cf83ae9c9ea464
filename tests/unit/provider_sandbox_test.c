/* The sandbox: every hostile script of tests/sandbox ends soon with one named,
   placed error, and the next script runs as if nothing had happened. Run from
   the project's folder. */
#include <time.h>

#include "provider_fixture.h"

static double
cpu_seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

static void
judge(const char *name, struct str text)
{
	struct arena *outer = a;
	struct value v;

	a = arena_new();
	sources = sources_new(a);
	diags = diags_new(a, sources);
	double start = cpu_seconds();
	put("providers/hostile.lua", "");
	tree_remove(path_join(a, str_c(folder),
	    STR("providers/hostile.lua")).p);
	file_create(path_join(a, str_c(folder),
	    STR("providers/hostile.lua")).p, text);
	load();
	double took = cpu_seconds() - start;
	if (diags_errors(diags) != 1)
		fail_msg("%s:\n%s", name, findings());
	if (!strstr(findings(), "providers/hostile.lua:"))
		fail_msg("%s has no place:\n%s", name, findings());
	/* Twice the limit: sanitizers make each step dear. */
	if (took > 4.0)
		fail_msg("%s took %.1f s", name, took);
	assert_non_null(edition("acme"));
	providers_free(providers);
	providers = NULL;

	struct str fine = STR("return { a = ('x'):rep(3) }");
	uint32_t file = sources_add(sources, STR("fine.lua"), fine);
	assert_true(provider_load_data(a, sources, file, diags, &v));
	assert_str(value_get(&v, STR("a"))->text, "xxx");
	arena_free(a);
	a = outer;
}

static void
test_hostile_scripts(void **state)
{
	size_t n, ran = 0;
	struct dir_entry *e = dir_walk(a, "tests/sandbox", &n);

	(void)state;
	put("providers/base.lua", "return provider { livery = 1 }\n");
	put("providers/acme.lua", "return provider { name = 'Acme' }\n");
	for (size_t i = 0; i < n; i++) {
		struct str text;
		struct str path = path_join(a, STR("tests/sandbox"),
		    e[i].path);
		if (!str_ends(path, STR(".lua")))
			continue;
		assert_true(file_read(a, path.p, &text));
		judge(path.p, text);
		ran++;
	}
	assert_true(ran >= 35);
}

/* A macro that spins is stopped, and stays stopped without harm to others. */
static void
test_hostile_expressions(void **state)
{
	static const struct { const char *text, *finds; } row[] = {
		{ "(function() while true do end end)()", "[limit]" },
		{ "(function() local s = 'x' while true do s = s .. s end "
		    "end)()", "[limit]" },
		{ "(function() local t = {} while true do t[#t + 1] = {} end "
		    "end)()", "[limit]" },
		{ "(function() local function f() return 1 + f() end "
		    "return f() end)()", "[limit]" },
		{ "(function() local t = {} for i = 1, 99 do t[i] = "
		    "('x'):rep(100000) end return concat(t) end)()",
		    "[limit]" },
		{ "replace(('x'):rep(100000), 'x', ('y'):rep(1000))",
		    "[limit]" },
		{ "(function() local m = md('%s', ('x'):rep(1000)) "
		    "while true do m = m .. m end end)()", "[limit]" },
		{ "(function() while true do local t = split(('x,'):rep(9999),"
		    " ',') end end)()", "[limit]" },
		{ "(function() while true do md(('x'):rep(1000000)) end "
		    "end)()", "[limit]" },
		{ "(function() local t = {} t.t = t return t end)()",
		    "nested more than 32 deep" },
		{ "string.format", "is a function" },
		{ "_G", "[sandbox]" },
		{ "_ENV.os", "[sandbox]" },
		{ "pairs(nil)", "argument 1 of `pairs` must be a table" },
		{ "error({})", "the script raised an error" },
		{ "error('own words')", "own words" },
		{ "('%99999d'):format(1)", "[limit]" },
		{ "('%s%s'):format(1)", "more %s than arguments" },
	};

	(void)state;
	load_brand("name = 'Acme'");
	assert_clean();
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct expr x = { .kind = EXPR_LUA, .id = 100000 + (uint32_t)i,
		    .text = str_c(row[i].text) };
		struct value v;
		double start = cpu_seconds();
		x.at.file = sources_add(sources, STR("content/a.md"), x.text);
		x.at.len = (uint32_t)x.text.n;
		diags = diags_new(a, sources);
		struct arena *scratch = arena_new();
		if (providers_eval(providers, edition("acme"), &x, NULL, NULL,
		    scratch, diags, &v))
			fail_msg("%s was let through", row[i].text);
		arena_free(scratch);
		assert_finds(row[i].finds);
		assert_int_equal(diags_errors(diags), 1);
		assert_true(cpu_seconds() - start < 4.0);
	}
}

/* Scripts cut and bent at every place end in a table or in an error. */
static void
test_bent_scripts(void **state)
{
	static const char script[] = "local a, b = { x = [[y]] }, \"q\\\"\" "
	    "-- { c\nlocal t = { [1] = 2, ['k'] = a; f = function() return {"
	    " z } end }\nreturn theme { name = 'n', on = { 'x', t.k, "
	    "(1 + 2) * #b }, [ [=[long]=] ] = -3, a = a, n = plural { one = "
	    "'1' } --[==[ } ]==] }\n";
	static const char bend[] = "{}[]()'\"=,-\\\n\0\x80 ";

	(void)state;
	for (size_t i = 0; i < sizeof(script) - 1; i++) {
		for (size_t k = 0; k < 3; k++) {
			char text[sizeof(script)];
			struct arena *outer = a;
			struct value v;
			memcpy(text, script, sizeof(script));
			struct str s = { text, sizeof(script) - 1 };
			if (k == 0)
				s.n = i;
			else
				text[i] = bend[(i * 7 + k * 5) %
				    (sizeof(bend) - 1)];
			a = arena_new();
			struct sources *own = sources_new(a);
			struct diags *d = diags_new(a, own);
			uint32_t file = sources_add(own, STR("t.lua"), s);
			if (!provider_load_data(a, own, file, d, &v))
				assert_true(diags_errors(d) > 0);
			arena_free(a);
			a = outer;
		}
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_hostile_scripts), TEST(test_hostile_expressions),
		TEST(test_bent_scripts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
