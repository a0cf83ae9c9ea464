/* "did you mean": the nearest of some names. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include "livery.h"

/* Damerau-Levenshtein distance (optimal string alignment) over bytes, ASCII
   case folded, or `limit` + 1 when it is larger than `limit`. */
unsigned suggest_distance(struct str a, struct str b, unsigned limit);

/* Picks the best candidate as they come; start from a zeroed struct. */
struct suggest {
	struct str best;	/* empty when none is near enough */
	unsigned distance;
};

/* Offers `candidate` for the mistaken `word`: taken when it is at most a third
   of the word's length away (at least 1, at most 3) and nearer than the best
   so far, the first one winning a tie. */
void suggest_offer(struct suggest *s, struct str word, struct str candidate);

#endif
