/* HTML written down as XML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "emit/xhtml.h"

static void
expect(const char *html, const char *xhtml)
{
	struct buf out = BUF_INIT;

	xhtml_write(&out, str_c(html));
	buf_char(&out, '\0');
	assert_string_equal(out.p, xhtml);
	buf_free(&out);
}

static void
void_elements_are_closed(void **state)
{
	(void)state;
	expect("a<br>b<hr >c", "a<br/>b<hr/>c");
	expect("<img src=\"a.png\" alt=\"\">", "<img src=\"a.png\" alt=\"\"/>");
	expect("<BR/>", "<BR/>");
	expect("<p>x</p>", "<p>x</p>");
}

static void
attributes_have_quoted_values(void **state)
{
	(void)state;
	expect("<details open>", "<details open=\"\">");
	expect("<input type=checkbox disabled checked>",
	    "<input type=\"checkbox\" disabled=\"\" checked=\"\"/>");
	expect("<p title='say \"x\" < y'>", "<p title='say \"x\" &lt; y'>");
	expect("<p\n\ttitle = \"a\"\n>", "<p title=\"a\">");
}

static void
references_are_those_of_xml(void **state)
{
	(void)state;
	expect("&amp;&lt;&gt;&quot;&#39;&#x2F;", "&amp;&lt;&gt;&quot;&#39;&#x2F;");
	expect("a&nbsp;b", "a&#160;b");
	expect("AT&T &unknown; & so", "AT&amp;T &amp;unknown; &amp; so");
	expect("<a href=\"?a=1&amp;b=&mdash;\">",
	    "<a href=\"?a=1&amp;b=&#8212;\">");
}

static void
what_xml_lacks_goes(void **state)
{
	(void)state;
	expect("a<!-- x -- y -->b", "ab");
	expect("a\x01\x1F\tb\xEF\xBF\xBE" "c\xEF\xBF\xBD", "a\tbc\xEF\xBF\xBD");
	expect("<!doctype html>\n<p>", "<!DOCTYPE html>\n<p>");
	expect("1 < 2", "1 &lt; 2");
}

static void
links_lead_to_documents(void **state)
{
	(void)state;
	expect("<a href=\"../a/b.html#c\">", "<a href=\"../a/b.xhtml#c\">");
	expect("<a href=\"b.html?x=1.html\">", "<a href=\"b.xhtml?x=1.html\">");
	expect("<a href=\"https://x.example/b.html\">",
	    "<a href=\"https://x.example/b.html\">");
	expect("<a href=\"/b.html\">", "<a href=\"/b.html\">");
	expect("<a href=\"#b.html\">", "<a href=\"#b.html\">");
	expect("<a href=\"b.css\">", "<a href=\"b.css\">");
	expect("<img src=\"b.html\">", "<img src=\"b.html\"/>");
}

static void
what_is_cut_short_ends(void **state)
{
	(void)state;
	expect("<p title=\"a", "<p title=\"a\">");
	expect("<p", "<p>");
	expect("<!-- a", "");
	expect("a<", "a&lt;");
	expect("", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(void_elements_are_closed),
		cmocka_unit_test(attributes_have_quoted_values),
		cmocka_unit_test(references_are_those_of_xml),
		cmocka_unit_test(what_xml_lacks_goes),
		cmocka_unit_test(links_lead_to_documents),
		cmocka_unit_test(what_is_cut_short_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
