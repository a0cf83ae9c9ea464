/* articles.json in pieces of the last one and fresh ones. */
#include "command/entries.h"

#include <string.h>

#include "base/map.h"
#include "base/str.h"

/* One for each entry, in order. */
struct row {
	struct hash128 of;	/* reuse_entry */
	uint64_t size;		/* bytes of the entry */
};

/* Bytes of the last file or of the fresh ones: those may still move. */
struct cut {
	size_t from, to;
	bool fresh;
};

struct splice {
	struct str last;	/* the file; empty when there is none */
	struct map *entry;	/* struct row's `of` -> where it is in it */
	struct buf fresh;
	struct buf cuts;	/* struct cut */
};

static struct str
key_of(const struct hash128 *of)
{
	return (struct str){ (const char *)of, sizeof(*of) };
}

static void
note_rows(struct arena *a, struct splice *s, struct str rows)
{
	size_t at = 0;

	for (; rows.n >= sizeof(struct row); rows = str_slice(rows,
	    sizeof(struct row), rows.n)) {
		struct row *row = ARENA_NEW(a, struct row);
		struct str *entry = ARENA_NEW(a, struct str);
		memcpy(row, rows.p, sizeof(*row));
		at += EMIT_ENTRY_GAP;
		*entry = str_slice(s->last, at, at + (size_t)row->size);
		at += entry->n;
		map_put(s->entry, key_of(&row->of), NULL)->ptr = entry;
	}
}

static void
find_last(const struct entries *x, struct arena *a, struct splice *s)
{
	struct reuse_entries was = reuse_last_entries(x->reuse,
	    x->e->site->edition->index);
	struct published file;

	s->entry = map_new(a);
	if (!published_take(&was.files, &file) ||
	    !publication_last(x->pub, x->brand, &file, &s->last)) {
		s->last = (struct str){ 0 };
		return;
	}
	note_rows(a, s, was.rows);
}

static struct cut *
last_cut(struct splice *s)
{
	return s->cuts.n == 0 ? NULL : (struct cut *)(void *)(s->cuts.p +
	    s->cuts.n) - 1;
}

static void
add_cut(struct splice *s, bool fresh, size_t from, size_t to)
{
	struct cut *last = last_cut(s), c = { from, to, fresh };

	if (last && last->fresh == fresh && last->to == from)
		last->to = to;
	else
		buf_add(&s->cuts, &c, sizeof(c));
}

static void
put_gap(struct splice *s)
{
	size_t from = s->fresh.n;

	emit_entry_gap(s->cuts.n == 0, &s->fresh);
	add_cut(s, true, from, s->fresh.n);
}

/* The gap between two entries that stood one behind the other is theirs. */
static void
put_known(struct splice *s, const struct str *entry)
{
	size_t from = (size_t)(entry->p - s->last.p);
	struct cut *last = last_cut(s);

	if (last && !last->fresh && last->to + EMIT_ENTRY_GAP == from)
		from = last->to;
	else
		put_gap(s);
	add_cut(s, false, from, (size_t)(entry->p - s->last.p) + entry->n);
}

static uint64_t
put_entry(const struct entries *x, const struct page *p,
    const struct hash128 *of, struct splice *s, struct buf *plain)
{
	const struct str *known = map_ptr(s->entry, key_of(of));

	if (known) {
		put_known(s, known);
		return known->n;
	}
	put_gap(s);
	size_t from = s->fresh.n;
	emit_entry(x->e, p, plain, &s->fresh);
	add_cut(s, true, from, s->fresh.n);
	return s->fresh.n - from;
}

static void
splice_entries(const struct entries *x, struct splice *s, struct buf *rows)
{
	const struct site *site = x->e->site;
	struct buf plain = BUF_INIT;

	for (size_t i = 0; i < site->npages; i++) {
		const struct page *p = &site->page[i];
		if (!emit_has_entry(p))
			continue;
		struct row row = { .of = reuse_entry(x->reuse, p, &plain) };
		row.size = put_entry(x, p, &row.of, s, &plain);
		buf_add(rows, &row, sizeof(row));
	}
	size_t end = s->fresh.n;
	emit_entries_end(s->cuts.n == 0, &s->fresh);
	add_cut(s, true, end, s->fresh.n);
	buf_free(&plain);
}

static void
publish(const struct entries *x, struct arena *a, const struct splice *s,
    struct str path, struct buf *files)
{
	const struct cut *c = (const struct cut *)(const void *)s->cuts.p;
	size_t n = s->cuts.n / sizeof(*c);
	struct str *piece = ARENA_ARRAY(a, n, struct str);
	struct published out;

	for (size_t i = 0; i < n; i++)
		piece[i] = str_slice(c[i].fresh ? buf_view(&s->fresh) :
		    s->last, c[i].from, c[i].to);
	publication_pieces(x->pub, x->brand, path, piece, n, &out);
	published_put(files, &out);
}

/* What was taken over has been checked; it held no fact of another brand, so
   that no article need name that brand still. */
void
entries_write(const struct entries *x, struct arena *scratch,
    struct buf *files, struct buf *rows)
{
	struct splice s = { 0 };
	struct str path = arena_printf(scratch, "%.*s%.*s",
	    STR_ARG(x->e->site->edition->prefix), STR_ARG(EMIT_ARTICLES));

	find_last(x, scratch, &s);
	splice_entries(x, &s, rows);
	verify_file(x->verify, path, marked_plain(buf_view(&s.fresh)));
	if (verify_foreign(x->verify))
		buf_reset(rows);
	publish(x, scratch, &s, path, files);
	file_unmap(s.last);
	buf_free(&s.fresh);
	buf_free(&s.cuts);
}
