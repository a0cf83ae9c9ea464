/* BRAND.zip: the brand's tree as an archive, packed by forked workers from
   what is staged and what is kept. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "base/workers.h"
#include "emit/emit.h"
#include "publish/publish_parts.h"

enum {
	JOB_BYTES = 8 << 20,	/* of files that one job packs */
	SHA_DIGITS = 64
};

struct bundle {
	struct arena *a;
	struct publication *p;
	struct brand_state *b;
	const char **spool;	/* by job, and one for SHA256SUMS */
	size_t *first;		/* job's first file; the last row ends */
	uint32_t jobs;
	struct zip_entry *entry;	/* by file, then SHA256SUMS */
	struct buf sums;
};

/* Jobs are cut by size, so that they do not depend on the workers. */
static void
cut_jobs(struct bundle *u)
{
	const struct brand_state *b = u->b;
	uint64_t bytes = 0;

	u->first = ARENA_ARRAY(u->a, b->nfiles + 2, size_t);
	for (size_t i = 0; i < b->nfiles; i++) {
		if (i == 0 || bytes > JOB_BYTES) {
			u->first[u->jobs++] = i;
			bytes = 0;
		}
		bytes += b->file[i].size;
	}
	u->first[u->jobs] = b->nfiles;
	u->spool = ARENA_ARRAY(u->a, u->jobs + 1, const char *);
	for (uint32_t j = 0; j <= u->jobs; j++)
		u->spool[j] = stage_file(u->a, &u->p->stage,
		    arena_printf(u->a, ".pack-%.*s-%u", STR_ARG(b->is.id),
		    j).p);
}

static struct str
bytes_of(const struct bundle *u, const struct published *f, struct arena *a)
{
	const struct brand_state *b = u->b;
	struct str path, bytes;

	if (f->kept)
		path = arena_printf(a, "%s/%.*s", b->tree, STR_ARG(f->path));
	else
		path = arena_printf(a, "%s/%.*s/%.*s", u->p->stage.path,
		    STR_ARG(b->is.id), STR_ARG(f->path));
	if (!file_read(a, path.p, &bytes))
		die(ENOENT, "cannot read %s", path.p);
	return bytes;
}

/* Answers with each entry and its SHA-256. */
static void
pack_job(void *ctx, uint32_t job, struct buf *out)
{
	struct bundle *u = ctx;
	struct arena *a = arena_new();
	struct buf packed = BUF_INIT;
	char hex[SHA_DIGITS + 1];

	for (size_t i = u->first[job]; i < u->first[job + 1]; i++) {
		struct str bytes = bytes_of(u, &u->b->file[i], a);
		struct zip_entry e = { .spool = job, .offset = packed.n };
		zip_pack(bytes, &e, &packed);
		hash_sha256(bytes, hex);
		buf_add(out, &e, sizeof(e));
		buf_add(out, hex, SHA_DIGITS);
		arena_reset(a);
	}
	file_create(u->spool[job], buf_view(&packed));
	buf_free(&packed);
	arena_free(a);
}

static void
pack_answer(void *ctx, uint32_t job, enum job_status status,
    struct str answer)
{
	struct bundle *u = ctx;
	size_t row = sizeof(struct zip_entry) + SHA_DIGITS;
	size_t n = u->first[job + 1] - u->first[job];

	if (status != JOB_DONE || answer.n != n * row)
		die(0, "cannot pack %s", u->b->tree);
	for (size_t k = 0; k < n; k++) {
		size_t i = u->first[job] + k;
		struct str path = u->b->file[i].path;
		memcpy(&u->entry[i], answer.p + k * row, sizeof(u->entry[i]));
		u->entry[i].path = path;
		buf_add(&u->sums, answer.p + k * row + sizeof(u->entry[i]),
		    SHA_DIGITS);
		buf_printf(&u->sums, "  %.*s\n", STR_ARG(path));
	}
}

static int
by_path(const void *a, const void *b)
{
	const struct zip_entry *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

static void
add_sums(struct bundle *u)
{
	struct zip_entry *e = &u->entry[u->b->nfiles];
	struct buf packed = BUF_INIT;

	*e = (struct zip_entry){ .spool = u->jobs };
	zip_pack(buf_view(&u->sums), e, &packed);
	e->path = STR("SHA256SUMS");
	file_create(u->spool[u->jobs], buf_view(&packed));
	buf_free(&packed);
	qsort(u->entry, u->b->nfiles + 1, sizeof(*e), by_path);
}

static void
pack(struct bundle *u, const char *zip, unsigned workers)
{
	struct workers_limits none = { 0 };
	size_t n = u->b->nfiles;

	u->a = arena_new();
	u->entry = ARENA_ARRAY(u->a, n + 1, struct zip_entry);
	cut_jobs(u);
	workers_run(u->jobs, workers, none, pack_job, pack_answer, u);
	add_sums(u);
	zip_write(zip, u->b->is.id, u->entry, n + 1, u->spool);
	for (uint32_t j = 0; j <= u->jobs; j++)
		if (remove(u->spool[j]) < 0)
			die(errno, "cannot remove %s", u->spool[j]);
	buf_free(&u->sums);
	arena_free(u->a);
}

/* A new archive gets a new digest: another release of the compressor may have
   packed it. */
void
publication_zip(struct publication *p, uint32_t brand, unsigned workers)
{
	struct brand_state *b = &p->brand[brand];
	struct bundle u = { .p = p, .b = b };

	if (b->nfiles == 0)
		return;
	const char *zip = publication_companion(p, brand, ".zip");
	const char *sum = companion_add(p, brand, ".zip.sha256", zip != NULL);
	if (zip)
		pack(&u, zip, workers);
	else
		zip = arena_printf(p->a, "%s.zip", b->tree).p;
	if (sum)
		zip_digest(zip, arena_printf(p->a, "%.*s.zip",
		    STR_ARG(b->is.id)), sum);
}
