/* What files, tags and attributes are by their names. */
#include "emit/markup_names.h"

#include "base/str.h"
#include "emit/markup.h"

static const struct {
	const char *ext;
	enum markup_kind kind;
} kinds[] = {
	{ ".html", MARKUP_PAGE }, { ".htm", MARKUP_PAGE },
	{ ".svg", MARKUP_XML }, { ".xml", MARKUP_XML },
	{ ".xhtml", MARKUP_PAGE }, { ".opf", MARKUP_XML }, { ".json", MARKUP_JSON },
	{ ".webmanifest", MARKUP_JSON }, { ".css", MARKUP_CSS },
	{ ".js", MARKUP_PLAIN }, { ".txt", MARKUP_PLAIN },
	{ ".csv", MARKUP_PLAIN }, { ".md", MARKUP_PLAIN },
};

enum markup_kind
markup_kind_of(struct str path)
{
	ptrdiff_t dot = str_rfind_char(path, '.');

	if (dot < 0)
		return MARKUP_NONE;
	struct str ext = str_slice(path, (size_t)dot, path.n);
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
		if (str_eq_fold(ext, str_c(kinds[k].ext)))
			return kinds[k].kind;
	return MARKUP_NONE;
}

/* Names as markup_letter makes them. */
#define N1(a) ((uint64_t)(a))
#define N2(a, b) (N1(a) << 8 | (b))
#define N3(a, b, c) (N2(a, b) << 8 | (c))
#define N4(a, b, c, d) (N3(a, b, c) << 8 | (d))
#define N5(a, b, c, d, e) (N4(a, b, c, d) << 8 | (e))
#define N6(a, b, c, d, e, f) (N5(a, b, c, d, e) << 8 | (f))
#define N8(a, b, c, d, e, f, g, h) \
	(N4(a, b, c, d) << 32 | N4(e, f, g, h))

enum tag_kind
markup_tag(uint64_t name)
{
	switch (name) {
	case N1('a'): case N1('b'): case N1('i'): case N1('q'): case N1('s'):
	case N1('u'): case N2('e', 'm'): case N2('t', 't'):
	case N3('b', 'd', 'i'): case N3('b', 'd', 'o'): case N3('d', 'e', 'l'):
	case N3('d', 'f', 'n'): case N3('i', 'n', 's'): case N3('k', 'b', 'd'):
	case N3('s', 'u', 'b'): case N3('s', 'u', 'p'): case N3('v', 'a', 'r'):
	case N4('a', 'b', 'b', 'r'): case N4('c', 'i', 't', 'e'):
	case N4('c', 'o', 'd', 'e'): case N4('f', 'o', 'n', 't'):
	case N4('m', 'a', 'r', 'k'): case N4('s', 'a', 'm', 'p'):
	case N4('s', 'p', 'a', 'n'): case N4('t', 'i', 'm', 'e'):
	case N5('l', 'a', 'b', 'e', 'l'): case N5('s', 'm', 'a', 'l', 'l'):
	case N5('t', 's', 'p', 'a', 'n'):
	case N6('s', 't', 'r', 'o', 'n', 'g'):
		return TAG_INLINE;
	case N2('b', 'r'):
		return TAG_SPACE;
	case N3('w', 'b', 'r'):
		return TAG_NOTHING;
	case N5('s', 't', 'y', 'l', 'e'):
	case N6('s', 'c', 'r', 'i', 'p', 't'):
		return TAG_RAW;
	default:
		return TAG_PARTS;
	}
}

enum attribute_kind
markup_attribute(uint64_t name)
{
	switch (name) {
	case N2('i', 'd'):
		return ATTRIBUTE_ID;
	case N4('n', 'a', 'm', 'e'):
		return ATTRIBUTE_NAME;
	case N3('s', 'r', 'c'):
	case N4('h', 'r', 'e', 'f'):
	case N6('p', 'o', 's', 't', 'e', 'r'):
		return ATTRIBUTE_LINK;
	case N6('s', 'r', 'c', 's', 'e', 't'):
		return ATTRIBUTE_SRCSET;
	case N4('d', 'a', 't', 'a'):
		return ATTRIBUTE_DATA;
	case N8('i', 'n', 'k', ':', 'h', 'r', 'e', 'f'):
		return ATTRIBUTE_XLINK;
	default:
		return ATTRIBUTE_OTHER;
	}
}
