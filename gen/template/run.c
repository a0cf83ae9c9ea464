/* Runs programs: output goes to the host piece by piece, in order. */
#include "template/run.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/str.h"
#include "template/shown.h"

struct run {
	const struct template_host *h;
	uint32_t *turns;	/* of loops, left */
	bool stopped;
};

static void run_block(struct run *r, struct block b, const struct scope *s);

static bool
is_printable(const struct value *v)
{
	if (v->type != VALUE_LIST)
		return v->type != VALUE_BOOL && v->type != VALUE_MAP;
	for (size_t i = 0; i < v->list.n; i++) {
		enum value_type t = v->list.v[i].type;
		if (t == VALUE_LIST || t == VALUE_MAP || t == VALUE_BOOL ||
		    t == VALUE_NIL)
			return false;
	}
	return true;
}

/* A value to print or insert; null after reporting. */
static const struct value *
printable(struct run *r, const struct op *o, const struct scope *s,
    struct value *room)
{
	const struct value *v = eval(r->h, o->expr, s, room);

	if (!v)
		return NULL;
	if (v->type == VALUE_NIL)
		report_nil(r->h, o->expr);
	else if (!is_printable(v))
		report_unprintable(r->h, o->expr, v);
	else
		return v;
	return NULL;
}

static void
run_failed(struct run *r, const struct op *o)
{
	if (r->h->failed)
		r->h->failed(r->h->ctx, o);
}

static void
run_value(struct run *r, const struct op *o, const struct scope *s)
{
	const struct known_path *known = o->expr->known;
	struct value room;

	if (known && r->h->known && !scope_find(s, known->part[0]) &&
	    r->h->known(r->h->ctx, o))
		return;
	const struct value *v = printable(r, o, s, &room);
	if (v)
		r->h->value(r->h->ctx, o, v);
	else
		run_failed(r, o);
}

static void
run_insert(struct run *r, const struct op *o, const struct scope *s)
{
	struct value room;
	const struct value *v = printable(r, o, s, &room);

	if (v && v->type == VALUE_LIST)
		report_unprintable(r->h, o->expr, v);
	else if (v)
		r->h->insert(r->h->ctx, o, v);
}

/* A condition that fails has been reported: none of the later arms can be
   known to hold. */
static void
run_if(struct run *r, const struct op *o, const struct scope *s)
{
	struct value room;

	for (size_t i = 0; i < o->arms; i++) {
		const struct arm *arm = &o->arm[i];
		if (arm->expr) {
			const struct value *v = eval(r->h, arm->expr, s,
			    &room);
			if (!v)
				return;
			if (!value_truth(v))
				continue;
		}
		run_block(r, arm->body, s);
		return;
	}
}

enum { NUMBER_ROOM = 24 };

/* What a case is compared with; false for values without a text. */
static bool
text_of(const struct value *v, char number[NUMBER_ROOM], struct str *out)
{
	switch (v->type) {
	case VALUE_TEXT:
	case VALUE_ENUM:
	case VALUE_URL:
	case VALUE_COLOUR:
	case VALUE_ARTICLE:
		*out = v->text;
		return true;
	case VALUE_PHONE:
	case VALUE_IMAGE:
	case VALUE_LINK:
		*out = v->pair.text;
		return true;
	case VALUE_TERM:
		*out = v->term->bare;
		return true;
	case VALUE_INT:
		snprintf(number, NUMBER_ROOM, "%" PRId64, v->integer);
		*out = str_c(number);
		return true;
	case VALUE_BOOL:
		*out = v->boolean ? STR("true") : STR("false");
		return true;
	default:
		return false;
	}
}

/* A case's text stands for a number too: forms in quotes are common. */
static bool
arm_matches(const struct arm *arm, const struct value *v, bool has_text,
    struct str text)
{
	if (!arm->cases)
		return true;
	for (size_t i = 0; i < arm->n; i++) {
		const struct value *c = &arm->cases[i];
		if (c->type == VALUE_TEXT ?
		    has_text && str_eq(c->text, text) : value_equal(c, v))
			return true;
	}
	return false;
}

const struct arm *
template_choose(const struct op *o, const struct value *v)
{
	char number[NUMBER_ROOM];
	struct str text = { 0 };
	bool has_text = text_of(v, number, &text);

	for (size_t i = 0; i < o->arms; i++)
		if (arm_matches(&o->arm[i], v, has_text, text))
			return &o->arm[i];
	return NULL;
}

static void
run_switch(struct run *r, const struct op *o, const struct scope *s)
{
	struct value room;
	const struct value *v = eval(r->h, o->expr, s, &room);
	const struct arm *arm = v ? template_choose(o, v) : NULL;

	if (arm)
		run_block(r, arm->body, s);
}

/* The names of one loop: they keep their places while the values change. */
struct turn {
	struct value first, index, last;
	struct value_entry entry[3];
	struct scope loop, name2, name;
};

