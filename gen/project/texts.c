/* Many texts at once: workers read each into its place in one mapping. */
#include <errno.h>
#include <sys/mman.h>

#include "base/diag.h"
#include "base/files.h"
#include "base/str.h"
#include "base/workers.h"
#include "project/parts.h"

enum {
	RUN = 64,		/* entries a job */
	READERS = 4
};

struct room {
	struct loader *l;
	uint32_t *file;		/* by entry: its source, 0 for none */
	const struct dir_entry *entry;
	size_t n;
	char *base;
	size_t *place;		/* by entry: where its text begins */
};

/* Each text has a byte more than it needs, which stays NUL. */
static size_t
place_all(struct room *r)
{
	size_t end = 0;

	r->place = ARENA_ARRAY(r->l->scratch, r->n + 1, size_t);
	for (size_t i = 0; i < r->n; i++) {
		r->place[i] = end;
		if (r->file[i] != 0)
			end += (size_t)r->entry[i].size + 1;
	}
	return end;
}

static struct str
text_at(const struct room *r, size_t i)
{
	return (struct str){ r->base + r->place[i],
	    (size_t)r->entry[i].size };
}

static size_t
run_end(const struct room *r, uint32_t job)
{
	size_t end = ((size_t)job + 1) * RUN;

	return end < r->n ? end : r->n;
}

/* Whether the text stands in its place as it is used. */
static bool
read_one(const struct room *r, size_t i)
{
	struct str path = sources_path(r->l->s, r->file[i]);
	struct str text = text_at(r, i);

	return r->file[i] != 0 && file_fill(path_join(r->l->scratch,
	    str_c(r->l->root), path).p, r->base + r->place[i], text.n) &&
	    text_is_plain(text);
}

static void
read_run(void *ctx, uint32_t job, struct buf *out)
{
	const struct room *r = ctx;

	for (size_t i = (size_t)job * RUN; i < run_end(r, job); i++)
		buf_char(out, read_one(r, i));
}

/* What a worker could not read is read here, where it is reported. */
static void
take_run(void *ctx, uint32_t job, enum job_status status, struct str answer)
{
	struct room *r = ctx;
	size_t first = (size_t)job * RUN;

	for (size_t i = first; i < run_end(r, job); i++) {
		if (r->file[i] == 0)
			continue;
		if (status == JOB_DONE && answer.p[i - first])
			sources_give(r->l->s, r->file[i], text_at(r, i), true);
		else if (!text_fill(r->l, r->file[i]))
			r->file[i] = 0;
	}
}

void
texts_read(struct loader *l, uint32_t *file, const struct dir_entry *entry,
    size_t n)
{
	struct room r = { .l = l, .file = file, .entry = entry, .n = n };
	uint32_t jobs = (uint32_t)((n + RUN - 1) / RUN);
	unsigned workers = workers_processors();
	size_t size = place_all(&r);

	if (size == 0)
		return;
	r.base = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (r.base == MAP_FAILED)
		die(errno, "cannot make room for %zu bytes of texts", size);
	arena_adopt(l->a, r.base, size);
	if (jobs == 1)
		workers = 0;
	workers_run(jobs, workers < READERS ? workers : READERS,
	    (struct workers_limits){ 0 }, read_run, take_run, &r);
	/* Workers to come share it: none may write into another's text. */
	if (mprotect(r.base, size, PROT_READ) < 0)
		die(errno, "cannot protect the texts");
}
