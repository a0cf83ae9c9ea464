/* One article as all editions read it, before anything is parsed: what a worker
   makes, or the parent itself when a worker failed. Private to article/. */
#ifndef ARTICLE_DRAFT_H
#define ARTICLE_DRAFT_H

#include "article/profile.h"

/* A text that one or more editions have. */
struct draft_text {
	struct str text;
	const struct region *region;
	size_t regions;
	uint32_t edition;	/* the first that has it */
};

struct draft_reading {
	bool shown;
	bool foreign;
	uint32_t text;		/* index into draft->text */
	struct printed *const *slot;
	size_t slots;
};

struct draft {
	struct draft_reading *reading;	/* by edition */
	struct draft_text *text;
	size_t texts, cap;
};

/* Profiles an article, known to all its editions already, for each of them.
   Findings go to the builder's diags; the draft lives in `a`. */
void draft_make(struct draft *t, struct builder *b, struct arena *a,
    uint32_t article);

#endif
