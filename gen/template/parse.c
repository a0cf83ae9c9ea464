/* Blocks: puts the tokens of a source together to a program. */
#include "base/str.h"
#include "template/compile.h"

enum word {
	WORD_NONE, WORD_IF, WORD_ELSEIF, WORD_ELSE, WORD_END, WORD_SWITCH,
	WORD_CASE, WORD_FOR, WORD_INCLUDE, WORD_WRAP, WORD_BODY, WORD_INSERT,
	WORD_ENDRAW,
	WORD_SKIP	/* a foreign block, reported: left out up to its end */
};

/* A block that is open, innermost first. */
struct open {
	const struct open *up;
	enum word word;		/* IF, SWITCH, FOR, WRAP, SKIP */
	const struct token *at;
	unsigned depth;
};

struct parser {
	struct compiler *c;
	size_t i;		/* token */
	enum word word;		/* of the directive at `i` when a block ends */
	struct head head;	/* of the same */
	bool broken;		/* a limit was reached: stop */
};

static enum word
word_of(struct str s)
{
	static const char *const names[] = {
		[WORD_NONE] = "", [WORD_IF] = "if", [WORD_ELSEIF] = "elseif",
		[WORD_ELSE] = "else", [WORD_END] = "end",
		[WORD_SWITCH] = "switch", [WORD_CASE] = "case",
		[WORD_FOR] = "for", [WORD_INCLUDE] = "include",
		[WORD_WRAP] = "wrap", [WORD_BODY] = "body",
		[WORD_INSERT] = "insert", [WORD_ENDRAW] = "endraw",
		[WORD_SKIP] = "skip"
	};

	for (enum word w = WORD_IF; w <= WORD_SKIP; w++)
		if (str_eq(s, str_c(names[w])))
			return w;
	return WORD_NONE;
}

static size_t
word_end(const struct compiler *c, size_t i, size_t to)
{
	const char *p = c->text.p;

	while (i < to && ((p[i] >= 'a' && p[i] <= 'z') || p[i] == '_' ||
	    (p[i] >= 'A' && p[i] <= 'Z') || (p[i] >= '0' && p[i] <= '9')))
		i++;
	return i;
}

/* `else if`, as in other languages: a hint, and read as elseif. */
static enum word
check_else(struct compiler *c, struct head *h)
{
	struct str rest = str_trim(compiler_bytes(c, h->i, h->to));
	struct str first = str_slice(rest, 0, 3);

	if (!str_eq(first, STR("if ")) && !str_eq(rest, STR("if")))
		return WORD_ELSE;
	size_t at = (size_t)(rest.p - c->text.p);
	complain(c, DIAG_SYNTAX, at, at + 2, "write `{% elseif x %}`",
	    "nothing follows `else`");
	h->i = at + 2;
	return WORD_ELSEIF;
}

/* Reads a directive's first word; foreign ones are reported here and stand for
   one of ours. */
static enum word
classify(struct parser *p, const struct token *t)
{
	struct compiler *c = p->c;
	size_t end = word_end(c, t->in, t->in_to);
	struct str s = compiler_bytes(c, t->in, end);
	enum word w = str_eq(s, STR("skip")) ? WORD_NONE : word_of(s);

	p->head = (struct head){ t->from, end, t->in_to };
	if (w == WORD_NONE)
		w = word_of(habit_directive(c, t, s));
	return w == WORD_ELSE ? check_else(c, &p->head) : w;
}

static struct op *
add_op(struct parser *p, struct vec *ops, enum op_kind kind,
    const struct token *t)
{
	struct op *o = vec_add(p->c->a, ops, sizeof(*o));

	o->kind = kind;
	o->id = p->c->ops++;
	o->at = compiler_span(p->c, t->from, t->to);
	o->alone = t->alone;
	return o;
}

static void
drop_op(struct vec *ops)
{
	ops->n--;
}

static struct block parse_block(struct parser *p, const struct open *open);

static bool
deeper(struct parser *p, const struct open *up, enum word word,
    struct open *open)
{
	const struct token *t = &p->c->token[p->i];

