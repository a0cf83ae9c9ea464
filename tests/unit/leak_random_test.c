/* The leak gate against a judge that looks for each fact at each byte, on
   random texts made of pieces of facts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "emit/leak.h"
#include "emit/markup.h"

enum { MOST = 2000 };

#define LONG " so many words that have nothing in them, no number either, " \
	"are passed over, "

static const struct brand brands[2];
static struct fact facts[MOST];
static size_t nfacts;
static struct arena *a;
static uint64_t seed;

static size_t
below(size_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (size_t)(seed >> 33) % n;
}

static bool
chance(size_t percent)
{
	return below(100) < percent;
}

static void
add_syllables(struct buf *b, size_t n)
{
	static const char *const syllables[] = { "mail", "host", "cen", "tral",
		"a", "b", "zyx", "7", "-", "ex", "act", "in", "g", "port",
		"\xC3\xA9", "&", "dns", "o", "00", "web" };

	while (n-- > 0)
		buf_c(b, syllables[below(sizeof(syllables) /
		    sizeof(syllables[0]))]);
}

static void
add_phone_text(struct buf *b)
{
	static const char *const starts[] = { "+1", "+49", "+358", "0", "", "" };

	buf_c(b, starts[below(6)]);
	buf_printf(b, "%zu%zu", 2 + below(8), 10 + below(3));
	for (size_t n = 4 + below(7); n > 0; n--)
		buf_char(b, chance(80) ? (char)('2' + (int)below(3)) :
		    (char)('a' + (int)below(26)));
}

static void
add_name(struct buf *b)
{
	add_syllables(b, 1 + below(4));
	for (size_t n = below(3); n > 0; n--) {
		buf_char(b, ' ');
		add_syllables(b, 1 + below(3));
	}
}

/* Some facts hold others. */
static struct str
fact_text(enum fact_kind kind)
{
	struct buf b = BUF_INIT;

	if (kind == FACT_PHONE) {
		add_phone_text(&b);
	} else if (kind == FACT_NAME) {
		add_name(&b);
	} else {
		add_syllables(&b, 1 + below(3));
		buf_char(&b, kind == FACT_EMAIL ? '@' : '.');
		const struct fact *in = &facts[below(nfacts + 1)];
		if (chance(50) && in->kind == FACT_HOST && in->text.n > 0)
			buf_str(&b, in->text);
		else
			buf_c(&b, chance(50) ? "zyx.example" : "io");
		if (kind == FACT_URL)
			buf_c(&b, "/x");
	}
	struct str s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void
make_facts(size_t n)
{
	memset(facts, 0, sizeof(facts));
	for (nfacts = 0; nfacts < n; nfacts++) {
		enum fact_kind kind = (enum fact_kind)below(5);
		facts[nfacts] = (struct fact){ .kind = kind,
			.text = fact_text(kind), .brand = &brands[below(2)] };
	}
}

/* A fact as a page may have it. */
static void
add_fact(struct buf *b, struct str s)
{
	static const char *const spaces[] = { " ", "  ", "\n", " \t", "\n\n ",
		"\1 ", " \1", " \1\n" };
	bool seams = chance(30), cases = chance(30), odd = chance(10);

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (seams && chance(15))
			buf_char(b, MARKUP_SEAM);
		if (odd && chance(5))
			c = (char)below(256);
		if (cases && c >= 'a' && c <= 'z' && chance(50))
			c = (char)(c - 'a' + 'A');
		if (c == ' ')
			buf_c(b, spaces[chance(50) ? 0 : below(8)]);
		else
			buf_char(b, c);
	}
}

/* A number as a page may have it. */
static void
add_number(struct buf *b, struct str s)
{
	static const char *const gaps[] = { "-", " ", ") ", " (0) ", "\1",
		".", " - \1", "    ", ", " };

	if (s.n > 3 && s.p[0] == '+' && chance(40))
		s = str_slice(s, 1 + below(3), s.n);
	if (chance(20))
		buf_char(b, '0');
	for (size_t i = 0; i < s.n; i++) {
		buf_char(b, s.p[i]);
		if (chance(20))
			buf_c(b, gaps[below(sizeof(gaps) / sizeof(gaps[0]))]);
	}
}

