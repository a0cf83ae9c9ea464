/* Units of the parser: the tree of a text, its findings and their places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "article/document.h"
#include "base/diag.h"
#include "base/str.h"

static const char *const names[] = {
	"document", "p", "h", "quote", "list", "item", "pre", "htmlblock",
	"rule", "table", "row", "cell", "callout", "tabs", "tab", "steps",
	"details", "footnote", "text", "code", "soft", "hard", "em", "strong",
	"strike", "a", "img", "html", "ref"
};

static struct buf record, shown;
static const struct document *doc;
static const struct parse_finding *finding;
static uint32_t findings;
static struct str source;

static void
parse_mode(struct str text, enum document_mode mode)
{
	buf_reset(&record);
	source = text;
	document_parse(text, mode, &record);
	doc = document_of(buf_view(&record), &finding, &findings);
	assert_non_null(doc);
}

static void
parse(const char *text)
{
	parse_mode(str_c(text), DOCUMENT_ARTICLE);
}

static void
show(uint32_t i)
{
	const struct node *n = &doc->node[i];
	const char *between = "";

	buf_c(&shown, names[n->type]);
	if (n->text.len > 0)
		buf_printf(&shown, ":%.*s", STR_ARG(document_str(doc,
		    n->text)));
	if (n->extra.len > 0)
		buf_printf(&shown, "|%.*s", STR_ARG(document_str(doc,
		    n->extra)));
	if (n->caption.len > 0)
		buf_printf(&shown, "|%.*s", STR_ARG(document_str(doc,
		    n->caption)));
	if (n->child == 0)
		return;
	buf_char(&shown, '(');
	for (uint32_t c = n->child; c != 0; c = doc->node[c].next) {
		buf_c(&shown, between);
		show(c);
		between = " ";
	}
	buf_char(&shown, ')');
}

/* The tree without the document itself. */
static void
expect_tree_at(const char *want, int line)
{
	buf_reset(&shown);
	show(0);
	buf_char(&shown, '\0');
	if (strcmp(shown.p, want) != 0)
		fail_msg("line %d:\n got %s\nwant %s", line, shown.p, want);
}
#define expect_tree(want) expect_tree_at("document(" want ")", __LINE__)

static void
expect_findings_at(uint32_t n, int line)
{
	if (findings != n)
		fail_msg("line %d: %u findings, not %u; first: %s", line,
		    findings, n, findings > 0 ? finding[0].text : "-");
}
#define expect_findings(n) expect_findings_at((n), __LINE__)

/* Finding `i` has this id, stands on `place` and says `text`. */
static void
expect_finding(uint32_t i, enum diag_id id, const char *place,
    const char *text)
{
	assert_true(i < findings);
	struct str at = str_slice(source, finding[i].at,
	    finding[i].at + finding[i].at_len);
	assert_int_equal(finding[i].id, id);
	assert_string_equal(finding[i].text, text);
	if (!str_eq(at, str_c(place)))
		fail_msg("stands on \"%.*s\", not \"%s\"", STR_ARG(at),
		    place);
}

static uint32_t
find(enum node_type type, unsigned nth)
{
	for (uint32_t i = 0; i < doc->nodes; i++)
		if (doc->node[i].type == type && nth-- == 0)
			return i;
	fail_msg("no node of type %s", names[type]);
	return 0;
}

static void
expect_place(uint32_t node, const char *want)
{
	const struct node *n = &doc->node[node];
	struct str at = str_slice(source, n->at, n->at + n->at_len);

	if (!str_eq(at, str_c(want)))
		fail_msg("stands on \"%.*s\", not \"%s\"", STR_ARG(at), want);
}

static void
containers_nest_and_close(void **state)
{
	(void)state;
	parse("::: steps\n1. one\n2. two\n:::\nafter\n");
	expect_tree("steps(list(item(p(text:one)) item(p(text:two)))) "
	    "p(text:after)");
	parse(":::: tabs {sync=client}\n::: tab Outlook\na\n:::\n"
	    "::: tab Apple Mail\nb\n:::\n::::\n");
	expect_tree("tabs:client(tab|Outlook(p(text:a)) "
	    "tab|Apple Mail(p(text:b)))");
	parse("::: details Title\n::: steps\nx\n:::\ny\n:::\nz\n");
	expect_tree("details|Title(steps(p(text:x)) p(text:y)) p(text:z)");
	expect_findings(0);
}

