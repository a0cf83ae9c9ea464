/* Themes over a small edition: what templates print at each place, what is
   refused, what the page model holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/files.h"
#include "render/internal.h"

/* A project in a temporary folder: one brand, its theme, no content. The
   edition's pages are made by hand. */
struct fixture {
	struct arena *a;
	char dir[64];
	struct sources *sources;
	struct diags *d;
	struct providers *providers;
	const struct edition *edition;
	struct skin *skin;
	struct page page[5];
	struct section section[2];
	struct section *children[1];
	struct page *article[2];
	struct heading heading[4];
	struct tag tag[1];
	const struct tag *tags[1];
	const struct page *tagged[1];
	struct reading reading;
	struct article_fields fields;
	struct article source;
	struct articles articles;
	struct project project;
	struct site site;
};

static const char provider[] =
    "return provider {\n"
    "  extends = \"base\", name = \"One\", theme = \"mine\",\n"
    "  url = \"https://one.example/help\",\n"
    "  colours = { primary = \"#0b62c4\" },\n"
    "  support = { channels = { { kind = \"phone\",\n"
    "    value = \"+1 855 850 4678\" } } },\n"
    "  feedback = { endpoint = \"https://f.example:8443/a;b?c\" },\n"
    "  furniture = {\n"
    "    { partial = \"also_read\", title = \"More\" },\n"
    "    { partial = \"tags\", at = \"none\" },\n"
    "    { partial = \"lead_form\", question = \"What?\",\n"
    "      action = { label = \"Go\", url = \"mailto:a@b.example\" } },\n"
    "    { partial = \"promo\", at = \"end\", text = \"Hi\" } },\n"
    "  vars = { sly = \"javascript:alert(1)\", seven = 7, no = false,\n"
    "    words = { \"a\", \"b\" },\n"
    "    pattern = \"mail.{reader.domain}\",\n"
    "    raw = \"<b>&\\\"'\", para = \"a b&c\", line = \"x\\ny\" },\n"
    "}\n";

static void
write_file(struct fixture *f, const char *name, const char *text)
{
	struct str path = path_join(f->a, str_c(f->dir), str_c(name));

	dir_make(arena_str(f->a, path_dir(path)).p);
	file_replace(path.p, str_c(text));
}

static void
make_pages(struct fixture *f)
{
	static const char *const ids[] = { "", "email", "email/a", "email/b" };
	static const char *const urls[] = { "index.html", "email/index.html",
	    "email/a.html", "email/b.html" };
	static const char *const titles[] = { "Welcome", "E-mail", "A & B",
	    "Second" };

	for (uint32_t i = 0; i < 4; i++) {
		f->page[i] = (struct page){ .site = &f->site, .index = i,
		    .id = str_c(ids[i]), .url = str_c(urls[i]),
		    .title = str_c(titles[i]),
		    .section = &f->section[i > 0] };
	}
	f->section[0] = (struct section){ .page = &f->page[0],
	    .section = f->children, .nsections = 1, .count = 2 };
	f->section[1] = (struct section){ .page = &f->page[1],
	    .parent = &f->section[0], .article = f->article, .narticles = 2,
	    .count = 2 };
	f->children[0] = &f->section[1];
	f->article[0] = &f->page[2];
	f->article[1] = &f->page[3];
	f->page[2].next = &f->page[3];
	f->page[3].prev = &f->page[2];
}

static void
make_site(struct fixture *f)
{
	static const unsigned levels[] = { 3, 2, 3, 2 };

	make_pages(f);
	for (unsigned i = 0; i < 4; i++)
		f->heading[i] = (struct heading){ .level = levels[i],
		    .id = arena_printf(f->a, "h%u", i),
		    .title = arena_printf(f->a, "Heading %u", i) };
	f->page[2].heading = f->heading;
	f->page[2].headings = 4;
	f->source = (struct article){ .id = f->page[2].id,
	    .updated = { 2026, 5, 4 } };
	f->fields = (struct article_fields){ .lang = STR("en") };
	f->reading = (struct reading){ .article = &f->source, .shown = true,
	    .fields = &f->fields };
	f->page[2].description = STR("On A");
	f->page[2].article = &f->source;
	f->page[2].reading = &f->reading;
	f->tagged[0] = &f->page[2];
	f->tag[0] = (struct tag){ .name = STR("IMAP"),
	    .url = STR("tags/imap.html"), .page = f->tagged, .npages = 1 };
	f->tags[0] = &f->tag[0];
	f->page[2].tag = f->tags;
	f->page[2].ntags = 1;
	f->project = (struct project){ .root = f->dir,
	    .by_id = map_new(f->a) };
	f->articles = (struct articles){ .project = &f->project,
	    .providers = f->providers };
	f->site = (struct site){ .articles = &f->articles,
	    .edition = f->edition, .page = f->page, .npages = 4,
	    .root = &f->section[0], .tag = f->tag, .ntags = 1,
	    .of_folder = map_new(f->a) };
}

/* What a test wants of its project; null: the usual. */
static const char *own_provider, *own_theme;
static struct skin_options options = { .print = true };

