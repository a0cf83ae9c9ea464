/* Units of archives: the same bytes anywhere, and nothing unsafe in them. */
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
#include <time.h>
#include <unistd.h>

#include "base/files.h"
#include "base/str.h"
#include "emit/emit.h"

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
	return home < 0 || !mkdtemp(root) || chdir(root) < 0 ? -1 : 0;
}

static int
teardown(void **state)
{
	(void)state;
	umask(0022);
	unsetenv("TZ");
	tree_remove(root);
	arena_free(a);
	return fchdir(home) < 0 || close(home) < 0 ? -1 : 0;
}

static const char *const names[] = { "404.html", "a/b c.html",
	"a/\xC3\xA9t\xC3\xA9.html", "empty.txt", "noise.bin" };
enum { FILES = 5 };

static struct str
content(size_t i)
{
	struct buf b = BUF_INIT;
	uint32_t seed = 7;

	if (i == 4)
		for (int k = 0; k < 5000; k++) {
			seed = seed * 1664525u + 1013904223u;
			buf_char(&b, (char)(seed >> 24));
		}
	else if (i != 3)
		for (int k = 0; k < 400; k++)
			buf_printf(&b, "<p>line %d of %s</p>\n", k, names[i]);
	struct str s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s;
}

/* Packs the five files into `spool` and zips them. */
static void
make(const char *spool, const char *zip, struct zip_entry *e)
{
	struct buf packed = BUF_INIT;

	for (size_t i = 0; i < FILES; i++) {
		e[i].offset = packed.n;
		zip_pack(content(i), &e[i], &packed);
		e[i].path = str_c(names[i]);
		e[i].spool = 0;
	}
	file_create(spool, buf_view(&packed));
	buf_free(&packed);
	zip_write(zip, STR("portdns"), e, FILES, &spool);
}

static void
stores_what_deflate_cannot_shrink(void **state)
{
	struct zip_entry e[FILES] = { 0 };

	(void)state;
	make("spool", "x.zip", e);
	assert_false(e[0].stored);
	assert_true(e[0].packed_size < e[0].size / 4);
	assert_true(e[3].stored);
	assert_int_equal(e[3].packed_size, 0);
	assert_true(e[4].stored);
	assert_int_equal(e[4].packed_size, 5000);
	assert_int_equal(system("unzip -qq -t x.zip"), 0);
	assert_int_equal(system("unzip -qq x.zip"), 0);
	for (size_t i = 0; i < FILES; i++) {
		struct str got, want = content(i);
		assert_true(file_read(a, arena_printf(a, "portdns/%s",
		    names[i]).p, &got));
		assert_true(str_eq(got, want));
	}
}

static void
same_bytes_in_any_zone_umask_and_folder(void **state)
{
	static const char *const zones[] = { "UTC0", "America/New_York",
		"Asia/Kolkata", "Pacific/Kiritimati", "XXX-14" };
	struct zip_entry e[FILES] = { 0 };
	struct str first = { 0 }, one;

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		const char *dir = arena_printf(a, "d%zu", i).p;
		struct stat st;
		setenv("TZ", zones[i], 1);
		tzset();
		umask(i % 2 ? 0077 : 0);
		dir_make(dir);
		const char *zip = arena_printf(a, "%s/x.zip", dir).p;
		make(arena_printf(a, "%s/spool", dir).p, zip, e);
		assert_string_equal(getenv("TZ"), zones[i]);
		assert_true(file_read(a, zip, &one));
		assert_int_equal(stat(zip, &st), 0);
		assert_int_equal(st.st_mode & 07777, 0644);
		if (i == 0)
			first = one;
		assert_true(str_eq(first, one));
	}
	assert_int_equal(system("TZ=UTC0 zipinfo -T d0/x.zip > list && "
	    "test $(grep -c -- '-rw-r--r--.*19800101.000000' list) = 5"), 0);
}

/* Runs `fn` in a child that is to die with status 3. */
static void
expect_death(void (*fn)(void *ctx), void *ctx)
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(99);
		fn(ctx);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 3);
}

static void
write_one(void *ctx)
{
	const char *spool = "spool";
	struct zip_entry e = { .path = str_c(ctx), .stored = true };

	zip_write("bad.zip", STR("top"), &e, 1, &spool);
}

static void
write_none(void *ctx)
{
	(void)ctx;
	zip_write("bad.zip", STR("top"), NULL, 0, NULL);
}

static void
refuses_unsafe_names_and_emptiness(void **state)
{
	static const char *const bad[] = { "", "/etc/passwd", "../x",
		"a/../b", "a//b", "a/.", "a\\b", "C:x", "a/", "new\nline" };

	(void)state;
	file_create("spool", STR(""));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		expect_death(write_one, (void *)(uintptr_t)bad[i]);
		assert_false(file_exists("bad.zip"));
	}
	expect_death(write_none, NULL);
	assert_false(file_exists("bad.zip"));
}

static void
never_replaces_an_archive(void **state)
{
	(void)state;
	file_create("spool", STR(""));
	file_create("bad.zip", STR("old"));
	expect_death(write_one, (void *)(uintptr_t)"fine");
	struct str s;
	assert_true(file_read(a, "bad.zip", &s));
	assert_true(str_eq(s, STR("old")));
}

/* More entries than 16 bits count: zip64. */
static void
holds_more_than_65535_files(void **state)
{
	enum { MANY = 66000 };
	struct zip_entry *e = ARENA_ARRAY(a, MANY, struct zip_entry);
	struct buf packed = BUF_INIT;
	const char *spool = "spool";

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		struct str name = arena_printf(a, "f/%05zu", i);
		e[i].offset = packed.n;
		zip_pack(name, &e[i], &packed);
		e[i].path = name;
	}
	file_create(spool, buf_view(&packed));
	buf_free(&packed);
	zip_write("big.zip", STR("top"), e, MANY, &spool);
	assert_int_equal(system("unzip -l big.zip | tail -n 1 | "
	    "grep -q '66000 files' && "
	    "test \"$(unzip -p big.zip top/f/65999)\" = f/65999"), 0);
}

static void
writes_the_digest_for_sha256sum(void **state)
{
	struct zip_entry e[FILES] = { 0 };

	(void)state;
	make("spool", "portdns.zip", e);
	zip_digest("portdns.zip", STR("portdns.zip"), "portdns.zip.sha256");
	assert_int_equal(system("sha256sum -c --strict --quiet "
	    "portdns.zip.sha256"), 0);
}

int
main(void)
{
#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		UNIT(stores_what_deflate_cannot_shrink),
		UNIT(same_bytes_in_any_zone_umask_and_folder),
		UNIT(refuses_unsafe_names_and_emptiness),
		UNIT(never_replaces_an_archive),
		UNIT(holds_more_than_65535_files),
		UNIT(writes_the_digest_for_sha256sum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
