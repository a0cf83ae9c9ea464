/* From files in memory to a published tree: manifests, staging, hard links for
   what did not change, one swap per brand. */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"

/* A file of a brand's output as its manifest lists it. */
struct published {
	struct str path;	/* relative to the brand's folder */
	uint64_t size;
	struct hash128 hash;
	bool kept;		/* the same as in the last output: to be linked */
};

struct publication;

/* Opens `out` for a new publication of the named brands; reads the last
   manifests. Nothing is written yet. Refuses (false, after reporting to `d`)
   when OUT/BRAND exists but is not livery's. */
struct publication *publication_open(struct arena *a, const char *out,
    const struct str *brands, size_t nbrands, struct diags *d);

/* In any process: writes a file of a brand into the stage unless the last
   output holds the same bytes under that path; fills in `p`. */
void publication_file(struct publication *p, uint32_t brand, struct str path,
    struct str bytes, struct published *out);

/* In the parent: hands over a brand's complete list, in any order. */
void publication_brand(struct publication *p, uint32_t brand,
    struct published *files, size_t n);

/* A path in the stage for a brand's companion file (".zip", ".json" ...); the
   caller creates it. Null when the last one is to be kept. */
const char *publication_companion(struct publication *p, uint32_t brand,
    const char *suffix);

struct publication_result {
	uint64_t written, kept, removed;	/* files */
	uint64_t bytes;				/* written */
};

/* Links what was kept, writes the manifests and swaps each brand's tree and
   companions into place; removes what is left over. Does nothing at all when
   nothing changed. Dies on a failing system call, having left the last output
   of each brand not yet swapped as it was. */
struct publication_result publication_commit(struct publication *p);

/* Removes the stage and leaves the last output as it was. */
void publication_abandon(struct publication *p);

#endif
