/* Jobs, and what the parent makes of their answers. */
#include "command/emission_parts.h"

#include <string.h>

#include "base/str.h"
#include "base/workers.h"

static void
take_record(struct work *w, uint32_t brand, struct published file)
{
	proof_file(w->proof[brand], file.path);
	w->result->files++;
	buf_add(&w->result->brand[brand].files, &file, sizeof(file));
}

/* What a job made of an edition; files of an EPUB are known to the proof
   alone. */
static void
take_edition(struct work *w, const struct job *j, uint32_t brand,
    const struct answer *r)
{
	struct str files = r->files;
	struct published file;

	if (!diags_decode(w->p->diags, r->findings))
		die(0, "a worker's answer is damaged");
	while (published_take(&files, &file))
		if (j->part == PART_EPUB)
			proof_file(w->proof[brand], file.path);
		else
			take_record(w, brand, file);
	if (!proof_record(w->proof[brand], r->proof))
		die(0, "a worker's answer is damaged");
}

/* An answer with findings is not kept: they point into sources. */
static bool
is_silent(const struct answer *r)
{
	return r->findings.n <= sizeof(uint32_t);
}

/* Whether the answer may be kept. */
static bool
take_job(struct work *w, const struct job *j, struct str rest)
{
	uint64_t before = w->result->files;
	bool silent = true;

	for (uint32_t i = j->first; i < j->end; i++) {
		if (!w->p->skin[i])
			continue;
		struct answer r = answer_take_edition(&rest);
		take_edition(w, j, w->brand[i], &r);
		silent = silent && is_silent(&r);
	}
	if (j->part == PART_PAGES) {
		w->pages += w->result->files - before;
		progress_step(w->p->progress, w->pages);
	}
	return silent;
}

static void
take_answer(void *ctx, uint32_t index, enum job_status status,
    struct str answer)
{
	struct work *w = ctx;
	const struct job *j = &w->job[index];
	struct hash128 key;

