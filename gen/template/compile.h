/* What the compiler's files share: one compilation, its tokens, its
   findings. Private to template/. */
#ifndef TEMPLATE_COMPILE_H
#define TEMPLATE_COMPILE_H

#include "base/map.h"
#include "template/lua_token.h"
#include "template/template.h"

enum {
	COMPILE_FINDINGS = 20,	/* reported per compilation at most */
	COMPILE_DEPTH = 64,	/* blocks within blocks */
	COMPILE_BRACKETS = 150,	/* brackets within brackets */
	COMPILE_WASTE = 65536	/* bytes looked at for braces that never close,
				   after which they must close soon */
};

enum token_kind {
	TOKEN_TEXT,
	TOKEN_LITERAL,		/* text between raw and endraw */
	TOKEN_VALUE,
	TOKEN_DIRECTIVE,
	TOKEN_SILENT,		/* comment, raw, endraw */
	TOKEN_GONE		/* the white space of a line that was taken */
};

struct token {
	enum token_kind kind;
	bool alone;
	bool fenced;		/* begins inside a code fence */
	size_t from, to;	/* the whole, in the source */
	size_t in, in_to;	/* between the braces, trimmed */
	const struct known_path *known;	/* what stands there, or null */
};

struct compiler {
	struct arena *a;
	struct str text;	/* the source up to `to`, from byte 0 */
	bool ends_line;		/* nothing of its line follows `to` */
	uint32_t file;
	size_t from, to;
	enum template_kind kind;
	struct known_paths *known;	/* may be null */
	struct diags *d;
	unsigned findings;
	size_t wasted;		/* bytes, see COMPILE_WASTE */
	size_t line;		/* where the line being cut into tokens ends */
	struct token *token;	/* malloc'd */
	size_t tokens, token_cap;
	struct lua_token *lua;	/* of one expression; malloc'd, ends in END */
	size_t luas, lua_cap;
	uint32_t ops;
	bool uses_body;
	bool fenced;		/* what is read now stands inside a code fence */
};

void compiler_open(struct compiler *c, struct arena *a,
    const struct sources *s, uint32_t file, size_t from, size_t to,
    struct diags *d);
void compiler_close(struct compiler *c);
/* Reports bytes [from, to) unless enough was reported; `hint` may be null. */
void complain(struct compiler *c, enum diag_id id, size_t from, size_t to,
    const char *hint, const char *fmt, ...) LIVERY_PRINTF(6, 7);
/* Nothing more will be reported: give up. */
bool compiler_full(const struct compiler *c);
/* The arrays of malloc'd things: room for one more element. */
void *compiler_grow(void *old, size_t n, size_t *cap, size_t size);
struct span compiler_span(const struct compiler *c, size_t from, size_t to);
struct str compiler_bytes(const struct compiler *c, size_t from, size_t to);

/* A list that grows in the arena. */
struct vec {
	void *p;
	size_t n, cap;
};
/* A zeroed element at the end. */
void *vec_add(struct arena *a, struct vec *v, size_t size);

/* lexer.c: fills c->token. */
void lex(struct compiler *c);
/* alone.c: lets directives alone on their lines take them. */
void take_lines(struct compiler *c);

/* fence.c: code fences of Markdown, line by line. */
struct fence {
	char mark;		/* '`' or '~' of the open one, else 0 */
	size_t len;
	size_t quotes;		/* '>' before it */
	size_t indent;		/* of a list item's content, else 0 */
};
/* Looks at the line that begins at `i`; when it opens a fence that is left
   alone, the offset behind the fence, else 0. */
size_t fence_line(struct fence *f, struct str text, size_t i);

/* scan.c: where a value or directive that opens at `i` ends. */
enum scan_result {
	SCAN_CLOSED,	/* `end` is behind the closing braces */
	SCAN_NOTHING,	/* not closed; `end` is how far it was looked for */
	SCAN_STRING	/* a string that begins at `end` is not closed */
};
struct scan {
	size_t end;
	bool commented;	/* a line comment may hide the braces */
};
enum scan_result scan_braces(struct str text, size_t i, struct scan *out);
/* Whether a value, directive or comment opens at `i`. */
bool scan_opens(struct str text, size_t i);

/* expr.c: the expression in bytes [from, to); never null, a constant nil after
   reporting. `*good`, when not null, says whether it can be run. */
const struct expr *expr_compile(struct compiler *c, size_t from, size_t to,
    bool *good);
/* The number that bytes of Lua mean, its sign apart; false for those that are
   left to Lua: hexadecimal ones and what no 64 bits hold. */
bool expr_number(struct str s, bool minus, struct value *out);
/* paths.c: every literal path of the tokens in c->lua, in order. */
const struct path *paths_find(struct compiler *c, size_t *n);

/* A number for an expression. */
uint32_t expr_next_id(void);

/* known.c: the path that is known and all of the value that opens at `i`, and
   the value's token; or null, and the token makes no sense. */
const struct known_path *known_at(const struct compiler *c, size_t i,
    struct token *t);
/* The expression of such a token. */
const struct expr *known_expr(struct compiler *c, const struct token *t);
/* Makes an expression's path known for later texts when it is a plain one;
   nothing was reported of it. `k` may be null. */
void known_add(struct known_paths *k, const struct expr *e);

/* habits.c: other languages' ways, told apart before anything is parsed. True
   when `{{ }}` holds one and it was reported. */
bool habit_value(struct compiler *c, const struct token *t);
/* The same for the tokens of an expression. */
bool habit_expr(struct compiler *c);
/* Reports an unknown directive; the word of livery that it stands for, so that
   blocks stay balanced, or an empty one. */
struct str habit_directive(struct compiler *c, const struct token *t,
    struct str word);

/* heads.c: what stands behind a directive's word, from byte `i`. False after
   reporting. */
struct head {
	size_t at, i, to;	/* directive's start; bytes [i, to) */
};
bool head_for(struct compiler *c, struct head h, struct op *o);
bool head_case(struct compiler *c, struct head h, struct arm *arm,
    struct map *seen);
bool head_include(struct compiler *c, struct head h, struct op *o,
    const char *word);
/* Complains when anything follows. */
void head_empty(struct compiler *c, struct head h, const char *word);

/* parse.c: blocks out of c->token. */
struct block parse_program(struct compiler *c);

#endif
