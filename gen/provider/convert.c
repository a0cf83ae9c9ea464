/* Raw trees become values of the schema's types; every part that does not fit
   is reported where it stands. */
#include "provider/private.h"

#include <math.h>
#include <string.h>

#include "base/files.h"

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

static struct str
quoted(struct convert *c, const struct raw *r)
{
	if (r->kind == RAW_SCALAR && r->scalar.type == VALUE_TEXT &&
	    r->scalar.text.n <= 60)
		return arena_printf(c->a, "\"%.*s\"",
		    STR_ARG(r->scalar.text));
	if (r->kind == RAW_SCALAR && r->scalar.type == VALUE_INT)
		return arena_printf(c->a, "%lld",
		    (long long)r->scalar.integer);
	return str_c(raw_words(r));
}

static struct diag *
wrong_type(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at)
{
	struct str path = trail_print(c->a, at), got = quoted(c, r);

	return diag_add(c->d, DIAG_WRONG_TYPE, r->at,
	    "`%.*s` must be %s, not %.*s", STR_ARG(path), type_words(t->kind),
	    STR_ARG(got));
}

static bool
unreadable(struct convert *c, const struct raw *r, const struct trail *at,
    enum diag_id id, const char *why)
{
	struct str path = trail_print(c->a, at), got = quoted(c, r);

	diag_add(c->d, id, r->at, "`%.*s` = %.*s: %s", STR_ARG(path),
	    STR_ARG(got), why);
	return false;
}

/* --- texts ------------------------------------------------------------------------------ */

/* Every {reader.NAME} must be declared; false when one is not. */
static bool
check_readers(struct convert *c, const struct raw *r, const struct trail *at)
{
	struct str s = r->scalar.text, open = STR("{reader.");
	bool ok = true;

	for (ptrdiff_t i = str_find(s, open, 0); i >= 0;
	    i = str_find(s, open, (size_t)i + 1)) {
		ptrdiff_t end = str_find_char(s, '}', (size_t)i);
		struct str name = end < 0 ? (struct str){ 0 } :
		    str_slice(s, (size_t)i + open.n, (size_t)end);
		if (schema_reader(c->schema, name))
			continue;
		struct suggest g = { 0 };
		for (size_t k = 0; k < c->schema->readers; k++)
			suggest_offer(&g, name, c->schema->reader[k].name);
		struct str path = trail_print(c->a, at);
		diag_did_you_mean(diag_add(c->d, DIAG_UNDEFINED_VARIABLE,
		    r->at, "`%.*s` names the reader's `%.*s`, which the "
		    "schema does not declare", STR_ARG(path), STR_ARG(name)),
		    g.best);
		ok = false;
	}
	return ok;
}

/* In values of any shape too. */
static bool
check_all_readers(struct convert *c, const struct raw *r,
    const struct trail *at)
{
	bool ok = true;

	if (r->kind == RAW_SCALAR && r->scalar.type == VALUE_TEXT)
		return check_readers(c, r, at);
	for (size_t i = 0; i < r->items; i++) {
		struct trail inner = { .up = at, .item = i + 1 };
		ok &= check_all_readers(c, &r->item[i], &inner);
	}
	for (size_t i = 0; i < r->fields; i++) {
		struct trail inner = { .up = at, .name = r->field[i].key };
		ok &= check_all_readers(c, &r->field[i].raw, &inner);
	}
	return ok;
}

/* With readers' examples in place of patterns: for checks of the whole. */
static struct str
with_examples(struct convert *c, struct str s)
{
	struct buf b = BUF_INIT;
	struct str open = STR("{reader.");
	ptrdiff_t i;

	while ((i = str_find(s, open, 0)) >= 0) {
		ptrdiff_t end = str_find_char(s, '}', (size_t)i);
		const struct reader *r = end < 0 ? NULL :
		    schema_reader(c->schema, str_slice(s, (size_t)i + open.n,
		    (size_t)end));
		buf_str(&b, str_slice(s, 0, (size_t)i));
		buf_str(&b, r ? r->example : STR("example"));
		s = end < 0 ? (struct str){ 0 } :
		    str_slice(s, (size_t)end + 1, s.n);
	}
	buf_str(&b, s);
	struct str out = arena_str(c->a, buf_view(&b));
	buf_free(&b);
	return out;
}

