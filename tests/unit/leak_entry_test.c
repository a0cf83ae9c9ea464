/* Units of entries of articles.json whose values are others in each brand: what
   is found is the same as when each is read whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/str.h"
#include "emit/memo.h"
#include "emit/mould.h"

static const struct brand brands[] = {
	{ .id = { "port", 4 } }, { .id = { "mail", 4 } }, { .id = { "own", 3 } },
};
enum { PORT, MAIL, OWN, BRANDS };

#define FACT(b, k, t) { .brand = &brands[b], .kind = k, \
	.text = { t, sizeof(t) - 1 } }
static const struct fact facts[] = {
	FACT(PORT, FACT_HOST, "port.com"),
	FACT(PORT, FACT_NAME, "Port DNS"),
	FACT(PORT, FACT_NAME, "AT&T Port"),
	FACT(MAIL, FACT_HOST, "mail.port.com"),
	FACT(MAIL, FACT_NAME, "Caf\xC3\xA9 Mail"),
	FACT(MAIL, FACT_URL, "https://a.b/x"),
	FACT(OWN, FACT_HOST, "own.com"),
	FACT(OWN, FACT_NAME, "Port DNS Plus"),
	FACT(PORT, FACT_PHONE, "(855) 850-HOST (4678)"),
	FACT(OWN, FACT_PHONE, "855 850 4679"),
};
enum {
	FACTS = sizeof(facts) / sizeof(facts[0]),
	PHONES = 2		/* at the end of them */
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

/* The facts of other brands than `own`, a bit for each. */
static unsigned
facts_of(const struct stretch *s, const struct brand *own)
{
	unsigned set = 0;

	for (uint32_t i = 0; i < s->nfacts; i++)
		if (facts[s->fact[i]].brand != own)
			set |= 1u << s->fact[i];
	return set;
}

/* The memory `m` has seen the article with other values, a new one has not. */
static void
check(struct memo *m, const struct brand *own, uint64_t article,
    struct marked entry)
{
	struct memo *fresh = memo_new(gate);
	unsigned known = facts_of(memo_entry(m, own, article, entry), own);
	unsigned want = facts_of(memo_file(fresh, MARKUP_PLAIN, entry.text),
	    own);

	if (known != want)
		fail_msg("%.*s: found %x, not %x, in: %.*s", STR_ARG(own->id),
		    known, want, STR_ARG(entry.text));
	memo_free(fresh);
}

/* --- Entries by hand ----------------------------------------------------- */

/* A text in which each value stands between { and }, and | for NUL. */
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
			buf_char(out, *s == '|' ? '\0' : *s);
	return marked_by(out, marks);
}

static const struct {
	const char *before, *now;	/* two brands' same entry */
	bool clean;		/* the second one needs no other reading; of the
				   first nothing is undone */
} cases[] = {
	{ "a|{T}\ngo to {x.com}\n", "a|{U}\ngo to {y.com}\n", true },
	{ "a|{T}\ngo to {x.com}\n", "a|{U}\ngo to {own.com}\n", true },
	{ "a|{T}\ngo to {x.com}\n", "a|{U}\ngo to {port.com}\n", false },
	{ "a|{T}\nx\n", "a|{Port DNS}\nx\n", false },
	{ "a|{T}\nDNS\n", "a|{Port}\nDNS\n", false },
	{ "a|{T}\nDNS\n", "a|{Ports}\nDNS\n", true },
	{ "{https://x.y}/a|T\n", "{https://a.b}/a|T\n", true },
	{ "{https://x.y}/x|T\n", "{https://a.b}/x|T\n", false },
	{ "a|Port\n{x}\n", "a|Port\n{DNS}\n", false },
	{ "a|Port\n{x} DNS\n", "a|Port\n{no} DNS\n", true },
	{ "a|Port\n{x} DNS\n", "a|Port\n{ } DNS\n", false },
	{ "mail.{x}\n", "mail.{port.com}\n", false },
	{ "{x}.com\n", "{port}.com\n", false },
	{ "{x}.com\n", "{portal}.com\n", true },
	{ "{x}{y}\n", "{port.}{com}\n", false },
	{ "{x};{y}\n", "{port.};{com}\n", true },
	{ "{x}\n{y}\n", "{Port}\n{DNS}\n", false },
	{ "{x} DNS Plus\n", "{Port} DNS Plus\n", true },
	{ "{x} DNS Pluses\n", "{Port} DNS Pluses\n", false },
	{ "{x} 850 HOST\n", "{855} 850 HOST\n", false },
	{ "855 850 {x}\n", "855 850 {HOST}\n", false },
	{ "port {x}\n", "port {993}\n", true },
	{ "{x} Port\n", "{AT&T} Port\n", false },
	{ "{x} y\n", "{AT&T} y\n", true },
	{ "{x} y\n", "{port&period;com} y\n", true },
	{ "{x} y\n", "{<b>} y\n", true },
	{ "{x} y\n", "{po\xC2\xADrt.com} y\n", false },
	{ "{x} Mail\n", "{Caf\xC3\xA9} Mail\n", false },
};

