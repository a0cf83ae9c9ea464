/* Pages, sections and their order, tags, related articles, aliases. */
#include "site_fixture.h"

static void
empty_project_has_a_home_page(void **state)
{
	(void)state;
	struct site *s = load_and_link();

	assert_int_equal(s->npages, 1);
	assert_str(s->page[0].url, "index.html");
	assert_str(s->page[0].title, "Acme");
	assert_ptr_equal(s->root->page, &s->page[0]);
}

static void
folders_become_sections(void **state)
{
	(void)state;
	article("content/mail-clients/deep/a.md", "A", "");
	article("content/help/_index.md", "Help desk", "");
	struct site *s = load_and_link();

	assert_clean();
	assert_int_equal(s->npages, 5);
	assert_str(page_at(s, "help/index.html")->title, "Help desk");
	assert_str(page_at(s, "mail-clients/index.html")->title,
	    "Mail clients");
	const struct page *a = page_at(s, "mail-clients/deep/a.html");
	assert_str(a->section->page->url, "mail-clients/deep/index.html");
	assert_str(a->section->parent->page->url, "mail-clients/index.html");
	assert_int_equal(s->root->count, 1);
	assert_int_equal(s->root->nsections, 2);
	assert_str(s->root->section[0]->page->id, "help");
}

static void
excluded_folders_leave_no_section(void **state)
{
	(void)state;
	put("content/m/a.md", "---\ntitle: A\nwhen: false\n---\n");
	put("content/n/_index.md", "---\ntitle: N\nwhen: false\n---\n");
	article("content/n/b.md", "B", "");
	article("content/o/c.md", "C", "");
	struct site *s = load_and_link();

	assert_clean();
	assert_int_equal(s->npages, 3);
	assert_int_equal(s->root->nsections, 1);
	assert_str(s->root->section[0]->page->url, "o/index.html");
}

static void
order_is_list_then_number_then_title(void **state)
{
	(void)state;
	put("content/m/_index.md", "---\ntitle: M\narticles: [m/z, y]\n---\n");
	article("content/m/b.md", "éclair", "");
	article("content/m/c.md", "Zebra", "");
	article("content/m/a.md", "apple", "");
	put("content/m/first.md", "---\ntitle: Zz\norder: 1\n---\n");
	article("content/m/z.md", "Z", "");
	article("content/m/y.md", "Y", "");
	struct site *s = load_and_link();
	const struct section *m = page_at(s, "m/index.html")->section;
	static const char *const want[] = { "m/z", "m/y", "m/first", "m/a",
	    "m/b", "m/c" };

	assert_clean();
	assert_int_equal(m->narticles, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_str(m->article[i]->id, want[i]);
		assert_ptr_equal(m->article[i]->prev,
		    i > 0 ? m->article[i - 1] : NULL);
		assert_ptr_equal(m->article[i]->next,
		    i < 5 ? m->article[i + 1] : NULL);
	}
}

static void
lists_name_what_is_there(void **state)
{
	(void)state;
	put("content/m/_index.md", "---\ntitle: M\narticles: [m/aa, n/b]\n"
	    "---\n");
	article("content/m/a.md", "A", "");
	article("content/n/b.md", "B", "");
	load_and_link();
	assert_found("`articles` names `m/aa`, but there is no such article");
	assert_found("did you mean `m/a`?");
	assert_found("`n/b` is not in this section");
}

static void
paths_differ_in_more_than_case(void **state)
{
	(void)state;
	put("content/a.md", "---\ntitle: A\naliases: [/old, /B.html, ../up]\n"
	    "---\n");
	put("content/b.md", "---\ntitle: B\naliases: [/old/]\n---\n");
	struct site *s = load_and_link();

	assert_found("content/b.md:3:");
	assert_found("`old/index.html` is the output path of two files");
	assert_found("`B.html` is the output path of two files");
	assert_found("the alias `../up` is not a path in this site");
	assert_int_equal(s->naliases, 1);
	assert_str(s->alias[0].url, "old/index.html");
}

static void
tags_fold_case_and_number_slugs(void **state)
{
	(void)state;
	put("content/a.md", "---\ntitle: A\ntags: [IMAP, C, C++, imap]\n"
	    "---\n");
	put("content/b.md", "---\ntitle: B\ntags: [imap, index]\n---\n");
	struct site *s = load_and_link();

	assert_clean();
	assert_int_equal(s->ntags, 4);
	assert_str(s->tag[0].name, "C");
	assert_str(s->tag[0].url, "tags/c.html");
	assert_str(s->tag[1].url, "tags/c-1.html");
	assert_str(s->tag[2].name, "IMAP");
	assert_int_equal(s->tag[2].npages, 2);
	assert_str(s->tag[3].url, "tags/index-1.html");
	assert_int_equal(page_at(s, "a.html")->ntags, 3);
	assert_ptr_equal(page_at(s, "b.html")->tag[0], &s->tag[2]);
}

static void
related_takes_the_rarest_tag(void **state)
{
	(void)state;
	put("content/a.md", "---\ntitle: A\ntags: [common, rare]\n"
	    "related: [e]\n---\n");
	put("content/b.md", "---\ntitle: B\ntags: [common]\n---\n");
	put("content/c.md", "---\ntitle: C\ntags: [common]\n---\n");
	put("content/d.md", "---\ntitle: D\ntags: [rare]\n---\n");
	put("content/e.md", "---\ntitle: E\nrelated: [nowhere, e]\n---\n");
	struct site *s = load_and_link();
	const struct page *a = page_at(s, "a.html");
	static const char *const want[] = { "e", "d", "b", "c" };

	const struct page *list[RELATED_MAX];
	assert_int_equal(site_related(a, list), 4);
	for (size_t i = 0; i < 4; i++)
		assert_str(list[i]->id, want[i]);
	assert_int_equal(site_related(page_at(s, "e.html"), list), 0);
	assert_int_equal(site_related(page_at(s, "index.html"), list), 0);
	assert_found("`related` names `nowhere`, but there is no such article");
}

static void
related_stops_at_five(void **state)
{
	(void)state;
	for (char c = 'a'; c <= 'i'; c++) {
		char path[] = "content/x.md";
		path[8] = c;
		put(path, "---\ntitle: X\ntags: [t]\n---\n");
	}
	struct site *s = load_and_link();
	const struct page *i = page_at(s, "i.html");

	const struct page *list[RELATED_MAX];
	assert_int_equal(site_related(i, list), 5);
	assert_str(list[0]->id, "a");
	assert_str(list[4]->id, "e");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(empty_project_has_a_home_page),
		UNIT(folders_become_sections),
		UNIT(excluded_folders_leave_no_section),
		UNIT(order_is_list_then_number_then_title),
		UNIT(lists_name_what_is_there),
		UNIT(paths_differ_in_more_than_case),
		UNIT(tags_fold_case_and_number_slugs),
		UNIT(related_takes_the_rarest_tag),
		UNIT(related_stops_at_five),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
