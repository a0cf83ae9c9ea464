/* Many texts at once: workers read them, and the parent maps what they read. */
#include "base/files.h"
#include "base/str.h"
#include "base/workers.h"
#include "project/parts.h"

enum {
	RUN = 64,		/* texts a job */
	READERS = 4
};

struct batch {
	struct loader *l;
	struct fronts *fronts;
	uint32_t *file;		/* by entry: its source, 0 for none */
	const struct dir_entry *entry;
	size_t *todo;		/* the entries that have one */
	size_t n;
};

static size_t
run_end(const struct batch *b, uint32_t job)
{
	size_t end = ((size_t)job + 1) * RUN;

	return end < b->n ? end : b->n;
}

/* Appends whether the text can be used as it stands; if so, the text and a
   NUL. */
static void
read_one(const struct batch *b, size_t entry, struct buf *out)
{
	struct str path = path_join(b->l->scratch, str_c(b->l->root),
	    sources_path(b->l->s, b->file[entry]));
	size_t n = (size_t)b->entry[entry].size;

	buf_char(out, false);
	buf_reserve(out, n + 1);
	char *p = out->p + out->n;
	if (!file_fill(path.p, p, n) || !text_is_plain((struct str){ p, n }))
		return;
	p[-1] = true;
	p[n] = '\0';
	out->n += n + 1;
}

static void
read_run(void *ctx, uint32_t job, struct buf *out)
{
	const struct batch *b = ctx;

	for (size_t i = (size_t)job * RUN; i < run_end(b, job); i++)
		read_one(b, b->todo[i], out);
}

/* What a worker could not read is read here, where it is reported. */
static void
take_run(void *ctx, uint32_t job, enum job_status status, struct str answer)
{
	struct batch *b = ctx;

	for (size_t i = (size_t)job * RUN; i < run_end(b, job); i++) {
		uint32_t *file = &b->file[b->todo[i]];
		bool plain = status == JOB_DONE && answer.p[0];
		answer = str_slice(answer, 1, answer.n);
		if (plain) {
			size_t n = (size_t)b->entry[b->todo[i]].size;
			sources_give(b->l->s, *file, str_slice(answer, 0, n),
			    true);
			answer = str_slice(answer, n + 1, answer.n);
		} else if (!text_fill(b->l, *file)) {
			*file = 0;
		}
		if (*file != 0)
			fronts_add(b->fronts, *file);
	}
}

void
texts_read(struct loader *l, struct fronts *f, uint32_t *file,
    const struct dir_entry *entry, size_t n)
{
	struct batch b = { .l = l, .fronts = f, .file = file, .entry = entry,
		.todo = ARENA_ARRAY(l->scratch, n + 1, size_t) };

	for (size_t i = 0; i < n; i++)
		if (file[i] != 0)
			b.todo[b.n++] = i;
	uint32_t jobs = (uint32_t)((b.n + RUN - 1) / RUN);
	unsigned workers = jobs == 1 ? 0 : workers_processors();
	workers_run_kept(l->a, jobs, workers < READERS ? workers : READERS,
	    (struct workers_limits){ 0 }, read_run, take_run, &b);
}
