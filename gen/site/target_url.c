/* The address of a destination: values filled in, then taken apart. */
#include "site/target_parts.h"

#include <string.h>

#include "base/files.h"
#include "base/str.h"

bool
target_ends_in_tel(struct str s)
{
	return s.n >= 4 && str_eq_fold(str_slice(s, s.n - 4, s.n),
	    STR("tel:"));
}

static void
encode(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z') || (c && strchr("-._~", c)))
			buf_char(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
}

/* A text behind "tel:": as RFC 3966 has it when it is a phone number. */
static void
fill_phone(const struct page *p, const struct slot *s, struct buf *out)
{
	struct arena *a = arena_new();
	struct value phone;
	const char *why;

	if (s->kind == SLOT_TEXT && !s->pattern &&
	    value_parse_phone(a, s->text, &phone, &why))
		buf_str(out, phone.pair.target);
	else
		site_fill_slot(p, s, out);
	arena_free(a);
}

/* A value in an address: what it leads to rather than what it shows, encoded
   in the query. */
static void
fill_value(const struct page *p, const struct slot *s, bool query,
    struct buf *out)
{
	struct buf value = BUF_INIT;

	if (s->kind == SLOT_LINK)
		site_fill_target(p, s, &value);
	else if (s->kind == SLOT_PHONE && target_ends_in_tel(buf_view(out)))
		buf_str(&value, s->target);
	else if (s->kind == SLOT_ARTICLE)
		buf_str(&value, s->text);
	else if (target_ends_in_tel(buf_view(out)))
		fill_phone(p, s, &value);
	else
		site_fill_slot(p, s, &value);
	if (query)
		encode(out, buf_view(&value));
	else
		buf_str(out, buf_view(&value));
	buf_free(&value);
}

bool
target_lacks_value(const struct page *p, struct str source)
{
	size_t from = 0, at;
	uint32_t number;

	while (slot_find(source, from, &at, &number)) {
		const struct slot *s = page_slot(p, number);
		if (s && s->kind == SLOT_NOTHING)
			return true;
		from = at + SLOT_BYTES;
	}
	return false;
}

struct str
target_fill(struct linker *l, const struct page *p, struct str source)
{
	struct buf out = BUF_INIT;
	size_t from = 0, at;
	uint32_t number;
	bool query = false;

	while (slot_find(source, from, &at, &number)) {
		const struct slot *s = page_slot(p, number);
		struct str literal = str_slice(source, from, at);
		query = query || str_find_char(literal, '?', 0) >= 0;
		buf_str(&out, literal);
		if (s)
			fill_value(p, s, query, &out);
		from = at + SLOT_BYTES;
		/* "https://x/" and "/y" join with one slash. */
		if (from < source.n && source.p[from] == '/' && out.n > 0 &&
		    out.p[out.n - 1] == '/')
			from++;
	}
	buf_str(&out, str_slice(source, from, source.n));
	struct str done = arena_str(l->a, buf_view(&out));
	buf_free(&out);
	return done;
}

/* ---- Reading the address ---- */

size_t
target_scheme(struct str url)
{
	for (size_t i = 0; i < url.n; i++) {
		char c = url.p[i];
		bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (c == ':')
			return i > 0 ? i + 1 : 0;
		if (!alpha && (i == 0 || !((c >= '0' && c <= '9') ||
		    c == '+' || c == '-' || c == '.')))
			return 0;
	}
	return 0;
}

void
target_split(struct destination *t)
{
	struct str rest, anchor;

	str_cut(t->url, '#', &rest, &anchor);
	t->anchor = path_percent_decoded(t->l->a, anchor);
	t->query = str_cut(rest, '?', &t->path, &anchor);
	t->path = path_percent_decoded(t->l->a, t->path);
}
