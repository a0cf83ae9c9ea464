/* Partial evaluation: a layout, given all values but those that vary from page
   to page. What does not ask for them becomes text; conditions that are known
   are decided and loops over known lists unrolled; the rest stays. */
#include <string.h>

#include "render/internal.h"

/* Turns of loops that may become text: the result is as long as they are. */
enum { UNROLLED_MAX = TEMPLATE_TURNS / 32 };

/* The attribute with an address that is being written. */
enum url_state {
	URL_NONE,
	URL_KNOWN,	/* all of it so far is text, from run.url_from on */
	URL_SAFE,	/* a page writes part of it, behind text that makes it
			   safe whatever follows */
	URL_LIVE	/* a page writes part of it */
};

struct maker {
	struct special *sp;
	struct arena *scratch;		/* findings, which are thrown away */
	const struct placed *from;	/* the template at hand */
	struct buf text;		/* what run has written: not yet an op */
	struct op *op;			/* of the block at hand */
	size_t ops, cap_ops;
	uint8_t *slot;			/* of the result, by op id */
	struct url_mark *mark;
	struct gaps *gaps;
	size_t ids, cap_ids;
	struct gap *gap;		/* of the text, within no address */
	size_t ngaps, cap_gaps;
	enum url_state url;
	bool srcset;
	/* The name of an unrolled loop, or an argument, that an expression of
	   Lua will look up by name: its loop or file must stay. */
	const struct scope *named;
};

static void make_block(struct maker *m, struct block b,
    const struct scope *s);

/* --- Operations of the result -------------------------------------------- */

static void *
grown(struct arena *a, void *old, size_t n, size_t cap, size_t size)
{
	void *p = arena_array(a, cap, size);

	if (n > 0)
		memcpy(p, old, n * size);
	return p;
}

static uint32_t
new_id(struct maker *m, uint8_t slot, struct url_mark mark)
{
	struct arena *a = m->sp->a;

	if (m->ids == m->cap_ids) {
		m->cap_ids = m->cap_ids ? m->cap_ids * 2 : 64;
		m->slot = grown(a, m->slot, m->ids, m->cap_ids, 1);
		m->mark = grown(a, m->mark, m->ids, m->cap_ids,
		    sizeof(*m->mark));
		m->gaps = grown(a, m->gaps, m->ids, m->cap_ids,
		    sizeof(*m->gaps));
	}
	m->slot[m->ids] = slot;
	m->mark[m->ids] = mark;
	m->gaps[m->ids] = (struct gaps){ 0 };
	return (uint32_t)m->ids++;
}

static struct op *
put(struct maker *m, struct op o)
{
	if (m->ops == m->cap_ops) {
		m->cap_ops = m->cap_ops ? m->cap_ops * 2 : 8;
		m->op = grown(m->sp->a, m->op, m->ops, m->cap_ops,
		    sizeof(*m->op));
	}
	m->op[m->ops] = o;
	return &m->op[m->ops++];
}

static void
put_text(struct maker *m, struct str text, struct url_mark mark,
    struct span at)
{
	if (text.n > 0 || mark.begin || mark.end)
		put(m, (struct op){ .kind = OP_TEXT, .at = at,
		    .text = arena_str(m->sp->a, text),
		    .id = new_id(m, 0, mark) });
}

static void
put_gaps(struct maker *m, struct str text)
{
	const struct url_mark none = { 0 };
	struct op o = { .kind = OP_TEXT, .text = arena_str(m->sp->a, text),
	    .id = new_id(m, 0, none) };

	m->gaps[o.id] = (struct gaps){ m->gap, m->ngaps };
	m->gap = NULL;
	m->ngaps = m->cap_gaps = 0;
	put(m, o);
}

/* What was written becomes text of the result. An address that is open will be
   finished, and checked, by the page. */
static void
flush(struct maker *m)
{
	const struct run *r = &m->sp->run;
	struct str text = buf_view(&m->text);
	struct url_mark mark = { 0 };
	size_t from = m->ngaps == 0 ? 0 :
	    m->url == URL_KNOWN ? r->url_from : text.n;

	if (m->ngaps > 0)
		put_gaps(m, str_slice(text, 0, from));
	text = str_slice(text, from, text.n);
	if (m->url == URL_KNOWN) {
		size_t at = r->url_from - from;
		struct str head = str_slice(text, at, text.n);
		mark = (struct url_mark){ .begin = (uint32_t)at + 1,
		    .srcset = m->srcset, .at = r->url_at };
		m->url = !m->srcset && value_url_stays_safe(head) ? URL_SAFE :
		    URL_LIVE;
	}
	put_text(m, text, mark, (struct span){ 0 });
	buf_reset(&m->text);
}