	if (status != JOB_DONE)
		die(0, "a worker that wrote %.*s ended unexpectedly",
		    STR_ARG(w->p->edition[j->first].name));
	if (!w->answered)
		pipeline_let_go(w->p);	/* all workers are there */
	w->answered = true;
	if (!emission_is_reused(w, j)) {
		take_job(w, j, answer);
		return;
	}
	memcpy(&key, answer_take(&answer).p, sizeof(key));
	if (take_job(w, j, answer))
		reuse_keep(w->reuse, key, answer);
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

void
emission_wave(const struct pipeline *p, struct emission_result *r)
{
	r->first = r->end;
	for (size_t i = p->first; i < p->end; i++)
		if (r->end == r->first ||
		    r->brand[r->end - 1].brand != p->edition[i].brand)
			r->end++;
}

void
emission_free(struct emission_result *r)
{
	for (size_t i = 0; i < r->nbrands; i++)
		buf_free(&r->brand[i].files);
}

static void
number_brands(struct work *w)
{
	uint32_t brand = 0;

	w->brand = ARENA_ARRAY(w->p->wave, w->p->neditions + 1, uint32_t);
	for (size_t i = 0; i < w->p->neditions; i++) {
		while (w->result->brand[brand].brand !=
		    w->p->edition[i].brand)
			brand++;
		w->brand[i] = brand;
	}
}

static void
add_part(struct work *w, enum part part, uint32_t edition)
{
	w->job[w->njobs++] = (struct job){ .part = part, .first = edition,
		.end = edition + 1 };
}

/* A part of up to `most` editions that is made of all together, where an edition
   is the first of them. */
static void
add_together(struct work *w, enum part part, uint32_t edition, uint32_t most)
{
	uint32_t n = (uint32_t)(w->p->end - w->p->first);
	uint32_t jobs = (n + most - 1) / most;
	uint32_t each = (n + jobs - 1) / jobs;

	if ((edition - w->p->first) % each != 0)
		return;
	add_part(w, part, edition);
	struct job *j = &w->job[w->njobs - 1];
	j->end = edition + each < w->p->end ? edition + each : w->p->end;
}

/* The parts of an edition that are not runs of pages. */
static void
add_parts(struct work *w, uint32_t edition)
{
	if (w->site)
		add_together(w, PART_INDEXES, edition, OUTLETS);
	if (!w->p->skin[edition])
		return;
	if (w->o->only & ONLY_PRINT)
		add_part(w, PART_PRINT, edition);
	if (w->o->only & ONLY_EPUB)
		add_part(w, PART_EPUB, edition);
	if (w->o->only & ONLY_SEARCH)
		add_part(w, PART_SEARCH, edition);
	add_part(w, PART_ASSETS, edition);
}

/* The edition with the most pages, whose URLs part all editions into runs; the
   end of the wave when there is none. */
static size_t
longest_site(const struct pipeline *p)
{
	size_t best = p->end;

	for (size_t i = p->first; i < p->end; i++)
		if (p->skin[i] && (best == p->end ||
		    p->site[i]->npages > p->site[best]->npages))
			best = i;
	return best;
}

/* Pages of a run in each edition: so many that a section's are together, so
   few that workers end at about the same time. */
static size_t
run_length(size_t neditions)
{
	enum { LEAST = 8, MOST = 64, PAGES = 512 };
	size_t n = PAGES / (neditions + 1);

	return n < LEAST ? LEAST : n > MOST ? MOST : n;
}

/* Where a run that would begin at page `i` does: at the first page of a
   section, so that what its articles share is made once, unless the section is
   long. */
static size_t
run_start(const struct site *s, size_t i, size_t run)
{
	for (size_t k = i; k > 0 && k < s->npages && k < i + run / 2; k++)
		if (s->page[k].section != s->page[k - 1].section)
			return k;
	return i;
}

static void
list_folders(struct work *w)
{
	struct pipeline *p = w->p;

	w->folders = ARENA_ARRAY(p->wave, p->neditions + 1, struct folders);
	for (size_t i = p->first; i < p->end; i++)
		if (p->skin[i])
			w->folders[i] = folders_of(p->wave, p->site[i]);
}

/* Folders are together until their articles make a run. They come before all
   pages: one with many articles takes long. */
static void
add_articles(struct work *w, const struct folders *all, size_t run)
{
	struct job j = { .part = PART_ARTICLES, .first = w->p->first,
		.end = w->p->end };
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		n += all->v[i].articles;
		if (n < run && i + 1 < all->n)
			continue;
		j.to = i + 1 < all->n ? all->v[i + 1].at : (struct str){ 0 };
		w->job[w->njobs++] = j;
		j.from = j.to;
		n = 0;
	}
}

/* The large parts stand apart, so that no two workers hold one at a time. */
static void
add_pages(struct work *w, const struct site *s, size_t run, size_t runs)
{
	struct pipeline *p = w->p;
	uint32_t edition = p->first;
	size_t n = p->end - p->first;

	for (size_t i = 0; i < runs; i++) {
		struct job j = { .part = PART_PAGES, .first = p->first,
			.end = p->end };
		for (; (edition - p->first) * runs <= i * n; edition++)
			add_parts(w, edition);
		if (i > 0)
			j.from = s->page[run_start(s, i * run, run)].url;
		if (i + 1 < runs)
			j.to = s->page[run_start(s, (i + 1) * run, run)].url;
		w->job[w->njobs++] = j;
	}
	for (; edition < p->end; edition++)
		add_parts(w, edition);
}

static void
list_jobs(struct work *w)
{
	struct pipeline *p = w->p;
	size_t n = p->end - p->first, run = run_length(n);
	size_t of = w->site ? longest_site(p) : p->end;
	const struct site *s = of < p->end ? p->site[of] : NULL;
	size_t runs = s ? (s->npages + run - 1) / run : 0;

	list_folders(w);
	w->job = ARENA_ARRAY(p->wave, PART_PAGES * n + runs +
	    (s ? w->folders[of].n : 0) + 1, struct job);
	if (s)
		add_articles(w, &w->folders[of], run);
	add_pages(w, s, run, runs);
}

