/* livery build and livery check: all stages, then publish or not. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

#include "base/aside.h"
#include "base/files.h"
#include "base/str.h"
#include "base/workers.h"
#include "command/emission.h"
#include "command/pipeline.h"
#include "command/recall.h"
#include "command/texts.h"

static const char *
out_dir(struct arena *a, const struct options *o)
{
	if (o->out)
		return o->out;
	if (strcmp(o->dir, ".") == 0)
		return "public";
	return path_join(a, str_c(o->dir), STR("public")).p;
}

static bool
brand_failed(const struct pipeline *p, const struct brand *b)
{
	for (size_t i = 0; i < p->neditions; i++)
		if (p->edition[i].brand == b &&
		    diags_edition_failed(p->diags, p->edition[i].index))
			return true;
	return false;
}

/* What a run has to say when it is over. */
struct outcome {
	struct publication *published;	/* null when it was not */
	size_t brands;			/* published */
	struct publication_result result;
};

static void
publish_books(struct pipeline *p, struct publication *pub, uint32_t brand,
    const struct brand *b)
{
	for (size_t i = 0; i < p->neditions; i++)
		if (p->edition[i].brand == b && p->skin[i])
			publication_book(pub, brand,
			    epub_suffix(p->arena, &p->edition[i]));
}

static void
hand_over(struct publication *pub, uint32_t brand, struct buf *files)
{
	publication_brand(pub, brand, (void *)files->p,
	    files->n / sizeof(struct published));
	buf_free(files);
}

/* Publishes every brand that may be; the others are left as they are. */
static void
publish(struct pipeline *p, const struct options *o,
    struct publication *pub, struct emission_result *r, struct outcome *out)
{
	progress_stage(p->progress, o->only & ONLY_ZIP ? "Packing" :
	    "Listing files", "brands", r->nbrands);
	for (uint32_t i = 0; i < r->nbrands; i++) {
		if (brand_failed(p, r->brand[i].brand))
			continue;
		hand_over(pub, i, &r->brand[i].files);
		if (o->only & ONLY_ZIP)
			publication_zip(pub, i, o->jobs ? o->jobs :
			    workers_processors());
		if (o->only & ONLY_EPUB)
			publish_books(p, pub, i, r->brand[i].brand);
		out->brands++;
		progress_step(p->progress, i + 1);
	}
	progress_stage(p->progress, "Publishing", "files", r->files);
	out->result = publication_commit(pub);
	out->published = pub;
}

/* What the manifests say of the brands of this build. */
static struct published_brand *
brand_list(struct pipeline *p, const struct emission_result *r)
{
	struct published_brand *b = ARENA_ARRAY(p->arena, r->nbrands + 1,
	    struct published_brand);
	struct published_edition *e = ARENA_ARRAY(p->arena,
	    p->neditions + 1, struct published_edition);
	for (size_t i = 0; i < r->nbrands; i++) {
		b[i] = (struct published_brand){ .id = r->brand[i].brand->id,
		    .edition = e };
		for (size_t k = 0; k < p->neditions; k++) {
			const struct edition *x = &p->edition[k];
			if (x->brand != r->brand[i].brand)
				continue;
			*e++ = (struct published_edition){ x->name,
			    locale_tag(x->locale), x->prefix };
			b[i].neditions++;
		}
	}
	return b;
}

/* What a build without errors remembers. */
struct memory {
	const struct pipeline *p;
	struct recall *r;
	struct reuse *reuse;
	struct aside texts;	/* writes them */
};

static void
write_texts(void *ctx)
{
	struct memory *m = ctx;
	cache_hold(m->r->cache, aside_counts);
	texts_write(m->p->texts, m->r, m->p);
}

/* Many texts are written while pages are. */
static void
begin_texts(struct memory *m)
{
	enum { MANY = 100 };	/* else it is done at once */
	if (m->r->cache && !diags_errors(m->p->diags) &&
	    m->p->articles->parsed >= MANY)
		aside_begin(&m->texts, write_texts, m);
}

/* Emits into a stage, proves, and publishes if all is well. */
static void
emit_and_publish(struct pipeline *p, const struct options *o,
    struct memory *m, struct outcome *out)
{
	struct emission_result r;
	struct publication_options po = { .root = o->dir,
	    .out = out_dir(p->arena, o), .all = o->nbrands == 0 &&
	    !diags_errors(p->diags), .workers = o->jobs ? o->jobs :
	    workers_processors() };
	emission_brands(p, &r);
	progress_stage(p->progress, "Reading manifests", "brands", r.nbrands);
	struct publication *pub = publication_open(p->arena, &po,
	    brand_list(p, &r), r.nbrands, p->diags);
	if (!pub)
		return;
	begin_texts(m);
	emission_run(p, o, pub, m->reuse, &r);
	if (diags_errors(p->diags) && !o->keep_going)
		publication_abandon(pub);
	else
		publish(p, o, pub, &r, out);
	emission_free(&r);
}

