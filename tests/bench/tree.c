/* Reading trees of files, for the programs of the benchmark. */
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>

static struct tree walked;
static const char *wanted;

void
tree_fail(const char *what)
{
	fprintf(stderr, "bench: %s: %s\n", what, strerror(errno));
	exit(1);
}

int
tree_ends(const char *path, const char *suffix)
{
	size_t n = strlen(path), k = strlen(suffix);

	return n >= k && strcmp(path + n - k, suffix) == 0;
}

static void
add(struct tree *t, struct tree_file f)
{
	if (t->n == t->cap) {
		t->cap = t->cap ? 2 * t->cap : 1024;
		t->v = realloc(t->v, t->cap * sizeof(*t->v));
		if (!t->v)
			tree_fail("memory");
	}
	t->v[t->n++] = f;
}

static int
take(const char *path, const struct stat *st, int kind, struct FTW *f)
{
	(void)f;
	if (kind != FTW_F || (wanted && !tree_ends(path, wanted)))
		return 0;
	add(&walked, (struct tree_file){ strdup(path), (size_t)st->st_size,
		NULL });
	return 0;
}

static int
by_path(const void *a, const void *b)
{
	const struct tree_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

struct tree
tree_list(const char *dir, const char *suffix)
{
	walked = (struct tree){ 0 };
	wanted = suffix;
	if (nftw(dir, take, 32, FTW_PHYS) != 0)
		tree_fail(dir);
	if (walked.n > 0)
		qsort(walked.v, walked.n, sizeof(*walked.v), by_path);
	return walked;
}

void
tree_read(struct tree_file *f)
{
	int fd = open(f->path, O_RDONLY | O_CLOEXEC);
	size_t done = 0;

	f->bytes = malloc(f->size + 1);
	if (fd < 0 || !f->bytes)
		tree_fail(f->path);
	while (done < f->size) {
		ssize_t n = read(fd, f->bytes + done, f->size - done);
		if (n <= 0)
			tree_fail(f->path);
		done += (size_t)n;
	}
	close(fd);
}

void
tree_unzip(struct tree *t, const char *archive)
{
	struct zip *z = zip_open(archive, ZIP_RDONLY, NULL);
	struct zip_stat st;

	if (!z)
		tree_fail(archive);
	for (zip_uint64_t i = 0; zip_stat_index(z, i, 0, &st) == 0; i++) {
		struct zip_file *f = zip_fopen_index(z, i, 0);
		char *bytes = malloc(st.size + 1);
		if (!f || !bytes || zip_fread(f, bytes, st.size) !=
		    (zip_int64_t)st.size)
			tree_fail(archive);
		add(t, (struct tree_file){ strdup(st.name), st.size, bytes });
		zip_fclose(f);
	}
	zip_close(z);
}

double
tree_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}
