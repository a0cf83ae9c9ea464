/* Loading: schema, base, every brand's script, what it extends, macros. */
#include "provider/private.h"

#include <string.h>

#include "base/files.h"

/* --- running scripts --------------------------------------------------------------- */

struct job {
	struct providers *p;
	struct script *s;
	struct str text;
	struct arena *scratch;		/* holds places alone */
	const struct loc_file *places;	/* once it ran */
};

static int
run_provider(lua_State *L)
{
	struct job *j = lua_touserdata(L, 1);
	struct arena *a = j->p->a;

	sandbox_script(L, j->text, j->s->file, "provider");
	j->places = locate_script(j->scratch, j->text, j->s->file);
	j->s->raw = raw_read(L, a, j->p->trees, j->places,
	    (struct span){ j->s->file, 0, 0 });
	if (!str_eq(j->s->raw.tag, STR("provider")))
		return sandbox_raise(L, DIAG_WRONG_TYPE,
		    "a provider ends in: return provider { ... }",
		    "this script does not return a provider");
	if (j->s->raw.items > 0 || j->s->raw.hole)
		return sandbox_raise(L, DIAG_WRONG_TYPE,
		    "every field has a name: name = ...",
		    "a provider has named fields only");
	return 0;
}

static bool
read_source(struct providers *p, struct str path, struct str *text,
    uint32_t *file)
{
	if (!file_read(p->a, path_join(p->a, str_c(p->root), path).p, text))
		return false;
	*file = sources_add(p->sources, path, *text);
	return true;
}

static void
load_script(struct providers *p, struct script *s, struct diags *d)
{
	struct job j = { .p = p, .s = s };
	struct str path = arena_printf(p->a, "providers/%.*s.lua",
	    STR_ARG(s->id));

	if (!read_source(p, path, &j.text, &s->file)) {
		diag_add(d, DIAG_MISSING_FIELD, (struct span){ 0 },
		    "`%.*s` is missing: it names the language version and "
		    "what all brands share", STR_ARG(path));
		p->incomplete = true;
		return;
	}
	j.scratch = arena_new();
	s->ok = sandbox_run(p->sb, p->a, LIMIT_SCRIPT, run_provider, &j);
	locate_repeats(j.places, d);
	arena_free(j.scratch);
	if (!s->ok) {
		sandbox_report(p->sb, p->sources, d);
		p->incomplete = true;
	}
}

/* --- names ---------------------------------------------------------------------------- */

static bool
is_safe_id(struct str id)
{
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];
		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') &&
		    (c != '-' || i == 0))
			return false;
	}
	return id.n > 0 && !str_eq(id, STR("manifest")) &&
	    !str_eq(id, STR("data"));
}

static bool
is_script(const struct dir_entry *e, struct str *id)
{
	if (e->dir || e->link || !str_ends(e->path, STR(".lua")) ||
	    str_find_char(e->path, '/', 0) >= 0)
		return false;
	*id = str_slice(e->path, 0, e->path.n - 4);
	return !str_eq(*id, STR("schema")) && !str_eq(*id, STR("macros")) &&
	    !str_eq(*id, STR("base"));
}

/* A folder that belongs to no brand would be passed over. */
static void
check_folder(struct providers *p, const struct dir_entry *e, struct diags *d)
{
	struct suggest g = { 0 };

	if (str_find_char(e->path, '/', 0) >= 0 ||
	    str_eq(e->path, STR("data")) || brands_script(p, e->path))
		return;
	for (size_t i = 1; i < p->scripts; i++)
		suggest_offer(&g, e->path, p->script[i].id);
	suggest_offer(&g, e->path, STR("data"));
	struct str path = path_join(p->a, STR("providers"), e->path);
	diag_did_you_mean(diag_add(d, DIAG_UNKNOWN_TARGET, (struct span){
	    sources_add(p->sources, path, (struct str){ 0 }), 0, 0 },
	    "this folder belongs to no brand: there is no %.*s.lua",
	    STR_ARG(path)), g.best);
}

static struct diag *
report_file(struct providers *p, const struct dir_entry *e, enum diag_id id,
    const char *what, struct diags *d)
{
	struct str path = path_join(p->a, STR("providers"), e->path);

	return diag_add(d, id, (struct span){ sources_add(p->sources, path,
	    (struct str){ 0 }), 0, 0 }, "%s", what);
}

