/* From a variant's text back to the sources: the profile is run again with a
   source map, which is kept. */
#include "article/profile.h"

#include <string.h>

#include "base/str.h"

static const struct source_map *
make_map(struct builder *b, const struct variant *v)
{
	struct arena *scratch = arena_new();
	struct source_map *map = ARENA_NEW(b->a, struct source_map);
	struct profile p;

	/* What the run finds was reported by the first one. */
	profile_init(&p, b, scratch, v->edition, v->article,
	    diags_new(scratch, b->pub.project->sources));
	p.mapping = true;
	profile_body(&p);
	struct segment *kept =
	    ARENA_ARRAY(b->a, p.nsegments + 1, struct segment);
	if (p.nsegments > 0)
		memcpy(kept, p.segment, p.nsegments * sizeof(*kept));
	*map = (struct source_map){ kept, p.nsegments };
	profile_free(&p);
	arena_free(scratch);
	return map;
}

static const struct source_map *
map_of(struct builder *b, uint32_t variant)
{
	struct variant *v = &b->pub.variant[variant];

	if (!v->map)
		v->map = make_map(b, v);
	return v->map;
}

struct str
articles_text(struct arena *a, const struct articles *as, uint32_t variant)
{
	struct builder *b = (struct builder *)(uintptr_t)as;
	const struct variant *v = &as->variant[variant];
	struct profile p;

	profile_init(&p, b, a, v->edition, v->article,
	    diags_new(a, as->project->sources));
	profile_body(&p);
	struct str text = arena_str(a, buf_view(&p.out));
	profile_free(&p);
	return text;
}

static const struct segment *
segment_at(const struct source_map *map, uint32_t off, uint32_t *end)
{
	size_t low = 0, high = map->n;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (map->v[mid].from <= off)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0)
		return NULL;
	*end = low < map->n ? map->v[low].from : UINT32_MAX;
	return &map->v[low - 1];
}

static struct span
span_in(const struct segment *s, uint32_t off, uint32_t len, uint32_t end)
{
	struct span at = s->at;

	if (!s->linear)
		return at;
	uint32_t skip = off - s->from;
	if (skip > at.len)
		skip = at.len;
	if (len > end - off)
		len = end - off;
	at.off += skip;
	at.len -= skip;
	if (len < at.len)
		at.len = len;
	return at;
}

/* A span that goes on in the next pieces of the same file covers them. */
static struct span
widen(const struct source_map *map, struct span at, uint32_t off, uint32_t len)
{
	uint32_t end;

	if (len == 0)
		return at;
	const struct segment *last = segment_at(map, off + len - 1, &end);
	struct span to = span_in(last, off + len - 1, 1, end);
	if (to.file == at.file && to.off + to.len > at.off + at.len)
		at.len = to.off + to.len - at.off;
	return at;
}

struct span
articles_locate(const struct articles *as, uint32_t variant, uint32_t off,
    uint32_t len, struct diag *g)
{
	struct builder *b = (struct builder *)(uintptr_t)as;
	const struct variant *v = &as->variant[variant];
	const struct segment *s;
	uint32_t end;

	const struct source_map *map = map_of(b, variant);
	s = segment_at(map, off, &end);
	if (!s)
		return (struct span){ v->article->file, v->article->body_off,
		    0 };
	for (const struct origin *o = s->origin; g && o; o = o->up)
		diag_note(g, o->via, "included from here");
	return widen(map, span_in(s, off, len, end), off, len);
}
