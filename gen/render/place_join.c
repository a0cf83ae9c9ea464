/* Where branches of a template meet: what two places have in common. */
#include <string.h>

#include "render/internal.h"

/* In a tag and between attributes, or at the end of a name. */
static bool
between_attributes(const struct place *p)
{
	return p->kind == PLACE_TAG_NAME || p->kind == PLACE_TAG ||
	    p->kind == PLACE_TAG_JOINED || p->kind == PLACE_NAME ||
	    p->kind == PLACE_AFTER_NAME;
}

static enum element
element_of(const struct place *p)
{
	return p->kind == PLACE_TAG_NAME ? place_element(p->name, p->n) :
	    (enum element)p->element;
}

static bool
join_tags(const struct place *a, const struct place *b, struct place *out)
{
	if (a->closing != b->closing || element_of(a) != element_of(b))
		return false;
	/* Two tag names that differ are the start of two elements. */
	if (a->kind == PLACE_TAG_NAME && b->kind == PLACE_TAG_NAME)
		return false;
	*out = (struct place){ .kind = PLACE_TAG_JOINED,
	    .element = (uint8_t)element_of(a), .closing = a->closing,
	    .json = a->json && b->json };
	if (a->kind == PLACE_TAG && b->kind == PLACE_TAG)
		out->kind = PLACE_TAG;
	return true;
}

/* A query is encoded otherwise than the rest of a URL: no common place. */
static bool
join_urls(const struct place *a, const struct place *b, struct place *out)
{
	bool start = a->url == URL_START && b->url == URL_START;

	if (a->attribute != b->attribute || a->quote != b->quote ||
	    (a->url == URL_QUERY) != (b->url == URL_QUERY))
		return false;
	*out = *a;
	memset(out->name, 0, sizeof(out->name));
	out->n = 0;
	out->slots = a->slots || b->slots;
	if (a->url != b->url || start)
		out->url = URL_PATH;
	if (a->url == URL_FRAGMENT || b->url == URL_FRAGMENT)
		out->url = URL_FRAGMENT;
	return true;
}

static bool
join_quoted(const struct place *a, const struct place *b, struct place *out)
{
	if (a->attribute == ATTRIBUTE_URL)
		return join_urls(a, b, out);
	if (a->attribute != b->attribute || a->quote != b->quote ||
	    a->attribute == ATTRIBUTE_TYPE)
		return false;
	*out = *a;
	out->slots = a->slots || b->slots;
	return true;
}

static bool
in_css_code(const struct place *p)
{
	return p->raw == RAW_PLAIN || p->raw == CSS_NAME ||
	    p->raw == CSS_VALUE;
}

static bool
join_raw(const struct place *a, const struct place *b, struct place *out)
{
	bool code = in_css_code(a) && in_css_code(b);
	bool escaping = a->last == '\\' || b->last == '\\';

	if (a->element != b->element || a->json != b->json || a->matched ||
	    b->matched || a->hidden || b->hidden || a->quote != b->quote ||
	    escaping || (a->raw != b->raw && !code))
		return false;
	*out = (struct place){ .kind = PLACE_RAW, .element = a->element,
	    .json = a->json, .quote = a->quote, .raw = a->raw };
	if (a->raw != b->raw)
		out->raw = RAW_PLAIN;
	return true;
}

bool
place_join(const struct place *a, const struct place *b, struct place *out)
{
	if (place_equal(a, b)) {
		*out = *a;
		return true;
	}
	if (between_attributes(a) && between_attributes(b))
		return join_tags(a, b, out);
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case PLACE_QUOTED:
		return join_quoted(a, b, out);
	case PLACE_RAW:
		return join_raw(a, b, out);
	case PLACE_COMMENT:
		/* One dash more or less: as if there were none. */
		*out = *a;
		out->last = 0;
		return a->last < 2 && b->last < 2;
	default:
		return false;
	}
}

static const char *
raw_words(const struct place *p)
{
	switch (p->element) {
	case ELEMENT_SCRIPT:
		if (!p->json)
			return "in a script";
		return p->raw == JSON_STRING ? "in a JSON string" : "in JSON";
	case ELEMENT_STYLE:
		return p->raw >= CSS_STRING ? "in a string, comment or URL of "
		    "a style" : "in a style";
	case ELEMENT_TITLE:
		return "in a title";
	case ELEMENT_TEXTAREA:
		return "in a textarea";
	default:
		return "in an element whose content is no HTML";
	}
}

static const char *
value_words(const struct place *p)
{
	if (p->attribute != ATTRIBUTE_URL)
		return "in an attribute's value";
	return p->url == URL_QUERY ? "in the query of a URL" : "in a URL";
}

const char *
place_words(const struct place *p)
{
	switch (p->kind) {
	case PLACE_TEXT:
		return "in text";
	case PLACE_COMMENT:
		return "in a comment";
	case PLACE_LESS:
	case PLACE_LESS_SLASH:
	case PLACE_TAG_NAME:
		return "in the name of a tag";
	case PLACE_LESS_BANG:
	case PLACE_DECLARATION:
		return "in a declaration";
	case PLACE_TAG:
	case PLACE_TAG_JOINED:
	case PLACE_NAME:
	case PLACE_AFTER_NAME:
		return "in a tag";
	case PLACE_EQUALS:
		return "behind an attribute's =";
	case PLACE_BARE:
		return "in an attribute's value without quotes";
	case PLACE_QUOTED:
		return value_words(p);
	default:
		return raw_words(p);
	}
}
