/* The stages of a build, in order: those of all editions at once, then those of
   a wave. */
#include "command/pipeline.h"

#include <malloc.h>
#include <stdio.h>

#include "base/files.h"
#include "base/str.h"
#include "base/workers.h"
#include "command/ground.h"
#include "command/texts.h"
#include "search/search.h"

enum { TAG_PARTS = 4 };	/* language, script, region, variant */

static bool
check_warnings(struct pipeline *p, const struct options *o)
{
	for (size_t i = 0; i < o->nas_error; i++) {
		struct str name = str_c(o->as_error[i]);
		if (str_eq(name, STR("error")))
			name = (struct str){ 0 };
		if (!diags_warning_as_error(p->diags, name)) {
			usage_error("-W: there is no warning `%s`; `livery "
			    "help diagnostics` lists them", o->as_error[i]);
			return false;
		}
	}
	return true;
}

static bool
has_brand(const struct pipeline *p, struct str id)
{
	for (size_t i = 0; i < p->nbrands; i++)
		if (str_eq(p->brand[i].id, id))
			return true;
	return false;
}

static bool
check_brands(struct pipeline *p, const struct options *o)
{
	for (size_t i = 0; i < o->nbrands; i++)
		if (!has_brand(p, o->brand[i])) {
			usage_error("-b: there is no providers/%.*s.lua",
			    STR_ARG(o->brand[i]));
			return false;
		}
	/* A brand that failed to load was reported. */
	for (size_t i = 0; i < o->nurls; i++)
		if (!has_brand(p, o->url[i].brand) &&
		    !providers_incomplete(p->providers)) {
			usage_error("--url: no brand `%.*s` is built",
			    STR_ARG(o->url[i].brand));
			return false;
		}
	return true;
}

/* A tag and those it is a special case of, whose translations serve it too:
   pt-BR, pt. */
static void
add_tag(struct str *tags, size_t *n, struct str tag)
{
	for (size_t i = 0; i < TAG_PARTS && tag.n > 0; i++) {
		ptrdiff_t dash = str_rfind_char(tag, '-');
		size_t at = 0;
		while (at < *n && !str_eq(tags[at], tag))
			at++;
		if (at == *n)
			tags[(*n)++] = tag;
		tag.n = dash < 0 ? 0 : (size_t)dash;
	}
}

/* The distinct locale tags of all brands, in order of first appearance. */
static struct str *
locale_tags(struct pipeline *p, size_t *n)
{
	size_t most = 0;

	*n = 0;
	if (providers_incomplete(p->providers))
		return NULL;
	for (size_t i = 0; i < p->nbrands; i++)
		most += p->brand[i].nlocales * TAG_PARTS;
	struct str *tags = ARENA_ARRAY(p->arena, most + 1, struct str);
	for (size_t i = 0; i < p->nbrands; i++)
		for (size_t k = 0; k < p->brand[i].nlocales; k++)
			add_tag(tags, n, locale_tag(p->brand[i].locales[k]));
	return tags;
}

static void
load_providers(struct pipeline *p, const struct options *o)
{
	struct str *names;
	p->providers = providers_load(p->arena, o->dir, p->sources, p->diags,
	    o->brand, o->nbrands);
	p->nbrands = providers_brands(p->providers, &p->brand);
	p->neditions = providers_editions(p->providers, &p->edition);
	names = ARENA_ARRAY(p->arena, p->neditions + 1, struct str);
	for (size_t i = 0; i < p->neditions; i++)
		names[i] = p->edition[i].name;
	diags_name_editions(p->diags, names, (uint32_t)p->neditions);
}

static const struct theme *
theme_of(struct pipeline *p, const struct options *o, size_t brand)
{
	for (size_t i = 0; i < brand; i++)
		if (str_eq(p->brand[i].theme, p->brand[brand].theme))
			return p->theme[i];
	return theme_load(p->arena, o->dir, p->sources, p->brand[brand].theme,
	    p->brand[brand].theme_at, p->diags);
}

static void
load_project(struct pipeline *p, const struct options *o,
    const struct recall *r)
{
	size_t ntags;
	struct str *tags = locale_tags(p, &ntags);
	bool recalls = r && r->cache;
	if (recalls) {
		recall_more(r, RECALL_ERA, "fronts", &p->memory.fronts.known);
		recall_more(r, RECALL_ERA, "pages", &p->memory.texts.known);
		p->memory.entry = r->inputs.content;
		p->memory.entries = r->inputs.ncontent;
	}
	p->project = project_load(p->arena, o->dir, p->sources, tags, ntags,
	    recalls ? &p->memory : NULL, p->diags);
	p->overlay = ARENA_ARRAY(p->arena, p->nbrands + 1,
	    const struct overlay *);
	p->theme = ARENA_ARRAY(p->arena, p->nbrands + 1,
	    const struct theme *);
	for (size_t i = 0; i < p->nbrands; i++) {
		p->overlay[i] = overlay_load(p->arena, p->project,
		    p->brand[i].id, p->diags);
		p->theme[i] = theme_of(p, o, i);
	}
}

