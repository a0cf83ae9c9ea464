/* Walking a folder. */
#include "base/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

struct walk {
	struct arena *arena;
	const char *root;
	int fd;			/* of the root */
	struct buf entries;	/* struct dir_entry, not yet sorted */
};

static struct dir_entry *
entry_at(const struct walk *w, size_t i)
{
	return (struct dir_entry *)(void *)w->entries.p + i;
}

static size_t
entry_count(const struct walk *w)
{
	return w->entries.n / sizeof(struct dir_entry);
}

/* Pipes, sockets and devices are no content: they are left out. */
static void
add(struct walk *w, int dir, struct str prefix, const char *name)
{
	struct stat st;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
		if (errno == ENOENT)
			return;
		die(errno, "cannot look at %s/%.*s/%s", w->root,
		    STR_ARG(prefix), name);
	}
	if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode) &&
	    !S_ISLNK(st.st_mode))
		return;
	struct dir_entry e = {
		.path = path_join(w->arena, prefix, str_c(name)),
		.dir = S_ISDIR(st.st_mode),
		.link = S_ISLNK(st.st_mode),
		.size = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0,
	};
	buf_add(&w->entries, &e, sizeof(e));
}

/* Adds what lies in the folder of `fd`, which is closed. */
static void
read_folder(struct walk *w, int fd, struct str prefix)
{
	struct dirent *e;
	DIR *d = fdopendir(fd);

	if (!d)
		die(errno, "cannot open folder %s/%.*s", w->root,
		    STR_ARG(prefix));
	while ((errno = 0, e = readdir(d)) != NULL)
		if (e->d_name[0] != '.')
			add(w, fd, prefix, e->d_name);
	if (errno != 0 || closedir(d) < 0)
		die(errno, "cannot read folder %s/%.*s", w->root,
		    STR_ARG(prefix));
}

static int
by_path(const void *a, const void *b)
{
	return str_cmp(((const struct dir_entry *)a)->path,
	    ((const struct dir_entry *)b)->path);
}

void
dir_sort(struct dir_entry *e, size_t n)
{
	if (n > 0)
		qsort(e, n, sizeof(*e), by_path);
}

static struct dir_entry *
sorted(struct walk *w, size_t *n)
{
	*n = entry_count(w);
	struct dir_entry *all = ARENA_ARRAY(w->arena, *n, struct dir_entry);

	if (*n > 0)
		memcpy(all, w->entries.p, w->entries.n);
	dir_sort(all, *n);
	return all;
}

struct dir_entry *
dir_walk(struct arena *a, const char *root, size_t *n)
{
	const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
	struct walk w = { .arena = a, .root = root };

	*n = 0;
	w.fd = open(root, flags);
	if (w.fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return NULL;
	if (w.fd < 0)
		die(errno, "cannot open folder %s", root);
	read_folder(&w, openat(w.fd, ".", flags), STR(""));
	/* The list is its own queue: folders found are read further on. */
	for (size_t i = 0; i < entry_count(&w); i++) {
		struct dir_entry e = *entry_at(&w, i);
		if (!e.dir)
			continue;
		int fd = openat(w.fd, e.path.p, flags | O_NOFOLLOW);
		if (fd < 0)
			die(errno, "cannot open folder %s/%s", root, e.path.p);
		read_folder(&w, fd, e.path);
	}
	if (close(w.fd) < 0)
		die(errno, "cannot close folder %s", root);
	struct dir_entry *all = sorted(&w, n);
	buf_free(&w.entries);
	return all;
}
