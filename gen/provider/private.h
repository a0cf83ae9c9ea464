/* What the files of provider/ share: the sandbox, raw trees read from scripts,
   the schema's types and the loaded providers. (provider/ alone sees lua.h) */
#ifndef PROVIDER_PRIVATE_H
#define PROVIDER_PRIVATE_H

#include <lauxlib.h>
#include <lua.h>

#include "base/map.h"
#include "base/str.h"
#include "base/suggest.h"
#include "provider/provider.h"

/* --- sandbox.c: one Lua state with limits -------------------------------- */

enum {
	LIMIT_STRING = 1 << 20,		/* bytes of one string */
	LIMIT_MEMORY = 64 << 20,	/* bytes a run may add to the state */
	LIMIT_VOLUME = 512 << 20,	/* bytes a run may allocate in all */
	LIMIT_SCRIPT = 10 * 1000 * 1000,	/* instructions of a script */
	LIMIT_EXPR = 2 * 1000 * 1000,	/* instructions of an expression */
	LIMIT_CPU_MS = 1000,
	LIMIT_NODES = 100 * 1000,	/* values in one script's table */
	LIMIT_DEPTH = 32		/* tables in tables */
};

/* Why a run stopped. Texts live in the arena of the run. */
struct failure {
	bool set;
	enum diag_id id;
	struct str text;
	struct str hint;
	struct str name;	/* what was not set, when Lua knows */
	/* Innermost script frame; file 0 is the expression itself. */
	uint32_t file, line;
	struct span at;		/* more exact than the line, or file 0 */
};

struct eval;

struct sandbox {
	lua_State *L;
	struct arena *a;	/* what lives as long as the state */
	struct arena *now;	/* what the running script makes */
	size_t now_start;	/* arena_used(now) when the run began */
	size_t memory;		/* bytes in use */
	size_t memory_end;	/* what it may not exceed in this run */
	size_t volume;		/* bytes allocated in this run */
	bool starved;		/* the allocator refused; place in `fail` */
	bool too_long;		/* it refused a single string */
	int64_t budget;		/* instructions left */
	int64_t cpu_end;	/* in nanoseconds of processor time */
	const struct locale *locale;	/* for printing */
	struct span place;	/* what is being read, outside of frames */
	const struct eval *eval;	/* the running expression, or null */
	struct failure fail;
};

/* A state with its library; freed by sandbox_close. */
struct sandbox *sandbox_open(struct arena *a);
void sandbox_close(struct sandbox *sb);
struct sandbox *sandbox_of(lua_State *L);
/* Calls f(arg) in protected mode within `instructions`; false leaves the
   reason in `fail`. What the run makes lives in `now`. Runs may nest. */
bool sandbox_run(struct sandbox *sb, struct arena *now, int64_t instructions,
    int (*f)(lua_State *L), void *arg);
/* Ends the run with a finding. `hint` may be null. Never returns; the int is
   for `return sandbox_raise(...)`. */
int sandbox_raise(lua_State *L, enum diag_id id, const char *hint,
    const char *fmt, ...) LIVERY_PRINTF(4, 5);
/* Takes the cost of `bytes` handled in C off the run's budget. */
void sandbox_charge(lua_State *L, size_t bytes);
/* Reports the failure at its line of a script. */
void sandbox_report(const struct sandbox *sb, struct sources *s,
    struct diags *d);
/* The words of a script that a failure is about, or its whole line. */
struct span failure_span(const struct failure *f, const struct sources *s);
/* Loads a script as text under a source's number and runs it in an
   environment; leaves its result. To be called inside a run. */
void sandbox_script(lua_State *L, struct str text, uint32_t file,
    const char *env);

/* words.c: Lua's own message in a writer's words. */
void words_translate(struct arena *a, struct str message, struct failure *f);
/* slips.c: says what was most likely meant where a script cannot be read or
   names what there is not; `at` is the place, and may be made more exact. */
void slips_explain(struct arena *a, const struct sources *s, struct span *at,
    struct failure *f);

