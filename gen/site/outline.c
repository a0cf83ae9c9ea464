/* What editions that share a variant need not find out twice. */
#include "site/site_private.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/str.h"

enum { IMAGE_HEAD = 256 << 10 };

struct outlines {
	struct arena *a;
	const struct articles *as;
	struct outline *of;	/* by variant */
	struct map *sizes;	/* path on disk -> width << 32 | height */
	struct str *url, *folded;	/* by article, empty until asked for */
	struct catalogue *all;	/* null until asked for */
	struct ranking ranking;
	struct kin *kin;		/* by article */
	struct map *numbers;
	struct tagging *tagging;	/* by article */
	struct map *tags;		/* folded names */
	struct map *spellings;		/* names as written -> their number */
	struct wording *wording;	/* by article */
};

/* Of an article's tags, which most editions share. */
struct tagging {
	const struct str *tag;
	size_t n;
	const uint32_t *number;
};

/* An article's title and description, which most editions share. */
struct wording {
	const struct article_fields *of;
	struct str title, description;
};

struct outlines *
outlines_new(struct arena *a, const struct articles *as)
{
	struct outlines *o = ARENA_NEW(a, struct outlines);

	o->a = a;
	o->as = as;
	o->of = ARENA_ARRAY(a, as->nvariants + 1, struct outline);
	o->sizes = map_new(a);
	o->url = ARENA_ARRAY(a, as->project->narticles, struct str);
	o->folded = ARENA_ARRAY(a, as->project->narticles, struct str);
	o->kin = ARENA_ARRAY(a, as->project->narticles, struct kin);
	o->numbers = map_new(a);
	o->tagging = ARENA_ARRAY(a, as->project->narticles, struct tagging);
	o->tags = map_new(a);
	o->spellings = map_new(a);
	o->wording = ARENA_ARRAY(a, as->project->narticles, struct wording);
	return o;
}

struct arena *
outlines_arena(const struct outlines *o)
{
	return o->a;
}

static struct str
make_url(struct arena *a, const struct article *k)
{
	struct str end = k->section ? STR("/index.html") : STR(".html");

	if (k->id.n == 0)
		return STR("index.html");
	char *p = arena_bytes(a, k->id.n + end.n + 1);
	memcpy(p, k->id.p, k->id.n);
	memcpy(p + k->id.n, end.p, end.n + 1);
	return (struct str){ p, k->id.n + end.n };
}

struct str
outlines_url(struct outlines *o, const struct article *k, struct str *folded)
{
	struct str *url = &o->url[k->index];

	if (url->n == 0) {
		*url = make_url(o->a, k);
		struct str low = text_fold(o->a, *url);
		o->folded[k->index] = str_eq(low, *url) ? *url : low;
	}
	*folded = o->folded[k->index];
	return *url;
}

const struct catalogue *
outlines_catalogue(struct outlines *o)
{
	if (!o->all)
		o->all = catalogue_make(o->a, o);
	return o->all;
}

struct ranking *
outlines_ranking(struct outlines *o)
{
	return &o->ranking;
}

struct kin *
outlines_kin(struct outlines *o, const struct article *k)
{
	return &o->kin[k->index];
}

uint32_t
outlines_number(struct outlines *o, struct str bytes)
{
	struct map_entry *e = map_get(o->numbers, bytes);

	if (!e) {
		e = map_put(o->numbers, arena_str(o->a, bytes), NULL);
		e->num = map_count(o->numbers);
	}
	return (uint32_t)e->num;
}

void
outlines_words(struct outlines *o, const struct reading *r,
    struct str *title, struct str *description)
{
	struct wording *w = &o->wording[r->article->index];
	const struct article_fields *f = r->fields;

	if (w->of != f)
		*w = (struct wording){ f,
		    site_fill_readers(o->a, o->as->providers, f->title),
		    site_fill_readers(o->a, o->as->providers, f->description)
		};
	*title = w->title;
	*description = w->description;
}

