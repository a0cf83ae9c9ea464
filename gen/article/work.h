/* What crosses the pipe: an article profiled and parsed by a worker, and a
   variant parsed alone. Private to article/.

   All numbers have 32 bits, all parts begin at multiples of four bytes.
   A variant: its findings (count, struct parse_finding), then its gist and
   what the options make of it, each with its length in front.
   An article: the `vars` that it uses (provider/seen.c); the worker's process
   id; how many values it has told before, and the new ones (kind and flags,
   lengths, text, target); the same of columns (rows, the number of a value for
   each); for each edition that shows it twice the number of its text, and one
   more if it is foreign; its texts, each the first edition that has it and its
   slots as numbers of columns; their variants. Numbers of values in columns, and
   of columns in texts, are as the machine has them. Nothing at all when the profile found something: who reports it must
   profile again. */
#ifndef ARTICLE_WORK_H
#define ARTICLE_WORK_H

#include "article/draft.h"

/* In place of a process id: this and the number of an earlier run, whose values
   are all told before its first article. */
#define EARLIER_RUN UINT32_C(0x80000000)

enum { VALUE_KIND = 0xff, VALUE_FOREIGN = 0x100, VALUE_PATTERN = 0x200 };

/* A worker's own memory, from one job to the next. */
struct worker;

/* Whoever calls work_article for the first time in a process makes its worker;
   work_end frees that of this process, if there is one. */
void work_article(struct builder *b, uint32_t article, struct buf *out);
void work_variant(struct builder *b, const struct article *art,
    const struct draft_text *t, struct buf *out);
void work_end(struct builder *b);

/* A record being read: empty strings and noughts once it is `bad`. */
struct record {
	struct str rest;
	bool bad;
};
uint32_t record_u32(struct record *r);
/* The next `n` bytes; steps to the next multiple of four. */
struct str record_bytes(struct record *r, size_t n);

/* What the parent knows of the values that each worker has told. */
struct told;

/* A value as it is told. */
void value_put(const struct slot *s, struct buf *out);
/* Takes in the values of an earlier run; false when they make no sense. */
bool take_earlier(struct builder *b, struct str values);
/* Takes in an article's answer, which lives as long as the builder: its
   readings and variants. False when there is none to take. */
bool take_article(struct builder *b, uint32_t article, struct str answer);
/* A new variant of the builder's list. */
uint32_t take_new(struct builder *b, uint32_t article, uint32_t edition);
/* Takes in what a worker made of a variant: an aligned record that lives as
   long as the builder. False when it makes no sense. */
bool take_variant(struct builder *b, uint32_t variant, struct record *r);
/* report.c: reports a finding for all editions that read the variant. */
void report_finding(struct builder *b, uint32_t variant,
    const struct parse_finding *f);

#endif
