/* Where a fact stands in a source, for those who have to change it. */
#include <string.h>

#include "base/str.h"
#include "emit/leak.h"

/* A source without the marks that may part a word: emphasis, code, escapes,
   tags. at[i] is the offset that byte i came from. */
static struct str
strip(struct str s, struct buf *out, uint32_t *at)
{
	static const char marks[] = { '*', '_', '`', '~', '\\' };

	for (size_t i = 0; i < s.n; i++) {
		ptrdiff_t end = s.p[i] == '<' ? str_find_char(s, '>', i) : -1;
		if (end >= 0 && end - (ptrdiff_t)i < 200) {
			i = (size_t)end;
			continue;
		}
		if (memchr(marks, s.p[i], sizeof(marks)))
			continue;
		at[out->n] = (uint32_t)i;
		buf_char(out, s.p[i]);
		if (str_starts(str_slice(s, i, s.n), STR("&amp;")))
			i += 4;
	}
	return buf_view(out);
}

/* Whether a byte of a source belongs to a directive, a string in it apart. */
static bool
in_code(struct str s, size_t at)
{
	bool code = false;
	char quote = '\0';

	for (size_t i = 0; i + 1 < s.n && i < at; i++) {
		char c = s.p[i], next = s.p[i + 1];
		if (!code)
			code = c == '{' && (next == '{' || next == '%');
		else if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else
			code = next != '}' || (c != '}' && c != '%');
	}
	return code && !quote;
}

/* Where a fact was found, the better the later. */
enum found { FOUND_NOT, FOUND_IN_CODE, FOUND };

struct found_at {
	enum found found;
	uint32_t off, len;
};

/* The first finding outside of code, or the first of all: at[i] is where byte
   `i` stands in the source, null for there. */
static struct found_at
best_of(const struct leaks *l, struct str source, const uint32_t *at)
{
	struct found_at best = { FOUND_NOT, 0, 0 };

	for (size_t i = 0; i < l->n && best.found != FOUND; i++) {
		size_t from = at ? at[l->v[i].from] : l->v[i].from;
		size_t to = at ? at[l->v[i].to - 1] + 1 : l->v[i].to;
		enum found found = in_code(source, from) ? FOUND_IN_CODE :
		    FOUND;
		if (found > best.found)
			best = (struct found_at){ found, (uint32_t)from,
			    (uint32_t)(to - from) };
	}
	return best;
}

static struct found_at
locate_stripped(const struct leak_gate *g, struct str source)
{
	struct arena *a = arena_new();
	uint32_t *at = ARENA_ARRAY(a, source.n + 1, uint32_t);
	struct buf text = BUF_INIT;
	struct leaks found = { 0 };

	leak_scan(g, strip(source, &text, at), NULL, &found);
	struct found_at best = best_of(&found, source, at);
	leaks_free(&found);
	buf_free(&text);
	arena_free(a);
	return best;
}

bool
leak_locate(const struct leak_gate *g, struct str source, uint32_t *off,
    uint32_t *len)
{
	struct leaks found = { 0 };
	struct found_at best, stripped;

	leak_scan(g, source, NULL, &found);
	best = best_of(&found, source, NULL);
	leaks_free(&found);
	if (best.found != FOUND) {
		stripped = locate_stripped(g, source);
		if (stripped.found > best.found)
			best = stripped;
	}
	*off = best.off;
	*len = best.len;
	return best.found != FOUND_NOT;
}
