/* The words of a text, as they are looked for. The script that searches splits
   what people type by the same rules: content/manual/themes/search.md. */
#ifndef SEARCH_WORDS_H
#define SEARCH_WORDS_H

#include "base/arena.h"
#include "livery.h"

/* Told each word in order, in the form of text_sought, accents kept; valid
   during the call. */
struct words_reader {
	void *ctx;
	void (*word)(void *ctx, struct str word);
	/* A run of text around a slot, whose words depend on the value. Null
	   where there are no slots. */
	void (*slotted)(void *ctx, struct str run);
};

/* `scratch` is reset now and then. */
void words_split(struct str text, struct arena *scratch,
    const struct words_reader *r);

#endif
