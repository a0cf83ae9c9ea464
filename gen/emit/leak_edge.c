/* Whether facts may reach across the edges of a value. One that does has the
   three characters that stand there, or it begins or ends among them. */
#include <string.h>

#include "base/str.h"
#include "emit/leak_parts.h"
#include "emit/markup.h"

enum { GRAM = 3, BITS = 1 << 16 };

/* Three characters in a row as the words have them, by their hashes; NULs
   before the first and behind the last. */
struct leak_edges {
	uint64_t before[BITS / 64];	/* a word goes on behind them */
	uint64_t behind[BITS / 64];	/* and before these */
	bool last[256];		/* of the former, at the edge itself */
	bool first[256];	/* of the latter */
};

static uint32_t
bit_of(const char c[static GRAM])
{
	uint32_t x = (uint32_t)(unsigned char)c[0] << 16 |
	    (uint32_t)(unsigned char)c[1] << 8 | (unsigned char)c[2];

	return (x * UINT32_C(2654435761)) >> 16;
}

static void
add(uint64_t *set, const char c[static GRAM])
{
	set[bit_of(c) / 64] |= UINT64_C(1) << bit_of(c) % 64;
}

static bool
has(const uint64_t *set, char c0, char c1, char c2)
{
	uint32_t bit = bit_of((const char[]){ c0, c1, c2 });

	return set[bit / 64] >> bit % 64 & 1;
}

static char
byte_of(struct str s, size_t i)
{
	return i < s.n ? s.p[i] : '\0';
}

struct leak_edges *
leak_edges_build(struct arena *a, const struct str *word, size_t n)
{
	struct leak_edges *e = ARENA_NEW(a, struct leak_edges);

	for (size_t k = 0; k < n; k++)
		for (size_t i = 1; i < word[k].n; i++) {
			struct str w = word[k];
			add(e->before, (const char[]){
				i < 3 ? '\0' : w.p[i - 3],
				i < 2 ? '\0' : w.p[i - 2], w.p[i - 1] });
			add(e->behind, (const char[]){ w.p[i],
				byte_of(w, i + 1), byte_of(w, i + 2) });
			e->last[(unsigned char)w.p[i - 1]] = true;
			e->first[(unsigned char)w.p[i]] = true;
		}
	return e;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alnum(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char
fold(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + ('a' - 'A'));
	return c >= '\t' && c <= '\r' ? ' ' : c;
}

/* Puts the next character of the text into c[*n], without seams and with one
   space for white space; false behind the last. */
static bool
take(char c[static GRAM], int *n, char next)
{
	if (next == '\0')
		return false;
	next = fold(next);
	if (next != MARKUP_SEAM && !(next == ' ' && *n > 0 && c[*n - 1] == ' '))
		c[(*n)++] = next;
	return *n < GRAM;
}

/* Whether a word may begin before `at` and go on behind it. */
static bool
crosses_begin(const struct leak_edges *e, struct str text, size_t at)
{
	char c[GRAM] = { 0 };	/* from `at` backwards */
	int n = 0;

	while (at > 0 && take(c, &n, text.p[at - 1]))
		at--;
	if (c[0] != LEAK_ANY && !e->last[(unsigned char)c[0]])
		return false;
	if (memchr(c, LEAK_ANY, GRAM))
		return true;
	return has(e->before, c[2], c[1], c[0]) ||
	    (!is_alnum(c[2]) && has(e->before, '\0', c[1], c[0])) ||
	    (!is_alnum(c[1]) && has(e->before, '\0', '\0', c[0]));
}

/* Whether one that began before it may end behind it. */
static bool
crosses_end(const struct leak_edges *e, struct str text, size_t at)
{
	char c[GRAM] = { 0 };
	int n = 0;

	while (at < text.n && take(c, &n, text.p[at]))
		at++;
	if (c[0] != LEAK_ANY && !e->first[(unsigned char)c[0]])
		return false;
	if (memchr(c, LEAK_ANY, GRAM))
		return true;
	return has(e->behind, c[0], c[1], c[2]) ||
	    (!is_alnum(c[2]) && has(e->behind, c[0], c[1], '\0')) ||
	    (!is_alnum(c[1]) && has(e->behind, c[0], '\0', '\0'));
}

/* Whether a character is like the end of a text to a fact that it touches. */
static bool
is_quiet(char c)
{
	return (unsigned char)c < 0x80 && !is_alnum(c) && c != LEAK_ANY &&
	    !memchr("-_.%+", c, 5);
}

static bool
is_quiet_behind(struct str text, size_t at)
{
	if (at < text.n && text.p[at] == '.')
		at++;	/* it ends a host if nothing goes on behind it */
	return at >= text.n || is_quiet(text.p[at]);
}

/* Whether digits may stand before `at` that begin a number. */
static bool
follows_digits(struct str text, size_t at)
{
	unsigned alnums = 0;

	for (; at > 0 && text.p[at - 1] && alnums < PHONE_REACH; at--) {
		char c = text.p[at - 1];
		if (is_digit(c) || c == LEAK_ANY)
			return true;
		alnums += is_alnum(c);
	}
	return false;
}

bool
leak_is_closed(const struct leak_gate *g, struct str text, size_t from,
    size_t to)
{
	const struct leak_edges *e = leak_edges_of(g);

	return leak_longest(g) < SIZE_MAX &&
	    (from == 0 || is_quiet(text.p[from - 1])) &&
	    is_quiet_behind(text, to) &&
	    !crosses_begin(e, text, from) && !crosses_end(e, text, to) &&
	    !(leak_has_phones(g) && follows_digits(text, from));
}