/* The layouts of all pages but one are those of the base theme. */
static void
dress(struct fixture *f, const char *layout, const char *text)
{
	const struct theme *theme;

	*f = (struct fixture){ .a = arena_new(), .dir = "/tmp/skin.XXXXXX" };
	assert_non_null(mkdtemp(f->dir));
	write_file(f, "providers/base.lua", "return provider { livery = 1, "
	    "paper = \"a4\" }\n");
	write_file(f, "providers/one.lua", own_provider ? own_provider :
	    provider);
	write_file(f, "themes/mine/theme.lua", own_theme ? own_theme :
	    "return theme { extends = \"base\" }\n");
	write_file(f, "themes/mine/partials/loop.html",
	    "{% include \"partials/loop.html\" %}");
	write_file(f, "themes/mine/partials/attr.html", "{{ vars.raw }}");
	write_file(f, layout, text);
	f->sources = sources_new(f->a);
	f->d = diags_new(f->a, f->sources);
	f->providers = providers_load(f->a, f->dir, f->sources, f->d, NULL,
	    0);
	assert_int_equal(providers_editions(f->providers, &f->edition), 1);
	theme = theme_load(f->a, f->dir, f->sources, STR("mine"),
	    (struct span){ 0 }, f->d);
	assert_non_null(theme);
	make_site(f);
	f->skin = skin_build(f->a, templates_build(f->a, theme, f->providers,
	    f->sources, f->d), &f->site, &options, f->d);
}

static void
undress(struct fixture *f)
{
	if (f->skin->templates->plans)
		plans_free(f->skin->templates->plans);
	tree_remove(f->dir);
	providers_free(f->providers);
	arena_free(f->a);
}

static void
show(struct fixture *f)
{
	struct buf b = BUF_INIT;

	diags_print(f->d, &b, DIAG_HUMAN, false);
	print_message("%.*s\n", STR_ARG(buf_view(&b)));
	buf_free(&b);
}

static void
is(struct fixture *f, const struct buf *out, const char *wanted)
{
	if (diags_errors(f->d))
		show(f);
	assert_int_equal(diags_errors(f->d), 0);
	if (!str_eq(buf_view(out), str_c(wanted)))
		print_message("%.*s\n", STR_ARG(buf_view(out)));
	assert_true(str_eq(buf_view(out), str_c(wanted)));
}

/* Both articles, one behind the other, the second twice as two brands write it,
   and what is found in them. */
static void
write_articles(struct fixture *f, struct buf *out)
{
	struct diags *d = diags_new(f->a, f->sources);

	skin_article(f->skin, &f->page[3], f->a, d, out, NULL);
	skin_article(f->skin, &f->page[2], f->a, d, out, NULL);
	skin_article(f->skin, &f->page[2], f->a, d, out, NULL);
	skin_article(f->skin, &f->page[3], f->a, d, out, NULL);
	diags_print(d, out, DIAG_HUMAN, false);
}

/* An article by a plan is the same as by the layout itself, findings too. */
static void
is_planned_well(const char *text)
{
	struct fixture f;
	struct buf planned = BUF_INIT, full = BUF_INIT;

	dress(&f, "themes/mine/layouts/article.html", text);
	write_articles(&f, &planned);
	/* The skin is the test's own. */
	struct templates *t = (struct templates *)(uintptr_t)
	    f.skin->templates;
	plans_free(t->plans);
	t->plans = NULL;
	write_articles(&f, &full);
	if (!str_eq(buf_view(&planned), buf_view(&full)))
		print_message("%s:\n%.*s\nis not\n%.*s\n", text,
		    STR_ARG(buf_view(&planned)), STR_ARG(buf_view(&full)));
	assert_true(str_eq(buf_view(&planned), buf_view(&full)));
	buf_free(&planned);
	buf_free(&full);
	undress(&f);
}

/* A home page of this text prints `wanted`. */
static void
prints(const char *text, const char *wanted)
{
	struct fixture f;
	struct buf out = BUF_INIT;

	dress(&f, "themes/mine/layouts/home.html", text);
	skin_home(f.skin, f.a, f.d, &out);
	is(&f, &out, wanted);
	buf_free(&out);
	undress(&f);
	is_planned_well(text);
}

static void
prints_article(const char *text, const char *wanted)
{
	struct fixture f;
	struct buf out = BUF_INIT;

	dress(&f, "themes/mine/layouts/article.html", text);
	skin_article(f.skin, &f.page[2], f.a, f.d, &out, NULL);
	is(&f, &out, wanted);
	buf_free(&out);
	undress(&f);
	is_planned_well(text);
}

/* A home page of this text has one error, which says `wanted`. */
static void
fails(const char *text, const char *wanted)
{
	struct fixture f;
	struct buf out = BUF_INIT, said = BUF_INIT;

	dress(&f, "themes/mine/layouts/home.html", text);
	skin_home(f.skin, f.a, f.d, &out);
	diags_print(f.d, &said, DIAG_HUMAN, false);
	bool found = str_find(buf_view(&said), str_c(wanted), 0) >= 0;
	if (!found || diags_errors(f.d) != 1)
		show(&f);
	assert_true(found);
	assert_int_equal(diags_errors(f.d), 1);
	buf_free(&said);
	buf_free(&out);
	undress(&f);
	is_planned_well(text);
}

