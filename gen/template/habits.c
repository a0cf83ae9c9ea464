/* What people bring along from other template languages, and what to write
   in livery instead. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/suggest.h"
#include "template/compile.h"
#include "template/shown.h"

/* The first word of a text, up to a byte that no name has. */
static struct str
first_word(struct str s)
{
	size_t n = 0;

	while (n < s.n && ((s.p[n] >= 'a' && s.p[n] <= 'z') ||
	    (s.p[n] >= 'A' && s.p[n] <= 'Z') || s.p[n] == '_' ||
	    s.p[n] == '-' || (s.p[n] >= '0' && s.p[n] <= '9')))
		n++;
	return str_slice(s, 0, n);
}

static bool
one_of(struct str word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n && word.n > 0; i++)
		if (word.p[0] == words[i][0] && str_eq(word, str_c(words[i])))
			return true;
	return false;
}

#define ONE_OF(word, words) \
	one_of((word), (words), sizeof(words) / sizeof(*(words)))

/* Hugo: {{< ref "folder/article.md#part" >}}, mostly as a link's address. */
static void
report_ref(struct compiler *c, const struct token *t, struct str s)
{
	struct str before, path, rest, file, part;
	bool quoted = str_cut(s, '"', &before, &rest) &&
	    str_cut(rest, '"', &path, &rest) && path.n > 0 &&
	    shown_whole(path);

	if (!quoted)
		path = STR("/folder/article.md");
	bool anchor = str_cut(path, '#', &file, &part);
	struct str hint = arena_printf(c->a, "write the path itself: "
	    "`[text](%.*s%s%s%.*s)`", STR_ARG(file),
	    file.n == 0 || str_ends(file, STR(".md")) ? "" : ".md",
	    anchor ? "#" : "", STR_ARG(part));
	complain(c, DIAG_SYNTAX, t->from, t->from + 3, hint.p,
	    "livery has no shortcodes");
}

/* Hugo: {{< x >}} and {{% x %}}. */
static void
report_shortcode(struct compiler *c, const struct token *t, struct str s)
{
	static const struct {
		const char *word, *hint;
	} known[] = {
		{ "figure", "write `![what it shows](file.png)`" },
		{ "img", "write `![what it shows](file.png)`" },
		{ "highlight", "write a code fence: ```` ```lua ````" },
		{ "notice", "write a quote that begins with `> [!NOTE]`" },
		{ "note", "write a quote that begins with `> [!NOTE]`" },
		{ "tip", "write a quote that begins with `> [!TIP]`" },
		{ "warning", "write a quote that begins with `> [!WARNING]`" },
		{ "alert", "write a quote that begins with `> [!WARNING]`" },
		{ "hint", "write a quote that begins with `> [!TIP]`" },
		{ "callout", "write a quote that begins with `> [!NOTE]`" },
		{ "admonition", "write a quote that begins with `> [!NOTE]`" },
		{ "details", "write `::: details Title` and `:::`" },
		{ "expand", "write `::: details Title` and `:::`" },
		{ "tabs", "write `:::: tabs`, in it `::: tab Title`" },
		{ "tab", "write `::: tab Title` and `:::`" },
		{ "steps", "write `::: steps` and `:::`" },
		{ "param", "keys of your own stand in `page.extra`" },
	};
	struct str name = first_word(str_trim(str_slice(s, 1, s.n)));

	if (str_eq(name, STR("ref")) || str_eq(name, STR("relref"))) {
		report_ref(c, t, s);
		return;
	}
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (str_eq(name, str_c(known[i].word))) {
			complain(c, DIAG_SYNTAX, t->from, t->from + 3,
			    known[i].hint, "livery has no shortcodes");
			return;
		}
	struct str hint = name.n > 0 && shown_whole(name) ? arena_printf(c->a,
	    "write `{%% include \"/_snippets/%.*s.md\" %%}`", STR_ARG(name)) :
	    STR("write `{% include \"/_snippets/NAME.md\" %}` or "
	    "`{% wrap ... %}`");

	complain(c, DIAG_SYNTAX, t->from, t->from + 3, hint.p,
	    "livery has no shortcodes");
}

