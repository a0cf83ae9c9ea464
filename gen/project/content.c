/* Walking content/: articles, sections, translations, snippets, assets. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "base/suggest.h"
#include "project/parts.h"

struct walk {
	struct loader l;
	struct article *article;	/* room for all pages */
	size_t n;
	struct map *by_id;	/* id -> index + 1 while walking */
	struct map *snippets, *assets;
	const struct dir_entry *entry;
	uint32_t *file;		/* source of each entry, 0 for none */
	size_t entries;
	bool translated;	/* some of them translate others */
};

static bool
is_index(struct str base)
{
	return str_eq(base, STR("_index"));
}

/* The id of a page's path without ".md" and locale. */
static struct str
id_of(struct str stem)
{
	if (is_index(path_base(stem)))
		return path_dir(stem);
	return stem;
}

static struct article *
add_article(struct walk *w, struct str id)
{
	struct article *art = &w->article[w->n++];

	art->id = id;
	art->order = HUGE_VAL;
	art->extra = (struct value){ .type = VALUE_MAP };
	map_put(w->by_id, id, NULL)->num = w->n;
	return art;
}

static struct article *
find_article(const struct walk *w, struct str id)
{
	struct map_entry *e = map_get(w->by_id, id);

	return e ? &w->article[e->num - 1] : NULL;
}

static void
load_article(struct walk *w, size_t entry, struct str stem)
{
	struct str id = id_of(stem);
	const struct article *same = find_article(w, id);
	uint32_t file = w->file[entry];

	if (same) {
		struct diag *g = diag_add(w->l.d, DIAG_DUPLICATE_PATH,
		    (struct span){ file, 0, 0 },
		    "two pages have the id `%.*s`", STR_ARG(id));
		diag_note(g, (struct span){ same->file, 0, 0 }, "the other");
		return;
	}
	struct article *art = add_article(w, id);
	art->section = is_index(path_base(stem));
	art->file = file;
	art->folder = path_dir(w->entry[entry].path);
	art->blank = !front_article(&w->l, art);
}

/* "mail-clients" as "Mail clients". */
static struct str
folder_title(struct arena *a, struct str folder)
{
	struct str s = arena_str(a, path_base(folder));
	char *p = (char *)(uintptr_t)s.p;

	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '-' || p[i] == '_')
			p[i] = ' ';
	if (s.n > 0)
		p[0] = (char)toupper((unsigned char)p[0]);
	return s;
}

/* A home page without an _index.md is titled with the brand's name, a section
   from its folder's. */
static void
implicit_section(struct walk *w, struct str folder)
{
	struct article *art = add_article(w, folder);
	struct str title = folder.n > 0 ? folder_title(w->l.a, folder) :
	    STR("{{ brand.name }}");
	uint32_t file = sources_add(w->l.s,
	    arena_printf(w->l.a, "livery:title of content/%.*s",
	    STR_ARG(folder)), title);
	const struct program *p = template_compile(w->l.a, w->l.s, file, 0,
	    title.n, TEMPLATE_ARTICLE, NULL, w->l.d);

	art->section = true;
	art->blank = true;
	art->file = file;
	art->folder = folder;
	art->body_off = (uint32_t)title.n;
	art->title = (struct field){ .body = p->body, .set = true,
	    .at = { file, 0, (uint32_t)title.n } };
	if (folder.n > 0)
		art->title.plain = title;
}

static void
shared_id(struct walk *w, const struct article *art)
{
	struct diag *g = diag_add(w->l.d, DIAG_DUPLICATE_PATH,
	    (struct span){ art->file, 0, 0 },
	    "this page and the folder of the same name have the id `%.*s`",
	    STR_ARG(art->id));

	diag_hint(g, "make it the folder's `_index.md`");
}

/* Every folder above a page is a section. */
static void
add_implicit(struct walk *w)
{
	size_t n = w->n;

	for (size_t i = 0; i < n; i++) {
		struct str folder = w->article[i].folder;
		while (folder.n > 0) {
			const struct article *has = find_article(w, folder);
			if (!has)
				implicit_section(w, folder);
			else if (!has->section)
				shared_id(w, has);
			folder = path_dir(folder);
		}
	}
	if (!find_article(w, (struct str){ 0 }))
		implicit_section(w, (struct str){ 0 });
}

static void
load_translation(struct walk *w, uint32_t file, struct str stem,
    struct str locale)
{
	struct article *of = find_article(w, id_of(stem));