static void
escaping(void **state)
{
	(void)state;
	prints("<p>{{ vars.raw }}", "<p>&lt;b&gt;&amp;&quot;'");
	prints("<p title=\"{{ vars.raw }}\">",
	    "<p title=\"&lt;b&gt;&amp;&quot;&#39;\">");
	prints("<p title='{{ vars.raw }}'>",
	    "<p title='&lt;b&gt;&amp;&quot;&#39;'>");
	prints("<p title='{% include \"partials/attr.html\" %}'>",
	    "<p title='&lt;b&gt;&amp;&quot;&#39;'>");
	prints("<a href=\"x?q={{ vars.para }}\">", "<a href=\"x?q=a%20b%26c\">");
	prints("<a href=\"x/{{ vars.para }}\">",
	    "<a href=\"x/a%20b&amp;c\">");
	prints("{% for c in support.channels %}<a href=\"tel:{{ c.value }}\">"
	    "{{ c.value }}</a>{% end %}",
	    "<a href=\"tel:+18558504678\">+1 855 850 4678</a>");
	prints("<a href=\"mailto:{{ vars.para }}@x\">",
	    "<a href=\"mailto:a%20b%26c@x\">");
	prints("<p>{{ vars.pattern }}", "<p>mail.yourdomain.com");
	prints("<!-- {{ vars.raw }} -->",
	    "<!-- &lt;b&gt;&amp;&quot;&#39; -->");
	prints("{{ vars.words }}", "a and b");
}

static void
styles_and_scripts(void **state)
{
	(void)state;
	prints("<style>.c-{{ vars.seven }} { size: {{ brand.paper }}; "
	    "content: \"{{ vars.line }}\" }</style>",
	    "<style>.c-7 { size: a4; content: \"x\\a y\" }</style>");
	prints("<style>p { color: {{ tokens.light.background }} }</style>",
	    "<style>p { color: #ffffff }</style>");
	prints("<script type=\"application/json\">{ \"a\": {{ vars.raw }}, "
	    "\"b{{ vars.seven }}\": {{ vars.words }} }</script>",
	    "<script type=\"application/json\">{ \"a\": "
	    "\"\\u003cb\\u003e\\u0026\\\"'\", \"b7\": [\"a\",\"b\"] }"
	    "</script>");
	fails("<style>.{{ brand.name }} {}</style>",
	    "is no integer, as a name in CSS asks for");
	fails("<style>p { size: {{ vars.para }} }</style>",
	    "is no keyword, colour or integer");
}

static void
unsafe(void **state)
{
	(void)state;
	fails("<script>{{ vars.raw }}</script>",
	    "a value cannot stand in a script");
	fails("<p title={{ vars.raw }}>",
	    "put the attribute's value in double quotes");
	fails("<a href=\"{{ vars.sly }}\">", "[unsafe-url]");
	fails("<a href=\" {{ vars.sly }}\">", "[unsafe-url]");
	fails("<img srcset=\"a.png 1x, {{ vars.sly }} 2x\">",
	    "[unsafe-url]");
	fails("<a href=\"java{% if vars.no %}x{% end %}script:"
	    "{{ vars.seven }}\">", "[unsafe-url]");
	fails("<p title=\"{% if vars.no %}\">{% end %}",
	    "may stand in text or in an attribute's value");
	fails("<p title=\"x", "ends in an attribute's value");
	fails("{% include \"partials/loop.html\" %}", "includes itself");
	fails("{% include \"partials/lop.html\" %}",
	    "did you mean `partials/loop.html`?");
}

static void
names(void **state)
{
	(void)state;
	fails("{{ page.titel }}", "did you mean `page.title`?");
	fails("{% if page.extra %}{% else %}{{ site.hom }}{% end %}",
	    "did you mean `site.home`?");
	fails("{% if site.sections %}{% for s in site.sections %}"
	    "{{ s.titel }}{% end %}{% end %}", "did you mean `s.title`?");
	fails("{{ page.title.x }}", "`page.title` is a text and has no field `x`");
	fails("{{ page.alternates }}", "is a list of lists or maps and cannot be printed");
	fails("{{ ui.serch }}", "did you mean `ui.search`?");
	fails("{{ tokens.light.backgroud }}",
	    "did you mean `tokens.light.background`?");
	fails("{% if options.hero == \"solids\" %}{% end %}",
	    "did you mean `solid`?");
	fails("{% if page.kind == \"artikle\" %}{% end %}",
	    "did you mean `article`?");
	fails("{{ say(\"n_article\", { n = 1 }) }}",
	    "did you mean `n_articles`?");
	fails("{{ page.description }}", "`page.description` is not set");
	fails("{{ say(\"updated_on\", { data = 1 }) }}",
	    "ask for a part `date` that is not given");
	fails("{{ brnd.name }}", "did you mean `brand`?");
}

