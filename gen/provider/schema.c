/* The schema: the built-in schema.lua and a project's own over it become a
   tree of types. */
#include "provider/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"

struct type_words {
	const char *name;
	const char *words;
};

static const struct type_words kinds[TYPE_COUNT] = {
	[TYPE_ANY] = { "any", "a value" },
	[TYPE_TEXT] = { "text", "a text" },
	[TYPE_MARKDOWN] = { "markdown", "a text in Markdown" },
	[TYPE_HOST] = { "host", "a host name" },
	[TYPE_PORT] = { "port", "a port (1 to 65535)" },
	[TYPE_URL] = { "url", "a URL" },
	[TYPE_EMAIL] = { "email", "an e-mail address" },
	[TYPE_PHONE] = { "phone", "a phone number" },
	[TYPE_COLOUR] = { "colour", "a colour (\"#rrggbb\")" },
	[TYPE_DATE] = { "date", "a date (\"2026-05-04\")" },
	[TYPE_DURATION] = { "duration", "a duration (\"30 days\")" },
	[TYPE_SIZE] = { "size", "a size (\"10 GB\")" },
	[TYPE_MONEY] = { "money", "an amount of money (\"4.95 USD\")" },
	[TYPE_INTEGER] = { "integer", "a whole number" },
	[TYPE_NUMBER] = { "number", "a number" },
	[TYPE_BOOL] = { "bool", "true or false" },
	[TYPE_ENUM] = { "enum", "one of its words" },
	[TYPE_IMAGE] = { "image", "the path of an image" },
	[TYPE_ARTICLE] = { "article", "the id of an article" },
	[TYPE_TERM] = { "term", "a name: a text or term { ... }" },
	[TYPE_CONTACT] = { "contact",
	    "a phone number, e-mail address or URL" },
	[TYPE_NAVIGATION] = { "navigation",
	    "a list of ids, or of tables that begin with an id" },
	[TYPE_LIST] = { "list", "a list" },
	[TYPE_MAP] = { "map", "a map" },
	[TYPE_GROUP] = { "group", "a map" },
};

const char *
type_name(enum type_kind k)
{
	return kinds[k].name;
}

const char *
type_words(enum type_kind k)
{
	return kinds[k].words;
}

static int
by_name(const void *x, const void *y)
{
	const struct type_field *a = x, *b = y;

	return str_cmp(a->name, b->name);
}

const struct type *
type_get(const struct type *t, struct str name)
{
	struct type_field wanted = { .name = name };
	const struct type_field *f;

	if (t->fields == 0)
		return NULL;
	f = bsearch(&wanted, t->field, t->fields, sizeof(*f), by_name);
	return f ? f->type : NULL;
}

struct str
type_describe(struct arena *a, const struct type *t)
{
	struct buf b = BUF_INIT;

	buf_c(&b, type_name(t->kind));
	if (t->kind == TYPE_ENUM) {
		for (size_t i = 0; i < t->nvalues; i++)
			buf_printf(&b, "%s%.*s", i ? " | " : ": ",
			    STR_ARG(t->values[i]));
	} else if (t->of) {
		struct str of = type_describe(a, t->of);
		buf_printf(&b, " of %.*s", STR_ARG(of));
	}
	struct str s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s;
}

/* --- reading ---------------------------------------------------------------------- */

struct reading {
	struct arena *a;
	struct diags *d;
};

static const struct type *read_type(struct reading *r,
    const struct raw_field *f);

static bool
kind_of(struct str tag, enum type_kind *out)
{
	for (int k = 0; k < TYPE_COUNT; k++)
		if (str_eq(tag, str_c(kinds[k].name))) {
			*out = (enum type_kind)k;
			return true;
		}
	return false;
}

static bool
is_text(const struct raw *r)
{
	return r->kind == RAW_SCALAR && r->scalar.type == VALUE_TEXT;
}

static void
wrong(struct reading *r, struct span at, const char *what, struct str name)
{
	diag_add(r->d, DIAG_WRONG_TYPE, at, "`%.*s` %s", STR_ARG(name), what);
}

