/* What the files of this room share. */
#ifndef PUBLISH_PUBLISH_PARTS_H
#define PUBLISH_PUBLISH_PARTS_H

#include "base/map.h"
#include "base/set.h"
#include "publish/publish.h"

/* Manifests. */

struct manifest_file {
	uint64_t size;
	struct hash128 hash;
};

/* BRAND.json as it was read. */
struct manifest {
	bool whole;		/* read without fault, of this version */
	struct map *files;	/* path -> struct manifest_file * */
	struct map *companions;	/* file name -> the same */
};

/* What is to be written about a file beside the tree. */
struct companion {
	struct str name;	/* "portdns.zip" */
	struct manifest_file is;
	bool kept;
};

/* Reads OUT/BRAND.json; a missing or damaged one gives empty maps. */
void manifest_read(struct arena *a, const char *path, struct manifest *out);
/* Files ordered by path, companions by name. */
void manifest_write(struct buf *out, struct str brand,
    const struct published *file, size_t n, const struct companion *c,
    size_t nc);

/* manifest.json: brand id -> what it says of the brand, as JSON text. */
struct map *overview_read(struct arena *a, const char *path);
/* The JSON text of one brand. */
struct str overview_brand(struct arena *a, const struct published_brand *b);
/* Brands in byte order of their ids. */
void overview_write(struct buf *out, struct arena *a,
    const struct map *brands);

/* The stage: OUT/.livery-PID, made when it is first needed. */

/* A folder that files are being written to or linked from, open: the kernel
   walks no names then. */
struct stage_folder {
	uint64_t hash;		/* str_hash of the path */
	char *path;		/* null for none */
	int fd;
};

enum { STAGE_FOLDERS = 16 };	/* more than editions are written by turns */

struct stage {
	const char *out;
	char *path;		/* OUT/.livery-PID */
	int lock;		/* OUT, locked */
	bool made_out;		/* OUT was not there before */
	struct set made;	/* str_hash of folders made for this process */
	struct stage_folder folder[STAGE_FOLDERS];
	unsigned next;		/* of them, to be closed for another */
	struct buf name;	/* path_below */
};

/* Locks OUT, clears it of dead stages, arranges that the stage goes when the
   process dies or is interrupted. */
void stage_open(struct arena *a, struct stage *s, const char *out);
/* STAGE/NAME in the arena; the folder it lies in is made. */
const char *stage_file(struct arena *a, struct stage *s, const char *name);
/* Writes STAGE/NAME, making folders; false when it is there already. `stamp`
   may be null. */
bool stage_write(struct stage *s, struct str name, struct str bytes,
    struct file_stamp *stamp);
/* Makes `path` (in the stage) the same file as `old` (in OUT), or a copy of it
   where links cannot be: then the stamp is another. */
void stage_keep(struct stage *s, const char *old, const char *path,
    struct file_stamp *stamp);
/* Whether a name in OUT is that of a stage. */
bool stage_is(const char *name);
/* Moves STAGE/NAME to OUT/NAME; an older folder of that name goes into the
   stage in its place, an older file is replaced. */
void stage_publish(struct arena *a, struct stage *s, struct str name);
/* Moves OUT/NAME into the stage, to go with it; a missing one is fine. */
void stage_discard(struct arena *a, struct stage *s, struct str name);
/* No interrupt is answered between these two. */
void stage_hold_signals(void);
void stage_release_signals(void);
/* Moves `from` to `to`, both in the stage; the folder it comes to is made. */
void stage_move(struct stage *s, const char *from, const char *to);
/* Removes STAGE/NAME as far as it can. */
void stage_remove(struct stage *s, struct str name);
/* Removes the stage, and OUT if this build made it and nothing came of it. */
void stage_close(struct stage *s);

/* Files that wait to be written (batch.c). */
enum { BATCH_FILES = 32 };
struct batch {
	struct buf text;	/* of each its path, and its bytes unless it is
				   kept */
	struct batch_file {
		uint32_t brand;
		struct published is;	/* but for the path */
		size_t path, bytes;	/* lengths in `text` */
		struct buf *records;
	} file[BATCH_FILES];
	unsigned n;
};

/* A publication. */

struct brand_state {
	struct published_brand is;
	const char *tree;	/* OUT/BRAND */
	bool done;		/* handed over */
	bool tree_changed;
	struct {
		struct str files, companions;	/* rows that begin with them */
		size_t nfiles, ncompanions;
		bool stands;	/* the last output is that of the rows */
		const bool *seen;	/* by row of a file: the kept tree
					   has it, */
		bool tidy;		/* and nothing else */
	} last;
	/* In its wave alone. */
	struct manifest old;
	struct published *file;	/* by path */
	size_t nfiles;
	/* By name once its wave has ended, as the next. */
	struct companion *companion;
	size_t ncompanions;
	struct str *gone;	/* companions of the last output to be removed */
	size_t ngone;
	bool changed;		/* it is to be swapped */
	bool replaces;		/* a tree that has files */
	struct str folder;	/* of OUT, to be exchanged: the tree itself, or
				   one in it (narrow) */
	bool partly;		/* one in it */
	uint32_t from, to;	/* its files */
	bool claimed;		/* a kept tree is in the stage */
	const bool *right;	/* kept_match; null until it is claimed */
	bool keeps;		/* it is to be kept for the next build */
	struct str *stale;	/* but for these of its files */
	size_t nstale;
	struct publication_result counts;
};

