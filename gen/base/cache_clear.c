/* Files of the cache that are of no use any more. */
#include "base/cache_parts.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/wipe.h"

/* The first bytes of a file, or nothing. */
static struct str
start_of(struct arena *a, int dir, const char *name)
{
	enum { LOOK = 8192 };
	char *head = arena_alloc(a, LOOK);
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t got = fd < 0 ? -1 : read(fd, head, LOOK - 1);

	if (fd >= 0)
		close(fd);
	head[got < 0 ? 0 : got] = '\0';
	return (struct str){ head, got < 0 ? 0 : (size_t)got };
}

/* The path that a file is about; empty when that cannot be read. */
static struct str
about_of(struct arena *a, int dir, const char *name)
{
	struct str s = start_of(a, dir, name);

	if (s.n < CACHE_HEAD)
		return STR("");
	uint32_t n = cache_about_length(s);
	return n > s.n - CACHE_HEAD ? STR("") :
	    arena_str(a, str_slice(s, CACHE_HEAD, CACHE_HEAD + n));
}

/* The process that began a file and has not ended it; 0 for an ended one. */
static pid_t
beginner_of(const char *name)
{
	const char *dash = strrchr(name, '-');
	char *end = NULL;
	long pid = dash && isdigit((unsigned char)dash[1]) ?
	    strtol(dash + 1, &end, 10) : 0;

	return pid > 0 && pid <= INT_MAX && strcmp(end, CACHE_SUFFIX) == 0 ?
	    (pid_t)pid : 0;
}

/* What is being begun does not say yet what it is about. */
static bool
is_rubbish(struct arena *a, int dir, const char *name)
{
	pid_t beginner = beginner_of(name);

	if (beginner)
		return kill(beginner, 0) < 0 && errno == ESRCH;
	return access(about_of(a, dir, name).p, F_OK) < 0;
}

/* A folder that does not say what it is about is not ours. */
static void
clear_if_rubbish(struct arena *a, int dir, const char *name)
{
	if (str_ends(str_c(name), STR(CACHE_SUFFIX))) {
		if (is_rubbish(a, dir, name))
			unlinkat(dir, name, 0);
	} else if (str_ends(str_c(name), STR(CACHE_FOLDER))) {
		struct str about = start_of(a, dir, arena_printf(a,
		    "%s" CACHE_ABOUT, name).p);
		if (about.n > 0 && access(about.p, F_OK) < 0)
			wipe_at(dir, name);
	}
}

void
cache_clear(struct arena *a, const char *dir)
{
	struct dirent *e;
	DIR *d = opendir(dir);

	while (d && (e = readdir(d)) != NULL)
		clear_if_rubbish(a, dirfd(d), e->d_name);
	if (d)
		closedir(d);
}
