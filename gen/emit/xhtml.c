/* A tokenizer for livery's own pages that writes each token down again as XML
   has it. */
#include "emit/xhtml.h"

#include <string.h>

#include "base/str.h"
#include "emit/markup_decode.h"

struct reader {
	struct str s;
	size_t i;
	struct buf *out;
};

static bool
at_end(const struct reader *r)
{
	return r->i >= r->s.n;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Whether a name ends before `c`. */
static bool
ends_name(char c)
{
	return is_space(c) || c == '=' || c == '>' || c == '/';
}

static struct str
take_name(struct reader *r)
{
	size_t from = r->i;

	while (!at_end(r) && !ends_name(r->s.p[r->i]))
		r->i++;
	return str_slice(r->s, from, r->i);
}

static void
skip_spaces(struct reader *r)
{
	while (!at_end(r) && is_space(r->s.p[r->i]))
		r->i++;
}

static bool
is_xml_entity(struct str s)
{
	static const char *const known[] = {
		"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#"
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (str_starts(s, str_c(known[i])))
			return true;
	return false;
}

/* The reference at the start of `s`; its length there. */
static size_t
write_reference(struct buf *out, struct str s)
{
	uint32_t point;
	size_t n;

	if (is_xml_entity(s)) {
		buf_char(out, '&');
		return 1;
	}
	n = decode_entity(s, 0, &point);
	if (n > 0)
		buf_printf(out, "&#%u;", point);
	else
		buf_c(out, "&amp;");
	return n > 0 ? n : 1;
}

/* Bytes of a character at the start of `s` that no XML document may hold:
   controls, U+FFFE, U+FFFF; 0 for any other. */
static size_t
forbidden(struct str s)
{
	unsigned char c = (unsigned char)s.p[0];

	if (c < 0x20)
		return c != '\t' && c != '\n' && c != '\r';
	return c == 0xEF && (str_starts(s, STR("\xEF\xBF\xBE")) ||
	    str_starts(s, STR("\xEF\xBF\xBF"))) ? 3 : 0;
}

/* Text or the inside of a value: `quote` stands only escaped in it. */
static void
write_text(struct buf *out, struct str s)
{
	size_t from = 0, i = 0, n;

	while (i < s.n) {
		struct str rest = str_slice(s, i, s.n);
		bool reference = s.p[i] == '&';
		n = reference ? 0 : forbidden(rest);
		if (!reference && s.p[i] != '<' && n == 0) {
			i++;
			continue;
		}
		buf_str(out, str_slice(s, from, i));
		if (reference)
			i += write_reference(out, rest);
		else if (n == 0)
			buf_c(out, "&lt;");
		i += reference ? 0 : n > 0 ? n : 1;
		from = i;
	}
	buf_str(out, str_slice(s, from, s.n));
}

/* Behind '=': with quotes or without. */
static struct str
take_value(struct reader *r)
{
	struct str s = r->s;
	char quote = at_end(r) ? '\0' : s.p[r->i];

	if (quote == '"' || quote == '\'') {
		ptrdiff_t end = str_find_char(s, quote, r->i + 1);
		size_t to = end < 0 ? s.n : (size_t)end;
		struct str v = str_slice(s, r->i + 1, to);
		r->i = to + (end >= 0);
		return v;
	}
	size_t from = r->i;
	while (!at_end(r) && !is_space(s.p[r->i]) && s.p[r->i] != '>')
		r->i++;
	return str_slice(s, from, r->i);
}

void
xhtml_url(struct buf *out, struct str url)
{
	size_t end = 0;

	while (end < url.n && url.p[end] != '#' && url.p[end] != '?')
		end++;
	struct str path = str_slice(url, 0, end);
	if (str_ends(path, STR(".html"))) {
		buf_str(out, str_slice(path, 0, end - STR("html").n));
		buf_c(out, "xhtml");
	} else {
		buf_str(out, path);
	}
	buf_str(out, str_slice(url, end, url.n));
}

/* Neither a scheme nor a host nor a server's root. */
static bool
is_relative(struct str url)
{
	struct str first, rest;

	str_cut(url, '/', &first, &rest);
	return first.n > 0 && str_find_char(first, ':', 0) < 0;
}

static void
write_href(struct buf *out, struct str url)
{
	struct buf named = BUF_INIT;

	xhtml_url(&named, url);
	write_text(out, is_relative(url) ? buf_view(&named) : url);
	buf_free(&named);
}

/* An attribute without a value has an empty one. */
static void
write_attribute(struct reader *r)
{
	struct str name = take_name(r), value = { 0 };

	skip_spaces(r);
	if (!at_end(r) && r->s.p[r->i] == '=') {
		r->i++;
		skip_spaces(r);
		value = take_value(r);
	}
	char quote = str_find_char(value, '"', 0) >= 0 ? '\'' : '"';
	buf_char(r->out, ' ');
	buf_str(r->out, name);
	buf_char(r->out, '=');
	buf_char(r->out, quote);
	if (str_eq_fold(name, STR("href")))
		write_href(r->out, value);
	else
		write_text(r->out, value);
	buf_char(r->out, quote);
}

static bool
is_void(struct str name)
{
	static const char *const names[] = {
		"area", "base", "br", "col", "embed", "hr", "img", "input",
		"link", "meta", "source", "track", "wbr"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq_fold(name, str_c(names[i])))
			return true;
	return false;
}

/* Behind '<'. */
static void
write_tag(struct reader *r)
{
	struct str name;
	bool closing = !at_end(r) && r->s.p[r->i] == '/';

	r->i += closing;
	name = take_name(r);
	buf_c(r->out, closing ? "</" : "<");
	buf_str(r->out, name);
	for (;;) {
		skip_spaces(r);
		if (at_end(r) || r->s.p[r->i] == '>')
			break;
		if (r->s.p[r->i] == '/' || r->s.p[r->i] == '=')
			r->i++;
		else
			write_attribute(r);
	}
	buf_c(r->out, !closing && is_void(name) ? "/>" : ">");
	r->i += !at_end(r);
}

/* `<!doctype ...>` stays as it is, in upper case; a comment goes. */
static void
write_declaration(struct reader *r)
{
	struct str rest = str_slice(r->s, r->i, r->s.n);
	bool comment = str_starts(rest, STR("<!--"));
	ptrdiff_t end = comment ? str_find(r->s, STR("-->"), r->i + 4) :
	    str_find_char(r->s, '>', r->i);

	if (!comment)
		buf_c(r->out, "<!DOCTYPE html>");
	r->i = end < 0 ? r->s.n : (size_t)end + (comment ? 3 : 1);
}

static bool
begins_tag(struct str rest)
{
	char c = rest.n > 1 ? rest.p[1] : '\0';

	return c == '/' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void
xhtml_write(struct buf *out, struct str html)
{
	struct reader r = { .s = html, .out = out };

	while (!at_end(&r)) {
		ptrdiff_t next = str_find_char(html, '<', r.i);
		size_t to = next < 0 ? html.n : (size_t)next;
		write_text(out, str_slice(html, r.i, to));
		r.i = to;
		if (at_end(&r))
			break;
		struct str rest = str_slice(html, r.i, html.n);
		if (str_starts(rest, STR("<!"))) {
			write_declaration(&r);
		} else if (begins_tag(rest)) {
			r.i++;
			write_tag(&r);
		} else {
			buf_c(out, "&lt;");
			r.i++;
		}
	}
}
