/* The page model's values of articles, sections and tags, which a page makes
   when it asks for them, and those of the edition: `site`, `locale`. */
#include "render/escape.h"
#include "render/internal.h"

struct str
model_root(struct arena *a, struct str url)
{
	size_t depth = 0;

	for (size_t i = 0; i < url.n; i++)
		depth += url.p[i] == '/';
	char *p = arena_alloc(a, 3 * depth + 1);
	for (size_t i = 0; i < depth; i++)
		for (size_t k = 0; k < 3; k++)
			p[3 * i + k] = "../"[k];
	return (struct str){ p, 3 * depth };
}

struct value
model_text(struct str s)
{
	return s.n ? value_text(s) : value_nil;
}

struct value
model_list(struct list_builder *b)
{
	return b->n ? list_builder_done(b) : value_nil;
}

struct value
model_iso(struct arena *a, struct date d)
{
	static const uint16_t tens[] = { 1000, 100, 10, 1 };
	char *p;

	if (d.year == 0)
		return value_nil;
	if (d.year < 0)
		return value_text(arena_printf(a, "%04d-%02d-%02d", d.year,
		    d.month, d.day));
	p = arena_alloc(a, STR("2026-05-04").n);
	for (int i = 0; i < 4; i++)
		p[i] = (char)('0' + d.year / tens[i] % 10);
	p[4] = p[7] = '-';
	p[5] = (char)('0' + d.month / 10);
	p[6] = (char)('0' + d.month % 10);
	p[8] = (char)('0' + d.day / 10);
	p[9] = (char)('0' + d.day % 10);
	return value_text((struct str){ p, STR("2026-05-04").n });
}

struct value
model_date(struct date d)
{
	return d.year ? value_date(d) : value_nil;
}

/* One allocation: the entries, then the values that they lead to. */
struct value
model_record(struct arena *a, const struct str *key, size_t n,
    struct value **field)
{
	char *p = arena_alloc(a, n * (sizeof(struct value_entry) +
	    sizeof(struct value)));
	struct value_entry *e = (struct value_entry *)(void *)p;
	struct value *v = (struct value *)(void *)(e + n);

	for (size_t i = 0; i < n; i++)
		e[i] = (struct value_entry){ key[i], &v[i] };
	*field = v;
	return (struct value){ .type = VALUE_MAP, .map = { e, n } };
}

struct value *
model_array(struct arena *a, size_t n, struct value *list)
{
	struct value *v = ARENA_ARRAY(a, n, struct value);

	*list = n == 0 ? value_nil : (struct value){ .type = VALUE_LIST,
	    .list = { v, n } };
	return v;
}

struct value
model_url_value(struct str s)
{
	return s.n ? (struct value){ .type = VALUE_URL, .text = s } :
	    value_nil;
}

struct value
model_link(struct arena *a, struct value title, struct str url)
{
	static const struct str keys[] = { KEY("title"), KEY("url") };
	struct value *v, link = model_record(a, keys, 2, &v);

	v[0] = title;
	v[1] = model_url_value(url);
	return link;
}

struct value
model_title(const struct page *p)
{
	struct value v = value_text(p->title);

	if (p->reading && p->reading->fields->source_title)
		v.language = LANGUAGE_SOURCE;
	return v;
}

struct value
model_description(const struct page *p)
{
	struct value v = model_text(p->description);

	if (p->reading && p->reading->fields->source_description)
		v.language = LANGUAGE_SOURCE;
	return v;
}

/* Content is in the source language on a page that falls back. */
static struct value
among_content(const struct reading *r, struct value v, bool source)
{
	if (source != r->fields->fallback)
		v.language = source ? LANGUAGE_SOURCE : LANGUAGE_EDITION;
	return v;
}

struct value
model_own_title(const struct skin *s, const struct page *p)
{
	struct value v = value_text(p->title);

	v.plain = model_plain_title(s, p);
	return p->reading ? among_content(p->reading, v,
	    p->reading->fields->source_title) : v;
}

struct value
model_own_description(const struct page *p)
{
	struct value v = model_text(p->description);

	return p->reading ? among_content(p->reading, v,
	    p->reading->fields->source_description) : v;
}