static void
read_values(struct reading *r, struct type *t, const struct raw *list)
{
	struct str *v = ARENA_ARRAY(r->a, list->items + 1, struct str);

	for (size_t i = 0; i < list->items; i++) {
		if (is_text(&list->item[i]))
			v[t->nvalues++] = list->item[i].scalar.text;
		else
			wrong(r, list->item[i].at, "must hold texts",
			    STR("values"));
	}
	t->values = v;
}

static bool
flag(const struct raw_field *f)
{
	return f->raw.kind == RAW_SCALAR &&
	    f->raw.scalar.type == VALUE_BOOL && f->raw.scalar.boolean;
}

/* True when the name is one of a type's own settings. A map's fields may have
   any name but `of`. */
static bool
read_setting(struct reading *r, struct type *t, const struct raw_field *f)
{
	struct str k = f->key;
	bool has_fields = t->kind == TYPE_MAP || t->kind == TYPE_GROUP;

	if (str_eq(k, STR("of")) && (t->kind == TYPE_LIST || has_fields))
		t->of = read_type(r, f);
	else if (has_fields)
		return false;
	else if (str_eq(k, STR("values")) && t->kind == TYPE_ENUM)
		read_values(r, t, &f->raw);
	else if (str_eq(k, STR("default")))
		t->fixed = &f->raw;
	else if (str_eq(k, STR("required")))
		t->required = flag(f);
	else if (str_eq(k, STR("distinctive")))
		t->distinctive = flag(f);
	else
		return false;
	return true;
}

static void
read_parts(struct reading *r, struct type *t, const struct raw *raw)
{
	struct type_field *field = ARENA_ARRAY(r->a, raw->fields + 1,
	    struct type_field);

	for (size_t i = 0; i < raw->fields; i++) {
		const struct raw_field *f = &raw->field[i];
		if (read_setting(r, t, f))
			continue;
		if (t->kind != TYPE_MAP && t->kind != TYPE_GROUP) {
			diag_add(r->d, DIAG_UNKNOWN_FIELD, f->at,
			    "the type `%s` has no setting `%.*s`",
			    type_name(t->kind), STR_ARG(f->key));
			continue;
		}
		field[t->fields].name = f->key;
		field[t->fields].type = read_type(r, f);
		t->fields += field[t->fields].type != NULL;
	}
	t->field = field;
}

/* { type = "port", doc = "..." } is the same as port "...". */
static struct raw
spelled_out(struct reading *r, const struct raw *raw)
{
	const struct raw_field *type = raw_get(raw, STR("type"));
	const struct raw_field *doc = raw_get(raw, STR("doc"));
	struct raw out = *raw;

	if (raw->kind != RAW_TABLE || raw->tag.n > 0 || !type ||
	    !is_text(&type->raw))
		return out;
	struct raw_field *field = ARENA_ARRAY(r->a, raw->fields,
	    struct raw_field);
	out.tag = type->raw.scalar.text;
	out.fields = 0;
	for (size_t i = 0; i < raw->fields; i++)
		if (&raw->field[i] != type && &raw->field[i] != doc)
			field[out.fields++] = raw->field[i];
	out.field = field;
	if (doc && out.items == 0) {
		out.item = &doc->raw;
		out.items = 1;
	}
	return out;
}

static const struct type *
read_type(struct reading *r, const struct raw_field *f)
{
	struct type *t = ARENA_NEW(r->a, struct type);
	struct raw *raw = ARENA_NEW(r->a, struct raw);

	*raw = spelled_out(r, &f->raw);
	/* { type = "list", of = "port" }: a type by its name alone. */
	if (is_text(raw) && str_eq(f->key, STR("of")))
		*raw = (struct raw){ .kind = RAW_TABLE, .at = raw->at,
		    .tag = raw->scalar.text };
	if (raw->kind != RAW_TABLE || !kind_of(raw->tag, &t->kind)) {
		wrong(r, raw->at, "must be a type, such as text \"...\" or "
		    "map { ... }", f->key);
		return NULL;
	}
	t->at = raw->at;
	if (raw->items > 0 && is_text(&raw->item[0]))
		t->doc = raw->item[0].scalar.text;
	read_parts(r, t, raw);
	if (t->kind == TYPE_LIST && !t->of) {
		wrong(r, raw->at, "needs `of`: the type of its items",
		    f->key);
		return NULL;
	}
	if (t->kind == TYPE_ENUM && t->nvalues == 0)
		wrong(r, raw->at, "needs `values`", f->key);
	return t;
}

