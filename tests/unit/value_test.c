/* Values: equality, builders, written forms, printing per locale, terms. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/str.h"
#include "value/locale.h"
#include "value/value.h"

static struct arena *a;

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
assert_str(struct str got, const char *want)
{
	if (str_eq(got, str_c(want)))
		return;
	fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static const struct locale *
locale(const char *tag)
{
	const struct locale *l = locale_open(a, str_c(tag));

	assert_non_null(l);
	return l;
}

static void
assert_prints(struct value v, const char *tag, const char *want)
{
	struct buf b = BUF_INIT;

	assert_true(value_print(&b, &v, locale(tag)));
	assert_str(buf_view(&b), want);
	buf_free(&b);
}

static void
equality(void **state)
{
	struct value text = value_text(STR("993")), i = value_int(993);
	struct value word = { .type = VALUE_ENUM, .text = STR("993") };
	struct value num = { .type = VALUE_NUM, .number = 993.0 };
	struct value half = { .type = VALUE_NUM, .number = 993.5 };
	struct value huge = { .type = VALUE_NUM,
	    .number = 9223372036854775808.0 };
	struct value top = value_int(INT64_MAX);
	struct value phone = { .type = VALUE_PHONE,
	    .pair = { STR("993"), STR("+993") } };
	struct value list = { .type = VALUE_LIST };

	(void)state;
	assert_true(value_equal(&text, &word));
	assert_true(value_equal(&phone, &text));
	assert_false(value_equal(&text, &i));
	assert_true(value_equal(&i, &num));
	assert_true(value_equal(&num, &i));
	assert_false(value_equal(&i, &half));
	assert_false(value_equal(&top, &huge));
	assert_false(value_equal(&list, &list));
	assert_true(value_equal(&value_nil, &value_nil));
	assert_false(value_equal(&value_nil, &text));
}

static void
truth(void **state)
{
	struct value no = value_bool(false), zero = value_int(0);
	struct value empty = value_text(STR(""));

	(void)state;
	assert_false(value_truth(&value_nil));
	assert_false(value_truth(&no));
	assert_true(value_truth(&zero));
	assert_true(value_truth(&empty));
}

static void
maps_are_sorted(void **state)
{
	struct map_builder b = { .a = a };
	char key[100][8];

	(void)state;
	for (int i = 0; i < 100; i++) {
		int k = (i * 37) % 100;
		snprintf(key[i], sizeof(key[i]), "k%02d", k);
		map_builder_put(&b, str_c(key[i]), value_int(k));
	}
	map_builder_put(&b, STR("k50"), value_int(-1));
	map_builder_put(&b, STR("k50"), value_int(-2));
	struct value m = map_builder_done(&b);
	assert_int_equal(m.map.n, 100);
	for (size_t i = 1; i < m.map.n; i++)
		assert_true(str_cmp(m.map.e[i - 1].key, m.map.e[i].key) < 0);
	assert_int_equal(value_get(&m, STR("k07"))->integer, 7);
	assert_int_equal(value_get(&m, STR("k50"))->integer, -2);
	assert_null(value_get(&m, STR("k")));
	assert_null(value_get(&value_nil, STR("k")));
}

static void
empty_builders(void **state)
{
	struct map_builder b = { .a = a };
	struct list_builder l = { .a = a };

	(void)state;
	struct value m = map_builder_done(&b), v = list_builder_done(&l);
	assert_int_equal(m.map.n, 0);
	assert_int_equal(v.list.n, 0);
	assert_null(value_get(&m, STR("x")));
}

static void
dates(void **state)
{
	static const char *const bad[] = {
		"2026-13-01", "2026-02-29", "2026-00-10", "2026-04-31",
		"26-05-04", "2026/05/04", "2026-05-4", "2026-05-04 ", "",
		"0000-01-01", "1900-02-29"
	};
	struct date d;
	const char *why;

	(void)state;
	assert_true(value_parse_date(STR("2024-02-29"), &d, &why));
	assert_int_equal(d.year, 2024);
	assert_int_equal(d.month, 2);
	assert_int_equal(d.day, 29);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		why = NULL;
		assert_false(value_parse_date(str_c(bad[i]), &d, &why));
		assert_non_null(why);
	}
	assert_true(value_parse_date(STR("2026-05-04"), &d, &why));
	assert_prints(value_date(d), "en", "May 4, 2026");
	assert_prints(value_date(d), "en-GB", "4 May 2026");
	assert_prints(value_date(d), "nl", "4 mei 2026");
	assert_prints(value_date(d), "de", "4. Mai 2026");
	assert_true(value_parse_date(STR("1999-12-31"), &d, &why));
	assert_prints(value_date(d), "en-GB", "31 December 1999");
}

static void
dates_ignore_the_time_zone(void **state)
{
	static const char *const zones[] = {
		"Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"
	};
	struct value v = value_date((struct date){ 2026, 1, 1 });

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(setenv("TZ", zones[i], 1), 0);
		assert_prints(v, i ? "fr" : "es", i ? "1 janvier 2026" :
		    "1 de enero de 2026");
	}
	assert_int_equal(unsetenv("TZ"), 0);
}

static void
durations(void **state)
{
	struct value v;
	const char *why;

	(void)state;
	assert_true(value_parse_duration(STR("30 days"), &v, &why));
	assert_prints(v, "en", "30 days");
	assert_prints(v, "nl", "30 dagen");
	assert_true(value_parse_duration(STR("1 hour"), &v, &why));
	assert_prints(v, "en", "1 hour");
	assert_false(value_parse_duration(STR("1.5 days"), &v, &why));
	assert_false(value_parse_duration(STR("3"), &v, &why));
	assert_false(value_parse_duration(STR("3 s"), &v, &why));
	assert_false(value_parse_duration(STR("days"), &v, &why));
	assert_false(value_parse_duration(
	    STR("99999999999999999999 days"), &v, &why));
}

static void
assert_size(const char *written, int64_t bytes, const char *printed)
{
	struct value v;
	const char *why = "";

	if (!value_parse_size(str_c(written), &v, &why))
		fail_msg("%s: %s", written, why);
	assert_int_equal(v.bytes, bytes);
	assert_prints(v, "en", printed);
}

static void
sizes(void **state)
{
	static const char *const bad[] = {
		"", "10", "GB", "10 gigabytes", "-1 GB", "1.0005 GB", "1..5 GB",
		"9999999999 PB", "0.0001 B", "1.5 B", "1e3 B", "10 Gb"
	};
	struct value v;
	const char *why;

	(void)state;
	assert_size("10 GB", 10000000000, "10 GB");
	assert_size("10GB", 10000000000, "10 GB");
	assert_size("1.5 TB", 1500000000000, "1.5 TB");
	assert_size("512 MiB", 536870912, "512 MiB");
	assert_size("0.5 KiB", 512, "512 bytes");
	assert_size("10 MiB", 10485760, "10 MiB");
	assert_size("1 B", 1, "1 byte");
	assert_size("0 B", 0, "0 bytes");
	assert_size("25600 kB", 25600000, "25.6 MB");
	assert_size("1.001 GB", 1001000000, "1 GB");
	assert_true(value_parse_size(STR("1.5 GB"), &v, &why));
	assert_prints(v, "nl", "1,5 GB");
	assert_prints(v, "fr", "1,5\u202fGo");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (value_parse_size(str_c(bad[i]), &v, &why))
			fail_msg("\"%s\" was taken for a size", bad[i]);
}

static void
money(void **state)
{
	static const char *const bad[] = {
		"4.95", "EUR", "EUR 4.955", "eur 4.95", "XQQ 4", "EUR 4,95",
		"JPY 1.5", "EUR 4 95", "EURO 4"
	};
	struct value v;
	const char *why;

	(void)state;
	assert_true(value_parse_money(STR("EUR 4.95"), &v, &why));
	assert_int_equal(v.money.minor, 495);
	assert_string_equal(v.money.currency, "EUR");
	assert_prints(v, "en", "\u20ac4.95");
	assert_prints(v, "nl", "\u20ac\u00a04,95");
	assert_true(value_parse_money(STR("1234.5 USD"), &v, &why));
	assert_prints(v, "en", "$1,234.50");
	assert_true(value_parse_money(STR("JPY 1500"), &v, &why));
	assert_int_equal(v.money.minor, 1500);
	assert_prints(v, "en", "\u00a51,500");
	assert_true(value_parse_money(STR("EUR -0.05"), &v, &why));
	assert_prints(v, "en", "-\u20ac0.05");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (value_parse_money(str_c(bad[i]), &v, &why))
			fail_msg("\"%s\" was taken for money", bad[i]);
}

static void
assert_phone(const char *written, const char *target)
{
	struct value v;
	const char *why = "";

	if (!value_parse_phone(a, str_c(written), &v, &why))
		fail_msg("%s: %s", written, why);
	assert_str(v.pair.text, written);
	assert_str(v.pair.target, target);
}

static void
phones(void **state)
{
	static const char *const bad[] = {
		"", "12", "call us", "+1 2345678901234567", "0800 #12",
		"+31 20 555 0142 ext. x"
	};
	struct value v;
	const char *why;

	(void)state;
	assert_phone("+1 (205) 555-0142", "+12055550142");
	assert_phone("+44 (0)20 7946 0000", "+442079460000");
	assert_phone("0800 555 0142", "08005550142");
	assert_phone("1-800-FLOWERS", "18003569377");
	assert_phone("112", "112");
	assert_phone("+31 20 555 0142 ext. 12", "+31205550142;ext=12");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (value_parse_phone(a, str_c(bad[i]), &v, &why))
			fail_msg("\"%s\" was taken for a phone", bad[i]);
}

static void
colours(void **state)
{
	struct value v;
	const char *why;

	(void)state;
	assert_true(value_parse_colour(a, STR("#0A5bD3"), &v, &why));
	assert_str(v.text, "#0a5bd3");
	assert_true(value_parse_colour(a, STR("#Fa0"), &v, &why));
	assert_str(v.text, "#ffaa00");
	assert_false(value_parse_colour(a, STR("red"), &v, &why));
	assert_false(value_parse_colour(a, STR("#0a5bd"), &v, &why));
	assert_false(value_parse_colour(a, STR("#0a5bdg"), &v, &why));
	assert_false(value_parse_colour(a, STR("0a5bd3f"), &v, &why));
}

static void
hosts(void **state)
{
	static const char *const good[] = {
		"imap.example.com", "localhost", "192.0.2.1", "a-b.example",
		"mail.{reader.domain}", "{reader.user}-x.example.com"
	};
	static const char *const bad[] = {
		"", ".", "a..b", "-a.com", "a-.com", "a_b.com", "a b.com",
		"https://a.com", "a.com.", "{reader.}", "{reader.x", "{x}.com",
		"m\u00fcller.de", "a.com/x", "a.com:80"
	};
	char label[70];
	const char *why;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (!value_check_host(str_c(good[i]), &why))
			fail_msg("%s: %s", good[i], why);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (value_check_host(str_c(bad[i]), &why))
			fail_msg("\"%s\" was taken for a host", bad[i]);
	memset(label, 'a', sizeof(label));
	assert_true(value_check_host((struct str){ label, 63 }, &why));
	assert_false(value_check_host((struct str){ label, 64 }, &why));
}

static void
emails(void **state)
{
	static const char *const good[] = {
		"support@example.com", "first.last+tag@example.com",
		"help@{reader.domain}", "o'brien@example.com",
		"{reader.user}@example.com"
	};
	static const char *const bad[] = {
		"", "support", "@example.com", "a@", "a..b@example.com",
		".a@example.com", "a.@example.com", "a b@example.com",
		"\"a\"@example.com", "a@b@-", "a@b c"
	};
	const char *why;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (!value_check_email(str_c(good[i]), &why))
			fail_msg("%s: %s", good[i], why);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (value_check_email(str_c(bad[i]), &why))
			fail_msg("\"%s\" was taken for an address", bad[i]);
}

static void
urls(void **state)
{
	static const char *const good[] = {
		"https://example.com/", "http://example.com", "mailto:a@b.com",
		"tel:+31", "/docs/x", "x/y.html", "#top", "?q=1",
		"https://{reader.domain}/webmail", "a/b:c"
	};
	static const char *const bad[] = {
		"", "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x",
		"//example.com", "\\\\example.com", "/\\example.com",
		"https:example.com", "https://", "https:///x",
		"https://a b.com", "ftp://example.com", "java\tscript:x"
	};
	const char *why;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (!value_check_url(str_c(good[i]), &why))
			fail_msg("%s: %s", good[i], why);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (value_check_url(str_c(bad[i]), &why))
			fail_msg("\"%s\" was taken for a URL", bad[i]);
}

static void
safe_urls(void **state)
{
	static const char *const safe[] = {
		"", "https://example.com", "HTTP://x", "mailto:a@b", "tel:1",
		"a/b", "/a//b", "#x", "?a=javascript:x", "./javascript:x",
		"java%73cript:x", "1javascript:x", "a_b:c",
		"averyveryverylongrelative/path"
	};
	static const char *const unsafe[] = {
		"javascript:x", "JaVaScRiPt:x", " javascript:x",
		"\x01javascript:x", "java\nscript:x", "java\tscr\ript:x",
		"data:x", "vbscript:x", "//host", "\\\\host", "/\\host",
		"/\t/host", "file:///etc", "blob:x", "javascript\t:x",
		"averyveryverylongscheme:x"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(safe) / sizeof(*safe); i++)
		if (!value_url_is_safe(str_c(safe[i])))
			fail_msg("\"%s\" is safe", safe[i]);
	for (size_t i = 0; i < sizeof(unsafe) / sizeof(*unsafe); i++)
		if (value_url_is_safe(str_c(unsafe[i])))
			fail_msg("\"%s\" is not safe", unsafe[i]);
}

/* What is said to stay safe does, whatever stands behind it. */
static void
safe_heads(void **state)
{
	static const char *const stays[] = { "../", "#", "?", "a/", "a-b/c:" };
	static const char *const open[] = { "", "/", "\\", "a", "https:",
		"https://x/", "javascript:/", "\t/", "a\n/", " #", "&/", "a&/" };
	static const char bytes[] = "/\\:?#.a-& \tj\n";
	uint32_t random = 1;
	unsigned safe = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(stays) / sizeof(*stays); i++)
		if (!value_url_stays_safe(str_c(stays[i])))
			fail_msg("\"%s\" stays safe", stays[i]);
	for (size_t i = 0; i < sizeof(open) / sizeof(*open); i++)
		if (value_url_stays_safe(str_c(open[i])))
			fail_msg("\"%s\" is still open", open[i]);
	for (unsigned i = 0; i < 200000; i++) {
		char url[14];
		for (size_t k = 0; k < sizeof(url); k++) {
			random = random * 1664525 + 1013904223;
			url[k] = bytes[random % 65521 % (sizeof(bytes) - 1)];
		}
		if (!value_url_stays_safe((struct str){ url, i % 7 }))
			continue;
		safe++;
		assert_true(value_url_is_safe((struct str){ url, 14 }));
	}
	assert_true(safe > 10000);
}

