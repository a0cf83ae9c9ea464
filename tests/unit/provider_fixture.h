/* What the provider units share: small projects in a fresh folder, and all
   that was reported about them as one text. */
#ifndef PROVIDER_FIXTURE_H
#define PROVIDER_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/files.h"
#include "base/str.h"
#include "provider/provider.h"

static struct arena *a;
static struct sources *sources;
static struct diags *diags;
static struct providers *providers;
static char folder[64];

static int
setup(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/livery-provider-XXXXXX");
	assert_non_null(mkdtemp(folder));
	a = arena_new();
	sources = sources_new(a);
	diags = diags_new(a, sources);
	providers = NULL;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	providers_free(providers);
	tree_remove(folder);
	arena_free(a);
	return 0;
}

static void
put(const char *path, const char *text)
{
	struct str full = path_join(a, str_c(folder), str_c(path));

	dir_make(arena_str(a, path_dir(full)).p);
	if (file_exists(full.p))
		tree_remove(full.p);
	file_create(full.p, str_c(text));
}

static void
load(void)
{
	providers = providers_load(a, folder, sources, diags, NULL, 0);
}

/* base.lua and one brand, acme, with these fields. */
static void
load_brand(const char *fields)
{
	put("providers/base.lua", "return provider { livery = 1 }\n");
	put("providers/acme.lua", arena_printf(a,
	    "return provider {\n%s\n}\n", fields).p);
	load();
}

static const char *
findings(void)
{
	struct buf b = BUF_INIT;

	diags_print(diags, &b, DIAG_HUMAN, false);
	struct str s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s.p;
}

static void
assert_clean(void)
{
	if (diags_errors(diags) + diags_warnings(diags) > 0)
		fail_msg("%s", findings());
}

static void
assert_finds(const char *part)
{
	if (!strstr(findings(), part))
		fail_msg("no \"%s\" in:\n%s", part, findings());
}

static void
assert_str(struct str got, const char *want)
{
	if (!str_eq(got, str_c(want)))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static const struct edition *
edition(const char *name)
{
	const struct edition *e;
	size_t n = providers_editions(providers, &e);

	for (size_t i = 0; i < n; i++)
		if (str_eq(e[i].name, str_c(name)))
			return &e[i];
	fail_msg("no edition %s:\n%s", name, findings());
	return NULL;
}

#endif
