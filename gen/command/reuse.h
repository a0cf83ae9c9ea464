/* What the workers of the last build answered, to be taken for an answer again
   where the same would come out. A run of pages depends on the texts of its
   articles and on the headings that they lead to without saying so, and beyond
   that on things that are the same for all runs: the other files of the project,
   what stands in front of the articles' texts, and the titles of all pages. When
   any of those has changed, nothing is reused. */
#ifndef COMMAND_REUSE_H
#define COMMAND_REUSE_H

#include "command/pipeline.h"
#include "command/recall.h"
#include "emit/folders.h"

/* Null is allowed everywhere: nothing is known and nothing kept. */
struct reuse;

/* Once the articles are parsed. `r` is to know that its build did not hold. */
struct reuse *reuse_open(const struct recall *r, const struct pipeline *p);
/* Once the editions of a wave are linked: keys are of them from now on. */
void reuse_wave(struct reuse *u);
/* Writes down what was kept in the wave, which need not last longer. */
void reuse_wave_ends(struct reuse *u);
/* The key of what a job makes of the pages whose URL is not below `from` and,
   unless `to` is empty, below it, in all editions; of the articles in such
   folders, by edition; or of the pages that stand for each of some editions as a
   whole. */
struct hash128 reuse_run(struct reuse *u, struct str from, struct str to);
struct hash128 reuse_articles(struct reuse *u, const struct folders *of,
    struct str from, struct str to);
struct hash128 reuse_indexes(struct reuse *u, uint32_t first, uint32_t end);
/* The answer of that key; empty when it is not known. */
struct str reuse_answer(const struct reuse *u, struct hash128 key);
/* Keeps an answer for the next build; its bytes must last till
   reuse_wave_ends. */
void reuse_keep(struct reuse *u, struct hash128 key, struct str answer);
/* What was written down counts for the next build if this one was `good`, once
   recall_keep has been called; else it is dropped. */
void reuse_close(struct reuse *u, bool good);

#endif