static uint32_t
folded_number(struct outlines *o, struct str name)
{
	bool fresh;
	struct map_entry *e = map_put(o->tags, text_fold(o->a, name), &fresh);

	if (fresh)
		e->num = map_count(o->tags) - 1;
	return (uint32_t)e->num;
}

static uint32_t
tag_number(struct outlines *o, struct str name)
{
	bool fresh;

	if (name.n == 0)
		return NO_TAG;
	struct map_entry *e = map_put(o->spellings, name, &fresh);
	if (fresh)
		e->num = folded_number(o, name);
	return (uint32_t)e->num;
}

const uint32_t *
outlines_tags(struct outlines *o, uint32_t article,
    const struct article_fields *f)
{
	struct tagging *t = &o->tagging[article];

	if (t->tag == f->tag && t->n == f->ntags && t->number)
		return t->number;
	uint32_t *number = ARENA_ARRAY(o->a, f->ntags, uint32_t);
	for (size_t i = 0; i < f->ntags; i++)
		number[i] = tag_number(o, str_trim(f->tag[i]));
	*t = (struct tagging){ f->tag, f->ntags, number };
	return number;
}

static bool
has_slot(const struct gist *g, struct pooled s)
{
	size_t at;
	uint32_t number;

	return slot_find(gist_str(g, s), 0, &at, &number);
}

static void
make(struct outlines *o, const struct gist *g, struct outline *k)
{
	*k = (struct outline){ .made = true, .headings = g->headings,
	    .tabs = g->tabs, .links = g->links };
	k->route = ARENA_ARRAY(o->a, g->links, struct route);
	for (uint32_t i = 0; i < g->headings && !g->numbered; i++)
		k->slots = k->slots || has_slot(g, gist_heading(g, i)->plain);
	for (uint32_t i = 0; i < g->tabs && !g->numbered; i++)
		k->slots = k->slots || has_slot(g, gist_tab(g, i)->text);
}

const struct articles *
outlines_articles(const struct outlines *o)
{
	return o->as;
}

const struct outline *
outline_of(struct outlines *o, uint32_t variant)
{
	struct outline *k = &o->of[variant];

	if (!k->made)
		make(o, o->as->variant[variant].gist, k);
	return k;
}

void
outline_share(struct outlines *o, uint32_t variant,
    const struct heading *heading, const struct str *tab)
{
	o->of[variant].shared = heading;
	o->of[variant].shared_tab = tab;
}

void
outline_share_targets(struct outlines *o, uint32_t variant,
    const struct target *link, const struct target *image)
{
	o->of[variant].shared_link = link;
	o->of[variant].shared_image = image;
}

void
outline_settle(struct outlines *o, uint32_t variant, uint32_t cast,
    bool apart)
{
	o->of[variant].apart = apart;
	o->of[variant].cast = cast;
}

/* The head of a file; a file that cannot be read has none, and is reported by
   whoever copies it. */
static size_t
read_head(const char *path, char *head, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t n = 0;
	ssize_t got;

	if (fd < 0)
		return 0;
	while (n < size && (got = read(fd, head + n, size - n)) > 0)
		n += (size_t)got;
	close(fd);
	return n;
}

bool
outlines_image_size(struct outlines *o, const struct asset *asset,
    uint32_t *width, uint32_t *height)
{
	bool fresh;
	struct map_entry *e = map_put(o->sizes, asset->disk, &fresh);

	if (fresh) {
		struct buf head = BUF_INIT;
		uint32_t w = 0, h = 0;
		struct str path = arena_str(o->a, asset->disk);
		buf_reserve(&head, IMAGE_HEAD);
		head.n = read_head(path.p, head.p, IMAGE_HEAD);
		if (image_size(buf_view(&head), &w, &h))
			e->num = (uint64_t)w << 32 | h;
		buf_free(&head);
	}
	*width = (uint32_t)(e->num >> 32);
	*height = (uint32_t)e->num;
	return e->num != 0;
}
