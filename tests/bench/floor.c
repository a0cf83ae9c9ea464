/* The least that a build of the same output can cost: reads all sources,
   parses each variant once with cmark-gfm, then writes and hashes a copy of
   every output file, in two workers. `VARIANTS` are the further readings of
   articles that livery reports beyond their number. Prints seconds and CPU
   seconds; holding the output ready is not counted.
   usage: floor CONTENT BUILT OUT VARIANTS */
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

enum { WORKERS = 2 };

struct file {
	char *path;
	size_t size;
};

struct list {
	struct file *v;
	size_t n, cap;
};

static struct list walked;
static const char *wanted;	/* extension, or null for all */

static void
fail(const char *what)
{
	fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int
take(const char *path, const struct stat *st, int kind, struct FTW *f)
{
	const char *dot = strrchr(path, '.');

	(void)f;
	if (kind != FTW_F || (wanted && (!dot || strcmp(dot, wanted) != 0)))
		return 0;
	if (walked.n == walked.cap) {
		walked.cap = walked.cap ? 2 * walked.cap : 1024;
		walked.v = realloc(walked.v, walked.cap * sizeof(*walked.v));
		if (!walked.v)
			fail("memory");
	}
	walked.v[walked.n++] = (struct file){ strdup(path),
		(size_t)st->st_size };
	return 0;
}

static struct list
walk(const char *dir, const char *ext)
{
	walked = (struct list){ 0 };
	wanted = ext;
	if (nftw(dir, take, 32, FTW_PHYS) != 0)
		fail(dir);
	return walked;
}

static char *
read_all(const struct file *f)
{
	char *bytes = malloc(f->size + 1);
	int fd = open(f->path, O_RDONLY | O_CLOEXEC);

	if (!bytes || fd < 0 ||
	    read(fd, bytes, f->size) != (ssize_t)f->size)
		fail(f->path);
	close(fd);
	return bytes;
}

static void
parse(const char *bytes, size_t n)
{
	static const char *const names[] = { "table", "strikethrough",
	    "tasklist", "autolink" };
	cmark_parser *p = cmark_parser_new(CMARK_OPT_FOOTNOTES);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		cmark_parser_attach_syntax_extension(p,
		    cmark_find_syntax_extension(names[i]));
	cmark_parser_feed(p, bytes, n);
	cmark_node_free(cmark_parser_finish(p));
	cmark_parser_free(p);
}

static void
make_dirs(char *path)
{
	for (char *p = strchr(path + 1, '/'); p; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(path, 0777) != 0 && errno != EEXIST)
			fail(path);
		*p = '/';
	}
}

static void
write_copy(const struct file *f, size_t skip, const char *out,
    const char *bytes)
{
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s%s", out, f->path + skip);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0 && errno == ENOENT) {
		make_dirs(path);
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		    0666);
	}
	if (fd < 0 || write(fd, bytes, f->size) != (ssize_t)f->size ||
	    close(fd) != 0)
		fail(path);
}

/* One worker's share. The output was read into memory before the clock starts
   for it: what a real build would make in a buffer. */
static void
work(unsigned k, const struct list *src, const struct list *built,
    char *const *bytes, size_t skip, const char *out, size_t variants)
{
	XXH128_hash_t sum = { 0, 0 };

	cmark_gfm_core_extensions_ensure_registered();
	for (size_t i = k; i < src->n + variants; i += WORKERS) {
		const struct file *f = &src->v[i % src->n];
		char *text = read_all(f);
		parse(text, f->size);
		free(text);
	}
	for (size_t i = k; i < built->n; i += WORKERS) {
		XXH128_hash_t h = XXH3_128bits(bytes[i], built->v[i].size);
		sum.low64 ^= h.low64;
		write_copy(&built->v[i], skip, out, bytes[i]);
	}
	if (sum.low64 == 1)
		puts("");
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
cpu_of_workers(void)
{
	struct rusage u;

	getrusage(RUSAGE_CHILDREN, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	    (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

int
main(int argc, char **argv)
{
	int status, failed = 0;

	if (argc != 5) {
		fputs("usage: floor CONTENT BUILT OUT VARIANTS\n", stderr);
		return 2;
	}
	struct list src = walk(argv[1], ".md"), built = walk(argv[2], NULL);
	char **bytes = calloc(built.n + 1, sizeof(*bytes));
	if (!bytes)
		fail("memory");
	for (size_t i = 0; i < built.n; i++)
		bytes[i] = read_all(&built.v[i]);
	double from = now();
	for (unsigned k = 0; k < WORKERS; k++) {
		pid_t pid = fork();
		if (pid < 0)
			fail("fork");
		if (pid == 0) {
			work(k, &src, &built, bytes, strlen(argv[2]), argv[3],
			    strtoul(argv[4], NULL, 10));
			_exit(0);
		}
	}
	while (wait(&status) > 0)
		failed |= status != 0;
	printf("%.3f %.3f\n", now() - from, cpu_of_workers());
	return failed;
}
