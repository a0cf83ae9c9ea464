/* Writing and reading a document's gist. */
#include "article/article.h"

#include <string.h>

#include "article/anchors.h"
#include "base/files.h"
#include "base/str.h"

struct writer {
	struct arena *a;	/* for what only writing needs */
	const struct document *d;
	struct str folder;
	const struct region *region;
	size_t regions;
	struct buf kind[4];	/* struct gist_item: in the order of the gist */
	struct buf pool;
};

enum { HEADING, LINK, IMAGE, TAB };

static struct pooled
pool(struct writer *w, struct str s)
{
	struct pooled p = { (uint32_t)w->pool.n, (uint32_t)s.n };

	buf_str(&w->pool, s);
	return p;
}

static struct pooled
pool_plain(struct writer *w, uint32_t n)
{
	struct pooled p = { (uint32_t)w->pool.n, 0 };

	document_plain(w->d, n, &w->pool);
	p.len = (uint32_t)w->pool.n - p.off;
	return p;
}

static bool
has_slot(struct str s)
{
	size_t at;
	uint32_t number;

	return slot_find(s, 0, &at, &number);
}

/* The Markdown file that a destination names by a plain path. */
static struct str
file_of(struct writer *w, struct str folder, struct str destination)
{
	struct str path, anchor, file;

	str_cut(destination, '#', &path, &anchor);
	if (!str_ends(path, STR(".md")) || has_slot(destination) ||
	    str_find_char(destination, ':', 0) >= 0 ||
	    str_find_char(destination, '%', 0) >= 0 ||
	    str_find_char(destination, '?', 0) >= 0 ||
	    !value_url_is_safe(destination) ||
	    !path_resolve(w->a, folder, path, &file))
		return (struct str){ 0 };
	return file;
}

static void
add(struct writer *w, unsigned kind, uint32_t n)
{
	const struct node *k = &w->d->node[n];
	const struct region *r = region_at(w->region, w->regions, k->at);
	struct str folder = r ? r->folder : w->folder;
	struct gist_item i = { .at = k->at, .at_len = k->at_len };

	if (kind == TAB)
		i.text = pool(w, document_str(w->d, k->extra));
	else if (kind != HEADING || k->flags & NODE_EXPLICIT_ID)
		i.text = pool(w, document_str(w->d, k->text));
	if (kind == HEADING)
		i.level = k->number;
	if (kind == HEADING || kind == IMAGE)
		i.plain = pool_plain(w, n);
	if (kind == LINK || kind == IMAGE)
		i.folder = pool(w, folder);
	if (kind == LINK)
		i.found = pool(w, file_of(w, folder,
		    document_str(w->d, k->text)));
	buf_add(&w->kind[kind], &i, sizeof(i));
}

static uint32_t
count(const struct writer *w, unsigned kind)
{
	return (uint32_t)(w->kind[kind].n / sizeof(struct gist_item));
}

static void
add_all(struct writer *w)
{
	const struct document *d = w->d;

	for (uint32_t n = 1; n < d->nodes; n++) {
		switch (d->node[n].type) {
		case NODE_HEADING: add(w, HEADING, n); break;
		case NODE_LINK: add(w, LINK, n); break;
		case NODE_IMAGE: add(w, IMAGE, n); break;
		case NODE_TAB: add(w, TAB, n); break;
		default: break;
		}
	}
}

static struct gist_item *
item_at(struct writer *w, unsigned kind, uint32_t i)
{
	return (struct gist_item *)(void *)w->kind[kind].p + i;
}

static struct str
pooled_str(const struct writer *w, struct pooled s)
{
	return str_slice(buf_view(&w->pool), s.off, (size_t)s.off + s.len);
}

/* Written ids come first, so that no generated one takes their place. False
   when one is there twice or is taken. */
static bool
take_written(struct writer *w, struct map *used)
{
	for (uint32_t i = 0; i < count(w, HEADING); i++) {
		struct gist_item *k = item_at(w, HEADING, i);
		struct str id = arena_str(w->a, pooled_str(w, k->text));
		bool fresh = true;
		if (id.n > 0)
			map_put(used, id, &fresh);
		if (!fresh || anchor_is_taken(id))
			return false;
		k->found = k->text;
	}
	return true;
}

/* The title lies in the pool, which grows. */
static bool
number(struct writer *w, struct map *used, struct gist_item *k,
    struct pooled title)
{
	struct str s = pooled_str(w, title);

	if (has_slot(s))
		return false;
	if (k->found.len == 0)
		k->found = pool(w, anchor_make(used, w->a, s));
	return true;
}

/* Whether no edition can find other ids than these. */
static bool
number_all(struct writer *w)
{
	struct map *used = map_new(w->a);

	if (!take_written(w, used))
		return false;
	for (uint32_t i = 0; i < count(w, HEADING); i++) {
		struct gist_item *k = item_at(w, HEADING, i);
		if (!number(w, used, k, k->plain))
			return false;
	}
	for (uint32_t i = 0; i < count(w, TAB); i++) {
		struct gist_item *k = item_at(w, TAB, i);
		if (!number(w, used, k, k->text))
			return false;
	}
	return true;
}

void
gist_write(const struct document *d, struct str folder,
    const struct region *r, size_t n, struct buf *out)
{
	struct writer w = { .a = arena_new(), .d = d, .folder = folder,
	    .region = r, .regions = n };

	buf_reserve(&w.kind[HEADING], d->headings * sizeof(struct gist_item));
	buf_reserve(&w.kind[LINK], d->links * sizeof(struct gist_item));
	buf_reserve(&w.kind[IMAGE], d->images * sizeof(struct gist_item));
	buf_reserve(&w.pool, d->pool_len / 4);
	add_all(&w);
	bool numbered = number_all(&w);
	struct gist head = { .headings = count(&w, HEADING),
	    .links = count(&w, LINK), .images = count(&w, IMAGE),
	    .tabs = count(&w, TAB), .filled = d->nodes > 1, .numbered = numbered,
	    .pool_len = (uint32_t)w.pool.n };
	buf_add(out, &head, sizeof(head));
	for (unsigned i = 0; i < 4; i++) {
		buf_str(out, buf_view(&w.kind[i]));
		buf_free(&w.kind[i]);
	}
	buf_str(out, buf_view(&w.pool));
	buf_free(&w.pool);
	arena_free(w.a);
}

static size_t
items(const struct gist *g)
{
	return (size_t)g->headings + g->links + g->images + g->tabs;
}

size_t
gist_size(const struct gist *g)
{
	return sizeof(*g) + items(g) * sizeof(g->item[0]) + g->pool_len;
}

const struct gist *
gist_of(struct str bytes)
{
	const struct gist *g = (const struct gist *)(const void *)bytes.p;

	if (bytes.n < sizeof(*g) || bytes.n - sizeof(*g) < g->pool_len ||
	    (bytes.n - sizeof(*g) - g->pool_len) / sizeof(g->item[0]) !=
	    items(g))
		return NULL;
	return g;
}

struct str
gist_str(const struct gist *g, struct pooled s)
{
	return (struct str){ (const char *)&g->item[items(g)] + s.off, s.len };
}

const struct gist_item *
gist_heading(const struct gist *g, uint32_t i)
{
	return &g->item[i];
}

const struct gist_item *
gist_link(const struct gist *g, uint32_t i)
{
	return &g->item[g->headings + i];
}

const struct gist_item *
gist_image(const struct gist *g, uint32_t i)
{
	return &g->item[g->headings + g->links + i];
}

const struct gist_item *
gist_tab(const struct gist *g, uint32_t i)
{
	return &g->item[g->headings + g->links + g->images + i];
}