#define ONE "return provider { extends = \"base\", name = \"One\", " \
    "theme = \"mine\", "
#define MINE "return theme { extends = \"base\", "

static void
wrong_provider(const char *text, const char *wanted)
{
	own_provider = text;
	fails("", wanted);
	own_provider = NULL;
}

static void
wrong_theme(const char *text, const char *wanted)
{
	own_theme = text;
	own_provider = ONE "}";
	fails("", wanted);
	own_theme = own_provider = NULL;
}

static void
settings(void **state)
{
	(void)state;
	wrong_provider(ONE "furniture = { { partial = \"coupn\" } } }",
	    "did you mean `coupon`?");
	wrong_provider(ONE "furniture = { { partial = \"coupon\", "
	    "at = \"body-end\" } } }", "did you mean `body_end`?");
	wrong_provider(ONE "theme_options = { hero = \"sold\" } }",
	    "did you mean `solid`?");
	wrong_provider(ONE "theme_options = { heroe = \"solid\" } }",
	    "did you mean `hero`?");
	wrong_provider(ONE "theme_options = { toggle = \"no\" } }",
	    "the theme's option `toggle` is true or false, not a text");
	wrong_provider(ONE "colours = { dark = { primry = \"#123456\" } } }",
	    "did you mean `primary`?");
	wrong_theme(MINE "optoins = {} }", "did you mean `options`?");
	wrong_theme(MINE "furniture = { { partial = \"x\" } } }",
	    "say which in `at`");
	wrong_theme(MINE "tokens = { light = { tint = { \"on\", "
	    "\"backgroud\" } } } }", "did you mean `background`?");
	wrong_theme(MINE "contrast = { { \"text\", \"backgroud\", 7 } } }",
	    "did you mean `background`?");
}

static void
words(void **state)
{
	(void)state;
	prints("{{ ui.search }}", "Search");
	prints("{{ say(\"n_articles\", { n = 1 }) }}, "
	    "{{ say(\"n_articles\", { n = 1200 }) }}",
	    "1 article, 1200 articles");
	prints("{{ options.header }} {{ options.hero }}", "plain tint");
}

static void
home(void **state)
{
	(void)state;
	prints("{{ page.kind }} {{ page.id }} {{ page.url }} "
	    "[{{ page.root }}] {{ page.canonical }} {{ page.title }}",
	    "home index index.html [] https://one.example/help/index.html "
	    "How can we help?");
	prints("{% for s in site.sections %}{{ s.id }} {{ s.count }} "
	    "{% for a in s.articles %}{{ a.title }},{% end %}{% end %}",
	    "email 2 A &amp; B,Second,");
	prints("{{ site.form_action }}", "https://f.example:8443 mailto:");
	prints("{% for f in furniture %}{{ f.partial }}@{{ f.at }} {% end %}",
	    "breadcrumb@top support_box@end lead_form@end promo@end ");
	prints("{% if nav %}nav{% end %}{% if page.section %}x{% end %}", "");
}

static void
article(void **state)
{
	(void)state;
	prints_article("{{ page.kind }} {{ page.root }} "
	    "{{ page.description }} {{ page.updated_iso }} "
	    "{{ page.section.title }}",
	    "article ../ On A 2026-05-04 E-mail");
	prints_article("{% for h in page.toc %}{{ h.id }}"
	    "{% if h.children %}({% for i in h.children %}{{ i.id }}{% end %})"
	    "{% end %} {% end %}", "h0 h1(h2) h3 ");
	prints_article("{% for n in nav %}{{ n.title }}"
	    "{% if n.current %}*{% end %} {% end %}",
	    "A &amp; B* Second ");
	prints_article("{% for b in page.breadcrumb %}{{ b.title }}:"
	    "{{ b.url }} {% end %}",
	    "Home:index.html E-mail:email/index.html ");
	prints_article("{{ page.next.title }}{% if page.prev %}!{% end %}",
	    "Second");
	prints_article("{% for t in page.tags %}{{ t.name }} {{ t.count }}"
	    "{% end %}", "IMAP 1");
	prints_article("{% for f in furniture %}{% if f.at == \"end\" %}"
	    "{{ f.partial }} {% end %}{% end %}",
	    "pager support_box also_read lead_form promo ");
}

/* The same page in a second locale, and the way there. */
static void
alternates(void **state)
{
	struct fixture f;
	struct buf out = BUF_INIT;
	struct edition dutch;
	struct map *ids;
	struct site other;
	const struct site *sites[2];

	(void)state;
	dress(&f, "themes/mine/layouts/article.html",
	    "{% if page.alternates %}{% for a in page.alternates %}"
	    "{{ a.lang }} {{ a.name }} {{ page.root }}{{ a.url }} "
	    "{{ a.href }}{% end %}{% end %}");
	ids = map_new(f.a);
	map_put(ids, f.page[2].id, NULL)->ptr = &f.page[2];
	f.site.of_folder = ids;
	dutch = *f.edition;
	dutch.locale = locale_open(f.a, STR("nl"));
	dutch.prefix = STR("nl/");
	other = f.site;
	other.edition = &dutch;
	sites[0] = &f.site;
	sites[1] = &other;
	f.skin->options.sites = sites;
	f.skin->options.nsites = 2;
	skin_article(f.skin, &f.page[2], f.a, f.d, &out, NULL);
	is(&f, &out, "nl Nederlands ../nl/email/a.html "
	    "https://one.example/help/nl/email/a.html");
	buf_free(&out);
	undress(&f);
}

