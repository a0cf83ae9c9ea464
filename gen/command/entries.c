/* articles.json in pieces of the last one and fresh ones. */
#include "command/entries.h"

#include <string.h>

#include "base/map.h"
#include "base/str.h"

enum { PIECE = 16 << 10 };	/* bytes put together before they are written */

/* One for each entry, in order. */
struct row {
	struct hash128 of;	/* reuse_entry */
	uint64_t size;		/* bytes of the entry */
};

/* Where something is in the last file. */
struct place {
	uint64_t at, n;		/* bytes */
};

struct entries {
	struct entries_setup with;
	struct arena *a;
	struct str path;
	struct publication_stream *to;	/* null when only checking */
	struct map *known;	/* struct row's `of` -> struct place * */
	struct place run;	/* of the last file, to be written */
	struct buf fresh;	/* what comes behind it */
	struct buf rows;
	bool begun;
};

static struct str
key_of(const struct hash128 *of)
{
	return (struct str){ (const char *)of, sizeof(*of) };
}

static void
note_rows(struct entries *x, struct str rows)
{
	uint64_t at = 0;

	for (; rows.n >= sizeof(struct row); rows = str_slice(rows,
	    sizeof(struct row), rows.n)) {
		struct row *row = ARENA_NEW(x->a, struct row);
		struct place *entry = ARENA_NEW(x->a, struct place);
		memcpy(row, rows.p, sizeof(*row));
		at += EMIT_ENTRY_GAP;
		*entry = (struct place){ at, row->size };
		at += row->size;
		map_put(x->known, key_of(&row->of), NULL)->ptr = entry;
	}
}

static void
find_last(struct entries *x)
{
	struct reuse_entries was = reuse_last_entries(x->with.reuse,
	    x->with.e->site->edition->index);
	struct published file;

	x->known = map_new(x->a);
	if (published_take(&was.files, &file) &&
	    publication_stream_last(x->to, &file))
		note_rows(x, was.rows);
}

void
entries_text_free(struct entries_text *t)
{
	stencil_literals_free(&t->literals);
	buf_free(&t->plain);
	buf_free(&t->marks);
}

struct entries *
entries_begin(struct arena *a, const struct entries_setup *setup)
{
	struct entries *x = ARENA_NEW(a, struct entries);

	*x = (struct entries){ .with = *setup, .a = a };
	x->path = arena_printf(a, "%.*s%.*s",
	    STR_ARG(setup->e->site->edition->prefix), STR_ARG(EMIT_ARTICLES));
	if (setup->pub)
		x->to = publication_stream_begin(a, setup->pub, setup->brand,
		    x->path);
	if (setup->reuse)
		find_last(x);
	verify_begin(setup->verify, x->path);
	return x;
}

static void
flush(struct entries *x)
{
	if (x->to) {
		publication_stream_again(x->to, x->run.at, x->run.n);
		publication_stream_put(x->to, buf_view(&x->fresh));
	}
	x->run = (struct place){ 0 };
	buf_reset(&x->fresh);
}

static void
put_gap(struct entries *x)
{
	emit_entry_gap(!x->begun, &x->fresh);
	x->begun = true;
}

/* The gap between two entries that stood one behind the other is theirs. */
static void
put_known(struct entries *x, struct place entry)
{
	if (x->run.n > 0 && x->fresh.n == 0 &&
	    x->run.at + x->run.n + EMIT_ENTRY_GAP == entry.at) {
		x->run.n += EMIT_ENTRY_GAP + entry.n;
		return;
	}
	put_gap(x);
	flush(x);
	x->run = entry;
}

/* The bytes of the entry. */
static size_t
put_fresh(struct entries *x, const struct page *p)
{
	put_gap(x);
	size_t from = x->fresh.n;
	struct entries_text *t = x->with.text;
	emit_entry(x->with.e, p, &t->literals, &t->plain, &t->marks,
	    &x->fresh);
	size_t n = x->fresh.n - from;
	verify_entry(x->with.verify, p->id, x->with.alone ?
	    marked_plain(buf_view(&t->plain)) :
	    marked_by(&t->plain, &t->marks));
	if (x->fresh.n >= PIECE)
		flush(x);
	return n;
}

void
entries_add(struct entries *x, const struct page *p)
{
	const struct place *known;
	struct row row;

	if (!emit_has_entry(p))
		return;
	if (!x->with.reuse) {
		put_fresh(x, p);
		return;
	}
	row.of = reuse_entry(x->with.reuse, p, &x->with.text->plain);
	known = map_ptr(x->known, key_of(&row.of));
	row.size = known ? known->n : put_fresh(x, p);
	if (known)
		put_known(x, *known);
	buf_add(&x->rows, &row, sizeof(row));
}

/* What was taken over has been checked; it held no fact of another brand, so
   that no article need name that brand still. */
void
entries_end(struct entries *x, struct buf *files, struct buf *rows)
{
	struct published out = { .path = x->path };

	emit_entries_end(!x->begun, &x->fresh);
	flush(x);
	verify_end(x->with.verify);
	if (!verify_foreign(x->with.verify))
		buf_str(rows, buf_view(&x->rows));
	if (x->to)
		publication_stream_end(x->to, &out);
	published_put(files, &out);
	buf_free(&x->fresh);
	buf_free(&x->rows);
}
