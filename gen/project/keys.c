/* The keys of front matter: what each takes, and where it goes. */
#include "project/keys.h"

#include <math.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/suggest.h"
#include "project/extra.h"

struct diag *
key_wrong(struct target *t, const struct yaml *y, const char *want)
{
	return diag_add(t->l->d, DIAG_WRONG_TYPE, y->at,
	    "this must be %s, not %s", want, yaml_words(y));
}

static bool
want_text(struct target *t, const struct yaml *y, const char *want)
{
	if (y->kind == YAML_SCALAR)
		return true;
	key_wrong(t, y, want);
	return false;
}

bool
key_want_literal(struct target *t, const struct yaml *y, const char *want)
{
	if (!want_text(t, y, want))
		return false;
	if (!field_has_directive(y->text))
		return true;
	diag_add(t->l->d, DIAG_FRONT_MATTER, y->at,
	    "this key takes no values in braces");
	return false;
}

/* A text that is wholly in typographic quotes was meant to be in YAML's. */
static void
check_quotes(struct target *t, const struct yaml *y)
{
	struct str s = y->text;

	if (y->style != YAML_PLAIN || s.n < 6 ||
	    (!str_starts(s, STR("\u201c")) && !str_starts(s, STR("\u2018")) &&
	    !str_starts(s, STR("\u201e"))) ||
	    (!str_ends(s, STR("\u201d")) && !str_ends(s, STR("\u2019")) &&
	    !str_ends(s, STR("\u201c"))))
		return;
	diag_hint(diag_add(t->l->d, DIAG_FRONT_MATTER, y->at,
	    "these quotes are part of the text"),
	    "YAML's are straight: \"...\" or '...', or none at all");
}

static void
read_field(struct target *t, const struct yaml *y, struct field *out)
{
	if (!want_text(t, y, "a text"))
		return;
	check_quotes(t, y);
	*out = field_of(t->l, y);
}

static void
read_title(struct target *t, const struct yaml *y)
{
	read_field(t, y, &t->art->title);
	t->meant_title = true;
}

static void
read_description(struct target *t, const struct yaml *y)
{
	read_field(t, y, &t->art->description);
}

static void
read_author(struct target *t, const struct yaml *y)
{
	read_field(t, y, &t->art->author);
}

static void
read_owner(struct target *t, const struct yaml *y)
{
	read_field(t, y, &t->art->owner);
}

/* A list; a text with commas is shown as one. */
static bool
want_list(struct target *t, const struct yaml *y)
{
	if (y->kind == YAML_LIST)
		return true;
	struct diag *g = key_wrong(t, y, "a list of texts");
	if (y->kind == YAML_SCALAR)
		diag_hint(g, "write `[%.*s]`", STR_ARG(y->text));
	return false;
}

static void
read_tags(struct target *t, const struct yaml *y)
{
	if (!want_list(t, y))
		return;
	struct field *f = ARENA_ARRAY(t->l->a, y->n ? y->n : 1, struct field);
	size_t n = 0;
	for (size_t i = 0; i < y->n; i++)
		if (want_text(t, &y->item[i], "a text"))
			f[n++] = field_of(t->l, &y->item[i]);
	t->art->tags = (struct field_list){ f, n };
}

static bool
read_date(struct target *t, const struct yaml *y, struct date *out)
{
	const char *why;

	if (!key_want_literal(t, y, "a date such as 2026-03-31"))
		return false;
	if (value_parse_date(y->text, out, &why))
		return true;
	diag_add(t->l->d, DIAG_WRONG_TYPE, y->at, "`%.*s` is no date: %s",
	    STR_ARG(y->text), why);
	return false;
}

static void
read_updated(struct target *t, const struct yaml *y)
{
	if (read_date(t, y, &t->art->updated))
		t->art->updated_at = y->at;
}

static void
read_reviewed(struct target *t, const struct yaml *y)
{
	read_date(t, y, &t->art->reviewed);
}

static size_t
read_strings(struct target *t, const struct yaml *y, const struct str **out,
    const struct span **at)
{
	if (!want_list(t, y))
		return 0;
	struct str *s = ARENA_ARRAY(t->l->a, y->n ? y->n : 1, struct str);
	struct span *where = ARENA_ARRAY(t->l->a, y->n ? y->n : 1,
	    struct span);
	size_t n = 0;
	for (size_t i = 0; i < y->n; i++) {
		if (!key_want_literal(t, &y->item[i], "a text"))
			continue;
		s[n] = y->item[i].text;
		where[n++] = y->item[i].at;
	}
	*out = s;
	*at = where;
	return n;
}

