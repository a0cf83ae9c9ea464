/* Units of arena, str, buf, utf8, map, runs, suggest, hash, sources and
   embedded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/embedded.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/runs.h"
#include "base/sources.h"
#include "base/str.h"
#include "base/suggest.h"
#include "base/utf8.h"

#define expect_str(got, want) expect_str_at((got), (want), __LINE__)

static struct arena *a;

static void
expect_str_at(struct str got, const char *want, int line)
{
	if (!str_eq(got, str_c(want)))
		fail_msg("line %d: got \"%.*s\", want \"%s\"", line,
		    STR_ARG(got), want);
}

static int
setup(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static void
arena_gives_zeroed_aligned_memory(void **state)
{
	(void)state;
	for (int round = 0; round < 2; round++) {
		for (size_t n = 0; n < 70000; n = n * 2 + 1) {
			unsigned char *p = arena_alloc(a, n);
			assert_int_equal((uintptr_t)p % _Alignof(max_align_t),
			    0);
			for (size_t i = 0; i < n; i++)
				assert_int_equal(p[i], 0);
			memset(p, 0xff, n);
		}
		assert_true(arena_used(a) >= 70000);
		arena_reset(a);
		assert_int_equal(arena_used(a), 0);
	}
}

static void
arena_keeps_what_it_gave(void **state)
{
	uint32_t *all[3000];

	(void)state;
	for (uint32_t i = 0; i < 3000; i++) {
		all[i] = ARENA_ARRAY(a, i % 97 == 0 ? 9000 : 5, uint32_t);
		*all[i] = i;
	}
	for (uint32_t i = 0; i < 3000; i++)
		assert_int_equal(*all[i], i);
}

static void
arena_strings_end_in_nul(void **state)
{
	char word[600];

	(void)state;
	struct str s = arena_str(a, str_slice(STR("hello world"), 0, 5));
	expect_str(s, "hello");
	assert_int_equal(s.p[5], '\0');
	s = arena_str(a, (struct str){ NULL, 0 });
	assert_int_equal(s.p[0], '\0');
	memset(word, 'w', sizeof(word));
	s = arena_printf(a, "<%.*s>", (int)sizeof(word), word);
	assert_int_equal(s.n, sizeof(word) + 2);
	assert_int_equal(s.p[s.n], '\0');
	assert_int_equal(s.p[s.n - 1], '>');
	arena_free(NULL);
}

/* Runs `f` in a child and gives its exit status and what it wrote. */
static int
status_of(void (*f)(void), char *said, size_t room)
{
	int ends[2], st = 0;
	size_t n = 0;

	assert_int_equal(pipe(ends), 0);
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		f();
		_exit(0);
	}
	close(ends[1]);
	for (ssize_t r = 1; r > 0 && n < room - 1; n += (size_t)r)
		r = read(ends[0], said + n, room - 1 - n);
	said[n] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(pid, &st, 0), pid);
	return WIFEXITED(st) ? WEXITSTATUS(st) : -1;
}

static void
overflow(void)
{
	arena_array(a, SIZE_MAX / 2, 4);
}

static void
die_with_errno(void)
{
	die(2, "cannot open %s", "x.md");
}

static void
die_long(void)
{
	die(0, "%5000d", 1);
}

static void
failures_end_with_status_3(void **state)
{
	char said[4096];

	(void)state;
	assert_int_equal(status_of(overflow, said, sizeof(said)), 3);
	assert_non_null(strstr(said, "livery: cannot allocate"));
	assert_int_equal(status_of(die_with_errno, said, sizeof(said)), 3);
	assert_string_equal(said,
	    "livery: cannot open x.md: No such file or directory\n");
	assert_int_equal(status_of(die_long, said, sizeof(said)), 3);
	assert_int_equal(said[strlen(said) - 1], '\n');
}

