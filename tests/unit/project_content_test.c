/* Units of project/: names, texts, front matter, translations, themes. */
#include "article_fixture.h"

#include <math.h>

#include "provider/provider.h"

static const struct article *
article(const char *id)
{
	const struct article *art = map_ptr(project->by_id, str_c(id));

	if (!art)
		fail_msg("no article %s", id);
	return art;
}

static void
put_front(const char *path, const char *front)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "---\n%s---\nText.\n", front);
	buf_char(&b, '\0');
	put(path, b.p);
	buf_free(&b);
}

static void
all_keys_are_read(void **state)
{
	const struct article *art;

	(void)state;
	put_front("content/mail/a.md", "title: 'It''s: mail'\n"
	    "description: >\n  folded\n  text\ntags: [a, b c]\n"
	    "updated: 2026-03-31\nreviewed: 2026-04-01\nauthor: Jo\n"
	    "owner: team\nrelated:\n  - mail/b\naliases: [old/a]\n"
	    "when: mail.imap and mail.imap.port == 993\norder: 2.5\n"
	    "draft: true\naudience: internal\n"
	    "extra: { level: 3, ok: true, list: [x, 1.5] }\n");
	put_front("content/mail/_index.md", "title: Mail\narticles: [mail/a]\n");
	load();
	expect_clean();
	art = article("mail/a");
	assert_true(str_eq(art->title.plain, STR("It's: mail")));
	assert_true(str_eq(art->description.plain, STR("folded text")));
	assert_int_equal(art->tags.n, 2);
	assert_true(str_eq(art->tags.v[1].plain, STR("b c")));
	assert_int_equal(art->updated.year, 2026);
	assert_int_equal(art->reviewed.month, 4);
	assert_int_equal(art->nrelated, 1);
	assert_true(str_eq(sources_slice(sources, art->related_at[0]),
	    STR("mail/b")));
	assert_int_equal(art->naliases, 1);
	assert_non_null(art->when);
	assert_true(art->order > 2.4 && art->order < 2.6);
	assert_true(art->draft);
	assert_true(art->internal);
	assert_int_equal(value_get(&art->extra, STR("level"))->integer, 3);
	assert_true(value_get(&art->extra, STR("ok"))->boolean);
	assert_true(article("mail")->section);
	assert_int_equal(article("mail")->norder_ids, 1);
	assert_true(isinf(article("mail")->order));
}

static void
values_need_no_quotes(void **state)
{
	(void)state;
	put_front("content/a.md",
	    "title: {{ brand.name }} webmail{% if mail.pop %}: POP{% end %}\n"
	    "description: \"{{ f(\"}}\") }} \\\"x\\\"\"\n"
	    "author: '{{ x }} ''y'''\n");
	load();
	expect_clean();
	assert_int_equal(article("a")->title.plain.n, 0);
	assert_int_equal(article("a")->title.body.n, 3);
	assert_int_equal(article("a")->title.body.op[2].kind, OP_IF);
	assert_true(str_eq(article("a")->description.body.op[1].text,
	    STR(" \"x\"")));
	assert_true(str_eq(article("a")->author.body.op[1].text,
	    STR(" 'y'")));
}

