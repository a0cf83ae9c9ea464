/* Slots in a document's strings, printed as an edition's values in plain
   text. */
#include "site/site.h"

#include "base/str.h"

const struct slot *
page_slot(const struct page *p, uint32_t number)
{
	if (!p->reading || number >= p->reading->nslots)
		return NULL;
	return reading_slot(p->reading, p->row, number);
}

const struct reader *
reader_find(const struct providers *p, struct str text, size_t from,
    size_t *at, size_t *end)
{
	struct str open = STR("{reader.");

	for (;;) {
		ptrdiff_t i = str_find(text, open, from);
		if (i < 0)
			return NULL;
		size_t name = (size_t)i + open.n;
		ptrdiff_t close = str_find_char(text, '}', name);
		if (close < 0)
			return NULL;
		const struct reader *r = providers_reader(p,
		    str_slice(text, name, (size_t)close));
		if (r) {
			*at = (size_t)i;
			*end = (size_t)close + 1;
			return r;
		}
		from = name;
	}
}

static void
fill_pattern(const struct providers *p, struct str text, struct buf *out)
{
	size_t from = 0, at, end;
	const struct reader *r;

	while ((r = reader_find(p, text, from, &at, &end)) != NULL) {
		buf_str(out, str_slice(text, from, at));
		buf_str(out, r->example);
		from = end;
	}
	buf_str(out, str_slice(text, from, text.n));
}

struct str
site_fill_readers(struct arena *a, const struct providers *p, struct str text)
{
	struct buf out = BUF_INIT;

	if (str_find_char(text, '{', 0) < 0 ||
	    str_find(text, STR("{reader."), 0) < 0)
		return text;
	fill_pattern(p, text, &out);
	struct str done = arena_str(a, buf_view(&out));
	buf_free(&out);
	return done;
}

void
site_fill_slot(const struct page *p, const struct slot *s, struct buf *out)
{
	const struct page *to = s->kind == SLOT_ARTICLE ?
	    site_page(p->site, s->text) : NULL;

	if (to)
		buf_str(out, to->title);
	else if (s->pattern)
		fill_pattern(p->site->articles->providers, s->text, out);
	else
		buf_str(out, s->text);
}

void
site_fill_target(const struct page *p, const struct slot *s, struct buf *out)
{
	fill_pattern(p->site->articles->providers, s->target, out);
}

struct str
site_fill(struct arena *a, const struct page *p, struct str text)
{
	struct buf out = BUF_INIT;
	size_t from = 0, at;
	uint32_t number;

	if (!slot_find(text, 0, &at, &number))
		return text;
	while (slot_find(text, from, &at, &number)) {
		const struct slot *s = page_slot(p, number);
		buf_str(&out, str_slice(text, from, at));
		if (s)
			site_fill_slot(p, s, &out);
		from = at + SLOT_BYTES;
	}
	buf_str(&out, str_slice(text, from, text.n));
	struct str done = arena_str(a, buf_view(&out));
	buf_free(&out);
	return done;
}
