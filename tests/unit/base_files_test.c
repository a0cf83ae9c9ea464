/* Units of files, folders and paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/files.h"
#include "base/str.h"

static struct arena *a;
static char root[64];
static int home = -1;

/* Each unit runs in a folder of its own, under an unfriendly umask. */
static int
setup(void **state)
{
	(void)state;
	a = arena_new();
	home = open(".", O_RDONLY | O_DIRECTORY);
	strcpy(root, "/tmp/livery-unit-XXXXXX");
	if (home < 0 || !mkdtemp(root) || chdir(root) < 0)
		return -1;
	umask(0077);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	umask(0022);
	tree_remove(root);
	arena_free(a);
	int bad = fchdir(home) < 0 || close(home) < 0 || dir_exists(root);
	return bad ? -1 : 0;
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(lstat(path, &st), 0);
	return st.st_mode & 07777;
}

static void
expect_content(const char *path, const char *want)
{
	struct str got;

	assert_true(file_read(a, path, &got));
	assert_int_equal(got.n, strlen(want));
	assert_string_equal(got.p, want);
}

/* The exit status of `f`, run in a child that says nothing. */
static int
status_of(void (*f)(void))
{
	int st = 0;

	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);
		dup2(null, STDERR_FILENO);
		f();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &st, 0), pid);
	return WIFEXITED(st) ? WEXITSTATUS(st) : -1;
}

static void
create_again(void)
{
	file_create("a.txt", STR("two"));
}

static void
create_nowhere(void)
{
	file_create("no/such/folder", STR(""));
}

/* A disk that is full after two bytes, as far as this process can tell. */
static void
fill_the_disk(void)
{
	struct rlimit two = { 2, 2 };

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &two);
}

static void
create_on_full_disk(void)
{
	fill_the_disk();
	file_create("cut", STR("12345"));
}

static void
replace_on_full_disk(void)
{
	fill_the_disk();
	file_replace("r.txt", STR("12345"));
}

static void
read_folder(void)
{
	struct str s;

	file_read(a, ".", &s);
}

static void
make_over_file(void)
{
	dir_make("a.txt/sub");
}

static void
creates_and_reads(void **state)
{
	struct str s;

	(void)state;
	file_create("a.txt", STR("one"));
	expect_content("a.txt", "one");
	assert_int_equal(mode_of("a.txt"), 0644);
	assert_int_equal(status_of(create_again), 3);
	expect_content("a.txt", "one");
	file_create("empty", STR(""));
	expect_content("empty", "");
	assert_false(file_read(a, "absent", &s));
	assert_false(file_read(a, "a.txt/below", &s));
	assert_int_equal(status_of(read_folder), 3);
	assert_int_equal(status_of(create_nowhere), 3);
	assert_int_equal(status_of(create_on_full_disk), 3);
	assert_false(file_exists("cut"));
	assert_true(file_exists("a.txt"));
	assert_false(file_exists("."));
	assert_false(file_exists("absent"));
	assert_false(file_exists("a.txt/below"));
	assert_true(dir_exists("."));
	assert_false(dir_exists("a.txt"));
	char name[5000];
	memset(name, 'n', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	assert_false(file_exists(name));
	assert_false(file_read(a, name, &s));
}

static void
replaces(void **state)
{
	size_t n;

	(void)state;
	file_replace("r.txt", STR("one"));
	assert_int_equal(mode_of("r.txt"), 0644);
	file_replace("./r.txt", STR("two two"));
	expect_content("r.txt", "two two");
	assert_int_equal(status_of(replace_on_full_disk), 3);
	expect_content("r.txt", "two two");
	dir_make("sub");
	file_replace("sub/r.txt", STR("three"));
	expect_content("sub/r.txt", "three");
	dir_walk(a, ".", &n);
	assert_int_equal(n, 3);
}

static void
large_files_and_pipes(void **state)
{
	size_t n = 3 << 20;
	char *big = malloc(n);
	int ends[2];
	char path[32];
	struct str got;

	(void)state;
	for (size_t i = 0; i < n; i++)
		big[i] = (char)(i * 7);
	file_create("big", (struct str){ big, n });
	assert_true(file_read(a, "big", &got));
	assert_true(str_eq(got, (struct str){ big, n }));
	free(big);
	/* no size is known of a pipe */
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "through", 7), 7);
	close(ends[1]);
	snprintf(path, sizeof(path), "/dev/fd/%d", ends[0]);
	expect_content(path, "through");
	close(ends[0]);
}

static void
makes_folders(void **state)
{
	(void)state;
	dir_make("x/y//z/");
	assert_true(dir_exists("x/y/z"));
	assert_int_equal(mode_of("x"), 0755);
	assert_int_equal(mode_of("x/y/z"), 0755);
	assert_int_equal(chmod("x", 0700), 0);
	dir_make("x/y/z");
	assert_int_equal(mode_of("x"), 0700);
	file_create("a.txt", STR(""));
	assert_int_equal(status_of(make_over_file), 3);
	dir_make("");
}

