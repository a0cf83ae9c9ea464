/* The front matter of many files: found here, its YAML read in workers. */
#include <string.h>

#include "base/str.h"
#include "base/workers.h"
#include "project/parts.h"

#define FRONT_MAX (64u * 1024)	/* bytes */
#define FRONT_CPU_MS 2000
#define FRONT_MEMORY ((size_t)256 * 1024 * 1024)
#define FRONT_WORKERS 4
enum { RUN = 16 };	/* front matters a job */

/* Whether the line at `i` is three dashes; `*next` is behind its end. */
static bool
dashes(struct str text, size_t i, size_t *next)
{
	ptrdiff_t nl = str_find_char(text, '\n', i);
	size_t end = nl < 0 ? text.n : (size_t)nl;

	*next = nl < 0 ? text.n : end + 1;
	struct str line = str_slice(text, i, end);
	while (line.n > 0 && (line.p[line.n - 1] == ' ' ||
	    line.p[line.n - 1] == '\t'))
		line.n--;
	return str_eq(line, STR("---"));
}

static void
split(struct loader *l, uint32_t file, struct front *out)
{
	struct str text = sources_start(l->s, file, 0);
	size_t next, from;

	*out = (struct front){ 0 };
	if (!dashes(text, 0, &next))
		return;
	from = next;
	for (size_t i = from; i < text.n; i = next) {
		if (!dashes(text, i, &next))
			continue;
		*out = (struct front){ .present = true,
		    .broken = i - from > FRONT_MAX, .from = (uint32_t)from,
		    .to = (uint32_t)i, .body = (uint32_t)next };
		if (out->broken)
			diag_add(l->d, DIAG_LIMIT,
			    (struct span){ file, 0, 3 },
			    "the front matter is longer than %u KiB",
			    FRONT_MAX / 1024);
		return;
	}
	*out = (struct front){ .broken = true, .body = (uint32_t)text.n };
	diag_hint(diag_add(l->d, DIAG_FRONT_MATTER,
	    (struct span){ file, 0, 3 }, "the front matter is not closed"),
	    "end it with a line of `---`");
}

/* Front matter to be read, by its number in the batch. */
struct fronts {
	struct loader *l;
	struct map *known;
	uint32_t *file;
	struct str *masked;
	uint32_t n;
	uint32_t *failed;	/* those of jobs that failed */
	uint32_t nfailed;
};

static void
take_answer(struct fronts *b, uint32_t file, struct str masked,
    struct str answer)
{
	struct front *f = &b->l->front[file];
	struct span text = { file, f->from, f->to - f->from };

	f->root = yaml_of(b->l->a, b->l->scratch, answer, masked, text,
	    b->l->d);
	memory_keep(b->l->memory, masked, answer);
}

static uint32_t
run_end(const struct fronts *b, uint32_t job)
{
	return b->n - job * RUN > RUN ? (job + 1) * RUN : b->n;
}

/* Each answer has its length in front. */
static void
read_run(void *ctx, uint32_t job, struct buf *out)
{
	const struct fronts *b = ctx;

	for (uint32_t i = job * RUN; i < run_end(b, job); i++) {
		size_t from = out->n;
		buf_u32(out, 0);
		yaml_write(b->masked[i], out);
		uint32_t n = (uint32_t)(out->n - from - sizeof(n));
		memcpy(out->p + from, &n, sizeof(n));
	}
}

static void
take_run(void *ctx, uint32_t job, enum job_status status, struct str answer)
{
	struct fronts *b = ctx;

	for (uint32_t i = job * RUN; i < run_end(b, job); i++) {
		uint32_t n;
		if (status != JOB_DONE || answer.n < sizeof(n)) {
			b->failed[b->nfailed++] = i;
			continue;
		}
		memcpy(&n, answer.p, sizeof(n));
		answer = str_slice(answer, sizeof(n), answer.n);
		take_answer(b, b->file[i], b->masked[i],
		    str_slice(answer, 0, n));
		answer = str_slice(answer, n, answer.n);
	}
}

