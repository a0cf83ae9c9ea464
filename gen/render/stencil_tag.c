/* Tags of raw HTML: the grammar, the allow-list, and their careful copy. */
#include "render/stencil_tag.h"

#include <string.h>

#include "base/latin.h"
#include "base/str.h"
#include "render/escape.h"
#include "value/value.h"

static const struct raw_element elements[] = {
	{ "a", RAW_PHRASING, false, NULL, " href " },
	{ "abbr", RAW_PHRASING, false, NULL, NULL },
	{ "b", RAW_PHRASING, false, NULL, NULL },
	{ "bdi", RAW_PHRASING, false, NULL, NULL },
	{ "bdo", RAW_PHRASING, false, NULL, NULL },
	{ "blockquote", RAW_FLOW, false, NULL, " cite " },
	{ "br", RAW_PHRASING, true, NULL, NULL },
	{ "caption", RAW_TEXT_BLOCK, false, " table ", NULL },
	{ "cite", RAW_PHRASING, false, NULL, NULL },
	{ "code", RAW_PHRASING, false, NULL, NULL },
	{ "dd", RAW_FLOW, false, " dl ", NULL },
	{ "del", RAW_PHRASING, false, NULL, " cite datetime " },
	{ "details", RAW_FLOW, false, NULL, " open " },
	{ "dfn", RAW_PHRASING, false, NULL, NULL },
	{ "div", RAW_FLOW, false, NULL, NULL },
	{ "dl", RAW_STRUCTURE, false, NULL, NULL },
	{ "dt", RAW_TEXT_BLOCK, false, " dl ", NULL },
	{ "em", RAW_PHRASING, false, NULL, NULL },
	{ "figcaption", RAW_FLOW, false, " figure ", NULL },
	{ "figure", RAW_FLOW, false, NULL, NULL },
	{ "hr", RAW_TEXT_BLOCK, true, NULL, NULL },
	{ "i", RAW_PHRASING, false, NULL, NULL },
	{ "ins", RAW_PHRASING, false, NULL, " cite datetime " },
	{ "kbd", RAW_PHRASING, false, NULL, NULL },
	{ "li", RAW_FLOW, false, " ul ol ", " value " },
	{ "mark", RAW_PHRASING, false, NULL, NULL },
	{ "ol", RAW_STRUCTURE, false, NULL, " start reversed " },
	{ "p", RAW_TEXT_BLOCK, false, NULL, NULL },
	{ "pre", RAW_TEXT_BLOCK, false, NULL, NULL },
	{ "q", RAW_PHRASING, false, NULL, " cite " },
	{ "rp", RAW_PHRASING, false, " ruby ", NULL },
	{ "rt", RAW_PHRASING, false, " ruby ", NULL },
	{ "ruby", RAW_PHRASING, false, NULL, NULL },
	{ "s", RAW_PHRASING, false, NULL, NULL },
	{ "samp", RAW_PHRASING, false, NULL, NULL },
	{ "small", RAW_PHRASING, false, NULL, NULL },
	{ "span", RAW_PHRASING, false, NULL, NULL },
	{ "strong", RAW_PHRASING, false, NULL, NULL },
	{ "sub", RAW_PHRASING, false, NULL, NULL },
	{ "summary", RAW_TEXT_BLOCK, false, " details ", NULL },
	{ "sup", RAW_PHRASING, false, NULL, NULL },
	{ "table", RAW_STRUCTURE, false, NULL, NULL },
	{ "tbody", RAW_STRUCTURE, false, " table ", NULL },
	{ "td", RAW_FLOW, false, " tr ", " colspan rowspan " },
	{ "tfoot", RAW_STRUCTURE, false, " table ", NULL },
	{ "th", RAW_FLOW, false, " tr ", " colspan rowspan scope " },
	{ "thead", RAW_STRUCTURE, false, " table ", NULL },
	{ "time", RAW_PHRASING, false, NULL, " datetime " },
	{ "tr", RAW_STRUCTURE, false, " table thead tbody tfoot ", NULL },
	{ "u", RAW_PHRASING, false, NULL, NULL },
	{ "ul", RAW_STRUCTURE, false, NULL, NULL },
	{ "var", RAW_PHRASING, false, NULL, NULL },
	{ "wbr", RAW_PHRASING, true, NULL, NULL },
};

