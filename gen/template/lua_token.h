/* The words of Lua 5.4 (reference manual, section 3.1): enough to know where an
   expression ends and which names it reads. Private to template/. */
#ifndef TEMPLATE_LUA_TOKEN_H
#define TEMPLATE_LUA_TOKEN_H

#include "base/arena.h"
#include "livery.h"

enum lua_kind {
	LUA_END,
	LUA_NAME,
	LUA_KEYWORD,
	LUA_NUMBER,
	LUA_STRING,	/* quoted or in long brackets */
	LUA_OP,
	LUA_OPEN	/* a string or long comment that does not end */
};

/* The bytes of an operator as one number. */
#define LUA_OP1(a) ((uint32_t)(unsigned char)(a))
#define LUA_OP2(a, b) (LUA_OP1(a) | LUA_OP1(b) << 8)
#define LUA_OP3(a, b, c) (LUA_OP2(a, b) | LUA_OP1(c) << 16)

struct lua_token {
	enum lua_kind kind;
	uint32_t op;		/* OP: its bytes; foreign ones (!=, &&, ||,
				   ===) are operators here too */
	size_t from, to;	/* bytes in the text */
};

/* The token at or after `*i`, white space and comments skipped; `*i` moves
   behind it. At the end it is LUA_END, again and again. */
struct lua_token lua_token_next(struct str s, size_t *i);
/* Moves `*i` over white space and comments; false (and `*i` at its start) at a
   long comment that does not end. */
bool lua_skip(struct str s, size_t *i);
bool lua_is_op(struct lua_token t, uint32_t op);
bool lua_is_keyword(struct str word);
/* The text that a string token stands for; false when an escape in it is
   wrong. Lives in `a` or in the source. */
bool lua_string(struct arena *a, struct str s, struct lua_token t,
    struct str *out);

#endif
