/* Units of the checks on the output: a worker's records, the parent's proof,
   and the places in the sources that findings point to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/str.h"
#include "emit/verify.h"

static const struct brand port = { .id = { "portdns", 7 } };
static struct brand acme = { .id = { "acme", 4 }, .nlocales = 1 };
static struct edition edition = { .brand = &acme, .name = { "acme", 4 } };

static struct fact facts[] = {
	{ .brand = &port, .kind = FACT_HOST, .text = { "portdns.com", 11 } },
	{ .brand = &port, .kind = FACT_NAME, .text = { "Port DNS", 8 } },
};

static struct arena *a;
static struct sources *sources;
static struct diags *diags;
static struct proof *proof;
static struct article article;
static struct reading reading;
static struct article_fields fields;
static struct page pages[2];
static struct site site;
static struct verify_setup setup_of;
static struct memo *memo;
static uint32_t file_article, file_snippet, file_theme, file_own, file_other;

static uint32_t
source(const char *path, const char *text)
{
	return sources_add(sources, str_c(path), str_c(text));
}

static int
setup(void **state)
{
	(void)state;
	a = arena_new();
	sources = sources_new(a);
	diags = diags_new(a, sources);
	edition.locale = locale_open(a, STR("en"));
	file_other = source("providers/portdns.lua", "portdns.com Port DNS");
	file_article = source("content/email/a.md", "text");
	file_snippet = source("content/_snippets/s.md", "snippet");
	file_theme = source("themes/t/partials/p.html", "<a href=\"gone.html\">");
	file_own = source("providers/acme.lua", "own");
	facts[0].at = facts[1].at = (struct span){ file_other, 0, 7 };
	article = (struct article){ .file = file_article };
	fields = (struct article_fields){ .ntags = 0 };
	reading = (struct reading){ .article = &article, .fields = &fields };
	memset(pages, 0, sizeof(pages));
	pages[0].url = STR("email/a.html");
	pages[0].article = &article;
	pages[0].reading = &reading;
	pages[1].url = STR("index.html");
	site = (struct site){ .edition = &edition, .page = pages,
		.npages = 2 };
	memo = memo_new(leak_gate_build(a, facts, 2));
	setup_of = (struct verify_setup){ .fact = facts, .nfacts = 2,
		.site = &site, .url = STR("https://help.acme.test/kb/") };
	proof = proof_new(a, &acme, facts, 2);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	memo_free(memo);
	arena_free(a);
	return 0;
}

/* Gives files, name and bytes by turns, to one job and its record to the
   proof. */
static void
job(const char *const *files)
{
	struct verify *v = verify_open(a, &setup_of, memo,
	    (struct verify_lane){ memo_number(memo), 0 });
	struct buf record = BUF_INIT;

	for (; *files; files += 2) {
		verify_file(v, str_c(files[0]),
		    marked_plain(str_c(files[1])));
		proof_file(proof, str_c(files[0]));
	}
	verify_close(v, &record);
	assert_true(proof_record(proof, arena_str(a, buf_view(&record))));
	for (size_t n = 0; n < record.n; n += 3)
		assert_false(proof_record(proof_new(a, &acme, facts, 2),
		    str_slice(buf_view(&record), 0, n)));
	buf_free(&record);
}
#define JOB(...) job((const char *const[]){ __VA_ARGS__, NULL })

/* The findings as a person reads them. */
static const char *
report(void)
{
	struct buf out = BUF_INIT;

	proof_report(proof, sources, diags);
	diags_print(diags, &out, DIAG_HUMAN, false);
	struct str s = arena_str(a, buf_view(&out));
	buf_free(&out);
	return s.p;
}

static void
expect(const char *said, const char *part)
{
	if (!strstr(said, part))
		fail_msg("\"%s\" is not in\n%s", part, said);
}

static void
sound_output_passes(void **state)
{
	(void)state;
	JOB("index.html", "<a href='email/a.html#x%C3%A9'><a href=#><a href=#top>"
	    "<a href='email/a.html?q=1'><a href='https://else.test/y'>"
	    "<a href=mailto:x@y.z><a href=''><a href='//cdn.test/x'>"
	    "<link rel=canonical href='https://help.acme.test/kb/'>"
	    "<link rel=alternate href='https://help.acme.test/kb/email/a.html'>"
	    "<a href='https://help.acme.test/kb/login'>"
	    "<img srcset='l.svg 1x, assets/../l.svg 2x'>");
	JOB("email/a.html", "<p id='x\xC3\xA9'><a href='../index.html'>"
	    "<a href='#x%C3%A9'><a href='a.html#x&eacute;'>"
	    "<a href='a.html#&lambda;'>", "l.svg", "<svg/>",
	    "404.html", "<a href='/kb/email/a.html'>",
	    "assets/x.css", "a{background:url('../l.svg')}");
	const char *said = report();
	/* &lambda; is not among the names that are likely */
	assert_int_equal(diags_errors(diags), 1);
	expect(said, "it is `a.html#&lambda;` in `acme/email/a.html`");
}

