/* The files of a brand's folder that replace nothing: snippets, and what no
   page of the brand uses but has almost the path of something else. */
#include "site/site_private.h"

#include <ctype.h>

#include "base/files.h"
#include "base/str.h"
#include "base/suggest.h"

static void
note_images(struct map *used, struct str folder, const struct value *v)
{
	struct str path = v->type == VALUE_IMAGE ? v->pair.target :
	    (struct str){ 0 };

	if (str_starts(path, folder))
		map_put(used, str_slice(path, folder.n, path.n), NULL);
	for (size_t i = 0; v->type == VALUE_LIST && i < v->list.n; i++)
		note_images(used, folder, &v->list.v[i]);
	for (size_t i = 0; v->type == VALUE_MAP && i < v->map.n; i++)
		note_images(used, folder, v->map.e[i].v);
}

/* What the brand's pages and fields use of its folder, by path. */
static struct map *
used_files(struct arena *a, const struct site *const *sites, size_t n,
    struct str folder)
{
	struct map *used = map_new(a);

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < sites[i]->nassets; k++)
			map_put(used, sites[i]->asset[k].asset->path, NULL);
		note_images(used, folder, &sites[i]->edition->values);
	}
	return used;
}

/* "shot.nl.png" as "shot.png" and "nl"; false without what looks like a
   locale. */
static bool
split_locale(struct arena *a, struct str path, struct str *plain,
    struct str *tag)
{
	struct str base = path_base(path), stem, end;
	ptrdiff_t dot = str_rfind_char(base, '.');

	if (dot <= 0)
		return false;
	stem = str_slice(base, 0, (size_t)dot);
	end = str_slice(base, (size_t)dot, base.n);
	dot = str_rfind_char(stem, '.');
	if (dot <= 0)
		return false;
	*tag = str_slice(stem, (size_t)dot + 1, stem.n);
	*plain = arena_printf(a, "%.*s%.*s", (int)(path.n - base.n +
	    (size_t)dot), path.p, STR_ARG(end));
	return tag->n >= 2 && islower((unsigned char)tag->p[0]) &&
	    islower((unsigned char)tag->p[1]) &&
	    (tag->n == 2 || tag->p[2] == '-');
}

/* The last part of a path up to its first dot. */
static struct str
stem_of(struct str path)
{
	struct str base = path_base(path);
	ptrdiff_t dot = str_find_char(base, '.', 0);

	return dot > 0 ? str_slice(base, 0, (size_t)dot) : base;
}

struct nearest {
	struct str path;	/* that is being looked for */
	struct suggest g;
	struct str likely;	/* same folder, almost the same name */
	struct str elsewhere;	/* the same name in another folder */
};

static void
offer(struct nearest *n, struct str other)
{
	struct suggest before = n->g;

	if (str_eq_fold(path_base(other), path_base(n->path)) &&
	    n->elsewhere.n == 0)
		n->elsewhere = other;
	if (!str_eq(path_dir(other), path_dir(n->path)))
		return;
	suggest_offer(&n->g, stem_of(n->path), stem_of(other));
	if (n->g.best.p != before.best.p || n->g.distance != before.distance)
		n->likely = other;
}

static struct str
meant_path(const struct project *p, struct str path)
{
	struct nearest n = { .path = path };

	offer(&n, STR("redirects.csv"));
	for (size_t i = 0; i < map_count(p->assets); i++)
		offer(&n, map_at(p->assets, i)->key);
	for (size_t i = 0; i < map_count(p->snippets); i++)
		offer(&n, map_at(p->snippets, i)->key);
	return n.elsewhere.n > 0 ? n.elsewhere : n.likely;
}

struct overlaid {
	struct arena *a;
	const struct project *project;
	const struct brand *brand;
	struct str folder;
	struct diags *d;
};

static void
report(const struct overlaid *c, uint32_t file, struct str path)
{
	struct str meant = meant_path(c->project, path);
	struct diag *g = diag_add(c->d, DIAG_UNUSED_FILE,
	    (struct span){ file, 0, 0 }, "this replaces nothing: there is no "
	    "content/%.*s", STR_ARG(path));

	if (meant.n > 0)
		diag_hint(g, "did you mean %.*s%.*s?", STR_ARG(c->folder),
		    STR_ARG(meant));
}

static void
check_snippet(const struct overlaid *c, const struct snippet *sn)
{
	const struct map *known = c->project->snippets;
	struct str plain, tag;
	bool translates = split_locale(c->a, sn->path, &plain, &tag) &&
	    map_get(known, plain);

	if (translates && !providers_speaks(c->brand, tag))
		diag_add(c->d, DIAG_UNUSED_FILE,
		    (struct span){ sn->file, 0, 0 },
		    "`%.*s` does not appear in the language `%.*s`",
		    STR_ARG(c->brand->id), STR_ARG(tag));
	else if (!translates && !map_get(known, sn->path))
		report(c, sn->file, sn->path);
}

/* A spare picture does no harm; one whose name is almost that of another was
   to replace it. */
static void
check_asset(const struct overlaid *c, struct str path)
{
	const struct map *known = c->project->assets;
	struct str plain, tag;

	if (str_eq(path, STR("redirects.csv")) || map_get(known, path) ||
	    (split_locale(c->a, path, &plain, &tag) &&
	    map_get(known, plain)) ||
	    meant_path(c->project, path).n == 0)
		return;
	struct str full = arena_printf(c->a, "%.*s%.*s", STR_ARG(c->folder),
	    STR_ARG(path));
	report(c, sources_add(c->project->sources, full, (struct str){ 0 }),
	    path);
}

void
site_check_overlay(struct arena *a, const struct site *const *sites, size_t n,
    const struct overlay *o, struct diags *d)
{
	struct overlaid c = { .a = a, .d = d,
	    .project = sites[0]->articles->project,
	    .brand = sites[0]->edition->brand };

	c.folder = arena_printf(a, "providers/%.*s/", STR_ARG(c.brand->id));
	struct arena *scratch = arena_new();
	struct map *used = used_files(scratch, sites, n, c.folder);
	for (size_t i = 0; i < map_count(o->snippets); i++)
		check_snippet(&c, map_at(o->snippets, i)->ptr);
	for (size_t i = 0; i < map_count(o->assets); i++)
		if (!map_get(used, map_at(o->assets, i)->key))
			check_asset(&c, map_at(o->assets, i)->key);
	arena_free(scratch);
}