static void
str_compares(void **state)
{
	struct str none = { 0 };

	(void)state;
	assert_true(str_eq(none, STR("")));
	assert_true(str_eq(str_c("ab"), STR("ab")));
	assert_false(str_eq(STR("ab"), STR("abc")));
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("b"), STR("ab")) > 0);
	assert_true(str_cmp(STR("\xc3"), STR("z")) > 0);
	assert_int_equal(str_cmp(none, none), 0);
	assert_true(str_cmp(none, STR("a")) < 0);
	assert_true(str_starts(STR("abc"), STR("ab")));
	assert_true(str_starts(none, none));
	assert_false(str_starts(STR("a"), STR("ab")));
	assert_true(str_ends(STR("x.nl.md"), STR(".md")));
	assert_true(str_ends(none, none));
	assert_false(str_ends(STR("md"), STR(".md")));
	assert_true(str_eq_fold(STR("IMAP"), STR("imap")));
	assert_false(str_eq_fold(STR("["), STR("{")));
}

static void
str_finds(void **state)
{
	struct str s = STR("a}}b}}");

	(void)state;
	assert_int_equal(str_find(s, STR("}}"), 0), 1);
	assert_int_equal(str_find(s, STR("}}"), 2), 4);
	assert_int_equal(str_find(s, STR("}}"), 5), -1);
	assert_int_equal(str_find(s, STR("}}"), 99), -1);
	assert_int_equal(str_find(s, STR(""), 3), 3);
	assert_int_equal(str_find_char(s, 'b', 0), 3);
	assert_int_equal(str_find_char(s, 'b', 4), -1);
	assert_int_equal(str_find_char(s, 'b', 99), -1);
	assert_int_equal(str_rfind_char(s, '}'), 5);
	assert_int_equal(str_rfind_char(s, 'x'), -1);
	assert_int_equal(str_find((struct str){ 0 }, STR("a"), 0), -1);
}

/* Every text of up to nine letters a and b, every needle of up to six. */
static void
str_finds_the_first(void **state)
{
	char text[9], needle[6];

	(void)state;
	for (unsigned n = 0; n < 1u << 10; n++)
		for (unsigned k = 1; k < 1u << 7; k++) {
			struct str s = { text, 0 }, x = { needle, 0 };
			for (unsigned v = n; v > 1; v /= 2)
				text[s.n++] = v % 2 ? 'a' : 'b';
			for (unsigned v = k; v > 1; v /= 2)
				needle[x.n++] = v % 2 ? 'a' : 'b';
			const char *hit = memmem(s.p, s.n, x.p, x.n);
			assert_int_equal(str_find(s, x, 0),
			    hit ? hit - s.p : -1);
		}
}

static void
str_cuts(void **state)
{
	struct str head, tail;

	(void)state;
	expect_str(str_slice(STR("abcdef"), 2, 4), "cd");
	expect_str(str_slice(STR("abcdef"), 4, 99), "ef");
	expect_str(str_slice(STR("abcdef"), 9, 2), "");
	expect_str(str_trim(STR(" \t\r\n a b \v\f")), "a b");
	expect_str(str_trim(STR("  ")), "");
	assert_true(str_cut(STR("a:b:c"), ':', &head, &tail));
	expect_str(head, "a");
	expect_str(tail, "b:c");
	assert_true(str_cut(STR("a:"), ':', &head, &tail));
	expect_str(tail, "");
	assert_false(str_cut(STR("abc"), ':', &head, &tail));
	expect_str(head, "abc");
	expect_str(tail, "");
}

static void
str_reads_numbers(void **state)
{
	uint64_t v = 7;

	(void)state;
	assert_true(str_to_uint(STR("0"), &v));
	assert_int_equal(v, 0);
	assert_true(str_to_uint(STR("18446744073709551615"), &v));
	assert_true(v == UINT64_MAX);
	assert_false(str_to_uint(STR("18446744073709551616"), &v));
	assert_false(str_to_uint(STR("99999999999999999999"), &v));
	assert_false(str_to_uint(STR(""), &v));
	assert_false(str_to_uint(STR("-1"), &v));
	assert_false(str_to_uint(STR("1 "), &v));
}