static void
locales(void **state)
{
	(void)state;
	assert_str(locale_tag(locale("en")), "en");
	assert_str(locale_tag(locale("pt-br")), "pt-BR");
	assert_str(locale_name(locale("nl")), "Nederlands");
	assert_str(locale_name(locale("fr")), "Fran\u00e7ais");
	assert_ptr_equal(locale("nl"), locale("nl"));
	assert_false(locale_is_rtl(locale("en")));
	assert_true(locale_is_rtl(locale("ar")));
	assert_true(locale_is_rtl(locale("he")));
	assert_null(locale_open(a, STR("xx")));
	assert_null(locale_open(a, STR("english")));
	assert_null(locale_open(a, STR("en_US/../x")));
	assert_null(locale_open(a, STR("")));
	assert_null(locale_open(a, STR("en-")));
	assert_str(locale_plural(locale("en"), 1), "one");
	assert_str(locale_plural(locale("en"), 0), "other");
	assert_str(locale_plural(locale("pl"), 3), "few");
	assert_str(locale_plural(locale("ar"), 2), "two");
}

static void
collation(void **state)
{
	const struct locale *sv = locale("sv"), *de = locale("de");

	(void)state;
	assert_true(locale_compare(de, STR("\u00e4"), STR("b")) < 0);
	assert_true(locale_compare(sv, STR("\u00e4"), STR("z")) > 0);
	assert_true(locale_compare(de, STR("a"), STR("B")) < 0);
	assert_int_equal(locale_compare(de, STR("x"), STR("x")), 0);
	/* Equal to the collation, not byte by byte. */
	assert_true(locale_compare(de, STR("e\u0301"), STR("\u00e9")) != 0);
	assert_true(locale_compare(de, STR(""), STR("a")) < 0);
	assert_int_equal(locale_compare(de, (struct str){ 0 }, STR("")), 0);
}

