/* Digests of what a project's articles have in common, and of their texts. */
#include "command/ground.h"

#include <string.h>

#include "base/files.h"
#include "base/str.h"

static void
put_hash(struct buf *b, struct hash128 h)
{
	buf_add(b, &h, sizeof(h));
}

static void
put_str(struct buf *b, struct str s)
{
	buf_u32(b, (uint32_t)s.n);
	buf_str(b, s);
}

static void
put_text(struct buf *b, const struct sources *s, uint32_t file,
    uint32_t body)
{
	put_hash(b, sources_rest(s, file, body));
}

static struct hash128
text_of(const struct sources *s, const struct article *art, struct buf *b)
{
	buf_reset(b);
	put_text(b, s, art->file, art->body_off);
	for (size_t i = 0; i < art->ntranslations; i++)
		put_text(b, s, art->translation[i].file,
		    art->translation[i].body_off);
	return hash_xxh3(buf_view(b));
}

/* Where the text of each source begins; all of it is front that belongs to no
   article. */
static uint32_t *
bodies(struct arena *a, const struct pipeline *p)
{
	uint32_t n = sources_count(p->sources) + 1;
	uint32_t *body = ARENA_ARRAY(a, n, uint32_t);

	memset(body, 0xff, n * sizeof(*body));
	for (size_t i = 0; i < p->project->narticles; i++) {
		const struct article *art = &p->project->article[i];
		body[art->file] = art->body_off;
		for (size_t k = 0; k < art->ntranslations; k++)
			body[art->translation[k].file] =
			    art->translation[k].body_off;
	}
	return body;
}

/* What stands in front of each source's text. */
static struct hash128 *
fronts(struct arena *a, const struct pipeline *p)
{
	uint32_t *body = bodies(a, p), n = sources_count(p->sources) + 1;
	struct hash128 *front = ARENA_ARRAY(a, n, struct hash128);

	for (uint32_t i = 1; i < n; i++)
		front[i] = hash_xxh3(str_slice(sources_start(p->sources, i,
		    body[i]), 0, body[i]));
	return front;
}

static struct hash128
same_of(const struct recall *r, const struct pipeline *p,
    const struct hash128 *front)
{
	struct buf b = BUF_INIT;

	put_hash(&b, r->inputs.others);
	put_str(&b, r->options);
	for (uint32_t i = 1; i <= sources_count(p->sources); i++) {
		put_str(&b, sources_path(p->sources, i));
		put_hash(&b, front[i]);
	}
	struct hash128 h = hash_xxh3(buf_view(&b));
	buf_free(&b);
	return h;
}

static struct hash128
rest_of(const struct recall *r)
{
	struct buf b = BUF_INIT;

	put_hash(&b, r->inputs.rest);
	put_str(&b, r->options);
	struct hash128 h = hash_xxh3(buf_view(&b));
	buf_free(&b);
	return h;
}

static void
put_source(struct buf *b, const struct pipeline *p,
    const struct hash128 *front, uint32_t file)
{
	put_str(b, sources_path(p->sources, file));
	put_hash(b, front[file]);
}

/* The sections that an article is in decide whether it is shown; whether a
   section is may depend on all that is in it. */
static struct hash128
own_of(const struct ground *g, const struct pipeline *p,
    const struct hash128 *front, const struct article *art, struct buf *b)
{
	buf_reset(b);
	put_hash(b, g->text[art->index]);
	put_str(b, art->id);
	put_source(b, p, front, art->file);
	for (size_t i = 0; i < art->ntranslations; i++)
		put_source(b, p, front, art->translation[i].file);
	for (struct str id = path_dir(art->id); id.n > 0; id = path_dir(id)) {
		const struct article *section = map_ptr(p->project->by_id, id);
		if (section)
			put_source(b, p, front, section->file);
	}
	if (art->section)
		put_hash(b, g->same);
	return hash_xxh3(buf_view(b));
}

struct ground *
ground_of(const struct recall *r, const struct pipeline *p)
{
	struct ground *g = ARENA_NEW(p->arena, struct ground);
	size_t n = p->project->narticles;
	struct arena *a = arena_new();
	struct hash128 *front = fronts(a, p);
	struct buf b = BUF_INIT;

	g->text = ARENA_ARRAY(p->arena, n + 1, struct hash128);
	g->own = ARENA_ARRAY(p->arena, n + 1, struct hash128);
	g->same = same_of(r, p, front);
	g->rest = rest_of(r);
	for (size_t i = 0; i < n; i++)
		g->text[i] = text_of(p->sources, &p->project->article[i], &b);
	for (size_t i = 0; i < n; i++)
		g->own[i] = own_of(g, p, front, &p->project->article[i], &b);
	buf_free(&b);
	arena_free(a);
	return g;
}
