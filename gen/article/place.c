/* Where in the text a node stands. */
#include "article/place.h"

#include "base/str.h"

/* How far ahead an inline is looked for: keeps the search linear when much of
   a paragraph does not stand there literally. */
#define WINDOW 4096

/* cmark ends lines at \n, \r and \r\n. */
static uint32_t
next_line(struct str t, uint32_t i)
{
	while (i < t.n && t.p[i] != '\n' && t.p[i] != '\r')
		i++;
	if (i < t.n && t.p[i] == '\r' && i + 1 < t.n && t.p[i + 1] == '\n')
		i++;
	return i + 1;
}

void
place_init(struct place *p, struct arena *a, struct str text)
{
	uint32_t n = 1, *line;

	*p = (struct place){ .text = text };
	for (uint32_t i = next_line(text, 0); i <= text.n;
	    i = next_line(text, i))
		n++;
	line = ARENA_ARRAY(a, n, uint32_t);
	for (uint32_t i = 1; i < n; i++)
		line[i] = next_line(text, line[i - 1]);
	p->line = line;
	p->lines = n;
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

bool
place_find(struct place *p, struct str s, uint32_t *at)
{
	size_t to = p->end;

	if (s.n == 0)
		return false;
	if (to - p->cursor > s.n + WINDOW)
		to = p->cursor + s.n + WINDOW;
	ptrdiff_t found = str_find(str_slice(p->text, 0, to), s, p->cursor);
	if (found < 0)
		return false;
	*at = (uint32_t)found;
	p->cursor = (uint32_t)found + (uint32_t)s.n;
	return true;
}
