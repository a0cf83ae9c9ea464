/* Checks a layout and all that it includes against the page model and the
   schema, branches not taken included. */
#include <string.h>

#include "render/internal.h"

/* What is known of a name: a field of the model, or nothing. */
struct shape {
	enum model_type type;
	const char *of;
	struct str map;		/* MODEL_MAP: "ui", "options", "light" ... */
	const char *values;
};

/* A name bound by for or include. `s` comes first: a scope of the template
   room is one of ours. */
struct bound {
	struct scope s;
	struct shape shape;
};

struct check {
	struct templates *t;
	struct diags *d;	/* null: only looks */
	struct template *file;	/* that is being checked */
	const struct expr *expr;
};

static const struct shape any = { .type = MODEL_ANY };

static struct shape
shape_of(const struct model_row *row)
{
	return (struct shape){ .type = row->type, .of = row->of,
	    .map = str_c(row->field), .values = row->values };
}

/* --- Maps whose keys the theme gives ------------------------------------- */

static const struct value *
theme_map(const struct templates *t, struct str name)
{
	const struct value *v = &t->theme->settings;

	if (str_eq(name, STR("options")))
		return value_get(v, name);
	v = value_get(v, STR("tokens"));
	return v ? value_get(v, name) : NULL;
}

static const struct value *
find_word(const struct templates *t, struct str key)
{
	for (size_t i = 0; i < map_count(t->theme->strings); i++) {
		const struct value *words = map_at(t->theme->strings, i)->ptr;
		const struct value *v = value_get(words, key);
		if (v)
			return v;
	}
	return NULL;
}

static void
offer_words(const struct templates *t, struct str key, struct suggest *g)
{
	for (size_t i = 0; i < map_count(t->theme->strings); i++) {
		const struct value *words = map_at(t->theme->strings, i)->ptr;
		for (size_t k = 0; words->type == VALUE_MAP &&
		    k < words->map.n; k++)
			suggest_offer(g, key, words->map.e[k].key);
	}
}

/* --- Paths --------------------------------------------------------------- */

static struct str
before_last(struct arena *a, const struct path *p, size_t n)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		buf_str(&b, p->part[i]);
		buf_char(&b, '.');
	}
	struct str s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void
undefined(struct check *c, const struct path *p, size_t i, struct str best)
{
	struct str before;
	struct diag *g;

	if (!c->d)
		return;
	templates_note(c->t, c->expr);
	before = before_last(c->t->a, p, i);
	g = diag_add(c->d, DIAG_UNDEFINED_VARIABLE, p->at,
	    "undefined variable `%.*s%.*s`", STR_ARG(before),
	    STR_ARG(p->part[i]));
	if (best.n)
		diag_hint(g, "did you mean `%.*s%.*s`?", STR_ARG(before),
		    STR_ARG(best));
}

static bool
step_map(struct check *c, const struct path *p, size_t i, struct shape *at)
{
	struct suggest g = { 0 };
	const struct value *map;

	if (str_eq(at->map, STR("extra")) ||
	    (str_eq(at->map, STR("ui")) && find_word(c->t, p->part[i]))) {
		*at = any;
		return true;
	}
	if (str_eq(at->map, STR("ui"))) {
		offer_words(c->t, p->part[i], &g);
		undefined(c, p, i, g.best);
		return false;
	}
	map = theme_map(c->t, at->map);
	if (!map || value_get(map, p->part[i])) {
		*at = any;
		return true;
	}
	for (size_t k = 0; map->type == VALUE_MAP && k < map->map.n; k++)
		suggest_offer(&g, p->part[i], map->map.e[k].key);
	undefined(c, p, i, g.best);
	return false;
}

static bool
step_record(struct check *c, const struct path *p, size_t i, struct shape *at)
{
	const struct model_row *row = model_find(at->of, p->part[i]);
	const char *record = at->of;
	struct suggest g = { 0 };

	if (row) {
		*at = shape_of(row);
		return true;
	}
	for (size_t k = 0; (row = model_next(record, &k)) != NULL; )
		suggest_offer(&g, p->part[i], str_c(row->field));
	undefined(c, p, i, g.best);
	return false;
}

