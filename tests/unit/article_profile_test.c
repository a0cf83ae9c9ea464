/* Units of profiling: what an edition's text is, which variants there are,
   and the way back to the sources. */
#include "article_fixture.h"

/* An article's text as edition `e` reads it, values in angle quotes. */
static void
expect_text(uint32_t e, const char *id, const char *want)
{
	const struct article *art = map_ptr(project->by_id, str_c(id));
	const struct reading *r = articles_reading(articles, e, art->index);
	uint32_t row = articles->of[art->index].seat[e].row;
	struct str text = articles_text(a, articles, r->variant);
	struct buf got = BUF_INIT;

	assert_true(r->shown);
	for (size_t i = 0; i < text.n; i++) {
		if ((unsigned char)text.p[i] != 0xf3) {
			buf_char(&got, text.p[i]);
			continue;
		}
		uint32_t n = ((uint32_t)text.p[i + 1] & 0x0f) << 12 |
		    ((uint32_t)text.p[i + 2] & 0x3f) << 6 |
		    ((uint32_t)text.p[i + 3] & 0x3f);
		assert_true(n < r->nslots);
		buf_printf(&got, "<%.*s>", STR_ARG(reading_slot(r, row,
		    n)->text));
		i += 3;
	}
	buf_char(&got, '\0');
	assert_string_equal(got.p, want);
	buf_free(&got);
}

static const struct reading *
reading(uint32_t e, const char *id)
{
	const struct article *art = map_ptr(project->by_id, str_c(id));

	return articles_reading(articles, e, art->index);
}

static void
values_are_slots_and_editions_share_variants(void **state)
{
	(void)state;
	put_article("content/a.md", "## {{ brand.name }}\n\nPort "
	    "{{ mail.imap.port }} `{{ mail.imap.host }}`\n");
	put_article("content/b.md", "{% if mail.pop %}\nPOP\n{% end %}\n");
	build();
	expect_clean();
	expect_text(0, "a", "## <Acme Mail>\n\nPort <993> "
	    "`<imap.acme.example>`\n");
	expect_text(1, "a", "## <Brio Post>\n\nPort <993> "
	    "`<imap.acme.example>`\n");
	assert_int_equal(reading(0, "a")->variant, reading(1, "a")->variant);
	assert_int_not_equal(reading(0, "b")->variant,
	    reading(1, "b")->variant);
	assert_non_null(articles->variant[reading(0, "a")->variant].gist);
}

static void
included_lines_are_indented_like_their_directive(void **state)
{
	(void)state;
	put("content/_snippets/s.md", "> q\n\n- l\n  m\n");
	put_article("content/a.md", "1. a\n\n   {% include "
	    "\"/_snippets/s.md\" %}\n\n2. b\n\n> {% include "
	    "\"/_snippets/s.md\" %}\n- {% include \"/_snippets/s.md\" %}\n"
	    "text {% include \"/_snippets/s.md\" %} tail\n");
	build();
	expect_clean();
	expect_text(0, "a", "1. a\n\n   > q\n\n   - l\n     m\n\n2. b\n\n"
	    "> > q\n>\n> - l\n>   m\n"
	    "- > q\n\n  - l\n    m\n"
	    "text > q\n\n- l\n  m tail\n");
}

static void
bodies_move_into_the_snippet(void **state)
{
	(void)state;
	put("content/_snippets/w.md",
	    "---\nparams: [who]\n---\nFor {{ who }}:\n\n> {% body %}\n");
	put_article("content/a.md", "- x\n\n  {% wrap \"/_snippets/w.md\" "
	    "with { who = brand.name } %}\n  one\n\n  - two\n    three\n"
	    "  {% end %}\n");
	build();
	expect_clean();
	expect_text(0, "a", "- x\n\n  For <Acme Mail>:\n\n  > one\n  >\n"
	    "  > - two\n  >   three\n");
}

static void
macros_insert_markdown_with_values_as_text(void **state)
{
	(void)state;
	put("providers/macros.lua", "local function t(m)\n"
	    "return md('| %s |\\n|---|\\n| `%s` |\\n', 'Host', m.imap.host)\n"
	    "end\nreturn { t = t }\n");
	put_article("content/a.md", "> {% insert t(mail) %}\n\n"
	    "in {% insert md('*x*') %} line\n");
	build();
	expect_clean();
	expect_text(0, "a", "> | <Host> |\n> |---|\n"
	    "> | `<imap.acme.example>` |\n\nin *x* line\n");
}

