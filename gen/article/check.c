/* Static checks: every expression, branches that no brand takes included,
   every switch, every include. */
#include "article/profile.h"
#include "base/str.h"
#include "base/suggest.h"

struct check {
	struct builder *b;	/* of a body, else null */
	const struct project *project;
	struct providers *providers;
	struct diags *d;
	struct arena *scratch;
	struct str folder;	/* of the file at hand */
	bool snippet;
};

static const struct str page_keys[] = {
	{ "id", 2 }, { "title", 5 }, { "description", 11 }, { "author", 6 },
	{ "owner", 5 },
	{ "updated", 7 }, { "reviewed", 8 }, { "tags", 4 }, { "extra", 5 },
};

/* Members of `page` are checked here, in the words of a run. */
static void
check_page(struct check *c, const struct path *path)
{
	struct suggest s = { 0 };

	for (size_t i = 0; i < sizeof(page_keys) / sizeof(*page_keys); i++) {
		if (str_eq(path->part[1], page_keys[i]))
			return;
		suggest_offer(&s, path->part[1], page_keys[i]);
	}
	struct diag *g = diag_add(c->d, DIAG_UNDEFINED_VARIABLE, path->at,
	    "undefined variable `page.%.*s`", STR_ARG(path->part[1]));
	if (s.best.n > 0)
		diag_hint(g, "did you mean `page.%.*s`?", STR_ARG(s.best));
	else
		diag_hint(g, "keys of your own stand in `page.extra`");
}

static bool
is_known(void *ctx, const struct path *path)
{
	if (!str_eq(path->part[0], STR("page")))
		return false;
	if (path->n > 1)
		check_page(ctx, path);
	return true;
}

static bool
is_text(const struct value *v, struct str s)
{
	return v->type == VALUE_TEXT && str_eq(v->text, s);
}

static bool
arm_names(const struct op *o, struct str value)
{
	for (size_t i = 0; i < o->arms; i++)
		for (size_t k = 0; k < o->arm[i].n; k++)
			if (is_text(&o->arm[i].cases[k], value))
				return true;
	return false;
}

/* A case of a switch over an enum. */
static void
check_case(struct check *c, const struct str *values, size_t n,
    const struct value *v, struct span at)
{
	struct suggest s = { 0 };
	struct buf list = BUF_INIT;
	struct str word = v->type == VALUE_TEXT ? v->text :
	    sources_slice(c->project->sources, at);

	for (size_t i = 0; i < n; i++) {
		if (is_text(v, values[i]))
			return;
		suggest_offer(&s, word, values[i]);
	}
	for (size_t i = 0; i < n; i++)
		buf_printf(&list, "%s%.*s", i == 0 ? "" :
		    i + 1 == n ? " or " : ", ", STR_ARG(values[i]));
	struct diag *g = diag_add(c->d, DIAG_ENUM_VALUE, at,
	    "`%.*s` is not among the values of this enum: %.*s",
	    STR_ARG(word), STR_ARG(buf_view(&list)));
	diag_did_you_mean(g, s.best);
	buf_free(&list);
}

static void
check_cover(struct check *c, const struct op *o, const struct str *values,
    size_t n)
{
	struct buf list = BUF_INIT;

	for (size_t i = 0; i < o->arms; i++)
		if (!o->arm[i].cases)
			return;
	for (size_t i = 0; i < n; i++)
		if (!arm_names(o, values[i]))
			buf_printf(&list, "%s`%.*s`", list.n > 0 ? ", " : "",
			    STR_ARG(values[i]));
	if (list.n > 0)
		diag_hint(diag_add(c->d, DIAG_UNCOVERED_SWITCH, o->expr->at,
		    "this switch does not say what happens for %.*s",
		    STR_ARG(buf_view(&list))), "add a case, or `{%% else %%}`");
	buf_free(&list);
}

static void
check_switch(struct check *c, const struct op *o, const struct scope *s)
{
	const struct str *values;
	const struct path *path = expr_whole(o->expr);

	if (path)
		path = providers_path(c->providers, path, s);
	size_t n = path ? providers_enum(c->providers, path, &values) : 0;

	for (size_t i = 0; path && i < o->arms; i++)
		for (size_t k = 0; k < o->arm[i].n; k++) {
			const struct value *v = &o->arm[i].cases[k];
			struct span at = o->arm[i].cases_at[k];
			if (n > 0)
				check_case(c, values, n, v, at);
			else
				providers_check_kind(c->providers, path,
				    o->expr->text, v, at, c->d);
		}
	if (n > 0)
		check_cover(c, o, values, n);
}