static void
begin_loop(struct turn *t, const struct op *o, const struct scope *s)
{
	t->first = t->last = value_bool(false);
	t->index = value_int(0);
	t->entry[0] = (struct value_entry){ STR("first"), &t->first };
	t->entry[1] = (struct value_entry){ STR("index"), &t->index };
	t->entry[2] = (struct value_entry){ STR("last"), &t->last };
	t->loop = (struct scope){ .up = s, .name = STR("loop") };
	t->loop.value.type = VALUE_MAP;
	t->loop.value.map.e = t->entry;
	t->loop.value.map.n = 3;
	t->name2 = (struct scope){ .up = &t->loop, .name = o->name2 };
	t->name = (struct scope){ .name = o->name };
	t->name.up = o->name2.n > 0 ? &t->name2 : &t->loop;
}

/* One turn less; the one that is left over at the limit is never used, so that
   nought means "reported". */
static bool
take_turn(struct run *r, const struct op *o)
{
	if (r->stopped || *r->turns == 0) {
		r->stopped = true;
		return false;
	}
	if (--*r->turns > 0)
		return true;
	diag_add(r->h->diags, DIAG_LIMIT, o->at,
	    "the loops of one page take more than %u turns", TEMPLATE_TURNS);
	r->stopped = true;
	return false;
}

static size_t
turns_of(const struct value *v)
{
	return v->type == VALUE_MAP ? v->map.n : v->list.n;
}

static void
set_turn(struct turn *t, const struct op *o, const struct value *v, size_t i)
{
	bool map = v->type == VALUE_MAP;
	const struct value *item = map ? v->map.e[i].v : &v->list.v[i];

	t->first.boolean = i == 0;
	t->last.boolean = i + 1 == turns_of(v);
	t->index.integer = (int64_t)i + 1;
	if (o->name2.n > 0) {
		t->name.value = map ? value_text(v->map.e[i].key) : t->index;
		t->name2.value = *item;
	} else {
		t->name.value = *item;
	}
}

const struct scope *
template_turn(struct arena *a, const struct op *o, const struct scope *s,
    const struct value *v, size_t i)
{
	struct turn *t = arena_bytes(a, sizeof(*t));

	begin_loop(t, o, s);
	set_turn(t, o, v, i);
	return &t->name;
}

static void
run_turns(struct run *r, const struct op *o, const struct scope *s,
    const struct value *v)
{
	struct turn t;

	begin_loop(&t, o, s);
	for (size_t i = 0; i < turns_of(v) && take_turn(r, o); i++) {
		set_turn(&t, o, v, i);
		run_block(r, o->body, &t.name);
	}
}

static void
run_for(struct run *r, const struct op *o, const struct scope *s)
{
	struct value room;
	const struct value *v = eval(r->h, o->expr, s, &room);

	if (!v)
		return;
	if (v->type == VALUE_NIL) {
		report_nil(r->h, o->expr);
		return;
	}
	bool map = v->type == VALUE_MAP;
	/* `{}` does not say which of the two it is. */
	if (map && v->map.n == 0)
		return;
	if ((map && o->name2.n > 0) || v->type == VALUE_LIST) {
		run_turns(r, o, s, v);
		return;
	}
	struct str text = shown(o->expr->text);
	struct diag *g = diag_add(r->h->diags, DIAG_WRONG_TYPE, o->expr->at,
	    map ? "`%.*s` is %s: its loop has two names" :
	    "`%.*s` is %s, not a list", STR_ARG(text),
	    value_type_words(v->type));
	if (map)
		diag_hint(g, "write `{%% for key, value in %.*s %%}`",
		    STR_ARG(text));
}

/* An argument that fails has been reported; without it the file would only
   raise errors that follow from it. */
static void
run_include(struct run *r, const struct op *o, const struct scope *s)
{
	const struct scope *inner = s;
	struct scope *arg = o->args > 0 ?
	    ARENA_ARRAY(r->h->scratch, o->args, struct scope) : NULL;

	for (size_t i = 0; i < o->args; i++) {
		arg[i].up = inner;
		arg[i].name = o->arg[i].name;
		if (!template_eval(r->h, o->arg[i].expr, s, &arg[i].value))
			return;
		inner = &arg[i];
	}
	r->h->include(r->h->ctx, o, s, inner);
}

static void
run_op(struct run *r, const struct op *o, const struct scope *s)
{
	const struct template_host *h = r->h;

	switch (o->kind) {
	case OP_LITERAL:
		buf_str(h->out, o->text);
		break;
	case OP_TEXT:
		h->text(h->ctx, o);
		break;
	case OP_VALUE:
		run_value(r, o, s);
		break;
	case OP_IF:
		run_if(r, o, s);
		break;
	case OP_SWITCH:
		run_switch(r, o, s);
		break;
	case OP_FOR:
		run_for(r, o, s);
		break;
	case OP_INCLUDE:
	case OP_WRAP:
		run_include(r, o, s);
		break;
	case OP_AGAIN:
		h->again(h->ctx, o, s);
		break;
	case OP_BODY:
		h->body(h->ctx, o);
		break;
	case OP_INSERT:
		run_insert(r, o, s);
		break;
	case OP_BROKEN:
		run_failed(r, o);
		break;
	}
}

static void
run_block(struct run *r, struct block b, const struct scope *s)
{
	for (size_t i = 0; i < b.n && !r->stopped; i++)
		run_op(r, &b.op[i], s);
}

void
template_run(const struct template_host *h, struct block b,
    const struct scope *s)
{
	uint32_t own = TEMPLATE_TURNS;
	struct run r = { .h = h, .turns = h->turns ? h->turns : &own };

	run_block(&r, b, s);
}
