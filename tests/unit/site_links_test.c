/* Headings' ids, links, anchors and images. */
#include "site_fixture.h"

#include "site/site_private.h"

static void
ids_follow_github(void **state)
{
	(void)state;
	article("content/a.md", "A", "## Ports {#ports}\n## Ports\n"
	    "## Ports & `TLS`\n## Ports\n## Main\n## main\n### …\n"
	    "::: tabs\n::: tab Main\nx\n:::\n::: tab Ports\ny\n:::\n:::\n");
	struct site *s = load_and_link();
	const struct page *a = page_at(s, "a.html");
	static const char *const want[] = { "ports", "ports-1",
	    "ports--tls", "ports-2", "main-1", "main-2", "section" };

	assert_clean();
	assert_int_equal(a->headings, 7);
	for (size_t i = 0; i < 7; i++)
		assert_str(a->heading[i].id, want[i]);
	assert_str(a->heading[2].title, "Ports & TLS");
	assert_int_equal(a->heading[6].level, 3);
	assert_int_equal(a->tabs, 2);
	assert_str(a->tab_id[0], "main-3");
	assert_str(a->tab_id[1], "ports-3");
}

static void
ids_are_not_the_themes(void **state)
{
	(void)state;
	article("content/a.md", "A", "## X {#support}\n## Y {#y}\n"
	    "## Z {#y}\n");
	load_and_link();
	assert_found("the id `support` is one that every page has already");
	assert_found("two headings have the id `y`");
}

static void
links_lead_to_pages(void **state)
{
	(void)state;
	article("content/m/a.md", "A", "[](b.md) [x](/m/b.md#ports)"
	    " [](../_index.md) [y](/m/_index.md) [](#here) [z](a.md#here)\n\n"
	    "## Here\n");
	article("content/m/b.md", "B", "## Ports\n");
	struct site *s = load_and_link();
	const struct page *a = page_at(s, "m/a.html");

	assert_clean();
	assert_str(a->link[0].url, "m/b.html");
	assert_str(a->link[0].text, "B");
	assert_ptr_equal(a->link[0].page, page_at(s, "m/b.html"));
	assert_str(a->link[1].anchor, "ports");
	assert_str(a->link[2].url, "index.html");
	assert_str(a->link[3].url, "m/index.html");
	assert_int_equal(a->link[4].kind, TARGET_ANCHOR);
	assert_str(a->link[4].text, "Here");
	assert_int_equal(a->link[5].kind, TARGET_ANCHOR);
}

static void
links_lead_outside(void **state)
{
	(void)state;
	article("content/a.md", "A", "[](mailto:me@acme.example?subject=x)"
	    " [d]({{ urls.docs }}/x/y) [](tel:{{ support.channels[1].value }})"
	    " [q](https://s.example/?q={{ vars.bad }}) [](https://x.example/)"
	    " [r](https://{{ vars.host }}/)\n");
	struct site *s = load_and_link();
	const struct target *t = page_at(s, "a.html")->link;

	assert_clean();
	assert_str(t[0].text, "me@acme.example");
	assert_str(t[1].url, "https://docs.example/x/y");
	assert_str(t[2].url, "tel:+318001234");
	assert_str(t[2].text, "+31 800 1234");
	assert_str(t[3].url, "https://s.example/?q=a%3Cb%3E");
	assert_str(t[4].text, "https://x.example/");
	assert_str(t[5].url, "https://mail.yourdomain.com/");
}

