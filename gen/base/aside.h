/* A child process that does something beside its parent's work, which counts
   only when the parent says so in the end. */
#ifndef BASE_ASIDE_H
#define BASE_ASIDE_H

#include <sys/types.h>

#include "livery.h"

struct aside {
	pid_t pid;		/* 0 when there is none */
	int word;		/* where the parent says it */
};

/* Runs `work` in a child that inherits everything built so far. */
void aside_begin(struct aside *s, bool (*work)(void *ctx), void *ctx);
/* In the child: waits for the parent's word; false when that is no, or when it
   has ended without one. What has been begun is then to be undone. */
bool aside_counts(void);
/* In the parent, which ignores SIGPIPE: says whether it counts, waits until the
   child has ended and gives back what its work did. False where none was
   begun. */
bool aside_end(struct aside *s, bool good);
/* In the parent: ends a child that has begun nothing to be undone, whatever it
   is at. */
void aside_stop(struct aside *s);

#endif