static void
visit(void *ctx, const struct op *o, const struct expr *e,
    const struct scope *s)
{
	struct check *c = ctx;
	bool *checked = c->b && e->known && !s ?
	    known_checked(c->b, e->known) : NULL;

	if (checked && *checked)
		return;
	size_t found = diags_count(c->d);
	providers_check(c->providers, e, s, is_known, c, c->d);
	if (checked)
		*checked = diags_count(c->d) == found &&
		    !providers_is_var(c->providers, e->known->part[0]);
	if (o->kind == OP_SWITCH && e == o->expr)
		check_switch(c, o, s);
}

static void
check_op(struct check *c, const struct op *o)
{
	const struct snippet *sn;

	if (o->kind == OP_BODY && !c->snippet)
		diag_add(c->d, DIAG_SYNTAX, o->at,
		    "`body` stands in a snippet that is used by `wrap`");
	if (o->kind != OP_INCLUDE && o->kind != OP_WRAP)
		return;
	sn = include_resolve(c->scratch, c->project, NULL, NULL, c->folder,
	    o, c->d);
	if (sn)
		include_check(sn, o, c->d);
}

static void
check_includes(struct check *c, struct block b)
{
	for (size_t i = 0; i < b.n; i++) {
		const struct op *o = &b.op[i];
		check_op(c, o);
		for (size_t k = 0; k < o->arms; k++)
			check_includes(c, o->arm[k].body);
		check_includes(c, o->body);
	}
}

static void
check_block(struct check *c, struct block b, const struct scope *s)
{
	template_visit(b, s, visit, c);
	check_includes(c, b);
}

static void
check_fields(struct check *c, const struct article *art)
{
	template_visit(art->title.body, NULL, visit, c);
	template_visit(art->description.body, NULL, visit, c);
	template_visit(art->author.body, NULL, visit, c);
	template_visit(art->owner.body, NULL, visit, c);
	for (size_t i = 0; i < art->tags.n; i++)
		template_visit(art->tags.v[i].body, NULL, visit, c);
	if (art->when)
		providers_check(c->providers, art->when, NULL, is_known, c,
		    c->d);
	for (size_t i = 0; i < art->ntranslations; i++) {
		const struct translation *t = &art->translation[i];
		template_visit(t->title.body, NULL, visit, c);
		template_visit(t->description.body, NULL, visit, c);
	}
}

void
check_bodies(struct builder *b, const struct article *art,
    struct arena *scratch)
{
	struct check c = { .b = b, .project = b->pub.project,
	    .providers = b->pub.providers, .d = b->d, .scratch = scratch,
	    .folder = art->folder };

	check_block(&c, project_body(c.project, art, NULL, c.d)->body, NULL);
	for (size_t i = 0; i < art->ntranslations; i++)
		check_block(&c, project_body(c.project, art,
		    &art->translation[i], c.d)->body, NULL);
}

static void
check_snippet(struct check *c, const struct snippet *sn)
{
	struct scope *scope = ARENA_ARRAY(c->scratch, sn->nparams + 1,
	    struct scope);
	const struct scope *s = NULL;

	if (sn->broken)
		return;
	for (size_t i = 0; i < sn->nparams; i++) {
		scope[i] = (struct scope){ .up = s,
		    .name = sn->param[i].name };
		s = &scope[i];
	}
	ptrdiff_t slash = str_rfind_char(sn->path, '/');
	c->folder = str_slice(sn->path, 0, slash < 0 ? 0 : (size_t)slash);
	c->snippet = true;
	check_block(c, sn->body->body, s);
}

static void
check_snippets(struct check *c, const struct map *snippets)
{
	for (size_t i = 0; i < map_count(snippets); i++)
		if (map_at(snippets, i)->ptr)
			check_snippet(c, map_at(snippets, i)->ptr);
}

void
articles_check(const struct project *p, struct providers *pr,
    struct diags *d)
{
	struct check c = { .project = p, .providers = pr, .d = d,
	    .scratch = arena_new() };

	diags_set_edition(d, DIAG_NO_EDITION);
	for (size_t i = 0; i < p->narticles; i++)
		check_fields(&c, &p->article[i]);
	check_snippets(&c, p->snippets);
	ids_check(p, pr, d);
	drift_check(p, d);
	arena_free(c.scratch);
}

void
check_overlays(const struct builder *b)
{
	const struct brand *brand;
	size_t n = providers_brands(b->pub.providers, &brand);
	struct check c = { .project = b->pub.project,
	    .providers = b->pub.providers, .d = b->d,
	    .scratch = arena_new() };

	for (size_t i = 0; i < n && b->overlay; i++)
		if (b->overlay[i]) {
			check_snippets(&c, b->overlay[i]->snippets);
			drift_check_overlay(c.project, b->overlay[i],
			    &brand[i], b->d);
		}
	arena_free(c.scratch);
}
