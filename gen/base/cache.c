/* The cache's files: a head with a digest, so that damage shows, and the path
   without which the file is rubbish, so that it can be cleared away. */
#include "base/cache.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/wipe.h"

/* The digest is of all that follows it: the length of the path, the path with
   noughts up to a multiple of eight, the payload. */
enum { MAGIC = 16, DIGEST = 32, HEAD = MAGIC + DIGEST + 8 };
static const char magic[MAGIC + 1] = "livery cache 2\n\n";

#define SUFFIX ".cache"
#define FOLDER ".folder"	/* in it a file that names the path it is about: */
#define ABOUT "/.about"

struct cache {
	const char *dir;
	bool (*counts)(void);	/* null: all does */
};

/* A relative $XDG_CACHE_HOME is to be ignored. */
struct cache *
cache_open(struct arena *a, const char *dir)
{
	struct cache *c = ARENA_NEW(a, struct cache);
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (dir)
		c->dir = dir;
	else if (xdg && xdg[0] == '/')
		c->dir = path_join(a, str_c(xdg), STR("livery")).p;
	else if (home && home[0] == '/')
		c->dir = path_join(a, str_c(home), STR(".cache/livery")).p;
	return c->dir ? c : NULL;
}

static uint32_t
get_u32(struct str s)
{
	uint32_t v = 0;

	for (size_t i = 4; i-- > 0; )
		v = v << 8 | (unsigned char)s.p[i];
	return v;
}

static size_t
padded(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

static bool
take_apart(struct str file, struct str *payload)
{
	char hex[DIGEST + 1];

	if (file.n < HEAD || memcmp(file.p, magic, MAGIC) != 0)
		return false;
	hash_hex(hash_xxh3(str_slice(file, MAGIC + DIGEST, file.n)), hex);
	size_t n = padded(get_u32(str_slice(file, MAGIC + DIGEST, HEAD)));
	if (memcmp(file.p + MAGIC, hex, DIGEST) != 0 || n > file.n - HEAD)
		return false;
	*payload = str_slice(file, HEAD + n, file.n);
	return true;
}

static struct str
path_of(const struct cache *c, struct arena *a, struct str name)
{
	return arena_printf(a, "%s/%.*s" SUFFIX, c->dir, STR_ARG(name));
}

bool
cache_read(const struct cache *c, struct str name, struct str *out)
{
	struct arena *a = arena_new();
	struct str file = { 0 };

	bool good = c && file_map(path_of(c, a, name).p, &file) &&
	    take_apart(file, out);
	if (!good)
		file_unmap(file);
	arena_free(a);
	return good;
}

static bool
write_all(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t put = write(fd, s.p, s.n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		s = str_slice(s, (size_t)put, s.n);
	}
	return true;
}

/* mkdir -p, the last part for the user alone as the specification asks. */
static bool
make_folder(struct arena *a, const char *dir)
{
	char *path = (char *)arena_str(a, str_c(dir)).p;

	if (mkdir(path, 0700) == 0 || errno == EEXIST)
		return true;
	for (char *p = path + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(path, 0700) < 0 && errno != EEXIST)
			return false;
		*p = '/';
	}
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

void
cache_hold(struct cache *c, bool (*counts)(void))
{
	if (c)
		c->counts = counts;
}

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

	if (s.n < HEAD)
		return STR("");
	uint32_t n = get_u32(str_slice(s, MAGIC + DIGEST, HEAD));
	return n <= s.n - HEAD ? arena_str(a, str_slice(s, HEAD, HEAD + n)) :
	    STR("");
}

/* The process that began a file and has not ended it; 0 for an ended one. */
static pid_t
beginner_of(const char *name)
{
	const char *dash = strrchr(name, '-');
	char *end = NULL;
	long pid = dash && isdigit((unsigned char)dash[1]) ?
	    strtol(dash + 1, &end, 10) : 0;

	return pid > 0 && pid <= INT_MAX && strcmp(end, SUFFIX) == 0 ?
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
	if (str_ends(str_c(name), STR(SUFFIX))) {
		if (is_rubbish(a, dir, name))
			unlinkat(dir, name, 0);
	} else if (str_ends(str_c(name), STR(FOLDER))) {
		struct str about = start_of(a, dir, arena_printf(a,
		    "%s" ABOUT, name).p);
		if (about.n > 0 && access(about.p, F_OK) < 0)
			wipe_at(dir, name);
	}
}

