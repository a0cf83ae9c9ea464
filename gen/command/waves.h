/* What comes after the articles, wave by wave: linking, writing, proving,
   publishing. What is held of an edition's pages is held for one wave, so that
   memory does not grow with the number of brands. */
#ifndef COMMAND_WAVES_H
#define COMMAND_WAVES_H

#include "command/pipeline.h"
#include "command/reuse.h"
#include "publish/publish.h"

/* What came of a run. */
struct outcome {
	struct publication *published;	/* null when it was not */
	size_t brands;			/* published */
	struct publication_result result;
};

/* Runs all waves; findings are added to p->diags. Publishes into r->out once all
   have been proved, if there are no errors or `o` keeps going; where `r` is null
   all is only checked. `u` is of a publication alone, and may be null. */
void waves_run(struct pipeline *p, const struct options *o,
    struct recall *r, struct reuse *u, struct outcome *out);

#endif