static void
containers_close_across_lists_and_lazy_lines(void **state)
{
	(void)state;
	parse("::: details T\n> quoted\nlazy\n:::\nafter\n");
	expect_tree("details|T(quote(p(text:quoted soft text:lazy))) "
	    "p(text:after)");
	parse("::: details T\n- a\n  - b\n:::\nafter\n");
	expect_tree("details|T(list(item(p(text:a) list(item(p(text:b)))))) "
	    "p(text:after)");
	parse("::: details T\n| a |\n|---|\n| b |\n:::\nafter\n");
	expect_tree("details|T(table(row(cell(text:a)) row(cell(text:b)))) "
	    "p(text:after)");
	expect_findings(0);
}

static void
containers_stand_in_items_and_quotes(void **state)
{
	(void)state;
	parse("1. a\n   ::: details D\n   x\n   :::\n2. b\n");
	expect_tree("list(item(p(text:a) details|D(p(text:x))) "
	    "item(p(text:b)))");
	assert_true(doc->node[find(NODE_LIST, 0)].flags & NODE_TIGHT);
	parse("::: steps\n1. a\n   ::: details D\n   x\n   :::\n2. b\n:::\n");
	expect_tree("steps(list(item(p(text:a) details|D(p(text:x))) "
	    "item(p(text:b))))");
	parse("> ::: details D\n> x\n> :::\n> y\n");
	expect_tree("quote(details|D(p(text:x)) p(text:y))");
	parse("> - ::: details D\n>   x\n>   :::\n\nafter\n");
	expect_tree("quote(list(item(details|D(p(text:x))))) p(text:after)");
	parse("- a\n\n  ::: details D\n  x\n  :::\n");
	assert_false(doc->node[find(NODE_LIST, 0)].flags & NODE_TIGHT);
	expect_findings(0);
}

static void
a_list_ends_where_its_indentation_does(void **state)
{
	(void)state;
	/* The unindented fence belongs to the outer container; the inner one
	   ends with its item and is reported. */
	parse("::: steps\n1. a\n   ::: details D\n   x\n:::\nafter\n");
	expect_tree("steps(list(item(p(text:a) details|D(p(text:x))))) "
	    "p(text:after)");
	expect_findings(1);
	expect_finding(0, DIAG_UNCLOSED, "::: details D",
	    "`details` is not closed");
}

static void
fences_of_code_hide_fences_of_containers(void **state)
{
	(void)state;
	parse("::: details D\n```\n:::\n```\nx\n:::\n");
	expect_tree("details|D(pre::::\n p(text:x))");
	parse("```\n::: steps\n```\n");
	expect_tree("pre:::: steps\n");
	parse("::: details D\n- ```\n  :::\n  ```\n:::\n");
	expect_tree("details|D(list(item(pre::::\n)))");
	parse("::: details D\n- ```\n  code\n:::\nafter\n");
	expect_tree("details|D(list(item(pre:code\n))) p(text:after)");
	parse("::: details D\n<!--\n:::\n-->\nx\n:::\n");
	expect_tree("details|D(p(text:x))");
	parse("::: details D\n\n    :::\n\n:::\n");
	expect_tree("details|D(pre::::\n)");
	expect_findings(0);
}

static void
lengths_of_fences_pair_up(void **state)
{
	(void)state;
	parse(":::: details A\n::: details B\nx\n::::\ny\n");
	expect_tree("details|A(details|B(p(text:x))) p(text:y)");
	expect_findings(1);
	expect_finding(0, DIAG_UNCLOSED, "::: details B",
	    "`details` is not closed");
	parse("::: details A\nx\n:::::\ny\n");
	expect_tree("details|A(p(text:x)) p(text:y)");
	expect_findings(0);
}

