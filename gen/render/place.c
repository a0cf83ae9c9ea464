/* Places in HTML: a tokenizer after the HTML standard (section 13.2.5) that
   follows a template's literal text and says what a slot would stand in. */
#include <string.h>

#include "render/internal.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static void
forget(struct place *p)
{
	memset(p->name, 0, sizeof(p->name));
	p->n = 0;
}

/* A name too long for the buffer is none of those that matter: its rest is
   dropped, but its length stays recognisable. */
static void
remember(struct place *p, char c)
{
	if (p->n < sizeof(p->name))
		p->name[p->n++] = lower(c);
}

bool
place_equal(const struct place *a, const struct place *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

static bool
name_is(const struct place *p, const char *name)
{
	return strlen(name) == p->n && memcmp(p->name, name, p->n) == 0;
}

static enum attribute
attribute_of(const struct place *p)
{
	static const char *const urls[] = {
		"href", "src", "action", "formaction", "poster", "cite",
		"data", "xlink:href", "background", "ping", "longdesc",
		"manifest"
	};

	if (p->n > 2 && p->name[0] == 'o' && p->name[1] == 'n')
		return ATTRIBUTE_EVENT;
	if (name_is(p, "style"))
		return ATTRIBUTE_STYLE;
	if (name_is(p, "srcdoc"))
		return ATTRIBUTE_SRCDOC;
	if (name_is(p, "srcset") || name_is(p, "imagesrcset"))
		return ATTRIBUTE_SRCSET;
	if (name_is(p, "type") && p->element == ELEMENT_SCRIPT)
		return ATTRIBUTE_TYPE;
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++)
		if (name_is(p, urls[i]))
			return ATTRIBUTE_URL;
	return ATTRIBUTE_PLAIN;
}

static void
close_tag(struct place *p)
{
	bool raw = p->element != ELEMENT_NORMAL && !p->closing;
	struct place next = { .kind = raw ? PLACE_RAW : PLACE_TEXT };

	if (raw) {
		next.element = p->element;
		next.json = p->json;
	}
	*p = next;
}

static void
begin_tag(struct place *p, char c)
{
	p->kind = PLACE_TAG_NAME;
	forget(p);
	remember(p, c);
}

static void
end_tag_name(struct place *p)
{
	p->element = (uint8_t)place_element(p->name, p->n);
	forget(p);
	p->kind = PLACE_TAG;
}

static void
begin_value(struct place *p, char quote)
{
	p->attribute = p->last ? ATTRIBUTE_GLUED : (uint8_t)attribute_of(p);
	p->last = 0;
	p->quote = (uint8_t)quote;
	p->kind = quote ? PLACE_QUOTED : PLACE_BARE;
	p->url = URL_START;
	p->slots = 0;
	forget(p);
}

static void
end_value(struct place *p)
{
	if (p->attribute == ATTRIBUTE_TYPE)
		p->json = !p->slots && (name_is(p, "application/json") ||
		    name_is(p, "application/ld+json"));
	p->kind = p->quote ? PLACE_TAG_JOINED : PLACE_TAG;
	p->attribute = p->quote = p->url = p->slots = 0;
	forget(p);
}

/* A scheme counts as literal only when all of it is. */
static void
url_byte(struct place *p, char c)
{
	if (c == '#' || p->url == URL_FRAGMENT)
		p->url = URL_FRAGMENT;
	else if (c == '?' || p->url == URL_QUERY)
		p->url = URL_QUERY;
	else if (p->url == URL_TEL || (p->url == URL_START && c == '/'))
		p->url = URL_PATH;
	else if (p->url == URL_START && !(is_space(c) && p->n == 0))
		remember(p, c);
	if (p->url == URL_START && name_is(p, "tel:"))
		p->url = URL_TEL;
	else if (p->url == URL_START && name_is(p, "mailto:"))
		p->url = URL_MAILTO;
	else if (p->url == URL_START && c == ':')
		p->url = URL_PATH;
	if (p->url != URL_START)
		forget(p);
}

