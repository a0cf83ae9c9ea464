/* From files in memory to a published tree: manifests, staging, hard links for
   what did not change, one swap per brand. */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/cache.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/hash.h"

/* A file of a brand's output as its manifest lists it. */
struct published {
	struct str path;	/* relative to the brand's folder */
	uint64_t size;
	struct hash128 hash;
	struct file_stamp stamp;
	bool kept;		/* the same as in the last output: to be linked */
};

/* What manifest.json says of a brand. */
struct published_edition {
	struct str name;	/* "portdns", "specialist/nl" */
	struct str locale;	/* "en" */
	struct str prefix;	/* "" or "nl/" */
};

struct published_brand {
	struct str id;
	const struct published_edition *edition;
	size_t neditions;
};

/* A look at all files of OUT by a process aside: whether they are as `rows` say,
   which publication_rows and publication_rows_beside have given of the last
   build, and which last as long as the process; then at the trees that `c`
   keeps of it. It ends with the opening of a publication, or with one of the
   two behind it. */
struct publication_look;
struct publication_look *publication_look(struct arena *a,
    const struct cache *c, const char *out, struct str rows);
/* Whether they all are, no dead build has left anything in OUT and no other
   build is writing to it. */
bool publication_stands(struct publication_look *l);
/* For one that nobody asks. */
void publication_look_no_more(struct publication_look *l);

struct publication_options {
	const char *root;	/* of the project */
	const char *out;
	bool all;		/* all brands of the project are being built:
				   what livery published of others may go */
	unsigned workers;	/* processes that link and remove, at least 1 */
	bool rows;		/* publication_rows will be asked for */
	const struct cache *cache;	/* keeps trees that are replaced for
				   the next build; null: they are removed */
	struct publication_look *last;	/* of the same brands; or null */
};

struct publication;

/* Opens OUT for a new publication of the given brands, whose data must outlive
   it: makes the folder, locks it, removes what dead builds left. No output is
   written yet. Null after reporting to `d` when OUT is part of the project or
   holds it, or when OUT/BRAND exists but is not livery's. Dies when another
   build has the lock. */
struct publication *publication_open(struct arena *a,
    const struct publication_options *o, const struct published_brand *brand,
    size_t nbrands, struct diags *d);

/* Whether all files of the last build stand as it left them: then
   publication_keeps is true of each. */
bool publication_stood(const struct publication *p);

/* Begins a wave: `n` brands from `first` on, whose files may be given until
   publication_prepare ends it. Reads their last manifests; what is held of
   their files lives in `a`, which must last till then. */
void publication_wave(struct publication *p, struct arena *a, uint32_t first,
    uint32_t n);

/* In any process forked from the one that began the wave: writes a file of a
   brand into the stage unless the last output holds the same bytes under that path;
   fills in `out`, whose path is `path`. A path given twice keeps its first
   bytes: the check of the output reports it. */
void publication_file(struct publication *p, uint32_t brand, struct str path,
    struct str bytes, struct published *out);

/* The same, but that the file may be written later, together with others; then
   its record is appended to `records`. Path and bytes are copied. */
void publication_file_later(struct publication *p, uint32_t brand,
    struct str path, struct str bytes, struct buf *records);
/* Writes, in order, all that is not yet: `records` may go after that. */
void publication_write_waiting(struct publication *p);

/* Whether the last output holds this very file, of that size, digest and
   stamp: then it is marked as kept. */
bool publication_keeps(struct publication *p, uint32_t brand,
    struct published *f);

/* The same as publication_file of bytes that come piece by piece, and go as
   they come. Lives in `a`; the path must outlive it. */
struct publication_stream;
struct publication_stream *publication_stream_begin(struct arena *a,
    struct publication *p, uint32_t brand, struct str path);
void publication_stream_put(struct publication_stream *s, struct str bytes);
void publication_stream_end(struct publication_stream *s,
    struct published *out);

/* Appends a file's entry to a worker's record; takes one from its front (the
   path points into the record), false when there is none that is whole. */
void published_put(struct buf *out, const struct published *f);
bool published_take(struct str *record, struct published *out);

/* In the parent: hands over a brand's complete list, in any order; it is
   copied, but for the paths, which must outlive the wave. A brand that is never
   handed over keeps its last output. */
void publication_brand(struct publication *p, uint32_t brand,
    const struct published *files, size_t n);

/* After publication_brand: the path of a companion file in the stage (suffix
   ".epub" ...), which the caller creates; null when the last one is to be
   kept. A companion that is not asked for is not published. */
const char *publication_companion(struct publication *p, uint32_t brand,
    const char *suffix);

/* After publication_brand: makes BRAND.zip with SHA256SUMS inside and
   BRAND.zip.sha256 by `workers` processes, unless the last ones are still
   right. */
void publication_zip(struct publication *p, uint32_t brand,
    unsigned workers);

/* An EPUB beside the tree, made file by file in any process forked from the one
   that opened: BRAND and `suffix` (".nl.epub") are its name. Lives in `a`. */
struct publication_book;
struct publication_book *publication_book_begin(struct arena *a,
    struct publication *p, uint32_t brand, struct str suffix);
/* Paths and bytes in the archive's order; the first is `mimetype`. */
void publication_book_file(struct publication_book *b, struct str path,
    struct str bytes);
void publication_book_end(struct publication_book *b);
/* In the parent, after publication_brand: the book that was made so is to be
   published. */
void publication_book(struct publication *p, uint32_t brand,
    struct str suffix);

struct publication_result {
	uint64_t written, kept, removed;	/* files of brands' trees */
	uint64_t bytes;				/* written */
	uint32_t brands;			/* with changes */
};

/* Ends a wave: links what its brands keep and writes their manifests, all into
   the stage, and forgets their lists. Does nothing a second time. */
void publication_prepare(struct publication *p);

/* Takes back a brand that was handed over: it keeps its last output. */
void publication_withdraw(struct publication *p, uint32_t brand);

/* Ends the last wave and swaps each brand's tree and companions into place;
   removes what is left over, the lock included. Writes
   nothing at all when nothing changed. Dies on a failing system call, having
   left the last output of each brand not yet swapped as it was. */
struct publication_result publication_commit(struct publication *p);

/* After publication_prepare: appends a row for each file of the wave's brands,
   whose number it returns. */
uint64_t publication_rows(struct publication *p, struct buf *out);
/* After publication_commit: the same for the companions of all brands handed
   over and for the manifests. */
void publication_rows_beside(const struct publication *p, struct buf *out);

/* Removes the stage and leaves the last output as it was. Not needed when the
   process dies or is interrupted: the stage goes then too. */
void publication_abandon(struct publication *p);

#endif