/* What an address is where two ways meet. */
static enum url_state
meet(enum url_state a, enum url_state b)
{
	return a > b ? a : b;
}

/* An operation that stays, for the caller to complete. */
static struct op *
keep(struct maker *m, const struct op *o)
{
	const struct url_mark none = { 0 };
	struct op copy = *o;

	flush(m);
	copy.id = new_id(m, m->from->slot[o->id], none);
	return put(m, copy);
}

/* A block of its own within an operation that stays. */
static struct block
make_inner(struct maker *m, struct block b, const struct scope *s)
{
	struct maker outer = *m;
	struct block made;

	m->op = NULL;
	m->ops = m->cap_ops = 0;
	make_block(m, b, s);
	flush(m);
	made = (struct block){ m->op, m->ops };
	m->op = outer.op;
	m->ops = outer.ops;
	m->cap_ops = outer.cap_ops;
	return made;
}

/* --- What is known ------------------------------------------------------- */

/* Whether what ran last reported anything; forgets it. */
static bool
reported(struct maker *m)
{
	struct run *r = &m->sp->run;

	if (diags_count(r->d) == 0)
		return false;
	r->d = diags_new(m->scratch, r->skin->templates->sources);
	r->host.diags = r->d;
	return true;
}

/* Where a path leads as far as values are known. */
struct reached {
	const struct scope *name;	/* that binds its first part, or null */
	const struct value *v;		/* null: nowhere */
	size_t n;			/* parts that were walked */
};

