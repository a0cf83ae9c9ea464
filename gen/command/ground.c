/* Digests of what a project's articles have in common, and of their texts. */
#include "command/ground.h"

#include <string.h>

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
	struct str text = sources_text(s, file);

	put_hash(b, hash_xxh3(str_slice(text, body, text.n)));
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

/* What stands in front of the texts. */
static void
put_fronts(struct buf *b, struct arena *a, const struct pipeline *p)
{
	uint32_t *body = bodies(a, p);

	for (uint32_t i = 1; i <= sources_count(p->sources); i++) {
		put_str(b, sources_path(p->sources, i));
		put_hash(b, hash_xxh3(str_slice(sources_text(p->sources, i),
		    0, body[i])));
	}
}

struct ground *
ground_of(const struct recall *r, const struct pipeline *p)
{
	struct ground *g = ARENA_NEW(p->arena, struct ground);
	size_t n = p->project->narticles;
	struct arena *a = arena_new();
	struct buf b = BUF_INIT;

	g->text = ARENA_ARRAY(p->arena, n + 1, struct hash128);
	for (size_t i = 0; i < n; i++)
		g->text[i] = text_of(p->sources, &p->project->article[i], &b);
	buf_reset(&b);
	put_hash(&b, r->inputs.others);
	put_str(&b, r->options);
	put_fronts(&b, a, p);
	g->same = hash_xxh3(buf_view(&b));
	buf_free(&b);
	arena_free(a);
	return g;
}
