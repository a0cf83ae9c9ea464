/* Translations against their sources: what a source tests, shows or includes
   and its translation does not. */
#include "article/profile.h"
#include "base/map.h"
#include "base/str.h"

struct gathering {
	struct arena *a;
	struct map *found;	/* key -> struct place */
};

/* The first mention of a name, condition or snippet. */
struct place {
	struct str text;
	struct span at;
	bool snippet;
};

static void
gather(struct gathering *g, struct str text, struct str value, bool snippet,
    struct span at)
{
	struct str key = value.n > 0 ? arena_printf(g->a, "%.*s == \"%.*s\"",
	    STR_ARG(text), STR_ARG(value)) : arena_printf(g->a, "%.*s%s",
	    STR_ARG(text), snippet ? "\n" : "");
	bool fresh;
	struct map_entry *e = map_put(g->found, key, &fresh);

	if (!fresh)
		return;
	struct place *p = ARENA_NEW(g->a, struct place);
	*p = (struct place){ snippet ? text : key, at, snippet };
	e->ptr = p;
}

static struct str
joined(struct arena *a, const struct path *path)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < path->n; i++) {
		if (i > 0)
			buf_char(&b, '.');
		buf_str(&b, path->part[i]);
	}
	struct str out = arena_str(a, buf_view(&b));
	buf_free(&b);
	return out;
}

/* Names of functions and of loops and parameters are a writer's own affair. */
static void
visit(void *ctx, const struct op *o, const struct expr *e,
    const struct scope *s)
{
	struct gathering *g = ctx;

	(void)o;
	for (size_t i = 0; i < e->paths; i++) {
		const struct path *path = &e->path[i];
		if (path->called || scope_find(s, path->part[0]) ||
		    str_eq(path->part[0], STR("locale")))
			continue;
		struct str text = joined(g->a, path);
		gather(g, text, (struct str){ 0 }, false, path->at);
		if (path->compared_at.file != 0)
			gather(g, text, path->compared, false, path->at);
	}
}

static void
gather_includes(struct gathering *g, struct block b)
{
	for (size_t i = 0; i < b.n; i++) {
		const struct op *o = &b.op[i];
		if (o->kind == OP_INCLUDE || o->kind == OP_WRAP)
			gather(g, o->file, (struct str){ 0 }, true,
			    o->file_at);
		for (size_t k = 0; k < o->arms; k++)
			gather_includes(g, o->arm[k].body);
		gather_includes(g, o->body);
	}
}

static void
gather_block(struct gathering *g, struct block b, const struct scope *s)
{
	template_visit(b, s, visit, g);
	gather_includes(g, b);
}

static void
report(const struct gathering *source, const struct gathering *translation,
    struct str tag, struct span at, struct diags *d)
{
	for (size_t i = 0; i < map_count(source->found); i++) {
		const struct map_entry *e = map_at(source->found, i);
		const struct place *p = e->ptr;
		if (map_get(translation->found, e->key))
			continue;
		struct diag *g = diag_add(d, DIAG_TRANSLATION_DRIFT, at,
		    p->snippet ? "the translation into `%.*s` does not "
		    "include `%.*s`, as its source does" :
		    "the translation into `%.*s` lacks `%.*s`, which its "
		    "source has", STR_ARG(tag), STR_ARG(p->text));
		diag_note(g, p->at, "in the source");
	}
}

static struct gathering
gathering_new(struct arena *a)
{
	return (struct gathering){ a, map_new(a) };
}

/* Where findings about a whole translation stand. */
static struct span
start_of(const struct translation *t)
{
	return t->title.set ? t->title.at : (struct span){ t->file, 0, 3 };
}

static void
compare_article(struct arena *a, const struct project *p,
    const struct article *art, const struct translation *t, struct diags *d)
{
	struct gathering source = gathering_new(a), own = gathering_new(a);

	gather_block(&source, project_body(p, art, NULL, d)->body, NULL);
	gather_block(&own, project_body(p, art, t, d)->body, NULL);
	if (t->title.set) {
		gather_block(&source, art->title.body, NULL);
		gather_block(&own, t->title.body, NULL);
	}
	if (t->description.set) {
		gather_block(&source, art->description.body, NULL);
		gather_block(&own, t->description.body, NULL);
	}
	report(&source, &own, t->locale, start_of(t), d);
}

