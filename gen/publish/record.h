/* The record of the last successful build of an output folder: what it was made
   from, what was said, and what it left there. It lies in the cache. */
#ifndef PUBLISH_RECORD_H
#define PUBLISH_RECORD_H

#include "base/cache.h"
#include "publish/inputs.h"

struct record {
	uint64_t id;		/* of the build: its time */
	uint64_t era;		/* of the build since which all inputs but
				   articles and sections are the same */
	struct str options;	/* what else the result depends on */
	struct inputs inputs;
	uint64_t brands, articles, files;
	struct str said;	/* the diagnostics as they were printed */
};

/* What the cache calls things of a `kind` that are about an output folder, which
   goes by its absolute path. */
struct str record_name(struct arena *a, const char *kind, const char *real);

/* The record of `out`, which points into the arena; false when there is none
   that is whole. */
bool record_read(const struct cache *c, struct arena *a, const char *out,
    struct record *r);
void record_write(const struct cache *c, const char *out,
    const struct record *r);

/* Further bytes of the build or era with that id, kept in files of their own,
   one for each `kind`: they are read only when something has changed. They are
   aligned for 64 bits and stay as long as the process. */
bool record_read_more(const struct cache *c, const char *out,
    const char *kind, uint64_t id, struct str *bytes);
/* Begins to look at what will be asked for: cache_look. */
void record_look_more(struct cache *c, struct arena *a, const char *out,
    const char *kind);
/* To be filled by cache_put and closed. */
struct cache_file *record_write_more(const struct cache *c, const char *out,
    const char *kind, uint64_t id);

#endif