static void
read_related(struct target *t, const struct yaml *y)
{
	t->art->nrelated = read_strings(t, y, &t->art->related,
	    &t->art->related_at);
}

static void
read_aliases(struct target *t, const struct yaml *y)
{
	t->art->naliases = read_strings(t, y, &t->art->aliases,
	    &t->art->aliases_at);
}

static void
read_articles(struct target *t, const struct yaml *y)
{
	t->art->norder_ids = read_strings(t, y, &t->art->order_ids,
	    &t->art->order_ids_at);
}

static void
read_when(struct target *t, const struct yaml *y)
{
	if (!want_text(t, y, "an expression"))
		return;
	struct str source = sources_slice(t->l->s, y->at);
	if (field_has_directive(y->text)) {
		struct diag *g = diag_add(t->l->d, DIAG_SYNTAX, y->at,
		    "`when` is an expression as it is");
		diag_hint(g, "write it without braces");
	} else if (!str_eq(source, y->text)) {
		struct diag *g = diag_add(t->l->d, DIAG_SYNTAX, y->at,
		    "`when` must stand on one line, without escapes");
		diag_hint(g, "quote it with '...' or not at all");
	} else {
		t->art->when = template_compile_expr(t->l->a, t->l->s,
		    y->at.file, y->at.off, y->at.off + y->at.len, t->l->d);
	}
}

static void
read_order(struct target *t, const struct yaml *y)
{
	char *end;

	if (!key_want_literal(t, y, "a number"))
		return;
	const char *text = arena_str(t->l->scratch, y->text).p;
	double order = strtod(text, &end);
	if (end == text || *end != '\0' || !isfinite(order))
		diag_add(t->l->d, DIAG_WRONG_TYPE, y->at,
		    "`%.*s` is no number", STR_ARG(y->text));
	else
		t->art->order = order;
}

static void
read_draft(struct target *t, const struct yaml *y)
{
	if (!key_want_literal(t, y, "true or false"))
		return;
	t->art->draft = str_eq(y->text, STR("true"));
	if (!t->art->draft && !str_eq(y->text, STR("false")))
		diag_add(t->l->d, DIAG_WRONG_TYPE, y->at,
		    "`%.*s` is neither true nor false", STR_ARG(y->text));
}

static void
read_audience(struct target *t, const struct yaml *y)
{
	struct suggest s = { 0 };

	if (!key_want_literal(t, y, "public or internal"))
		return;
	t->art->internal = str_eq(y->text, STR("internal"));
	if (t->art->internal || str_eq(y->text, STR("public")))
		return;
	suggest_offer(&s, y->text, STR("public"));
	suggest_offer(&s, y->text, STR("internal"));
	diag_did_you_mean(diag_add(t->l->d, DIAG_ENUM_VALUE, y->at,
	    "`%.*s` is no audience: public or internal", STR_ARG(y->text)),
	    s.best);
}

static void
read_extra(struct target *t, const struct yaml *y)
{
	if (y->kind == YAML_MAP)
		t->art->extra = extra_value(t->l, y);
	else
		key_wrong(t, y, "a map");
}

static const struct key keys[] = {
	{ KEY(title), IN_PAGE | IN_TRANSLATION, read_title },
	{ KEY(description), IN_PAGE | IN_TRANSLATION, read_description },
	{ KEY(tags), IN_PAGE, read_tags },
	{ KEY(updated), IN_PAGE, read_updated },
	{ KEY(reviewed), IN_PAGE, read_reviewed },
	{ KEY(author), IN_PAGE, read_author },
	{ KEY(owner), IN_PAGE, read_owner },
	{ KEY(related), IN_PAGE, read_related },
	{ KEY(aliases), IN_PAGE, read_aliases },
	{ KEY(when), IN_PAGE, read_when },
	{ KEY(order), IN_PAGE, read_order },
	{ KEY(draft), IN_PAGE, read_draft },
	{ KEY(audience), IN_PAGE, read_audience },
	{ KEY(extra), IN_PAGE, read_extra },
	{ KEY(articles), IN_SECTION, read_articles },
	{ KEY(params), IN_SNIPPET, key_read_params },
};
#define NKEYS (sizeof(keys) / sizeof(*keys))

const struct key *
key_at(size_t i)
{
	return i < NKEYS ? &keys[i] : NULL;
}