/* The same where something is undone before a value. */
static const char *const undone[][2] = {
	{ "\xE2\x80\x9Cx\xE2\x80\x9D\xC2\xA0{y}\n",
	    "\xE2\x80\x9Cx\xE2\x80\x9D\xC2\xA0{port.com}\n" },
	{ "Port\xC2\xA0{y}\n", "Port\xC2\xA0{DNS}\n" },
	{ "po\xC2\xADrt\xE2\x80\x8B{y}\n", "po\xC2\xADrt\xE2\x80\x8B{.com}\n" },
};

/* The mould of an entry in which nothing has to be undone, or null. */
static struct mould *
mould_of(struct mould_tools *t, struct marked entry)
{
	struct str text = arena_str(a, entry.text);
	char *p = arena_bytes(a, text.n + 1);
	size_t n = 0, from = 0;

	for (size_t i = 0; i < entry.nmarks; i++) {
		const struct text_mark *k = &entry.mark[i];
		memcpy(p + n, text.p + from, k->at - from);
		n += k->at - from;
		p[n++] = LEAK_ANY;
		from = (size_t)k->at + k->n;
	}
	memcpy(p + n, text.p + from, text.n - from);
	return mould_make(t, a, entry, true,
	    (struct str){ p, n + text.n - from }, entry.nmarks);
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
		check(m, &brands[MAIL], 1, before);
		check(m, &brands[OWN], 1, now);
		mould_tools_free(&t);
		memo_free(m);
	}
	buf_free(&one);
	buf_free(&two);
	buf_free(&marks);
	buf_free(&others);
}

static void
finds_what_is_undone(void **state)
{
	struct buf text = BUF_INIT, marks = BUF_INIT;
	struct memo *m = memo_new(gate);

	(void)state;
	for (size_t i = 0; i < sizeof(undone) / sizeof(undone[0]); i++)
		for (size_t k = 0; k < 2; k++)
			check(m, &brands[OWN], i, marked_text(&text, &marks,
			    undone[i][k]));
	memo_free(m);
	buf_free(&text);
	buf_free(&marks);
}

/* A text that is clean in an entry may be a fact in a page, and the other way
   round. */
static void
values_are_told_apart(void **state)
{
	struct mould_tools t = { .gate = gate };
	struct buf text = BUF_INIT, marks = BUF_INIT;
	struct buf other = BUF_INIT, others = BUF_INIT;

	(void)state;
	struct marked first = marked_text(&text, &marks, "is {x} y");
	struct mould *entry = mould_of(&t, first);
	struct mould *page = mould_make(&t, a, first, false,
	    STR("is \2 y"), 1);
	assert_null(mould_make(&t, a, first, false, STR("\2s \2 y"), 1));
	struct marked now = marked_text(&other, &others,
	    "is {port&period;com} y");
	assert_true(mould_fits(entry, &t, &now) > 0);
	assert_true(mould_is_clean(entry, &t, &brands[OWN]));
	assert_false(mould_is_clean(page, &t, &brands[OWN]));
	assert_true(mould_is_clean(entry, &t, &brands[OWN]));
	buf_free(&text);
	buf_free(&marks);
	buf_free(&other);
	buf_free(&others);
	mould_tools_free(&t);
}

