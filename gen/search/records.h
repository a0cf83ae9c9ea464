/* The files of pages: what a list of results shows of each. */
#ifndef SEARCH_RECORDS_H
#define SEARCH_RECORDS_H

#include "search/index.h"
#include "search/search.h"

/* Writes them all; appends the number of each file's first page to `first`,
   with commas between. */
void records_write(const struct index *x, struct arena *a,
    const struct search_sink *to, struct buf *first);

#endif
