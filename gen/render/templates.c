/* Compiles a theme's layouts and partials. */
#include "render/internal.h"

#include "base/files.h"

static const char *const layouts[LAYOUTS] = {
	[LAYOUT_HOME] = "layouts/home.html",
	[LAYOUT_SECTION] = "layouts/section.html",
	[LAYOUT_ARTICLE] = "layouts/article.html",
	[LAYOUT_TAG] = "layouts/tag.html",
	[LAYOUT_404] = "layouts/404.html",
	[LAYOUT_PRINT] = "layouts/print.html",
	[LAYOUT_EPUB] = "layouts/epub.html",
	[LAYOUT_SEARCH] = "layouts/search.html"
};

struct template *
templates_find(const struct templates *t, struct str path)
{
	return map_ptr(t->file, path);
}

/* The bytes of an expression's number are its key. */
static struct str
key_of(const struct expr *x)
{
	return (struct str){ (const char *)&x->id, sizeof(x->id) };
}

void
templates_note(struct templates *t, const struct expr *x)
{
	map_put(t->wrong, key_of(x), NULL);
}

bool
templates_noted(const struct templates *t, const struct expr *x)
{
	return map_get(t->wrong, key_of(x)) != NULL;
}

static void
compile_files(struct templates *t, struct diags *d)
{
	for (size_t i = 0; i < t->theme->nfiles; i++) {
		const struct theme_file *f = &t->theme->files[i];
		struct template *m;
		if (!str_ends(f->path, STR(".html")) || f->file == 0 ||
		    (!str_starts(f->path, STR("layouts/")) &&
		    !str_starts(f->path, STR("partials/"))))
			continue;
		m = ARENA_NEW(t->a, struct template);
		m->path = f->path;
		m->program = template_compile(t->a, t->sources, f->file, 0,
		    sources_text(t->sources, f->file).n, TEMPLATE_THEME,
		    NULL, d);
		map_put(t->file, f->path, NULL)->ptr = m;
	}
}

/* A whole page begins and ends in text. */
static void
place_layout(struct templates *t, enum layout which, struct diags *d)
{
	const struct place start = { 0 };
	struct template *f = templates_find(t, str_c(layouts[which]));
	const struct theme_file *lua = theme_find(t->theme, STR("theme.lua"));
	const struct placed *p;

	if (!f && which == LAYOUT_SEARCH)
		return;		/* a theme without a search */
	if (!f) {
		diag_hint(diag_add(d, DIAG_THEME,
		    (struct span){ lua ? lua->file : 0, 0, 0 },
		    "the theme `%.*s` has no `%s`", STR_ARG(t->theme->name),
		    layouts[which]), "add it, or `extends = \"base\"`");
		return;
	}
	p = place_template(t, f, &start, 0, (struct span){ 0 }, d);
	t->layout[which] = p;
	if (p->end.kind != PLACE_TEXT)
		diag_add(d, DIAG_UNCLOSED, (struct span){ f->program->file, 0,
		    0 }, "the page that this layout makes ends %s",
		    place_words(&p->end));
	templates_check(t, f, d);
	templates_reads(p, &t->reads[which]);
	templates_reads(p, &t->reads[LAYOUTS]);
}

struct templates *
templates_build(struct arena *a, const struct theme *theme,
    struct providers *p, const struct sources *s, struct diags *d)
{
	struct templates *t = ARENA_NEW(a, struct templates);

	t->a = a;
	t->theme = theme;
	t->providers = p;
	t->sources = s;
	t->file = map_new(a);
	t->wrong = map_new(a);
	t->plans = plans_new(a);
	templates_settings(&theme->settings, d);
	compile_files(t, d);
	for (int i = 0; i < LAYOUTS; i++)
		place_layout(t, (enum layout)i, d);
	return t;
}