/* Whether a list " a b c " holds the word, ASCII case folded. */
static bool
list_has(const char *list, struct str word)
{
	while (list && *list) {
		size_t skip = strspn(list, " "), n = strcspn(list + skip, " ");
		if (n > 0 && str_eq_fold(word,
		    (struct str){ list + skip, n }))
			return true;
		list += skip + n;
	}
	return false;
}

/* Why an element is shown as text, and what to write. */
static const char *
refusal(struct str name)
{
	static const struct { const char *names, *why; } known[] = {
		{ " img ", "a raw image is shown as text; write"
		    " ![what it shows](file.png)" },
		{ " h1 h2 h3 h4 h5 h6 ",
		    "a raw heading is shown as text; write ## Title" },
		{ " tabs tabitem ", "this element is shown as text; write"
		    " `:::: tabs` and in it `::: tab Title`" },
		{ " admonition callout ", "this element is shown as text;"
		    " write a quote that begins with `> [!NOTE]`" },
		{ " script style link iframe object embed ", "scripts, styles"
		    " and frames have no place in an article: this is shown"
		    " as text" },
		{ " center font ", "the theme decides how a page looks: this"
		    " is shown as text" },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (list_has(known[i].names, name))
			return known[i].why;
	return "this element of raw HTML is not allowed and is shown as text";
}

const struct raw_element *
raw_element_find(struct str name, const char **why)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
		if (str_eq_fold(name, str_c(elements[i].name)))
			return &elements[i];
	*why = refusal(name);
	return NULL;
}

bool
raw_is_parent(const struct raw_element *e, const struct raw_element *parent)
{
	return list_has(e->parents, str_c(parent->name));
}

/* ---- Grammar ---- */

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_name(char c)
{
	return is_alpha(c) || (c >= '0' && c <= '9') || c == '-';
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t
skip_space(struct str s, size_t i)
{
	while (i < s.n && is_space(s.p[i]))
		i++;
	return i;
}

size_t
raw_comment(struct str s, size_t i)
{
	if (!str_starts(str_slice(s, i, s.n), STR("<!--")))
		return 0;
	ptrdiff_t end = str_find(s, STR("-->"), i + 2);
	return (end < 0 ? s.n : (size_t)end + 3) - i;
}

/* The value behind '=' at `i`; 0 when there is none. */
static size_t
read_value(struct str s, size_t i, struct str *value)
{
	size_t from = i;

	if (i >= s.n)
		return 0;
	if (s.p[i] == '"' || s.p[i] == '\'') {
		ptrdiff_t end = str_find_char(s, s.p[i], i + 1);
		if (end < 0)
			return 0;
		*value = str_slice(s, i + 1, (size_t)end);
		return (size_t)end + 1;
	}
	while (i < s.n && !is_space(s.p[i]) && !strchr("\"'=<>`", s.p[i]))
		i++;
	*value = str_slice(s, from, i);
	return i > from ? i : 0;
}

static size_t
read_attribute(struct str s, size_t i, struct raw_tag *t)
{
	size_t from = i;
	struct str name, value = { 0 };
	bool has = false;

	if (!is_alpha(s.p[i]) && s.p[i] != '_' && s.p[i] != ':')
		return 0;
	while (i < s.n && (is_name(s.p[i]) || strchr("_.:", s.p[i])))
		i++;
	name = str_slice(s, from, i);
	size_t equals = skip_space(s, i);
	if (equals < s.n && s.p[equals] == '=') {
		i = read_value(s, skip_space(s, equals + 1), &value);
		if (i == 0)
			return 0;
		has = true;
	}
	if (t->n == RAW_ATTRIBUTES_MAX) {
		t->crowded = true;
		return i;
	}
	t->attribute[t->n].name = name;
	t->attribute[t->n].value = value;
	t->attribute[t->n++].has_value = has;
	return i;
}

size_t
raw_tag_read(struct str s, size_t i, struct raw_tag *t)
{
	size_t start = i;

	memset(t, 0, sizeof(*t));
	if (i >= s.n || s.p[i++] != '<')
		return 0;
	t->closing = i < s.n && s.p[i] == '/';
	i += t->closing;
	if (i >= s.n || !is_alpha(s.p[i]))
		return 0;
	size_t name = i;
	while (i < s.n && is_name(s.p[i]))
		i++;
	t->name = str_slice(s, name, i);
	for (;;) {
		size_t next = skip_space(s, i);
		if (next >= s.n)
			return 0;
		if (s.p[next] == '>')
			return next + 1 - start;
		if (s.p[next] == '/' && !t->closing)
			return next + 1 < s.n && s.p[next + 1] == '>' ?
			    next + 2 - start : 0;
		if (next == i || t->closing)
			return 0;
		i = read_attribute(s, next, t);
		if (i == 0)
			return 0;
	}
}

/* ---- Attributes ---- */

static bool
only(struct str s, const char *chars)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_name(s.p[i]) && !strchr(chars, s.p[i]))
			return false;
	return s.n > 0;
}

