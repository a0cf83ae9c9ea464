/* `page`: the values of one page, field by field. */
#include <string.h>

#include "render/escape.h"
#include "render/internal.h"

static const char *const kinds[LAYOUTS] = {
	[LAYOUT_HOME] = "home",
	[LAYOUT_SECTION] = "section",
	[LAYOUT_ARTICLE] = "article",
	[LAYOUT_TAG] = "tag",
	[LAYOUT_404] = "404",
	[LAYOUT_PRINT] = "print",
	[LAYOUT_SEARCH] = "search"
};

/* Of an EPUB all pages have one layout. */
static bool
is_home(const struct model_page *m)
{
	return m->layout == LAYOUT_HOME || (m->layout == LAYOUT_EPUB &&
	    m->page == m->skin->site->root->page);
}

bool
model_is_article(const struct model_page *m)
{
	return m->layout == LAYOUT_ARTICLE || (m->layout == LAYOUT_EPUB &&
	    m->page->section->page != m->page);
}

static struct value
word(const struct skin *s, const char *key)
{
	const struct value *v = value_get(&s->words.ui, str_c(key));

	return v && v->type == VALUE_TEXT ? *v : value_text(STR(""));
}

/* --- What the kind of page decides --------------------------------------- */

struct str
model_joined(struct arena *a, struct str head, struct str tail)
{
	char *p = arena_alloc(a, head.n + tail.n);

	if (head.n > 0)
		memcpy(p, head.p, head.n);
	if (tail.n > 0)
		memcpy(p + head.n, tail.p, tail.n);
	return (struct str){ p, head.n + tail.n };
}

struct str
model_url(const struct model_page *m)
{
	switch (m->layout) {
	case LAYOUT_TAG:
		return m->tag ? m->tag->url : ALL_TAGS_URL;
	case LAYOUT_404:
		return STR("404.html");
	case LAYOUT_PRINT:
		return STR("print.html");
	case LAYOUT_SEARCH:
		return STR("search.html");
	default:
		return m->page->url;
	}
}

static struct value
kind(const struct model_page *m)
{
	enum layout l = m->layout;

	if (l == LAYOUT_EPUB)
		l = is_home(m) ? LAYOUT_HOME : model_is_article(m) ?
		    LAYOUT_ARTICLE : LAYOUT_SECTION;
	return value_text(str_c(kinds[l]));
}

static struct value
url(const struct model_page *m)
{
	return value_text(model_url(m));
}

static struct value
id(const struct model_page *m)
{
	switch (m->layout) {
	case LAYOUT_TAG:
		return value_text(m->tag ? str_slice(m->tag->url, 0,
		    m->tag->url.n - STR(".html").n) : STR("tags"));
	case LAYOUT_404:
	case LAYOUT_PRINT:
	case LAYOUT_SEARCH:
		return kind(m);
	default:
		return value_text(m->page->id.n ? m->page->id : STR("index"));
	}
}

static struct value
title(const struct model_page *m)
{
	switch (m->layout) {
	case LAYOUT_TAG:
		return m->tag ? value_text(m->tag->name) :
		    word(m->skin, "all_tags");
	case LAYOUT_404:
		return word(m->skin, "not_found_title");
	case LAYOUT_PRINT:
		return word(m->skin, "print_title");
	case LAYOUT_SEARCH:
		return word(m->skin, "search_title");
	default:
		break;
	}
	if (is_home(m) && !m->page->article)
		return word(m->skin, "home_title");
	return model_own_title(m->skin, m->page);
}

static struct value
description(const struct model_page *m)
{
	return m->page ? model_own_description(m->page) : value_nil;
}

/* The path part of an address: "/help/" of "https://example.com/help/". */
static struct str
address_path(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"), 0);

	at = at < 0 ? -1 : str_find_char(url, '/', (size_t)at + 3);
	return at < 0 ? STR("") : str_slice(url, (size_t)at, url.n);
}

struct str
model_page_root(const struct model_page *m, struct arena *a)
{
	return m->layout == LAYOUT_404 ? address_path(m->skin->url) :
	    model_root(a, model_url(m));
}

static struct value
root(const struct model_page *m)
{
	return value_text(m->root);
}

static const struct reading *
reading(const struct model_page *m)
{
	return m->page ? m->page->reading : NULL;
}

bool
model_is_fallback(const struct model_page *m)
{
	return reading(m) && reading(m)->fields->fallback;
}

static struct value
fallback(const struct model_page *m)
{
	return value_bool(model_is_fallback(m));
}

static struct value
noindex(const struct model_page *m)
{
	return value_bool(m->skin->options.noindex ||
	    m->layout == LAYOUT_404 || m->layout == LAYOUT_PRINT ||
	    m->layout == LAYOUT_SEARCH || model_is_fallback(m));
}

static struct value
canonical(const struct model_page *m)
{
	struct str base = model_is_fallback(m) ? m->skin->source_url :
	    m->skin->url;

	return base.n == 0 ? value_nil : (struct value){ .type = VALUE_URL,
	    .text = model_joined(m->a, base, model_url(m)) };
}