static void
walks_in_byte_order(void **state)
{
	static const char *const want[] = { "B.md", "a", "a-b.md", "a.md",
	    "a/b.md", "a/c", "a/c/d.md", "a0", "link", "loop" };
	size_t n = 99;

	(void)state;
	assert_null(dir_walk(a, "absent", &n));
	assert_int_equal(n, 0);
	dir_make("t/a/c");
	dir_make("t/.hidden");
	file_create("t/a/c/d.md", STR("12345"));
	file_create("t/a/.hidden", STR(""));
	file_create("t/a/b.md", STR(""));
	file_create("t/a-b.md", STR(""));
	file_create("t/a.md", STR(""));
	file_create("t/a0", STR(""));
	file_create("t/B.md", STR(""));
	file_create("t/.hidden/x", STR(""));
	assert_int_equal(symlink("a.md", "t/link"), 0);
	assert_int_equal(symlink("..", "t/loop"), 0);
	assert_int_equal(mkfifo("t/fifo", 0600), 0);
	struct dir_entry *e = dir_walk(a, "t", &n);
	assert_int_equal(n, sizeof(want) / sizeof(*want));
	for (size_t i = 0; i < n; i++)
		assert_string_equal(e[i].path.p, want[i]);
	assert_true(e[1].dir);
	assert_true(e[5].dir);
	assert_false(e[3].dir);
	assert_int_equal(e[6].size, 5);
	assert_true(e[8].link);
	assert_true(e[9].link);
	assert_false(e[9].dir);
}

static void
removes_trees(void **state)
{
	(void)state;
	dir_make("keep");
	file_create("keep/me", STR("x"));
	dir_make("t/a/b");
	file_create("t/a/b/c", STR("x"));
	assert_int_equal(symlink("../keep", "t/link"), 0);
	assert_int_equal(symlink("nowhere", "t/dangling"), 0);
	tree_remove("t");
	assert_false(dir_exists("t"));
	expect_content("keep/me", "x");
	tree_remove("t");
	tree_remove("keep/me");
	assert_false(file_exists("keep/me"));
	assert_int_equal(symlink("keep", "link"), 0);
	tree_remove("link");
	assert_true(dir_exists("keep"));
}

static void
expect_join(const char *dir, const char *name, const char *want)
{
	struct str s = path_join(a, str_c(dir), str_c(name));

	assert_string_equal(s.p, want);
	assert_int_equal(s.n, strlen(want));
}

static void
joins_and_splits(void **state)
{
	(void)state;
	expect_join("a", "b", "a/b");
	expect_join("a/", "/b", "a/b");
	expect_join("", "b", "b");
	expect_join("", "/b", "/b");
	expect_join("/", "b", "/b");
	expect_join("a", "", "a");
	assert_true(str_eq(path_dir(STR("a/b/c.md")), STR("a/b")));
	assert_true(str_eq(path_dir(STR("c.md")), STR("")));
	assert_true(str_eq(path_dir(STR("/c.md")), STR("")));
	assert_true(str_eq(path_base(STR("a/b/c.md")), STR("c.md")));
	assert_true(str_eq(path_base(STR("c.md")), STR("c.md")));
	assert_true(str_eq(path_base(STR("a/")), STR("")));
}

static void
expect_resolve(const char *dir, const char *ref, const char *want)
{
	struct str s = { 0 };
	bool inside = path_resolve(a, str_c(dir), str_c(ref), &s);

	if (inside != (want != NULL))
		fail_msg("%s + %s", dir, ref);
	if (want)
		assert_string_equal(s.p, want);
}

static void
resolves(void **state)
{
	(void)state;
	expect_resolve("a/b", "x.md", "a/b/x.md");
	expect_resolve("a/b", "./x.md", "a/b/x.md");
	expect_resolve("a/b", "../x.md", "a/x.md");
	expect_resolve("a/b", "../../x.md", "x.md");
	expect_resolve("a/b", "../../../x.md", NULL);
	expect_resolve("a/b", "/x.md", "x.md");
	expect_resolve("a/b", "/../x.md", NULL);
	expect_resolve("a/b", "/", "");
	expect_resolve("", "..", NULL);
	expect_resolve("", ".", "");
	expect_resolve("a", "", "a");
	expect_resolve("a", "b//c/./d/", "a/b/c/d");
	expect_resolve("/a/", "b", "a/b");
	expect_resolve("a", "..b/c..", "a/..b/c..");
	expect_resolve("a", "b/..", "a");
	expect_resolve("a", "..", "");
}

static void
expect_relative(const char *from, const char *to, const char *want)
{
	assert_string_equal(path_relative(a, str_c(from), str_c(to)).p, want);
}

static void
relates(void **state)
{
	(void)state;
	expect_relative("a/b.html", "c/d.html", "../c/d.html");
	expect_relative("a/b.html", "a/d.html", "d.html");
	expect_relative("a/b.html", "a/b.html", "b.html");
	expect_relative("index.html", "a/b.html", "a/b.html");
	expect_relative("a/b.html", "index.html", "../index.html");
	expect_relative("a/b/c.html", "a/bb/c.html", "../bb/c.html");
	expect_relative("a/b/c.html", "x.css", "../../x.css");
	expect_relative("a/b.html", "a/b/c.html", "b/c.html");
	expect_relative("/a/b.html", "/a/x.html", "x.html");
	expect_relative("b.html", "c:d.html", "./c:d.html");
	expect_relative("a/b.html", "c:d.html", "../c:d.html");
	expect_relative("b.html", "", "./");
	expect_relative("a/b.html", "", "../");
}

#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(creates_and_reads),
		UNIT(replaces),
		UNIT(large_files_and_pipes),
		UNIT(makes_folders),
		UNIT(walks_in_byte_order),
		UNIT(removes_trees),
		UNIT(joins_and_splits),
		UNIT(resolves),
		UNIT(relates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