static bool
has_slot(struct str s)
{
	size_t at;
	uint32_t number;

	return slot_find(s, 0, &at, &number);
}

/* "&amp;" is the one reference that a checked address may hold: with all
   others refused and every '&' written as "&amp;", what was checked is what
   the browser sees. */
static const char *
check_url(struct str url)
{
	for (size_t i = 0; i < url.n; i++) {
		if (url.p[i] != '&')
			continue;
		size_t end = i + 1;
		while (end < url.n && (is_name(url.p[end]) ||
		    url.p[end] == '#'))
			end++;
		bool reference = i + 1 < url.n && (url.p[i + 1] == '#' ||
		    (end < url.n && url.p[end] == ';'));
		if (reference && !str_eq(str_slice(url, i, end),
		    STR("&amp")))
			return "this address holds a character reference";
	}
	if (!value_url_is_safe(url))
		return "an address here begins with https, http, mailto or"
		    " tel";
	if (url.n == 0 || (url.p[0] != '#' && str_find_char(url, ':', 0) < 0))
		return "a raw link to a page is shown as text; write"
		    " [text](page.md)";
	return NULL;
}

static const char *
check_value(struct str name, struct str value, bool has_value)
{
	static const char bad[] = "this attribute does not have a value that"
	    " is allowed";
	uint64_t number;

	if (str_eq_fold(name, STR("title")))
		return has_value ? NULL : bad;
	if (has_slot(value))
		return "a value cannot stand in this attribute";
	if (list_has(" href cite ", name))
		return has_value ? check_url(value) : bad;
	if (list_has(" open reversed ", name))
		return NULL;
	if (list_has(" start value colspan rowspan ", name))
		return value.n < 7 && str_to_uint(value, &number) ? NULL : bad;
	if (str_eq_fold(name, STR("scope")))
		return list_has(" row col rowgroup colgroup ", value) ? NULL :
		    bad;
	if (str_eq_fold(name, STR("dir")))
		return list_has(" ltr rtl auto ", value) ? NULL : bad;
	if (str_eq_fold(name, STR("lang")))
		return only(value, "") ? NULL : bad;
	return only(value, ":.+ ") ? NULL : bad;
}

static const char *
refused_attribute(struct str name)
{
	if (list_has(" style class align bgcolor color ", name))
		return "the theme decides how a page looks: an element with"
		    " `style`, `class` or `align` is shown as text";
	if (list_has(" id name ", name))
		return "what a link leads to is a heading's `{#id}`: this is"
		    " shown as text";
	return "an attribute of this element is not allowed, so it is shown"
	    " as text";
}

const char *
raw_check_attributes(const struct raw_element *e, const struct raw_tag *t)
{
	if (t->crowded)
		return "this element has too many attributes";
	for (unsigned i = 0; i < t->n; i++) {
		struct str name = t->attribute[i].name;
		if (!list_has(" dir lang title ", name) &&
		    !list_has(e->attributes, name))
			return refused_attribute(name);
		for (unsigned j = 0; j < i; j++)
			if (str_eq_fold(name, t->attribute[j].name))
				return "an attribute is given twice";
		const char *why = check_value(name, t->attribute[i].value,
		    t->attribute[i].has_value);
		if (why)
			return why;
	}
	if (strcmp(e->name, "bdo") == 0 && t->n == 0)
		return "this element needs the attribute dir";
	return NULL;
}

/* ---- Writing ---- */

/* Whether HTML and XML allow a character that a reference names, and it is none
   of those that stand for values. */