/* --- library.c, basic.c, strings.c, tables.c, grammar.c, markdown.c ---------------- */

struct function {
	const char *name;
	lua_CFunction f;
};

/* Environments by name: "provider", "schema", "data", "macros", "expr". */
void library_open(lua_State *L);
void library_push_env(lua_State *L, const char *env);
/* Pushes a function of the expressions' environment; false (and nothing
   pushed) when there is none. */
bool library_push_function(lua_State *L, struct str name);
/* Whether the expressions' environment has this function. */
bool library_has(struct str name);
void library_suggest(struct suggest *g, struct str word);
/* What to use instead of a name that Lua has and the sandbox lacks, or null. */
const char *library_absent(struct str name);
/* Whether `string`, `table` or `math` has no such member. */
bool library_lacks(struct str library, struct str name);

extern const struct function basic_functions[];
extern const struct function strings_functions[];
extern const struct function tables_functions[];
extern const struct function grammar_functions[];
extern const struct function markdown_functions[];

/* Arguments: raise in words when they are not of the type. */
struct str arg_text(lua_State *L, int i, const char *fn);
int64_t arg_integer(lua_State *L, int i, const char *fn);
int64_t arg_integer_or(lua_State *L, int i, const char *fn, int64_t other);
void arg_table(lua_State *L, int i, const char *fn);
int arg_raise(lua_State *L, int i, const char *fn, const char *wanted);
/* "a text", "nothing", "a table": what is at an index. */
const char *words_of(lua_State *L, int i);
void push_str(lua_State *L, struct str s);

/* Room for a text of `n` bytes in the run's arena, charged; raises when it is
   beyond the limit. */
char *string_room(lua_State *L, size_t n);
/* The length of a `{reader.NAME}` at the front of a text, or 0. */
size_t string_reader(struct str s);

/* One %-conversion of a format: parses it at `*i` behind the percent sign and
   gives the text that argument `arg` makes of it. '%' for "%%". */
char format_conversion(lua_State *L, struct str fmt, size_t *i, int arg,
    const char *fn, struct str *out);

/* --- proxy.c: C values as Lua sees them ----------------------------------- */

void proxy_open(lua_State *L);
/* Pushes a value: scalars that Lua has as they are, the rest boxed. The value
   must outlive the run. Null pushes nil. */
void proxy_push(lua_State *L, const struct value *v);
/* Pushes a copy made in the run's arena. */
void proxy_push_copy(lua_State *L, struct value v);
/* The boxed value at an index, or null. */
const struct value *proxy_get(lua_State *L, int i);
/* A string, number or boxed value as its value; false for anything else. */
bool proxy_scalar(lua_State *L, int i, struct value *out);
/* The text a value prints; false when it prints none. */
bool proxy_text(lua_State *L, int i, struct str *out);
/* Replaces the table at the top by a frozen view of it. */
void proxy_freeze(lua_State *L);
/* Pushes the table behind a frozen view at `i`, or the value itself. */
void proxy_thaw(lua_State *L, int i);
bool proxy_is_frozen(lua_State *L, int i);
/* Marks the table at the top as made by a constructor, and reads the mark. */
void proxy_tag(lua_State *L, const char *tag);
struct str proxy_tag_of(lua_State *L, int i);
bool proxy_is_none(lua_State *L, int i);
void proxy_push_none(lua_State *L);
/* markdown.c: joins two operands of `..` of which one is Markdown. */
int markdown_join(lua_State *L);

/* --- locate.c: where a script's fields stand ------------------------------- */

struct loc;
struct loc_file;

/* Reads a script's table constructors into `a`; never fails. */
const struct loc_file *locate_script(struct arena *a, struct str text,
    uint32_t file);
/* The expression that the script returns, or null. */
const struct loc *locate_root(const struct loc_file *f);
struct span locate_span(const struct loc *l);
/* The value of a named field, or of a positional one (from 1); null when it
   does not stand there in so many words. Locals are followed. */
const struct loc *locate_field(const struct loc_file *f, const struct loc *l,
    struct str key, struct span *key_at);
