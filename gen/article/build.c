/* Reading all articles: what editions know of them first, in this process;
   then, in limited workers, their texts. */
#include "article/work.h"

#include <string.h>

#include "base/str.h"
#include "base/workers.h"

#define PARSE_CPU_MS 2000
#define PARSE_MEMORY ((size_t)512 * 1024 * 1024)

static const struct workers_limits limits = { .cpu_ms = PARSE_CPU_MS,
	.memory = PARSE_MEMORY };

/* ---- What must be known before any text is written ---- */

/* Editions in a row share fields that are the same. Those that may still be
   read are an edition's own. */
static void
share_fields(struct builder *b, uint32_t edition, uint32_t article)
{
	struct reading *r = page_reading(b, edition, article);
	bool known = page_state(b, edition, article)->title == KNOWN;
	bool follows = known && edition > 0 &&
	    page_state(b, edition - 1, article)->title == KNOWN;
	struct article_fields *last = follows ?
	    page_reading(b, edition - 1, article)->fields : NULL;

	if (!last || memcmp(last, r->fields, sizeof(*last)) != 0) {
		last = ARENA_NEW(b->a, struct article_fields);
		memcpy(last, r->fields, sizeof(*last));
	}
	r->fields = last;
}

static void
read_fields(struct builder *b, uint32_t edition)
{
	size_t n = b->pub.project->narticles;

	diags_set_edition(b->d, edition);
	for (uint32_t i = 0; i < n; i++) {
		page_reading(b, edition, i)->article =
		    &b->pub.project->article[i];
		if (page_shown(b, edition, i))
			page_fields(b, edition, i);
		progress_step(b->options.progress, edition * n + i + 1);
	}
	diags_set_edition(b->d, DIAG_NO_EDITION);
}

/* What an edition reads asks for fields of its own alone: one after the other
   they are read in the same place. */
static void
know_pages(struct builder *b)
{
	struct arena *scratch = arena_new();
	size_t n = b->pub.project->narticles;
	struct article_fields *fields = ARENA_ARRAY(scratch, n,
	    struct article_fields);

	progress_stage(b->options.progress, "Reading fields", "readings",
	    n * b->pub.neditions);
	for (uint32_t e = 0; e < b->pub.neditions; e++) {
		memset(fields, 0, n * sizeof(*fields));
		for (uint32_t i = 0; i < n; i++)
			page_reading(b, e, i)->fields = &fields[i];
		read_fields(b, e);
		for (uint32_t i = 0; i < n; i++)
			share_fields(b, e, i);
	}
	arena_free(scratch);
}

/* ---- What workers leave over ---- */

/* Texts of articles that a worker has nothing to tell of, because it failed or
   the profile found something, which is told by the collector of this process.
   Each is parsed by a job of its own, so that its failure is its own. */
struct leftover {
	struct draft_text text;
	const struct article *article;
	uint32_t variant;
};

struct leftovers {
	struct builder *b;
	struct leftover *v;
	size_t n, cap;
	uint32_t *todo;		/* the articles that workers read */
	uint32_t next;		/* the article to be taken next */
};

/* Values and columns of a text that no worker tells of. */
static void
keep_text(struct builder *b, const struct draft *t, uint32_t article,
    uint32_t text, uint32_t variant)
{
	size_t slots = t->reading[t->text[text].edition].slots;
	size_t n = slots * b->pub.neditions;
	struct slot_values *values = ARENA_NEW(b->a, struct slot_values);
	uint32_t *value = ARENA_ARRAY(b->a, n + 1, uint32_t);
	uint32_t *column = ARENA_ARRAY(b->a, slots + 1, uint32_t);
	uint32_t row = 0, next = 0;

	values->slot = ARENA_ARRAY(b->a, n + 1, const struct slot *);
	values->column = ARENA_ARRAY(b->a, slots + 1, struct slot_column);
	for (uint32_t e = 0; e < b->pub.neditions; e++) {
		const struct draft_reading *r = &t->reading[e];
		if (!r->shown || r->text != text)
			continue;
		struct reading *to = page_reading(b, e, article);
		to->foreign |= r->foreign;
		to->variant = variant;
		to->values = values;
		to->column = column;
		to->nslots = (uint32_t)slots;
		for (size_t i = 0; i < slots && i < r->slots; i++, next++) {
			value[i * b->pub.neditions + row] = next;
			values->slot[next] = &r->slot[i]->slot;
		}
		row++;
	}
	for (uint32_t i = 0; i < slots; i++) {
		values->column[i] = (struct slot_column){
			value + i * b->pub.neditions, row };
		column[i] = i;
	}
}

static void
leave_over(struct leftovers *l, uint32_t article)
{
	struct builder *b = l->b;
	struct draft t;

	check_bodies(b, &b->pub.project->article[article], b->a);
	draft_make(&t, b, b->a, article);
	for (uint32_t i = 0; i < t.texts; i++) {
		keep_text(b, &t, article, i, (uint32_t)b->pub.nvariants);
		l->v = grow_array(b->a, l->v, l->n, &l->cap, sizeof(*l->v));
		l->v[l->n++] = (struct leftover){ t.text[i],
		    &b->pub.project->article[article],
		    take_new(b, article, t.text[i].edition) };
	}
}

