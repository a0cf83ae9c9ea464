/* The files of words and of postings. */
#ifndef SEARCH_SHARDS_H
#define SEARCH_SHARDS_H

#include "search/index.h"
#include "search/search.h"

/* Writes them all; appends the first word of each file of words to `first`, as
   strings of JSON with commas between. */
void shards_write(const struct index *x, struct arena *a,
    const struct search_sink *to, struct buf *first);

#endif
