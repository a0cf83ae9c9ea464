/* Chooses an anchor for each word, and enters it where it is looked up. */
#include "emit/leak_words.h"

#include <stdlib.h>

enum {
	WORD = 8,
	LONGEST_GRAM = 4,
	CASE = 0xDF,		/* what two cases of a letter have in common */
	ROOM = 16,		/* for an anchor and what is read behind it */
	COUNTERS = 1 << 14,
	NEW_ANCHOR = 32		/* its cost: two common letters' */
};

/* A word is looked for by the first sieve that its longest piece fits. */
static const size_t fits[WORDS_SIEVES] = { 7, 3, 1 };

/* The end of the piece that begins at `i`. */
static size_t
piece_end(struct str word, size_t i)
{
	while (i < word.n && word.p[i] != ' ')
		i++;
	return i;
}

static size_t
longest_piece(struct str word)
{
	size_t most = 0;

	for (size_t i = 0; i < word.n; i++) {
		size_t end = piece_end(word, i);
		if (end - i > most)
			most = end - i;
		i = end;
	}
	return most;
}

static size_t
sieve_of(size_t piece)
{
	size_t k = 0;

	while (piece < fits[k])
		k++;
	return k;
}

/* Bytes of `word` from `i`, as many as an anchor may have. */
static void
pad_out(char pad[static ROOM], struct str word, size_t i)
{
	size_t n = word.n - i < WORDS_WIDEST ? word.n - i : WORDS_WIDEST;

	memset(pad, 0, ROOM);
	memcpy(pad, word.p + i, n);
}

/* What is known of all words while anchors are chosen, by the hash of a piece:
   how many have it, and whether it is an anchor. */
struct choice {
	struct sieve *sieve;
	uint8_t common[256];	/* how common a byte is in texts */
	struct {
		uint32_t count;
		bool chosen;
	} piece[COUNTERS];
};

static size_t
piece_of(uint64_t key)
{
	return (key * UINT64_C(0x9e3779b97f4a7c15)) >> 50;
}

/* A good anchor is rare in texts and in other words; but a host and the hosts
   below it had better have the same one. */
static unsigned
cost(const struct choice *c, const char pad[static ROOM])
{
	size_t piece = piece_of(words_key(c->sieve, pad));
	uint32_t shared = c->piece[piece].count;
	unsigned sum = c->piece[piece].chosen ? 0 : NEW_ANCHOR;

	for (size_t i = 0; i < c->sieve->width; i++)
		sum += c->common[(unsigned char)pad[i]];
	for (; shared > 1; shared /= 2)
		sum += 3;
	return sum;
}

/* Calls `take` for each piece of a sieve's width in a word. */
static void
each_piece(struct choice *c, struct str word,
    void (*take)(struct choice *c, const char *pad, size_t at, void *to),
    void *to)
{
	char pad[ROOM];

	for (size_t i = 0, end = 0; i < word.n; i++) {
		if (i >= end)
			end = piece_end(word, i);
		if (i < end && end - i >= c->sieve->width) {
			pad_out(pad, word, i);
			take(c, pad, i, to);
		}
	}
}

static void
count_piece(struct choice *c, const char *pad, size_t at, void *to)
{
	(void)at;
	(void)to;
	c->piece[piece_of(words_key(c->sieve, pad))].count++;
}

struct best {
	uint64_t key;
	uint32_t at;
	unsigned cost;
};

static void
prefer(struct choice *c, const char *pad, size_t at, void *to)
{
	struct best *b = to;
	unsigned price = cost(c, pad);

	if (price >= b->cost)
		return;
	b->cost = price;
	b->key = words_key(c->sieve, pad);
	b->at = (uint32_t)at;
}

static int
by_length(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->rest != y->rest)
		return x->rest < y->rest ? -1 : 1;
	return (x->word > y->word) - (x->word < y->word);
}

/* At the same anchor the longer ones come first. */
static int
by_key(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->before != y->before)
		return x->before > y->before ? -1 : 1;
	if (x->rest != y->rest)
		return x->rest > y->rest ? -1 : 1;
	return (x->word > y->word) - (x->word < y->word);
}

/* As many bits as a table of at least `n` entries needs. */
static unsigned
bits_for(size_t n)
{
	unsigned bits = 1;

	while ((size_t)1 << bits < n)
		bits++;
	return bits;
}