static void
headings_are_shifted_outside_of_code(void **state)
{
	static const uint32_t level[] = { 3, 6 };

	(void)state;
	put("content/_snippets/h.md", "# A\n```\n# b\n```\n##### C\n");
	put_article("content/a.md",
	    "{% include \"/_snippets/h.md\" with { shift = 2 } %}\n");
	build();
	expect_clean();
	expect_text(0, "a", "# A\n```\n# b\n```\n##### C\n");
	const struct gist *g =
	    articles->variant[reading(0, "a")->variant].gist;
	assert_int_equal(g->headings, 2);
	for (uint32_t i = 0; i < 2; i++)
		assert_int_equal(gist_heading(g, i)->level, level[i]);
}

static void
footnote_labels_of_snippets_are_theirs(void **state)
{
	const struct parse_finding *f;
	struct buf record = BUF_INIT;
	uint32_t n;

	(void)state;
	put("content/_snippets/f.md", "S[^1]\n\n[^1]: snippet\n");
	put_article("content/a.md", "A[^1]\n\n{% include \"/_snippets/f.md\" "
	    "%}\n\n{% include \"/_snippets/f.md\" %}\n\n[^1]: article\n");
	build();
	expect_clean();
	document_parse(articles_text(a, articles, reading(0, "a")->variant),
	    DOCUMENT_ARTICLE, &record);
	assert_int_equal(document_of(buf_view(&record), &f, &n)->footnotes, 3);
	buf_free(&record);
}

static void
links_of_snippets_start_from_their_folder(void **state)
{
	(void)state;
	put("content/x/_snippets/s.md", "[l](../b.md)\n");
	put_article("content/x/a.md", "[k](b.md)\n\n{% include "
	    "\"_snippets/s.md\" %}\n\n[m](b.md)\n");
	put_article("content/x/b.md", "B\n");
	build();
	expect_clean();
	const struct gist *g =
	    articles->variant[reading(0, "x/a")->variant].gist;
	struct str want[] = { STR("x"), STR("x/_snippets"), STR("x") };
	assert_int_equal(g->links, 3);
	for (uint32_t i = 0; i < g->links; i++)
		assert_true(str_eq(gist_str(g, gist_link(g, i)->folder),
		    want[i]));
	struct str file[] = { STR("x/b.md"), STR("x/b.md"), STR("x/b.md") };
	for (uint32_t i = 0; i < g->links; i++)
		assert_true(str_eq(gist_str(g, gist_link(g, i)->found),
		    file[i]));
}

static void
files_of_links_are_found_where_they_are_plain(void **state)
{
	(void)state;
	put_article("content/a.md", "[1](/b.md#x) [2](b.md?q) [3](b%2emd) "
	    "[4](https://a.b/c.md) [5]({{ mail.imap.host }}/b.md) "
	    "[6](../b.md) [7](b.html) [8](#b.md)\n");
	build();
	const struct gist *g =
	    articles->variant[reading(0, "a")->variant].gist;
	assert_int_equal(g->links, 8);
	for (uint32_t i = 0; i < g->links; i++)
		assert_true(str_eq(gist_str(g, gist_link(g, i)->found),
		    i == 0 ? STR("b.md") : STR("")));
}

static const struct gist *
gist_at(const char *id)
{
	return articles->variant[reading(0, id)->variant].gist;
}

static void
ids_are_found_where_they_hang_on_no_value(void **state)
{
	static const char *const want[] = { "two", "one-1", "one-2",
		"section-fn-x",
		"one" };

	(void)state;
	put_article("content/a.md",
	    "# Two\n# One\n# One\n# Fn-x\n# Last {#one}\n");
	put_article("content/b.md", "# {{ brand.name }}\n");
	put_article("content/c.md", "# A {#x}\n# B {#x}\n");
	put_article("content/d.md", "# A {#main}\n");
	build();
	for (uint32_t i = 0; i < 5; i++)
		assert_true(str_eq(gist_str(gist_at("a"),
		    gist_heading(gist_at("a"), i)->found), str_c(want[i])));
	assert_int_equal(gist_at("a")->numbered, 1);
	assert_int_equal(gist_at("b")->numbered, 0);
	assert_int_equal(gist_at("c")->numbered, 0);
	assert_int_equal(gist_at("d")->numbered, 0);
}