/* One part further into a path; false after reporting. */
static bool
step(struct check *c, const struct path *p, size_t i, struct shape *at)
{
	if (at->type == MODEL_ANY)
		return true;
	if (at->type == MODEL_MAP)
		return step_map(c, p, i, at);
	if (at->type == MODEL_RECORD)
		return step_record(c, p, i, at);
	if (!c->d)
		return false;
	struct str before = before_last(c->t->a, p, i);
	diag_add(c->d, DIAG_WRONG_TYPE, p->at,
	    "`%.*s` is %s and has no field `%.*s`", (int)before.n - 1, before.p,
	    model_words(at->type), STR_ARG(p->part[i]));
	return false;
}

static const struct bound *
find_bound(const struct scope *s, struct str name)
{
	for (; s; s = s->up)
		if (str_eq(s->name, name))
			return (const struct bound *)s;
	return NULL;
}

/* Follows a path as far as it is known; false after reporting. */
static bool
follow(struct check *c, const struct path *p, const struct scope *s,
    struct shape *out)
{
	const struct bound *b = find_bound(s, p->part[0]);
	const struct model_row *row = model_find("", p->part[0]);

	*out = b ? b->shape : row ? shape_of(row) : any;
	for (size_t i = 1; i < p->n; i++)
		if (!step(c, p, i, out))
			return false;
	return true;
}

/* --- Comparisons --------------------------------------------------------- */

static bool
in_words(const char *values, struct str word)
{
	for (struct str rest = str_c(values), head; rest.n; ) {
		str_cut(rest, ' ', &head, &rest);
		if (str_eq(head, word))
			return true;
	}
	return false;
}

/* The values that a path has by the table or by theme.lua's options. */
static struct str
enum_values(struct check *c, const struct path *p, const struct shape *at)
{
	const struct value *v;
	struct buf b = BUF_INIT;

	if (at->values)
		return str_c(at->values);
	if (p->n != 2 || !str_eq(p->part[0], STR("options")) ||
	    !(v = theme_map(c->t, p->part[0])) ||
	    !(v = value_get(v, p->part[1])) || v->type != VALUE_LIST)
		return (struct str){ 0 };
	for (size_t i = 0; i < v->list.n; i++) {
		if (v->list.v[i].type != VALUE_TEXT)
			continue;
		buf_str(&b, v->list.v[i].text);
		buf_char(&b, ' ');
	}
	buf_char(&b, '\0');
	struct str s = arena_str(c->t->a, buf_view(&b));
	buf_free(&b);
	return (struct str){ s.p, strlen(s.p) };
}

static bool
is_text(const struct value *v, struct str s)
{
	return v->type == VALUE_TEXT && str_eq(v->text, s);
}

static void
check_value(struct check *c, struct str values, struct str word,
    struct span at)
{
	struct suggest g = { 0 };

	if (values.n == 0 || in_words(values.p, word))
		return;
	for (struct str rest = values, head; rest.n; ) {
		str_cut(rest, ' ', &head, &rest);
		suggest_offer(&g, word, head);
	}
	diag_did_you_mean(diag_add(c->d, DIAG_ENUM_VALUE, at,
	    "`%.*s` is not among its values: %.*s", STR_ARG(word),
	    STR_ARG(str_trim(values))), g.best);
}

/* --- Expressions --------------------------------------------------------- */

/* The word that say("word", ...) names; empty when it is no literal. */
static struct str
said_word(struct str text, size_t from)
{
	ptrdiff_t open, close;

	while (from < text.n && (text.p[from] == ' ' || text.p[from] == '('))
		from++;
	if (from >= text.n || (text.p[from] != '"' && text.p[from] != '\''))
		return (struct str){ 0 };
	open = (ptrdiff_t)from + 1;
	close = str_find_char(text, text.p[from], (size_t)open);
	return close < 0 ? (struct str){ 0 } :
	    str_slice(text, (size_t)open, (size_t)close);
}

