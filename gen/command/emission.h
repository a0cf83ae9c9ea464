/* Emitting all editions in forked workers, and proving what they wrote. */
#ifndef COMMAND_EMISSION_H
#define COMMAND_EMISSION_H

#include "command/pipeline.h"
#include "command/reuse.h"
#include "publish/publish.h"

/* What came out for one brand that is built. */
struct brand_output {
	const struct brand *brand;
	struct buf files;	/* struct published, in no order */
};

struct emission_result {
	struct brand_output *brand;	/* one per brand that is built */
	size_t nbrands;
	uint32_t first, end;		/* those of the wave */
	uint64_t files;			/* of the wave */
};

/* Lists the brands that have editions in this build, in order of editions. */
void emission_brands(struct pipeline *p, struct emission_result *r);

/* Takes the brands of the next wave. */
void emission_wave(const struct pipeline *p, struct emission_result *r);

/* Frees the lists of files. */
void emission_free(struct emission_result *r);

/* Emits everything that `o` asks for of the wave. With a publication, files go into its
   stage, and answers of the last build are reused; without one, all is only
   checked and `u` is null. Findings about the output are added
   to p->diags. */
void emission_run(struct pipeline *p, const struct options *o,
    struct publication *pub, struct reuse *u,
    struct emission_result *result);

#endif
