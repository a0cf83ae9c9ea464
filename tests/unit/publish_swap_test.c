/* Units of publishing: what changed is swapped, what did not is not touched,
   and what fails leaves the last output. */
#include "publish_fixture.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* The C library's calls, made to fail when a unit asks for it. */
static int exchange_error, link_error, rename_error;
static int exchanges, links;
static const char *rename_target;	/* the end of the name that fails */

int
renameat2(int from_dir, const char *from, int to_dir, const char *to,
    unsigned flags)
{
	exchanges++;
	errno = exchange_error;
	return exchange_error ? -1 : (int)syscall(SYS_renameat2, from_dir,
	    from, to_dir, to, flags);
}

int
link(const char *from, const char *to)
{
	links++;
	errno = link_error;
	return link_error ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, from,
	    AT_FDCWD, to, 0);
}

int
rename(const char *from, const char *to)
{
	errno = rename_error;
	if (rename_error && str_ends(str_c(to), str_c(rename_target)))
		return -1;
	return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

static int
setup(void **state)
{
	(void)state;
	exchange_error = link_error = rename_error = 0;
	exchanges = links = 0;
	umask(0077);
	return enter_root();
}

static int
teardown(void **state)
{
	(void)state;
	umask(0022);
	return leave_root();
}

static tree first_tree = { "index.html", "home", "email/a.html", "A",
	"email/b.html", "B", "assets/x.css", "css", NULL };
static tree second_tree = { "index.html", "home", "email/a.html", "A2",
	"mail/c.html", "C", "assets/x.css", "css", NULL };

static struct publication *
open_out(const char *const *ids, size_t n, bool all)
{
	static const struct published_edition en = { { "x", 1 },
		{ "en", 2 }, { "", 0 } };
	struct publication_options o = { "p", "out", all, 2,
		false, NULL, NULL };
	struct published_brand *b = ARENA_ARRAY(a, n, struct published_brand);

	for (size_t i = 0; i < n; i++)
		b[i] = (struct published_brand){ str_c(ids[i]), &en, 1 };
	struct publication *p = publication_open(a, &o, b, n, diags);
	if (p)
		publication_wave(p, a, 0, (uint32_t)n);
	return p;
}

static void
put(struct publication *p, uint32_t brand, const char *const *files)
{
	put_tree(p, brand, files);
	publication_zip(p, brand, 0);
}

static struct publication_result
publish(const char *const *files)
{
	const char *id = "portdns";
	struct publication *p = open_out(&id, 1, true);

	assert_non_null(p);
	put(p, 0, files);
	return publication_commit(p);
}

static void
expect_content(const char *path, const char *want)
{
	struct str s;

	if (!file_read(a, path, &s))
		fail_msg("%s is missing", path);
	assert_string_equal(s.p, want);
}

static void
expect_first(void)
{
	expect_content("out/portdns/index.html", "home");
	expect_content("out/portdns/email/a.html", "A");
	expect_content("out/portdns/email/b.html", "B");
	assert_false(dir_exists("out/portdns/mail"));
}

static void
expect_second(void)
{
	expect_content("out/portdns/index.html", "home");
	expect_content("out/portdns/email/a.html", "A2");
	expect_content("out/portdns/mail/c.html", "C");
	assert_false(file_exists("out/portdns/email/b.html"));
}

/* Inode, times and mode of everything in a folder, itself included. */
static const char *
snapshot(const char *dir)
{
	struct str cmd = arena_printf(a, "find %s -printf '%%p %%i %%T@ %%C@ "
	    "%%m\\n' | sort > snapshot", dir);
	struct str s;

	assert_int_equal(system(cmd.p), 0);
	assert_true(file_read(a, "snapshot", &s));
	return s.p;
}

static ino_t
inode(const char *path)
{
	struct stat st;

	assert_int_equal(lstat(path, &st), 0);
	return st.st_ino;
}

static size_t
hidden_entries(const char *dir)
{
	DIR *d = opendir(dir);
	size_t n = 0;

	for (struct dirent *e; d && (e = readdir(d)); )
		n += e->d_name[0] == '.' && strcmp(e->d_name, ".") != 0 &&
		    strcmp(e->d_name, "..") != 0;
	if (d)
		closedir(d);
	return n;
}

static void
first_output_is_whole(void **state)
{
	struct publication_result r = publish(first_tree);
	struct str list;

	(void)state;
	assert_int_equal(r.written, 4);
	assert_int_equal(r.kept, 0);
	assert_int_equal(r.bytes, 9);
	assert_int_equal(r.brands, 1);
	expect_first();
	assert_int_equal(hidden_entries("out"), 0);
	assert_int_equal(system("test -z \"$(find out -type f ! -perm 644)\" "
	    "&& test -z \"$(find out -type d ! -perm 755)\""), 0);
	assert_int_equal(system("ls out > ls; printf 'manifest.json\\n"
	    "portdns\\nportdns.json\\nportdns.zip\\nportdns.zip.sha256\\n' "
	    "| cmp - ls"), 0);
	assert_true(file_read(a, "out/portdns.json", &list));
	assert_true(str_find(list, STR("{\"path\": \"email/a.html\", "
	    "\"size\": 1, \"xxh3\": \""), 0) > 0);
	expect_content("out/manifest.json", "{\n  \"livery\": \""
	    LIVERY_VERSION "\",\n  \"brands\": [\n    {\"id\": \"portdns\", "
	    "\"editions\": [\n      {\"name\": \"x\", \"locale\": \"en\", "
	    "\"home\": \"portdns/index.html\"}\n    ]}\n  ]\n}\n");
}

/* Any path and size comes back from a manifest: the next run keeps them. */
static void
manifest_holds_any_name(void **state)
{
	static tree odd = { "\"q\"\\b/a", "", "tab\there",
		"123456789", "ü/日本.html", "1234567890", "x", "1", NULL };
	const char *id = "portdns";
	struct str list;

	(void)state;
	struct publication *p = open_out(&id, 1, true);
	put_tree(p, 0, odd);
	assert_int_equal(publication_commit(p).written, 4);
	assert_true(file_read(a, "out/portdns.json", &list));
	assert_true(str_find(list, STR("\"tab\\u0009here\", \"size\": 9, "),
	    0) > 0);
	assert_true(str_find(list, STR("\"ü/日本.html\", \"size\": 10, "),
	    0) > 0);
	assert_true(str_find(list, STR("{\"path\": \"\\\"q\\\"\\\\b/a\", "
	    "\"size\": 0, "), 0) > 0);
	p = open_out(&id, 1, true);
	put_tree(p, 0, odd);
	assert_int_equal(publication_commit(p).kept, 4);
}

static void
zip_holds_the_site_and_its_sums(void **state)
{
	(void)state;
	publish(first_tree);
	assert_int_equal(system("cd out && sha256sum -c --strict --quiet "
	    "portdns.zip.sha256 && unzip -qq -t portdns.zip && "
	    "unzip -qq portdns.zip -d ../un && cd ../un/portdns && "
	    "sha256sum -c --strict --quiet SHA256SUMS && "
	    "test $(wc -l < SHA256SUMS) = 4 && rm SHA256SUMS && "
	    "diff -r . ../../out/portdns"), 0);
}

/* The same tree with other workers, zone and umask, over another history. */
static void
output_does_not_depend_on_the_machine(void **state)
{
	static const char *const ids[] = { "portdns" };
	struct publication *p;

	(void)state;
	publish(first_tree);
	assert_int_equal(rename("out", "one"), 0);
	publish(second_tree);
	setenv("TZ", "Asia/Tokyo", 1);
	umask(0);
	p = open_out(ids, 1, true);
	struct published done[4];
	for (size_t i = 0; i < 4; i++)	/* in another order */
		publication_file(p, 0, str_c(first_tree[6 - 2 * i]),
		    str_c(first_tree[7 - 2 * i]), &done[i]);
	publication_brand(p, 0, done, 4);
	publication_zip(p, 0, 2);
	publication_commit(p);
	unsetenv("TZ");
	assert_int_equal(system("diff -r one out"), 0);
}

static void
unchanged_run_touches_nothing(void **state)
{
	(void)state;
	publish(first_tree);
	const char *before = snapshot("out");
	struct publication_result r = publish(first_tree);
	assert_int_equal(r.written, 0);
	assert_int_equal(r.kept, 4);
	assert_int_equal(r.removed, 0);
	assert_int_equal(r.brands, 0);
	assert_string_equal(before, snapshot("out"));
	assert_int_equal(links, 0);
}

static void
changed_run_links_the_rest(void **state)
{
	(void)state;
	publish(first_tree);
	ino_t css = inode("out/portdns/assets/x.css");
	ino_t page = inode("out/portdns/email/a.html");
	struct publication_result r = publish(second_tree);
	assert_int_equal(r.written, 2);
	assert_int_equal(r.kept, 2);
	assert_int_equal(r.removed, 1);
	expect_second();
	assert_true(inode("out/portdns/assets/x.css") == css);
	assert_true(inode("out/portdns/email/a.html") != page);
	assert_true(exchanges > 0);
	assert_int_equal(hidden_entries("out"), 0);
	const char *after = snapshot("out");
	publish(second_tree);
	assert_string_equal(after, snapshot("out"));
}

static void
works_without_exchange(void **state)
{
	(void)state;
	exchange_error = EINVAL;
	publish(first_tree);
	publish(second_tree);
	expect_second();
	assert_true(exchanges > 0);
	assert_int_equal(hidden_entries("out"), 0);
}

static void
works_without_links(void **state)
{
	(void)state;
	publish(first_tree);
	link_error = EMLINK;
	struct publication_result r = publish(second_tree);
	assert_int_equal(r.kept, 2);
	expect_second();
	assert_int_equal(system("test -z \"$(find out -type f ! -perm 644)\""),
	    0);
}

static void
abandoned_build_leaves_the_last(void **state)
{
	static const char *const ids[] = { "portdns" };

	(void)state;
	publish(first_tree);
	const char *before = snapshot("out/portdns");
	struct publication *p = open_out(ids, 1, true);
	put(p, 0, second_tree);
	assert_int_equal(hidden_entries("out"), 1);
	publication_abandon(p);
	assert_int_equal(hidden_entries("out"), 0);
	assert_string_equal(before, snapshot("out/portdns"));
	expect_first();
}

static void
abandoned_first_build_leaves_nothing(void **state)
{
	static const char *const ids[] = { "portdns" };
	struct publication *p = open_out(ids, 1, true);

	(void)state;
	put(p, 0, first_tree);
	publication_abandon(p);
	assert_false(dir_exists("out"));
}

/* Runs `fn` in a child with a stage that has files; its wait status. What runs
   the tests may ignore signals, and a build would too. */
static int
in_child(void (*fn)(struct publication *p))
{
	static const char *const ids[] = { "portdns" };
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(99);
		signal(SIGINT, SIG_DFL);
		signal(SIGTERM, SIG_DFL);
		struct publication *p = open_out(ids, 1, true);
		put(p, 0, second_tree);
		fn(p);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
give_up(struct publication *p)
{
	(void)p;
	die(ENOSPC, "cannot write");
}

static void
interrupt(struct publication *p)
{
	(void)p;
	raise(SIGINT);
}

static void
terminate(struct publication *p)
{
	(void)p;
	raise(SIGTERM);
}

static void
kill_hard(struct publication *p)
{
	(void)p;
	raise(SIGKILL);
}

/* A worker that dies leaves the stage to its parent. */
static void
lose_worker(struct publication *p)
{
	pid_t pid = fork();
	int status;

	if (pid == 0)
		die(ENOSPC, "cannot write");
	if (waitpid(pid, &status, 0) != pid || hidden_entries("out") != 1)
		_exit(1);
	publication_commit(p);
}

static void
dying_build_leaves_the_last(void **state)
{
	(void)state;
	publish(first_tree);
	const char *before = snapshot("out/portdns");
	int status = in_child(give_up);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	assert_int_equal(hidden_entries("out"), 0);
	status = in_child(interrupt);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
	assert_int_equal(hidden_entries("out"), 0);
	status = in_child(terminate);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	assert_int_equal(hidden_entries("out"), 0);
	assert_string_equal(before, snapshot("out/portdns"));
	assert_int_equal(in_child(lose_worker), 0);
	expect_second();
}

static void
dead_stages_are_cleared(void **state)
{
	(void)state;
	publish(first_tree);
	in_child(kill_hard);
	assert_int_equal(hidden_entries("out"), 1);
	publish(first_tree);
	assert_int_equal(hidden_entries("out"), 0);
	expect_first();
}

static void
commit_it(struct publication *p)
{
	publication_commit(p);
}

static void
failing_rename_leaves_the_last(void **state)
{
	(void)state;
	publish(first_tree);
	exchange_error = EIO;
	int status = in_child(commit_it);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	expect_first();
	exchange_error = EINVAL;	/* two renames, the second fails */
	rename_error = EIO;
	rename_target = "out/portdns";
	status = in_child(commit_it);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	rename_error = 0;
	assert_int_equal(hidden_entries("out"), 0);
	exchange_error = 0;
	publish(first_tree);
	expect_first();
}

static void
second_build_is_told(void **state)
{
	static const char *const ids[] = { "portdns" };
	struct publication *p = open_out(ids, 1, true);

	(void)state;
	put(p, 0, first_tree);
	int status = in_child(commit_it);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	publication_commit(p);
	expect_first();
}

static void
damaged_manifest_costs_time_only(void **state)
{
	static const char *const bad[] = { "", "garbage", "{", "[]", "{}",
		"{\"livery\": \"" LIVERY_VERSION "\", \"files\": [{\"path\": "
		"\"index.html\", \"size\": 4, \"xxh3\": \"zz\"}]}",
		"{\"files\": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
		"{\"brand\": \"\\u12" };
	struct str want, got;

	(void)state;
	publish(first_tree);
	assert_true(file_read(a, "out/portdns.json", &want));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		file_replace("out/portdns.json", str_c(bad[i]));
		struct publication_result r = publish(first_tree);
		assert_int_equal(r.written, 4);
		assert_true(file_read(a, "out/portdns.json", &got));
		assert_true(str_eq(got, want));
		expect_first();
	}
	for (size_t n = 0; n < want.n; n += 7) {
		file_replace("out/portdns.json", str_slice(want, 0, n));
		assert_int_equal(publish(first_tree).written, 4);
	}
	file_replace("out/manifest.json", STR("{\"brands\": [{\"id\": 1"));
	publish(first_tree);
	assert_true(file_read(a, "out/manifest.json", &got));
	assert_true(str_find(got, STR("portdns/index.html"), 0) > 0);
}

static void
what_is_missing_is_written_again(void **state)
{
	(void)state;
	publish(first_tree);
	assert_int_equal(unlink("out/portdns/email/b.html"), 0);
	file_replace("out/portdns/index.html", STR("tampered"));
	assert_int_equal(publish(first_tree).written, 2);
	expect_first();
	assert_int_equal(unlink("out/portdns.zip"), 0);
	ino_t page = inode("out/portdns/index.html");
	assert_int_equal(publish(first_tree).written, 0);
	assert_true(inode("out/portdns/index.html") == page);
	assert_int_equal(system("cd out && sha256sum -c --quiet "
	    "portdns.zip.sha256"), 0);
	tree_remove("out/portdns");
	assert_int_equal(publish(first_tree).written, 4);
	expect_first();
}

/* Puts a file in pieces: the first `n` bytes of `text`, and the rest. */
static struct published
put_in_pieces(struct publication *p, struct str text, size_t n)
{
	struct published done;
	struct publication_stream *s = publication_stream_begin(a, p, 0,
	    STR("x.json"));

	publication_stream_put(s, str_slice(text, 0, n));
	publication_stream_put(s, (struct str){ 0 });
	publication_stream_put(s, str_slice(text, n, text.n));
	publication_stream_end(s, &done);
	assert_int_equal(done.size, text.n);
	struct hash128 h = hash_xxh3(text);
	assert_true(done.hash.hi == h.hi && done.hash.lo == h.lo);
	return done;
}

static bool
is_staged(const char *name)
{
	return system(name) == 0;
}

/* Nothing is written of a file in pieces that is the last one's again, and all
   of it where it departs from that, however late. */
static void
files_come_in_pieces(void **state)
{
	static const char *const id = "portdns";
	static const char *const other[] = { "home page", "ho", "hole", "x" };
	struct published done;

	(void)state;
	struct publication *p = open_out(&id, 1, true);
	done = put_in_pieces(p, STR("home"), 2);
	assert_false(done.kept);
	publication_brand(p, 0, &done, 1);
	publication_commit(p);
	expect_content("out/portdns/x.json", "home");

	p = open_out(&id, 1, true);
	done = put_in_pieces(p, STR("home"), 3);
	assert_true(done.kept);
	assert_false(is_staged("ls -d out/.livery-*/portdns 2>/dev/null"));
	publication_abandon(p);
	for (size_t i = 0; i < 4; i++) {
		p = open_out(&id, 1, true);
		done = put_in_pieces(p, str_c(other[i]), 1);
		assert_false(done.kept);
		publication_brand(p, 0, &done, 1);
		publication_commit(p);
		expect_content("out/portdns/x.json", other[i]);
	}
}

/* The name and the bytes of the file of number `i`: more than wait together,
   one larger than all that may wait, one as it was. */
enum { LATER = 70, LARGE = 40, SAME = 50, LARGE_SIZE = 700 << 10 };

static struct str
later_name(char *room, size_t size, unsigned i)
{
	snprintf(room, size, i == SAME ? "same" : "%u/%u", i % 3, i);
	return str_c(room);
}

static struct str
later_bytes(char *room, size_t size, unsigned i)
{
	int n = snprintf(room, size, i == SAME ? "same" : "%u", i);

	if (i != LARGE)
		return str_c(room);
	memset(room + n, 'x', size - (size_t)n);
	return (struct str){ room, size };
}

static void
expect_later(struct str *records, unsigned i)
{
	static char name[32], bytes[LARGE_SIZE];
	struct published f;
	struct stat st;
	struct str is;

	assert_true(published_take(records, &f));
	assert_true(str_eq(f.path, later_name(name, sizeof(name), i)));
	assert_int_equal(f.kept, i == SAME);
	const char *path = arena_printf(a, "out/portdns/%s", name).p;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(f.stamp.ino, st.st_ino);
	assert_true(file_read(a, path, &is));
	assert_true(str_eq(is, later_bytes(bytes, sizeof(bytes), i)));
}

static void
files_may_wait_for_others(void **state)
{
	static const char *const id = "portdns";
	static char name[32], bytes[LARGE_SIZE];
	struct published file[LATER];
	struct buf records = BUF_INIT;
	struct publication *p = open_out(&id, 1, true);

	(void)state;
	publication_file(p, 0, STR("same"), STR("same"), &file[0]);
	publication_brand(p, 0, file, 1);
	publication_commit(p);

	p = open_out(&id, 1, true);
	for (unsigned i = 0; i < LATER; i++)
		publication_file_later(p, 0,
		    later_name(name, sizeof(name), i),
		    later_bytes(bytes, sizeof(bytes), i), &records);
	publication_write_waiting(p);
	struct str rest = buf_view(&records);
	for (unsigned i = 0; i < LATER; i++)
		assert_true(published_take(&rest, &file[i]));
	assert_int_equal(rest.n, 0);
	publication_brand(p, 0, file, LATER);
	publication_commit(p);
	rest = buf_view(&records);
	for (unsigned i = 0; i < LATER; i++)
		expect_later(&rest, i);
	buf_free(&records);
}

static void
companions_not_asked_for_go(void **state)
{
	static const char *const ids[] = { "portdns" };

	(void)state;
	publish(first_tree);
	struct publication *p = open_out(ids, 1, true);
	struct published done[4];
	for (size_t i = 0; i < 4; i++)
		publication_file(p, 0, str_c(first_tree[2 * i]),
		    str_c(first_tree[2 * i + 1]), &done[i]);
	publication_brand(p, 0, done, 4);
	const char *epub = publication_companion(p, 0, ".epub");
	assert_non_null(epub);
	file_create(epub, STR("epub"));
	publication_commit(p);
	expect_content("out/portdns.epub", "epub");
	assert_false(file_exists("out/portdns.zip"));
	assert_false(file_exists("out/portdns.zip.sha256"));
	expect_first();
}

static void
publish_two(const char *const *ids, size_t n, bool all)
{
	struct publication *p = open_out(ids, n, all);

	for (uint32_t i = 0; i < n; i++)
		put(p, i, first_tree);
	publication_commit(p);
}

static void
brands_go_only_when_all_were_built(void **state)
{
	static const char *const both[] = { "exact", "portdns" };
	struct str s;

	(void)state;
	publish_two(both, 2, true);
	dir_make("out/mine");
	file_create("out/mine/x", STR("x"));
	publish_two(both + 1, 1, false);
	assert_true(file_exists("out/exact/index.html"));
	assert_true(file_read(a, "out/manifest.json", &s));
	assert_true(str_find(s, STR("exact"), 0) > 0);
	publish_two(both + 1, 1, true);
	assert_false(dir_exists("out/exact"));
	assert_false(file_exists("out/exact.json"));
	assert_false(file_exists("out/exact.zip"));
	assert_false(file_exists("out/exact.zip.sha256"));
	assert_true(file_read(a, "out/manifest.json", &s));
	assert_true(str_find(s, STR("exact"), 0) < 0);
	assert_true(file_exists("out/mine/x"));
	expect_first();
}

/* A brand with errors is not handed over: the others are published. */
static void
brand_not_handed_over_stays(void **state)
{
	static const char *const both[] = { "exact", "portdns" };
	struct published done;

	(void)state;
	publish_two(both, 2, true);
	const char *before = snapshot("out/exact");
	struct publication *p = open_out(both, 2, true);
	publication_file(p, 0, STR("index.html"), STR("wrong"), &done);
	put(p, 1, second_tree);
	publication_commit(p);
	assert_string_equal(before, snapshot("out/exact"));
	expect_second();
	assert_int_equal(hidden_entries("out"), 0);
}

/* Brands are prepared wave by wave and swapped together; one that is withdrawn
   in the end stays, and is not counted. */
static void
waves_are_swapped_together(void **state)
{
	static const char *const both[] = { "exact", "portdns" };
	struct arena *wave[] = { arena_new(), arena_new() };

	(void)state;
	publish_two(both, 2, true);
	struct publication *p = open_out(both, 2, true);
	for (uint32_t i = 0; i < 2; i++) {
		publication_wave(p, wave[i], i, 1);
		put(p, i, second_tree);
		publication_prepare(p);
		arena_free(wave[i]);
		assert_int_equal(hidden_entries("out"), 1);
	}
	publication_withdraw(p, 0);
	struct publication_result r = publication_commit(p);
	assert_int_equal(r.brands, 1);
	assert_int_equal(r.written, 2);
	assert_int_equal(r.kept, 2);
	assert_int_equal(r.removed, 1);
	assert_true(file_exists("out/exact/email/b.html"));
	assert_false(file_exists("out/exact/mail/c.html"));
	expect_second();
	assert_int_equal(hidden_entries("out"), 0);
}

/* What a hand has written into manifest.json leads nowhere. */
static void
overview_names_no_other_folder(void **state)
{
	(void)state;
	publish(first_tree);
	dir_make("victim");
	file_create("victim.json", STR("{}"));
	file_replace("out/manifest.json", STR("{\"brands\": [{\"id\": "
	    "\"../victim\"}, {\"id\": \"..\"}, {\"id\": \"\"}]}"));
	publish(first_tree);
	assert_true(dir_exists("victim"));
	assert_true(file_exists("victim.json"));
	expect_first();
}

static bool
refused(const char *out)
{
	struct publication_options o = { "p", out, true, 1, false,
		NULL, NULL };
	struct published_brand b = { STR("portdns"), NULL, 0 };
	struct diags *d = diags_new(a, sources_new(a));
	struct publication *p = publication_open(a, &o, &b, 1, d);

	if (p)
		publication_abandon(p);
	return !p && diags_errors(d) == 1;
}

static void
refuses_what_is_not_its_own(void **state)
{
	(void)state;
	dir_make("out/portdns");
	assert_false(refused("out"));	/* empty */
	file_create("out/portdns/precious", STR("x"));
	assert_true(refused("out"));
	assert_true(file_exists("out/portdns/precious"));
	tree_remove("out");
	dir_make("out");
	dir_make("elsewhere");
	assert_int_equal(symlink("../elsewhere", "out/portdns"), 0);
	assert_true(refused("out"));
	assert_true(refused("p"));
	assert_true(refused("."));
	assert_true(refused("/"));
	assert_true(refused("p/content"));
	assert_true(refused("p/providers/out"));
	assert_true(refused("p/../p/content/deep/out/"));
	assert_false(refused("p/public"));
	assert_false(refused("p/contents"));
}

static void
records_cross_a_pipe(void **state)
{
	struct published in = { STR("a/b.html"), 70000000000u,
		{ 0xFEDCBA9876543210u, 1 }, { 9, -8, 7 }, true }, out;
	struct buf b = BUF_INIT;

	(void)state;
	published_put(&b, &in);
	published_put(&b, &in);
	struct str record = buf_view(&b);
	for (int i = 0; i < 2; i++) {
		assert_true(published_take(&record, &out));
		assert_true(str_eq(out.path, in.path));
		assert_true(out.size == in.size && out.kept);
		assert_true(out.hash.hi == in.hash.hi && out.hash.lo == 1);
		assert_true(out.stamp.ino == 9 && out.stamp.seconds == -8 &&
		    out.stamp.nanoseconds == 7);
	}
	assert_false(published_take(&record, &out));
	record = str_slice(buf_view(&b), 0, 63);
	assert_false(published_take(&record, &out));
	buf_free(&b);
}

int
main(void)
{
#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		UNIT(first_output_is_whole),
		UNIT(manifest_holds_any_name),
		UNIT(zip_holds_the_site_and_its_sums),
		UNIT(output_does_not_depend_on_the_machine),
		UNIT(unchanged_run_touches_nothing),
		UNIT(changed_run_links_the_rest),
		UNIT(works_without_exchange),
		UNIT(works_without_links),
		UNIT(abandoned_build_leaves_the_last),
		UNIT(abandoned_first_build_leaves_nothing),
		UNIT(dying_build_leaves_the_last),
		UNIT(dead_stages_are_cleared),
		UNIT(failing_rename_leaves_the_last),
		UNIT(second_build_is_told),
		UNIT(damaged_manifest_costs_time_only),
		UNIT(what_is_missing_is_written_again),
		UNIT(files_come_in_pieces),
		UNIT(files_may_wait_for_others),
		UNIT(companions_not_asked_for_go),
		UNIT(brands_go_only_when_all_were_built),
		UNIT(brand_not_handed_over_stays),
		UNIT(waves_are_swapped_together),
		UNIT(overview_names_no_other_folder),
		UNIT(refuses_what_is_not_its_own),
		UNIT(records_cross_a_pipe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
