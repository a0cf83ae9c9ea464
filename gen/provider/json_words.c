/* Why a text is no JSON, for people who write it by hand: reads it again up to
   the first thing that is wrong, and says what to write. */
#include "provider/private.h"

#include <string.h>

struct reader_of_json {
	struct arena *a;
	struct diags *d;
	uint32_t file;
	struct str s;
	size_t i;
	unsigned depth;
};

static bool read_value(struct reader_of_json *r);

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' ||
	    c == '.' || (unsigned char)c >= 0x80;
}

static char
peek(const struct reader_of_json *r)
{
	return r->i < r->s.n ? r->s.p[r->i] : '\0';
}

static void
skip_blank(struct reader_of_json *r)
{
	while (r->i < r->s.n && memchr(" \t\n\r", r->s.p[r->i], 4))
		r->i++;
}

static struct diag *
wrong(struct reader_of_json *r, size_t from, size_t to, const char *what)
{
	return diag_add(r->d, DIAG_SYNTAX, (struct span){ r->file,
	    (uint32_t)from, (uint32_t)(to - from) }, "%s", what);
}

/* The word at `i`, as far as it goes on one line. */
static struct str
word_at(const struct reader_of_json *r)
{
	size_t to = r->i;

	while (to < r->s.n && is_word(r->s.p[to]))
		to++;
	return str_slice(r->s, r->i, to > r->i ? to : r->i + 1);
}

/* Begins like U+2018 to U+201F: a typographic quote. */
static bool
is_curly(const struct reader_of_json *r)
{
	return r->i + 2 < r->s.n && memcmp(r->s.p + r->i, "\xe2\x80", 2) ==
	    0 && (unsigned char)r->s.p[r->i + 2] >= 0x98 &&
	    (unsigned char)r->s.p[r->i + 2] <= 0x9f;
}

static bool
is_comment(const struct reader_of_json *r)
{
	return peek(r) == '#' || str_starts(str_slice(r->s, r->i, r->s.n),
	    STR("//")) || str_starts(str_slice(r->s, r->i, r->s.n),
	    STR("/*"));
}

/* What may stand anywhere and is never JSON; false when it is none of it. */
static bool
foreign(struct reader_of_json *r)
{
	if (is_comment(r))
		diag_hint(wrong(r, r->i, r->i + 1, "JSON has no comments"),
		    "leave it out");
	else if (is_curly(r))
		diag_hint(wrong(r, r->i, r->i + 3, "this quote does not begin "
		    "a text"), "use straight quotes: \"...\"");
	else if (peek(r) == '\'')
		diag_hint(wrong(r, r->i, r->i + 1, "this quote does not begin "
		    "a text"), "use double quotes: \"...\"");
	else
		return false;
	return true;
}

static bool
read_text(struct reader_of_json *r)
{
	size_t from = r->i;

	for (r->i++; r->i < r->s.n && peek(r) != '"'; r->i++) {
		if ((unsigned char)peek(r) < ' ')
			break;
		if (peek(r) != '\\')
			continue;
		r->i++;
		if (r->i < r->s.n && !strchr("\"\\/bfnrtu", peek(r))) {
			diag_hint(wrong(r, r->i - 1, r->i + 1, "a backslash "
			    "means something else in a text"), "a path has "
			    "`/`; a backslash itself is written `\\\\`");
			return false;
		}
	}
	if (peek(r) != '"') {
		diag_hint(wrong(r, from, r->i, "this text is not closed on "
		    "its line"), "a line break within a text is written \\n");
		return false;
	}
	r->i++;
	return true;
}

static bool
is_number(struct str s)
{
	size_t i = s.p[0] == '-';

	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9' &&
	    (s.p[i] != '0' || i + 1 == s.n || s.p[i + 1] < '0' ||
	    s.p[i + 1] > '9');
}

static bool
read_word(struct reader_of_json *r)
{
	static const char *const known[] = { "true", "false", "null" };
	struct str word = word_at(r);
	size_t from = r->i;

	r->i += word.n;
	for (size_t i = 0; i < 3; i++) {
		if (str_eq(word, str_c(known[i])))
			return true;
		if (!str_eq_fold(word, str_c(known[i])))
			continue;
		diag_hint(wrong(r, from, r->i, "JSON writes this in small "
		    "letters"), "write %s", known[i]);
		return false;
	}
	if (is_number(word) && word.n < 19)
		return true;
	diag_hint(wrong(r, from, r->i, is_number(word) ?
	    "this number is too large" : "this is no number, true, false or "
	    "null"), "a text stands in quotes: \"%.*s\"", STR_ARG(word));
	return false;
}

