/* What the checks read in a page, stretch by stretch, kept by the bytes of the
   stretch: header, navigation and footer stand on all pages of a folder, an
   article's paragraphs in all brands, and are read once. Of a stretch that
   differs in marked values alone, only these are read again. */
#ifndef EMIT_MEMO_H
#define EMIT_MEMO_H

#include "base/marks.h"
#include "emit/leak.h"
#include "emit/markup.h"

/* A link that may be the site's own. */
struct stretch_link {
	struct str href;	/* entities undone */
	uint64_t anchor;	/* of "#x": str_hash of x, if that is plain */
	bool absolute;		/* with a scheme or a host, in a <link> */
	bool local;		/* of the page itself: "#x", "?x", "" */
	uint64_t place, target;	/* the reader's own: 0 at first */
};

/* What a stretch of a page holds. */
struct stretch {
	const uint64_t *id;		/* str_hash of each id */
	struct stretch_link *link;
	const uint32_t *fact;		/* of the gate, of any brand; the
					   reader's own may be left out */
	uint32_t nids, nlinks, nlocal, nfacts;
	uint32_t lanes;			/* these two are the readers' own: */
	uint64_t looked_at;		/* 0 at first */
};

struct memo;

/* A memory for one process; its gate must outlive it. Never null. */
struct memo *memo_new(const struct leak_gate *gate);
void memo_free(struct memo *m);

/* A number that it did not give before, never 0. */
uint64_t memo_number(struct memo *m);

/* Begins a page of `own`'s, which it borrows. Pages of one number, such as an
   article's in all brands, are held against the first of them, and that against
   one before it; what stands in place of the first one's is looked for where
   the last page of the same lane had it. Stretches are valid until a page of
   another number begins. */
enum { MEMO_LANES = 32 };
void memo_begin(struct memo *m, const struct brand *own, unsigned lane,
    uint64_t number, struct marked page);
/* Goes on in it: stretches that hold anything, in order, maybe none; false at
   its end. */
struct stretches {
	struct stretch *const *v;
	size_t n;
};
bool memo_next(struct memo *m, struct stretches *s);
/* A whole file of another kind, which is not kept: valid until the next call of
   any of these. */
struct stretch *memo_file(struct memo *m, enum markup_kind kind,
    struct str bytes);
/* The same of an entry of articles.json. Those of one number, such as an
   article's in all brands, are held against the first of them, and of one that
   differs from it in marked values alone only these are read. */
struct stretch *memo_entry(struct memo *m, const struct brand *own,
    uint64_t number, struct marked plain);

#endif
