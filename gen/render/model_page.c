/* `page`: the values of one page, most of them made with the edition. */
#include <string.h>

#include "render/internal.h"

static const char *const kinds[LAYOUTS] = {
	[LAYOUT_HOME] = "home",
	[LAYOUT_SECTION] = "section",
	[LAYOUT_ARTICLE] = "article",
	[LAYOUT_TAG] = "tag",
	[LAYOUT_404] = "404",
	[LAYOUT_PRINT] = "print"
};

static void
put(struct map_builder *b, const char *key, struct value v)
{
	map_builder_put(b, str_c(key), v);
}

static void
put_text(struct map_builder *b, const char *key, struct str s)
{
	put(b, key, model_text(s));
}

static struct str
word(const struct skin *s, const char *key)
{
	const struct value *v = value_get(&s->words.ui, str_c(key));

	return v && v->type == VALUE_TEXT ? v->text : STR("");
}

/* --- What the kind of page decides --------------------------------------- */

static struct str
page_url(const struct model_page *m)
{
	switch (m->layout) {
	case LAYOUT_TAG:
		return m->tag ? m->tag->url : STR("tags/index.html");
	case LAYOUT_404:
		return STR("404.html");
	case LAYOUT_PRINT:
		return STR("print.html");
	default:
		return m->page->url;
	}
}

static struct str
page_id(const struct model_page *m)
{
	switch (m->layout) {
	case LAYOUT_TAG:
		return m->tag ? str_slice(m->tag->url, 0, m->tag->url.n -
		    STR(".html").n) : STR("tags");
	case LAYOUT_404:
	case LAYOUT_PRINT:
		return str_c(kinds[m->layout]);
	default:
		return m->page->id.n ? m->page->id : STR("index");
	}
}

static struct str
page_title(const struct model_page *m)
{
	switch (m->layout) {
	case LAYOUT_TAG:
		return m->tag ? m->tag->name : word(m->skin, "all_tags");
	case LAYOUT_404:
		return word(m->skin, "not_found_title");
	case LAYOUT_PRINT:
		return word(m->skin, "print_title");
	case LAYOUT_HOME:
		if (!m->page->article)
			return word(m->skin, "home_title");
		return m->page->title;
	default:
		return m->page->title;
	}
}

/* The path part of an address: "/help/" of "https://example.com/help/". */
static struct str
address_path(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"), 0);

	at = at < 0 ? -1 : str_find_char(url, '/', (size_t)at + 3);
	return at < 0 ? STR("") : str_slice(url, (size_t)at, url.n);
}

static bool
is_fallback(const struct model_page *m)
{
	return m->page && m->page->reading && m->page->reading->fallback;
}

static bool
is_noindex(const struct model_page *m)
{
	return m->skin->options.noindex || m->layout == LAYOUT_404 ||
	    m->layout == LAYOUT_PRINT || is_fallback(m);
}

static void
put_address(struct map_builder *b, const struct model_page *m)
{
	struct str base = is_fallback(m) ? m->skin->source_url : m->skin->url;
	struct str url = page_url(m);

	put(b, "url", value_text(url));
	put(b, "root", value_text(m->root));
	put(b, "canonical", base.n == 0 ? value_nil : (struct value){
	    .type = VALUE_URL, .text = arena_printf(m->a, "%.*s%.*s",
	    STR_ARG(base), STR_ARG(url)) });
}

void
model_put_language(struct map_builder *b, const struct skin *s,
    const struct page *p)
{
	const struct reading *r = p ? p->reading : NULL;
	struct str tag = r && r->lang.n ? r->lang :
	    locale_tag(s->edition->locale);

	put(b, "lang", value_text(tag));
	put(b, "dir", value_text(model_direction(s, tag)));
	put(b, "fallback", value_bool(r && r->fallback));
}

/* --- The same page in other locales -------------------------------------- */

