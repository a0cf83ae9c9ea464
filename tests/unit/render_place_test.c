/* Where a slot of a template stands, and how it is written there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "render/internal.h"

/* In these texts a slot is written as '@'. */
struct seen {
	struct place end;
	enum slot_place slot[8];
	const char *why;
	size_t n;
};

static struct seen
walk_from(struct place start, const char *text)
{
	struct seen s = { .end = start };
	struct url_mark mark;

	for (;;) {
		size_t n = strcspn(text, "@");
		const char *hint;
		place_text(&s.end, (struct str){ text, n }, &mark);
		if (text[n] == '\0')
			return s;
		s.slot[s.n++] = place_slot(&s.end, &s.why, &hint);
		text += n + 1;
	}
}

static enum slot_place
first(const char *text)
{
	struct seen s = walk_from((struct place){ 0 }, text);

	assert_true(s.n > 0);
	return s.slot[0];
}

static enum slot_place
last(const char *text)
{
	struct seen s = walk_from((struct place){ 0 }, text);

	assert_true(s.n > 0);
	return s.slot[s.n - 1];
}

static void
refused(const char *text, const char *why)
{
	struct seen s = walk_from((struct place){ 0 }, text);

	assert_int_equal(s.slot[s.n - 1], SLOT_REFUSED);
	assert_string_equal(s.why, why);
}

static void
text(void **state)
{
	(void)state;
	assert_int_equal(first("@"), SLOT_IN_TEXT);
	assert_int_equal(first("<p>@"), SLOT_IN_TEXT);
	assert_int_equal(first("a < b @"), SLOT_IN_TEXT);
	assert_int_equal(first("<!doctype html><p>@"), SLOT_IN_TEXT);
	assert_int_equal(first("<p title='>'>@"), SLOT_IN_TEXT);
	assert_int_equal(first("<p title=x>@"), SLOT_IN_TEXT);
	assert_int_equal(first("</p>@"), SLOT_IN_TEXT);
	assert_int_equal(first("<br/>@"), SLOT_IN_TEXT);
	assert_int_equal(first("<TITLE>@"), SLOT_IN_TITLE);
	assert_int_equal(first("<textarea rows=4>@"), SLOT_IN_TITLE);
	assert_int_equal(first("<title>x</title>@"), SLOT_IN_TEXT);
	assert_int_equal(first("<title></titles>@"), SLOT_IN_TITLE);
	assert_int_equal(first("<titles>@"), SLOT_IN_TEXT);
}

static void
comments(void **state)
{
	(void)state;
	assert_int_equal(first("<!-- @"), SLOT_IN_COMMENT);
	assert_int_equal(first("<!-- > @"), SLOT_IN_COMMENT);
	assert_int_equal(first("<!-- --> @"), SLOT_IN_TEXT);
	assert_int_equal(first("<!-- --!> @"), SLOT_IN_TEXT);
	assert_int_equal(first("<!--> @"), SLOT_IN_TEXT);
	assert_int_equal(first("<!-- --- > @"), SLOT_IN_COMMENT);
	assert_int_equal(first("<!-- ---> @"), SLOT_IN_TEXT);
	refused("<!doctype @", "a declaration");
	refused("<?xml @", "a declaration");
	refused("<!@", "a declaration");
}

static void
attributes(void **state)
{
	(void)state;
	assert_int_equal(first("<p title=\"@"), SLOT_IN_ATTRIBUTE);
	assert_int_equal(first("<p title = '@"), SLOT_IN_ATTRIBUTE);
	assert_int_equal(first("<p title=\"a'@"), SLOT_IN_ATTRIBUTE);
	assert_int_equal(first("<p hidden data-x=\"@"), SLOT_IN_ATTRIBUTE);
	assert_int_equal(last("<p a=\"@\" b='@'>@"), SLOT_IN_TEXT);
	/* Names that only begin or end like those of URLs and events. */
	assert_int_equal(first("<p data-href=\"@"), SLOT_IN_ATTRIBUTE);
	assert_int_equal(first("<p hreflang=\"@"), SLOT_IN_ATTRIBUTE);
	assert_int_equal(first("<p data-on=\"@"), SLOT_IN_ATTRIBUTE);
}

