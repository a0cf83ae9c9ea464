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
	{ LIT("import "), LIT(" from "), "`import` does nothing here",
	    "leave it out; `{% include %}` brings a snippet in" },
	{ LIT("export "), LIT(" = "), "`export` does nothing here",
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

/* The text of a node when it stands in the source as it is. */
static bool
literal(struct nodes *b, uint32_t i, struct str *out)
{
	const struct node *n = nodes_at(b, i);

	*out = nodes_str(b, n->text);
	return n->type == NODE_TEXT && n->at_len == n->text.len;
}

static bool
begin_of_paragraph(struct nodes *b, uint32_t i, struct str text,
    struct findings *f)
{
	const struct node *n = nodes_at(b, i);
	const struct node *up = nodes_at(b, n->parent);

	if (up->type != NODE_PARAGRAPH || up->child != i)
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

/* [[page]] and [[page|text]]. */
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

void
habits_find(struct nodes *b, struct findings *f)
{
	struct str text;

	for (uint32_t i = 1; i < b->n; i++) {
		if (!literal(b, i, &text) ||
		    begin_of_paragraph(b, i, text, f))
			continue;
		wiki_links(nodes_at(b, i), text, f);
		attribute_list(b, nodes_at(b, i), text, f);
	}
}