static void
previews(void **state)
{
	(void)state;
	options = (struct skin_options){ .url = STR("https://p.example/x"),
	    .noindex = true };
	prints("{{ page.canonical }} {{ site.url }} "
	    "{% if page.noindex %}noindex{% end %}"
	    "{% if site.print_url %}print{% end %}",
	    "https://p.example/x/index.html https://p.example/x/ noindex");
	options = (struct skin_options){ .print = true };
}

static void
not_found(void **state)
{
	struct fixture f;
	struct buf out = BUF_INIT;

	(void)state;
	dress(&f, "themes/mine/layouts/404.html", "{{ page.root }} "
	    "{% if page.noindex %}noindex{% end %} {{ page.title }}");
	skin_404(f.skin, f.a, f.d, &out);
	is(&f, &out, "/help/ noindex This page is not here");
	buf_free(&out);
	undress(&f);
}

static void
tags(void **state)
{
	struct fixture f;
	struct buf out = BUF_INIT;

	(void)state;
	dress(&f, "themes/mine/layouts/tag.html", "{{ page.id }} "
	    "{{ page.title }}{% if page.tag %} {% for a in page.articles %}"
	    "{{ a.url }}{% end %}{% else %}{% for t in page.tags %} "
	    "{{ t.url }}{% end %}{% end %}\n");
	skin_tag(f.skin, &f.tag[0], f.a, f.d, &out);
	skin_tag(f.skin, NULL, f.a, f.d, &out);
	is(&f, &out, "tags/imap IMAP email/a.html\n"
	    "tags All tags tags/imap.html\n");
	buf_free(&out);
	undress(&f);
}

static void
print(void **state)
{
	struct fixture f;
	struct buf out = BUF_INIT;

	(void)state;
	dress(&f, "themes/mine/layouts/print.html",
	    "{% for c in page.chapters %}{{ c.n }} {{ c.anchor }}:"
	    "{% for a in c.articles %} {{ a.anchor }}{{ a.content }}"
	    "{% end %}{% end %} {{ page.updated_iso }}");
	/* A heading of one article may look like another's anchor. */
	f.heading[0].id = STR("h");
	f.page[2].id = STR("email");
	f.page[3].id = STR("email/2/h");
	skin_print(f.skin, f.a, f.d, &out);
	is(&f, &out, "1 email: email-2 email-2-h-2 2026-05-04");
	buf_free(&out);
	undress(&f);
}

static void
files(void **state)
{
	struct fixture f;
	const struct skin_file *file;
	bool css = false;

	(void)state;
	dress(&f, "themes/mine/assets/livery.css", "p {}");
	size_t n = skin_files(f.skin, &file);
	for (size_t i = 0; i < n; i++)
		if (str_eq(file[i].path, STR("assets/livery.css")))
			css = str_eq(file[i].bytes, STR("p {}"));
	assert_true(css);
	assert_true(str_find(skin_brand_css(f.skin),
	    STR("--brand-primary: #0b62c4;"), 0) > 0);
	undress(&f);
}

/* Every page of the base theme, with nothing in it that is reported. */
static void
base_theme(void **state)
{
	struct fixture f;
	struct buf out = BUF_INIT;

	(void)state;
	dress(&f, "themes/mine/partials/unused.html", "");
	skin_home(f.skin, f.a, f.d, &out);
	skin_section(f.skin, &f.section[1], f.a, f.d, &out, NULL);
	skin_article(f.skin, &f.page[2], f.a, f.d, &out, NULL);
	skin_tag(f.skin, &f.tag[0], f.a, f.d, &out);
	skin_404(f.skin, f.a, f.d, &out);
	skin_print(f.skin, f.a, f.d, &out);
	if (diags_errors(f.d))
		show(&f);
	assert_int_equal(diags_errors(f.d), 0);
	assert_true(str_find(buf_view(&out),
	    STR("<title>A &amp; B – One</title>"), 0) > 0);
	buf_free(&out);
	undress(&f);
}

/* README's table of `page` and the table of names agree. */
static void
documented(void **state)
{
	struct arena *a = arena_new();
	const struct model_row *row;
	struct str readme;

	(void)state;
	assert_true(file_read(a, "themes/README.md", &readme));
	for (size_t i = 0; (row = model_next("page", &i)) != NULL; ) {
		struct str name = arena_printf(a, "`page.%s`", row->field);
		if (str_find(readme, name, 0) < 0)
			print_message("%.*s\n", STR_ARG(name));
		assert_true(str_find(readme, name, 0) > 0);
	}
	for (ptrdiff_t at = 0; (at = str_find(readme, STR("| `page."),
	    (size_t)at + 1)) > 0; ) {
		size_t from = (size_t)at + 8;
		ptrdiff_t end = str_find_char(readme, '`', from);
		assert_non_null(model_find("page", str_slice(readme, from,
		    (size_t)end)));
	}
	arena_free(a);
}

