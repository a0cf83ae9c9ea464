/* Raw trees become values of the schema's types; every part that does not fit
   is reported where it stands. */
#include "provider/private.h"

/* --- types of maps ------------------------------------------------------------------ */

void
types_note(struct map *types, struct arena *a, const struct value *v,
    const struct type *t)
{
	struct str key = { (const char *)&v->map.e, sizeof(v->map.e) };

	if (v->type == VALUE_MAP && v->map.n > 0)
		map_put(types, arena_str(a, key), NULL)->ptr = (void *)t;
}

const struct type *
types_find(const struct map *types, const struct value *v)
{
	struct str key = { (const char *)&v->map.e, sizeof(v->map.e) };

	if (v->type != VALUE_MAP || v->map.n == 0)
		return NULL;
	return map_ptr(types, key);
}

/* --- messages ------------------------------------------------------------------------- */

static void
print_trail(struct buf *b, const struct trail *t)
{
	if (t->up)
		print_trail(b, t->up);
	if (t->name.n == 0)
		buf_printf(b, "[%zu]", t->item);
	else
		buf_printf(b, "%s%.*s", b->n ? "." : "", STR_ARG(t->name));
}

struct str
trail_print(struct arena *a, const struct trail *t)
{
	struct buf b = BUF_INIT;

	print_trail(&b, t);
	struct str s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s;
}

/* --- what is left nil ------------------------------------------------------------- */

static struct str
failed_key(struct arena *a, struct str brand, struct str path)
{
	return arena_printf(a, "%.*s\n%.*s", STR_ARG(brand), STR_ARG(path));
}

static void
note_failed(struct convert *c, const struct trail *at)
{
	struct str path;

	if (!at)
		return;
	path = trail_print(c->a, at);
	map_put(c->failed, failed_key(c->a, c->brand, path), NULL);
	path = arena_printf(c->a, "*%.*s", STR_ARG(at->name));
	map_put(c->failed, failed_key(c->a, c->brand, path), NULL);
}

bool
convert_failed(const struct map *failed, struct arena *scratch,
    struct str brand, struct str path)
{
	return map_get(failed, failed_key(scratch, brand, path)) != NULL;
}

/* --- scalars ---------------------------------------------------------------------------- */

static bool
parsed(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	const char *why = "it is not of the right form";
	struct str s = r->scalar.text;
	bool ok = false;

	switch (t->kind) {
	case TYPE_DATE:
		out->type = VALUE_DATE;
		ok = value_parse_date(s, &out->date, &why);
		break;
	case TYPE_DURATION:
		ok = value_parse_duration(s, out, &why);
		break;
	case TYPE_SIZE:
		ok = value_parse_size(s, out, &why);
		break;
	case TYPE_MONEY:
		ok = value_parse_money(s, out, &why);
		break;
	case TYPE_COLOUR:
		ok = value_parse_colour(c->a, s, out, &why);
		break;
	default:
		break;
	}
	return ok || convert_unreadable(c, r, at, DIAG_WRONG_TYPE, why);
}

static struct value
markdown(struct convert *c, struct str source)
{
	struct md_piece *piece = ARENA_NEW(c->a, struct md_piece);
	struct md *md = ARENA_NEW(c->a, struct md);

	piece->source = source;
	md->piece = piece;
	md->n = 1;
	return (struct value){ .type = VALUE_MARKDOWN, .md = md };
}

/* A number, true or false in quotes. */
static void
hint_unquoted(struct diag *g, const struct type *t, struct str s)
{
	uint64_t number;

	if (t->kind == TYPE_BOOL && (str_eq_fold(s, STR("true")) ||
	    str_eq_fold(s, STR("yes")) || str_eq_fold(s, STR("on"))))
		diag_hint(g, "write true, without quotes");
	else if (t->kind == TYPE_BOOL)
		diag_hint(g, "write true or false, without quotes");
	else if (str_to_uint(s, &number))
		diag_hint(g, "write %.*s, without quotes", STR_ARG(s));
}