/* From the root of one edition's tree to that of another of the brand. */
static struct str
other_root(struct arena *a, const struct edition *from,
    const struct edition *to)
{
	struct str up = model_root(a, from->prefix);

	return arena_printf(a, "%.*s%.*s", STR_ARG(up), STR_ARG(to->prefix));
}

static struct value
alternate(const struct model_page *m, const struct site *site, struct str url,
    bool fallback)
{
	const struct edition *e = site->edition;
	struct map_builder b = { .a = m->a };
	struct str tag = locale_tag(e->locale), base = m->skin->published;
	struct str root = other_root(m->a, m->skin->edition, e);

	put(&b, "lang", value_text(tag));
	put(&b, "dir", value_text(locale_is_rtl(e->locale) ? STR("rtl") :
	    STR("ltr")));
	put(&b, "name", value_text(locale_name(e->locale)));
	put(&b, "url", value_text(arena_printf(m->a, "%.*s%.*s",
	    STR_ARG(root), STR_ARG(url))));
	put(&b, "href", base.n == 0 || fallback ? value_nil : (struct value){
	    .type = VALUE_URL, .text = arena_printf(m->a, "%.*s%.*s%.*s",
	    STR_ARG(base), STR_ARG(e->prefix), STR_ARG(url)) });
	return map_builder_done(&b);
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
find_same(const struct model_page *m, const struct site *s, struct str *url,
    bool *fallback)
{
	const struct page *p = m->page ? map_ptr(s->by_id, m->page->id) : NULL;

	if (m->layout == LAYOUT_TAG) {
		*url = page_url(m);
		return m->tag ? has_tag(s, *url) : s->ntags > 0;
	}
	if (!p)
		return false;
	*url = p->url;
	*fallback = p->reading && p->reading->fallback;
	return true;
}

static struct value
alternates(const struct model_page *m)
{
	struct list_builder b = { .a = m->a };
	const struct skin_options *o = &m->skin->options;

	for (size_t i = 0; i < o->nsites; i++) {
		struct str url;
		bool fallback = false;
		if (o->sites[i] != m->skin->site &&
		    find_same(m, o->sites[i], &url, &fallback))
			list_builder_add(&b, alternate(m, o->sites[i], url,
			    fallback));
	}
	return model_list(&b);
}

/* --- Articles ------------------------------------------------------------ */

static struct value
heading_value(struct arena *a, const struct heading *h, struct value children)
{
	struct map_builder b = { .a = a };

	put(&b, "id", value_text(h->id));
	put(&b, "title", value_text(h->title));
	put(&b, "level", value_int(h->level));
	put(&b, "children", children);
	return map_builder_done(&b);
}

/* Headings 2, each with the headings 3 up to the next one; a heading 3 before
   all of them stands by itself. */
static struct value
toc(const struct model_page *m)
{
	struct list_builder b = { .a = m->a };
	const struct page *p = m->page;
	size_t entries = 0;

	for (uint32_t i = 0; i < p->headings; ) {
		const struct heading *h = &p->heading[i++];
		struct list_builder below = { .a = m->a };
		if (h->level != 2 && h->level != 3)
			continue;
		entries++;
		for (; h->level == 2 && i < p->headings &&
		    p->heading[i].level > 2; i++) {
			if (p->heading[i].level != 3)
				continue;
			entries++;
			list_builder_add(&below, heading_value(m->a,
			    &p->heading[i], value_nil));
		}
		list_builder_add(&b, heading_value(m->a, h,
		    model_list(&below)));
	}
	return entries < 2 ? value_nil : model_list(&b);
}

static struct value
page_tags(const struct model_page *m)
{
	const struct site *site = m->skin->site;
	struct list_builder b = { .a = m->a };

	for (size_t i = 0; i < m->page->ntags; i++)
		list_builder_add(&b,
		    m->skin->tag[m->page->tag[i] - site->tag]);
	return model_list(&b);
}

static struct value
page_list(const struct model_page *m, const struct page *const *p, size_t n)
{
	struct list_builder b = { .a = m->a };

	for (size_t i = 0; i < n; i++)
		list_builder_add(&b, m->skin->article[p[i]->index]);
	return model_list(&b);
}

static struct value
page_or_nil(const struct model_page *m, const struct page *p)
{
	return p ? m->skin->article[p->index] : value_nil;
}

static bool
uses_reader(const struct model_page *m, const struct reader *r)
{
	const struct reading *reading = m->page->reading;
	size_t at, end;

	for (size_t i = 0; reading && i < reading->nslots; i++) {
		struct str text = reading->slot[i].text;
		const struct reader *found;
		if (!reading->slot[i].pattern)
			continue;
		for (size_t from = 0; (found = reader_find(m->skin->providers,
		    text, from, &at, &end)) != NULL; from = end)
			if (str_eq(found->name, r->name))
				return true;
	}
	return false;
}

/* In words of the edition's language when the theme has them. */
static struct str
reader_label(const struct model_page *m, const struct reader *r)
{
	struct str own = word(m->skin, arena_printf(m->a, "reader_%.*s",
	    STR_ARG(r->name)).p);

	return own.n > 0 ? own : r->label;
}

static struct value
readers(const struct model_page *m)
{
	struct list_builder b = { .a = m->a };
	const struct reader *r;
	size_t n = providers_readers(m->skin->providers, &r);

	for (size_t i = 0; i < n; i++) {
		struct map_builder one = { .a = m->a };
		if (!uses_reader(m, &r[i]))
			continue;
		put(&one, "name", value_text(r[i].name));
		put(&one, "label", value_text(reader_label(m, &r[i])));
		put(&one, "example", value_text(r[i].example));
		put(&one, "type", value_text(r[i].type));
		list_builder_add(&b, map_builder_done(&one));
	}
	return model_list(&b);
}

static void
put_article(struct map_builder *b, const struct model_page *m)
{
	bool article = m->layout == LAYOUT_ARTICLE;
	const struct page *p = m->page;

	put(b, "toc", article ? toc(m) : value_nil);
	put(b, "prev", article ? page_or_nil(m, p->prev) : value_nil);
	put(b, "next", article ? page_or_nil(m, p->next) : value_nil);
	put(b, "related", article ? page_list(m, p->related, p->nrelated) :
	    value_nil);
	put(b, "readers", article ? readers(m) : value_nil);
	put(b, "useful", article ? model_count(m->skin, STR("useful"),
	    p->id) : value_nil);
	put_text(b, "author", article && p->reading ? p->reading->author :
	    STR(""));
}

/* --- Dates, lists, places in the tree ------------------------------------ */

static int
compare_dates(struct date a, struct date b)
{
	int x = a.year * 10000 + a.month * 100 + a.day;
	int y = b.year * 10000 + b.month * 100 + b.day;

	return (x > y) - (x < y);
}

static void
newest(const struct site *site, struct date *updated, struct date *reviewed)
{
	for (size_t i = 0; i < site->npages; i++) {
		const struct article *k = site->page[i].article;
		if (k && compare_dates(k->updated, *updated) > 0)
			*updated = k->updated;
		if (k && compare_dates(k->reviewed, *reviewed) > 0)
			*reviewed = k->reviewed;
	}
}

static void
put_dates(struct map_builder *b, const struct model_page *m)
{
	struct date updated = { 0 }, reviewed = { 0 };

	if (m->layout == LAYOUT_PRINT) {
		newest(m->skin->site, &updated, &reviewed);
	} else if (m->page && m->page->article &&
	    m->layout != LAYOUT_HOME) {
		updated = m->page->article->updated;
		reviewed = m->page->article->reviewed;
	}
	model_put_date(b, STR("updated"), STR("updated_iso"), updated);
	model_put_date(b, STR("reviewed"), STR("reviewed_iso"), reviewed);
}

static struct value
tag_crumbs(const struct model_page *m)
{
	const struct section *root = m->skin->site->root;
	const struct value *home =
	    &m->skin->section[root->page->index].crumbs;
	struct list_builder b = { .a = m->a };

	list_builder_add(&b, home->list.v[0]);
	if (m->tag)
		list_builder_add(&b, model_link(m->a,
		    word(m->skin, "all_tags"), STR("tags/index.html")));
	return list_builder_done(&b);
}

static void
put_tree(struct map_builder *b, const struct model_page *m)
{
	struct value crumbs = value_nil, section = value_nil;
	struct value nav_section = value_nil;

	if (m->page && m->layout != LAYOUT_HOME) {
		const struct section_model *in =
		    &m->skin->section[m->page->section->page->index];
		crumbs = m->layout == LAYOUT_ARTICLE ? in->crumbs : in->above;
		section = in->ref;
		const struct section *nav = model_nav_section(m->page);
		if (nav)
			nav_section = m->skin->section[nav->page->index].ref;
	} else if (m->layout == LAYOUT_TAG) {
		crumbs = tag_crumbs(m);
	}
	put(b, "breadcrumb", crumbs);
	put(b, "section", section);
	put(b, "nav_section", nav_section);
}

static void
put_lists(struct map_builder *b, const struct model_page *m)
{
	const struct skin *s = m->skin;
	struct value tags = value_nil, articles = value_nil;
	struct value sections = value_nil;

	if (m->layout == LAYOUT_ARTICLE) {
		tags = page_tags(m);
	} else if (m->layout == LAYOUT_TAG && m->tag) {
		articles = page_list(m, m->tag->page, m->tag->npages);
	} else if (m->layout == LAYOUT_TAG) {
		tags = *value_get(&s->site_value, STR("tags"));
	} else if (m->page) {
		const struct value *card =
		    &s->section[m->page->section->page->index].card;
		articles = *value_get(card, STR("articles"));
		sections = *value_get(card, STR("sections"));
	}
	put(b, "tags", tags);
	put(b, "articles", articles);
	put(b, "sections", sections);
}

/* HTML names the page whose body is written in its place. An article has it
   always, were it empty. */
static struct value
content(const struct model_page *m)
{
	const struct page *p = m->page;
	bool body = p && p->doc && p->doc->nodes > 1;

	return body || m->layout == LAYOUT_ARTICLE ? value_html(p->id) :
	    value_nil;
}

void
model_page(struct model_page *m)
{
	struct map_builder b = { .a = m->a };
	const struct page *p = m->page;
	const struct value *extra = p && p->article &&
	    p->article->extra.type == VALUE_MAP ? &p->article->extra : NULL;
	struct value none = { .type = VALUE_MAP };

	m->root = m->layout == LAYOUT_404 ? address_path(m->skin->url) :
	    model_root(m->a, page_url(m));
	put(&b, "kind", value_text(str_c(kinds[m->layout])));
	put(&b, "id", value_text(page_id(m)));
	put(&b, "title", value_text(page_title(m)));
	put_text(&b, "description", p && p->reading ?
	    p->reading->description : STR(""));
	put_address(&b, m);
	model_put_language(&b, m->skin, m->page);
	put(&b, "alternates", alternates(m));
	put(&b, "noindex", value_bool(is_noindex(m)));
	put(&b, "content", content(m));
	put_text(&b, "tag", m->layout == LAYOUT_TAG && m->tag ?
	    m->tag->name : STR(""));
	put_article(&b, m);
	put_dates(&b, m);
	put_tree(&b, m);
	put_lists(&b, m);
	put(&b, "chapters", m->chapters);
	put(&b, "extra", extra ? *extra : none);
	m->value = map_builder_done(&b);
	m->nav = p && m->layout != LAYOUT_HOME ? model_nav(m->skin, p, m->a) :
	    value_nil;
}
