/* From fields to the values of one edition, and what the compiler itself reads
   in them. */
#include "provider/editions.h"

enum { CHAIN = 6 };

static void
add_chain(struct arena *a, const struct locale **chain, size_t *n,
    const struct locale *l)
{
	struct str language, region;

	chain[(*n)++] = l;
	if (!str_cut(locale_tag(l), '-', &language, &region))
		return;
	l = locale_open(a, arena_str(a, language));
	if (l)
		chain[(*n)++] = l;
}

static const struct type any_type = { .kind = TYPE_ANY };
static const struct type vars_type = { .kind = TYPE_MAP, .of = &any_type };

void
editions_check_vars(struct making *m)
{
	const struct type *root = m->p->schema->root;

	for (size_t i = 0; i < m->vars.fields; i++) {
		const struct raw_field *f = &m->vars.field[i];
		bool wrong = true;
		if (!name_is_plain(f->key)) {
			struct diag *g = diag_add(m->d, DIAG_UNSAFE_NAME,
			    f->at, "`%.*s` cannot be the name of a variable",
			    STR_ARG(f->key));
			diag_hint(g, "use letters, digits and underscores");
		} else if (names_taken(f->key) || type_get(root, f->key) ||
		    map_get(m->p->macro_names, f->key)) {
			diag_add(m->d, DIAG_UNSAFE_NAME, f->at,
			    "the name `%.*s` is taken: a variable needs "
			    "another", STR_ARG(f->key));
		} else {
			wrong = false;
		}
		bool fresh;
		struct map_entry *e = map_put(m->p->vars, f->key, &fresh);
		if (fresh) {
			struct var *v = ARENA_NEW(m->p->a, struct var);
			v->name = f->key;
			v->at = f->at;
			v->used = wrong;	/* was reported: one finding */
			e->ptr = v;
		}
	}
}

static void
put_vars(struct convert *c, struct making *m, struct map_builder *b)
{
	struct trail at = { .name = STR("vars") };
	struct value v = { 0 };

	if (m->vars.kind == RAW_ABSENT)
		m->vars.kind = RAW_TABLE;
	convert_value(c, &vars_type, &m->vars, &at, &v);
	if (v.type != VALUE_MAP)
		v = map_builder_done(&(struct map_builder){ .a = c->a });
	map_builder_put(b, STR("vars"), v);
	for (size_t i = 0; i < v.map.n; i++)
		map_builder_put(b, v.map.e[i].key, *v.map.e[i].v);
}

/* Canonical links and the sitemap need the whole address. */
void
editions_check_address(struct making *m)
{
	const struct raw_field *f = raw_get(&m->own, STR("url"));

	if (!f || f->raw.kind != RAW_SCALAR ||
	    f->raw.scalar.type != VALUE_TEXT ||
	    str_starts(f->raw.scalar.text, STR("https://")) ||
	    str_starts(f->raw.scalar.text, STR("http://")))
		return;
	diag_add(m->d, DIAG_WRONG_TYPE, f->raw.at,
	    "`url` must be a whole address: it begins with https://");
}

void
editions_convert(struct making *m, const struct locale *l,
    struct map_builder *b)
{
	const struct locale *chain[CHAIN];
	struct convert c = { .a = m->p->a, .d = m->d,
	    .schema = m->p->schema, .types = m->p->types,
	    .failed = m->p->failed,
	    .root = m->p->root, .chain = chain };
	const struct type *root = m->p->schema->root;
	struct value v;

	if (m->brand) {
		c.brand = m->s->id;
		add_chain(c.a, chain, &c.nchain, l);
		add_chain(c.a, chain, &c.nchain, m->brand->locales[0]);
		add_chain(c.a, chain, &c.nchain, m->brand->source);
	}
	convert_value(&c, type_get(root, STR("brand")), &m->own, NULL, &v);
	map_builder_put(b, STR("brand"), v);
	for (size_t i = 0; i < root->fields; i++) {
		static const struct raw absent;
		const struct type_field *f = &root->field[i];
		const struct raw_field *set = raw_get(&m->rest, f->name);
		struct trail at = { .name = f->name };
		if (str_eq(f->name, STR("brand")))
			continue;
		convert_value(&c, f->type, set ? &set->raw : &absent, &at,
		    &v);
		if (v.type == VALUE_NIL && f->type->kind == TYPE_GROUP)
			v = map_builder_done(&(struct map_builder){
			    .a = c.a });
		if (v.type == VALUE_NIL && f->type->kind == TYPE_MAP)
			v = map_builder_done(&(struct map_builder){
			    .a = c.a });
		if (v.type != VALUE_NIL)
			map_builder_put(b, f->name, v);
	}
	put_vars(&c, m, b);
}

/* --- what the compiler itself reads -------------------------------------- */

static struct str
own_text(const struct value *values, const char *name)
{
	const struct value *brand = value_get(values, STR("brand"));
	const struct value *v = brand ? value_get(brand, str_c(name)) : NULL;

	if (v && v->type == VALUE_TERM)
		return v->term->bare;
	return v && v->type != VALUE_MAP && v->type != VALUE_LIST ? v->text :
	    (struct str){ 0 };
}

void
editions_set_brand(struct brand *b, const struct value *values)
{
	struct str fallback = own_text(values, "fallback");

	b->name = own_text(values, "name");
	if (b->name.n == 0)
		b->name = b->id;
	b->theme = own_text(values, "theme");
	const struct value *theme = value_get(value_get(values, STR("brand")),
	    STR("theme"));
	if (theme)
		b->theme_at = theme->at;
	b->url = own_text(values, "url");
	b->locale_prefix_always = str_eq(own_text(values, "locale_prefix"),
	    STR("always"));
	b->fallback = str_eq(fallback, STR("omit")) ? FALLBACK_OMIT :
	    str_eq(fallback, STR("error")) ? FALLBACK_ERROR :
	    FALLBACK_NOTICE;
}

static void
warn_cleartext(struct making *m, const struct value *v, bool allowed)
{
	const struct value *security;

	if (v->type == VALUE_LIST)
		for (size_t i = 0; i < v->list.n; i++)
			warn_cleartext(m, &v->list.v[i], allowed);
	if (v->type != VALUE_MAP || allowed)
		return;
	security = value_get(v, STR("security"));
	if (security && security->type == VALUE_ENUM &&
	    str_eq(security->text, STR("none"))) {
		struct diag *g = diag_add(m->d, DIAG_CLEARTEXT, security->at,
		    "`%.*s` documents mail access without TLS",
		    STR_ARG(m->s->id));
		diag_hint(g, "set policy.cleartext = true if it is meant");
	}
	for (size_t i = 0; i < v->map.n; i++)
		warn_cleartext(m, v->map.e[i].v, allowed);
}

void
editions_check_cleartext(struct making *m, const struct value *values)
{
	const struct value *policy = value_get(values, STR("policy"));
	const struct value *meant = policy ? value_get(policy,
	    STR("cleartext")) : NULL;
	bool allowed = meant && value_truth(meant);
	static const char *const where[] = { "mail", "products" };

	for (size_t i = 0; i < 2; i++) {
		const struct value *v = value_get(values, str_c(where[i]));
		if (v)
			warn_cleartext(m, v, allowed);
	}
}
