/* A hash table with open addressing, at most half full. */
#include "search/lexicon.h"

#include <string.h>

#include "base/str.h"

static uint32_t
slot_of(const struct lexicon *l, struct str word)
{
	uint32_t i = (uint32_t)str_hash(word) & l->mask;

	while (l->slot[i] && !str_eq(l->word[l->slot[i] - 1], word))
		i = (i + 1) & l->mask;
	return i;
}

static void
grow(struct lexicon *l)
{
	struct str *word;

	l->cap = l->cap ? l->cap * 4 : 512;
	word = ARENA_ARRAY(l->a, l->cap, struct str);
	if (l->n > 0)
		memcpy(word, l->word, l->n * sizeof(*word));
	l->word = word;
	l->slot = ARENA_ARRAY(l->a, (size_t)l->cap * 2, uint32_t);
	l->mask = l->cap * 2 - 1;
	for (uint32_t i = 0; i < l->n; i++)
		l->slot[slot_of(l, word[i])] = i + 1;
}

uint32_t
lexicon_put(struct lexicon *l, struct str word, bool copy)
{
	if (l->n == l->cap)
		grow(l);
	uint32_t *slot = &l->slot[slot_of(l, word)];
	if (*slot == 0) {
		l->word[l->n] = copy ? arena_str(l->a, word) : word;
		*slot = ++l->n;
	}
	return *slot - 1;
}
