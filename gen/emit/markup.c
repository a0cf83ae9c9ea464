/* The tokenizer of finished output: text, links and ids in one pass. */
#include "emit/markup.h"

#include <string.h>

#include "base/str.h"
#include "emit/markup_decode.h"
#include "emit/markup_names.h"

struct tokens {
	struct str s;
	struct marked marked;	/* the same, with what is left of its marks */
	size_t i;
	size_t plain;		/* what is read up to here stands for itself */
	enum markup_kind kind;
	struct buf *text;
	struct buf *aside;	/* what does not stand in the flow of text */
	const struct markup_events *ev;
	size_t from;		/* where in `text` this reading begins */
	bool stretch;		/* stop at the end of the first stretch */
};

enum { SPACE = 1, ENDS_TAG_NAME = 2, ENDS_NAME = 4 };

static const unsigned char classes[256] = {
	['\t'] = 7, ['\n'] = 7, ['\v'] = 7, ['\f'] = 7, ['\r'] = 7, [' '] = 7,
	['>'] = ENDS_TAG_NAME | ENDS_NAME, ['/'] = ENDS_TAG_NAME | ENDS_NAME,
	['='] = ENDS_NAME,
};

static bool
is(char c, int class)
{
	return classes[(unsigned char)c] & class;
}

