/* Profiling all articles for all editions, finding the variants, parsing each
   of them once in limited workers. */
#include "article/profile.h"

#include <string.h>

#include "base/str.h"
#include "base/workers.h"

#define PARSE_CPU_MS 2000
#define PARSE_MEMORY ((size_t)512 * 1024 * 1024)

/* What makes two texts the same variant: the article (positions are places in
   its files), the folders of the regions, and the text, which ends the key. */
static void
variant_key(const struct profile *p, struct buf *key)
{
	buf_str(key, p->article->id);
	buf_char(key, '\0');
	for (size_t i = 0; i < p->nregions; i++) {
		buf_u32(key, p->region[i].from);
		buf_str(key, p->region[i].folder);
		buf_char(key, '\0');
	}
	buf_char(key, '\0');
	buf_str(key, buf_view(&p->out));
}

static uint32_t
add_variant(struct builder *b, const struct profile *p, struct str key)
{
	struct articles *as = &b->pub;
	struct variant *v;

	as->variant = grow_array(b->a, as->variant, as->nvariants, &b->cap,
	    sizeof(*as->variant));
	v = &as->variant[as->nvariants];
	v->text = str_slice(key, key.n - p->out.n, key.n);
	v->folder = p->article->folder;
	v->region = p->region;
	v->nregions = p->nregions;
	v->article = p->article;
	v->edition = p->edition->index;
	return (uint32_t)as->nvariants++;
}

static uint32_t
find_variant(struct builder *b, const struct profile *p)
{
	struct buf key = BUF_INIT;
	struct map_entry *e;

	variant_key(p, &key);
	e = map_get(b->known, buf_view(&key));
	if (!e) {
		struct str kept = arena_str(b->a, buf_view(&key));
		e = map_put(b->known, kept, NULL);
		e->num = add_variant(b, p, kept);
	}
	buf_free(&key);
	return (uint32_t)e->num;
}

static void
read_article(struct builder *b, uint32_t edition, uint32_t article)
{
	const struct article *art = &b->pub.project->article[article];
	struct reading *r = page_reading(b, edition, article);
	struct profile p;

	r->article = art;
	if (!page_shown(b, edition, article))
		return;
	page_fields(b, edition, article);
	profile_init(&p, b, edition, art, b->d);
	p.reading = r;
	profile_body(&p);
	/* What was cut off would only raise errors that follow from it. */
	if (p.full) {
		buf_reset(&p.out);
		p.nregions = 0;
	}
	r->slot = p.slot;
	r->nslots = p.nslots;
	r->variant = find_variant(b, &p);
	buf_free(&p.out);
}

/* Where findings about a text as a whole stand: its first line. */
static struct span
body_start(const struct builder *b, const struct variant *v)
{
	const struct articles *as = &b->pub;
	const struct translation *t = page_translation(v->article,
	    &as->edition[v->edition]);
	uint32_t file = t ? t->file : v->article->file;
	uint32_t off = t ? t->body_off : v->article->body_off;
	struct str text = sources_text(as->project->sources, file);

	while (off < text.n && text.p[off] == '\n')
		off++;
	return (struct span){ file, off,
	    (uint32_t)sources_line(as->project->sources, file, off).n };
}

/* A finding of a variant holds for every edition that reads it. */
static void
report(struct builder *b, uint32_t variant, const struct parse_finding *f)
{
	const struct articles *as = &b->pub;
	size_t n = as->project->narticles;
	uint32_t article = as->variant[variant].article->index;
	struct span at = f->at_len > 0 || f->at > 0 ?
	    articles_locate(as, variant, f->at, f->at_len, NULL) :
	    body_start(b, &as->variant[variant]);

	for (uint32_t e = 0; e < as->neditions; e++) {
		const struct reading *r = &as->reading[e * n + article];
		if (!r->shown || r->variant != variant)
			continue;
		diags_set_edition(b->d, e);
		struct diag *g = diag_add(b->d, (enum diag_id)f->id, at,
		    "%s", f->text);
		if (f->hint[0] != '\0')
			diag_hint(g, "%s", f->hint);
		articles_locate(as, variant, f->at, f->at_len, g);
	}
	diags_set_edition(b->d, DIAG_NO_EDITION);
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
	report(b, variant, &f);
}

static void
parse_job(void *ctx, uint32_t job, struct buf *out)
{
	const struct builder *b = ctx;

	document_parse(b->pub.variant[job].text, DOCUMENT_ARTICLE, out);
}

static void
parse_answer(void *ctx, uint32_t job, enum job_status status,
    struct str answer)
{
	struct builder *b = ctx;
	const struct parse_finding *f;
	uint32_t n;

	/* The arena's copy is aligned as a document needs it. */
	struct str record = arena_str(b->a, answer);
	const struct document *doc = status == JOB_DONE ?
	    document_of(record, &f, &n) : NULL;
	if (!doc) {
		report_failure(b, job, status);
		return;
	}
	b->pub.variant[job].doc = doc;
	for (uint32_t i = 0; i < n; i++)
		report(b, job, &f[i]);
}

struct articles *
articles_build(struct arena *a, const struct project *p,
    struct providers *pr, const struct overlay *const *overlay_of_brand,
    const struct article_options *o, struct diags *d)
{
	struct builder *b = ARENA_NEW(a, struct builder);
	const struct workers_limits limits = { PARSE_CPU_MS, PARSE_MEMORY };
	struct articles *as = &b->pub;

	*b = (struct builder){ .a = a, .d = d, .overlay = overlay_of_brand,
	    .options = *o, .known = map_new(a) };
	as->project = p;
	as->providers = pr;
	as->neditions = providers_editions(pr, &as->edition);
	size_t n = as->neditions * p->narticles;
	as->reading = ARENA_ARRAY(a, n ? n : 1, struct reading);
	b->page = ARENA_ARRAY(a, n ? n : 1, struct page_state);
	check_overlays(b);
	for (uint32_t e = 0; e < as->neditions; e++) {
		diags_set_edition(d, e);
		for (uint32_t i = 0; i < p->narticles; i++)
			read_article(b, e, i);
	}
	diags_set_edition(d, DIAG_NO_EDITION);
	workers_run((uint32_t)as->nvariants, o->workers, limits, parse_job,
	    parse_answer, b);
	return as;
}
