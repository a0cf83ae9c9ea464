/* A project written into a fresh folder, loaded and read: for units of
   project/ and article/. Each unit file includes this once. */
#ifndef ARTICLE_FIXTURE_H
#define ARTICLE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article/article.h"
#include "base/files.h"
#include "base/str.h"

static char dir[64];
static struct arena *a;
static struct sources *sources;
static struct diags *diags;
static struct providers *providers;
static struct project *project;
static struct articles *articles;
static struct buf printed;

static inline void
put(const char *path, const char *text)
{
	struct arena *scratch = arena_new();
	struct str full = path_join(scratch, str_c(dir), str_c(path));
	struct str folder = arena_str(scratch, path_dir(full));

	dir_make(folder.p);
	file_replace(full.p, str_c(text));
	arena_free(scratch);
}

/* "---\ntitle: T\n---\n" before the text. */
static inline void
put_article(const char *path, const char *text)
{
	struct buf b = BUF_INIT;

	buf_c(&b, "---\ntitle: T\n---\n");
	buf_c(&b, text);
	buf_char(&b, '\0');
	put(path, b.p);
	buf_free(&b);
}

static inline int
setup(void **state)
{
	(void)state;
	strcpy(dir, "/tmp/livery-unit-XXXXXX");
	assert_non_null(mkdtemp(dir));
	put("providers/base.lua",
	    "return provider { livery = 1, locales = { 'en' } }\n");
	put("providers/acme.lua", "return provider { name = 'Acme Mail',\n"
	    "mail = { imap = { host = 'imap.acme.example', port = 993,\n"
	    "security = 'tls' } }, policy = { pop_default = 'removes' } }\n");
	put("providers/brio.lua", "return provider { name = 'Brio Post',\n"
	    "mail = { imap = { host = 'imap.acme.example', port = 993,\n"
	    "security = 'tls' }, pop = { host = 'pop.brio.example' } },\n"
	    "policy = { pop_default = 'leaves' } }\n");
	a = arena_new();
	return 0;
}

static inline int
teardown(void **state)
{
	(void)state;
	if (providers)
		providers_free(providers);
	providers = NULL;
	if (project)
		project_free(project);
	project = NULL;
	tree_remove(dir);
	buf_free(&printed);
	arena_free(a);
	return 0;
}

/* The content alone, with the locales en, nl and pt-BR. */
static inline void
load(void)
{
	static const struct str locales[] = { { "en", 2 }, { "nl", 2 },
		{ "pt-BR", 5 } };

	sources = sources_new(a);
	diags = diags_new(a, sources);
	project = project_load(a, dir, sources, locales, 3, NULL, diags);
}

/* Everything up to the documents. With 0 workers it is parsed in this process,
   where sanitizers see it. */
static inline void
build_with(unsigned workers)
{
	const struct article_options o = { .workers = workers };
	const struct edition *e;
	const struct brand *b;

	load();
	providers = providers_load(a, dir, sources, diags, NULL, 0);
	size_t n = providers_editions(providers, &e);
	struct str *names = ARENA_ARRAY(a, n + 1, struct str);
	for (size_t i = 0; i < n; i++)
		names[i] = e[i].name;
	diags_name_editions(diags, names, (uint32_t)n);
	size_t nb = providers_brands(providers, &b);
	const struct overlay **overlay =
	    ARENA_ARRAY(a, nb + 1, const struct overlay *);
	for (size_t i = 0; i < nb; i++)
		overlay[i] = overlay_load(a, project, b[i].id, diags);
	articles_check(project, providers, diags);
	articles = articles_build(a, project, providers, overlay, &o, diags);
}

static inline void
build(void)
{
	build_with(0);
}

/* All diagnostics as they are printed. */
static inline const char *
diagnostics(void)
{
	buf_reset(&printed);
	diags_print(diags, &printed, DIAG_HUMAN, false);
	buf_char(&printed, '\0');
	return printed.p;
}

static inline void
expect_clean(void)
{
	if (diags_errors(diags) + diags_warnings(diags) > 0)
		fail_msg("unexpected findings:\n%s", diagnostics());
}

static inline void
expect_says(const char *text)
{
	if (!strstr(diagnostics(), text))
		fail_msg("not said: %s\nsaid:\n%s", text, printed.p);
}

static inline void
expect_errors(uint32_t n)
{
	if (diags_errors(diags) != n)
		fail_msg("%u errors, not %u:\n%s", diags_errors(diags), n,
		    diagnostics());
}

#endif