static void
wrong_keys_and_types_have_their_place(void **state)
{
	(void)state;
	put_front("content/a.md", "titel: A\ntitle: [x]\nupdated: yesterday\n"
	    "order: first\ndraft: maybe\ntags: { a: b }\naudience: interal\n"
	    "related: [a, {{ x }}]\nwhen: {{ x }}\narticles: [a]\n"
	    "params: [a]\norder: 3\nextra: x\n");
	load();
	expect_says("content/a.md:2:1: error: unknown key `titel` "
	    "[unknown-key]");
	expect_says("did you mean `title`?");
	expect_says("content/a.md:3:9: error: this must be a text, not a list"
	    " [wrong-type]");
	expect_says("content/a.md:4:10: error: `yesterday` is no date");
	expect_says("content/a.md:5:8: error: `first` is no number");
	expect_says("content/a.md:6:8: error: `maybe` is neither");
	expect_says("content/a.md:7:9: error: this must be a list of texts, "
	    "not a map");
	expect_says("content/a.md:8:11: error: `interal` is no audience");
	expect_says("content/a.md:9:14: error: this key takes no values in "
	    "braces");
	expect_says("content/a.md:10:7: error: `when` is an expression");
	expect_says("content/a.md:11:1: error: the key `articles` does not "
	    "belong here");
	expect_says("content/a.md:12:1: error: the key `params` does not");
	expect_says("content/a.md:13:1: error: the key `order` stands here "
	    "twice");
	expect_says("= note: content/a.md:5:1: first here");
	expect_says("content/a.md:14:8: error: this must be a map, not a "
	    "text");
}

static void
broken_front_matter_is_one_finding(void **state)
{
	static const char *const front[] = { "title: \"A\n", "title: a: b\n",
		"title: [a\n", "title: &x a\n", "title: *x\n",
		"title: !!str a\n", "- a\n", "\ttitle: x\n",
		"title: x\ndescription\n" };
	char path[32];

	(void)state;
	for (size_t i = 0; i < sizeof(front) / sizeof(*front); i++) {
		snprintf(path, sizeof(path), "content/a%zu.md", i);
		put_front(path, front[i]);
	}
	put("content/b.md", "No front matter\n");
	put("content/c.md", "---\ntitle: x\nnot closed\n");
	put("content/d.md", "---\n---\n");
	load();
	expect_says("content/a0.md:2:9: error: not valid YAML");
	expect_says("content/a1.md:2:9: error: not valid YAML");
	expect_says("a text with `: ` in it needs quotes");
	expect_says("content/a3.md:2:11: error: anchors (`&`) have no place");
	expect_says("content/a6.md:2:1: error: front matter is a map of keys,"
	    " not a list");
	expect_says("content/b.md:1:1: error: there is no front matter");
	expect_says("content/c.md:1:1: error: the front matter is not closed");
	expect_says("content/d.md:1:1: error: the front matter has no "
	    "`title` [missing-field]");
	expect_errors(sizeof(front) / sizeof(*front) + 3);
}

static void
other_generators_habits_are_named(void **state)
{
	(void)state;
	put_front("content/a.md", "Title: A\nweight: 1\nslug: x\n"
	    "date: 2026-01-01\ntags: imap, pop\n");
	put_front("content/b.md", "title: \u201cB\u201d\n");
	put("content/c.md", "+++\ntitle = 'C'\n+++\n");
	put("content/d.md", "\n---\ntitle: D\n---\n");
	load();
	expect_says("did you mean `title`?");
	expect_says("livery's key for this is `order`");
	expect_says("the address is the file's path");
	expect_says("livery's key for this is `updated`");
	expect_says("write `[imap, pop]`");
	expect_says("content/b.md:2:8: error: these quotes are part of");
	expect_says("livery reads YAML between lines of `---`, no TOML");
	expect_says("its `---` must be the first line of the file");
	expect_errors(8);
}

static void
deep_yaml_is_refused(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	buf_c(&b, "title: ");
	for (int i = 0; i < 40000; i++)
		buf_char(&b, '[');
	buf_c(&b, "\n");
	buf_char(&b, '\0');
	put_front("content/a.md", b.p);
	load();
	expect_errors(1);
	expect_says("[front-matter]");
	buf_free(&b);
}

