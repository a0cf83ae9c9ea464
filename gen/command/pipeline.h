/* The stages of a build, in order, as every command needs them: load, profile
   and parse, link, dress. */
#ifndef COMMAND_PIPELINE_H
#define COMMAND_PIPELINE_H

#include "command/command.h"
#include "command/progress.h"
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
	const struct overlay **overlay;	/* by brand->index */
	const struct theme **theme;	/* by brand->index */
	struct articles *articles;
	struct stencil **stencil;	/* by variant */
	struct site **site;		/* by edition->index */
	struct skin **skin;		/* by edition->index */
};

/* Runs all stages up to linked editions with their skins; findings are in
   p->diags. Never stops at the first error: later stages run on what there
   is. False when there is nothing to go on with (no project, no brand). */
bool pipeline_run(struct pipeline *p, const struct options *o);

/* One edition as its emitters take it; findings go to `d`. */
struct emission pipeline_emission(const struct pipeline *p,
    const struct options *o, size_t edition, struct diags *d);

/* Prints the findings on stderr; the exit status so far. */
int pipeline_report(const struct pipeline *p, const struct options *o);

void pipeline_free(struct pipeline *p);

#endif
