/* Expressions over immutable values. */
#include "base/buf.h"
#include "base/str.h"
#include "template/run.h"
#include "template/shown.h"

const struct value *
scope_find(const struct scope *s, struct str name)
{
	for (; s; s = s->up) {
		if (str_eq(s->name, name))
			return &s->value;
		if (s->wall)
			return NULL;
	}
	return NULL;
}

/* Where a path begins; null when that is a root name that nothing defines. */
static const struct value *
start_of(const struct template_host *h, const struct expr *e,
    const struct scope *s)
{
	struct str name = e->path->part[0];
	const struct value *v;

	if (e->cell)
		return e->cell;
	if (e->climb > 0) {
		for (size_t i = 1; i < e->climb; i++)
			s = s->up;
		return &s->value;
	}
	v = scope_find(s, name);
	return v ? v : h->root(h->ctx, name);
}

/* `mail.imap` of `mail.imap.host`, for n = 2. */
static struct str
path_text(const struct template_host *h, const struct path *p, size_t n)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_char(&b, '.');
		buf_str(&b, p->part[i]);
	}
	struct str s = arena_str(h->scratch, buf_view(&b));
	buf_free(&b);
	return s;
}

/* Part `i` was asked of a value that is no map. */
static void
report_no_fields(const struct template_host *h, const struct path *p,
    const struct value *v, size_t i)
{
	struct str name = shown(path_text(h, p, i));
	struct diag *g = diag_add(h->diags, DIAG_WRONG_TYPE, p->at,
	    "`%.*s` is %s and has no field `%.*s`", STR_ARG(name),
	    value_type_words(v->type), STR_ARG(shown(p->part[i])));

	if (v->type == VALUE_LIST)
		diag_hint(g, "write `{%% for x in %.*s %%}`", STR_ARG(name));
}

static const struct value *
get_part(const struct expr *e, const struct value *v, size_t i)
{
	struct str key = e->path->part[i];
	const struct value_map *m = &v->map;

	if (!e->stood || i > 1)
		return value_get(v, key);
	if (*e->stood < m->n && str_eq(m->e[*e->stood].key, key))
		return m->e[*e->stood].v;
	for (size_t at = 0; at < m->n; at++) {
		if (!str_eq(m->e[at].key, key))
			continue;
		*e->stood = at;
		return m->e[at].v;
	}
	return NULL;
}

/* Null when it led through nil or a value without fields, and was reported. */
static const struct value *
walk(const struct template_host *h, const struct expr *e,
    const struct scope *s)
{
	const struct value *v = start_of(h, e, s);
	const struct path *p = e->path;

	for (size_t i = e->cell ? e->walked : 1; i < p->n; i++) {
		if (!v || v->type == VALUE_NIL) {
			h->missing(h->ctx, e, p, i - 1);
			return NULL;
		}
		if (v->type != VALUE_MAP) {
			report_no_fields(h, p, v, i);
			return NULL;
		}
		v = get_part(e, v, i);
	}
	return v ? v : &value_nil;
}

static const struct value *
keep(struct value *room, bool b)
{
	*room = value_bool(b);
	return room;
}

/* As in Lua the right side is not looked at when the left one decides. */
static const struct value *
eval_joined(const struct template_host *h, const struct expr *e,
    const struct scope *s, struct value *room)
{
	const struct value *v = eval(h, e->left, s, room);

	if (!v || value_truth(v) == (e->kind == EXPR_OR))
		return v;
	return eval(h, e->right, s, room);
}

const struct value *
eval(const struct template_host *h, const struct expr *e,
    const struct scope *s, struct value *room)
{
	const struct value *v;

	switch (e->kind) {
	case EXPR_PATH:
		return walk(h, e, s);
	case EXPR_CONSTANT:
		return &e->constant;
	case EXPR_AND:
	case EXPR_OR:
		return eval_joined(h, e, s, room);
	case EXPR_LUA:
		*room = value_nil;
		if (e->call && h->call && h->call(h->ctx, e, s, room))
			return room;
		return h->lua(h->ctx, e, s, room) ? room : NULL;
	default:
		break;
	}
	v = walk(h, e, s);
	if (!v)
		return NULL;
	if (e->kind == EXPR_NOT)
		return keep(room, !value_truth(v));
	return keep(room, value_equal(v, &e->constant) ==
	    (e->kind == EXPR_EQUAL));
}

struct value
template_peek(const struct template_host *h, const struct expr *e,
    const struct scope *s, bool *sure)
{
	const struct path *p = e->path;
	const struct value *v;

	*sure = true;
	if (e->kind == EXPR_CONSTANT)
		return e->constant;
	v = scope_find(s, p->part[0]);
	if (!v)
		v = h->root(h->ctx, p->part[0]);
	*sure = v != NULL;
	for (size_t i = 1; v && i < p->n; i++) {
		*sure = *sure && v->type == VALUE_MAP;
		v = value_get(v, p->part[i]);
		*sure = *sure && (v || i + 1 == p->n);
	}
	return v ? *v : value_nil;
}

bool
template_eval(const struct template_host *h, const struct expr *e,
    const struct scope *s, struct value *out)
{
	struct value room;
	const struct value *v = eval(h, e, s, &room);

	if (v)
		*out = *v;
	return v != NULL;
}

void
report_nil(const struct template_host *h, const struct expr *e)
{
	struct str text = shown(e->text);

	if (e->kind == EXPR_PATH) {
		h->missing(h->ctx, e, &e->path[0], e->path[0].n - 1);
		return;
	}
	struct diag *g = diag_add(h->diags, DIAG_NIL_VALUE, e->at,
	    "`%.*s` has no value here", STR_ARG(text));
	diag_hint(g, "test it with {%% if %%} first");
}

void
report_unprintable(const struct template_host *h, const struct expr *e,
    const struct value *v)
{
	struct str text = shown(e->text);
	bool list = v->type == VALUE_LIST;
	struct diag *g = diag_add(h->diags, DIAG_WRONG_TYPE, e->at,
	    "`%.*s` is %s and cannot be printed", STR_ARG(text), list ?
	    "a list of lists or maps" : value_type_words(v->type));

	if (list)
		diag_hint(g, "write `{%% for x in %.*s %%}`", STR_ARG(text));
	else if (v->type == VALUE_BOOL)
		diag_hint(g, "test it with `{%% if %.*s %%}`", STR_ARG(text));
	else if (v->type == VALUE_MAP && v->map.n > 0)
		diag_hint(g, "print one of its fields, as `%.*s.%.*s`",
		    STR_ARG(text), STR_ARG(shown(v->map.e[0].key)));
}