static void
scalars_print(void **state)
{
	struct value num = { .type = VALUE_NUM, .number = 1234.5 };
	struct value phone = { .type = VALUE_PHONE,
	    .pair = { STR("0800 1"), STR("08001") } };
	struct term t = { .bare = STR("webmail"), .the = STR("the webmail") };
	struct value term = { .type = VALUE_TERM, .term = &t };

	(void)state;
	assert_prints(value_int(9930), "nl", "9930");
	assert_prints(value_int(INT64_MIN), "en", "-9223372036854775808");
	assert_prints(num, "en", "1234.5");
	assert_prints(num, "nl", "1234,5");
	assert_prints(phone, "en", "0800 1");
	assert_prints(term, "en", "webmail");
	assert_prints(value_text(STR("")), "en", "");
}

static void
what_does_not_print(void **state)
{
	struct value md = { .type = VALUE_MARKDOWN }, yes = value_bool(true);
	struct value map = { .type = VALUE_MAP }, html = value_html(STR("x"));
	struct value inner[2] = { value_int(1), map };
	struct value list = { .type = VALUE_LIST, .list = { inner, 2 } };
	const struct value *all[] = { &md, &yes, &map, &html, &list,
	    &value_nil };
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		assert_false(value_print(&b, all[i], locale("en")));
	assert_int_equal(b.n, 0);
	buf_free(&b);
}

