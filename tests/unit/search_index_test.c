/* The files of an index, read back as the script reads them. */
#include "site_fixture.h"

#include "search/search.h"

enum { FILES = 64 };

struct written {
	struct str name, bytes, words;
	enum search_text kind;
};

static struct written files[FILES];
static size_t nfiles;

static void
take_file(void *ctx, struct str name, struct str bytes, enum search_text kind,
    struct str words)
{
	(void)ctx;
	assert_true(nfiles < FILES);
	assert_true(bytes.n <= SEARCH_FILE);
	files[nfiles++] = (struct written){ arena_str(fx.a, name),
		arena_str(fx.a, bytes), arena_str(fx.a, words), kind };
}

static void
make_words(const struct document *d, article_found *found, void *ctx,
    struct buf *out)
{
	(void)found;
	(void)ctx;
	search_gather(d, out);
}

static struct site *
write_index(void)
{
	const struct search_sink to = { NULL, take_file };

	nfiles = 0;
	maker = make_words;
	struct site *s = load_and_link();
	assert_clean();
	search_write(s, &to);
	return s;
}

static struct str
bytes_of(const char *name)
{
	for (size_t i = 0; i < nfiles; i++)
		if (str_eq(files[i].name, str_c(name)))
			return files[i].bytes;
	fail_msg("there is no file %s", name);
	return (struct str){ 0 };
}

static bool
holds(const char *name, const char *text)
{
	return str_find(bytes_of(name), str_c(text), 0) >= 0;
}

/* ---- A reader of words and postings ---- */

static const char alphabet[] = " !#$%&'()*+-./0123456789:;=>?@"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{}~";

static uint32_t
symbol(struct str s, size_t *i)
{
	const char *at = strchr(alphabet, s.p[(*i)++]);

	assert_non_null(at);
	return (uint32_t)(at - alphabet);
}

static uint32_t
symbols(struct str s, size_t *i, unsigned n)
{
	uint32_t v = 0;

	while (n-- > 0)
		v = v * 90 + symbol(s, i);
	return v;
}

static uint32_t
number(struct str s, size_t *i)
{
	uint32_t v = symbol(s, i);

	if (v < 70)
		return v;
	if (v < 86)
		return 70 + (v - 70) * 90 + symbols(s, i, 1);
	if (v < 89)
		return 1510 + (v - 86) * 8100 + symbols(s, i, 2);
	return 25810 + symbols(s, i, 4);
}

/* The stem of a word in a file of words, or -1. Words are ASCII here. */
static int
stem_of(const char *file, const char *wanted)
{
	struct str s = bytes_of(file);
	char word[128] = "";
	int newest = -1, last = -1;
	size_t i = (size_t)str_find_char(s, '[', 0) + 2;

	while (s.p[i] != '"') {
		size_t n = (size_t)(s.p[i++] - 'A');
		while (s.p[i] != '"' && s.p[i] != '!' && s.p[i] != '?' &&
		    !(s.p[i] >= 'A' && s.p[i] <= 'Z'))
			word[n++] = s.p[i++];
		word[n] = '\0';
		int stem = last;
		if (s.p[i] == '?') {
			i++;
			stem = newest - (int)number(s, &i);
		} else if (s.p[i] == '!') {
			i++;
		} else {
			stem = ++newest;
		}
		last = stem;
		if (strcmp(word, wanted) == 0)
			return stem;
	}
	return -1;
}

/* "0:3 2:8": pages and levels of a stem. */
static struct str
postings(const char *file, int stem)
{
	struct str s = bytes_of(file);
	size_t i = (size_t)str_find(s, STR(",\""), 0) + 2;
	struct buf b = BUF_INIT;
	uint32_t page = 0;

	for (; stem > 0; stem--)
		i = (size_t)str_find_char(s, ',', i) + 1;
	while (s.p[i] != ',' && s.p[i] != '"') {
		uint32_t v = number(s, &i);
		page += v / 9;
		buf_printf(&b, "%s%u:%u", b.n > 0 ? " " : "", page++, v % 9);
	}
	struct str all = arena_str(fx.a, buf_view(&b));
	buf_free(&b);
	return all;
}

static void
found(const char *word, const char *where)
{
	int stem = stem_of("w0", word);

	if (stem < 0)
		fail_msg("%s is not there", word);
	assert_str(postings("p0-0", stem), where);
}

/* ---- */

static void
fields_weigh_apart(void **state)
{
	(void)state;
	article("content/m/a.md", "Mailbox", "Some text of other things.\n");
	article("content/m/b.md", "Other", "## The mailbox\n\nText.\n");
	article("content/m/c.md", "Third", "A mailbox, and more text.\n");
	write_index();
	found("mailbox", "0:8 1:3 2:1");
	found("things", "0:0");
	assert_int_equal(stem_of("w0", "nothing"), -1);
}

