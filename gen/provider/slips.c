/* What a script's writer most likely meant where Lua stumbled: read off the
   words around the place, for people who do not write Lua. */
#include "provider/private.h"

#include <string.h>

/* The line of the place, and where in it the place begins and ends. */
struct around {
	struct arena *a;
	struct str line;
	size_t from, to;
	struct str word;
};

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The last byte before the place that is no blank, or '\0'. */
static char
byte_before(const struct around *w)
{
	size_t i = w->from;

	while (i > 0 && is_blank(w->line.p[i - 1]))
		i--;
	return i > 0 ? w->line.p[i - 1] : '\0';
}

static struct str
rest_after(const struct around *w)
{
	return str_trim(str_slice(w->line, w->to, w->line.n));
}

/* What stands as one value around the place: from behind the last `=`, comma
   or brace to the next comma or brace. */
static struct str
whole_value(const struct around *w)
{
	size_t from = w->from, to = w->from;

	while (from > 0 && !strchr("=,;{}", w->line.p[from - 1]))
		from--;
	while (to < w->line.n && !strchr(",;{}", w->line.p[to]))
		to++;
	return str_trim(str_slice(w->line, from, to));
}

/* A value that reads as one text; empty when it is rather an expression. */
static struct str
plain_value(const struct around *w)
{
	struct str value = whole_value(w);
	bool plain = value.n <= 60 && str_find_char(value, '"', 0) < 0 &&
	    str_find_char(value, '(', 0) < 0 &&
	    str_find_char(value, '=', 0) < 0 &&
	    str_find(value, STR(".."), 0) < 0;

	return plain ? value : (struct str){ 0 };
}

static void
hint_quotes(const struct around *w, struct failure *f)
{
	struct str value = plain_value(w);

	f->hint = value.n == 0 ? STR("a text is written in quotes") :
	    arena_printf(w->a, "a text is written in quotes: \"%.*s\"",
	    STR_ARG(value));
}

/* --- a name before `=` ------------------------------------------------------ */

/* "mail.imap.host" as "mail = { imap = { host = ... } }". */
static struct str
nested(struct arena *a, struct str path)
{
	struct str out = { 0 }, part, rest;
	size_t depth = 0;

	for (; str_cut(path, '.', &part, &rest); path = rest, depth++)
		out = arena_printf(a, "%.*s%.*s = { ", STR_ARG(out),
		    STR_ARG(part));
	out = arena_printf(a, "%.*s%.*s = ...", STR_ARG(out), STR_ARG(path));
	for (; depth > 0; depth--)
		out = arena_printf(a, "%.*s }", STR_ARG(out));
	return out;
}

static struct str
with_underscores(struct arena *a, struct str name)
{
	struct str s = arena_str(a, name);

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '-')
			((char *)(uintptr_t)s.p)[i] = '_';
	return s;
}

/* The words before a `=`; the first of the line that cannot name a field is to
   blame, for Lua tells the line alone. */
static struct str
name_before(const struct around *w, size_t to)
{
	size_t from;

	while (to > 0 && is_blank(w->line.p[to - 1]))
		to--;
	for (from = to; from > 0 && (is_word(w->line.p[from - 1]) ||
	    strchr(".-\"'", w->line.p[from - 1])); )
		from--;
	return str_slice(w->line, from, to);
}

static bool
is_quoted(struct str s)
{
	return s.n > 2 && (s.p[0] == '"' || s.p[0] == '\'');
}

static bool
is_no_name(struct str s)
{
	return is_quoted(s) || str_find_char(s, '.', 0) > 0 ||
	    str_find_char(s, '-', 0) > 0;
}

static void
explain_name(struct around *w, struct failure *f)
{
	struct str name = { 0 };

	bool text = false;

	for (size_t i = 0; i < w->line.n && !is_no_name(name); i++) {
		text ^= w->line.p[i] == '"';
		if (w->line.p[i] == '=' && !text)
			name = name_before(w, i);
	}
	if (is_no_name(name)) {
		w->from = (size_t)(name.p - w->line.p);
		w->to = w->from + name.n;
	}
	if (is_quoted(name)) {
		name = str_slice(name, 1, name.n - 1);
		f->text = STR("the name of a field has no quotes");
		f->hint = arena_printf(w->a, "write %.*s = ...",
		    STR_ARG(name));
	} else if (str_find_char(name, '.', 0) > 0) {
		f->text = arena_printf(w->a, "`%.*s` cannot be set in one go",
		    STR_ARG(name));
		struct str inner = nested(w->a, name);
		f->hint = arena_printf(w->a, "write %.*s", STR_ARG(inner));
	} else if (str_find_char(name, '-', 0) > 0) {
		f->text = arena_printf(w->a, "`%.*s` cannot be the name of a "
		    "field", STR_ARG(name));
		name = with_underscores(w->a, name);
		f->hint = arena_printf(w->a, "names have underscores: %.*s",
		    STR_ARG(name));
	} else if (f->hint.n == 0 && str_find(w->line, STR("provider"), 0) >=
	    0 && str_find_char(w->line, '(', 0) >= 0) {
		f->hint = STR("fields stand in braces: provider { ... }");
	}
}

/* --- a value ------------------------------------------------------------------ */

