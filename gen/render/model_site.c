/* The page model's values that depend on the edition alone: lists of
   articles, sections, tags, `site`, `locale`. Made once, shared by its
   pages. */
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

void
model_put_date(struct map_builder *b, struct str key, struct str iso,
    struct date d)
{
	bool set = d.year != 0;

	map_builder_put(b, key, set ? value_date(d) : value_nil);
	map_builder_put(b, iso, set ? value_text(arena_printf(b->a,
	    "%04d-%02d-%02d", d.year, d.month, d.day)) : value_nil);
}

static struct value
url_value(struct str s)
{
	return s.n ? (struct value){ .type = VALUE_URL, .text = s } :
	    value_nil;
}

struct value
model_link(struct arena *a, struct str title, struct str url)
{
	struct map_builder b = { .a = a };

	map_builder_put(&b, STR("title"), value_text(title));
	map_builder_put(&b, STR("url"), url_value(url));
	return map_builder_done(&b);
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

struct value
model_count(const struct skin *s, struct str name, struct str id)
{
	const struct value *v = providers_root(s->providers, s->edition,
	    STR("data"));
	const struct value *own;

	if (!v || !(v = value_get(v, name)))
		return value_nil;
	own = value_get(v, s->edition->brand->id);
	if (own && own->type == VALUE_MAP)
		v = own;
	v = value_get(v, id);
	return v && v->type == VALUE_INT ? *v : value_nil;
}

/* --- Articles and sections ----------------------------------------------- */

static struct str
description_of(const struct page *p)
{
	return p->reading ? p->reading->description : STR("");
}

static struct value
article_value(const struct skin *s, const struct page *p)
{
	struct map_builder b = { .a = s->a };
	struct date none = { 0 };

	map_builder_put(&b, STR("id"), value_text(p->id));
	map_builder_put(&b, STR("title"), value_text(p->title));
	map_builder_put(&b, STR("url"), url_value(p->url));
	map_builder_put(&b, STR("description"),
	    model_text(description_of(p)));
	map_builder_put(&b, STR("views"), model_count(s, STR("views"),
	    p->id));
	model_put_date(&b, STR("updated"), STR("updated_iso"),
	    p->article ? p->article->updated : none);
	return map_builder_done(&b);
}

static struct str
section_id(const struct section *sec)
{
	return sec->parent ? sec->page->id : STR("index");
}

static struct value
section_ref(struct skin *s, const struct section *sec)
{
	struct map_builder b = { .a = s->a };

	map_builder_put(&b, STR("id"), value_text(section_id(sec)));
	map_builder_put(&b, STR("title"), value_text(sec->page->title));
	map_builder_put(&b, STR("url"), url_value(sec->page->url));
	return map_builder_done(&b);
}

static struct value
own_articles(struct skin *s, const struct section *sec)
{
	struct list_builder b = { .a = s->a };

	for (size_t i = 0; i < sec->narticles; i++)
		list_builder_add(&b, s->article[sec->article[i]->index]);
	return model_list(&b);
}

static struct value
section_card(struct skin *s, const struct section *sec, struct value children)
{
	struct map_builder b = { .a = s->a };

	map_builder_put(&b, STR("id"), value_text(section_id(sec)));
	map_builder_put(&b, STR("title"), value_text(sec->page->title));
	map_builder_put(&b, STR("url"), url_value(sec->page->url));
	map_builder_put(&b, STR("description"),
	    model_text(description_of(sec->page)));
	map_builder_put(&b, STR("count"), value_int((int64_t)sec->count));
	map_builder_put(&b, STR("articles"), own_articles(s, sec));
	map_builder_put(&b, STR("sections"), children);
	return map_builder_done(&b);
}

/* The way down to a section, with itself at the end. */
static struct value
crumbs_below(struct skin *s, const struct value *above,
    const struct section *sec)
{
	struct list_builder b = { .a = s->a };
	struct str title = sec->page->title;
	const struct value *home;

	for (size_t i = 0; above->type == VALUE_LIST && i < above->list.n; i++)
		list_builder_add(&b, above->list.v[i]);
	home = value_get(&s->words.ui, STR("home"));
	if (!sec->parent && home && home->type == VALUE_TEXT)
		title = home->text;
	list_builder_add(&b, model_link(s->a, title, sec->page->url));
	return list_builder_done(&b);
}

static void
fill_section(struct skin *s, const struct section *sec,
    const struct value *above)
{
	struct section_model *m = &s->section[sec->page->index];
	struct list_builder children = { .a = s->a };

	m->above = *above;
	m->crumbs = crumbs_below(s, above, sec);
	m->ref = section_ref(s, sec);
	for (size_t i = 0; i < sec->nsections; i++) {
		const struct section *child = sec->section[i];
		fill_section(s, child, &m->crumbs);
		list_builder_add(&children,
		    s->section[child->page->index].card);
	}
	m->card = section_card(s, sec, model_list(&children));
	if (sec->parent)
		m->nav = model_nav_build(s, sec);
}

/* Sections that the brand's navigation leaves out stand below the nearest one
   that it names, in no list. */
static void
fill_unlisted(struct skin *s)
{
	for (size_t i = 0; i < s->site->npages; i++) {
		const struct page *p = &s->site->page[i];
		const struct section *sec = p->section;
		if (!p->unlisted || sec->page != p)
			continue;
		const struct section_model *above =
		    &s->section[sec->parent->page->index];
		fill_section(s, sec, &above->crumbs);
	}
}

/* --- site, locale, livery ------------------------------------------------ */

static struct value
tag_value(struct skin *s, const struct tag *t)
{
	struct map_builder b = { .a = s->a };

	map_builder_put(&b, STR("name"), value_text(t->name));
	map_builder_put(&b, STR("url"), url_value(t->url));
	map_builder_put(&b, STR("count"), value_int((int64_t)t->npages));
	return map_builder_done(&b);
}

static struct value
tag_list(struct skin *s)
{
	struct list_builder b = { .a = s->a };

	s->tag = ARENA_ARRAY(s->a, s->site->ntags + 1, struct value);
	for (size_t i = 0; i < s->site->ntags; i++) {
		s->tag[i] = tag_value(s, &s->site->tag[i]);
		list_builder_add(&b, s->tag[i]);
	}
	return model_list(&b);
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

static struct value
site_value(struct skin *s)
{
	struct map_builder b = { .a = s->a };
	const struct site *site = s->site;
	const struct value *sections = value_get(
	    &s->section[site->root->page->index].card, STR("sections"));

	map_builder_put(&b, STR("sections"), *sections);
	map_builder_put(&b, STR("tags"), tag_list(s));
	map_builder_put(&b, STR("home"), url_value(STR("index.html")));
	map_builder_put(&b, STR("url"), url_value(s->url));
	map_builder_put(&b, STR("tags_url"), site->ntags ?
	    url_value(STR("tags/index.html")) : value_nil);
	map_builder_put(&b, STR("print_url"), s->options.print ?
	    url_value(STR("print.html")) : value_nil);
	map_builder_put(&b, STR("search_url"), s->options.search ?
	    url_value(STR("search.html")) : value_nil);
	map_builder_put(&b, STR("form_action"), form_action(s));
	return map_builder_done(&b);
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
	const struct value none = value_nil;
	struct map_builder livery = { .a = s->a };

	s->article = ARENA_ARRAY(s->a, s->site->npages + 1, struct value);
	s->section = ARENA_ARRAY(s->a, s->site->npages + 1,
	    struct section_model);
	for (size_t i = 0; i < s->site->npages; i++)
		s->article[i] = article_value(s, &s->site->page[i]);
	fill_section(s, s->site->root, &none);
	fill_unlisted(s);
	s->site_value = site_value(s);
	s->locale_value = locale_value(s);
	map_builder_put(&livery, STR("version"),
	    value_text(STR(LIVERY_VERSION)));
	s->livery_value = map_builder_done(&livery);
}