static void
slips_with_containers_are_named(void **state)
{
	(void)state;
	parse("::: step\nx\n:::\n");
	expect_findings(1);
	expect_finding(0, DIAG_SYNTAX, "step", "unknown container `step`");
	assert_string_equal(finding[0].hint, "did you mean `steps`?");
	parse("a\n\n:::\n");
	expect_finding(0, DIAG_UNCLOSED, ":::",
	    "this fence closes no container");
	parse("::: tab X\nx\n:::\n");
	expect_finding(0, DIAG_SYNTAX, "::: tab X",
	    "`tab` belongs directly into `tabs`");
	parse("::: tabs\ntext\n::: steps\nx\n:::\n:::\n");
	expect_finding(0, DIAG_SYNTAX, "::: steps",
	    "`tabs` holds `tab` containers and nothing else");
	parse("::: details\nx\n:::\n");
	expect_finding(0, DIAG_SYNTAX, "details",
	    "`details` needs a title behind it");
	parse("::: tabs {synk=a}\n:::\n");
	expect_finding(0, DIAG_SYNTAX, "::: tabs {synk=a}",
	    "`tabs` takes `{sync=key}` and nothing else");
	parse("text\n::: details T\nx\n");
	expect_tree("p(text:text) details|T(p(text:x))");
	expect_finding(0, DIAG_UNCLOSED, "::: details T",
	    "`details` is not closed");
}

static void
callouts_are_quotes_with_a_first_line(void **state)
{
	(void)state;
	parse("> [!NOTE]\n> text\n");
	expect_tree("callout:note(p(text:text))");
	parse("> [!Tip] A *good* `title`\n> text\n>\n> more\n");
	expect_tree("callout:tip|A good title(p(text:text) p(text:more))");
	parse("> [!WARNING] Title alone\n>\n> text\n");
	expect_tree("callout:warning|Title alone(p(text:text))");
	parse("> [!CAUTION]\n> - a\n");
	expect_tree("callout:caution(list(item(p(text:a))))");
	parse("> [x](y.md)\n> [!NOTE]\n");
	expect_tree("quote(p(a:y.md(text:x) soft text:[!NOTE]))");
	expect_findings(0);
	parse("> [!WARNIG]\n> text\n");
	expect_finding(0, DIAG_SYNTAX, "WARNIG", "unknown callout `WARNIG`");
	assert_string_equal(finding[0].hint, "did you mean `warning`?");
}

static void
headings_images_and_fences_have_attributes(void **state)
{
	(void)state;
	parse("## The *ports* {#mail_ports-1}\n");
	expect_tree("h:mail_ports-1(text:The  em(text:ports))");
	assert_true(doc->node[1].flags & NODE_EXPLICIT_ID);
	assert_int_equal(doc->node[1].number, 2);
	parse("Two\n=== \n");
	expect_tree("h(text:Two)");
	parse("![a *b*](x.png){width=480} tail\n");
	expect_tree("p(img:x.png(text:a  em(text:b)) text: tail)");
	assert_int_equal(doc->node[find(NODE_IMAGE, 0)].number, 480);
	parse("```lua title=\"a b.lua\" raw\nx\n```\n");
	expect_tree("pre:x\n|lua|a b.lua");
	parse("``` raw\nx\n```\n");
	expect_tree("pre:x\n");
	expect_findings(0);
	parse("# A\n");
	expect_finding(0, DIAG_HEADING_LEVEL, "# A",
	    "the page has a title already");
	parse_mode(str_c("# A\n"), DOCUMENT_GFM);
	expect_findings(0);
	parse("## A {#Bad}\n");
	expect_finding(0, DIAG_SYNTAX, "{#Bad}",
	    "a heading's id is made of a to z, 0 to 9, `-` and `_`");
	parse("![a](x.png){width=wide}\n");
	assert_int_equal(findings, 1);
	assert_int_equal(finding[0].id, DIAG_SYNTAX);
	parse("``` sh titel=\"x\"\nx\n```\n");
	expect_finding(0, DIAG_SYNTAX, "titel",
	    "a fence takes `title=\"...\"`, not `titel`");
}

