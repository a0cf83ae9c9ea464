/* livery build and livery check: all stages, and what is said and remembered of
   them. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "command/pipeline.h"
#include "command/recall.h"
#include "command/texts.h"
#include "command/waves.h"

static const char *
out_dir(struct arena *a, const struct options *o)
{
	if (o->out)
		return o->out;
	if (strcmp(o->dir, ".") == 0)
		return "public";
	return path_join(a, str_c(o->dir), STR("public")).p;
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
keep_memory(const struct memory *m, const struct recall *r, const char *kind)
{
	struct cache_file *f = m->fresh ?
	    recall_keep_more(r, RECALL_ERA, kind) : NULL;

	if (!f)
		return;
	cache_put(f, buf_view(&m->learnt));
	cache_close(f);
}

/* A build without errors is remembered with what it said. */
static void
remember(const struct pipeline *p, struct recall *r, struct reuse *u,
    const struct options *o, const struct outcome *out)
{
	struct buf said = BUF_INIT;
	bool good = out->published && !diags_errors(p->diags);
	if (good) {
		diags_print(p->diags, &said, o->format, options_colour(o));
		recall_keep(r, out->published, out->brands,
		    p->project->narticles, buf_view(&said));
		keep_memory(&p->memory.fronts, r, "fronts");
		keep_memory(&p->memory.texts, r, "pages");
	} else {
		recall_drop(r);
	}
	reuse_close(u, good);
	texts_end(p->texts, r, p, good);
	buf_free(&said);
}

static int
build(const struct options *o, struct recall *r, struct progress *progress)
{
	bool publishing = r != NULL;
	struct pipeline p;
	struct outcome out = { 0 };
	struct reuse *u = NULL;
	if (!pipeline_run(&p, o, progress, r))
		return EXIT_USAGE;
	if (publishing && !diags_errors(p.diags)) {
		texts_begin(p.texts, r, &p);
		u = reuse_open(r, &p);
	}
	waves_run(&p, o, r, u, &out);
	if (publishing)
		remember(&p, r, u, o, &out);
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
	struct progress *progress = progress_new(a, o->quiet, o->timings);
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