struct str
model_direction(const struct skin *s, struct str tag)
{
	const struct brand *brand = s->edition->brand;

	for (size_t i = 0; i < brand->nlocales; i++)
		if (str_eq(locale_tag(brand->locales[i]), tag))
			return locale_is_rtl(brand->locales[i]) ? STR("rtl") :
			    STR("ltr");
	return locale_is_rtl(brand->source) ? STR("rtl") : STR("ltr");
}

/* data.NAME[BRAND] or data.NAME, or null. */
static const struct value *
count_table(const struct skin *s, struct str name)
{
	const struct value *data = providers_root(s->providers, s->edition,
	    STR("data"));
	const struct value *v = data ? value_get(data, name) : NULL;
	const struct value *own = v ? value_get(v, s->edition->brand->id) :
	    NULL;

	return own && own->type == VALUE_MAP ? own : v;
}

struct value
model_count(const struct value *table, struct str id)
{
	const struct value *v = table ? value_get(table, id) : NULL;

	return v && v->type == VALUE_INT ? *v : value_nil;
}

/* --- Sections -------------------------------------------------------- */

struct str
model_section_id(const struct section *sec)
{
	return sec->parent ? sec->page->id : STR("index");
}

struct value
model_section_ref(struct arena *a, const struct section *sec)
{
	static const struct str keys[] = { KEY("id"), KEY("title"),
	    KEY("url") };
	struct value *v, ref = model_record(a, keys, 3, &v);

	v[0] = value_text(model_section_id(sec));
	v[1] = model_title(sec->page);
	v[2] = model_url_value(sec->page->url);
	return ref;
}

/* Sections that the brand's navigation leaves out stand below the nearest one
   that it names, in no list. */
struct value
model_crumbs(const struct skin *s, struct arena *a, const struct section *sec)
{
	struct value list, *v;
	size_t n = 0;

	for (const struct section *at = sec; at; at = at->parent)
		n++;
	v = model_array(a, n, &list);
	for (const struct section *at = sec; at; at = at->parent) {
		const struct value *home = at->parent ? NULL :
		    value_get(&s->words.ui, STR("home"));
		v[--n] = model_link(a, home && home->type == VALUE_TEXT ?
		    *home : model_title(at->page), at->page->url);
	}
	return list;
}

/* --- site, locale, livery ------------------------------------------------ */

static struct value
tag_value(struct arena *a, const struct tag *t)
{
	static const struct str keys[] = { KEY("count"), KEY("name"),
	    KEY("url") };
	struct value *v, tag = model_record(a, keys, 3, &v);

	v[0] = value_int((int64_t)t->npages);
	v[1] = value_text(t->name);
	v[1].language = t->source ? LANGUAGE_SOURCE : LANGUAGE_AROUND;
	v[1].plain = (uint8_t)escape_plain(t->name);
	v[2] = model_url_value(t->url);
	v[2].plain = (uint8_t)escape_plain(t->url);
	return tag;
}

static bool
is_same_tag(const struct tag *a, const struct tag *b)
{
	return a->npages == b->npages && a->source == b->source &&
	    str_eq(a->name, b->name) && str_eq(a->url, b->url);
}

/* The value of the same tag of another edition, whose tags stand mostly in the
   same order, one of them more or less from `*i` on; null when it has none. */
static const struct value *
tag_before(const struct skin *before, size_t *i, const struct tag *t)
{
	for (size_t k = *i; k < *i + 2 && k < before->site->ntags; k++)
		if (is_same_tag(&before->site->tag[k], t)) {
			*i = k + 1;
			return &before->tag[k];
		}
	return NULL;
}

static struct value
tag_list(struct skin *s)
{
	const struct skin *before = s->options.before;
	struct value list;
	size_t at = 0;

	s->tag = model_array(s->a, s->site->ntags, &list);
	for (size_t i = 0; i < s->site->ntags; i++) {
		const struct tag *t = &s->site->tag[i];
		const struct value *v = before ? tag_before(before, &at, t) :
		    NULL;
		s->tag[i] = v ? *v : tag_value(s->a, t);
	}
	return list;
}