static void
expect_source(uint32_t variant, const char *needle, const char *path,
    uint32_t line, uint32_t col)
{
	struct str text = articles_text(a, articles, variant);
	ptrdiff_t at = str_find(text, str_c(needle), 0);
	uint32_t l, c;

	assert_true(at >= 0);
	struct span s = articles_locate(articles, variant, (uint32_t)at,
	    (uint32_t)strlen(needle), NULL);
	struct str slice = sources_slice(sources, s);
	if (!str_eq(slice, str_c(needle)))
		fail_msg("\"%s\" is \"%.*s\"", needle, STR_ARG(slice));
	assert_true(str_eq(sources_path(sources, s.file), str_c(path)));
	sources_line_col(sources, s, &l, &c);
	assert_int_equal(l, line);
	assert_int_equal(c, col);
}

static void
places_lead_back_through_includes(void **state)
{
	(void)state;
	put("content/_snippets/one.md", "first\n{% include \"two.md\" %}\n"
	    "last\n");
	put("content/_snippets/two.md",
	    "---\nparams: []\n---\nDeep [^x] link\n\n[^x]: note\n");
	put_article("content/a.md", "caf\xc3\xa9 {{ brand.name }} here\n\n"
	    "- {% include \"/_snippets/one.md\" %}\n{% for x in { 1, 2 } %}\n"
	    "turn {{ x }} end\n{% end %}\n");
	build();
	expect_clean();
	uint32_t v = reading(0, "a")->variant;
	expect_source(v, "here", "content/a.md", 4, 23);
	expect_source(v, "Deep", "content/_snippets/two.md", 4, 1);
	expect_source(v, "link", "content/_snippets/two.md", 4, 11);
	expect_source(v, "last", "content/_snippets/one.md", 3, 1);
	expect_source(v, "turn", "content/a.md", 8, 1);
}

static void
findings_of_a_parse_stand_in_the_source(void **state)
{
	(void)state;
	put("content/_snippets/s.md", "x\n\n::: stepz\ny\n:::\n");
	put_article("content/a.md", "\n> {% include \"/_snippets/s.md\" %}\n");
	build();
	expect_errors(1);
	expect_says("content/_snippets/s.md:3:5: error: unknown container "
	    "`stepz` [syntax]\n");
	expect_says("did you mean `steps`?");
	expect_says("= note: content/a.md:5:3: included from here\n");
	expect_says("= in: all 2 brands\n");
}

static void
parameters_are_checked(void **state)
{
	(void)state;
	put("content/_snippets/p.md", "---\nparams:\n"
	    "  - { name: proto, type: text }\n"
	    "  - { name: port, type: integer, optional: true }\n---\n"
	    "{{ proto }}{% if port %} {{ port }}{% end %}\n");
	put_article("content/a.md",
	    "{% include \"/_snippets/p.md\" with { proto = \"imap\" } %}\n");
	put_article("content/b.md",
	    "{% include \"/_snippets/p.md\" with { proot = \"imap\" } %}\n");
	put_article("content/c.md", "{% include \"/_snippets/p.md\" with "
	    "{ proto = \"imap\", port = \"x\" } %}\n");
	build();
	expect_text(0, "a", "<imap>\n");
	expect_errors(3);
	expect_says("content/b.md:4:37: error: the snippet has no parameter "
	    "`proot` [parameter]");
	expect_says("content/b.md:4:12: error: the snippet needs the "
	    "parameter `proto` [parameter]");
	expect_says("content/c.md:4:53: error: the parameter `port` is a text,"
	    " not of the type `integer` [wrong-type]");
}

static void
a_parameter_not_given_hides_the_outer_name(void **state)
{
	(void)state;
	put("content/_snippets/p.md", "---\nparams:\n"
	    "  - { name: x, optional: true }\n---\n"
	    "{% if x %}has{% else %}none{% end %}\n");
	put_article("content/a.md", "{% for x in { 1 } %}\n"
	    "{% include \"/_snippets/p.md\" %}\n{% end %}\n");
	build();
	expect_clean();
	expect_text(0, "a", "none\n");
}