const struct loc *locate_item(const struct loc_file *f, const struct loc *l,
    size_t i);
/* Reports each key that stands twice in one table constructor, where Lua keeps
   the last alone. The script must be one that Lua could read; null for one
   that it could not. */
void locate_repeats(const struct loc_file *f, struct diags *d);

/* --- raw.c: what a script returned, before types --------------------------- */

enum raw_kind { RAW_ABSENT, RAW_NONE, RAW_SCALAR, RAW_TABLE, RAW_FUNCTION };

struct raw_field;

struct raw {
	enum raw_kind kind;
	struct span at;		/* the value in its script */
	struct str tag;		/* the constructor: "localised", "port" ... */
	struct value scalar;
	const struct raw *item;
	size_t items;
	const struct raw_field *field;	/* by key in byte order */
	size_t fields;
	bool hole;		/* positions are not 1, 2, 3 ... */
};

struct raw_field {
	struct str key;
	struct span at;		/* the key in its script */
	struct raw raw;
};

/* The Lua value at the top, its tree in `tree`, its keys and texts in `a`; to
   be called inside a run. `f` may be null: everything then stands at `at`. */
struct raw raw_read(lua_State *L, struct arena *a, struct arena *tree,
    const struct loc_file *f, struct span at);
const struct raw_field *raw_get(const struct raw *r, struct str key);
/* `over` laid over `under`: maps merge, all else replaces, none removes. */
struct raw raw_merge(struct arena *a, const struct raw *under,
    const struct raw *over);
/* The tree as plain values: lists, maps, scalars. Reports what is none. */
bool raw_value(struct arena *a, const struct raw *r, struct str path,
    struct diags *d, struct value *out);
/* "a list", "a text" ... of a raw tree. */
const char *raw_words(const struct raw *r);

/* --- schema.c ---------------------------------------------------------------- */

enum type_kind {
	TYPE_ANY, TYPE_TEXT, TYPE_MARKDOWN, TYPE_HOST, TYPE_PORT, TYPE_URL,
	TYPE_EMAIL, TYPE_PHONE, TYPE_COLOUR, TYPE_DATE, TYPE_DURATION,
	TYPE_SIZE, TYPE_MONEY, TYPE_INTEGER, TYPE_NUMBER, TYPE_BOOL, TYPE_ENUM,
	TYPE_IMAGE, TYPE_ARTICLE, TYPE_TERM,
	TYPE_CONTACT,	/* phone, email or url, as the sibling `kind` says */
	TYPE_NAVIGATION,
	TYPE_LIST,	/* of `of` */
	TYPE_MAP,	/* with `field`s, or of `of` with free keys */
	TYPE_GROUP,	/* a map that is always there */
	TYPE_COUNT
};

struct type_field;

struct type {
	enum type_kind kind;
	struct str doc;
	struct span at;
	bool required;
	bool distinctive;	/* its names are facts of the brand */
	const struct raw *fixed;	/* the default, or null */
	const struct str *values;	/* ENUM */
	size_t nvalues;
	const struct type *of;
	const struct type_field *field;	/* by name in byte order */
	size_t fields;
};

struct type_field {
	struct str name;
	const struct type *type;
};

struct schema {
	const struct type *root;	/* a map: brand, mail ... */
	const struct reader *reader;
	size_t readers;
};

const char *type_name(enum type_kind k);
/* "a port (1 to 65535)": in messages. */
const char *type_words(enum type_kind k);
/* What most values of a type are, for words that a run says too. */
enum value_type type_value(enum type_kind k);
const struct type *type_get(const struct type *t, struct str name);
/* "enum: removes | leaves", "list of host". */
struct str type_describe(struct arena *a, const struct type *t);
/* The built-in schema (an embedded source) and providers/schema.lua over it,
   whose text is null when there is none. Never null. */
const struct schema *schema_load(struct sandbox *sb, struct sources *s,
    struct diags *d, struct str project, uint32_t file);