static void
comments_go_and_raw_html_stays(void **state)
{
	(void)state;
	parse("<!-- gone\n\nstill -->\na <!-- gone --> b <br> c\n");
	expect_tree("p(text:a  b  html:<br> text: c)");
	parse("<div>\n<!-- gone -->x\n</div>\n");
	expect_tree("htmlblock:<div>\nx\n</div>\n");
	parse_mode(str_c("<!-- kept -->\n"), DOCUMENT_COMMONMARK);
	expect_tree("htmlblock:<!-- kept -->\n");
}

static void
footnotes_are_numbered_by_first_use(void **state)
{
	(void)state;
	parse("a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X\n");
	expect_tree("p(text:a ref text: b ref text: c ref) "
	    "footnote:x(p(text:X)) footnote:y(p(text:Y))");
	assert_int_equal(doc->node[find(NODE_FOOTNOTE_REF, 2)].number, 1);
	assert_int_equal(doc->node[find(NODE_FOOTNOTE_REF, 2)].ordinal, 2);
	assert_int_equal(doc->footnotes, 2);
	/* The profile's marks tell labels apart and never reach a document. */
	parse("a[^x] b[^\xf4\x80\x80\x81x] `[^\xf4\x80\x80\x81]`\n\n"
	    "[^x]: X\n[^\xf4\x80\x80\x81x]: Y\n");
	expect_tree("p(text:a ref text: b ref text:  code:[^]) "
	    "footnote:x(p(text:X)) footnote:x(p(text:Y))");
}

static void
adjacent_texts_are_one(void **state)
{
	(void)state;
	parse("a\\*b &amp; c_d! [e] ~f\n");
	expect_tree("p(text:a*b & c_d! [e] ~f)");
	parse("a  \nb\nc\n");
	expect_tree("p(text:a hard text:b soft text:c)");
}

static void
inlines_know_their_places(void **state)
{
	(void)state;
	parse("first line with [one](/a.md)\nand [two](/b.md \"T\") and "
	    "`code` [](/a.md)\n\n- ![alt](x.png)\n");
	expect_place(find(NODE_LINK, 0), "/a.md");
	assert_int_equal(doc->node[find(NODE_LINK, 0)].at, 22);
	expect_place(find(NODE_LINK, 1), "/b.md");
	expect_place(find(NODE_CODE, 0), "code");
	expect_place(find(NODE_LINK, 2), "/a.md");
	assert_true(doc->node[find(NODE_LINK, 2)].at >
	    doc->node[find(NODE_CODE, 0)].at);
	expect_place(find(NODE_IMAGE, 0), "x.png");
	assert_int_equal(doc->node[find(NODE_LINK, 2)].ordinal, 2);
	assert_int_equal(doc->links, 3);
	parse("| a | b |\n|---|---|\n| [x](y.md) | [x](z.md) |\n");
	expect_place(find(NODE_LINK, 0), "y.md");
	expect_place(find(NODE_LINK, 1), "z.md");
	parse("see https://example.org/x, <https://example.net> or "
	    "[https://a.example](https://a.example)\n");
	expect_place(find(NODE_LINK, 0), "https://example.org/x");
	assert_true(doc->node[find(NODE_LINK, 0)].flags & NODE_AUTOLINK);
	assert_true(doc->node[find(NODE_LINK, 1)].flags & NODE_AUTOLINK);
	assert_false(doc->node[find(NODE_LINK, 2)].flags & NODE_AUTOLINK);
}

static void
tables_and_tasks_have_flags(void **state)
{
	(void)state;
	parse("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 |\n");
	assert_int_equal(doc->node[find(NODE_TABLE, 0)].number, 3);
	assert_true(doc->node[find(NODE_ROW, 0)].flags & NODE_HEADER);
	assert_true(doc->node[find(NODE_CELL, 1)].flags & NODE_ALIGN_CENTRE);
	assert_true(doc->node[find(NODE_CELL, 5)].flags & NODE_ALIGN_RIGHT);
	parse("- [x] done\n- [ ] open\n");
	assert_true(doc->node[find(NODE_ITEM, 0)].flags & NODE_CHECKED);
	assert_int_equal(doc->node[find(NODE_ITEM, 1)].flags, NODE_TASK);
	parse("3. x\n");
	assert_int_equal(doc->node[find(NODE_LIST, 0)].number, 3);
}

