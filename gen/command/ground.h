/* What all articles of a build have in common, and what each has of its own:
   what an article gave in an earlier build on the same ground it gives again if
   its own is the same. */
#ifndef COMMAND_GROUND_H
#define COMMAND_GROUND_H

#include "command/pipeline.h"
#include "command/recall.h"

struct ground {
	struct hash128 same;	/* of the options, of all files but articles
				   and sections, and of what stands in front of
				   their texts */
	struct hash128 *text;	/* by article: of its text and translations' */
	struct hash128 rest;	/* of the options and of all files but articles
				   and sections */
	struct hash128 *own;	/* by article: of all else that its text with
				   values in it depends on */
};

/* Once the project is loaded. Lives in the pipeline's arena. */
struct ground *ground_of(const struct recall *r, const struct pipeline *p);

#endif