/* Typographic quotes as their bytes in UTF-8 begin: U+2018 to U+201F. */
static void
explain_quotes(struct around *w, struct failure *f)
{
	for (size_t i = 0; i + 2 < w->line.n; i++) {
		const unsigned char *c =
		    (const unsigned char *)w->line.p + i;
		if (c[0] != 0xe2 || c[1] != 0x80 || c[2] < 0x98 ||
		    c[2] > 0x9f)
			continue;
		w->from = i;
		w->to = i + 3;
		f->text = arena_printf(w->a, "`%.3s` does not begin a text",
		    w->line.p + i);
		f->hint = STR("use straight quotes: \"...\"");
		return;
	}
}

/* Whether the text that the quote before the place closes looks as if it had
   swallowed a field: name = "Acme, home = "x". */
static bool
swallowed(const struct around *w)
{
	size_t end = w->from - 1, i = end;

	while (i > 0 && w->line.p[i - 1] != w->line.p[end])
		i--;
	return str_find_char(str_slice(w->line, i, end), '=', 0) >= 0;
}

/* A statement whose first word is nearly one of Lua's. */
static bool
is_misspelt(const struct around *w, struct str value, struct failure *f)
{
	static const char *const words[] = { "return", "local", "function" };
	struct suggest g = { 0 };
	struct str first, rest;

	if (!str_starts(w->line, value) || !str_cut(value, ' ', &first, &rest))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		suggest_offer(&g, first, str_c(words[i]));
	if (g.best.n == 0 || str_eq(g.best, first))
		return false;
	f->text = arena_printf(w->a, "`%.*s` is no word of Lua",
	    STR_ARG(first));
	f->hint = arena_printf(w->a, "did you mean `%.*s`?", STR_ARG(g.best));
	return true;
}

static void
explain_value(const struct around *w, struct failure *f)
{
	char before = byte_before(w);
	bool touches = w->from > 0 && !is_blank(w->line.p[w->from - 1]);
	bool quote = before == '\'' || before == '"';
	struct str value = plain_value(w);

	if (is_misspelt(w, value, f))
		return;
	if (touches && quote && swallowed(w)) {
		f->text = arena_printf(w->a, "a text before `%.*s` is not "
		    "closed", STR_ARG(w->word));
		f->hint = STR("close it with the quote it begins with");
	} else if (touches && quote) {
		f->text = arena_printf(w->a, "the text ends before `%.*s`",
		    STR_ARG(w->word));
		f->hint = before == '"' ? STR("inside a text \" is written "
		    "\\\"") : STR("a text that holds ' is written in double "
		    "quotes: \"...\"");
	} else if (value.n > 0 && (is_word(before) || (w->word.p[0] == '+' &&
	    before != '\0' && strchr("={,", before)))) {
		f->text = arena_printf(w->a, "`%.*s` is a text without quotes",
		    STR_ARG(value));
		f->hint = arena_printf(w->a, "write \"%.*s\"",
		    STR_ARG(value));
	}
}

static void
explain_number(const struct around *w, struct failure *f)
{
	if (w->from > 0 && w->line.p[w->from - 1] == '#')
		f->hint = arena_printf(w->a, "a colour is written in quotes: "
		    "\"#%.*s\"", STR_ARG(w->word));
	else
		hint_quotes(w, f);
}

/* --- a name that is not defined --------------------------------------------------- */

static const char *
truth(struct str word)
{
	static const char *const yes[] = { "yes", "on", "true" };
	static const char *const no[] = { "no", "off", "false" };

	for (size_t i = 0; i < 3; i++) {
		if (str_eq_fold(word, str_c(yes[i])))
			return "write true";
		if (str_eq_fold(word, str_c(no[i])))
			return "write false";
	}
	return NULL;
}

static void
explain_undefined(const struct around *w, struct failure *f)
{
	struct str rest = rest_after(w);
	bool called = rest.n > 0 && strchr("({\"", rest.p[0]);
	bool likely = str_starts(f->hint, STR("did you mean"));
	bool general = str_starts(f->hint, STR("a text is written"));
	const char *boolean = truth(w->word);

	if (str_starts(rest, STR("==")))
		f->hint = STR("a field is set with one `=`");
	else if (boolean)
		f->hint = str_c(boolean);
	else if (called && general)
		f->hint = STR("there is no such function");
	else if (!called && (general || (likely && w->word.n < 5)))
		hint_quotes(w, f);
}

void
slips_explain(struct arena *a, const struct sources *s, struct span *at,
    struct failure *f)
{
	struct str line = sources_line(s, at->file, at->off);
	struct str text = sources_text(s, at->file);
	struct around w = { .a = a, .line = line };

	if (f->file == 0 || line.n == 0 || (f->id != DIAG_SYNTAX &&
	    f->id != DIAG_UNDEFINED_VARIABLE))
		return;
	size_t start = (size_t)(line.p - text.p);
	w.from = at->off - start;
	w.to = w.from + at->len;
	w.word = str_slice(line, w.from, w.to);
	if (w.word.n == 0)
		return;
	if (f->id == DIAG_UNDEFINED_VARIABLE)
		explain_undefined(&w, f);
	else if (str_find(f->text, STR("`<\\"), 0) >= 0)
		explain_quotes(&w, f);
	else if (str_ends(f->text, STR("is no number")))
		explain_number(&w, f);
	else if (str_eq(w.word, STR("=")))
		explain_name(&w, f);
	else if (is_word(w.word.p[0]) || w.word.p[0] == '+')
		explain_value(&w, f);
	if (w.to > w.from)
		*at = (struct span){ at->file, (uint32_t)(start + w.from),
		    (uint32_t)(w.to - w.from) };
}
