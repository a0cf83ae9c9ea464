/* Width and height from the first bytes of an image, so that a page does not
   move while its images load. */
#include "site/site_private.h"

#include <string.h>

#include "base/str.h"

static uint32_t
be16(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (uint32_t)u[0] << 8 | u[1];
}

static uint32_t
le16(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (uint32_t)u[1] << 8 | u[0];
}

static uint32_t
le24(const char *p)
{
	return le16(p) | (uint32_t)(unsigned char)p[2] << 16;
}

/* PNG (ISO 15948, 11.2.2): the header chunk comes first. */
static bool
png_size(struct str s, uint32_t *w, uint32_t *h)
{
	if (s.n < 24 || memcmp(s.p, "\x89PNG\r\n\x1a\n", 8) != 0)
		return false;
	*w = be16(s.p + 16) << 16 | be16(s.p + 18);
	*h = be16(s.p + 20) << 16 | be16(s.p + 22);
	return true;
}

/* GIF89a, section 18. */
static bool
gif_size(struct str s, uint32_t *w, uint32_t *h)
{
	if (s.n < 10 || memcmp(s.p, "GIF8", 4) != 0)
		return false;
	*w = le16(s.p + 6);
	*h = le16(s.p + 8);
	return true;
}

/* JPEG (ITU T.81, B.2.2): the first start-of-frame segment, C0 to CF without
   the three markers among them that are none. */
static bool
jpeg_size(struct str s, uint32_t *w, uint32_t *h)
{
	size_t i = 2;

	if (s.n < 4 || memcmp(s.p, "\xff\xd8", 2) != 0)
		return false;
	while (i + 9 <= s.n && (unsigned char)s.p[i] == 0xff) {
		unsigned char m = (unsigned char)s.p[i + 1];
		if (m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 &&
		    m != 0xcc) {
			*h = be16(s.p + i + 5);
			*w = be16(s.p + i + 7);
			return true;
		}
		i += m == 0xff ? 1 : 2 + (size_t)be16(s.p + i + 2);
	}
	return false;
}

/* WebP (RFC 9649): simple lossy, lossless and extended files. */
static bool
webp_size(struct str s, uint32_t *w, uint32_t *h)
{
	if (s.n < 30 || memcmp(s.p, "RIFF", 4) != 0 ||
	    memcmp(s.p + 8, "WEBPVP8", 7) != 0)
		return false;
	switch (s.p[15]) {
	case ' ':
		*w = le16(s.p + 26) & 0x3fff;
		*h = le16(s.p + 28) & 0x3fff;
		return true;
	case 'L':
		*w = (le16(s.p + 21) & 0x3fff) + 1;
		*h = (le24(s.p + 22) >> 6 & 0x3fff) + 1;
		return true;
	case 'X':
		*w = le24(s.p + 24) + 1;
		*h = le24(s.p + 27) + 1;
		return true;
	default:
		return false;
	}
}

/* The next number in `*s`, rounded; false when there is none. A unit other
   than px makes it useless, one as small as that is not written. */
static bool
number(struct str *s, uint32_t *out)
{
	size_t i = 0;
	uint64_t v = 0;

	while (i < s->n && strchr(" \t\r\n,", s->p[i]))
		i++;
	size_t from = i;
	for (; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++)
		v = v < 1000000 ? v * 10 + (uint64_t)(s->p[i] - '0') : v;
	if (i == from)
		return false;
	if (i + 1 < s->n && s->p[i] == '.') {
		v += s->p[i + 1] >= '5' && s->p[i + 1] <= '9';
		for (i++; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; )
			i++;
	}
	*s = str_slice(*s, i, s->n);
	*out = (uint32_t)v;
	return true;
}

/* The quoted value of an attribute of the tag; empty when it has none. */
static struct str
attribute(struct str tag, const char *name)
{
	struct str key = str_c(name);
	ptrdiff_t i = 0;

	while ((i = str_find(tag, key, (size_t)i + 1)) > 0) {
		size_t at = (size_t)i + key.n;
		if (!strchr(" \t\r\n", tag.p[i - 1]) || at + 1 >= tag.n ||
		    tag.p[at] != '=' || !strchr("\"'", tag.p[at + 1]))
			continue;
		ptrdiff_t end = str_find_char(tag, tag.p[at + 1], at + 2);
		if (end > 0)
			return str_slice(tag, at + 2, (size_t)end);
	}
	return (struct str){ 0 };
}

static bool
pixels(struct str value, uint32_t *out)
{
	struct str rest = value;

	return number(&rest, out) && *out > 0 &&
	    (rest.n == 0 || str_eq(rest, STR("px")));
}

/* SVG: width and height in px, or else the view box. */
static bool
svg_size(struct str s, uint32_t *w, uint32_t *h)
{
	ptrdiff_t open = str_find(s, STR("<svg"), 0);

	if (open < 0)
		return false;
	ptrdiff_t end = str_find_char(s, '>', (size_t)open);
	struct str tag = str_slice(s, (size_t)open,
	    end < 0 ? s.n : (size_t)end);
	if (pixels(attribute(tag, "width"), w) &&
	    pixels(attribute(tag, "height"), h))
		return true;
	struct str box = attribute(tag, "viewBox");
	uint32_t x, y;
	return number(&box, &x) && number(&box, &y) && number(&box, w) &&
	    number(&box, h) && *w > 0 && *h > 0;
}

bool
image_size(struct str s, uint32_t *width, uint32_t *height)
{
	return png_size(s, width, height) || gif_size(s, width, height) ||
	    jpeg_size(s, width, height) || webp_size(s, width, height) ||
	    svg_size(s, width, height);
}