/* The name of a member. */
static bool
read_name(struct reader_of_json *r, struct map *seen)
{
	size_t from = r->i;
	struct str word = word_at(r);
	bool fresh;

	if (foreign(r))
		return false;
	if (peek(r) != '"') {
		bool number = is_number(word);
		struct diag *g = wrong(r, from, from + word.n, number ?
		    "this cannot be the name of an entry" :
		    "the name of an entry stands in quotes");
		if (number)
			diag_hint(g, "a number has a dot, not a comma: 4.95");
		else if (is_word(word.p[0]))
			diag_hint(g, "write \"%.*s\"", STR_ARG(word));
		return false;
	}
	if (!read_text(r))
		return false;
	struct str name = str_slice(r->s, from + 1, r->i - 1);
	struct map_entry *e = map_put(seen, name, &fresh);
	if (!fresh) {
		diag_note(diag_add(r->d, DIAG_DUPLICATE_ID, (struct span){
		    r->file, (uint32_t)from, (uint32_t)(r->i - from) },
		    "`%.*s` stands here twice", STR_ARG(name)), (struct span){
		    r->file, (uint32_t)e->num, (uint32_t)name.n + 2 },
		    "the first");
		return false;
	}
	e->num = from;
	return true;
}

static bool
read_member(struct reader_of_json *r, struct map *seen)
{
	if (!read_name(r, seen))
		return false;
	skip_blank(r);
	if (peek(r) != ':') {
		diag_hint(wrong(r, r->i, r->i + 1, "between a name and its "
		    "value stands a colon"), "write \"name\": value");
		return false;
	}
	r->i++;
	return read_value(r);
}

static bool
not_closed(struct reader_of_json *r, size_t from)
{
	diag_hint(wrong(r, from, from + 1, "this is not closed"),
	    "close it with `%c`", r->s.p[from] == '{' ? '}' : ']');
	return false;
}

/* Members or items up to the closing bracket. */
static bool
read_many(struct reader_of_json *r, char close)
{
	struct map *seen = map_new(r->a);
	size_t from = r->i++, comma = 0;

	for (;;) {
		skip_blank(r);
		if (r->i >= r->s.n)
			return not_closed(r, from);
		if (peek(r) == close && comma == 0) {
			r->i++;
			return true;
		}
		if (peek(r) == close) {
			diag_hint(wrong(r, comma, comma + 1, "behind the last "
			    "entry stands no comma"), "leave it out");
			return false;
		}
		if (!(close == '}' ? read_member(r, seen) : read_value(r)))
			return false;
		skip_blank(r);
		comma = peek(r) == ',' ? r->i++ : 0;
		if (comma > 0 || peek(r) == close || r->i >= r->s.n)
			continue;
		if (peek(r) == ']' || peek(r) == '}')
			return not_closed(r, from);
		if (!foreign(r))
			wrong(r, r->i, r->i + word_at(r).n,
			    "before this a comma is missing");
		return false;
	}
}

static bool
read_value(struct reader_of_json *r)
{
	bool ok;

	skip_blank(r);
	if (r->i >= r->s.n) {
		wrong(r, r->s.n, r->s.n, "here a value is missing");
		return false;
	}
	if (peek(r) == '"')
		return read_text(r);
	if (peek(r) == '{' || peek(r) == '[') {
		if (++r->depth > LIMIT_DEPTH)
			return false;
		ok = read_many(r, peek(r) == '{' ? '}' : ']');
		r->depth--;
		return ok;
	}
	if (foreign(r))
		return false;
	if (is_word(peek(r)))
		return read_word(r);
	wrong(r, r->i, r->i + 1, "here a value is missing");
	return false;
}

bool
json_explain(struct arena *a, struct str text, uint32_t file, struct diags *d)
{
	struct reader_of_json r = { .a = a, .d = d, .file = file, .s = text };
	size_t before = diags_count(d);

	skip_blank(&r);
	if (r.i >= text.n) {
		diag_hint(wrong(&r, 0, 0, "this file is empty"),
		    "write {} for no data");
		return true;
	}
	if (read_value(&r)) {
		skip_blank(&r);
		if (r.i < text.n && !foreign(&r))
			diag_hint(wrong(&r, r.i, r.i + 1, "behind the end of "
			    "the data nothing may stand"),
			    "several values make a list: [ ..., ... ]");
	}
	return diags_count(d) > before;
}
