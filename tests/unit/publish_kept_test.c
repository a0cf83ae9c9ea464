/* Units of the trees that are kept from one build to the next: they save links,
   and whatever has become of them, the output is that of a clean build. */
#include "publish_fixture.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>

static int links, folders, rename_error;
static const char *rename_part;	/* in a name that cannot be renamed to */

int
linkat(int at, const char *from, int in, const char *to, int flags)
{
	int done = (int)syscall(SYS_linkat, at, from, in, to, flags);

	links += done == 0;
	return done;
}

DIR *
fdopendir(int fd)
{
	DIR *(*real)(int);

	*(void **)&real = dlsym(RTLD_NEXT, "fdopendir");
	folders++;
	return real(fd);
}

int
rename(const char *from, const char *to)
{
	errno = rename_error;
	if (rename_error && strstr(to, rename_part))
		return -1;
	return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

static struct cache *cache;

static void
expect(int status, const char *command)
{
	if (system(command) != status)
		fail_msg("not so: %s", command);
}

static int
setup(void **state)
{
	(void)state;
	links = rename_error = 0;
	if (enter_root() < 0)
		return -1;
	cache = cache_open(a, "cache");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	expect(0, "chmod -R u+rwX .");
	return leave_root();
}

/* In each edition of the tree mail/b.html and index.html are others; some files
   come and go. */
static tree first = { "index.html", "home 1", "mail/a.html", "A",
	"mail/b.html", "B 1", "mail/deep/x.html", "X", "mail/deep/y.html",
	"Y", "web/c.html", "C", "web.html", "W", NULL };
static tree second = { "index.html", "home 2", "mail/a.html", "A",
	"mail/b.html", "B 2", "mail/deep/x.html", "X", "mail/deep/y.html",
	"Y", "web/c.html", "C", "web.html", "W", NULL };
static tree third = { "index.html", "home 3", "mail/a.html", "A",
	"mail/b.html", "B 2", "mail/deep/x.html", "X", "mail/deep/y.html",
	"Y", "web/c.html", "C", "web/new.html", "N", NULL };

/* The second with another mail/b.html alone, and something new. */
static tree fourth = { "index.html", "home 4", "mail/a.html", "A",
	"mail/b.html", "B 4", "mail/deep/x.html", "X", "mail/deep/y.html",
	"Y", "new/d.html", "D", "web/c.html", "C", "web.html", "W", NULL };

static const struct published_edition en = { { "x", 1 }, { "en", 2 },
	{ "", 0 } };
static const struct published_brand brands[] = {
	{ { "portdns", 7 }, &en, 1 }, { { "exact", 5 }, &en, 1 } };

/* Builds the tree for the first `n` brands and counts the links made. */
static int
publish_to(const char *out, const struct cache *c, size_t n,
    const char *const *files)
{
	struct publication_options o = { "p", out, true, 1, false, c,
		NULL };

	links = 0;
	struct publication *p = publication_open(a, &o, brands, n, diags);
	assert_non_null(p);
	publication_wave(p, a, 0, (uint32_t)n);
	for (uint32_t i = 0; i < n; i++)
		put_tree(p, i, files);
	publication_commit(p);
	return links;
}

static int
publish(const char *const *files)
{
	return publish_to("out", cache, 1, files);
}

#define KEPT "cache/trees-*.folder/portdns"

/* The output is what a build without a past makes of the same files. */
static void
expect_clean(const char *const *files)
{
	tree_remove("clean");
	publish_to("clean", NULL, 1, files);
	expect(0, "diff -r --no-dereference out clean");
	expect(0, "test -z \"$(find out -type f ! -perm 644)\" && "
	    "test -z \"$(find out -type d ! -perm 755)\" && "
	    "test -z \"$(find out -empty)\" && "
	    "test -z \"$(find out -name '.*')\"");
}

static void
further_build_links_what_changed_before(void **state)
{
	(void)state;
	assert_int_equal(publish(first), 0);
	expect(0, "test ! -e cache");
	assert_int_equal(publish(second), 5);
	expect(0, "test \"$(cd " KEPT " && echo $(find . -type f | sort))\" = "
	    "'./mail/a.html ./mail/deep/x.html ./mail/deep/y.html "
	    "./web.html ./web/c.html'");
	assert_int_equal(publish(third), 1);	/* mail/b.html */
	expect_clean(third);
	assert_int_equal(publish(second), 0);
	expect_clean(second);
	assert_int_equal(publish(second), 0);
	expect_clean(second);
}

/* It holds nothing but links to what stands in the output. */
static void
kept_tree_has_no_bytes(void **state)
{
	(void)state;
	publish(first);
	publish(second);
	publish(third);
	expect(0, "test -n \"$(find " KEPT " -type f)\" && "
	    "test -z \"$(find " KEPT " -type f -links -2)\"");
}

/* The rows of a tree once it is published. */
static struct str
rows_after(const char *const *files)
{
	struct publication_options o = { "p", "out", true, 1, true, cache,
		NULL };
	struct buf b = BUF_INIT;

	struct publication *p = publication_open(a, &o, brands, 1, diags);
	publication_wave(p, a, 0, 1);
	put_tree(p, 0, files);
	publication_prepare(p);
	assert_int_equal(publication_rows(p, &b), 7);
	publication_commit(p);
	publication_rows_beside(p, &b);
	struct str kept = arena_str(a, buf_view(&b));
	buf_free(&b);
	return kept;
}

static struct str rows;		/* of the last build */

static const char *const harm[] = {
	"true",
	"touch $T/more $T/mail/more",
	"mkdir -p $T/more/and/more; touch $T/more/and/x",
	"mkdir $T/empty $T/mail/empty",
	"ln -s /etc $T/mail/link; mkfifo $T/pipe",
	"rm $T/mail/a.html",
	"rm $T/mail/a.html; echo -n Z > $T/mail/a.html",
	"rm $T/web/c.html; ln -s ../web.html $T/web/c.html",
	"rm $T/web/c.html; mkdir -p $T/web/c.html/d",
	"ln -f $T/web.html $T/web/c.html",
	"rm -r $T/mail/deep; echo > $T/mail/deep",
	"mv $T/mail/deep $T; ln -s ../deep $T/mail/deep",
	"rm -r $T",
	"rm -r $T; echo > $T",
	"mv $T away; ln -s $PWD/away $T",
	"rm -r $T; cp -R other $T",
	"rm -r $T; cp -R out/portdns $T",
	"rm -r $T; cp -al out/portdns $T",
	"rm -r $T; mkdir $T",
	"rm -r cache",
	"rm -r cache; echo > cache",
	"chmod -R a-w cache",
	"find $T -type d -exec chmod a-w {} +",
	"find $T -depth -type d -exec chmod 0 {} +",
	"chmod 1777 $T/mail",
	"chmod 600 $T/mail/a.html",
	"rm out/portdns/mail/a.html",
	"rm -r out/portdns/mail",
	"echo > out/portdns.json",
	"cp -R out copy; rm -r out; mv copy out",
	"rm -r out",
	NULL
};

/* The first and the second build, and harm done to what they left. */
static void
begin_again(const char *what)
{
	expect(0, "chmod -R u+rwX .");
	tree_remove("out");
	tree_remove("cache");
	expect(0, "rm -rf away other copy; mkdir -p other/mail; "
	    "echo foreign > other/mail/a.html");
	publish(first);
	rows = rows_after(second);
	expect(0, arena_printf(a, "T=$(echo " KEPT "); %s", what).p);
}

static void
whatever_became_of_it(void **state)
{
	(void)state;
	for (size_t i = 0; harm[i]; i++) {
		begin_again(harm[i]);
		publish(third);
		expect_clean(third);
		publish(first);
		expect_clean(first);
	}
}

/* A build that a look goes before. */
static void
publish_looked(const char *const *files)
{
	struct publication_options o = { "p", "out", true, 1, false, cache,
		publication_look(a, cache, "out", rows) };
	struct publication *p = publication_open(a, &o, brands, 1, diags);

	links = folders = 0;
	publication_wave(p, a, 0, 1);
	put_tree(p, 0, files);
	publication_commit(p);
}

static void
whatever_was_looked_at(void **state)
{
	static const char *const *const next[] = { third, fourth, second };

	(void)state;
	for (size_t i = 0; harm[i]; i++)
		for (size_t k = 0; k < 3; k++) {
			begin_again(harm[i]);
			publish_looked(next[k]);
			expect_clean(next[k]);
			publish(first);
			expect_clean(first);
		}
}

/* Then no folder of it is read again, but where something may have to go. */
static void
looked_through_beforehand(void **state)
{
	(void)state;
	begin_again("true");
	publish_looked(fourth);
	assert_int_equal(links, 0);
	assert_int_equal(folders, 0);
	begin_again("touch $T/more");
	publish_looked(fourth);
	assert_int_equal(links, 0);
	assert_true(folders > 0);
	begin_again("true");
	publish_looked(third);
	assert_int_equal(links, 1);
	assert_true(folders > 0);
}

static void
it_belongs_to_one_output(void **state)
{
	(void)state;
	publish(first);
	publish_to("out2", cache, 1, first);
	publish(second);
	publish_to("out2", cache, 1, third);
	expect(0, "test $(ls -d " KEPT " | wc -l) = 2");
	assert_int_equal(publish(third), 1);
	expect_clean(third);
	assert_int_equal(publish_to("out2", cache, 1, second), 1);
	expect(0, "rm -r out; mv out2 out");
	expect_clean(second);
}

/* Nobody needs a tree of which everything has changed, and without a cache
   none is touched. */
static void
it_is_kept_for_a_reason(void **state)
{
	static tree other = { "index.html", "other", "mail/a.html", "other",
		"web.html", "other", NULL };

	(void)state;
	publish_to("out", NULL, 1, first);
	publish_to("out", NULL, 1, second);
	expect(0, "test ! -e cache");
	publish(third);
	expect(0, "test -d " KEPT);
	publish_to("out", NULL, 1, first);
	expect(0, "test -d " KEPT);
	publish(other);
	expect(0, "test ! -e " KEPT);
	expect_clean(other);
}

static void
it_goes_with_its_output(void **state)
{
	(void)state;
	publish_to("out", cache, 2, first);
	publish_to("out", cache, 2, second);
	expect(0, "test $(ls " KEPT "/.. | wc -l) = 2");
	publish_to("out", cache, 1, second);	/* a brand less */
	expect(0, "test $(ls " KEPT "/.. | wc -l) = 1");
	tree_remove("out");
	publish(second);
	expect(0, "test ! -e " KEPT);
	publish(third);
	expect(0, "test -d " KEPT);
	tree_remove("out");
	cache_write(cache, STR("x"), ".", STR("whatever"));
	expect(0, "test $(ls cache) = x.cache");
}

/* What is harmed after the build of the look or before is seen. */
static void
expect_stood(bool stood, const char *what)
{
	publish(first);
	rows = rows_after(second);
	expect(0, what);
	struct publication_options o = { "p", "out", true, 1, false, cache,
		publication_look(a, cache, "out", rows) };
	struct publication *p = publication_open(a, &o, brands, 1, diags);
	assert_int_equal(publication_stood(p), stood);
	publication_wave(p, a, 0, 1);
	put_tree(p, 0, third);
	publication_commit(p);
	expect_clean(third);
}

static void
last_build_stands_or_not(void **state)
{
	(void)state;
	expect_stood(true, "true");
	expect_stood(true, "touch out/portdns/more");
	expect_stood(false, "touch out/portdns/mail/a.html");
	expect_stood(false, "rm out/portdns/mail/a.html");
	expect_stood(false, "rm -r out");
	expect_stood(false, "echo > out/portdns.json");
	expect_stood(false, "cp out/portdns.json x; mv x out/portdns.json");
}

/* What the short way of a build asks; `later` is done once the look is over. */
static void
expect_stands(bool stands, const char *before, const char *later)
{
	const struct timespec while_it_looks = { .tv_nsec = 200000000 };

	tree_remove("out");
	publish(first);
	rows = rows_after(second);
	expect(0, before);
	struct publication_look *l = publication_look(a, cache, "out", rows);
	nanosleep(&while_it_looks, NULL);
	expect(0, later);
	assert_int_equal(publication_stands(l), stands);
	assert_false(publication_stands(l));	/* it has been asked */
}

static void
nothing_need_be_built_or_not(void **state)
{
	(void)state;
	expect_stands(true, "true", "true");
	expect_stands(false, "touch out/portdns/mail/a.html", "true");
	expect_stands(false, "rm out/portdns/mail/a.html", "true");
	expect_stands(false, "rm -r out", "true");
	expect_stands(false, "true", "rm -r out");
	expect_stands(false, "mkdir out/.livery-1", "true");
	expect_stands(false, "true", "mkdir out/.livery-1");
	expect_stands(false, "true", "cp out/portdns.json x; "
	    "mv x out/portdns.json");
	tree_remove("out");
}

static void
nothing_is_said_beside_another_build(void **state)
{
	(void)state;
	publish(first);
	rows = rows_after(second);
	struct publication_look *l = publication_look(a, cache, "out", rows);
	int other = open("out", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_int_equal(flock(other, LOCK_EX), 0);
	assert_false(publication_stands(l));
	close(other);
	assert_true(publication_stands(publication_look(a, cache, "out",
	    rows)));
}

static void
look_that_nobody_asks_ends(void **state)
{
	(void)state;
	publish(first);
	struct publication_look *l = publication_look(a, cache, "out",
	    rows_after(second));
	publication_look_no_more(l);
	assert_false(publication_stands(l));
	expect_clean(second);
}

/* Another build between the look and the opening. */
static void
other_build_is_seen(void **state)
{
	(void)state;
	publish(first);
	struct publication_look *l = publication_look(a, cache, "out",
	    rows_after(second));
	publish(third);
	struct publication_options o = { "p", "out", true, 1, false, cache,
		l };
	struct publication *p = publication_open(a, &o, brands, 1, diags);
	assert_false(publication_stood(p));
	publication_wave(p, a, 0, 1);
	put_tree(p, 0, second);
	publication_commit(p);
	expect_clean(second);
}

/* A tree that is made anew is made in parts, by several processes where there
   are. */
static void
large_tree_is_made_in_parts(void **state)
{
	enum { FILES = 5000 };
	static struct published done[FILES];
	const unsigned workers[] = { 1, 1, 3 };

	(void)state;
	for (int k = 0; k < 3; k++) {
		struct publication_options o = { "p", "out", true, workers[k],
			false, NULL, NULL };
		struct publication *p = publication_open(a, &o, brands, 1,
		    diags);
		links = 0;
		publication_wave(p, a, 0, 1);
		for (int i = 0; i < FILES; i++)
			publication_file(p, 0, arena_printf(a, "%d/%d.html",
			    i % 3, i), i == 4000 ? arena_printf(a, "%d", k) :
			    STR("x"), &done[i]);
		publication_brand(p, 0, done, FILES);
		struct publication_result r = publication_commit(p);
		assert_int_equal(r.kept, k == 0 ? 0 : FILES - 1);
		assert_int_equal(links, k == 1 ? FILES - 1 : 0);
		expect(0, "test $(find out/portdns -type f | wc -l) = 5000");
		expect(0, arena_printf(a, "test $(cat out/portdns/1/4000.html)"
		    " = %d && test $(cat out/portdns/*/4999.html) = x", k).p);
	}
}

/* Of a tree in which one folder holds all that has changed, and little beside,
   that folder is exchanged alone. */
#define REST "a/2.html", "a2", "b/1.html", "b1", "b/2.html", "b2", \
	"b/deep/3.html", "b3", "b/deep/4.html", "b4", "b-c/5.html", "b5"
static tree wide = { "a/1.html", "a1", REST, "c/1.html", "c1", "c/2.html",
	"c2", "index.html", "home", NULL };
static tree wide_other = { "a/1.html", "new", REST, "c/1.html", "c1",
	"c/2.html", "c2", "index.html", "home", NULL };
static tree wide_less = { REST, "c/1.html", "c1", "c/2.html", "c2",
	"index.html", "home", NULL };
static tree wide_more = { "a/0.html", "a0", REST, "c/1.html", "c1",
	"c/2.html", "c2", "index.html", "home", NULL };
static tree wide_home = { "a/0.html", "a0", REST, "c/1.html", "c1",
	"c/2.html", "c2", "index.html", "house", NULL };
static tree wide_c = { "a/0.html", "a0", REST, "c/1.html", "sea", "c/2.html",
	"c2", "index.html", "house", NULL };
static tree wide_end = { "a/0.html", "a0", REST, "c/1.html", "sea",
	"c/2.html", "c2", "index.html", "end", NULL };
static tree wide_two = { "a/0.html", "a-", REST, "c/1.html", "see",
	"c/2.html", "c2", "index.html", "end", NULL };
static tree wide_gone = { "a/0.html", "a-", REST, "index.html", "end", NULL };

static void
note_folders(const char *file)
{
	expect(0, arena_printf(a, "stat -c '%%n %%i' out/portdns "
	    "out/portdns/* | grep -v html >%s", file).p);
}

static void
folder_is_exchanged_alone(void **state)
{
	(void)state;
	publish(wide);
	note_folders("before");
	assert_int_equal(publish(wide_other), 1);
	note_folders("after");
	expect(0, "test \"$(diff before after | grep -c '^[<>]')\" = 2 && "
	    "diff before after | grep -q portdns/a");
	expect_clean(wide_other);
	assert_int_equal(publish(wide_less), 1);
	expect_clean(wide_less);
	assert_int_equal(publish(wide_more), 1);
	expect_clean(wide_more);
	expect(0, "test ! -e " KEPT);
	assert_int_equal(publish(wide_more), 0);
	expect_clean(wide_more);
}

/* Where the rest has to go too, all of it is exchanged; the tree that is kept of
   that knows what folders changed since. */
static void
folder_and_tree_take_turns(void **state)
{
	(void)state;
	publish(wide_more);
	assert_int_equal(publish(wide_home), 9);
	expect_clean(wide_home);
	assert_int_equal(publish(wide_c), 1);
	expect_clean(wide_c);
	expect(0, "test -e " KEPT "/c/2.html && test ! -e " KEPT "/c/1.html");
	expect(0, "test -z \"$(find " KEPT " -type f -links -2)\"");
	assert_int_equal(publish(wide_end), 1);
	expect_clean(wide_end);
	publish(wide_two);
	expect_clean(wide_two);
	publish(wide_gone);
	expect_clean(wide_gone);
}

/* Another file system, most of all: then it is as if there were no cache. */
static void
cannot_be_moved(void **state)
{
	(void)state;
	rename_error = EXDEV;
	rename_part = "cache/";
	publish(first);
	publish(second);
	expect(0, "test ! -e " KEPT);
	assert_int_equal(publish(third), 5);
	expect_clean(third);
	rename_error = 0;
	publish(second);
	rename_error = EXDEV;
	rename_part = ".kept-";
	assert_int_equal(publish(third), 5);
	expect_clean(third);
}

int
main(void)
{
#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	static const struct CMUnitTest tests[] = {
		UNIT(further_build_links_what_changed_before),
		UNIT(kept_tree_has_no_bytes),
		UNIT(whatever_became_of_it),
		UNIT(whatever_was_looked_at),
		UNIT(looked_through_beforehand),
		UNIT(it_belongs_to_one_output),
		UNIT(it_is_kept_for_a_reason),
		UNIT(it_goes_with_its_output),
		UNIT(last_build_stands_or_not),
		UNIT(nothing_need_be_built_or_not),
		UNIT(nothing_is_said_beside_another_build),
		UNIT(look_that_nobody_asks_ends),
		UNIT(other_build_is_seen),
		UNIT(large_tree_is_made_in_parts),
		UNIT(folder_is_exchanged_alone),
		UNIT(folder_and_tree_take_turns),
		UNIT(cannot_be_moved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