static bool
text(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	const char *why = "it is not of the right form";
	struct str plain;

	if (!check_readers(c, r, at))
		return false;
	plain = with_examples(c, r->scalar.text);
	*out = r->scalar;
	switch (t->kind) {
	case TYPE_HOST:
		return value_check_host(plain, &why) ||
		    unreadable(c, r, at, DIAG_WRONG_TYPE, why);
	case TYPE_EMAIL:
		return value_check_email(plain, &why) ||
		    unreadable(c, r, at, DIAG_WRONG_TYPE, why);
	case TYPE_URL:
		out->type = VALUE_URL;
		return value_check_url(plain, &why) ||
		    unreadable(c, r, at, value_url_is_safe(plain) ?
		    DIAG_WRONG_TYPE : DIAG_UNSAFE_URL, why);
	case TYPE_ARTICLE:
		out->type = VALUE_ARTICLE;
		return true;
	default:
		return true;
	}
}

static bool
one_of(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	struct suggest g = { 0 };
	struct str words = { 0 };

	*out = r->scalar;
	out->type = VALUE_ENUM;
	for (size_t i = 0; i < t->nvalues; i++) {
		if (str_eq(t->values[i], out->text))
			return true;
		suggest_offer(&g, out->text, t->values[i]);
		words = arena_printf(c->a, "%.*s%s%.*s", STR_ARG(words),
		    i == 0 ? "" : i + 1 < t->nvalues ? ", " : " or ",
		    STR_ARG(t->values[i]));
	}
	struct str path = trail_print(c->a, at);
	struct diag *d = diag_add(c->d, DIAG_ENUM_VALUE, r->at,
	    "`%.*s` is %.*s, not \"%.*s\"", STR_ARG(path), STR_ARG(words),
	    STR_ARG(r->scalar.text));
	if (g.best.n > 0)
		diag_hint(d, "did you mean \"%.*s\"?", STR_ARG(g.best));
	return false;
}

/* A brand's own folder first, then that of base, then content/. */
static bool
image(struct convert *c, const struct raw *r, const struct trail *at,
    struct value *out)
{
	const struct str folder[] = {
		arena_printf(c->a, "providers/%.*s/", STR_ARG(c->brand)),
		STR("providers/base/"), STR("content/"),
	};
	struct str name;

	if (r->scalar.text.n == 0 || r->scalar.text.p[0] == '/' ||
	    !path_resolve(c->a, (struct str){ 0 }, r->scalar.text, &name))
		return unreadable(c, r, at, DIAG_MISSING_IMAGE,
		    "the path is relative to the brand's folder");
	*out = (struct value){ .type = VALUE_IMAGE, .at = r->at };
	out->pair.text = arena_printf(c->a, "assets/%.*s", STR_ARG(name));
	for (size_t i = c->brand.n == 0; i < 3; i++) {
		struct str path = arena_printf(c->a, "%.*s%.*s",
		    STR_ARG(folder[i]), STR_ARG(name));
		out->pair.target = path;
		if (file_exists(path_join(c->a, str_c(c->root), path).p))
			return true;
	}
	out->pair.target = arena_printf(c->a, "%.*s%.*s", STR_ARG(folder[0]),
	    STR_ARG(name));
	/* What base sets is looked for again for each brand. */
	if (c->brand.n == 0)
		return true;
	struct str path = trail_print(c->a, at);
	diag_add(c->d, DIAG_MISSING_IMAGE, r->at,
	    "the image of `%.*s` does not exist: %.*s", STR_ARG(path),
	    STR_ARG(out->pair.target));
	return false;
}

