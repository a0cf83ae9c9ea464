/* Fuzzes an article's whole way: profile, parse, link, stamp. Parses in this
   process: what a worker's limits would end shows here as a timeout. */
#include "fuzz.h"

#include "base/str.h"
#include "render/stencil.h"

static void
stamp(const struct site *site, const struct providers *p, struct buf *out)
{
	const struct stencil_words words = { 0 };
	struct stencil_literals l = { 0 };
	struct buf plain = BUF_INIT;

	for (size_t i = 0; i < site->npages; i++) {
		const struct page *page = &site->page[i];
		struct stencil_run r = { .page = page, .root = STR("../"),
		    .words = &words, .providers = p };
		if (!page->reading || !page->gist)
			continue;
		stencil_write(stencil_of_page(page), &r, out);
		stencil_text(page, &l, &plain, NULL, out);
	}
	stencil_literals_free(&l);
	buf_free(&plain);
}

static void
run(struct arena *a, struct buf *out)
{
	static const struct str locales[] = { { "en", 2 } };
	const struct article_options options = { .workers = 0,
	    .make = stencil_make };
	const char *root = fuzz_project();
	struct sources *s = sources_new(a);
	struct diags *d = diags_new(a, s);
	const struct edition *e;
	struct providers *p = providers_load(a, root, s, d, NULL, 0);
	struct project *project = project_load(a, root, s, locales, 1, NULL, d);
	const struct overlay *overlay = overlay_load(a, project, STR("acme"), d);
	articles_check(project, p, d);
	struct articles *as = articles_build(a, project, p, &overlay,
	    &options, d);
	size_t n = providers_editions(p, &e);
	for (size_t i = 0; i < n; i++)
		stamp(site_build(a, as, &e[i], overlay, d), p, out);
	diags_print(d, out, DIAG_JSON, false);
	project_free(project);
	providers_free(p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct buf out = BUF_INIT;
	fuzz_project();
	fuzz_write("content/a.md", bytes, n);
	run(a, &out);
	buf_free(&out);
	arena_free(a);
	return 0;
}