	*open = (struct open){ up, word, t, up ? up->depth + 1 : 1 };
	p->i++;
	if (open->depth <= COMPILE_DEPTH)
		return true;
	complain(p->c, DIAG_LIMIT, t->from, t->to, NULL,
	    "blocks nest deeper than %d", COMPILE_DEPTH);
	p->broken = true;
	return false;
}

/* Behind a block's last part: takes its end, or says that there is none. A
   case that belongs further out is left for the switch it is in. */
static void
take_end(struct parser *p, const struct open *open)
{
	const struct token *t = open->at;

	if (p->broken)
		return;
	if (p->word == WORD_END && p->i < p->c->tokens) {
		head_empty(p->c, p->head, "end");
		p->i++;
		return;
	}
	if (open->word == WORD_SKIP)
		return;		/* it has been reported as a whole */
	struct str s = compiler_bytes(p->c, t->in,
	    word_end(p->c, t->in, t->in_to));
	complain(p->c, DIAG_UNCLOSED, t->from, t->to,
	    "close it with `{% end %}`", "this `%.*s` is not closed",
	    STR_ARG(s));
}

static struct arm *
add_arm(struct parser *p, struct vec *arms, const struct token *t)
{
	struct arm *arm = vec_add(p->c->a, arms, sizeof(*arm));

	arm->at = compiler_span(p->c, t->from, t->to);
	return arm;
}

static void
refuse_behind_else(struct parser *p, const char *word)
{
	const struct token *t = &p->c->token[p->i];

	complain(p->c, DIAG_SYNTAX, t->from, t->to,
	    "`else` comes last", "`%s` stands behind `else`", word);
}

static bool
at_part(const struct parser *p, enum word a, enum word b)
{
	return !p->broken && p->i < p->c->tokens &&
	    (p->word == a || p->word == b);
}

static void
parse_if(struct parser *p, struct vec *ops, const struct open *up)
{
	struct op *o = add_op(p, ops, OP_IF, &p->c->token[p->i]);
	struct vec arms = { 0 };
	struct open open;
	bool behind_else = false;

	struct arm *arm = add_arm(p, &arms, &p->c->token[p->i]);
	arm->expr = expr_compile(p->c, p->head.i, p->head.to, &(bool){ 0 });
	if (!deeper(p, up, WORD_IF, &open))
		return;
	for (;;) {
		struct block body = parse_block(p, &open);
		arm->body = body;
		if (!at_part(p, WORD_ELSEIF, WORD_ELSE))
			break;
		if (behind_else)
			refuse_behind_else(p, p->word == WORD_ELSE ? "else" :
			    "elseif");
		arm = add_arm(p, &arms, &p->c->token[p->i++]);
		if (p->word == WORD_ELSEIF)
			arm->expr = expr_compile(p->c, p->head.i, p->head.to,
			    &(bool){ 0 });
		else
			head_empty(p->c, p->head, "else");
		behind_else |= p->word == WORD_ELSE;
	}
	o->arm = arms.p;
	o->arms = arms.n;
	take_end(p, &open);
}

/* Between switch and its first case nothing is ever shown. */
static void
refuse_before_case(struct parser *p, struct block b)
{
	for (size_t i = 0; i < b.n; i++) {
		const struct op *o = &b.op[i];
		struct str s = o->kind == OP_TEXT ? str_trim(o->text) :
		    compiler_bytes(p->c, o->at.off,
		    (size_t)o->at.off + o->at.len);
		if (s.n == 0)
			continue;
		size_t at = (size_t)(s.p - p->c->text.p);
		complain(p->c, DIAG_SYNTAX, at, at + s.n,
		    "move it behind a `{% case %}`",
		    "nothing stands between `switch` and its first `case`");
		return;
	}
}

/* In the place of a case that cannot be read: only else has no cases. */
static struct arm
matches_nothing(struct parser *p, struct span at)
{
	return (struct arm){ .cases = ARENA_NEW(p->c->a, struct value),
	    .cases_at = ARENA_NEW(p->c->a, struct span), .at = at };
}

