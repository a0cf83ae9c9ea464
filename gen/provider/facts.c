/* Distinctive facts: what must not stand in another brand's output. */
#include "provider/private.h"

#include <string.h>

#include "base/utf8.h"
#include "value/locale.h"

struct collecting {
	struct providers *p;
	struct arena *a;	/* for what is known of the facts until all are
				   found */
	const struct brand *brand;	/* null for base.lua */
	struct map *owner;	/* form -> brand index + 1, or SHARED */
	struct map *seen;	/* kind and text of facts already taken */
	bool claiming;		/* finds who says what, before facts are taken */
	bool brand_name;	/* is what is taken */
	size_t cap;
};

#define SHARED UINT64_MAX

/* --- who says what ------------------------------------------------------------------- */

enum { CODES = 3 };	/* digits of a country code, at most */

/* A telephone number without its extension, and what is dialled within its
   country. Nobody can tell how long the country code of one is that has it:
   that may be any of these. */
struct number {
	struct str whole;
	bool abroad;		/* has its country code */
	struct str home[CODES];
	size_t n;
};

static bool
is_number(struct arena *a, struct str s, struct number *out)
{
	struct value v;
	struct str digits, extension;
	const char *why;

	if (!value_parse_phone(a, s, &v, &why))
		return false;
	str_cut(v.pair.target, ';', &digits, &extension);
	*out = (struct number){ .whole = digits,
	    .abroad = str_starts(digits, STR("+")) };
	while (out->abroad && out->n < CODES && out->n + 2 < digits.n) {
		out->home[out->n] = str_slice(digits, out->n + 2, digits.n);
		out->n++;
	}
	while (digits.n > 1 && *digits.p == '0')
		digits = str_slice(digits, 1, digits.n);
	if (digits.n == 11 && *digits.p == '1')
		digits = str_slice(digits, 1, digits.n);
	if (!out->abroad)
		out->home[out->n++] = digits;
	return true;
}

/* Calls `visit` for each form that a fact is known by, until it is false: nobody
   is named by the case of letters, and no number by what stands between its
   digits. Of a number the forms that one says are those that are asked for by
   one of the other kind, with or without its country code. */
static bool
each_form(struct collecting *c, enum fact_kind kind, struct str s, bool said,
    bool (*visit)(struct collecting *, struct str form))
{
	struct number number;

	if (kind != FACT_PHONE || !is_number(c->a, s, &number))
		return visit(c, text_fold(c->a, s));
	bool more = visit(c, arena_printf(c->a, "tel:%.*s",
	    STR_ARG(number.whole)));
	for (size_t i = 0; i < number.n && more; i++)
		more = visit(c, arena_printf(c->a, "%s:%.*s",
		    number.abroad == said ? "abroad" : "home",
		    STR_ARG(number.home[i])));
	return more;
}

static bool
is_own(struct collecting *c, struct str form)
{
	const struct map_entry *owner = map_get(c->owner, form);

	return !owner || owner->num == c->brand->index + 1;
}

static bool
is_shared(struct collecting *c, enum fact_kind kind, struct str s)
{
	return !each_form(c, kind, s, false, is_own);
}

static bool
claim_form(struct collecting *c, struct str form)
{
	uint64_t mine = c->brand ? c->brand->index + 1 : SHARED;
	bool fresh;
	struct map_entry *e = map_put(c->owner, form, &fresh);

	if (fresh)
		e->num = mine;
	else if (e->num != mine)
		e->num = SHARED;
	return true;
}

/* The host of an absolute URL, without user and port; empty for others. */
static struct str
host_of(struct str url)
{
	struct str none = { 0 };
	ptrdiff_t from = str_find(url, STR("://"), 0);

	if (from < 0)
		return none;
	struct str rest = str_slice(url, (size_t)from + 3, url.n);
	for (size_t i = 0; i < rest.n; i++)
		if (strchr("/?#", rest.p[i])) {
			rest.n = i;
			break;
		}
	ptrdiff_t at = str_rfind_char(rest, '@');
	if (at >= 0)
		rest = str_slice(rest, (size_t)at + 1, rest.n);
	ptrdiff_t port = str_rfind_char(rest, ':');
	return port < 0 ? rest : str_slice(rest, 0, (size_t)port);
}

