/* Where a member stands in a JSON text that was read before, so that it is
   known to be valid: jansson keeps no places. */
#include "provider/private.h"

static size_t
skip_blank(struct str s, size_t i)
{
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' ||
	    s.p[i] == '\n' || s.p[i] == '\r'))
		i++;
	return i;
}

/* Behind the text that begins at `i`. */
static size_t
skip_text(struct str s, size_t i)
{
	for (i++; i < s.n && s.p[i] != '"'; i++)
		i += s.p[i] == '\\';
	return i < s.n ? i + 1 : s.n;
}

static size_t
skip_value(struct str s, size_t i)
{
	size_t depth = 0;

	for (; i < s.n; i++) {
		char c = s.p[i];
		if (c == '"') {
			i = skip_text(s, i) - 1;
		} else if (c == '{' || c == '[') {
			depth++;
		} else if (c == '}' || c == ']') {
			if (depth == 0)
				return i;
			depth--;
		} else if (depth == 0 && (c == ',' || c == ' ' ||
		    c == '\t' || c == '\n' || c == '\r')) {
			return i;
		}
	}
	return i;
}

/* The member's key and value in the object at `*i`, which moves to the value;
   false when it has none of that name. */
static bool
find_member(struct str s, size_t *i, struct str key, size_t *from, size_t *to)
{
	size_t at = skip_blank(s, *i);

	if (at >= s.n || s.p[at] != '{')
		return false;
	for (at = skip_blank(s, at + 1); at < s.n && s.p[at] == '"'; ) {
		*from = at;
		*to = skip_text(s, at);
		at = skip_blank(s, *to);
		at = skip_blank(s, at + 1);	/* the colon */
		if (str_eq(str_slice(s, *from + 1, *to - 1), key)) {
			*i = at;
			return true;
		}
		at = skip_blank(s, skip_value(s, at));
		if (at < s.n && s.p[at] == ',')
			at = skip_blank(s, at + 1);
	}
	return false;
}

struct span
providers_data_place(const struct sources *s, uint32_t file,
    const struct str *key, size_t n, bool value)
{
	struct str text = sources_text(s, file);
	size_t i = 0, from = 0, to = 0;

	for (size_t k = 0; k < n; k++)
		if (!find_member(text, &i, key[k], &from, &to))
			return (struct span){ file, 0, 0 };
	if (value) {
		from = i;
		to = skip_value(text, i);
	}
	return (struct span){ file, (uint32_t)from, (uint32_t)(to - from) };
}
