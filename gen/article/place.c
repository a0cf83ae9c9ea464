/* Where in the text a node stands. */
#include "article/place.h"

#include <string.h>

#include "base/str.h"

/* How far ahead an inline is looked for: keeps the search linear when much of
   a paragraph does not stand there literally. */
#define WINDOW 4096

static size_t
find_or_end(struct str t, char c, size_t from)
{
	ptrdiff_t i = str_find_char(t, c, from);

	return i < 0 ? t.n : (size_t)i;
}

/* cmark ends lines at \n, \r and \r\n. */
void
place_init(struct place *p, struct arena *a, struct str text)
{
	size_t cr = find_or_end(text, '\r', 0), cap = 64;
	uint32_t *line = arena_bytes(a, cap * sizeof(*line)), n = 0;

	for (size_t i = 0; i <= text.n; n++) {
		size_t nl = find_or_end(text, '\n', i);
		if (n == cap) {
			uint32_t *more = arena_bytes(a,
			    2 * cap * sizeof(*line));
			line = memcpy(more, line, cap * sizeof(*line));
			cap *= 2;
		}
		line[n] = (uint32_t)i;
		if (cr < i)
			cr = find_or_end(text, '\r', i);
		i = (cr < nl && cr + 1 != nl ? cr : nl) + 1;
	}
	*p = (struct place){ .text = text, .line = line, .lines = n };
}

static uint32_t
line_start(const struct place *p, int line)
{
	if (line < 1)
		return 0;
	if ((uint32_t)line > p->lines)
		return (uint32_t)p->text.n;
	return p->line[line - 1];
}

uint32_t
place_line_end(const struct place *p, int line)
{
	uint32_t from = line_start(p, line), to = line_start(p, line + 1);

	while (to > from && (p->text.p[to - 1] == '\n' ||
	    p->text.p[to - 1] == '\r'))
		to--;
	return to;
}

uint32_t
place_at(const struct place *p, int line, int column)
{
	uint32_t from = line_start(p, line), end = place_line_end(p, line);

	if (column < 1)
		return from;
	return from + (uint32_t)column - 1 < end ?
	    from + (uint32_t)column - 1 : end;
}

uint32_t
place_column(const struct place *p, int line, int column)
{
	uint32_t col = 0;

	for (uint32_t i = line_start(p, line), to = place_at(p, line, column);
	    i < to; i++)
		col += p->text.p[i] == '\t' ? 4 - col % 4 : 1;
	return col;
}

void
place_block(struct place *p, uint32_t from, uint32_t to)
{
	p->cursor = from;
	p->end = to > from ? to : from;
}

/* Where `s` stands in bytes [from, to) for the first time, or -1. Mostly that is
   a few bytes on: behind a mark, at one of the next places of its first byte. */
static ptrdiff_t
find(struct str text, struct str s, size_t from, size_t to)
{
	enum { TRIES = 8 };

	for (int i = 0; i < TRIES; i++) {
		if (to - from < s.n)
			return -1;
		const char *p = memchr(text.p + from, s.p[0],
		    to - from - s.n + 1);
		if (!p)
			return -1;
		from = (size_t)(p - text.p);
		if (memcmp(p, s.p, s.n) == 0)
			return (ptrdiff_t)from;
		from++;
	}
	return str_find(str_slice(text, 0, to), s, from);
}

bool
place_find(struct place *p, struct str s, uint32_t *at)
{
	size_t to = p->end;

	if (s.n == 0)
		return false;
	if (to - p->cursor > s.n + WINDOW)
		to = p->cursor + s.n + WINDOW;
	ptrdiff_t found = find(p->text, s, p->cursor, to);
	if (found < 0)
		return false;
	*at = (uint32_t)found;
	p->cursor = (uint32_t)found + (uint32_t)s.n;
	return true;
}
