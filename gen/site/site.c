/* Linking one edition: pages and their tree, ids, links, tags, related. */
#include "site/site_private.h"

enum { SUGGESTIONS_MAX = 200 };

struct site *
site_build_outlined(struct arena *a, struct outlines *known,
    const struct edition *e, const struct overlay *o, struct diags *d)
{
	struct linker l = {
		.a = a, .scratch = arena_new(), .as = outlines_articles(known),
		.e = e, .o = o, .d = d, .known = known,
		.site = ARENA_NEW(a, struct site), .folders = map_new(a),
		.suggestions = SUGGESTIONS_MAX, .own_url = target_own_url(e)
	};
	uint32_t outer = diags_edition(d);

	l.site->articles = l.as;
	l.site->edition = e;
	l.site->of_folder = l.folders;
	l.all = outlines_catalogue(known);
	l.paths = map_new(l.scratch);
	l.sections = map_new(l.scratch);
	l.own = map_new(l.scratch);
	l.assets = map_new(l.scratch);
	diags_set_edition(d, e->index);
	site_make_pages(&l);
	l.ids = ARENA_ARRAY(l.scratch, l.site->npages, struct map *);
	site_rank(&l);
	site_order(&l);
	site_make_headings(&l);
	site_make_tags(&l);
	site_make_aliases(&l);
	site_make_links(&l);
	site_check_related(&l);
	diags_set_edition(d, outer);
	arena_free(l.scratch);
	return l.site;
}

struct site *
site_build(struct arena *a, const struct articles *as,
    const struct edition *e, const struct overlay *o, struct diags *d)
{
	return site_build_outlined(a, outlines_new(a, as), e, o, d);
}