static void
lists_print(void **state)
{
	struct list_builder b = { .a = a }, long_one = { .a = a };

	(void)state;
	assert_prints(list_builder_done(&b), "en", "");
	list_builder_add(&b, value_text(STR("ns1.example.com")));
	assert_prints(list_builder_done(&b), "en", "ns1.example.com");
	list_builder_add(&b, value_int(2));
	assert_prints(list_builder_done(&b), "en", "ns1.example.com and 2");
	list_builder_add(&b, value_text(STR("c")));
	assert_prints(list_builder_done(&b), "en",
	    "ns1.example.com, 2, and c");
	assert_prints(list_builder_done(&b), "nl",
	    "ns1.example.com, 2 en c");
	for (int i = 0; i < 500; i++)
		list_builder_add(&long_one, value_text(STR("\u00e9\u00e9")));
	struct value v = list_builder_done(&long_one);
	struct buf out = BUF_INIT;
	assert_true(value_print(&out, &v, locale("ar")));
	assert_true(out.n > 2000);
	buf_free(&out);
}

static void
assert_a(const char *bare, const char *want)
{
	struct term t = { .bare = str_c(bare) };

	assert_str(term_print(a, &t, TERM_A, locale("en")), want);
}

static void
english_articles(void **state)
{
	(void)state;
	assert_a("account", "an account");
	assert_a("mailbox", "a mailbox");
	assert_a("SMTP server", "an SMTP server");
	assert_a("FTP account", "an FTP account");
	assert_a("IMAP account", "an IMAP account");
	assert_a("URL", "a URL");
	assert_a("DNS record", "a DNS record");
	assert_a("user", "a user");
	assert_a("hour", "an hour");
	assert_a("umbrella", "an umbrella");
	assert_a("unicorn", "a unicorn");
	assert_a("one-time code", "a one-time code");
	assert_a("X-ray", "an X-ray");
	assert_a("MailCentral mailbox", "a MailCentral mailbox");
	assert_a("8 GB plan", "an 8 GB plan");
	assert_a("11th try", "an 11th try");
	assert_a("110 MB plan", "a 110 MB plan");
	assert_a("NVMe drive", "an NVMe drive");
	assert_a("RAID array", "a RAID array");
	assert_a("X.509 certificate", "an X.509 certificate");
	assert_a("hPanel login", "an hPanel login");
	assert_a("cPanel login", "a cPanel login");
	assert_a("rDNS entry", "an rDNS entry");
	assert_a("nginx server", "an nginx server");
	assert_a("IPv6 address", "an IPv6 address");
	assert_a("\u00e9clair", "an \u00e9clair");
	assert_a("\u00e7a", "a \u00e7a");
	assert_a("", "");
}