struct str
model_language(const struct skin *s, const struct page *p)
{
	const struct reading *r = p ? p->reading : NULL;

	return r && r->fields->lang.n ? r->fields->lang :
	    locale_tag(s->edition->locale);
}

static struct value
lang(const struct model_page *m)
{
	return value_text(model_language(m->skin, m->page));
}

static struct value
dir(const struct model_page *m)
{
	return value_text(model_direction(m->skin,
	    model_language(m->skin, m->page)));
}

/* --- Articles ------------------------------------------------------------ */

static struct value
useful(const struct model_page *m)
{
	return model_is_article(m) ? model_count(m->skin->useful, m->page->id) :
	    value_nil;
}

static struct value
author(const struct model_page *m)
{
	return model_is_article(m) && reading(m) ?
	    model_text(reading(m)->fields->author) : value_nil;
}

static struct value
owner(const struct model_page *m)
{
	return model_is_article(m) && reading(m) ?
	    model_text(reading(m)->fields->owner) : value_nil;
}

static bool
uses_reader(const struct model_page *m, const struct reader *r)
{
	const struct reading *own = reading(m);
	size_t at, end;

	for (uint32_t i = 0; own && i < own->nslots; i++) {
		const struct slot *s = page_slot(m->page, i);
		const struct reader *found;
		if (!s->pattern)
			continue;
		for (size_t from = 0; (found = reader_find(m->skin->providers,
		    s->text, from, &at, &end)) != NULL; from = end)
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
	    STR_ARG(r->name)).p).text;

	return own.n > 0 ? own : r->label;
}

static struct value
reader_value(const struct model_page *m, const struct reader *r)
{
	static const struct str keys[] = { KEY("example"), KEY("label"),
	    KEY("name"), KEY("type") };
	struct value *v, reader = model_record(m->a, keys, 4, &v);

	v[0] = value_text(r->example);
	v[1] = value_text(reader_label(m, r));
	v[2] = value_text(r->name);
	v[3] = value_text(r->type);
	return reader;
}

static struct value
readers(const struct model_page *m)
{
	struct list_builder b = { .a = m->a };
	const struct reader *r;
	size_t n = providers_readers(m->skin->providers, &r);

	for (size_t i = 0; model_is_article(m) && i < n; i++)
		if (uses_reader(m, &r[i]))
			list_builder_add(&b, reader_value(m, &r[i]));
	return model_list(&b);
}

/* --- Dates, lists, places in the tree ------------------------------------ */

static int
compare_dates(struct date a, struct date b)
{
	int x = a.year * 10000 + a.month * 100 + a.day;
	int y = b.year * 10000 + b.month * 100 + b.day;

	return (x > y) - (x < y);
}

static struct date
later(struct date a, struct date b)
{
	return compare_dates(a, b) < 0 ? b : a;
}

/* What stands for all articles has the latest date of all. */
static bool
is_whole(const struct model_page *m)
{
	return m->layout == LAYOUT_PRINT ||
	    (m->layout == LAYOUT_EPUB && is_home(m));
}

/* The home page of a site has none. */
static void
dates(const struct model_page *m, struct date *updated, struct date *reviewed)
{
	const struct site *site = m->skin->site;

	*updated = *reviewed = (struct date){ 0 };
	if (m->page && m->page->article && !is_home(m)) {
		*updated = m->page->article->updated;
		*reviewed = m->page->article->reviewed;
	}
	for (size_t i = 0; is_whole(m) && i < site->npages; i++) {
		const struct article *k = site->page[i].article;
		*updated = k ? later(*updated, k->updated) : *updated;
		*reviewed = k ? later(*reviewed, k->reviewed) : *reviewed;
	}
}

static struct value
updated(const struct model_page *m)
{
	struct date u, r;

	dates(m, &u, &r);
	return model_date(u);
}

static struct value
updated_iso(const struct model_page *m)
{
	struct date u, r;

	dates(m, &u, &r);
	return model_iso(m->a, u);
}

static struct value
reviewed(const struct model_page *m)
{
	struct date u, r;

	dates(m, &u, &r);
	return model_date(r);
}

static struct value
reviewed_iso(const struct model_page *m)
{
	struct date u, r;

	dates(m, &u, &r);
	return model_iso(m->a, r);
}

static struct value
tag_crumbs(const struct model_page *m)
{
	struct value list = model_crumbs(m->skin, m->a, m->skin->site->root);
	struct value out, *v = model_array(m->a, m->tag ? 2 : 1, &out);

	v[0] = list.list.v[0];
	if (m->tag)
		v[1] = model_link(m->a, word(m->skin, "all_tags"),
		    ALL_TAGS_URL);
	return out;
}

static struct value
breadcrumb(const struct model_page *m)
{
	const struct section *in = m->page ? m->page->section : NULL;

	if (m->layout == LAYOUT_TAG)
		return tag_crumbs(m);
	if (!in || is_home(m))
		return value_nil;
	return model_crumbs(m->skin, m->a, model_is_article(m) ? in :
	    in->parent);
}