/* One whose job failed is read in a job of its own. */
static void
read_one(void *ctx, uint32_t job, struct buf *out)
{
	const struct fronts *b = ctx;

	yaml_write(b->masked[b->failed[job]], out);
}

static void
take_one(void *ctx, uint32_t job, enum job_status status, struct str answer)
{
	struct fronts *b = ctx;
	uint32_t i = b->failed[job];
	struct front *f = &b->l->front[b->file[i]];
	struct span text = { b->file[i], f->from, 1 };

	if (status == JOB_DONE)
		take_answer(b, b->file[i], b->masked[i], answer);
	else if (status == JOB_CRASHED)
		diag_add(b->l->d, DIAG_FRONT_MATTER, text,
		    "not valid YAML: its reader failed on it");
	else
		diag_add(b->l->d, DIAG_LIMIT, text,
		    "reading this front matter takes too much time or memory");
}

/* Where braces open that nothing closes, or a negative number. */
static ptrdiff_t
find_open(struct str masked)
{
	ptrdiff_t value = str_find(masked, STR("{{"), 0);

	return value >= 0 ? value : str_find(masked, STR("{%"), 0);
}

/* To YAML open braces are a map; here they are told as in a text. */
static bool
report_open(struct loader *l, uint32_t file, const struct front *f,
    struct str masked)
{
	ptrdiff_t open = find_open(masked);
	size_t found = diags_count(l->d);
	struct str inside = str_trim(str_slice(masked,
	    open < 0 ? masked.n : (size_t)open + 2, masked.n));

	if (open < 0)
		return false;
	if (str_find(sources_line(l->s, file, f->from + (uint32_t)open),
	    STR("\\\""), 0) >= 0 && inside.n > 0)
		diag_hint(diag_add(l->d, DIAG_FRONT_MATTER,
		    (struct span){ file, f->from + (uint32_t)open, 2 },
		    "quotes in braces take no backslash"),
		    "values are taken out before YAML is read");
	else
		template_compile(l->a, l->s, file, f->from, f->to,
		    TEMPLATE_ARTICLE, NULL, l->d);
	return diags_count(l->d) > found;
}

void
fronts_add(struct fronts *b, uint32_t file)
{
	struct front *f = &b->l->front[file];
	struct str yaml, masked, answer;

	split(b->l, file, f);
	if (f->broken || !f->present)
		return;
	yaml = str_slice(sources_start(b->l->s, file, f->to), f->from, f->to);
	if (str_trim(yaml).n == 0) {
		f->root = ARENA_NEW(b->l->scratch, struct yaml);
		return;
	}
	masked = field_mask(b->l->a, yaml);
	f->broken = report_open(b->l, file, f, masked);
	if (f->broken)
		return;
	if (memory_knows(b->known, masked, &answer)) {
		take_answer(b, file, masked, answer);
		return;
	}
	b->file[b->n] = file;
	b->masked[b->n++] = masked;
}

struct fronts *
fronts_open(struct loader *l, size_t most)
{
	struct fronts *b = ARENA_NEW(l->scratch, struct fronts);

	b->l = l;
	b->known = memory_open(l->scratch, l->memory);
	b->file = ARENA_ARRAY(l->scratch, most + 1, uint32_t);
	b->masked = ARENA_ARRAY(l->scratch, most + 1, struct str);
	l->front = ARENA_ARRAY(l->scratch, sources_count(l->s) + 1,
	    struct front);
	return b;
}

void
fronts_read(struct fronts *b)
{
	const struct workers_limits limits = { .cpu_ms = FRONT_CPU_MS,
	    .memory = FRONT_MEMORY };
	unsigned workers = workers_processors();

	if (b->l->memory)
		b->l->memory->fresh = b->n > 0;
	if (workers > FRONT_WORKERS)
		workers = FRONT_WORKERS;
	b->failed = ARENA_ARRAY(b->l->scratch, b->n + 1, uint32_t);
	workers_run((b->n + RUN - 1) / RUN, workers, limits, read_run,
	    take_run, b);
	workers_run(b->nfailed, workers, limits, read_one, take_one, b);
}