static void
parse_switch(struct parser *p, struct vec *ops, const struct open *up)
{
	struct op *o = add_op(p, ops, OP_SWITCH, &p->c->token[p->i]);
	struct map *seen = map_new(p->c->a);
	struct vec arms = { 0 };
	struct open open;
	bool behind_else = false;

	o->expr = expr_compile(p->c, p->head.i, p->head.to, &(bool){ 0 });
	if (!deeper(p, up, WORD_SWITCH, &open))
		return;
	refuse_before_case(p, parse_block(p, &open));
	while (at_part(p, WORD_CASE, WORD_ELSE)) {
		if (behind_else)
			refuse_behind_else(p, p->word == WORD_ELSE ? "else" :
			    "case");
		struct arm *arm = add_arm(p, &arms, &p->c->token[p->i++]);
		bool is_else = p->word == WORD_ELSE;
		if (is_else)
			head_empty(p->c, p->head, "else");
		else if (!head_case(p->c, p->head, arm, seen))
			*arm = matches_nothing(p, arm->at);
		arm->body = parse_block(p, &open);
		behind_else |= is_else;
	}
	o->arm = arms.p;
	o->arms = arms.n;
	take_end(p, &open);
}

/* for and wrap: a head and one block. An op whose head is wrong is left out,
   its block is read for its own slips. */
static void
parse_body(struct parser *p, struct vec *ops, const struct open *up,
    enum word word)
{
	size_t at = ops->n;
	struct op *o = add_op(p, ops, word == WORD_FOR ? OP_FOR : OP_WRAP,
	    &p->c->token[p->i]);
	bool good = word == WORD_FOR ? head_for(p->c, p->head, o) :
	    word == WORD_WRAP && head_include(p->c, p->head, o, "wrap");
	struct open open;

	if (deeper(p, up, word, &open)) {
		o->body = parse_block(p, &open);
		take_end(p, &open);
	}
	if (!good)
		ops->n = at;
}

static void
parse_single(struct parser *p, struct vec *ops, enum word word)
{
	struct compiler *c = p->c;
	const struct token *t = &c->token[p->i++];
	struct op *o = add_op(p, ops, word == WORD_INCLUDE ? OP_INCLUDE :
	    word == WORD_BODY ? OP_BODY : OP_INSERT, t);
	bool good = true;

	if (word == WORD_INCLUDE) {
		good = head_include(c, p->head, o, "include");
	} else if (word == WORD_INSERT) {
		o->expr = expr_compile(c, p->head.i, p->head.to, &good);
	} else {
		head_empty(c, p->head, "body");
		c->uses_body = true;
	}
	if (!good)
		drop_op(ops);
}

static void
parse_value(struct parser *p, struct vec *ops)
{
	const struct token *t = &p->c->token[p->i++];
	const struct expr *e = NULL;
	bool good = t->known || !habit_value(p->c, t);

	if (t->known)
		e = known_expr(p->c, t);
	else if (good)
		e = expr_compile(p->c, t->in, t->in_to, &good);
	if (good && !t->known)
		known_add(p->c->known, e);
	add_op(p, ops, good ? OP_VALUE : OP_BROKEN, t)->expr = good ? e : NULL;
}

static void
parse_text(struct parser *p, struct vec *ops)
{
	const struct token *t = &p->c->token[p->i++];

	if (t->from == t->to)
		return;
	add_op(p, ops, OP_TEXT, t)->text = compiler_bytes(p->c, t->from,
	    t->to);
}

static bool
within(const struct open *open, enum word word)
{
	for (; open; open = open->up)
		if (open->word == word)
			return true;
	return false;
}

/* Whether the directive at hand ends the block that is open. What ends none
   is reported and passed over. */