static void
forms_share_a_stem(void **state)
{
	(void)state;
	article("content/m/a.md", "Connect", "");
	article("content/m/b.md", "B", "It connects, connecting all, "
	    "connected by caf\xc3\xa9s.\n");
	write_index();
	assert_int_equal(stem_of("w0", "connects"), stem_of("w0", "connect"));
	assert_int_equal(stem_of("w0", "connected"), stem_of("w0",
	    "connecting"));
	assert_true(stem_of("w0", "cafes") >= 0);
	assert_true(stem_of("w0", "caf") < 0);
}

static void
values_are_the_editions(void **state)
{
	(void)state;
	article("content/m/a.md", "A", "Use smtp.{{ vars.host }}: all of "
	    "x{{ vars.space }}z, [](b.md), `code_word`.\n");
	article("content/m/b.md", "Shown title", "");
	write_index();
	assert_true(stem_of("w0", "smtp.mail.yourdomain.com") >= 0);
	assert_true(stem_of("w0", "xx") >= 0);
	assert_int_equal(stem_of("w0", "y"), -1);
	assert_true(stem_of("w0", "code_word") >= 0);
	found("shown", "0:0 1:7");
}

static void
records_of_pages(void **state)
{
	(void)state;
	put("content/m/_index.md", "---\ntitle: Section\n"
	    "description: What it is about.\n---\n");
	article("content/m/a.md", "A \\\"b\\\" <c>", "First words here.\n\n"
	    "## A heading, yes {#own}\n\n## A heading, yes\n");
	write_index();
	assert_true(holds("d0", "[\"A \\\"b\\\" \\u003cc>\",\"m/a\","
	    "\"Section\",\"First words here.\",0,"
	    "\"A heading, yes\",\"own\",\"A heading, yes\",0],"
	    "[\"Section\",\"m/index\",\"\",\"What it is about.\",0]"));
	assert_true(holds("index", "\"n\":2"));
	assert_true(holds("index", "\"pages\":[0]"));
	/* the home page is not to be found */
	assert_true(!holds("d0", "\"index\""));
}

static void
what_is_excluded_is_nowhere(void **state)
{
	(void)state;
	put("content/m/a.md", "---\ntitle: Secret\nwhen: false\n---\nhidden\n");
	article("content/m/b.md", "Beta", "{% if false %}concealed{% end %}\n");
	article("content/m/c.md", "Unlisted", "");
	put("providers/acme.lua", "return provider { name = \"Acme\","
	    " navigation = { { \"m\", \"m/b\" } } }\n");
	const struct site *s = write_index();
	assert_true(page_at(s, "m/c.html")->unlisted);
	assert_int_equal(stem_of("w0", "unlisted"), -1);
	assert_int_equal(stem_of("w0", "secret"), -1);
	assert_int_equal(stem_of("w0", "hidden"), -1);
	assert_int_equal(stem_of("w0", "concealed"), -1);
}

static void
synonyms_of_the_provider(void **state)
{
	(void)state;
	put("providers/acme.lua", "return provider { name = \"Acme\","
	    " synonyms = { { \"E-mail\", \"account\" },"
	    " { \"name server\", \"DNS\" }, { \"no\", \"where\" } } }\n");
	article("content/m/a.md", "Account", "A name, a server.\n");
	write_index();
	assert_true(holds("index", "\"synonyms\":[[\"email\",\"account\"],"
	    "[\"name server\",\"dns\"]]"));
}

static void
write_many(unsigned n)
{
	struct buf body = BUF_INIT;

	for (unsigned i = 0; i < n; i++) {
		buf_reset(&body);
		buf_c(&body, "common");
		for (unsigned k = 0; k < 40; k++)
			buf_printf(&body, " w%ux%u", i % 97, i * k % 911);
		struct str path = arena_printf(fx.a, "content/s%u/a%u.md",
		    i % 7, i);
		article(path.p, path.p, arena_str(fx.a, buf_view(&body)).p);
	}
	buf_free(&body);
}

static void
large_indexes_come_in_parts(void **state)
{
	(void)state;
	unsigned words = 0, lists = 0, records = 0;

	write_many(500);
	write_index();
	for (size_t i = 0; i < nfiles; i++) {
		words += files[i].name.p[0] == 'w';
		lists += files[i].name.p[0] == 'p';
		records += files[i].name.p[0] == 'd';
		assert_true((files[i].kind == SEARCH_WORDS) ==
		    (files[i].words.n > 0));
	}
	assert_true(words > 1 && lists >= words && records > 1);
	assert_true(str_eq(files[nfiles - 1].name, STR("index")));
	/* the word on all pages has how many there are, and the best */
	struct str first = bytes_of("p0-0");
	assert_true(str_find_char(first, '|', 0) > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(fields_weigh_apart),
		UNIT(forms_share_a_stem),
		UNIT(values_are_the_editions),
		UNIT(records_of_pages),
		UNIT(what_is_excluded_is_nowhere),
		UNIT(synonyms_of_the_provider),
		UNIT(large_indexes_come_in_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
