/* Providers: brands' Lua scripts, run in a sandbox, checked against the schema
   and turned into immutable values. (provider/ alone sees lua.h) */
#ifndef PROVIDER_PROVIDER_H
#define PROVIDER_PROVIDER_H

#include "base/diag.h"
#include "template/template.h"
#include "value/locale.h"
#include "value/value.h"

enum fallback { FALLBACK_NOTICE, FALLBACK_OMIT, FALLBACK_ERROR };

struct brand {
	struct str id;			/* file name without .lua */
	uint32_t file;			/* source index of its script */
	struct span at;			/* of `provider` in it, for findings
					   about the brand as a whole */
	struct str name;		/* bare form in its first locale */
	struct str theme;		/* "base" by default */
	struct span theme_at;		/* where it is set */
	const struct locale **locales;	/* the first is the one at its address */
	size_t nlocales;
	const struct locale *source;	/* what NAME.md is written in: base's
					   first locale, else its own first */
	enum fallback fallback;
	bool locale_prefix_always;
	struct str url;			/* where it is published; ends in '/',
					   or empty */
	uint32_t index;			/* among all brands, in byte order of id */
};

/* One brand in one locale: everything after profiling is per edition. */
struct edition {
	uint32_t index;			/* over all editions of the build */
	const struct brand *brand;
	const struct locale *locale;
	struct str name;		/* "portdns", or "specialist/nl" when the
					   brand has several locales */
	struct str prefix;		/* "" or "nl/": of its output paths */
	/* A map: brand, mail, policy, ... and the brand's vars; groups of the
	   schema are always there (empty maps when nothing is set). */
	struct value values;
	const struct value *navigation;	/* of them; null: the brand has none */
};

struct providers;

/* Loads `root`/providers: schema, base, all brands, macros, data. Sources are
   registered with project-relative paths. All brands are loaded (leak check
   and `brands` need them); editions are made for the brands in `only`, or for
   all when `nonly` is 0. Never null; errors are in `d`. Everything lives in
   `a`; the Lua state lives until providers_free. */
struct providers *providers_load(struct arena *a, const char *root,
    struct sources *s, struct diags *d, const struct str *only, size_t nonly);
void providers_free(struct providers *p);

size_t providers_brands(const struct providers *p, const struct brand **out);
/* Whether a script failed, so that brands, names and locales may lack. */
bool providers_incomplete(const struct providers *p);
size_t providers_editions(const struct providers *p,
    const struct edition **out);

/* Whether what is written for `tag` serves a locale of the brand: "pt" does
   for pt-BR. */
bool providers_speaks(const struct brand *b, struct str tag);

/* The entries of the brand's navigation, each a map { id, own, entries? }: the
   id "*" is the rest of a section, `own` a section that the brand makes; each
   id has its place in the script. Null when the brand has none. */
const struct value *providers_navigation(const struct edition *e);
/* What the navigation calls an article or section; empty for its own title. */
struct str providers_renamed(const struct edition *e, struct str id);
/* The same of its description. */
struct str providers_described(const struct edition *e, struct str id);

/* The root names of an edition, for struct template_host.root: groups, vars,
   `brands`, `data`, `locale`, `reader`, `livery`. Null when undefined.
   Functions (macros, the library) are not values: see providers_is_function. */
const struct value *providers_root(const struct providers *p,
    const struct edition *e, struct str name);
bool providers_is_function(const struct providers *p, struct str name);

/* Further root names of the caller for Lua expressions and path checks:
   `page`, `site`, `ui` ... A null `find` means none. */
struct more_roots {
	void *ctx;
	const struct value *(*find)(void *ctx, struct str name);
	/* has("email/x"): whether the edition shows that article. May be null. */
	bool (*has)(void *ctx, struct str id, bool *known);
	/* title("email/x"): the article's title, false when unknown. */
	bool (*title)(void *ctx, struct str id, struct str *out);
	/* say("key", {...}): a UI string's text with its parts filled in. */
	bool (*say)(void *ctx, struct str key, const struct value *parts,
	    struct str *out);
};

/* Evaluates an EXPR_LUA for an edition, within limits of time and memory; the
   result lives in `a`. Errors are reported in the writer's words at the
   expression's own place; false then. */
