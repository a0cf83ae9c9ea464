/* A linear look at Markdown before cmark sees it. It errs on the side of
   passing: what it misses, the limits of the worker catch. */
#include "article/limits.h"

#include "base/str.h"

struct scan {
	struct str text;
	struct findings *f;
	uint32_t content[LIMIT_NESTING + 1];	/* columns of open items */
	unsigned items;
	uint32_t paragraph;	/* first byte of the run without blank lines */
	bool in_paragraph;
	uint32_t marks;		/* of inlines in the paragraph so far */
	char fence;		/* of the open code block, 0 for none */
	size_t fence_len;
	uint32_t columns;	/* of the open table, 0 for none */
	uint32_t pipes;		/* in the line before */
	uint64_t cells;
};

/* A line without its block markers. */
struct body {
	size_t at;		/* first byte behind indentation and markers */
	size_t end;
	bool marked;		/* there were markers */
};

/* Length of a list marker with the white space behind it, or 0. */
static size_t
marker(struct str t, size_t i, size_t end)
{
	size_t from = i;

	if (i < end && (t.p[i] == '-' || t.p[i] == '*' || t.p[i] == '+')) {
		i++;
	} else {
		while (i < end && i - from < 9 && t.p[i] >= '0' &&
		    t.p[i] <= '9')
			i++;
		if (i == from || i == end || (t.p[i] != '.' && t.p[i] != ')'))
			return 0;
		i++;
	}
	if (i < end && t.p[i] != ' ' && t.p[i] != '\t')
		return 0;
	return i - from + (i < end);
}

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Walks the block markers of the line [at, end), keeping the open list items
   by the column of their content; false when they nest too deep. */
static bool
markers(struct scan *s, size_t at, size_t end, struct body *out)
{
	size_t i = at;
	unsigned quotes = 0;

	*out = (struct body){ at, end, false };
	for (;;) {
		while (i < end && blank(s->text.p[i]))
			i++;
		out->at = i;
		if (i == end)
			return true;
		uint32_t col = (uint32_t)(i - at);
		while (s->items > 0 && s->content[s->items - 1] > col)
			s->items--;
		size_t n = marker(s->text, i, end);
		if (n > 0 && s->items <= LIMIT_NESTING)
			s->content[s->items++] = col + (uint32_t)n;
		else if (s->text.p[i] == '>')
			quotes += n = 1;
		else if (n == 0)
			return true;
		out->marked = true;
		if (quotes + s->items > LIMIT_NESTING) {
			findings_add(s->f, DIAG_LIMIT, (uint32_t)i, (uint32_t)n,
			    "lists and quotes nest more than %d deep here",
			    LIMIT_NESTING);
			return false;
		}
		i += n;
	}
}

/* Columns of a table's delimiter row, or 0 for any other line. */
static uint32_t
delimiter_row(struct str line)
{
	uint32_t pipes = 0, dashes = 0;

	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];
		pipes += c == '|';
		dashes += c == '-';
		if (c != '|' && c != '-' && c != ':' && !blank(c))
			return 0;
	}
	return dashes > 0 && pipes > 0 ? pipes + 1 : 0;
}

static uint32_t
pipes_of(struct str line)
{
	uint32_t n = 0;

	for (size_t i = 0; i < line.n; i++)
		n += line.p[i] == '|';
	return n;
}

/* A row may hold more cells than its table has columns: cmark reads them all,
   those of the line above a delimiter row too. */
static bool
table_line(struct scan *s, struct body b, struct str line)
{
	uint32_t above = s->pipes;

	s->pipes = pipes_of(line);
	if (s->columns == 0)
		s->columns = delimiter_row(line);
	s->cells += s->columns;
	if (s->columns > 0 && (s->pipes > LIMIT_COLUMNS ||
	    above > LIMIT_COLUMNS))
		findings_add(s->f, DIAG_LIMIT, (uint32_t)b.at,
		    (uint32_t)line.n, "this table has more than %u columns",
		    LIMIT_COLUMNS);
	else if (s->cells > LIMIT_CELLS)
		findings_add(s->f, DIAG_LIMIT, (uint32_t)b.at,
		    (uint32_t)line.n, "the tables up to here have more than "
		    "%u cells", LIMIT_CELLS);
	else
		return true;
	return false;
}

/* Characters that cmark keeps on a stack or searches a partner for. */
static uint32_t
marks_of(struct str line)
{
	uint32_t n = 0;

	for (size_t i = 0; i < line.n; i++)
		switch (line.p[i]) {
		case '[': case ']': case '*': case '_':
		case '<': case '&': case '~': case '`':
			n++;
		}
	return n;
}

