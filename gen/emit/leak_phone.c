/* Phone numbers in text, by their digits. A number is looked up by its last
   seven digits; what stands before them is then compared with the fact's. */
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
	struct phone *v;		/* by tail */
	size_t n;
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
	for (uint32_t k = p->n > TAIL ? p->n - TAIL : 0; k < p->n; k++)
		p->tail = p->tail * 10 + (uint32_t)p->digits[k];
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

struct phones *
phones_build(struct arena *a, const struct fact *fact, size_t n)
{
	struct phones *p = ARENA_NEW(a, struct phones);

	p->v = ARENA_ARRAY(a, n + 1, struct phone);
	for (size_t i = 0; i < n; i++) {
		struct phone one = { .fact = (uint32_t)i };
		bool tel = fact[i].kind == FACT_PHONE ||
		    str_starts(fact[i].text, STR("tel:"));
		if (!tel || !read_phone(fact[i].text, &one))
			continue;
		p->v[p->n++] = one;
		uint32_t bit = bloom_bit(one.tail);
		p->bloom[bit / 64] |= UINT64_C(1) << bit % 64;
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

/* The number as it may be written: whole, without its country code in the
   North American plan, or with a trunk 0 in place of it. */
static bool
is_phone(const struct run *r, const struct phone *p, size_t *from)
{
	char trunk[LONGEST + 1];

	if (run_ends_with(r, p->digits, p->n, from))
		return true;
	if (p->n == 11 && p->digits[0] == 1)
		return run_ends_with(r, p->digits + 1, p->n - 1, from);
	if (!p->international)
		return p->digits[0] == 0 && p->n >= 9 &&
		    run_ends_with(r, p->digits + 1, p->n - 1, from);
	for (size_t code = 1; code <= 3 && p->n >= code + 8; code++) {
		memcpy(trunk + 1, p->digits + code, p->n - code);
		trunk[0] = 0;
		if (run_ends_with(r, trunk, p->n - code + 1, from))
			return true;
	}
	return false;
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
		if (p->v[k].tail == r->tail && is_phone(r, &p->v[k], &from))
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
	struct run r = { .text = text };
	unsigned gap = 0;

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

/* The next digit, eight bytes at a time: of each byte less '0', those below
   ten keep their high bit clear through the addition. */
static size_t
next_digit(struct str s, size_t i)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t x;

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

void
phones_scan(const struct phones *p, struct str text,
    void (*found)(void *ctx, struct leak l), void *ctx)
{
	size_t i = 0;

	if (!p)
		return;
	while ((i = next_digit(text, i)) < text.n)
		i = scan_run(p, text, i, found, ctx);
}
