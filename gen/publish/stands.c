/* Whether a published output is still there as it was left: a row for each of
   its files, looked at one by one and not read. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "publish/publish_parts.h"
#include "publish/rows.h"

enum { PATH = 48 };	/* bytes of a path, about */

static void
put_row(struct buf *out, struct buf *path, struct row r)
{
	buf_char(path, '\0');
	r.path = (uint32_t)path->n;
	buf_add(out, &r, sizeof(r));
	buf_str(out, buf_view(path));
	buf_reset(path);
}

/* A file beside the trees, as it lies in OUT now. */
static void
put_beside(struct buf *out, const struct publication *p, struct buf *path,
    size_t brand, struct hash128 hash)
{
	struct arena *a = arena_new();
	struct stat st;
	const char *full = path_join(a, str_c(p->o.out),
	    buf_view(path)).p;

	if (lstat(full, &st) < 0)
		die(errno, "cannot look at %s", full);
	put_row(out, path, (struct row){ .size = (uint64_t)st.st_size,
	    .hash = hash, .stamp = { (uint64_t)st.st_ino, st.st_mtim.tv_sec,
	    st.st_mtim.tv_nsec }, .brand = (uint32_t)brand });
	arena_free(a);
}

void
rows_of_tree(struct publication *p, const struct brand_state *b)
{
	struct buf path = BUF_INIT;

	p->nrows += b->nfiles;
	buf_reserve(&p->rows, b->nfiles * (sizeof(struct row) + PATH));
	for (size_t k = 0; k < b->nfiles; k++) {
		buf_str(&path, b->is.id);
		buf_char(&path, '/');
		buf_str(&path, b->file[k].path);
		put_row(&p->rows, &path, (struct row){ .size =
		    b->file[k].size, .hash = b->file[k].hash, .stamp =
		    b->file[k].stamp, .brand = (uint32_t)(b - p->brand) });
	}
	buf_free(&path);
}

uint64_t
publication_rows(struct publication *p, struct buf *out)
{
	uint64_t n = p->nrows;

	buf_str(out, buf_view(&p->rows));
	buf_free(&p->rows);
	p->nrows = 0;
	return n;
}

void
publication_rows_beside(const struct publication *p, struct buf *out)
{
	const struct hash128 none = { 0 };
	struct buf path = BUF_INIT;

	for (size_t i = 0; i < p->nbrands; i++) {
		const struct brand_state *b = &p->brand[i];
		if (!b->done)
			continue;
		for (size_t k = 0; k < b->ncompanions; k++) {
			buf_str(&path, b->companion[k].name);
			put_beside(out, p, &path, i, b->companion[k].is.hash);
		}
		buf_printf(&path, "%.*s.json", STR_ARG(b->is.id));
		put_beside(out, p, &path, i, none);
	}
	buf_c(&path, "manifest.json");
	put_beside(out, p, &path, p->nbrands, none);
	buf_free(&path);
}

bool
row_take(struct str *rows, struct row *r, struct str *path)
{
	if (rows->n < sizeof(*r))
		return false;
	memcpy(r, rows->p, sizeof(*r));
	const char *p = rows->p + sizeof(*r);
	if (r->path == 0 || r->path > rows->n - sizeof(*r) ||
	    p[r->path - 1] != '\0')
		return false;
	*path = (struct str){ p, r->path - 1 };
	*rows = str_slice(*rows, sizeof(*r) + r->path, rows->n);
	return true;
}

bool
row_stands(int out, const struct row *r, struct str path)
{
	struct stat st;

	return fstatat(out, path.p, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(st.st_mode) && (st.st_mode & 07777) == 0644 &&
	    (uint64_t)st.st_size == r->size &&
	    (uint64_t)st.st_ino == r->stamp.ino &&
	    st.st_mtim.tv_sec == r->stamp.seconds &&
	    st.st_mtim.tv_nsec == r->stamp.nanoseconds;
}

static bool
has_stage(int out)
{
	int fd = openat(out, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;
	bool found = !d;

	while (d && (e = readdir(d)) != NULL)
		found = found || stage_is(e->d_name);
	if (d)
		closedir(d);
	return found;
}

bool
rows_stand(int out, struct str rows)
{
	bool good = true;
	struct str path;
	struct row r;

	while (good && rows.n > 0)
		good = row_take(&rows, &r, &path) &&
		    row_stands(out, &r, path);
	return good;
}

bool
rows_beside_stand(int out, struct str rows)
{
	bool good = true;
	struct str path;
	struct row r;

	while (good && row_take(&rows, &r, &path))
		good = memchr(path.p, '/', path.n) != NULL ||
		    row_stands(out, &r, path);
	return good;
}

bool
output_is_free(int out)
{
	return flock(out, LOCK_EX | LOCK_NB) == 0 && !has_stage(out);
}
