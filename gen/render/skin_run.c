/* Runs a theme's programs over the values of one page. */
#include "render/internal.h"

/* The model's root names, the most frequent first. */
static const struct value *
own_root(const struct run *r, struct str name)
{
	const struct skin *s = r->skin;

	if (str_eq(name, STR("page")))
		return &r->model->value;
	if (str_eq(name, STR("ui")))
		return &s->words.ui;
	if (str_eq(name, STR("site")))
		return &r->model->site;
	if (str_eq(name, STR("nav")))
		return &r->model->nav;
	if (str_eq(name, STR("locale")))
		return &s->locale_value;
	if (str_eq(name, STR("options")))
		return &s->theme_options;
	if (str_eq(name, STR("tokens")))
		return &s->tokens.value;
	if (str_eq(name, STR("livery")))
		return &s->livery_value;
	if (str_eq(name, STR("furniture")))
		return r->model->layout == LAYOUT_ARTICLE ? &s->furniture :
		    &s->furniture_plain;
	return NULL;
}

static const struct value *
find_own(void *ctx, struct str name)
{
	return own_root(ctx, name);
}

static const struct value *
find_root(void *ctx, struct str name)
{
	struct run *r = ctx;
	const struct value *v = own_root(r, name);

	return v ? v : providers_root(r->skin->providers, r->skin->edition,
	    name);
}

/* --- Lua expressions ----------------------------------------------------- */

static bool
run_lua(void *ctx, const struct expr *e, const struct scope *s,
    struct value *out)
{
	struct run *r = ctx;
	const struct expr *outer = r->expr;

	r->expr = e;
	bool done = providers_eval(r->skin->providers, r->skin->edition, e, s,
	    &r->more, r->scratch, r->d, out);
	r->expr = outer;
	return done;
}

static bool
run_say(void *ctx, struct str key, const struct value *parts, struct str *out)
{
	struct run *r = ctx;
	struct str lacking;

	if (skin_say(r->skin, r->scratch, key, parts, out, &lacking))
		return true;
	if (lacking.n == 0)
		return false;
	diag_hint(diag_add(r->d, DIAG_NIL_VALUE, r->expr->at,
	    "the words `%.*s` ask for a part `%.*s` that is not given",
	    STR_ARG(key), STR_ARG(lacking)), "say(\"%.*s\", { %.*s = ... })",
	    STR_ARG(key), STR_ARG(lacking));
	*out = (struct str){ 0 };
	return true;
}

/* say("word", { part = page.title }) with parts that Lua would hand on as they
   are. */
static bool
run_call(void *ctx, const struct expr *e, const struct scope *s,
    struct value *out)
{
	struct run *r = ctx;
	const struct call *call = e->call;
	struct map_builder b = { .a = r->scratch };
	const struct expr *outer = r->expr;
	struct str text;
	bool sure;

	if (!str_eq(call->name, STR("say")) || scope_find(s, call->name))
		return false;
	for (size_t i = 0; i < call->args; i++) {
		struct value v = template_peek(&r->host, call->arg[i].expr, s,
		    &sure);
		if (!sure || v.foreign || (v.type != VALUE_NIL &&
		    v.type != VALUE_TEXT && v.type != VALUE_INT &&
		    v.type != VALUE_DATE))
			return false;
		if (v.type != VALUE_NIL)
			map_builder_put(&b, call->arg[i].name, v);
	}
	struct value parts = map_builder_done(&b);
	r->expr = e;
	bool said = run_say(r, call->text, &parts, &text);
	r->expr = outer;
	*out = value_text(text);
	out->at = e->at;
	return said;
}

static bool
run_has(void *ctx, struct str id, bool *known)
{
	const struct skin *s = ((struct run *)ctx)->skin;

	*known = map_get(s->site->articles->project->by_id, id) != NULL;
	return site_page(s->site, id) != NULL;
}

static bool
run_title(void *ctx, struct str id, struct str *out)
{
	const struct skin *s = ((struct run *)ctx)->skin;
	const struct page *p = site_page(s->site, id);

	if (p)
		*out = p->title;
	return p != NULL;
}

