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
/* Once the articles are parsed and no error was found: what no build has before
   is written down by a process aside, if it is much, while editions are linked.
   Null is taken, here and below. */
void texts_begin(struct texts *t, const struct recall *r,
    const struct pipeline *p);
/* Whether such a process was begun. Null is not taken. */
bool texts_begun(const struct texts *t);
/* After recall_keep: the next build may have it, or is not to if the build was
   not good. */
void texts_end(struct texts *t, const struct recall *r,
    const struct pipeline *p, bool good);

#endif