static void
report_dot(struct compiler *c, const struct token *t, struct str s)
{
	static const struct {
		const char *begin, *hint;
	} known[] = {
		{ "Params.", "keys of your own stand in `page.extra`" },
		{ "Site.", "the brand's own fields are `brand.name`, "
		    "`brand.url` ..." },
		{ "Page.", "the article at hand is `page`" },
		{ "Title", "write `{{ page.title }}`" },
		{ "Description", "write `{{ page.description }}`" },
		{ "Date", "write `{{ page.updated }}`" },
		{ "Lastmod", "write `{{ page.updated }}`" },
		{ "Inner", "write `{% body %}` in a snippet that is used by "
		    "`wrap`" },
		{ "Get", "write the parameter's name, as its snippet's "
		    "`params` declare it" },
	};
	struct str rest = str_slice(s, 1, s.n);
	struct str hint = rest.n > 0 && shown_whole(rest) ? arena_printf(c->a,
	    "write `{{ %.*s }}`, with a name that livery knows",
	    STR_ARG(rest)) : STR("name the value, as in `{{ brand.name }}`");

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (str_starts(rest, str_c(known[i].begin)))
			hint = str_c(known[i].hint);

	complain(c, DIAG_SYNTAX, t->in, t->in + 1, hint.p,
	    "names do not begin with `%c`", s.p[0]);
}

/* {{ if x }}, {{#if x}}, {{/if}}, {{ end }}: a directive in a value's braces. */
static bool
report_directive(struct compiler *c, const struct token *t, struct str s)
{
	static const char *const words[] = {
		"if", "else", "elseif", "elif", "end", "endif", "for",
		"endfor", "switch", "case", "each", "unless"
	};
	bool marked = s.p[0] == '#' || s.p[0] == '/';
	struct str rest = marked ? str_slice(s, 1, s.n) : s;
	struct str word = first_word(rest);

	if (!ONE_OF(word, words) || (word.n < rest.n &&
	    rest.p[word.n] != ' ' && rest.p[word.n] != '\n'))
		return false;
	struct str hint = s.p[0] == '/' ? STR("write `{% end %}`") :
	    !shown_whole(rest) ? STR("write `{% ... %}`") :
	    arena_printf(c->a, "write `{%% %.*s %%}`", STR_ARG(rest));
	complain(c, DIAG_SYNTAX, t->from, t->from + 2, hint.p,
	    "`%.*s` is a directive and stands in `{%% %%}`", STR_ARG(word));
	return true;
}

/* Go's {{ range .x }}, {{ with .x }}, {{ partial "x" . }}. */
static bool
report_go(struct compiler *c, const struct token *t, struct str s)
{
	static const struct {
		const char *word, *hint;
	} words[] = {
		{ "range", "write `{% for x in LIST %}`" },
		{ "with", "write `{% if x %}`" },
		{ "partial", "write `{% include \"partials/x.html\" %}`" },
		{ "template", "write `{% include \"partials/x.html\" %}`" },
		{ "ref", "write a link with a path: `[](/folder/article.md)`" },
		{ "relref",
		    "write a link with a path: `[](/folder/article.md)`" }
	};
	struct str word = first_word(s);
	struct str rest = str_trim(str_slice(s, word.n, s.n));

	if (rest.n == 0 || word.n == s.n || s.p[word.n] != ' ' ||
	    !strchr(".$\"", rest.p[0]))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!str_eq(word, str_c(words[i].word)))
			continue;
		complain(c, DIAG_SYNTAX, t->in, t->in + word.n, words[i].hint,
		    "livery has no `%.*s`", STR_ARG(word));
		return true;
	}
	return false;
}

bool
habit_value(struct compiler *c, const struct token *t)
{
	struct str s = compiler_bytes(c, t->in, t->in_to);
	char next = s.n > 1 ? s.p[1] : '\0';

	if (s.n == 0)
		return false;
	if (s.p[0] == '<' || s.p[0] == '%') {
		report_shortcode(c, t, s);
	} else if (s.p[0] == '>') {
		complain(c, DIAG_SYNTAX, t->in, t->in + 1,
		    "write `{% include \"...\" %}`",
		    "livery's includes are directives");
	} else if ((s.p[0] == '.' && next != '.' && (next < '0' ||
	    next > '9')) || s.p[0] == '$') {
		report_dot(c, t, s);
	} else {
		return report_directive(c, t, s) || report_go(c, t, s);
	}
	return true;
}

struct foreign {
	const char *word;
	const char *stands_for;	/* "end", "skip" (a block to leave out) ... */
	const char *hint;
};

