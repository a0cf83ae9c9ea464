/* Units of what the checks remember of a stretch whose values are others in
   each brand: the same is found as when every page is read by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/str.h"
#include "emit/memo.h"
#include "emit/mould.h"
#include "render/escape.h"

static const struct brand brands[] = {
	{ .id = { "port", 4 } }, { .id = { "mail", 4 } }, { .id = { "own", 3 } },
	{ .id = { "other", 5 } },
};
enum { PORT, MAIL, OWN, OTHER, BRANDS };	/* no fact is OTHER's */

#define FACT(b, k, t) { .brand = &brands[b], .kind = k, \
	.text = { t, sizeof(t) - 1 } }
static const struct fact facts[] = {
	FACT(PORT, FACT_HOST, "port.com"),
	FACT(PORT, FACT_NAME, "Port DNS"),
	FACT(PORT, FACT_NAME, "Own Mail"),
	FACT(PORT, FACT_EMAIL, "me@port.com"),
	FACT(MAIL, FACT_HOST, "mail.port.com.au"),
	FACT(MAIL, FACT_NAME, "Port"),
	FACT(MAIL, FACT_URL, "https://a.b/x"),
	FACT(PORT, FACT_NAME, "A Name of More Than Thirty Letters, Really"),
	FACT(PORT, FACT_HOST, "a-host-of-more-than-thirty-letters.example"),
	FACT(OWN, FACT_NAME, "Own Mail Plus"),
	FACT(OWN, FACT_NAME, "Port DNS Mail"),
	FACT(OWN, FACT_HOST, "own.com"),
	FACT(PORT, FACT_NAME, "(mt) Own!"),
	FACT(MAIL, FACT_NAME, "Mail Y"),
	FACT(PORT, FACT_PHONE, "(855) 850-HOST (4678)"),
	FACT(MAIL, FACT_PHONE, "+31201234567"),
	FACT(OWN, FACT_PHONE, "855 850 4679"),
};
enum {
	FACTS = sizeof(facts) / sizeof(facts[0]),
	PHONES = 3		/* at the end of them */
};

static struct arena *a;
static const struct leak_gate *gate;