static void
run_missing(void *ctx, const struct expr *e, const struct path *p, size_t i)
{
	struct run *r = ctx;

	if (templates_noted(r->skin->templates, e))
		return;
	if (i > 0 || find_root(r, p->part[0])) {
		providers_missing(r->skin->providers, r->skin->edition, e, p,
		    i, &r->more, r->d);
		return;
	}
	/* Bound by for or include: a name that nothing defines was found
	   when the theme was compiled. */
	diag_hint(diag_add(r->d, DIAG_NIL_VALUE, p->at, "`%.*s` is nil here",
	    STR_ARG(p->part[0])), "test it with {%% if %.*s %%}",
	    STR_ARG(p->part[0]));
}

/* --- Output -------------------------------------------------------------- */

static void
run_gaps(struct run *r, struct str text, const struct gaps *g)
{
	size_t from = 0;

	for (size_t i = 0; i < g->n; i++) {
		const struct gap *gap = &g->gap[i];
		if (gap->when != r->mark)
			continue;
		buf_add(r->out, text.p + from, gap->at - from);
		template_run(&r->host, gap->body, NULL);
		from = gap->at;
	}
	buf_add(r->out, text.p + from, text.n - from);
}

/* Text in which an address ends, begins or both. */
static void
run_address(struct run *r, const struct op *o, const struct url_mark *m)
{
	struct str s = o->text;
	size_t from = 0;

	if (m->end) {
		from = m->end - 1;
		buf_add(r->out, s.p, from);
		skin_check_url(r, o);
	}
	if (m->begin) {
		r->url_from = r->out->n + m->begin - 1 - from;
		r->url_srcset = m->srcset;
		r->url_at = m->at;
	}
	buf_add(r->out, s.p + from, s.n - from);
}

static void
run_marked(struct run *r, struct str value)
{
	size_t from = r->out->n;

	buf_str(r->out, value);
	marks_note(r->model->marks, r->out, from);
}

static void
run_text(void *ctx, const struct op *o)
{
	struct run *r = ctx;
	const struct placed *p = r->placed;
	const struct url_mark *m = &p->mark[o->id];

	if (m->end || m->begin)
		run_address(r, o, m);
	else if (!p->gaps)
		buf_str(r->out, o->text);
	else if (p->gaps[o->id].value)
		run_marked(r, o->text);
	else
		run_gaps(r, o->text, &p->gaps[o->id]);
}

static void
run_value(void *ctx, const struct op *o, const struct value *v)
{
	struct run *r = ctx;
	enum slot_place at = (enum slot_place)r->placed->slot[o->id];
	size_t from = r->out->n;

	skin_write(r, o, at, v);
	if (at == SLOT_IN_TITLE)
		marks_note(r->model->marks, r->out, from);
}

static void
run_placed(struct run *r, const struct placed *p, const struct scope *s)
{
	const struct placed *outer = r->placed;

	r->placed = p;
	template_run(&r->host, p->template->program->body, s);
	r->placed = outer;
}

static void
run_include(void *ctx, const struct op *o, const struct scope *s,
    const struct scope *args)
{
	struct run *r = ctx;
	const struct placed *const *child = r->placed->child;

	(void)s;
	if (!child)	/* specialised: the file's program is at hand */
		template_run(&r->host, o->body, args);
	else if (child[o->id])	/* else reported by the compiler */
		run_placed(r, child[o->id], args);
}

static void
run_again(void *ctx, const struct op *o, const struct scope *s)
{
	lists_run(ctx, o, s);
}

/* Articles alone have these. */
static void
run_nothing(void *ctx, const struct op *o)
{
	(void)ctx;
	(void)o;
}

static void
run_no_value(void *ctx, const struct op *o, const struct value *v)
{
	(void)v;
	run_nothing(ctx, o);
}

void
skin_open(struct run *r)
{
	r->turns = TEMPLATE_TURNS;
	r->more = (struct more_roots){ .ctx = r, .find = find_own,
	    .has = run_has, .title = run_title, .say = run_say };
	r->host = (struct template_host){
		.ctx = r, .diags = r->d,
		.sources = r->skin->templates->sources, .scratch = r->scratch,
		.root = find_root, .lua = run_lua, .call = run_call,
		.missing = run_missing, .out = r->out,
		.text = run_text, .value = run_value, .include = run_include,
		.again = run_again, .body = run_nothing, .insert = run_no_value,
		.turns = &r->turns
	};
}

void
skin_run(struct run *r, const struct placed *p)
{
	if (p)
		run_placed(r, p, NULL);
	buf_free(&r->tmp);
}