/* What stands behind a reader's part of a host, if that is a host. */
static struct str
fixed_host(struct str host)
{
	struct str none = { 0 };
	ptrdiff_t end = str_rfind_char(host, '}');

	if (end < 0)
		return host;
	struct str rest = str_slice(host, (size_t)end + 1, host.n);
	return str_starts(rest, STR(".")) && str_find_char(rest, '.', 1) > 0 ?
	    str_slice(rest, 1, rest.n) : none;
}

/* --- distinctive names ---------------------------------------------------------------- */

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* MailCentral, cPanel, PortDNS: a capital behind a small letter. */
static bool
has_inner_capital(struct str s)
{
	for (size_t i = 1; i < s.n; i++)
		if (is_upper(s.p[i]) && s.p[i - 1] >= 'a' &&
		    s.p[i - 1] <= 'z')
			return true;
	return false;
}

static size_t
capital_words(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; ) {
		bool first = i == 0 || s.p[i - 1] == ' ';
		uint32_t cp = utf8_next(s, &i);
		n += first && text_is_capital(cp);
	}
	return n;
}

static bool
is_distinctive(struct str s)
{
	return s.n >= 4 && (has_inner_capital(s) || capital_words(s) >= 2);
}

/* A name that only says which software it is (`kind = "cpanel"`) is no
   brand's own. */
static bool
names_software(const struct value *map, struct str name)
{
	static const char *const key[] = { "kind", "software" };

	for (size_t i = 0; map && map->type == VALUE_MAP && i < 2; i++) {
		const struct value *v = value_get(map, str_c(key[i]));
		if (v && v->type == VALUE_ENUM && str_eq_fold(v->text, name))
			return true;
	}
	return false;
}

/* --- taking facts ------------------------------------------------------------------------ */

static void
add(struct collecting *c, struct fact f)
{
	struct providers *p = c->p;

	if (p->facts == c->cap) {
		size_t cap = c->cap ? c->cap * 2 : 64;
		struct fact *v = ARENA_ARRAY(p->a, cap, struct fact);
		if (p->facts > 0)
			memcpy(v, p->fact, p->facts * sizeof(*v));
		p->fact = v;
		c->cap = cap;
	}
	p->fact[p->facts++] = f;
}

static void
take(struct collecting *c, enum fact_kind kind, struct str s,
    const struct value *from)
{
	bool fresh;

	if (kind == FACT_HOST)
		s = fixed_host(s);
	if (s.n == 0 || str_find(s, STR("{reader."), 0) >= 0)
		return;
	if (c->claiming) {
		each_form(c, kind, s, true, claim_form);
		return;
	}
	bool shared = is_shared(c, kind, s);
	map_put(c->seen, arena_printf(c->a, "%u %d %.*s",
	    shared ? UINT32_MAX : c->brand->index, (int)kind, STR_ARG(s)),
	    &fresh);
	if (fresh)
		add(c, (struct fact){ .brand = shared ? NULL : c->brand,
		    .kind = kind, .text = s, .at = from->at,
		    .capitals = kind == FACT_NAME && !c->brand_name });
}

static void
take_url(struct collecting *c, const struct value *v)
{
	struct str host = host_of(v->text), s = v->text, head, rest;

	if (host.n == 0) {
		if (!str_cut(s, ':', &head, &rest))
			return;
		str_cut(rest, '?', &rest, &s);
		if (str_eq_fold(head, STR("mailto")))
			take(c, FACT_EMAIL, rest, v);
		else if (str_eq_fold(head, STR("tel")))
			take(c, FACT_PHONE, rest, v);
		return;
	}
	/* A home page is found by its host alone. */
	ptrdiff_t path = str_find_char(s, '/', (size_t)(host.p - s.p));
	if (path >= 0 && (size_t)path + 1 < s.n)
		take(c, FACT_URL, s, v);
	take(c, FACT_HOST, host, v);
}

/* A name that is not distinctive is none that others may not use, but it keeps
   theirs from being one. */
static bool
is_name(const struct collecting *c, struct str s)
{
	return c->claiming || is_distinctive(s);
}

static void
take_text(struct collecting *c, const struct value *v, const struct type *t)
{
	bool any = !t || t->kind == TYPE_ANY;
	const char *why;

	if (t && t->kind == TYPE_HOST)
		take(c, FACT_HOST, v->text, v);
	else if (t && (t->kind == TYPE_EMAIL || t->kind == TYPE_CONTACT))
		take(c, FACT_EMAIL, v->text, v);
	else if (t && t->distinctive && is_name(c, v->text))
		take(c, FACT_NAME, v->text, v);
	else if (any && (str_starts(v->text, STR("https://")) ||
	    str_starts(v->text, STR("http://"))))
		take_url(c, v);
	else if (any && value_check_email(v->text, &why))
		take(c, FACT_EMAIL, v->text, v);
	else if (c->claiming && !c->brand)
		take(c, FACT_NAME, v->text, v);
}