static void
broken_links_are_named(void **state)
{
	(void)state;
	JOB("index.html", "<a href='email/b.html'><a href='email/'>"
	    "<a href='../up.html'><a href='/kb/email/a.html'>",
	    "email/a.html", "<a href='#none'><a href='../index.html#no'>"
	    "<a href='../gone.html'><link href='https://help.acme.test/kb/z'>",
	    "404.html", "<a href='/kb/email/none.html'>",
	    "assets/x.css", "a{background:url(none.svg)}");
	const char *said = report();
	expect(said, "error: a link leads to `email/b.html`, which is not in "
	    "the output [unknown-target]");
	expect(said, "it is `email/b.html` in `acme/index.html`");
	expect(said, "it is `email/` in `acme/index.html`");
	expect(said, "it is `../up.html` in `acme/index.html`");
	expect(said, "it is `/kb/email/a.html` in `acme/index.html`");
	expect(said, "a link leads to `email/a.html#none`, but that page has "
	    "no such id [missing-anchor]");
	expect(said, "it is `#none` in `acme/email/a.html`");
	expect(said, "a link leads to `index.html#no`");
	expect(said, "themes/t/partials/p.html:1:10: error: a link leads to "
	    "`gone.html`");
	expect(said, "it is `../gone.html` in `acme/email/a.html`");
	expect(said, "it is `https://help.acme.test/kb/z`");
	expect(said, "it is `/kb/email/none.html` in `acme/404.html`");
	expect(said, "it is `none.svg` in `acme/assets/x.css`");
	assert_int_equal(diags_errors(diags), 10);
}

static void
links_are_moot_after_errors(void **state)
{
	(void)state;
	diag_add(diags, DIAG_SYNTAX, (struct span){ 0 }, "broken");
	JOB("index.html", "<a href='none.html'>");
	report();
	assert_int_equal(diags_errors(diags), 1);
}

static void
paths_that_fold_together_are_named(void **state)
{
	(void)state;
	JOB("a/Logo.svg", "<svg/>", "a/logo.svg", "<svg/>");
	expect(report(), "two files would be written to `acme/a/logo.svg` "
	    "[duplicate-path]");
	assert_int_equal(diags_errors(diags), 1);
}

/* Links are told apart by case, also where the paths clash. */
static void
links_know_case(void **state)
{
	(void)state;
	JOB("a/Logo.svg", "<svg/>", "a/logo.svg", "<svg/>", "a/logo.svg",
	    "<svg/>", "B.svg", "<svg/>", "index.html", "<img src=a/Logo.svg>"
	    "<img src=a/logo.svg><img src=B.svg>");
	expect(report(), "two files would be written to `acme/a/logo.svg`");
	assert_int_equal(diags_errors(diags), 1);
	teardown(NULL);
	setup(NULL);
	JOB("a/Logo.svg", "<svg/>", "b.svg", "<svg/>", "index.html",
	    "<img src=a/logo.svg><img src=a/LOGO.svg><img src=B.svg>");
	const char *said = report();
	expect(said, "leads to `a/logo.svg`, which is not in the output");
	expect(said, "leads to `a/LOGO.svg`, which is not in the output");
	expect(said, "leads to `B.svg`, which is not in the output");
}

/* Ids of any number of records are found, others never. */
static void
ids_are_found_in_all_records(void **state)
{
	enum { PAGES = 40, IDS = 30 };
	struct buf links = BUF_INIT;
	uint32_t missing = 0, seed = 1;

	(void)state;
	for (int i = 0; i < PAGES; i++) {
		struct buf ids = BUF_INIT;
		const char *path = arena_printf(a, "p%d.html", i).p;
		for (int k = 0; k < IDS; k++) {
			seed = seed * 1664525 + 1013904223;
			bool there = seed >> 28 > 0, asked = seed >> 27 & 1;
			if (there)
				buf_printf(&ids, "<p id=i%d>", k);
			if (asked)
				buf_printf(&links, "<a href='%s#i%d'>", path, k);
			missing += asked && !there;
		}
		buf_char(&ids, '\0');
		JOB(path, ids.p);
		buf_free(&ids);
	}
	buf_char(&links, '\0');
	JOB("index.html", links.p);
	report();
	assert_true(missing > 20);
	assert_int_equal(diags_errors(diags), missing);
	buf_free(&links);
}

static const char leaking[] = "<p>See webmail.portdns.com</p>";

/* Where the string stands in several sources, the first of article, snippet,
   theme and provider is named; other brands' files never. */
