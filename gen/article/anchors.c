/* GitHub's rule for the ids of headings, and the ids that pages have already. */
#include "article/anchors.h"

#include "base/str.h"
#include "value/locale.h"

#define ID(s) { s, sizeof(s) - 1 }

static bool
begins_as_taken(struct str id)
{
	static const struct str prefixes[] = { ID("fn-"), ID("fnref-"),
	    ID("q-"), ID("reader-") };

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (id.n > 0 && id.p[0] == prefixes[i].p[0] &&
		    str_starts(id, prefixes[i]))
			return true;
	return false;
}

bool
anchor_is_taken(struct str id)
{
	static const struct str names[] = { ID("main"), ID("support"),
	    ID("footnotes"), ID("agent-title"), ID("also-title"),
	    ID("articles-title"), ID("feedback-ask"), ID("lead-email"),
	    ID("lead-message"), ID("lead-name"), ID("lead-title"),
	    ID("popular-title"), ID("readers-title"), ID("related-title"),
	    ID("sections-title"), ID("support-title"), ID("tags-label"),
	    ID("tags-title"), ID("topics-title") };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (id.n == names[i].n && str_eq(id, names[i]))
			return true;
	return begins_as_taken(id);
}

/* What no number behind it can free gets a word in front. */
static struct str
slug_of(struct arena *a, struct str title)
{
	struct str slug = text_slug(a, title);

	if (slug.n == 0)
		return STR("section");
	return begins_as_taken(slug) ?
	    arena_printf(a, "section-%.*s", STR_ARG(slug)) : slug;
}

/* The second "ports" is "ports-1". An id's number remembers where to go on, so
   that many equal titles cost no search. */
struct str
anchor_make(struct map *used, struct arena *a, struct str title)
{
	struct str base = slug_of(a, title);
	bool fresh;
	struct map_entry *e = map_put(used, base, &fresh);

	if (fresh && !anchor_is_taken(base))
		return base;
	uint64_t i = e->num;
	for (;;) {
		struct str id = arena_printf(a, "%.*s-%llu", STR_ARG(base),
		    (unsigned long long)++i);
		map_put(used, id, &fresh);
		if (!fresh || anchor_is_taken(id))
			continue;
		map_get(used, base)->num = i;
		return id;
	}
}
