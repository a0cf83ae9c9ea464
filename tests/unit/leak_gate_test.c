/* Units of the brand-leak gate and of what it reads: finished output. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "emit/leak.h"
#include "emit/markup.h"

static struct arena *a;
static struct leak_gate *gate;

static const struct brand port = { .id = { "portdns", 7 } };
static const struct brand mail = { .id = { "mailcentral", 11 } };
static const struct brand exact = { .id = { "exact", 5 } };

#define FACT(b, k, t) { .brand = &b, .kind = k, .text = { t, sizeof(t) - 1 } }
#define PRODUCT(b, t) { .brand = &b, .kind = FACT_NAME, .capitals = true, \
	.text = { t, sizeof(t) - 1 } }
enum { F_HOST, F_URL, F_EMAIL, F_PHONE, F_NAME, F_MAIL, F_EXACT, F_MORE,
	F_PATH, F_DUTCH, F_AND, F_UMLAUTS,
	F_PANEL, F_WEBMAIL, F_GROUP, F_COUNT };
static const struct fact facts[F_COUNT] = {
	FACT(port, FACT_HOST, "portdns.com"),
	FACT(port, FACT_URL, "https://status.example.net/portdns/"),
	FACT(port, FACT_EMAIL, "Help@PortDNS.com"),
	FACT(port, FACT_PHONE, "(855) 850-HOST (4678)"),
	FACT(port, FACT_NAME, "Port DNS"),
	FACT(mail, FACT_NAME, "MailCentral"),
	FACT(exact, FACT_NAME, "Exact Hosting"),
	FACT(mail, FACT_NAME, "Exact Hosting Plus"),
	FACT(mail, FACT_URL, "https://www.mailcentral.test/help"),
	FACT(mail, FACT_PHONE, "+31201234567"),
	FACT(mail, FACT_NAME, "Smith & Sons"),
	FACT(mail, FACT_NAME, "Österreich Büro"),
	PRODUCT(mail, "Control Panel"),
	PRODUCT(mail, "WebMail"),
	{ .kind = FACT_HOST, .text = { "ns.portdns.com", 14 } },
};

static int
setup(void **state)
{
	(void)state;
	a = arena_new();
	gate = leak_gate_build(a, facts, F_COUNT);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

/* The facts that leak into a file, as a string of letters: 'a' is fact 0. */
static struct str
leaks_of(const char *name, struct str bytes, const struct brand *own)
{
	struct buf text = BUF_INIT, out = BUF_INIT;
	struct leaks l = { 0 };

	markup_read(markup_kind_of(str_c(name)), bytes, &text, NULL);
	leak_scan(gate, buf_view(&text), own, &l);
	for (size_t i = 0; i < l.n; i++)
		buf_char(&out, (char)('a' + l.v[i].fact));
	struct str s = arena_str(a, buf_view(&out));
	buf_free(&out);
	buf_free(&text);
	leaks_free(&l);
	return s;
}

