/* Ids of headings and tabs: those of the gist, or an edition's own. */
#include "site/site_private.h"

#include "article/anchors.h"
#include "base/str.h"

struct numbering {
	struct linker *l;
	struct arena *a;	/* of what is found, which may be shared */
	struct page *p;
	const struct gist *k;
	struct map *used;	/* id -> node of its heading */
	struct heading *heading;
	struct str *tab;
	bool faulty;
};

static struct str
explicit_id(const struct numbering *m, uint32_t i)
{
	return gist_str(m->k, gist_heading(m->k, i)->text);
}

static void
report_taken(struct numbering *m, const struct gist_item *n, struct str id)
{
	m->faulty = true;
	diag_hint(site_report(m->l, m->p, n, DIAG_DUPLICATE_ID,
	    "the id `%.*s` is one that every page has already", STR_ARG(id)),
	    "choose another, such as {#about-%.*s}", STR_ARG(id));
}

/* Written ids come first, so that no generated one takes their place. */
static void
take_explicit(struct numbering *m)
{
	for (uint32_t i = 0; i < m->k->headings; i++) {
		struct str id = explicit_id(m, i);
		const struct gist_item *n = gist_heading(m->k, i);
		bool fresh;
		if (id.n == 0)
			continue;
		struct map_entry *e = map_put(m->used, id, &fresh);
		m->heading[i].id = id;
		if (anchor_is_taken(id)) {
			report_taken(m, n, id);
		} else if (!fresh) {
			m->faulty = true;
			site_report(m->l, m->p, n, DIAG_DUPLICATE_ID,
			    "two headings have the id `%.*s`", STR_ARG(id));
		}
		e->num = 0;
	}
}

/* The edition's body is a translation: ids of its titles differ by locale. */
static bool
is_translated(const struct linker *l, const struct page *p)
{
	return !p->reading->fields->fallback && !str_eq(p->reading->fields->lang,
	    locale_tag(l->e->brand->source));
}

static void
number_headings(struct numbering *m)
{
	bool translated = is_translated(m->l, m->p);
	size_t at;
	uint32_t number;

	for (uint32_t i = 0; i < m->k->headings; i++) {
		struct heading *h = &m->heading[i];
		const struct gist_item *n = gist_heading(m->k, i);
		struct str title = gist_str(m->k, n->plain);
		h->title = site_fill(m->a, m->p, title);
		h->level = n->level;
		if (h->id.n > 0)
			continue;
		h->unstable = translated || slot_find(title, 0, &at,
		    &number);
		h->id = anchor_make(m->used, m->a, h->title);
	}
}

static void
number_tabs(struct numbering *m)
{
	for (uint32_t i = 0; i < m->k->tabs; i++) {
		struct str title = gist_str(m->k, gist_tab(m->k, i)->text);
		m->tab[i] = anchor_make(m->used, m->a,
		    site_fill(m->a, m->p, title));
	}
}

/* Finds the ids of this edition's titles; false when there was something to be
   said against one. */
static bool
find_ids(struct numbering *m)
{
	m->used = map_new(m->l->scratch);
	take_explicit(m);
	number_headings(m);
	number_tabs(m);
	return !m->faulty;
}

static bool
take_ids(struct numbering *m)
{
	bool translated = is_translated(m->l, m->p);

	for (uint32_t i = 0; i < m->k->headings; i++) {
		const struct gist_item *n = gist_heading(m->k, i);
		m->heading[i] = (struct heading){
			.id = gist_str(m->k, n->found),
			.title = gist_str(m->k, n->plain), .level = n->level,
			.unstable = translated && n->text.len == 0
		};
	}
	for (uint32_t i = 0; i < m->k->tabs; i++)
		m->tab[i] = gist_str(m->k, gist_tab(m->k, i)->found);
	return true;
}

bool
site_take_headings(struct linker *l, struct page *p)
{
	const struct outline *o = outline_of(l->known, p->reading->variant);

	p->headings = o->headings;
	p->tabs = o->tabs;
	if (!o->shared || is_translated(l, p))
		return false;
	p->heading = o->shared;
	p->tab_id = o->shared_tab;
	return true;
}

static void
number_page(struct linker *l, struct page *p)
{
	uint32_t variant = p->reading->variant;
	const struct gist *k = p->gist;
	bool shared = !outline_of(l->known, variant)->slots &&
	    !is_translated(l, p);
	struct arena *a = shared ? outlines_arena(l->known) : l->a;
	struct numbering m = {
		.l = l, .a = a, .p = p, .k = k,
		.heading = ARENA_ARRAY(a, k->headings, struct heading),
		.tab = ARENA_ARRAY(a, k->tabs, struct str)
	};
	bool good = k->numbered ? take_ids(&m) : find_ids(&m);
	p->heading = m.heading;
	p->tab_id = m.tab;
	if (shared && good)
		outline_share(l->known, variant, m.heading, m.tab);
}

void
site_make_headings(struct linker *l)
{
	for (size_t i = 0; i < l->nbare; i++)
		number_page(l, l->bare[i]);
}
