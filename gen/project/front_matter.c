/* Front matter: which keys there are, what each takes, and where it goes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/suggest.h"
#include "project/extra.h"

enum {
	IN_ARTICLE = 1,
	IN_SECTION = 2,
	IN_TRANSLATION = 4,
	IN_SNIPPET = 8,
	IN_PAGE = IN_ARTICLE | IN_SECTION
};

/* Where the keys of one file go. */
struct target {
	struct loader *l;
	struct article *art;
	struct snippet *snippet;
	bool meant_title;	/* a `title` that is misspelt or no text */
};

struct key {
	struct str name;
	unsigned in;
	void (*read)(struct target *t, const struct yaml *y);
};

static struct diag *
wrong(struct target *t, const struct yaml *y, const char *want)
{
	return diag_add(t->l->d, DIAG_WRONG_TYPE, y->at,
	    "this must be %s, not %s", want, yaml_words(y));
}

static bool
want_text(struct target *t, const struct yaml *y, const char *want)
{
	if (y->kind == YAML_SCALAR)
		return true;
	wrong(t, y, want);
	return false;
}

static bool
want_literal(struct target *t, const struct yaml *y, const char *want)
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
	struct diag *g = wrong(t, y, "a list of texts");
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

	if (!want_literal(t, y, "a date such as 2026-03-31"))
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
		if (!want_literal(t, &y->item[i], "a text"))
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

	if (!want_literal(t, y, "a number"))
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
	if (!want_literal(t, y, "true or false"))
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

	if (!want_literal(t, y, "public or internal"))
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
		wrong(t, y, "a map");
}

static const struct str param_types[] = {
	{ "text", 4 }, { "markdown", 8 }, { "host", 4 }, { "port", 4 },
	{ "url", 3 }, { "email", 5 }, { "phone", 5 }, { "colour", 6 },
	{ "date", 4 }, { "duration", 8 }, { "size", 4 }, { "money", 5 },
	{ "integer", 7 }, { "number", 6 }, { "bool", 4 }, { "enum", 4 },
	{ "image", 5 }, { "article", 7 }, { "term", 4 }, { "list", 4 },
	{ "map", 3 }, { "any", 3 },
};

static void
check_param_type(struct target *t, const struct yaml *y)
{
	struct suggest s = { 0 };

	for (size_t i = 0; i < sizeof(param_types) / sizeof(*param_types);
	    i++) {
		if (str_eq(y->text, param_types[i]))
			return;
		suggest_offer(&s, y->text, param_types[i]);
	}
	diag_did_you_mean(diag_add(t->l->d, DIAG_WRONG_TYPE, y->at,
	    "`%.*s` is no type", STR_ARG(y->text)), s.best);
}

static void
param_entry(struct target *t, const struct yaml *key, const struct yaml *y,
    struct snippet_param *p)
{
	struct suggest s = { 0 };

	if (str_eq(key->text, STR("name"))) {
		if (want_literal(t, y, "a name")) {
			p->name = y->text;
			p->at = y->at;
		}
	} else if (str_eq(key->text, STR("type"))) {
		if (want_literal(t, y, "a type")) {
			p->type = y->text;
			check_param_type(t, y);
		}
	} else if (str_eq(key->text, STR("optional"))) {
		if (want_literal(t, y, "true or false"))
			p->optional = str_eq(y->text, STR("true"));
	} else {
		suggest_offer(&s, key->text, STR("name"));
		suggest_offer(&s, key->text, STR("type"));
		suggest_offer(&s, key->text, STR("optional"));
		diag_did_you_mean(diag_add(t->l->d, DIAG_UNKNOWN_KEY, key->at,
		    "unknown key `%.*s` of a parameter", STR_ARG(key->text)),
		    s.best);
	}
}

/* Whether it can stand in an expression. */
static bool
is_identifier(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool digit = c >= '0' && c <= '9';
		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    c != '_' && (!digit || i == 0))
			return false;
	}
	return s.n > 0;
}

/* `name`, or { name: x, type: text, optional: true }. */
static bool
read_param(struct target *t, const struct yaml *y, struct snippet_param *p)
{
	*p = (struct snippet_param){ .type = STR("any"), .at = y->at };
	if (y->kind == YAML_SCALAR) {
		p->name = y->text;
	} else if (y->kind == YAML_MAP) {
		for (size_t i = 0; i < y->n; i++)
			param_entry(t, &y->key[i], &y->item[i], p);
	} else {
		wrong(t, y, "a name or a map");
		return false;
	}
	if (p->name.n == 0)
		diag_add(t->l->d, DIAG_MISSING_FIELD, y->at,
		    "a parameter needs a `name`");
	else if (!is_identifier(p->name))
		diag_hint(diag_add(t->l->d, DIAG_UNSAFE_NAME, p->at,
		    "`%.*s` cannot be the name of a parameter",
		    STR_ARG(p->name)), "letters, digits and `_`, a letter "
		    "first: `{{ name }}`");
	return is_identifier(p->name);
}