static void
report_failure(struct builder *b, uint32_t variant, enum job_status status)
{
	struct parse_finding f;

	memset(&f, 0, sizeof(f));
	f.id = DIAG_LIMIT;
	struct str why = status == JOB_TIMEOUT ?
	    STR("reading this text takes more than 2 s of processor time") :
	    status == JOB_MEMORY ?
	    STR("reading this text takes more than 512 MiB of memory") :
	    STR("the Markdown parser failed on this text");
	memcpy(f.text, why.p, why.n);
	struct str hint = STR("look for long runs of brackets, quotes or "
	    "emphasis, and split them");
	memcpy(f.hint, hint.p, hint.n);
	report_finding(b, variant, &f);
}

static void
leftover_job(void *ctx, uint32_t job, struct buf *out)
{
	const struct leftovers *l = ctx;

	work_variant(l->b, l->v[job].article, &l->v[job].text, out);
}

static void
leftover_answer(void *ctx, uint32_t job, enum job_status status,
    struct str answer)
{
	const struct leftovers *l = ctx;
	struct record r = { .rest = arena_str(l->b->a, answer) };
	uint32_t variant = l->v[job].variant;

	if (status != JOB_DONE || !take_variant(l->b, variant, &r))
		report_failure(l->b, variant, status);
}

/* ---- All of them ---- */

static void
article_job(void *ctx, uint32_t job, struct buf *out)
{
	const struct leftovers *l = ctx;

	work_article(l->b, l->todo[job], out);
}

/* Articles are taken in their order, known answers between the others. */
static void
take_known(struct leftovers *l, uint32_t end)
{
	struct builder *b = l->b;

	for (; l->next < end; l->next++)
		if (!take_article(b, l->next,
		    b->options.known->answer[l->next]))
			leave_over(l, l->next);
}

static void
article_answer(void *ctx, uint32_t job, enum job_status status,
    struct str answer)
{
	struct leftovers *l = ctx;
	struct builder *b = l->b;
	uint32_t article = l->todo[job];
	size_t before;

	progress_step(b->options.progress, (uint64_t)job + 1);
	take_known(l, article);
	l->next = article + 1;
	before = b->pub.nvariants;
	if (status != JOB_DONE || !take_article(b, article, answer))
		leave_over(l, article);
	b->pub.parsed += b->pub.nvariants - before;
}

/* The articles that no earlier run knows. */
static uint32_t
list_unknown(struct leftovers *l, uint32_t n)
{
	const struct article_answers *known = l->b->options.known;
	uint32_t todo = 0;

	for (int i = 0; known && i < EARLIER_RUNS; i++)
		if (!take_earlier(l->b, known->values[i]))
			known = l->b->options.known = NULL;
	l->todo = ARENA_ARRAY(l->b->a, n + 1, uint32_t);
	for (uint32_t i = 0; i < n; i++)
		if (!known || known->answer[i].n == 0)
			l->todo[todo++] = i;
	return todo;
}

static void
read_texts(struct builder *b)
{
	uint32_t n = (uint32_t)b->pub.project->narticles;
	struct leftovers l = { .b = b };
	uint32_t todo = list_unknown(&l, n);

	progress_stage(b->options.progress, "Profiling and parsing",
	    "articles", todo);
	workers_run_kept(b->options.answers ? b->options.answers : b->a, todo,
	    b->options.workers, limits, article_job, article_answer, &l);
	take_known(&l, n);
	workers_run((uint32_t)l.n, b->options.workers, limits, leftover_job,
	    leftover_answer, &l);
	work_end(b);
}

struct articles *
articles_build(struct arena *a, const struct project *p,
    struct providers *pr, const struct overlay *const *overlay_of_brand,
    const struct article_options *o, struct diags *d)
{
	struct builder *b = ARENA_NEW(a, struct builder);
	struct arena *own = arena_new();
	struct articles *as = &b->pub;

	*b = (struct builder){ .a = a, .d = d, .overlay = overlay_of_brand,
	    .options = *o };
	as->project = p;
	as->providers = pr;
	as->neditions = providers_editions(pr, &as->edition);
	size_t n = as->neditions * p->narticles;
	b->own = ARENA_ARRAY(own, n + 1, struct reading);
	b->page = ARENA_ARRAY(a, n + 1, struct page_state);
	as->spoke = ARENA_ARRAY(a, p->narticles + 1, bool);
	as->seen = ARENA_ARRAY(a, p->narticles + 1, struct str);
	b->tags = ARENA_ARRAY(a, p->narticles + 1, struct shared_tags);
	check_overlays(b);
	know_pages(b);
	read_texts(b);
	readings_settle(b);
	arena_free(own);
	return as;
}
