/* What was found out of the texts of articles, from one build to the next. */
#ifndef COMMAND_TEXTS_H
#define COMMAND_TEXTS_H

#include "command/ground.h"

/* What the last build knows of texts that are the same, before any are read;
   null when it has no common ground with this one. */
const struct article_answers *texts_known(const struct recall *r,
    const struct pipeline *p);
/* Writes it down for the next build, after recall_keep. */
void texts_write(const struct recall *r, const struct pipeline *p);

#endif
