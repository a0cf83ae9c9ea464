/* Finds where in the sources a string of the output was written. */
#ifndef EMIT_TRACE_H
#define EMIT_TRACE_H

#include "emit/leak.h"

struct trace;
struct trace *trace_new(struct arena *a, const struct sources *s,
    const struct brand *brand, const struct fact *fact, size_t nfacts);

/* The first place of a fact that some file of `brand` took it from: the given
   article sources (0 for none) before all else, then snippets, themes, the
   brand's own provider, other articles. File 0 when nowhere. */
struct span trace_fact(struct trace *t, uint32_t fact, uint32_t translated,
    uint32_t own);
/* The same for a link as it stands in the output. */
struct span trace_link(struct trace *t, struct str href, uint32_t own);

#endif
