/* Sorting what comes nearly in order. */
#ifndef BASE_RUNS_H
#define BASE_RUNS_H

#include <stddef.h>

/* Sorts as qsort does, but stably, and the faster the fewer ascending runs the
   elements come in: those that are in order are only compared once. */
void runs_sort(void *v, size_t n, size_t size,
    int (*compare)(const void *, const void *));

#endif
