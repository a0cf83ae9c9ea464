/* Other tools' Markdown, with what to write instead. */
#include "article/habits.h"

#include "base/str.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define LIT(s) { (s), sizeof(s) - 1 }

struct habit {
	struct str begins;	/* the paragraph */
	struct str holds;	/* its first text, empty for anything */
	const char *what;
	const char *hint;
};

static const struct habit habits[] = {
	{ LIT("!!! "), LIT(""), "`!!!` begins no callout here",
	    "write a quote that begins with `> [!NOTE] title`" },
	{ LIT("??? "), LIT(""), "`???` begins no block here",
	    "write `::: details Title`, the text and `:::`" },
	{ LIT("???+ "), LIT(""), "`???+` begins no block here",
	    "write `::: details Title`, the text and `:::`" },
	{ LIT("=== \""), LIT(""), "`===` begins no tab here",
	    "write `:::: tabs` and in it `::: tab Title`" },
	{ LIT("--8<--"), LIT(""), "`--8<--` includes nothing here",
	    "write `{% include \"/_snippets/name.md\" %}`" },
	{ LIT("import "), LIT(" from '"), "`import` does nothing here",
	    "leave it out; `{% include %}` brings a snippet in" },
	{ LIT("import "), LIT(" from \""), "`import` does nothing here",
	    "leave it out; `{% include %}` brings a snippet in" },
	{ LIT("export const "), LIT(" = "), "`export` does nothing here",
	    "leave it out; `vars` in a provider hold a brand's own values" },
	{ LIT("[TOC]"), LIT(""), "this is no table of contents here",
	    "leave it out: the theme writes one" },
	{ LIT("[[_TOC_]]"), LIT(""), "this is no table of contents here",
	    "leave it out: the theme writes one" },
	{ LIT("[[toc]]"), LIT(""), "this is no table of contents here",
	    "leave it out: the theme writes one" },
	{ LIT("{:toc}"), LIT(""), "this is no table of contents here",
	    "leave it out: the theme writes one" },
};

struct foreign {
	struct str word;
	struct str ours;
};

static const struct foreign callouts[] = {
	{ LIT("info"), LIT("note") }, { LIT("notes"), LIT("note") },
	{ LIT("abstract"), LIT("note") }, { LIT("seealso"), LIT("note") },
	{ LIT("question"), LIT("note") }, { LIT("hint"), LIT("tip") },
	{ LIT("success"), LIT("tip") }, { LIT("danger"), LIT("caution") },
	{ LIT("error"), LIT("caution") }, { LIT("failure"), LIT("caution") },
	{ LIT("attention"), LIT("warning") }, { LIT("note"), LIT("note") },
	{ LIT("tip"), LIT("tip") }, { LIT("important"), LIT("important") },
	{ LIT("warning"), LIT("warning") }, { LIT("caution"), LIT("caution") },
};

struct str
habits_callout(struct str word)
{
	for (size_t i = 0; i < COUNT(callouts); i++)
		if (str_eq_fold(word, callouts[i].word))
			return callouts[i].ours;
	return (struct str){ 0 };
}

/* Whether some habit of a paragraph begins with that byte. */
static bool
may_begin(char c)
{
	for (size_t k = 0; k < COUNT(habits); k++)
		if (habits[k].begins.p[0] == c)
			return true;
	return false;
}

static bool
begin_of_paragraph(struct nodes *b, uint32_t i, struct str text,
    struct findings *f)
{
	const struct node *n = nodes_at(b, i);
	const struct node *up = nodes_at(b, n->parent);

	if (up->type != NODE_PARAGRAPH || up->child != i ||
	    text.n == 0 || !may_begin(text.p[0]))
		return false;
	for (size_t k = 0; k < COUNT(habits); k++) {
		const struct habit *h = &habits[k];
		if (!str_starts(text, h->begins) ||
		    (h->holds.n > 0 && str_find(text, h->holds, 0) < 0))
			continue;
		findings_add(f, DIAG_SYNTAX, n->at, n->at_len, "%s",
		    h->what);
		findings_hint(f, "%s", h->hint);
		return true;
	}
	return false;
}

static bool
name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

/* [[page]] and [[page|text]], but neither a[[0]] nor [[1, 2], [3, 4]]. */
static void
wiki_links(const struct node *n, struct str text, struct findings *f)
{
	for (size_t i = 0;;) {
		ptrdiff_t open = str_find(text, STR("[["), i);
		ptrdiff_t end = open < 0 ? -1 :
		    str_find(text, STR("]]"), (size_t)open);
		if (end < open + 3)
			return;
		i = (size_t)end + 2;
		if ((open > 0 && name_byte(text.p[open - 1])) ||
		    str_find_char(text, ']', (size_t)open) < end)
			continue;
		findings_add(f, DIAG_SYNTAX, n->at + (uint32_t)open,
		    (uint32_t)(i - (size_t)open), "this is no link here");
		findings_hint(f, "write `[text](/folder/page.md)`, or "
		    "`[](/folder/page.md)` for its title");
	}
}

/* `{: .class }`, and `{ .class }` behind a heading. */
static void
attribute_list(struct nodes *b, const struct node *n, struct str text,
    struct findings *f)
{
	static const struct str opens[] = { LIT("{: "), LIT("{:."),
		LIT("{:#"), LIT("{ ."), LIT("{.") };
	bool heading = nodes_at(b, n->parent)->type == NODE_HEADING;

	for (size_t i = 0; i < (heading ? COUNT(opens) : 3); i++) {
		ptrdiff_t open = str_find(text, opens[i], 0);
		ptrdiff_t end = open < 0 ? -1 :
		    str_find_char(text, '}', (size_t)open);
		if (end < 0)
			continue;
		findings_add(f, DIAG_SYNTAX, n->at + (uint32_t)open,
		    (uint32_t)(end - open) + 1,
		    "attributes like these have no effect here");
		findings_hint(f, "headings take `{#id}`, images "
		    "`{width=480}`; the theme does the rest");
		return;
	}
}