const struct reader *schema_reader(const struct schema *s, struct str name);
/* The nearest path of the whole schema whose last part resembles `word`. */
struct str schema_elsewhere(struct arena *a, const struct schema *s,
    struct str word);
/* The same below a type, which stands at `path`. */
struct str schema_below(struct arena *a, const struct type *t, struct str path,
    struct str word);
void schema_constructors(lua_State *L);

/* --- convert.c ---------------------------------------------------------------- */

/* Remembers the type of a map by the address of its entries, which copies of
   the value share. */
void types_note(struct map *types, struct arena *a, const struct value *v,
    const struct type *t);
const struct type *types_find(const struct map *types, const struct value *v);

/* Names from the root down to a value, for messages. */
struct trail {
	const struct trail *up;
	struct str name;
	size_t item;		/* position from 1, when name is empty */
};
struct str trail_print(struct arena *a, const struct trail *t);

struct convert {
	struct arena *a;
	struct diags *d;
	const struct schema *schema;
	struct map *types;
	struct map *failed;	/* see convert_failed() */
	const char *root;	/* the project */
	struct str brand;	/* "" for base.lua alone */
	const struct locale *const *chain;	/* localised{} picks by it */
	size_t nchain;
};

/* convert_text.c: values that are written as texts. Each reports what is
   wrong and then returns false. */
struct diag *convert_wrong_type(struct convert *c, const struct type *t,
    const struct raw *r, const struct trail *at);
bool convert_unreadable(struct convert *c, const struct raw *r,
    const struct trail *at, enum diag_id id, const char *why);
/* Every {reader.NAME} in a value of any shape must be declared. */
bool convert_readers(struct convert *c, const struct raw *r,
    const struct trail *at);
bool convert_text(struct convert *c, const struct type *t,
    const struct raw *r, const struct trail *at, struct value *out);
bool convert_enum(struct convert *c, const struct type *t,
    const struct raw *r, const struct trail *at, struct value *out);
bool convert_image(struct convert *c, const struct raw *r,
    const struct trail *at, struct value *out);
bool convert_phone(struct convert *c, const struct type *t,
    const struct raw *r, const struct trail *at, struct value *out);

/* navigation.c: a map of `entries`, a list of { id, own, entries? }, and of
   `titles` and `descriptions` by id. */
bool convert_navigation(struct convert *c, const struct type *t,
    const struct raw *r, const struct trail *at, struct value *out);

/* A raw tree as a value of a type. Reports what is wrong and leaves that part
   nil; false when anything was wrong. */
bool convert_value(struct convert *c, const struct type *t,
    const struct raw *r, const struct trail *at, struct value *out);
/* Whether a brand's field was left nil after a finding in its script, so that
   whoever meets the nil has nothing to add. A path of names, or the last name
   alone behind "*", where the whole path is not known. */
bool convert_failed(const struct map *failed, struct arena *scratch,
    struct str brand, struct str path);

/* --- brands.c: what is loaded --------------------------------------------------- */

struct script {
	struct str id;
	uint32_t file;
	struct raw raw;
	struct raw merged;	/* over what it extends */
	bool ok;		/* ran, and so did what it extends */
	int visit;		/* extends chain: 0 new, 1 open, 2 done */
};

struct var {
	struct str name;
	struct span at;
	bool used;
	bool before;		/* used before providers_seen_begin() */
};

struct providers {
	struct arena *a;
	struct arena *trees;		/* raw ones, until editions are made */
	const char *root;
	struct sources *sources;
	struct sandbox *sb;
	const struct schema *schema;
	struct map *types;
	struct map *failed;		/* fields that could not be read */
	struct script *script;		/* base first, then by id */
	size_t scripts;
	struct brand *brand;
	size_t brands;
	struct str *ids;		/* of the brands */
	struct edition *all;		/* of all brands */
	size_t nall;
	struct edition *edition;	/* of those asked for */
	size_t editions;
	struct map *vars;		/* name -> struct var * */
	struct value data;
	struct value base;		/* base.lua by itself */
	bool macros;			/* macros.lua is loaded */
	bool incomplete;		/* a script failed: names may lack */
	struct map *wrong;		/* places of reported loop variables */
	struct map *good;		/* paths that were found to be known */
	struct map *results;		/* edition and text -> struct result * */
	struct map *macro_names;
	struct fact *fact;
	size_t facts;
	bool facts_done;
};

