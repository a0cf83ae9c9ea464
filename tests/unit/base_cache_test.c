/* Units of the cache: what is read is what was written, or nothing. */
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
#include <sys/wait.h>
#include <unistd.h>

#include "base/cache.h"
#include "base/files.h"
#include "base/str.h"

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
	unsetenv("XDG_CACHE_HOME");
	unsetenv("HOME");
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

static void
expect(const struct cache *c, const char *name, const char *want)
{
	struct str got = { 0 };

	if (!want) {
		assert_false(cache_read(c, str_c(name), &got));
		assert_null(got.p);
		return;
	}
	assert_true(cache_read(c, str_c(name), &got));
	assert_true(str_eq(got, str_c(want)));
}

static void
gives_back_what_was_written(void **state)
{
	struct cache *c = cache_open(a, "deep/in/there");

	(void)state;
	expect(c, "x", NULL);
	cache_write(c, STR("x"), ".", STR("one"));
	expect(c, "x", "one");
	cache_write(c, STR("x"), ".", STR("another one"));
	cache_write(c, STR("y"), ".", STR(""));
	expect(c, "x", "another one");
	expect(c, "y", "");
}

static void
lies_where_the_specification_says(void **state)
{
	struct stat st;
	char path[128];

	(void)state;
	assert_null(cache_open(a, NULL));
	setenv("XDG_CACHE_HOME", "relative", 1);
	assert_null(cache_open(a, NULL));
	setenv("HOME", root, 1);
	cache_write(cache_open(a, NULL), STR("x"), ".", STR("home"));
	assert_true(file_exists(".cache/livery/x.cache"));
	snprintf(path, sizeof(path), "%s/xdg", root);
	setenv("XDG_CACHE_HOME", path, 1);
	cache_write(cache_open(a, NULL), STR("x"), ".", STR("xdg"));
	assert_true(file_exists("xdg/livery/x.cache"));
	assert_int_equal(stat("xdg/livery", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(stat("xdg/livery/x.cache", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
}

static void
knows_damage(void **state)
{
	struct cache *c = cache_open(a, "c");
	struct str whole;

	(void)state;
	cache_write(c, STR("x"), ".", STR("a payload that matters"));
	assert_true(file_read(a, "c/x.cache", &whole));
	char *copy = arena_alloc(a, whole.n);
	for (size_t i = 0; i < whole.n; i++)
		for (int bit = 0; bit < 8; bit++) {
			memcpy(copy, whole.p, whole.n);
			copy[i] = (char)(copy[i] ^ 1 << bit);
			file_replace("c/x.cache", (struct str){ copy,
			    whole.n });
			expect(c, "x", NULL);
		}
	for (size_t n = 0; n < whole.n; n++) {
		file_replace("c/x.cache", str_slice(whole, 0, n));
		expect(c, "x", NULL);
	}
	file_replace("c/x.cache", arena_printf(a, "%.*sx",
	    STR_ARG(whole)));
	expect(c, "x", NULL);
	file_replace("c/x.cache", whole);
	expect(c, "x", "a payload that matters");
}

/* A file of these bytes, looked at before it is read, is worth `want`. */
static void
expect_looked_at(struct str bytes, const char *want)
{
	struct cache *c = cache_open(a, "c");

	file_replace("c/x.cache", bytes);
	cache_look(c, a, STR("x"));
	expect(c, "x", want);
	expect(c, "x", want);
}

static void
looks_aside(void **state)
{
	struct cache *c = cache_open(a, "c");
	struct str whole;

	(void)state;
	cache_look(c, a, STR("x"));
	expect(c, "x", NULL);
	cache_write(c, STR("y"), ".", STR("other"));
	cache_write(c, STR("x"), ".", STR("a payload"));
	assert_true(file_read(a, "c/x.cache", &whole));
	expect_looked_at(whole, "a payload");
	expect_looked_at(str_slice(whole, 0, 3), NULL);
	expect_looked_at(str_slice(whole, 0, whole.n - 1), NULL);
	char *copy = (char *)arena_str(a, whole).p;
	copy[whole.n - 1] ^= 1;
	expect_looked_at((struct str){ copy, whole.n }, NULL);
	file_replace("c/x.cache", whole);
	cache_look(c, a, STR("y"));
	cache_look(c, a, STR("x"));
	cache_write(c, STR("x"), ".", STR("a later one"));
	expect(c, "x", "a payload");
	expect(c, "x", "a later one");
	expect(c, "y", "other");
}

static void
takes_pieces(void **state)
{
	struct cache *c = cache_open(a, "c");
	struct cache_file *f = cache_create(c, STR("x"), ".");
	char *big = arena_alloc(a, 1 << 20);
	struct str got;

	(void)state;
	memset(big, 'x', 1 << 20);
	cache_put(f, STR("begin "));
	cache_put(f, (struct str){ big, 1 << 20 });
	cache_put(f, STR(" end"));
	assert_int_equal(cache_size(f), (1 << 20) + 10);
	expect(c, "x", NULL);
	cache_close(f);
	assert_true(cache_read(c, STR("x"), &got));
	assert_int_equal(got.n, (1 << 20) + 10);
	assert_int_equal((uintptr_t)got.p % 8, 0);
	assert_true(str_starts(got, STR("begin x")));
	assert_true(str_ends(got, STR("x end")));
	cache_put(NULL, STR("x"));
	cache_close(NULL);
}

static void
drops_what_is_not_to_count(void **state)
{
	struct cache *c = cache_open(a, "c");
	struct cache_file *f;

	(void)state;
	cache_write(c, STR("x"), ".", STR("before"));
	f = cache_create(c, STR("x"), ".");
	cache_put(f, STR("after"));
	cache_drop(f);
	expect(c, "x", "before");
	assert_false(file_exists(arena_printf(a, "c/x-%ld.cache",
	    (long)getpid()).p));
	cache_drop(NULL);
}

static void
clears_what_is_of_no_use(void **state)
{
	struct cache *c = cache_open(a, "c");

	(void)state;
	dir_make("out");
	cache_write(c, STR("gone"), "out", STR("x"));
	file_create("c/begun-2147483647.cache", STR("livery"));
	file_create("c/damaged.cache", STR("livery"));
	file_create("c/foreign", STR("livery"));
	expect(c, "gone", "x");
	tree_remove("out");
	cache_write(c, STR("x"), ".", STR("x"));
	assert_false(file_exists("c/gone.cache"));
	assert_false(file_exists("c/begun-2147483647.cache"));
	assert_false(file_exists("c/damaged.cache"));
	assert_true(file_exists("c/foreign"));
	expect(c, "x", "x");
}

static void
clears_what_the_dead_began(void **state)
{
	struct cache *c = cache_open(a, "c");
	struct cache_file *own = cache_create(c, STR("own"), ".");
	pid_t pid = fork();

	(void)state;
	if (pid == 0)
		_exit(cache_create(c, STR("left"), ".") == NULL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	const char *left = arena_printf(a, "c/left-%ld.cache", (long)pid).p;
	assert_true(file_exists(left));
	cache_write(c, STR("x"), ".", STR("x"));
	assert_false(file_exists(left));
	cache_put(own, STR("mine"));
	cache_close(own);
	expect(c, "own", "mine");
}

static void
folder_goes_with_what_it_is_about(void **state)
{
	struct cache *c = cache_open(a, "c");
	struct stat st;

	(void)state;
	dir_make("out");
	dir_make("c/foreign.folder");
	assert_string_equal(cache_folder(c, a, STR("t")), "c/t.folder");
	assert_true(cache_folder_make(c, STR("t"), "out"));
	assert_true(cache_folder_make(c, STR("t"), "out"));
	assert_int_equal(stat("c/t.folder", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	dir_make("c/t.folder/deep/in/there");
	cache_write(c, STR("x"), ".", STR("x"));
	assert_true(dir_exists("c/t.folder/deep/in/there"));
	tree_remove("out");
	cache_write(c, STR("x"), ".", STR("x"));
	assert_false(dir_exists("c/t.folder"));
	assert_true(dir_exists("c/foreign.folder"));
	assert_null(cache_folder(NULL, a, STR("t")));
	assert_false(cache_folder_make(NULL, STR("t"), "."));
	file_create("c/y.folder", STR(""));
	assert_false(cache_folder_make(c, STR("y"), "."));
}

static void
does_without(void **state)
{
	struct str got;

	(void)state;
	file_create("file", STR(""));
	struct cache *c = cache_open(a, "file/below");
	cache_write(c, STR("x"), ".", STR("x"));
	expect(c, "x", NULL);
	cache_write(NULL, STR("x"), ".", STR("x"));
	assert_false(cache_read(NULL, STR("x"), &got));
	dir_make("c/x.cache");
	c = cache_open(a, "c");
	expect(c, "x", NULL);
	cache_write(c, STR("x"), ".", STR("x"));
	expect(c, "x", NULL);
}

#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(gives_back_what_was_written),
		UNIT(lies_where_the_specification_says),
		UNIT(knows_damage),
		UNIT(looks_aside),
		UNIT(takes_pieces),
		UNIT(drops_what_is_not_to_count),
		UNIT(clears_what_is_of_no_use),
		UNIT(clears_what_the_dead_began),
		UNIT(folder_goes_with_what_it_is_about),
		UNIT(does_without),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