/* Files that nothing would look at, because they lie in the wrong place. */
static void
check_file(struct providers *p, const struct dir_entry *e, struct diags *d)
{
	struct str name = e->path, end = STR(".lua.txt");
	bool top = str_find_char(name, '/', 0) < 0;
	size_t n = name.n;

	if (top && !str_ends(name, STR(".lua")) && ((n > 4 && str_eq_fold(
	    str_slice(name, n - 4, n), str_slice(end, 0, 4))) || (n > end.n &&
	    str_eq_fold(str_slice(name, n - end.n, n), end))))
		diag_hint(report_file(p, e, DIAG_UNSAFE_NAME,
		    "this is read as no provider", d),
		    "its name must end in .lua, in small letters");
	else if (str_eq(name, STR("redirects.csv")))
		diag_hint(report_file(p, e, DIAG_UNKNOWN_TARGET,
		    "this file belongs to no brand", d),
		    "put it into the brand's folder: "
		    "providers/BRAND/redirects.csv");
	else if (str_starts(name, STR("base/")) && (str_ends(name,
	    STR(".md")) || str_eq(name, STR("base/redirects.csv"))))
		diag_hint(report_file(p, e, DIAG_UNKNOWN_TARGET,
		    "base is no brand: this replaces nothing", d),
		    "what all brands share lies in content/");
}

/* A folder or file that nothing would look at is a mistake, not a secret. */
static void
check_entry(struct providers *p, const struct dir_entry *e, struct diags *d)
{
	if (e->link)
		diag_hint(report_file(p, e, DIAG_UNSAFE_NAME,
		    "this is a symbolic link, which may lead out of the "
		    "project", d), "put a copy in its place");
	else if (e->dir)
		check_folder(p, e, d);
	else
		check_file(p, e, d);
}

static void
load_scripts(struct providers *p, struct diags *d)
{
	struct str dir = path_join(p->a, str_c(p->root), STR("providers")), id;
	size_t n;
	struct dir_entry *e = dir_walk(p->a, dir.p, &n);

	p->script = ARENA_ARRAY(p->a, n + 1, struct script);
	p->script[0].id = STR("base");
	p->scripts = 1;
	load_script(p, &p->script[0], d);
	for (size_t i = 0; i < n; i++) {
		if (!is_script(&e[i], &id))
			continue;
		struct script *s = &p->script[p->scripts++];
		s->id = arena_str(p->a, id);
		load_script(p, s, d);
		if (!is_safe_id(id)) {
			struct diag *g = diag_add(d, DIAG_UNSAFE_NAME,
			    (struct span){ s->file, 0, 0 },
			    "`%.*s` cannot be the name of a brand",
			    STR_ARG(id));
			diag_hint(g, "use small letters, digits and hyphens");
			s->ok = false;
		}
	}
	for (size_t i = 0; i < n; i++)
		check_entry(p, &e[i], d);
}

struct script *
brands_script(struct providers *p, struct str id)
{
	for (size_t i = 0; i < p->scripts; i++)
		if (str_eq(p->script[i].id, id))
			return &p->script[i];
	return NULL;
}

/* --- what extends what ---------------------------------------------------------------- */

static void
check_version(struct script *s, struct diags *d)
{
	const struct raw_field *f = raw_get(&s->raw, STR("livery"));
	bool base = str_eq(s->id, STR("base"));

	if (!f && base) {
		struct diag *g = diag_add(d, DIAG_MISSING_FIELD, s->raw.at,
		    "`livery` is missing: the version of the language");
		diag_hint(g, "write livery = %d", LIVERY_LANGUAGE);
	} else if (f && !base) {
		diag_add(d, DIAG_UNKNOWN_FIELD, f->at,
		    "`livery` stands in providers/base.lua only");
	} else if (f && (f->raw.kind != RAW_SCALAR ||
	    f->raw.scalar.type != VALUE_INT ||
	    f->raw.scalar.integer != LIVERY_LANGUAGE)) {
		diag_add(d, DIAG_ENUM_VALUE, f->raw.at,
		    "this livery reads version %d of the language",
		    LIVERY_LANGUAGE);
	}
}

/* Null after reporting, and for base itself, which extends nothing. */
static struct script *
parent_of(struct providers *p, struct script *s, struct diags *d)
{
	const struct raw_field *f = raw_get(&s->raw, STR("extends"));
	struct suggest g = { 0 };

	if (str_eq(s->id, STR("base"))) {
		if (f)
			diag_add(d, DIAG_CYCLE, f->at,
			    "base cannot extend another provider");
		return NULL;
	}
	if (!f)
		return &p->script[0];
	if (f->raw.kind != RAW_SCALAR || f->raw.scalar.type != VALUE_TEXT) {
		diag_add(d, DIAG_WRONG_TYPE, f->raw.at,
		    "`extends` must be the name of a provider");
		return NULL;
	}
	struct script *parent = brands_script(p, f->raw.scalar.text);
	if (parent)
		return parent;
	for (size_t i = 0; i < p->scripts; i++)
		if (&p->script[i] != s)
			suggest_offer(&g, f->raw.scalar.text, p->script[i].id);
	diag_did_you_mean(diag_add(d, DIAG_UNKNOWN_TARGET, f->raw.at,
	    "there is no provider `%.*s` to extend",
	    STR_ARG(f->raw.scalar.text)), g.best);
	return NULL;
}