/* What varies among the pages of a plan, at every kind of place. */
static void
plans(void **state)
{
	static const char *const texts[] = {
		/* Loops over what is known, with marks that are not. */
		"{% for n in nav %}{{ loop.index }}{% if n.current %}*{% else %}"
		"{{ n.title }}{% end %}{% if n.open %}!{% end %}{% end %}",
		"{% for w in vars.words %}{% for n in nav %}{{ w }}"
		"{% if n.current and loop.first %}{{ page.title }}{% end %}"
		"{% end %}{% end %}",
		"{% for k, n in nav %}{{ k }}{% for a, b in n %}{{ a }}"
		"{% if b %}{% if a == \"title\" %}{{ b }}{% end %}{% end %}"
		"{% end %}{% end %}",
		"{% for n in nav %}<a href=\"{{ page.root }}{{ n.url }}\""
		"{% if n.current %} aria-current=\"page\"{% end %}>{{ n.title "
		"}}</a>{% end %}{% for n in nav %}{% if n.current %}*{% end %}"
		"{% end %}",
		"{% for n in nav %}{% if n.current %}{{ page.title }}"
		"<a href=\"{{ page.root }}{{ page.url }}\">{% if page.next %}"
		"{{ n.title }}{% end %}{% end %}{{ page.id }}{% end %}",
		"{% for n in nav %}{% if n.current %}{% for m in nav %}"
		"{% if m.current %}{{ m.title }}{% end %}{% if n.open %}!"
		"{% elseif m.current %}?{% end %}{% end %}{% end %}{% end %}",
		"{% for n in nav %}{% if n.current %}*{% end %}<a href=\"../{{ "
		"page.id }}\">{% if n.current %}{{ page.author }}{% end %}"
		"{% end %}",
		"{% for n in nav %}<a href=\"{{ page.root }}{% if n.current %}"
		"x{% end %}{{ n.url }}\">{% end %}",
		"{% for n in nav %}x{% if n.current %}{{ n.title .. page.title "
		"}}{% end %}{% if n.current %}y{% end %}{% end %}",
		"{% if page.title %}{% for t in nav %}{% for n in nav %}"
		"{% if n.current %}{{ t.title }}{{ n.title }}{{ page.id }}"
		"{% end %}{% end %}{% end %}{% end %}",
		"{% for k, v in page %}{% for n in nav %}{% if n.current %}"
		"{{ k }}{{ n.title }}{% end %}{% end %}{% end %}",
		/* Loops over what is not, with names of the known inside. */
		"{% if page.related %}{% for r in page.related %}"
		"{% for w in vars.words %}{{ w }}{{ r.title }}{{ page.root }}"
		"{% end %}{% end %}{% end %}",
		"{% if page.toc %}{% for h in page.toc %}{{ h.title }}"
		"{% for h in vars.words %}{{ h }}{% end %}{{ h.id }}"
		"{% end %}{% end %}",
		"{% for k, v in page %}{{ k }}{% if v == page.title %}="
		"{{ v }}{% end %}{% end %}",
		/* Lua that asks for both. */
		"{% for w in vars.words %}{{ w .. page.title }}{% end %}",
		"{% for w in vars.words %}{% for n in nav %}"
		"{{ w .. n.title .. tostring(n.current) }}{% end %}{% end %}",
		"{% for n in nav %}{% if loop.index <= 1 %}{{ #nav }}"
		"{{ n.title }}{% end %}{% end %}",
		"{% for n in nav %}{% for w in vars.words %}{{ page.title .. "
		"n.title }}{{ w }}{{ page.id .. w }}{% end %}{% end %}",
		"{{ say(\"tagged\", { tag = page.title }) }}"
		"{{ say(\"tagged\", { tag = brand.name }) }}",
		"{{ page[\"title\"] }}{{ (page)[\"ti\" .. \"tle\"] }}",
		/* Loops that write the same of the same list, and some that
		   ask for more. */
		"{% for t in page.tags %}{{ loop.index }}{{ t.name }}"
		"<a href=\"{{ page.root }}{{ t.url }}\">{% end %}"
		"{% for t in page.tags %}{{ t.url }}{% end %}"
		"{% for t in page.tags %}{{ t.url }}{% end %}",
		"{% for h in page.toc %}{{ h.id }}{% for i in h.children %}"
		"{% if i.level == 3 and loop.last %}{{ i.title }}{% end %}"
		"{% end %}{% switch h.level %}{% case 2 %}2{% else %}3"
		"{% end %}{% end %}",
		"{% for h in page.toc %}{% for i, k in page.toc %}{{ i }}"
		"{{ k.id }}{{ h.id }}{% end %}{% end %}",
		"{% for h in page.toc %}{{ h.id }}{{ page.title }}{% end %}"
		"{% for h in page.toc %}{{ h.id .. loop.index }}{% end %}",
		"{% for h in page.toc %}{% for n in nav %}{% if n.current %}"
		"{{ h.id }}{% end %}{% end %}{% end %}",
		"<a href=\"{% for h in page.toc %}{{ h.id }}\"><a href=\"x"
		"{{ h.title }}{% end %}\">{% for h in page.toc %}<a href=\""
		"{{ vars.sly }}{{ h.id }}\">{% end %}",
		"{% for h in page.toc %}{{ h.children }}{{ h.none }}{% end %}",
		"{% for h in page.toc %}{% for a, b in ui %}{% for c, d in ui "
		"%}{% for g in page.toc %}{% end %}{% end %}{% end %}{% end %}",
		"{% include \"partials/article_list.html\" with { articles = "
		"page.toc } %}{% include \"partials/article_list.html\" with "
		"{ articles = page.tags } %}",
		/* Files. */
		"{% include \"partials/search_form.html\" with "
		"{ where = page.id } %}{% include \"partials/search_form.html\""
		" with { where = \"x\" } %}",
		"{% if page.related %}{% include \"partials/article_list.html\" "
		"with { articles = page.related } %}{% end %}"
		"{% include \"partials/nav.html\" %}",
		"{% include \"partials/article_list.html\" with { articles = "
		"page.alternates } %}",
		"{% include \"partials/article_list.html\" with { articles = "
		"page.alternates.x } %}",
		/* Conditions. */
		"{% if page.next and not page.prev %}a{% elseif brand.name %}b"
		"{% else %}c{% end %}",
		"{% if vars.no %}a{% elseif page.next %}b{% elseif vars.seven "
		"%}c{% else %}d{% end %}",
		"{% switch page.title %}{% case \"Second\" %}2{{ brand.name }}"
		"{% case \"x\" %}x{% else %}{{ page.title }}{% end %}",
		"{% switch vars.seven %}{% case 7 %}{{ page.id }}{% else %}no"
		"{% end %}",
		"{% if page.author or brand.name %}{{ page.url }}{% end %}",
		/* Addresses: known, unknown, half, unsafe in each way. */
		"<a href=\"{{ page.root }}{{ page.url }}\">"
		"<a href=\"{{ page.root }}{{ site.home }}\">"
		"<a href=\"x{% if page.next %}{{ page.root }}{% end %}y{{ "
		"site.home }}\">",
		"<a href=\"{{ vars.sly }}\"><a href=\"{{ page.title }}\">",
		"<a href=\"{{ vars.sly }}{{ page.title }}\">",
		"<a href=\"java{% if page.next %}script{% end %}:{{ vars.seven "
		"}}{{ page.title }}\">",
		"<a href=\"{% if page.title %}{{ vars.sly }}{% end %}{{ "
		"page.id }}\">",
		"{% for n in nav %}<a href=\"{{ vars.sly }}{{ n.url }}\">"
		"{% end %}",
		"<a href=\"../{{ vars.sly }}{{ page.title }}\">"
		"<a href=\"{{ page.title }}{{ vars.sly }}\">"
		"<a href=\"#{{ page.id }}\"><a href=\"{{ vars.sly }}{{ "
		"page.id }}\">",
		"<a href=\"../{% if page.next %}{{ page.id }}\">"
		"<a href=\"{{ vars.sly }}{% end %}{{ page.id }}\">",
		"<a href=\"{{ page.root }}{% if page.next %}{{ page.id }}\">"
		"<a href=\"{% else %}x\"><a href=\"{{ page.root }}{% end %}"
		"{{ vars.sly }}{{ page.id }}\">",
		"<a href=\"../{% for k, v in page %}{{ k }}\"><a href=\""
		"{{ vars.sly }}{{ k }}{% end %}{{ page.id }}\">",
		"<a href=\"../{% switch page.id %}{% case \"email/a\" %}{{ "
		"page.id }}\"><a href=\"{{ vars.sly }}{% else %}x{% end %}"
		"{{ page.id }}\">",
		"<img srcset=\"../a 1x, {{ vars.sly }}{{ page.id }} 2x\">",
		"<img srcset=\"{{ page.root }}a 1x, {{ page.id }} 2x\" "
		"alt=\"{{ page.title }}\">",
		"<a href=\"tel:{{ page.title }}\"><a href=\"mailto:{{ "
		"page.title }}@{{ vars.para }}\">",
		/* Findings: in what is known, in what is not, in both. */
		"{{ page.author }}{{ vars.nothing }}{{ brand.name.x }}",
		"{% if page.prev.title == \"A & B\" %}x{% end %}"
		"{{ page.prev.title }}",
		"{% for n in nav %}{{ n.children }}{{ n.current }}{% end %}",
		"{% for x in page.title %}{% end %}{% for x in brand.name %}"
		"{% end %}{% for x in page.author %}{% end %}",
		"{% for n in nav %}{{ n.title .. n.children }}{% end %}",
		"<style>p { size: {{ page.title }} {{ vars.para }} }</style>",
		"{{ page.content }}<p title=\"{{ page.content }}\">",
		/* More turns than a page may take. */
		"{% for a, b in ui %}{% for c, d in ui %}{% for e, f in ui %}"
		"{% end %}{% end %}{% end %}{{ page.title }}",
		"{% for k, v in page %}{% for a, b in ui %}{% for c, d in ui %}"
		"{% for n in nav %}{% end %}{% end %}{% end %}{% end %}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		is_planned_well(texts[i]);
}

/* What articles say of a word with many kinds of parts, each call ending in
   `end`; of findings the lines that show no source. */
static struct str
said(struct arena *a, const char *word, const char *end)
{
	static const char *const parts[] = { "", ", {}", ", { tag = page.title }",
	    ", { tag = page.title, n = 3, }", ", { n = -2 }", ", { n = page.x }",
	    ", { date = page.updated }", ", { date = page.author }",
	    ", { date = page.title.x }", ", { name = brand.name }",
	    ", { tag = vars.no }", ", { tag = vars.pattern, tag = \"b\" }",
	    ", { date = nothing }", ", { n = vars.seven }",
	    ", { author = page.prev.title }" };
	struct buf text = BUF_INIT, out = BUF_INIT, kept = BUF_INIT;
	struct fixture f;
	struct str line, rest;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		buf_printf(&text, "[{{ say(\"%s\"%s)%s}}]", word, parts[i],
		    end);
	buf_char(&text, '\0');
	dress(&f, "themes/mine/layouts/article.html", text.p);
	write_articles(&f, &out);
	undress(&f);
	for (rest = buf_view(&out); rest.n > 0; ) {
		str_cut(rest, '\n', &line, &rest);
		if (!str_starts(line, STR(" ")))
			buf_str(&kept, line);
	}
	struct str all = arena_str(a, buf_view(&kept));
	buf_free(&text);
	buf_free(&out);
	buf_free(&kept);
	return all;
}

/* Calls of say() that C answers and those that Lua does say the same. */
static void
says(void **state)
{
	static const char *const words[] = { "tagged", "updated_on",
	    "n_articles", "by_author", "language", "search", "none_such" };
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		struct str in_c = said(a, words[i], "    ");
		struct str in_lua = said(a, words[i], "..''");
		if (!str_eq(in_c, in_lua))
			print_message("%.*s\nis not\n%.*s\n", STR_ARG(in_c),
			    STR_ARG(in_lua));
		assert_true(str_eq(in_c, in_lua));
		assert_true(in_c.n > 45);
	}
	arena_free(a);
}

