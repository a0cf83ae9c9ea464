/* Phone numbers in text, by their digits. Where three digits stand that a
   number begins with, it is looked up by its last seven; what stands before
   those is then compared. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "emit/leak_parts.h"
#include "emit/markup.h"

enum {
	TAIL = 7,		/* digits that a number is looked up by */
	TAIL_MOD = 10000000,
	LONGEST = 15,		/* ITU-T E.164 */
	WINDOW = 32,		/* digits of a run that are remembered */
	MAX_GAP = 3,		/* characters between two digits */
	MAX_LETTERS = 8,	/* letters in a row that may be a vanity part */
	REAL_DIGITS = 3,	/* that such a number begins with */
	FORMS = 4,		/* of one number, at most */
	BEGINNINGS = 1 << 4 * REAL_DIGITS,
	BLOCK = 64,		/* bytes searched for digits at once */
	BLOOM = 1 << 16		/* bits */
};

struct phone {
	char digits[LONGEST + 1];	/* as values 0 to 9 */
	uint32_t n;
	uint32_t tail;
	uint32_t fact;
	bool international;		/* begins with its country code */
};

struct phones {
	struct phone *v;		/* by tail, in all forms */
	size_t n;
	bool begins[BEGINNINGS];	/* by the first digits, four bits each */
	uint64_t bloom[BLOOM / 64];
};

/* The keys of a telephone (ITU-T E.161), from 'a'. */
static const char keypad[] = "22233344455566677778889999";

static int
key_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'z' ? keypad[c - 'a'] - '0' : -1;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits of a written number. A part in brackets behind letters repeats
   them: "(855) 850-HOST (4678)". */
static bool
read_phone(struct str s, struct phone *p)
{
	size_t i = 0;
	bool letters = false;

	if (str_starts(s, STR("tel:")))
		i = 4;
	while (i < s.n && s.p[i] == ' ')
		i++;
	p->international = i < s.n && s.p[i] == '+';
	for (; i < s.n && p->n < LONGEST; i++) {
		int d = key_of(s.p[i]);
		if ((s.p[i] == '(' && letters) || s.p[i] == ';')
			break;
		if (d < 0)
			continue;
		letters = letters || !is_digit(s.p[i]);
		p->digits[p->n++] = (char)d;
	}
	return p->n >= TAIL;
}

static uint32_t
bloom_bit(uint32_t tail)
{
	return (tail * 2654435761u) >> 16;
}

static int
by_tail(const void *a, const void *b)
{
	const struct phone *x = a, *y = b;

	if (x->tail != y->tail)
		return x->tail < y->tail ? -1 : 1;
	return (x->fact > y->fact) - (x->fact < y->fact);
}

static void
add_form(struct phones *p, struct phone one)
{
	unsigned first = 0;

	for (uint32_t k = 0; k < REAL_DIGITS; k++)
		first = first << 4 | (unsigned)one.digits[k];
	for (uint32_t k = one.n - TAIL; k < one.n; k++)
		one.tail = one.tail * 10 + (uint32_t)one.digits[k];
	uint32_t bit = bloom_bit(one.tail);
	p->begins[first] = true;
	p->bloom[bit / 64] |= UINT64_C(1) << bit % 64;
	p->v[p->n++] = one;
}

/* The same number without its first `n` digits. */
static struct phone
without(struct phone one, uint32_t n)
{
	memmove(one.digits, one.digits + n, one.n - n);
	one.n -= n;
	return one;
}

/* A number in all forms that it may be written in: whole, without its country
   code in the North American plan, or with a trunk 0 in place of it. */
static void
add_phone(struct phones *p, struct phone one)
{
	add_form(p, one);
	if (one.n == 11 && one.digits[0] == 1) {
		add_form(p, without(one, 1));
	} else if (!one.international) {
		if (one.digits[0] == 0 && one.n >= 9)
			add_form(p, without(one, 1));
	} else {
		for (uint32_t code = 1; code <= 3 && one.n >= code + 8;
		    code++) {
			struct phone trunk = without(one, code - 1);
			trunk.digits[0] = 0;
			add_form(p, trunk);
		}
	}
}

struct phones *
phones_build(struct arena *a, const struct fact *fact, size_t n)
{
	struct phones *p = ARENA_NEW(a, struct phones);

	p->v = ARENA_ARRAY(a, FORMS * n + 1, struct phone);
	for (size_t i = 0; i < n; i++) {
		struct phone one = { .fact = (uint32_t)i };
		bool tel = fact[i].kind == FACT_PHONE ||
		    str_starts(fact[i].text, STR("tel:"));
		if (tel && read_phone(fact[i].text, &one))
			add_phone(p, one);
	}
	if (p->n == 0)
		return NULL;
	qsort(p->v, p->n, sizeof(p->v[0]), by_tail);
	return p;
}

/* The digits read so far, the last WINDOW of them remembered. */
struct run {
	struct str text;
	size_t n;
	uint32_t tail;
	unsigned letters;	/* in a row, at the end */
	struct {
		char digit;
		bool letter;
		size_t at;
	} seen[WINDOW];
};

static void
run_begin(struct run *r, struct str text)
{
	r->text = text;
	r->n = 0;
	r->tail = 0;
	r->letters = 0;
}

