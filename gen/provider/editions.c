/* From merged scripts to editions: each brand's values in each of its
   locales, and the names that all editions have. */
#include "provider/editions.h"

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
make_brand(struct making *m)
{
	struct providers *p = m->p;
	struct brand *b = m->brand;

	read_locales(m);
	editions_check_address(m);
	editions_check_vars(m);
	for (size_t i = 0; i < b->nlocales; i++) {
		struct edition *e = &p->all[p->nall++];
		struct map_builder values = { .a = p->a };
		struct str tag = locale_tag(b->locales[i]);
		editions_convert(m, b->locales[i], &values);
		e->values = map_builder_done(&values);
		e->navigation = value_get(&e->values, STR("navigation"));
		e->brand = b;
		e->locale = b->locales[i];
		if (i == 0) {
			editions_set_brand(b, &e->values);
			editions_check_cleartext(m, &e->values);
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
		editions_split(&m);
		editions_check_vars(&m);
		editions_convert(&m, locale_open(p->a, STR("en")), &values);
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
		editions_split(k);
		p->ids[p->brands++] = s->id;
		const struct raw *locales = locales_of(k);
		n += locales && locales->items ? locales->items : 1;
	}
	p->all = ARENA_ARRAY(p->a, n + 1, struct edition);
	for (size_t i = 0; i < p->brands; i++)
		make_brand(&m[i]);
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
	editions_share_names(p);
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
