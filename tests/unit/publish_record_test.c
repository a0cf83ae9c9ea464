/* Units of what tells an unchanged project from a changed one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/files.h"
#include "base/str.h"
#include "publish/record.h"

static struct arena *a;
static char root[64];
static int home = -1;

static int
setup(void **state)
{
	(void)state;
	a = arena_new();
	home = open(".", O_RDONLY | O_DIRECTORY);
	strcpy(root, "/tmp/livery-unit-XXXXXX");
	if (home < 0 || !mkdtemp(root) || chdir(root) < 0)
		return -1;
	dir_make("p/content/mail");
	dir_make("p/providers");
	file_create("p/content/a.md", STR("one"));
	file_create("p/content/mail/b.md", STR("two"));
	file_create("p/providers/base.lua", STR("lua"));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	tree_remove(root);
	arena_free(a);
	return fchdir(home) < 0 || close(home) < 0 ? -1 : 0;
}

static struct inputs
look(void)
{
	struct inputs in;

	inputs_look(a, "p", &in);
	return in;
}

static bool
same(struct inputs x, struct inputs y)
{
	return x.seen.hi == y.seen.hi && x.seen.lo == y.seen.lo;
}

static void
sets_date(const char *path, time_t when)
{
	struct timespec t[2] = { { when, 0 }, { when, 0 } };

	assert_int_equal(utimensat(AT_FDCWD, path, t, 0), 0);
}

/* A clock tick on, so that the time of change is another. */
static void
tick(void)
{
	nanosleep(&(struct timespec){ 0, 20000000 }, NULL);
}

static void
sees_every_change(void **state)
{
	struct inputs was = look(), is;

	(void)state;
	assert_true(was.whole);
	assert_true(same(was, look()));
	tick();
#define CHANGES(what) do { what; is = look(); \
	assert_false(same(was, is)); was = is; tick(); } while (0)
	CHANGES(file_replace("p/content/a.md", STR("ONE")));
	CHANGES(file_create("p/content/c.md", STR("")));
	CHANGES(rename("p/content/c.md", "p/content/d.md"));
	CHANGES(rename("p/content/d.md", "p/content/mail/d.md"));
	CHANGES(unlink("p/content/mail/d.md"));
	CHANGES(chmod("p/content/a.md", 0600));
	CHANGES(sets_date("p/content/a.md", 1000));
	CHANGES(dir_make("p/content/empty"));
	CHANGES(rmdir("p/content/empty"));
	CHANGES(dir_make("p/themes"));
	CHANGES(file_create("p/content/.hidden", STR("")));
	CHANGES(assert_int_equal(symlink("a.md", "p/content/l.md"), 0));
	CHANGES(file_replace("p/content/a.md", STR("through the link")));
	CHANGES(setenv("ICU_DATA", "/elsewhere", 1));
	unsetenv("ICU_DATA");
	/* The same size, the same date. */
	sets_date("p/content/a.md", 1000);
	was = look();
	tick();
	int fd = open("p/content/a.md", O_WRONLY);
	assert_true(fd >= 0 && write(fd, "T", 1) == 1 && close(fd) == 0);
	sets_date("p/content/a.md", 1000);
	assert_false(same(was, look()));
}

static void
does_not_follow_folders(void **state)
{
	(void)state;
	dir_make("elsewhere");
	assert_int_equal(symlink("../../elsewhere", "p/content/l"), 0);
	assert_false(look().whole);
	unlink("p/content/l");
	assert_true(look().whole);
	assert_int_equal(symlink("nowhere", "p/content/l"), 0);
	assert_true(look().whole);
	rename("p/content", "moved");
	assert_int_equal(symlink("../moved", "p/content"), 0);
	assert_true(look().whole);
}

static void
reads_what_is_fresh(void **state)
{
	struct inputs then = look(), now;
	bool found = false;

	(void)state;
	inputs_hash(&then);
	for (size_t i = 0; i < then.nfresh; i++)
		found = found || str_eq(then.fresh[i].path,
		    STR("p/content/mail/b.md"));
	assert_true(found);
	/* As if the clock had stood still. */
#define HOLDS_AGAIN (now = look(), now.seen = then.seen, \
	now.others = then.others, inputs_hold(&then, &now))
