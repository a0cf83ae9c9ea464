/* articles.json, of which only the entries of changed articles are made: the
   others are taken from the last output, byte by byte. */
#ifndef COMMAND_ENTRIES_H
#define COMMAND_ENTRIES_H

#include "command/reuse.h"
#include "emit/verify.h"

struct entries {
	const struct emission *e;
	const struct reuse *reuse;
	struct publication *pub;
	uint32_t brand;		/* of pub */
	struct verify *verify;
};

/* Makes, checks and publishes the file: appends its record to `files`, and to
   `rows` what stands where in it, nothing when all of it is to be checked again
   next time. Both are for reuse_keep_entries. */
void entries_write(const struct entries *x, struct arena *scratch,
    struct buf *files, struct buf *rows);

#endif
