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
	struct project_memory memory;	/* what is known and was learnt */
	const struct overlay **overlay;	/* by brand->index */
	const struct theme **theme;	/* by brand->index */
	struct ground *ground;	/* null: no build before is asked */
	struct texts *texts;	/* the same */
	struct articles *articles;
	struct arena *answers;	/* what workers found out of them */
	const struct templates **templates;	/* by brand->index */
	/* The wave: editions of whole brands from `first` up to `end`, and what
	   is known of them alone. */
	struct arena *wave;		/* null before the first */
	uint32_t first, end;
	struct site **site;		/* by edition->index; null of others */
	struct skin **skin;		/* the same */
};

/* Runs all stages that editions share: up to parsed articles; findings are in
   p->diags. `progress` may be null: then it is a new one's.
   `r` may be null: then nothing is taken from the build before. Never stops at the first error: later stages run on what there
   is. False when there is nothing to go on with (no project, no brand). */
bool pipeline_run(struct pipeline *p, const struct options *o,
    struct progress *progress, const struct recall *r);

/* Links and dresses the editions of the next wave and forgets those of the last;
   false when there are no more. Waves are about as long as one another, and not
   longer than `most` editions unless a brand has more; there is at least one,
   be it of none. */
bool pipeline_wave(struct pipeline *p, const struct options *o, size_t most);

/* While the last wave is written: what only its workers still read of articles
   is let go of, so that the last of them gives it back. */
void pipeline_let_go(struct pipeline *p);

/* One edition of the wave as its emitters take it; findings go to `d`. */
struct emission pipeline_emission(const struct pipeline *p,
    const struct options *o, size_t edition, struct diags *d);

/* Prints the findings on stderr; the exit status so far. */
int pipeline_report(const struct pipeline *p, const struct options *o);

void pipeline_free(struct pipeline *p);

#endif
