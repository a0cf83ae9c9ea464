/* Names that all editions have: brands, readers, their locale, data. */
#include "provider/editions.h"

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

void
editions_share_names(struct providers *p)
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
