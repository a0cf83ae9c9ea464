/* What the files that build the index share among themselves. */
#ifndef SEARCH_INDEX_PARTS_H
#define SEARCH_INDEX_PARTS_H

#include "search/index.h"
#include "search/lexicon.h"

enum index_field { FIELD_BODY, FIELD_HEADING, FIELD_TITLE };

/* A word in a field of a page, as it is met; pages come in order. */
enum { INDEX_PAGE_MAX = (1 << 22) - 1 };
struct index_post {
	uint32_t word;		/* in index_build.words */
	uint32_t page : 22;
	uint32_t field : 2;	/* enum index_field */
	uint32_t count : 8;
};

struct index_build {
	struct arena *scratch;
	struct lexicon words;	/* in the form of text_sought */
	struct buf posts;	/* struct index_post */
	uint32_t npages;
	uint32_t *body, *title;	/* by page: words in it */
	uint64_t tokens;	/* of all bodies */
	uint64_t mean;		/* what counts as a body of middling length */
	uint32_t *stem;		/* by word */
	uint32_t nstems;
};

/* Finds each word's bare form and stem: x->word, b->stem. */
void index_stems(struct index_build *b, struct arena *a, struct index *x,
    const struct locale *l);
/* Orders the posts by stem and weighs them: x->postings. */
void index_postings(struct index_build *b, struct arena *a, struct index *x);

#endif