static void
texts_are_checked_and_normalised(void **state)
{
	(void)state;
	put("content/a.md", "\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nx\r\ny");
	put("content/b.md", "---\ntitle: T\n---\nok\n caf\xe9 x\n");
	put("content/c.md", "---\ntitle: T\n---\n\xc3\xa4 \xf3\xb0\x80\x80\n");
	put("content/d.md", "---\ntitle: T\n---\n\xf4\x80\x80\x81 x\n");
	load();
	assert_true(str_eq(sources_text(sources, article("a")->file),
	    STR("---\ntitle: T\n---\nx\ny")));
	expect_says("content/b.md:5:5: error: a byte that is not UTF-8 "
	    "[invalid-utf8]");
	expect_says("content/c.md:4:3: error: a private code point");
	expect_says("content/d.md:4:1: error: a private code point");
	expect_errors(3);
}

static void
names_are_safe_and_not_reserved(void **state)
{
	char link[128];

	(void)state;
	put_front("content/Big Name.md", "title: x\n");
	put_front("content/print.md", "title: x\n");
	put_front("content/assets/a.md", "title: x\n");
	put_front("content/nl/a.md", "title: x\n");
	put_front("content/x/index.md", "title: x\n");
	put_front("content/x/print.md", "title: x\n");
	put_front("content/x/a.de.md", "title: x\n");
	put("content/x/Shot.PNG", "x");
	put("content/x/shot.pt-BR.png", "x");
	snprintf(link, sizeof(link), "%s/content/x/l.md", dir);
	assert_int_equal(symlink("print.md", link), 0);
	load();
	expect_says("content/Big Name.md: error: the name `Big Name.md` is"
	    " not safe in a URL [unsafe-name]");
	expect_says("call it `big-name.md`");
	expect_says("content/print.md: error: the name `print` is "
	    "reserved");
	expect_says("content/assets: error: the name `assets` is");
	expect_says("content/nl: error: the name `nl` is reserved");
	expect_says("content/x/index.md: error: the name `index` is");
	expect_says("content/x/Shot.PNG: error: the name `Shot.PNG`");
	expect_says("content/x/l.md: error: this is a symbolic link");
	expect_says("no brand declares the locale `de`");
	expect_errors(8);
	assert_non_null(map_ptr(project->by_id, STR("x/print")));
	assert_non_null(map_ptr(project->assets,
	    STR("x/shot.pt-BR.png")));
}

static void
ids_are_unique(void **state)
{
	(void)state;
	put_front("content/a.md", "title: x\n");
	put_front("content/a/_index.md", "title: x\n");
	put_front("content/b.md", "title: x\n");
	put_front("content/b/c.md", "title: x\n");
	load();
	expect_errors(2);
	expect_says("two pages have the id `a` [duplicate-path]");
	expect_says("content/b.md:1:1: error: this page and the folder of the "
	    "same name have the id `b`");
}

static void
folders_are_sections(void **state)
{
	(void)state;
	put_front("content/mail-clients/deep/a.md", "title: x\n");
	load();
	expect_clean();
	assert_int_equal(project->narticles, 4);
	assert_true(str_eq(article("mail-clients")->title.plain,
	    STR("Mail clients")));
	assert_true(article("mail-clients/deep")->section);
	assert_true(article("")->section);
	assert_int_equal(article("")->index, 0);
	assert_int_equal(article("")->title.body.op[0].kind, OP_VALUE);
}

static void
translations_carry_title_and_body(void **state)
{
	(void)state;
	put_front("content/a.md", "title: A\ntags: [x]\n");
	put_front("content/a.nl.md", "title: Een\ntags: [x]\n");
	put_front("content/_index.nl.md", "title: Thuis\n");
	put_front("content/b.pt-BR.md", "title: B\n");
	put("content/_snippets/s.nl.md", "s\n");
	load();
	assert_int_equal(article("a")->ntranslations, 1);
	assert_true(str_eq(article("a")->translation[0].title.plain,
	    STR("Een")));
	assert_int_equal(article("")->ntranslations, 1);
	assert_non_null(map_ptr(project->snippets, STR("_snippets/s.nl.md")));
	expect_says("content/a.nl.md:3:1: error: the key `tags` does not "
	    "belong here");
	expect_says("content/b.pt-BR.md:1:1: error: there is no `b.md` that "
	    "this translates");
	expect_errors(2);
}