static const struct {
	const char *html, *want;
} cases[] = {
	/* hosts */
	{ "<p>Go to portdns.com.</p>", "a" },
	{ "<p>PortDNS.COM</p>", "a" },
	{ "<a href=\"https://webmail.portdns.com/x\">x</a>", "a" },
	{ "<p>myportdns.com, my-portdns.com, portdns.community</p>", "" },
	{ "<p>portdns.com.au</p>", "" },
	{ "<p>portdns.com</p>", "a" },
	{ "<p>portdns<wbr>.com</p>", "a" },
	{ "<p>port&shy;dns&#46;com</p>", "a" },
	{ "<p>port&#x200B;dns.com</p>", "a" },
	{ "<p>\xE2\x80\x9Cportdns.com\xE2\x80\x9D</p>", "a" },
	{ "<!-- portdns.com -->", "a" },
	{ "<p title='portdns.com'></p>", "a" },
	{ "<p title=portdns.com></p>", "a" },
	{ "<a href='?u=https%3A%2F%2Fportdns.com'></a>", "a" },
	{ "<script>var u = \"https:\\/\\/portdns\\u002ecom\";</script>", "a" },
	{ "<style>a{content:'portdns.com'}</style>", "a" },
	/* a longer fact stands for what is in it */
	{ "<a href='mailto:help@portdns.com'>x</a>", "c" },
	{ "<p>xhelp@portdns.com</p>", "a" },
	{ "<p>https://status.example.net/portdns</p>", "b" },
	{ "<p>//status.example.net/portdns/x</p>", "b" },
	{ "<p>status.example.net/portdns2</p>", "" },
	{ "<p>https://www.mailcentral.test/help</p>", "i" },
	{ "<p>ns.portdns.com, ns2.portdns.com</p>", "a" },
	/* names */
	{ "<p>Port DNS</p>", "e" },
	{ "<p>port\n   dns's</p>", "e" },
	{ "<p>Port&nbsp;DNS</p>", "e" },
	{ "<p>Port<br>DNS</p>", "e" },
	{ "<p>Port</p><p>DNS</p>", "" },
	{ "<td>Port</td><td>DNS</td>", "" },
	{ "<p>Airport DNS, Port DNSSEC</p>", "" },
	{ "<p>Mail<b>Central</b></p>", "f" },
	{ "<p>MailCentralised</p>", "" },
	{ "<p>MailCen<wbr>tralised</p>", "" },
	{ "<p>Go to portdns.com<a href=x>More</a></p>", "a" },
	{ "<p>Go to<b>portdns.com</b>now</p>", "a" },
	{ "<p><b>Port</b> <i> DNS</i></p>", "e" },
	{ "<p>Port<b> <i></i>\n</b>DNS</p>", "e" },
	{ "<p>P<b>o</b>rt D<i>N</i>S<u></u></p>", "e" },
	{ "<a title=x href='y'>Mail</a><i class=z>Central</i>", "f" },
	{ "<p>Smith &amp; Sons, Smith & Sons</p>", "kk" },
	{ "<p>\xE4\xBD\xBF\xE7\x94\xA8MailCentral\xE7\x99\xBB</p>", "f" },
	{ "<p>\xC3\xA9MailCentral</p>", "" },
	{ "<p>ÖSTERREICH BÜRO, Österreich BüRO</p>", "ll" },
	{ "<p>österreich büro, &Ouml;sterreich B&uuml;ro</p>", "ll" },
	{ "<p>Osterreich Buro, Österreich Büros</p>", "" },
	{ "<p>Control Panel, CONTROL<br> PANEL, <b>C</b>ontrol Panel", "mmm" },
	{ "<p>control panel, Control panel, control Panel", "" },
	{ "<p>webmail, Webmail, Web-Mail, webMail", "" },
	{ "<p>WebMail, WEBMAIL", "nn" },
	/* phones */
	{ "<p>(855) 850-4678</p>", "d" },
	{ "<p>855.850.4678</p>", "d" },
	{ "<p>+1 855 850 4678</p>", "d" },
	{ "<a href='tel:+18558504678'>x</a>", "d" },
	{ "<p>(855) 850-HOST</p>", "d" },
	{ "<p>1-855-850-host today</p>", "d" },
	{ "<p>855&nbsp;850&#8209;4678</p>", "d" },
	{ "<p>855<b>850</b>4678</p>", "d" },
	{ "<p>8558504679, 558504678</p>", "" },
	{ "<p>98765432108558504678</p>", "" },
	{ "<p>18558504678123</p>", "" },
	{ "<p>a8558504678</p>", "" },
	{ "<p>+31 20 123 45 67</p>", "j" },
	{ "<p>020-1234567</p>", "j" },
	{ "<p>0031 20 1234567</p>", "j" },
	{ "<p>1234567</p>", "" },
	{ "<p>port 993 or 995, then 143 and 110</p>", "" },
	/* broken markup does not hide anything */
	{ "<p title=\"portdns.com", "a" },
	{ "<", "" }, { "<a", "" }, { "<!--", "" }, { "&", "" }, { "&#", "" },
	{ "a < b portdns.com", "a" },
};

static void
finds_facts_in_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str got = leaks_of("x.html", str_c(cases[i].html),
		    &exact);
		if (!str_eq(got, str_c(cases[i].want)))
			fail_msg("%s: got \"%s\", want \"%s\"", cases[i].html,
			    got.p, cases[i].want);
	}
}

static void
leaves_a_brand_its_own(void **state)
{
	struct str own = STR("<p>portdns.com help@portdns.com Port DNS "
	    "855 850 4678</p>");

	(void)state;
	assert_string_equal(leaks_of("x.html", own, &port).p, "");
	assert_string_equal(leaks_of("x.html", own, &exact).p, "aced");
}