/* However an article of a list is read, its fields are there. */
static void
lists(void **state)
{
#define EACH "{% for s in site.sections %}{% for a in s.articles %}"
#define FIRST EACH "{% if loop.first %}"
	(void)state;
	prints(EACH "{{ a.id }} {% end %}{% end %}", "email/a email/b ");
	prints(FIRST "{{ a.description }}{% end %}{% end %}{% end %}",
	    "On A");
	prints("{% for s in site.sections %}{% for page in s.articles %}"
	    "{{ page.id }} {% end %}{% end %}", "email/a email/b ");
	prints("{{ site.sections[1].articles[1].updated_iso }}",
	    "2026-05-04");
	prints("{% for s in site.sections %}"
	    "{{ s.articles[1][\"updated\" .. \"_iso\"] }}{% end %}",
	    "2026-05-04");
	prints(FIRST "{{ (a and a).updated_iso }}{% end %}{% end %}{% end %}",
	    "2026-05-04");
#undef FIRST
#undef EACH
}

/* Every field of `page` has a name in the table, and they stand in the order
   of a map's keys. */
static void
fields(void **state)
{
	size_t n = 0;

	(void)state;
	for (size_t i = 0; model_next("page", &i) != NULL; )
		n++;
	assert_int_equal(n, MODEL_FIELDS);
	for (size_t i = 0; i < MODEL_FIELDS; i++) {
		assert_non_null(model_find("page", model_fields[i].key));
		assert_true(i == 0 || str_cmp(model_fields[i - 1].key,
		    model_fields[i].key) < 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans),
		cmocka_unit_test(says),
		cmocka_unit_test(lists),
		cmocka_unit_test(fields),
		cmocka_unit_test(escaping),
		cmocka_unit_test(styles_and_scripts),
		cmocka_unit_test(unsafe),
		cmocka_unit_test(names),
		cmocka_unit_test(words),
		cmocka_unit_test(home),
		cmocka_unit_test(article),
		cmocka_unit_test(settings),
		cmocka_unit_test(alternates),
		cmocka_unit_test(previews),
		cmocka_unit_test(not_found),
		cmocka_unit_test(tags),
		cmocka_unit_test(print),
		cmocka_unit_test(files),
		cmocka_unit_test(base_theme),
		cmocka_unit_test(documented),
	};

	return cmocka_run_group_tests_name("render_skin", tests, NULL, NULL);
}
