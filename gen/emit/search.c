/* The page to search on, and the index that its script loads. */
#include "base/str.h"
#include "emit/site_parts.h"
#include "search/search.h"

struct index_files {
	const struct emission *e;
	struct arena *scratch;
	const struct sink *to, *words;
};

static void
take_file(void *ctx, struct str name, struct str bytes, enum search_text kind,
    struct str words)
{
	const struct index_files *x = ctx;
	struct str path = site_path(x->e, x->scratch, arena_printf(x->scratch,
	    "search/%.*s.js", STR_ARG(name)));

	x->to->file(x->to->ctx, path, marked_plain(bytes),
	    kind == SEARCH_PLAIN);
	if (kind == SEARCH_WORDS)
		x->words->file(x->words->ctx, path, marked_plain(words),
		    true);
	arena_reset(x->scratch);
}

void
emit_search(const struct emission *e, struct arena *scratch,
    const struct sink *to, const struct sink *words)
{
	struct index_files files = { e, scratch, to, words };
	const struct search_sink sink = { &files, take_file };
	struct buf html = BUF_INIT;

	if (!skin_searches(e->skin))
		return;
	skin_search(e->skin, scratch, e->diags, &html);
	site_put(e, scratch, STR("search.html"), buf_view(&html), to);
	buf_free(&html);
	arena_reset(scratch);
	search_write(e->site, &sink);
}
