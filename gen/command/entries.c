/* articles.json in pieces of the last one and fresh ones. */
#include "command/entries.h"

#include <string.h>

#include "base/str.h"

/* One for each entry, in order. */
struct row {
	struct hash128 of;	/* reuse_page */
	uint64_t size;		/* bytes of the entry */
};

/* Bytes of the last file or of the fresh ones: those may still move. */
struct cut {
	size_t from, to;
	bool fresh;
};

struct splice {
	struct str last;	/* the file; empty when there is none */
	struct str rows;	/* of its entries to come */
	size_t at;		/* where the next of them begins */
	struct buf fresh;
	struct buf cuts;	/* struct cut */
};

static void
find_last(const struct entries *x, struct splice *s)
{
	struct str files = x->last_files;
	struct published file;

	if (published_take(&files, &file) &&
	    publication_last(x->pub, x->brand, &file, &s->last))
		s->rows = x->last_rows;
}

/* The entry of the last file that stands at the same place among the others:
   articles and their order are the same. */
static bool
take_row(struct splice *s, struct row *row)
{
	if (s->rows.n < sizeof(*row))
		return false;
	memcpy(row, s->rows.p, sizeof(*row));
	s->rows = str_slice(s->rows, sizeof(*row), s->rows.n);
	return row->size <= s->last.n - s->at;
}

static void
add_cut(struct splice *s, bool fresh, size_t from, size_t to)
{
	struct cut *last = (struct cut *)(void *)(s->cuts.p + s->cuts.n);
	struct cut c = { from, to, fresh };

	if (s->cuts.n > 0 && last[-1].fresh == fresh && last[-1].to == from)
		last[-1].to = to;
	else
		buf_add(&s->cuts, &c, sizeof(c));
}

static uint64_t
put_entry(const struct entries *x, const struct page *p, struct hash128 of,
    struct splice *s, struct buf *plain)
{
	size_t from = s->at, begun = s->fresh.n;
	struct row was;

	if (take_row(s, &was)) {
		s->at += was.size;
		if (was.of.hi == of.hi && was.of.lo == of.lo) {
			add_cut(s, false, from, s->at);
			return was.size;
		}
	}
	emit_entry(x->e, p, s->cuts.n == 0, plain, &s->fresh);
	add_cut(s, true, begun, s->fresh.n);
	return s->fresh.n - begun;
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
		struct row row = { .of = reuse_page(x->reuse, p) };
		row.size = put_entry(x, p, row.of, s, &plain);
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

	find_last(x, &s);
	splice_entries(x, &s, rows);
	verify_file(x->verify, path, marked_plain(buf_view(&s.fresh)));
	if (verify_foreign(x->verify))
		buf_reset(rows);
	publish(x, scratch, &s, path, files);
	buf_free(&s.fresh);
	buf_free(&s.cuts);
}
