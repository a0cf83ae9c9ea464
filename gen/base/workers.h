/* Forked workers: jobs 0..n-1 run in child processes that inherit everything
   built so far; each answers with a record of bytes. A job that crashes, hangs
   or eats memory costs its own answer and nothing else. */
#ifndef BASE_WORKERS_H
#define BASE_WORKERS_H

#include "base/arena.h"
#include "base/buf.h"
#include "livery.h"

enum job_status {
	JOB_DONE,
	JOB_TIMEOUT,	/* used up its processor time */
	JOB_MEMORY,	/* hit the memory limit (die(ENOMEM) says so without a
			   message), aborted, or was killed from outside */
	JOB_CRASHED	/* any other signal or exit */
};

struct workers_limits {
	unsigned cpu_ms;	/* processor time of one job, 0 for none; on the
				   clock it may last 20 times that and 2 s */
	size_t memory;		/* bytes a worker may add to what it inherited,
				   0 for none; none under a sanitizer either.
				   One that has used half is replaced between
				   two jobs, so that no job pays for others */
};

/* Runs in the worker: appends the job's answer to `out`. Jobs given to one
   worker run one after the other in the same process. */
typedef void (*workers_job)(void *ctx, uint32_t job, struct buf *out);
/* Runs in the parent, in order of job number whatever the order of finishing;
   `answer` is empty unless the status is JOB_DONE, and valid during the call. */
typedef void (*workers_answer)(void *ctx, uint32_t job, enum job_status status,
    struct str answer);

/* Runs `n` jobs on at most `workers` processes; with `workers` 0 in this very
   process, without limits. A worker that dies is replaced and the remaining
   jobs go on. Jobs must not be retried: the one that killed is answered with
   its status. On return no worker does anything any more, but some may still be
   giving their memory back: workers_reap. */
void workers_run(uint32_t n, unsigned workers, struct workers_limits limits,
    workers_job job, workers_answer answer, void *ctx);

/* The same, but answers last as long as the arena. */
void workers_run_kept(struct arena *keep, uint32_t n, unsigned workers,
    struct workers_limits limits, workers_job job, workers_answer answer,
    void *ctx);

/* Waits for the workers of earlier runs that have not ended yet: before the
   program ends, or asks for their processor time. */
void workers_reap(void);

/* The number of processors this process may run on, at least 1. */
unsigned workers_processors(void);

#endif
