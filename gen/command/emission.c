/* Jobs, their records, and what the parent makes of them. A job is one part of
   one edition's site, or its print document. */
#include "command/emission.h"

#include <string.h>

#include "base/str.h"
#include "base/workers.h"
#include "emit/verify.h"

struct job {
	uint32_t edition;	/* index into pipeline.edition */
	uint32_t brand;		/* index into result.brand */
	uint32_t part;
	bool print;
};

struct work {
	struct pipeline *p;
	const struct options *o;
	struct publication *pub;	/* null when only checking */
	struct job *job;
	uint32_t njobs;
	struct verify_setup *setup;	/* by edition */
	struct emission_result *result;
	struct proof **proof;		/* by brand */
	uint32_t answered;
};

struct sink_state {
	struct work *w;
	const struct job *job;
	struct verify *verify;
	struct buf files;
};

static void
take_file(void *ctx, struct str path, struct str bytes, bool text)
{
	struct sink_state *s = ctx;
	struct published out = { .path = path };
	if (text)
		verify_file(s->verify, path, bytes);
	if (s->w->pub)
		publication_file(s->w->pub, s->job->brand, path, bytes, &out);
	published_put(&s->files, &out);
}

static void
run_job(void *ctx, uint32_t index, struct buf *out)
{
	struct work *w = ctx;
	const struct job *j = &w->job[index];
	struct arena *scratch = arena_new(), *keep = arena_new();
	struct diags *d = diags_new(keep, w->p->sources);
	struct sink_state s = { .w = w, .job = j };
	const struct sink sink = { &s, take_file };
	const struct emission e = pipeline_emission(w->p, w->o, j->edition,
	    d);
	struct buf part = BUF_INIT;

	diags_set_edition(d, w->p->edition[j->edition].index);
	s.verify = verify_open(keep, &w->setup[j->edition]);
	if (j->print)
		emit_print(&e, scratch, &sink);
	else
		emit_site(&e, j->part, scratch, &sink);

	diags_encode(d, &part);
	buf_u32(out, (uint32_t)part.n);
	buf_str(out, buf_view(&part));
	buf_u32(out, (uint32_t)s.files.n);
	buf_str(out, buf_view(&s.files));
	verify_close(s.verify, out);
	buf_free(&part);
	buf_free(&s.files);
	arena_free(scratch);
	arena_free(keep);
}

static uint32_t
take_u32(struct str *rest)
{
	const unsigned char *b = (const unsigned char *)rest->p;
	uint32_t v;
	if (rest->n < 4)
		die(0, "a worker's answer is cut short");
	v = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
	    (uint32_t)b[3] << 24;
	*rest = str_slice(*rest, 4, rest->n);
	return v;
}

static struct str
take_bytes(struct str *rest, size_t n)
{
	struct str head = str_slice(*rest, 0, n);
	if (head.n != n)
		die(0, "a worker's answer is cut short");
	*rest = str_slice(*rest, n, rest->n);
	return head;
}

/* Doubles an array in the arena when it is full. */
static void *
grown(struct arena *a, void *old, size_t n, size_t *cap, size_t size)
{
	void *fresh;
	if (n < *cap)
		return old;
	*cap = *cap ? *cap * 2 : 64;
	fresh = arena_array(a, *cap, size);
	if (n)
		memcpy(fresh, old, n * size);
	return fresh;
}

static void
take_record(struct work *w, uint32_t brand, struct published file)
{
	struct arena *a = w->p->arena;
	struct brand_output *b = &w->result->brand[brand];
	proof_file(w->proof[brand], file.path);
	w->result->files++;
	b->file = grown(a, b->file, b->nfiles, &b->cap_files,
	    sizeof(*b->file));
	b->file[b->nfiles++] = file;
}