static void
check_said(struct check *c, const struct expr *x, const struct path *p)
{
	size_t from = p->at.off - x->at.off + p->at.len;
	struct str key = said_word(x->text, from);
	struct suggest g = { 0 };

	if (key.n == 0 || find_word(c->t, key))
		return;
	offer_words(c->t, key, &g);
	diag_did_you_mean(diag_add(c->d, DIAG_UNDEFINED_VARIABLE, x->at,
	    "the theme has no words for `%.*s`", STR_ARG(key)), g.best);
}

static bool
is_model(void *ctx, const struct path *p)
{
	(void)ctx;
	return model_find("", p->part[0]) ||
	    (p->n == 1 && p->called && str_eq(p->part[0], STR("say")));
}

static void
check_expr(struct check *c, const struct expr *x, const struct scope *s)
{
	c->expr = x;
	for (size_t i = 0; i < x->paths; i++) {
		const struct path *p = &x->path[i];
		struct shape at;
		if (p->n == 1 && p->called && str_eq(p->part[0], STR("say")))
			check_said(c, x, p);
		else if (follow(c, p, s, &at) && p->compared_at.file)
			check_value(c, enum_values(c, p, &at), p->compared,
			    p->compared_at);
	}
	uint32_t before = diags_errors(c->d);
	providers_check(c->t->providers, x, s, is_model, c, c->d);
	if (diags_errors(c->d) > before)
		templates_note(c->t, x);
}

/* What a plain path is; anything when the expression is no path. */
static struct shape
expr_shape(struct check *c, const struct expr *x, const struct scope *s)
{
	struct check silent = { .t = c->t };
	struct shape at = any;

	if (x->kind != EXPR_PATH || x->paths != 1)
		return any;
	return follow(&silent, &x->path[0], s, &at) ? at : any;
}

/* --- Blocks -------------------------------------------------------------- */

static void check_block(struct check *c, struct block b,
    const struct scope *s);

/* Cycles are reported where places are found. */
static void
check_template(struct check *c, struct template *f, const struct scope *s)
{
	struct template *outer = c->file;

	if (!f || f->checking)
		return;
	f->checking = true;
	c->file = f;
	check_block(c, f->program->body, s);
	c->file = outer;
	f->checking = false;
}

static bool
is_json(const struct check *c, const struct op *o)
{
	const struct placed *p = c->file->placed;

	return p && p->slot[o->id] == SLOT_IN_JSON;
}

static void
check_printed(struct check *c, const struct op *o, const struct scope *s)
{
	struct shape at;

	check_expr(c, o->expr, s);
	at = expr_shape(c, o->expr, s);
	if ((at.type != MODEL_LIST && at.type != MODEL_RECORD &&
	    at.type != MODEL_MAP && at.type != MODEL_BOOL) || is_json(c, o))
		return;
	templates_note(c->t, o->expr);
	diag_add(c->d, DIAG_WRONG_TYPE, o->expr->at,
	    "`%.*s` is %s and cannot be printed", STR_ARG(o->expr->text),
	    at.type == MODEL_LIST ? "a list of lists or maps" :
	    model_words(at.type));
}

/* A switch without else names every value of its enum. */
static void
check_cover(struct check *c, const struct op *o, struct str values)
{
	struct buf lacking = BUF_INIT;

	for (size_t i = 0; i < o->arms; i++)
		if (o->arm[i].n == 0)
			return;
	for (struct str rest = values, head; rest.n; ) {
		bool named = false;
		str_cut(rest, ' ', &head, &rest);
		for (size_t i = 0; i < o->arms; i++)
			for (size_t k = 0; k < o->arm[i].n; k++)
				named |= is_text(&o->arm[i].cases[k], head);
		if (!named && head.n)
			buf_printf(&lacking, "%s`%.*s`", lacking.n ? ", " : "",
			    STR_ARG(head));
	}
	if (lacking.n)
		diag_add(c->d, DIAG_UNCOVERED_SWITCH, o->at,
		    "this switch does not name %.*s",
		    STR_ARG(buf_view(&lacking)));
	buf_free(&lacking);
}

static struct str
provider_values(struct check *c, const struct expr *x, const struct scope *s)
{
	const struct str *value;
	struct buf b = BUF_INIT;
	const struct path *path = x->kind == EXPR_PATH && x->paths == 1 ?
	    providers_path(c->t->providers, &x->path[0], s) : NULL;
	size_t n = path ? providers_enum(c->t->providers, path, &value) : 0;

	for (size_t i = 0; i < n; i++) {
		buf_str(&b, value[i]);
		buf_c(&b, i + 1 < n ? " " : "");
	}
	struct str all = arena_str(c->t->a, buf_view(&b));
	buf_free(&b);
	return all;
}

