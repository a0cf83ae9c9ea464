/* Themes: a chain of folders, each replacing files and settings of the one it
   extends, down to the embedded base. */
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/files.h"
#include "base/str.h"
#include "base/suggest.h"
#include "project/parts.h"
#include "provider/provider.h"

#define CHAIN_MAX 16

struct chain {
	struct arena *a;
	struct sources *s;
	struct diags *d;
	const char *root;
	struct str name[CHAIN_MAX];	/* the theme, then what it extends */
	size_t n;
	struct map *files;		/* path -> struct theme_file * */
	struct map *strings;		/* locale -> struct value * */
	struct value settings;
	bool failed;
};

static bool
is_text(struct str path)
{
	static const char *const text[] = { ".html", ".lua", ".css", ".js",
	    ".svg", ".txt", ".xml" };

	for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
		if (str_ends(path, str_c(text[i])))
			return true;
	return false;
}

/* Files nearer to the brand's theme come first and stay. */
static void
add_file(struct chain *c, struct map *own, struct str path, struct str shown,
    struct str bytes)
{
	struct theme_file *f = ARENA_NEW(c->a, struct theme_file);
	bool fresh;

	f->path = path;
	f->bytes = bytes;
	if (is_text(path))
		f->file = sources_add(c->s, shown, bytes);
	map_put(own, path, NULL)->ptr = f;
	struct map_entry *e = map_put(c->files, path, &fresh);
	if (fresh)
		e->ptr = f;
}

static bool
embedded_theme(struct chain *c, struct str name, struct map *own)
{
	struct str prefix = arena_printf(c->a, "themes/%.*s/",
	    STR_ARG(name));
	bool any = false;

	for (const struct embedded_file *f = embedded_files; f->path; f++) {
		struct str path = str_c(f->path);
		if (!str_starts(path, prefix))
			continue;
		add_file(c, own, str_slice(path, prefix.n, path.n),
		    arena_printf(c->a, "livery:%s", f->path),
		    (struct str){ (const char *)f->bytes, f->size });
		any = true;
	}
	return any;
}

static bool
disk_theme(struct chain *c, struct str name, struct map *own)
{
	struct str shown = path_join(c->a, STR("themes"), name);
	struct str dir = path_join(c->a, str_c(c->root), shown);
	struct str bytes;
	size_t n;

	if (!dir_exists(dir.p))
		return false;
	struct dir_entry *e = dir_walk(c->a, dir.p, &n);
	for (size_t i = 0; i < n; i++)
		if (!e[i].dir && !e[i].link && file_read(c->a,
		    path_join(c->a, dir, e[i].path).p, &bytes))
			add_file(c, own, e[i].path,
			    path_join(c->a, shown, e[i].path), bytes);
	return true;
}

/* Maps merge entry by entry, everything else is replaced; `over` wins. */
static struct value
merge(struct arena *a, const struct value *over, const struct value *under)
{
	struct map_builder b = { .a = a };

	if (over->type == VALUE_NIL)
		return *under;
	if (over->type != VALUE_MAP || under->type != VALUE_MAP)
		return *over;
	for (size_t i = 0; i < under->map.n; i++)
		map_builder_put(&b, under->map.e[i].key, *under->map.e[i].v);
	for (size_t i = 0; i < over->map.n; i++) {
		const struct value_entry *e = &over->map.e[i];
		const struct value *old = value_get(under, e->key);
		map_builder_put(&b, e->key,
		    old ? merge(a, e->v, old) : *e->v);
	}
	struct value v = map_builder_done(&b);
	v.at = over->at;
	return v;
}

/* strings/LOCALE.lua of one theme, below those of the themes before it. */
static void
add_strings(struct chain *c, const struct map *own)
{
	for (size_t i = 0; i < map_count(own); i++) {
		const struct theme_file *f = map_at(own, i)->ptr;
		struct value v;
		if (!str_starts(f->path, STR("strings/")) ||
		    !str_ends(f->path, STR(".lua")))
			continue;
		if (!provider_load_data(c->a, c->s, f->file, c->d, &v)) {
			c->failed = true;
			continue;
		}
		struct str locale = str_slice(f->path, 8, f->path.n - 4);
		struct map_entry *e = map_put(c->strings, locale, NULL);
		struct value *merged = ARENA_NEW(c->a, struct value);
		*merged = e->ptr ? merge(c->a, e->ptr, &v) : v;
		e->ptr = merged;
	}
}

