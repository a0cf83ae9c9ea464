/* A file of a brand's tree that comes piece by piece. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "base/str.h"
#include "publish/publish_parts.h"

/* Bytes that are still near when they are written after being digested. */
enum { PIECE = 16 << 10 };

/* As long as it is what the last output holds, it is only compared. */
struct publication_stream {
	struct arena *a;
	struct publication *p;
	uint32_t brand;
	struct published is;	/* of the bytes so far */
	struct hash_stream *hash;
	const struct manifest_file *old;	/* null: there is no last one */
	const char *last;	/* its path */
	int from;		/* and the file, or -1 */
	char *piece;		/* what was read of it */
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

	*s = (struct publication_stream){ .a = a, .p = p, .brand = brand,
		.is = { .path = path }, .hash = hash_begin(), .from = -1,
		.fd = -1 };
	s->last = arena_printf(a, "%s/%.*s", b->tree, STR_ARG(path)).p;
	s->old = map_ptr(b->old.files, path);
	if (s->old && !is_as_published(s->last, s->old->size, &s->stamp))
		s->old = NULL;
	if (s->old)
		s->from = open(s->last, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	s->piece = s->from >= 0 ? arena_bytes(a, PIECE) : NULL;
	return s;
}

/* At most a piece of the last file; less where it ends. */
static struct str
read_last(const struct publication_stream *s, uint64_t at, size_t n)
{
	size_t got = 0;
	ssize_t more = 1;

	while (s->from >= 0 && got < n && more != 0) {
		more = pread(s->from, s->piece + got, n - got,
		    (off_t)(at + got));
		if (more < 0 && errno != EINTR)
			die(errno, "cannot read %s", s->last);
		got += more > 0 ? (size_t)more : 0;
	}
	return (struct str){ s->piece, got };
}

/* The same of bytes that are there: at most `n`. */
static struct str
take_last(const struct publication_stream *s, uint64_t at, uint64_t n)
{
	size_t want = n < PIECE ? (size_t)n : PIECE;
	struct str piece = read_last(s, at, want);

	if (piece.n < want)
		die(0, "%s has become shorter", s->last);
	return piece;
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
	for (uint64_t at = 0; at < s->is.size; at += PIECE)
		put(s, take_last(s, at, s->is.size - at));
}

static void
put_piece(struct publication_stream *s, struct str piece)
{
	hash_more(s->hash, piece);
	put(s, piece);
	s->is.size += piece.n;
}

void
publication_stream_put(struct publication_stream *s, struct str bytes)
{
	for (size_t at = 0; at < bytes.n; at += PIECE) {
		struct str piece = str_slice(bytes, at, at + PIECE);
		if (!s->differs && !str_eq(piece, read_last(s, s->is.size,
		    piece.n)))
			depart(s);
		put_piece(s, piece);
	}
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
	if (s->from >= 0)
		close(s->from);
	*out = *is;
}
