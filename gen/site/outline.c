/* What editions that share a variant need not find out twice. */
#include "site/site_private.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"

enum { IMAGE_HEAD = 256 << 10 };

struct outlines {
	struct arena *a;
	const struct articles *as;
	struct outline **of;	/* by variant, null until asked for */
	struct map *sizes;	/* path on disk -> width << 32 | height */
};

struct outlines *
outlines_new(struct arena *a, const struct articles *as)
{
	struct outlines *o = ARENA_NEW(a, struct outlines);

	o->a = a;
	o->as = as;
	o->of = ARENA_ARRAY(a, as->nvariants + 1, struct outline *);
	o->sizes = map_new(a);
	return o;
}

/* Appends node `n` to the list that its type has, if any. */
static void
sort_in(struct outline *k, const struct document *d, uint32_t n,
    uint32_t *heading, uint32_t *link, uint32_t *image, uint32_t *tab)
{
	switch (d->node[n].type) {
	case NODE_HEADING: heading[k->headings++] = n; break;
	case NODE_LINK: link[k->links++] = n; break;
	case NODE_IMAGE: image[k->images++] = n; break;
	case NODE_TAB: tab[k->tabs++] = n; break;
	default: break;
	}
}

static uint32_t
count_tabs(const struct document *d)
{
	uint32_t count = 0;

	for (uint32_t n = 0; n < d->nodes; n++)
		count += d->node[n].type == NODE_TAB;
	return count;
}

static void
add_titles(struct outlines *o, struct outline *k, const struct document *d)
{
	struct str *title = ARENA_ARRAY(o->a, k->headings + 1, struct str);
	struct buf plain = BUF_INIT;
	size_t at;
	uint32_t number;

	for (uint32_t i = 0; i < k->headings; i++) {
		buf_reset(&plain);
		document_plain(d, k->heading[i], &plain);
		title[i] = arena_str(o->a, buf_view(&plain));
		k->slots = k->slots || slot_find(title[i], 0, &at, &number);
	}
	for (uint32_t i = 0; i < k->tabs; i++)
		k->slots = k->slots || slot_find(document_str(d,
		    d->node[k->tab[i]].extra), 0, &at, &number);
	buf_free(&plain);
	k->title = title;
}

/* Node order is document order along child and next. */
static struct outline *
make(struct outlines *o, const struct document *d)
{
	struct outline *k = ARENA_NEW(o->a, struct outline);
	uint32_t *heading = ARENA_ARRAY(o->a, d->headings + 1, uint32_t);
	uint32_t *link = ARENA_ARRAY(o->a, d->links + 1, uint32_t);
	uint32_t *image = ARENA_ARRAY(o->a, d->images + 1, uint32_t);
	uint32_t *tab = ARENA_ARRAY(o->a, count_tabs(d) + 1, uint32_t);

	for (uint32_t n = d->node[0].child; n; n = document_next(d, n, 0))
		sort_in(k, d, n, heading, link, image, tab);
	k->heading = heading;
	k->link = link;
	k->image = image;
	k->tab = tab;
	add_titles(o, k, d);
	return k;
}

const struct articles *
outlines_articles(const struct outlines *o)
{
	return o->as;
}

const struct outline *
outline_of(struct outlines *o, uint32_t variant)
{
	if (!o->of[variant])
		o->of[variant] = make(o, o->as->variant[variant].doc);
	return o->of[variant];
}

void
outline_share(struct outlines *o, uint32_t variant,
    const struct heading *heading, const struct str *tab)
{
	struct outline *k = o->of[variant];
	struct heading *h = ARENA_ARRAY(o->a, k->headings + 1,
	    struct heading);
	struct str *t = ARENA_ARRAY(o->a, k->tabs + 1, struct str);

	for (uint32_t i = 0; i < k->headings; i++) {
		h[i] = heading[i];
		h[i].id = arena_str(o->a, h[i].id);
		h[i].title = k->title[i];
	}
	for (uint32_t i = 0; i < k->tabs; i++)
		t[i] = arena_str(o->a, tab[i]);
	k->shared = h;
	k->shared_tab = t;
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
