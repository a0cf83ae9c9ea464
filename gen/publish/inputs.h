/* What a build reads, told apart from what it was at another time by looking at
   names and dates alone. */
#ifndef PUBLISH_INPUTS_H
#define PUBLISH_INPUTS_H

#include "base/arena.h"
#include "base/files.h"
#include "base/hash.h"

/* A file whose date is so near that a further change might not show. */
struct fresh_input {
	struct str path;
	bool page;		/* a page's text: not among `others` */
	struct hash128 hash;	/* of its bytes */
};

struct inputs {
	struct hash128 seen;	/* names, sizes, inodes, times; the program,
				   its libraries and its environment */
	struct hash128 others;	/* the same, but of articles and sections the
				   names alone */
	struct hash128 rest;	/* the same without articles, sections and
				   folders */
	bool whole;		/* nothing was met that cannot be told so: a
				   link to a folder */
	struct fresh_input *fresh;
	size_t nfresh;
	/* Of a look alone: content/ as dir_walk would find it. What was `seen`
	   of a file is nought if it is fresh. */
	struct dir_entry *content;
	size_t ncontent;
};

/* Looks at all that lies below content/, providers/ and themes/ of `root`, and
   at this program. The hashes of fresh files are left empty. Paths lie in the
   arena. */
void inputs_look(struct arena *a, const char *root, struct inputs *out);
/* Reads and hashes the fresh files. Do so before a build reads them. */
void inputs_hash(struct inputs *in);
/* Whether all is as it was then, fresh files read again; whether all is but
   the texts of articles and sections; and whether all is but those files. */
bool inputs_hold(const struct inputs *then, const struct inputs *now);
bool inputs_others_hold(const struct inputs *then, const struct inputs *now);
bool inputs_rest_holds(const struct inputs *then, const struct inputs *now);

#endif