static int
setup(void **state)
{
	(void)state;
	a = arena_new();
	gate = leak_gate_build(a, facts, FACTS);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

/* --- What is found ------------------------------------------------------- */

/* What a reader takes of stretches: "i" and "l" for ids and links in their
   order, then the other brands' facts as a set. */
struct taken {
	struct buf text;
	bool fact[FACTS];
};

static void
take(struct taken *t, const struct stretch *s, const struct brand *own)
{
	for (uint32_t i = 0; i < s->nids; i++)
		buf_printf(&t->text, "i%016llx ", (unsigned long long)s->id[i]);
	for (uint32_t i = 0; i < s->nlinks; i++)
		buf_printf(&t->text, "l%.*s%d%d ", STR_ARG(s->link[i].href),
		    s->link[i].absolute, s->link[i].local);
	for (uint32_t i = 0; i < s->nfacts; i++)
		if (facts[s->fact[i]].brand != own)
			t->fact[s->fact[i]] = true;
}

/* The number of the page that is being looked at: the same in all editions. */
static uint64_t page;

static void
take_file(struct taken *t, struct memo *m, const struct brand *own,
    struct marked file)
{
	struct stretches s;

	*t = (struct taken){ 0 };
	memo_begin(m, own, (unsigned)(own - brands), page, file);
	while (memo_next(m, &s))
		for (size_t i = 0; i < s.n; i++)
			take(t, s.v[i], own);
	for (size_t i = 0; i < FACTS; i++)
		buf_printf(&t->text, "%s", t->fact[i] ? "F" : ".");
}

/* The memory `m` has seen other values; a new one without marks has not. */
static void
check(struct memo *m, const struct brand *own, struct marked file)
{
	struct memo *fresh = memo_new(gate);
	struct taken known, want;

	take_file(&known, m, own, file);
	take_file(&want, fresh, own, marked_plain(file.text));
	if (!str_eq(buf_view(&known.text), buf_view(&want.text)))
		fail_msg("%.*s: found %.*s, not %.*s, in: %.*s",
		    STR_ARG(own->id), STR_ARG(buf_view(&known.text)),
		    STR_ARG(buf_view(&want.text)), STR_ARG(file.text));
	buf_free(&known.text);
	buf_free(&want.text);
	memo_free(fresh);
}

/* --- Files by hand ------------------------------------------------------- */

/* A text in which each value stands between { and }, as it is. */
static struct marked
marked_text(struct buf *out, struct buf *marks, const char *s)
{
	size_t from = 0;

	buf_reset(out);
	buf_reset(marks);
	for (; *s; s++)
		if (*s == '{')
			from = out->n;
		else if (*s == '}')
			marks_note(marks, out, from);
		else
			buf_char(out, *s);
	return marked_by(out, marks);
}

static const struct {
	const char *before, *now;	/* two brands' same paragraph */
	bool clean;		/* the second one needs no other reading */
} cases[] = {
	{ "<p>go to {x.com}</p>\n", "<p>go to {y.com}</p>\n", true },
	{ "<p>go to {x.com}</p>\n", "<p>go to {own.com}</p>\n", true },
	{ "<p>go to {x.com}</p>\n", "<p>go to {port.com}</p>\n", false },
	{ "<p>{a}.com</p>\n", "<p>{port}.com</p>\n", false },
	{ "<p>mail.{a}</p>\n", "<p>mail.{port.com}</p>\n", false },
	{ "<p>{a}{b}</p>\n", "<p>{port.}{com}</p>\n", false },
	{ "<p>{a}<b>{b}</b></p>\n", "<p>{Port}<b>{ DNS}</b></p>\n", false },
	{ "<p>{a}</p><p>.com</p>\n", "<p>{portal}</p><p>.com</p>\n", true },
	{ "<p>{a} DNS Mail</p>\n", "<p>{Port} DNS Mail</p>\n", true },
	{ "<p>{a} DNS Mails</p>\n", "<p>{Port} DNS Mails</p>\n", false },
	{ "<p>{1} 850 HOST</p>\n", "<p>{855} 850 HOST</p>\n", false },
	{ "<p>+31 20 {1} 45 67</p>\n", "<p>+31 20 {123} 45 67</p>\n", false },
	{ "<p>{a}</p>\n", "<p>{Port&#160;DNS}</p>\n", false },
	{ "<p>{a} x</p>\n", "<p>{po&shy;rt.com} x</p>\n", false },
	{ "<p>{a} x</p>\n", "<p>{&lt;b&gt;} x</p>\n", true },
	{ "<p>{a} x</p>\n", "<p>{<b>} x</p>\n", false },
	{ "<p>{a} x</p>\n", "<p>{ } x</p>\n", false },
	{ "<p>{a} x</p>\n", "<p>{a\nb} x</p>\n", false },
	{ "<p>{a}a;b</p>\n", "<p>{&am}a;b</p>\n", false },
	{ "<p>{&}</p>\n", "<p>{&}</p>\n", false },
	{ "<p>{&am}a;b</p>\n", "<p>{a}a;b</p>\n", true },
	{ "<p>{a\nb}</p>\n", "<p>{a\nb}</p>\n", false },
	{ "<p>{a\xC2}x</p>\n", "<p>{a\xC2}x</p>\n", false },
	{ "<p>{\xA0}x</p>\n", "<p>{\xA0}x</p>\n", false },
	{ "<p>{\xA0}x</p>\n", "<p>{a}x</p>\n", true },
};

/* A text with stand-ins for its values. */
struct literals {
	struct buf text;
	size_t nvalues;
};

static void
add_value(void *ctx)
{
	struct literals *l = ctx;

	buf_char(&l->text, LEAK_ANY);
	l->nvalues++;
}

/* The mould of a text that is one stretch; null when it is none. */
static struct mould *
mould_of(struct mould_tools *t, struct marked one)
{
	struct literals l = { BUF_INIT, 0 };
	struct buf aside = BUF_INIT;
	const struct markup_events ev = { .ctx = &l, .value = add_value };
	struct mould *o = NULL;
	bool whole;

	if (markup_read_stretch(one, &l.text, &aside, &ev, &whole) ==
	    one.text.n && whole)
		o = mould_make(t, a, one, false, buf_view(&l.text),
		    l.nvalues);
	buf_free(&l.text);
	buf_free(&aside);
	return o;
}

static void
finds_what_values_make(void **state)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct buf marks = BUF_INIT, others = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct memo *m = memo_new(gate);
		struct mould_tools t = { .gate = gate };
		struct marked before = marked_text(&one, &marks,
		    cases[i].before);
		struct marked now = marked_text(&two, &others, cases[i].now);
		struct mould *o = mould_of(&t, before);
		assert_non_null(o);
		struct marked rest = now;
		assert_int_equal(mould_fits(o, &t, &rest), now.text.n);
		if (mould_is_clean(o, &t, &brands[OWN]) != cases[i].clean)
			fail_msg("%s", cases[i].now);
		check(m, &brands[MAIL], before);
		check(m, &brands[OWN], now);
		mould_tools_free(&t);
		memo_free(m);
	}
	buf_free(&one);
	buf_free(&two);
	buf_free(&marks);
	buf_free(&others);
}

