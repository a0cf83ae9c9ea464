/* The tree that a build replaces goes to the cache, and the next build makes
   its own tree of it: what has stayed the same is there already, as a hard
   link. Nothing is believed of it. Each of its names is held against the files
   that the brand shall have, and what is not the same inode as in the output
   goes. What a build has not in common with the one before is removed from the
   tree that is put away: it holds no bytes of its own. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cache.h"
#include "base/str.h"
#include "base/wipe.h"
#include "publish/publish_parts.h"
#include "publish/record.h"

/* A tree while it is looked through. */
struct tree {
	const struct brand_state *b;
	bool *right;		/* by file: it is there */
	dev_t dev;		/* of the output */
	struct buf path;	/* of what is looked at, below the tree */
	bool broken;		/* something can be neither read nor removed */
};

/* Files of a folder: those of the brand in order of their paths. */
struct range {
	size_t from, to;
};

void
kept_open(struct publication *p)
{
	char *real = p->o.cache ? realpath(p->o.out, NULL) : NULL;

	if (!real)
		return;
	p->kept.about = arena_str(p->a, str_c(real)).p;
	p->kept.name = record_name(p->a, "trees", real);
	p->kept.path = cache_folder(p->o.cache, p->a, p->kept.name);
	free(real);
}

static const char *
in_cache(const struct publication *p, struct arena *a, struct str id)
{
	return arena_printf(a, "%s/%.*s", p->kept.path, STR_ARG(id)).p;
}

static const char *
in_stage(const struct publication *p, struct arena *a, struct str id)
{
	return arena_printf(a, "%s/" KEPT_PREFIX "%.*s", p->stage.path,
	    STR_ARG(id)).p;
}

/* A rename belongs to one build, whoever else reaches for the same. */
bool
kept_claim(struct publication *p, struct str id)
{
	struct arena *a = arena_new();
	bool there = p->kept.path && rename(in_cache(p, a, id),
	    stage_file(a, &p->stage, arena_printf(a, KEPT_PREFIX "%.*s",
	    STR_ARG(id)).p)) == 0;

	arena_free(a);
	return there;
}

/* The first file that does not come before t->path. */
static size_t
seek(const struct tree *t, struct range r)
{
	while (r.from < r.to) {
		size_t mid = r.from + (r.to - r.from) / 2;
		if (str_cmp(t->b->file[mid].path, buf_view(&t->path)) < 0)
			r.from = mid + 1;
		else
			r.to = mid;
	}
	return r.from;
}

/* The output's file was looked at: one of the same inode is as good. */
static bool
is_file(struct tree *t, ino_t ino, struct range r)
{
	size_t i = seek(t, r);
	const struct published *f = &t->b->file[i];

	if (i == r.to || !str_eq(f->path, buf_view(&t->path)))
		return false;
	t->right[i] = f->kept && f->stamp.ino == ino;
	return t->right[i];
}

static DIR *
open_folder(const struct tree *t, int at, const char *name)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	struct stat st;
	DIR *d = NULL;

	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_dev == t->dev &&
	    st.st_uid == geteuid() && ((st.st_mode & 07777) == 0755 ||
	    fchmod(fd, 0755) == 0))
		d = fdopendir(fd);
	if (fd >= 0 && !d)
		close(fd);
	return d;
}

static bool is_folder(struct tree *t, int at, const char *name,
    struct range r);

/* Removes what is wrong in an open folder; whether anything was. */
static bool
tidy(struct tree *t, DIR *d, struct range r)
{
	size_t n = t->path.n;
	bool wrong = false;
	struct dirent *e;

	while (!t->broken && (errno = 0, e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 ||
		    strcmp(e->d_name, "..") == 0)
			continue;
		t->path.n = n;
		buf_c(&t->path, e->d_name);
		if (is_file(t, e->d_ino, r) ||
		    is_folder(t, dirfd(d), e->d_name, r))
			continue;
		t->broken = t->broken || !wipe_at(dirfd(d), e->d_name);
		wrong = true;
	}
	t->broken = t->broken || errno != 0;
	t->path.n = n;
	return wrong;
}

/* A folder may hide an entry while others go: it is read again until nothing
   in it is wrong. */
static bool
tidy_folder(struct tree *t, int at, const char *name, struct range r)
{
	DIR *d = open_folder(t, at, name);

	if (!d)
		return false;
	while (tidy(t, d, r) && !t->broken)
		rewinddir(d);
	closedir(d);
	return true;
}

static bool
is_folder(struct tree *t, int at, const char *name, struct range r)
{
	buf_char(&t->path, '/');
	r.from = seek(t, r);
	t->path.p[t->path.n - 1] = '/' + 1;
	r.to = seek(t, r);
	t->path.p[t->path.n - 1] = '/';
	return r.from < r.to && tidy_folder(t, at, name, r);
}

/* A tree that has little in common with what it shall be costs more than it
   saves. */
static bool
is_worth_it(const struct brand_state *b)
{
	size_t kept = 0;

	for (size_t i = 0; i < b->nfiles; i++)
		kept += b->file[i].kept;
	return kept > b->nfiles / 2;
}

const char *
kept_take(struct publication *p, struct arena *a, const struct brand_state *b,
    const bool **right)
{
	struct tree t = { .b = b, .right = ARENA_ARRAY(a, b->nfiles + 1,
	    bool) };
	const char *path = in_stage(p, a, b->is.id);
	struct stat st;

	*right = NULL;
	if (!is_worth_it(b) || fstat(p->stage.lock, &st) < 0)
		return NULL;
	t.dev = st.st_dev;
	bool good = tidy_folder(&t, AT_FDCWD, path,
	    (struct range){ 0, b->nfiles });
	buf_free(&t.path);
	if (!good || t.broken) {
		rename(path, in_cache(p, a, b->is.id));
		return NULL;
	}
	*right = t.right;
	return path;
}

/* What the last output has under that name is not in the new one. */
static void
note(struct publication *p, struct brand_state *b, struct str path)
{
	b->stale[b->nstale++] = arena_printf(p->a, "%.*s", STR_ARG(path));
}

static int
by_path(const void *key, const void *file)
{
	const struct str *path = key;
	const struct published *f = file;

	return str_cmp(*path, f->path);
}

void
kept_note(struct publication *p, struct brand_state *b)
{
	const struct map *old = b->old.files;

	b->keeps = p->kept.path && b->replaces && is_worth_it(b);
	if (!b->keeps)
		return;
	b->stale = ARENA_ARRAY(p->a, b->counts.written + b->counts.removed +
	    1, struct str);
	for (size_t i = 0; i < b->nfiles; i++)
		if (!b->file[i].kept && map_get(old, b->file[i].path))
			note(p, b, b->file[i].path);
	for (size_t i = 0; b->counts.removed > 0 && i < map_count(old); i++)
		if (!bsearch(&map_at(old, i)->key, b->file, b->nfiles,
		    sizeof(*b->file), by_path))
			note(p, b, map_at(old, i)->key);
}

bool
kept_keep(struct publication *p, const struct brand_state *b)
{
	struct arena *a = arena_new();
	struct buf path = BUF_INIT;
	const char *tree = arena_printf(a, "%s/%.*s", p->stage.path,
	    STR_ARG(b->is.id)).p;

	for (size_t i = 0; b->keeps && i < b->nstale; i++)
		unlink(path_below(&path, tree, b->stale[i]));
	bool good = b->keeps && cache_folder_make(p->o.cache, p->kept.name,
	    p->kept.about) && rename(tree, in_cache(p, a, b->is.id)) == 0;
	buf_free(&path);
	arena_free(a);
	return good;
}
