/* Units of work beside: it counts when the parent says so, and never else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/aside.h"
#include "base/cache.h"
#include "base/files.h"
#include "base/str.h"

static struct arena *a;
static struct cache *cache;
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
	signal(SIGPIPE, SIG_IGN);
	cache = cache_open(a, "cache");
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

static bool
write_two(void *ctx)
{
	(void)ctx;
	cache_hold(cache, aside_counts);
	cache_write(cache, STR("one"), root, STR("1"));
	cache_write(cache, STR("two"), root, STR("2"));
	return true;
}

static bool
say(void *ctx)
{
	return *(bool *)ctx;
}

static void
tells_what_its_work_did(void **state)
{
	struct aside s = { 0 };
	bool yes = true, no = false;

	(void)state;
	assert_false(aside_end(&s, true));
	aside_begin(&s, say, &yes);
	assert_true(aside_end(&s, false));
	aside_begin(&s, say, &no);
	assert_false(aside_end(&s, true));
}

static size_t
files_in_cache(void)
{
	DIR *d = opendir("cache");
	size_t n = 0;

	for (struct dirent *e; d && (e = readdir(d)) != NULL; )
		n += e->d_name[0] != '.';
	if (d)
		closedir(d);
	return n;
}

static void
expect_files(size_t n)
{
	const struct timespec nap = { .tv_nsec = 10000000 };

	for (int i = 0; i < 1000 && files_in_cache() != n; i++)
		nanosleep(&nap, NULL);
	assert_int_equal(files_in_cache(), n);
}

static void
counts_when_told(void **state)
{
	struct aside s = { 0 };
	struct str got;

	(void)state;
	aside_begin(&s, write_two, NULL);
	expect_files(1);	/* complete, not yet in its place */
	assert_false(cache_read(cache, STR("one"), &got));
	aside_end(&s, true);
	assert_true(cache_read(cache, STR("one"), &got));
	assert_true(str_eq(got, STR("1")));
	assert_true(cache_read(cache, STR("two"), &got));
	assert_int_equal(files_in_cache(), 2);
	assert_int_equal(s.pid, 0);
	aside_end(&s, true);
}

static void
leaves_the_last_when_it_does_not(void **state)
{
	struct aside s = { 0 };
	struct str got;

	(void)state;
	cache_write(cache, STR("one"), root, STR("old"));
	aside_begin(&s, write_two, NULL);
	aside_end(&s, false);
	assert_int_equal(files_in_cache(), 1);
	assert_true(cache_read(cache, STR("one"), &got));
	assert_true(str_eq(got, STR("old")));
}

/* The rubbish that another process clears meanwhile is not this. */
static void
survives_clearing(void **state)
{
	struct aside s = { 0 };
	struct str got;

	(void)state;
	aside_begin(&s, write_two, NULL);
	expect_files(1);
	cache_write(cache, STR("other"), root, STR("x"));
	aside_end(&s, true);
	assert_true(cache_read(cache, STR("one"), &got));
}

/* An interrupt meant for all ends the parent; what was begun is undone and no
   descriptor of the parent's stays open. */
static void
goes_with_its_parent(void **state)
{
	int ends[2], status;
	char c;

	(void)state;
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
	assert_int_equal(pipe(ends), 0);
	pid_t parent = fork();
	if (parent == 0) {
		struct aside s;
		aside_begin(&s, write_two, NULL);
		expect_files(1);
		kill(s.pid, SIGINT);
		kill(s.pid, SIGTERM);
		_exit(0);
	}
	close(ends[1]);
	assert_int_equal(waitpid(parent, &status, 0), parent);
	assert_int_equal(status, 0);
	assert_int_equal(read(ends[0], &c, 1), 0);
	close(ends[0]);
	assert_true(wait(NULL) > 0);	/* the child that is left */
	expect_files(0);
}

int
main(void)
{
#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		UNIT(counts_when_told),
		UNIT(leaves_the_last_when_it_does_not),
		UNIT(survives_clearing),
		UNIT(goes_with_its_parent),
		UNIT(tells_what_its_work_did),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
