/* Raw HTML in articles: what is let through, what is shown as text, and that
   nothing stays open; escaping. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/str.h"
#include "render/escape.h"
#include "render/stencil.h"

struct findings {
	unsigned n;
	uint32_t at[8], len[8];
	const char *why[8];
};

static void
found(void *ctx, uint32_t at, uint32_t len, const char *why)
{
	struct findings *f = ctx;

	assert_true(f->n < 8);
	f->at[f->n] = at;
	f->len[f->n] = len;
	f->why[f->n++] = why;
}

/* The article's HTML, without the white space around it, and the number of
   findings. */
static void
assert_raw(const char *markdown, const char *want, unsigned findings)
{
	struct buf record = BUF_INIT, made = BUF_INIT, out = BUF_INIT;
	struct findings f = { 0 };
	const struct parse_finding *pf;
	uint32_t npf;

	document_parse(str_c(markdown), DOCUMENT_ARTICLE, &record);
	const struct document *d = document_of(buf_view(&record), &pf, &npf);
	assert_non_null(d);
	struct target link[4] = { 0 };
	struct page p = { .link = link };
	struct stencil_words words = { 0 };
	struct stencil_run r = { .page = &p, .words = &words };
	stencil_make(d, found, &f, &made);
	stencil_write(stencil_of(buf_view(&made)), &r, &out);
	if (!str_eq(str_trim(buf_view(&out)), str_trim(str_c(want))))
		fail_msg("%s gave:\n%.*s\nwant:\n%s", markdown,
		    STR_ARG(buf_view(&out)), want);
	assert_int_equal(f.n, findings);
	buf_free(&record);
	buf_free(&made);
	buf_free(&out);
}

static void
allowed_elements_stay(void **state)
{
	(void)state;
	assert_raw("<kbd>Ctrl</kbd> H<sub>2</sub>O<br/>x",
	    "<p><kbd>Ctrl</kbd> H<sub>2</sub>O<br>x</p>\n", 0);
	assert_raw("<ABBR TITLE='a \"b\" &amp; c'>x</ABBR>",
	    "<p><abbr TITLE=\"a &quot;b&quot; &amp; c\">x</abbr></p>\n", 0);
	assert_raw("a <!-- gone --> b", "<p>a  b</p>\n", 0);
	assert_raw("<ol start=3><li>a<li>b</ol>",
	    "<ol start=\"3\"><li>a</li><li>b</li></ol>", 0);
	assert_raw("<a href=\"https://x.example/?a=1&b=2\">x</a>",
	    "<p><a href=\"https://x.example/?a=1&amp;b=2\">x</a></p>\n", 0);
}

static void
others_become_text(void **state)
{
	(void)state;
	assert_raw("<blink>no</blink>",
	    "<p>&lt;blink&gt;no&lt;/blink&gt;</p>\n", 1);
	assert_raw("<script>alert(1)</script>",
	    "&lt;script&gt;alert(1)&lt;/script&gt;", 1);
	assert_raw("<b onclick=x>y</b>",
	    "<p>&lt;b onclick=x&gt;y&lt;/b&gt;</p>\n", 1);
	assert_raw("<span style=\"x\">y</span>",
	    "<p>&lt;span style=&quot;x&quot;&gt;y&lt;/span&gt;</p>\n", 1);
	assert_raw("x <img src=x onerror=alert(1)>",
	    "<p>x &lt;img src=x onerror=alert(1)&gt;</p>\n", 1);
	assert_raw("<b lang=en LANG=nl>y</b>",
	    "<p>&lt;b lang=en LANG=nl&gt;y&lt;/b&gt;</p>\n", 1);
}

static void
addresses_are_checked(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"javascript:alert(1)", "JaVaScRiPt:x", "&#106;avascript:x",
		"&#x6a;avascript:x", "javascript&colon;x", "java\tscript:x",
		"data:text/html,x", "//x.example", "page.md", "",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char md[80], want[200];
		struct buf b = BUF_INIT;
		snprintf(md, sizeof(md), "<a href=\"%s\">x</a>", bad[i]);
		escape_text(&b, str_c(md));
		snprintf(want, sizeof(want), "<p>%.*s</p>\n",
		    STR_ARG(buf_view(&b)));
		assert_raw(md, want, 1);
		buf_free(&b);
	}
}