static void
value_byte(struct place *p, char c)
{
	if (p->attribute == ATTRIBUTE_URL)
		url_byte(p, c);
	else if (p->attribute == ATTRIBUTE_TYPE)
		remember(p, c);
}

static void
text_byte(struct place *p, char c)
{
	switch (p->kind) {
	case PLACE_TEXT:
		if (c == '<')
			p->kind = PLACE_LESS;
		break;
	case PLACE_LESS:
		if (c == '/') {
			p->kind = PLACE_LESS_SLASH;
		} else if (c == '!') {
			p->kind = PLACE_LESS_BANG;
		} else if (c == '?') {
			p->kind = PLACE_DECLARATION;
		} else if (is_letter(c)) {
			begin_tag(p, c);
		} else if (c != '<') {
			p->kind = PLACE_TEXT;
		}
		break;
	case PLACE_LESS_SLASH:
		if (is_letter(c)) {
			p->closing = 1;
			begin_tag(p, c);
		} else {
			p->kind = c == '>' ? PLACE_TEXT : PLACE_DECLARATION;
		}
		break;
	}
}

static void
comment_byte(struct place *p, char c)
{
	if (c == '>' && p->last >= 2)
		*p = (struct place){ .kind = PLACE_TEXT };
	else if (c == '-')
		p->last = p->last < 2 ? (uint8_t)(p->last + 1) : 2;
	else if (c != '!' || p->last < 2)
		p->last = 0;
}

/* "<!" opens a comment with "--" and a declaration with anything else. */
static void
bang_byte(struct place *p, char c)
{
	if (c == '-' && p->last == 1)
		/* "<!-->" is a whole comment: its dashes count. */
		*p = (struct place){ .kind = PLACE_COMMENT, .last = 2 };
	else if (c == '-')
		p->last = 1;
	else
		*p = (struct place){ .kind = c == '>' ? PLACE_TEXT :
		    PLACE_DECLARATION };
}

/* Within a tag and not in an attribute's value. */
static void
tag_byte(struct place *p, char c)
{
	bool name = p->kind == PLACE_NAME || p->kind == PLACE_AFTER_NAME;

	if (p->kind == PLACE_TAG_NAME) {
		if (!is_space(c) && c != '/' && c != '>') {
			remember(p, c);
			return;
		}
		end_tag_name(p);
	}
	if (c == '>') {
		close_tag(p);
	} else if (c == '/') {
		p->kind = PLACE_TAG;
		forget(p);
	} else if (is_space(c)) {
		if (name)
			p->kind = PLACE_AFTER_NAME;
		else
			p->kind = PLACE_TAG;
	} else if (c == '=' && name) {
		p->kind = PLACE_EQUALS;
	} else {
		if (p->kind != PLACE_NAME) {
			p->last = p->kind == PLACE_TAG_JOINED;
			forget(p);
		}
		p->kind = PLACE_NAME;
		remember(p, c);
	}
}

static void
equals_byte(struct place *p, char c)
{
	if (is_space(c))
		return;
	if (c == '"' || c == '\'') {
		begin_value(p, c);
		return;
	}
	if (c == '>') {
		close_tag(p);
		return;
	}
	begin_value(p, 0);
	value_byte(p, c);
}

static void
bare_byte(struct place *p, char c)
{
	if (c == '>') {
		end_value(p);
		close_tag(p);
	} else if (is_space(c)) {
		end_value(p);
	} else {
		value_byte(p, c);
	}
}

static void
next_byte(struct place *p, char c)
{
	switch (p->kind) {
	case PLACE_LESS_BANG:
		bang_byte(p, c);
		break;
	case PLACE_DECLARATION:
		if (c == '>')
			*p = (struct place){ .kind = PLACE_TEXT };
		break;
	case PLACE_COMMENT:
		comment_byte(p, c);
		break;
	case PLACE_TAG_NAME:
	case PLACE_TAG:
	case PLACE_TAG_JOINED:
	case PLACE_NAME:
	case PLACE_AFTER_NAME:
		tag_byte(p, c);
		break;
	case PLACE_EQUALS:
		equals_byte(p, c);
		break;
	case PLACE_BARE:
		bare_byte(p, c);
		break;
	case PLACE_QUOTED:
		if (c == (char)p->quote)
			end_value(p);
		else
			value_byte(p, c);
		break;
	case PLACE_RAW:
		place_raw_byte(p, c);
		break;
	default:
		text_byte(p, c);
	}
}

