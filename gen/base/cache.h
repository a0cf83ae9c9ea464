/* Files that may be lost at any time: what was learnt in one run, or is left of
   it, and saves time in the next. Nothing here ends the program; what cannot be
   read is missing, what cannot be written is left out. */
#ifndef BASE_CACHE_H
#define BASE_CACHE_H

#include "base/arena.h"
#include "livery.h"

struct cache;

/* The cache in `dir`; when null in $XDG_CACHE_HOME/livery (XDG Base Directory
   Specification 0.8), else in $HOME/.cache/livery. Null when there is no such
   place. The folder is made when something is written. */
struct cache *cache_open(struct arena *a, const char *dir);

/* The payload that was written under that name, aligned for 64 bits and there as
   long as the process; false when there is none or it is not what was written.
   Names are parts of file names. Null for `c` is allowed. */
bool cache_read(const struct cache *c, struct str name, struct str *out);
/* Before a cache_read of that name: has a process aside see whether it is what
   was written, while this one goes on. `a` must last as long as the cache. */
void cache_look(struct cache *c, struct arena *a, struct str name);
/* Writes or replaces a payload. `about` is a path that it is of no use without:
   payloads whose path is gone are removed. */
void cache_write(const struct cache *c, struct str name, const char *about,
    struct str payload);

/* The same piece by piece. Null, where it cannot be, is taken by all; nothing
   is replaced before cache_close, which frees the file. */
struct cache_file;
struct cache_file *cache_create(const struct cache *c, struct str name,
    const char *about);
void cache_put(struct cache_file *f, struct str s);
/* Bytes put so far. */
uint64_t cache_size(const struct cache_file *f);
void cache_close(struct cache_file *f);
/* Frees the file and leaves what it was to replace as it is. */
void cache_drop(struct cache_file *f);

/* A folder for what is moved there from elsewhere: its path, whether it is there
   or not. Null for `c` is allowed and given back. */
const char *cache_folder(const struct cache *c, struct arena *a,
    struct str name);
/* Makes it, the user's alone; false when that cannot be. It goes with all that
   is in it, but for the hidden name ".about", once the path `about` is gone. */
bool cache_folder_make(const struct cache *c, struct str name,
    const char *about);

/* From now on what is written is put in its place only if `counts`, asked when
   it is complete, says yes; else it is dropped. */
void cache_hold(struct cache *c, bool (*counts)(void));

#endif