static void
cycles_and_depth_end_with_an_error(void **state)
{
	char path[64], text[64];

	(void)state;
	put("content/_snippets/a.md", "{% include \"b.md\" %}\n");
	put("content/_snippets/b.md", "{% include \"a.md\" %}\n");
	put_article("content/a.md", "{% include \"/_snippets/a.md\" %}\n");
	for (int i = 0; i < 20; i++) {
		snprintf(path, sizeof(path), "content/_snippets/d%d.md", i);
		snprintf(text, sizeof(text), "{%% include \"d%d.md\" %%}\n",
		    i < 19 ? i + 1 : 19);
		put(path, text);
	}
	put_article("content/d.md", "{% include \"/_snippets/d0.md\" %}\n");
	build();
	expect_errors(2);
	expect_says("content/_snippets/b.md:1:12: error: `_snippets/a.md` "
	    "includes itself [cycle]");
	expect_says("= note: content/a.md:4:1: included from here");
	expect_says("error: includes nest more than 16 deep [limit]");
}

static void
what_is_excluded_is_not_run(void **state)
{
	(void)state;
	put("content/a.md", "---\ntitle: A\nwhen: mail.pop\n---\n"
	    "{{ mail.pop.host }}\n");
	put("content/b.md", "---\ntitle: B\ndraft: true\n---\nb\n");
	put("content/c.md", "---\ntitle: C\naudience: internal\n---\nc\n");
	put_article("content/d.md", "{% if has(\"a\") %}A{% else %}-{% end %}"
	    "{{ title(\"a\") }}\n");
	build();
	expect_clean();
	assert_false(reading(0, "a")->shown);
	assert_true(reading(1, "a")->shown);
	assert_false(reading(0, "b")->shown);
	assert_false(reading(0, "c")->shown);
	expect_text(0, "d", "-<A>\n");
	expect_text(1, "d", "A<A>\n");
}

static void
fields_are_printed_per_edition(void **state)
{
	(void)state;
	put("content/a.md", "---\ntitle: {{ brand.name }} mail\n"
	    "description: \"{% if mail.pop %}POP \\\"too\\\"{% else %}IMAP"
	    "{% end %}\"\ntags: [x, \"{{ brand.name }}\"]\n"
	    "updated: 2026-03-01\nextra: { level: easy }\n---\n"
	    "{{ page.title }}, {{ page.extra.level }}, {{ page.id }}\n");
	build();
	expect_clean();
	assert_true(str_eq(reading(0, "a")->fields->title, STR("Acme Mail mail")));
	assert_true(str_eq(reading(0, "a")->fields->description, STR("IMAP")));
	assert_true(str_eq(reading(1, "a")->fields->description,
	    STR("POP \"too\"")));
	assert_true(str_eq(reading(1, "a")->fields->tag[1], STR("Brio Post")));
	expect_text(0, "a", "<Acme Mail mail>, <easy>, <a>\n");
}

static void
switches_and_names_are_checked_in_all_branches(void **state)
{
	(void)state;
	put_article("content/a.md", "{% switch policy.pop_default %}\n"
	    "{% case \"remove\" %}\nx\n{% end %}\n"
	    "{% if false %}{{ mail.imap.prot }}{{ page.titel }}{% end %}\n"
	    "{% include \"/_snippets/nope.md\" %}\n{% body %}\n");
	put("content/_snippets/nape.md", "x\n");
	build();
	expect_says("content/a.md:5:9: error: `remove` is not among the values"
	    " of this enum");
	expect_says("did you mean `removes`?");
	expect_says("content/a.md:4:11: error: this switch does not say what "
	    "happens for `removes`, `leaves` [uncovered-switch]");
	expect_says("undefined variable `mail.imap.prot`");
	expect_says("undefined variable `page.titel`");
	expect_says("there is no snippet `/_snippets/nope.md` "
	    "[unknown-target]");
	expect_says("did you mean `/_snippets/nape.md`?");
	expect_says("`body` stands in a snippet");
	expect_errors(6);
}

static void
a_brand_replaces_snippets(void **state)
{
	(void)state;
	put("content/_snippets/s.md", "shared\n");
	put("providers/brio/_snippets/s.md", "own\n");
	put_article("content/a.md", "{% include \"/_snippets/s.md\" %}\n");
	build();
	expect_clean();
	expect_text(0, "a", "shared\n");
	expect_text(1, "a", "own\n");
}

static void
snippets_of_brands_are_checked_too(void **state)
{
	(void)state;
	put("providers/brio/_snippets/s.md",
	    "{% if false %}{{ mail.imap.prot }}{% end %}\n");
	put_article("content/a.md", "x\n");
	build();
	expect_errors(1);
	expect_says("providers/brio/_snippets/s.md:1:18: error: undefined "
	    "variable `mail.imap.prot`");
}

