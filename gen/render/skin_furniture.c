/* The movable pieces of an edition's pages: what the brand asks for, completed
   by the theme. */
#include "render/internal.h"

struct fitting {
	struct skin *s;
	struct diags *d;
	const struct value *brand;	/* its list, or nil */
	const struct value *theme;	/* theme.lua's list */
	struct list_builder all, plain;
};

static struct str
text_of(const struct value *map, const char *key)
{
	const struct value *v = value_get(map, str_c(key));

	return v && (v->type == VALUE_TEXT || v->type == VALUE_ENUM) ?
	    v->text : STR("");
}

static bool
is_true(const struct value *map, const char *key)
{
	const struct value *v = value_get(map, str_c(key));

	return v && value_truth(v);
}

/* The entry of a list with this `partial`, or null. */
static const struct value *
named(const struct value *list, struct str partial)
{
	for (size_t i = 0; list->type == VALUE_LIST && i < list->list.n; i++)
		if (str_eq(text_of(&list->list.v[i], "partial"), partial))
			return &list->list.v[i];
	return NULL;
}

/* One piece with all keys that a template may test. */
static void
add(struct fitting *f, const struct value *kind, const struct value *piece)
{
	static const char *const keys[] = { "title", "text", "question",
	    "thanks", "wait", "code", "refuse", "action" };
	struct map_builder b = { .a = f->s->a };
	struct str at = piece ? text_of(piece, "at") : STR("");

	if (at.n == 0)
		at = text_of(kind, "at");
	map_builder_put(&b, STR("partial"),
	    value_text(text_of(kind, "partial")));
	map_builder_put(&b, STR("at"), value_text(at));
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const struct value *v = piece ?
		    value_get(piece, str_c(keys[i])) : NULL;
		map_builder_put(&b, str_c(keys[i]), v ? *v : value_nil);
	}
	struct value done = map_builder_done(&b);
	list_builder_add(&f->all, done);
	if (!is_true(kind, "article"))
		list_builder_add(&f->plain, done);
}

static bool
is_replaced(const struct fitting *f, const struct value *kind)
{
	const struct value *unless = value_get(kind, STR("unless"));

	for (size_t i = 0; unless && unless->type == VALUE_LIST &&
	    i < unless->list.n; i++) {
		const struct value *other = &unless->list.v[i];
		const struct value *piece = other->type == VALUE_TEXT ?
		    named(f->brand, other->text) : NULL;
		if (piece && !str_eq(text_of(piece, "at"), STR("none")))
			return true;
	}
	return false;
}

/* Standard pieces that the brand does not name come before its own, which puts
   them at the head of their places. */
static void
add_standard(struct fitting *f)
{
	for (size_t i = 0; f->theme->type == VALUE_LIST &&
	    i < f->theme->list.n; i++) {
		const struct value *kind = &f->theme->list.v[i];
		if (is_true(kind, "standard") && !is_replaced(f, kind) &&
		    !named(f->brand, text_of(kind, "partial")))
			add(f, kind, NULL);
	}
}

static void
unknown_partial(struct fitting *f, const struct value *piece)
{
	const struct value *v = value_get(piece, STR("partial"));
	struct suggest g = { 0 };
	struct diag *d;

	if (!v || v->type != VALUE_TEXT)
		return;		/* the schema has reported it */
	d = diag_add(f->d, DIAG_UNKNOWN_TARGET, v->at, "the theme `%.*s` has "
	    "no piece of furniture `%.*s`",
	    STR_ARG(f->s->templates->theme->name), STR_ARG(v->text));
	for (size_t i = 0; f->theme->type == VALUE_LIST &&
	    i < f->theme->list.n; i++)
		suggest_offer(&g, v->text, text_of(&f->theme->list.v[i],
		    "partial"));
	diag_did_you_mean(d, g.best);
}

static bool
is_place(struct fitting *f, const struct value *piece)
{
	static const char *const places[] = { "bar", "top", "body_end", "end",
	    "none" };
	const struct value *at = value_get(piece, STR("at"));
	struct suggest g = { 0 };

	if (!at || at->type != VALUE_TEXT)
		return true;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		if (str_eq(at->text, str_c(places[i])))
			return true;
		suggest_offer(&g, at->text, str_c(places[i]));
	}
	diag_did_you_mean(diag_add(f->d, DIAG_ENUM_VALUE, at->at,
	    "a piece of furniture stands at bar, top, body_end, end or none, "
	    "not \"%.*s\"", STR_ARG(at->text)), g.best);
	return false;
}

