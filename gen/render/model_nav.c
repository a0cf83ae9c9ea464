/* Navigation: a section's pages and those of the sections in it. */
#include "render/internal.h"

/* Pages of a section, articles first: the order of both lists everywhere. */
static size_t
count(const struct section *sec)
{
	return sec->narticles + sec->nsections;
}

static const struct section *
child_section(const struct section *sec, size_t i)
{
	return i < sec->narticles ? NULL : sec->section[i - sec->narticles];
}

static const struct page *
child(const struct section *sec, size_t i)
{
	return i < sec->narticles ? sec->article[i] :
	    child_section(sec, i)->page;
}

const struct section *
model_nav_section(const struct page *p)
{
	const struct section *sec = p->section;

	if (!sec->parent)
		return NULL;
	return sec->parent->parent ? sec->parent : sec;
}

static bool
is_below(const struct page *p, const struct section *sec)
{
	for (const struct section *at = p->section; at; at = at->parent)
		if (at == sec)
			return p != sec->page;
	return false;
}

/* The pages of `sec` as page `p` sees them; `levels` of sections below. */
static struct value
list(struct arena *a, const struct section *sec, const struct page *p,
    unsigned levels)
{
	static const struct str keys[] = { KEY("children"), KEY("current"),
	    KEY("open"), KEY("title"), KEY("url") };
	struct value out, *entry = model_array(a, count(sec), &out);

	for (size_t i = 0; i < count(sec); i++) {
		const struct section *below = child_section(sec, i);
		const struct page *to = child(sec, i);
		struct value *v;
		entry[i] = model_record(a, keys, 5, &v);
		v[0] = below && levels > 0 ? list(a, below, p, levels - 1) :
		    value_nil;
		v[1] = value_bool(to == p);
		v[2] = value_bool(below && is_below(p, below));
		v[3] = model_title(to);
		v[4] = value_text(to->url);
	}
	return out;
}

struct value
model_nav(struct arena *a, const struct page *p)
{
	const struct section *sec = model_nav_section(p);

	return sec ? list(a, sec, p, 1) : value_nil;
}
