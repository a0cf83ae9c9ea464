/* Checks theme.lua once per theme: its keys, its pieces of furniture and its
   options. Tokens are checked where they are derived. */
#include "render/internal.h"

static void
unknown_key(struct diags *d, const struct value_entry *e,
    const char *const *keys, size_t n)
{
	struct suggest g = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (str_eq(e->key, str_c(keys[i])))
			return;
		suggest_offer(&g, e->key, str_c(keys[i]));
	}
	diag_did_you_mean(diag_add(d, DIAG_UNKNOWN_FIELD, e->v->at,
	    "theme.lua has no use for `%.*s`", STR_ARG(e->key)), g.best);
}

static void
check_keys(struct diags *d, const struct value *map, const char *const *keys,
    size_t n)
{
	for (size_t i = 0; map->type == VALUE_MAP && i < map->map.n; i++)
		unknown_key(d, &map->map.e[i], keys, n);
}

static bool
is_place(const struct value *v)
{
	static const char *const places[] = { "bar", "top", "body_end",
	    "end" };

	for (size_t i = 0; v && v->type == VALUE_TEXT &&
	    i < sizeof(places) / sizeof(*places); i++)
		if (str_eq(v->text, str_c(places[i])))
			return true;
	return false;
}

static void
check_piece(struct diags *d, const struct value *piece)
{
	static const char *const keys[] = { "partial", "at", "standard",
	    "article", "unless" };
	const struct value *name = value_get(piece, STR("partial"));
	const struct value *at = value_get(piece, STR("at"));

	check_keys(d, piece, keys, sizeof(keys) / sizeof(*keys));
	if (!name || name->type != VALUE_TEXT)
		diag_add(d, DIAG_THEME, piece->at,
		    "a piece of furniture has no name in `partial`");
	else if (!is_place(at))
		diag_add(d, DIAG_THEME, at ? at->at : piece->at, "the piece "
		    "`%.*s` stands at bar, top, body_end or end: say which in "
		    "`at`", STR_ARG(name->text));
}

static void
check_furniture(struct diags *d, const struct value *list)
{
	if (!list)
		return;
	if (list->type != VALUE_LIST && (list->type != VALUE_MAP ||
	    list->map.n > 0))
		diag_add(d, DIAG_THEME, list->at, "`furniture` is %s, not a "
		    "list", value_type_words(list->type));
	for (size_t i = 0; list->type == VALUE_LIST && i < list->list.n; i++)
		check_piece(d, &list->list.v[i]);
}

static void
check_options(struct diags *d, const struct value *options)
{
	for (size_t i = 0; options && options->type == VALUE_MAP &&
	    i < options->map.n; i++) {
		const struct value_entry *e = &options->map.e[i];
		bool list = e->v->type == VALUE_LIST;
		bool texts = list && e->v->list.n > 0;
		for (size_t k = 0; list && k < e->v->list.n; k++)
			texts &= e->v->list.v[k].type == VALUE_TEXT;
		if (e->v->type == VALUE_MAP || (list && !texts))
			diag_add(d, DIAG_THEME, e->v->at, "the option `%.*s` "
			    "is a default, or a list of the texts that it may "
			    "be", STR_ARG(e->key));
	}
}

void
templates_settings(const struct value *settings, struct diags *d)
{
	static const char *const keys[] = { "name", "extends", "tokens",
	    "contrast", "options", "furniture" };

	check_keys(d, settings, keys, sizeof(keys) / sizeof(*keys));
	check_furniture(d, value_get(settings, STR("furniture")));
	check_options(d, value_get(settings, STR("options")));
}
