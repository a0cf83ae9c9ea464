/* The stages of a build, in order, as every command needs them: load, profile
   and parse, link, dress. */
#ifndef COMMAND_PIPELINE_H
#define COMMAND_PIPELINE_H

#include "base/progress.h"
#include "command/command.h"
#include "command/recall.h"
#include "emit/emit.h"

struct pipeline {
	struct arena *arena;
	struct sources *sources;
	struct diags *diags;
	struct progress *progress;
	struct providers *providers;
	const struct brand *brand;
	size_t nbrands;
	const struct edition *edition;
	size_t neditions;
	struct project *project;
	struct front_memory fronts;	/* what is known and was learnt */
	const struct overlay **overlay;	/* by brand->index */
	const struct theme **theme;	/* by brand->index */
	struct ground *ground;	/* null: no build before is asked */
	struct texts *texts;	/* the same */
	struct articles *articles;
	struct site **site;		/* by edition->index */
	struct skin **skin;		/* by edition->index */
};

/* Runs all stages up to linked editions with their skins; findings are in
   p->diags. `progress` may be null: then it is a new one's.
   `r` may be null: then nothing is taken from the build before. Never stops at the first error: later stages run on what there
   is. False when there is nothing to go on with (no project, no brand). */
bool pipeline_run(struct pipeline *p, const struct options *o,
    struct progress *progress, const struct recall *r);

/* One edition as its emitters take it; findings go to `d`. */
struct emission pipeline_emission(const struct pipeline *p,
    const struct options *o, size_t edition, struct diags *d);

/* Prints the findings on stderr; the exit status so far. */
int pipeline_report(const struct pipeline *p, const struct options *o);

void pipeline_free(struct pipeline *p);

#endif
