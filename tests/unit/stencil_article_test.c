/* The HTML of articles: markup, slots, links, print. */
#include "site_fixture.h"

#include "render/escape.h"
#include "render/stencil.h"

static const struct stencil_words words = {
	.callout = { { "Note", 4 }, { "Tip", 3 }, { "Important", 9 },
	    { "Warning", 7 }, { "Caution", 7 } },
	.anchor = { .before = { "Link to ", 8 }, .parted = true },
	.table = { "Table", 5 },
	.footnotes = { "Notes", 5 },
	.footnote_back = { .before = { "Back to ", 8 }, .parted = true },
	.tab = { "Tab", 3 },
	.details = { "More", 4 },
	.code = { "Code", 4 },
};

/* A body is the same when it is kept, and when it is copied. */
static void
is_kept_well(struct stencil_run r, struct str want)
{
	struct stencil_kept kept = { .next = 0 };
	struct buf b = BUF_INIT;

	r.kept = &kept;
	for (unsigned i = 0; i < 2; i++) {
		buf_reset(&b);
		stencil_write(stencil_of_page(r.page), &r, &b);
		assert_true(str_eq(buf_view(&b), want));
	}
	buf_free(&b);
	stencil_kept_free(&kept);
}

/* The page's HTML; `run` may be null for that of the site. */
static struct str
html(const struct page *p, const struct stencil_run *run)
{
	struct stencil_run r = run ? *run : (struct stencil_run){ 0 };
	struct buf b = BUF_INIT;

	r.page = p;
	r.words = &words;
	r.providers = fx.providers;
	stencil_write(stencil_of_page(p), &r, &b);
	struct str s = arena_str(fx.a, buf_view(&b));
	buf_free(&b);
	if (!run)
		is_kept_well(r, s);
	return s;
}

static void
assert_html(const struct page *p, const char *want)
{
	assert_str(html(p, NULL), want);
}


/* The HTML of one article's body. */
static void
assert_body(const char *body, const char *want)
{
	article("content/m/a.md", "A", body);
	struct site *s = load_and_link();

	assert_clean();
	assert_html(page_at(s, "m/a.html"), want);
}

static void
headings_have_anchors(void **state)
{
	(void)state;
	article("content/a.md", "A", "# One\n\n## Two & *more* {#two}\n");
	struct site *s = load_and_link();

	assert_html(page_at(s, "a.html"),
	    "<h2 id=\"one\">One<a class=\"anchor\" href=\"#one\""
	    " aria-label=\"Link to One\"></a></h2>\n"
	    "<h2 id=\"two\">Two &amp; <em>more</em><a class=\"anchor\""
	    " href=\"#two\" aria-label=\"Link to Two &amp; more\"></a>"
	    "</h2>\n");
}

static void
values_are_escaped_for_their_place(void **state)
{
	(void)state;
	assert_body("{{ vars.bad }} `{{ vars.bad }}`"
	    " [t](https://x.example/?q={{ vars.bad }} \"{{ vars.bad }}\")\n",
	    "<p>a&lt;b&gt; <code>a&lt;b&gt;</code>"
	    " <a href=\"https://x.example/?q=a%3Cb%3E\""
	    " title=\"a&lt;b&gt;\">t</a></p>\n");
}

static void
values_in_raw_html_are_escaped(void **state)
{
	(void)state;
	article("content/a.md", "A", "<abbr title=\"{{ vars.bad }}\">x</abbr>"
	    " <a href=\"{{ urls.docs }}\">y</a>\n\n"
	    "<div>{{ vars.bad }}</div>\n");
	struct site *s = load_and_link();

	assert_html(page_at(s, "a.html"),
	    "<p><abbr title=\"a&lt;b&gt;\">x</abbr>"
	    " &lt;a href=&quot;https://docs.example/&quot;&gt;y&lt;/a&gt;</p>"
	    "\n<div>a&lt;b&gt;</div>\n");
}

static void
readers_see_examples(void **state)
{
	(void)state;
	const char *span = "<span class=\"reader\" data-reader=\"domain\">"
	    "yourdomain.com</span>";

	assert_body("{{ vars.host }} `{{ vars.host }}`"
	    " [x](https://{{ vars.host }}/ \"{{ vars.host }}\")\n",
	    arena_printf(fx.a, "<p>mail.%s <code>mail.%s</code>"
	    " <a href=\"https://mail.yourdomain.com/\""
	    " title=\"mail.yourdomain.com\">x</a></p>\n", span, span).p);
}

static void
links_and_phones(void **state)
{
	(void)state;
	article("content/b.md", "B & C", "");
	assert_body("{{ link(urls.docs) }} [](/b.md)"
	    " [call](tel:{{ support.channels[1].value }})"
	    " [**{{ link(urls.docs) }}**](/b.md)\n",
	    "<p><a href=\"https://docs.example/\">https://docs.example/</a>"
	    " <a href=\"b.html\">B &amp; C</a>"
	    " <a href=\"tel:+318001234\">call</a>"
	    " <a href=\"b.html\"><strong>https://docs.example/</strong></a>"
	    "</p>\n");
}