	if (!of) {
		diag_add(w->l.d, DIAG_UNKNOWN_TARGET,
		    (struct span){ file, 0, 0 },
		    "there is no `%.*s.md` that this translates",
		    STR_ARG(stem));
		return;
	}
	struct translation *all = ARENA_ARRAY(w->l.a, of->ntranslations + 1,
	    struct translation);
	if (of->ntranslations > 0)
		memcpy(all, of->translation,
		    of->ntranslations * sizeof(*all));
	struct translation *t = &all[of->ntranslations++];
	t->locale = locale;
	t->file = file;
	front_translation(&w->l, t, of);
	of->translation = all;
}

static void
load_asset(struct walk *w, const struct dir_entry *e)
{
	struct asset *asset = ARENA_NEW(w->l.a, struct asset);

	asset->path = e->path;
	asset->disk = path_join(w->l.a, path_join(w->l.scratch,
	    str_c(w->l.root), STR("content")), e->path);
	asset->size = e->size;
	map_put(w->assets, e->path, NULL)->ptr = asset;
}

/* "mail.de.md" where no brand has the locale `de`. */
static void
check_undeclared(struct walk *w, const struct dir_entry *e, struct str stem)
{
	ptrdiff_t dot = str_rfind_char(path_base(stem), '.');
	struct str tag = str_slice(path_base(stem), (size_t)(dot + 1),
	    path_base(stem).n);

	if (dot <= 0 || !names_is_tag(tag))
		return;
	struct suggest s = { 0 };
	for (size_t i = 0; i < w->l.nlocales; i++)
		suggest_offer(&s, tag, w->l.locales[i]);
	uint32_t file = sources_add(w->l.s, path_join(w->l.a, STR("content"),
	    e->path), (struct str){ 0 });
	diag_did_you_mean(diag_add(w->l.d, DIAG_UNSAFE_NAME,
	    (struct span){ file, 0, 0 },
	    "no brand declares the locale `%.*s`", STR_ARG(tag)), s.best);
}

static void
load_entry(struct walk *w, size_t i, bool translations)
{
	const struct dir_entry *e = &w->entry[i];
	struct str stem, name, locale;

	if (w->file[i] == 0 || names_is_snippet(e->path))
		return;
	stem = str_slice(e->path, 0, e->path.n - 3);
	bool translated = names_locale(&w->l, path_base(stem), &name,
	    &locale);
	if (translated)
		stem = str_slice(stem, 0, stem.n - locale.n - 1);
	w->translated |= translated;
	if (translated && translations) {
		load_translation(w, w->file[i], stem, locale);
	} else if (!translated && !translations) {
		check_undeclared(w, e, stem);
		load_article(w, i, stem);
	}
}

/* Names first: false for what is not looked at any further. */
static bool
check_entry(struct walk *w, const struct dir_entry *e)
{
	if (e->link) {
		uint32_t file = sources_add(w->l.s, path_join(w->l.a,
		    STR("content"), e->path), (struct str){ 0 });
		struct diag *g = diag_add(w->l.d, DIAG_UNSAFE_NAME,
		    (struct span){ file, 0, 0 },
		    "this is a symbolic link, which may lead out of the "
		    "project");
		diag_hint(g, "put a copy in its place");
		return false;
	}
	return names_check(&w->l, e->path, e->dir);
}

/* Assets are noted, texts registered: they are read all at once, as is their
   front matter. */
static void
note_entry(struct walk *w, size_t i)
{
	const struct dir_entry *e = &w->entry[i];

	if (names_is_markdown(e->path))
		w->file[i] = text_note(&w->l, path_join(w->l.a,
		    STR("content"), e->path), e->size);
	else
		load_asset(w, e);
}

/* "ports.de.md" beside "ports.md" is meant as a translation. */
static void
check_snippet_locale(struct walk *w, const struct dir_entry *e)
{
	struct str stem = str_slice(e->path, 0, e->path.n - 3);
	ptrdiff_t dot = str_rfind_char(path_base(stem), '.');
	struct str name, locale;

	if (dot <= 0 || names_locale(&w->l, path_base(stem), &name, &locale))
		return;
	size_t at = stem.n - path_base(stem).n + (size_t)dot;
	if (map_get(w->snippets, arena_printf(w->l.a, "%.*s.md", (int)at,
	    stem.p)))
		check_undeclared(w, e, stem);
}

static void
load_snippet(struct walk *w, size_t i)
{
	struct str path = w->entry[i].path;

	if (w->file[i] == 0 || !names_is_snippet(path))
		return;
	map_put(w->snippets, path, NULL)->ptr =
	    snippet_load(&w->l, w->file[i], path);
}

/* Nothing below a folder that was refused is looked at: the entries are in
   byte order, but "a.md" stands between "a" and "a/b". */
