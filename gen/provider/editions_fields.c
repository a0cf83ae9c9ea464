/* The fields at the top of a merged script: the brand's own, the groups, the
   variables. */
#include "provider/editions.h"

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

void
editions_split(struct making *m)
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