static bool
is_referable(uint32_t cp)
{
	return cp >= 0xA0 ? cp < 0xF0000 && (cp < 0xD800 || cp > 0xF8FF) &&
	    (cp < 0xFDD0 || cp > 0xFDEF) && (cp & 0xFFFE) != 0xFFFE :
	    (cp >= ' ' && cp < 0x7F) || cp == '\t' || cp == '\n';
}

/* &#228; and &#xE4; */
static size_t
numeric_reference(struct str s, size_t i)
{
	bool hex = i + 2 < s.n && s.p[i + 2] == 'x';
	size_t from = i + 2 + hex, end = from;
	uint32_t cp = 0, base = hex ? 16 : 10;

	for (; end < s.n && end - from < 7; end++) {
		int d = str_hex_digit(s.p[end]);
		if (d < 0 || (uint32_t)d >= base)
			break;
		cp = cp * base + (uint32_t)d;
	}
	return end > from && end < s.n && s.p[end] == ';' &&
	    is_referable(cp) ? end + 1 - i : 0;
}

/* References that keep their meaning; of all others the '&' is text. */
static size_t
reference(struct str s, size_t i)
{
	static const char known[] = " amp lt gt quot apos ensp emsp thinsp"
	    " zwnj zwj lrm rlm ndash mdash lsquo rsquo sbquo ldquo rdquo bdquo"
	    " bull hellip prime larr uarr rarr darr harr minus trade euro le"
	    " ge ne checkmark ";
	size_t end = i + 1;

	if (end < s.n && s.p[end] == '#')
		return numeric_reference(s, i);
	while (end < s.n && is_name(s.p[end]))
		end++;
	struct str name = str_slice(s, i + 1, end);
	if (name.n == 0 || end >= s.n || s.p[end] != ';')
		return 0;
	if (latin_named(name))
		return end + 1 - i;
	for (size_t k = 0; k < name.n; k++)
		if (name.p[k] >= 'A' && name.p[k] <= 'Z')
			return 0;
	return list_has(known, name) ? end + 1 - i : 0;
}

/* Text in which references stay as they are. */
static void
write_source(struct stencil_builder *b, struct str s,
    enum stencil_place place)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		size_t n = s.p[i] == '&' ? reference(s, i) : 0;
		if (n == 0)
			continue;
		stencil_string(b, str_slice(s, from, i), place);
		stencil_literal(b, str_slice(s, i, i + n));
		from = i + n;
		i = from - 1;
	}
	stencil_string(b, str_slice(s, from, s.n), place);
}

void
raw_text(struct stencil_builder *b, struct str s)
{
	write_source(b, s, stencil_text_place(b));
}

static void
write_url(struct stencil_builder *b, struct str url)
{
	struct buf plain = BUF_INIT, out = BUF_INIT;

	for (size_t i = 0; i < url.n; i++) {
		buf_char(&plain, url.p[i]);
		if (str_starts(str_slice(url, i, url.n), STR("&amp;")))
			i += 4;
	}
	escape_url(&out, buf_view(&plain));
	stencil_literal(b, buf_view(&out));
	buf_free(&plain);
	buf_free(&out);
}

static bool
has_attribute(const struct raw_tag *t, struct str name)
{
	for (unsigned i = 0; i < t->n; i++)
		if (str_eq_fold(t->attribute[i].name, name))
			return true;
	return false;
}

void
raw_write_tag(struct stencil_builder *b, const struct raw_element *e,
    const struct raw_tag *t)
{
	stencil_literal(b, STR("<"));
	stencil_literal(b, str_c(e->name));
	for (unsigned i = 0; i < t->n; i++) {
		struct str name = t->attribute[i].name;
		stencil_literal(b, STR(" "));
		stencil_literal(b, name);
		if (list_has(" open reversed ", name))
			continue;
		stencil_literal(b, STR("=\""));
		if (list_has(" href cite ", name))
			write_url(b, t->attribute[i].value);
		else
			write_source(b, t->attribute[i].value,
			    PLACE_ATTRIBUTE);
		stencil_literal(b, STR("\""));
	}
	if (strcmp(e->name, "details") == 0 && !has_attribute(t, STR("open")))
		stencil_emit(b, STENCIL_OPEN);
	if (strcmp(e->name, "pre") == 0)
		stencil_literal(b, STR(" tabindex=\"0\""));
	stencil_literal(b, STR(">"));
}
