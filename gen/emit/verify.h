/* The checks on the output: every internal link and anchor leads somewhere,
   and no brand's facts stand in another's files. A worker reads each file once
   and answers with a record; the parent proves and reports. */
#ifndef EMIT_VERIFY_H
#define EMIT_VERIFY_H

#include "base/set.h"
#include "emit/memo.h"
#include "site/site.h"

/* What the checks of one edition need; borrowed. */
struct verify_setup {
	const struct fact *fact;	/* providers_facts */
	size_t nfacts;
	const struct site *site;
	struct str url;		/* where the brand is published, ending in '/';
				   empty when not known */
	const struct set *pages;	/* verify_pages of the site when they
					   are all emitted in this run, or null */
};

/* The pages that a site is certain to have, those of tags behind the others:
   how many, and their URLs. */
size_t verify_npages(const struct site *site);
struct str verify_page_url(const struct site *site, size_t i);
/* Adds the verify_target of each. */
void verify_pages(const struct site *site, struct set *pages);
/* Whether two sites have them at the same paths. */
bool verify_same_pages(const struct site *a, const struct site *b);

/* In the worker: the checks of an edition's files in one job. `m` remembers
   what was read, for all editions and jobs of the process. Up to 32 editions
   whose files are given by turns each have a lane and share a number of `m`. */
struct verify;
struct verify_lane {
	uint64_t job;		/* memo_number */
	unsigned lane;
};
struct verify *verify_open(struct arena *a, const struct verify_setup *v,
    struct memo *m, struct verify_lane lane);
/* The edition's pages stand below `folder` instead of its prefix: those of an
   EPUB. */
void verify_below(struct verify *v, struct str folder);
/* Reads one file; `path` is relative to the brand's folder. Files that are no
   text may be given too and are left unread. */
void verify_file(struct verify *v, struct str path, struct marked bytes);
/* The same of an articles.json in parts: what emit_entry left, and the id of its
   article. Where articles are given one behind the other, each in several
   editions, marks help. `path` must last till the end. */
void verify_begin(struct verify *v, struct str path);
void verify_entry(struct verify *v, struct str id, struct marked plain);
void verify_end(struct verify *v);
/* Appends the record and ends these checks. */
void verify_close(struct verify *v, struct buf *out);

/* The number by which an id of a file is recorded and looked up. */
uint64_t verify_target(struct str path, struct str anchor);

/* In the parent: one proof per brand. */
struct proof;
struct proof *proof_new(struct arena *a, const struct brand *brand,
    const struct fact *fact, size_t nfacts);
/* Makes room for about `files` of them. */
void proof_expect(struct proof *p, size_t files);
/* A file of the brand's output; the path is borrowed. Twice the same path,
   upper and lower case folded, is reported by proof_report. */
void proof_file(struct proof *p, struct str path);
/* Dies unless each of the pages that verify_pages took for certain is among
   the files. */
void proof_pages(const struct proof *p, const struct site *site);
/* Takes a record of verify_close, which it borrows; false when it is damaged.
   Add records in the order of jobs. */
bool proof_record(struct proof *p, struct str record);
/* Reports what does not hold; leaks at their places in the sources. */
void proof_report(struct proof *p, const struct sources *s, struct diags *d);

#endif