static void
nothing_stays_open(void **state)
{
	(void)state;
	assert_raw("<b>x", "<p><b>x</b></p>\n", 1);
	assert_raw("*<b>x* y</b>",
	    "<p><em><b>x</b></em> y&lt;/b&gt;</p>\n", 2);
	assert_raw("</div>", "&lt;/div&gt;", 1);
	assert_raw("<div>\n\nx\n", "<div>\n<p>x</p>\n</div>", 1);
	assert_raw("- <div>\n\nx", "<ul>\n<li><div>\n</div></li>\n</ul>\n"
	    "<p>x</p>\n", 1);
	assert_raw("<b><i>x</b></i>",
	    "<p><b><i>x</i></b>&lt;/i&gt;</p>\n", 1);
	assert_raw("x <div>y</div>",
	    "<p>x &lt;div&gt;y&lt;/div&gt;</p>\n", 1);
	assert_raw("<ul>\n\npara\n\n</ul>",
	    "<ul>\n</ul>\n<p>para</p>\n&lt;/ul&gt;", 2);
	assert_raw("<td>x</td>", "&lt;td&gt;x&lt;/td&gt;", 1);
	assert_raw("<p>a<div>b</div>", "<p>a</p><div>b</div>", 0);
}

static void
blocks_hold_markdown(void **state)
{
	(void)state;
	assert_raw("<details open>\n<summary>S</summary>\n\n*x*\n\n</details>",
	    "<details open>\n<summary>S</summary>\n<p><em>x</em></p>\n"
	    "</details>", 0);
	assert_raw("<table><tr><td>\n\n*x*\n\n</td></tr></table>",
	    "<table><tr><td>\n<p><em>x</em></p>\n</td></tr></table>", 0);
}

static void
no_link_in_a_link(void **state)
{
	(void)state;
	assert_raw("<a href=\"https://x.example\">a [b](c.md)</a>",
	    "<p><a href=\"https://x.example\">a b</a></p>\n", 0);
	assert_raw("<a>a[^1]</a>\n\n[^1]: n",
	    "<p><a>a<sup id=\"fnref-1\">1</sup></a></p>\n"
	    "<section class=\"footnotes\" role=\"doc-endnotes\">\n"
	    "<h2 class=\"visually-hidden\" id=\"footnotes\"></h2>\n<ol>\n"
	    "<li id=\"fn-1\">\n<p>n <a class=\"footnote-back\""
	    " role=\"doc-backlink\" href=\"#fnref-1\" aria-label=\"\">↩</a>"
	    "</p>\n</li>\n</ol>\n</section>", 0);
	assert_raw("<a href=\"https://x.example\">a <a href=\"#x\">b</a>",
	    "<p><a href=\"https://x.example\">a &lt;a href=&quot;#x&quot;&gt;"
	    "b&lt;/a&gt;</a></p>\n", 2);
}

static void
references_keep_their_meaning(void **state)
{
	(void)state;
	assert_raw("<div>&copy; &#8364; &foo; & &lt;b&gt;</div>",
	    "<div>&copy; &#8364; &amp;foo; &amp; &lt;b&gt;</div>", 0);
}

static void
findings_point_at_the_tag(void **state)
{
	struct buf record = BUF_INIT, made = BUF_INIT;
	const struct parse_finding *pf;
	uint32_t npf;
	struct findings f = { 0 };

	(void)state;
	document_parse(STR("ab <blink>c"), DOCUMENT_ARTICLE, &record);
	stencil_make(document_of(buf_view(&record), &pf, &npf), found, &f,
	    &made);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.at[0], 3);
	assert_int_equal(f.len[0], 7);
	assert_non_null(strstr(f.why[0], "shown as text"));
	buf_free(&record);
	buf_free(&made);
}

/* ---- Escaping ---- */

static void
assert_escaped(void (*escape)(struct buf *, struct str), const char *s,
    const char *want)
{
	struct buf b = BUF_INIT;

	escape(&b, str_c(s));
	if (!str_eq(buf_view(&b), str_c(want)))
		fail_msg("\"%s\" gave \"%.*s\", want \"%s\"", s,
		    STR_ARG(buf_view(&b)), want);
	buf_free(&b);
}

