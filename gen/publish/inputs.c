/* Looking at the inputs. Each entry is hashed by itself and the hashes are
   added up, so that the order in which a folder gives its names is nothing. */
#include "publish/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/str.h"

/* File systems with the coarsest times (FAT) tell 2 s apart. */
enum { COARSE_SECONDS = 2 };

struct look {
	struct arena *a;
	struct inputs *in;
	time_t recent;		/* what was changed since then is fresh */
	size_t cap;		/* of in->fresh */
	struct str content;	/* path of the folder */
	bool hidden;		/* in a hidden folder */
	struct buf row;
	struct buf entries;	/* of in->content, not yet sorted */
};

static void
put_i64(struct buf *b, int64_t v)
{
	buf_u32(b, (uint32_t)((uint64_t)v & UINT32_MAX));
	buf_u32(b, (uint32_t)((uint64_t)v >> 32));
}

static void
put_stat(struct buf *b, const struct stat *st)
{
	put_i64(b, st->st_mode);
	put_i64(b, st->st_size);
	put_i64(b, (int64_t)st->st_ino);
	put_i64(b, st->st_mtim.tv_sec);
	put_i64(b, st->st_mtim.tv_nsec);
	put_i64(b, st->st_ctim.tv_sec);
	put_i64(b, st->st_ctim.tv_nsec);
}

static void
sum(struct hash128 *to, struct str row)
{
	struct hash128 h = hash_xxh3(row);

	to->hi += h.hi;
	to->lo += h.lo;
}

enum kind { KIND_REST, KIND_FOLDER, KIND_PAGE };

/* Adds the row to what was seen; of a page's text the first `name` bytes
   alone count among the others. */
static void
see(struct look *l, enum kind kind, size_t name)
{
	struct str row = buf_view(&l->row);

	sum(&l->in->seen, row);
	sum(&l->in->others, kind == KIND_PAGE ? str_slice(row, 0, name) : row);
	if (kind == KIND_REST)
		sum(&l->in->rest, row);
	buf_reset(&l->row);
}

/* Whether a path below content/ may be that of an article or a section. Files
   in folders with an underscore are snippets. */
static bool
is_page(struct str path, struct str content)
{
	if (!str_starts(path, content) || !str_ends(path, STR(".md")))
		return false;
	return str_find(str_slice(path, content.n, path_dir(path).n + 1),
	    STR("/_"), 0) < 0;
}

static void
keep_fresh(struct look *l, struct str path, bool page)
{
	struct inputs *in = l->in;

	if (in->nfresh == l->cap) {
		l->cap = l->cap ? l->cap * 2 : 64;
		struct fresh_input *f = ARENA_ARRAY(l->a, l->cap,
		    struct fresh_input);
		if (in->nfresh > 0)
			memcpy(f, in->fresh, in->nfresh * sizeof(*f));
		in->fresh = f;
	}
	in->fresh[in->nfresh++] = (struct fresh_input){ .path = path,
		.page = page };
}

static bool
is_fresh(const struct look *l, const struct stat *st)
{
	return st->st_mtim.tv_sec >= l->recent ||
	    st->st_ctim.tv_sec >= l->recent;
}

static void
see_file(struct look *l, struct str path, const struct stat *st, bool page)
{
	put_stat(&l->row, st);
	if (S_ISREG(st->st_mode) && is_fresh(l, st))
		keep_fresh(l, path, page);
}

/* Of what is in content/, once its row is whole. Links make a look useless or
   are refused. */
static void
list_entry(struct look *l, struct str path, const struct stat *st, bool link)
{
	struct dir_entry e = { .dir = !link && S_ISDIR(st->st_mode),
		.link = link };

	if (l->hidden || !str_starts(path, l->content) ||
	    path.p[l->content.n] != '/' ||
	    !(link || e.dir || S_ISREG(st->st_mode)))
		return;
	e.path = str_slice(path, l->content.n + 1, path.n);
	if (!link && !e.dir) {
		e.size = (uint64_t)st->st_size;
		if (!is_fresh(l, st))
			e.seen = hash_xxh3(buf_view(&l->row));
	}
	buf_add(&l->entries, &e, sizeof(e));
}

static void see_folder(struct look *l, int fd, struct str path);

/* A folder is what is in it: its own times change with every editor's
   temporary file. */