static bool
is_space(char c)
{
	return is(c, SPACE);
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Reads a name to its end behind what was read of it. */
static uint64_t
read_name(struct tokens *r, uint64_t name, int ends)
{
	const char *p = r->s.p + r->i, *end = r->s.p + r->s.n;

	for (; p < end && !is(*p, ends); p++)
		name = markup_letter(name, *p);
	r->i = (size_t)(p - r->s.p);
	return name;
}

/* Whether bytes [from, to) stand for themselves, escapes apart: found for many
   pieces at once. */
static bool
is_plain(struct tokens *r, size_t from, size_t to)
{
	if (r->plain < from)
		r->plain = from;
	while (r->plain < to && decode_is_plain(r->s, r->plain))
		r->plain += DECODE_BLOCK;
	if (r->plain >= to)
		return true;
	r->plain = to;
	return false;
}

/* Appends bytes [from, to), entities and what else the flags name undone. */
static void
put(struct tokens *r, struct buf *out, size_t from, size_t to, unsigned what)
{
	struct str s = { r->s.p + from, to - from };

	if (to <= r->plain || is_plain(r, from, to))
		buf_str(out, s);
	else
		decode_text(out, s, DECODE_ENTITIES | what);
}

static void
aside(struct tokens *r, struct str s, unsigned what)
{
	decode_text(r->aside, s, what);
	buf_char(r->aside, '\0');
}

static void
tell_link(struct tokens *r, struct str tag, struct str value)
{
	size_t n = r->aside->n;

	if (!r->ev || !r->ev->link)
		return;
	if (tag.n > 0 && str_find_char(value, '&', 0) >= 0) {
		decode_text(r->aside, value, DECODE_ENTITIES);
		value = str_slice(buf_view(r->aside), n, r->aside->n);
	}
	r->ev->link(r->ev->ctx, tag, value);
	r->aside->n = n;
}

/* srcset: candidates parted by commas, each a URL and a descriptor. */
static void
tell_srcset(struct tokens *r, struct str tag, struct str value)
{
	struct str one, rest = value;

	while (rest.n > 0) {
		str_cut(rest, ',', &one, &rest);
		one = str_trim(one);
		size_t n = 0;
		while (n < one.n && !is_space(one.p[n]))
			n++;
		if (n > 0)
			tell_link(r, tag, str_slice(one, 0, n));
	}
}

/* Tells of what the checks read of a tag; most attributes are none of it. */
static void
tell_attribute(struct tokens *r, struct str tag, uint64_t number,
    struct str name, struct str value)
{
	switch (markup_attribute(number)) {
	case ATTRIBUTE_OTHER:
		return;
	case ATTRIBUTE_NAME:
		if (!str_eq_fold(tag, STR("a")))
			return;
		break;
	case ATTRIBUTE_ID:
		break;
	case ATTRIBUTE_DATA:
		if (str_eq_fold(tag, STR("object")))
			tell_link(r, tag, value);
		return;
	case ATTRIBUTE_XLINK:
		if (str_eq_fold(name, STR("xlink:href")))
			tell_link(r, tag, value);
		return;
	case ATTRIBUTE_LINK:
		tell_link(r, tag, value);
		return;
	case ATTRIBUTE_SRCSET:
		tell_srcset(r, tag, value);
		return;
	}
	if (r->ev && r->ev->id)
		r->ev->id(r->ev->ctx, value);
}

static void
skip_space(struct tokens *r)
{
	while (r->i < r->s.n && is_space(r->s.p[r->i]))
		r->i++;
}

static struct str
attribute_value(struct tokens *r)
{
	struct str s = r->s;
	size_t from = r->i;

	if (from < s.n && (s.p[from] == '"' || s.p[from] == '\'')) {
		ptrdiff_t end = str_find_char(s, s.p[from], from + 1);
		size_t to = end < 0 ? s.n : (size_t)end;
		r->i = end < 0 ? s.n : to + 1;
		return str_slice(s, from + 1, to);
	}
	while (r->i < s.n && !is_space(s.p[r->i]) && s.p[r->i] != '>')
		r->i++;
	return str_slice(s, from, r->i);
}

/* An attribute with its value, if it has one. */
static void
attribute(struct tokens *r, struct str tag)
{
	size_t from = r->i++;
	uint64_t number = read_name(r, markup_letter(0, r->s.p[from]),
	    ENDS_NAME);
	struct str name = { r->s.p + from, r->i - from };
	struct str value = { 0 };

	skip_space(r);
	if (r->i < r->s.n && r->s.p[r->i] == '=') {
		r->i++;
		skip_space(r);
		value = attribute_value(r);
	}
	if (value.n > 0) {
		size_t at = (size_t)(value.p - r->s.p);
		put(r, r->aside, at, at + value.n, DECODE_PERCENT);
		buf_char(r->aside, '\0');
	}
	if (r->kind == MARKUP_PAGE)
		tell_attribute(r, tag, number, name, value);
}

/* Behind a tag's name; ends behind its '>'. */
static void
attributes(struct tokens *r, struct str tag)
{
	struct str s = r->s;

	for (;;) {
		while (r->i < s.n && (is_space(s.p[r->i]) || s.p[r->i] == '/'))
			r->i++;
		if (r->i >= s.n)
			return;
		if (s.p[r->i] == '>') {
			r->i++;
			return;
		}
		attribute(r, tag);
	}
}

/* Every url() of a style sheet. */
static void
css_links(struct tokens *r, struct str css)
{
	for (ptrdiff_t at = str_find(css, STR("url("), 0); at >= 0;
	    at = str_find(css, STR("url("), (size_t)at + 4)) {
		ptrdiff_t end = str_find_char(css, ')', (size_t)at);
		if (end < 0)
			return;
		struct str u = str_trim(str_slice(css, (size_t)at + 4,
		    (size_t)end));
		if (u.n >= 2 && (u.p[0] == '"' || u.p[0] == '\''))
			u = str_slice(u, 1, u.n - 1);
		tell_link(r, (struct str){ 0 }, u);
	}
}

/* Skips the body of a script or style: it has no tags of its own. */
static void
raw_text(struct tokens *r, struct str tag)
{
	size_t from = r->i, to = from;
	struct str s = r->s;

	for (;; to++) {
		ptrdiff_t at = str_find(s, STR("</"), to);
		to = at < 0 ? s.n : (size_t)at;
		if (at < 0 || str_eq_fold(tag,
		    str_slice(s, to + 2, to + 2 + tag.n)))
			break;
	}
	r->i = to;
	struct str body = str_slice(s, from, to);
	if (body.n == 0)
		return;
	bool script = str_eq_fold(tag, STR("script"));
	aside(r, body, script ? DECODE_ESCAPES : 0);
	if (!script)
		css_links(r, body);
}

static void
read_tag(struct tokens *r)
{
	bool closes = r->s.p[r->i + 1] == '/';
	size_t from = r->i + 1 + closes;

	r->i = from;
	enum tag_kind kind = markup_tag(read_name(r, 0, ENDS_TAG_NAME));
	struct str name = { r->s.p + from, r->i - from };
	if (kind == TAG_SPACE)
		buf_char(r->text, ' ');
	else if (kind != TAG_NOTHING)
		buf_char(r->text, kind == TAG_INLINE ? MARKUP_SEAM : '\0');
	if (r->i < r->s.n && r->s.p[r->i] == '>')
		r->i++;
	else
		attributes(r, name);
	if (kind == TAG_RAW && !closes && r->kind == MARKUP_PAGE)
		raw_text(r, name);
}

/* Takes everything up to `end` from behind `open` bytes. */
static struct str
until(struct tokens *r, size_t open, struct str end)
{
	size_t from = r->i + open;
	ptrdiff_t at = str_find(r->s, end, from);
	size_t to = at < 0 ? r->s.n : (size_t)at;

	r->i = at < 0 ? r->s.n : to + end.n;
	return str_slice(r->s, from, to);
}

static bool
is_tag(struct str s, size_t i)
{
	if (s.p[i] != '<')
		return false;
	i += i + 1 < s.n && s.p[i + 1] == '/' ? 2 : 1;
	return i < s.n && is_letter(s.p[i]);
}

/* What is no tag. */
static void
other_markup(struct tokens *r)
{
	struct str rest = str_slice(r->s, r->i, r->s.n);

	if (str_starts(rest, STR("<!--"))) {
		aside(r, until(r, 4, STR("-->")), DECODE_ENTITIES);
	} else if (str_starts(rest, STR("<![CDATA["))) {
		decode_text(r->text, until(r, 9, STR("]]>")), 0);
	} else if (rest.n > 1 && (rest.p[1] == '!' || rest.p[1] == '?')) {
		aside(r, until(r, 2, STR(">")), DECODE_ENTITIES);
	} else {
		buf_char(r->text, '<');
		r->i++;
	}
}

/* Where the line ends that parts two blocks at r->i, 0 if none does; the text
   goes on there. */
static size_t
end_of_stretch(const struct tokens *r)
{
	size_t back = r->text->n, i = r->i;

	if (!is_space(r->s.p[i]))
		return 0;
	while (i < r->s.n && is_space(r->s.p[i]) && r->s.p[i] != '\n')
		i++;
	if (i == r->s.n || r->s.p[i] != '\n')
		return 0;
	while (back > r->from && is_space(r->text->p[back - 1]))
		back--;
	return back == r->from || r->text->p[back - 1] == '\0' ? i + 1 : 0;
}

/* The next value that lies in the text up to `to`; null when there is none. */
static const struct text_mark *
next_value(struct tokens *r, size_t to)
{
	struct marked *m = &r->marked;

	while (m->nmarks > 0 && m->mark->at < m->at + r->i) {
		m->mark++;
		m->nmarks--;
	}
	if (m->nmarks == 0 || m->mark->at + m->mark->n > m->at + to)
		return NULL;
	return m->mark;
}

static void
read_text(struct tokens *r, size_t to)
{
	if (to > r->i)
		put(r, r->text, r->i, to, 0);
	r->i = to;
}

static void
read_marked_text(struct tokens *r, size_t to)
{
	const struct text_mark *k;

	while ((k = next_value(r, to)) != NULL) {
		read_text(r, k->at - r->marked.at);
		r->ev->value(r->ev->ctx);
		r->i += k->n;
	}
	read_text(r, to);
}

/* Where the text ends. */
static size_t
end_of_text(const struct tokens *r)
{
	const char *lt = memchr(r->s.p + r->i, '<', r->s.n - r->i);

	return lt ? (size_t)(lt - r->s.p) : r->s.n;
}

/* Stops at the end of a stretch when that is asked for. */
static void
read_markup(struct tokens *r)
{
	while (r->i < r->s.n) {
		if (is_tag(r->s, r->i)) {
			read_tag(r);
			continue;
		}
		if (r->s.p[r->i] == '<') {
			other_markup(r);
			continue;
		}
		size_t end = r->stretch ? end_of_stretch(r) : 0;
		if (end > 0) {
			r->i = end;
			r->stretch = false;
			return;
		}
		read_marked_text(r, end_of_text(r));
	}
}

/* What stood aside follows the flow. */
static void
end_reading(struct tokens *r)
{
	buf_char(r->text, '\0');
	buf_str(r->text, buf_view(r->aside));
}

size_t
markup_read_stretch(struct marked page, struct buf *text, struct buf *aside,
    const struct markup_events *events, bool *whole)
{
	struct tokens r = { .s = page.text, .marked = page,
		.kind = MARKUP_PAGE, .text = text, .aside = aside,
		.ev = events, .from = text->n, .stretch = true };

	buf_reset(aside);
	read_markup(&r);
	end_reading(&r);
	*whole = !r.stretch;
	return r.i;
}

void
markup_read(enum markup_kind kind, struct str bytes, struct buf *text,
    const struct markup_events *events)
{
	struct buf aside = BUF_INIT;
	struct tokens r = { .s = bytes, .kind = kind, .text = text,
		.aside = &aside, .ev = events };

	if (kind == MARKUP_NONE)
		return;
	if (kind == MARKUP_PAGE || kind == MARKUP_XML)
		read_markup(&r);
	else
		decode_text(text, bytes,
		    kind == MARKUP_JSON ? DECODE_ESCAPES : 0);
	if (kind == MARKUP_CSS)
		css_links(&r, bytes);
	end_reading(&r);
	buf_free(&aside);
}
