/* A theme put on one edition, and the pages that come of it. */
#include "render/internal.h"

static struct str
with_slash(struct arena *a, struct str url)
{
	if (url.n == 0 || str_ends(url, STR("/")))
		return url;
	return arena_printf(a, "%.*s/", STR_ARG(url));
}

/* Where the source language's edition is published; a brand without one has
   its fallback pages at their own addresses alone. */
static struct str
source_url(struct skin *s)
{
	const struct brand *b = s->edition->brand;

	for (size_t i = 0; i < b->nlocales; i++) {
		if (b->locales[i] != b->source)
			continue;
		if (s->published.n == 0 || (i == 0 && !b->locale_prefix_always))
			return s->published;
		return arena_printf(s->a, "%.*s%.*s/", STR_ARG(s->published),
		    STR_ARG(locale_tag(b->source)));
	}
	return s->url;
}

static void
set_addresses(struct skin *s)
{
	struct str given = s->options.url;

	s->published = with_slash(s->a, given.n ? given :
	    s->edition->brand->url);
	s->url = s->published.n == 0 ? s->published : arena_printf(s->a,
	    "%.*s%.*s", STR_ARG(s->published), STR_ARG(s->edition->prefix));
	s->source_url = source_url(s);
}

struct skin *
skin_build(struct arena *a, const struct templates *t, const struct site *site,
    const struct skin_options *o, struct diags *d)
{
	struct skin *s = ARENA_NEW(a, struct skin);
	const struct value *brand;
	const struct reader *reader;

	s->a = a;
	s->templates = t;
	s->site = site;
	s->edition = site->edition;
	s->options = *o;
	s->providers = t->providers;
	s->readers = providers_readers(s->providers, &reader) > 0;
	set_addresses(s);
	skin_words_build(s);
	skin_options_build(s, d);
	brand = value_get(&s->edition->values, STR("brand"));
	s->tokens = colour_tokens(a, &t->theme->settings, brand ?
	    value_get(brand, STR("colours")) : NULL, d);
	skin_furniture_build(s, d);
	skin_files_build(s);
	model_build(s);
	return s;
}

struct str
skin_brand_css(const struct skin *s)
{
	return s->tokens.css;
}

size_t
skin_files(const struct skin *s, const struct skin_file **out)
{
	*out = s->file;
	return s->files;
}

/* --- Pages --------------------------------------------------------------- */

/* One page by itself. */
static void
write_page(struct model_page m, const struct str *anchor, struct diags *d,
    struct buf *out)
{
	struct run r = { .skin = m.skin, .model = &m, .scratch = m.a, .d = d,
	    .out = out, .anchor = anchor };

	model_fill(&m);
	skin_open(&r);
	skin_run(&r, m.skin->templates->layout[m.layout]);
}

/* One of many. */
static void
write_planned(struct model_page m, struct diags *d, struct buf *out)
{
	if (!plan_write(&m, d, out))
		write_page(m, NULL, d, out);
}

void
skin_home(const struct skin *s, struct arena *scratch, struct diags *d,
    struct buf *out)
{
	write_page((struct model_page){ .skin = s, .a = scratch,
	    .page = s->site->root->page, .layout = LAYOUT_HOME }, NULL, d,
	    out);
}

void
skin_section(const struct skin *s, const struct section *sec,
    struct arena *scratch, struct diags *d, struct buf *out,
    struct buf *marks)
{
	write_planned((struct model_page){ .skin = s, .a = scratch,
	    .page = sec->page, .layout = LAYOUT_SECTION, .marks = marks }, d,
	    out);
}

void
skin_article(const struct skin *s, const struct page *p,
    struct arena *scratch, struct diags *d, struct buf *out,
    struct buf *marks)
{
	write_planned((struct model_page){ .skin = s, .a = scratch, .page = p,
	    .layout = LAYOUT_ARTICLE, .marks = marks }, d, out);
}

void
skin_tag(const struct skin *s, const struct tag *t, struct arena *scratch,
    struct diags *d, struct buf *out)
{
	write_planned((struct model_page){ .skin = s, .a = scratch, .tag = t,
	    .layout = LAYOUT_TAG }, d, out);
}

void
skin_404(const struct skin *s, struct arena *scratch, struct diags *d,
    struct buf *out)
{
	write_page((struct model_page){ .skin = s, .a = scratch,
	    .layout = LAYOUT_404 }, NULL, d, out);
}

bool
skin_searches(const struct skin *s)
{
	return s->options.search && s->templates->layout[LAYOUT_SEARCH];
}

void
skin_search(const struct skin *s, struct arena *scratch, struct diags *d,
    struct buf *out)
{
	write_page((struct model_page){ .skin = s, .a = scratch,
	    .layout = LAYOUT_SEARCH }, NULL, d, out);
}

void
skin_print(const struct skin *s, struct arena *scratch, struct diags *d,
    struct buf *out)
{
	const struct str *anchor;
	struct value chapters = model_chapters(s, scratch, &anchor);

	write_page((struct model_page){ .skin = s, .a = scratch,
	    .layout = LAYOUT_PRINT, .chapters = chapters }, anchor, d, out);
}

void
skin_epub(const struct skin *s, const struct page *p, struct arena *scratch,
    struct diags *d, struct buf *out)
{
	write_planned((struct model_page){ .skin = s, .a = scratch, .page = p,
	    .layout = LAYOUT_EPUB }, d, out);
}

struct str
skin_word(const struct skin *s, const char *key)
{
	const struct value *v = value_get(&s->words.ui, str_c(key));

	return v && v->type == VALUE_TEXT ? v->text : STR("");
}

void
skin_body(const struct skin *s, const struct page *p, struct buf *out)
{
	struct model_page m = { .skin = s, .a = arena_new(), .page = p };
	struct run r = { .skin = s, .model = &m, .scratch = m.a, .out = out };

	m.root = model_root(m.a, p->url);
	skin_write_body(&r, p);
	arena_free(m.a);
}
