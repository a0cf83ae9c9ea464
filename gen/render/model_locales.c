/* `page`: the same page in the brand's other locales. */
#include "base/str.h"
#include "render/internal.h"

/* From the root of one edition's tree to that of another of the brand. */
static struct str
other_root(struct arena *a, const struct edition *from,
    const struct edition *to)
{
	return model_joined(a, model_root(a, from->prefix), to->prefix);
}

/* The address of a page of another edition; nil without the brand's own. */
static struct value
published(const struct model_page *m, const struct edition *e, struct str to)
{
	struct str base = m->skin->published;

	return base.n == 0 ? value_nil : (struct value){ .type = VALUE_URL,
	    .text = model_joined(m->a, model_joined(m->a, base, e->prefix),
	    to) };
}

static struct value
alternate(const struct model_page *m, const struct site *site, struct str to,
    bool falls_back)
{
	static const struct str keys[] = { KEY("dir"), KEY("fallback"),
	    KEY("href"), KEY("lang"), KEY("name"), KEY("url") };
	const struct edition *e = site->edition;
	struct value *v, other = model_record(m->a, keys, 6, &v);

	v[0] = value_text(locale_is_rtl(e->locale) ? STR("rtl") : STR("ltr"));
	v[1] = value_bool(falls_back);
	v[2] = falls_back ? value_nil : published(m, e, to);
	v[3] = value_text(locale_tag(e->locale));
	v[4] = value_text(locale_name(e->locale));
	v[5] = value_text(model_joined(m->a,
	    other_root(m->a, m->skin->edition, e), to));
	return other;
}

static bool
has_tag(const struct site *s, struct str url)
{
	for (size_t i = 0; i < s->ntags; i++)
		if (str_eq(s->tag[i].url, url))
			return true;
	return false;
}

/* The page of another edition that is the same as this one. */
static bool
find_same(const struct model_page *m, const struct site *s, struct str *to,
    bool *falls_back)
{
	const struct page *p = m->page ? site_page(s, m->page->id) : NULL;

	if (m->layout == LAYOUT_SEARCH) {
		*to = model_url(m);
		return true;
	}
	if (m->layout == LAYOUT_TAG) {
		*to = model_url(m);
		return m->tag ? has_tag(s, *to) : s->ntags > 0;
	}
	if (!p)
		return false;
	*to = p->url;
	*falls_back = p->reading && p->reading->fields->fallback;
	return true;
}

struct value
model_alternates(const struct model_page *m)
{
	struct list_builder b = { .a = m->a };
	const struct skin_options *o = &m->skin->options;

	for (size_t i = 0; i < o->nsites; i++) {
		struct str to;
		bool falls_back = false;
		if (o->sites[i] != m->skin->site &&
		    find_same(m, o->sites[i], &to, &falls_back))
			list_builder_add(&b, alternate(m, o->sites[i], to,
			    falls_back));
	}
	return model_list(&b);
}

static struct value
translation(const struct model_page *m, const struct edition *e,
    struct str to)
{
	static const struct str keys[] = { KEY("href"), KEY("lang") };
	struct value *v, one = model_record(m->a, keys, 2, &v);

	v[0] = published(m, e, to);
	v[1] = value_text(locale_tag(e->locale));
	return one;
}

/* Each language of a page names all that have it, itself included: as the
   sitemap does, which has no page to search on. */
struct value
model_translations(const struct model_page *m)
{
	struct list_builder b = { .a = m->a };
	const struct skin_options *o = &m->skin->options;

	if (o->nsites < 2 || m->skin->published.n == 0 ||
	    m->layout == LAYOUT_SEARCH || model_is_fallback(m))
		return value_nil;
	for (size_t i = 0; i < o->nsites; i++) {
		struct str to;
		bool falls_back = false;
		if (find_same(m, o->sites[i], &to, &falls_back) &&
		    !falls_back)
			list_builder_add(&b, translation(m,
			    o->sites[i]->edition, to));
	}
	return b.n > 1 ? list_builder_done(&b) : value_nil;
}
