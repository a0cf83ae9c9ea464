/* providers/BRAND/redirects.csv: where a brand's old addresses lead. Fields as
   in RFC 4180; a line is an old path and an article's id, maybe with an
   #anchor. */
#include "base/files.h"
#include "base/str.h"
#include "project/parts.h"

enum { REDIRECTS_MAX_BYTES = 8 << 20 };

struct csv {
	struct loader *l;
	uint32_t file;
	struct str text;
	size_t at;
};

/* A field's bytes between its quotes, if it has any, and where they stand. */
struct csv_field {
	struct str text;
	struct span at;
};

static struct span
span(const struct csv *c, size_t from, size_t to)
{
	return (struct span){ c->file, (uint32_t)from,
	    (uint32_t)(to - from) };
}

static bool
is_end(const struct csv *c, size_t i)
{
	return i >= c->text.n || c->text.p[i] == ',' || c->text.p[i] == '\n';
}

/* Behind the opening quote; "" is one quote within. */
static bool
quoted(struct csv *c, struct csv_field *out)
{
	size_t from = c->at, n = 0;
	char *p = arena_alloc(c->l->a, c->text.n - from + 1);

	for (; c->at < c->text.n && c->text.p[c->at] != '\n'; c->at++) {
		bool quote = c->text.p[c->at] == '"';
		bool doubled = quote && c->at + 1 < c->text.n &&
		    c->text.p[c->at + 1] == '"';
		if (quote && !doubled)
			break;
		p[n++] = c->text.p[c->at];
		c->at += doubled;
	}
	*out = (struct csv_field){ { p, n }, span(c, from, c->at) };
	if (c->at < c->text.n && c->text.p[c->at] == '"' &&
	    is_end(c, c->at + 1)) {
		c->at++;
		return true;
	}
	diag_add(c->l->d, DIAG_UNCLOSED, span(c, from - 1, c->at),
	    "a quoted field ends in a quote before the comma or the end of "
	    "the line");
	return false;
}

static bool
field(struct csv *c, struct csv_field *out)
{
	if (c->at < c->text.n && c->text.p[c->at] == '"') {
		c->at++;
		return quoted(c, out);
	}
	size_t from = c->at, to;
	while (!is_end(c, c->at))
		c->at++;
	for (to = c->at; to > from && c->text.p[to - 1] == ' '; to--)
		;
	while (from < to && c->text.p[from] == ' ')
		from++;
	*out = (struct csv_field){ str_slice(c->text, from, to),
	    span(c, from, to) };
	return true;
}

static void
skip_line(struct csv *c)
{
	while (c->at < c->text.n && c->text.p[c->at] != '\n')
		c->at++;
	if (c->at < c->text.n)
		c->at++;
}

static bool
is_header(const struct csv_field f[2])
{
	static const char *const names[][2] = {
		{ "old", "new" }, { "from", "to" },
	};

	for (size_t i = 0; i < 2; i++)
		if (str_eq_fold(f[0].text, str_c(names[i][0])) &&
		    str_eq_fold(f[1].text, str_c(names[i][1])))
			return true;
	return false;
}

/* The fields of a line that holds an entry; false for all other lines. */
static bool
entry(struct csv *c, struct csv_field f[2])
{
	size_t from = c->at, n = 0;
	struct csv_field more;
	bool ok = true, again;

	do {
		again = false;
		ok = field(c, n < 2 ? &f[n] : &more);
		n++;
		if (ok && c->at < c->text.n && c->text.p[c->at] == ',') {
			c->at++;
			again = true;
		}
	} while (again);
	if (!ok || (n == 1 && f[0].text.n == 0))
		return false;
	if (n == 2 && f[0].text.n > 0 && f[1].text.n > 0)
		return true;
	diag_hint(diag_add(c->l->d, DIAG_SYNTAX, span(c, from, c->at),
	    "a line of redirects.csv is an old path, a comma and the id of "
	    "an article"), "such as /kb/12.html,email/imap-vs-pop");
	return false;
}

const struct redirect *
redirects_load(struct loader *l, struct str folder, size_t *n)
{
	struct str path = path_join(l->a, folder, STR("redirects.csv"));
	struct csv c = { .l = l };
	struct csv_field f[2];
	size_t lines = 1;

	*n = 0;
	c.file = text_load(l, path, 0);
	if (c.file == 0)
		return NULL;
	c.text = sources_text(l->s, c.file);
	if (c.text.n > REDIRECTS_MAX_BYTES) {
		diag_add(l->d, DIAG_LIMIT, span(&c, 0, 0),
		    "the file is larger than 8 MiB");
		return NULL;
	}
	for (size_t i = 0; i < c.text.n; i++)
		lines += c.text.p[i] == '\n';
	struct redirect *out = ARENA_ARRAY(l->a, lines, struct redirect);
	for (bool first = true; c.at < c.text.n; skip_line(&c)) {
		bool comment = c.text.p[c.at] == '#';
		if (comment || !entry(&c, f))
			continue;
		if (!first || !is_header(f))
			out[(*n)++] = (struct redirect){ f[0].text, f[1].text,
			    f[0].at, f[1].at };
		first = false;
	}
	return out;
}
