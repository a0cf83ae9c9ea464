/* Walks the pages of several editions side by side. */
#include "emit/walk.h"

#include "base/str.h"

void
walk_add(struct walk *w, const struct site *s, struct str from, struct str to)
{
	w->in[w->n++] = (struct walk_cursor){
		s->page + site_page_from(s, from),
		s->page + (to.n > 0 ? site_page_from(s, to) : s->npages) };
}

/* The lowest URL that is left; false when there is none. */
static bool
next_url(struct walk *w)
{
	bool found = false;

	for (size_t i = 0; i < w->n; i++) {
		const struct walk_cursor *c = &w->in[i];
		if (c->at == c->end ||
		    (found && str_cmp(c->at->url, w->url) >= 0))
			continue;
		w->url = c->at->url;
		found = true;
	}
	return found;
}

const struct page *
walk_next(struct walk *w, size_t *which)
{
	do {
		while (w->next < w->n) {
			struct walk_cursor *c = &w->in[*which = w->next++];
			if (c->at < c->end && str_eq(c->at->url, w->url))
				return c->at++;
		}
		w->next = 0;
	} while (next_url(w));
	return NULL;
}