static void
snippets_declare_parameters(void **state)
{
	const struct snippet *sn;

	(void)state;
	put("content/_snippets/s.md", "---\nparams:\n  - a\n"
	    "  - { name: b, type: integer, optional: true }\n"
	    "  - { name: c, typ: text }\n  - { type: tetx }\n---\nx\n");
	put("content/_snippets/t.md", "{{ x }}\n");
	load();
	sn = map_ptr(project->snippets, STR("_snippets/s.md"));
	assert_int_equal(sn->nparams, 3);
	assert_true(sn->declares);
	assert_true(sn->param[1].optional);
	assert_true(str_eq(sn->param[1].type, STR("integer")));
	expect_says("content/_snippets/s.md:5:16: error: unknown key `typ` of "
	    "a parameter");
	expect_says("content/_snippets/s.md:6:13: error: `tetx` is no type");
	expect_says("a parameter needs a `name`");
	expect_errors(3);
}

static void
themes_replace_files_and_merge_settings(void **state)
{
	const struct theme *t;
	const struct theme_file *f;

	(void)state;
	put_front("content/_index.md", "title: x\n");
	put("themes/own/theme.lua", "return theme { extends = 'base',\n"
	    "tokens = { light = { primary = '#123456' } } }\n");
	put("themes/own/partials/footer.html", "<footer>own</footer>\n");
	put("themes/own/strings/en.lua", "return { on_this_page = 'Here' }\n");
	load();
	t = theme_load(a, dir, sources, STR("own"), (struct span){ 0 }, diags);
	expect_clean();
	assert_non_null(t);
	f = theme_find(t, STR("partials/footer.html"));
	assert_true(str_eq(f->bytes, STR("<footer>own</footer>\n")));
	assert_non_null(theme_find(t, STR("layouts/article.html")));
	const struct value *light = value_get(value_get(&t->settings,
	    STR("tokens")), STR("light"));
	assert_true(str_eq(value_get(light, STR("primary"))->text,
	    STR("#123456")));
	assert_non_null(value_get(light, STR("accent")));
	const struct value *en = map_ptr(t->strings, STR("en"));
	assert_true(str_eq(value_get(en, STR("on_this_page"))->text,
	    STR("Here")));
	assert_true(en->map.n > 5);
}

static void
themes_that_cannot_be_are_named(void **state)
{
	(void)state;
	put_front("content/_index.md", "title: x\n");
	put("themes/one/theme.lua", "return theme { extends = 'two' }\n");
	put("themes/two/theme.lua", "return theme { extends = 'one' }\n");
	put("themes/bar/theme.lua", "return theme { name = 'bar' }\n");
	load();
	assert_null(theme_load(a, dir, sources, STR("one"),
	    (struct span){ 0 }, diags));
	expect_says("themes/two/theme.lua:1:26: error: the theme `one` extends"
	    " itself [cycle]");
	assert_null(theme_load(a, dir, sources, STR("bart"),
	    (struct span){ 0 }, diags));
	expect_says("there is no theme `bart` [theme]");
	expect_says("did you mean `bar`?");
	assert_null(theme_load(a, dir, sources, STR("bar"),
	    (struct span){ 0 }, diags));
	expect_says("the theme `bar` has no `layouts/article.html` [theme]");
}

static void
a_brand_has_no_articles_of_its_own(void **state)
{
	(void)state;
	put_front("content/_index.md", "title: x\n");
	put("providers/acme/mail/x.md", "x\n");
	put("providers/acme/logo.svg", "<svg/>");
	put("providers/acme/_snippets/s.md", "s\n");
	load();
	const struct overlay *o = overlay_load(a, project, STR("acme"), diags);
	expect_errors(1);
	expect_says("providers/acme/mail/x.md: error: a brand may replace "
	    "images and `_snippets`, never articles");
	assert_non_null(map_ptr(o->assets, STR("logo.svg")));
	assert_non_null(map_ptr(o->snippets, STR("_snippets/s.md")));
}