static struct value
section(const struct model_page *m)
{
	return m->page && !is_home(m) ?
	    model_section_ref(m->a, m->page->section) : value_nil;
}

static struct value
nav_section(const struct model_page *m)
{
	const struct section *nav = m->page && !is_home(m) ?
	    model_nav_section(m->page) : NULL;

	return nav ? model_section_ref(m->a, nav) : value_nil;
}

static struct value
sections(const struct model_page *m)
{
	return m->page && !model_is_article(m) ? model_sections(m,
	    m->page->section) : value_nil;
}

static struct value
tag(const struct model_page *m)
{
	return m->layout == LAYOUT_TAG && m->tag ? value_text(m->tag->name) :
	    value_nil;
}

static struct value
chapters(const struct model_page *m)
{
	return m->chapters;
}

/* HTML names the page whose body is written in its place. An article has it
   always, were it empty. */
static struct value
content(const struct model_page *m)
{
	const struct page *p = m->page;
	bool body = p && p->gist && p->gist->filled;

	return body || model_is_article(m) ? value_html(p->id) :
	    value_nil;
}

static struct value
extra(const struct model_page *m)
{
	const struct article *k = m->page ? m->page->article : NULL;

	return k && k->extra.type == VALUE_MAP ? k->extra :
	    (struct value){ .type = VALUE_MAP };
}

/* In byte order, as the keys of a map are. */
const struct model_field model_fields[MODEL_FIELDS] = {
	{ KEY("alternates"), model_alternates, REACH_PAGE, NULL },
	{ KEY("articles"), model_listed, REACH_PAGE,
	    model_listed_origin },
	{ KEY("author"), author, REACH_PAGE, NULL },
	{ KEY("breadcrumb"), breadcrumb, REACH_SECTION, NULL },
	{ KEY("canonical"), canonical, REACH_PAGE, NULL },
	{ KEY("chapters"), chapters, REACH_PAGE, NULL },
	{ KEY("content"), content, REACH_PAGE, NULL },
	{ KEY("description"), description, REACH_PAGE, NULL },
	{ KEY("dir"), dir, REACH_PAGE, NULL },
	{ KEY("extra"), extra, REACH_PAGE, NULL },
	{ KEY("fallback"), fallback, REACH_PAGE, NULL },
	{ KEY("id"), id, REACH_PAGE, NULL },
	{ KEY("kind"), kind, REACH_KIND, NULL },
	{ KEY("lang"), lang, REACH_PAGE, NULL },
	{ KEY("nav_section"), nav_section, REACH_SECTION, NULL },
	{ KEY("next"), model_next_page, REACH_PAGE,
	    model_next_page_origin },
	{ KEY("noindex"), noindex, REACH_PAGE, NULL },
	{ KEY("owner"), owner, REACH_PAGE, NULL },
	{ KEY("prev"), model_prev_page, REACH_PAGE,
	    model_prev_page_origin },
	{ KEY("readers"), readers, REACH_PAGE, NULL },
	{ KEY("related"), model_related, REACH_PAGE,
	    model_related_origin },
	{ KEY("reviewed"), reviewed, REACH_PAGE, NULL },
	{ KEY("reviewed_iso"), reviewed_iso, REACH_PAGE, NULL },
	{ KEY("root"), root, REACH_FOLDER, NULL },
	{ KEY("section"), section, REACH_SECTION, NULL },
	{ KEY("sections"), sections, REACH_PAGE, NULL },
	{ KEY("tag"), tag, REACH_PAGE, NULL },
	{ KEY("tags"), model_tags, REACH_PAGE,
	    model_tags_origin },
	{ KEY("title"), title, REACH_PAGE, NULL },
	{ KEY("toc"), model_toc, REACH_PAGE,
	    model_toc_origin },
	{ KEY("translations"), model_translations, REACH_PAGE, NULL },
	{ KEY("updated"), updated, REACH_PAGE, NULL },
	{ KEY("updated_iso"), updated_iso, REACH_PAGE, NULL },
	{ KEY("url"), url, REACH_PAGE, NULL },
	{ KEY("useful"), useful, REACH_PAGE, NULL }
};

struct value
model_page(struct arena *a, struct value **field)
{
	struct str keys[MODEL_FIELDS];

	for (size_t i = 0; i < MODEL_FIELDS; i++)
		keys[i] = model_fields[i].key;
	return model_record(a, keys, MODEL_FIELDS, field);
}

void
model_fill(struct model_page *m)
{
	struct value *v;

	m->root = model_page_root(m, m->a);
	m->value = model_page(m->a, &v);
	for (size_t i = 0; i < MODEL_FIELDS; i++)
		v[i] = model_fields[i].make(m);
	m->nav = m->page && m->layout != LAYOUT_HOME &&
	    m->layout != LAYOUT_EPUB ?
	    model_nav(m->a, m->page) : value_nil;
	m->site = m->skin->templates->reads[m->layout].sections ?
	    model_site(m) : m->skin->site_value;
}