/* "Exact Hosting" within another brand's "Exact Hosting Plus". */
static void
longer_facts_hide_shorter_ones(void **state)
{
	struct str s = STR("Exact Hosting  Plus");

	(void)state;
	assert_string_equal(leaks_of("x.txt", s, &mail).p, "");
	assert_string_equal(leaks_of("x.txt", s, &exact).p, "h");
	assert_string_equal(leaks_of("x.txt", STR("Exact Hosting, Plus"),
	    &mail).p, "g");
}

static void
reads_other_texts(void **state)
{
	(void)state;
	assert_string_equal(leaks_of("a.json",
	    STR("{\"t\": \"Port\\nDNS \\u0050ort DNS\"}"), &exact).p, "ee");
	assert_string_equal(leaks_of("a.css",
	    STR("a::after { content: 'MailCentral' }"), &exact).p, "f");
	assert_string_equal(leaks_of("a.svg",
	    STR("<svg><title>Port <tspan>DNS</tspan></title></svg>"),
	    &exact).p, "e");
	assert_string_equal(leaks_of("robots.txt",
	    STR("Sitemap: https://help.portdns.com/sitemap.xml"), &exact).p,
	    "a");
	assert_string_equal(leaks_of("logo.png", STR("portdns.com"),
	    &exact).p, "");
}

static void
check_place(uint32_t fact, const char *source, const char *want)
{
	const struct leak_gate *one = leak_gate_build(a, &facts[fact], 1);
	uint32_t off, len;
	bool there = leak_locate(one, str_c(source), &off, &len);

	assert_int_equal(there, want != NULL);
	if (there) {
		struct str got = str_slice(str_c(source), off, off + len);
		if (!str_eq(got, str_c(want)))
			fail_msg("%s: got \"%.*s\"", source, STR_ARG(got));
	}
}

static void
finds_the_place_in_a_source(void **state)
{
	(void)state;
	check_place(F_HOST, "See [it](https://webmail.portdns.com/).",
	    "portdns.com");
	check_place(F_MAIL, "Use Mail**Central** now", "Mail**Central");
	check_place(F_MAIL, "Use Mail<b>Central</b>", "Mail<b>Central");
	check_place(F_NAME, "the Port\n  DNS page", "Port\n  DNS");
	check_place(F_AND, "Smith &amp; Sons", "Smith &amp; Sons");
	check_place(F_PHONE, "call 855.850.HOST!", "855.850.HOST");
	check_place(F_PHONE, "nobody", NULL);
	check_place(F_HOST, "myportdns.com and portdns.com", "portdns.com");
	/* a directive's code is not what a reader sees */
	check_place(F_MAIL, "{{ mailcentral.x }} of MailCentral",
	    "MailCentral");
	check_place(F_MAIL, "{% if mailcentral %}}MAIL**CENTRAL**",
	    "MAIL**CENTRAL");
	check_place(F_MAIL, "{{ x(\"MAILCENTRAL\") }} of MailCentral",
	    "MAILCENTRAL");
	check_place(F_MAIL, "{{ x['}}'].mailcentral }} a {{ MailCentral }}",
	    "mailcentral");
}

struct seen {
	struct buf links, ids;
};

static void
see_link(void *ctx, struct str tag, struct str href)
{
	struct seen *s = ctx;

	buf_printf(&s->links, "%.*s>%.*s|", STR_ARG(tag), STR_ARG(href));
}

static void
see_id(void *ctx, struct str id)
{
	struct seen *s = ctx;

	buf_printf(&s->ids, "%.*s|", STR_ARG(id));
}

static void
tells_links_and_ids(void **state)
{
	struct seen s = { 0 };
	struct markup_events ev = { &s, see_link, see_id, NULL };
	struct buf text = BUF_INIT;

	(void)state;
	markup_read(MARKUP_PAGE, STR("<A HREF = 'a.html?x=1&amp;y=2#z' id=i1>"
	    "<img src=b.png srcset=\"b.png 1x, c.png 2x\" alt='a > b' id='i2'>"
	    "<script src=\"d.js\">x = '<a href=no>';</script><!-- <a href=no> -->"
	    "<style>a{background:url(\"e.svg\")}</style><a name=i3 data-href=no>"
	    "<meta name=no><video POSTER=f.png data=no>"
	    "<Object data=g.pdf name=no><use XLink:href=h.svg my-link:href=no>"
	    ), &text, &ev);
	buf_char(&s.links, '\0');
	buf_char(&s.ids, '\0');
	assert_string_equal(s.links.p, "A>a.html?x=1&y=2#z|img>b.png|"
	    "img>b.png|img>c.png|script>d.js|>e.svg|video>f.png|"
	    "Object>g.pdf|use>h.svg|");
	assert_string_equal(s.ids.p, "i1|i2|i3|");
	buf_free(&s.links);
	buf_free(&s.ids);
	buf_free(&text);
}