static void
plain_text_leaves_markup_out(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	parse("# A `b` *c*\nd\\\ne ![f](g.png) [h](i)\n");
	document_plain(doc, 0, &out);
	buf_char(&out, '\0');
	assert_string_equal(out.p, "A b c\nd e f h");
	buf_free(&out);
}

static void
expect_habit(const char *text, const char *place, const char *said,
    const char *hint)
{
	parse(text);
	assert_int_equal(findings, 1);
	expect_finding(0, DIAG_SYNTAX, place, said);
	if (!strstr(finding[0].hint, hint))
		fail_msg("hint: %s", finding[0].hint);
}

static void
other_tools_markdown_is_named(void **state)
{
	(void)state;
	expect_habit("a\n\n!!! note\n    b\n", "!!! note",
	    "`!!!` begins no callout here", "`> [!NOTE] title`");
	expect_habit("??? \"How\"\n", "??? \"How\"",
	    "`???` begins no block here", "`::: details Title`");
	expect_habit("--8<-- \"x.md\"\n", "--8<-- \"x.md\"",
	    "`--8<--` includes nothing here", "{% include");
	expect_habit("[TOC]\n", "[TOC]",
	    "this is no table of contents here", "leave it out");
	expect_habit("see [[mail/b|the ports]] there\n",
	    "[[mail/b|the ports]]", "this is no link here",
	    "`[text](/folder/page.md)`");
	expect_habit("## Ports { .wide }\n", "{ .wide }",
	    "attributes like these have no effect here", "`{#id}`");
	expect_habit(":::danger\nx\n:::\n", "danger",
	    "unknown container `danger`", "`> [!CAUTION] title`");
	expect_habit("::: {.note}\nx\n:::\n", "{.note}",
	    "unknown container `{.note}`", "tabs");
	expect_habit("> [!INFO]\n> x\n", "INFO", "unknown callout `INFO`",
	    "did you mean `note`?");
	parse("`[[x]]` and \\[[x]] !!! a\n\n    !!! note\n\n"
	    "import the mail; export = none { .x }\n");
	expect_findings(0);
}

static struct str
repeat(struct buf *b, const char *piece, size_t n)
{
	buf_reset(b);
	for (size_t i = 0; i < n; i++)
		buf_c(b, piece);
	return buf_view(b);
}

static void
absurd_texts_are_refused_with_a_place(void **state)
{
	static const char *const pieces[] = { "> ", "- ", "1. ", "![[]()",
	    "*a **b ", "[", "<b ", "::: details x\n\n" };
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		parse_mode(repeat(&b, pieces[i], 65536),
		    DOCUMENT_ARTICLE);
		expect_findings(1);
		assert_int_equal(finding[0].id, DIAG_LIMIT);
	}
	buf_reset(&b);
	for (int i = 0; i < 4000; i++)
		buf_c(&b, "|a");
	buf_c(&b, "\n");
	for (int i = 0; i < 4000; i++)
		buf_c(&b, "|-");
	buf_c(&b, "\n");
	for (int i = 0; i < 4000; i++)
		buf_c(&b, "|\n");
	parse_mode(buf_view(&b), DOCUMENT_ARTICLE);
	expect_findings(1);
	assert_int_equal(finding[0].id, DIAG_LIMIT);
	buf_free(&b);
}

static void
large_but_plain_texts_pass(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	parse_mode(repeat(&b, "a", 262144), DOCUMENT_ARTICLE);
	expect_findings(0);
	parse_mode(repeat(&b, "- item *x* and `y`\n", 20000),
	    DOCUMENT_ARTICLE);
	expect_findings(0);
	parse_mode(repeat(&b, "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n\n",
	    1000), DOCUMENT_ARTICLE);
	expect_findings(0);
	buf_free(&b);
}

