/* The waves of a run, and the one publication that they make together. */
#include "command/waves.h"

#include "base/workers.h"
#include "command/emission.h"

/* Pages of an edition share most with the same in others, which a worker knows
   only within a wave; but each edition more has to be held. */
enum { WAVE = 10 };

struct run {
	struct pipeline *p;
	const struct options *o;
	struct recall *recall;	/* null when only checking */
	struct reuse *reuse;
	struct publication *pub;	/* null when there is none yet */
	bool refused;			/* it could not be opened */
	struct emission_result r;
};

static unsigned
worker_count(const struct options *o)
{
	return o->jobs ? o->jobs : workers_processors();
}

static bool
may_publish(const struct run *t)
{
	return t->recall && (!diags_errors(t->p->diags) || t->o->keep_going);
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

static void
open_publication(struct run *t)
{
	struct pipeline *p = t->p;
	struct publication_options po = { .root = t->o->dir, .out = t->recall->out,
	    .all = t->o->nbrands == 0 && !diags_errors(p->diags),
	    .workers = worker_count(t->o), .rows = t->reuse != NULL,
	    .cache = t->recall->cache, .last = t->recall->look };

	t->pub = publication_open(p->arena, &po, brand_list(p, &t->r),
	    t->r.nbrands, p->diags);
	t->refused = !t->pub;
}

static void
publish_books(struct run *t, uint32_t brand)
{
	const struct pipeline *p = t->p;

	for (size_t i = p->first; i < p->end; i++)
		if (p->edition[i].brand == t->r.brand[brand].brand &&
		    p->skin[i])
			publication_book(t->pub, brand,
			    epub_suffix(p->wave, &p->edition[i]));
}

static void
hand_over(struct run *t, uint32_t brand)
{
	const struct buf *files = &t->r.brand[brand].files;

	publication_brand(t->pub, brand, (void *)files->p,
	    files->n / sizeof(struct published));
	if (t->o->only & ONLY_ZIP)
		publication_zip(t->pub, brand, worker_count(t->o));
	if (t->o->only & ONLY_EPUB)
		publish_books(t, brand);
}

/* Every brand that may be published is; the others are left as they are. */
static void
hand_over_wave(struct run *t)
{
	struct emission_result *r = &t->r;

	progress_stage(t->p->progress, t->o->only & ONLY_ZIP ? "Packing" :
	    "Listing files", "brands", r->nbrands - r->first);
	for (uint32_t i = r->first; i < r->end; i++) {
		if (!brand_failed(t->p, r->brand[i].brand))
			hand_over(t, i);
		progress_step(t->p->progress, i + 1 - r->first);
	}
	progress_stage(t->p->progress, "Publishing", "files", r->files);
	publication_prepare(t->pub);
	recall_rows(t->recall, t->pub);
}

static void
emit_wave(struct run *t)
{
	struct pipeline *p = t->p;
	struct publication *pub;
	struct reuse *u;

	emission_wave(p, &t->r);
	if (may_publish(t)) {
		progress_stage(p->progress, "Reading manifests", "brands",
		    t->r.end - t->r.first);
		if (!t->pub && !t->refused)
			open_publication(t);
		if (t->pub)
			publication_wave(t->pub, p->wave, t->r.first,
			    t->r.end - t->r.first);
	}
	if (t->refused)
		return;
	pub = may_publish(t) ? t->pub : NULL;
	u = diags_errors(p->diags) ? NULL : t->reuse;
	reuse_wave(u);
	emission_run(p, t->o, pub, u, &t->r);
	if (pub && may_publish(t))
		hand_over_wave(t);
	reuse_wave_ends(u);
	emission_free(&t->r);
}

/* An error that concerns all brands may have come after one was handed over. */
static void
commit(struct run *t, struct outcome *out)
{
	for (uint32_t i = 0; i < t->r.nbrands; i++)
		if (brand_failed(t->p, t->r.brand[i].brand))
			publication_withdraw(t->pub, i);
		else
			out->brands++;
	progress_stage(t->p->progress, "Publishing", "files", 0);
	out->result = publication_commit(t->pub);
	out->published = t->pub;
}

void
waves_run(struct pipeline *p, const struct options *o, struct recall *r,
    struct reuse *u, struct outcome *out)
{
	struct run t = { .p = p, .o = o, .recall = r, .reuse = u };

	emission_brands(p, &t.r);
	while (pipeline_wave(p, o, WAVE))
		emit_wave(&t);
	if (t.pub && may_publish(&t))
		commit(&t, out);
	else if (t.pub)
		publication_abandon(t.pub);
}