static void
term_forms(void **state)
{
	struct term t = { .bare = STR("web interface"),
	    .the = STR("the web interface") };
	struct term s = { .bare = STR("Hosting Services") };
	struct term d = { .bare = STR("PortDNS"), .plural = STR("PortDNSes") };
	struct term y = { .bare = STR("directory") };
	const struct locale *en = locale("en-GB"), *fr = locale("fr");

	(void)state;
	assert_str(term_print(a, &t, TERM_BARE, en), "web interface");
	assert_str(term_print(a, &t, TERM_THE, en), "the web interface");
	assert_str(term_print(a, &s, TERM_THE, en), "Hosting Services");
	assert_str(term_print(a, &t, TERM_POSSESSIVE, en),
	    "web interface's");
	assert_str(term_print(a, &s, TERM_POSSESSIVE, en),
	    "Hosting Services'");
	assert_str(term_print(a, &d, TERM_POSSESSIVE, en), "PortDNS's");
	assert_str(term_print(a, &t, TERM_PLURAL, en), "web interfaces");
	assert_str(term_print(a, &y, TERM_PLURAL, en), "directories");
	assert_str(term_print(a, &d, TERM_PLURAL, en), "PortDNSes");
	assert_str(term_print(a, &y, TERM_A, fr), "directory");
}

