/* Programs for {{ }} and {% %}: one lexer and parser for articles, front
   matter and theme templates; a runner over immutable values. Knows neither
   Lua nor Markdown nor HTML: a host answers what it cannot. */
#ifndef TEMPLATE_TEMPLATE_H
#define TEMPLATE_TEMPLATE_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/sources.h"
#include "value/value.h"

enum expr_kind {
	EXPR_PATH,	/* a.b.c, run in C */
	EXPR_CONSTANT,	/* a string, number, true, false, nil */
	EXPR_EQUAL,	/* PATH == constant */
	EXPR_UNEQUAL,	/* PATH ~= constant */
	EXPR_NOT,	/* not PATH */
	EXPR_LUA,	/* anything else */
	EXPR_AND,	/* left and right, each of these kinds but LUA; as */
	EXPR_OR		/* in Lua the value is one of the two operands */
};

/* A dotted path as it stands in a source: a.b["c"] counts, a.b[i] ends at b. */
struct path {
	const struct str *part;
	size_t n;
	/* On behind an index: a.b[1].c as the parts a, b, an empty one and c,
	   and `spelt` as `a.b[1]` and c; null when nothing follows one. */
	const struct path *item, *spelt;
	uint64_t index;		/* of an item: its last one, from 1 */
	struct span at;
	/* A comparison of the whole path with a string constant in the same
	   expression (`path == "x"`, either order); empty file 0 span if none. */
	struct str compared;
	struct span compared_at;
	bool called;	/* followed by "(" or a string or table argument */
	bool fenced;		/* it stands inside a code fence */
};

/* A plain path, such as mail.imap.host, that a text has printed before. */
struct known_path {
	uint32_t number;	/* from 0, in order of coming: key of tables */
	const struct str *part;
	size_t n;
};

/* The plain paths that texts print, the first KNOWN_PATHS of them: shared by
   those that are compiled one after the other. */
#define KNOWN_PATHS 1024u
struct known_paths;
struct known_paths *known_paths_new(struct arena *a);

struct arg;

/* NAME("text", { name = plain, ... }): what a host can answer without Lua. */
struct call {
	struct str name;
	struct str text;
	const struct arg *arg;	/* each a path or a constant */
	size_t args;
};

/* What a run reads stands in front: plans hold many of these. */
struct expr {
	enum expr_kind kind;
	uint32_t id;		/* unique in the process: key of the host's cache */
	const struct path *path;	/* every literal path in it, in order */
	/* A PATH that is the whole of a {{ }} and was known; else null. */
	const struct known_path *known;
	/* Of a specialised program: where the path's first `walked` parts lead;
	   null: from its first part on. */
	const struct value *cell;
	uint32_t walked;
	/* Of one, too: at which scope the path begins, 1 for the innermost; 0:
	   the name is looked for. */
	uint32_t climb;
	/* With it: where in the map its second part stood last, for most items
	   of a loop are alike. */
	size_t *stood;
	const struct expr *left, *right;	/* AND, OR */
	struct value constant;	/* CONSTANT, EQUAL, UNEQUAL */
	const struct call *call;	/* LUA that is such a call, else null */
	size_t paths;
	struct str text;
	struct span at;		/* trimmed text of the expression */
};

enum op_kind {
	OP_TEXT,	/* literal bytes at `at` */
	OP_VALUE,	/* {{ expr }} */
	OP_IF,		/* arms, the last one without expr is else */
	OP_SWITCH,	/* expr; arms with `cases`, the last without is else */
	OP_FOR,
	OP_INCLUDE,	/* file, args */
	OP_WRAP,	/* file, args, body */
	OP_BODY,
	OP_INSERT,	/* expr */
	OP_LITERAL,	/* of a specialised program: bytes for the host's `out` */
	OP_AGAIN,	/* of one, too: a loop over expr, alone in the body, that
			   writes the same of the same list */
	OP_BROKEN	/* a {{ }} that cannot be read, reported */
};

struct block {
	const struct op *op;
	size_t n;
};

struct arm {
	const struct expr *expr;	/* null for else */
	struct block body;
	/* SWITCH: its values, texts, numbers and booleans. */
	const struct value *cases;
	const struct span *cases_at;
	size_t n;
	struct span at;			/* the directive */
};

struct arg {
	struct str name;
	struct span at;
	const struct expr *expr;
};

/* In front as above. */
struct op {
	enum op_kind kind;
	uint32_t id;		/* 0.. within its program, for side tables */
	struct str text;	/* TEXT, LITERAL: the bytes */
	const struct expr *expr;
	const struct arm *arm;	/* IF, SWITCH */
	size_t arms;
	struct block body;	/* FOR, WRAP */
	struct str name, name2;	/* FOR: loop variables */
	const struct arg *arg;
	size_t args;
	struct str file;	/* INCLUDE, WRAP: the literal path */
	struct span file_at;
	struct span at;		/* the whole directive, value or text */
	/* The directive stands alone on its line, which went with it. */
	bool alone;
};

struct program {
	uint32_t file;
	struct block body;
	uint32_t ops;		/* number of op ids */
	bool uses_body;		/* holds {% body %} */
};

enum template_kind {
	TEMPLATE_ARTICLE,	/* fences with `raw` in their info are left alone */
	TEMPLATE_THEME		/* no insert, wrap, body */
};