/* Where other values could be more than text there is no mould. */
static const char *const unsafe[] = {
	"<p>none</p>\n", "<p>{}</p>\n", "<p title=\"{a}\">b</p>\n",
	"<a href=\"{a}\">b</a>\n", "<p id={a}>b</p>\n", "<{a}>\n",
	"<p>a <{a}</p>\n", "<p>a </{a}</p>\n", "<!-- {a} --><p>\n",
	"<!{a}><p>\n", "<script>{a}</script>\n", "<style>{a}</style>\n",
	"<![CDATA[{a}]]><p>\n", "<p>&{a};</p>\n", "<p>&#1{2}</p>\n",
	"<p>{<b>}</p>\n", "<p>{\n}</p>\n",
	"<p>port.com {a}</p>\n", "<p>{a} 855 850 4678</p>\n",
	"<p>\2{a}</p>\n", "<p>&#2;{a}</p>\n", "<p>{a}", "<p>\xC2{a}</p>\n",
	"<p>{a}\xA0</p>\n",
};

static void
takes_out_texts_alone(void **state)
{
	struct buf text = BUF_INIT, marks = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(unsafe) / sizeof(unsafe[0]); i++) {
		struct mould_tools t = { .gate = gate };
		if (mould_of(&t, marked_text(&text, &marks, unsafe[i])))
			fail_msg("%s", unsafe[i]);
		mould_tools_free(&t);
	}
	buf_free(&text);
	buf_free(&marks);
}

/* A fact with one byte as the value, drawn out as far as a text can: seams
   between its bytes, white space in runs, gaps between digits. */
static void
put_drawn_out(struct buf *out, struct buf *marks, const struct fact *f,
    size_t value, char instead)
{
	for (size_t i = 0; i < f->text.n; i++) {
		size_t from = out->n;
		buf_char(out, i == value && instead ? instead : f->text.p[i]);
		if (i == value)
			marks_note(marks, out, from);
		if (f->text.p[i] == ' ')
			buf_c(out, " <b> \t  <i> </i>    </b>\v");
		else if (f->kind == FACT_PHONE)
			buf_c(out, "<b>/-/</b>");
		else
			buf_c(out, "<b></b>");
	}
}

static struct marked
drawn_out(struct buf *out, struct buf *marks, size_t fact, size_t value,
    char beside, char instead)
{
	static const char around[] = "a 1 b 2 c 3 d 4 e 5 f 6 g 7 h 8 i 9 j 0";

	buf_reset(out);
	buf_reset(marks);
	buf_printf(out, "<p>%s%c", around, beside);
	put_drawn_out(out, marks, &facts[fact], value, instead);
	buf_printf(out, "%c%s</p>\n", beside, around);
	return marked_by(out, marks);
}

/* The gate knows this fact alone: no other's length makes its reach longer. */
static void
check_reach(size_t fact, char beside)
{
	struct buf text = BUF_INIT, marks = BUF_INIT;

	gate = leak_gate_build(a, &facts[fact], 1);
	for (size_t k = 0; k < facts[fact].text.n; k++) {
		struct memo *m = memo_new(gate);
		check(m, &brands[OTHER], drawn_out(&text, &marks,
		    fact, k, beside, '?'));
		check(m, &brands[OTHER], drawn_out(&text, &marks,
		    fact, k, beside, '\0'));
		memo_free(m);
	}
	buf_free(&text);
	buf_free(&marks);
}

static void
finds_what_reaches_far(void **state)
{
	(void)state;
	for (size_t fact = 0; fact < FACTS; fact++)
		for (const char *c = " ,-_.x5"; *c; c++)
			check_reach(fact, *c);
}

/* --- One edition --------------------------------------------------------- */

