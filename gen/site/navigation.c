/* A brand's navigation laid over the folders: which section holds what, in
   which order, and what is left out of the lists. */
#include "site/site_private.h"

#include "base/str.h"
#include "project/project.h"

static const struct value *
entries_of(const struct value *entry)
{
	return value_get(entry, STR("entries"));
}

static bool
is_own(const struct value *entry)
{
	return value_get(entry, STR("own"))->boolean;
}

/* ---- Sections that the brand makes ---- */

static bool
is_reserved(const struct linker *l, struct str id)
{
	const struct brand *b = l->e->brand;

	for (size_t i = 0; i < b->nlocales; i++)
		if (str_eq_fold(id, locale_tag(b->locales[i])))
			return true;
	return project_reserves(id);
}

static void
make_own(struct linker *l, const struct value *id)
{
	if (map_get(l->as->project->by_id, id->text))
		diag_hint(diag_add(l->d, DIAG_DUPLICATE_PATH, id->at,
		    "there is a page `%.*s` already", STR_ARG(id->text)),
		    "name it without `section`, or give yours another name");
	else if (is_reserved(l, id->text))
		diag_hint(diag_add(l->d, DIAG_UNSAFE_NAME, id->at,
		    "the name `%.*s` is reserved", STR_ARG(id->text)),
		    "livery writes a page or folder of that name itself");
	else {
		site_section(l, id->text);
		map_put(l->own, id->text, NULL)->ptr =
		    (void *)(uintptr_t)id;
	}
}

static void
make_all_own(struct linker *l, const struct value *entries)
{
	for (size_t i = 0; entries && i < entries->list.n; i++) {
		const struct value *e = &entries->list.v[i];
		if (is_own(e))
			make_own(l, value_get(e, STR("id")));
		make_all_own(l, entries_of(e));
	}
}

void
site_make_own_sections(struct linker *l)
{
	make_all_own(l, providers_navigation(l->e));
}

/* ---- Who holds whom ---- */

struct nav {
	struct linker *l;
	uint32_t *rank;		/* by page: position in its section, from 1 */
	bool *placed;		/* by page: the navigation names it */
	/* By page of a section whose entries are given: true, and where its
	   "*" stands, or 0. */
	bool *given;
	uint32_t *rest;
};

static void
place_all(struct nav *n, struct section *in, const struct value *entries);

static void
place(struct nav *n, struct section *in, const struct value *entry,
    uint32_t rank)
{
	const struct value *id = value_get(entry, STR("id"));
	const struct value *below = entries_of(entry);
	/* A section of the brand's own that could not be made is reported. */
	struct page *p = is_own(entry) ? site_page(n->l->site, id->text) :
	    site_find_id(n->l, id->text, id->at, "the navigation");

	/* What this edition leaves out hands on what it would hold. */
	if (!p || p == n->l->site->root->page) {
		for (size_t i = 0; below && i < below->list.n; i++)
			place(n, in, &below->list.v[i], rank);
		return;
	}
	n->placed[p->index] = true;
	n->rank[p->index] = rank;
	if (p->section->page == p) {
		p->section->parent = in;
		if (below)
			place_all(n, p->section, below);
		return;
	}
	p->section = in;
	if (below)
		diag_hint(diag_add(n->l->d, DIAG_WRONG_TYPE, id->at,
		    "`%.*s` is an article: it holds no others",
		    STR_ARG(id->text)), "put a section around them: "
		    "{ section = \"name\", title = \"...\", ... }");
}

static void
place_all(struct nav *n, struct section *in, const struct value *entries)
{
	n->given[in->page->index] = true;
	for (size_t i = 0; i < entries->list.n; i++) {
		const struct value *e = &entries->list.v[i];
		uint32_t rank = (uint32_t)i + 1;
		if (str_eq(value_get(e, STR("id"))->text, STR("*")))
			n->rest[in->page->index] = rank;
		else
			place(n, in, e, rank);
	}
}

/* What is not named stays where its folder puts it: in its place, behind the
   "*" of a section whose entries are given, or in no list at all. */
static void
place_rest(struct nav *n)
{
	for (size_t i = 0; i < n->l->site->npages; i++) {
		struct page *p = &n->l->site->page[i];
		const struct section *in = p->section->page == p ?
		    p->section->parent : p->section;
		if (n->placed[i] || !in || !n->given[in->page->index])
			continue;
		n->rank[i] = n->rest[in->page->index];
		p->unlisted = n->rank[i] == 0;
	}
}

void
site_navigate(struct linker *l, uint32_t *rank)
{
	const struct value *entries = providers_navigation(l->e);
	size_t pages = l->site->npages + 1;
	struct nav n = { .l = l, .rank = rank };

	if (!entries)
		return;
	n.placed = ARENA_ARRAY(l->scratch, pages, bool);
	n.given = ARENA_ARRAY(l->scratch, pages, bool);
	n.rest = ARENA_ARRAY(l->scratch, pages, uint32_t);
	place_all(&n, l->site->root, entries);
	place_rest(&n);
}
