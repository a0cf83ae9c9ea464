/* What of `page` an article has in all brands, mostly, and what each is made
   of. */
#include "render/escape.h"
#include "render/internal.h"

static void
add_word(struct origin *o, uintptr_t word)
{
	o->word[o->n++] = word;
}

static struct value
heading_value(struct arena *a, const struct heading *h, struct value children)
{
	static const struct str keys[] = { KEY("children"), KEY("id"),
	    KEY("level"), KEY("title") };
	struct value *v, heading = model_record(a, keys, 4, &v);

	v[0] = children;
	v[1] = value_text(h->id);
	v[1].plain = (uint8_t)escape_plain(h->id);
	v[2] = value_int(h->level);
	v[3] = value_text(h->title);
	v[3].plain = (uint8_t)escape_plain(h->title);
	return heading;
}

/* Headings 2, each with the headings 3 up to the next one; a heading 3 before
   all of them stands by itself. */
struct value
model_toc(const struct model_page *m)
{
	struct list_builder b = { .a = m->a };
	const struct page *p = m->page;
	size_t entries = 0;

	for (uint32_t i = 0; model_is_article(m) && i < p->headings; ) {
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

static bool
are_alike(const struct heading *a, const struct heading *b, size_t n)
{
	for (size_t i = 0; a != b && i < n; i++)
		if (a[i].level != b[i].level || !str_eq(a[i].id, b[i].id) ||
		    !str_eq(a[i].title, b[i].title))
			return false;
	return true;
}

/* Of headings that are alike, as those of an article's variants mostly are, the
   first stand for all. */
bool
model_toc_origin(const struct model_page *m, const struct origin *last,
    struct origin *o)
{
	const struct heading *own, *before;
	size_t n;

	if (!model_is_article(m))
		return false;
	own = m->page->heading;
	n = m->page->headings;
	before = last->n > 0 && last->word[1] == n ?
	    (const struct heading *)last->word[2] : NULL;
	add_word(o, n);
	add_word(o, (uintptr_t)(before && are_alike(own, before, n) ?
	    before : own));
	return true;
}

/* Of an article its own tags, of the index of tags all of them. */
struct value
model_tags(const struct model_page *m)
{
	struct value out, *v;

	if (m->layout == LAYOUT_TAG && !m->tag)
		return *value_get(&m->skin->site_value, STR("tags"));
	if (!model_is_article(m))
		return value_nil;
	v = model_array(m->a, m->page->ntags, &out);
	for (size_t i = 0; i < m->page->ntags; i++)
		v[i] = m->skin->tag[m->page->tag[i] - m->skin->site->tag];
	return out;
}

/* Editions whose tags are alike share their values. */
bool
model_tags_origin(const struct model_page *m, const struct origin *last,
    struct origin *o)
{
	(void)last;
	if (!model_is_article(m) || m->page->ntags > ORIGIN_MAX - o->n)
		return false;
	for (size_t i = 0; i < m->page->ntags; i++)
		add_word(o, (uintptr_t)m->skin->tag[m->page->tag[i] -
		    m->skin->site->tag].map.e);
	return true;
}

/* Of a tag's page, of a section's. */
static const struct page *const *
listed(const struct model_page *m, size_t *n)
{
	bool of_tag = m->layout == LAYOUT_TAG && m->tag;

	*n = 0;
	if (of_tag) {
		*n = m->tag->npages;
		return m->tag->page;
	}
	if (!m->page || model_is_article(m))
		return NULL;
	*n = m->page->section->narticles;
	return (const struct page *const *)m->page->section->article;
}

struct value
model_listed(const struct model_page *m)
{
	size_t n;
	const struct page *const *p = listed(m, &n);

	return p ? model_articles(m, p, n) : value_nil;
}

bool
model_listed_origin(const struct model_page *m, const struct origin *last,
    struct origin *o)
{
	size_t n;
	const struct page *const *p = listed(m, &n);
	bool as_long = last->n > 0 && last->word[1] == n;

	if (n == 0)
		return false;
	add_word(o, n);
	return model_many_origin(m, p, n, as_long ? &last->word[2] : NULL, o);
}

struct value
model_related(const struct model_page *m)
{
	const struct page *list[RELATED_MAX];

	return model_is_article(m) ? model_articles(m, list,
	    site_related(m->page, list)) : value_nil;
}

bool
model_related_origin(const struct model_page *m, const struct origin *last,
    struct origin *o)
{
	const struct page *list[RELATED_MAX];

	(void)last;
	return model_is_article(m) && model_articles_origin(m, list,
	    site_related(m->page, list), o);
}

/* The articles beside an article. */
static struct value
neighbour(const struct model_page *m, const struct page *p)
{
	return p ? model_article(m, p) : value_nil;
}

static bool
neighbour_origin(const struct model_page *m, const struct page *p,
    struct origin *o)
{
	return model_articles_origin(m, &p, p != NULL, o);
}

struct value
model_prev_page(const struct model_page *m)
{
	return neighbour(m, model_is_article(m) ? m->page->prev : NULL);
}

bool
model_prev_page_origin(const struct model_page *m, const struct origin *last,
    struct origin *o)
{
	(void)last;
	return model_is_article(m) && neighbour_origin(m, m->page->prev, o);
}

struct value
model_next_page(const struct model_page *m)
{
	return neighbour(m, model_is_article(m) ? m->page->next : NULL);
}

bool
model_next_page_origin(const struct model_page *m, const struct origin *last,
    struct origin *o)
{
	(void)last;
	return model_is_article(m) && neighbour_origin(m, m->page->next, o);
}
