/* How texts and queries are taken apart; tests/search holds the script to the
   same. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/str.h"
#include "search/index.h"
#include "search/lexicon.h"
#include "search/script.h"
#include "search/stem.h"
#include "search/words.h"

struct told {
	struct arena *a;
	struct buf words, runs;
};

static void
take_word(void *ctx, struct str word)
{
	struct told *t = ctx;

	if (t->words.n > 0)
		buf_char(&t->words, ' ');
	buf_str(&t->words, text_bare(t->a, word));
}

static void
take_run(void *ctx, struct str run)
{
	struct told *t = ctx;

	buf_char(&t->runs, '[');
	buf_str(&t->runs, run);
	buf_char(&t->runs, ']');
}

static void
assert_buf(const struct buf *b, const char *want)
{
	if (!str_eq(buf_view(b), str_c(want)))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(buf_view(b)),
		    want);
}

static void
splits(const char *text, const char *want)
{
	struct told t = { .a = arena_new() };
	const struct words_reader r = { &t, take_word, NULL };
	struct arena *scratch = arena_new();

	words_split(str_c(text), scratch, &r);
	assert_buf(&t.words, want);
	buf_free(&t.words);
	arena_free(scratch);
	arena_free(t.a);
}

static void
plain_words(void **state)
{
	(void)state;
	splits("", "");
	splits("Set up your Mailbox, now!", "set up your mailbox now");
	splits("port 993 (SSL/TLS)", "port 993 ssl tls");
	splits("a I x 5", "");
	splits("don't l\xe2\x80\x99""adresse", "don adresse");
}

static void
words_that_joiners_hold(void **state)
{
	(void)state;
	splits("imap.example.com", "imap example com imap.example.com");
	splits("you@Example.com.", "you example com you@example.com");
	splits("E-mail", "mail email");
	splits("SMTP-Auth", "smtp auth smtpauth");
	splits("e\xe2\x80\x90mail", "mail email");
	splits("550 5.7.1", "550 5.7.1");
	splits("_dmarc.example.com", "dmarc example com dmarc.example.com");
	splits("up-to-the-minute", "up to the minute");
	splits("a..b--c. -d-", "");
	splits("one...two", "one two");
}

static void
letters_as_they_are_typed(void **state)
{
	(void)state;
	splits("\xc3\x89t\xc3\xa9 stra\xc3\x9f""e c\xc5\x93ur",
	    "ete strasse coeur");
	splits("\xef\xac\x81le \xef\xbc\xa9\xef\xbc\xad\xef\xbc\xa1\xef\xbc\xb0",
	    "file imap");
	splits("soft\xc2\xad""hyphen", "softhyphen");
	splits("\xc4\xb0stanbul \xce\x9f\xce\x94\xce\x9f\xce\xa3",
	    "istanbul \xce\xbf\xce\xb4\xce\xbf\xcf\x83");
	splits("\xd0\xb9\xd0\xbe\xd0\xb4", "\xd0\xb8\xd0\xbe\xd0\xb4");
	splits("\xed\x95\x9c\xea\xb5\xad\xec\x96\xb4",
	    "\xed\x95\x9c\xea\xb5\xad\xec\x96\xb4");
}

static void
scripts_without_spaces(void **state)
{
	(void)state;
	/* three characters are two pairs, one is itself */
	splits("\xe9\x82\xae\xe4\xbb\xb6\xe7\xae\xb1",
	    "\xe9\x82\xae\xe4\xbb\xb6 \xe4\xbb\xb6\xe7\xae\xb1");
	splits("\xe9\x82\xae", "\xe9\x82\xae");
	splits("IMAP\xe9\x82\xae\xe4\xbb\xb6", "imap \xe9\x82\xae\xe4\xbb\xb6");
}

