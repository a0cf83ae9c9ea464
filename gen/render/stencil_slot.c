/* The values of slots in an article's HTML, and texts of other pages. */
#include "base/str.h"
#include "render/escape.h"
#include "render/stencil_private.h"

static void
write_value(const struct stencil_run *r, enum stencil_place place,
    struct str text, struct buf *out)
{
	size_t from = out->n;

	escape_text(out, text);
	if (place != PLACE_ATTRIBUTE)
		marks_note(r->marks, out, from);
}

static void
write_pattern(const struct stencil_run *r, struct str text, bool spans,
    struct buf *out)
{
	size_t from = 0, at, end;
	const struct reader *k;
	enum stencil_place place = spans ? PLACE_TEXT : PLACE_ATTRIBUTE;

	while ((k = reader_find(r->providers, text, from, &at, &end)) !=
	    NULL) {
		write_value(r, place, str_slice(text, from, at), out);
		if (spans) {
			buf_c(out, "<span class=\"reader\" data-reader=\"");
			escape_text(out, k->name);
			buf_c(out, "\">");
		}
		escape_text(out, k->example);
		if (spans)
			buf_c(out, "</span>");
		from = end;
	}
	write_value(r, place, str_slice(text, from, text.n), out);
}

bool
stencil_speaks_source(const struct page *p)
{
	return p->reading && p->reading->fields->fallback;
}

bool
stencil_has_source_title(const struct page *p)
{
	return p && p->reading && p->reading->fields->source_title;
}

void
stencil_other(const struct stencil_run *r, bool source, struct str title,
    struct buf *out)
{
	const struct edition *e = r->page->site->edition;
	const struct locale *l = source ? e->brand->source : e->locale;

	if (source == stencil_speaks_source(r->page))
		escape_text(out, title);
	else
		escape_in_language(out, locale_tag(l),
		    locale_is_rtl(e->locale) == locale_is_rtl(e->brand->source)
		    ? NULL : locale_is_rtl(l) ? "rtl" : "ltr", title);
}

static void
write_slot_text(const struct stencil_run *r, const struct slot *s,
    enum stencil_place place, struct buf *out)
{
	if (s->kind == SLOT_ARTICLE) {
		struct buf title = BUF_INIT;
		site_fill_slot(r->page, s, &title);
		stencil_other(r, place == PLACE_ATTRIBUTE ?
		    stencil_speaks_source(r->page) :
		    stencil_has_source_title(site_page(r->page->site, s->text)),
		    buf_view(&title), out);
		buf_free(&title);
	} else if (s->verbatim) {
		size_t from = out->n;
		buf_str(out, s->text);
		if (place != PLACE_ATTRIBUTE)
			marks_note(r->marks, out, from);
	} else if (s->pattern) {
		write_pattern(r, s->text, !r->plain_readers &&
		    place != PLACE_ATTRIBUTE, out);
	} else {
		write_value(r, place, s->text, out);
	}
}

void
stencil_slot(const struct stencil_run *r, uint32_t number,
    enum stencil_place place, struct buf *out)
{
	const struct slot *s = page_slot(r->page, number);
	bool link = s && s->kind == SLOT_LINK && place == PLACE_TEXT &&
	    value_url_is_safe(s->target);

	if (!s)
		return;
	if (link) {
		struct buf target = BUF_INIT;
		site_fill_target(r->page, s, &target);
		buf_c(out, "<a href=\"");
		escape_url(out, buf_view(&target));
		buf_c(out, "\">");
		buf_free(&target);
	}
	write_slot_text(r, s, link ? PLACE_PHRASE : place, out);
	if (link)
		buf_c(out, "</a>");
}
