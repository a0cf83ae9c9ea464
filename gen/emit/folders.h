/* The folders of an edition that have an articles.json: those with articles in
   them or below, and the root. */
#ifndef EMIT_FOLDERS_H
#define EMIT_FOLDERS_H

#include "base/arena.h"
#include "site/site.h"

struct folder {
	struct str at;		/* "email/"; empty for the root */
	uint32_t parent;	/* the nearest that has it inside; of the root
				   itself */
	uint32_t articles;	/* that lie in it and not below */
};

struct folders {
	const struct folder *v;	/* by `at`; the root is the first */
	size_t n;
};

/* Those of a site, in `a`. */
struct folders folders_of(struct arena *a, const struct site *s);
/* The first whose `at` is not below `at`. */
size_t folders_from(const struct folders *f, struct str at);

#endif