static struct str
text_of(const struct raw *r, struct str key, struct str otherwise)
{
	const struct raw_field *f = raw_get(r, key);

	return f && is_text(&f->raw) ? f->raw.scalar.text : otherwise;
}

static void
read_readers(struct reading *r, struct schema *s, const struct raw *raw)
{
	struct reader *v = ARENA_ARRAY(r->a, s->readers + raw->fields + 1,
	    struct reader);

	if (s->readers > 0)
		memcpy(v, s->reader, s->readers * sizeof(*v));
	for (size_t i = 0; i < raw->fields; i++) {
		const struct raw_field *f = &raw->field[i];
		if (!str_eq(f->raw.tag, STR("reader")) ||
		    f->raw.items == 0 || !is_text(&f->raw.item[0])) {
			wrong(r, f->raw.at, "must be reader { \"label\", "
			    "type = ..., example = ... }", f->key);
			continue;
		}
		size_t k = 0;
		while (k < s->readers && !str_eq(v[k].name, f->key))
			k++;
		v[k].name = f->key;
		v[k].label = f->raw.item[0].scalar.text;
		v[k].type = text_of(&f->raw, STR("type"), STR("text"));
		v[k].example = text_of(&f->raw, STR("example"), f->key);
		s->readers += k == s->readers;
	}
	s->reader = v;
}

/* --- a project's schema over the built-in one --------------------------------- */

static const struct type *join(struct reading *r, const struct type *under,
    const struct type *over, struct str name);

static void
add_field(struct reading *r, struct type *t, struct type_field *v,
    const struct type_field *f)
{
	for (size_t i = 0; i < t->fields; i++)
		if (str_eq(v[i].name, f->name)) {
			v[i].type = join(r, v[i].type, f->type, f->name);
			return;
		}
	v[t->fields++] = *f;
}

static const struct type *
join(struct reading *r, const struct type *under, const struct type *over,
    struct str name)
{
	struct type *t = ARENA_NEW(r->a, struct type);
	bool holder = over->kind == TYPE_GROUP || over->kind == TYPE_MAP;

	/* None of its fields could be read: that was reported. */
	if (holder && over->fields == 0 && !over->of)
		return under;
	if (under->fields == 0 || over->fields == 0 || !holder) {
		struct diag *g = diag_add(r->d, DIAG_UNSAFE_NAME, over->at,
		    "the schema already has a field `%.*s`", STR_ARG(name));
		diag_hint(g, "a schema adds fields, it cannot change them");
		return under;
	}
	*t = *under;
	struct type_field *v = ARENA_ARRAY(r->a, under->fields + over->fields,
	    struct type_field);
	memcpy(v, under->field, under->fields * sizeof(*v));
	for (size_t i = 0; i < over->fields; i++)
		add_field(r, t, v, &over->field[i]);
	qsort(v, t->fields, sizeof(*v), by_name);
	t->field = v;
	return t;
}

/* --- loading ------------------------------------------------------------------------- */

struct job {
	struct sandbox *sb;
	struct str text;
	uint32_t file;
	const struct loc_file *places;	/* once it ran */
	struct raw raw;
};

static int
run_schema(lua_State *L)
{
	struct job *j = lua_touserdata(L, 1);
	struct arena *a = j->sb->a;

	sandbox_script(L, j->text, j->file, "schema");
	j->places = locate_script(a, j->text, j->file);
	j->raw = raw_read(L, a, a, j->places,
	    (struct span){ j->file, 0, 0 });
	if (!str_eq(j->raw.tag, STR("schema")))
		return sandbox_raise(L, DIAG_WRONG_TYPE,
		    "a schema ends in: return schema { ... }",
		    "this script does not return a schema");
	return 0;
}

static void
add_script(struct reading *r, struct schema *s, struct job *j,
    struct sources *sources)
{
	struct raw rest = { 0 };