static bool
in_url(const struct place *p)
{
	return p->kind == PLACE_QUOTED && (p->attribute == ATTRIBUTE_URL ||
	    p->attribute == ATTRIBUTE_SRCSET);
}

void
place_text(struct place *p, struct str text, struct url_mark *mark)
{
	size_t begin = 0;

	*mark = (struct url_mark){ 0 };
	for (size_t i = 0; i < text.n; i++) {
		bool before = in_url(p), slots = p->slots;
		next_byte(p, text.p[i]);
		bool after = in_url(p);
		if (before && !after && begin == 0 && slots)
			mark->end = (uint32_t)i + 1;
		if (!before && after)
			begin = i + 1;
	}
	if (begin && in_url(p)) {
		mark->begin = (uint32_t)begin + 1;
		mark->srcset = p->attribute == ATTRIBUTE_SRCSET;
	}
}

/* The attribute's own reason to refuse a slot. */
static enum slot_place
refused_attribute(const struct place *p, const char **why, const char **hint)
{
	switch (p->attribute) {
	case ATTRIBUTE_EVENT:
		*why = "an event handler's attribute";
		*hint = "put the value in a data- attribute and read it in a "
		    "script file";
		break;
	case ATTRIBUTE_STYLE:
		*why = "a style attribute";
		*hint = "use a class, or a <style> element";
		break;
	case ATTRIBUTE_GLUED:
		*why = "an attribute without white space before it";
		*hint = "put a space before the attribute";
		break;
	case ATTRIBUTE_SRCDOC:
		*why = "srcdoc";
		*hint = "include a partial in the page instead";
		break;
	default:
		*why = "the type of a script";
		*hint = "write the type out";
	}
	return SLOT_REFUSED;
}

static enum slot_place
url_slot(struct place *p)
{
	enum url_part part = (enum url_part)p->url;

	forget(p);
	p->slots = 1;
	if (part == URL_START || part == URL_TEL)
		p->url = URL_PATH;
	return part == URL_TEL ? SLOT_IN_TEL :
	    part == URL_MAILTO ? SLOT_IN_MAILTO :
	    part == URL_QUERY ? SLOT_IN_QUERY : SLOT_IN_URL;
}

static enum slot_place
quoted_slot(struct place *p, const char **why, const char **hint)
{
	p->slots = 1;
	if (p->attribute == ATTRIBUTE_URL)
		return url_slot(p);
	if (p->attribute == ATTRIBUTE_SRCSET)
		return SLOT_IN_URL;
	if (p->attribute == ATTRIBUTE_PLAIN)
		return SLOT_IN_ATTRIBUTE;
	return refused_attribute(p, why, hint);
}

enum slot_place
place_slot(struct place *p, const char **why, const char **hint)
{
	static const char choose[] = "write the name out, and choose with "
	    "{% if %}";

	switch (p->kind) {
	case PLACE_TEXT:
		return SLOT_IN_TEXT;
	case PLACE_COMMENT:
		p->last = 0;
		return SLOT_IN_COMMENT;
	case PLACE_QUOTED:
		return quoted_slot(p, why, hint);
	case PLACE_RAW:
		return place_raw_slot(p, why, hint);
	case PLACE_LESS:
	case PLACE_LESS_SLASH:
	case PLACE_TAG_NAME:
		*why = "the name of a tag";
		*hint = choose;
		break;
	case PLACE_LESS_BANG:
	case PLACE_DECLARATION:
		*why = "a declaration";
		*hint = "write it out";
		break;
	case PLACE_EQUALS:
	case PLACE_BARE:
		*why = "an attribute without quotes";
		*hint = "put the attribute's value in double quotes";
		break;
	default:
		*why = "the name of an attribute";
		*hint = choose;
	}
	return SLOT_REFUSED;
}