static struct gathering
of_snippet(struct arena *a, const struct snippet *sn)
{
	struct gathering g = gathering_new(a);
	struct scope *scope = ARENA_ARRAY(a, sn->nparams + 1, struct scope);
	const struct scope *s = NULL;

	for (size_t i = 0; i < sn->nparams; i++) {
		scope[i] = (struct scope){ .up = s,
		    .name = sn->param[i].name };
		s = &scope[i];
	}
	gather_block(&g, sn->body->body, s);
	return g;
}

static struct span
first_line(const struct project *p, const struct snippet *sn)
{
	return (struct span){ sn->file, sn->body_off,
	    (uint32_t)sources_line(p->sources, sn->file, sn->body_off).n };
}

/* "_snippets/x.nl.md" as "_snippets/x" and "nl"; false without a locale. */
static bool
split_locale(const struct snippet *sn, struct str *stem, struct str *tag)
{
	struct str s = str_slice(sn->path, 0, sn->path.n - 3);
	ptrdiff_t dot = str_rfind_char(s, '.');

	if (dot < 0)
		return false;
	*stem = str_slice(s, 0, (size_t)dot);
	*tag = str_slice(s, (size_t)dot + 1, s.n);
	return true;
}

/* "_snippets/x.nl.md" against "_snippets/x.md"; that of the brand, when it has
   its own. `o` may be null. */
static void
compare_snippet(struct arena *a, const struct project *p,
    const struct overlay *o, const struct snippet *sn, struct diags *d)
{
	struct str stem, tag;

	if (!split_locale(sn, &stem, &tag))
		return;
	struct str path = arena_printf(a, "%.*s.md", STR_ARG(stem));
	const struct snippet *of = o ? map_ptr(o->snippets, path) : NULL;
	if (!of)
		of = map_ptr(p->snippets, path);
	if (!of)
		return;
	struct gathering source = of_snippet(a, of), own = of_snippet(a, sn);
	report(&source, &own, tag, first_line(p, sn), d);
}

/* A snippet that a brand replaces is replaced in all languages: a translation
   that the project has must not be lost to it unseen. */
static void
find_untranslated(struct arena *a, const struct project *p,
    const struct overlay *o, const struct brand *b, const struct snippet *of,
    struct diags *d)
{
	struct str stem, tag;

	if (!split_locale(of, &stem, &tag) || !providers_speaks(b, tag) ||
	    map_ptr(o->snippets, of->path))
		return;
	const struct snippet *own = map_ptr(o->snippets, arena_printf(a,
	    "%.*s.md", STR_ARG(stem)));
	if (!own)
		return;
	struct diag *g = diag_add(d, DIAG_TRANSLATION_DRIFT,
	    first_line(p, own), "readers of `%.*s` get this too, in place of "
	    "the translation", STR_ARG(tag));
	diag_hint(g, "write providers/%.*s/%.*s as well", STR_ARG(b->id),
	    STR_ARG(of->path));
	diag_note(g, first_line(p, of), "the translation");
}

void
drift_check(const struct project *p, struct diags *d)
{
	struct arena *scratch = arena_new();

	for (size_t i = 0; i < p->narticles; i++)
		for (size_t k = 0; k < p->article[i].ntranslations; k++) {
			compare_article(scratch, p, &p->article[i],
			    &p->article[i].translation[k], d);
			arena_reset(scratch);
		}
	for (size_t i = 0; i < map_count(p->snippets); i++) {
		compare_snippet(scratch, p, NULL,
		    map_at(p->snippets, i)->ptr, d);
		arena_reset(scratch);
	}
	arena_free(scratch);
}

void
drift_check_overlay(const struct project *p, const struct overlay *o,
    const struct brand *b, struct diags *d)
{
	struct arena *scratch = arena_new();

	for (size_t i = 0; i < map_count(o->snippets); i++) {
		compare_snippet(scratch, p, o, map_at(o->snippets, i)->ptr,
		    d);
		arena_reset(scratch);
	}
	for (size_t i = 0; i < map_count(p->snippets); i++) {
		find_untranslated(scratch, p, o, b,
		    map_at(p->snippets, i)->ptr, d);
		arena_reset(scratch);
	}
	arena_free(scratch);
}