static void
unknown_theme(struct chain *c, struct str name, struct span at)
{
	struct suggest s = { 0 };
	size_t n;
	struct dir_entry *e = dir_walk(c->a, path_join(c->a, str_c(c->root),
	    STR("themes")).p, &n);

	for (size_t i = 0; i < n; i++)
		if (e[i].dir && path_dir(e[i].path).n == 0)
			suggest_offer(&s, name, e[i].path);
	suggest_offer(&s, name, STR("base"));
	diag_did_you_mean(diag_add(c->d, DIAG_THEME, at,
	    "there is no theme `%.*s`", STR_ARG(name)), s.best);
	c->failed = true;
}

static bool
seen(struct chain *c, struct str name, struct span at)
{
	for (size_t i = 0; i < c->n; i++) {
		if (!str_eq(c->name[i], name))
			continue;
		diag_add(c->d, DIAG_CYCLE, at,
		    "the theme `%.*s` extends itself", STR_ARG(name));
		c->failed = true;
		return true;
	}
	if (c->n < CHAIN_MAX)
		return false;
	diag_add(c->d, DIAG_LIMIT, at, "more than %d themes extend one "
	    "another", CHAIN_MAX);
	c->failed = true;
	return true;
}

/* Loads one theme of the chain; the name of what it extends, or an empty one,
   comes back in `*next`. */
static void
load_one(struct chain *c, struct str name, struct span at, struct str *next,
    struct span *next_at)
{
	struct map *own = map_new(c->a);
	struct value v;

	*next = (struct str){ 0 };
	if (seen(c, name, at))
		return;
	c->name[c->n++] = name;
	if (!disk_theme(c, name, own) && !embedded_theme(c, name, own)) {
		unknown_theme(c, name, at);
		return;
	}
	add_strings(c, own);
	const struct theme_file *f = map_ptr(own, STR("theme.lua"));
	if (!f) {
		/* A folder with a few files of its own dresses the base. */
		if (!str_eq(name, STR("base")))
			*next = STR("base");
		return;
	}
	if (!provider_load_data(c->a, c->s, f->file, c->d, &v)) {
		c->failed = true;
		return;
	}
	const struct value *extends = value_get(&v, STR("extends"));
	if (extends && extends->type != VALUE_TEXT) {
		diag_add(c->d, DIAG_WRONG_TYPE, extends->at,
		    "`extends` must be the name of a theme");
		c->failed = true;
	} else if (extends) {
		*next = extends->text;
		*next_at = extends->at;
	}
	c->settings = merge(c->a, &c->settings, &v);
}

static int
by_path(const void *a, const void *b)
{
	return str_cmp(((const struct theme_file *)a)->path,
	    ((const struct theme_file *)b)->path);
}

static void
require_layouts(struct chain *c, const struct theme *t)
{
	static const char *const layouts[] = { "home", "section", "article",
	    "print", "404" };

	for (size_t i = 0; i < sizeof(layouts) / sizeof(*layouts); i++) {
		struct str path = arena_printf(c->a, "layouts/%s.html",
		    layouts[i]);
		const struct theme_file *lua;
		if (theme_find(t, path))
			continue;
		lua = theme_find(t, STR("theme.lua"));
		diag_hint(diag_add(c->d, DIAG_THEME,
		    (struct span){ lua ? lua->file : 0, 0, 0 },
		    "the theme `%.*s` has no `%.*s`", STR_ARG(t->name),
		    STR_ARG(path)), "add it, or `extends = \"base\"`");
		c->failed = true;
	}
}

const struct theme *
theme_load(struct arena *a, const char *root, struct sources *s,
    struct str name, struct span at, struct diags *d)
{
	struct chain c = { .a = a, .s = s, .d = d, .root = root,
	    .files = map_new(a), .strings = map_new(a) };
	struct theme *t = ARENA_NEW(a, struct theme);
	struct str next = name;

	while (next.n > 0 && !c.failed)
		load_one(&c, next, at, &next, &at);
	t->name = name;
	t->settings = c.settings;
	t->strings = c.strings;
	t->nfiles = map_count(c.files);
	struct theme_file *files = ARENA_ARRAY(a, t->nfiles ? t->nfiles : 1,
	    struct theme_file);
	for (size_t i = 0; i < t->nfiles; i++)
		files[i] = *(const struct theme_file *)map_at(c.files, i)->ptr;
	qsort(files, t->nfiles, sizeof(*files), by_path);
	t->files = files;
	if (!c.failed)
		require_layouts(&c, t);
	return c.failed ? NULL : t;
}

const struct theme_file *
theme_find(const struct theme *t, struct str path)
{
	struct theme_file key = { .path = path };

	return bsearch(&key, t->files, t->nfiles, sizeof(key), by_path);
}