static void
long_words_are_left_out(void **state)
{
	(void)state;
	char word[512];

	for (size_t i = 0; i < sizeof(word); i++)
		word[i] = 'a';
	word[41] = '\0';
	splits(word, "");
	splits(word + 1, word + 1);
	word[41] = '.';
	word[sizeof(word) - 1] = '\0';
	splits(word, "");
}

static void
runs_around_slots_are_told(void **state)
{
	(void)state;
	struct told t = { .a = arena_new() };
	const struct words_reader r = { &t, take_word, take_run };
	struct arena *scratch = arena_new();

	words_split(STR("Use mail.\xf3\xb0\x80\x80, not (\xf3\xb0\x80\x81)x"),
	    scratch, &r);
	assert_buf(&t.words, "use not");
	assert_buf(&t.runs, "[mail.\xf3\xb0\x80\x80][\xf3\xb0\x80\x81]");
	buf_free(&t.words);
	buf_free(&t.runs);
	arena_free(scratch);
	arena_free(t.a);
}

static void
numbers_in_symbols(void **state)
{
	(void)state;
	static const struct {
		uint32_t v;
		const char *want;
	} rows[] = {
		{ 0, " " }, { 1, "!" }, { 69, "i" }, { 70, "j " },
		{ 1509, "y~" }, { 1510, "z  " }, { 25809, "}~~" },
		{ 25810, "~    " }, { 25811, "~   !" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf b = BUF_INIT;
		index_number(&b, rows[i].v);
		assert_buf(&b, rows[i].want);
		buf_free(&b);
	}
}

static void
strings_that_end_nothing(void **state)
{
	(void)state;
	struct buf b = BUF_INIT;

	script_string(&b, STR("a\"b\\c</script>\n\xe2\x80\xa8\xe2\x80\x9d\x7f"));
	assert_buf(&b, "\"a\\\"b\\\\c\\u003c/script>\\u000a\\u2028"
	    "\xe2\x80\x9d\\u007f\"");
	script_begin(&b, STR("w0"));
	script_end(&b);
	assert_buf(&b, "liverySearch(\"w0\",);\n");
	buf_free(&b);
}

static void
stems_by_language(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const struct {
		const char *locale, *word, *want;
	} rows[] = {
		{ "en", "settings", "set" }, { "en-GB", "connected", "connect" },
		{ "nl", "mailboxen", "mailbox" }, { "de", "einstellungen",
		"einstell" }, { "fr", "adresses", "adress" },
		{ "nb", "posten", "post" },
		{ "en", "port993s", "port993s" }, { "en", "a.settings",
		"a.settings" }, { "ja", "settings", "settings" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct stemmer *s = stemmer_open(locale_open(a,
		    str_c(rows[i].locale)));
		struct str stem = stemmer_stem(s, str_c(rows[i].word));
		if (!str_eq(stem, str_c(rows[i].want)))
			fail_msg("%s: %s gives %.*s", rows[i].locale,
			    rows[i].word, STR_ARG(stem));
		stemmer_close(s);
	}
	arena_free(a);
}

static void
lexicon_numbers_words(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct lexicon l = { .a = a };
	enum { MANY = 3000 };

	for (uint32_t round = 0; round < 2; round++)
		for (uint32_t i = 0; i < MANY; i++) {
			struct str word = arena_printf(a, "w%u", i);
			assert_int_equal(lexicon_put(&l, word, false), i);
		}
	assert_int_equal(l.n, MANY);
	assert_true(str_eq(l.word[17], STR("w17")));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_words),
		cmocka_unit_test(words_that_joiners_hold),
		cmocka_unit_test(letters_as_they_are_typed),
		cmocka_unit_test(scripts_without_spaces),
		cmocka_unit_test(long_words_are_left_out),
		cmocka_unit_test(runs_around_slots_are_told),
		cmocka_unit_test(numbers_in_symbols),
		cmocka_unit_test(strings_that_end_nothing),
		cmocka_unit_test(stems_by_language),
		cmocka_unit_test(lexicon_numbers_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
