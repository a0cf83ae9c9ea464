/* From a variant's text back to the sources: the profile is run again with a
   source map, kept for the variant that was asked for last. */
#include "article/profile.h"
#include "base/str.h"

static void
map_variant(struct builder *b, uint32_t variant)
{
	const struct variant *v = &b->pub.variant[variant];
	struct profile p;

	if (b->mapped == variant)
		return;
	if (!b->map_arena)
		b->map_arena = arena_new();
	arena_reset(b->map_arena);
	/* What the run finds was reported by the first one. */
	struct diags *quiet = diags_new(b->map_arena,
	    b->pub.project->sources);
	profile_init(&p, b, v->edition, v->article, quiet);
	p.a = b->map_arena;
	p.mapping = true;
	profile_body(&p);
	b->segment = p.segment;
	b->nsegments = p.nsegments;
	b->mapped = variant;
	buf_free(&p.out);
}

static const struct segment *
segment_at(const struct builder *b, uint32_t off, uint32_t *end)
{
	size_t low = 0, high = b->nsegments;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (b->segment[mid].from <= off)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0)
		return NULL;
	*end = low < b->nsegments ? b->segment[low].from : UINT32_MAX;
	return &b->segment[low - 1];
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
widen(const struct builder *b, struct span at, uint32_t off, uint32_t len)
{
	uint32_t end;

	if (len == 0)
		return at;
	const struct segment *last = segment_at(b, off + len - 1, &end);
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

	map_variant(b, variant);
	s = segment_at(b, off, &end);
	if (!s)
		return (struct span){ v->article->file, v->article->body_off,
		    0 };
	for (const struct frame *f = s->frame; g && f && f->via.file != 0;
	    f = f->up)
		diag_note(g, f->via, "included from here");
	return widen(b, span_in(s, off, len, end), off, len);
}

struct str
articles_folder_at(const struct articles *as, uint32_t variant, uint32_t off)
{
	const struct variant *v = &as->variant[variant];
	size_t low = 0, high = v->nregions;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (v->region[mid].from <= off)
			low = mid + 1;
		else
			high = mid;
	}
	return low == 0 ? v->folder : v->region[low - 1].folder;
}
