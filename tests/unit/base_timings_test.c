/* Units of timings: the rows of the table and what they add up to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/str.h"
#include "base/timings.h"

static void
expect_table(const struct timings *t, double wall, const char *want)
{
	struct buf b = BUF_INIT;

	timings_print(t, wall, &b);
	buf_char(&b, '\0');
	assert_string_equal(b.p, want);
	buf_free(&b);
}

#define HEAD "stage                seconds       cpu               count" \
    "  per second   MB, peak  of worker\n"

static void
rows_and_sum(void **state)
{
	struct timings t = { .n = 3, .row = {
		{ "Loading", "articles", 10000, 0.25, 0.5, 20480, 0 },
		{ "Parsing", "variants", 30000, 1.5, 2.75, 102400, 30720 },
		{ "Reporting", NULL, 0, 0.001, 0.001, 102912, 30720 },
	} };

	(void)state;
	expect_table(&t, 2, HEAD
	    "Loading                0.250     0.500      10000 articles"
	    "       40000       20.0          -\n"
	    "Parsing                1.500     2.750      30000 variants"
	    "       20000      100.0       30.0\n"
	    "Reporting              0.001     0.001                   -"
	    "           -      100.5       30.0\n"
	    "all                    2.000     3.251                   -"
	    "           -      100.5       30.0\n");
}

static void
no_stage_at_all(void **state)
{
	struct timings t = { 0 };

	(void)state;
	timings_count(&t, 7);
	timings_stage(&t, NULL, NULL);
	assert_int_equal(t.n, 0);
	expect_table(&t, 0, HEAD
	    "all                    0.000     0.000                   -"
	    "           -          -          -\n");
}

static void
a_stage_goes_on_in_its_row(void **state)
{
	struct timings t = { 0 };

	(void)state;
	timings_stage(&t, "one", "things");
	timings_count(&t, 3);
	timings_stage(&t, "two", NULL);
	timings_stage(&t, "one", NULL);
	timings_count(&t, 5);
	timings_stage(&t, NULL, NULL);
	assert_int_equal(t.n, 2);
	assert_string_equal(t.row[0].stage, "one");
	assert_string_equal(t.row[0].unit, "things");
	assert_int_equal(t.row[0].count, 8);
	assert_null(t.row[1].unit);
	assert_null(t.open);
	assert_true(t.row[0].parent > 0);
}

static void
the_clock_and_the_processor_run(void **state)
{
	struct timings t = { 0 };

	(void)state;
	timings_stage(&t, "work", NULL);
	double from = timings_clock();
	while (timings_clock() - from < 0.05)
		;
	timings_stage(&t, NULL, NULL);
	assert_true(t.row[0].wall >= 0.05);
	assert_true(t.row[0].cpu > 0);
}

static void
too_many_stages_share_the_last_row(void **state)
{
	static const char *const name[] = { "a", "b", "c", "d", "e", "f", "g",
	    "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t",
	    "u", "v", "w", "x", "y", "z", "A", "B", "C", "D", "E", "F", "G" };
	struct timings t = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++)
		timings_stage(&t, name[i], NULL);
	assert_int_equal(t.n, TIMINGS_MAX);
	assert_ptr_equal(t.open, &t.row[TIMINGS_MAX - 1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_and_sum),
		cmocka_unit_test(no_stage_at_all),
		cmocka_unit_test(a_stage_goes_on_in_its_row),
		cmocka_unit_test(the_clock_and_the_processor_run),
		cmocka_unit_test(too_many_stages_share_the_last_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
