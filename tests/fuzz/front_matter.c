/* Fuzzes front matter: masking and fields on all input, the YAML itself in a
   worker, as in a build, and the reader of a worker's record on its bytes. */
#include "fuzz.h"

#include "base/str.h"
#include "project/parts.h"

static void
read_record(struct arena *a, struct str bytes)
{
	struct sources *s = sources_new(a);
	struct diags *d = diags_new(a, s);
	struct str text = STR("title: a text of some length\nx: [1, 2]\n");
	uint32_t file = sources_add(s, STR("fuzz"), text);
	yaml_of(a, a, bytes, text, (struct span){ file, 0, (uint32_t)text.n },
	    d);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const struct str locales[] = { { "en", 2 }, { "nl", 2 } };
	struct arena *a = arena_new();
	struct sources *s = sources_new(a);
	struct diags *d = diags_new(a, s);
	struct buf out = BUF_INIT;
	struct str text = { (const char *)bytes, n };
	const char *root = fuzz_project();

	read_record(a, text);
	field_mask(a, text);
	fuzz_write("content/a.md", bytes, n);
	fuzz_write("content/_snippets/s.md", bytes, n);
	project_load(a, root, s, locales, 2, NULL, d);
	diags_print(d, &out, DIAG_HUMAN, false);
	buf_free(&out);
	arena_free(a);
	return 0;
}
