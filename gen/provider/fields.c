/* The rows of `livery vars`: every field of the schema and every variable,
   with its value in an edition and where that was set. */
#include "provider/private.h"

#include <string.h>

struct rows {
	const struct providers *p;
	struct arena *a;
	struct field_row *v;
	size_t n, cap;
	bool set_only;		/* inside a list: fields that are not set are
				   no rows */
};

static struct str
origin_of(const struct providers *p, const struct value *v)
{
	if (!v)
		return (struct str){ 0 };
	for (size_t i = 0; i < p->scripts; i++)
		if (v->at.file != 0 && p->script[i].file == v->at.file)
			return p->script[i].id;
	/* A default of the schema holds for all brands, as base does. */
	return STR("base");
}

static void
add(struct rows *r, struct str path, const struct type *t,
    const struct value *v)
{
	if (r->set_only && !v)
		return;
	if (r->n == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 128;
		struct field_row *rows = ARENA_ARRAY(r->a, cap,
		    struct field_row);
		if (r->n > 0)
			memcpy(rows, r->v, r->n * sizeof(*rows));
		r->v = rows;
		r->cap = cap;
	}
	struct field_row *row = &r->v[r->n++];
	row->path = path;
	row->type = t ? type_describe(r->a, t) : STR("any");
	row->doc = t ? t->doc : (struct str){ 0 };
	row->value = v;
	row->at = v ? v->at : (struct span){ 0 };
	row->origin = origin_of(r->p, v);
}

static struct str
below(struct rows *r, struct str path, struct str name)
{
	if (path.n == 0)
		return name;
	if (!name_is_plain(name))
		return arena_printf(r->a, "%.*s[\"%.*s\"]", STR_ARG(path),
		    STR_ARG(name));
	return arena_printf(r->a, "%.*s.%.*s", STR_ARG(path), STR_ARG(name));
}

static void walk(struct rows *r, struct str path, const struct type *t,
    const struct value *v);

static void
walk_free(struct rows *r, struct str path, const struct type *t,
    const struct value *v)
{
	if (!v || v->type != VALUE_MAP || v->map.n == 0) {
		add(r, path, t, NULL);
		return;
	}
	for (size_t i = 0; i < v->map.n; i++)
		walk(r, below(r, path, v->map.e[i].key), t ? t->of : NULL,
		    v->map.e[i].v);
}

/* A list of maps: the fields of each. */
static bool
walk_list(struct rows *r, struct str path, const struct type *t,
    const struct value *v)
{
	bool outer = r->set_only;

	if (!v || v->type != VALUE_LIST || v->list.n == 0 ||
	    v->list.v[0].type != VALUE_MAP)
		return false;
	r->set_only = true;
	for (size_t i = 0; i < v->list.n; i++)
		walk(r, arena_printf(r->a, "%.*s[%zu]", STR_ARG(path), i + 1),
		    t ? t->of : NULL, &v->list.v[i]);
	r->set_only = outer;
	return true;
}

static void
walk(struct rows *r, struct str path, const struct type *t,
    const struct value *v)
{
	bool map = t ? t->kind == TYPE_MAP || t->kind == TYPE_GROUP ||
	    (t->kind == TYPE_ANY && v && v->type == VALUE_MAP) :
	    v && v->type == VALUE_MAP;

	if (v && v->type == VALUE_NIL)
		v = NULL;
	if (!map) {
		if (!walk_list(r, path, t, v))
			add(r, path, t, v);
		return;
	}
	if (!t || t->fields == 0) {
		walk_free(r, path, t, v);
		return;
	}
	for (size_t i = 0; i < t->fields; i++) {
		struct str name = t->field[i].name;
		const struct value *inner = v && v->type == VALUE_MAP ?
		    value_get(v, name) : NULL;
		walk(r, below(r, path, name), t->field[i].type, inner);
	}
}

size_t
providers_fields(const struct providers *p, const struct edition *e,
    struct arena *a, const struct field_row **out)
{
	struct rows r = { .p = p, .a = a };
	const struct value *vars = value_get(&e->values, STR("vars"));

	walk(&r, (struct str){ 0 }, p->schema->root, &e->values);
	for (size_t i = 0; i < map_count(p->vars); i++) {
		struct str name = map_at(p->vars, i)->key;
		walk(&r, below(&r, STR("vars"), name), NULL,
		    vars ? value_get(vars, name) : NULL);
	}
	*out = r.v;
	return r.n;
}
