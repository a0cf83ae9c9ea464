/* Which pages an edition has, their output paths and the tree of sections. */
#include "site/site_private.h"

#include <stdlib.h>

#include "base/files.h"
#include "base/str.h"

struct claim {
	struct span at;
	struct str url;
};

/* A folder without _index.md that the project made a section of. */
static bool
is_implied(const struct article *k)
{
	return k->section && k->blank;
}

struct span
site_page_span(const struct page *p)
{
	if (!p->article || is_implied(p->article))
		return (struct span){ 0 };
	if (p->article->title.set)
		return p->article->title.at;
	return (struct span){ .file = p->article->file };
}

bool
site_claim(struct linker *l, struct str url, struct span at)
{
	return site_claim_folded(l, url, text_fold(l->scratch, url), at);
}

bool
site_claim_folded(struct linker *l, struct str url, struct str folded,
    struct span at)
{
	bool fresh;
	struct map_entry *e = map_put(l->paths, folded, &fresh);

	if (fresh) {
		struct claim *c = ARENA_NEW(l->scratch, struct claim);
		*c = (struct claim){ at, url };
		e->ptr = c;
		return true;
	}
	const struct claim *other = e->ptr;
	/* A generated file has no place of its own: its rival is shown. */
	struct span place = at.file ? at : other->at;
	struct diag *g = diag_add(l->d, DIAG_DUPLICATE_PATH, place,
	    "`%.*s` is the output path of two files", STR_ARG(url));
	if (!str_eq(url, other->url))
		diag_hint(g, "the other is `%.*s`: some systems do not tell"
		    " them apart", STR_ARG(other->url));
	if (at.file && other->at.file)
		diag_note(g, other->at, "the other one");
	else
		diag_note(g, (struct span){ 0 }, "one is made by livery"
		    " itself or copied because a page refers to it");
	return false;
}

struct str
site_source_path(struct linker *l, const struct page *p)
{
	bool section = p->section && p->section->page == p;

	if (!section)
		return arena_printf(l->scratch, "%.*s.md", STR_ARG(p->id));
	return p->id.n == 0 ? STR("_index.md") : arena_printf(l->scratch,
	    "%.*s/_index.md", STR_ARG(p->id));
}

/* ---- Sections ---- */

struct section *
site_section(struct linker *l, struct str folder)
{
	bool fresh;
	struct map_entry *e = map_put(l->sections, folder, &fresh);

	if (!fresh)
		return e->ptr;
	struct section *s = ARENA_NEW(l->a, struct section);
	e->ptr = s;
	if (folder.n > 0)
		s->parent = site_section(l, path_dir(folder));
	return s;
}

/* A name for a folder that has no _index.md: "mail-clients" is "Mail
   clients". */
static struct str
folder_title(struct linker *l, struct str folder)
{
	struct str name = providers_renamed(l->e, folder);

	if (folder.n == 0)
		return l->e->brand->name;
	if (name.n > 0)
		return name;
	name = path_base(folder);
	char *p = arena_alloc(l->scratch, name.n + 1);
	for (size_t i = 0; i < name.n; i++)
		p[i] = name.p[i] == '-' || name.p[i] == '_' ? ' ' : name.p[i];
	return text_capitalise(l->a, (struct str){ p, name.n },
	    l->e->locale);
}

/* ---- Pages ---- */

static const struct reading *
reading_of(const struct linker *l, size_t article)
{
	return &l->as->reading[(size_t)l->e->index *
	    l->as->project->narticles + article];
}

static void
page_of_article(struct linker *l, struct page *p, size_t i)
{
	const struct reading *r = reading_of(l, i);
	const struct providers *readers = l->as->providers;
	const struct article *k = r->article;
	struct str folded;

	*p = (struct page){
		.site = l->site, .article = k, .reading = r, .id = k->id,
		.title = site_fill_readers(l->a, readers, r->title),
		.description = site_fill_readers(l->a, readers,
		    r->description),
		.url = outlines_url(l->known, k, &folded),
		.gist = l->as->variant[r->variant].gist
	};
}

static void
page_of_folder(struct linker *l, struct page *p, struct str folder)
{
	*p = (struct page){
		.site = l->site, .id = folder,
		.title = folder_title(l, folder),
		.description = providers_described(l->e, folder),
		.url = folder.n == 0 ? STR("index.html") :
		    arena_printf(l->a, "%.*s/index.html", STR_ARG(folder))
	};
}

static int
by_url(const void *a, const void *b)
{
	const struct page *x = a, *y = b;

	return str_cmp(x->url, y->url);
}

static struct str
folder_of(const struct page *p)
{
	bool section = !p->article || p->article->section;

	return section ? p->id : path_dir(p->id);
}

/* Sections of all shown articles and above them; the root always is. One that
   no file describes and that shows nothing in this edition is left out. */
static size_t
find_sections(struct linker *l)
{
	size_t n = 0;

	site_section(l, (struct str){ 0 });
	for (size_t i = 0; i < l->as->project->narticles; i++) {
		const struct reading *r = reading_of(l, i);
		if (!r->shown || is_implied(r->article))
			continue;
		n++;
		site_section(l, r->article->section ? r->article->id :
		    path_dir(r->article->id));
	}
	site_make_own_sections(l);
	return n;
}

/* Pages of what is shown, then of folders that no shown _index.md has. */
static void
fill_pages(struct linker *l)
{
	struct site *s = l->site;
	struct map *have = map_new(l->scratch);

	for (size_t i = 0; i < l->as->project->narticles; i++) {
		const struct reading *r = reading_of(l, i);
		if (!r->shown || is_implied(r->article))
			continue;
		if (r->article->section)
			map_put(have, r->article->id, NULL);
		page_of_article(l, &s->page[s->npages++], i);
	}
	for (size_t i = 0; i < map_count(l->sections); i++) {
		struct str folder = map_at(l->sections, i)->key;
		const struct article *k = map_ptr(l->as->project->by_id,
		    folder);
		if (map_get(have, folder))
			continue;
		if (k && is_implied(k) && reading_of(l, k->index)->shown)
			page_of_article(l, &s->page[s->npages++], k->index);
		else
			page_of_folder(l, &s->page[s->npages++], folder);
	}
}

static void
claim_paths(struct linker *l)
{
	for (size_t i = 0; i < l->site->npages; i++) {
		struct page *p = &l->site->page[i];
		const struct value *own = map_ptr(l->own, p->id);
		struct str folded;
		p->index = (uint32_t)i;
		if (p->article) {
			l->page_of[p->article->index] = p;
			outlines_url(l->known, p->article, &folded);
		} else {
			folded = text_fold(l->scratch, p->url);
		}
		site_claim_folded(l, p->url, folded, own ? own->at :
		    site_page_span(p));
		map_put(l->by_id, p->id, NULL)->ptr = p;
		p->section = map_ptr(l->sections, folder_of(p));
		if (!p->article || p->article->section)
			p->section->page = p;
	}
}

void
site_make_pages(struct linker *l)
{
	size_t shown = find_sections(l);

	l->page_of = ARENA_ARRAY(l->scratch, l->as->project->narticles,
	    struct page *);
	l->site->page = ARENA_ARRAY(l->a, shown + map_count(l->sections),
	    struct page);
	fill_pages(l);
	qsort(l->site->page, l->site->npages, sizeof(*l->site->page), by_url);
	claim_paths(l);
	l->site->root = map_ptr(l->sections, (struct str){ 0 });
}