static void
emit_and_check(struct pipeline *p, const struct options *o)
{
	struct emission_result r;
	emission_brands(p, &r);
	emission_run(p, o, NULL, NULL, &r);
	emission_free(&r);
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void
print_done(uint64_t brands, uint64_t articles, uint64_t variants,
    uint64_t written, uint64_t kept, const struct progress *progress)
{
	fprintf(stderr, "livery: %ju brand%s, %ju articles, %ju variants "
	    "parsed, %ju files written, %ju unchanged, %.2f s\n",
	    (uintmax_t)brands, plural(brands), (uintmax_t)articles,
	    (uintmax_t)variants, (uintmax_t)written, (uintmax_t)kept,
	    progress_seconds(progress));
}

static void
print_summary(const struct pipeline *p, const struct outcome *out,
    bool publishing)
{
	size_t errors = diags_errors(p->diags);
	size_t warnings = diags_warnings(p->diags);
	if (out->published)
		print_done(out->brands, p->project->narticles, p->articles->parsed,
		    out->result.written, out->result.kept, p->progress);
	if (errors)
		fprintf(stderr, "livery: %zu error%s, %zu warning%s%s\n",
		    errors, plural(errors), warnings, plural(warnings),
		    !publishing ? "" : out->published ?
		    "; brands with errors were left as they are" :
		    "; nothing was published");
	else if (!publishing)
		fprintf(stderr, "livery: no errors, %zu warning%s in %zu "
		    "edition%s of %zu articles\n", warnings, plural(warnings),
		    p->neditions, plural(p->neditions),
		    p->project->narticles);
}

static void
print_timings(struct progress *progress)
{
	struct buf b = BUF_INIT;
	progress_timings(progress, &b);
	if (fwrite(b.p, 1, b.n, stderr) != b.n || fflush(stderr))
		die(0, "cannot write the timings");
	buf_free(&b);
}

static void
keep_fronts(const struct pipeline *p, const struct recall *r)
{
	struct cache_file *f = p->fronts.fresh ?
	    recall_keep_more(r, RECALL_ERA, "fronts") : NULL;

	if (!f)
		return;
	cache_put(f, buf_view(&p->fronts.learnt));
	cache_close(f);
}

/* A build without errors is remembered with what it said. */
static void
remember(struct memory *m, const struct options *o,
    const struct outcome *out)
{
	const struct pipeline *p = m->p;
	struct buf said = BUF_INIT;
	bool good = out->published && !diags_errors(p->diags);
	bool begun = m->texts.pid != 0;
	if (good) {
		diags_print(p->diags, &said, o->format, options_colour(o));
		recall_keep(m->r, out->published, out->brands,
		    p->project->narticles, buf_view(&said));
		reuse_write(m->reuse);
		keep_fronts(p, m->r);
	}
	aside_end(&m->texts, good);
	if (good && !begun)
		texts_write(p->texts, m->r, p);
	buf_free(&said);
}

static int
build(const struct options *o, struct recall *r, struct progress *progress)
{
	bool publishing = r != NULL;
	struct pipeline p;
	struct outcome out = { 0 };
	struct memory m = { .p = &p, .r = r };
	if (!pipeline_run(&p, o, progress, r))
		return EXIT_USAGE;
	if (publishing && !diags_errors(p.diags))
		m.reuse = reuse_open(r, &p);
	if (publishing && (!diags_errors(p.diags) || o->keep_going))
		emit_and_publish(&p, o, &m, &out);
	else
		emit_and_check(&p, o);
	if (publishing)
		remember(&m, o, &out);
	int status = pipeline_report(&p, o);
	if (!o->quiet && o->format == DIAG_HUMAN)
		print_summary(&p, &out, publishing);
	pipeline_free(&p);
	return status;
}

/* Nothing has changed: what the last build said holds still. */
static void
say_again(const struct options *o, const struct recall *r,
    struct progress *progress)
{
	const struct record *last = &r->last;
	progress_stage(progress, NULL, NULL, 0);
	progress_clear(progress);
	if (fwrite(last->said.p, 1, last->said.n, stderr) != last->said.n ||
	    fflush(stderr))
		die(0, "cannot write the diagnostics");
	if (!o->quiet && o->format == DIAG_HUMAN)
		print_done(last->brands, last->articles, 0, 0, last->files,
		    progress);
}

static int
run(const struct options *o, bool publishing)
{
	struct arena *a = arena_new();
	struct progress *progress = progress_new(a, o->quiet);
	struct recall r;
	int status = EXIT_DONE;
	if (o->nargs)
		return usage_error("unexpected argument `%s`; -C DIR names a "
		    "project, -b BRAND a brand", o->arg[0]);
	if (publishing)
		progress_stage(progress, "Looking for changes", NULL, 0);
	if (publishing && recall_holds(&r, a, o, out_dir(a, o)))
		say_again(o, &r, progress);
	else
		status = build(o, publishing ? &r : NULL, progress);
	if (o->timings && o->format == DIAG_HUMAN && status != EXIT_USAGE)
		print_timings(progress);
	arena_free(a);
	return status;
}

int
command_build(const struct options *o)
{
	return run(o, true);
}

int
command_check(const struct options *o)
{
	return run(o, false);
}
