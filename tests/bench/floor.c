/* The least that a build of the same output can cost: reads all sources,
   parses each variant once with cmark-gfm, then hashes and writes a copy of
   every output file, in two workers. `VARIANTS` are the readings of articles
   that livery parses beyond one each. Prints seconds and CPU seconds; holding
   the output ready is not counted.
   usage: floor [-w] [-d LEVEL] [-s] CONTENT BUILT OUT VARIANTS
   -w only hashes and writes; -d deflates what an archive of a brand's folder
   and an EPUB hold, too, and writes that instead of them; -s makes the SHA-256
   digests that lie in the archive */
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <nettle/sha2.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xxhash.h>

#include "tree.h"

enum { WORKERS = 2 };

struct task {
	struct tree source, built, in_epub;
	size_t skip;		/* bytes of a built path before those of OUT's */
	const char *out;
	size_t variants;
	int level;		/* of deflate; 0: no archives */
	int write_only, sha;
	struct counters {	/* shared: what is to be taken next */
		atomic_size_t parse, write;
	} *next;
};

static volatile uint64_t used;	/* lest the compiler leave hashing out */

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
parse_share(const struct task *t)
{
	size_t i;

	cmark_gfm_core_extensions_ensure_registered();
	while ((i = t->next->parse++) < t->source.n + t->variants) {
		struct tree_file f = t->source.v[i % t->source.n];
		tree_read(&f);
		parse(f.bytes, f.size);
		free(f.bytes);
	}
}

static void
make_dirs(char *path)
{
	for (char *p = strchr(path + 1, '/'); p; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(path, 0777) != 0 && errno != EEXIST)
			tree_fail(path);
		*p = '/';
	}
}

static int
create(char *path)
{
	const int how = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
	int fd = open(path, how, 0666);

	if (fd < 0 && errno == ENOENT) {
		make_dirs(path);
		fd = open(path, how, 0666);
	}
	if (fd < 0)
		tree_fail(path);
	return fd;
}

static void
write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, bytes, n);
		if (w < 0)
			tree_fail("write");
		bytes += w;
		n -= (size_t)w;
	}
}

static void
write_copy(const struct task *t, const struct tree_file *f)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s%s", t->out, f->path + t->skip);
	int fd = create(path);
	write_all(fd, f->bytes, f->size);
	if (close(fd) != 0)
		tree_fail(path);
}

/* What is done to a file for the archive that it lies in. */
static void
pack(struct libdeflate_compressor *c, const struct tree_file *f, int spool)
{
	static char *room;
	static size_t cap;
	size_t most = libdeflate_deflate_compress_bound(c, f->size);

	if (most > cap) {
		cap = most;
		room = realloc(room, cap);
		if (!room)
			tree_fail("memory");
	}
	used = libdeflate_crc32(0, f->bytes, f->size);
	write_all(spool, room, libdeflate_deflate_compress(c, f->bytes,
	    f->size, room, most));
}

static void
digest(const struct tree_file *f)
{
	struct sha256_ctx sha;
	uint8_t found[SHA256_DIGEST_SIZE];

	sha256_init(&sha);
	sha256_update(&sha, f->size, (const uint8_t *)f->bytes);
	sha256_digest(&sha, sizeof(found), found);
}

static int
is_archive(const char *path)
{
	return tree_ends(path, ".zip") || tree_ends(path, ".epub");
}

static void
write_file(const struct task *t, struct libdeflate_compressor *c,
    const struct tree_file *f, int spool)
{
	int in_folder = strchr(f->path + t->skip + 1, '/') != NULL;

	if (c && is_archive(f->path))
		return;
	used = XXH3_128bits(f->bytes, f->size).low64;
	write_copy(t, f);
	if (c && in_folder)
		pack(c, f, spool);
	if (t->sha && in_folder)
		digest(f);
}

static void
write_share(const struct task *t, unsigned k)
{
	struct libdeflate_compressor *c = NULL;
	char path[4096];
	int spool = -1;
	size_t i;

	if (t->level > 0) {
		c = libdeflate_alloc_compressor(t->level);
		snprintf(path, sizeof(path), "%s/packed.%u", t->out, k);
		spool = create(path);
	}
	while ((i = t->next->write++) < t->built.n + t->in_epub.n)
		if (i < t->built.n)
			write_file(t, c, &t->built.v[i], spool);
		else
			pack(c, &t->in_epub.v[i - t->built.n], spool);
	if (c && close(spool) != 0)
		tree_fail(path);
}

static int
run(const struct task *t)
{
	int status, failed = 0;

	for (unsigned k = 0; k < WORKERS; k++) {
		pid_t pid = fork();
		if (pid < 0)
			tree_fail("fork");
		if (pid > 0)
			continue;
		if (!t->write_only)
			parse_share(t);
		write_share(t, k);
		_exit(0);
	}
	while (wait(&status) > 0)
		failed |= status != 0;
	return failed;
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
	struct task t = { 0 };
	int c;

	while ((c = getopt(argc, argv, "wd:s")) != -1) {
		t.write_only |= c == 'w';
		t.sha |= c == 's';
		if (c == 'd')
			t.level = atoi(optarg);
	}
	argv += optind;
	if (argc - optind != 4) {
		fputs("usage: floor [-w] [-d LEVEL] [-s] CONTENT BUILT OUT "
		    "VARIANTS\n", stderr);
		return 2;
	}
	t.source = tree_list(argv[0], ".md");
	t.built = tree_list(argv[1], NULL);
	t.skip = strlen(argv[1]);
	t.out = argv[2];
	t.variants = strtoul(argv[3], NULL, 10);
	for (size_t i = 0; i < t.built.n; i++)
		tree_read(&t.built.v[i]);
	for (size_t i = 0; t.level > 0 && i < t.built.n; i++)
		if (tree_ends(t.built.v[i].path, ".epub"))
			tree_unzip(&t.in_epub, t.built.v[i].path);
	t.next = mmap(NULL, sizeof(*t.next), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (t.next == MAP_FAILED)
		tree_fail("memory");
	double from = tree_clock();
	int failed = run(&t);
	printf("%.3f %.3f 0\n", tree_clock() - from, cpu_of_workers());
	return failed;
}