static void
mistakes_are_named(void **state)
{
	(void)state;
	article("content/m/a.md", "A", "[x](bb.md) [x](/m/b.md#prts)\n"
	    "[x](b.md?x=1) [x](/m/b) [x](/m/b.html) [x](/m/) [x](../../x.md)\n"
	    "[x](javascript:alert(1)) [x](//x.example) [x]({{ vars.host }})\n"
	    "[x](paper.pdf) [x](#aa) [x](/n/b.md) [x]()\n"
	    "![](sht.png) ![x](https://x.example/y.png)\n");
	article("content/m/b.md", "B", "## Ports\n");
	put("content/m/shot.png", "x");
	struct site *s = load_and_link();

	assert_found("content/m/a.md:4:5: error: there is no article"
	    " `m/bb.md` [unknown-target]");
	assert_found("did you mean `b.md`?");
	assert_found("`m/b.md` has no heading `#prts` [missing-anchor]");
	assert_found("did you mean `#ports`?");
	assert_found("a link to an article takes no `?`");
	assert_found("`m/b` is no file");
	assert_found("link to the article itself: `/m/b.md`");
	assert_found("a folder is no page");
	assert_found("this path leads out of content/");
	assert_found("[unsafe-url]");
	assert_found("write https: in front of it");
	assert_found("`mail.yourdomain.com` is not an address with a scheme");
	assert_found("there is no file `m/paper.pdf` [missing-image]");
	assert_found("this page has no heading `#aa`");
	assert_found("did you mean `/m/b.md`?");
	assert_found("this link leads nowhere");
	assert_found("did you mean `shot.png`?");
	assert_found("this image has no alternative text [missing-alt]");
	assert_found("this image lies on another site");
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(page_at(s, "m/a.html")->link[i].kind,
		    TARGET_NONE);
}

static void
excluded_targets_name_the_edition(void **state)
{
	(void)state;
	put("providers/zeta.lua", "return provider { name = \"Zeta\","
	    " policy = { cleartext = true } }\n");
	put("content/b.md", "---\ntitle: B\nwhen: policy.cleartext\n---\n");
	article("content/a.md", "A", "[x](b.md)\n");
	load();
	assert_int_equal(fx.neditions, 2);
	link_site(0);
	link_site(1);
	assert_found("`b` is not in this edition [excluded-target]");
	assert_found("test it with {% if has(\"b\") %}");
	assert_found("= in: acme");
	assert_int_equal(diags_errors(fx.diags), 1);
}

static void
anchors_from_values_are_unstable(void **state)
{
	(void)state;
	article("content/a.md", "A", "[x](#about-acme)\n\n"
	    "## About {{ brand.name }}\n");
	struct site *s = load_and_link();

	assert_str(page_at(s, "a.html")->heading[0].id, "about-acme");
	assert_true(page_at(s, "a.html")->heading[0].unstable);
	assert_found("[unstable-anchor]");
	assert_found("give its heading an id: {#about}");
}

static void
editions_share_what_is_equal(void **state)
{
	(void)state;
	put("providers/zeta.lua", "return provider { name = \"Zeta\" }\n");
	article("content/a.md", "A", "## Ports\n\n[x](#ports)\n");
	article("content/b.md", "B", "## At {{ brand.name }}\n");
	load();
	struct site *s = link_site(0), *t = link_site(1);

	assert_clean();
	assert_ptr_equal(page_at(s, "a.html")->reading->variant,
	    page_at(t, "a.html")->reading->variant);
	assert_str(page_at(t, "a.html")->heading[0].id, "ports");
	assert_str(page_at(s, "b.html")->heading[0].id, "at-acme");
	assert_str(page_at(t, "b.html")->heading[0].id, "at-zeta");
	assert_ptr_equal(page_at(t, "b.html")->site, t);
}

static void
describe_targets(struct buf *b, const struct target *t, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		buf_printf(b, " %d %.*s#%.*s \"%.*s\" %.*s", t[i].kind,
		    STR_ARG(t[i].url), STR_ARG(t[i].anchor),
		    STR_ARG(t[i].text), t[i].page ? (int)t[i].page->id.n : 0,
		    t[i].page ? t[i].page->id.p : "");
}