/* A number as text, or { "+1 855 850 4678", text = "(855) 850-HOST" }. */
static bool
phone(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	const struct raw *number = r;
	const struct raw_field *shown = NULL;
	const char *why;

	if (r->kind == RAW_TABLE && r->items == 1) {
		number = &r->item[0];
		shown = raw_get(r, STR("text"));
	}
	if (number->kind != RAW_SCALAR || (number->scalar.type != VALUE_TEXT &&
	    number->scalar.type != VALUE_PHONE)) {
		wrong_type(c, t, r, at);
		return false;
	}
	*out = number->scalar;
	if (out->type == VALUE_TEXT && !value_parse_phone(c->a,
	    number->scalar.text, out, &why))
		return unreadable(c, number, at, DIAG_WRONG_TYPE, why);
	if (shown && shown->raw.kind == RAW_SCALAR &&
	    shown->raw.scalar.type == VALUE_TEXT)
		out->pair.text = shown->raw.scalar.text;
	return true;
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
	return ok || unreadable(c, r, at, DIAG_WRONG_TYPE, why);
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
		return text(c, t, r, at, out);
	case TYPE_ENUM:
		return one_of(c, t, r, at, out);
	case TYPE_IMAGE:
		return image(c, r, at, out);
	case TYPE_MARKDOWN:
		*out = markdown(c, r->scalar.text);
		return check_readers(c, r, at);
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
		wrong_type(c, t, r, at);
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
	struct diag *g = wrong_type(c, t, r, at);
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
	wrong_type(c, t, r, at);
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
		struct diag *g = wrong_type(c, t, r, at);
		if (r->kind == RAW_SCALAR)
			diag_hint(g, "put it in braces: { ... }");
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

/* What a `contact` is follows from its sibling `kind`. */
static const struct type *
contact_type(const struct type *t, const struct raw *siblings)
{
	static const struct type phone_type = { .kind = TYPE_PHONE };
	static const struct type email_type = { .kind = TYPE_EMAIL };
	static const struct type url_type = { .kind = TYPE_URL };
	const struct raw_field *kind = raw_get(siblings, STR("kind"));

	if (t->kind != TYPE_CONTACT)
		return t;
	if (!kind || kind->raw.kind != RAW_SCALAR ||
	    kind->raw.scalar.type != VALUE_TEXT)
		return &url_type;
	if (str_eq(kind->raw.scalar.text, STR("phone")))
		return &phone_type;
	return str_eq(kind->raw.scalar.text, STR("email")) ? &email_type :
	    &url_type;
}

static bool
known_field(struct convert *c, const struct type_field *f,
    const struct raw *r, const struct trail *at, struct map_builder *b)
{
	static const struct raw absent;
	const struct raw_field *set = raw_get(r, f->name);
	struct trail inner = { .up = at, .name = f->name };
	struct value v = { 0 };
	bool ok = true;

	if (set || f->type->fixed) {
		ok = convert_value(c, contact_type(f->type, r),
		    set ? &set->raw : f->type->fixed, &inner, &v);
	} else if (f->type->kind == TYPE_GROUP) {
		ok = convert_value(c, f->type, &absent, &inner, &v);
	} else if (f->type->required && c->brand.n > 0) {
		struct str path = trail_print(c->a, &inner);
		diag_add(c->d, DIAG_MISSING_FIELD, r->at,
		    "`%.*s` is missing", STR_ARG(path));
		return false;
	}
	if (v.type != VALUE_NIL)
		map_builder_put(b, f->name, v);
	return ok;
}

static bool
map(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	struct map_builder b = { .a = c->a };
	bool ok = true;

	if ((r->kind != RAW_TABLE && r->kind != RAW_ABSENT) || r->items > 0 ||
	    r->hole) {
		wrong_type(c, t, r, at);
		return false;
	}
	for (size_t i = 0; i < t->fields; i++)
		ok &= known_field(c, &t->field[i], r, at, &b);
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
		struct diag *g = wrong_type(c, t, r, at);
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

static bool
by_type(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	struct str path;

	switch (t->kind) {
	case TYPE_ANY:
		path = trail_print(c->a, at);
		return check_all_readers(c, r, at) &&
		    raw_value(c->a, r, path, c->d, out);
	case TYPE_LIST:
		return list(c, t, r, at, out);
	case TYPE_MAP:
	case TYPE_GROUP:
		return map(c, t, r, at, out);
	case TYPE_PHONE:
		return phone(c, t, r, at, out);
	default:
		if (r->kind == RAW_SCALAR)
			return scalar(c, t, r, at, out);
		wrong_type(c, t, r, at);
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
	    t->kind != TYPE_GROUP)
		*out = value_nil;
	out->at = r->at;
	return ok;
}