static void
refusals(void **state)
{
	(void)state;
	refused("<@", "the name of a tag");
	refused("</@", "the name of a tag");
	refused("<h@", "the name of a tag");
	refused("<p @", "the name of an attribute");
	refused("<p da@", "the name of an attribute");
	refused("<p a=\"b\"@", "the name of an attribute");
	refused("<p a=@", "an attribute without quotes");
	refused("<p a=b@", "an attribute without quotes");
	refused("<p a= @", "an attribute without quotes");
	refused("<p onclick=\"@", "an event handler's attribute");
	refused("<p ONCLICK='f(@", "an event handler's attribute");
	refused("<p style=\"@", "a style attribute");
	refused("<iframe srcdoc=\"@", "srcdoc");
	refused("<script>@", "a script");
	refused("<script>var x = \"@", "a script");
	refused("<script type=\"@", "the type of a script");
	refused("<script type=\"module\">@", "a script");
	refused("<script><!-- <script> </script> @", "a script");
	assert_int_equal(first("<script><!-- --></script>@"), SLOT_IN_TEXT);
	refused("<xmp>@", "an element whose content is no HTML");
	refused("<p a=\"b\"c=\"@", "an attribute without white space before it");
}

static void
urls(void **state)
{
	(void)state;
	assert_int_equal(first("<a href=\"@"), SLOT_IN_URL);
	assert_int_equal(first("<a HREF='@"), SLOT_IN_URL);
	assert_int_equal(first("<a href=\"../@"), SLOT_IN_URL);
	assert_int_equal(first("<a href=\"#@"), SLOT_IN_URL);
	assert_int_equal(last("<a href=\"@@"), SLOT_IN_URL);
	assert_int_equal(first("<img srcset=\"@"), SLOT_IN_URL);
	assert_int_equal(last("<img srcset=\"@ 1x, @"), SLOT_IN_URL);
	assert_int_equal(first("<form action=\"@"), SLOT_IN_URL);
	assert_int_equal(first("<use xlink:href=\"@"), SLOT_IN_URL);
	assert_int_equal(first("<a href=\"tel:@"), SLOT_IN_TEL);
	assert_int_equal(first("<a href=\" TEL:@"), SLOT_IN_TEL);
	assert_int_equal(first("<a href=\"tel:+1@"), SLOT_IN_URL);
	assert_int_equal(last("<a href=\"tel:@@"), SLOT_IN_URL);
	assert_int_equal(first("<a href=\"xtel:@"), SLOT_IN_URL);
	assert_int_equal(first("<a href=\"mailto:@"), SLOT_IN_MAILTO);
	assert_int_equal(last("<a href=\"mailto:@?subject=@"), SLOT_IN_QUERY);
	assert_int_equal(last("<a href=\"@?q=@&amp;r=@"), SLOT_IN_QUERY);
	assert_int_equal(last("<a href=\"@?q=@#@"), SLOT_IN_URL);
	/* Of the next attribute nothing is known yet. */
	assert_int_equal(last("<a href=\"@?q=@\" href=\"@"), SLOT_IN_URL);
	assert_int_equal(last("<a href=\"tel:@\" title=\"tel:@"),
	    SLOT_IN_ATTRIBUTE);
}

static void
styles(void **state)
{
	(void)state;
	assert_int_equal(first("<style>@page { size: @"), SLOT_IN_CSS_NAME);
	assert_int_equal(last("<style>p { size: @"), SLOT_IN_CSS_VALUE);
	assert_int_equal(first("<style>.c-@"), SLOT_IN_CSS_NAME);
	assert_int_equal(last("<style>.c-@ { x: y-@"), SLOT_IN_CSS_NAME);
	assert_int_equal(first("<style>p { width: @"), SLOT_IN_CSS_VALUE);
	assert_int_equal(first("<style>p { content: \"@"), SLOT_IN_CSS_STRING);
	assert_int_equal(last("<style>p { content: \"@\"; size: @"),
	    SLOT_IN_CSS_VALUE);
	assert_int_equal(first("<style>p { content: \"\\\"@"),
	    SLOT_IN_CSS_STRING);
	assert_int_equal(first("<style>a { b: \"/* \"; c: @"),
	    SLOT_IN_CSS_VALUE);
	refused("<style>p { content: '@", "a CSS string in single quotes");
	refused("<style>/* @", "a CSS comment");
	assert_int_equal(first("<style>/* */ .c-@"), SLOT_IN_CSS_NAME);
	refused("<style>p { background: url(@", "a URL in CSS");
	refused("<style>p { background: url( \"@", "a URL in CSS");
	assert_int_equal(first("<style>p { background: url(x); size: @"),
	    SLOT_IN_CSS_VALUE);
	assert_int_equal(first("<style></style>@"), SLOT_IN_TEXT);
	assert_int_equal(first("<style>p { content: \"</style>@"),
	    SLOT_IN_TEXT);
}

