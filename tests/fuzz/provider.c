/* Fuzzes provider scripts and data scripts: the sandbox, the schema, the
   search for places. */
#include "fuzz.h"

#include "base/str.h"
#include "provider/provider.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct sources *s = sources_new(a);
	struct diags *d = diags_new(a, s);
	struct buf out = BUF_INIT;
	struct value v;
	const struct edition *e;
	const struct field_row *row;
	const struct fact *fact;
	const char *root = fuzz_project();

	fuzz_write("providers/acme.lua", bytes, n);
	struct providers *p = providers_load(a, root, s, d, NULL, 0);
	size_t editions = providers_editions(p, &e);
	for (size_t i = 0; i < editions; i++)
		providers_fields(p, &e[i], a, &row);
	providers_facts(p, &fact);
	uint32_t file = sources_add(s, STR("data.lua"),
	    (struct str){ (const char *)bytes, n });
	provider_load_data(a, s, file, d, &v);
	diags_print(d, &out, DIAG_SARIF, false);
	buf_free(&out);
	providers_free(p);
	arena_free(a);
	return 0;
}
