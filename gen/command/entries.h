/* articles.json, of which only the entries of changed articles are made: the
   others are taken from the last output, byte by byte. It is made, checked and
   published entry by entry: nobody holds all of it. */
#ifndef COMMAND_ENTRIES_H
#define COMMAND_ENTRIES_H

#include "command/reuse.h"
#include "emit/verify.h"

/* What an edition's file is made with; borrowed. */
struct entries_setup {
	const struct emission *e;
	const struct reuse *reuse;	/* null: nothing is taken over */
	struct publication *pub;	/* null when only checking */
	uint32_t brand;			/* of pub */
	struct verify *verify;
	struct entries_text *text;
	bool alone;			/* no file of another edition is made
					   beside it */
};

/* The text of the entry that is being made, for files that are made side by
   side; zero at first. */
struct entries_text {
	struct stencil_literals literals;
	struct buf plain, marks;
};
void entries_text_free(struct entries_text *t);

/* Lives in `a`. */
struct entries;
struct entries *entries_begin(struct arena *a,
    const struct entries_setup *setup);
/* The edition's next page; one without an entry is passed over. */
void entries_add(struct entries *x, const struct page *p);
/* Appends the file's record to `files`, and to `rows` what stands where in it,
   nothing when all of it is to be checked again next time. Both are for
   reuse_keep_entries. */
void entries_end(struct entries *x, struct buf *files, struct buf *rows);

#endif