	bool ok = sandbox_run(j->sb, r->a, LIMIT_SCRIPT, run_schema, j);
	locate_repeats(j->places, r->d);
	if (!ok) {
		sandbox_report(j->sb, sources, r->d);
		return;
	}
	rest = j->raw;
	struct raw_field *field = ARENA_ARRAY(r->a, rest.fields + 1,
	    struct raw_field);
	size_t n = 0;
	for (size_t i = 0; i < rest.fields; i++) {
		const struct raw_field *f = &rest.field[i];
		if (str_eq(f->key, STR("reader")))
			read_readers(r, s, &f->raw);
		else if (s->root && !type_get(s->root, f->key) &&
		    names_taken(f->key))
			diag_add(r->d, DIAG_UNSAFE_NAME, f->at,
			    "the name `%.*s` is taken", STR_ARG(f->key));
		else
			field[n++] = *f;
	}
	rest.field = field;
	rest.fields = n;
	struct type *t = ARENA_NEW(r->a, struct type);
	t->kind = TYPE_MAP;
	read_parts(r, t, &rest);
	s->root = s->root ? join(r, s->root, t, STR("schema")) : t;
}

const struct schema *
schema_load(struct sandbox *sb, struct sources *sources, struct diags *d,
    struct str project, uint32_t file)
{
	struct schema *s = ARENA_NEW(sb->a, struct schema);
	struct reading r = { .a = sb->a, .d = d };
	struct job built_in = { .sb = sb };

	if (!embedded_find(STR("gen/provider/schema.lua"), &built_in.text))
		die(0, "the built-in schema is missing");
	built_in.file = sources_add(sources, STR("livery:schema.lua"),
	    built_in.text);
	add_script(&r, s, &built_in, sources);
	if (!s->root)
		die(0, "the built-in schema cannot be read");
	if (project.p) {
		struct job own = { .sb = sb, .text = project, .file = file };
		add_script(&r, s, &own, sources);
	}
	return s;
}

const struct reader *
schema_reader(const struct schema *s, struct str name)
{
	for (size_t i = 0; i < s->readers; i++)
		if (str_eq(s->reader[i].name, name))
			return &s->reader[i];
	return NULL;
}

/* --- suggestions ------------------------------------------------------------------------ */

struct search {
	struct arena *a;
	struct str word;
	struct suggest g;
	struct str best;
};

static void
search_type(struct search *s, const struct type *t, struct str path)
{
	for (size_t i = 0; i < t->fields; i++) {
		struct str name = t->field[i].name;
		struct str full = path.n == 0 ? name : arena_printf(s->a,
		    "%.*s.%.*s", STR_ARG(path), STR_ARG(name));
		struct str before = s->g.best;
		unsigned distance = s->g.distance;
		suggest_offer(&s->g, s->word, name);
		if (s->g.best.p != before.p || s->g.distance != distance)
			s->best = full;
		search_type(s, t->field[i].type, full);
	}
}

struct str
schema_elsewhere(struct arena *a, const struct schema *s, struct str word)
{
	return schema_below(a, s->root, (struct str){ 0 }, word);
}

struct str
schema_below(struct arena *a, const struct type *t, struct str path,
    struct str word)
{
	struct search search = { .a = a, .word = word };

	search_type(&search, t, path);
	return search.best;
}

/* --- what schema scripts call ------------------------------------------------------------ */

/* Upvalue 1: the type's name. */
static int
make_type(lua_State *L)
{
	const char *tag = lua_tostring(L, lua_upvalueindex(1));

	if (lua_type(L, 1) == LUA_TSTRING) {
		lua_createtable(L, 1, 0);
		lua_pushvalue(L, 1);
		lua_rawseti(L, -2, 1);
	} else {
		arg_table(L, 1, tag);
		lua_settop(L, 1);
	}
	proxy_tag(L, tag);
	return 1;
}

void
schema_constructors(lua_State *L)
{
	static const char *const more[] = { "schema", "reader" };

	for (int k = 0; k < TYPE_COUNT + 2; k++) {
		const char *name = k < TYPE_COUNT ? kinds[k].name :
		    more[k - TYPE_COUNT];
		lua_pushstring(L, name);
		lua_pushcclosure(L, make_type, 1);
		lua_setfield(L, -2, name);
	}
}
