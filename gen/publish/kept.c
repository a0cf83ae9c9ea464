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
#include "publish/rows.h"

/* A tree while it is looked through. */
struct tree {
	const struct published *file;
	size_t nfiles;
	bool *right;		/* by file: it is there */
	dev_t dev;		/* of the output */
	bool looks;		/* nothing is to be removed */
	struct buf path;	/* of what is looked at, below the tree */
	bool broken;		/* something can be neither read nor removed */
};

/* Files of a folder: those of the brand in order of their paths. */
struct range {
	size_t from, to;
};

void
kept_find(struct arena *a, const struct cache *c, const char *out,
    struct kept_place *k)
{
	char *real = c ? realpath(out, NULL) : NULL;

	*k = (struct kept_place){ 0 };
	if (!real)
		return;
	k->about = arena_str(a, str_c(real)).p;
	k->name = record_name(a, "trees", real);
	k->path = cache_folder(c, a, k->name);
	free(real);
}

static const char *
in_cache(const struct kept_place *k, struct arena *a, struct str id)
{
	return arena_printf(a, "%s/%.*s", k->path, STR_ARG(id)).p;
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
	bool there = p->kept.path && rename(in_cache(&p->kept, a, id),
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
		if (str_cmp(t->file[mid].path, buf_view(&t->path)) < 0)
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
	const struct published *f = &t->file[i];

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
		t->broken = t->broken || t->looks ||
		    !wipe_at(dirfd(d), e->d_name);
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

/* How many rows from the front are files of the same brand. */
static size_t
count_files(struct str rows)
{
	struct row r = { 0 };
	uint32_t brand = 0;
	struct str path;
	size_t n = 0;

	for (; row_take(&rows, &r, &path) && (n == 0 || r.brand == brand) &&
	    str_find_char(path, '/', 0) > 0; n++)
		brand = r.brand;
	return n;
}

/* Takes the rows off; the brand's id. */
static struct str
take_files(struct str *rows, struct published *file, size_t n)
{
	struct str path, id = { 0 };
	struct row r;

	for (size_t i = 0; i < n && row_take(rows, &r, &path); i++) {
		id = str_slice(path, 0, (size_t)str_find_char(path, '/', 0));
		file[i] = (struct published){ .path = str_slice(path,
		    id.n + 1, path.n), .stamp = r.stamp, .kept = true };
	}
	return id;
}

void
kept_look(const struct kept_place *k, int out, struct str rows, bool *seen,
    bool *tidy)
{
	struct arena *a = arena_new();
	struct stat st;
	size_t n;

	while (k->path && fstat(out, &st) == 0 &&
	    (n = count_files(rows)) > 0) {
		struct published *file = ARENA_ARRAY(a, n,
		    struct published);
		struct str id = take_files(&rows, file, n);
		struct tree t = { .file = file, .nfiles = n, .right = seen,
			.dev = st.st_dev, .looks = true };
		*tidy++ = tidy_folder(&t, AT_FDCWD, in_cache(k, a, id),
		    (struct range){ 0, n }) && !t.broken;
		seen += n;
		buf_free(&t.path);
		arena_reset(a);
	}
	arena_free(a);
}

/* What is there and shall be another file is replaced when that is moved to
   the tree. Where a file goes its folder may have to go, too. */
const bool *
kept_match(const struct publication *p, const struct brand_state *b)
{
	bool *right = ARENA_ARRAY(p->wave, b->nfiles + 1, bool);
	struct str rows = b->last.files, path;
	struct row r;
	size_t i = 0;

	if (!b->last.stands || !b->last.tidy || !is_worth_it(b))
		return NULL;
	for (size_t k = 0; k < b->last.nfiles && row_take(&rows, &r, &path);
	    k++) {
		path = str_slice(path, b->is.id.n + 1, path.n);
		while (i < b->nfiles && str_cmp(b->file[i].path, path) < 0)
			i++;
		const struct published *f = &b->file[i];
		if (i == b->nfiles || !str_eq(f->path, path))
			return NULL;
		right[i] = b->last.seen[k] && f->kept;
		if (right[i] && f->stamp.ino != r.stamp.ino)
			return NULL;
	}
	return right;
}

const char *
kept_take(struct publication *p, struct arena *a, const struct brand_state *b,
    const bool **right)
{
	struct tree t = { .file = b->file, .nfiles = b->nfiles,
		.right = ARENA_ARRAY(a, b->nfiles + 1, bool) };
	const char *path = in_stage(p, a, b->is.id);
	struct stat st;

	*right = b->right;
	if (b->right)
		return path;
	if (!is_worth_it(b) || fstat(p->stage.lock, &st) < 0)
		return NULL;
	t.dev = st.st_dev;
	bool good = tidy_folder(&t, AT_FDCWD, path,
	    (struct range){ 0, b->nfiles });
	buf_free(&t.path);
	if (!good || t.broken) {
		rename(path, in_cache(&p->kept, a, b->is.id));
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
		if (!brand_has_file(b, map_at(old, i)->key))
			note(p, b, map_at(old, i)->key);
}

static void
remove_stale(const struct brand_state *b, const char *tree)
{
	struct buf path = BUF_INIT;

	for (size_t i = 0; i < b->nstale; i++)
		unlink(path_below(&path, tree, b->stale[i]));
	buf_free(&path);
}

static bool
move_to_cache(struct publication *p, const struct brand_state *b)
{
	struct arena *a = arena_new();
	const char *kept = in_cache(&p->kept, a, b->is.id);
	const char *tree = b->partly ? kept : arena_printf(a, "%s/%.*s",
	    p->stage.path, STR_ARG(b->is.id)).p;

	remove_stale(b, tree);
	bool good = !b->partly && cache_folder_make(p->o.cache,
	    p->kept.name, p->kept.about) && rename(tree, kept) == 0;
	arena_free(a);
	return good;
}

bool
kept_keep(struct publication *p, const struct brand_state *b)
{
	return b->keeps && move_to_cache(p, b);
}