static void
report_cycle(struct providers *p, struct script *s, struct diags *d)
{
	struct str chain = s->id;
	struct script *k = s;

	do {
		const struct raw_field *f = raw_get(&k->raw, STR("extends"));
		k = f ? brands_script(p, f->raw.scalar.text) : NULL;
		if (k)
			chain = arena_printf(p->a, "%.*s -> %.*s",
			    STR_ARG(chain), STR_ARG(k->id));
	} while (k && k != s);
	diag_add(d, DIAG_CYCLE, raw_get(&s->raw, STR("extends"))->raw.at,
	    "providers extend each other: %.*s", STR_ARG(chain));
}

static void
resolve(struct providers *p, struct script *s, struct diags *d)
{
	struct raw nothing = { .kind = RAW_TABLE };

	if (s->visit == 2 || !s->ok)
		return;
	if (s->visit == 1) {
		report_cycle(p, s, d);
		s->ok = false;
		return;
	}
	s->visit = 1;
	check_version(s, d);
	struct script *parent = parent_of(p, s, d);
	if (parent)
		resolve(p, parent, d);
	s->visit = 2;
	bool base = str_eq(s->id, STR("base"));
	if (!base && (!parent || (!parent->ok && parent != &p->script[0])))
		s->ok = false;
	if (!s->ok)
		p->incomplete = true;
	s->merged = raw_merge(p->trees, parent && parent->ok ? &parent->merged :
	    &nothing, &s->raw);
}

/* --- entry points ---------------------------------------------------------------------- */

static void
load_schema(struct providers *p, struct diags *d)
{
	struct str text = { 0 };
	uint32_t file = 0;

	read_source(p, STR("providers/schema.lua"), &text, &file);
	p->schema = schema_load(p->sb, p->sources, d, text, file);
}

static void
forget_trees(struct providers *p)
{
	for (size_t i = 0; i < p->scripts; i++)
		p->script[i].raw = p->script[i].merged = (struct raw){ 0 };
	arena_free(p->trees);
	p->trees = NULL;
}

struct providers *
providers_load(struct arena *a, const char *root, struct sources *s,
    struct diags *d, const struct str *only, size_t nonly)
{
	struct providers *p = ARENA_NEW(a, struct providers);
	struct str text;
	uint32_t file;

	p->a = a;
	p->trees = arena_new();
	p->root = arena_str(a, str_c(root)).p;
	p->sources = s;
	p->sb = sandbox_open(a);
	p->types = map_new(a);
	p->failed = map_new(a);
	p->vars = map_new(a);
	p->macro_names = map_new(a);
	p->wrong = map_new(a);
	p->good = map_new(a);
	p->results = map_new(a);
	load_schema(p, d);
	load_scripts(p, d);
	for (size_t i = 0; i < p->scripts; i++)
		resolve(p, &p->script[i], d);
	size_t errors = diags_errors(d);
	p->data = data_load(a, root, s, d);
	p->incomplete |= diags_errors(d) != errors;
	if (read_source(p, STR("providers/macros.lua"), &text, &file))
		macros_load(p, text, file, d);
	editions_make(p, d, only, nonly);
	forget_trees(p);
	return p;
}

void
providers_free(struct providers *p)
{
	if (p)
		sandbox_close(p->sb);
}

bool
providers_incomplete(const struct providers *p)
{
	return p->incomplete;
}

size_t
providers_brands(const struct providers *p, const struct brand **out)
{
	*out = p->brand;
	return p->brands;
}

size_t
providers_editions(const struct providers *p, const struct edition **out)
{
	*out = p->edition;
	return p->editions;
}

bool
providers_speaks(const struct brand *b, struct str tag)
{
	for (size_t i = 0; i < b->nlocales; i++) {
		struct str own = locale_tag(b->locales[i]);
		if (str_starts(own, tag) && (own.n == tag.n ||
		    own.p[tag.n] == '-'))
			return true;
	}
	return false;
}

const struct reader *
providers_reader(const struct providers *p, struct str name)
{
	return schema_reader(p->schema, name);
}

size_t
providers_readers(const struct providers *p, const struct reader **out)
{
	*out = p->schema->reader;
	return p->schema->readers;
}
