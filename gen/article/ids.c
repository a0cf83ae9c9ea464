/* Values of the type article: each names one that there is. */
#include "article/profile.h"
#include "base/str.h"
#include "base/suggest.h"

struct ids {
	const struct project *project;
	struct diags *d;
};

/* The id that a path to its file means, or what was written. */
static struct str
as_id(struct str s)
{
	if (str_starts(s, STR("/")))
		s = str_slice(s, 1, s.n);
	if (str_ends(s, STR("/_index.md")))
		return str_slice(s, 0, s.n - 10);
	return str_ends(s, STR(".md")) ? str_slice(s, 0, s.n - 3) : s;
}

static void
check_id(const struct ids *c, const struct value *v)
{
	struct suggest s = { 0 };
	const struct project *p = c->project;

	if (map_get(p->by_id, v->text))
		return;
	struct diag *g = diag_add(c->d, DIAG_UNKNOWN_TARGET, v->at,
	    "there is no article `%.*s`", STR_ARG(v->text));
	if (map_get(p->by_id, as_id(v->text))) {
		diag_hint(g, "write its id: `%.*s`", STR_ARG(as_id(v->text)));
		return;
	}
	for (size_t i = 0; i < p->narticles; i++)
		suggest_offer(&s, v->text, p->article[i].id);
	diag_did_you_mean(g, s.best);
}

static void
check_value(const struct ids *c, const struct value *v)
{
	if (v->type == VALUE_ARTICLE)
		check_id(c, v);
	for (size_t i = 0; v->type == VALUE_LIST && i < v->list.n; i++)
		check_value(c, &v->list.v[i]);
	for (size_t i = 0; v->type == VALUE_MAP && i < v->map.n; i++)
		check_value(c, v->map.e[i].v);
}

/* `brands` is not gone through: each brand's own values are its edition's. */
void
ids_check(const struct project *p, struct providers *pr, struct diags *d)
{
	const struct edition *e;
	size_t n = providers_editions(pr, &e);
	const struct ids c = { p, d };

	for (size_t i = 0; i < n; i++) {
		diags_set_edition(d, e[i].index);
		for (size_t k = 0; k < e[i].values.map.n; k++)
			if (!str_eq(e[i].values.map.e[k].key, STR("brands")))
				check_value(&c, e[i].values.map.e[k].v);
	}
	diags_set_edition(d, DIAG_NO_EDITION);
}
