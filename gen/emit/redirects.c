/* Pages at old addresses, which lead to where the article is now: without a
   server, and by a link where nothing follows it. */
#include "base/files.h"
#include "base/str.h"
#include "emit/site_parts.h"
#include "render/escape.h"

static void
write_page(const struct emission *e, const struct alias *k, struct str href,
    struct buf *out)
{
	const struct edition *ed = e->site->edition;

	buf_printf(out, "<!doctype html>\n<html lang=\"%.*s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\">\n", STR_ARG(locale_tag(ed->locale)));
	if (e->noindex)
		buf_c(out, "<meta name=\"robots\" content=\"noindex\">\n");
	buf_c(out, "<meta http-equiv=\"refresh\" content=\"0; url=");
	escape_url(out, href);
	buf_c(out, "\">\n");
	if (e->url.n > 0) {
		buf_c(out, "<link rel=\"canonical\" href=\"");
		escape_url(out, e->url);
		escape_url(out, ed->prefix);
		escape_url(out, k->page->url);
		buf_c(out, "\">\n");
	}
	buf_c(out, "<title>");
	escape_text(out, k->page->title);
	buf_c(out, "</title>\n</head>\n<body>\n<p><a href=\"");
	escape_url(out, href);
	buf_c(out, "\">");
	escape_text(out, k->page->title);
	buf_c(out, "</a></p>\n</body>\n</html>\n");
}

void
site_redirects(const struct emission *e, struct arena *scratch,
    const struct sink *to)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < e->site->naliases; i++) {
		const struct alias *k = &e->site->alias[i];
		struct str path = k->of_brand ? k->url :
		    site_path(e, scratch, k->url);
		struct str href = path_relative(scratch, path,
		    site_path(e, scratch, k->page->url));
		if (k->anchor.n > 0)
			href = arena_printf(scratch, "%.*s#%.*s",
			    STR_ARG(href), STR_ARG(k->anchor));
		buf_reset(&out);
		write_page(e, k, href, &out);
		to->file(to->ctx, path, marked_plain(buf_view(&out)),
		    true);
		arena_reset(scratch);
	}
	buf_free(&out);
}