static struct reached
reach(struct maker *m, const struct path *p, const struct scope *s)
{
	struct reached to = { .name = s, .n = 1 };

	while (to.name && !str_eq(to.name->name, p->part[0]))
		to.name = to.name->up;
	to.v = to.name ? &to.name->value :
	    m->sp->run.host.root(&m->sp->run, p->part[0]);
	while (to.n < p->n && to.v && to.v->type == VALUE_MAP &&
	    !to.v->varies)
		to.v = value_get(to.v, p->part[to.n++]);
	return to;
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

/* The value of an expression when it is known and nothing is reported. */
static bool known(struct maker *m, const struct expr *e,
    const struct scope *s, struct value *out);

static bool
asks_nothing(struct maker *m, const struct expr *e, const struct scope *s)
{
	struct value left;

	switch (e->kind) {
	case EXPR_CONSTANT:
		return true;
	case EXPR_AND:
	case EXPR_OR:
		return known(m, e->left, s, &left) &&
		    (value_truth(&left) == (e->kind == EXPR_OR) ||
		    asks_nothing(m, e->right, s));
	case EXPR_LUA:
		for (size_t i = 0; i < e->paths; i++) {
			struct reached to = reach(m, &e->path[i], s);
			if (to.v && varies(to.v))
				return false;
		}
		return true;
	default: {
		struct reached to = reach(m, &e->path[0], s);
		return !to.v || !to.v->varies;
	}
	}
}

static bool
known(struct maker *m, const struct expr *e, const struct scope *s,
    struct value *out)
{
	if (!asks_nothing(m, e, s))
		return false;
	bool done = template_eval(&m->sp->run.host, e, s, out);
	return !reported(m) && done;
}

/* --- Expressions that stay ----------------------------------------------- */

static void
keep_lua(struct maker *m, const struct expr *e, const struct scope *s)
{
	for (size_t i = 0; i < e->paths; i++) {
		struct reached to = reach(m, &e->path[i], s);
		if (to.name && !to.name->value.varies)
			m->named = to.name;
		else if (!to.name && to.v)
			m->sp->uses(m->sp->ctx, to.v);
	}
}

/* Paths begin where they are known to lead; names that the page's own loops
   bind are looked up as ever. */
static const struct expr *
keep_expr(struct maker *m, const struct expr *e, const struct scope *s)
{
	struct expr *kept;
	struct reached to;

	if (e->kind == EXPR_CONSTANT)
		return e;
	if (e->kind == EXPR_LUA) {
		keep_lua(m, e, s);
		return e;
	}
	kept = ARENA_NEW(m->sp->a, struct expr);
	*kept = *e;
	if (e->kind == EXPR_AND || e->kind == EXPR_OR) {
		kept->left = keep_expr(m, e->left, s);
		kept->right = keep_expr(m, e->right, s);
		return kept;
	}
	to = reach(m, &e->path[0], s);
	if (to.name && to.name->value.varies)
		return e;
	kept->cell = to.v ? to.v : &value_nil;
	kept->walked = to.n;
	m->sp->uses(m->sp->ctx, kept->cell);
	return kept;
}

/* --- Text and values ----------------------------------------------------- */

/* The end of an attribute: an address that is known is checked here. */
static void
end_url(struct maker *m, const struct op *o)
{
	struct run *r = &m->sp->run;

	if (m->url == URL_KNOWN) {
		struct span first = r->url_at;
		skin_check_url(r, o);
		if (reported(m)) {
			r->url_at = first;
			flush(m);
		}
	}
	if (m->url == URL_LIVE) {
		struct str rest = buf_view(&m->text);
		put_text(m, rest, (struct url_mark){
		    .end = (uint32_t)rest.n + 1 }, o->at);
		buf_reset(&m->text);
	}
	m->url = URL_NONE;
}

static void
make_text(struct maker *m, const struct op *o)
{
	const struct url_mark *mark = &m->from->mark[o->id];
	struct run *r = &m->sp->run;
	size_t from = 0;

	if (mark->end) {
		from = mark->end - 1;
		buf_add(&m->text, o->text.p, from);
		end_url(m, o);
	}
	if (mark->begin) {
		buf_add(&m->text, o->text.p + from, mark->begin - 1 - from);
		from = mark->begin - 1;
		m->url = URL_KNOWN;
		m->srcset = r->url_srcset = mark->srcset;
		r->url_from = m->text.n;
		r->url_at = (struct span){ 0 };
	}
	buf_add(&m->text, o->text.p + from, o->text.n - from);
}

/* A finding about an address stands at its first value, which is noted when
   that is written. */
static bool
begins_address(const struct maker *m, const struct op *o)
{
	uint8_t at = m->from->slot[o->id];

	return m->url == URL_LIVE && (at == SLOT_IN_URL || at == SLOT_IN_TEL ||
	    at == SLOT_IN_MAILTO);
}

static void
make_value(struct maker *m, const struct op *o, const struct scope *s)
{
	struct run *r = &m->sp->run;
	struct span first = r->url_at;
	size_t before = m->text.n;

	if (!begins_address(m, o) && asks_nothing(m, o->expr, s)) {
		r->placed = m->from;
		template_run(&r->host, (struct block){ o, 1 }, s);
		if (!reported(m))
			return;
		m->text.n = before;
		r->url_at = first;
	}
	struct op *kept = keep(m, o);
	kept->expr = keep_expr(m, o->expr, s);
}

/* --- Conditions ---------------------------------------------------------- */

/* Whether an arm is taken on few pages, which a mark tells; and its names are
   all known. */
static bool
is_gap(struct maker *m, const struct arm *arm, const struct scope *s)
{
	struct reached to;

	if (!arm->expr || arm->expr->kind != EXPR_PATH || m->url != URL_NONE)
		return false;
	to = reach(m, &arm->expr->path[0], s);
	if (!to.v || !to.v->varies || to.v->type != VALUE_BOOL ||
	    to.n < arm->expr->path[0].n)
		return false;
	while (s && !s->value.varies)
		s = s->up;
	return !s;
}

static void
make_gap(struct maker *m, const struct arm *arm, const struct scope *s)
{
	const struct value *when = reach(m, &arm->expr->path[0], s).v;
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
	if (m->ngaps == m->cap_gaps) {
		m->cap_gaps = m->cap_gaps ? m->cap_gaps * 2 : 8;
		m->gap = grown(m->sp->a, m->gap, m->ngaps, m->cap_gaps,
		    sizeof(*m->gap));
	}
	m->gap[m->ngaps++] = (struct gap){ when, body, m->text.n };
}

/* Arms that are known not to be taken go; one that is known to be taken is the
   last. */
static void
make_if(struct maker *m, const struct op *o, const struct scope *s)
{
	struct op *kept = NULL;
	struct arm *arm = NULL;
	enum url_state before = m->url, behind = URL_NONE;

	for (size_t i = 0; i < o->arms; i++) {
		struct arm one = o->arm[i];
		struct value v;
		bool sure = !one.expr || known(m, one.expr, s, &v);
		if (one.expr && sure && !value_truth(&v))
			continue;
		if (sure && !kept) {
			make_block(m, one.body, s);
			return;
		}
		if (!kept && i + 1 == o->arms && is_gap(m, &one, s)) {
			make_gap(m, &one, s);
			return;
		}
		if (!kept) {
			kept = keep(m, o);
			arm = ARENA_ARRAY(m->sp->a, o->arms, struct arm);
			kept->arm = arm;
			kept->arms = 0;
			behind = before = m->url;
		}
		m->url = before;
		one.expr = sure ? NULL : keep_expr(m, one.expr, s);
		one.body = make_inner(m, one.body, s);
		arm[kept->arms++] = one;
		behind = meet(behind, m->url);
		if (sure)
			break;
	}
	if (kept)
		m->url = behind;
}

static void
make_switch(struct maker *m, const struct op *o, const struct scope *s)
{
	struct value v;
	struct op *kept;
	struct arm *arm;

	if (known(m, o->expr, s, &v)) {
		const struct arm *taken = template_choose(o, &v);
		if (taken)
			make_block(m, taken->body, s);
		return;
	}
	kept = keep(m, o);
	arm = ARENA_ARRAY(m->sp->a, o->arms, struct arm);
	kept->expr = keep_expr(m, o->expr, s);
	kept->arm = arm;
	enum url_state before = m->url, behind = before;
	for (size_t i = 0; i < o->arms; i++) {
		m->url = before;
		arm[i] = o->arm[i];
		arm[i].body = make_inner(m, o->arm[i].body, s);
		behind = meet(behind, m->url);
	}
	m->url = behind;
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

	if (known(m, o->expr, s, &v) && can_unroll(m, o, &v) &&
	    unroll(m, o, s, &v))
		return;
	kept = keep(m, o);
	kept->expr = keep_expr(m, o->expr, s);
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
	kept->body = make_inner(m, o->body, name);
}

/* A file whose arguments are all known stands as if written in place. */
static bool
make_in_place(struct maker *m, const struct op *o, const struct scope *s,
    struct scope *arg)
{
	const struct scope *inner = o->args > 0 ? &arg[o->args - 1] : s;
	struct mark back = set_mark(m);

	for (size_t i = 0; i < o->args; i++)
		if (!known(m, o->arg[i].expr, s, &arg[i].value))
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
	struct op *kept = keep(m, o);
	for (size_t i = 0; i < o->args; i++) {
		arg[i] = o->arg[i];
		arg[i].expr = keep_expr(m, o->arg[i].expr, s);
		scope[i].value = (struct value){ .varies = true };
	}
	kept->arg = arg;
	m->from = p;
	kept->body = make_inner(m, p->template->program->body, o->args > 0 ?
	    &scope[o->args - 1] : s);
	m->from = outer;
}

/* --- Programs ------------------------------------------------------------ */

static void
make_block(struct maker *m, struct block b, const struct scope *s)
{
	for (size_t i = 0; i < b.n; i++) {
		const struct op *o = &b.op[i];
		switch (o->kind) {
		case OP_TEXT:
			make_text(m, o);
			break;
		case OP_VALUE:
			make_value(m, o, s);
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

	sp->run.out = &m.text;
	sp->run.d = diags_new(m.scratch, sp->run.skin->templates->sources);
	skin_open(&sp->run);
	make_block(&m, p->template->program->body, NULL);
	flush(&m);
	buf_free(&m.text);
	buf_free(&sp->run.tmp);
	arena_free(m.scratch);
	*program = (struct program){ .file = p->template->program->file,
	    .body = { m.op, m.ops }, .ops = (uint32_t)m.ids };
	*t = (struct template){ .path = p->template->path,
	    .program = program };
	*made = (struct placed){ .template = t, .slot = m.slot,
	    .mark = m.mark, .gaps = m.gaps };
	return made;
}