struct script *brands_script(struct providers *p, struct str id);
/* Sets the fields of every brand and makes their editions (editions.c). */
void editions_make(struct providers *p, struct diags *d, const struct str *only,
    size_t nonly);
/* Every JSON file of providers/data as one map. */
struct value data_load(struct arena *a, const char *root, struct sources *s,
    struct diags *d);
/* json_words.c: reports why a text is no JSON; false when it cannot tell. */
bool json_explain(struct arena *a, struct str text, uint32_t file,
    struct diags *d);
bool name_is_plain(struct str s);

/* --- eval.c, macros.c, roots.c ----------------------------------------------------- */

/* Pushes the environment of expressions. */
void eval_open(lua_State *L);

/* The expression that is being run. */
struct eval {
	struct providers *p;
	const struct edition *e;
	const struct expr *x;
	const struct scope *scope;
	const struct more_roots *more;
	struct diags *d;
	bool *own;	/* set when it asks for more than the edition's names */
};

/* results.c: what the expression came to for the edition when it was run
   elsewhere; null when it was not. */
struct result;
struct result *results_find(const struct providers *p,
    const struct edition *e, const struct expr *x, struct arena *scratch);
/* False when it has to be run (again). */
bool results_known(const struct result *r, const struct expr *x,
    struct value *out);
/* Keeps `v`, which lives in p->a when `r` is not null. */
void results_keep(struct providers *p, struct result *r,
    const struct edition *e, const struct expr *x, const struct value *v);

/* Runs providers/macros.lua and makes its functions known. */
void macros_load(struct providers *p, struct str text, uint32_t file,
    struct diags *d);
bool macros_push(lua_State *L, struct str name);
/* Finds a macro variable that changed since loading, restores all of them and
   gives its name; empty when none did. Inside a run. */
struct str macros_restore(lua_State *L);

/* Compiles an expression; false after reporting. */
bool eval_compile(struct providers *p, const struct expr *x, struct diags *d);
/* Whether the first `n` parts of a path are known; reports the one that is
   not. */
bool check_path(const struct providers *p, const struct path *path, size_t n,
    struct diags *d);

/* Whether the static check found an unknown field of a loop's variable there. */
bool check_was_wrong(const struct providers *p, struct span at);
/* Reports a function's name where its result is meant; false then. In an
   expression of Lua it may be handed on. */
bool check_called(const struct providers *p, const struct expr *x,
    const struct path *path, struct diags *d);
/* The same for a whole path, functions included. */
bool check_known(const struct providers *p, const struct path *path,
    struct diags *d);

/* Whether a word may not name a var, a macro, a new group. */
bool names_taken(struct str name);
/* Offers every root name and function. */
void names_suggest(const struct providers *p, struct suggest *g,
    struct str word);
/* items.c: */
/* Whether some brand sets a value at this path; an empty part is any item of a
   list or map. */
bool names_in_any(const struct providers *p, const struct str *part, size_t n);
/* The path of the field of this very name that is nearest to the root, one
   that some brand sets before others; empty when there is none. */
struct str names_called(const struct providers *p, struct str word);
/* The value that the first brand which has it sets at this path, or null. */
const struct value *names_value(const struct providers *p,
    const struct str *part, size_t n);
/* Offers the keys that maps at this path have in any brand; false when there
   is no map. */
bool names_suggest_in_any(const struct providers *p, struct suggest *g,
    struct str word, const struct str *part, size_t n);
/* The schema's type of a path, or null. */
const struct type *names_type(const struct providers *p,
    const struct str *part, size_t n);
struct str path_join_dots(struct arena *a, const struct str *part, size_t n);

#endif
