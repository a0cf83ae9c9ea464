/* print.html: the edition as one paged document. */
#include "base/str.h"
#include "emit/site_parts.h"

void
emit_print(const struct emission *e, struct arena *scratch,
    const struct sink *to)
{
	struct buf html = BUF_INIT;

	skin_print(e->skin, scratch, e->diags, &html);
	site_put(e, scratch, STR("print.html"), buf_view(&html), to);
	buf_free(&html);
	arena_reset(scratch);
}
