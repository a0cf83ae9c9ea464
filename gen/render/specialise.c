/* Partial evaluation: a layout, given all values but those that vary from page
   to page. What does not ask for them becomes text; conditions that are known
   are decided and loops over known lists unrolled; the rest stays. */
#include "render/specialise.h"

/* Turns of loops that may become text: the result is as long as they are. */
enum { UNROLLED_MAX = TEMPLATE_TURNS / 32 };

static void make_block(struct maker *m, struct block b,
    const struct scope *s);

/* A block of its own within an operation that stays. */
static struct block
make_inner(struct maker *m, struct block b, const struct scope *s)
{
	size_t from = m->ops;

	make_block(m, b, s);
	maker_flush(m);
	return maker_block(m, from);
}

/* What an address is where two ways meet. */
static enum url_state
meet(enum url_state a, enum url_state b)
{
	return a > b ? a : b;
}

/* --- Conditions ---------------------------------------------------------- */

/* The mark of an arm that is taken on few pages and whose names are all known;
   or null. */
static const struct value *
gap_mark(struct maker *m, const struct arm *arm, const struct scope *s)
{
	struct reached to;

	if (!arm->expr || arm->expr->kind != EXPR_PATH || m->url != URL_NONE)
		return NULL;
	to = maker_reach(m, &arm->expr->path[0], s);
	if (!to.v || !to.v->varies || to.v->type != VALUE_BOOL ||
	    to.n < arm->expr->path[0].n)
		return NULL;
	while (s && !s->value.varies)
		s = s->up;
	return s ? NULL : to.v;
}

static void
make_gap(struct maker *m, const struct value *mark, const struct arm *arm,
    const struct scope *s)
{
	struct maker outer = *m;
	struct block body;

	m->text = BUF_INIT;
	m->gap = NULL;
	m->ngaps = m->cap_gaps = 0;
	body = make_inner(m, arm->body, s);
	buf_free(&m->text);
	m->text = outer.text;
	m->gap = outer.gap;
	m->ngaps = outer.ngaps;
	m->cap_gaps = outer.cap_gaps;
	maker_gap(m, mark, body);
}

/* Arms that are known not to be taken go; one that is known to be taken is the
   last. */
static void
make_if(struct maker *m, const struct op *o, const struct scope *s)
{
	struct op *kept;
	struct arm *arm = NULL;
	size_t n = 0;
	enum url_state before = m->url, behind = URL_NONE;

	for (size_t i = 0; i < o->arms; i++) {
		struct arm one = o->arm[i];
		struct value v;
		bool sure = !one.expr || maker_knows(m, one.expr, s, &v);
		if (one.expr && sure && !value_truth(&v))
			continue;
		if (sure && n == 0) {
			make_block(m, one.body, s);
			return;
		}
		const struct value *mark = n == 0 && i + 1 == o->arms ?
		    gap_mark(m, &one, s) : NULL;
		if (mark) {
			make_gap(m, mark, &one, s);
			return;
		}
		if (n == 0) {
			maker_flush(m);
			arm = ARENA_ARRAY(m->sp->a, o->arms, struct arm);
			behind = before = m->url;
		}
		m->url = before;
		one.expr = sure ? NULL : maker_keep_expr(m, one.expr, s);
		one.body = make_inner(m, one.body, s);
		arm[n++] = one;
		behind = meet(behind, m->url);
		if (sure)
			break;
	}
	if (n == 0)
		return;
	m->url = behind;
	kept = maker_keep(m, o);
	kept->arm = arm;
	kept->arms = n;
}

static void
make_switch(struct maker *m, const struct op *o, const struct scope *s)
{
	struct value v;
	struct op *kept;
	struct arm *arm;
	const struct expr *e;

	if (maker_knows(m, o->expr, s, &v)) {
		const struct arm *taken = template_choose(o, &v);
		if (taken)
			make_block(m, taken->body, s);
		return;
	}
	maker_flush(m);
	e = maker_keep_expr(m, o->expr, s);
	arm = ARENA_ARRAY(m->sp->a, o->arms, struct arm);
	enum url_state before = m->url, behind = before;
	for (size_t i = 0; i < o->arms; i++) {
		m->url = before;
		arm[i] = o->arm[i];
		arm[i].body = make_inner(m, o->arm[i].body, s);
		behind = meet(behind, m->url);
	}
	m->url = behind;
	kept = maker_keep(m, o);
	kept->expr = e;
	kept->arm = arm;
}

/* --- Loops and files ----------------------------------------------------- */

/* Where to go back to when a body cannot be made without its names. */
struct mark {
	struct maker maker;
	struct span url_at;
	size_t url_from;
	struct str text;
	uint32_t turns;
};

static struct mark
set_mark(const struct maker *m)
{
	const struct run *r = &m->sp->run;

	return (struct mark){ *m, r->url_at, r->url_from,
	    arena_str(m->scratch, buf_view(&m->text)), m->sp->turns };
}

static void
go_back(struct maker *m, const struct mark *to)
{
	struct buf text = m->text;

	*m = to->maker;
	m->text = text;
	buf_reset(&m->text);
	buf_str(&m->text, to->text);
	m->sp->run.url_at = to->url_at;
	m->sp->run.url_from = to->url_from;
	m->sp->turns = to->turns;
}

/* Whether an expression needs one of the names between two scopes. */
static bool
needs(const struct maker *m, const struct scope *inner,
    const struct scope *outer)
{
	while (m->named && inner != outer && inner != m->named)
		inner = inner->up;
	return m->named && inner != outer;
}

