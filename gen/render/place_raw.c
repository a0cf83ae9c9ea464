/* Places within elements whose content is no markup: CSS in style, JSON in
   script, text in title and textarea. */
#include <string.h>

#include "render/internal.h"

static const char *const elements[] = {
	[ELEMENT_NORMAL] = "",
	[ELEMENT_SCRIPT] = "script",
	[ELEMENT_STYLE] = "style",
	[ELEMENT_TITLE] = "title",
	[ELEMENT_TEXTAREA] = "textarea",
	[ELEMENT_XMP] = "xmp",
	[ELEMENT_IFRAME] = "iframe",
	[ELEMENT_NOEMBED] = "noembed",
	[ELEMENT_NOFRAMES] = "noframes",
	[ELEMENT_PLAINTEXT] = "plaintext"
};

enum element
place_element(const char *name, size_t n)
{
	for (size_t i = 1; i < sizeof(elements) / sizeof(*elements); i++)
		if (strlen(elements[i]) == n &&
		    memcmp(elements[i], name, n) == 0)
			return (enum element)i;
	return ELEMENT_NORMAL;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool
in_css_name(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '@' ||
	    c == '\\' || (unsigned char)c >= 0x80;
}

static void
forget(struct place *p)
{
	memset(p->name, 0, sizeof(p->name));
	p->n = 0;
}

static bool
name_is(const struct place *p, const char *name)
{
	return strlen(name) == p->n && memcmp(p->name, name, p->n) == 0;
}

static void
open_string(struct place *p, char c)
{
	bool url = name_is(p, "url(") || name_is(p, "@import");

	p->raw = url ? CSS_URL_STRING : c == '"' ? CSS_STRING :
	    CSS_APOSTROPHE;
	p->quote = (uint8_t)c;
	forget(p);
}

/* `name` holds the CSS word before, with its parenthesis when that follows. */
static void
css_code(struct place *p, char c)
{
	if (c == '"' || c == '\'') {
		open_string(p, c);
	} else if (c == '*' && p->last == '/') {
		p->raw = CSS_COMMENT;
		forget(p);
	} else if (in_css_name(c)) {
		if (p->raw != CSS_NAME)
			forget(p);
		if (p->n < sizeof(p->name))
			p->name[p->n++] = lower(c);
		p->raw = CSS_NAME;
	} else if (c == '(' && p->raw == CSS_NAME && name_is(p, "url")) {
		p->name[p->n++] = c;
		p->raw = CSS_URL;
	} else if (!is_space(c)) {
		p->raw = c == ':' ? CSS_VALUE : RAW_PLAIN;
		forget(p);
	} else if (p->raw == CSS_NAME) {
		p->raw = RAW_PLAIN;
		if (!name_is(p, "@import"))
			forget(p);
	}
}

static void
css_url(struct place *p, char c)
{
	if (c == '"' || c == '\'') {
		open_string(p, c);
	} else if (c == ')') {
		p->raw = RAW_PLAIN;
		forget(p);
	} else if (!is_space(c)) {
		forget(p);
	}
}

/* Inside a string; `last` is a backslash only when it escapes. */
static void
string_byte(struct place *p, char c)
{
	if (p->last == '\\') {
		p->last = 0;
		return;
	}
	p->last = (uint8_t)c;
	if (c != (char)p->quote)
		return;
	p->raw = RAW_PLAIN;
	p->quote = p->last = 0;
}

static void
css_byte(struct place *p, char c)
{
	switch (p->raw) {
	case CSS_STRING:
	case CSS_APOSTROPHE:
	case CSS_URL_STRING:
		string_byte(p, c);
		return;
	case CSS_COMMENT:
		if (c == '/' && p->last == '*')
			p->raw = RAW_PLAIN;
		break;
	case CSS_URL:
		css_url(p, c);
		break;
	default:
		css_code(p, c);
	}
	p->last = c == '/' || c == '*' ? (uint8_t)c : 0;
}

static void
json_byte(struct place *p, char c)
{
	if (p->raw == JSON_STRING) {
		string_byte(p, c);
	} else if (c == '"') {
		p->raw = JSON_STRING;
		p->quote = (uint8_t)c;
	}
}

/* The closing tag ends the element wherever it stands, in a string too. */
static bool
closes(struct place *p, char c)
{
	const char *name = elements[p->element];
	size_t n = strlen(name);
	bool end = is_space(c) || c == '/' || c == '>';

	if (p->matched == n + 2 && end)
		return true;
	if (c == '<')
		p->matched = 1;
	else if (p->matched == 1 && c == '/')
		p->matched = 2;
	else if (p->matched >= 2 && p->matched < n + 2 &&
	    lower(c) == name[p->matched - 2])
		p->matched++;
	else
		p->matched = 0;
	return false;
}

/* "<!--" in a script may hide a "</script" from browsers (the standard's
   double escaped state): until "-->" nothing counts as its end. */
static bool
commented(struct place *p, char c)
{
	static const char open[] = "<!--";

	if (p->hidden < 4) {
		p->hidden = c == open[p->hidden] ?
		    (uint8_t)(p->hidden + 1) : c == '<';
		return false;
	}
	if (c == '-')
		p->hidden = p->hidden < 6 ? (uint8_t)(p->hidden + 1) : 6;
	else if (c == '>' && p->hidden == 6)
		p->hidden = 0;
	else
		p->hidden = 4;
	p->matched = 0;
	return true;
}

void
place_raw_byte(struct place *p, char c)
{
	if (p->element == ELEMENT_SCRIPT && commented(p, c))
		return;
	if (closes(p, c)) {
		*p = (struct place){ .kind = c == '>' ? PLACE_TEXT : PLACE_TAG,
		    .closing = c != '>' };
	} else if (p->element == ELEMENT_STYLE) {
		css_byte(p, c);
	} else if (p->element == ELEMENT_SCRIPT && p->json) {
		json_byte(p, c);
	}
}

static enum slot_place
style_slot(struct place *p, const char **why, const char **hint)
{
	enum raw_part part = (enum raw_part)p->raw;

	*hint = "legal are a double-quoted string, a whole value, and an "
	    "integer in a name";
	p->last = 0;
	switch (part) {
	case CSS_STRING:
		return SLOT_IN_CSS_STRING;
	case CSS_APOSTROPHE:
		*why = "a CSS string in single quotes";
		*hint = "write the string in double quotes";
		return SLOT_REFUSED;
	case CSS_COMMENT:
		*why = "a CSS comment";
		return SLOT_REFUSED;
	case CSS_URL:
	case CSS_URL_STRING:
		*why = "a URL in CSS";
		*hint = "put the file's name in a stylesheet of the theme";
		return SLOT_REFUSED;
	default:
		p->raw = CSS_NAME;
		forget(p);
		return part == CSS_VALUE ? SLOT_IN_CSS_VALUE :
		    SLOT_IN_CSS_NAME;
	}
}

static enum slot_place
script_slot(struct place *p, const char **why, const char **hint)
{
	if (!p->json || p->hidden >= 4) {
		*why = "a script";
		*hint = "put the value in a data- attribute, or in <script "
		    "type=\"application/json\">";
		return SLOT_REFUSED;
	}
	p->last = 0;
	return p->raw == JSON_STRING ? SLOT_IN_JSON_STRING : SLOT_IN_JSON;
}

enum slot_place
place_raw_slot(struct place *p, const char **why, const char **hint)
{
	p->matched = 0;
	switch (p->element) {
	case ELEMENT_STYLE:
		return style_slot(p, why, hint);
	case ELEMENT_SCRIPT:
		return script_slot(p, why, hint);
	case ELEMENT_TITLE:
	case ELEMENT_TEXTAREA:
		return SLOT_IN_TITLE;
	default:
		*why = "an element whose content is no HTML";
		*hint = "use another element";
		return SLOT_REFUSED;
	}
}