static void
see_entry(struct look *l, int at, const char *name, struct str path)
{
	struct stat st;
	bool page = is_page(path, l->content), link, outer = l->hidden;

	if (fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
		if (errno != ENOENT)
			die(errno, "cannot look at %s", path.p);
		return;
	}
	buf_str(&l->row, path);
	buf_char(&l->row, '\0');
	link = S_ISLNK(st.st_mode);
	if (link) {
		put_stat(&l->row, &st);
		if (fstatat(at, name, &st, 0) < 0)
			st = (struct stat){ 0 };
		if (S_ISDIR(st.st_mode))
			l->in->whole = false;
	}
	if (S_ISDIR(st.st_mode))
		put_i64(&l->row, st.st_mode);
	else
		see_file(l, path, &st, page);
	l->hidden = outer || name[0] == '.';
	list_entry(l, path, &st, link);
	see(l, S_ISDIR(st.st_mode) ? KIND_FOLDER : page ? KIND_PAGE :
	    KIND_REST, path.n);
	if (S_ISDIR(st.st_mode) && l->in->whole)
		see_folder(l, openat(at, name, O_RDONLY | O_DIRECTORY |
		    O_NOFOLLOW | O_CLOEXEC), path);
	l->hidden = outer;
}

/* Closes `fd`. What cannot be opened is for the build to complain about. */
static void
see_folder(struct look *l, int fd, struct str path)
{
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	if (!d) {
		l->in->whole = false;
		return;
	}
	while ((errno = 0, e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			see_entry(l, fd, e->d_name, path_join(l->a, path,
			    str_c(e->d_name)));
	if (errno != 0 || closedir(d) < 0)
		die(errno, "cannot read folder %s", path.p);
}

/* The project's folders themselves may be links. */
static void
see_root(struct look *l, struct str path)
{
	int fd = open(path.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	buf_str(&l->row, path);
	buf_c(&l->row, fd < 0 ? " is not there" : " is there");
	see(l, KIND_REST, 0);
	if (fd >= 0)
		see_folder(l, fd, path);
}

/* A program or library that is replaced has another inode, size or time. */
static void
see_binary(struct look *l, const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0) {
		l->in->whole = false;
		return;
	}
	buf_c(&l->row, path);
	see_file(l, str_c(path), &st, false);
	see(l, KIND_REST, 0);
}

/* The kernel's own object has a name that is no path. */
static int
see_library(struct dl_phdr_info *info, size_t size, void *ctx)
{
	struct look *l = ctx;

	(void)size;
	if (info->dlpi_name && info->dlpi_name[0] == '/')
		see_binary(l, arena_str(l->a, str_c(info->dlpi_name)).p);
	return 0;
}

/* ICU reads its data from elsewhere when told to. */
static void
see_program(struct look *l)
{
	const char *data = getenv("ICU_DATA");

	buf_printf(&l->row, "livery " LIVERY_VERSION " ICU_DATA=%s",
	    data ? data : "");
	see(l, KIND_REST, 0);
	see_binary(l, "/proc/self/exe");
	dl_iterate_phdr(see_library, l);
}

void
inputs_look(struct arena *a, const char *root, struct inputs *out)
{
	static const char *const part[] = { "content", "providers", "themes" };
	struct look l = { .a = a, .in = out };
	struct timespec now;

	*out = (struct inputs){ .whole = true };
	if (clock_gettime(CLOCK_REALTIME, &now) < 0)
		die(errno, "cannot tell the time");
	l.recent = now.tv_sec - COARSE_SECONDS;
	l.content = path_join(a, str_c(root), STR("content"));
	see_program(&l);
	for (size_t i = 0; i < sizeof(part) / sizeof(part[0]); i++)
		see_root(&l, path_join(a, str_c(root), str_c(part[i])));
	out->ncontent = l.entries.n / sizeof(struct dir_entry);
	out->content = ARENA_ARRAY(a, out->ncontent + 1, struct dir_entry);
	if (out->ncontent > 0)
		memcpy(out->content, l.entries.p, l.entries.n);
	dir_sort(out->content, out->ncontent);
	buf_free(&l.entries);
	buf_free(&l.row);
}

static struct hash128
hash_of(struct str path)
{
	struct arena *a = arena_new();
	struct str bytes = { 0 };
	struct hash128 h = { 0 };

	if (file_read(a, path.p, &bytes))
		h = hash_xxh3(bytes);
	arena_free(a);
	return h;
}

void
inputs_hash(struct inputs *in)
{
	for (size_t i = 0; i < in->nfresh; i++)
		in->fresh[i].hash = hash_of(in->fresh[i].path);
}

static bool
still(const struct inputs *then, bool pages)
{
	for (size_t i = 0; i < then->nfresh; i++)
		if ((pages || !then->fresh[i].page) &&
		    !hash_same(hash_of(then->fresh[i].path), then->fresh[i].hash))
			return false;
	return true;
}

bool
inputs_hold(const struct inputs *then, const struct inputs *now)
{
	return then->whole && now->whole && hash_same(then->seen, now->seen) &&
	    still(then, true);
}

bool
inputs_others_hold(const struct inputs *then, const struct inputs *now)
{
	return then->whole && now->whole && hash_same(then->others, now->others) &&
	    still(then, false);
}

bool
inputs_rest_holds(const struct inputs *then, const struct inputs *now)
{
	return then->whole && now->whole && hash_same(then->rest, now->rest) &&
	    still(then, false);
}