static void
cut_records_are_no_documents(void **state)
{
	const struct parse_finding *f;
	uint32_t n;

	(void)state;
	parse("# A\n\ntext\n");
	for (size_t i = 0; i < record.n; i++)
		assert_null(document_of(str_slice(buf_view(&record), 0, i),
		    &f, &n));
}

static void
the_same_text_gives_the_same_bytes(void **state)
{
	struct buf first = BUF_INIT;

	(void)state;
	parse("# A {#a}\n\n::: step\nx [y](z)\n\n| a |\n|-|\n");
	buf_str(&first, buf_view(&record));
	parse("other\n");
	parse("# A {#a}\n\n::: step\nx [y](z)\n\n| a |\n|-|\n");
	assert_int_equal(first.n, record.n);
	assert_memory_equal(first.p, record.p, first.n);
	buf_free(&first);
}

static void
random_markdown(struct buf *b, uint64_t *seed)
{
	static const char *const pieces[] = {
		"w", "ww", "www", ".", ":", "/", "//", "http", "https:",
		"ftp:/", "a", "b.c", " ", "  \n", "\n", "\n\n", "*", "**", "_",
		"~", "[", "](", ")", "<", ">", "`", "|", "\n|-|-|\n", "- ",
		"> ", "\\", "(", "mailto:", "#", "![", "1. ", "\xc3\xa4"
	};

	for (unsigned i = 0; i < 16; i++) {
		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		buf_c(b, pieces[(*seed >> 33) %
		    (sizeof(pieces) / sizeof(*pieces))]);
	}
}

/* The extension for bare links is left out where no text can hold one; a label
   that nobody refers to brings it in. */
static void
bare_links_are_looked_for_where_they_may_be(void **state)
{
	struct buf text = BUF_INIT, with = BUF_INIT;
	uint64_t seed = 3;

	(void)state;
	for (unsigned i = 0; i < 10000; i++) {
		buf_reset(&text);
		buf_reset(&with);
		buf_c(&text, "[@]: /x\n\n");
		random_markdown(&text, &seed);
		parse_mode(buf_view(&text), DOCUMENT_ARTICLE);
		buf_str(&with, buf_view(&record));
		text.p[1] = 'z';
		parse_mode(buf_view(&text), DOCUMENT_ARTICLE);
		if (!str_eq(buf_view(&with), buf_view(&record)))
			fail_msg("%.*s", STR_ARG(buf_view(&text)));
	}
	buf_free(&text);
	buf_free(&with);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(containers_nest_and_close),
		cmocka_unit_test(containers_close_across_lists_and_lazy_lines),
		cmocka_unit_test(containers_stand_in_items_and_quotes),
		cmocka_unit_test(a_list_ends_where_its_indentation_does),
		cmocka_unit_test(fences_of_code_hide_fences_of_containers),
		cmocka_unit_test(lengths_of_fences_pair_up),
		cmocka_unit_test(slips_with_containers_are_named),
		cmocka_unit_test(callouts_are_quotes_with_a_first_line),
		cmocka_unit_test(headings_images_and_fences_have_attributes),
		cmocka_unit_test(comments_go_and_raw_html_stays),
		cmocka_unit_test(footnotes_are_numbered_by_first_use),
		cmocka_unit_test(adjacent_texts_are_one),
		cmocka_unit_test(inlines_know_their_places),
		cmocka_unit_test(tables_and_tasks_have_flags),
		cmocka_unit_test(plain_text_leaves_markup_out),
		cmocka_unit_test(other_tools_markdown_is_named),
		cmocka_unit_test(absurd_texts_are_refused_with_a_place),
		cmocka_unit_test(large_but_plain_texts_pass),
		cmocka_unit_test(cut_records_are_no_documents),
		cmocka_unit_test(the_same_text_gives_the_same_bytes),
		cmocka_unit_test(bare_links_are_looked_for_where_they_may_be),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buf_free(&record);
	buf_free(&shown);
	return failed;
}