/* Where the trees of an output are kept. */
struct kept_place {
	const char *path;	/* in the cache; null: nowhere */
	struct str name;
	const char *about;
};

struct publication {
	struct arena *a;
	struct arena *wave;	/* of the lists; null between waves */
	uint32_t first, end;	/* the brands of the wave */
	struct publication_options o;
	struct stage stage;
	struct batch batch;	/* of this process */
	struct brand_state *brand;
	size_t nbrands;
	struct kept_place kept;
	bool stood;		/* publication_stood */
	struct buf rows;	/* of files of the wave, if they are wanted */
	uint64_t nrows;
};

/* publication_file in two steps: what is known of a file without writing it,
   and, where it is not kept, writing it. */
void publication_know(struct publication *p, uint32_t brand, struct str path,
    struct str bytes, struct published *out);
void publication_write(struct publication *p, uint32_t brand, struct str bytes,
    struct published *f);

enum { MAX_COMPANIONS = 64 };

/* publication_companion; `anew` makes it again even if the last is right. */
const char *companion_add(struct publication *p, uint32_t brand,
    const char *suffix, bool anew);

/* "dir/path" with a NUL, valid until the next call with that buffer: there are
   as many paths as files. */
const char *path_below(struct buf *b, const char *dir, struct str path);

/* Names in a manifest of companions of brand `id` that are not among the `n`
   given ones, in `a`; their number. */
size_t companions_gone(struct arena *a, struct str id,
    const struct manifest *old, const struct companion *now, size_t n,
    struct str **gone);

/* Trees that were replaced, kept in the cache for the next build. */

#define KEPT_PREFIX ".kept-"	/* of their names in the stage */

/* `c` may be null. */
void kept_find(struct arena *a, const struct cache *c, const char *out,
    struct kept_place *k);
/* In a process aside: which files of the rows of OUT, an open folder, are in
   the kept trees, as far as they are all that is there: `seen` by file, `tidy`
   by brand, both in the rows' order and false before. */
void kept_look(const struct kept_place *k, int out, struct str rows,
    bool *seen, bool *tidy);
/* Moves a brand's kept tree into the stage, to go with it; false when there is
   none. */
bool kept_claim(struct publication *p, struct str id);
/* By file: the claimed tree has it as it shall be, as kept_look has found and
   with nothing else but what will be replaced. Null: that is not known. */
const bool *kept_match(const struct publication *p,
    const struct brand_state *b);
/* The claimed tree, with nothing in it but files that the brand keeps, or what
   kept_match has found; `right` says by file which. Both are null when it is of
   no use. */
const char *kept_take(struct publication *p, struct arena *a,
    const struct brand_state *b, const bool **right);
/* Decides whether the tree that will be replaced is to be kept, and what would
   have to go from it, while the lists are there. */
void kept_note(struct publication *p, struct brand_state *b);
/* Moves it from the stage, where it is after the swap, to the cache; false if
   it stays there. Where only a folder was exchanged, the tree that is kept
   loses what has changed. */
bool kept_keep(struct publication *p, const struct brand_state *b);

/* Whether the brand shall have a file of that path. */
bool brand_has_file(const struct brand_state *b, struct str path);

/* Decides, where a tree replaces one, how much of it is to be exchanged. */
void narrow(struct publication *p, struct brand_state *b);

/* What the rows of the last build say of the brands, and what the process aside
   has found. */
void last_open(struct publication *p);
/* A brand's last manifest from there; false when it has to be read. */
bool last_manifest(struct arena *a, const struct brand_state *b,
    struct manifest *out);

/* Appends the rows of a brand's tree. */
void rows_of_tree(struct publication *p, const struct brand_state *b);

/* Whether there is a regular file of that size and of mode 0644; its stamp, if
   that is not null. */
bool is_as_published(const char *path, uint64_t size,
    struct file_stamp *stamp);

/* The absolute path without links of a name whose last parts may not exist yet;
   null, and errno, where a part cannot be looked at. */
struct str output_path(struct arena *a, struct str path);
/* Whether a manifest says of itself that livery wrote it. */
bool output_says_livery(const char *path);
/* Whether OUT may be written to; reports to `d` when not. */
bool output_is_ours(struct arena *a, const struct publication_options *o,
    const struct published_brand *brand, size_t n, struct diags *d);

#endif
