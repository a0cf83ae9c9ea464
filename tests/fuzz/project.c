/* The fuzzers' project folder. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"

static char root[64];

static void
clean_up(void)
{
	tree_remove(root);
}

static void
put(const char *path, const char *text)
{
	fuzz_write(path, (const uint8_t *)text, strlen(text));
}

const char *
fuzz_project(void)
{
	char dir[128];
	if (root[0])
		return root;
	snprintf(root, sizeof(root), "/dev/shm/livery-fuzz-%d",
	    (int)getpid());
	snprintf(dir, sizeof(dir), "%s/content/_snippets", root);
	dir_make(dir);
	snprintf(dir, sizeof(dir), "%s/providers", root);
	dir_make(dir);
	atexit(clean_up);
	put("providers/base.lua", "return provider { livery = 1, "
	    "locales = { \"en\" } }\n");
	put("providers/acme.lua", "return provider { name = \"Acme Mail\", "
	    "mail = { imap = { host = \"imap.acme.example\", port = 993, "
	    "security = \"tls\" } }, policy = { pop_default = \"leaves\" } }\n");
	put("content/_snippets/s.md", "A [link](/b.md) {{ mail.imap.port }}\n");
	put("content/b.md", "---\ntitle: B\n---\n## Ports {#ports}\n");
	return root;
}

void
fuzz_write(const char *path, const uint8_t *bytes, size_t n)
{
	char full[256];
	snprintf(full, sizeof(full), "%s/%s", root, path);
	FILE *f = fopen(full, "wb");
	if (!f || fwrite(bytes, 1, n, f) != n || fclose(f))
		abort();
}