/* Inline tags and others, of any case; names that end like one are others. */
static void
knows_what_parts_words(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	markup_read(MARKUP_PAGE, STR("a<b>b</STRONG>c<Tspan>d<wbr>e<br/>f<p>g"
	    "<x-strong>h<my-long-span>i<bb>j"), &text, NULL);
	assert_int_equal(text.n, sizeof("a\1b\1c\1de f\0g\0h\0i\0j"));
	assert_memory_equal(text.p, "a\1b\1c\1de f\0g\0h\0i\0j", text.n);
	buf_free(&text);
}

/* Every prefix of a page that has everything in it is read without harm. */
static void
survives_any_cut(void **state)
{
	const struct str page = STR("<!doctype html><a href='x&amp;\xC2\xA0'"
	    " b=c>\xE2\x80\x8B&#x41;&eacute;&bogus</a><!-- x --><script>'\\u00"
	    "41\\'</script><style>a{b:url('x')}</style><![CDATA[x]]><p/>");

	(void)state;
	for (size_t n = 0; n <= page.n; n++)
		for (int k = MARKUP_PAGE; k <= MARKUP_PLAIN; k++) {
			char *copy = malloc(n > 0 ? n : 1);
			struct seen s = { 0 };
			struct markup_events ev = { &s, see_link, see_id, NULL };
			struct buf text = BUF_INIT;
			assert_non_null(copy);
			memcpy(copy, page.p, n);
			markup_read((enum markup_kind)k,
			    (struct str){ copy, n }, &text, &ev);
			buf_free(&text);
			buf_free(&s.links);
			buf_free(&s.ids);
			free(copy);
		}
}

/* The text is read in quarters: what one of them begins is found once. */
static void
found_wherever_it_stands(void **state)
{
	const char *host = "portdns.com";
	char text[200];

	(void)state;
	for (size_t at = 0; at + strlen(host) <= sizeof(text); at++) {
		memset(text, '-', sizeof(text));
		for (size_t i = 0; i < sizeof(text); i += 7)
			text[i] = 'p';
		if (at > 0)
			text[at - 1] = ' ';
		memcpy(text + at, host, strlen(host));
		if (at + strlen(host) < sizeof(text))
			text[at + strlen(host)] = ' ';
		struct str said = leaks_of("x.txt",
		    (struct str){ text, sizeof(text) }, NULL);
		if (!str_eq(said, STR("a")))
			fail_msg("at %zu: \"%.*s\"", at, STR_ARG(said));
	}
}

/* What has to be undone is looked for by the block. */
static void
undoes_at_every_place(void **state)
{
	enum { BLOCK = 64 };
	struct buf page = BUF_INIT;

	(void)state;
	for (int n = 0; n < BLOCK * (int)(sizeof(cases) / sizeof(cases[0])); n++) {
		buf_reset(&page);
		buf_printf(&page, "<p id=%0*d>%s", n % BLOCK + 1, 0,
		    cases[n / BLOCK].html);
		buf_printf(&page, "<p>%0*d", 2 * BLOCK, 0);
		struct str said = leaks_of("x.html", buf_view(&page), NULL);
		if (!str_eq(said, str_c(cases[n / BLOCK].want)))
			fail_msg("%.*s: \"%.*s\"", STR_ARG(buf_view(&page)),
			    STR_ARG(said));
	}
	buf_free(&page);
}

int
main(void)
{
#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		UNIT(found_wherever_it_stands),
		UNIT(finds_facts_in_pages),
		UNIT(undoes_at_every_place),
		UNIT(leaves_a_brand_its_own),
		UNIT(longer_facts_hide_shorter_ones),
		UNIT(reads_other_texts),
		UNIT(finds_the_place_in_a_source),
		UNIT(tells_links_and_ids),
		UNIT(knows_what_parts_words),
		UNIT(survives_any_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
