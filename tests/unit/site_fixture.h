/* A project in a temporary folder, taken through the real stages up to the
   linked site. */
#ifndef TESTS_SITE_FIXTURE_H
#define TESTS_SITE_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/files.h"
#include "base/str.h"
#include "site/site.h"

struct fixture {
	struct arena *a;
	char root[64];
	struct sources *sources;
	struct diags *diags;
	struct providers *providers;
	struct project *project;
	struct articles *articles;
	const struct edition *edition;
	size_t neditions;
	const struct overlay **overlay;
	struct outlines *outlines;
};

static struct fixture fx;
static article_make *maker;	/* what to make of documents, or null */

static void
put(const char *path, const char *text)
{
	struct str whole = path_join(fx.a, str_c(fx.root), str_c(path));
	struct str dir = arena_str(fx.a, path_dir(whole));

	dir_make(dir.p);
	file_replace(whole.p, str_c(text));
}

static int
setup(void **state)
{
	(void)state;
	fx = (struct fixture){ .a = arena_new(), .root = "/tmp/livery-XXXXXX" };
	if (!mkdtemp(fx.root))
		return -1;
	put("providers/base.lua", "return provider { livery = 1,"
	    " locales = { \"en\" } }\n");
	put("providers/acme.lua", "return provider { name = \"Acme\","
	    " vars = { bad = \"a<b>\", empty = \"\","
	    " space = \"x y \", letter = \"n\", host = \"mail.{reader.domain}\" },"
	    " urls = { docs = \"https://docs.example/\" },"
	    " support = { channels = { { kind = \"phone\","
	    " value = \"+31 800 1234\" } } } }\n");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	if (fx.providers)
		providers_free(fx.providers);
	if (fx.project)
		project_free(fx.project);
	tree_remove(fx.root);
	arena_free(fx.a);
	return 0;
}

/* An article with a title and a body. */
static void
article(const char *path, const char *title, const char *body)
{
	struct str text = arena_printf(fx.a, "---\ntitle: \"%s\"\n---\n%s",
	    title, body);

	put(path, text.p);
}

/* Runs everything up to the documents. */
static void
load(void)
{
	const struct brand *brand;
	struct str tag = STR("en");

	fx.sources = sources_new(fx.a);
	fx.diags = diags_new(fx.a, fx.sources);
	fx.providers = providers_load(fx.a, fx.root, fx.sources, fx.diags,
	    NULL, 0);
	size_t nbrands = providers_brands(fx.providers, &brand);
	fx.neditions = providers_editions(fx.providers, &fx.edition);
	struct str *names = ARENA_ARRAY(fx.a, fx.neditions, struct str);
	for (size_t i = 0; i < fx.neditions; i++)
		names[i] = fx.edition[i].name;
	diags_name_editions(fx.diags, names, (uint32_t)fx.neditions);
	fx.project = project_load(fx.a, fx.root, fx.sources, &tag, 1, NULL,
	    fx.diags);
	fx.overlay = ARENA_ARRAY(fx.a, nbrands, const struct overlay *);
	for (size_t i = 0; i < nbrands; i++)
		fx.overlay[i] = overlay_load(fx.a, fx.project,
		    brand[i].id, fx.diags);
	struct article_options o = { .make = maker };
	fx.articles = articles_build(fx.a, fx.project, fx.providers, fx.overlay, &o,
	    fx.diags);
	fx.outlines = outlines_new(fx.a, fx.articles);
}

static struct site *
link_site(size_t edition)
{
	const struct edition *e = &fx.edition[edition];

	return site_build_outlined(fx.a, fx.outlines, e,
	    fx.overlay[e->brand->index], fx.diags);
}

static struct site *
load_and_link(void)
{
	load();
	return link_site(0);
}

static const struct page *
page_at(const struct site *s, const char *url)
{
	for (size_t i = 0; i < s->npages; i++)
		if (str_eq(s->page[i].url, str_c(url)))
			return &s->page[i];
	fail_msg("there is no page %s", url);
	return NULL;
}

static void
assert_str(struct str got, const char *want)
{
	if (!str_eq(got, str_c(want)))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

/* All findings, as `livery check` prints them. */
static struct str
findings(void)
{
	struct buf b = BUF_INIT;

	diags_print(fx.diags, &b, DIAG_HUMAN, false);
	struct str s = arena_str(fx.a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void
assert_clean(void)
{
	struct str s = findings();

	if (diags_errors(fx.diags) > 0 || diags_warnings(fx.diags) > 0)
		fail_msg("unexpected findings:\n%.*s", STR_ARG(s));
}

static inline void
assert_found(const char *line)
{
	struct str s = findings();

	if (str_find(s, str_c(line), 0) < 0)
		fail_msg("did not find \"%s\" in:\n%.*s", line, STR_ARG(s));
}

#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

#endif