/* All that linking finds out. */
static struct str
describe(const struct site *s)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < s->npages; i++) {
		const struct page *p = &s->page[i];
		buf_printf(&b, "%.*s in %.*s after %.*s\n related",
		    STR_ARG(p->url), STR_ARG(p->section->page->url),
		    p->prev ? (int)p->prev->id.n : 0,
		    p->prev ? p->prev->id.p : "");
		const struct page *related[RELATED_MAX];
		size_t n = site_related(p, related);
		for (size_t k = 0; k < n; k++)
			buf_printf(&b, " %.*s", STR_ARG(related[k]->id));
		buf_c(&b, "\n tags");
		for (size_t k = 0; k < p->ntags; k++)
			buf_printf(&b, " %.*s", STR_ARG(p->tag[k]->url));
		buf_c(&b, "\n headings");
		for (uint32_t k = 0; k < p->headings; k++)
			buf_printf(&b, " %.*s \"%.*s\" %d",
			    STR_ARG(p->heading[k].id),
			    STR_ARG(p->heading[k].title),
			    p->heading[k].unstable);
		buf_c(&b, "\n targets");
		if (p->gist) {
			describe_targets(&b, p->link, p->gist->links);
			describe_targets(&b, p->image, p->gist->images);
		}
		buf_c(&b, "\n");
	}
	for (size_t i = 0; i < s->ntags; i++)
		for (size_t k = 0; k < s->tag[i].npages; k++)
			buf_printf(&b, "%.*s %.*s\n", STR_ARG(s->tag[i].url),
			    STR_ARG(s->tag[i].page[k]->id));
	struct str text = arena_str(fx.a, buf_view(&b));
	buf_free(&b);
	return text;
}

/* What an edition takes over from those before it is what it would have found
   itself. */
static void
editions_take_over_what_holds(void **state)
{
	(void)state;
	put("providers/beta.lua", "return provider { name = \"Zeta\" }\n");
	put("providers/gamma.lua", "return provider { name = \"Aaa\","
	    " navigation = { { section = \"own\", title = \"Own\","
	    " \"m/c\", \"m/b\" }, \"*\" } }\n");
	put("providers/omega.lua", "return provider { name = \"Zeta\" }\n");
	put("content/m/a.md", "---\ntitle: A\ntags: [x, y]\n---\n"
	    "## Ports\n\n## At {{ brand.name }}\n\n![s](shot.svg)\n");
	put("content/m/b.md", "---\ntitle: \"{{ brand.name }} b\"\n"
	    "tags: [y, z]\n---\n[](a.md#ports) [](c.md) [](/n/d.md) [](b.md)\n"
	    "{% if has(\"n/e\") %}[](/n/e.md){% end %}\n");
	put("content/m/c.md", "---\ntitle: M\ntags: [x, z]\n"
	    "related: [n/d, m/a]\n---\n[](b.md) [e](https://x.example)\n");
	put("content/n/d.md", "---\ntitle: Hm\ntags: [x, y, z]\n---\n"
	    "[](/m/c.md)\n");
	put("content/n/e.md", "---\ntitle: Bb\ntags: [X]\n"
	    "when: brand.name ~= \"Aaa\"\n---\n[](/m/a.md)\n");
	put("content/m/shot.svg", "<svg width=\"8\" height=\"6\"/>");
	put("providers/omega/m/shot.svg", "<svg width=\"9\" height=\"6\"/>");
	load();
	assert_clean();
	assert_int_equal(fx.neditions, 4);
	for (size_t round = 0; round < 2; round++)
		for (size_t i = 0; i < fx.neditions; i++) {
			const struct edition *e = &fx.edition[i];
			struct str alone = describe(site_build(fx.a,
			    fx.articles, e, fx.overlay[e->brand->index],
			    fx.diags));
			if (!str_eq(describe(link_site(i)), alone))
				fail_msg("%.*s\nis not\n%.*s",
				    STR_ARG(describe(link_site(i))),
				    STR_ARG(alone));
		}
}

