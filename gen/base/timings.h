/* What each stage of a build took, as a table. */
#ifndef BASE_TIMINGS_H
#define BASE_TIMINGS_H

#include "base/buf.h"
#include "livery.h"

struct timing {
	const char *stage;	/* a literal */
	const char *unit;	/* what is counted; null when nothing is */
	uint64_t count;
	double wall, cpu;	/* seconds; cpu: this process and its workers
				   that ended */
	long parent, worker;	/* kB, the most so far: of this process, of
				   its largest worker; what a worker shares
				   with this one counts */
};

enum { TIMINGS_MAX = 32 };

struct timings {
	struct timing row[TIMINGS_MAX];
	size_t n;
	struct timing *open;	/* null between stages */
	uint64_t before;	/* what it had counted when it went on */
	double wall, cpu;	/* where the open stage began */
	bool clock_only;	/* processor time and memory are not asked
				   for: workers' ends need not be waited for */
};

/* Seconds of a clock that never goes back. */
double timings_clock(void);
/* Ends the stage before and begins one; null begins none. A name that was
   there before goes on in its row; the last row takes what is too many. */
void timings_stage(struct timings *t, const char *stage, const char *unit);
/* The open stage has counted `n` since it began or went on. */
void timings_count(struct timings *t, uint64_t n);
/* The table, a line per stage and one for all: `wall` seconds since the build
   began, of which the stages may not have seen all. */
void timings_print(const struct timings *t, double wall, struct buf *out);

#endif
