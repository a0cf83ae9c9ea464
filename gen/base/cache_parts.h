/* What the files of the cache share. Private to base/. */
#ifndef BASE_CACHE_PARTS_H
#define BASE_CACHE_PARTS_H

#include "base/buf.h"
#include "base/cache.h"
#include "base/str.h"

/* The digest is of all that follows it: the length of the path, the path with
   noughts up to a multiple of eight, the payload. */
enum {
	CACHE_MAGIC = 16,
	CACHE_DIGEST = 32,
	CACHE_HEAD = CACHE_MAGIC + CACHE_DIGEST + 8
};

#define CACHE_SUFFIX ".cache"
#define CACHE_FOLDER ".folder"	/* in it a file that names the path it is
				   about: */
#define CACHE_ABOUT "/.about"

/* The length of the path in a file that has a head. */
static inline uint32_t
cache_about_length(struct str file)
{
	uint32_t v = 0;

	for (size_t i = CACHE_MAGIC + CACHE_DIGEST + 4; i-- > CACHE_MAGIC +
	    CACHE_DIGEST; )
		v = v << 8 | (unsigned char)file.p[i];
	return v;
}

/* cache_clear.c: removes from the folder `dir` what is about a path that is
   gone or was left by a dead process. */
void cache_clear(struct arena *a, const char *dir);

#endif
