/* A brand's navigation: ids of sections and articles in the brand's order,
   with the brand's own names, descriptions and sections. */
#include "provider/private.h"

/* What one navigation is read into. */
struct nav {
	struct convert *c;
	struct map *ids;	/* id -> struct raw *, to find the second */
	struct map_builder titles, descriptions;	/* texts by id */
};

static struct value read_entries(struct nav *n, const struct raw *r,
    size_t from, const struct trail *at, bool *ok);

static bool
is_text(const struct raw *r)
{
	return r->kind == RAW_SCALAR && r->scalar.type == VALUE_TEXT &&
	    r->scalar.text.n > 0;
}

/* "email/" and "/email" are the section "email" to whoever writes them. */
static struct str
trim_slashes(struct str id)
{
	while (id.n > 0 && id.p[0] == '/')
		id = str_slice(id, 1, id.n);
	while (id.n > 0 && id.p[id.n - 1] == '/')
		id.n--;
	return id;
}

static bool
take_id(struct nav *n, struct str id, const struct raw *at)
{
	bool fresh;
	struct map_entry *e = map_put(n->ids, id, &fresh);

	if (fresh) {
		e->ptr = (void *)(uintptr_t)at;
		return true;
	}
	const struct raw *other = e->ptr;
	diag_note(diag_add(n->c->d, DIAG_DUPLICATE_ID, at->at,
	    "the navigation names `%.*s` twice", STR_ARG(id)), other->at,
	    "the first time");
	return false;
}

static bool
unknown_field(struct nav *n, const struct raw_field *f)
{
	struct suggest g = { 0 };
	struct diag *d = diag_add(n->c->d, DIAG_UNKNOWN_FIELD, f->at,
	    "an entry of the navigation has no field `%.*s`",
	    STR_ARG(f->key));

	suggest_offer(&g, f->key, STR("title"));
	suggest_offer(&g, f->key, STR("description"));
	suggest_offer(&g, f->key, STR("section"));
	diag_did_you_mean(d, g.best);
	return false;
}

static bool
read_text(struct nav *n, struct map_builder *texts, struct str id,
    const struct raw_field *f, const struct trail *at)
{
	static const struct type text = { .kind = TYPE_TEXT };
	struct trail inner = { .up = at, .name = f->key };
	struct value v;

	if (!convert_value(n->c, &text, &f->raw, &inner, &v))
		return false;
	if (v.type == VALUE_TEXT && v.text.n > 0)
		map_builder_put(texts, id, v);
	return true;
}

/* The name of a section that the brand makes is a folder of its site. */
static bool
check_own(struct nav *n, struct str id, const struct raw *r)
{
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    (c == '-' && i > 0))
			continue;
		diag_hint(diag_add(n->c->d, DIAG_UNSAFE_NAME, r->at,
		    "`%.*s` cannot be the address of a section",
		    STR_ARG(id)), "use small letters, digits and hyphens; "
		    "what customers read is its `title`");
		return false;
	}
	return true;
}

/* What an entry is about: the text it begins with, or `section`. */
static const struct raw *
subject(struct nav *n, const struct raw *r, const struct raw_field *own,
    const struct trail *at)
{
	const struct raw *first = own ? &own->raw :
	    r->kind == RAW_TABLE && r->items > 0 ? &r->item[0] : r;
	struct str path;

	if (is_text(first) && trim_slashes(first->scalar.text).n > 0)
		return first;
	path = trail_print(n->c->a, at);
	diag_hint(diag_add(n->c->d, DIAG_WRONG_TYPE, first->at,
	    "`%.*s` must begin with the id of a section or an article",
	    STR_ARG(path)), "write \"email/imap-vs-pop\", or { \"email\", "
	    "title = \"...\", ... }, or { section = \"name\", title = "
	    "\"...\", ... } for a section of your own");
	return NULL;
}

