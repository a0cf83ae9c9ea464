/* Plans: what the articles of one section, or other pages as deep in the tree,
   have in common is worked out once; a page fills in what is its own. */
#include "render/internal.h"

struct plan {
	struct arena *a;
	/* Which pages it is for. */
	const struct skin *skin;
	const struct section *section;	/* of articles, else null */
	size_t depth;
	/* Their model: fields that differ are set anew for each page. */
	struct model_page model;
	struct value *field;		/* of model.value */
	bool reads[MODEL_FIELDS];	/* pages must fill it in */
	uint8_t own[MODEL_FIELDS];	/* the numbers of those */
	size_t nown;
	bool reads_nav;
	struct value **current;		/* of articles: nav entries' mark, by
					   position in the section, or null */
	size_t at;			/* position of the last page */
	const struct placed *program;
	uint32_t turns;			/* see struct special */
};

/* Of an edition a layout's plan is kept until pages of another kind come. */
struct kept {
	const struct skin *skin;
	struct plan *of[LAYOUTS];
	struct arena *site_arena;	/* `site` with its sections; null
					   before it is asked for */
	struct value site;
};

/* As many editions as this take turns without driving each other out. */
enum { EDITIONS_KEPT = 8 };

struct plans {
	struct kept of[EDITIONS_KEPT];
	unsigned editions;	/* that have come so far */
	struct lists *lists;
	struct stencil_kept body;
};

struct plans *
plans_new(struct arena *a)
{
	struct plans *p = ARENA_NEW(a, struct plans);

	p->lists = lists_new(a);
	return p;
}

static void
forget(struct kept *k)
{
	for (size_t i = 0; i < LAYOUTS; i++)
		if (k->of[i])
			arena_free(k->of[i]->a);
	arena_free(k->site_arena);
	*k = (struct kept){ 0 };
}

void
plans_free(struct plans *p)
{
	for (size_t i = 0; i < EDITIONS_KEPT; i++)
		forget(&p->of[i]);
	lists_free(p->lists);
	stencil_kept_free(&p->body);
}

static struct kept *
kept_of(const struct skin *s)
{
	struct plans *p = s->templates->plans;
	struct kept *k = &p->of[s->edition->index % EDITIONS_KEPT];

	if (k->skin != s) {
		forget(k);
		k->skin = s;
		p->editions++;
	}
	return k;
}

static size_t
depth_of(struct str url)
{
	size_t depth = 0;

	for (size_t i = 0; i < url.n; i++)
		depth += url.p[i] == '/';
	return depth;
}

static const struct section *
section_of(const struct model_page *m)
{
	return m->layout == LAYOUT_ARTICLE ? m->page->section : NULL;
}

/* --- Making a plan ------------------------------------------------------- */

static bool
is_shared(const struct plan *p, size_t field)
{
	enum model_reach reach = model_fields[field].reach;

	return reach == REACH_FOLDER || (reach == REACH_KIND &&
	    p->model.layout != LAYOUT_EPUB) || (reach == REACH_SECTION && p->section);
}

static struct value
site_of(const struct skin *s)
{
	struct kept *k = kept_of(s);

	if (!k->site_arena) {
		k->site_arena = arena_new();
		k->site = model_site(&(struct model_page){ .skin = s,
		    .a = k->site_arena, .layout = LAYOUTS });
	}
	return k->site;
}

/* The list in which a section's articles stand, of the navigation that is
   theirs: the whole of it or a part. */
static const struct value *
own_list(const struct plan *p)
{
	const struct section *top = model_nav_section(p->model.page);
	const struct value *nav = &p->model.nav;

	if (!top || top == p->section)
		return nav;
	for (size_t i = 0; i < top->nsections; i++)
		if (top->section[i] == p->section)
			return value_get(&nav->list.v[top->narticles + i],
			    STR("children"));
	return &value_nil;
}

/* The marks of a section's own articles vary. */
static void
find_marks(struct plan *p)
{
	const struct value *list = own_list(p);
	size_t n = p->section->narticles;

	p->current = ARENA_ARRAY(p->a, n, struct value *);
	for (size_t i = 0; list->type == VALUE_LIST && i < n; i++) {
		const struct value *mark = value_get(&list->list.v[i],
		    STR("current"));
		/* The record is this plan's own. */
		p->current[i] = (struct value *)(uintptr_t)mark;
		*p->current[i] = value_bool(false);
		p->current[i]->varies = true;
	}
}