static void
make_text(struct buf *b)
{
	static const char *const between[] = { " ", "", ".", "-", "_", "\1",
		"\xC3\xA9", "\xE4\xB8\xAD", ", ", "\n", "x", "1", "@", "\1\1",
		"\xFF", "/", "993 or 995 ", "2023-10-02", LONG };
	size_t longest = chance(50) ? 4 : 40;

	buf_reset(b);
	for (size_t n = below(longest); n > 0; n--) {
		const struct fact *f = &facts[below(nfacts)];
		struct str s = f->text;
		if (chance(40))
			s = str_slice(s, below(s.n), 1 + below(s.n));
		if (f->kind == FACT_PHONE)
			add_number(b, s);
		else
			add_fact(b, s);
		buf_c(b, between[below(sizeof(between) / sizeof(between[0]))]);
		if (chance(5))
			buf_char(b, '\0');
	}
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char
low(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Two-byte letters are part of words too. */
static bool
is_word(struct str s, ptrdiff_t i, bool ends_there)
{
	if (i < 0 || (size_t)i >= s.n)
		return false;
	const unsigned char *u = (const unsigned char *)s.p + i;
	if (*u < 0x80)
		return is_digit(s.p[i]) || (low(s.p[i]) >= 'a' &&
		    low(s.p[i]) <= 'z');
	if (!ends_there)
		return *u > 0xC2 && *u < 0xE0;
	return i > 0 && u[-1] > 0xC2 && u[-1] < 0xE0;
}

static bool
is_at(struct str s, ptrdiff_t i, const char *set)
{
	return i >= 0 && (size_t)i < s.n && s.p[i] != '\0' &&
	    strchr(set, s.p[i]);
}

/* The end of a text that stands at `i`, 0 if it does not. */
static size_t
judge_text(struct str want, struct str s, size_t i)
{
	for (size_t k = 0; k < want.n; k++) {
		while (k > 0 && i < s.n && s.p[i] == MARKUP_SEAM)
			i++;
		if (i == s.n)
			return 0;
		char c = is_space(s.p[i]) ? ' ' : low(s.p[i]);
		if (c != want.p[k])
			return 0;
		i++;
		for (size_t j = i; c == ' ' && j < s.n && (is_space(s.p[j]) ||
		    s.p[j] == MARKUP_SEAM); j++)
			i = j + 1;
	}
	return i;
}

static bool
judge_bounds(enum fact_kind kind, struct str s, size_t from, size_t to)
{
	ptrdiff_t before = (ptrdiff_t)from - 1, behind = (ptrdiff_t)to;

	if (is_word(s, before, true) || is_word(s, behind, false))
		return false;
	if (kind == FACT_NAME)
		return true;
	return !is_at(s, before, kind == FACT_EMAIL ? "-_.%+" : "-_") &&
	    !is_at(s, behind, "-_") && !(is_at(s, behind, ".") &&
	    to + 1 < s.n && (unsigned char)s.p[to + 1] < 0x80 &&
	    is_word(s, behind + 1, false));
}

static int
key(char c)
{
	static const char keypad[] = "22233344455566677778889999";

	if (is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'z' ? keypad[c - 'a'] - '0' : -1;
}

/* The end of digits that stand at `i`, 0 if they do not. */
static size_t
judge_digits(const char *digits, size_t n, struct str s, size_t i)
{
	size_t letters = 0, gap = 0;

	for (size_t k = 0; k < n; i++) {
		if (i == s.n || gap > 3)
			return 0;
		int d = key(s.p[i]);
		if (d < 0 && s.p[i] != MARKUP_SEAM && !is_at(s, (ptrdiff_t)i,
		    " -./()\n\t"))
			return 0;
		gap = d >= 0 ? 0 : gap + (s.p[i] != MARKUP_SEAM);
		if (d < 0)
			continue;
		letters = is_digit(s.p[i]) ? 0 : letters + 1;
		if (d != digits[k] || (k < 3 && letters > 0) || letters > 8)
			return 0;
		k++;
	}
	return i;
}

static bool
judge_touching(struct str s, size_t from, size_t to)
{
	size_t n = 0;

	while (n < from && is_digit(s.p[from - 1 - n]))
		n++;
	if (to < s.n && is_digit(s.p[to]))
		return false;
	return n <= 4 && (n == from || (key(s.p[from - 1 - n]) < 0 &&
	    s.p[from - 1 - n] != '_'));
}

static void
judge_form(const char *digits, size_t n, uint32_t fact, struct str s, size_t i,
    struct buf *out)
{
	size_t to = is_digit(s.p[i]) ? judge_digits(digits, n, s, i) : 0;
	struct leak l = { fact, i, to };

	if (to > 0 && judge_touching(s, i, to))
		buf_add(out, &l, sizeof(l));
}

/* A number at `i`: whole, without a leading 1 or 0, or with a 0 in place of its
   country code. */
static void
judge_phone(uint32_t fact, struct str s, size_t i, struct buf *out)
{
	struct str text = facts[fact].text;
	bool plus = text.n > 0 && text.p[0] == '+';
	char digits[16];
	size_t n = 0;

	for (size_t k = 0; k < text.n && n < 15; k++)
		if (key(text.p[k]) >= 0)
			digits[n++] = (char)key(text.p[k]);
	if (n < 7)
		return;
	judge_form(digits, n, fact, s, i, out);
	if (n == 11 && digits[0] == 1) {
		judge_form(digits + 1, n - 1, fact, s, i, out);
	} else if (!plus && digits[0] == 0 && n >= 9) {
		judge_form(digits + 1, n - 1, fact, s, i, out);
	} else if (plus) {
		for (size_t code = 0; code < 3 && n >= code + 9; code++) {
			digits[code] = 0;
			judge_form(digits + code, n - code, fact, s, i, out);
		}
	}
}

static int
by_place(const void *x, const void *y)
{
	const struct leak *p = x, *q = y;

	if (p->from != q->from)
		return p->from < q->from ? -1 : 1;
	if (p->to != q->to)
		return p->to > q->to ? -1 : 1;
	return (p->fact > q->fact) - (p->fact < q->fact);
}

static void
judge(struct str s, const struct brand *own, struct buf *out)
{
	size_t n = 0, reach = 0;

	buf_reset(out);
	for (uint32_t f = 0; f < nfacts; f++)
		for (size_t i = 0; i < s.n; i++) {
			if (facts[f].kind == FACT_PHONE) {
				judge_phone(f, s, i, out);
				continue;
			}
			size_t to = judge_text(facts[f].text, s, i);
			struct leak l = { f, i, to };
			if (to > 0 && judge_bounds(facts[f].kind, s, i, to))
				buf_add(out, &l, sizeof(l));
		}
	struct leak *v = (void *)out->p;
	size_t all = out->n / sizeof(*v);
	if (all > 0)
		qsort(v, all, sizeof(*v), by_place);
	for (size_t i = 0; i < all; i++) {
		if (v[i].to <= reach)
			continue;
		reach = v[i].to;
		if (!own || facts[v[i].fact].brand != own)
			v[n++] = v[i];
	}
	out->n = n * sizeof(*v);
}

static size_t
compare(const struct leak_gate *gate, struct str text, const struct brand *own,
    struct leaks *found, struct buf *want)
{
	char *copy = malloc(text.n + 1);	/* no byte more may be read */
	const struct leak *w;

	assert_non_null(copy);
	memcpy(copy + 1, text.p, text.n);
	judge(text, own, want);
	leak_scan(gate, (struct str){ copy + 1, text.n }, own, found);
	free(copy);
	w = (const void *)want->p;
	if (found->n != want->n / sizeof(*w))
		fail_msg("%zu found, %zu wanted in \"%.*s\"", found->n,
		    want->n / sizeof(*w), STR_ARG(text));
	for (size_t i = 0; i < found->n; i++)
		if (by_place(&found->v[i], &w[i]) != 0)
			fail_msg("%u at %zu to %zu, not %u at %zu to %zu, in "
			    "\"%.*s\"", found->v[i].fact, found->v[i].from,
			    found->v[i].to, w[i].fact, w[i].from, w[i].to,
			    STR_ARG(text));
	return found->n;
}

static void
finds_what_the_judge_finds(size_t sets, size_t n, size_t texts)
{
	struct buf text = BUF_INIT, want = BUF_INIT;
	struct leaks found = { 0 };
	size_t total = 0;

	for (size_t k = 0; k < sets; k++) {
		a = arena_new();
		seed = 1000 * n + k;
		make_facts(n);
		const struct leak_gate *gate = leak_gate_build(a, facts, n);
		for (size_t i = 0; i < texts; i++) {
			make_text(&text);
			total += compare(gate, buf_view(&text),
			    chance(50) ? NULL : brands, &found, &want);
		}
		arena_free(a);
	}
	assert_true(total > sets * texts / 4);
	leaks_free(&found);
	buf_free(&text);
	buf_free(&want);
}

static void
few_facts(void **state)
{
	(void)state;
	finds_what_the_judge_finds(400, 1, 20);
	finds_what_the_judge_finds(400, 6, 50);
}

static void
hundreds_of_facts(void **state)
{
	(void)state;
	finds_what_the_judge_finds(5, 200, 400);
}

static void
thousands_of_facts(void **state)
{
	(void)state;
	finds_what_the_judge_finds(1, MOST, 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_facts),
		cmocka_unit_test(hundreds_of_facts),
		cmocka_unit_test(thousands_of_facts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
