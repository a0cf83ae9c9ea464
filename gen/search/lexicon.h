/* Distinct words by number, in order of first appearance. */
#ifndef SEARCH_LEXICON_H
#define SEARCH_LEXICON_H

#include "base/arena.h"
#include "livery.h"

struct lexicon {
	struct arena *a;
	struct str *word;	/* by number */
	uint32_t n, cap;
	uint32_t *slot;		/* number + 1, 0 is free */
	uint32_t mask;
};

/* Start from a zeroed struct with its arena set. The number of a word; a new
   one is copied if `copy`, else borrowed. */
uint32_t lexicon_put(struct lexicon *l, struct str word, bool copy);

#endif