static void
tables_have_classes_and_headings(void **state)
{
	(void)state;
	assert_body("| | IMAP |\n|---|--:|\n| Port | 993 |\n",
	    "<div class=\"table-wrap\" tabindex=\"0\" role=\"group\""
	    " aria-label=\"Table\"><table>\n<thead>\n<tr>\n<td></td>\n"
	    "<th scope=\"col\" class=\"right\">IMAP</th>\n</tr>\n</thead>\n"
	    "<tbody>\n<tr>\n<th scope=\"row\">Port</th>\n"
	    "<td class=\"right\">993</td>\n</tr>\n</tbody>\n</table></div>"
	    "\n");
}

static void
containers_have_their_markup(void **state)
{
	(void)state;
	assert_body("## Up\n\n:::: tabs {sync=client}\n::: tab Outlook\nx\n"
	    ":::\n::::\n\n> [!TIP]\n> t\n\n::: details More\nd\n:::\n\n"
	    "::: steps\n1. a\n:::\n",
	    "<h2 id=\"up\">Up<a class=\"anchor\" href=\"#up\""
	    " aria-label=\"Link to Up\"></a></h2>\n"
	    "<div class=\"tabs\" data-sync=\"client\">\n"
	    "<section class=\"tab\" id=\"outlook\">"
	    "<h3 class=\"tab-title\">Outlook</h3>\n<p>x</p>\n</section>\n"
	    "</div>\n"
	    "<aside class=\"callout tip\" role=\"note\">"
	    "<p class=\"callout-title\">Tip</p>\n<p>t</p>\n</aside>\n"
	    "<details><summary>More</summary>\n<p>d</p>\n</details>\n"
	    "<div class=\"steps\">\n<ol>\n<li>a</li>\n</ol>\n</div>\n");
}

static void
code_and_tasks(void **state)
{
	(void)state;
	assert_body("```sh title=\"Run\"\na<b\n```\n\n```\nx\n```\n\n"
	    "- [x] done\n- [ ] not\n",
	    "<figure class=\"code\"><figcaption>Run</figcaption>"
	    "<pre tabindex=\"0\"><code class=\"language-sh\">a&lt;b\n"
	    "</code></pre></figure>\n"
	    "<div class=\"code\" role=\"group\" aria-label=\"Code\">"
	    "<pre tabindex=\"0\"><code>x\n</code></pre></div>\n"
	    "<ul class=\"tasks\">\n"
	    "<li><label><input type=\"checkbox\" disabled checked> done"
	    "</label></li>\n"
	    "<li><label><input type=\"checkbox\" disabled> not</label></li>\n"
	    "</ul>\n");
}

static void
images_know_their_size(void **state)
{
	(void)state;
	put("content/m/s.svg", "<svg width=\"80\" height=\"60\"/>");
	assert_body("![A *b*](s.svg){width=40}\n",
	    "<p><img src=\"m/s.svg\" alt=\"A b\" width=\"40\" height=\"30\""
	    " loading=\"lazy\"></p>\n");
}

static void
footnotes_lead_back(void **state)
{
	(void)state;
	assert_body("a[^x] b[^x]\n\n[^x]: Note\n",
	    "<p>a<sup><a class=\"footnote-ref\" role=\"doc-noteref\""
	    " id=\"fnref-1\" href=\"#fn-1\">1</a></sup>"
	    " b<sup><a class=\"footnote-ref\" role=\"doc-noteref\""
	    " id=\"fnref-1-2\" href=\"#fn-1\">1</a></sup></p>\n"
	    "<section class=\"footnotes\" role=\"doc-endnotes\">\n"
	    "<h2 class=\"visually-hidden\" id=\"footnotes\">Notes</h2>\n"
	    "<ol>\n<li id=\"fn-1\">\n<p>Note"
	    " <a class=\"footnote-back\" role=\"doc-backlink\""
	    " href=\"#fnref-1\" aria-label=\"Back to 1\">↩</a>"
	    " <a class=\"footnote-back\" role=\"doc-backlink\""
	    " href=\"#fnref-1-2\" aria-label=\"Back to 1\">↩<sup>2</sup></a>"
	    "</p>\n</li>\n</ol>\n</section>\n");
}

static struct str
anchor_of(void *ctx, const struct page *p)
{
	(void)ctx;
	return str_eq(p->id, STR("b")) ? STR("c1-b") :
	    str_eq(p->id, STR("")) ? STR("c1") : (struct str){ 0 };
}

