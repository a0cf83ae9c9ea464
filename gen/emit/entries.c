/* articles.json of each folder: the texts of its articles for programs to
   read. */
#include <string.h>

#include "base/hash.h"
#include "base/str.h"
#include "emit/emit.h"
#include "emit/folders.h"
#include "render/escape.h"
#include "render/stencil.h"

static void
put_both(struct str s, struct buf *plain, struct buf *out)
{
	buf_str(plain, s);
	escape_json(out, s);
}

/* Where the edition is published, a value but for the slash that it ends in,
   behind which pages have the same URL in all editions. */
static void
put_place(const struct emission *e, struct buf *plain, struct buf *marks,
    struct buf *out)
{
	size_t from = plain->n;

	put_both(e->url, plain, out);
	put_both(e->site->edition->prefix, plain, out);
	plain->n--;
	marks_note(marks, plain, from);
	plain->n++;
}

/* The hash is of title, newline and text: what changed for a reader. It stands
   before the text and is filled in behind it. */
void
emit_entry(const struct emission *e, const struct page *p,
    struct stencil_literals *l, struct buf *plain, struct buf *marks,
    struct buf *out)
{
	char hex[33];

	buf_reset(plain);
	buf_reset(marks);
	buf_c(out, "  {\"id\": \"");
	put_both(p->id, plain, out);
	buf_char(plain, '\0');
	buf_c(out, "\", \"title\": \"");
	escape_json(out, p->title);
	buf_c(out, "\", \"url\": \"");
	if (e->url.n > 0)
		put_place(e, plain, marks, out);
	put_both(p->url, plain, out);
	buf_char(plain, '\0');
	buf_c(out, "\", \"hash\": \"");
	size_t hash = out->n, said = plain->n;
	buf_c(out, "00000000000000000000000000000000\",\n   \"text\": \"");
	buf_str(plain, p->title);
	marks_note(marks, plain, said);
	buf_char(plain, '\n');
	stencil_text(p, l, plain, marks, out);
	hash_hex(hash_xxh3(str_slice(buf_view(plain), said, plain->n)), hex);
	memcpy(out->p + hash, hex, 32);
	buf_c(out, "\"}");
}

bool
emit_has_entry(const struct page *p)
{
	return p->article && !p->article->section;
}

/* From the folder's file to that of a folder inside, as a URL. */
static void
put_inner(const struct folder *f, const struct folder *in, struct buf *plain,
    struct buf *out)
{
	put_both(str_slice(in->at, f->at.n, in->at.n), plain, out);
	put_both(EMIT_ARTICLES, plain, out);
	buf_char(plain, '\0');
}

void
emit_entries_begin(const struct folders *all, size_t folder,
    struct buf *plain, struct buf *out)
{
	const struct folder *f = &all->v[folder];
	const char *gap = "\"";

	buf_reset(plain);
	buf_c(out, "{\"sections\": [");
	for (size_t i = folder + 1; i < all->n &&
	    str_starts(all->v[i].at, f->at); i++) {
		if (all->v[i].parent != folder)
			continue;
		buf_c(out, gap);
		put_inner(f, &all->v[i], plain, out);
		buf_char(out, '"');
		gap = ",\n  \"";
	}
	buf_c(out, "],\n \"articles\": [");
}

void
emit_entry_gap(bool first, struct buf *out)
{
	buf_c(out, first ? "\n" : ",\n");
}

void
emit_entries_end(struct buf *out)
{
	buf_c(out, "]}\n");
}