static unsigned
worker_count(const struct options *o)
{
	return o->jobs ? o->jobs : workers_processors();
}

/* Whether a theme has a search for the index to be of use to. */
static bool
is_searched(const struct pipeline *p, const struct options *o)
{
	for (size_t i = 0; i < p->nbrands; i++)
		if ((o->only & ONLY_SEARCH) && p->theme[i] &&
		    theme_find(p->theme[i], STR("layouts/search.html")))
			return true;
	return false;
}

static void
make_with_words(const struct document *d, article_found *found, void *ctx,
    struct buf *out)
{
	stencil_make(d, found, ctx, out);
	search_gather(d, out);
}

static void
profile_and_parse(struct pipeline *p, const struct options *o,
    const struct recall *r)
{
	struct article_options ao = { .internal = o->internal,
	    .drafts = o->drafts, .workers = worker_count(o),
	    .make = is_searched(p, o) ? make_with_words :
		    stencil_make, .progress = p->progress };
	progress_stage(p->progress, "Checking names", "articles",
	    p->project->narticles);
	articles_check(p->project, p->providers, p->diags);
	skin_check_counts(p->project, p->providers, p->diags);
	p->texts = texts_open(r, p);
	p->answers = arena_new();
	ao.answers = p->answers;
	ao.known = texts_known(p->texts);
	p->articles = articles_build(p->arena, p->project, p->providers,
	    p->overlay, &ao, p->diags);
}

/* The linked editions of an edition's brand: they stand next to each other. */
static const struct site *const *
sites_of(const struct pipeline *p, size_t edition, size_t *n)
{
	const struct brand *b = p->edition[edition].brand;
	size_t first = edition;

	while (first > 0 && p->edition[first - 1].brand == b)
		first--;
	*n = b->nlocales;
	return (const struct site *const *)&p->site[first];
}

static void
check_overlays(struct pipeline *p)
{
	const struct brand *before = NULL;

	for (size_t i = p->first; i < p->end; i++) {
		const struct brand *b = p->edition[i].brand;
		size_t n;
		if (b == before)
			continue;
		before = b;
		const struct site *const *sites = sites_of(p, i, &n);
		site_check_overlay(p->arena, sites, n, p->overlay[b->index],
		    p->diags);
	}
}

static void
link_editions(struct pipeline *p)
{
	struct outlines *known = outlines_new(p->wave, p->articles);
	progress_stage(p->progress, "Linking", "editions",
	    p->neditions - p->first);
	for (size_t i = p->first; i < p->end; i++) {
		const struct edition *e = &p->edition[i];
		diags_set_edition(p->diags, e->index);
		p->site[i] = site_build_outlined(p->wave, known, e,
		    p->overlay[e->brand->index], p->diags);
		progress_step(p->progress, i + 1 - p->first);
	}
	diags_set_edition(p->diags, DIAG_NO_EDITION);
	check_overlays(p);
}

static const struct templates *
templates_of(struct pipeline *p, size_t brand)
{
	for (size_t i = 0; i < p->nbrands; i++)
		if (p->templates[i] && p->theme[i] == p->theme[brand])
			return p->templates[i];
	return p->templates[brand] = templates_build(p->arena, p->theme[brand],
	    p->providers, p->sources, p->diags);
}

static struct str
preview_url(const struct options *o, struct str brand)
{
	for (size_t i = 0; i < o->nurls; i++)
		if (str_eq(o->url[i].brand, brand))
			return o->url[i].url;
	return (struct str){ 0 };
}

struct emission
pipeline_emission(const struct pipeline *p, const struct options *o,
    size_t edition, struct diags *d)
{
	const struct brand *b = p->edition[edition].brand;
	struct str given = preview_url(o, b->id);
	struct str url = given.n > 0 ? given : b->url;

	if (url.n > 0 && url.p[url.n - 1] != '/')
		url = arena_printf(p->arena, "%.*s/", STR_ARG(url));
	struct emission e = { p->site[edition], p->skin[edition], d, url,
		given.n > 0, NULL, 0 };
	e.sites = sites_of(p, edition, &e.nsites);
	return e;
}

