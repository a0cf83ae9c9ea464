/* The pages of editions that share most of their text: each page in all of them
   before the next one. */
#ifndef EMIT_WALK_H
#define EMIT_WALK_H

#include "site/site.h"

enum { WALK_EDITIONS = 8 };

/* Zero at first. */
struct walk {
	struct walk_cursor {
		const struct page *at, *end;	/* ordered by URL */
	} in[WALK_EDITIONS];
	size_t n, next;
	struct str url;		/* of the pages that are being given */
};

/* Adds an edition, up to WALK_EDITIONS, before the first step: its pages whose
   URL is not below `from` and, unless `to` is empty, below it. */
void walk_add(struct walk *w, const struct site *s, struct str from,
    struct str to);
/* A page of the edition that was added as number `*which`; null at the end. */
const struct page *walk_next(struct walk *w, size_t *which);

#endif
