/* Keys that are none, or not there: what was meant. */
#include "project/keys.h"

#include "base/str.h"
#include "base/suggest.h"

/* Other generators' keys. */
struct foreign {
	struct str name;
	const char *hint;
};

static const char order_hint[] = "livery's key for this is `order`";
static const char updated_hint[] = "livery's key for this is `updated`";
static const char tags_hint[] = "livery's key for this is `tags`";
static const char text_hint[] = "livery's key for this is `description`";
static const char path_hint[] =
    "the address is the file's path; old ones go into `aliases`";
static const char look_hint[] = "the theme decides how a page looks";
static const char title_hint[] = "the navigation shows the `title`";
static const char hidden_hint[] =
    "there are `draft: true` and `audience: internal`";

static const struct foreign foreign[] = {
	{ KEY(weight), order_hint }, { KEY(nav_order), order_hint },
	{ KEY(position), order_hint }, { KEY(sidebar_position), order_hint },
	{ KEY(date), updated_hint }, { KEY(lastmod), updated_hint },
	{ KEY(last_update), updated_hint }, { KEY(modified), updated_hint },
	{ KEY(keywords), tags_hint }, { KEY(categories), tags_hint },
	{ KEY(topics), tags_hint }, { KEY(summary), text_hint },
	{ KEY(excerpt), text_hint }, { KEY(subtitle), text_hint },
	{ KEY(slug), path_hint }, { KEY(permalink), path_hint },
	{ KEY(url), path_hint }, { KEY(id), path_hint },
	{ KEY(redirect_from), path_hint }, { KEY(redirects), path_hint },
	{ KEY(layout), look_hint }, { KEY(template), look_hint },
	{ KEY(type), look_hint }, { KEY(hide), look_hint },
	{ KEY(toc), look_hint }, { KEY(hide_title), look_hint },
	{ KEY(hide_table_of_contents), look_hint },
	{ KEY(sidebar_label), title_hint }, { KEY(nav_title), title_hint },
	{ KEY(linkTitle), title_hint }, { KEY(menu), title_hint },
	{ KEY(published), hidden_hint },
	{ KEY(hidden), hidden_hint }, { KEY(unlisted), hidden_hint },
	{ KEY(params), "put a map of your own under `extra`" },
};

static void
explain_key(struct diag *g, struct str name, struct str best)
{
	for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++)
		if (str_eq_fold(name, foreign[i].name)) {
			diag_hint(g, "%s", foreign[i].hint);
			return;
		}
	diag_did_you_mean(g, best);
}

void
key_unknown(struct target *t, const struct yaml *key, unsigned in)
{
	struct suggest s = { 0 };
	const struct key *k;

	for (size_t i = 0; (k = key_at(i)) != NULL; i++) {
		if (k->in & in)
			suggest_offer(&s, key->text, k->name);
		if (!str_eq(k->name, key->text))
			continue;
		const char *where = k->in & IN_SNIPPET ?
		    "snippets take it alone" : in == IN_TRANSLATION ?
		    "a translation takes it from its source article" :
		    in == IN_SNIPPET ? "a snippet takes `params` alone" :
		    "the `_index.md` of a section takes it alone";
		diag_hint(diag_add(t->l->d, DIAG_UNKNOWN_KEY, key->at,
		    "the key `%.*s` does not belong here",
		    STR_ARG(key->text)), "%s", where);
		return;
	}
	t->meant_title |= str_eq(s.best, STR("title"));
	explain_key(diag_add(t->l->d, DIAG_UNKNOWN_KEY, key->at,
	    "unknown key `%.*s`", STR_ARG(key->text)), key->text, s.best);
}