static void
print_is_one_document(void **state)
{
	(void)state;
	article("content/b.md", "B", "## P\n");
	article("content/c.md", "C", "");
	article("content/a.md", "A", "## H\n\n[b](b.md#p) [h](#h)"
	    " [s](_index.md) [c](c.md)\n\n::: details D\nx\n:::\n\n"
	    "<details>\n<summary>E</summary>\n</details>\n\n"
	    "| x |\n|---|\n| y |\n");
	struct site *s = load_and_link();
	struct stencil_run r = { .print = true, .shift = 2,
	    .id_prefix = STR("c1-a-"), .anchor_of = anchor_of };

	assert_str(html(page_at(s, "a.html"), &r),
	    "<h4 id=\"c1-a-h\">H</h4>\n"
	    "<p><a href=\"#c1-b-p\">b</a> <a href=\"#c1-a-h\">h</a>"
	    " <a href=\"#c1\">s</a> <a href=\"c.html\">c</a></p>\n"
	    "<details open><summary>D</summary>\n<p>x</p>\n</details>\n"
	    "<details open>\n<summary>E</summary>\n</details>\n"
	    "<div class=\"table-wrap\"><table>\n<thead>\n<tr>\n"
	    "<th scope=\"col\">x</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
	    "<td>y</td>\n</tr>\n</tbody>\n</table></div>\n");
}

static void
broken_targets_leave_their_text(void **state)
{
	(void)state;
	article("content/a.md", "A", "[**x**](no.md \"t\") a ![y](no.png) b"
	    "\n");
	struct site *s = load_and_link();

	assert_found("there is no article `no.md`");
	assert_html(page_at(s, "a.html"),
	    "<p><strong>x</strong> a  b</p>\n");
}

/* The text of articles.json as it is and escaped, which is the same. */
static void
body_text(const struct page *p, struct stencil_literals *l, struct buf *plain,
    struct buf *json)
{
	struct buf again = BUF_INIT;

	buf_reset(plain);
	buf_reset(json);
	stencil_text(p, l, plain, NULL, json);
	unescape_json(&again, buf_view(json));
	assert_str(buf_view(&again), arena_str(fx.a, buf_view(plain)).p);
	buf_free(&again);
}

static void
text_is_plain(void **state)
{
	(void)state;
	article("content/b.md", "B", "");
	article("content/a.md", "A", "## Head\n\nOne\n*two* `{{ vars.host }}`"
	    " [](b.md)[^1]\n\n> [!TIP] Title\n> body\n\n| a | b |\n|---|---|\n"
	    "| c | d |\n\n```\ncode\n```\n\n[^1]: note\n");
	struct site *s = load_and_link();
	struct stencil_literals l = { 0 };
	struct buf plain = BUF_INIT, json = BUF_INIT;

	body_text(page_at(s, "a.html"), &l, &plain, &json);
	assert_str(buf_view(&plain), "Head\nOne two mail.yourdomain.com B\nTitle\n"
	    "body\na b\nc d\ncode\nnote\n");
	stencil_literals_free(&l);
	buf_free(&plain);
	buf_free(&json);
}

/* A value at the end of a line may be empty, end in a space or in a line break
   of its own. */
static void
text_is_escaped_and_its_lines_end_once(void **state)
{
	(void)state;
	article("content/b.md", "B", "");
	article("content/a.md", "A", "Is \"1 < 2\\n\"\n\nnone: {{ vars.empty }}\n\n"
	    "- {{ vars.empty }}\n- {{ vars.space }}\n\n"
	    "C:\\\\{{ vars.letter }}\n\n```\n{{ vars.bad }}\n```\n");
	struct site *s = load_and_link();
	struct stencil_literals l = { 0 };
	struct buf plain = BUF_INIT, json = BUF_INIT;

	assert_clean();
	body_text(page_at(s, "a.html"), &l, &plain, &json);
	assert_str(buf_view(&json), "Is \\\"1 \\u003c 2\\\\n\\\"\\nnone:\\nx y\\n"
	    "C:\\\\n\\na\\u003cb\\u003e\\n");
	assert_str(buf_view(&plain),
	    "Is \"1 < 2\\n\"\nnone:\nx y\nC:\\n\na<b>\n");
	body_text(page_at(s, "b.html"), &l, &plain, &json);
	assert_str(buf_view(&plain), "");
	stencil_literals_free(&l);
	buf_free(&plain);
	buf_free(&json);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(headings_have_anchors),
		UNIT(values_are_escaped_for_their_place),
		UNIT(values_in_raw_html_are_escaped),
		UNIT(readers_see_examples),
		UNIT(links_and_phones),
		UNIT(tables_have_classes_and_headings),
		UNIT(containers_have_their_markup),
		UNIT(code_and_tasks),
		UNIT(images_know_their_size),
		UNIT(footnotes_lead_back),
		UNIT(print_is_one_document),
		UNIT(broken_targets_leave_their_text),
		UNIT(text_is_plain),
		UNIT(text_is_escaped_and_its_lines_end_once),
	};
	maker = stencil_make;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
