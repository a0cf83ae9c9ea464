/* The page model's values of articles and sections in lists, which a page makes
   when it asks for them. */
#include <string.h>

#include "base/str.h"
#include "render/escape.h"
#include "render/internal.h"

/* Fields of an article, in byte order, and those of a section that are lists. */
enum {
	ARTICLE_DESCRIPTION, ARTICLE_ID, ARTICLE_TITLE, ARTICLE_UPDATED,
	ARTICLE_UPDATED_ISO, ARTICLE_URL, ARTICLE_VIEWS, ARTICLE_FIELDS,
	SECTION_ARTICLES = 1 << ARTICLE_FIELDS,
	SECTION_SECTIONS = 2 << ARTICLE_FIELDS
};

/* --- Cards --------------------------------------------------------------- */

static uint8_t
title_language(const struct page *p)
{
	return p->reading && p->reading->fields->source_title ?
	    LANGUAGE_SOURCE : LANGUAGE_AROUND;
}

static const struct card *
make_card(struct arena *a, const struct page *p)
{
	struct card *c = arena_bytes(a, sizeof(*c) + p->title.n + p->url.n);

	*c = (struct card){ .title = (uint32_t)p->title.n,
	    .url = (uint32_t)p->url.n, .id = (uint32_t)p->id.n,
	    .plain_title = (uint8_t)escape_plain(p->title),
	    .plain_url = (uint8_t)escape_plain(p->url),
	    .language = title_language(p) };
	if (p->title.n > 0)
		memcpy(c->text, p->title.p, p->title.n);
	if (p->url.n > 0)
		memcpy(c->text + p->title.n, p->url.p, p->url.n);
	return c;
}

static bool
is_shared(struct str a, struct str b)
{
	return a.p == b.p && a.n == b.n;
}

/* The card that another edition has of such a page, which is looked for from
   page `*i` on as both stand in order of their URLs; or null. */
static const struct card *
card_before(const struct skin *before, size_t *i, const struct page *p)
{
	const struct site *site = before->site;
	const struct page *same;

	while (*i < site->npages && !is_shared(site->page[*i].url, p->url) &&
	    str_cmp(site->page[*i].url, p->url) < 0)
		++*i;
	same = &site->page[*i];
	return *i < site->npages && is_shared(same->url, p->url) &&
	    is_shared(same->title, p->title) &&
	    title_language(same) == title_language(p) ? before->card[*i] :
	    NULL;
}

void
model_cards(struct skin *s)
{
	const struct skin *before = s->options.before;
	const struct site *site = s->site;
	size_t at = 0;

	s->card = ARENA_ARRAY(s->a, site->npages, const struct card *);
	for (size_t i = 0; i < site->npages; i++) {
		const struct page *p = &site->page[i];
		const struct card *c = before ? card_before(before, &at, p) :
		    NULL;
		s->card[i] = c ? c : make_card(s->a, p);
	}
}

/* Null for pages of other sites. */
static const struct card *
card_of(const struct skin *s, const struct page *p)
{
	uintptr_t first = (uintptr_t)s->site->page, at = (uintptr_t)p;
	size_t i = (at - first) / sizeof(*p);

	return at >= first && i < s->site->npages ? s->card[i] : NULL;
}

uint8_t
model_plain_title(const struct skin *s, const struct page *p)
{
	const struct card *c = card_of(s, p);

	return c ? c->plain_title : PLAIN_UNKNOWN;
}

/* --- Articles ------------------------------------------------------------ */

static struct value
description(const struct model_page *m, const struct page *p)
{
	(void)m;
	return model_description(p);
}

static struct value
id(const struct model_page *m, const struct page *p)
{
	const struct card *c = card_of(m->skin, p);

	return value_text(c ? (struct str){ c->text + c->title, c->id } :
	    p->id);
}

static struct value
title(const struct model_page *m, const struct page *p)
{
	const struct card *c = card_of(m->skin, p);
	struct value v;

	if (!c)
		return model_title(p);
	v = value_text((struct str){ c->text, c->title });
	v.plain = c->plain_title;
	v.language = c->language;
	return v;
}

static struct date
date_of(const struct page *p)
{
	return p->article ? p->article->updated : (struct date){ 0 };
}

static struct value
updated(const struct model_page *m, const struct page *p)
{
	(void)m;
	return model_date(date_of(p));
}

static struct value
updated_iso(const struct model_page *m, const struct page *p)
{
	return model_iso(m->a, date_of(p));
}

static struct value
url(const struct model_page *m, const struct page *p)
{
	const struct card *c = card_of(m->skin, p);
	struct value v;

	if (!c)
		return model_url_value(p->url);
	v = model_url_value((struct str){ c->text + c->title, c->url });
	v.plain = c->plain_url;
	return v;
}

static struct value
views(const struct model_page *m, const struct page *p)
{
	return model_count(m->skin->views, p->id);
}

#define NAMED(lit) { KEY(lit), &value_nil }

