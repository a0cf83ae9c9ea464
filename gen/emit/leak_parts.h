/* What leak.c and leak_phone.c share. */
#ifndef EMIT_LEAK_PARTS_H
#define EMIT_LEAK_PARTS_H

#include "emit/leak.h"

struct phones;
struct leak_edges;

/* The bytes of the longest host, e-mail, URL or name; SIZE_MAX when one holds a
   NUL, which otherwise parts texts. */
size_t leak_longest(const struct leak_gate *g);

/* What words have at the edges of what lies in them, and for which gate. */
struct leak_edges *leak_edges_build(struct arena *a, const struct str *word,
    size_t n);
const struct leak_edges *leak_edges_of(const struct leak_gate *g);

/* The phone numbers among the facts; null when there are none. */
struct phones *phones_build(struct arena *a, const struct fact *fact,
    size_t n);
/* Letters and digits that decide on a number which one of them belongs to: its
   own, and what may touch it. */
enum { PHONE_REACH = 24 };
/* Calls `found` for each number in the text, by its digits: spaces, dots,
   dashes, slashes and brackets between them are skipped, letters behind the
   first three count as their keys (850-HOST). */
void phones_scan(const struct phones *p, struct str text,
    void (*found)(void *ctx, struct leak l), void *ctx);

#endif