/* About as many files as each brand will have. */
static void
expect_files(struct work *w)
{
	size_t *n = ARENA_ARRAY(w->p->wave, w->result->nbrands + 1, size_t);

	for (size_t i = w->p->first; i < w->p->end; i++)
		n[w->brand[i]] += w->p->site[i]->npages +
		    w->p->site[i]->ntags + w->p->site[i]->nassets;
	for (size_t i = w->result->first; i < w->result->end; i++) {
		proof_expect(w->proof[i], n[i]);
		buf_reserve(&w->result->brand[i].files,
		    n[i] * sizeof(struct published));
	}
}

/* The pages that an edition is certain to have: those of the one before it if
   they are the same. */
static const struct set *
pages_of(struct work *w, size_t edition)
{
	struct pipeline *p = w->p;
	size_t last = edition;

	while (last > p->first && (last == edition || !p->skin[last]))
		last--;
	if (last < edition && p->skin[last] &&
	    verify_same_pages(p->site[last], p->site[edition]))
		return w->setup[last].pages;
	verify_pages(p->site[edition], &w->page_set[edition]);
	return &w->page_set[edition];
}

static void
prepare_proof(struct work *w)
{
	struct pipeline *p = w->p;
	const struct fact *fact;
	size_t n = providers_facts(p->providers, &fact);
	w->gate = leak_gate_build(p->wave, fact, n);
	w->setup = ARENA_ARRAY(p->wave, p->neditions + 1,
	    struct verify_setup);
	w->page_set = ARENA_ARRAY(p->wave, p->neditions + 1, struct set);
	w->proof = ARENA_ARRAY(p->wave, w->result->nbrands + 1,
	    struct proof *);
	for (size_t i = p->first; i < p->end; i++) {
		w->setup[i] = (struct verify_setup){ .fact = fact,
		    .nfacts = n, .site = p->site[i],
		    .url = pipeline_emission(p, w->o, i, p->diags).url };
		if (w->site && p->skin[i])
			w->setup[i].pages = pages_of(w, i);
	}
	for (size_t i = w->result->first; i < w->result->end; i++)
		w->proof[i] = proof_new(p->wave, w->result->brand[i].brand,
		    fact, n);
	if (w->site)
		expect_files(w);
}

static void
check_pages(struct work *w)
{
	for (size_t i = w->p->first; i < w->p->end; i++) {
		if (w->site && w->p->skin[i])
			proof_pages(w->proof[w->brand[i]], w->p->site[i]);
		set_free(&w->page_set[i]);
	}
}

static void
report(struct work *w)
{
	struct pipeline *p = w->p;
	for (size_t i = w->result->first; i < w->result->end; i++) {
		for (size_t k = p->first; k < p->end; k++)
			if (p->edition[k].brand == w->result->brand[i].brand)
				diags_set_edition(p->diags,
				    p->edition[k].index);
		proof_report(w->proof[i], p->sources, p->diags);
	}
	diags_set_edition(p->diags, DIAG_NO_EDITION);
}

/* What jobs of pages make, in this wave and, if those after it are like it, in
   them; a home page is among the indexes. */
static uint64_t
count_pages(const struct work *w)
{
	uint64_t n = 0;
	if (!(w->o->only & (ONLY_SITE | ONLY_ZIP)))
		return 0;
	for (size_t i = w->p->first; i < w->p->end; i++)
		if (w->p->skin[i])
			n += w->p->site[i]->npages -
			    (w->p->site[i]->root->page != NULL);
	return n == 0 ? 0 : n * (w->p->neditions - w->p->first) /
	    (w->p->end - w->p->first);
}

void
emission_run(struct pipeline *p, const struct options *o,
    struct publication *pub, struct reuse *u, struct emission_result *result)
{
	struct work w = { .p = p, .o = o, .pub = pub, .reuse = u,
		.result = result,
		.site = o->only & (ONLY_SITE | ONLY_ZIP) };
	progress_stage(p->progress, "Preparing checks", NULL, 0);
	list_jobs(&w);
	number_brands(&w);
	result->files = 0;
	prepare_proof(&w);
	progress_stage(p->progress, "Writing", "pages", count_pages(&w));
	workers_run_kept(p->wave, w.njobs,
	    o->jobs ? o->jobs : workers_processors(),
	    (struct workers_limits){ 0 },
	    emission_job, take_answer, &w);
	progress_stage(p->progress, "Checking links", "files",
	    result->files);
	check_pages(&w);
	report(&w);
}
