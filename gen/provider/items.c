/* What the checks know of a loop's names: the path of the list or map that it
   goes through, with an empty part for "any of its items". */
#include "provider/private.h"

#include <string.h>

enum { LOOPS = 16 };	/* in one another: deeper ones are not followed */

static const struct scope *
binding(const struct scope *s, struct str name)
{
	while (s && !str_eq(s->name, name))
		s = s->up;
	return s;
}

/* `head`, any item of it, and what `path` has behind its first name. */
static const struct path *
behind(struct providers *p, const struct path *head, const struct path *path)
{
	struct path *out = ARENA_NEW(p->a, struct path);
	struct str *part = ARENA_ARRAY(p->a, head->n + path->n, struct str);

	memcpy(part, head->part, head->n * sizeof(*part));
	if (path->n > 1)
		memcpy(part + head->n + 1, path->part + 1,
		    (path->n - 1) * sizeof(*part));
	*out = *path;
	out->part = part;
	out->n = head->n + path->n;
	return out;
}

static const struct path *
resolve(struct providers *p, const struct path *path, const struct scope *s,
    unsigned depth)
{
	const struct scope *b = binding(s, path->part[0]);
	const struct expr *list = b ? b->items : NULL;

	if (!b)
		return path;
	if (!list || !expr_whole(list) || depth == 0)
		return NULL;
	const struct path *head = resolve(p, expr_whole(list), b->up,
	    depth - 1);
	return head ? behind(p, head, path) : NULL;
}

const struct path *
providers_path(struct providers *p, const struct path *path,
    const struct scope *names)
{
	return resolve(p, path, names, LOOPS);
}

/* Whether a value at these parts below `v` is there, in any of the items where
   a part is empty; with `g` whether it is a map, whose keys are offered. */
static bool
look(const struct value *v, const struct str *part, size_t n,
    struct suggest *g, struct str word)
{
	bool found = false;
	size_t items;

	if (n == 0) {
		for (size_t i = 0; g && v->type == VALUE_MAP && i < v->map.n;
		    i++)
			suggest_offer(g, word, v->map.e[i].key);
		return !g || v->type == VALUE_MAP;
	}
	if (part[0].n > 0) {
		v = value_get(v, part[0]);
		return v && look(v, part + 1, n - 1, g, word);
	}
	items = v->type == VALUE_LIST ? v->list.n :
	    v->type == VALUE_MAP ? v->map.n : 0;
	for (size_t i = 0; i < items && (!found || g); i++)
		found |= look(v->type == VALUE_LIST ? &v->list.v[i] :
		    v->map.e[i].v, part + 1, n - 1, g, word);
	return found;
}

const struct value *
names_value(const struct providers *p, const struct str *part, size_t n)
{
	for (size_t i = 0; i < p->nall; i++) {
		const struct value *v = &p->all[i].values;
		for (size_t k = 0; v && k < n; k++)
			v = v->type == VALUE_MAP ? value_get(v, part[k]) :
			    NULL;
		if (v)
			return v;
	}
	return NULL;
}

bool
names_in_any(const struct providers *p, const struct str *part, size_t n)
{
	for (size_t i = 0; i < p->nall; i++)
		if (look(&p->all[i].values, part, n, NULL, part[0]))
			return true;
	return false;
}

bool
names_suggest_in_any(const struct providers *p, struct suggest *g,
    struct str word, const struct str *part, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < p->nall; i++)
		any |= look(&p->all[i].values, part, n, g, word);
	return any;
}