static bool
from_text(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	struct term *term;

	switch (t->kind) {
	case TYPE_TEXT:
	case TYPE_HOST:
	case TYPE_URL:
	case TYPE_EMAIL:
	case TYPE_ARTICLE:
		return convert_text(c, t, r, at, out);
	case TYPE_ENUM:
		return convert_enum(c, t, r, at, out);
	case TYPE_IMAGE:
		return convert_image(c, r, at, out);
	case TYPE_MARKDOWN:
		*out = markdown(c, r->scalar.text);
		return convert_readers(c, r, at);
	case TYPE_TERM:
		term = ARENA_NEW(c->a, struct term);
		term->bare = r->scalar.text;
		*out = (struct value){ .type = VALUE_TERM, .term = term };
		return true;
	case TYPE_DATE:
	case TYPE_DURATION:
	case TYPE_SIZE:
	case TYPE_MONEY:
	case TYPE_COLOUR:
		return parsed(c, t, r, at, out);
	default:
		hint_unquoted(convert_wrong_type(c, t, r, at), t,
		    r->scalar.text);
		return false;
	}
}

static bool
from_number(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	const struct value *v = &r->scalar;

	*out = *v;
	if (t->kind == TYPE_NUMBER) {
		if (v->type == VALUE_INT) {
			out->type = VALUE_NUM;
			out->number = (double)v->integer;
		}
		return true;
	}
	if (v->type == VALUE_INT && (t->kind == TYPE_INTEGER ||
	    (t->kind == TYPE_PORT && v->integer >= 1 && v->integer <= 65535)))
		return true;
	struct diag *g = convert_wrong_type(c, t, r, at);
	if (t->kind == TYPE_TEXT || t->kind == TYPE_SIZE)
		diag_hint(g, "write it in quotes");
	return false;
}

/* A value that the script made with date(), term(), md() ... */
static bool
from_made(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	static const enum value_type made[TYPE_COUNT] = {
		[TYPE_MARKDOWN] = VALUE_MARKDOWN, [TYPE_DATE] = VALUE_DATE,
		[TYPE_DURATION] = VALUE_DURATION, [TYPE_SIZE] = VALUE_SIZE,
		[TYPE_MONEY] = VALUE_MONEY, [TYPE_TERM] = VALUE_TERM,
		[TYPE_PHONE] = VALUE_PHONE, [TYPE_BOOL] = VALUE_BOOL,
	};

	*out = r->scalar;
	if (made[t->kind] != VALUE_NIL && made[t->kind] == out->type)
		return true;
	convert_wrong_type(c, t, r, at);
	return false;
}

static bool
scalar(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	switch (r->scalar.type) {
	case VALUE_TEXT:
		return from_text(c, t, r, at, out);
	case VALUE_INT:
	case VALUE_NUM:
		return from_number(c, t, r, at, out);
	default:
		return from_made(c, t, r, at, out);
	}
}

/* --- tables ----------------------------------------------------------------------------- */

static bool
list(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	struct list_builder b = { .a = c->a };
	struct str path;
	bool ok = true;

	if (r->kind != RAW_TABLE || r->fields > 0) {
		struct diag *g = convert_wrong_type(c, t, r, at);
		if (r->kind == RAW_SCALAR)
			diag_hint(g, "put it in braces: { ... }");
		else if (r->kind == RAW_TABLE && r->items == 0)
			diag_hint(g, "put each entry in braces of its own: "
			    "{ { ... }, { ... } }");
		return false;
	}
	if (r->hole) {
		path = trail_print(c->a, at);
		diag_add(c->d, DIAG_WRONG_TYPE, r->at, "`%.*s` is a list with "
		    "a hole: its positions are not 1, 2, 3 ...",
		    STR_ARG(path));
		return false;
	}
	for (size_t i = 0; i < r->items; i++) {
		struct trail inner = { .up = at, .item = i + 1 };
		struct value v = { 0 };
		ok &= convert_value(c, t->of, &r->item[i], &inner, &v);
		if (v.type != VALUE_NIL)
			list_builder_add(&b, v);
	}
	*out = list_builder_done(&b);
	return ok;
}

