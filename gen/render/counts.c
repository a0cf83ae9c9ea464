/* The numbers by article that pages show (data.useful, data.views): checked
   against the articles there are. All other data is the project's own. */
#include "base/str.h"
#include "base/suggest.h"
#include "render/skin.h"

/* Likenesses are looked for among all articles: not for a whole table of
   pages that are gone. */
enum { SUGGESTIONS = 50 };

struct counting {
	const struct project *project;
	const struct providers *providers;
	struct diags *d;
	const struct value *table;
	struct str name;	/* of the table */
	struct str brand;	/* whose part it is, or empty */
	unsigned suggestions;	/* still to be looked for */
};

static struct span
place(const struct counting *c, struct str key, bool value)
{
	const struct str keys[] = { c->brand, key };
	size_t skip = c->brand.n == 0;

	return providers_data_place(c->project->sources, c->table->at.file,
	    keys + skip, 2 - skip, value);
}

/* "/mail/a.md" and "mail/a.html" as "mail/a". */
static struct str
plain_id(struct str s)
{
	while (s.n > 0 && s.p[0] == '/')
		s = str_slice(s, 1, s.n);
	if (str_ends(s, STR(".md")))
		return str_slice(s, 0, s.n - 3);
	return str_ends(s, STR(".html")) ? str_slice(s, 0, s.n - 5) : s;
}

static struct str
meant_article(struct counting *c, struct str key)
{
	const struct project *p = c->project;
	struct str id = plain_id(key);
	struct suggest g = { 0 };

	if (map_get(p->by_id, id))
		return id;
	if (c->suggestions == 0)
		return (struct str){ 0 };
	c->suggestions--;
	for (size_t i = 0; i < p->narticles; i++)
		if (!p->article[i].section)
			suggest_offer(&g, id, p->article[i].id);
	return g.best;
}

static void
check_count(struct counting *c, struct str key, const struct value *v)
{
	const struct article *art = map_ptr(c->project->by_id, key);

	if (!art)
		diag_did_you_mean(diag_add(c->d, DIAG_UNUSED_DATA,
		    place(c, key, false), "there is no article `%.*s`",
		    STR_ARG(key)), meant_article(c, key));
	else if (!art->section && v->type != VALUE_INT)
		diag_add(c->d, DIAG_WRONG_TYPE, place(c, key, true),
		    "`data.%.*s` counts readers: this must be a whole "
		    "number, not %s", STR_ARG(c->name),
		    value_type_words(v->type));
}

static void
unknown_brand(struct counting *c, struct str key)
{
	const struct brand *brand;
	size_t n = providers_brands(c->providers, &brand);
	struct suggest g = { 0 };

	for (size_t i = 0; i < n; i++)
		suggest_offer(&g, key, brand[i].id);
	diag_did_you_mean(diag_add(c->d, DIAG_UNUSED_DATA,
	    place(c, key, false), "there is no brand `%.*s`", STR_ARG(key)),
	    g.best);
}

static bool
is_brand(const struct counting *c, struct str id)
{
	const struct brand *brand;
	size_t n = providers_brands(c->providers, &brand);

	for (size_t i = 0; i < n; i++)
		if (str_eq(brand[i].id, id))
			return true;
	return false;
}

static void
check_table(struct counting *c)
{
	for (size_t i = 0; i < c->table->map.n; i++) {
		const struct value_entry *e = &c->table->map.e[i];
		c->brand = (struct str){ 0 };
		if (e->v->type != VALUE_MAP) {
			check_count(c, e->key, e->v);
			continue;
		}
		if (!is_brand(c, e->key)) {
			unknown_brand(c, e->key);
			continue;
		}
		c->brand = e->key;
		for (size_t k = 0; k < e->v->map.n; k++)
			check_count(c, e->v->map.e[k].key, e->v->map.e[k].v);
	}
}

void
skin_check_counts(const struct project *p, const struct providers *pr,
    struct diags *d)
{
	static const char *const names[] = { "useful", "views" };
	const struct edition *e;
	const struct value *data = providers_editions(pr, &e) > 0 ?
	    providers_root(pr, e, STR("data")) : NULL;

	for (size_t i = 0; data && i < 2; i++) {
		struct counting c = { .project = p, .providers = pr, .d = d,
		    .name = str_c(names[i]), .suggestions = SUGGESTIONS };
		c.table = value_get(data, c.name);
		if (c.table && c.table->type == VALUE_MAP)
			check_table(&c);
	}
}