static void
take_answer(void *ctx, uint32_t index, enum job_status status,
    struct str answer)
{
	struct work *w = ctx;
	const struct job *j = &w->job[index];
	const struct edition *e = &w->p->edition[j->edition];
	progress_step(w->p->progress, ++w->answered);
	if (status != JOB_DONE)
		die(0, "a worker that wrote %.*s ended unexpectedly",
		    STR_ARG(e->name));
	struct str rest = arena_str(w->p->arena, answer);
	if (!diags_decode(w->p->diags, take_bytes(&rest, take_u32(&rest))))
		die(0, "a worker's answer is damaged");
	struct str files = take_bytes(&rest, take_u32(&rest));
	struct published file;
	while (published_take(&files, &file))
		take_record(w, j->brand, file);
	if (!proof_record(w->proof[j->brand], rest))
		die(0, "a worker's answer is damaged");
}

void
emission_brands(struct pipeline *p, struct emission_result *r)
{
	*r = (struct emission_result){ 0 };
	r->brand = ARENA_ARRAY(p->arena, p->neditions + 1,
	    struct brand_output);
	for (size_t i = 0; i < p->neditions; i++) {
		const struct brand *b = p->edition[i].brand;
		if (!r->nbrands || r->brand[r->nbrands - 1].brand != b)
			r->brand[r->nbrands++].brand = b;
	}
}

static void
add_job(struct work *w, struct job j)
{
	w->job[w->njobs++] = j;
}

static void
list_jobs(struct work *w)
{
	struct pipeline *p = w->p;
	bool site = w->o->only & (ONLY_SITE | ONLY_ZIP);
	size_t most = 0;
	uint32_t brand = 0;
	for (size_t i = 0; i < p->neditions; i++) {
		struct emission e = pipeline_emission(p, w->o, i, p->diags);
		most += p->skin[i] ? emit_site_parts(&e) + 1 : 0;
	}
	w->job = ARENA_ARRAY(p->arena, most + 1, struct job);
	for (uint32_t i = 0; i < p->neditions; i++) {
		struct emission e = pipeline_emission(p, w->o, i, p->diags);
		while (w->result->brand[brand].brand != p->edition[i].brand)
			brand++;
		if (!p->skin[i])
			continue;
		if (w->o->only & ONLY_PRINT)
			add_job(w, (struct job){ i, brand, 0, true });
		if (!site)
			add_job(w, (struct job){ i, brand, EMIT_ASSETS,
			    false });
		for (uint32_t k = 0; site && k < emit_site_parts(&e); k++)
			add_job(w, (struct job){ i, brand, k, false });
	}
}

static void
prepare_proof(struct work *w)
{
	struct pipeline *p = w->p;
	const struct fact *fact;
	size_t n = providers_facts(p->providers, &fact);
	struct leak_gate *gate = leak_gate_build(p->arena, fact, n);
	w->setup = ARENA_ARRAY(p->arena, p->neditions + 1,
	    struct verify_setup);
	w->proof = ARENA_ARRAY(p->arena, w->result->nbrands + 1,
	    struct proof *);
	for (size_t i = 0; i < p->neditions; i++)
		w->setup[i] = (struct verify_setup){ .gate = gate,
		    .fact = fact, .nfacts = n, .site = p->site[i],
		    .url = pipeline_emission(p, w->o, i, p->diags).url };
	for (size_t i = 0; i < w->result->nbrands; i++)
		w->proof[i] = proof_new(p->arena, w->result->brand[i].brand,
		    fact, n);
}

static void
report(struct work *w)
{
	struct pipeline *p = w->p;
	for (size_t i = 0; i < w->result->nbrands; i++) {
		for (size_t k = 0; k < p->neditions; k++)
			if (p->edition[k].brand == w->result->brand[i].brand)
				diags_set_edition(p->diags,
				    p->edition[k].index);
		proof_report(w->proof[i], p->sources, p->diags);
	}
	diags_set_edition(p->diags, DIAG_NO_EDITION);
}

void
emission_run(struct pipeline *p, const struct options *o,
    struct publication *pub, struct emission_result *result)
{
	struct work w = { .p = p, .o = o, .pub = pub, .result = result };
	const struct workers_limits none = { 0 };
	list_jobs(&w);
	prepare_proof(&w);
	progress_stage(p->progress, "Writing", w.njobs);
	workers_run(w.njobs, o->jobs ? o->jobs : workers_processors(), none,
	    run_job, take_answer, &w);
	report(&w);
}