static void
unknown_field(struct convert *c, const struct type *t,
    const struct raw_field *f, const struct trail *at)
{
	struct suggest g = { 0 };
	struct trail inner = { .up = at, .name = f->key };
	struct str path = trail_print(c->a, &inner);

	struct diag *d = diag_add(c->d, DIAG_UNKNOWN_FIELD, f->at,
	    "the schema has no field `%.*s`", STR_ARG(path));
	for (size_t i = 0; i < t->fields; i++)
		suggest_offer(&g, f->key, t->field[i].name);
	if (g.best.n > 0) {
		diag_did_you_mean(d, g.best);
		return;
	}
	struct str other = schema_elsewhere(c->a, c->schema, f->key);
	if (other.n > 0)
		diag_hint(d, "did you mean `%.*s`? A brand's own fields go "
		    "into `vars`", STR_ARG(other));
	else
		diag_hint(d, "a brand's own fields go into `vars`");
}

static bool
is_among(const struct type *t, struct str word)
{
	for (size_t i = 0; t && i < t->nvalues; i++)
		if (str_eq(t->values[i], word))
			return true;
	return false;
}

/* What a `contact` is follows from its sibling `kind`, of type `of`; a wrong
   one is reported by itself. */
static const struct type *
contact_type(const struct type *t, const struct raw *siblings,
    const struct type *of)
{
	static const struct type any_type = { .kind = TYPE_ANY };
	static const struct type phone_type = { .kind = TYPE_PHONE };
	static const struct type email_type = { .kind = TYPE_EMAIL };
	static const struct type url_type = { .kind = TYPE_URL };
	const struct raw_field *kind = raw_get(siblings, STR("kind"));

	if (t->kind != TYPE_CONTACT)
		return t;
	if (!kind || kind->raw.kind != RAW_SCALAR ||
	    kind->raw.scalar.type != VALUE_TEXT || !is_among(of,
	    kind->raw.scalar.text))
		return &any_type;
	if (str_eq(kind->raw.scalar.text, STR("phone")))
		return &phone_type;
	return str_eq(kind->raw.scalar.text, STR("email")) ? &email_type :
	    &url_type;
}

static bool
is_empty(const struct raw *r)
{
	return r->kind == RAW_SCALAR && r->scalar.type == VALUE_TEXT &&
	    str_trim(r->scalar.text).n == 0;
}

static bool
known_field(struct convert *c, const struct type *in,
    const struct type_field *f, const struct raw *r, const struct trail *at,
    struct map_builder *b)
{
	static const struct raw absent;
	const struct raw_field *set = raw_get(r, f->name);
	struct trail inner = { .up = at, .name = f->name };
	struct value v = { 0 };
	bool ok = true;

	if (set && f->type->required && is_empty(&set->raw)) {
		struct str path = trail_print(c->a, &inner);
		diag_add(c->d, DIAG_MISSING_FIELD, set->raw.at,
		    "`%.*s` is empty", STR_ARG(path));
		note_failed(c, &inner);
		return false;
	} else if (set || f->type->fixed) {
		ok = convert_value(c, contact_type(f->type, r,
		    type_get(in, STR("kind"))), set ? &set->raw : f->type->fixed, &inner, &v);
	} else if (f->type->kind == TYPE_GROUP) {
		ok = convert_value(c, f->type, &absent, &inner, &v);
	} else if (f->type->required && c->brand.n > 0) {
		struct str path = trail_print(c->a, &inner);
		diag_add(c->d, DIAG_MISSING_FIELD, r->at,
		    "`%.*s` is missing", STR_ARG(path));
		note_failed(c, &inner);
		return false;
	}
	if (v.type != VALUE_NIL)
		map_builder_put(b, f->name, v);
	return ok;
}

/* The field to show: one that must be there, a host, a name, or the first. */
static struct str
first_field(const struct type *t)
{
	static const char *const telling[] = { "host", "name" };

	for (size_t i = 0; i < t->fields; i++)
		if (t->field[i].type->required)
			return t->field[i].name;
	for (size_t i = 0; i < 2; i++)
		if (type_get(t, str_c(telling[i])))
			return str_c(telling[i]);
	return t->field[0].name;
}

/* How a map is written, to whom wrote something else. */
static void
hint_map(const struct type *t, const struct raw *r, struct diag *g)
{
	struct str name = t->fields > 0 ? first_field(t) : STR("name");

	if (r->kind == RAW_SCALAR && r->scalar.type == VALUE_TEXT &&
	    r->scalar.text.n <= 40)
		diag_hint(g, "name its fields in braces: { %.*s = \"%.*s\" }",
		    STR_ARG(name), STR_ARG(r->scalar.text));
	else if (r->kind == RAW_TABLE && r->fields > 0)
		diag_hint(g, "each field has a name: { %.*s = ..., ... }; "
		    "a number has a dot: 4.95", STR_ARG(name));
	else
		diag_hint(g, "name its fields in braces: { %.*s = ... }",
		    STR_ARG(name));
}

