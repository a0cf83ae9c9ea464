/* Looks for words in a text. */
#include "emit/leak_words.h"

enum { PAD = 64 };	/* more than what is left behind the last four looks */

/* A text being looked through. */
struct look {
	const struct words *words;
	const struct sieve *sieve;
	struct str text;
	bool (*found)(void *ctx, uint32_t word, size_t from, size_t to);
	void *ctx;
};

static char
byte_at(const struct look *l, size_t i)
{
	return l->words->folded[(unsigned char)l->text.p[i]];
}

/* Whether the bytes of `word` before its byte `k` end at `*i`, which is moved
   to where they begin. */
static bool
stands_before(const struct look *l, struct str word, size_t k, size_t *i)
{
	while (k-- > 0) {
		if (*i == 0 || byte_at(l, --*i) != word.p[k])
			return false;
		if (word.p[k] != ' ')
			continue;
		while (*i > 0 && byte_at(l, *i - 1) == ' ')
			--*i;
	}
	return true;
}

/* The same for the bytes from `k` on and where they end. */
static bool
stands_behind(const struct look *l, struct str word, size_t k, size_t *i)
{
	for (; k < word.n; k++) {
		if (*i == l->text.n || byte_at(l, (*i)++) != word.p[k])
			return false;
		if (word.p[k] != ' ')
			continue;
		while (*i < l->text.n && byte_at(l, *i) == ' ')
			++*i;
	}
	return true;
}

/* Whether the word stands there byte by byte: most do if they do. */
static bool
is_same(const struct look *l, const struct place *p, struct str word, size_t i)
{
	return p->before <= i && p->rest <= l->text.n - i &&
	    memcmp(word.p, l->text.p + i - p->before, word.n) == 0;
}

static bool
stands_at(const struct look *l, const struct place *p, size_t i)
{
	struct str word = l->words->word[p->word];
	size_t from = i, to = i;

	if (is_same(l, p, word, i))
		return l->found(l->ctx, p->word, i - p->before, i + p->rest);
	return stands_before(l, word, p->before, &from) &&
	    stands_behind(l, word, p->before, &to) &&
	    l->found(l->ctx, p->word, from, to);
}

static bool
is_part(const struct place *p, const struct place *of)
{
	return p->before <= of->before && p->rest <= of->rest &&
	    (p->before < of->before || p->rest < of->rest);
}

/* `p` holds the bytes of the text from `i` on, as many as an anchor has. */
static void
look_up(const struct look *l, const char *p, size_t i)
{
	const struct sieve *v = l->sieve;
	const struct anchor *at = words_anchor(v, words_key(v, p));
	const struct place *here = &v->place[at->first], *taken = NULL;

	for (const struct place *end = here + at->n; here < end; here++) {
		if (here->first != '\0' && (here->before > i ||
		    byte_at(l, i - here->before) != here->first))
			continue;
		if (taken && is_part(here, taken))
			continue;
		if (stands_at(l, here, i))
			taken = here;
	}
}

/* Looks for an anchor that has the gram at `p`, byte `i` of the text, at one of
   these offsets. */
static void
look_around(const struct look *l, const char *p, size_t i, unsigned offsets)
{
	for (size_t k = 0; offsets >> k != 0; k++)
		if ((offsets >> k & 1) && k <= i)
			look_up(l, p - k, i - k);
}

static void
look_at(const struct look *l, const char *p, size_t i)
{
	unsigned offsets = l->sieve->offsets[words_gram(l->sieve, p)];

	if (offsets != 0)
		look_around(l, p, i, offsets);
}

/* What is too near to the end to be read by the word, in a copy. */
static void
look_at_rest(const struct look *l, size_t i)
{
	const struct sieve *v = l->sieve;
	size_t from = i < v->step ? 0 : i - v->step;
	char pad[PAD] = { 0 };

	if (from < l->text.n)
		memcpy(pad, l->text.p + from, l->text.n - from);
	for (; i + v->gram <= l->text.n; i += v->step)
		look_at(l, pad + (i - from), i);
}

/* The next of four places from `i` on whose grams say that an anchor may stand
   there, or where the last four end. */
static size_t
next_four(const struct sieve *v, struct str s, size_t i)
{
	const size_t step = v->step;
	const uint8_t *offsets = v->offsets;
	const uint32_t mask = v->gram_mask;
	const unsigned shift = v->gram_shift;

	for (; s.n - i >= 3 * step + WORDS_WIDEST; i += 4 * step) {
		const char *p = s.p + i;
		if (offsets[words_hash(p, mask, shift)] |
		    offsets[words_hash(p + step, mask, shift)] |
		    offsets[words_hash(p + 2 * step, mask, shift)] |
		    offsets[words_hash(p + 3 * step, mask, shift)])
			break;
	}
	return i;
}

static void
look_through(const struct look *l)
{
	const size_t step = l->sieve->step;
	size_t i = next_four(l->sieve, l->text, 0);

	while (l->text.n - i >= 3 * step + WORDS_WIDEST) {
		for (size_t end = i + 4 * step; i < end; i += step)
			look_at(l, l->text.p + i, i);
		i = next_four(l->sieve, l->text, i);
	}
	look_at_rest(l, i);
}

void
words_scan(const struct words *w, struct str text,
    bool (*found)(void *ctx, uint32_t word, size_t from, size_t to),
    void *ctx)
{
	struct look l = { w, NULL, text, found, ctx };

	for (size_t k = 0; k < WORDS_SIEVES; k++) {
		l.sieve = &w->sieve[k];
		if (l.sieve->nplaces > 0)
			look_through(&l);
	}
}