/* Editions with the same articles and titles, in which a link does not hold. */
static void
links_are_not_taken_over_where_they_fail(void **state)
{
	(void)state;
	put("providers/base.lua", "return provider { livery = 1,"
	    " locales = { \"en\" }, vars = { doors = false } }\n");
	put("providers/beta.lua", "return provider { name = \"Beta\","
	    " vars = { doors = true } }\n");
	put("providers/gamma.lua", "return provider { name = \"Gamma\","
	    " url = \"https://gamma.example/\" }\n");
	article("content/a.md", "A", "[](b.md#ports) [](b.md#hosts)\n");
	article("content/b.md", "B", "{% if vars.doors %}"
	    "## Doors\n{% else %}## Ports\n{% end %}\n## Hosts\n");
	article("content/c.md", "C", "[x](https://gamma.example/c.html)\n");
	load();
	assert_int_equal(fx.neditions, 3);
	link_site(0);
	assert_clean();
	const struct page *a = page_at(link_site(1), "a.html");

	assert_found("`b.md` has no heading `#ports`");
	assert_found("= in: beta");
	assert_int_equal(a->link[0].kind, TARGET_NONE);
	assert_str(a->link[1].anchor, "hosts");
	const struct site *s = link_site(2);
	assert_found("this is an address of this help centre itself");
	assert_int_equal(page_at(s, "c.html")->link[0].kind, TARGET_NONE);
	assert_str(page_at(s, "a.html")->link[0].anchor, "ports");
}

static void
files_are_found_and_replaced(void **state)
{
	(void)state;
	article("content/m/a.md", "A", "![s](/m/shot.svg) ![s](other.svg)"
	    " [pdf](my%2Dfile.pdf)\n");
	put("content/m/shot.svg", "<svg width=\"8\" height=\"6\"/>");
	put("content/m/other.svg", "<svg viewBox=\"0 0 30 20.6\"/>");
	put("content/m/my-file.pdf", "x");
	put("content/m/unused.png", "x");
	put("providers/acme/m/shot.svg", "<svg width=\"80px\" height=\"60\"/>");
	struct site *s = load_and_link();
	const struct page *a = page_at(s, "m/a.html");

	assert_int_equal(a->image[0].width, 80);
	assert_int_equal(a->image[0].height, 60);
	assert_int_equal(a->image[1].width, 30);
	assert_int_equal(a->image[1].height, 21);
	assert_str(a->link[0].url, "m/my-file.pdf");
	assert_int_equal(s->nassets, 3);
	assert_str(s->asset[0].url, "m/my-file.pdf");
	assert_true(str_find(s->asset[2].asset->disk, STR("providers/acme"),
	    0) >= 0);
}

/* ---- Images' sizes ---- */

static void
assert_size(const char *bytes, size_t n, uint32_t w, uint32_t h)
{
	uint32_t width = 0, height = 0;

	assert_true(image_size((struct str){ bytes, n }, &width, &height));
	assert_int_equal(width, w);
	assert_int_equal(height, h);
}

#define SIZE(lit, w, h) assert_size((lit), sizeof(lit) - 1, (w), (h))

static void
image_headers_are_read(void **state)
{
	uint32_t w, h;

	(void)state;
	SIZE("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\1\x40\0\0\0\xc8\x08", 320,
	    200);
	SIZE("GIF89a\x40\x01\xc8\x00\x00", 320, 200);
	SIZE("\xff\xd8\xff\xe0\0\x04\0\0\xff\xc4\0\x02\xff\xc2\0\x0b\x08"
	    "\0\xc8\x01\x40\x03", 320, 200);
	SIZE("RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x3f\x01\0\xc7\0\0", 320,
	    200);
	SIZE("RIFF\0\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x3f\xc1\x31\0\0\0\0\0\0",
	    320, 200);
	SIZE("RIFF\0\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x40\x01\xc8"
	    "\0", 320, 200);
	SIZE("<?xml?><!-- svg --><svg\n height='200' width='320'>", 320, 200);
	assert_false(image_size(STR("not an image"), &w, &h));
	assert_false(image_size(STR("<svg width=\"100%\">"), &w, &h));
	assert_false(image_size(STR("\xff\xd8\xff\xe0\0\0"), &w, &h));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(ids_follow_github),
		UNIT(ids_are_not_the_themes),
		UNIT(links_lead_to_pages),
		UNIT(links_lead_outside),
		UNIT(mistakes_are_named),
		UNIT(excluded_targets_name_the_edition),
		UNIT(anchors_from_values_are_unstable),
		UNIT(editions_share_what_is_equal),
		UNIT(editions_take_over_what_holds),
		UNIT(links_are_not_taken_over_where_they_fail),
		UNIT(files_are_found_and_replaced),
		cmocka_unit_test(image_headers_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
