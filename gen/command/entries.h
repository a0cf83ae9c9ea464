/* articles.json of each folder, made, checked and published entry by entry:
   nobody holds all of one. */
#ifndef COMMAND_ENTRIES_H
#define COMMAND_ENTRIES_H

#include "emit/emit.h"
#include "emit/folders.h"
#include "emit/verify.h"
#include "publish/publish.h"

/* What an edition's files are made with; borrowed. */
struct entries_setup {
	const struct emission *e;
	const struct folders *folders;	/* of the edition */
	struct publication *pub;	/* null when only checking */
	uint32_t brand;			/* of pub */
	struct verify *verify;
	struct buf *files;		/* gets a record of each file */
};

/* Those of up to WALK_EDITIONS editions, each folder in all of them before the
   next one: of folders whose `at` is not below `from` and, unless `to` is empty,
   below it. The records borrow paths from `a`. */
void entries_write(struct arena *a, const struct entries_setup *with,
    size_t n, struct str from, struct str to);

#endif