static void
take_value(struct collecting *c, const struct value *v, const struct type *t,
    const struct value *around);

/* A channel's `text` is how its phone is shown. */
static void
take_channel(struct collecting *c, const struct value *v)
{
	const struct value *phone = value_get(v, STR("value"));
	const struct value *shown = value_get(v, STR("text"));

	if (phone && shown && phone->type == VALUE_PHONE &&
	    shown->type == VALUE_TEXT && (c->claiming ||
	    !is_shared(c, FACT_PHONE, phone->pair.target)))
		take(c, FACT_PHONE, shown->text, shown);
}

static void
take_map(struct collecting *c, const struct value *v, const struct type *t)
{
	for (size_t i = 0; i < v->map.n; i++) {
		const struct type *field = t ? type_get(t, v->map.e[i].key) :
		    NULL;
		if (!field && t)
			field = t->of;
		take_value(c, v->map.e[i].v, field, v);
	}
	if (t && type_get(t, STR("value")))
		take_channel(c, v);
}

static void
take_value(struct collecting *c, const struct value *v, const struct type *t,
    const struct value *around)
{
	switch (v->type) {
	case VALUE_MAP:
		take_map(c, v, t);
		break;
	case VALUE_LIST:
		for (size_t i = 0; i < v->list.n; i++)
			take_value(c, &v->list.v[i], t ? t->of : NULL, v);
		break;
	case VALUE_URL:
		take_url(c, v);
		break;
	case VALUE_PHONE:
		take(c, FACT_PHONE, v->pair.text, v);
		take(c, FACT_PHONE, v->pair.target, v);
		break;
	case VALUE_TERM:
		if (t && t->distinctive && is_name(c, v->term->bare) &&
		    (c->claiming || !names_software(around, v->term->bare)))
			take(c, FACT_NAME, v->term->bare, v);
		break;
	case VALUE_TEXT:
		take_text(c, v, t);
		break;
	default:
		break;
	}
}

/* The brand's own name counts even when it is one plain word, as long as it
   is written with a capital; and it is looked for in any case. */
static void
take_brand_name(struct collecting *c, const struct edition *e)
{
	const struct value *brand = value_get(&e->values, STR("brand"));
	const struct value *name = value_get(brand, STR("name"));

	c->brand_name = true;
	if (name && name->type == VALUE_TERM && (c->claiming ||
	    (name->term->bare.n >= 4 && capital_words(name->term->bare) > 0)))
		take(c, FACT_NAME, name->term->bare, name);
	c->brand_name = false;
}

static bool
is_shared_root(struct str key)
{
	static const char *const shared[] = {
		"brands", "data", "livery", "locale", "reader",
	};

	for (size_t i = 0; i < sizeof(shared) / sizeof(shared[0]); i++)
		if (str_eq(key, str_c(shared[i])))
			return true;
	return false;
}

static void
take_roots(struct collecting *c, const struct value *values)
{
	for (size_t i = 0; i < values->map.n; i++) {
		const struct value_entry *e = &values->map.e[i];
		if (!is_shared_root(e->key))
			take_value(c, e->v, type_get(c->p->schema->root,
			    e->key), NULL);
	}
}

static void
take_all(struct collecting *c)
{
	for (size_t i = 0; i < c->p->nall; i++) {
		c->brand = c->p->all[i].brand;
		take_brand_name(c, &c->p->all[i]);
		take_roots(c, &c->p->all[i].values);
	}
}

size_t
providers_facts(const struct providers *p, const struct fact **out)
{
	/* Found once, on demand; the handle is the same for all callers. */
	struct providers *own_p = (struct providers *)p;
	struct collecting c = { .p = own_p };

	if (!p->facts_done) {
		c.a = arena_new();
		c.owner = map_new(c.a);
		c.seen = map_new(c.a);
		c.claiming = true;
		take_roots(&c, &p->base);
		take_all(&c);
		c.claiming = false;
		take_all(&c);
		arena_free(c.a);
		own_p->facts_done = true;
	}
	*out = p->fact;
	return p->facts;
}