/* Whether words in brackets may be meant for an address: "or Cmd on a Mac" is
   not. */
static bool
is_address(struct str s)
{
	return str_find_char(s, '.', 0) >= 0 || str_find_char(s, '/', 0) >= 0 ||
	    str_find_char(s, '#', 0) >= 0;
}

/* `[text](a file.md)` and `![](a.png =200x100)`: a space ends the address, so
   neither is a link or an image. */
static void
broken_link(const struct node *n, struct str text, struct findings *f)
{
	ptrdiff_t open = str_find(text, STR("]("), 0);
	ptrdiff_t end = open < 0 ? -1 :
	    str_find_char(text, ')', (size_t)open);

	if (end < 0)
		return;
	struct str in = str_slice(text, (size_t)open + 2, (size_t)end);
	bool sized = str_find(in, STR(" ="), 0) > 0;
	if (str_find_char(in, ' ', 0) < 1 || !is_address(in))
		return;
	findings_add(f, DIAG_SYNTAX, n->at + (uint32_t)open + 2,
	    (uint32_t)in.n, "an address holds no space: this is shown as "
	    "text");
	findings_hint(f, sized ? "an image's width stands behind it: "
	    "`![...](file.png){width=200}`" : "write `%%20` for the space, "
	    "or rename the file");
}

/* (text)[file.md]: the brackets changed places. */
static void
reversed_link(const struct node *n, struct str text, struct findings *f)
{
	ptrdiff_t turn = str_find(text, STR(")["), 0);
	ptrdiff_t end = turn < 0 ? -1 :
	    str_find_char(text, ']', (size_t)turn);
	ptrdiff_t open = turn < 0 ? -1 :
	    str_rfind_char(str_slice(text, 0, (size_t)turn), '(');

	if (end < 0 || open < 0)
		return;
	struct str in = str_slice(text, (size_t)turn + 2, (size_t)end);
	struct str shown = str_slice(text, (size_t)open + 1, (size_t)turn);
	if (str_find_char(in, ' ', 0) >= 0 || (!str_ends(in, STR(".md")) &&
	    !str_starts(in, STR("http"))))
		return;
	findings_add(f, DIAG_SYNTAX, n->at + (uint32_t)open,
	    (uint32_t)(end - open) + 1, "this is no link here");
	findings_hint(f, "write `[%.*s](%.*s)`", STR_ARG(shown), STR_ARG(in));
}

/* a.b or a.b.c, and nothing else; no number. */
static bool
is_path(struct str s)
{
	bool dot = false;

	if (s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		bool inner = i > 0 && i + 1 < s.n && s.p[i - 1] != '.';
		if (s.p[i] == '.' && inner)
			dot = true;
		else if (!name_byte(s.p[i]))
			return false;
	}
	return dot;
}

/* MDX's {a.b}; inside {{ }} that `raw` left alone the braces are doubled. */
static void
single_braces(const struct node *n, struct str text, struct findings *f)
{
	for (size_t i = 0;;) {
		ptrdiff_t open = str_find_char(text, '{', i);
		ptrdiff_t end = open < 0 ? -1 :
		    str_find_char(text, '}', (size_t)open);
		if (end < 0)
			return;
		i = (size_t)end + 1;
		struct str in = str_trim(str_slice(text, (size_t)open + 1,
		    (size_t)end));
		if (!is_path(in))
			continue;
		findings_add(f, DIAG_SYNTAX, n->at + (uint32_t)open,
		    (uint32_t)(end - open) + 1, "single braces are shown as "
		    "they are");
		findings_hint(f, "write `{{ %.*s }}`", STR_ARG(in));
	}
}

/* }} whose {{ is missing; what `raw` left alone has both. */
static void
lone_braces(struct nodes *b, uint32_t i, struct str text, struct findings *f)
{
	const struct node *n = nodes_at(b, i);
	ptrdiff_t end = str_find(text, STR("}}"), 0);

	if (end < 0)
		return;
	for (uint32_t k = nodes_at(b, n->parent)->child; k <= i; k++)
		if (nodes_at(b, k)->type == NODE_TEXT &&
		    str_find(nodes_str(b, nodes_at(b, k)->text), STR("{{"),
		    0) >= 0)
			return;
	findings_add(f, DIAG_UNCLOSED, n->at + (uint32_t)end, 2,
	    "`}}` closes no value");
	findings_hint(f, "open it with `{{`");
}

/* Links and slots have taken their brackets and braces out of what is looked
   at: mostly none is left in all of it. */
void
habits_find(struct nodes *b, struct findings *f)
{
	bool bracket = str_find_char(buf_view(&b->pool), ']', 0) >= 0;
	bool brace = str_find_char(buf_view(&b->pool), '}', 0) >= 0;

	for (uint32_t i = 1; i < b->n; i++) {
		const struct node *n = nodes_at(b, i);
		struct str text = nodes_str(b, n->text);
		/* Only what stands in the source as it is. */
		if (n->type != NODE_TEXT || n->at_len != n->text.len ||
		    begin_of_paragraph(b, i, text, f))
			continue;
		if (bracket && str_find_char(text, ']', 0) >= 0) {
			wiki_links(n, text, f);
			broken_link(n, text, f);
			reversed_link(n, text, f);
		}
		if (brace && str_find_char(text, '}', 0) >= 0) {
			attribute_list(b, n, text, f);
			single_braces(n, text, f);
			lone_braces(b, i, text, f);
		}
	}
}