static bool
paragraph_line(struct scan *s, struct body b, struct str line)
{
	if (!s->in_paragraph || b.marked || line.p[0] == '|' ||
	    line.p[0] == '#') {
		s->paragraph = (uint32_t)b.at;
		s->in_paragraph = true;
		s->marks = 0;
	}
	s->marks += marks_of(line);
	if (s->marks > LIMIT_MARKS)
		findings_add(s->f, DIAG_LIMIT, s->paragraph, 1,
		    "this paragraph has more than %u brackets, stars, "
		    "backticks and the like", LIMIT_MARKS);
	else if (b.end - s->paragraph > LIMIT_PARAGRAPH)
		findings_add(s->f, DIAG_LIMIT, s->paragraph, 1,
		    "this paragraph is longer than %u KiB",
		    LIMIT_PARAGRAPH / 1024);
	else
		return true;
	return false;
}

/* Opens or closes a fenced code block: true when the line is a fence. */
static bool
fence_line(struct scan *s, struct str line)
{
	size_t n = 0;

	if (line.n == 0 || (line.p[0] != '`' && line.p[0] != '~'))
		return false;
	while (n < line.n && line.p[n] == line.p[0])
		n++;
	if (s->fence != 0) {
		if (line.p[0] == s->fence && n >= s->fence_len &&
		    str_trim(str_slice(line, n, line.n)).n == 0)
			s->fence = 0;
		return true;
	}
	if (n < 3 || (line.p[0] == '`' && str_find_char(line, '`', n) >= 0))
		return false;
	s->fence = line.p[0];
	s->fence_len = n;
	return true;
}

static bool
check_line(struct scan *s, size_t at, size_t end)
{
	struct body b;
	struct str raw = str_trim(str_slice(s->text, at, end));

	if (s->fence != 0) {
		fence_line(s, raw);
		return true;
	}
	if (!markers(s, at, end, &b))
		return false;
	if (b.at == end) {
		s->in_paragraph = false;
		s->columns = 0;
		return true;
	}
	struct str line = str_slice(s->text, b.at, end);
	if (fence_line(s, line)) {
		s->in_paragraph = false;
		s->columns = 0;
		return true;
	}
	return table_line(s, b, line) && paragraph_line(s, b, line);
}

/* ---- Texts that come near no limit ---- */

/* Bytes that block markers are made of. */
static bool
in_marker(char c)
{
	return blank(c) || c == '>' || c == '-' || c == '*' || c == '+' ||
	    c == '.' || c == ')' || (c >= '0' && c <= '9');
}

/* One more than the limit where there are more. */
static uint32_t
count_pipes(struct str text)
{
	uint32_t n = 0;

	for (ptrdiff_t i = -1; n <= LIMIT_COLUMNS && (i = str_find_char(text,
	    '|', (size_t)(i + 1))) >= 0; )
		n++;
	return n;
}

/* Each open list and quote takes a byte at least of what stands in front of a
   line's content. */
static bool
may_nest(const struct place *p)
{
	for (uint32_t k = 0; k < p->lines; k++) {
		size_t i = p->line[k];
		while (i < p->text.n && in_marker(p->text.p[i]))
			i++;
		if (i - p->line[k] > LIMIT_NESTING)
			return true;
	}
	return false;
}

/* Whatever the bytes mean, there are not enough of them for any limit: nearly
   all texts. */
static bool
is_modest(const struct place *p)
{
	if (p->text.n > LIMIT_MARKS || p->text.n > LIMIT_PARAGRAPH)
		return false;
	uint32_t pipes = count_pipes(p->text);
	return pipes <= LIMIT_COLUMNS &&
	    (uint64_t)(pipes + 1) * p->lines <= LIMIT_CELLS && !may_nest(p);
}

bool
limits_check(const struct place *p, struct findings *f)
{
	struct str text = p->text;
	struct scan s = { .text = text, .f = f };

	if (is_modest(p))
		return true;
	if (text.n > LIMIT_TEXT) {
		findings_add(f, DIAG_LIMIT, 0, 1,
		    "the text is longer than %u MiB",
		    LIMIT_TEXT / (1024 * 1024));
		return false;
	}
	for (size_t at = 0; at < text.n; ) {
		ptrdiff_t nl = str_find_char(text, '\n', at);
		size_t end = nl < 0 ? text.n : (size_t)nl;
		if (!check_line(&s, at, end))
			return false;
		at = end + 1;
	}
	return true;
}
