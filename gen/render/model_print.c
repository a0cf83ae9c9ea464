/* The chapters of print.html, and an anchor for each page that no id in the
   document can equal. */
#include "render/internal.h"

struct printing {
	const struct skin *s;
	struct arena *a;
	struct str *anchor;	/* by page index */
	struct map *ids;	/* all ids of the document */
	struct list_builder chapters;
	int64_t n;
};

/* An article brings its anchor and, behind it and a hyphen, its own ids. */
static bool
is_free(struct printing *p, struct str anchor, const struct page *page)
{
	if (map_get(p->ids, anchor))
		return false;
	for (uint32_t i = 0; page && i < page->headings; i++)
		if (map_get(p->ids, arena_printf(p->a, "%.*s-%.*s",
		    STR_ARG(anchor), STR_ARG(page->heading[i].id))))
			return false;
	for (uint32_t i = 0; page && i < page->tabs; i++)
		if (map_get(p->ids, arena_printf(p->a, "%.*s-%.*s",
		    STR_ARG(anchor), STR_ARG(page->tab_id[i]))))
			return false;
	return true;
}

static void
take(struct printing *p, struct str anchor, const struct page *page)
{
	map_put(p->ids, anchor, NULL);
	for (uint32_t i = 0; page && i < page->headings; i++)
		map_put(p->ids, arena_printf(p->a, "%.*s-%.*s",
		    STR_ARG(anchor), STR_ARG(page->heading[i].id)), NULL);
	for (uint32_t i = 0; page && i < page->tabs; i++)
		map_put(p->ids, arena_printf(p->a, "%.*s-%.*s",
		    STR_ARG(anchor), STR_ARG(page->tab_id[i])), NULL);
}

/* "email-imap-vs-pop" of "email/imap-vs-pop", numbered when it is taken. */
static struct str
anchor_for(struct printing *p, struct str id, const struct page *page)
{
	char *c = arena_alloc(p->a, id.n + 1);
	struct str base = { c, id.n }, anchor = base;

	for (size_t i = 0; i < id.n; i++)
		c[i] = id.p[i] == '/' ? '-' : id.p[i];
	for (unsigned i = 2; !is_free(p, anchor, page); i++)
		anchor = arena_printf(p->a, "%.*s-%u", STR_ARG(base), i);
	take(p, anchor, page);
	return anchor;
}

static void
put_description(struct map_builder *b, struct value description)
{
	map_builder_put(b, STR("description"), description);
	/* Known to a second pass alone. */
	map_builder_put(b, STR("page"), value_nil);
}

static struct value
article(struct printing *p, const struct page *page)
{
	struct map_builder b = { .a = p->a };
	struct str lang = model_language(p->s, page);

	map_builder_put(&b, STR("id"), value_text(page->id));
	map_builder_put(&b, STR("anchor"),
	    value_text(p->anchor[page->index]));
	map_builder_put(&b, STR("title"), model_own_title(p->s, page));
	map_builder_put(&b, STR("content"), value_html(page->id));
	map_builder_put(&b, STR("lang"), value_text(lang));
	map_builder_put(&b, STR("dir"),
	    value_text(model_direction(p->s, lang)));
	map_builder_put(&b, STR("fallback"), value_bool(page->reading &&
	    page->reading->fields->fallback));
	put_description(&b, model_own_description(page));
	return map_builder_done(&b);
}

static void
chapter(struct printing *p, const struct section *sec)
{
	struct map_builder b = { .a = p->a };
	struct list_builder articles = { .a = p->a };
	const struct page *page = sec->page;

	for (size_t i = 0; i < sec->narticles; i++)
		list_builder_add(&articles, article(p, sec->article[i]));
	map_builder_put(&b, STR("n"), value_int(++p->n));
	map_builder_put(&b, STR("anchor"),
	    value_text(p->anchor[page->index]));
	map_builder_put(&b, STR("title"), model_title(page));
	map_builder_put(&b, STR("articles"), model_list(&articles));
	put_description(&b, model_description(page));
	list_builder_add(&p->chapters, map_builder_done(&b));
}

/* The home page is a chapter only when it holds articles of its own. */
static bool
is_chapter(const struct section *sec)
{
	return sec->narticles > 0 || (sec->parent && sec->count > 0);
}

/* Anchors first: articles refer to each other in any order. Sections before
   their articles, so that a section keeps its plain name. */
static void
name_all(struct printing *p, const struct section *sec)
{
	if (is_chapter(sec))
		p->anchor[sec->page->index] = anchor_for(p, sec->parent ?
		    sec->page->id : STR("start"), NULL);
	for (size_t i = 0; i < sec->narticles; i++)
		p->anchor[sec->article[i]->index] = anchor_for(p,
		    sec->article[i]->id, sec->article[i]);
	for (size_t i = 0; i < sec->nsections; i++)
		name_all(p, sec->section[i]);
}

static void
write_all(struct printing *p, const struct section *sec)
{
	if (is_chapter(sec))
		chapter(p, sec);
	for (size_t i = 0; i < sec->nsections; i++)
		write_all(p, sec->section[i]);
}

struct value
model_chapters(const struct skin *s, struct arena *a,
    const struct str **anchor)
{
	struct printing p = { .s = s, .a = a, .ids = map_new(a),
	    .chapters = { .a = a } };

	p.anchor = ARENA_ARRAY(a, s->site->npages + 1, struct str);
	/* The id of the table of contents. */
	map_put(p.ids, STR("contents"), NULL);
	name_all(&p, s->site->root);
	write_all(&p, s->site->root);
	*anchor = p.anchor;
	return model_list(&p.chapters);
}