static const struct value_entry blank[ARTICLE_FIELDS] = {
	[ARTICLE_DESCRIPTION] = NAMED("description"),
	[ARTICLE_ID] = NAMED("id"),
	[ARTICLE_TITLE] = NAMED("title"),
	[ARTICLE_UPDATED] = NAMED("updated"),
	[ARTICLE_UPDATED_ISO] = NAMED("updated_iso"),
	[ARTICLE_URL] = NAMED("url"),
	[ARTICLE_VIEWS] = NAMED("views")
};

static struct value (*const make[ARTICLE_FIELDS])(const struct model_page *m,
    const struct page *p) = { description, id, title, updated, updated_iso,
	url, views };

uint32_t
model_fields_named(struct str name)
{
	if (str_eq(name, STR("articles")))
		return SECTION_ARTICLES;
	if (str_eq(name, STR("sections")))
		return SECTION_SECTIONS;
	for (unsigned i = 0; i < ARTICLE_FIELDS; i++)
		if (str_eq(name, blank[i].key))
			return 1u << i;
	return 0;
}

static uint32_t
fields_read(const struct model_page *m)
{
	return m->skin->templates->reads[m->layout].fields;
}

static size_t
count_fields(uint32_t fields)
{
	size_t n = 0;

	for (unsigned i = 0; i < ARTICLE_FIELDS; i++)
		n += fields >> i & 1;
	return n;
}

/* One allocation: the entries, then the values that they lead to. */
struct value
model_article(const struct model_page *m, const struct page *p)
{
	uint32_t fields = fields_read(m);
	struct value_entry *e = arena_bytes(m->a, sizeof(blank) +
	    count_fields(fields) * sizeof(struct value));
	struct value *v = (struct value *)(void *)(e + ARTICLE_FIELDS);

	memcpy(e, blank, sizeof(blank));
	for (unsigned i = 0; i < ARTICLE_FIELDS; i++) {
		if ((fields >> i & 1) == 0)
			continue;
		*v = make[i](m, p);
		e[i].v = v++;
	}
	return (struct value){ .type = VALUE_MAP, .map = { e,
	    ARTICLE_FIELDS } };
}

struct value
model_articles(const struct model_page *m, const struct page *const *p,
    size_t n)
{
	struct value list, *v = model_array(m->a, n, &list);

	/* They may lie anywhere: all are waited for together. */
	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(card_of(m->skin, p[i]));
	for (size_t i = 0; i < n; i++)
		v[i] = model_article(m, p[i]);
	return list;
}

/* A card says what all editions that share it call a page; other fields are
   the edition's. */
static bool
are_on_cards(uint32_t fields)
{
	const uint32_t on_cards = 1u << ARTICLE_ID | 1u << ARTICLE_TITLE |
	    1u << ARTICLE_URL;

	return (fields & ((1u << ARTICLE_FIELDS) - 1) & ~on_cards) == 0;
}

bool
model_articles_origin(const struct model_page *m, const struct page *const *p,
    size_t n, struct origin *o)
{
	const struct card *c;

	if (!are_on_cards(fields_read(m)))
		return false;
	for (size_t i = 0; i < n; i++) {
		c = card_of(m->skin, p[i]);
		if (!c || o->n == ORIGIN_MAX)
			return false;
		o->word[o->n++] = (uintptr_t)c;
	}
	return true;
}

/* Pages of the first edition whose list it is, and its skin. */
bool
model_many_origin(const struct model_page *m, const struct page *const *p,
    size_t n, const uintptr_t *last, struct origin *o)
{
	const struct page *const *before = last ? (const void *)last[0] : NULL;
	const struct skin *skin = last ? (const void *)last[1] : NULL;
	bool same = before != NULL;

	if (!are_on_cards(fields_read(m)))
		return false;
	for (size_t i = 0; same && i < n; i++) {
		const struct card *c = card_of(m->skin, p[i]);
		same = c && c == card_of(skin, before[i]);
	}
	o->word[o->n++] = (uintptr_t)(same ? before : p);
	o->word[o->n++] = (uintptr_t)(same ? skin : m->skin);
	return true;
}

/* --- Sections ------------------------------------------------------------ */

static struct value
section_articles(const struct model_page *m, const struct section *sec)
{
	return model_articles(m, (const struct page *const *)sec->article,
	    sec->narticles);
}

static struct value
section_card(const struct model_page *m, const struct section *sec)
{
	static const struct str keys[] = { KEY("articles"), KEY("count"),
	    KEY("description"), KEY("id"), KEY("sections"), KEY("title"),
	    KEY("url") };
	struct value *v, card = model_record(m->a, keys, 7, &v);

	v[0] = fields_read(m) & SECTION_ARTICLES ?
	    section_articles(m, sec) : value_nil;
	v[1] = value_int((int64_t)sec->count);
	v[2] = model_description(sec->page);
	v[3] = value_text(model_section_id(sec));
	v[4] = fields_read(m) & SECTION_SECTIONS ? model_sections(m, sec) :
	    value_nil;
	v[5] = model_title(sec->page);
	v[6] = model_url_value(sec->page->url);
	return card;
}

struct value
model_sections(const struct model_page *m, const struct section *sec)
{
	struct value list, *v = model_array(m->a, sec->nsections, &list);

	for (size_t i = 0; i < sec->nsections; i++)
		v[i] = section_card(m, sec->section[i]);
	return list;
}
