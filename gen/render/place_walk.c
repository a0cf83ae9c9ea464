/* Walks a compiled template and gives each of its slots a place; includes are
   followed, each in the place where it stands. */
#include "render/internal.h"

struct walk {
	struct templates *t;
	struct placed *out;
	struct place now;
	unsigned chain;
	struct diags *d;
};

static void walk_block(struct walk *w, struct block b);

static void
walk_value(struct walk *w, const struct op *o)
{
	const char *why, *hint;
	enum slot_place at = place_slot(&w->now, &why, &hint);

	w->out->slot[o->id] = (uint8_t)at;
	if (at == SLOT_REFUSED) {
		struct diag *g = diag_add(w->d, DIAG_UNSAFE_SLOT, o->at,
		    "a value cannot stand in %s", why);
		diag_hint(g, "%s", hint);
	}
}

/* The place behind branches that began at the same one; a branch that ends
   elsewhere is reported and forgotten. */
static void
meet(struct walk *w, struct place *all, struct span at)
{
	struct place joined;

	if (place_join(all, &w->now, &joined)) {
		*all = joined;
		return;
	}
	struct diag *g = diag_add(w->d, DIAG_UNSAFE_SLOT, at, "what follows "
	    "may stand %s or %s", place_words(all), place_words(&w->now));
	diag_hint(g, "every branch must end in the kind of place where it "
	    "began");
}

static void
walk_arms(struct walk *w, const struct op *o)
{
	struct place began = w->now, all = began;
	bool any = false, otherwise = false;

	for (size_t i = 0; i < o->arms; i++) {
		const struct arm *arm = &o->arm[i];
		w->now = began;
		walk_block(w, arm->body);
		if (o->kind == OP_IF ? !arm->expr : arm->n == 0)
			otherwise = true;
		if (any)
			meet(w, &all, arm->at);
		else
			all = w->now;
		any = true;
	}
	w->now = began;
	if (!otherwise || !any)
		meet(w, &all, o->at);
	w->now = all;
}

/* The body is walked again from where its first turn ends, until a further
   turn changes nothing. */
static void
walk_loop(struct walk *w, const struct op *o)
{
	struct place began = w->now, joined;

	for (unsigned i = 0; i < 4; i++) {
		struct place start = w->now;
		walk_block(w, o->body);
		if (!place_join(&start, &w->now, &joined)) {
			meet(w, &start, o->at);
			break;
		}
		w->now = joined;
		if (place_equal(&joined, &start))
			return;
	}
	w->now = began;
}

static void
unknown_file(struct walk *w, const struct op *o)
{
	struct suggest s = { 0 };
	struct diag *g = diag_add(w->d, DIAG_UNKNOWN_TARGET, o->file_at,
	    "the theme has no file `%.*s`", STR_ARG(o->file));

	for (size_t i = 0; i < map_count(w->t->file); i++)
		suggest_offer(&s, o->file, map_at(w->t->file, i)->key);
	diag_did_you_mean(g, s.best);
}

static void
walk_include(struct walk *w, const struct op *o)
{
	struct template *f = templates_find(w->t, o->file);
	const struct placed *p;

	if (!f) {
		unknown_file(w, o);
		return;
	}
	p = place_template(w->t, f, &w->now, w->chain + 1, o->file_at, w->d);
	w->out->child[o->id] = p;
	if (p)
		w->now = p->end;
}

static void
walk_block(struct walk *w, struct block b)
{
	for (size_t i = 0; i < b.n; i++) {
		const struct op *o = &b.op[i];
		switch (o->kind) {
		case OP_TEXT:
			place_text(&w->now, o->text, &w->out->mark[o->id]);
			break;
		case OP_VALUE:
			walk_value(w, o);
			break;
		case OP_IF:
		case OP_SWITCH:
			walk_arms(w, o);
			break;
		case OP_FOR:
			walk_loop(w, o);
			break;
		case OP_INCLUDE:
			walk_include(w, o);
			break;
		default:	/* articles alone have the others */
			break;
		}
	}
}

static struct placed *
known(const struct template *f, const struct place *start)
{
	struct placed *p = f->placed;

	while (p && !place_equal(&p->start, start))
		p = p->next;
	return p;
}

static struct placed *
placed_new(struct arena *a, struct template *f, const struct place *start)
{
	struct placed *p = ARENA_NEW(a, struct placed);
	size_t ops = f->program->ops + (size_t)1;

	p->template = f;
	p->start = *start;
	p->slot = ARENA_ARRAY(a, ops, uint8_t);
	p->mark = ARENA_ARRAY(a, ops, struct url_mark);
	p->child = ARENA_ARRAY(a, ops, const struct placed *);
	p->next = f->placed;
	f->placed = p;
	return p;
}

/* The same file may be open at another place, too: still a cycle. */
static bool
is_open(const struct template *f)
{
	const struct placed *p = f->placed;

	while (p && !p->open)
		p = p->next;
	return p != NULL;
}

const struct placed *
place_template(struct templates *t, struct template *f,
    const struct place *start, unsigned chain, struct span at,
    struct diags *d)
{
	struct placed *p = known(f, start);

	if (is_open(f)) {
		diag_add(d, DIAG_CYCLE, at, "`%.*s` includes itself",
		    STR_ARG(f->path));
		return NULL;
	}
	if (chain > TEMPLATES_DEPTH) {
		diag_add(d, DIAG_LIMIT, at, "includes are nested more than %d "
		    "deep", TEMPLATES_DEPTH);
		return NULL;
	}
	if (p)
		return p;
	p = placed_new(t->a, f, start);
	struct walk w = { .t = t, .out = p, .now = *start, .chain = chain,
	    .d = d };
	p->open = true;
	walk_block(&w, f->program->body);
	p->open = false;
	p->end = w.now;
	return p;
}
