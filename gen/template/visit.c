/* Walks over the expressions of a program without running it. */
#include "base/str.h"
#include "template/template.h"

struct visitor {
	void (*visit)(void *ctx, const struct op *o, const struct expr *e,
	    const struct scope *s);
	void *ctx;
};

static void visit_block(const struct visitor *v, struct block b,
    const struct scope *s);

static void
visit_arms(const struct visitor *v, const struct op *o,
    const struct scope *s)
{
	for (size_t i = 0; i < o->arms; i++) {
		if (o->arm[i].expr)
			v->visit(v->ctx, o, o->arm[i].expr, s);
		visit_block(v, o->arm[i].body, s);
	}
}

static void
visit_loop(const struct visitor *v, const struct op *o,
    const struct scope *s)
{
	struct scope loop = { .up = s, .name = STR("loop") };
	struct scope name2 = { .up = &loop, .name = o->name2 };
	struct scope name = { .name = o->name };

	name.up = o->name2.n > 0 ? &name2 : &loop;
	(o->name2.n > 0 ? &name2 : &name)->items = o->expr;
	visit_block(v, o->body, &name);
}

static void
visit_op(const struct visitor *v, const struct op *o, const struct scope *s)
{
	if (o->expr)
		v->visit(v->ctx, o, o->expr, s);
	for (size_t i = 0; i < o->args; i++)
		v->visit(v->ctx, o, o->arg[i].expr, s);
	visit_arms(v, o, s);
	if (o->kind == OP_FOR)
		visit_loop(v, o, s);
	else
		visit_block(v, o->body, s);
}

static void
visit_block(const struct visitor *v, struct block b, const struct scope *s)
{
	for (size_t i = 0; i < b.n; i++)
		visit_op(v, &b.op[i], s);
}

void
template_visit(struct block b, const struct scope *s,
    void (*visit)(void *ctx, const struct op *o, const struct expr *e,
    const struct scope *s), void *ctx)
{
	struct visitor v = { visit, ctx };

	visit_block(&v, b, s);
}