static void
translations_are_read_with_the_chain_of_locales(void **state)
{
	(void)state;
	put("providers/acme.lua", "return provider { name = 'Acme Mail', "
	    "locales = { 'en', 'nl', 'pt-BR' } }\n");
	put("content/_snippets/s.md", "english\n");
	put("content/_snippets/s.nl.md", "nederlands\n");
	put_article("content/a.md", "A {% include \"/_snippets/s.md\" %}\n");
	put("content/a.nl.md", "---\ntitle: Nl\n---\nHet "
	    "{% include \"/_snippets/s.md\" %}\n\n::: stapz\n");
	build();
	expect_text(0, "a", "A english\n");
	expect_text(1, "a", "Het nederlands\n\n::: stapz\n");
	expect_text(2, "a", "A english\n");
	assert_true(str_eq(reading(1, "a")->fields->title, STR("Nl")));
	assert_false(reading(1, "a")->fields->fallback);
	assert_true(str_eq(reading(1, "a")->fields->lang, STR("nl")));
	assert_true(reading(2, "a")->fields->fallback);
	assert_true(str_eq(reading(2, "a")->fields->lang, STR("en")));
	assert_int_equal(reading(0, "a")->variant, reading(2, "a")->variant);
	expect_says("content/a.nl.md:6:5: error: unknown container `stapz`");
	expect_says("= in: acme/nl\n");
}

static void
a_text_that_takes_too_long_costs_itself_alone(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	for (int i = 0; i < 160; i++) {
		for (int k = 0; k < 4000; k++)
			buf_c(&b, "![[]()");
		buf_c(&b, "\n\n");
	}
	buf_char(&b, '\0');
	put_article("content/a.md", b.p);
	put_article("content/b.md", "::: stepz\n:::\n");
	buf_free(&b);
	build_with(2);
	expect_errors(2);
	expect_says("content/a.md:4:1: error: reading this text takes more than"
	    " 2 s of processor time [limit]");
	expect_says("content/b.md:4:5: error: unknown container `stepz`");
	assert_null(articles->variant[reading(0, "a")->variant].gist);
}

static void
sizes_are_limited(void **state)
{
	(void)state;
	put("content/_snippets/s.md", "0123456789012345678901234567890123456"
	    "78901234567890123456789012345678901234567890123456789\n");
	put_article("content/a.md", "{% for x in { 1,2,3,4,5,6,7,8,9,10 } %}"
	    "{% for y in { 1,2,3,4,5,6,7,8,9,10 } %}"
	    "{% for z in { 1,2,3,4,5,6,7,8,9,10 } %}"
	    "{% for w in { 1,2,3,4,5,6,7,8,9,10 } %}"
	    "{% for v in { 1,2,3,4,5,6,7,8,9,10 } %}\n"
	    "{% include \"/_snippets/s.md\" %}\n"
	    "{% end %}{% end %}{% end %}{% end %}{% end %}\n");
	build();
	expect_errors(1);
	expect_says("longer than 4 MiB [limit]");
}

#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(values_are_slots_and_editions_share_variants),
		UNIT(included_lines_are_indented_like_their_directive),
		UNIT(bodies_move_into_the_snippet),
		UNIT(macros_insert_markdown_with_values_as_text),
		UNIT(headings_are_shifted_outside_of_code),
		UNIT(footnote_labels_of_snippets_are_theirs),
		UNIT(links_of_snippets_start_from_their_folder),
		UNIT(files_of_links_are_found_where_they_are_plain),
		UNIT(ids_are_found_where_they_hang_on_no_value),
		UNIT(places_lead_back_through_includes),
		UNIT(findings_of_a_parse_stand_in_the_source),
		UNIT(parameters_are_checked),
		UNIT(a_parameter_not_given_hides_the_outer_name),
		UNIT(cycles_and_depth_end_with_an_error),
		UNIT(what_is_excluded_is_not_run),
		UNIT(fields_are_printed_per_edition),
		UNIT(switches_and_names_are_checked_in_all_branches),
		UNIT(a_brand_replaces_snippets),
		UNIT(snippets_of_brands_are_checked_too),
		UNIT(translations_are_read_with_the_chain_of_locales),
		UNIT(a_text_that_takes_too_long_costs_itself_alone),
		UNIT(sizes_are_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
