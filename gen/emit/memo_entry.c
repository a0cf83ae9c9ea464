/* Plain texts that differ in their values: literals are looked at once for all
   brands. */
#include "emit/memo_parts.h"

#include "base/str.h"
#include "emit/markup_decode.h"

static void
note_value(struct memo *m, size_t from, size_t to)
{
	struct seen_value v = { from, to };

	buf_add(&m->values, &v, sizeof(v));
}

/* Reads literals and values one by one. */
static void
read_pieces(struct memo *m, struct marked plain)
{
	size_t at = 0;

	buf_reset(&m->text);
	for (size_t i = 0; i < plain.nmarks; i++) {
		const struct text_mark *k = &plain.mark[i];
		decode_text(&m->text, str_slice(plain.text, at, k->at), 0);
		size_t from = m->text.n;
		at = (size_t)k->at + k->n;
		decode_text(&m->text, str_slice(plain.text, k->at, at), 0);
		note_value(m, from, m->text.n);
	}
	decode_text(&m->text, str_slice(plain.text, at, plain.text.n), 0);
}

/* Leaves in m->text and m->values what is read. Whatever is undone becomes
   shorter: else values are where they stood. */
static void
read_text(struct memo *m, struct marked plain)
{
	buf_reset(&m->text);
	buf_reset(&m->values);
	decode_text(&m->text, plain.text, 0);
	if (m->text.n < plain.text.n) {
		read_pieces(m, plain);
		return;
	}
	for (size_t i = 0; i < plain.nmarks; i++)
		note_value(m, plain.mark[i].at,
		    (size_t)plain.mark[i].at + plain.mark[i].n);
}

static struct mould *
learn(struct memo *m, struct marked plain)
{
	struct arena *a = m->entries.a;

	plain.text = arena_str(a, plain.text);
	read_text(m, plain);
	return mould_make(&m->tools, a, plain, true, buf_view(&m->text),
	    (const void *)m->values.p,
	    m->values.n / sizeof(struct seen_value));
}

/* The mould that the text fits, its values being those of m->tools; null when
   there is none. Where one could not be made the others of the article are not
   tried. */
static struct mould *
find(struct memo *m, struct marked plain)
{
	struct entry_memo *e = &m->entries;
	struct mould **o = e->mould;

	for (; o < e->mould + ENTRY_MOULDS && *o; o++) {
		struct marked rest = plain;
		if (mould_fits(*o, &m->tools, &rest) == plain.text.n)
			return *o;
	}
	if (e->done || o == e->mould + ENTRY_MOULDS)
		return NULL;
	*o = learn(m, plain);
	e->done = !*o;
	return *o;
}

static void
begin_article(struct entry_memo *e, uint64_t number)
{
	struct arena *a = e->a;

	*e = (struct entry_memo){ .a = a, .number = number };
	arena_reset(a);
}

struct stretch *
memo_entry(struct memo *m, const struct brand *own, uint64_t number,
    struct marked plain)
{
	struct entry_memo *e = &m->entries;

	if (number != e->number)
		begin_article(e, number);
	struct mould *o = plain.nmarks > 0 ? find(m, plain) : NULL;
	if (!o || !mould_is_clean(o, &m->tools, own))
		return memo_file(m, MARKUP_PLAIN, plain.text);
	e->nothing = (struct stretch){ 0 };
	return &e->nothing;
}
