/* Destinations that are files: pictures and downloads. */
#include "site/target_parts.h"

#include "base/files.h"
#include "base/str.h"
#include "base/suggest.h"

/* "shot.nl.png" of "shot.png" by the nearest tag of pt-BR, pt, none. */
static const struct asset *
localised_asset(const struct linker *l, const struct map *assets,
    struct str tag, struct str path)
{
	ptrdiff_t dot = str_rfind_char(path, '.');
	const struct asset *k = NULL;

	while (dot > 0 && tag.n > 0 && !k) {
		ptrdiff_t dash = str_rfind_char(tag, '-');
		k = map_ptr(assets, arena_printf(l->scratch, "%.*s.%.*s%.*s",
		    (int)dot, path.p, STR_ARG(tag), (int)(path.n -
		    (size_t)dot), path.p + dot));
		tag.n = dash < 0 ? 0 : (size_t)dash;
	}
	return k ? k : map_ptr(assets, path);
}

/* In the page's language, the brand's own before the project's. */
static const struct asset *
find_asset(const struct destination *t, struct str path)
{
	const struct linker *l = t->l;
	const struct reading *r = t->p->reading;
	struct str tag = r && r->fields->fallback ? r->fields->lang :
	    locale_tag(l->e->locale);
	const struct asset *k = l->o && l->o->assets ?
	    localised_asset(l, l->o->assets, tag, path) : NULL;

	return k ? k : localised_asset(l, l->as->project->assets, tag, path);
}

/* What looks like a page's address rather than its file. */
static const struct page *
meant_page(const struct destination *t, struct str path)
{
	struct str id = path;

	if (str_ends(id, STR("/index.html")))
		id = str_slice(id, 0, id.n - 11);
	else if (str_ends(id, STR(".html")))
		id = str_slice(id, 0, id.n - 5);
	return site_page(t->l->site, id);
}

static void
suggest_asset(struct destination *t, struct str folder,
    struct str path, struct diag *g)
{
	const struct map *assets = t->l->as->project->assets;
	struct suggest best = { 0 };

	if (t->l->suggestions == 0)
		return;
	t->l->suggestions--;
	for (size_t i = 0; i < map_count(assets); i++)
		suggest_offer(&best, path, map_at(assets, i)->key);
	diag_did_you_mean(g, target_in_their_style(t, folder, best.best));
}

static struct target
missing_file(struct destination *t, struct str folder, struct str path)
{
	const struct page *meant = t->image ? NULL : meant_page(t, path);

	if (meant) {
		diag_hint(site_report(t->l, t->p, t->n, DIAG_UNKNOWN_TARGET,
		    "`%.*s` is no file", STR_ARG(path)),
		    "link to the article itself: `%.*s`",
		    STR_ARG(target_in_their_style(t, folder,
		    site_source_path(t->l, meant))));
		return TARGET_BROKEN;
	}
	const char *habit = target_habit(t->path, path, t->image);
	struct diag *g = site_report(t->l, t->p, t->n, DIAG_MISSING_IMAGE,
	    "there is no file `%.*s`", STR_ARG(path));
	if (habit)
		diag_hint(g, "%s", habit);
	else
		suggest_asset(t, folder, path, g);
	return TARGET_BROKEN;
}

struct target
target_asset(struct destination *t, struct str folder, struct str path)
{
	const struct asset *k = find_asset(t, path);
	struct target found = { .kind = TARGET_ASSET };
	bool fresh;

	if (!k)
		return missing_file(t, folder, path);
	struct map_entry *e = map_put(t->l->assets, k->path, &fresh);
	if (fresh)
		e->ptr = (void *)(uintptr_t)k;
	found.url = k->path;
	found.anchor = t->anchor;
	found.text = path_base(k->path);
	if (t->image)
		outlines_image_size(t->l->known, k, &found.width,
		    &found.height);
	return found;
}
