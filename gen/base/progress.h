/* Progress of long work: a line on a terminal that rewrites itself, nothing
   anywhere else; and the time each stage took. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include "base/arena.h"
#include "base/buf.h"
#include "livery.h"

/* Null is allowed everywhere: work that nobody watches. */
struct progress;

/* `quiet`, or standard error not being a terminal, keeps it silent. With
   `timings` the table of stages will be asked for. */
struct progress *progress_new(struct arena *a, bool quiet, bool timings);
/* A stage begins ("Linking") of `total` steps, 0 when not known; `unit` says
   what is counted ("editions"), null when nothing is. Both are literals. One
   that was there before goes on: `total` and later steps come on top of its
   own. Null for `name` ends the last stage. */
void progress_stage(struct progress *p, const char *name, const char *unit,
    uint64_t total);
/* `done` steps of the stage are done. */
void progress_step(struct progress *p, uint64_t done);
/* Wipes the line: call it before anything else is printed. */
void progress_clear(struct progress *p);
/* Seconds since progress_new. */
double progress_seconds(const struct progress *p);
/* The table of stages, the last one ended. */
void progress_timings(struct progress *p, struct buf *out);

#endif
