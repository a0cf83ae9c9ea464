/* What the two sides of a worker share: for workers*.c and die.c only. */
#ifndef BASE_WORKERS_PARTS_H
#define BASE_WORKERS_PARTS_H

#include <stdatomic.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/workers.h"

enum {
	WORKER_NO_MEMORY = 4,	/* exit status */
	WORKER_HEADER = 16	/* bytes in front of an answer: the job's number
				   and the answer's length, 32 bits each */
};

/* In memory that parent and workers share: what a worker is at, so that the
   parent knows which job died with it. */
struct worker_slot {
	_Atomic uint64_t job;	/* 1 + the job taken last, 0 before the first */
	_Atomic uint64_t since;	/* ms: when it began, 0 once it has ended */
};

struct worker_board {
	_Atomic uint64_t next;	/* the first turn that nobody took */
	struct worker_slot slots[];
};

/* All that a worker inherits. */
struct worker_plan {
	struct worker_board *board;
	uint32_t n;		/* jobs */
	struct workers_limits limits;
	workers_job job;
	void *ctx;
	pid_t parent;
};

/* Where a worker's answers lie, one behind the other, each with its header; fd
   -1 for none. */
struct worker_file {
	int fd;
	uint64_t at;		/* of the next header */
	uint64_t size;		/* written, as far as is known */
	const char *map;	/* of the bytes from `from` to `to` */
	uint64_t from, to;
};

struct worker_file worker_file_new(void);
/* The parent's: what the next header says; false when there is none yet. */
bool worker_file_next(struct worker_file *f, struct arena *keep,
    uint32_t *job, uint32_t *n);
/* The answer behind it, of `n` bytes, which lasts as long as the arena; false
   while not all of it is written. */
bool worker_file_take(struct worker_file *f, struct arena *keep, uint32_t n,
    struct str *answer);
/* The bytes that a header and its answer, so many together, take up. */
size_t worker_file_room(size_t n);
/* What a header says. */
uint32_t worker_header(const char *header, uint32_t *job);

/* Milliseconds of a clock that only goes forward. */
uint64_t worker_clock(void);
/* The life of a worker: takes jobs until there are none and writes the answer
   of each, behind its header, to `file` where there is one, else to `fd`, which
   it closes in the end. Answers are written one by one: a job that dies takes
   none of the earlier ones with it. */
LIVERY_NORETURN void worker_live(const struct worker_plan *p,
    struct worker_slot *slot, int fd, int file);
/* From now on a lack of memory ends this process without a message. */
void die_as_worker(void);

#endif