static bool
ends_block(struct parser *p, const struct open *open)
{
	enum word in = open ? open->word : WORD_NONE;
	const struct token *t = &p->c->token[p->i];

	switch (p->word) {
	case WORD_END:
		if (open)
			return true;
		complain(p->c, DIAG_UNCLOSED, t->from, t->to, NULL,
		    "this `end` closes nothing");
		break;
	case WORD_ELSE:
	case WORD_ELSEIF:
		if (in == WORD_IF || in == WORD_SKIP ||
		    (in == WORD_SWITCH && p->word == WORD_ELSE))
			return in != WORD_SKIP || (p->i++, false);
		complain(p->c, DIAG_UNCLOSED, t->from, t->to, in == WORD_FOR ?
		    "test the list with `{% if %}` around the loop" : NULL,
		    "this `%s` belongs to no `if`%s", p->word == WORD_ELSE ?
		    "else" : "elseif", p->word == WORD_ELSE ?
		    " or `switch`" : "");
		break;
	default:	/* CASE */
		if (within(open, WORD_SWITCH))
			return true;
		if (in != WORD_SKIP)
			complain(p->c, DIAG_UNCLOSED, t->from, t->to, NULL,
			    "this `case` belongs to no `switch`");
		break;
	}
	p->i++;
	return false;
}

/* insert, wrap and body make Markdown: pages have none. */
static bool
refuse_in_theme(struct parser *p)
{
	const struct token *t = &p->c->token[p->i];

	if (p->c->kind != TEMPLATE_THEME || (p->word != WORD_WRAP &&
	    p->word != WORD_BODY && p->word != WORD_INSERT))
		return false;
	complain(p->c, DIAG_SYNTAX, t->from, t->to, NULL,
	    "`%.*s` is for articles only", STR_ARG(compiler_bytes(p->c, t->in,
	    word_end(p->c, t->in, t->in_to))));
	return true;
}

static void
parse_opening(struct parser *p, struct vec *ops, const struct open *open)
{
	struct vec dropped = { 0 };

	if (refuse_in_theme(p)) {
		if (p->word == WORD_WRAP)
			parse_body(p, &dropped, open, WORD_SKIP);
		else
			p->i++;
		return;
	}
	switch (p->word) {
	case WORD_IF:
		parse_if(p, ops, open);
		break;
	case WORD_SWITCH:
		parse_switch(p, ops, open);
		break;
	case WORD_FOR:
	case WORD_WRAP:
		parse_body(p, ops, open, p->word);
		break;
	case WORD_SKIP:
		parse_body(p, &dropped, open, WORD_SKIP);
		break;
	case WORD_INCLUDE:
	case WORD_BODY:
	case WORD_INSERT:
		parse_single(p, ops, p->word);
		break;
	case WORD_ENDRAW:
		complain(p->c, DIAG_UNCLOSED, p->c->token[p->i].from,
		    p->c->token[p->i].to, NULL,
		    "this `endraw` closes nothing");
		p->i++;
		break;
	default:
		p->i++;
		break;
	}
}

/* Up to the directive that ends the block `open` (null: to the end of all),
   which is left at p->i with its word and head read. */
static struct block
parse_block(struct parser *p, const struct open *open)
{
	struct compiler *c = p->c;
	struct vec ops = { 0 };

	/* Outside of all blocks most tokens are operations. */
	if (!open && c->tokens > 0)
		ops = (struct vec){ arena_array(c->a, c->tokens,
		    sizeof(struct op)), 0, c->tokens };
	while (p->i < c->tokens && !p->broken && !compiler_full(c)) {
		const struct token *t = &c->token[p->i];
		c->fenced = t->fenced;
		if (t->kind == TOKEN_TEXT || t->kind == TOKEN_LITERAL) {
			parse_text(p, &ops);
		} else if (t->kind == TOKEN_VALUE) {
			parse_value(p, &ops);
		} else if (t->kind != TOKEN_DIRECTIVE) {
			p->i++;
		} else {
			p->word = classify(p, t);
			bool part = p->word == WORD_END ||
			    p->word == WORD_ELSE || p->word == WORD_ELSEIF ||
			    p->word == WORD_CASE;
			if (!part)
				parse_opening(p, &ops, open);
			else if (ends_block(p, open))
				break;
		}
	}
	if (compiler_full(c))
		p->broken = true;
	return (struct block){ ops.p, ops.n };
}

struct block
parse_program(struct compiler *c)
{
	struct parser p = { .c = c };

	return parse_block(&p, NULL);
}