static void
read_params(struct target *t, const struct yaml *y)
{
	struct snippet *sn = t->snippet;

	sn->declares = true;
	sn->declares_at = y->at;
	if (y->kind != YAML_LIST) {
		diag_hint(wrong(t, y, "a list of parameters"),
		    "write `params: [name]`");
		sn->broken = true;
		return;
	}
	struct snippet_param *p =
	    ARENA_ARRAY(t->l->a, y->n ? y->n : 1, struct snippet_param);
	for (size_t i = 0; i < y->n; i++)
		if (read_param(t, &y->item[i], &p[sn->nparams]))
			sn->nparams++;
	sn->param = p;
}

#define KEY(k) { #k, sizeof(#k) - 1 }

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
	{ KEY(params), IN_SNIPPET, read_params },
};
#define NKEYS (sizeof(keys) / sizeof(*keys))

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
	{ KEY(hide_table_of_contents), look_hint }, { KEY(sidebar_label), title_hint },
	{ KEY(nav_title), title_hint }, { KEY(linkTitle), title_hint },
	{ KEY(menu), title_hint }, { KEY(published), hidden_hint },
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

static void
unknown_key(struct target *t, const struct yaml *key, unsigned in)
{
	struct suggest s = { 0 };

	for (size_t i = 0; i < NKEYS; i++) {
		if (keys[i].in & in)
			suggest_offer(&s, key->text, keys[i].name);
		if (!str_eq(keys[i].name, key->text))
			continue;
		const char *where = keys[i].in & IN_SNIPPET ?
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

static bool
is_duplicate(struct target *t, const struct yaml *root, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (!str_eq(root->key[k].text, root->key[i].text))
			continue;
		struct diag *g = diag_add(t->l->d, DIAG_FRONT_MATTER,
		    root->key[i].at, "the key `%.*s` stands here twice",
		    STR_ARG(root->key[i].text));
		diag_note(g, root->key[k].at, "first here");
		return true;
	}
	return false;
}

static void
read_key(struct target *t, const struct yaml *root, size_t i, unsigned in)
{
	if (is_duplicate(t, root, i))
		return;
	for (size_t k = 0; k < NKEYS; k++) {
		if (!(keys[k].in & in) ||
		    !str_eq(keys[k].name, root->key[i].text))
			continue;
		if (root->item[i].kind != YAML_NULL)
			keys[k].read(t, &root->item[i]);
		return;
	}
	unknown_key(t, &root->key[i], in);
}

/* True when there was front matter that could be read. */
static bool
read_front(struct target *t, uint32_t file, const struct front *f,
    unsigned in)
{
	const struct yaml *root = f->root;

	if (!root)
		return false;
	if (root->kind != YAML_MAP && root->kind != YAML_NULL) {
		diag_add(t->l->d, DIAG_FRONT_MATTER,
		    (struct span){ file, f->from, 1 },
		    "front matter is a map of keys, not %s",
		    yaml_words(root));
		return false;
	}
	for (size_t i = 0; root->kind == YAML_MAP && i < root->n; i++)
		read_key(t, root, i, in);
	return true;
}

static const char *
no_front_hint(struct str text)
{
	text = str_trim(text);
	if (str_starts(text, STR("---")))
		return "its `---` must be the first line of the file";
	if (str_starts(text, STR("+++")))
		return "livery reads YAML between lines of `---`, no TOML";
	return "begin with `---`, `title: ...` and `---`";
}

bool
front_article(struct loader *l, struct article *art)
{
	const struct front *f = &l->front[art->file];
	struct target t = { .l = l, .art = art };
	struct span top = { art->file, 0, 3 };

	art->order = HUGE_VAL;
	art->extra = (struct value){ .type = VALUE_MAP };
	art->body_off = f->body;
	if (f->broken)
		return false;
	if (!f->present) {
		top.len = 0;
		struct diag *g = diag_add(l->d, DIAG_FRONT_MATTER, top,
		    "there is no front matter");
		diag_hint(g, "%s", no_front_hint(sources_text(l->s,
		    art->file)));
		return true;
	}
	if (!read_front(&t, art->file, f,
	    art->section ? IN_SECTION : IN_ARTICLE))
		return false;
	if (!art->title.set && !t.meant_title)
		diag_add(l->d, DIAG_MISSING_FIELD, top,
		    "the front matter has no `title`");
	return true;
}

void
front_translation(struct loader *l, struct translation *tr,
    const struct article *of)
{
	const struct front *f = &l->front[tr->file];
	struct article copy = { .section = of->section };
	struct target t = { .l = l, .art = &copy };

	tr->body_off = f->body;
	if (f->present && !f->broken)
		read_front(&t, tr->file, f, IN_TRANSLATION);
	tr->title = copy.title;
	tr->description = copy.description;
}

void
front_snippet(struct loader *l, struct snippet *sn)
{
	const struct front *f = &l->front[sn->file];
	struct target t = { .l = l, .snippet = sn };

	if (f->present && !f->broken)
		read_front(&t, sn->file, f, IN_SNIPPET);
	sn->body_off = f->body;
}
