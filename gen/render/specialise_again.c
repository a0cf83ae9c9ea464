/* Loops that write the same of the same list, on whatever page and for whatever
   brand: those that ask for nothing but their own names. Which of them are
   alike is told by spelling them. */
#include "render/specialise.h"

struct spelling {
	const struct maker *m;
	struct buf bytes;
	uint32_t names;		/* that are bound within the loop so far */
	bool open;		/* it asks for something else */
};

static void spell_block(struct spelling *sp, struct block b);

static void
spell_str(struct spelling *sp, struct str s)
{
	buf_u32(&sp->bytes, (uint32_t)s.n);
	buf_str(&sp->bytes, s);
}

/* Those that stay are copies: the number is that of the theme's. */
static void
spell_expr(struct spelling *sp, const struct expr *e)
{
	buf_u32(&sp->bytes, e->id);
	buf_u32(&sp->bytes, e->climb);
	switch (e->kind) {
	case EXPR_CONSTANT:
		return;
	case EXPR_AND:
	case EXPR_OR:
		spell_expr(sp, e->left);
		spell_expr(sp, e->right);
		return;
	case EXPR_LUA:
		sp->open = true;
		return;
	default:
		if (e->climb == 0 || e->climb > sp->names)
			sp->open = true;
	}
}

static void
spell_inner(struct spelling *sp, struct block b, size_t names)
{
	sp->names += (uint32_t)names;
	spell_block(sp, b);
	sp->names -= (uint32_t)names;
}

/* The names of a loop are its own, one or two, and `loop`. */
static void
spell_loop(struct spelling *sp, const struct op *o)
{
	spell_str(sp, o->name2);
	spell_inner(sp, o->body, o->name2.n > 0 ? 3 : 2);
}

static void
spell_arms(struct spelling *sp, const struct op *o)
{
	buf_u32(&sp->bytes, (uint32_t)o->arms);
	for (size_t i = 0; i < o->arms; i++) {
		buf_u32(&sp->bytes, o->arm[i].expr != NULL);
		if (o->arm[i].expr)
			spell_expr(sp, o->arm[i].expr);
		spell_block(sp, o->arm[i].body);
	}
}

static void
spell_text(struct spelling *sp, const struct op *o)
{
	const struct url_mark *mark = &sp->m->mark[o->id];

	if (sp->m->gaps[o->id].n > 0)
		sp->open = true;
	buf_u32(&sp->bytes, mark->begin);
	buf_u32(&sp->bytes, mark->end);
	buf_u32(&sp->bytes, mark->srcset);
	spell_str(sp, o->text);
}

static void
spell_include(struct spelling *sp, const struct op *o)
{
	for (size_t i = 0; i < o->args; i++)
		spell_expr(sp, o->arg[i].expr);
	spell_inner(sp, o->body, o->args);
}

static void
spell_op(struct spelling *sp, const struct op *o)
{
	buf_u32(&sp->bytes, o->kind);
	if (o->expr)
		spell_expr(sp, o->expr);
	switch (o->kind) {
	case OP_LITERAL:
		spell_str(sp, o->text);
		break;
	case OP_TEXT:
		spell_text(sp, o);
		break;
	case OP_VALUE:
		buf_u32(&sp->bytes, sp->m->slot[o->id]);
		break;
	case OP_IF:
	case OP_SWITCH:
		spell_arms(sp, o);
		break;
	case OP_FOR:
		spell_loop(sp, o);
		break;
	case OP_AGAIN:
		spell_block(sp, o->body);
		break;
	case OP_INCLUDE:
		spell_include(sp, o);
		break;
	default:
		sp->open = true;
	}
}

static void
spell_block(struct spelling *sp, struct block b)
{
	buf_u32(&sp->bytes, (uint32_t)b.n);
	for (size_t i = 0; i < b.n; i++)
		spell_op(sp, &b.op[i]);
}

/* Whether an expression is one of the page's fields, or an argument, which may
   be one. */
static bool
may_be_field(const struct expr *e)
{
	return e->kind == EXPR_PATH && (e->climb > 0 ? e->path->n == 1 :
	    e->cell && e->walked == e->path->n);
}

void
maker_again(struct maker *m, struct op *o)
{
	const struct run *r = &m->sp->run;
	const struct edition *e = r->skin->edition;
	const void *around[] = { e->locale, e->brand->source };
	struct spelling sp = { .m = m };
	uint32_t number;

	if (!r->lists || !may_be_field(o->expr))
		return;
	buf_add(&sp.bytes, around, sizeof(around));
	spell_loop(&sp, o);
	if (!sp.open && lists_loop(r->lists, buf_view(&sp.bytes), &number)) {
		struct op *loop = arena_bytes(m->sp->a, sizeof(*loop));
		*loop = *o;
		*o = (struct op){ .kind = OP_AGAIN, .id = number,
		    .expr = loop->expr, .body = { loop, 1 } };
	}
	buf_free(&sp.bytes);
}
