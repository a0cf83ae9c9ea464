/* Which pages an edition has, their output paths and the tree of sections. */
#include "site/site_private.h"

#include <stdlib.h>

#include "base/files.h"
#include "base/str.h"

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
	return articles_reading(l->as, l->e->index, (uint32_t)article);
}

static struct page *
next_page(struct linker *l)
{
	uint32_t i = (uint32_t)l->site->npages++;
	struct page *p = &l->site->page[i];

	p->site = l->site;
	p->index = i;
	l->article[i] = NO_ARTICLE;
	l->variant[i] = NO_VARIANT;
	return p;
}

/* The section of an article's folder, made when it is not there. */
static struct section *
section_of(struct linker *l, const struct article *k)
{
	struct section **s = &l->section_of[l->all->folder[k->index]];

	if (!*s)
		*s = site_section(l, catalogue_folder(k));
	return *s;
}

static void
page_of_article(struct linker *l, size_t i)
{
	const struct reading *r = reading_of(l, i);
	const struct article *k = r->article;
	struct page *p = next_page(l);
	struct str folded;

	p->article = k;
	p->reading = r;
	p->row = l->as->of[i].seat[l->e->index].row;
	p->id = k->id;
	p->url = outlines_url(l->known, k, &folded);
	outlines_words(l->known, r, &p->title, &p->description);
	p->section = section_of(l, k);
	if (k->section)
		p->section->page = p;
	l->page_of[i] = p;
	l->article[p->index] = (uint32_t)i;
	p->gist = l->as->variant[r->variant].gist;
	if (!p->gist)
		return;
	l->variant[p->index] = r->variant;
	if (!site_take_headings(l, p))
		l->bare[l->nbare++] = p;
}

static struct str
folder_url(struct linker *l, struct str folder)
{
	return folder.n == 0 ? STR("index.html") :
	    arena_printf(l->a, "%.*s/index.html", STR_ARG(folder));
}

static void
page_of_folder(struct linker *l, struct str url)
{
	struct page *p = next_page(l);

	p->id = path_dir(url);
	p->url = url;
	p->title = folder_title(l, p->id);
	p->description = providers_described(l->e, p->id);
	map_put(l->folders, p->id, NULL)->ptr = p;
	p->section = map_ptr(l->sections, p->id);
	p->section->page = p;
}

/* What an edition has pages of. */
struct shown {
	bool *article;		/* by the project's index */
	size_t narticles;
	struct str *folder;	/* without an article, by URL */
	size_t nfolders;
};

/* With the sections of all shown articles and above them; the root always is.
   One that no file describes and that shows nothing in this edition is left
   out. */
static void
find_articles(struct linker *l, struct shown *s)
{
	const struct project *p = l->as->project;

	l->section_of = ARENA_ARRAY(l->scratch, l->all->nfolders,
	    struct section *);
	s->article = ARENA_ARRAY(l->scratch, p->narticles, bool);
	site_section(l, (struct str){ 0 });
	for (size_t i = 0; i < p->narticles; i++) {
		const struct article *k = &p->article[i];
		if (!reading_of(l, i)->shown || is_implied(k))
			continue;
		s->article[i] = true;
		s->narticles++;
		section_of(l, k);
	}
	site_make_own_sections(l);
}

static int
by_path(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Of folders that no shown _index.md has, those that the project made a section
   of have an article of their own. */
static void
find_folders(struct linker *l, struct shown *s)
{
	const struct map *known = l->as->project->by_id;

	s->folder = ARENA_ARRAY(l->scratch, map_count(l->sections),
	    struct str);
	for (size_t i = 0; i < map_count(l->sections); i++) {
		struct str folder = map_at(l->sections, i)->key;
		const struct article *k = map_ptr(known, folder);
		if (k && k->section && s->article[k->index])
			continue;
		if (k && is_implied(k) && reading_of(l, k->index)->shown)
			s->article[k->index] = true;
		else
			s->folder[s->nfolders++] = folder;
	}
	/* "a/" and "a-b/" stand in the order of their pages' URLs. */
	for (size_t i = 0; i < s->nfolders; i++)
		s->folder[i] = folder_url(l, s->folder[i]);
	qsort(s->folder, s->nfolders, sizeof(*s->folder), by_path);
}

/* All pages by their URLs. */
static void
fill_pages(struct linker *l, const struct shown *s)
{
	size_t f = 0;

	for (size_t i = 0; i < l->as->project->narticles; i++) {
		const struct article *k = l->all->by_url[i];
		struct str folded;
		if (!s->article[k->index])
			continue;
		struct str url = outlines_url(l->known, k, &folded);
		for (; f < s->nfolders && str_cmp(s->folder[f], url) < 0; f++)
			page_of_folder(l, s->folder[f]);
		page_of_article(l, k->index);
	}
	for (; f < s->nfolders; f++)
		page_of_folder(l, s->folder[f]);
}

void
site_make_pages(struct linker *l)
{
	struct shown s = { 0 };

	find_articles(l, &s);
	find_folders(l, &s);
	size_t most = s.narticles + map_count(l->sections);
	l->page_of = ARENA_ARRAY(l->a, l->as->project->narticles,
	    struct page *);
	l->article = ARENA_ARRAY(l->scratch, most, uint32_t);
	l->variant = ARENA_ARRAY(l->scratch, most, uint32_t);
	l->bare = ARENA_ARRAY(l->scratch, most, struct page *);
	l->site->of_article = l->page_of;
	l->site->page = ARENA_ARRAY(l->a, most, struct page);
	fill_pages(l, &s);
	site_claim_pages(l);
	l->site->root = map_ptr(l->sections, (struct str){ 0 });
}

struct page *
site_page(const struct site *s, struct str id)
{
	const struct article *k = map_ptr(s->articles->project->by_id, id);
	struct page *p = map_ptr(s->of_folder, id);

	/* Its index, without a look at it. */
	return p || !k ? p :
	    s->of_article[k - s->articles->project->article];
}

size_t
site_page_from(const struct site *s, struct str url)
{
	size_t lo = 0, hi = s->npages;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (str_cmp(s->page[mid].url, url) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}