static struct str
form_of(const char *bare, enum term_form form, const char *tag)
{
	const struct term t = { .bare = str_c(bare) };

	return term_print(a, &t, form, locale(tag));
}

static void
terms_of_other_languages(void **state)
{
	(void)state;
	assert_str(form_of("Webmail", TERM_A, "nl"), "een Webmail");
	assert_str(form_of("Webmail", TERM_THE, "nl"), "Webmail");
	assert_str(form_of("Webmail", TERM_POSSESSIVE, "nl-BE"), "Webmails");
	assert_str(form_of("Roma", TERM_POSSESSIVE, "nl"), "Roma\u2019s");
	assert_str(form_of("PortDNS", TERM_POSSESSIVE, "nl"),
	    "PortDNS\u2019");
	assert_str(form_of("account", TERM_PLURAL, "nl"), "accounts");
	assert_str(form_of("demo", TERM_PLURAL, "nl"), "demo\u2019s");
	assert_str(form_of("Webmail", TERM_A, "fr"), "Webmail");
	assert_str(form_of("Webmail", TERM_POSSESSIVE, "fr"), "de Webmail");
	assert_str(form_of("Exact", TERM_POSSESSIVE, "fr"),
	    "d\u2019Exact");
	assert_str(form_of("\u00c9clair", TERM_POSSESSIVE, "fr-CA"),
	    "d\u2019\u00c9clair");
	assert_str(form_of("compte", TERM_PLURAL, "fr"), "comptes");
	assert_str(form_of("bureau", TERM_PLURAL, "fr"), "bureaux");
	assert_str(form_of("accès", TERM_PLURAL, "fr"), "accès");
	assert_str(form_of("Konto", TERM_PLURAL, "de"), "Konto");
}

