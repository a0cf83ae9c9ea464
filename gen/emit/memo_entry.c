/* Plain texts that differ in their values: literals are looked at once for all
   brands. */
#include "emit/memo_parts.h"

#include "base/str.h"
#include "emit/markup_decode.h"

/* Reads the literals, which are put together first: most hold nothing to undo,
   and are copied in one piece then. */
static void
read_literals(struct memo *m, struct marked plain)
{
	size_t at = 0;

	buf_reset(&m->aside);
	for (size_t i = 0; i < plain.nmarks; i++) {
		const struct text_mark *k = &plain.mark[i];
		buf_str(&m->aside, str_slice(plain.text, at, k->at));
		buf_char(&m->aside, LEAK_ANY);
		at = (size_t)k->at + k->n;
	}
	buf_str(&m->aside, str_slice(plain.text, at, plain.text.n));
	buf_reset(&m->text);
	decode_text(&m->text, buf_view(&m->aside), 0);
}

static struct mould *
learn(struct memo *m, struct marked plain)
{
	struct arena *a = m->entries.a;

	plain.text = arena_str(a, plain.text);
	read_literals(m, plain);
	return mould_make(&m->tools, a, plain, true, buf_view(&m->text),
	    plain.nmarks);
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