static void
buf_grows(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	buf_str(&b, (struct str){ 0 });
	assert_int_equal(b.n, 0);
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "%d,", i);
	assert_int_equal(b.n, 10 * 2 + 90 * 3 + 900 * 4);
	buf_reset(&b);
	buf_c(&b, "ab");
	buf_char(&b, 'c');
	buf_u32(&b, 0x64636261);
	expect_str(buf_view(&b), "abcabcd");
	buf_reset(&b);
	buf_printf(&b, "%300d", 5);
	assert_int_equal(b.n, 300);
	assert_int_equal(b.p[299], '5');
	buf_free(&b);
	assert_null(b.p);
	assert_int_equal(b.cap, 0);
}

/* Every code point goes out and comes back. */
static void
utf8_round_trip(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		if (cp == 0xd800)
			cp = 0xe000;
		buf_reset(&b);
		buf_utf8(&b, cp);
		size_t i = 0;
		if (utf8_invalid(buf_view(&b)) != -1 ||
		    utf8_next(buf_view(&b), &i) != cp || i != b.n ||
		    utf8_count(buf_view(&b)) != 1)
			fail_msg("U+%04X", (unsigned)cp);
	}
	buf_reset(&b);
	buf_utf8(&b, 0xd800);
	buf_utf8(&b, 0x110000);
	expect_str(buf_view(&b), "\xef\xbf\xbd\xef\xbf\xbd");
	buf_free(&b);
}