/* Compiles bytes [from, to) of a source. Errors go to `d`; the program that
   comes back is then usable but incomplete. Never null. `known`, which may be
   null, outlives the program. */
const struct program *template_compile(struct arena *a,
    const struct sources *s, uint32_t file, size_t from, size_t to,
    enum template_kind kind, struct known_paths *known, struct diags *d);

/* Compiles the bytes [from, to) as one expression without braces: the `when`
   of front matter. Null after reporting when it cannot be one. */
const struct expr *template_compile_expr(struct arena *a,
    const struct sources *s, uint32_t file, size_t from, size_t to,
    struct diags *d);

/* The first {{ }}, {% %} or {# #} that begins at or after `from`: its bytes
   [*begin, *end). False when there is none or the first one is not closed:
   what takes directives out of front matter before YAML reads it. */
bool template_next(struct str text, size_t from, size_t *begin, size_t *end);

/* The path that is all of an expression, one through items included; or null. */
const struct path *expr_whole(const struct expr *e);

/* Names bound by for, include and wrap, innermost first. A name bound to nil
   still hides outer ones. */
struct scope {
	const struct scope *up;
	struct str name;
	struct value value;
	/* A wall: look-ups of snippet code pass here to the root names only when
	   set; `up` is not followed for names. Unused (false) in articles and
	   partials, which see what their includer sees. */
	bool wall;
	/* Of a loop's item, for static checks: what the loop goes through; else
	   null. */
	const struct expr *items;
};

/* The innermost binding, or null. */
const struct value *scope_find(const struct scope *s, struct str name);

/* What a run needs from its surroundings. `ctx` is handed back to each. */
struct template_host {
	void *ctx;
	struct diags *diags;
	const struct sources *sources;
	struct arena *scratch;		/* for what the run itself makes */
	/* The value of a root name (a map, mostly), or null when undefined. */
	const struct value *(*root)(void *ctx, struct str name);
	/* Evaluates an EXPR_LUA; reports its own errors and returns false. */
	bool (*lua)(void *ctx, const struct expr *e, const struct scope *s,
	    struct value *out);
	/* Evaluates one with a `call`; false, and nothing is reported, when
	   that is left to Lua. May be null. */
	bool (*call)(void *ctx, const struct expr *e, const struct scope *s,
	    struct value *out);
	/* A path that ran into nil or an unknown name at part `i` (0 = root):
	   reports it. Called only for values that are printed, looped over or
	   looked into, never for the last part of a tested path. */
	void (*missing)(void *ctx, const struct expr *e, const struct path *p,
	    size_t i);
	/* Writes the value of an expression with a `known` path whose root no
	   scope binds; false, and nothing is written or reported, when it is to
	   be evaluated. May be null. */
	bool (*known)(void *ctx, const struct op *o);
	struct buf *out;	/* takes literals; null: there are none */
	/* Output, in order. */
	void (*text)(void *ctx, const struct op *o);
	void (*value)(void *ctx, const struct op *o, const struct value *v);
	/* In place of a value that could not be had, which was reported: what
	   follows from its absence is no finding of its own. May be null. */
	void (*failed)(void *ctx, const struct op *o);
	/* Runs another file's program, by calling template_run itself. `args`
	   is the scope with the arguments bound over `s`. */
	void (*include)(void *ctx, const struct op *o, const struct scope *s,
	    const struct scope *args);
	/* Of an OP_AGAIN: runs the body, unless it knows what that writes. Null
	   where there is none. */
	void (*again)(void *ctx, const struct op *o, const struct scope *s);
	void (*body)(void *ctx, const struct op *o);
	void (*insert)(void *ctx, const struct op *o, const struct value *v);
	/* Loop turns left, shared by all runs that the includes of one page
	   start (TEMPLATE_TURNS to begin with); null: each run counts alone. */
	uint32_t *turns;
};

/* Turns of loops after which a run stops with DIAG_LIMIT. */
#define TEMPLATE_TURNS 1000000u

/* Runs a block. Errors (nil printed, not a list, ...) go to the host's diags
   and the run goes on, so that one run finds all of them. */
void template_run(const struct template_host *h, struct block b,
    const struct scope *s);

/* Evaluates one expression; false when an error was reported. A path whose
   last part is absent gives nil. */
bool template_eval(const struct template_host *h, const struct expr *e,
    const struct scope *s, struct value *out);

/* The value of a path or constant; nil, and `*sure` false, where evaluating it
   would report something. */
struct value template_peek(const struct template_host *h,
    const struct expr *e, const struct scope *s, bool *sure);

/* What a run does, one by one, for a host that specialises a program: the arm
   of a switch that a value chooses, or null; the names of turn `i` of a loop
   over a list or map, in `a`. */
const struct arm *template_choose(const struct op *o, const struct value *v);
const struct scope *template_turn(struct arena *a, const struct op *o,
    const struct scope *s, const struct value *v, size_t i);

/* Calls `visit` for every expression of a block with the names that for and
   include bind around it (as a scope without values): static checks. */
void template_visit(struct block b, const struct scope *s,
    void (*visit)(void *ctx, const struct op *o, const struct expr *e,
    const struct scope *s), void *ctx);

#endif