/* What literals hold, every brand has, whichever comes first. */
static void
finds_what_literals_hold(void **state)
{
	static const char *const entries[] = {
		"a|T\nPort DNS {x}\n", "a|T\nPort DNS {y}\n",
		"a|T\n{x} Port DNS\n", "a|T\n{ownmail}.port.com {z}\n",
		"a|T\nport.com\n", "a|{T}\nport.com",
	};
	enum { N = sizeof(entries) / sizeof(entries[0]) };
	struct buf text = BUF_INIT, marks = BUF_INIT;
	struct memo *m = memo_new(gate);

	(void)state;
	for (size_t i = 0; i < N * N * N; i++)
		for (size_t k = i, n = 0; n < 3; n++, k /= N)
			check(m, &brands[n], i, marked_text(&text, &marks,
			    entries[k % N]));
	memo_free(m);
	buf_free(&text);
	buf_free(&marks);
}

/* --- Random entries ------------------------------------------------------ */

static uint64_t seed;

static size_t
chance(size_t n)
{
	seed = seed * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (size_t)(seed >> 33) % n;
}

static const char *const words[] = {
	"port", "Port", "port.com", ".com", "com", "DNS", "Mail", "Plus", "own",
	"mail.", "own.com", "AT&T", "AT", "&", "T", "Caf\xC3\xA9", "Caf", "\xC3",
	"\xA9", "855", "850", "4678", "HOST", "4679", "a.b/x", "https://", "/x",
	"a.b", "x", "y", "word", "1", "993", "-", "_", ".", "/", "(", ")", ":",
	" ", " ", " ", " ", "  ", "\n", "\t", "\1", "\2", "<b>", "&#46;", "\\n",
	"\xC2\xA0", "\xC2\xAD", "\xE2\x80\x8B", "\xE2\x80\x91", "\xC2", "\xE2",
	"\xE2\x80\x9C", "\xE4\xBD\xBF", "P", "ort", "D", "NS",
};
#define A_WORD words[chance(sizeof(words) / sizeof(words[0]))]

enum { PARTS = 16 };

/* An entry as a brand's are made: literals, null where a value stands. */
struct pattern {
	const char *part[PARTS];
	size_t n;
};

static void
make_pattern(struct pattern *p)
{
	p->n = 1 + chance(PARTS);
	for (size_t i = 0; i < p->n; i++)
		p->part[i] = chance(4) == 0 ? NULL : A_WORD;
}

static struct marked
fill(const struct pattern *p, struct buf *out, struct buf *marks)
{
	buf_reset(out);
	buf_reset(marks);
	for (size_t i = 0; i < p->n; i++) {
		size_t from = out->n;
		if (p->part[i]) {
			buf_c(out, p->part[i]);
			continue;
		}
		for (size_t n = chance(4); n > 0; n--)
			buf_c(out, A_WORD);
		if (chance(100) > 0)
			marks_note(marks, out, from);
	}
	return marked_by(out, marks);
}

static void
find_in_entries(size_t nfacts)
{
	enum { ARTICLES = 20000, EDITIONS = 6, PATTERNS = 3 };
	struct buf text = BUF_INIT, marks = BUF_INIT;
	struct pattern pattern[PATTERNS];

	gate = leak_gate_build(a, facts, nfacts);
	struct memo *m = memo_new(gate);
	seed = 1;
	for (uint64_t i = 0; i < ARTICLES; i++) {
		for (size_t k = 0; k < PATTERNS; k++)
			make_pattern(&pattern[k]);
		for (int k = 0; k < EDITIONS; k++)
			check(m, &brands[chance(BRANDS)], i,
			    fill(&pattern[chance(PATTERNS)], &text, &marks));
	}
	memo_free(m);
	buf_free(&text);
	buf_free(&marks);
}

static void
finds_the_same_in_entries(void **state)
{
	(void)state;
	find_in_entries(FACTS);
	find_in_entries(FACTS - PHONES);
}

int
main(void)
{
#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		UNIT(finds_what_values_make),
		UNIT(finds_what_is_undone),
		UNIT(values_are_told_apart),
		UNIT(finds_what_literals_hold),
		UNIT(finds_the_same_in_entries),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