static void
utf8_finds_what_is_invalid(void **state)
{
	static const struct {
		const char *text;
		int at;
	} cases[] = {
		{ "", -1 },
		{ "plain text of some length \xe2\x82\xac", -1 },
		{ "12345678\x80", 8 },		/* a stray continuation */
		{ "a\xc0\xaf", 1 },		/* overlong */
		{ "a\xe0\x80\xaf", 1 },
		{ "\xf0\x80\x80\xaf", 0 },
		{ "\xed\xa0\x80", 0 },		/* a surrogate */
		{ "\xf4\x90\x80\x80", 0 },	/* above U+10FFFF */
		{ "\xf5\x80\x80\x80", 0 },
		{ "ab\xe2\x82", 2 },		/* cut off */
		{ "ab\xe2\x28\xa1", 2 },
		{ "\xff", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(utf8_invalid(str_c(cases[i].text)),
		    cases[i].at);
	size_t i = 0;
	assert_int_equal(utf8_next(STR("\xe2\x82"), &i), 0xfffd);
	assert_int_equal(i, 1);
}

/* Each byte at each place of texts around the length of a word. */
static void
utf8_plain_ends_at_any_byte(void **state)
{
	char text[40];

	(void)state;
	for (size_t n = 0; n <= sizeof(text); n++)
		for (size_t at = 0; at < n; at++)
			for (int c = 0; c < 256; c++) {
				memset(text, 'x', n);
				text[at] = (char)c;
				size_t end = utf8_plain((struct str){ text, n },
				    0);
				assert_int_equal(end, c == 0 || c > 0x7f ?
				    at : n);
			}
	assert_int_equal(utf8_plain(STR("a\0b"), 2), 3);
	assert_int_equal(utf8_length(STR("a\xe2\x82\xac"), 1), 3);
	assert_int_equal(utf8_length(STR("a\xe2\x82"), 1), 0);
}

static void
utf8_knows_widths(void **state)
{
	(void)state;
	assert_int_equal(utf8_width('a'), 1);
	assert_int_equal(utf8_width(0xe9), 1);
	assert_int_equal(utf8_width(0x301), 0);
	assert_int_equal(utf8_width(0x4e2d), 2);
	assert_int_equal(utf8_width(0x1f600), 2);
	assert_int_equal(utf8_width(0x20ac), 1);
}

static void
map_keeps_order(void **state)
{
	struct map *m = map_new(a);
	bool fresh;

	(void)state;
	assert_null(map_get(m, STR("x")));
	for (int i = 0; i < 5000; i++) {
		struct str key = arena_printf(a, "key%d", i * 7919 % 5000);
		struct map_entry *e = map_put(m, key, &fresh);
		assert_true(fresh);
		assert_int_equal(e->num, 0);
		assert_null(e->ptr);
		e->num = (uint64_t)i;
	}
	assert_int_equal(map_count(m), 5000);
	for (int i = 0; i < 5000; i++) {
		struct str key = arena_printf(a, "key%d", i * 7919 % 5000);
		assert_int_equal(map_get(m, key)->num, i);
		assert_true(str_eq(map_at(m, (size_t)i)->key, key));
		assert_int_equal(map_put(m, key, &fresh)->num, i);
		assert_false(fresh);
	}
	assert_null(map_get(m, STR("key5000")));
	assert_null(map_ptr(m, STR("absent")));
	map_put(m, STR(""), NULL)->ptr = m;
	assert_ptr_equal(map_ptr(m, (struct str){ 0 }), m);
	map_reserve(m, 20000);
	map_reserve(m, 1);
	assert_int_equal(map_count(m), 5001);
	assert_int_equal(map_get(m, STR("key7"))->num,
	    map_at(m, map_get(m, STR("key7"))->num)->num);
	assert_true(str_eq(map_at(m, 1)->key, STR("key2919")));
}

static unsigned
distance(const char *x, const char *y)
{
	unsigned one = suggest_distance(str_c(x), str_c(y), 9);

	assert_int_equal(one, suggest_distance(str_c(y), str_c(x), 9));
	return one;
}

struct card {
	char rank, place;
};

static int
by_rank(const void *p, const void *q)
{
	const struct card *x = p, *y = q;

	return x->rank - y->rank;
}

/* Equal ones stay in the order in which they came. */
static void
runs_are_merged(void **state)
{
	static const char *const hands[] = { "", "a", "ab", "ba", "aabbcc",
		"cba", "bcabca", "zabcdefghi", "abcdefghia", "ddccbbaa",
		"abcxabcyabcz", "hgfedcba", "abababababab" };

	(void)state;
	for (size_t k = 0; k < sizeof(hands) / sizeof(hands[0]); k++) {
		struct card v[16];
		size_t n = strlen(hands[k]), met[128] = { 0 };
		for (size_t i = 0; i < n; i++) {
			v[i] = (struct card){ hands[k][i], (char)i };
			met[(int)hands[k][i]]++;
		}
		runs_sort(v, n, sizeof(*v), by_rank);
		for (size_t i = 0; i < n; i++)
			met[(int)v[i].rank]--;
		for (size_t i = 0; i < 128; i++)
			assert_int_equal(met[i], 0);
		for (size_t i = 1; i < n; i++)
			if (v[i - 1].rank > v[i].rank ||
			    (v[i - 1].rank == v[i].rank &&
			    v[i - 1].place > v[i].place))
				fail_msg("%s: card %zu", hands[k], i);
	}
}

static void
suggest_measures(void **state)
{
	char one[200], other[200];

	(void)state;
	assert_int_equal(distance("", ""), 0);
	assert_int_equal(distance("", "abc"), 3);
	assert_int_equal(distance("IMAP", "imap"), 0);
	assert_int_equal(distance("port", "prot"), 1);
	assert_int_equal(distance("kitten", "sitting"), 3);
	assert_int_equal(distance("ca", "abc"), 3);
	assert_int_equal(suggest_distance(STR("kitten"), STR("sitting"), 2),
	    3);
	assert_int_equal(suggest_distance(STR("a"), STR("abcdef"), 2), 3);
	memset(one, 'q', sizeof(one));
	memset(other, 'q', sizeof(other));
	other[100] = 'x';
	assert_int_equal(suggest_distance((struct str){ one, 200 },
	    (struct str){ other, 199 }, 5), 2);
}

static struct str
nearest(const char *word, const char *const *names)
{
	struct suggest s = { 0 };

	for (; *names; names++)
		suggest_offer(&s, str_c(word), str_c(*names));
	return s.best;
}

static void
suggest_picks(void **state)
{
	static const char *const names[] = { "mail.imap.host", "mail.imap.port",
	    "mail.pop.port", "brand.name", "x", NULL };

	(void)state;
	expect_str(nearest("mail.imap.prot", names), "mail.imap.port");
	expect_str(nearest("brand.nam", names), "brand.name");
	expect_str(nearest("brnad.name", names), "brand.name");
	expect_str(nearest("support", names), "");
	expect_str(nearest("y", names), "");
	expect_str(nearest("", names), "");
	static const char *const tie[] = { "cat", "car", NULL };
	expect_str(nearest("cab", tie), "cat");
}

static void
hash_known_answers(void **state)
{
	char hex[65], short_hex[33];
	struct buf b = BUF_INIT;

	(void)state;
	/* FIPS 180-4 examples. */
	hash_sha256(STR(""), hex);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
	hash_sha256(STR("abc"), hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	for (int i = 0; i < 1000000; i++)
		buf_char(&b, 'a');
	hash_sha256(buf_view(&b), hex);
	assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67"
	    "f1809a48a497200e046d39ccc7112cd0");
	buf_free(&b);
	/* The value that XXH3's own tests give for no input and seed 0. */
	hash_hex(hash_xxh3((struct str){ 0 }), short_hex);
	assert_string_equal(short_hex, "99aa06d3014798d86001c324468d497f");
	assert_true(str_hash(STR("a")) != str_hash(STR("b")));
	assert_true(str_hash(STR("")) == str_hash((struct str){ 0 }));
}

/* Long input goes through wide registers where the processor has them: the
   value of the plain code of xxHash 0.8.1. */
static void
hash_of_long_input(void **state)
{
	char bytes[5000], hex[33];
	struct str s = { bytes, sizeof(bytes) };
	struct hash_stream *h = hash_begin();

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i % 251);
	hash_hex(hash_xxh3(s), hex);
	assert_string_equal(hex, "b92ec02c39d33ce7b418500fc42320ee");
	for (size_t i = 0; i < sizeof(bytes); i += 1250)
		hash_more(h, str_slice(s, i, i + 1250));
	hash_hex(hash_end(h), hex);
	assert_string_equal(hex, "b92ec02c39d33ce7b418500fc42320ee");
}

static void
expect_place(struct sources *s, uint32_t file, uint32_t off, uint32_t line,
    uint32_t col)
{
	uint32_t l, c;

	sources_line_col(s, (struct span){ file, off, 0 }, &l, &c);
	assert_int_equal(l, line);
	assert_int_equal(c, col);
}

static void
sources_know_places(void **state)
{
	struct sources *s = sources_new(a);
	uint32_t f = sources_add(s, STR("content/x.md"),
	    STR("one\r\n\ttwo\n\n\xc3\xa9\xe2\x82\xac!\rfive"));

	(void)state;
	assert_int_equal(f, 1);
	assert_int_equal(sources_count(s), 1);
	expect_str(sources_path(s, f), "content/x.md");
	expect_place(s, f, 0, 1, 1);
	expect_place(s, f, 3, 1, 4);
	expect_place(s, f, 5, 2, 1);
	expect_place(s, f, 6, 2, 2);
	expect_place(s, f, 10, 3, 1);
	expect_place(s, f, 11, 4, 1);
	expect_place(s, f, 13, 4, 2);
	expect_place(s, f, 16, 4, 3);
	expect_place(s, f, 18, 5, 1);
	expect_place(s, f, 22, 5, 5);
	expect_place(s, f, 9999, 5, 5);
	expect_str(sources_line(s, f, 2), "one");
	expect_str(sources_line(s, f, 4), "one");
	expect_str(sources_line(s, f, 10), "");
	expect_str(sources_line(s, f, 12), "\xc3\xa9\xe2\x82\xac!");
	expect_str(sources_line(s, f, 22), "five");
	expect_str(sources_slice(s, (struct span){ f, 6, 3 }), "two");
	expect_str(sources_slice(s, (struct span){ f, 18, 99 }), "five");
}

static void
sources_without_a_place(void **state)
{
	struct sources *s = sources_new(a);

	(void)state;
	expect_str(sources_path(s, 0), "");
	expect_str(sources_text(s, 9), "");
	expect_str(sources_slice(s, (struct span){ 0, 0, 5 }), "");
	expect_place(s, 0, 5, 1, 1);
	uint32_t f = sources_add(s, STR("empty"), STR(""));
	expect_place(s, f, 0, 1, 1);
	expect_str(sources_line(s, f, 0), "");
	f = sources_add(s, STR("ends"), STR("a\n"));
	expect_place(s, f, 2, 2, 1);
	expect_str(sources_line(s, f, 2), "");
	f = sources_add(s, STR("mark"), STR("\xef\xbb\xbfxy\nz"));
	expect_place(s, f, 4, 1, 2);
	expect_place(s, f, 6, 2, 1);
	expect_str(sources_line(s, f, 0), "xy");
}

static void
expect_at(struct sources *s, uint32_t line, uint32_t col, uint32_t len,
    uint32_t off, uint32_t got_len)
{
	struct span at = sources_at(s, 1, line, col, len);

	assert_int_equal(at.file, 1);
	assert_int_equal(at.off, off);
	assert_int_equal(at.len, got_len);
}

static void
sources_take_positions_back(void **state)
{
	struct sources *s = sources_new(a);

	(void)state;
	sources_add(s, STR("x"), STR("a\xc3\xa9z\nlast"));
	expect_at(s, 1, 1, 1, 0, 1);
	expect_at(s, 1, 3, 1, 3, 1);
	expect_at(s, 1, 99, 0, 4, 0);
	expect_at(s, 2, 2, 99, 6, 3);
	expect_at(s, 3, 1, 5, 9, 0);
	expect_at(s, 0, 0, 1, 0, 1);
	assert_int_equal(sources_at(s, 7, 1, 1, 1).file, 0);
	for (int i = 0; i < 200; i++)
		assert_int_equal(sources_add(s, STR("y"), STR("t")), i + 2);
	expect_at(s, 2, 2, 99, 6, 3);
}

static void
embedded_theme_is_there(void **state)
{
	struct str text;

	(void)state;
	assert_true(embedded_find(STR("themes/base/theme.lua"), &text));
	assert_true(text.n > 0);
	assert_int_equal(text.p[text.n], '\0');
	assert_false(embedded_find(STR("themes/base/theme.lu"), &text));
	for (const struct embedded_file *f = embedded_files; f[1].path; f++)
		assert_true(strcmp(f[0].path, f[1].path) < 0);
}

static void
texts_that_no_escape_changes(void **state)
{
	(void)state;
	assert_true(str_is_verbatim(STR("")));
	assert_true(str_is_verbatim(STR("mail.example.org:993 (~%)")));
	for (int c = 0; c < 256; c++) {
		char text[] = { 'a', (char)c, 'b' };
		bool plain = c >= ' ' && c < 0x7f && c != '"' && c != '&' &&
		    c != '\'' && c != '<' && c != '>' && c != '\\';
		assert_int_equal(str_is_verbatim((struct str){ text, 3 }),
		    plain);
	}
}

#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(arena_gives_zeroed_aligned_memory),
		UNIT(arena_keeps_what_it_gave),
		UNIT(arena_strings_end_in_nul),
		UNIT(failures_end_with_status_3),
		UNIT(str_compares),
		UNIT(str_finds),
		UNIT(str_finds_the_first),
		UNIT(str_cuts),
		UNIT(str_reads_numbers),
		UNIT(texts_that_no_escape_changes),
		UNIT(buf_grows),
		UNIT(utf8_round_trip),
		UNIT(utf8_finds_what_is_invalid),
		UNIT(utf8_plain_ends_at_any_byte),
		UNIT(utf8_knows_widths),
		UNIT(map_keeps_order),
		UNIT(runs_are_merged),
		UNIT(suggest_measures),
		UNIT(suggest_picks),
		UNIT(hash_known_answers),
		UNIT(hash_of_long_input),
		UNIT(sources_know_places),
		UNIT(sources_without_a_place),
		UNIT(sources_take_positions_back),
		UNIT(embedded_theme_is_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
