/* A stretch of output with its values taken out. Its literals were looked at
   once; where it stands again with other values, only these are looked at, with
   as much of the literals as a fact may reach into. */
#ifndef EMIT_MOULD_H
#define EMIT_MOULD_H

#include "base/marks.h"
#include "emit/leak.h"
#include "emit/markup.h"

enum {
	MOULD_VALUES = 64,	/* at most, in one mould */
	MOULD_SHORT = 47,	/* bytes of a value that may be remembered */
	MOULD_CLEAN = 1024	/* places for them */
};

/* A text that holds no fact but `own`'s where it stands alone. */
struct clean_value {
	const struct brand *own;	/* null: no fact at all */
	bool plain;			/* in a plain text, not a page */
	unsigned char n;		/* 0: a free place */
	char text[MOULD_SHORT];
};

/* What moulds are made and used with: zero at first but for the gate. */
struct mould_tools {
	const struct leak_gate *gate;
	struct buf text;
	struct leaks found;
	struct str value[MOULD_VALUES];	/* of the stretch at hand */
	struct clean_value clean[MOULD_CLEAN];	/* by hash */
};
void mould_tools_free(struct mould_tools *t);

struct mould;

/* The mould of a whole stretch of a page, of which markup_read_stretch made
   `text` with LEAK_ANY in the places of `n` values, or of a plain text, of which
   decode_text did; its bytes are borrowed, the mould lives in `a`, and its
   values are t->value. Null when no values are marked, or when others could
   mean more than their text: in an attribute or a script, behind an entity that
   has begun, beside a literal that holds a fact. */
struct mould *mould_make(struct mould_tools *t, struct arena *a,
    struct marked stretch, bool plain, struct str text, size_t n);

/* How many bytes of `m` the stretch takes that it begins with, whatever its
   values, which are then t->value, their marks left behind; 0 when it does not
   stand there. */
size_t mould_fits(const struct mould *o, struct mould_tools *t,
    struct marked *m);

/* Whether the stretch with the values of `t`, read by itself, is certain to
   have the links and the ids that it had when the mould was made, and no fact
   but `own`'s. */
bool mould_is_clean(struct mould *o, struct mould_tools *t,
    const struct brand *own);

#endif