bool providers_eval(struct providers *p, const struct edition *e,
    const struct expr *x, const struct scope *s,
    const struct more_roots *more, struct arena *a, struct diags *d,
    struct value *out);

/* Reports a path of a template that met nil or an unknown name at part `i`,
   in the words of LANGUAGE.md, with "did you mean" (struct template_host
   .missing). */
void providers_missing(const struct providers *p, const struct edition *e,
    const struct expr *x, const struct path *path, size_t i,
    const struct more_roots *more, struct diags *d);

/* Static check of one expression, branches not taken included: every literal
   path against the schema, parameters and vars of any brand; enum constants;
   Lua syntax. `names` binds loop variables and parameters (values unused);
   names for which `known` says true are the caller's. Also marks vars as
   used. */
void providers_check(struct providers *p, const struct expr *x,
    const struct scope *names, bool (*known)(void *ctx, const struct path *),
    void *ctx, struct diags *d);
/* Whether a name is `vars` or one of them: reading it marks them as used. */
bool providers_is_var(const struct providers *p, struct str name);
/* The path with the list of its loop in place of a loop's variable and an empty
   part for the item (`products`, "", `name` for `p.name`); itself when it
   begins with no such name. Null when nothing is known of the first name: a
   parameter, or what a loop goes through by a call. */
const struct path *providers_path(struct providers *p,
    const struct path *path, const struct scope *names);
/* The values of the enum that a path has by the schema; 0 when it is none. */
size_t providers_enum(const struct providers *p, const struct path *path,
    const struct str **values);
/* Reports a constant at `at` that a path never equals by the schema, for which
   it is no enum: a text for a number, a number for a text. `path` is that of
   providers_path, `name` what is said of it. */
void providers_check_kind(struct providers *p, const struct path *path,
    struct str name, const struct value *constant, struct span at,
    struct diags *d);
/* Warns of every entry of `vars` that no providers_check has seen. */
void providers_warn_unused(struct providers *p, struct diags *d);
/* For checks in a worker: appends the entries of `vars` seen since they began,
   and takes them in again, from the front of `*record`, which is advanced; false
   when it is damaged. */
void providers_seen_begin(struct providers *p);
void providers_seen_write(struct providers *p, struct buf *out);
bool providers_seen_read(struct providers *p, struct str *record);

/* A reader placeholder by name ("domain"), or null: {type, example, label}. */
struct reader {
	struct str name, type, example, label;
};
const struct reader *providers_reader(const struct providers *p,
    struct str name);
size_t providers_readers(const struct providers *p, const struct reader **out);

/* What must not stand in another brand's output. */
enum fact_kind { FACT_HOST, FACT_URL, FACT_EMAIL, FACT_PHONE, FACT_NAME };
struct fact {
	const struct brand *brand;	/* null: nobody's, but what lies within
					   it is no fact of another */
	enum fact_kind kind;
	bool capitals;		/* a name only with them: "control panel" may
				   be anybody's */
	struct str text;
	struct span at;		/* where the provider sets it */
};
/* All distinctive facts of all brands: no pattern, names of at least two words
   or of a distinctive spelling. Those that brands share, in any case or, of a
   number, any writing, or that base.lua has, are nobody's. */
size_t providers_facts(const struct providers *p, const struct fact **out);

/* One row of `livery vars`. */
struct field_row {
	struct str path;	/* "mail.imap.port" */
	struct str type;	/* "port", "enum: removes | leaves" */
	struct str doc;
	const struct value *value;	/* null when not set */
	struct span at;
	struct str origin;	/* "base" or the brand's id */
};
size_t providers_fields(const struct providers *p, const struct edition *e,
    struct arena *a, const struct field_row **out);

/* Where the member at these keys stands in a JSON file of providers/data: its
   key, or its value. The file alone when a key is written with escapes. */
struct span providers_data_place(const struct sources *s, uint32_t file,
    const struct str *key, size_t n, bool value);

/* Runs a data script in the sandbox (theme.lua, strings/en.lua, embedded or
   not): `return NAME { ... }` or `return { ... }`; `plural { ... }` makes a map
   with the key "plural" true. False after reporting. Values carry their
   places. */
bool provider_load_data(struct arena *a, struct sources *s, uint32_t file,
    struct diags *d, struct value *out);

#endif
