/* What is copied beside the pages: the theme's assets and the brand's images,
   which stand in front of theme files of the same name. */
#include <stdlib.h>

#include "base/files.h"
#include "render/internal.h"

struct collecting {
	struct skin *s;
	struct map *file;	/* path -> struct skin_file * */
};

static struct skin_file *
put(struct collecting *c, struct str path)
{
	struct map_entry *e = map_put(c->file, path, NULL);

	if (!e->ptr)
		e->ptr = ARENA_NEW(c->s->a, struct skin_file);
	struct skin_file *f = e->ptr;
	*f = (struct skin_file){ .path = path };
	return f;
}

/* Every image of the edition's values, however deep. */
static void
collect(struct collecting *c, const struct value *v)
{
	const char *root = c->s->site->articles->project->root;

	switch (v->type) {
	case VALUE_IMAGE:
		put(c, v->pair.text)->disk = path_join(c->s->a, str_c(root),
		    v->pair.target);
		break;
	case VALUE_LIST:
		for (size_t i = 0; i < v->list.n; i++)
			collect(c, &v->list.v[i]);
		break;
	case VALUE_MAP:
		for (size_t i = 0; i < v->map.n; i++)
			collect(c, v->map.e[i].v);
		break;
	default:
		break;
	}
}

static void
collect_brand(struct collecting *c)
{
	const struct value *all = &c->s->edition->values;

	for (size_t i = 0; i < all->map.n; i++)
		/* Other brands' values are no part of this site. */
		if (!str_eq(all->map.e[i].key, STR("brands")))
			collect(c, all->map.e[i].v);
}

static int
by_path(const void *a, const void *b)
{
	const struct skin_file *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

void
skin_files_build(struct skin *s)
{
	const struct theme *t = s->templates->theme;
	struct collecting c = { .s = s, .file = map_new(s->a) };

	for (size_t i = 0; i < t->nfiles; i++)
		if (str_starts(t->files[i].path, STR("assets/")))
			put(&c, t->files[i].path)->bytes = t->files[i].bytes;
	collect_brand(&c);
	s->files = map_count(c.file);
	struct skin_file *f = ARENA_ARRAY(s->a, s->files + 1,
	    struct skin_file);
	for (size_t i = 0; i < s->files; i++)
		f[i] = *(const struct skin_file *)map_at(c.file, i)->ptr;
	qsort(f, s->files, sizeof(*f), by_path);
	s->file = f;
}