#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static void
load_knowing(struct project_memory *m, struct str known)
{
	m->fronts.known = known;
	buf_reset(&m->fronts.learnt);
	sources = sources_new(a);
	diags = diags_new(a, sources);
	project = project_load(a, dir, sources, NULL, 0, m, diags);
	expect_clean();
}

/* What a worker said of front matter is taken for known by its bytes alone. */
static void
front_matter_is_known_again(void **state)
{
	struct project_memory first = { 0 }, again = { 0 };

	(void)state;
	put_front("content/a.md", "title: A\ntags: [x, 'y z']\n");
	put_front("content/b.md", "title: B\n");
	load_knowing(&first, (struct str){ 0 });
	assert_true(first.fronts.fresh);
	struct str known = buf_view(&first.fronts.learnt);
	put_front("content/b.md", "title: A\ntags: [x, 'y z']\n");
	load_knowing(&again, known);
	assert_false(again.fronts.fresh);
	assert_true(str_eq(article("b")->title.plain, STR("A")));
	assert_true(str_eq(article("b")->tags.v[1].plain, STR("y z")));
	put_front("content/b.md", "title: C\n");
	load_knowing(&again, known);
	assert_true(again.fronts.fresh);
	assert_true(str_eq(article("b")->title.plain, STR("C")));
	buf_free(&first.fronts.learnt);
	buf_free(&again.fronts.learnt);
}

/* Of a file that was seen before only the start is known, until more is asked
   for. */
static void
texts_are_promised(void **state)
{
	struct dir_entry entry[] = {
		{ .path = STR("a.md"), .size = 27, .seen = { 1, 2 } },
		{ .path = STR("b.md"), .size = 27, .seen = { 3, 4 } },
	};
	struct project_memory first = { .entry = entry, .entries = 2 };
	struct project_memory again = first;

	(void)state;
	put_front("content/a.md", "title: Alpha\n");
	put_front("content/b.md", "title: Betas\n");
	load_knowing(&first, (struct str){ 0 });
	assert_true(first.texts.fresh);
	again.texts.known = buf_view(&first.texts.learnt);
	put_front("content/a.md", "title: Gamma\n");
	entry[1].seen.hi = 5;
	put_front("content/b.md", "title: Delta\n");
	load_knowing(&again, (struct str){ 0 });
	assert_true(again.texts.fresh);
	assert_true(str_eq(article("a")->title.plain, STR("Alpha")));
	assert_true(str_eq(article("b")->title.plain, STR("Delta")));
	put_front("content/a.md", "title: Alpha\n");
	assert_true(str_eq(sources_text(sources, article("a")->file),
	    STR("---\ntitle: Alpha\n---\nText.\n")));
	buf_free(&first.texts.learnt);
	buf_free(&first.fronts.learnt);
	buf_free(&again.texts.learnt);
	buf_free(&again.fronts.learnt);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(all_keys_are_read),
		UNIT(front_matter_is_known_again),
		UNIT(texts_are_promised),
		UNIT(values_need_no_quotes),
		UNIT(wrong_keys_and_types_have_their_place),
		UNIT(broken_front_matter_is_one_finding),
		UNIT(other_generators_habits_are_named),
		UNIT(deep_yaml_is_refused),
		UNIT(texts_are_checked_and_normalised),
		UNIT(names_are_safe_and_not_reserved),
		UNIT(ids_are_unique),
		UNIT(folders_are_sections),
		UNIT(translations_carry_title_and_body),
		UNIT(snippets_declare_parameters),
		UNIT(themes_replace_files_and_merge_settings),
		UNIT(themes_that_cannot_be_are_named),
		UNIT(a_brand_has_no_articles_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