static void
clear_rubbish(struct arena *a, const struct cache *c)
{
	struct dirent *e;
	DIR *d = opendir(c->dir);

	while (d && (e = readdir(d)) != NULL)
		clear_if_rubbish(a, dirfd(d), e->d_name);
	if (d)
		closedir(d);
}

const char *
cache_folder(const struct cache *c, struct arena *a, struct str name)
{
	return c ? arena_printf(a, "%s/%.*s" FOLDER, c->dir,
	    STR_ARG(name)).p : NULL;
}

/* Two that make it at once write the same. */
bool
cache_folder_make(const struct cache *c, struct str name, const char *about)
{
	struct arena *a = arena_new();
	const char *path = cache_folder(c, a, name);
	int fd = !path || !make_folder(a, path) ? -1 :
	    open(arena_printf(a, "%s" ABOUT, path).p, O_WRONLY | O_CREAT |
	    O_CLOEXEC | O_NOFOLLOW, 0600);
	bool good = fd >= 0 && write_all(fd, str_c(about));

	if (fd >= 0 && close(fd) < 0)
		good = false;
	arena_free(a);
	return good;
}

struct cache_file {
	struct arena *a;
	const char *begun, *path;
	int fd;
	bool bad;		/* something was not written */
	bool (*counts)(void);
	uint64_t size;
	struct hash_stream *hash;
	struct buf b;		/* not yet written */
};

static void
write_out(struct cache_file *f, struct str s)
{
	hash_more(f->hash, s);
	f->bad = f->bad || !write_all(f->fd, s);
}

static void
flush(struct cache_file *f)
{
	write_out(f, buf_view(&f->b));
	buf_reset(&f->b);
}

/* The head's digest is filled in at the end. */
static void
put_head(struct cache_file *f, const char *about)
{
	static const char zero[DIGEST];
	size_t n = strlen(about);

	f->bad = !write_all(f->fd, str_c(magic)) ||
	    !write_all(f->fd, (struct str){ zero, DIGEST });
	buf_u32(&f->b, (uint32_t)n);
	buf_u32(&f->b, 0);
	buf_c(&f->b, about);
	buf_add(&f->b, zero, padded(n) - n);
	flush(f);	/* who clears rubbish looks for the path */
}

struct cache_file *
cache_create(const struct cache *c, struct str name, const char *about)
{
	struct arena *a = arena_new();
	struct cache_file *f = ARENA_NEW(a, struct cache_file);

	if (c && make_folder(a, c->dir)) {
		clear_rubbish(a, c);
		*f = (struct cache_file){ .a = a, .hash = hash_begin(),
			.counts = c->counts,
			.path = path_of(c, a, name).p,
			.begun = arena_printf(a, "%s/%.*s-%ld" SUFFIX, c->dir,
			    STR_ARG(name), (long)getpid()).p };
		f->fd = open(f->begun, O_WRONLY | O_CREAT | O_TRUNC |
		    O_CLOEXEC | O_NOFOLLOW, 0600);
		put_head(f, about);
		return f;
	}
	arena_free(a);
	return NULL;
}

void
cache_put(struct cache_file *f, struct str s)
{
	enum { MUCH = 1 << 18 };

	if (!f)
		return;
	f->size += s.n;
	if (f->b.n + s.n >= MUCH)
		flush(f);
	if (s.n >= MUCH)
		write_out(f, s);
	else
		buf_str(&f->b, s);
}

uint64_t
cache_size(const struct cache_file *f)
{
	return f ? f->size : 0;
}

void
cache_close(struct cache_file *f)
{
	char hex[DIGEST + 1];

	if (!f)
		return;
	flush(f);
	hash_hex(hash_end(f->hash), hex);
	bool good = !f->bad && f->fd >= 0 &&
	    pwrite(f->fd, hex, DIGEST, MAGIC) == DIGEST;
	if (f->fd >= 0 && close(f->fd) < 0)
		good = false;
	good = good && (!f->counts || f->counts());
	if (f->fd >= 0 && (!good || rename(f->begun, f->path) < 0))
		unlink(f->begun);
	buf_free(&f->b);
	arena_free(f->a);
}

void
cache_drop(struct cache_file *f)
{
	if (!f)
		return;
	f->bad = true;
	cache_close(f);
}

void
cache_write(const struct cache *c, struct str name, const char *about,
    struct str payload)
{
	struct cache_file *f = cache_create(c, name, about);

	cache_put(f, payload);
	cache_close(f);
}