/* What a case says, in the words of its source when it is no text. */
static struct str
case_word(const struct check *c, const struct arm *arm, size_t k)
{
	const struct value *v = &arm->cases[k];

	return v->type == VALUE_TEXT ? v->text :
	    sources_slice(c->t->sources, arm->cases_at[k]);
}

static void
check_switch(struct check *c, const struct op *o, const struct scope *s)
{
	struct str values = provider_values(c, o->expr, s);
	struct shape at = expr_shape(c, o->expr, s);

	check_expr(c, o->expr, s);
	if (values.n == 0 && o->expr->kind == EXPR_PATH && o->expr->paths == 1)
		values = enum_values(c, &o->expr->path[0], &at);
	for (size_t i = 0; i < o->arms; i++) {
		const struct arm *arm = &o->arm[i];
		for (size_t k = 0; k < arm->n; k++)
			check_value(c, values, case_word(c, arm, k),
			    arm->cases_at[k]);
		check_block(c, arm->body, s);
	}
	check_cover(c, o, values);
}

static void
check_if(struct check *c, const struct op *o, const struct scope *s)
{
	for (size_t i = 0; i < o->arms; i++) {
		if (o->arm[i].expr)
			check_expr(c, o->arm[i].expr, s);
		check_block(c, o->arm[i].body, s);
	}
}

static void
check_loop(struct check *c, const struct op *o, const struct scope *s)
{
	struct shape at = expr_shape(c, o->expr, s);
	struct bound loop = { .s = { .up = s, .name = STR("loop") },
	    .shape = { .type = MODEL_RECORD, .of = "loop" } };
	struct bound one = { .s = { .up = &loop.s, .name = o->name },
	    .shape = any };
	struct bound two = { .s = { .up = &one.s, .name = o->name2 },
	    .shape = any };

	(o->name2.n ? &two : &one)->s.items = o->expr;
	check_expr(c, o->expr, s);
	if (at.type == MODEL_LIST && o->name2.n == 0)
		one.shape = (struct shape){ .type = MODEL_RECORD,
		    .of = at.of };
	else if (at.type != MODEL_LIST && at.type != MODEL_TEXTS &&
	    at.type != MODEL_ANY && at.type != MODEL_MAP)
		diag_add(c->d, DIAG_WRONG_TYPE, o->expr->at,
		    "`%.*s` is %s, not a list", STR_ARG(o->expr->text),
		    model_words(at.type));
	check_block(c, o->body, o->name2.n ? &two.s : &one.s);
}

static void
check_include(struct check *c, const struct op *o, const struct scope *s)
{
	struct template *f = templates_find(c->t, o->file);
	struct bound *b = ARENA_ARRAY(c->t->a, o->args, struct bound);
	const struct scope *inner = s;

	for (size_t i = 0; i < o->args; i++) {
		check_expr(c, o->arg[i].expr, s);
		b[i].shape = expr_shape(c, o->arg[i].expr, s);
		b[i].s = (struct scope){ .up = inner,
		    .name = o->arg[i].name };
		inner = &b[i].s;
	}
	check_template(c, f, inner);
}

static void
check_block(struct check *c, struct block b, const struct scope *s)
{
	for (size_t i = 0; i < b.n; i++) {
		const struct op *o = &b.op[i];
		switch (o->kind) {
		case OP_VALUE:
			check_printed(c, o, s);
			break;
		case OP_IF:
			check_if(c, o, s);
			break;
		case OP_SWITCH:
			check_switch(c, o, s);
			break;
		case OP_FOR:
			check_loop(c, o, s);
			break;
		case OP_INCLUDE:
			check_include(c, o, s);
			break;
		default:
			break;
		}
	}
}

void
templates_check(struct templates *t, struct template *layout,
    struct diags *d)
{
	struct check c = { .t = t, .d = d };

	check_template(&c, layout, NULL);
}
