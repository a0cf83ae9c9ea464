/* articles.json, piece by piece, in editions side by side: of an entry most is
   the same in all. */
#include "command/entries.h"

#include "base/files.h"
#include "base/str.h"
#include "render/stencil.h"

enum { PIECE = 16 << 10 };	/* bytes put together before they are written */

/* A file in the making. */
struct entries {
	struct str path;
	struct publication_stream *to;	/* null when only checking */
	struct buf fresh;		/* not yet written */
	bool begun;
};

/* An edition, and how far it is. */
struct side {
	const struct entries_setup *with;
	size_t next, end;	/* of its folders */
	struct entries file;	/* of the folder that is being written */
};

struct sides {
	struct arena *a;
	struct side side[WALK_EDITIONS];
	size_t n;
	/* Of the entry that is being made. */
	struct stencil_literals literals;
	struct buf plain, marks;
};

static void
flush(struct entries *x)
{
	if (x->to)
		publication_stream_put(x->to, buf_view(&x->fresh));
	buf_reset(&x->fresh);
}

static void
begin_file(struct sides *s, struct side *of)
{
	const struct entries_setup *with = of->with;
	struct entries *x = &of->file;

	*x = (struct entries){ .fresh = x->fresh };
	x->path = arena_printf(s->a, "%.*s%.*s%.*s",
	    STR_ARG(with->e->site->edition->prefix),
	    STR_ARG(with->folders->v[of->next].at), STR_ARG(EMIT_ARTICLES));
	if (with->pub)
		x->to = publication_stream_begin(s->a, with->pub,
		    with->brand, x->path);
	emit_entries_begin(with->folders, of->next, &s->plain, &x->fresh);
	verify_begin(with->verify, x->path);
	verify_entry(with->verify, x->path,
	    marked_plain(buf_view(&s->plain)));
}

static void
add_entry(struct sides *s, struct side *of, const struct page *p)
{
	struct entries *x = &of->file;

	emit_entry_gap(!x->begun, &x->fresh);
	x->begun = true;
	emit_entry(of->with->e, p, &s->literals, &s->plain, &s->marks,
	    &x->fresh);
	verify_entry(of->with->verify, p->id, s->n == 1 ?
	    marked_plain(buf_view(&s->plain)) :
	    marked_by(&s->plain, &s->marks));
	if (x->fresh.n >= PIECE)
		flush(x);
}

static void
end_file(struct side *of)
{
	struct entries *x = &of->file;
	struct published out = { .path = x->path };

	emit_entries_end(&x->fresh);
	flush(x);
	verify_end(of->with->verify);
	if (x->to)
		publication_stream_end(x->to, &out);
	published_put(of->with->files, &out);
	of->next++;
}

/* The folder whose turn it is; null at the end. */
static const struct folder *
next_folder(const struct sides *s)
{
	const struct folder *least = NULL;

	for (size_t i = 0; i < s->n; i++) {
		const struct side *x = &s->side[i];
		const struct folder *f = &x->with->folders->v[x->next];
		if (x->next < x->end &&
		    (!least || str_cmp(f->at, least->at) < 0))
			least = f;
	}
	return least;
}

/* Whether the edition has a folder of that name. */
static bool
has(const struct side *x, struct str at)
{
	return x->next < x->end &&
	    str_eq(x->with->folders->v[x->next].at, at);
}

static void
write_folder(struct sides *s, const struct folder *f)
{
	struct str at = f->at, end = path_beyond(s->a, at);
	struct side *of[WALK_EDITIONS];
	struct walk walk = { .n = 0 };
	const struct page *p;
	size_t k;

	for (size_t i = 0; i < s->n; i++) {
		if (!has(&s->side[i], at))
			continue;
		of[walk.n] = &s->side[i];
		begin_file(s, of[walk.n]);
		walk_add(&walk, s->side[i].with->e->site, at, end);
	}
	while ((p = walk_next(&walk, &k)) != NULL)
		if (emit_has_entry(p) && str_eq(path_folder(p->url), at))
			add_entry(s, of[k], p);
	for (k = 0; k < walk.n; k++)
		end_file(of[k]);
}

void
entries_write(struct arena *a, const struct entries_setup *with, size_t n,
    struct str from, struct str to)
{
	struct sides s = { .a = a, .n = n };
	const struct folder *f;

	for (size_t i = 0; i < n; i++) {
		const struct folders *all = with[i].folders;
		s.side[i] = (struct side){ .with = &with[i],
		    .next = folders_from(all, from),
		    .end = to.n > 0 ? folders_from(all, to) : all->n };
	}
	while ((f = next_folder(&s)) != NULL)
		write_folder(&s, f);
	for (size_t i = 0; i < n; i++)
		buf_free(&s.side[i].file.fresh);
	stencil_literals_free(&s.literals);
	buf_free(&s.plain);
	buf_free(&s.marks);
}
