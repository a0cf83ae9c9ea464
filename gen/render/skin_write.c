/* Writes values at their places: printed in the locale's form, escaped as the
   place asks for. */
#include <inttypes.h>
#include <string.h>

#include "render/escape.h"
#include "render/internal.h"

/* Why a value cannot stand where it does; once per place and cause. */
static void
refuse(struct run *r, const struct op *o, const char *why, const char *hint)
{
	struct str text = str_slice(o->expr->text, 0, 80);

	diag_hint(diag_add(r->d, DIAG_UNSAFE_SLOT, o->expr->at,
	    "`%.*s` %s", STR_ARG(text), why), "%s", hint);
}

struct str
skin_anchor_of(void *ctx, const struct page *p)
{
	const struct run *r = ctx;
	const struct page *own = site_page(r->skin->site, p->id);

	return own ? r->anchor[own->index] : STR("");
}

void
skin_write_body(struct run *r, const struct page *p)
{
	struct stencil_run run = { .page = p, .root = r->model->root,
	    .words = p->reading && p->reading->fields->fallback ?
	    r->skin->words.source : r->skin->words.stencil,
	    .providers = r->skin->providers, .marks = r->model->marks };
	const struct stencil *s = stencil_of_page(p);

	if (!s)
		return;
	if (r->model->layout == LAYOUT_EPUB) {
		run.print = run.plain_readers = run.alone = true;
		run.published = r->skin->url;
	} else if (!r->anchor) {
		run.kept = r->body;
	}
	if (r->anchor) {
		run.id_prefix = arena_printf(r->scratch, "%.*s-",
		    STR_ARG(r->anchor[p->index]));
		run.shift = 2;
		run.print = run.plain_readers = true;
		run.anchor_of = skin_anchor_of;
		run.ctx = r;
	}
	stencil_write(s, &run, r->out);
}

/* A page's id stands for its body: see model_page.c. Mostly it is the page's
   own. */
static void
write_html(struct run *r, const struct value *v)
{
	const struct page *p = r->model->page;

	if (!p || p->id.p != v->text.p || p->id.n != v->text.n)
		p = site_page(r->skin->site, v->text);

	if (p)
		skin_write_body(r, p);
}

/* --- A value as plain text ----------------------------------------------- */

/* Patterns show the reader's example. */
static struct str
with_examples(struct run *r, struct str s)
{
	const struct reader *k;
	size_t from = 0, at, end;
	struct buf b = BUF_INIT;

	if (!r->skin->readers || str_find_char(s, '{', 0) < 0)
		return s;
	while ((k = reader_find(r->skin->providers, s, from, &at, &end)) !=
	    NULL) {
		buf_str(&b, str_slice(s, from, at));
		buf_str(&b, k->example);
		from = end;
	}
	buf_str(&b, str_slice(s, from, s.n));
	struct str out = arena_str(r->scratch, buf_view(&b));
	buf_free(&b);
	return out;
}

/* Valid until the next value is written. False after reporting. */
static bool
plain(struct run *r, const struct op *o, const struct value *v,
    struct str *out)
{
	switch (v->type) {
	case VALUE_TEXT:
	case VALUE_ENUM:
	case VALUE_URL:
	case VALUE_COLOUR:
		*out = with_examples(r, v->text);
		return true;
	case VALUE_IMAGE:
	case VALUE_PHONE:
		*out = v->pair.text;
		return true;
	case VALUE_LINK:
		*out = with_examples(r, v->pair.text);
		return true;
	case VALUE_ARTICLE: {
		const struct page *p = site_page(r->skin->site, v->text);
		*out = p ? p->title : v->text;
		return true;
	}
	default:
		break;
	}
	buf_reset(&r->tmp);
	if (value_print(&r->tmp, v, r->skin->edition->locale)) {
		*out = with_examples(r, buf_view(&r->tmp));
		return true;
	}
	struct str text = str_slice(o->expr->text, 0, 80);
	diag_add(r->d, DIAG_WRONG_TYPE, o->expr->at,
	    "`%.*s` is %s and cannot be printed here", STR_ARG(text),
	    value_type_words(v->type));
	return false;
}

/* --- URLs ---------------------------------------------------------------- */