static bool
map(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	struct map_builder b = { .a = c->a };
	bool ok = true;

	if ((r->kind != RAW_TABLE && r->kind != RAW_ABSENT) || r->items > 0 ||
	    r->hole) {
		hint_map(t, r, convert_wrong_type(c, t, r, at));
		return false;
	}
	for (size_t i = 0; i < t->fields; i++)
		ok &= known_field(c, t, &t->field[i], r, at, &b);
	for (size_t i = 0; i < r->fields; i++) {
		const struct raw_field *f = &r->field[i];
		struct trail inner = { .up = at, .name = f->key };
		struct value v = { 0 };
		if (type_get(t, f->key))
			continue;
		if (!t->of) {
			unknown_field(c, t, f, at);
			ok = false;
			continue;
		}
		ok &= convert_value(c, t->of, &f->raw, &inner, &v);
		if (v.type != VALUE_NIL)
			map_builder_put(&b, f->key, v);
	}
	*out = map_builder_done(&b);
	out->at = r->at;
	types_note(c->types, c->a, out, t);
	return ok;
}

/* Every alternative is checked; the first of the chain that is there holds. */
static bool
localised(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	size_t best = c->nchain;
	bool ok = true;

	if (r->items > 0) {
		struct diag *g = convert_wrong_type(c, t, r, at);
		diag_hint(g, "write localised { en = ..., nl = ... }");
		return false;
	}
	for (size_t i = 0; i < r->fields; i++) {
		const struct raw_field *f = &r->field[i];
		const struct locale *l = locale_open(c->a, f->key);
		struct value v = { 0 };
		if (!l) {
			diag_add(c->d, DIAG_WRONG_TYPE, f->at,
			    "`%.*s` is no language tag such as en or pt-BR",
			    STR_ARG(f->key));
			ok = false;
			continue;
		}
		ok &= convert_value(c, t, &f->raw, at, &v);
		for (size_t k = 0; k < best; k++)
			if (str_eq(locale_tag(c->chain[k]), locale_tag(l))) {
				best = k;
				*out = v;
			}
	}
	return ok;
}

/* { en = "...", nl = "..." } without the word before it. */
static void
hint_localised(struct convert *c, const struct raw *r, struct diag *g)
{
	if (r->kind != RAW_TABLE || r->tag.n > 0 || r->items > 0 ||
	    r->fields == 0)
		return;
	for (size_t i = 0; i < r->fields; i++)
		if (!locale_open(c->a, r->field[i].key))
			return;
	diag_hint(g, "a value by language is written localised { %.*s = ... }",
	    STR_ARG(r->field[0].key));
}

static bool
by_type(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	struct str path;

	switch (t->kind) {
	case TYPE_ANY:
		path = trail_print(c->a, at);
		return convert_readers(c, r, at) &&
		    raw_value(c->a, r, path, c->d, out);
	case TYPE_LIST:
		return list(c, t, r, at, out);
	case TYPE_MAP:
	case TYPE_GROUP:
		return map(c, t, r, at, out);
	case TYPE_PHONE:
		return convert_phone(c, t, r, at, out);
	case TYPE_NAVIGATION:
		return convert_navigation(c, t, r, at, out);
	default:
		if (r->kind == RAW_SCALAR)
			return scalar(c, t, r, at, out);
		hint_localised(c, r, convert_wrong_type(c, t, r, at));
		return false;
	}
}

bool
convert_value(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	*out = value_nil;
	if (r->kind == RAW_ABSENT && t->kind != TYPE_GROUP)
		return true;
	if (str_eq(r->tag, STR("localised")))
		return localised(c, t, r, at, out);
	bool ok = by_type(c, t, r, at, out);
	if (!ok && t->kind != TYPE_LIST && t->kind != TYPE_MAP &&
	    t->kind != TYPE_GROUP && t->kind != TYPE_NAVIGATION)
		*out = value_nil;
	if (!ok && out->type == VALUE_NIL)
		note_failed(c, at);
	out->at = r->at;
	return ok;
}
