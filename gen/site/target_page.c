/* Destinations that are pages: by path, by id, and the anchors in them. */
#include "site/target_parts.h"

#include "base/files.h"
#include "base/str.h"
#include "base/suggest.h"

/* Ids of a page; headings' numbers are their ordinals plus one. */
static struct map *
ids_of(struct linker *l, const struct page *p)
{
	struct map **m = &l->ids[p->index];

	if (*m)
		return *m;
	*m = map_new(l->scratch);
	for (uint32_t i = 0; i < p->headings; i++)
		map_put(*m, p->heading[i].id, NULL)->num = i + 1;
	for (uint32_t i = 0; i < p->tabs; i++)
		map_put(*m, p->tab_id[i], NULL);
	return *m;
}

static void
report_anchor(struct destination *t, const struct page *p)
{
	struct suggest best = { 0 };
	struct map *ids = ids_of(t->l, p);

	for (size_t i = 0; i < map_count(ids); i++)
		suggest_offer(&best, t->anchor, map_at(ids, i)->key);
	struct diag *g = p == t->p ?
	    site_report(t->l, t->p, t->n, DIAG_MISSING_ANCHOR,
	    "this page has no heading `#%.*s`", STR_ARG(t->anchor)) :
	    site_report(t->l, t->p, t->n, DIAG_MISSING_ANCHOR,
	    "`%.*s` has no heading `#%.*s`",
	    STR_ARG(site_source_path(t->l, p)), STR_ARG(t->anchor));
	if (best.best.n > 0)
		diag_did_you_mean(g, arena_printf(t->l->scratch, "#%.*s",
		    STR_ARG(best.best)));
}

static void
report_unstable(struct destination *t, const struct page *p,
    const struct heading *h)
{
	/* The id that the title has without its values. */
	struct str words = gist_str(p->gist, gist_heading(p->gist,
	    (uint32_t)(h - p->heading))->plain);
	struct buf literal = BUF_INIT;
	size_t from = 0, at;
	uint32_t number;

	while (slot_find(words, from, &at, &number)) {
		buf_str(&literal, str_slice(words, from, at));
		from = at + SLOT_BYTES;
	}
	buf_str(&literal, str_slice(words, from, words.n));
	struct str id = text_slug(t->l->scratch,
	    str_trim(buf_view(&literal)));
	buf_free(&literal);
	diag_hint(site_report(t->l, t->p, t->n, DIAG_UNSTABLE_ANCHOR,
	    "the anchor `#%.*s` comes from a value or a translation and may"
	    " change", STR_ARG(t->anchor)),
	    "give its heading an id: {#%.*s}",
	    STR_ARG(id.n > 0 ? id : t->anchor));
}

/* Checks the anchor against page `p`; the heading it names, if it is one. */
static bool
check_anchor(struct destination *t, const struct page *p,
    const struct heading **heading)
{
	*heading = NULL;
	if (t->anchor.n == 0)
		return true;
	if (p->reading && !p->gist)
		return true;	/* its own errors are reported already */
	const struct map_entry *e = map_get(ids_of(t->l, p), t->anchor);
	if (!e) {
		report_anchor(t, p);
		return false;
	}
	if (e->num > 0)
		*heading = &p->heading[e->num - 1];
	if (*heading && (*heading)->unstable)
		report_unstable(t, p, *heading);
	return true;
}

struct target
target_anchor(struct destination *t)
{
	const struct heading *h;

	if (!check_anchor(t, t->p, &h))
		return TARGET_BROKEN;
	return (struct target){
		.kind = TARGET_ANCHOR, .anchor = t->anchor, .page = t->p,
		.text = h ? h->title : t->p->title
	};
}

/* ---- Pages ---- */

struct target
target_page(struct destination *t, const struct page *to)
{
	const struct heading *h;

	if (t->query) {
		diag_hint(site_report(t->l, t->p, t->n, DIAG_UNKNOWN_TARGET,
		    "a link to an article takes no `?`"),
		    "leave out what stands behind it");
		return TARGET_BROKEN;
	}
	if (!check_anchor(t, to, &h))
		return TARGET_BROKEN;
	return (struct target){
		.kind = to == t->p && t->anchor.n > 0 ? TARGET_ANCHOR :
		    TARGET_PAGE,
		.url = to->url, .anchor = t->anchor, .page = to,
		.text = to->title
	};
}

void
target_excluded(struct destination *t, struct str id)
{
	diag_hint(site_report(t->l, t->p, t->n, DIAG_EXCLUDED_TARGET,
	    "`%.*s` is not in this edition", STR_ARG(id)),
	    "test it with {%% if has(\"%.*s\") %%}", STR_ARG(id));
}

struct str
target_in_their_style(struct destination *t, struct str folder,
    struct str path)
{
	if (path.n == 0)
		return path;
	if (t->path.n > 0 && t->path.p[0] == '/')
		return arena_printf(t->l->scratch, "/%.*s", STR_ARG(path));
	return path_relative(t->l->scratch, path_join(t->l->scratch, folder,
	    STR("x.md")), path);
}

static struct target
unknown_page(struct destination *t, struct str folder, struct str path)
{
	struct str near = site_suggest_path(t->l, path);
	const char *habit = target_habit(t->path, path, false);
	struct diag *g = site_report(t->l, t->p, t->n, DIAG_UNKNOWN_TARGET,
	    "there is no article `%.*s`", STR_ARG(path));

	if (habit)
		diag_hint(g, "%s", habit);
	else
		diag_did_you_mean(g, target_in_their_style(t, folder, near));
	return TARGET_BROKEN;
}

struct str
target_id_of_path(struct str path, bool *section)
{
	struct str base = path_base(path);

	*section = str_eq(base, STR("_index.md"));
	return *section ? path_dir(path) : str_slice(path, 0, path.n - 3);
}

struct target
target_markdown(struct destination *t, struct str folder,
    struct str path)
{
	bool section;
	struct str id = target_id_of_path(path, &section);
	const struct page *to = site_page(t->l->site, id);
	const struct article *k = map_ptr(t->l->as->project->by_id, id);

	if (to && (to->section->page == to) == section)
		return target_page(t, to);
	if (!k || k->section != section)
		return unknown_page(t, folder, path);
	target_excluded(t, id);
	return TARGET_BROKEN;
}
