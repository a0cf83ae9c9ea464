/* Who writes which output path, upper and lower case folded. Most pages are of
   articles, whose paths are told apart once for all editions. */
#include "site/site_private.h"

#include "base/str.h"

struct claim {
	struct span at;
	struct str url;
};

static void
report(struct linker *l, struct str url, struct span at,
    const struct claim *other)
{
	/* A generated file has no place of its own: its rival is shown. */
	struct span place = at.file ? at : other->at;
	struct diag *g = diag_add(l->d, DIAG_DUPLICATE_PATH, place,
	    "`%.*s` is the output path of two files", STR_ARG(url));

	if (!str_eq(url, other->url))
		diag_hint(g, "the other is `%.*s`: some systems do not tell"
		    " them apart", STR_ARG(other->url));
	if (at.file && other->at.file)
		diag_note(g, other->at, "the other one");
	else
		diag_note(g, (struct span){ 0 }, "one is made by livery"
		    " itself or copied because a page refers to it");
}

static bool
claim(struct linker *l, struct str url, struct str folded, struct span at)
{
	const struct article *k = l->claims ? map_ptr(l->claims, folded) :
	    NULL;
	const struct page *p = k ? l->page_of[k->index] : NULL;
	bool fresh;

	if (p) {
		report(l, url, at, &(struct claim){ site_page_span(p), p->url });
		return false;
	}
	struct map_entry *e = map_put(l->paths, folded, &fresh);
	if (!fresh) {
		report(l, url, at, e->ptr);
		return false;
	}
	struct claim *c = ARENA_NEW(l->scratch, struct claim);
	*c = (struct claim){ at, url };
	e->ptr = c;
	return true;
}

bool
site_claim(struct linker *l, struct str url, struct span at)
{
	return claim(l, url, text_fold(l->scratch, url), at);
}

/* Pages without an article may lie where an article's page does. */
static bool
are_apart(struct linker *l)
{
	for (size_t i = 0; i < map_count(l->folders); i++) {
		const struct page *p = map_at(l->folders, i)->ptr;
		if (map_get(l->all->claims, text_fold(l->scratch, p->url)))
			return false;
	}
	return true;
}

static void
claim_page(struct linker *l, const struct page *p)
{
	const struct value *own;

	if (p->article && l->claims)
		return;
	own = map_ptr(l->own, p->id);
	site_claim(l, p->url, own ? own->at : site_page_span(p));
}

/* Where two pages may be at odds, all are held against each other in their
   order. */
void
site_claim_pages(struct linker *l)
{
	if (l->all->claims && are_apart(l))
		l->claims = l->all->claims;
	for (size_t i = 0; i < l->site->npages; i++)
		claim_page(l, &l->site->page[i]);
}
