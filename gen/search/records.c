/* Records of pages, in the order of their numbers. */
#include "search/records.h"

#include "base/str.h"
#include "search/gather.h"
#include "search/script.h"

enum {
	FRAME = 64, RECORD_PART = 16,
	SUMMARY = 120,		/* bytes of a description */
	HEADINGS = 12, LEVEL_MAX = 3
};

/* The text up to `most` bytes, cut between two words where there are any. */
static void
put_clipped(struct buf *out, struct str text, size_t most)
{
	size_t n = text.n;

	if (n > most) {
		for (n = most; n > 0 && text.p[n] != ' '; n--)
			;
		if (n == 0)
			for (n = most; n > 0 && ((unsigned char)text.p[n] &
			    0xc0) == 0x80; n--)
				;
	}
	buf_str(out, str_slice(text, 0, n));
	if (n < text.n)
		buf_c(out, "\xe2\x80\xa6");
}

/* White space in the text of a body is one space. */
static struct str
one_line(struct arena *a, struct str text)
{
	char *p = arena_bytes(a, text.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		bool space = text.p[i] == ' ' || (text.p[i] >= '\t' &&
		    text.p[i] <= '\r');
		if (!space)
			p[n++] = text.p[i];
		else if (n > 0 && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	return (struct str){ p, n };
}

static void
put_summary(struct buf *out, struct arena *a, const struct page *p)
{
	struct buf b = BUF_INIT;

	if (p->description.n > 0)
		put_clipped(&b, p->description, SUMMARY);
	else
		put_clipped(&b, one_line(a, site_fill(a, p,
		    gathered_of(p).lead)), SUMMARY);
	script_string(out, buf_view(&b));
	buf_free(&b);
}

/* The section a page stands in; null below the home page. */
static const struct section *
section_of(const struct page *p)
{
	const struct section *s = p->section;

	if (s && s->page == p)
		s = s->parent;
	return s && s->parent ? s : NULL;
}

/* 0: the same as that of the page before. */
static void
put_section(struct buf *out, const struct page *p, const struct page *before)
{
	const struct section *s = section_of(p);

	if (before && s == section_of(before))
		buf_char(out, '0');
	else
		script_string(out, s ? s->page->title : (struct str){ 0 });
}

static void
put_language(struct buf *out, const struct page *p)
{
	if (p->reading && p->reading->fields->fallback)
		script_string(out, p->reading->fields->lang);
	else
		buf_char(out, '0');
}

/* An id that follows from the title is not written. */
static void
put_headings(struct buf *out, struct arena *a, const struct page *p)
{
	unsigned n = 0;

	for (uint32_t i = 0; i < p->headings && n < HEADINGS; i++) {
		const struct heading *h = &p->heading[i];
		if (h->level > LEVEL_MAX || h->title.n == 0)
			continue;
		buf_char(out, ',');
		script_string(out, h->title);
		buf_char(out, ',');
		if (str_eq(h->id, text_slug(a, h->title)))
			buf_char(out, '0');
		else
			script_string(out, h->id);
		n++;
	}
}

static void
put_record(struct buf *out, struct arena *a, const struct page *p,
    const struct page *before)
{
	buf_char(out, '[');
	script_string(out, p->title);
	buf_char(out, ',');
	script_string(out, str_slice(p->url, 0, p->url.n -
	    sizeof(".html") + 1));
	buf_char(out, ',');
	put_section(out, p, before);
	buf_char(out, ',');
	put_summary(out, a, p);
	buf_char(out, ',');
	put_language(out, p);
	put_headings(out, a, p);
	buf_char(out, ']');
}

static void
end_records(const struct search_sink *to, struct arena *a, uint32_t number,
    struct buf *records)
{
	struct str name = arena_printf(a, "d%u", number);
	struct buf script = BUF_INIT;

	script_begin(&script, name);
	buf_char(&script, '[');
	buf_str(&script, buf_view(records));
	buf_char(&script, ']');
	script_end(&script);
	to->file(to->ctx, name, buf_view(&script), SEARCH_PLAIN,
	    (struct str){ 0 });
	buf_free(&script);
	buf_reset(records);
}

static bool
records_part(const struct buf *records, const struct buf *one,
    const struct page *p)
{
	return records->n > 0 && (records->n + one->n + FRAME > SEARCH_FILE ||
	    (records->n > SCRIPT_HALF && script_parts(p->url, RECORD_PART)));
}

void
records_write(const struct index *x, struct arena *a,
    const struct search_sink *to, struct buf *first)
{
	struct buf records = BUF_INIT, one = BUF_INIT;
	const struct page *before = NULL;
	uint32_t number = 0;

	for (uint32_t i = 0; i < x->npages; i++) {
		buf_reset(&one);
		put_record(&one, a, x->page[i], before);
		if (records_part(&records, &one, x->page[i])) {
			end_records(to, a, number++, &records);
			buf_reset(&one);
			before = NULL;
			put_record(&one, a, x->page[i], before);
		}
		if (records.n > 0)
			buf_char(&records, ',');
		else
			buf_printf(first, "%s%u", first->n > 0 ? "," : "", i);
		buf_str(&records, buf_view(&one));
		before = x->page[i];
	}
	if (records.n > 0)
		end_records(to, a, number, &records);
	buf_free(&records);
	buf_free(&one);
}
