/* A folder of its own to publish into, and small trees to publish. */
#ifndef TESTS_PUBLISH_FIXTURE_H
#define TESTS_PUBLISH_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "base/str.h"
#include "publish/publish.h"

static struct arena *a;
static struct diags *diags;
static char root[64];
static int home = -1;

/* Goes into a new folder that holds a project `p`; 0 or -1. */
static int
enter_root(void)
{
	a = arena_new();
	diags = diags_new(a, sources_new(a));
	home = open(".", O_RDONLY | O_DIRECTORY);
	strcpy(root, "/tmp/livery-unit-XXXXXX");
	if (home < 0 || !mkdtemp(root) || chdir(root) < 0)
		return -1;
	dir_make("p/content");
	dir_make("p/providers");
	return 0;
}

/* Removes it; 0 or -1. */
static int
leave_root(void)
{
	tree_remove(root);
	arena_free(a);
	return fchdir(home) < 0 || close(home) < 0 ? -1 : 0;
}

/* Name and bytes of each file by turns, ended by null. */
typedef const char *const tree[];

static void
put_tree(struct publication *p, uint32_t brand, const char *const *files)
{
	struct published done[16];
	size_t n = 0;

	for (; *files; files += 2)
		publication_file(p, brand, str_c(files[0]), str_c(files[1]),
		    &done[n++]);
	publication_brand(p, brand, done, n);
}

#endif