static void
import_urls(void **state)
{
	struct place p = { 0 };
	struct url_mark mark;
	const char *why, *hint;

	(void)state;
	place_text(&p, STR("<style>@import \""), &mark);
	assert_int_equal(place_slot(&p, &why, &hint), SLOT_REFUSED);
	assert_string_equal(why, "a URL in CSS");
}

static void
json(void **state)
{
	const char *open = "<script type=\"application/json\">";
	struct place p = walk_from((struct place){ 0 }, open).end;

	(void)state;
	assert_int_equal(walk_from(p, "{ \"a\": @").slot[0], SLOT_IN_JSON);
	assert_int_equal(walk_from(p, "{ \"@").slot[0], SLOT_IN_JSON_STRING);
	assert_int_equal(walk_from(p, "\"\\\"@").slot[0],
	    SLOT_IN_JSON_STRING);
	assert_int_equal(walk_from(p, "\"\\\\\" @").slot[0], SLOT_IN_JSON);
	assert_int_equal(walk_from(p, "\"</script>@").slot[0], SLOT_IN_TEXT);
	assert_int_equal(first("<script type='application/ld+json'>@"),
	    SLOT_IN_JSON);
}

static bool
joins(const char *before, const char *one, const char *other,
    struct place *out)
{
	struct place p = walk_from((struct place){ 0 }, before).end;
	struct place a = walk_from(p, one).end, b = walk_from(p, other).end;

	return place_join(&a, &b, out);
}

static void
branches(void **state)
{
	struct place p;

	(void)state;
	assert_true(joins("<a", " hidden", "", &p));
	assert_int_equal(walk_from(p, ">@").slot[0], SLOT_IN_TEXT);
	assert_true(joins("<a", " title=\"@\"", "", &p));
	assert_int_equal(walk_from(p, " class=\"@").slot[0],
	    SLOT_IN_ATTRIBUTE);
	assert_true(joins("<a ", "href=\"x\"", "", &p));
	/* `<aclass="` would be a tag's name up to the next space. */
	assert_true(joins("<a", " hidden", "", &p));
	assert_int_equal(walk_from(p, "class=\"@").slot[0], SLOT_REFUSED);
	assert_true(joins("<a href=\"", "@", "https://x/", &p));
	assert_int_equal(walk_from(p, "@").slot[0], SLOT_IN_URL);
	assert_false(joins("<a href=\"", "?a=", "", &p));
	assert_false(joins("<a href=\"", "x\"", "x", &p));
	assert_false(joins("<a ", "href=\"", "title=\"", &p));
	assert_false(joins("<h", "2", "3", &p));
	assert_false(joins("", "<style>", "", &p));
	assert_false(joins("", "<p", "", &p));
	assert_true(joins("", "<p>x</p>", "", &p));
	assert_true(joins("<style>", "p{}", "", &p));
	assert_false(joins("<style>", "p{content:\"", "", &p));
	assert_true(joins("<p title=\"", "@", "x", &p));
	assert_false(joins("<p title=", "\"@", "'x", &p));
}

static void
marks(void **state)
{
	struct place p = { 0 };
	struct url_mark m;
	const char *why, *hint;

	(void)state;
	place_text(&p, STR("<a href=\"x\"><a href=\"../"), &m);
	assert_int_equal(m.end, 0);
	assert_int_equal(m.begin, 21 + 1);
	place_slot(&p, &why, &hint);
	place_text(&p, STR("y\">"), &m);
	assert_int_equal(m.begin, 0);
	assert_int_equal(m.end, 1 + 1);
	place_text(&p, STR("<a href=\"x\">"), &m);
	assert_int_equal(m.begin, 0);
	assert_int_equal(m.end, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text),
		cmocka_unit_test(comments),
		cmocka_unit_test(attributes),
		cmocka_unit_test(refusals),
		cmocka_unit_test(urls),
		cmocka_unit_test(styles),
		cmocka_unit_test(import_urls),
		cmocka_unit_test(json),
		cmocka_unit_test(branches),
		cmocka_unit_test(marks),
	};

	return cmocka_run_group_tests_name("render_place", tests, NULL, NULL);
}
