/* The cache's files: a head with a digest, so that damage shows, and the path
   without which the file is rubbish, so that it can be cleared away. */
#include "base/cache_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/aside.h"
#include "base/files.h"
#include "base/hash.h"

static const char magic[CACHE_MAGIC + 1] = "livery cache 2\n\n";

/* A payload that a process aside reads. */
struct look {
	struct look *next;
	struct str name;
	struct str file;
	struct aside aside;
};

struct cache {
	const char *dir;
	bool (*counts)(void);	/* null: all does */
	struct look *look;	/* not yet asked for */
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

static size_t
padded(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

static bool
take_apart(struct str file, struct str *payload)
{
	if (file.n < CACHE_HEAD || memcmp(file.p, magic, CACHE_MAGIC) != 0)
		return false;
	size_t n = padded(cache_about_length(file));
	if (n > file.n - CACHE_HEAD)
		return false;
	*payload = str_slice(file, CACHE_HEAD + n, file.n);
	return true;
}

static bool
is_whole(struct str file)
{
	char hex[CACHE_DIGEST + 1];

	hash_hex(hash_xxh3(str_slice(file, CACHE_MAGIC + CACHE_DIGEST,
	    file.n)), hex);
	return memcmp(file.p + CACHE_MAGIC, hex, CACHE_DIGEST) == 0;
}

static struct str
path_of(const struct cache *c, struct arena *a, struct str name)
{
	return arena_printf(a, "%s/%.*s" CACHE_SUFFIX, c->dir, STR_ARG(name));
}

static bool
look(void *ctx)
{
	const struct look *l = ctx;

	return is_whole(l->file);
}

void
cache_look(struct cache *c, struct arena *a, struct str name)
{
	struct look *l = ARENA_NEW(a, struct look);
	struct str payload;

	*l = (struct look){ .next = c->look, .name = arena_str(a, name) };
	if (!file_map(path_of(c, a, name).p, &l->file))
		return;
	if (!take_apart(l->file, &payload)) {
		file_unmap(l->file);
		return;
	}
	c->look = l;
	aside_begin(&l->aside, look, l);
}

/* The file of that name, if it was looked at; `good` is what was found. */
static bool
take_look(struct look *l, struct str name, struct str *file, bool *good)
{
	while (l && (l->aside.pid == 0 || !str_eq(l->name, name)))
		l = l->next;
	if (!l)
		return false;
	*file = l->file;
	*good = aside_end(&l->aside, false);	/* it left nothing to count */
	return true;
}

bool
cache_read(const struct cache *c, struct str name, struct str *out)
{
	struct arena *a = arena_new();
	struct str file = { 0 }, payload;
	bool good;

	if (c && take_look(c->look, name, &file, &good))
		good = good && take_apart(file, &payload);
	else
		good = c && file_map(path_of(c, a, name).p, &file) &&
		    take_apart(file, &payload) && is_whole(file);
	if (good)
		*out = payload;
	else
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

const char *
cache_folder(const struct cache *c, struct arena *a, struct str name)
{
	return c ? arena_printf(a, "%s/%.*s" CACHE_FOLDER, c->dir,
	    STR_ARG(name)).p : NULL;
}

/* Two that make it at once write the same. */
bool
cache_folder_make(const struct cache *c, struct str name, const char *about)
{
	struct arena *a = arena_new();
	const char *path = cache_folder(c, a, name);
	int fd = !path || !make_folder(a, path) ? -1 :
	    open(arena_printf(a, "%s" CACHE_ABOUT, path).p, O_WRONLY | O_CREAT |
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
	static const char zero[CACHE_DIGEST];
	size_t n = strlen(about);

	f->bad = !write_all(f->fd, str_c(magic)) ||
	    !write_all(f->fd, (struct str){ zero, CACHE_DIGEST });
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
		cache_clear(a, c->dir);
		*f = (struct cache_file){ .a = a, .hash = hash_begin(),
			.counts = c->counts,
			.path = path_of(c, a, name).p,
			.begun = arena_printf(a, "%s/%.*s-%ld" CACHE_SUFFIX,
			    c->dir, STR_ARG(name), (long)getpid()).p };
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
	char hex[CACHE_DIGEST + 1];

	if (!f)
		return;
	flush(f);
	hash_hex(hash_end(f->hash), hex);
	bool good = !f->bad && f->fd >= 0 &&
	    pwrite(f->fd, hex, CACHE_DIGEST, CACHE_MAGIC) == CACHE_DIGEST;
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