static void
first_in_url(struct run *r, const struct op *o, const struct value *v)
{
	if (r->url_at.file == 0)
		r->url_at = v->at.file ? v->at : o->expr->at;
}

static void
write_url(struct run *r, const struct op *o, const struct value *v)
{
	struct str s;

	first_in_url(r, o, v);
	if (v->type == VALUE_LINK)
		escape_url(r->out, v->pair.target);
	else if (v->type == VALUE_ARTICLE) {
		const struct page *p = site_page(r->skin->site, v->text);
		escape_url(r->out, p ? p->url : STR(""));
	} else if (plain(r, o, v, &s)) {
		escape_url(r->out, s);
	}
}

static void
write_tel(struct run *r, const struct op *o, const struct value *v)
{
	struct str s;

	first_in_url(r, o, v);
	if (v->type == VALUE_PHONE)
		escape_url(r->out, v->pair.target);
	else if (plain(r, o, v, &s))
		escape_component(r->out, s);
}

/* A mailbox as it is; anything that could begin a query is encoded. */
static void
write_mailto(struct run *r, const struct op *o, const struct value *v)
{
	struct str s, head, tail;

	first_in_url(r, o, v);
	if (!plain(r, o, v, &s))
		return;
	bool at = str_cut(s, '@', &head, &tail);
	escape_component(r->out, head);
	if (at) {
		buf_char(r->out, '@');
		escape_component(r->out, tail);
	}
}

/* The scheme is in front of the first ':', '/', '?' or '#'. Slots write no
   entity there but &amp; and &#39;, which no scheme has. */
static bool
is_safe(struct str url)
{
	size_t n = 0;

	while (n < url.n && !strchr(":/?#", url.p[n]))
		n++;
	if (n < url.n && url.p[n] == ':' &&
	    str_find_char(str_slice(url, 0, n), '&', 0) >= 0)
		return false;
	return value_url_is_safe(url);
}

static bool
is_safe_set(struct str set)
{
	struct str one, rest = set;

	while (rest.n) {
		str_cut(rest, ',', &one, &rest);
		if (!is_safe(str_trim(one)))
			return false;
	}
	return true;
}

void
skin_check_url(struct run *r, const struct op *o)
{
	struct str url = str_slice(buf_view(r->out), r->url_from, r->out->n);
	struct span at = r->url_at.file ? r->url_at : o->at;

	r->url_at = (struct span){ 0 };
	if (r->url_srcset ? is_safe_set(url) : is_safe(url))
		return;
	url = str_slice(url, 0, 80);
	diag_hint(diag_add(r->d, DIAG_UNSAFE_URL, at,
	    "`%.*s` is no safe address for a link", STR_ARG(url)),
	    "legal are https, http, mailto, tel and relative addresses");
}

/* --- CSS and JSON -------------------------------------------------------- */

static bool
is_keyword(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (!letter && (i == 0 || (c != '-' && (c < '0' || c > '9'))))
			return false;
	}
	return s.n > 0;
}

static void
write_css(struct run *r, const struct op *o, enum slot_place at,
    const struct value *v)
{
	bool word = v->type == VALUE_TEXT || v->type == VALUE_ENUM;

	if (v->type == VALUE_INT)
		buf_printf(r->out, "%" PRId64, v->integer);
	else if (at == SLOT_IN_CSS_NAME)
		refuse(r, o, "is no integer, as a name in CSS asks for",
		    "use a number, or a double-quoted string");
	else if (v->type == VALUE_COLOUR || (word && is_keyword(v->text)))
		buf_str(r->out, v->text);
	else
		refuse(r, o, "is no keyword, colour or integer, as CSS asks "
		    "for here", "use a double-quoted string");
}

static void
write_json(struct run *r, const struct op *o, const struct value *v)
{
	struct str s;

	switch (v->type) {
	case VALUE_NIL:
		buf_c(r->out, "null");
		return;
	case VALUE_BOOL:
		buf_c(r->out, v->boolean ? "true" : "false");
		return;
	case VALUE_INT:
		buf_printf(r->out, "%" PRId64, v->integer);
		return;
	case VALUE_LIST:
		buf_char(r->out, '[');
		for (size_t i = 0; i < v->list.n; i++) {
			buf_c(r->out, i ? "," : "");
			write_json(r, o, &v->list.v[i]);
		}
		buf_char(r->out, ']');
		return;
	default:
		break;
	}
	if (!plain(r, o, v, &s))
		return;
	buf_char(r->out, '"');
	escape_json(r->out, s);
	buf_char(r->out, '"');
}