/* The first is sound, the others are the same but for one fault. */
static const char *const editions[] = {
	"<h1 id=\"a\">A</h1>\n<p>{a} <b>DNS</b></p>\n<ul>\n<li>b</li>\n<li>"
	"<a href=\"x.html\">x</a></li>\n</ul>\n<p>m.{b}</p>\n<p>z</p>\n",
	"<h1 id=\"a\">A</h1>\n<p>{Port} <b>DNS</b></p>\n<ul>\n<li>b</li>\n<li>"
	"<a href=\"x.html\">x</a></li>\n</ul>\n<p>m.{b}</p>\n<p>z</p>\n",
	"<h1 id=\"a\">A</h1>\n<p>{a} <b>DNS</b></p>\n<ul>\n<li>b</li>\n<li>"
	"<a href=\"x.html\">x</a></li>\n</ul>\n<p>m.{port.com}</p>\n<p>z</p>\n",
	"<h1 id=\"a\">A</h1>\n<p>{a} <b>DNS</b></p>\n<ul>\n<li>port.com</li>\n"
	"<li><a href=\"x.html\">x</a></li>\n</ul>\n<p>m.{b}</p>\n<p>z</p>\n",
	"<h1 id=\"a\">A</h1>\n<p>{a} <b>DNS</b></p>\n<ul>\n<li>b</li>\n<li>"
	"<a href=\"gone.html\">x</a></li>\n</ul>\n<p>m.{b}</p>\n<p>z</p>\n",
	"<h1 id=\"a\">A</h1>\n<p>{a} <b>DNS</b></p>\n<ul>\n<li>b</li>\n<li>"
	"<a href=\"x.html\">x</a></li>\n</ul>\n<p>m.{b}</p>\n<p id=a>z</p>\n",
	"<h1 id=\"a\">A</h1>\n<p>{a} <b>DNS</b></p>\n<ul>\n<li>b</li\n<li>"
	"<a href=\"x.html\">x</a></li>\n</ul>\n<p>m.{b}</p>\n<p>z</p>\n",
	"<h1 id=\"a\">A</h1>\n<p>{a} <b>DNS</b></p>\n<ul>\n<li title=\"b</li>\n"
	"<li><a href=\"x.html\">x</a></li>\n</ul>\n<p>m.{b}</p>\n<p>z</p>\n",
	"<h1 id=\"a\">A</h1>\n<p>{a} <b>DNS</b></p>\n<ul>\n<li>"
	"<a href=\"x.html\">x</a></li>\n</ul>\n<p>m.{b}</p>\n<p>z</p>\n",
	"<h1 id=\"a\">A</h1>\n<p>{a} <b>DNS</b></p>\n<ul>\n<li>b</li>\n<li>"
	"<a href=\"x.html\">x</a></li>\n</ul>\n<p>m.{b}</p>\n<p>z</p>\n<p>Port\n"
	"DNS",
	"<h1 id=\"a\">A</h1>\n<p>{a} <b>DNS</b></p>\n<ul>\n<li>b</li>\n<li>"
	"<a href=\"x.html\">x</a></li>\n</ul>\n<p>m.{b}</p>\n<p>z</p>\n<p>Port\n",
	"<h1 id=\"a\">A</h1>\n<p>{a} <b>DNS</b></p>\n<ul>\n<li>b",
	"<p>{port.com}</p>\n",
	"",
};

/* What one edition's page holds is found whatever pages of the article stood
   before it. */
static void
finds_what_one_edition_has(void **state)
{
	enum { N = sizeof(editions) / sizeof(editions[0]) };
	struct buf text = BUF_INIT, marks = BUF_INIT;
	struct memo *m = memo_new(gate);

	(void)state;
	for (size_t i = 0; i < N * N * N; i++) {
		page++;
		for (size_t k = i, n = 0; n < 3; n++, k /= N)
			check(m, &brands[OWN], marked_text(&text, &marks,
			    editions[k % N]));
	}
	memo_free(m);
	buf_free(&text);
	buf_free(&marks);
}

/* --- Random files -------------------------------------------------------- */

static uint64_t seed;

static size_t
chance(size_t n)
{
	seed = seed * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (size_t)(seed >> 33) % n;
}

