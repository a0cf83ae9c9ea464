/* From merged scripts to editions: each brand's values in each of its
   locales, and the names that all editions have. */
#include "provider/private.h"

#include <string.h>

enum { CHAIN = 6 };

struct making {
	struct providers *p;
	struct diags *d;
	struct script *s;
	struct brand *brand;	/* null while base is checked alone */
	struct raw own;		/* the fields of `brand` */
	struct raw rest;	/* the groups */
	struct raw vars;
};

/* --- fields of the top level ------------------------------------------------------------ */

static void
put_sorted(struct raw_field *v, size_t *n, struct raw_field f)
{
	size_t i = (*n)++;

	for (; i > 0 && str_cmp(v[i - 1].key, f.key) > 0; i--)
		v[i] = v[i - 1];
	v[i] = f;
}

/* Names that people expect at the top of a provider. */
static const char *
elsewhere(struct str name)
{
	static const struct { const char *name, *hint; } names[] = {
		{ "phone", "support = { channels = { { kind = \"phone\", "
		    "value = \"...\" } } }" },
		{ "email", "support = { channels = { { kind = \"email\", "
		    "value = \"...\" } } }" },
		{ "contact", "support = { channels = { { kind = \"email\", "
		    "value = \"...\" } } }" },
		{ "color", "colours = { primary = \"#...\" }" },
		{ "colour", "colours = { primary = \"#...\" }" },
		{ "title", "name = \"...\"" },
		{ "lang", "locales = { \"en\" }" },
		{ "language", "locales = { \"en\" }" },
		{ "website", "home = \"https://...\"" },
		{ "homepage", "home = \"https://...\"" },
		{ "base_url", "url = \"https://...\"" },
		{ "baseURL", "url = \"https://...\"" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq(name, str_c(names[i].name)))
			return names[i].hint;
	return NULL;
}

static void
unknown_field(struct making *m, const struct raw_field *f)
{
	struct suggest g = { 0 };
	const struct type *root = m->p->schema->root;
	const struct type *brand = type_get(root, STR("brand"));

	struct diag *d = diag_add(m->d, DIAG_UNKNOWN_FIELD, f->at,
	    "the schema has no field `%.*s`", STR_ARG(f->key));
	if (str_eq(f->key, STR("brand"))) {
		diag_hint(d, "write its fields at the top level");
		return;
	}
	if (elsewhere(f->key)) {
		diag_hint(d, "write %s", elsewhere(f->key));
		return;
	}
	suggest_offer(&g, f->key, STR("extends"));
	suggest_offer(&g, f->key, STR("vars"));
	for (size_t i = 0; i < root->fields; i++)
		suggest_offer(&g, f->key, root->field[i].name);
	for (size_t i = 0; i < brand->fields; i++)
		suggest_offer(&g, f->key, brand->field[i].name);
	if (g.best.n > 0) {
		diag_did_you_mean(d, g.best);
		return;
	}
	struct str other = schema_elsewhere(m->p->a, m->p->schema, f->key);
	if (other.n > 0)
		diag_hint(d, "did you mean `%.*s`?", STR_ARG(other));
	else
		diag_hint(d, "a brand's own fields go into `vars`");
}

static struct raw
as_text(struct str s, struct span at)
{
	struct raw r = { .kind = RAW_SCALAR, .at = at };

	r.scalar = value_text(s);
	r.scalar.at = at;
	return r;
}

/* Where the site is published always ends in a slash. */
static struct raw
with_slash(struct making *m, const struct raw *r)
{
	if (r->kind != RAW_SCALAR || r->scalar.type != VALUE_TEXT ||
	    r->scalar.text.n == 0 || str_ends(r->scalar.text, STR("/")))
		return *r;
	return as_text(arena_printf(m->p->a, "%.*s/",
	    STR_ARG(r->scalar.text)), r->at);
}

static void
split(struct making *m)
{
	const struct type *root = m->p->schema->root;
	const struct type *brand = type_get(root, STR("brand"));
	const struct raw *all = &m->s->merged;
	size_t n = all->fields + 1, own = 0, rest = 0;
	struct raw_field *o = ARENA_ARRAY(m->p->trees, n, struct raw_field);
	struct raw_field *r = ARENA_ARRAY(m->p->trees, n, struct raw_field);

	for (size_t i = 0; i < all->fields; i++) {
		struct raw_field f = all->field[i];
		if (str_eq(f.key, STR("extends")) ||
		    str_eq(f.key, STR("livery")))
			continue;
		if (str_eq(f.key, STR("id"))) {
			diag_add(m->d, DIAG_UNSAFE_NAME, f.at,
			    "the id of a brand is the name of its file");
			continue;
		}
		if (str_eq(f.key, STR("url")))
			f.raw = with_slash(m, &f.raw);
		if (str_eq(f.key, STR("vars")))
			m->vars = f.raw;
		else if (type_get(brand, f.key))
			put_sorted(o, &own, f);
		else if (type_get(root, f.key) &&
		    !str_eq(f.key, STR("brand")))
			put_sorted(r, &rest, f);
		else
			unknown_field(m, &f);
	}
	struct raw_field id = { .key = STR("id"), .at = m->s->raw.at };
	id.raw = as_text(m->s->id, m->s->raw.at);
	put_sorted(o, &own, id);
	m->own = m->rest = (struct raw){ .kind = RAW_TABLE,
	    .at = m->s->raw.at };
	m->own.field = o;
	m->own.fields = own;
	m->rest.field = r;
	m->rest.fields = rest;
}

/* --- locales -------------------------------------------------------------------------------- */

static bool
has_locale(const struct brand *b, const struct locale *l)
{
	for (size_t i = 0; i < b->nlocales; i++)
		if (str_eq(locale_tag(b->locales[i]), locale_tag(l)))
			return true;
	return false;
}

/* The first locale of base.lua: all brands read the same articles. */
static const struct locale *
source_locale(struct providers *p)
{
	const struct raw_field *f = raw_get(&p->script[0].merged,
	    STR("locales"));
	const struct raw *first = f && f->raw.kind == RAW_TABLE &&
	    f->raw.items > 0 ? &f->raw.item[0] : NULL;

	return first && first->kind == RAW_SCALAR &&
	    first->scalar.type == VALUE_TEXT ?
	    locale_open(p->a, first->scalar.text) : NULL;
}

static void
read_locales(struct making *m)
{
	const struct raw_field *f = raw_get(&m->own, STR("locales"));
	struct brand *b = m->brand;
	size_t n = f && f->raw.kind == RAW_TABLE ? f->raw.items : 0;
	const struct locale **v = ARENA_ARRAY(m->p->a, n + 1,
	    const struct locale *);

	b->locales = v;
	for (size_t i = 0; i < n; i++) {
		const struct raw *r = &f->raw.item[i];
		if (r->kind != RAW_SCALAR || r->scalar.type != VALUE_TEXT)
			continue;	/* reported with the field's type */
		const struct locale *l = locale_open(m->p->a, r->scalar.text);
		if (!l)
			diag_add(m->d, DIAG_WRONG_TYPE, r->at,
			    "`%.*s` is no language tag such as en or pt-BR",
			    STR_ARG(r->scalar.text));
		else if (has_locale(b, l))
			diag_add(m->d, DIAG_DUPLICATE_ID, r->at,
			    "the locale `%.*s` is named twice",
			    STR_ARG(r->scalar.text));
		else
			v[b->nlocales++] = l;
	}
	if (b->nlocales == 0)
		v[b->nlocales++] = locale_open(m->p->a, STR("en"));
	b->source = source_locale(m->p);
	if (!b->source)
		b->source = b->locales[0];
}

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

/* --- values ------------------------------------------------------------------------------------ */

static const struct type any_type = { .kind = TYPE_ANY };
static const struct type vars_type = { .kind = TYPE_MAP, .of = &any_type };

static void
check_var_names(struct making *m)
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
static void
check_address(struct making *m)
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

/* The map of an edition, without the names that all editions share. */
static void
convert_groups(struct making *m, const struct locale *l,
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

/* --- what the compiler itself reads ------------------------------------------------------- */

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

static void
set_brand(struct brand *b, const struct value *values)
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

/* Mail without TLS must be meant. */
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

static void
check_cleartext(struct making *m, const struct value *values)
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

/* --- names that all editions have --------------------------------------------------------- */

static struct value
text_map(struct arena *a, const char *const *key, const struct str *text,
    size_t n)
{
	struct map_builder b = { .a = a };

	for (size_t i = 0; i < n; i++)
		map_builder_put(&b, str_c(key[i]), value_text(text[i]));
	return map_builder_done(&b);
}

/* The name of every brand, in that locale where it has it. */
static struct value
brands_map(struct providers *p, struct str locale)
{
	struct map_builder all = { .a = p->a };

	for (size_t i = 0; i < p->nall; i++) {
		const struct edition *o = &p->all[i];
		bool first = o->locale == o->brand->locales[0];
		if (!first && !str_eq(locale_tag(o->locale), locale))
			continue;
		struct map_builder b = { .a = p->a };
		const struct value *brand = value_get(&o->values,
		    STR("brand"));
		const struct value *name = value_get(brand, STR("name"));
		map_builder_put(&b, STR("id"), value_text(o->brand->id));
		if (name) {
			struct value v = *name;
			v.foreign = true;
			map_builder_put(&b, STR("name"), v);
		}
		map_builder_put(&all, o->brand->id, map_builder_done(&b));
	}
	return map_builder_done(&all);
}

static struct value
readers_map(struct providers *p)
{
	struct map_builder b = { .a = p->a };

	for (size_t i = 0; i < p->schema->readers; i++) {
		struct str name = p->schema->reader[i].name;
		map_builder_put(&b, name, value_text(arena_printf(p->a,
		    "{reader.%.*s}", STR_ARG(name))));
	}
	return map_builder_done(&b);
}

/* Made once for all editions of a locale. */
static struct value
brands_of(struct providers *p, struct map *by_locale, struct str locale)
{
	bool fresh;
	struct map_entry *e = map_put(by_locale, locale, &fresh);

	if (fresh) {
		struct value *v = ARENA_NEW(p->a, struct value);
		*v = brands_map(p, locale);
		e->ptr = v;
	}
	return *(const struct value *)e->ptr;
}

static void
put_shared(struct providers *p, struct map *brands, struct edition *e,
    struct map_builder *b)
{
	static const char *const locale_keys[] = { "tag", "dir", "name" };
	static const char *const livery_keys[] = { "version" };
	const struct str locale[] = { locale_tag(e->locale),
	    locale_is_rtl(e->locale) ? STR("rtl") : STR("ltr"),
	    locale_name(e->locale) };
	const struct str version[] = { STR(LIVERY_VERSION) };

	map_builder_put(b, STR("brands"), brands_of(p, brands,
	    locale_tag(e->locale)));
	map_builder_put(b, STR("reader"), readers_map(p));
	map_builder_put(b, STR("locale"), text_map(p->a, locale_keys, locale,
	    3));
	map_builder_put(b, STR("livery"), text_map(p->a, livery_keys, version,
	    1));
	map_builder_put(b, STR("data"), p->data);
}

/* --- making -------------------------------------------------------------------------------------- */

static void
make_brand(struct making *m)
{
	struct providers *p = m->p;
	struct brand *b = m->brand;

	read_locales(m);
	check_address(m);
	check_var_names(m);
	for (size_t i = 0; i < b->nlocales; i++) {
		struct edition *e = &p->all[p->nall++];
		struct map_builder values = { .a = p->a };
		struct str tag = locale_tag(b->locales[i]);
		convert_groups(m, b->locales[i], &values);
		e->values = map_builder_done(&values);
		e->navigation = value_get(&e->values, STR("navigation"));
		e->brand = b;
		e->locale = b->locales[i];
		if (i == 0) {
			set_brand(b, &e->values);
			check_cleartext(m, &e->values);
		}
		e->name = b->nlocales == 1 ? b->id : arena_printf(p->a,
		    "%.*s/%.*s", STR_ARG(b->id), STR_ARG(tag));
		if (i > 0 || b->locale_prefix_always)
			e->prefix = arena_printf(p->a, "%.*s/", STR_ARG(tag));
	}
}

static void
check_base(struct providers *p, struct diags *d)
{
	struct making m = { .p = p, .d = d, .s = &p->script[0] };
	struct map_builder values = { .a = p->a };

	if (m.s->ok) {
		split(&m);
		check_var_names(&m);
		convert_groups(&m, locale_open(p->a, STR("en")), &values);
	}
	p->base = map_builder_done(&values);
}

static struct raw *
locales_of(struct making *m)
{
	const struct raw_field *f = raw_get(&m->own, STR("locales"));

	return f ? (struct raw *)&f->raw : NULL;
}

static void
make_all(struct providers *p, struct diags *d)
{
	struct making *m = ARENA_ARRAY(p->trees, p->scripts, struct making);
	size_t n = 0;

	p->brand = ARENA_ARRAY(p->a, p->scripts, struct brand);
	p->ids = ARENA_ARRAY(p->a, p->scripts, struct str);
	for (size_t i = 1; i < p->scripts; i++) {
		struct script *s = &p->script[i];
		if (!s->ok)
			continue;
		m[p->brands] = (struct making){ .p = p, .d = d, .s = s,
		    .brand = &p->brand[p->brands] };
		struct making *k = &m[p->brands];
		*k->brand = (struct brand){ .id = s->id, .file = s->file,
		    .index = (uint32_t)p->brands };
		k->brand->at = (struct span){ s->file, s->raw.at.off, 8 };
		split(k);
		p->ids[p->brands++] = s->id;
		const struct raw *locales = locales_of(k);
		n += locales && locales->items ? locales->items : 1;
	}
	p->all = ARENA_ARRAY(p->a, n + 1, struct edition);
	for (size_t i = 0; i < p->brands; i++)
		make_brand(&m[i]);
}

static void
share_names(struct providers *p)
{
	struct map_builder *b = ARENA_ARRAY(p->a, p->nall + 1,
	    struct map_builder);
	struct map *brands = map_new(p->a);

	for (size_t i = 0; i < p->nall; i++) {
		struct value *v = &p->all[i].values;
		b[i].a = p->a;
		for (size_t k = 0; k < v->map.n; k++)
			map_builder_put(&b[i], v->map.e[k].key,
			    *v->map.e[k].v);
		put_shared(p, brands, &p->all[i], &b[i]);
	}
	for (size_t i = 0; i < p->nall; i++)
		p->all[i].values = map_builder_done(&b[i]);
}

static bool
asked_for(struct str id, const struct str *only, size_t nonly)
{
	for (size_t i = 0; i < nonly; i++)
		if (str_eq(id, only[i]))
			return true;
	return nonly == 0;
}

static void
check_asked(struct providers *p, struct diags *d, struct str id)
{
	struct suggest g = { 0 };

	if (brands_script(p, id) && !str_eq(id, STR("base")))
		return;
	for (size_t i = 1; i < p->scripts; i++)
		suggest_offer(&g, id, p->script[i].id);
	diag_did_you_mean(diag_add(d, DIAG_UNKNOWN_TARGET,
	    (struct span){ 0 }, "there is no brand `%.*s`", STR_ARG(id)),
	    g.best);
}

void
editions_make(struct providers *p, struct diags *d, const struct str *only,
    size_t nonly)
{
	check_base(p, d);
	make_all(p, d);
	share_names(p);
	for (size_t i = 0; i < nonly; i++)
		check_asked(p, d, only[i]);
	p->edition = ARENA_ARRAY(p->a, p->nall + 1, struct edition);
	for (size_t i = 0; i < p->nall; i++) {
		if (!asked_for(p->all[i].brand->id, only, nonly))
			continue;
		p->edition[p->editions] = p->all[i];
		p->edition[p->editions].index = (uint32_t)p->editions;
		p->editions++;
	}
}
