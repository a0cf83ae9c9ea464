/* livery build and livery check: all stages, then publish or not. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "base/workers.h"
#include "command/emission.h"
#include "command/pipeline.h"

static const char *
out_dir(struct pipeline *p, const struct options *o)
{
	if (o->out)
		return o->out;
	if (strcmp(o->dir, ".") == 0)
		return "public";
	return path_join(p->arena, str_c(o->dir), STR("public")).p;
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
	bool published;
	size_t brands;		/* published */
	struct publication_result result;
};

/* Publishes every brand that may be; the others are left as they are. */
static void
publish(struct pipeline *p, const struct options *o,
    struct publication *pub, struct emission_result *r, struct outcome *out)
{
	progress_stage(p->progress, "Publishing", r->nbrands);
	for (uint32_t i = 0; i < r->nbrands; i++) {
		if (brand_failed(p, r->brand[i].brand))
			continue;
		publication_brand(pub, i, r->brand[i].file,
		    r->brand[i].nfiles);
		if (o->only & ONLY_ZIP)
			publication_zip(pub, i, o->jobs ? o->jobs :
			    workers_processors());
		out->brands++;
		progress_step(p->progress, i + 1);
	}
	out->result = publication_commit(pub);
	out->published = true;
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

/* Emits into a stage, proves, and publishes if all is well. */
static void
emit_and_publish(struct pipeline *p, const struct options *o,
    struct outcome *out)
{
	struct emission_result r;
	struct publication_options po = { .root = o->dir,
	    .out = out_dir(p, o), .all = o->nbrands == 0 &&
	    !diags_errors(p->diags) };
	emission_brands(p, &r);
	struct publication *pub = publication_open(p->arena, &po,
	    brand_list(p, &r), r.nbrands, p->diags);
	if (!pub)
		return;
	emission_run(p, o, pub, &r);
	if (diags_errors(p->diags) && !o->keep_going)
		publication_abandon(pub);
	else
		publish(p, o, pub, &r, out);
}

static void
emit_and_check(struct pipeline *p, const struct options *o)
{
	struct emission_result r;
	emission_brands(p, &r);
	emission_run(p, o, NULL, &r);
}

static size_t
parsed(const struct pipeline *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->articles->nvariants; i++)
		n += p->articles->variant[i].doc != NULL;
	return n;
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void
print_summary(const struct pipeline *p, const struct outcome *out,
    bool publishing)
{
	size_t errors = diags_errors(p->diags);
	size_t warnings = diags_warnings(p->diags);
	if (out->published)
		fprintf(stderr, "livery: %zu brand%s, %zu articles, %zu "
		    "variants parsed, %llu files written, %llu unchanged, "
		    "%.2f s\n", out->brands, plural(out->brands),
		    p->project->narticles, parsed(p),
		    (unsigned long long)out->result.written,
		    (unsigned long long)out->result.kept,
		    progress_seconds(p->progress));
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

static int
run(const struct options *o, bool publishing)
{
	struct pipeline p;
	struct outcome out = { 0 };
	int status;
	if (o->nargs)
		return usage_error("unexpected argument `%s`; -C DIR names a "
		    "project, -b BRAND a brand", o->arg[0]);
	if (!pipeline_run(&p, o))
		return EXIT_USAGE;
	if (publishing && (!diags_errors(p.diags) || o->keep_going))
		emit_and_publish(&p, o, &out);
	else
		emit_and_check(&p, o);
	status = pipeline_report(&p, o);
	if (!o->quiet && o->format == DIAG_HUMAN)
		print_summary(&p, &out, publishing);
	pipeline_free(&p);
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