static void
capitals(void **state)
{
	const struct locale *en = locale("en"), *nl = locale("nl");

	(void)state;
	assert_str(text_capitalise(a, STR("the web Interface"), en),
	    "The web Interface");
	assert_str(text_capitalise(a, STR("\u00e9t\u00e9"), en),
	    "\u00c9t\u00e9");
	assert_str(text_capitalise(a, STR("ijs"), nl), "IJs");
	assert_str(text_capitalise(a, STR("ijs"), en), "Ijs");
	assert_str(text_capitalise(a, STR("\u0149"), en), "\u02bcN");
	assert_str(text_capitalise(a, STR(""), en), "");
}

static void
folding(void **state)
{
	(void)state;
	assert_str(text_fold(a, STR("IMAP \u00c9")), "imap \u00e9");
	assert_str(text_fold(a, STR("E\u0301")), "\u00e9");
	assert_str(text_fold(a, STR("\u0130")), "i\u0307");
	assert_str(text_nfc(a, STR("e\u0301")), "\u00e9");
	assert_str(text_nfc(a, STR("abc")), "abc");
}

static void
slugs(void **state)
{
	(void)state;
	assert_str(text_slug(a, STR("IMAP or POP?")), "imap-or-pop");
	assert_str(text_slug(a, STR("What's  new - v2.0")),
	    "whats--new---v20");
	assert_str(text_slug(a, STR("snake_case & more")), "snake_case--more");
	assert_str(text_slug(a, STR("\u00dcber Gr\u00f6\u00dfe")),
	    "\u00fcber-gr\u00f6\u00dfe");
	assert_str(text_slug(a, STR("\u65e5\u672c\u8a9e \u0663")),
	    "\u65e5\u672c\u8a9e-\u0663");
	assert_str(text_slug(a, STR("a\U000F0000b")), "ab");
	assert_str(text_slug(a, STR("!?")), "");
	assert_str(text_slug(a, (struct str){ 0 }), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equality),
		cmocka_unit_test(truth),
		cmocka_unit_test(maps_are_sorted),
		cmocka_unit_test(empty_builders),
		cmocka_unit_test(dates),
		cmocka_unit_test(dates_ignore_the_time_zone),
		cmocka_unit_test(durations),
		cmocka_unit_test(sizes),
		cmocka_unit_test(money),
		cmocka_unit_test(phones),
		cmocka_unit_test(colours),
		cmocka_unit_test(hosts),
		cmocka_unit_test(emails),
		cmocka_unit_test(urls),
		cmocka_unit_test(safe_urls),
		cmocka_unit_test(safe_heads),
		cmocka_unit_test(locales),
		cmocka_unit_test(collation),
		cmocka_unit_test(scalars_print),
		cmocka_unit_test(what_does_not_print),
		cmocka_unit_test(lists_print),
		cmocka_unit_test(english_articles),
		cmocka_unit_test(term_forms),
		cmocka_unit_test(terms_of_other_languages),
		cmocka_unit_test(capitals),
		cmocka_unit_test(folding),
		cmocka_unit_test(slugs),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
