/* What was found out of the texts of articles, from one build to the next. */
#ifndef COMMAND_TEXTS_H
#define COMMAND_TEXTS_H

#include "command/ground.h"

struct texts;

/* What earlier builds know of texts, before any are read; null when there is no
   build before to be asked. Lives in the pipeline's arena. */
struct texts *texts_open(const struct recall *r, const struct pipeline *p);
/* Of the articles as they are. Null is taken, and given when nothing is
   known. */
const struct article_answers *texts_known(const struct texts *t);
/* Writes down for the next build, after recall_keep, what none has before.
   Null is taken. */
void texts_write(struct texts *t, const struct recall *r,
    const struct pipeline *p);

#endif