static void
leaks_are_placed(void **state)
{
	static const struct {
		const char *article, *snippet, *theme, *own, *where;
	} rows[] = {
		{ "x portdns.com", "portdns.com", "", "",
		    "content/email/b.md:1:3: error" },
		{ "", "é portdns.com", "portdns.com", "portdns.com",
		    "content/_snippets/b.md:1:3: error" },
		{ "", "", "PORTDNS.com", "portdns.com",
		    "themes/t/b.html:1:1: error" },
		{ "", "", "", "\n  h = \"portdns.com\"",
		    "providers/acme/_x.lua:2:8: error" },
		{ "", "", "", "", "error: host `portdns.com` belongs to" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		teardown(NULL);
		setup(NULL);
		article.file = source("content/email/b.md", rows[i].article);
		source("content/_snippets/b.md", rows[i].snippet);
		source("themes/t/b.html", rows[i].theme);
		source("providers/acme/_x.lua", rows[i].own);
		JOB("email/a.html", leaking, "index.html", leaking);
		const char *said = report();
		expect(said, rows[i].where);
		expect(said, "providers/portdns.lua:1:1: `portdns` sets it");
		if (i > 0) {
			assert_int_equal(diags_errors(diags), 1);
			expect(said, "`acme/email/a.html` and 1 more file");
		}
	}
}

static void
many_pages_make_one_finding(void **state)
{
	(void)state;
	source("themes/t/b.html", "portdns.com");
	JOB("a.html", leaking, "b.html", leaking);
	JOB("c.html", leaking, "d.json", "\"portdns.com\"");
	expect(report(), "`acme/a.html` and 3 more files");
	assert_int_equal(diags_errors(diags), 1);
}

/* brands.portdns.name in an article: its page and the files that hold all
   articles may say that name, other pages and other facts may not. */
static void
names_given_on_purpose_pass(void **state)
{
	static const struct slot slot = { .foreign = true,
		.text = { "Port DNS", 8 } };
	static const struct slot *slots[] = { &slot };
	static const uint32_t first[] = { 0 };
	static struct slot_column columns[] = { { first, 1 } };
	static const struct slot_values values = { slots, columns };

	(void)state;
	reading.foreign = true;
	reading.values = &values;
	reading.column = first;
	reading.nslots = 1;
	JOB("email/a.html", "<p>Port DNS</p>", "print.html", "Port DNS",
	    "articles.json", "\"Port DNS\"");
	report();
	assert_int_equal(diags_errors(diags), 0);
	proof = proof_new(a, &acme, facts, 2);
	JOB("email/a.html", "<p>Port DNS, portdns.com</p>",
	    "index.html", "<p>Port DNS</p>");
	const char *said = report();
	assert_int_equal(diags_errors(diags), 2);
	expect(said, "host `portdns.com`");
	expect(said, "it is in `acme/index.html`");
}

/* A title is shown wherever the article is listed. */
static void
names_in_titles_pass_everywhere(void **state)
{
	(void)state;
	reading.foreign = true;
	fields.title = STR("Moving from Port DNS");
	JOB("index.html", "<p>Port DNS</p>", "tags/x.html", "Port DNS");
	report();
	assert_int_equal(diags_errors(diags), 0);
}

/* What stands on several pages is read once, and proved for each. */
static void
shared_parts_are_proved_for_each_page(void **state)
{
	static const char part[] = "<nav>\n<a href=\"gone.html\">x</a>\n"
	    "<a href=\"#main\">y</a>\n</nav>\n<p>portdns.com</p>\n";

	(void)state;
	JOB("email/a.html", part, "email/b.html", part, "c.html", part);
	const char *said = report();
	expect(said, "a link leads to `email/gone.html`");
	expect(said, "a link leads to `gone.html`");
	expect(said, "a link leads to `email/a.html#main`");
	expect(said, "a link leads to `email/b.html#main`");
	expect(said, "a link leads to `c.html#main`");
	expect(said, "it is in `acme/email/a.html` and 2 more files");
}

/* A page that ends in the middle of a word says nothing of one that goes on. */
static void
a_cut_page_is_no_other(void **state)
{
	(void)state;
	JOB("a.html", "<p>Port\n", "b.html", "<p>Port\nDNS</p>\n",
	    "c.html", "<p>Port\n", "d.html", "<p>Port\n<b>DNS</b>");
	expect(report(), "it is in `acme/b.html` and 1 more file");
}

int
main(void)
{
#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		UNIT(shared_parts_are_proved_for_each_page),
		UNIT(a_cut_page_is_no_other),
		UNIT(sound_output_passes),
		UNIT(broken_links_are_named),
		UNIT(links_are_moot_after_errors),
		UNIT(paths_that_fold_together_are_named),
		UNIT(links_know_case),
		UNIT(ids_are_found_in_all_records),
		UNIT(leaks_are_placed),
		UNIT(many_pages_make_one_finding),
		UNIT(names_given_on_purpose_pass),
		UNIT(names_in_titles_pass_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