static bool
is_below(const struct walk *w, size_t i, const bool *refused)
{
	struct str path = w->entry[i].path;

	for (size_t k = 0; k < i; k++)
		if (refused[k] && w->entry[k].dir &&
		    str_starts(path, w->entry[k].path) &&
		    path.p[w->entry[k].path.n] == '/')
			return true;
	return false;
}

static void
note_all(struct walk *w)
{
	bool *refused = ARENA_ARRAY(w->l.scratch, w->entries + 1, bool);
	bool any = false;

	w->file = ARENA_ARRAY(w->l.scratch, w->entries + 1, uint32_t);
	for (size_t i = 0; i < w->entries; i++) {
		if (any && is_below(w, i, refused))
			continue;
		refused[i] = !check_entry(w, &w->entry[i]);
		any |= refused[i];
		if (!refused[i] && !w->entry[i].dir)
			note_entry(w, i);
	}
}

/* Each text may be a page, each folder and the root one without a text. */
static struct article *
room_for_pages(const struct walk *w)
{
	size_t n = 1;

	for (size_t i = 0; i < w->entries; i++)
		n += w->entry[i].dir || names_is_markdown(w->entry[i].path);
	return ARENA_ARRAY(w->l.a, n, struct article);
}

static void
read_texts(struct walk *w)
{
	uint32_t *promised = promises_take(&w->l, w->file, w->entry,
	    w->entries);

	struct fronts *fronts = fronts_open(&w->l, w->entries);
	texts_read(&w->l, fronts, w->file, w->entry, w->entries);
	for (size_t i = 0; i < w->entries; i++) {
		if (promised[i] == 0)
			continue;
		w->file[i] = promised[i];
		fronts_add(fronts, promised[i]);
	}
	fronts_read(fronts);
	promises_keep(&w->l, w->file, promised, w->entry, w->entries);
}

static void
load_all(struct walk *w)
{
	w->article = room_for_pages(w);
	note_all(w);
	read_texts(w);
	for (size_t i = 0; i < w->entries; i++) {
		load_snippet(w, i);
		load_entry(w, i, false);
	}
	for (size_t i = 0; i < w->entries; i++)
		if (w->file[i] != 0 && names_is_snippet(w->entry[i].path))
			check_snippet_locale(w, &w->entry[i]);
	add_implicit(w);
	for (size_t i = 0; w->translated && i < w->entries; i++)
		load_entry(w, i, true);
}

static int
by_id(const void *a, const void *b)
{
	return str_cmp(((const struct article *)a)->id,
	    ((const struct article *)b)->id);
}

static void
list_entries(struct walk *w, const struct project_memory *m)
{
	if (m && m->entry) {
		w->entry = m->entry;
		w->entries = m->entries;
		return;
	}
	w->entry = dir_walk(w->l.a, path_join(w->l.a, str_c(w->l.root),
	    STR("content")).p, &w->entries);
	if (!w->entry)
		diag_add(w->l.d, DIAG_UNKNOWN_TARGET, (struct span){ 0 },
		    "there is no folder `content` here");
}

/* In the order of ids a folder comes before what is in it. */
static struct map *
index_all(struct walk *w)
{
	struct map *ids = map_new(w->l.a);

	qsort(w->article, w->n, sizeof(*w->article), by_id);
	for (size_t i = 0; i < w->n; i++) {
		struct article *art = &w->article[i];
		struct str folder = path_dir(art->id);
		const struct article *before = i > 0 ? art[-1].up : NULL;
		art->index = (uint32_t)i;
		map_put(ids, art->id, NULL)->ptr = art;
		if (before && str_eq(before->id, folder))
			art->up = before;
		else if (folder.n > 0)
			art->up = map_ptr(ids, folder);
	}
	return ids;
}

struct project *
project_load(struct arena *a, const char *root, struct sources *s,
    const struct str *locales, size_t nlocales, struct project_memory *m,
    struct diags *d)
{
	struct walk w = { .l = { .a = a, .scratch = arena_new(), .s = s,
	    .d = d, .root = root, .locales = locales, .nlocales = nlocales,
	    .memory = m ? &m->fronts : NULL,
	    .texts = m && m->entry ? &m->texts : NULL } };
	struct project *p = ARENA_NEW(a, struct project);

	w.l.known = known_paths_new(a);
	w.by_id = map_new(w.l.scratch);
	w.snippets = map_new(a);
	w.assets = map_new(a);
	list_entries(&w, m);
	load_all(&w);
	snippets_inherit(w.snippets, NULL, d);
	*p = (struct project){ .root = root, .sources = s,
	    .article = w.article, .narticles = w.n, .by_id = index_all(&w),
	    .snippets = w.snippets, .assets = w.assets,
	    .bodies = bodies_new(a, w.l.known) };
	arena_free(w.l.scratch);
	return p;
}