/* --- Places -------------------------------------------------------------- */

static void
write_link(struct run *r, const struct value *v)
{
	if (!value_url_is_safe(v->pair.target)) {
		escape_text(r->out, v->pair.text);
		return;
	}
	buf_c(r->out, "<a href=\"");
	escape_url(r->out, v->pair.target);
	buf_c(r->out, "\">");
	escape_text(r->out, v->pair.text);
	buf_c(r->out, "</a>");
}

static const char *
direction(const struct locale *l)
{
	return locale_is_rtl(l) ? "rtl" : "ltr";
}

/* A text whose language is not that of its place. */
static void
write_foreign(struct run *r, unsigned language, struct str s)
{
	const struct edition *e = r->skin->edition;
	const struct locale *own = language == LANGUAGE_EDITION ? e->locale :
	    e->brand->source;
	const char *dir = direction(own);

	if (language == LANGUAGE_ENGLISH)
		escape_in_language(r->out, STR("en"),
		    locale_is_rtl(e->locale) ? "ltr" : NULL, s);
	else
		escape_in_language(r->out, locale_tag(own),
		    locale_is_rtl(e->locale) != locale_is_rtl(e->brand->source)
		    ? dir : NULL, s);
}

static void
write_text(struct run *r, const struct op *o, enum slot_place at,
    const struct value *v)
{
	struct str s;

	if (!plain(r, o, v, &s))
		return;
	if (v->language != LANGUAGE_AROUND && at == SLOT_IN_TEXT) {
		write_foreign(r, v->language, s);
		return;
	}
	switch (at) {
	case SLOT_IN_QUERY:
		escape_component(r->out, s);
		break;
	case SLOT_IN_CSS_STRING:
		escape_css(r->out, s);
		break;
	case SLOT_IN_JSON_STRING:
		escape_json(r->out, s);
		break;
	case SLOT_IN_TEXT:
	case SLOT_IN_TITLE:
		escape_text(r->out, s);
		break;
	default:
		/* Attributes in either kind of quotes; comments. */
		escape_html(r->out, s);
	}
}

/* What no place escapes is written as it is; false for all else. */
static bool
write_plain(struct run *r, const struct op *o, enum slot_place at,
    const struct value *v)
{
	bool url = at == SLOT_IN_URL;
	bool text = at == SLOT_IN_TITLE || at == SLOT_IN_ATTRIBUTE ||
	    (at == SLOT_IN_TEXT && v->language == LANGUAGE_AROUND);

	if (v->plain < (url ? PLAIN_IN_URL : PLAIN_IN_TEXT) || (!url && !text))
		return false;
	if (url)
		first_in_url(r, o, v);
	buf_str(r->out, v->text);
	return true;
}

void
skin_write(struct run *r, const struct op *o, enum slot_place at,
    const struct value *v)
{
	if (write_plain(r, o, at, v))
		return;
	if (v->type == VALUE_HTML && at != SLOT_IN_TEXT) {
		refuse(r, o, "is HTML, which stands in text only",
		    "print a text such as `page.description`");
		return;
	}
	switch (at) {
	case SLOT_REFUSED:
		break;		/* reported when the theme was compiled */
	case SLOT_IN_URL:
		write_url(r, o, v);
		break;
	case SLOT_IN_TEL:
		write_tel(r, o, v);
		break;
	case SLOT_IN_MAILTO:
		write_mailto(r, o, v);
		break;
	case SLOT_IN_CSS_NAME:
	case SLOT_IN_CSS_VALUE:
		write_css(r, o, at, v);
		break;
	case SLOT_IN_JSON:
		write_json(r, o, v);
		break;
	default:
		if (v->type == VALUE_HTML)
			write_html(r, v);
		else if (v->type == VALUE_LINK && at == SLOT_IN_TEXT)
			write_link(r, v);
		else
			write_text(r, o, at, v);
	}
}
