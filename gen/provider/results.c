/* Results that expressions have for a whole edition: those that ask nothing of
   the page they stand on give the same wherever they stand. */
#include "provider/private.h"

/* Met for the first time it is noted, met again it is kept: many stand in one
   place alone. */
struct result {
	bool known;
	struct value value;
};

static struct str
key_of(struct arena *a, const struct edition *e, const struct expr *x)
{
	return arena_printf(a, "%u %.*s", e->index, STR_ARG(x->text));
}

struct result *
results_find(const struct providers *p, const struct edition *e,
    const struct expr *x, struct arena *scratch)
{
	return map_ptr(p->results, key_of(scratch, e, x));
}

bool
results_known(const struct result *r, const struct expr *x, struct value *out)
{
	if (!r || !r->known)
		return false;
	*out = r->value;
	out->at = x->at;
	return true;
}

/* Lists and maps hold the places of their parts. */
void
results_keep(struct providers *p, struct result *r, const struct edition *e,
    const struct expr *x, const struct value *v)
{
	if (v->type == VALUE_LIST || v->type == VALUE_MAP)
		return;
	if (r)
		*r = (struct result){ true, *v };
	else
		map_put(p->results, key_of(p->a, e, x), NULL)->ptr =
		    ARENA_NEW(p->a, struct result);
}
