/* Snippets: of the project, and those a brand puts in their place. */
#include "base/files.h"
#include "base/str.h"
#include "project/parts.h"

struct snippet *
snippet_load(struct loader *l, uint32_t file, struct str path)
{
	struct snippet *sn = ARENA_NEW(l->a, struct snippet);

	sn->path = path;
	sn->file = file;
	front_snippet(l, sn);
	sn->body = template_compile(l->a, l->s, sn->file, sn->body_off,
	    sources_text(l->s, sn->file).n, TEMPLATE_ARTICLE, l->known,
	    l->d);
	return sn;
}

/* What "x.nl.md" translates, or null. */
static const struct snippet *
source_of(const struct snippet *sn, const struct map *snippets,
    const struct map *others)
{
	struct buf path = BUF_INIT;
	struct str stem = str_slice(sn->path, 0, sn->path.n - 3);
	ptrdiff_t dot = str_rfind_char(stem, '.');

	if (dot < 0)
		return NULL;
	buf_printf(&path, "%.*s.md", (int)dot, stem.p);
	const struct snippet *of = map_ptr(snippets, buf_view(&path));
	if (!of && others)
		of = map_ptr(others, buf_view(&path));
	buf_free(&path);
	return of;
}

void
snippets_inherit(const struct map *snippets, const struct map *others,
    struct diags *d)
{
	for (size_t i = 0; i < map_count(snippets); i++) {
		struct snippet *sn = map_at(snippets, i)->ptr;
		const struct snippet *of = source_of(sn, snippets, others);
		if (!of)
			continue;
		if (sn->declares)
			diag_hint(diag_add(d, DIAG_UNKNOWN_KEY,
			    sn->declares_at, "the key `params` does not "
			    "belong here"),
			    "a translation takes it from its source");
		sn->param = of->param;
		sn->nparams = of->nparams;
		sn->declares = of->declares;
		sn->broken = of->broken;
	}
}

static void
add_asset(struct loader *l, const struct dir_entry *e, struct str disk,
    struct map *assets)
{
	struct asset *asset = ARENA_NEW(l->a, struct asset);

	asset->path = e->path;
	asset->disk = path_join(l->a, str_c(l->root), disk);
	asset->size = e->size;
	map_put(assets, e->path, NULL)->ptr = asset;
}

/* The source of a snippet, 0 for other files. */
static uint32_t
add_file(struct loader *l, const struct dir_entry *e, struct str folder,
    struct map *assets)
{
	struct str disk = path_join(l->a, folder, e->path);

	if (e->dir || e->link)
		return 0;
	if (!names_is_markdown(e->path)) {
		add_asset(l, e, disk, assets);
		return 0;
	}
	if (names_is_snippet(e->path))
		return text_load(l, disk, e->size);
	diag_add(l->d, DIAG_UNSAFE_NAME,
	    (struct span){ sources_add(l->s, disk, (struct str){ 0 }), 0, 0 },
	    "a brand may replace images and `_snippets`, never articles");
	return 0;
}

const struct overlay *
overlay_load(struct arena *a, const struct project *p, struct str brand,
    struct diags *d)
{
	struct loader l = { .a = a, .scratch = arena_new(), .s = p->sources,
	    .d = d, .root = p->root };
	struct overlay *o = ARENA_NEW(a, struct overlay);
	struct map *assets = map_new(a), *snippets = map_new(a);
	struct str folder = path_join(a, STR("providers"), brand);
	size_t n;
	struct dir_entry *e = dir_walk(a,
	    path_join(a, str_c(p->root), folder).p, &n);
	uint32_t *file = ARENA_ARRAY(l.scratch, n + 1, uint32_t);

	for (size_t i = 0; i < n; i++)
		file[i] = add_file(&l, &e[i], folder, assets);
	struct fronts *fronts = fronts_open(&l, n);
	for (size_t i = 0; i < n; i++)
		if (file[i] != 0)
			fronts_add(fronts, file[i]);
	fronts_read(fronts);
	for (size_t i = 0; i < n; i++)
		if (file[i] != 0)
			map_put(snippets, e[i].path, NULL)->ptr =
			    snippet_load(&l, file[i], e[i].path);
	snippets_inherit(snippets, p->snippets, d);
	o->assets = assets;
	o->snippets = snippets;
	o->redirect = redirects_load(&l, folder, &o->nredirects);
	arena_free(l.scratch);
	return o;
}
