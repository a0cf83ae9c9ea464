/* articles.json: the texts of an edition's articles for programs to read. */
#include <string.h>

#include "base/hash.h"
#include "base/str.h"
#include "emit/emit.h"
#include "render/escape.h"

/* The hash is of title, newline and text: what changed for a reader. It stands
   before the text and is filled in behind it. */
size_t
emit_entry(const struct emission *e, const struct page *p, struct buf *plain,
    struct buf *out)
{
	char hex[33];

	buf_c(out, "  {\"id\": \"");
	escape_json(out, p->id);
	buf_c(out, "\", \"title\": \"");
	escape_json(out, p->title);
	buf_c(out, "\", \"url\": \"");
	if (e->url.n > 0) {
		escape_json(out, e->url);
		escape_json(out, e->site->edition->prefix);
	}
	escape_json(out, p->url);
	buf_c(out, "\", \"hash\": \"");
	size_t hash = out->n;
	buf_c(out, "00000000000000000000000000000000\",\n   \"text\": \"");
	size_t text = out->n;
	stencil_json(p, out);
	buf_reset(plain);
	buf_str(plain, p->title);
	buf_char(plain, '\n');
	unescape_json(plain, str_slice(buf_view(out), text, out->n));
	hash_hex(hash_xxh3(buf_view(plain)), hex);
	memcpy(out->p + hash, hex, 32);
	buf_c(out, "\"}");
	return text;
}

bool
emit_has_entry(const struct page *p)
{
	return p->article && !p->article->section;
}

void
emit_entry_gap(bool first, struct buf *out)
{
	buf_c(out, first ? "[\n" : ",\n");
}

void
emit_entries_end(bool empty, struct buf *out)
{
	buf_c(out, empty ? "[\n]\n" : "\n]\n");
}