static bool
can_unroll(const struct maker *m, const struct op *o, const struct value *v)
{
	bool map = v->type == VALUE_MAP;
	size_t n = map ? v->map.n : v->list.n;

	if (v->type != VALUE_LIST && !(map && o->name2.n > 0))
		return false;
	for (size_t i = 0; map && i < n; i++)
		if (v->map.e[i].v->varies)
			return false;
	return m->sp->turns + n <= UNROLLED_MAX;
}

static bool
unroll(struct maker *m, const struct op *o, const struct scope *s,
    const struct value *v)
{
	size_t n = v->type == VALUE_MAP ? v->map.n : v->list.n;
	struct mark back = set_mark(m);

	m->sp->turns += (uint32_t)n;
	for (size_t i = 0; i < n; i++) {
		const struct scope *turn = template_turn(m->sp->a, o, s, v,
		    i);
		make_block(m, o->body, turn);
		if (needs(m, turn, s)) {
			go_back(m, &back);
			return false;
		}
	}
	return true;
}

static void
make_for(struct maker *m, const struct op *o, const struct scope *s)
{
	struct scope *loop, *name;
	struct value v;
	struct op *kept;
	const struct expr *e;

	if (maker_knows(m, o->expr, s, &v) && can_unroll(m, o, &v) &&
	    unroll(m, o, s, &v))
		return;
	maker_flush(m);
	e = maker_keep_expr(m, o->expr, s);
	loop = ARENA_ARRAY(m->sp->a, 3, struct scope);
	name = &loop[2];
	loop[0] = (struct scope){ .up = s, .name = STR("loop") };
	loop[1] = (struct scope){ .up = loop, .name = o->name2 };
	*name = (struct scope){ .up = o->name2.n > 0 ? &loop[1] : loop,
	    .name = o->name };
	loop[0].value.varies = loop[1].value.varies = name->value.varies =
	    true;
	if (m->url == URL_SAFE)
		m->url = URL_LIVE;	/* a turn may end it and begin another */
	bool apart = m->url == URL_NONE;
	struct block body = make_inner(m, o->body, name);
	kept = maker_keep(m, o);
	kept->expr = e;
	kept->body = body;
	if (apart && m->url == URL_NONE)
		maker_again(m, kept);
}

/* A file whose arguments are all known stands as if written in place. */
static bool
make_in_place(struct maker *m, const struct op *o, const struct scope *s,
    struct scope *arg)
{
	const struct scope *inner = o->args > 0 ? &arg[o->args - 1] : s;
	struct mark back = set_mark(m);

	for (size_t i = 0; i < o->args; i++)
		if (!maker_knows(m, o->arg[i].expr, s, &arg[i].value))
			return false;
	m->from = back.maker.from->child[o->id];
	make_block(m, m->from->template->program->body, inner);
	m->from = back.maker.from;
	if (needs(m, inner, s)) {
		go_back(m, &back);
		return false;
	}
	return true;
}

static void
make_include(struct maker *m, const struct op *o, const struct scope *s)
{
	const struct placed *outer = m->from, *p = outer->child[o->id];
	struct scope *scope = ARENA_ARRAY(m->sp->a, o->args, struct scope);
	struct arg *arg = ARENA_ARRAY(m->sp->a, o->args, struct arg);

	if (!p)
		return;		/* reported when the theme was compiled */
	for (size_t i = 0; i < o->args; i++)
		scope[i] = (struct scope){ .up = i > 0 ? &scope[i - 1] : s,
		    .name = o->arg[i].name };
	if (make_in_place(m, o, s, scope))
		return;
	maker_flush(m);
	for (size_t i = 0; i < o->args; i++) {
		arg[i] = o->arg[i];
		arg[i].expr = maker_keep_expr(m, o->arg[i].expr, s);
		scope[i].value = (struct value){ .varies = true };
	}
	m->from = p;
	struct block body = make_inner(m, p->template->program->body,
	    o->args > 0 ? &scope[o->args - 1] : s);
	m->from = outer;
	struct op *kept = maker_keep(m, o);
	kept->arg = arg;
	kept->body = body;
}

/* --- Programs ------------------------------------------------------------ */

static void
make_block(struct maker *m, struct block b, const struct scope *s)
{
	for (size_t i = 0; i < b.n; i++) {
		const struct op *o = &b.op[i];
		switch (o->kind) {
		case OP_TEXT:
			maker_text(m, o);
			break;
		case OP_VALUE:
			maker_value(m, o, s);
			break;
		case OP_IF:
			make_if(m, o, s);
			break;
		case OP_SWITCH:
			make_switch(m, o, s);
			break;
		case OP_FOR:
			make_for(m, o, s);
			break;
		case OP_INCLUDE:
			make_include(m, o, s);
			break;
		default:
			break;		/* articles alone have these */
		}
	}
}

const struct placed *
specialise(struct special *sp, const struct placed *p)
{
	struct maker m = { .sp = sp, .scratch = arena_new(), .from = p };
	struct program *program = ARENA_NEW(sp->a, struct program);
	struct template *t = ARENA_NEW(sp->a, struct template);
	struct placed *made = ARENA_NEW(sp->a, struct placed);

	m.root = maker_roots(m.scratch);
	sp->run.out = &m.text;
	sp->run.d = diags_new(m.scratch, sp->run.skin->templates->sources);
	skin_open(&sp->run);
	struct block body = make_inner(&m, p->template->program->body, NULL);
	buf_free(&m.text);
	buf_free(&sp->run.tmp);
	arena_free(m.scratch);
	*program = (struct program){ .file = p->template->program->file,
	    .body = body, .ops = (uint32_t)m.slots };
	*t = (struct template){ .path = p->template->path,
	    .program = program };
	*made = (struct placed){ .template = t, .slot = m.slot,
	    .mark = m.mark, .gaps = m.gaps };
	return made;
}
