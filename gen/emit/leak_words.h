/* Words in a text, of which there may be thousands and which are hardly ever
   there. Of each word a piece without white space is its anchor. All anchors of
   a sieve are as wide, and are found by grams: of `step` places side by side
   where a gram of an anchor may begin, one is looked at.
   What leak_words_build.c makes and leak_words.c reads. */
#ifndef EMIT_LEAK_WORDS_H
#define EMIT_LEAK_WORDS_H

#include <string.h>

#include "base/arena.h"
#include "livery.h"

enum {
	WORDS_SIEVES = 3,
	WORDS_WIDEST = 11	/* bytes of an anchor */
};

/* A word with its anchor: how much of it stands before that and how much from
   there on. */
struct place {
	uint64_t key;
	uint32_t word, before, rest;
	char first;		/* byte of the word; 0 if a space stands between
				   it and the anchor */
};

struct anchor {
	uint64_t key;
	uint32_t first, n;	/* its places; none if the slot is free */
};

/* Words whose anchors are as wide; none if it has no places. */
struct sieve {
	size_t width, gram, step;
	size_t key;		/* bytes of an anchor read at once */
	uint32_t gram_mask;
	uint64_t mask;		/* of those */
	uint8_t *offsets;	/* by the hash of a gram: where it stands in
				   anchors, a bit for each offset */
	unsigned gram_shift;	/* of that hash */
	struct anchor *anchor;	/* open addressing by key */
	unsigned shift;		/* of its hash */
	struct place *place;	/* by key */
	size_t nplaces;
};

struct words {
	const struct str *word;
	struct sieve sieve[WORDS_SIEVES];
	char folded[256];	/* bytes as words have them: letters are lower
				   case, white space is a space */
};

/* A hash of the gram at `p`. */
static inline uint32_t
words_hash(const char *p, uint32_t mask, unsigned shift)
{
	uint32_t x;

	memcpy(&x, p, sizeof(x));
	return ((x & mask) * UINT32_C(2654435761)) >> shift;
}

static inline uint32_t
words_gram(const struct sieve *v, const char *p)
{
	return words_hash(p, v->gram_mask, v->gram_shift);
}

/* Of the first bytes of an anchor and of the last, most of them the same. */
static inline uint64_t
words_key(const struct sieve *v, const char *p)
{
	uint64_t x, y;

	memcpy(&x, p, sizeof(x));
	memcpy(&y, p + v->width - v->key, sizeof(y));
	return (x & v->mask) * UINT64_C(0xc2b2ae3d27d4eb4f) ^ (y & v->mask);
}

static inline uint32_t
words_slot(const struct sieve *v, uint64_t key)
{
	return (uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> v->shift);
}

/* The anchor with a key, or the free slot where it would be. */
static inline struct anchor *
words_anchor(const struct sieve *v, uint64_t key)
{
	uint32_t last = (uint32_t)(UINT64_MAX >> v->shift);
	uint32_t i = words_slot(v, key);

	while (v->anchor[i].n > 0 && v->anchor[i].key != key)
		i = (i + 1) & last;
	return &v->anchor[i];
}

/* Words to be found in a text: lower case, one space for white space, none at
   either end, none empty. They must outlive what is built. */
struct words *words_build(struct arena *a, const struct str *word, size_t n);
/* Calls `found` for each place where a word stands, in any ASCII case and with
   any white space for its spaces; in no order. It says whether it takes the
   word; one that lies in one that was taken may be left out. */
void words_scan(const struct words *w, struct str text,
    bool (*found)(void *ctx, uint32_t word, size_t from, size_t to),
    void *ctx);

#endif
