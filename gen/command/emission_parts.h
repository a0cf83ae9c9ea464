/* What emission.c and jobs.c share: jobs and the form of their answers. */
#ifndef COMMAND_EMISSION_PARTS_H
#define COMMAND_EMISSION_PARTS_H

#include "command/emission.h"
#include "emit/verify.h"

enum part {
	PART_ASSETS, PART_INDEXES, PART_ARTICLES, PART_PRINT, PART_EPUB,
	PART_PAGES
};

/* A job is a run of pages in all editions, which share most of their text; or
   one other part of one edition. */
struct job {
	enum part part;
	uint32_t edition;	/* index into pipeline.edition */
	struct str from, to;	/* of PART_PAGES, which is of all editions */
	struct hash128 key;	/* of parts that may be reused */
	struct str known;	/* the answer; null when it is to be made */
};

struct work {
	struct pipeline *p;
	const struct options *o;
	struct publication *pub;	/* null when only checking */
	struct job *job;
	uint32_t njobs;
	uint32_t *todo;			/* the jobs without an answer */
	uint32_t ntodo;
	uint32_t next;			/* whose answer is to be taken */
	struct reuse *reuse;
	uint32_t *brand;		/* by edition: index into
					   result.brand */
	struct leak_gate *gate;
	struct memo *memo;		/* of this process */
	struct verify_setup *setup;	/* by edition */
	struct set *page_set;		/* by edition; most share one's */
	struct emission_result *result;
	struct proof **proof;		/* by brand */
	uint64_t pages;			/* taken so far */
	bool site;			/* all its pages are emitted */
};

/* An answer has a record for each edition that the job is of: these parts, the
   last one of PART_ARTICLES alone. */
enum { RECORD_FINDINGS, RECORD_FILES, RECORD_PROOF, RECORD_ENTRIES };

void answer_put(struct buf *out, struct str part);
/* Takes a part off; dies when it is cut short. */
struct str answer_take(struct str *rest);
/* One part of the answer of a job of one edition; empty when there is no
   answer. */
struct str answer_part(struct str answer, int part);

/* In a worker, for workers_run: `ctx` is the work, `index` one of its todo. */
void emission_job(void *ctx, uint32_t index, struct buf *out);

#endif
