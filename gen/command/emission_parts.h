/* What emission.c and jobs.c share: jobs and the form of their answers. */
#ifndef COMMAND_EMISSION_PARTS_H
#define COMMAND_EMISSION_PARTS_H

#include "command/emission.h"
#include "emit/folders.h"
#include "emit/verify.h"

enum part {
	PART_ASSETS, PART_INDEXES, PART_ARTICLES, PART_SEARCH, PART_PRINT,
	PART_EPUB, PART_PAGES
};

/* A job is a run of pages, or the articles.json of a run of folders, in all
   editions, which share most of their text; the indexes of some editions, for the
   same reason; or one other part of one edition. */
struct job {
	enum part part;
	uint32_t first, end;	/* editions: of pipeline.edition, those that
				   have a skin */
	struct str from, to;	/* of PART_PAGES: URLs; of PART_ARTICLES:
				   folders */
};

struct work {
	struct pipeline *p;
	const struct options *o;
	struct publication *pub;	/* null when only checking */
	struct job *job;
	uint32_t njobs;
	struct reuse *reuse;
	uint32_t *brand;		/* by edition: index into
					   result.brand */
	struct leak_gate *gate;
	struct memo *memo;		/* of this process */
	struct verify_setup *setup;	/* by edition */
	struct folders *folders;	/* by edition: with an articles.json */
	struct set *page_set;		/* by edition; most share one's */
	struct emission_result *result;
	struct proof **proof;		/* by brand */
	bool answered;			/* a job was */
	uint64_t pages;			/* taken so far */
	bool site;			/* all its pages are emitted */
};

/* Whether answers to the job serve the next build: such an answer begins with
   its key. */
bool emission_is_reused(const struct work *w, const struct job *j);

/* A job answers for each edition that it is of, one behind the other. */
struct answer {
	struct str findings, files, proof;
};

void answer_put(struct buf *out, struct str part);
/* Takes a part off; dies when it is cut short. */
struct str answer_take(struct str *rest);
struct answer answer_take_edition(struct str *rest);

/* In a worker, for workers_run: `ctx` is the work, `index` one of its jobs. */
void emission_job(void *ctx, uint32_t index, struct buf *out);
/* What the last build answered to the same question, if all the files are still
   there as it left them; false, and nothing in `out`, if not. */
bool emission_stands(struct work *w, const struct job *j, struct hash128 key,
    struct buf *out);

#endif
