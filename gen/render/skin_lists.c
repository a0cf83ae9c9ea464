/* Lists that an article has in all brands, mostly: each is made once, and what a
   loop writes of one is copied where the next brand's writes the same. */
#include <string.h>

#include "render/internal.h"

/* A field as it was made last. */
struct kept_list {
	struct origin origin;	/* n 0: nothing is kept */
	struct arena *a;	/* the list lives there */
	struct value list;
};

/* What loops spelt alike wrote last. */
struct loop_text {
	struct str spelt;
	const struct value *of;	/* items of the list; null: nothing is kept */
	uint32_t turns;
	struct buf text;
};

/* A theme has few loops over an article's lists, times its depths in the tree
   and the brands that differ in what stands in them. */
enum { LOOPS_MAX = 64 };

struct lists {
	struct arena *a;
	struct kept_list kept[MODEL_FIELDS];
	struct loop_text loop[LOOPS_MAX];
	uint32_t loops;
};

struct lists *
lists_new(struct arena *a)
{
	struct lists *l = ARENA_NEW(a, struct lists);

	l->a = a;
	return l;
}

void
lists_free(struct lists *l)
{
	for (size_t i = 0; i < MODEL_FIELDS; i++)
		arena_free(l->kept[i].a);
	for (uint32_t i = 0; i < l->loops; i++)
		buf_free(&l->loop[i].text);
}

/* --- Lists --------------------------------------------------------------- */

static bool
is_same_origin(const struct origin *a, const struct origin *b)
{
	return a->n == b->n &&
	    memcmp(a->word, b->word, a->n * sizeof(a->word[0])) == 0;
}

/* What loops wrote of a list goes with it: another may come to lie there. */
static void
forget_list(struct lists *l, struct kept_list *k)
{
	for (uint32_t i = 0; i < l->loops; i++)
		if (k->list.type == VALUE_LIST &&
		    l->loop[i].of == k->list.list.v)
			l->loop[i].of = NULL;
	if (!k->a)
		k->a = arena_new();
	arena_reset(k->a);
}

struct value
lists_field(struct lists *l, const struct model_page *m, size_t field)
{
	const struct model_field *f = &model_fields[field];
	struct kept_list *k = &l->kept[field];
	struct origin o;

	if (!f->origin)
		return f->make(m);
	o.word[0] = m->layout;
	o.n = 1;
	if (!f->origin(m, &k->origin, &o))
		return f->make(m);
	if (!is_same_origin(&o, &k->origin)) {
		struct model_page own = *m;
		forget_list(l, k);
		own.a = k->a;
		k->origin = o;
		k->list = f->make(&own);
	}
	return k->list;
}

/* --- Loops --------------------------------------------------------------- */

bool
lists_loop(struct lists *l, struct str spelt, uint32_t *number)
{
	for (*number = 0; *number < l->loops; ++*number)
		if (str_eq(l->loop[*number].spelt, spelt))
			return true;
	if (l->loops == LOOPS_MAX)
		return false;
	l->loop[l->loops++].spelt = arena_str(l->a, spelt);
	return true;
}

static bool
is_kept(const struct lists *l, const struct value *v)
{
	for (size_t i = 0; v->type == VALUE_LIST && i < MODEL_FIELDS; i++)
		if (l->kept[i].list.type == VALUE_LIST &&
		    l->kept[i].list.list.v == v->list.v)
			return true;
	return false;
}

/* What was written from byte `from` on. */
static void
keep_text(struct loop_text *t, const struct value *list, const struct run *r,
    size_t from, uint32_t turns)
{
	buf_reset(&t->text);
	buf_part(&t->text, r->out, from, r->out->n);
	t->of = list->list.v;
	t->turns = turns;
}

void
lists_run(struct run *r, const struct op *o, const struct scope *s)
{
	struct loop_text *t = &r->lists->loop[o->id];
	size_t from = r->out->n, findings = diags_count(r->d);
	uint32_t turns = r->turns;
	struct value list;

	if (!template_eval(&r->host, o->expr, s, &list))
		return;
	if (list.type == VALUE_LIST && t->of == list.list.v &&
	    turns > t->turns) {
		buf_str(r->out, buf_view(&t->text));
		r->turns -= t->turns;
		return;
	}
	template_run(&r->host, o->body, s);
	if (is_kept(r->lists, &list) && diags_count(r->d) == findings)
		keep_text(t, &list, r, from, turns - r->turns);
}