static void
choose_anchor(struct choice *c, struct place *p, struct str word)
{
	struct best b = { .cost = UINT32_MAX };

	each_piece(c, word, prefer, &b);
	c->piece[piece_of(b.key)].chosen = true;
	p->key = b.key;
	p->before = b.at;
	p->rest = (uint32_t)word.n - b.at;
	if (piece_end(word, 0) > b.at)
		p->first = word.p[0];
}

/* Letters roughly as texts and the names of brands have them. */
static void
know_letters(struct choice *c)
{
	static const char rare_first[] = "zqxjkvybwgpfumdchlrsnioate";

	memset(c->common, 4, sizeof(c->common));
	for (size_t i = 0; rare_first[i]; i++)
		c->common[(unsigned char)rare_first[i]] = (uint8_t)(2 * i / 3);
}

/* Short words come first: many others have them in them. */
static void
choose_anchors(struct sieve *v, const struct str *word)
{
	struct arena *scratch = arena_new();
	struct choice *c = ARENA_NEW(scratch, struct choice);
	struct place *p, *end = v->place + v->nplaces;

	c->sieve = v;
	know_letters(c);
	for (p = v->place; p < end; p++) {
		p->rest = (uint32_t)word[p->word].n;
		each_piece(c, word[p->word], count_piece, NULL);
	}
	qsort(v->place, v->nplaces, sizeof(*p), by_length);
	for (p = v->place; p < end; p++)
		choose_anchor(c, p, word[p->word]);
	qsort(v->place, v->nplaces, sizeof(*p), by_key);
	arena_free(scratch);
}

/* Enters the grams of an anchor at each of its offsets. */
static void
enter_grams(struct sieve *v, struct str word, size_t at)
{
	char pad[ROOM];

	pad_out(pad, word, at);
	for (size_t k = 0; k < v->step; k++)
		v->offsets[words_gram(v, pad + k)] |= (uint8_t)(1u << k);
}

static void
enter_anchors(struct sieve *v, struct arena *a, const struct str *word)
{
	unsigned bits = bits_for(2 * v->nplaces + 1);
	unsigned gram_bits = bits_for(16 * v->nplaces * v->step);

	gram_bits = gram_bits < 12 ? 12 : gram_bits > 16 ? 16 : gram_bits;
	v->shift = 64 - bits;
	v->anchor = ARENA_ARRAY(a, (size_t)1 << bits, struct anchor);
	v->gram_shift = 32 - gram_bits;
	v->offsets = ARENA_ARRAY(a, (size_t)1 << gram_bits, uint8_t);
	for (size_t i = 0; i < v->nplaces; i++) {
		const struct place *p = &v->place[i];
		struct anchor *at = words_anchor(v, p->key);
		if (at->n++ == 0)
			at->first = (uint32_t)i;
		at->key = p->key;
		enter_grams(v, word[p->word], p->before);
	}
}

/* The wider an anchor, the fewer looks it takes to find it. */
static void
shape(struct sieve *v, size_t width)
{
	unsigned char mask[WORD] = { 0 };

	v->width = width;
	v->gram = width / 2 + 1 < LONGEST_GRAM ? width / 2 + 1 : LONGEST_GRAM;
	v->step = width + 1 - v->gram;
	memset(mask, CASE, v->gram);
	memcpy(&v->gram_mask, mask, sizeof(v->gram_mask));
	v->key = width < WORD ? width : WORD;
	memset(mask, CASE, v->key);
	memcpy(&v->mask, mask, sizeof(v->mask));
}

/* Gives a sieve its words. */
static void
fill(struct sieve *v, struct arena *a, const struct str *word, size_t n,
    size_t number)
{
	size_t width = WORDS_WIDEST;

	v->place = ARENA_ARRAY(a, n + 1, struct place);
	for (size_t i = 0; i < n; i++) {
		size_t piece = longest_piece(word[i]);
		if (sieve_of(piece) != number)
			continue;
		width = piece < width ? piece : width;
		v->place[v->nplaces++].word = (uint32_t)i;
	}
	shape(v, width);
}

static void
fold(char folded[static 256])
{
	for (int c = 0; c < 256; c++)
		folded[c] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') :
		    c >= '\t' && c <= '\r' ? ' ' : c);
}

struct words *
words_build(struct arena *a, const struct str *word, size_t n)
{
	struct words *w = ARENA_NEW(a, struct words);

	w->word = word;
	fold(w->folded);
	for (size_t k = 0; k < WORDS_SIEVES; k++) {
		struct sieve *v = &w->sieve[k];
		fill(v, a, word, n, k);
		if (v->nplaces == 0)
			continue;
		choose_anchors(v, word);
		enter_anchors(v, a, word);
	}
	return w;
}
