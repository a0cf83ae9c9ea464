/* What is written as a text: hosts, URLs, addresses, words of an enum, images,
   phone numbers; and what is said of a value that does not fit. */
#include "provider/private.h"

#include "base/files.h"

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
	if (r->kind == RAW_SCALAR && r->scalar.type == VALUE_NUM)
		return arena_printf(c->a, "%.10g", r->scalar.number);
	if (r->kind == RAW_SCALAR && r->scalar.type == VALUE_BOOL)
		return r->scalar.boolean ? STR("true") : STR("false");
	return str_c(raw_words(r));
}

/* "removes or leaves". */
static struct str
enum_words(struct convert *c, const struct type *t)
{
	struct str words = { 0 };

	for (size_t i = 0; i < t->nvalues; i++)
		words = arena_printf(c->a, "%.*s%s%.*s", STR_ARG(words),
		    i == 0 ? "" : i + 1 < t->nvalues ? ", " : " or ",
		    STR_ARG(t->values[i]));
	return words;
}

struct diag *
convert_wrong_type(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at)
{
	struct str path = trail_print(c->a, at), got = quoted(c, r);
	struct str wanted = t->kind == TYPE_ENUM ? enum_words(c, t) :
	    str_c(type_words(t->kind));

	return diag_add(c->d, DIAG_WRONG_TYPE, r->at,
	    "`%.*s` must be %.*s, not %.*s", STR_ARG(path), STR_ARG(wanted),
	    STR_ARG(got));
}

bool
convert_unreadable(struct convert *c, const struct raw *r, const struct trail *at,
    enum diag_id id, const char *why)
{
	struct str path = trail_print(c->a, at), got = quoted(c, r);

	struct diag *g = diag_add(c->d, id, r->at, "`%.*s` = %.*s: %s",
	    STR_ARG(path), STR_ARG(got), why);
	if (r->kind == RAW_SCALAR && r->scalar.type == VALUE_TEXT &&
	    str_find_char(r->scalar.text, '{', 0) >= 0 &&
	    str_find(r->scalar.text, STR("{reader."), 0) < 0)
		diag_hint(g, "what each reader fills in is written "
		    "{reader.domain}");
	return false;
}

/* "{{ brand.name }}" in a script is text like any other, and was not meant to
   be; braces around what is no name of an edition may be. */
static void
check_braces(struct convert *c, const struct raw *r, const struct trail *at)
{
	struct str s = r->scalar.text, inside, name, rest;
	ptrdiff_t open = str_find(s, STR("{{"), 0), close = open < 0 ? -1 :
	    str_find(s, STR("}}"), (size_t)open);

	if (close < 0)
		return;
	inside = str_trim(str_slice(s, (size_t)open + 2, (size_t)close));
	if (!str_cut(inside, '.', &name, &rest))
		name = inside;
	if (!name_is_plain(name) || (!type_get(c->schema->root, name) &&
	    !names_taken(name)))
		return;
	struct str path = trail_print(c->a, at);
	diag_hint(diag_add(c->d, DIAG_SYNTAX, r->at, "`%.*s` is shown as it "
	    "stands: `{{ }}` works in articles and templates",
	    STR_ARG(path)), "join texts in Lua: \"...\" .. name");
}

/* Every {reader.NAME} must be declared; false when one is not. */
static bool
check_readers(struct convert *c, const struct raw *r, const struct trail *at)
{
	struct str s = r->scalar.text, open = STR("{reader.");
	bool ok = true;

	check_braces(c, r, at);
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
bool
convert_readers(struct convert *c, const struct raw *r,
    const struct trail *at)
{
	bool ok = true;

	if (r->kind == RAW_SCALAR && r->scalar.type == VALUE_TEXT)
		return check_readers(c, r, at);
	for (size_t i = 0; i < r->items; i++) {
		struct trail inner = { .up = at, .item = i + 1 };
		ok &= convert_readers(c, &r->item[i], &inner);
	}
	for (size_t i = 0; i < r->fields; i++) {
		struct trail inner = { .up = at, .name = r->field[i].key };
		ok &= convert_readers(c, &r->field[i].raw, &inner);
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

bool
convert_text(struct convert *c, const struct type *t, const struct raw *r,
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
		    convert_unreadable(c, r, at, DIAG_WRONG_TYPE, why);
	case TYPE_EMAIL:
		return value_check_email(plain, &why) ||
		    convert_unreadable(c, r, at, DIAG_WRONG_TYPE, why);
	case TYPE_URL:
		out->type = VALUE_URL;
		return value_check_url(plain, &why) ||
		    convert_unreadable(c, r, at, value_url_is_safe(plain) ?
		    DIAG_WRONG_TYPE : DIAG_UNSAFE_URL, why);
	case TYPE_ARTICLE:
		out->type = VALUE_ARTICLE;
		return true;
	default:
		return true;
	}
}

bool
convert_enum(struct convert *c, const struct type *t, const struct raw *r,
    const struct trail *at, struct value *out)
{
	struct suggest g = { 0 };
	struct str words = enum_words(c, t);
	bool ssl = false;

	*out = r->scalar;
	out->type = VALUE_ENUM;
	for (size_t i = 0; i < t->nvalues; i++) {
		if (str_eq(t->values[i], out->text))
			return true;
		suggest_offer(&g, out->text, t->values[i]);
		/* What mail programs still call it. */
		if (str_eq(t->values[i], STR("tls")) && out->text.n >= 3 &&
		    str_eq_fold(str_slice(out->text, 0, 3), STR("ssl")))
			ssl = true;
	}
	struct str path = trail_print(c->a, at);
	struct diag *d = diag_add(c->d, DIAG_ENUM_VALUE, r->at,
	    "`%.*s` is %.*s, not \"%.*s\"", STR_ARG(path), STR_ARG(words),
	    STR_ARG(r->scalar.text));
	if (ssl)
		g.best = STR("tls");
	if (g.best.n > 0)
		diag_hint(d, "did you mean \"%.*s\"?", STR_ARG(g.best));
	return false;
}

/* A brand's own folder first, then that of base, then content/. */
bool
convert_image(struct convert *c, const struct raw *r, const struct trail *at,
    struct value *out)
{
	const struct str folder[] = {
		arena_printf(c->a, "providers/%.*s/", STR_ARG(c->brand)),
		STR("providers/base/"), STR("content/"),
	};
	struct str name;

	if (r->scalar.text.n == 0 || r->scalar.text.p[0] == '/' ||
	    !path_resolve(c->a, (struct str){ 0 }, r->scalar.text, &name))
		return convert_unreadable(c, r, at, DIAG_MISSING_IMAGE,
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
bool
convert_phone(struct convert *c, const struct type *t, const struct raw *r,
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
		convert_wrong_type(c, t, r, at);
		return false;
	}
	*out = number->scalar;
	if (out->type == VALUE_TEXT && !value_parse_phone(c->a,
	    number->scalar.text, out, &why))
		return convert_unreadable(c, number, at, DIAG_WRONG_TYPE, why);
	if (shown && shown->raw.kind == RAW_SCALAR &&
	    shown->raw.scalar.type == VALUE_TEXT)
		out->pair.text = shown->raw.scalar.text;
	return true;
}