static void
add_brand(struct fitting *f)
{
	for (size_t i = 0; f->brand->type == VALUE_LIST &&
	    i < f->brand->list.n; i++) {
		const struct value *piece = &f->brand->list.v[i];
		const struct value *kind = named(f->theme,
		    text_of(piece, "partial"));
		if (!kind)
			unknown_partial(f, piece);
		else if (is_place(f, piece) &&
		    !str_eq(text_of(piece, "at"), STR("none")))
			add(f, kind, piece);
	}
}

void
skin_furniture_build(struct skin *s, struct diags *d)
{
	const struct value *theme = value_get(&s->templates->theme->settings,
	    STR("furniture"));
	const struct value *brand = value_get(&s->edition->values,
	    STR("furniture"));
	struct fitting f = { .s = s, .d = d, .all = { .a = s->a },
	    .plain = { .a = s->a } };

	f.theme = theme ? theme : &value_nil;
	f.brand = brand ? brand : &value_nil;
	add_standard(&f);
	add_brand(&f);
	s->furniture = list_builder_done(&f.all);
	s->furniture_plain = list_builder_done(&f.plain);
}

/* --- theme_options ------------------------------------------------------- */

static void
wrong_type(struct diags *d, struct str key, const struct value *v,
    const struct value *wanted)
{
	diag_add(d, DIAG_WRONG_TYPE, v->at, "the theme's option `%.*s` is %s, "
	    "not %s", STR_ARG(key), value_type_words(wanted->type),
	    value_type_words(v->type));
}

static bool
is_choice(struct diags *d, struct str key, const struct value *v,
    const struct value *choices)
{
	struct suggest g = { 0 };
	struct buf names = BUF_INIT;
	bool found = false;

	for (size_t i = 0; i < choices->list.n; i++) {
		const struct value *c = &choices->list.v[i];
		if (c->type != VALUE_TEXT)
			continue;
		found |= v->type == VALUE_TEXT && str_eq(c->text, v->text);
		buf_printf(&names, "%s%.*s", i ? ", " : "", STR_ARG(c->text));
		if (v->type == VALUE_TEXT)
			suggest_offer(&g, v->text, c->text);
	}
	if (!found)
		diag_did_you_mean(diag_add(d, DIAG_ENUM_VALUE, v->at,
		    "the theme's option `%.*s` is one of %.*s", STR_ARG(key),
		    STR_ARG(buf_view(&names))), g.best);
	buf_free(&names);
	return found;
}

/* A list gives the values of an enum, the first being its default. */
static struct value
option(struct diags *d, const struct value_entry *declared,
    const struct value *set)
{
	const struct value *def = declared->v;

	if (def->type == VALUE_LIST && def->list.n > 0) {
		if (set && is_choice(d, declared->key, set, def))
			return *set;
		return def->list.v[0];
	}
	if (set && set->type != def->type) {
		wrong_type(d, declared->key, set, def);
		return *def;
	}
	return set ? *set : *def;
}

static void
check_options(struct diags *d, const struct value *declared,
    const struct value *set)
{
	for (size_t i = 0; set && set->type == VALUE_MAP && i < set->map.n;
	    i++) {
		const struct value_entry *e = &set->map.e[i];
		struct suggest g = { 0 };
		if (value_get(declared, e->key))
			continue;
		for (size_t k = 0; k < declared->map.n; k++)
			suggest_offer(&g, e->key, declared->map.e[k].key);
		diag_did_you_mean(diag_add(d, DIAG_UNKNOWN_FIELD, e->v->at,
		    "the theme has no option `%.*s`", STR_ARG(e->key)),
		    g.best);
	}
}

void
skin_options_build(struct skin *s, struct diags *d)
{
	const struct value *declared = value_get(
	    &s->templates->theme->settings, STR("options"));
	const struct value *brand = value_get(&s->edition->values,
	    STR("brand"));
	const struct value *set = brand ? value_get(brand,
	    STR("theme_options")) : NULL;
	struct map_builder b = { .a = s->a };
	static const struct value none = { .type = VALUE_MAP };

	if (!declared || declared->type != VALUE_MAP)
		declared = &none;
	check_options(d, declared, set);
	for (size_t i = 0; i < declared->map.n; i++) {
		const struct value_entry *e = &declared->map.e[i];
		const struct value *own = set && set->type == VALUE_MAP ?
		    value_get(set, e->key) : NULL;
		if (own && own->type == VALUE_NIL)
			own = NULL;
		map_builder_put(&b, e->key, option(d, e, own));
	}
	s->theme_options = map_builder_done(&b);
}