static void
escaping_fits_the_place(void **state)
{
	(void)state;
	assert_escaped(escape_html, "<a&\"'>",
	    "&lt;a&amp;&quot;&#39;&gt;");
	assert_escaped(escape_text, "<a&\"'>", "&lt;a&amp;&quot;'&gt;");
	assert_escaped(escape_url, "a b/%20%zz?x=ä&y='[<\">",
	    "a%20b/%20%25zz?x=%C3%A4&amp;y=&#39;%5B%3C%22%3E");
	assert_escaped(escape_component, "a b/ä&~", "a%20b%2F%C3%A4%26~");
	assert_escaped(escape_json, "\"\\\n\t\x01</\xe2\x80\xa8&\x7f",
	    "\\\"\\\\\\n\\t\\u0001\\u003c/\\u2028\\u0026\\u007f");
	assert_escaped(escape_css, "a\"\\</\n", "a\\22 \\5c \\3c /\\a ");
}

/* Each byte is escaped alone as it is among others, wherever it stands. */
static void
escaping_forgets_no_byte(void **state)
{
	static void (*const escapes[])(struct buf *, struct str) = {
		escape_html, escape_text, escape_json, escape_url
	};
	enum { LONG = 29, N = sizeof(escapes) / sizeof(*escapes) };
	char s[LONG];
	struct buf got = BUF_INIT, want = BUF_INIT;

	(void)state;
	for (unsigned k = 0; k < N * 256 * LONG; k++) {
		size_t at = k / N % LONG;
		memset(s, 'x', LONG);
		s[at] = (char)(k / N / LONG);
		buf_reset(&got);
		buf_reset(&want);
		escapes[k % N](&got, (struct str){ s, LONG });
		buf_add(&want, s, at);
		escapes[k % N](&want, (struct str){ s + at, 1 });
		buf_add(&want, s + at + 1, LONG - at - 1);
		if (!str_eq(buf_view(&got), buf_view(&want)))
			fail_msg("byte %u at %zu gave \"%.*s\"", k / N / LONG,
			    at, STR_ARG(buf_view(&got)));
		if ((k % N == 1 || k % N == 2) && got.n != LONG)
			for (size_t n = at + 1; n <= LONG; n++)
				assert_false(escape_is_plain(
				    (struct str){ s, n }));
	}
	buf_free(&got);
	buf_free(&want);
}

/* What is called plain is what it would become. */
static void
plain_texts_stay(void **state)
{
	enum { LONG = 21 };
	struct buf out = BUF_INIT;
	unsigned in_text = 0, in_url = 0;

	(void)state;
	assert_int_equal(escape_plain(STR("")), PLAIN_UNKNOWN);
	assert_int_equal(escape_plain(STR("a title of ours")), PLAIN_IN_TEXT);
	assert_int_equal(escape_plain(STR("email/imap-vs.html")),
	    PLAIN_IN_URL);
	for (unsigned k = 0; k < 256 * LONG * LONG; k++) {
		char bytes[LONG];
		struct str s = { bytes, 1 + k / 256 / LONG };
		memset(bytes, k % 2 ? 'x' : '/', s.n);
		bytes[k / 256 % LONG % s.n] = (char)k;
		enum plain plain = escape_plain(s);
		buf_reset(&out);
		escape_html(&out, s);
		if (plain != PLAIN_UNKNOWN) {
			in_text++;
			assert_true(str_eq(buf_view(&out), s));
			assert_true(str_find_char(s, '{', 0) < 0);
		}
		buf_reset(&out);
		escape_url(&out, s);
		if (plain == PLAIN_IN_URL) {
			in_url++;
			assert_true(str_eq(buf_view(&out), s));
		}
	}
	assert_true(in_text > in_url && in_url > 1000);
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(allowed_elements_stay),
		cmocka_unit_test(others_become_text),
		cmocka_unit_test(addresses_are_checked),
		cmocka_unit_test(nothing_stays_open),
		cmocka_unit_test(blocks_hold_markdown),
		cmocka_unit_test(no_link_in_a_link),
		cmocka_unit_test(references_keep_their_meaning),
		cmocka_unit_test(findings_point_at_the_tag),
		cmocka_unit_test(escaping_fits_the_place),
		cmocka_unit_test(escaping_forgets_no_byte),
		cmocka_unit_test(plain_texts_stay),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
