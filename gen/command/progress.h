/* Progress of long work: a line on a terminal that rewrites itself, nothing
   anywhere else; and the time each stage took. */
#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

#include "base/arena.h"
#include "livery.h"

struct progress;

/* `quiet`, or standard error not being a terminal, keeps it silent. */
struct progress *progress_new(struct arena *a, bool quiet);
/* A new stage begins ("Linking"), of `total` steps; 0 when not known. */
void progress_stage(struct progress *p, const char *name, uint64_t total);
/* `done` steps of the stage are done. */
void progress_step(struct progress *p, uint64_t done);
/* Wipes the line: call it before anything else is printed. */
void progress_clear(struct progress *p);
/* Seconds since progress_new. */
double progress_seconds(const struct progress *p);

#endif