static void
fill_model(struct plan *p)
{
	struct model_page *m = &p->model;

	m->root = model_page_root(m, p->a);
	m->value = model_page(p->a, &p->field);
	for (size_t i = 0; i < MODEL_FIELDS; i++)
		if (is_shared(p, i))
			p->field[i] = model_fields[i].make(m);
		else
			p->field[i].varies = true;
	m->site = p->skin->templates->reads[m->layout].sections ?
	    site_of(p->skin) : p->skin->site_value;
	if (p->section) {
		m->nav = model_nav(p->a, m->page);
		find_marks(p);
	} else {
		m->nav.varies = true;
	}
}

/* Notes which fields pages must fill in. */
static void
note_use(void *ctx, const struct value *v)
{
	struct plan *p = ctx;
	bool all = v->type == VALUE_MAP && v->map.e == p->model.value.map.e;

	for (size_t i = 0; i < MODEL_FIELDS; i++)
		if (all || v == &p->field[i])
			p->reads[i] = !is_shared(p, i);
	if (v == &p->model.nav)
		p->reads_nav = !p->section;
}

static struct plan *
plan_make(const struct model_page *m)
{
	struct arena *a = arena_new();
	struct plan *p = ARENA_NEW(a, struct plan);

	*p = (struct plan){ .a = a, .skin = m->skin, .section = section_of(m),
	    .depth = depth_of(model_url(m)), .model = *m };
	p->model.a = a;
	p->model.marks = NULL;	/* texts of the plan are no part of a page */
	fill_model(p);
	struct special sp = { .a = a, .uses = note_use, .ctx = p, .run = {
	    .skin = m->skin, .model = &p->model, .scratch = a,
	    .lists = m->skin->templates->plans->lists } };
	p->program = specialise(&sp,
	    m->skin->templates->layout[m->layout]);
	p->turns = sp.turns;
	for (uint8_t i = 0; i < MODEL_FIELDS; i++)
		if (p->reads[i])
			p->own[p->nown++] = i;
	return p;
}

/* The plan that a page shares. */
static struct plan *
plan_for(const struct model_page *m)
{
	struct plan **kept = &kept_of(m->skin)->of[m->layout];
	struct plan *p = *kept;

	if (p && p->section == section_of(m) &&
	    p->depth == depth_of(model_url(m)))
		return p;
	if (p)
		arena_free(p->a);
	return *kept = plan_make(m);
}

/* --- Pages --------------------------------------------------------------- */

/* The next page is most likely the one behind the last. */
static struct value *
mark_of(struct plan *p, const struct page *page)
{
	size_t n = p->section ? p->section->narticles : 0;

	for (size_t i = 0; i < n; i++) {
		size_t at = (p->at + 1 + i) % n;
		if (p->section->article[at] != page)
			continue;
		p->at = at;
		return p->current[at];
	}
	return NULL;
}

static void
fill_page(struct plan *p, const struct model_page *m)
{
	struct lists *lists = m->skin->templates->plans->lists;
	struct model_page *own = &p->model;

	own->a = m->a;
	own->page = m->page;
	own->tag = m->tag;
	own->marks = m->marks;
	for (size_t i = 0; i < p->nown; i++)
		p->field[p->own[i]] = lists_field(lists, own, p->own[i]);
	if (p->reads_nav)
		own->nav = own->page ? model_nav(own->a, own->page) :
		    value_nil;
}

/* Whether the page's loops, with those that became text, may have passed the
   limit: then it is run in full, which counts each. */
static bool
is_near_limit(const struct plan *p, const struct run *r)
{
	uint64_t taken = TEMPLATE_TURNS - r->turns;

	return taken + (taken + 1) * p->turns >= TEMPLATE_TURNS;
}

bool
plan_write(struct model_page *m, struct diags *d, struct buf *out)
{
	size_t before = out->n, noted = m->marks ? m->marks->n : 0;
	struct plans *plans = m->skin->templates->plans;

	if (!plans)
		return false;
	if (!m->skin->templates->layout[m->layout])
		return true;
	struct plan *p = plan_for(m);
	struct value *mark = mark_of(p, m->page);
	struct run r = { .skin = m->skin, .model = &p->model,
	    .scratch = m->a, .d = d, .out = out, .mark = mark,
	    .lists = plans->lists,
	    /* An edition alone copies none. */
	    .body = plans->editions > 1 ? &plans->body : NULL };

	fill_page(p, m);
	if (mark)
		*mark = value_bool(true);
	skin_open(&r);
	skin_run(&r, p->program);
	if (mark)
		*mark = value_bool(false);
	if (!is_near_limit(p, &r))
		return true;
	out->n = before;
	if (m->marks)
		m->marks->n = noted;
	return false;
}