static const struct foreign foreign[] = {
	{ "elif", "elseif", "write `{% elseif x %}`" },
	{ "elsif", "elseif", "write `{% elseif x %}`" },
	{ "default", "else", "write `{% else %}`" },
	{ "when", "case", "write `{% case \"x\" %}`" },
	{ "unless", "skip", "write `{% if not x %}`" },
	{ "each", "skip", "write `{% for x in LIST %}`" },
	{ "foreach", "skip", "write `{% for x in LIST %}`" },
	{ "range", "skip", "write `{% for x in LIST %}`" },
	{ "with", "skip", "write `{% if x %}`" },
	{ "match", "skip", "write `{% switch x %}`" },
	{ "comment", "skip", "write `{# ... #}`" },
	{ "verbatim", "skip", "write `{% raw %} ... {% endraw %}`" },
	{ "block", "skip", "a theme replaces whole files of the one it extends" },
	{ "macro", "skip", "write a function in `providers/macros.lua`" },
	{ "capture", "skip", "put the value into `vars` of a provider" },
	{ "call", "skip", "write `{% wrap \"/_snippets/x.md\" %}`" },
	{ "filter", "skip", "call a function in `{{ }}`" },
	{ "highlight", "skip", "write a code fence: ```` ```lua ````" },
	{ "assign", "", "put the value into `vars` of a provider" },
	{ "set", "", "put the value into `vars` of a provider" },
	{ "import", "", "functions of `providers/macros.lua` are always there" },
	{ "extends", "", "`theme.lua` names the theme that is extended" },
	{ "render", "", "write `{% include \"...\" %}`" },
	{ "partial", "", "write `{% include \"...\" %}`" },
	{ "link", "", "write a link with a path: `[](/folder/article.md)`" },
	{ "post_url", "", "write a link with a path: `[](/folder/article.md)`" },
	{ "print", "", "write `{{ x }}`" },
	{ "echo", "", "write `{{ x }}`" },
};

static void
report_unknown(struct compiler *c, size_t at, struct str word,
    struct str *stands_for)
{
	static const char *const known[] = {
		"if", "elseif", "else", "end", "switch", "case", "for",
		"include", "wrap", "body", "insert", "raw", "endraw"
	};
	static const char *const openers[] = { "if", "switch", "for", "wrap" };
	struct suggest best = { 0 };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		suggest_offer(&best, word, str_c(known[i]));
	if (ONE_OF(best.best, openers))
		*stands_for = STR("skip");
	struct str hint = best.best.n > 0 ? arena_printf(c->a,
	    "did you mean `%.*s`?", STR_ARG(best.best)) :
	    STR("the directives are if, switch, for, include, wrap, insert "
	    "and raw; text that is not for livery goes between `{% raw %}` "
	    "and `{% endraw %}`");
	complain(c, DIAG_SYNTAX, at, at + word.n, hint.p,
	    "there is no directive `%.*s`", STR_ARG(shown(word)));
}

struct str
habit_directive(struct compiler *c, const struct token *t, struct str word)
{
	struct str stands_for = STR("");
	size_t at = t->in;

	if (word.n == 0) {
		complain(c, DIAG_SYNTAX, t->from, t->in_to > at ? at + 1 :
		    t->to, "the directives are if, switch, for, include, "
		    "wrap, insert and raw", "a directive begins with a word");
		return stands_for;
	}
	for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++) {
		if (!str_eq(word, str_c(foreign[i].word)))
			continue;
		complain(c, DIAG_SYNTAX, at, at + word.n, foreign[i].hint,
		    "there is no directive `%.*s`", STR_ARG(shown(word)));
		return str_c(foreign[i].stands_for);
	}
	if (t->in + word.n < t->in_to && c->text.p[t->in + word.n] == '.') {
		struct str path = compiler_bytes(c, at, t->in_to);
		struct str hint = shown_whole(path) ? arena_printf(c->a,
		    "write `{{ %.*s }}`", STR_ARG(path)) :
		    STR("write `{{ ... }}`");
		complain(c, DIAG_SYNTAX, t->from, t->from + 2, hint.p,
		    "a value stands in `{{ }}`");
		return stands_for;
	}
	if (str_starts(word, STR("end"))) {
		complain(c, DIAG_SYNTAX, at, at + word.n, "write `{% end %}`",
		    "there is no directive `%.*s`", STR_ARG(shown(word)));
		return STR("end");
	}
	report_unknown(c, at, word, &stands_for);
	return stands_for;
}
