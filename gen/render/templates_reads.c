/* What a layout may read of articles and sections in lists, found by names, so
   that a page fills in nothing else. */
#include "render/internal.h"

/* What stands behind `page.` is no article in a list. */
static void
read_parts(struct reads *r, const struct path *p)
{
	for (size_t i = str_eq(p->part[0], STR("page")) ? 2 : 1; i < p->n; i++)
		r->fields |= model_fields_named(p->part[i]);
	if (p->item)
		read_parts(r, p->item);
}

/* Whether a loop or an argument calls something else `page`. */
static bool
hides_page(const struct op *o)
{
	bool hides = str_eq(o->name, STR("page")) ||
	    str_eq(o->name2, STR("page"));

	for (size_t i = 0; i < o->args; i++)
		hides = hides || str_eq(o->arg[i].name, STR("page"));
	return hides;
}

/* Whether a path may end at an article, a section or a list of them. */
static bool
may_hold_articles(const struct path *p)
{
	return p->n == 1 ? !p->called : model_holds(p->part[p->n - 1]);
}

/* Lua, and a loop with two names, may read what no path spells. */
static void
look(void *ctx, const struct op *o, const struct expr *e,
    const struct scope *s)
{
	struct reads *r = ctx;
	bool anything = e->kind == EXPR_LUA ||
	    (o->kind == OP_FOR && o->name2.n > 0);

	(void)s;
	if (hides_page(o))
		r->fields = ~0u;
	for (size_t i = 0; i < e->paths; i++) {
		const struct path *p = &e->path[i];
		if (str_eq(p->part[0], STR("site")) && (p->n == 1 ||
		    str_eq(p->part[1], STR("sections"))))
			r->sections = true;
		read_parts(r, p);
		if (anything && may_hold_articles(p))
			r->fields = ~0u;
	}
}

void
templates_reads(const struct placed *p, struct reads *r)
{
	template_visit(p->template->program->body, NULL, look, r);
	for (uint32_t i = 0; i < p->template->program->ops; i++)
		if (p->child[i])
			templates_reads(p->child[i], r);
}