static bool
read_fields(struct nav *n, struct str id, const struct raw *r,
    const struct trail *at)
{
	bool ok = true;

	for (size_t i = 0; i < r->fields; i++) {
		const struct raw_field *f = &r->field[i];
		if (str_eq(f->key, STR("title")))
			ok &= read_text(n, &n->titles, id, f, at);
		else if (str_eq(f->key, STR("description")))
			ok &= read_text(n, &n->descriptions, id, f, at);
		else if (!str_eq(f->key, STR("section")))
			ok &= unknown_field(n, f);
	}
	return ok;
}

/* Whether an entry can be used: `*` may stand in several sections, all else
   once, or sections could hold each other. */
static bool
check_entry(struct nav *n, struct str id, const struct raw *about,
    const struct raw *r, bool own)
{
	if (str_eq(id, STR("*")) && !own)
		return true;
	if (!take_id(n, id, about))
		return false;
	if (!own)
		return true;
	if (!raw_get(r, STR("title")))
		diag_add(n->c->d, DIAG_MISSING_FIELD, about->at,
		    "the section `%.*s` needs a `title`", STR_ARG(id));
	return raw_get(r, STR("title")) && check_own(n, id, about);
}

/* False, and nothing to be used, after reporting. */
static bool
read_entry(struct nav *n, const struct raw *r, const struct trail *at,
    struct value *out, bool *ok)
{
	struct map_builder b = { .a = n->c->a };
	const struct raw_field *own = raw_get(r, STR("section"));
	const struct raw *about = subject(n, r, own, at);
	size_t from = own ? 0 : 1;

	if (!about)
		return false;
	struct value id = value_text(trim_slashes(about->scalar.text));
	id.at = about->at;
	if (!check_entry(n, id.text, about, r, own != NULL))
		return false;
	*ok &= read_fields(n, id.text, r, at);
	map_builder_put(&b, STR("id"), id);
	map_builder_put(&b, STR("own"), value_bool(own != NULL));
	if (r->kind == RAW_TABLE && r->items > from)
		map_builder_put(&b, STR("entries"),
		    read_entries(n, r, from, at, ok));
	*out = map_builder_done(&b);
	return true;
}

static struct value
read_entries(struct nav *n, const struct raw *r, size_t from,
    const struct trail *at, bool *ok)
{
	struct list_builder b = { .a = n->c->a };

	for (size_t i = from; i < r->items; i++) {
		struct trail inner = { .up = at, .item = i + 1 };
		struct value v;
		if (read_entry(n, &r->item[i], &inner, &v, ok))
			list_builder_add(&b, v);
		else
			*ok = false;
	}
	return list_builder_done(&b);
}

bool
convert_navigation(struct convert *c, const struct type *t,
    const struct raw *r, const struct trail *at, struct value *out)
{
	struct nav n = { .c = c, .ids = map_new(c->a),
	    .titles = { .a = c->a }, .descriptions = { .a = c->a } };
	struct map_builder b = { .a = c->a };
	bool ok = true;

	if (r->kind != RAW_TABLE || r->fields > 0 || r->hole) {
		convert_wrong_type(c, t, r, at);
		return false;
	}
	map_builder_put(&b, STR("entries"), read_entries(&n, r, 0, at, &ok));
	map_builder_put(&b, STR("titles"), map_builder_done(&n.titles));
	map_builder_put(&b, STR("descriptions"),
	    map_builder_done(&n.descriptions));
	*out = map_builder_done(&b);
	return ok;
}

const struct value *
providers_navigation(const struct edition *e)
{
	const struct value *v = e->navigation;

	v = v ? value_get(v, STR("entries")) : NULL;
	return v && v->type == VALUE_LIST && v->list.n > 0 ? v : NULL;
}

static struct str
text_of(const struct edition *e, struct str what, struct str id)
{
	const struct value *v = e->navigation;

	v = v ? value_get(v, what) : NULL;
	v = v ? value_get(v, id) : NULL;
	return v ? v->text : (struct str){ 0 };
}

struct str
providers_renamed(const struct edition *e, struct str id)
{
	return text_of(e, STR("titles"), id);
}

struct str
providers_described(const struct edition *e, struct str id)
{
	return text_of(e, STR("descriptions"), id);
}