/* What facts are made of, and what may part them or hide them. */
static const char *const words[] = {
	"port", "Port", "port.com", ".com", "com", "DNS", "Mail", "Own",
	"Own Mail", "Plus", "mail.", "me@", "own.com", "au", ".au", "855",
	"850", "4678", "HOST", "4679", "+31", "20", "020", "123", "45", "67",
	"a.b/x", "https://", "x", "y", "(mt", ") ", "!", "word", "lower", "1", "993", "-", "_",
	".", "/", "(", ")", " ", " ", " ", " ", " ", "  ", "\t",
	"\xC2\xA0", "\xC2\xAD", "\xE2\x80\x8B", "\xE2\x80\x8F",
	"\xE2\x81\xA6", "\xE2\x81\xA9", "\xE2\x80\x91", "\xC3\xA9",
	"\xE4\xBD\xBF", "P", "ort", "D", "NS",
};
static const char *const markup[] = {
	"<b>", "</b>", "<i>", "</i>", "<br>", "<wbr>", "<code>", "</code>",
	"</p>\n<p>", "<td>", "</td>\n", "</p>\n\n<p>", "<a href=\"a#b\">",
	"</a>", "<p id=\"port\">", "\n", "&amp;", "&#160;", "&shy;", "&period;",
	"<img alt=\"Port DNS\" src=x>",
};
static const char *const traps[] = {
	"<", "</", "&", "&#", "&#8", "<!--", "-->", "<script>", "</script>",
	"<p title=\"", "\">", "'", "<a href=", "<![CDATA[", "]]>", ";", ">",
	"\1", "\2", "\xC2", "\xA0", "\xE2", "\\", "\\u", "\\u00", "\\n", "\\\\",
};
#define ONE_OF(list) list[chance(sizeof(list) / sizeof(list[0]))]

enum { PARTS = 24 };

/* A file as a brand's are made: literals, null where a value stands. */
struct pattern {
	const char *part[PARTS];
	size_t n;
};

static void
make_pattern(struct pattern *p)
{
	bool trapped = chance(6) == 0;

	p->n = 1 + chance(PARTS);
	for (size_t i = 0; i < p->n; i++) {
		size_t what = chance(20);
		p->part[i] = what < 4 ? NULL : trapped && what < 6 ?
		    ONE_OF(traps) : what < 12 ? ONE_OF(markup) :
		    ONE_OF(words);
	}
}

static void
put_value(struct buf *out)
{
	struct buf value = BUF_INIT;

	for (size_t n = chance(4); n > 0; n--)
		buf_c(&value, chance(60) > 0 ? ONE_OF(words) :
		    chance(2) ? ONE_OF(traps) : ONE_OF(markup));
	if (chance(40) == 0)
		buf_str(out, buf_view(&value));
	else
		escape_text(out, buf_view(&value));
	buf_free(&value);
}

static struct marked
fill(const struct pattern *p, struct buf *out, struct buf *marks)
{
	buf_reset(out);
	buf_reset(marks);
	buf_c(out, "<p>");
	for (size_t i = 0; i < p->n; i++) {
		size_t from = out->n;
		if (p->part[i])
			buf_c(out, p->part[i]);
		else
			put_value(out);
		if (!p->part[i] && chance(100) > 0)
			marks_note(marks, out, from);
	}
	buf_c(out, "</p>\n");
	return marked_by(out, marks);
}

static void
find_in_pages(size_t nfacts)
{
	enum { FILES = 4000, EDITIONS = 5, PATTERNS = 8 };
	struct buf text = BUF_INIT, marks = BUF_INIT;
	struct pattern pattern[PATTERNS] = { 0 };

	gate = leak_gate_build(a, facts, nfacts);
	struct memo *m = memo_new(gate);
	seed = 1;
	for (int i = 0; i < FILES; i++) {
		struct pattern *p = &ONE_OF(pattern);
		if (chance(2) == 0)
			make_pattern(p);
		for (int k = 0; k < EDITIONS; k++) {
			struct marked file = fill(p, &text, &marks);
			check(m, &brands[chance(BRANDS)], file);
		}
		page += chance(3) > 0;
	}
	memo_free(m);
	buf_free(&text);
	buf_free(&marks);
}

static void
finds_the_same_in_pages(void **state)
{
	(void)state;
	find_in_pages(FACTS);
	find_in_pages(FACTS - PHONES);
}

/* --- Closed values ------------------------------------------------------- */

static void
put_words(struct buf *out, size_t most)
{
	for (size_t n = chance(most + 1); n > 0; n--)
		buf_c(out, ONE_OF(words));
}

