/* The line of source with the span marked, in display columns. */
#include <stdio.h>
#include <string.h>

#include "base/diag_parts.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
	WHOLE = 120,	/* columns: a line up to this wide is shown whole */
	BEFORE = 40,	/* columns kept before the span of a wider line */
	AFTER = 70,	/* and from its start on */
	NEAR = 2000,	/* bytes looked at on either side of the span's start */
	TAB = 8
};

/* One thing that a terminal shows: a character, or an escape in its place. */
struct cell {
	char text[24];
	size_t from;	/* bytes of the line that it stands for */
	size_t to;
	unsigned width;	/* columns; a tab's depends on where it stands */
	bool tab;
};

static bool
hidden(uint32_t cp)
{
	return cp < ' ' || (cp >= 0x7f && cp < 0xa0) ||
	    (cp >= 0x200e && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
	    (cp >= 0x2066 && cp <= 0x2069) || (cp >= 0xe000 && cp <= 0xf8ff) ||
	    cp == 0xfeff || cp >= 0xf0000;
}

/* The cell at byte `i` of the line; its end is where the next one begins. */
static struct cell
cell_at(struct str line, size_t i)
{
	struct cell c = { .from = i, .to = i };
	uint32_t cp = utf8_next(line, &c.to);
	struct str raw = str_slice(line, i, c.to);
	int n;

	c.tab = cp == '\t';
	if (c.tab) {
		c.width = TAB;
		return c;
	}
	if (raw.n == 1 && (cp < ' ' || cp >= 0x7f))
		n = snprintf(c.text, sizeof(c.text), "\\x%02x",
		    (unsigned char)raw.p[0]);
	else if (hidden(cp))
		n = snprintf(c.text, sizeof(c.text), "<U+%04X>", cp);
	else {
		memcpy(c.text, raw.p, raw.n);	/* the rest is NUL */
		c.width = utf8_width(cp);
		return c;
	}
	c.width = (unsigned)n;
	return c;
}

void
diag_safe_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; ) {
		struct cell c = cell_at(text, i);
		buf_c(out, c.tab ? " " : c.text);
		i = c.to;
	}
}

/* The part of a line that is shown: bytes [from, to). */
struct window {
	struct str line;
	size_t from;
	size_t to;
};

/* A byte near `i` where a character begins. */
static size_t
boundary(struct str line, size_t i)
{
	while (i > 0 && i < line.n && ((unsigned char)line.p[i] & 0xc0) == 0x80)
		i--;
	return i;
}

static unsigned
columns(struct str line, size_t from, size_t to)
{
	unsigned n = 0;

	while (from < to) {
		struct cell c = cell_at(line, from);
		n += c.width;
		from = c.to;
	}
	return n;
}

/* Chooses what is shown of a line that may be as long as a file: never more
   than NEAR bytes to each side are looked at. */
static struct window
choose(struct str line, size_t at)
{
	struct window w = { .line = line };
	size_t low = boundary(line, at > NEAR ? at - NEAR : 0);
	size_t high = boundary(line, line.n - at > NEAR ? at + NEAR : line.n);

	w.from = low;
	w.to = high;
	if (low == 0 && high == line.n && columns(line, low, high) <= WHOLE)
		return w;
	unsigned before = columns(line, low, at);
	while (before > BEFORE && w.from < at) {
		struct cell c = cell_at(line, w.from);
		before -= c.width;
		w.from = c.to;
	}
	w.to = at;
	for (unsigned after = 0; w.to < high; ) {
		struct cell c = cell_at(line, w.to);
		after += c.width;
		if (after > AFTER)
			break;
		w.to = c.to;
	}
	return w;
}

static void
show(const struct window *w, struct buf *out)
{
	buf_c(out, w->from > 0 ? " ..." : " ");
	for (size_t i = w->from; i < w->to; ) {
		struct cell c = cell_at(w->line, i);
		buf_c(out, c.tab ? "\t" : c.text);
		i = c.to;
	}
	buf_c(out, w->to < w->line.n ? "..." : "");
}

/* Marks bytes [at, end) below the line: the first column with a caret. Tabs
   before the span are copied, so that a terminal aligns both lines alike;
   `column` is where the window's text begins on the terminal. */
static void
mark(const struct window *w, size_t at, size_t end, unsigned column,
    struct buf *out)
{
	bool begun = false;

	buf_c(out, w->from > 0 ? "    " : " ");
	for (size_t i = w->from; i < w->to && (i < end || i < at); ) {
		struct cell c = cell_at(w->line, i);
		unsigned width = c.tab ? TAB - column % TAB : c.width;
		column += width;
		i = c.to;
		if (i <= at && c.tab)
			buf_char(out, '\t');
		for (; width > 0 && !(i <= at && c.tab); width--) {
			buf_char(out, i <= at ? ' ' : begun ? '~' : '^');
			begun |= i > at;
		}
	}
	if (!begun)
		buf_char(out, '^');
}

void
diag_excerpt(const struct diag *g, struct buf *out, bool colour)
{
	const struct sources *s = g->owner->sources;
	struct str text = sources_text(s, g->at.file);
	struct str line = sources_line(s, g->at.file, g->at.off);
	uint32_t number, col;

	sources_line_col(s, g->at, &number, &col);
	/* A place behind the text or in the line's end marks the end. */
	size_t begin = line.p ? (size_t)(line.p - text.p) : 0;
	size_t at = g->at.off > begin ? g->at.off - begin : 0;
	at = boundary(line, at < line.n ? at : line.n);
	size_t end = at + g->at.len < line.n ? at + g->at.len : line.n;
	struct window w = choose(line, at);
	size_t before = out->n;
	buf_printf(out, "%5u |", number);
	unsigned gutter = (unsigned)(out->n - before) + 1;
	if (line.n > 0)
		show(&w, out);
	buf_printf(out, "\n%*s|", (int)gutter - 2, "");
	buf_c(out, colour ? "\033[32m" : "");
	mark(&w, at, end, gutter + (w.from > 0 ? 3 : 0), out);
	if (g->hint.n > 0) {
		buf_char(out, ' ');
		diag_safe_text(out, g->hint);
	}
	buf_c(out, colour ? "\033[0m\n" : "\n");
}
