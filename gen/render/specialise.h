/* Specialised programs in the making: what specialise*.c share among
   themselves. */
#ifndef RENDER_SPECIALISE_H
#define RENDER_SPECIALISE_H

#include "render/internal.h"

/* The attribute with an address that is being written. */
enum url_state {
	URL_NONE,
	URL_KNOWN,	/* all of it so far is text, from run.url_from on */
	URL_SAFE,	/* a page writes part of it, behind text that makes it
			   safe whatever follows */
	URL_LIVE	/* a page writes part of it */
};

struct known_root;

struct maker {
	struct special *sp;
	struct arena *scratch;		/* findings, which are thrown away */
	const struct placed *from;	/* the template at hand */
	struct known_root *root;	/* where root names lead; in `scratch` */
	struct buf text;		/* what run has written: not yet an op */
	struct op *op;			/* of the blocks at hand, the innermost
					   last; in `scratch` */
	size_t ops, cap_ops;
	/* Of the result, whose texts are numbered by themselves: pages read
	   each table from end to end. */
	uint8_t *slot;
	size_t slots, cap_slots;
	struct url_mark *mark;
	struct gaps *gaps;
	size_t texts, cap_texts;
	struct gap *gap;		/* of the text, within no address */
	size_t ngaps, cap_gaps;
	enum url_state url;
	bool srcset;
	/* The name of an unrolled loop, or an argument, that an expression of
	   Lua will look up by name: its loop or file must stay. */
	const struct scope *named;
};

/* Where a path leads as far as values are known. */
struct reached {
	const struct scope *name;	/* that binds its first part, or null */
	const struct value *v;		/* null: nowhere */
	size_t n;			/* parts that were walked */
};

/* --- specialise_text.c: operations of the result ------------------------- */

/* What was written becomes text of the result. An address that is open will be
   finished, and checked, by the page. */
void maker_flush(struct maker *m);
/* An operation that stays, for the caller to complete before the next comes. */
struct op *maker_keep(struct maker *m, const struct op *o);
/* The operations behind the first `from`, which are no longer at hand. */
struct block maker_block(struct maker *m, size_t from);
/* Within the text: what stands there on the pages of a mark. */
void maker_gap(struct maker *m, const struct value *when, struct block body);
void maker_text(struct maker *m, const struct op *o);
void maker_value(struct maker *m, const struct op *o, const struct scope *s);

/* --- specialise_again.c: loops that write the same ----------------------- */

/* A loop that stays and stands within no address becomes an OP_AGAIN if all
   that it asks for is its list. */
void maker_again(struct maker *m, struct op *loop);

/* --- specialise_known.c: what is known ----------------------------------- */

/* For m->root. */
struct known_root *maker_roots(struct arena *a);
/* Whether what ran last reported anything; forgets it. */
bool maker_reported(struct maker *m);
struct reached maker_reach(struct maker *m, const struct path *p,
    const struct scope *s);
bool maker_asks_nothing(struct maker *m, const struct expr *e,
    const struct scope *s);
/* The value of an expression when it is known and nothing is reported. */
bool maker_knows(struct maker *m, const struct expr *e, const struct scope *s,
    struct value *out);
/* An expression that stays: paths begin where they are known to lead; names
   that the page's own loops bind are looked up as ever. */
const struct expr *maker_keep_expr(struct maker *m, const struct expr *e,
    const struct scope *s);

#endif