/* The facts that hold a byte of [from, to), counted from there. */
static void
put_found(struct buf *out, struct str text, size_t from, size_t to)
{
	struct leaks found = { 0 };

	leak_scan(gate, text, NULL, &found);
	for (size_t i = 0; i < found.n; i++)
		if (found.v[i].from < to && found.v[i].to > from)
			buf_printf(out, "%u:%td-%td ", found.v[i].fact,
			    (ptrdiff_t)(found.v[i].from - from),
			    (ptrdiff_t)(found.v[i].to - from));
	buf_char(out, '\0');
	leaks_free(&found);
}

static bool
has_any_of(struct str s, const char *set)
{
	for (; *set; set++)
		if (str_find_char(s, *set, 0) >= 0)
			return true;
	return false;
}

/* What a value holds between these texts, it holds alone. */
static void
check_value(struct str before, struct str value, struct str behind)
{
	struct buf whole = BUF_INIT, there = BUF_INIT, alone = BUF_INIT;
	size_t to = before.n + value.n;

	buf_str(&whole, before);
	buf_str(&whole, value);
	buf_str(&whole, behind);
	put_found(&there, buf_view(&whole), before.n, to);
	put_found(&alone, value, 0, value.n);
	if (strcmp(there.p, alone.p) != 0)
		fail_msg("\"%.*s\" in \"%.*s\": %s, not %s", STR_ARG(value),
		    STR_ARG(buf_view(&whole)), there.p, alone.p);
	buf_free(&whole);
	buf_free(&there);
	buf_free(&alone);
}

/* How many of these texts are closed. */
static size_t
check_closed(size_t nfacts)
{
	struct buf text = BUF_INIT, value = BUF_INIT;
	size_t n = 0;

	gate = leak_gate_build(a, facts, nfacts);
	for (int i = 0; i < 200000; i++) {
		buf_reset(&text);
		buf_reset(&value);
		put_words(&text, 4);
		size_t at = text.n;
		buf_char(&text, LEAK_ANY);
		put_words(&text, 4);
		put_words(&value, 4);
		struct str s = buf_view(&text), v = buf_view(&value);
		if (v.n == 0 || has_any_of(v, "\t") ||
		    (nfacts == FACTS && has_any_of(v, "0123456789")) ||
		    !leak_is_closed(gate, s, at, at + 1))
			continue;
		check_value(str_slice(s, 0, at), v,
		    str_slice(s, at + 1, s.n));
		n++;
	}
	buf_free(&text);
	buf_free(&value);
	return n;
}

/* What no value is closed between, though most are between such. */
static const struct {
	const char *before, *behind;
} open[] = {
	{ "x (", ") Own" }, { "x (", " x" }, { "x ", "! y" }, { "x ", "! Own" },
	{ "x ", " Y" }, { "x ", " y." }, { "x ", " \1y" }, { "x Mail \1", " x" },
	{ "855 850 ", " x" }, { "85 x\1 ", " x" }, { "x \2 ", " x" },
	{ "x ", " \2 x" }, { "x ", " x\2" }, { "x", " x" }, { "x ", "x" },
	{ "x ", ".x" }, { "x ", "-" }, { "x ", ".-" }, { "_", " x" },
	{ "x ", "\xC3\xA9" }, { "\xC3\xA9", " x" },
};

static bool
is_closed(const char *before, const char *behind)
{
	struct buf text = BUF_INIT;

	buf_printf(&text, "%s%c%s", before, LEAK_ANY, behind);
	bool closed = leak_is_closed(gate, buf_view(&text), strlen(before),
	    strlen(before) + 1);
	buf_free(&text);
	return closed;
}

static void
closed_values_stand_alone(void **state)
{
	(void)state;
	assert_true(is_closed("", ""));
	assert_true(is_closed("x \1", "\1. x"));
	assert_true(is_closed("x: ", ", x"));
	for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
		if (is_closed(open[i].before, open[i].behind))
			fail_msg("%s_%s", open[i].before, open[i].behind);
	seed = 1;
	assert_true(check_closed(FACTS) > 2000);
	assert_true(check_closed(FACTS - PHONES) > 2000);
	assert_true(is_closed("x \2;", ";\2 x"));
	assert_false(is_closed("x \2(", ";\2 x"));
}

int
main(void)
{
#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		UNIT(finds_what_values_make),
		UNIT(takes_out_texts_alone),
		UNIT(finds_what_reaches_far),
		UNIT(finds_what_one_edition_has),
		UNIT(finds_the_same_in_pages),
		UNIT(closed_values_stand_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
