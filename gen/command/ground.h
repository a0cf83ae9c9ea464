/* What all articles of a build have in common: when it is the same as in the
   last build, what an article gave then it gives again if its text is the
   same. */
#ifndef COMMAND_GROUND_H
#define COMMAND_GROUND_H

#include "command/pipeline.h"
#include "command/recall.h"

struct ground {
	struct hash128 same;	/* of the options, of all files but articles
				   and sections, and of what stands in front of
				   their texts */
	struct hash128 *text;	/* by article: of its text and translations' */
};

/* Once the project is loaded. Lives in the pipeline's arena. */
struct ground *ground_of(const struct recall *r, const struct pipeline *p);

#endif