static void
run_add(struct run *r, size_t at, int digit, bool letter)
{
	size_t k = r->n++ % WINDOW;

	r->seen[k].digit = (char)digit;
	r->seen[k].letter = letter;
	r->seen[k].at = at;
	r->letters = letter ? r->letters + 1 : 0;
	r->tail = (r->tail * 10 + (uint32_t)digit) % TAIL_MOD;
}

/* Whether the run ends with `n` digits that can be the start of a number:
   only a country code may touch them. */
static bool
run_ends_with(const struct run *r, const char *digits, size_t n, size_t *from)
{
	if (r->n < n || n > WINDOW)
		return false;
	for (size_t k = 0; k < n; k++) {
		size_t at = (r->n - n + k) % WINDOW;
		if (r->seen[at].digit != digits[k] ||
		    (k < REAL_DIGITS && r->seen[at].letter))
			return false;
	}
	*from = r->seen[(r->n - n) % WINDOW].at;
	size_t touching = 0;
	while (touching < *from && is_digit(r->text.p[*from - 1 - touching]))
		touching++;
	char before = touching < *from ?
	    r->text.p[*from - 1 - touching] : ' ';
	return touching <= 4 && key_of(before) < 0 && before != '_';
}

static void
look_up(const struct phones *p, const struct run *r, size_t end,
    void (*found)(void *ctx, struct leak l), void *ctx)
{
	uint32_t bit = bloom_bit(r->tail);
	size_t from;

	if (!(p->bloom[bit / 64] >> bit % 64 & 1) || r->n < TAIL)
		return;
	if (end < r->text.n && is_digit(r->text.p[end]))
		return;
	for (size_t k = 0; k < p->n; k++)
		if (p->v[k].tail == r->tail &&
		    run_ends_with(r, p->v[k].digits, p->v[k].n, &from))
			found(ctx, (struct leak){ p->v[k].fact, from, end });
}

static bool
is_gap(char c)
{
	return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' ||
	    c == ')' || c == '\n' || c == '\t';
}

/* Reads the run that begins at digit `i`; returns where it ended. */
static size_t
scan_run(const struct phones *p, struct str text, size_t i,
    void (*found)(void *ctx, struct leak l), void *ctx)
{
	struct run r;
	unsigned gap = 0;

	run_begin(&r, text);
	for (; i < text.n && gap <= MAX_GAP; i++) {
		int d = key_of(text.p[i]);
		if (text.p[i] == MARKUP_SEAM)
			continue;
		if (d < 0) {
			if (!is_gap(text.p[i]))
				break;
			gap++;
			continue;
		}
		bool letter = !is_digit(text.p[i]);
		if (letter && (r.n < REAL_DIGITS || r.letters >= MAX_LETTERS))
			break;
		run_add(&r, i, d, letter);
		look_up(p, &r, i + 1, found, ctx);
		gap = 0;
	}
	return i;
}

/* Whether there is a digit among the bytes at `p`; a loop that compilers turn
   into one of vectors. */
static bool
has_digit(const char p[static BLOCK])
{
	uint8_t least = UINT8_MAX;

	for (size_t i = 0; i < BLOCK; i++) {
		uint8_t d = (uint8_t)(p[i] - '0');
		least = d < least ? d : least;
	}
	return least < 10;
}

/* The next digit, by blocks, then eight bytes at a time: of each byte less '0',
   those below ten keep their high bit clear through the addition. */
static size_t
next_digit(struct str s, size_t i)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t x;

	while (i + BLOCK <= s.n && !has_digit(s.p + i))
		i += BLOCK;
	for (; i + 8 <= s.n; i += 8) {
		memcpy(&x, s.p + i, 8);
		x ^= ones * '0';
		x |= (x & ones * 0x7F) + ones * 0x76;
		if ((x & ones * 0x80) != ones * 0x80)
			break;
	}
	while (i < s.n && !is_digit(s.p[i]))
		i++;
	return i;
}

/* Where the digits begin of which the last stands at `i`. */
static size_t
first_digit(struct str text, size_t i)
{
	for (int n = 1; n < REAL_DIGITS; n++) {
		i--;
		while (!is_digit(text.p[i]))
			i--;
	}
	return i;
}

/* From a digit at `*i` as long as digits follow: whether a number may begin
   among them, which is then where `*i` is; else that is behind them. No number
   has letters or long gaps among its first digits. */
static bool
may_begin(const struct phones *p, struct str text, size_t *i)
{
	unsigned first = 0, n = 0, gap = 0;
	size_t at = *i;

	for (; at < text.n && gap <= MAX_GAP; at++) {
		char c = text.p[at];
		if (is_digit(c)) {
			first = (first << 4 | (unsigned)(c - '0')) % BEGINNINGS;
			gap = 0;
			if (++n >= REAL_DIGITS && p->begins[first]) {
				*i = first_digit(text, at);
				return true;
			}
		} else if (is_gap(c)) {
			gap++;
		} else if (c != MARKUP_SEAM) {
			break;
		}
	}
	*i = at;
	return false;
}

void
phones_scan(const struct phones *p, struct str text,
    void (*found)(void *ctx, struct leak l), void *ctx)
{
	size_t i = 0;

	if (!p)
		return;
	while ((i = next_digit(text, i)) < text.n)
		if (may_begin(p, text, &i))
			i = scan_run(p, text, i, found, ctx);
}
