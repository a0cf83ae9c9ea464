/* The words of an edition and where they are: what the shards are made of. */
#ifndef SEARCH_INDEX_H
#define SEARCH_INDEX_H

#include "base/buf.h"
#include "site/site.h"

/* How much a word says of a page, in classes; search_level gives each one's
   weight, growing with it. */
enum { SEARCH_LEVELS = 9 };
unsigned search_weight(unsigned level);

/* A word as people type it, and the stem it shares with its other forms. */
struct index_word {
	struct str word;	/* bare: text_bare of text_sought */
	uint32_t stem;
};

struct index {
	const struct page **page;	/* in the order of their numbers */
	uint32_t npages;
	const struct index_word *word;	/* in the order of UTF-16 units */
	uint32_t nwords;
	/* By stem: its postings, as they are written. */
	const struct str *postings;
	uint32_t nstems;
};

/* Reads all pages of an edition that a reader is to find. Lives in `a`. */
struct index *index_build(struct arena *a, const struct site *s);

/* The words of a text as they are looked for, parted by one space: "name
   server"; of "e-mail" only "email". */
struct str index_terms(struct arena *a, struct str text);
/* Whether such words are all in the index. */
bool index_has(const struct index *x, struct str words);

/* Appends a number as symbols of the alphabet: see the manual. */
void index_number(struct buf *out, uint32_t v);

#endif
