/* Navigation: made once for each section, two levels of it; a page's own copy
   differs in its current and open entries alone. */
#include "render/internal.h"

static struct value
entry(struct arena *a, const struct page *p, bool current, bool open,
    struct value children)
{
	struct map_builder b = { .a = a };

	map_builder_put(&b, STR("title"), value_text(p->title));
	map_builder_put(&b, STR("url"), value_text(p->url));
	map_builder_put(&b, STR("current"), value_bool(current));
	map_builder_put(&b, STR("open"), value_bool(open));
	map_builder_put(&b, STR("children"), children);
	return map_builder_done(&b);
}

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

static struct value
plain_children(struct arena *a, const struct section *sec)
{
	struct list_builder b = { .a = a };

	for (size_t i = 0; i < count(sec); i++)
		list_builder_add(&b, entry(a, child(sec, i), false, false,
		    value_nil));
	return model_list(&b);
}

struct value
model_nav_build(struct skin *s, const struct section *sec)
{
	struct list_builder b = { .a = s->a };

	for (size_t i = 0; i < count(sec); i++) {
		const struct section *below = child_section(sec, i);
		list_builder_add(&b, entry(s->a, child(sec, i), false, false,
		    below ? plain_children(s->a, below) : value_nil));
	}
	return model_list(&b);
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

static struct value
copy(struct arena *a, const struct value *list)
{
	struct value *v = ARENA_ARRAY(a, list->list.n, struct value);

	for (size_t i = 0; i < list->list.n; i++)
		v[i] = list->list.v[i];
	return (struct value){ .type = VALUE_LIST,
	    .list = { v, list->list.n } };
}

/* The list of `sec` with the entry that leads to `p` marked. */
static struct value
marked(const struct value *list, const struct section *sec,
    const struct page *p, struct arena *a)
{
	struct value out;

	if (list->type != VALUE_LIST)
		return *list;
	out = copy(a, list);
	for (size_t i = 0; i < count(sec); i++) {
		const struct section *below = child_section(sec, i);
		bool current = child(sec, i) == p;
		bool open = below && is_below(p, below);
		const struct value *children = value_get(&list->list.v[i],
		    STR("children"));
		if (!current && !open)
			continue;
		/* The list is our own copy. */
		((struct value *)out.list.v)[i] = entry(a, child(sec, i),
		    current, open, open && children->type == VALUE_LIST ?
		    marked(children, below, p, a) : *children);
	}
	return out;
}

struct value
model_nav(const struct skin *s, const struct page *p, struct arena *scratch)
{
	const struct section *sec = model_nav_section(p);

	return sec ? marked(&s->section[sec->page->index].nav, sec, p,
	    scratch) : value_nil;
}
