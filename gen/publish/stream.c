/* A file of a brand's tree that comes piece by piece. */
#include "base/files.h"
#include "base/str.h"
#include "publish/publish_parts.h"

/* Bytes that are still near when they are written after being digested. */
enum { PIECE = 128 << 10 };

/* As long as it is what the last output holds, it is only compared. */
struct publication_stream {
	struct arena *a;
	struct publication *p;
	uint32_t brand;
	struct published is;	/* of the bytes so far */
	struct hash_stream *hash;
	const struct manifest_file *old;	/* null: there is no last one */
	struct str last;	/* its bytes */
	struct file_stamp stamp;		/* its stamp */
	bool differs;
	const char *path;	/* in the stage, where it differs */
	int fd;			/* -1: the name was taken */
};

struct publication_stream *
publication_stream_begin(struct arena *a, struct publication *p,
    uint32_t brand, struct str path)
{
	struct publication_stream *s = ARENA_NEW(a, struct publication_stream);
	const struct brand_state *b = &p->brand[brand];
	const char *last = arena_printf(a, "%s/%.*s", b->tree,
	    STR_ARG(path)).p;

	*s = (struct publication_stream){ .a = a, .p = p, .brand = brand,
		.is = { .path = path }, .hash = hash_begin(), .fd = -1 };
	s->old = map_ptr(b->old.files, path);
	if (s->old && !is_as_published(last, s->old->size, &s->stamp))
		s->old = NULL;
	if (s->old)
		file_map(last, &s->last);
	return s;
}

bool
publication_stream_last(struct publication_stream *s,
    const struct published *f, struct str *bytes)
{
	struct published is = *f;

	*bytes = s->last;
	return s->last.n > 0 && publication_keeps(s->p, s->brand, &is) &&
	    (publication_stood(s->p) || hash_same(hash_xxh3(s->last),
	    f->hash));
}

static void
put(struct publication_stream *s, struct str bytes)
{
	if (s->fd >= 0)
		file_more(s->fd, s->path, bytes);
}

/* Begins the file in the stage with what it has in common with the last. */
static void
depart(struct publication_stream *s)
{
	struct str name = arena_printf(s->a, "%.*s/%.*s",
	    STR_ARG(s->p->brand[s->brand].is.id), STR_ARG(s->is.path));

	s->differs = true;
	s->path = stage_file(s->a, &s->p->stage, name.p);
	s->fd = file_begin(s->path);
	put(s, str_slice(s->last, 0, (size_t)s->is.size));
}

void
publication_stream_put(struct publication_stream *s, struct str bytes)
{
	struct str last = str_slice(s->last, (size_t)s->is.size, s->last.n);

	if (!s->differs && bytes.p != last.p && !str_starts(last, bytes))
		depart(s);
	for (size_t at = 0; at < bytes.n; at += PIECE) {
		struct str piece = str_slice(bytes, at, at + PIECE);
		hash_more(s->hash, piece);
		put(s, piece);
	}
	s->is.size += bytes.n;
}

void
publication_stream_end(struct publication_stream *s, struct published *out)
{
	struct published *is = &s->is;

	is->hash = hash_end(s->hash);
	is->kept = !s->differs && s->old && s->old->size == is->size &&
	    hash_same(s->old->hash, is->hash);
	if (is->kept)
		is->stamp = s->stamp;
	else if (!s->differs)
		depart(s);
	if (s->fd >= 0)
		is->stamp = file_end(s->fd, s->path);
	file_unmap(s->last);
	*out = *is;
}