/* Scheme, host and port of an address; "mailto:" of a mailbox. */
static struct str
origin_of(struct str url)
{
	ptrdiff_t host = str_find(url, STR("://"), 0), end;

	if (str_starts(url, STR("mailto:")))
		return STR("mailto:");
	if (host < 0)
		return STR("");
	for (end = host + 3; (size_t)end < url.n; end++)
		if (url.p[end] == '/' || url.p[end] == '?' ||
		    url.p[end] == '#')
			break;
	return str_slice(url, 0, (size_t)end);
}

static void
add_origin(struct buf *b, const struct value *url)
{
	struct str o = url && url->type == VALUE_URL ? origin_of(url->text) :
	    STR("");

	/* Each once: a list of at most a few. */
	for (struct str rest = buf_view(b), head; rest.n; ) {
		str_cut(rest, ' ', &head, &rest);
		if (str_eq(head, o))
			return;
	}
	if (o.n == 0)
		return;
	if (b->n)
		buf_char(b, ' ');
	buf_str(b, o);
}

static struct value
form_action(struct skin *s)
{
	const struct value *feedback = value_get(&s->edition->values,
	    STR("feedback"));
	const struct value_list *list = &s->furniture.list;
	struct buf b = BUF_INIT;

	if (feedback)
		add_origin(&b, value_get(feedback, STR("endpoint")));
	for (size_t i = 0; i < list->n; i++) {
		const struct value *piece = &list->v[i];
		const struct value *action = value_get(piece, STR("action"));
		if (str_eq(value_get(piece, STR("partial"))->text,
		    STR("lead_form")) && action)
			add_origin(&b, value_get(action, STR("url")));
	}
	struct value v = model_text(arena_str(s->a, buf_view(&b)));
	buf_free(&b);
	return v;
}

enum { SITE_FORM_ACTION, SITE_HOME, SITE_PRINT_URL, SITE_SEARCH_URL,
	SITE_SECTIONS, SITE_TAGS, SITE_TAGS_URL, SITE_URL, SITE_FIELDS };

static const struct str site_keys[SITE_FIELDS] = { KEY("form_action"),
	KEY("home"), KEY("print_url"), KEY("search_url"), KEY("sections"),
	KEY("tags"), KEY("tags_url"), KEY("url") };

static struct value
site_value(struct skin *s)
{
	struct value *v, site = model_record(s->a, site_keys, SITE_FIELDS,
	    &v);

	v[SITE_FORM_ACTION] = form_action(s);
	v[SITE_HOME] = model_url_value(STR("index.html"));
	v[SITE_PRINT_URL] = s->options.print ?
	    model_url_value(STR("print.html")) : value_nil;
	v[SITE_SEARCH_URL] = skin_searches(s) ?
	    model_url_value(STR("search.html")) : value_nil;
	v[SITE_TAGS] = tag_list(s);
	v[SITE_TAGS_URL] = s->site->ntags ?
	    model_url_value(ALL_TAGS_URL) : value_nil;
	v[SITE_URL] = model_url_value(s->url);
	return site;
}

struct value
model_site(const struct model_page *m)
{
	struct value *v, site = model_record(m->a, site_keys, SITE_FIELDS,
	    &v);

	for (size_t i = 0; i < SITE_FIELDS; i++)
		v[i] = *m->skin->site_value.map.e[i].v;
	v[SITE_SECTIONS] = model_sections(m, m->skin->site->root);
	return site;
}

static struct value
locale_value(struct skin *s)
{
	const struct locale *l = s->edition->locale;
	struct map_builder b = { .a = s->a };

	map_builder_put(&b, STR("tag"), value_text(locale_tag(l)));
	map_builder_put(&b, STR("dir"), value_text(locale_is_rtl(l) ?
	    STR("rtl") : STR("ltr")));
	map_builder_put(&b, STR("name"), value_text(locale_name(l)));
	return map_builder_done(&b);
}

void
model_build(struct skin *s)
{
	struct map_builder livery = { .a = s->a };

	s->useful = count_table(s, STR("useful"));
	s->views = count_table(s, STR("views"));
	model_cards(s);
	s->site_value = site_value(s);
	s->locale_value = locale_value(s);
	map_builder_put(&livery, STR("version"),
	    value_text(STR(LIVERY_VERSION)));
	s->livery_value = map_builder_done(&livery);
}
