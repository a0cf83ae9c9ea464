/* A file of the index: a script that is one call with data alone in it. */
#ifndef SEARCH_SCRIPT_H
#define SEARCH_SCRIPT_H

#include "base/buf.h"

/* liverySearch("NAME", */
void script_begin(struct buf *out, struct str name);
void script_end(struct buf *out);
/* A string of JSON that is safe in any script. */
void script_string(struct buf *out, struct str s);
/* Whether files part in front of a word or path: the same words part them in
   the next build, however many there are in front, so that an article more
   does not change all files behind it. One in `often` does. */
bool script_parts(struct str key, uint32_t often);

enum { SCRIPT_HALF = 8 << 10 };	/* bytes, from which on files may part */

#endif
