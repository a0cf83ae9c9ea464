/* The brand-leak gate: the facts of all brands, looked for in the text of every
   output file. */
#ifndef EMIT_LEAK_H
#define EMIT_LEAK_H

#include "base/buf.h"
#include "provider/provider.h"

struct leak_gate;

/* A gate for `n` facts, which must outlive it. Lives in `a`; never changed
   afterwards, so that forked workers share it. */
struct leak_gate *leak_gate_build(struct arena *a, const struct fact *fact,
    size_t n);

/* A fact of another brand found in a text, as offsets into that text. */
struct leak {
	uint32_t fact;		/* index into the gate's facts */
	size_t from, to;
};

/* The leaks of a text, in order of their ends. */
struct leaks {
	struct leak *v;
	size_t n, cap;
	struct buf plain, seams;	/* leak_scan's own */
};
void leaks_free(struct leaks *l);

/* Finds the facts of brands other than `own` (null: of all) in a text as
   markup_read leaves it; replaces what `out` held. Hosts, e-mails, URLs and
   names match at the boundaries of their kind, their ASCII letters in any case,
   others as they are written or all in one case; some names only with their
   capitals (struct fact); white space of a name in any run; a host also behind
   a dot (webmail.HOST); phones by their digits. What lies within a longer fact,
   of any brand, is left out. */
void leak_scan(const struct leak_gate *g, struct str text,
    const struct brand *own, struct leaks *out);

/* Whose a fact is. */
const struct brand *leak_owner(const struct leak_gate *g, uint32_t fact);

/* Which part of a text tells what facts there are that hold a byte of
   [from, to): whatever stands beyond [*from, *to), the same ones are found.
   False when a gate's facts have no such bounds. */
bool leak_reach(const struct leak_gate *g, struct str text, size_t *from,
    size_t *to);

/* Whether no fact holds bytes on both sides of an edge of [from, to), and those
   that lie in it are the same as if it stood alone, whatever text stands there,
   without digits if leak_has_phones: LEAK_ANY stands for a text elsewhere. False
   when that is not certain. */
enum { LEAK_ANY = '\2' };
bool leak_is_closed(const struct leak_gate *g, struct str text, size_t from,
    size_t to);
bool leak_has_phones(const struct leak_gate *g);

/* The place of a fact in a source, markup inside it (Mail**Central**)
   allowed, and rather in its text than in a directive's code; false when it is
   not there. `g` is a gate for that fact alone. */
bool leak_locate(const struct leak_gate *g, struct str source, uint32_t *off,
    uint32_t *len);

#endif