#define OTHERS_HOLD_AGAIN (now = look(), now.others = then.others, \
	inputs_others_hold(&then, &now))
	assert_true(HOLDS_AGAIN);
	file_replace("p/content/mail/b.md", STR("TWO"));
	assert_false(HOLDS_AGAIN);
	assert_true(OTHERS_HOLD_AGAIN);
	file_replace("p/content/mail/b.md", STR("two"));
	assert_true(HOLDS_AGAIN);
	file_replace("p/providers/base.lua", STR("LUA"));
	assert_false(HOLDS_AGAIN);
	assert_false(OTHERS_HOLD_AGAIN);
}

static void
tells_texts_from_the_others(void **state)
{
	struct inputs was = look(), is;

	(void)state;
	tick();
#define OTHERS(what, hold, rest_holds) do { what; is = look(); \
	assert_false(inputs_hold(&was, &is)); \
	assert_int_equal(is.others.hi == was.others.hi, hold); \
	assert_int_equal(is.rest.hi == was.rest.hi, rest_holds); \
	was = is; tick(); } while (0)
	OTHERS(file_replace("p/content/a.md", STR("ONE")), true, true);
	OTHERS(file_create("p/content/mail/_index.md", STR("one")),
	    false, true);
	OTHERS(file_replace("p/content/mail/_index.md", STR("two")),
	    true, true);
	OTHERS(rename("p/content/a.md", "p/content/c.md"), false, true);
	OTHERS(dir_make("p/content/mail/_snippets"), false, true);
	OTHERS(file_create("p/content/mail/_snippets/x.md", STR("x")),
	    false, false);
	OTHERS(file_replace("p/content/mail/_snippets/x.md", STR("y")),
	    false, false);
	OTHERS(file_replace("p/content/x.png", STR("x")), false, false);
	OTHERS(file_replace("p/content/x.png", STR("y")), false, false);
	OTHERS(file_replace("p/providers/x.md", STR("x")), false, false);
	OTHERS(file_replace("p/providers/x.md", STR("y")), false, false);
}

static void
comes_back_whole(void **state)
{
	struct cache *c = cache_open(a, "c");
	struct fresh_input f = { STR("p/x"), true, { 5, 6 } };
	struct record r, w = { .options = STR("opt"), .inputs = {
		.seen = { 1, 2 }, .others = { 3, 4 }, .rest = { 5, 6 },
		.whole = true, .fresh = &f, .nfresh = 1 }, .era = 8,
		.brands = 3, .articles = 4, .files = 7,
		.said = STR("warning") };

	(void)state;
	assert_false(record_read(c, a, "out", &r));
	record_write(c, "out", &w);
	assert_false(dir_exists("c"));
	dir_make("out");
	record_write(c, "out", &w);
	assert_true(record_read(c, a, "./out/", &r));
	assert_false(record_read(c, a, ".", &r));
	assert_false(record_read(NULL, a, "out", &r));
	assert_true(str_eq(r.options, w.options) && str_eq(r.said, w.said) &&
	    same(r.inputs, w.inputs));
	assert_int_equal(r.brands * 100 + r.articles * 10 + r.files, 347);
	assert_int_equal(r.inputs.nfresh, 1);
	assert_true(str_eq(r.inputs.fresh[0].path, f.path));
	assert_int_equal(r.inputs.fresh[0].hash.lo, 6);
	assert_true(r.inputs.fresh[0].page);
	assert_int_equal(r.inputs.others.lo, 4);
	assert_int_equal(r.inputs.rest.lo, 6);
	assert_int_equal(r.era, 8);
}

#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(sees_every_change),
		UNIT(does_not_follow_folders),
		UNIT(reads_what_is_fresh),
		UNIT(tells_texts_from_the_others),
		UNIT(comes_back_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