static void
dress_editions(struct pipeline *p, const struct options *o)
{
	progress_stage(p->progress, "Compiling themes", "editions",
	    p->end - p->first);
	for (size_t i = p->first; i < p->end; i++) {
		const struct brand *b = p->edition[i].brand;
		struct skin_options so = { .url = preview_url(o, b->id),
		    .print = o->only & ONLY_PRINT,
		    .search = o->only & ONLY_SEARCH };
		so.noindex = so.url.n > 0;
		so.sites = sites_of(p, i, &so.nsites);
		so.before = i > p->first ? p->skin[i - 1] : NULL;
		if (!p->theme[b->index])
			continue;
		diags_set_edition(p->diags, DIAG_NO_EDITION);
		const struct templates *t = templates_of(p, b->index);
		diags_set_edition(p->diags, p->edition[i].index);
		p->skin[i] = skin_build(p->wave, t, p->site[i], &so,
		    p->diags);
	}
	diags_set_edition(p->diags, DIAG_NO_EDITION);
}

/* Where the wave ends that begins at p->first. */
static uint32_t
wave_end(const struct pipeline *p, size_t most)
{
	size_t n = p->neditions, waves = n > most ? (n - 1) / most + 1 : 1;
	size_t end = p->first + (n + waves - 1) / waves;

	while (end < n && p->edition[end].brand == p->edition[end - 1].brand)
		end++;
	return (uint32_t)(end < n ? end : n);
}

static void
forget_wave(struct pipeline *p)
{
	for (size_t i = p->first; i < p->end; i++) {
		p->site[i] = NULL;
		p->skin[i] = NULL;
	}
	arena_free(p->wave);
	p->wave = NULL;
	malloc_trim(0);		/* workers would inherit what lies between */
	p->first = p->end;
}

bool
pipeline_wave(struct pipeline *p, const struct options *o, size_t most)
{
	if (p->wave && p->end == p->neditions)
		return false;
	if (p->wave)
		forget_wave(p);
	p->wave = arena_new();
	p->end = wave_end(p, most);
	link_editions(p);
	dress_editions(p, o);
	if (p->end == p->neditions)
		providers_warn_unused(p->providers, p->diags);
	return true;
}

void
pipeline_let_go(struct pipeline *p)
{
	if (p->end < p->neditions || (p->texts && !texts_begun(p->texts)))
		return;
	arena_free(p->answers);
	p->answers = NULL;
}

static bool
is_project(const struct options *o)
{
	struct arena *a = arena_new();
	bool found = dir_exists(path_join(a, str_c(o->dir),
	    STR("providers")).p) && dir_exists(path_join(a, str_c(o->dir),
	    STR("content")).p);
	arena_free(a);
	if (!found)
		usage_error("there is no content/ and providers/ in %s; "
		    "`livery new project NAME` makes a project, -C DIR names "
		    "one", o->dir);
	return found;
}

bool
pipeline_run(struct pipeline *p, const struct options *o,
    struct progress *progress, const struct recall *r)
{
	*p = (struct pipeline){ 0 };
	if (!is_project(o))
		return false;
	p->arena = arena_new();
	p->sources = sources_new(p->arena);
	p->diags = diags_new(p->arena, p->sources);
	p->progress = progress ? progress : progress_new(p->arena, o->quiet,
	    false);
	if (!check_warnings(p, o))
		return false;
	progress_stage(p->progress, "Loading", "articles", 0);
	load_providers(p, o);
	if (!check_brands(p, o))
		return false;
	load_project(p, o, r);
	progress_step(p->progress, p->project->narticles);
	if (r && r->cache)
		p->ground = ground_of(r, p);
	profile_and_parse(p, o, r);
	p->templates = ARENA_ARRAY(p->arena, p->nbrands + 1,
	    const struct templates *);
	p->site = ARENA_ARRAY(p->arena, p->neditions + 1, struct site *);
	p->skin = ARENA_ARRAY(p->arena, p->neditions + 1, struct skin *);
	return true;
}

int
pipeline_report(const struct pipeline *p, const struct options *o)
{
	struct buf b = BUF_INIT;
	progress_stage(p->progress, NULL, NULL, 0);
	progress_clear(p->progress);
	diags_print(p->diags, &b, o->format, options_colour(o));
	if ((b.n && fwrite(b.p, 1, b.n, stderr) != b.n) || fflush(stderr))
		die(0, "cannot write the diagnostics");
	buf_free(&b);
	return diags_errors(p->diags) ? EXIT_CONTENT : EXIT_DONE;
}

void
pipeline_free(struct pipeline *p)
{
	if (p->providers)
		providers_free(p->providers);
	if (p->project)
		project_free(p->project);
	buf_free(&p->memory.fronts.learnt);
	buf_free(&p->memory.texts.learnt);
	arena_free(p->wave);
	arena_free(p->answers);
	arena_free(p->arena);
	workers_reap();
	*p = (struct pipeline){ 0 };
}
