/* What is known of the expressions of a program that is specialised, and what of
   them stays. */
#include "render/specialise.h"

/* --- What is known ------------------------------------------------------- */

bool
maker_reported(struct maker *m)
{
	struct run *r = &m->sp->run;

	if (diags_count(r->d) == 0)
		return false;
	r->d = diags_new(m->scratch, r->skin->templates->sources);
	r->host.diags = r->d;
	return true;
}

static struct reached
follow(struct reached to, const struct path *p)
{
	while (to.n < p->n && to.v && to.v->type == VALUE_MAP &&
	    !to.v->varies)
		to.v = value_get(to.v, p->part[to.n++]);
	return to;
}

/* Where a path leads that begins at a root name: each turn of a loop that is
   unrolled asks for the same ones. */
enum { KNOWN_ROOTS = 64 };
struct known_root {
	const struct path *path;
	struct reached to;
};

struct known_root *
maker_roots(struct arena *a)
{
	return ARENA_ARRAY(a, KNOWN_ROOTS, struct known_root);
}

static struct reached
from_root(struct maker *m, const struct path *p)
{
	struct run *r = &m->sp->run;
	struct known_root *known = &m->root[(uintptr_t)p / sizeof(*p) %
	    KNOWN_ROOTS];

	if (known->path != p)
		*known = (struct known_root){ p, follow((struct reached){
		    .v = r->host.root(r, p->part[0]), .n = 1 }, p) };
	return known->to;
}

struct reached
maker_reach(struct maker *m, const struct path *p, const struct scope *s)
{
	while (s && !str_eq(s->name, p->part[0]))
		s = s->up;
	return s ? follow((struct reached){ s, &s->value, 1 }, p) :
	    from_root(m, p);
}

/* Whether a value or anything in it varies. */
static bool
varies(const struct value *v)
{
	bool found = v->varies;

	for (size_t i = 0; v->type == VALUE_LIST && i < v->list.n; i++)
		found = found || varies(&v->list.v[i]);
	for (size_t i = 0; v->type == VALUE_MAP && i < v->map.n; i++)
		found = found || varies(v->map.e[i].v);
	return found;
}

bool
maker_asks_nothing(struct maker *m, const struct expr *e, const struct scope *s)
{
	struct value left;

	switch (e->kind) {
	case EXPR_CONSTANT:
		return true;
	case EXPR_AND:
	case EXPR_OR:
		return maker_knows(m, e->left, s, &left) &&
		    (value_truth(&left) == (e->kind == EXPR_OR) ||
		    maker_asks_nothing(m, e->right, s));
	case EXPR_LUA:
		for (size_t i = 0; i < e->paths; i++) {
			struct reached to = maker_reach(m, &e->path[i], s);
			if (to.v && varies(to.v))
				return false;
		}
		return true;
	default: {
		struct reached to = maker_reach(m, &e->path[0], s);
		return !to.v || !to.v->varies;
	}
	}
}

bool
maker_knows(struct maker *m, const struct expr *e, const struct scope *s,
    struct value *out)
{
	if (!maker_asks_nothing(m, e, s))
		return false;
	bool done = template_eval(&m->sp->run.host, e, s, out);
	return !maker_reported(m) && done;
}

/* --- Expressions that stay ----------------------------------------------- */

static void
keep_lua(struct maker *m, const struct expr *e, const struct scope *s)
{
	for (size_t i = 0; i < e->paths; i++) {
		struct reached to = maker_reach(m, &e->path[i], s);
		if (to.name && !to.name->value.varies)
			m->named = to.name;
		else if (!to.name && to.v)
			m->sp->uses(m->sp->ctx, to.v);
	}
}

/* How many names a page finds up to one that its own loops or files bind: those
   of unrolled loops are gone. */
static uint32_t
climb_to(const struct scope *name, const struct scope *s)
{
	uint32_t n = 1;

	for (; s != name; s = s->up)
		n += s->value.varies;
	return n;
}

const struct expr *
maker_keep_expr(struct maker *m, const struct expr *e, const struct scope *s)
{
	struct expr *kept;

	if (e->kind == EXPR_CONSTANT)
		return e;
	if (e->kind == EXPR_LUA) {
		keep_lua(m, e, s);
		return e;
	}
	kept = arena_bytes(m->sp->a, sizeof(*kept));
	*kept = *e;
	if (e->kind == EXPR_AND || e->kind == EXPR_OR) {
		kept->left = maker_keep_expr(m, e->left, s);
		kept->right = maker_keep_expr(m, e->right, s);
		return kept;
	}
	struct reached to = maker_reach(m, &e->path[0], s);
	if (to.name && to.name->value.varies) {
		kept->climb = climb_to(to.name, s);
		kept->stood = ARENA_NEW(m->sp->a, size_t);
		return kept;
	}
	kept->cell = to.v ? to.v : &value_nil;
	kept->walked = (uint32_t)to.n;
	m->sp->uses(m->sp->ctx, kept->cell);
	return kept;
}
