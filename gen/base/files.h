/* Reading and writing files. A failure that is not "does not exist" ends the
   program with status 3 and a message naming the path. */
#ifndef BASE_FILES_H
#define BASE_FILES_H

#include "base/arena.h"
#include "base/hash.h"
#include "livery.h"

/* Reads a whole file into the arena (NUL behind its end); false when it does
   not exist. */
bool file_read(struct arena *a, const char *path, struct str *out);
/* Reads a file of `n` bytes to `p`, which has room for one more; false when it
   cannot be read or has not that many: the byte behind may be written then. */
bool file_fill(const char *path, char *p, size_t n);
/* The same in memory that cannot be written to, there until file_unmap; false
   when that cannot be, for whatever reason. */
bool file_map(const char *path, struct str *out);
void file_unmap(struct str bytes);		/* empty: nothing */
bool file_exists(const char *path);		/* a regular file */
bool dir_exists(const char *path);
/* What tells a file from one that takes its place or is written later. */
struct file_stamp {
	uint64_t ino;
	int64_t seconds;	/* of the last write, since 1970 */
	int64_t nanoseconds;
};
/* Creates (mode 0644 whatever the umask), writes, checks and closes. Fails the
   program when the file exists already. */
struct file_stamp file_create(const char *path, struct str bytes);
/* The same, but false when there is something of that name. `folder` is the one
   that it lies in, open, or AT_FDCWD. */
bool file_create_new(int folder, const char *path, struct str bytes,
    struct file_stamp *stamp);
/* The same of bytes that come piece by piece: the descriptor is -1 when there
   is something of that name. */
int file_begin(const char *path);
void file_more(int fd, const char *path, struct str bytes);
struct file_stamp file_end(int fd, const char *path);
/* The same through a temporary name and a rename: for single files that
   replace an older one. */
void file_replace(const char *path, struct str bytes);
/* mkdir -p, mode 0755 whatever the umask. */
void dir_make(const char *path);
/* Removes a tree; a missing one is fine. Never follows links. */
void tree_remove(const char *path);

struct dir_entry {
	struct str path;	/* relative to the folder that was walked */
	bool dir;
	bool link;		/* a symbolic link: never followed */
	uint64_t size;		/* bytes */
	struct hash128 seen;	/* of its name and of what tells that it has not
				   changed; nought of dir_walk's */
};

/* All entries below `root` in byte order of their relative paths, hidden ones
   (leading dot) left out; null and 0 when the folder does not exist. */
struct dir_entry *dir_walk(struct arena *a, const char *root, size_t *n);

/* Puts entries in that order. */
void dir_sort(struct dir_entry *e, size_t n);

/* "a/b" joined with one slash, NUL-terminated behind its length. */
struct str path_join(struct arena *a, struct str dir, struct str name);
/* The part before the last slash ("" when none), and behind it. */
struct str path_dir(struct str path);
/* That part with its slash ("" when none). */
struct str path_folder(struct str path);
/* In `a`: the least name that is above all paths below a folder, which ends in a
   slash; "" of "". */
struct str path_beyond(struct arena *a, struct str folder);
struct str path_base(struct str path);
/* Resolves `ref` ("/x", "../x", "x") against folder `dir` of a tree rooted at
   "/"; false when it climbs above the root. The result has no leading slash,
   no ".", "..", and no doubled slash. */
bool path_resolve(struct arena *a, struct str dir, struct str ref,
    struct str *out);
/* A path as files have it, of one that may be percent-encoded (RFC 3986, 2.1);
   a `%` that encodes nothing stays. */
struct str path_percent_decoded(struct arena *a, struct str s);
/* A relative URL path from page `from` ("a/b.html") to `to` ("c/d.html"). */
struct str path_relative(struct arena *a, struct str from, struct str to);

#endif
