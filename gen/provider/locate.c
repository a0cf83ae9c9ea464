/* Where the fields of a script stand: a scanner of Lua's tokens that reads
   table constructors, `local NAME = ...` and `return ...`, and skips the
   rest. It gives places, and the keys that Lua would silently overwrite; what
   holds is what Lua computed. */
#include "provider/private.h"

enum { DEPTH = 64 };

enum token_kind { END, NAME, STRING, NUMBER, SYMBOL };

struct token {
	enum token_kind kind;
	uint32_t off, len;
	struct str text;	/* NAME; STRING: between the quotes */
	char symbol;		/* SYMBOL: '=' only when it stands alone */
};

struct loc_field {
	struct loc_field *next;
	struct str key;		/* empty: positional */
	struct span key_at;
	const struct loc *value;
};

struct loc {
	struct span at;
	struct str name;	/* a lone name: the local of that name */
	struct loc_field *field;
};

struct local {
	struct local *next;
	struct str name;
	const struct loc *value;
};

/* A key that a constructor holds already. */
struct repeat {
	struct repeat *next;
	struct str key;
	struct span first, again;
	bool table;		/* both are constructors */
};

struct loc_file {
	const struct loc *root;
	struct local *locals;	/* the latest first */
	struct repeat *repeats;
};

struct scanner {
	struct arena *a;
	struct str text;
	uint32_t file;
	size_t i;
	struct token t;		/* the current token */
	size_t end;		/* of the token before it */
	unsigned depth;
	struct repeat **repeats;	/* the tail */
};

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char
peek(const struct scanner *s, size_t ahead)
{
	return s->i + ahead < s->text.n ? s->text.p[s->i + ahead] : '\0';
}

/* The level of a long bracket that begins here, or -1. */
static int
long_bracket(const struct scanner *s)
{
	size_t k = 1;

	if (peek(s, 0) != '[')
		return -1;
	while (peek(s, k) == '=')
		k++;
	return peek(s, k) == '[' ? (int)(k - 1) : -1;
}

/* Behind the closing bracket of that level; `*inner` is what it encloses. */
static void
skip_long(struct scanner *s, int level, struct str *inner)
{
	size_t from = s->i + (size_t)level + 2;

	for (s->i = from; s->i < s->text.n; s->i++) {
		if (peek(s, 0) != ']')
			continue;
		size_t k = 1;
		while (peek(s, k) == '=')
			k++;
		if (k == (size_t)level + 1 && peek(s, k) == ']') {
			*inner = str_slice(s->text, from, s->i);
			s->i += k + 1;
			return;
		}
	}
	*inner = str_slice(s->text, from, s->text.n);
}

static void
skip_blank(struct scanner *s)
{
	struct str inner;

	for (;;) {
		char c = peek(s, 0);
		if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
			s->i++;
		} else if (c == '-' && peek(s, 1) == '-') {
			s->i += 2;
			int level = long_bracket(s);
			if (level >= 0) {
				skip_long(s, level, &inner);
				continue;
			}
			while (s->i < s->text.n && s->text.p[s->i] != '\n')
				s->i++;
		} else {
			return;
		}
	}
}

static void
scan_quoted(struct scanner *s)
{
	char quote = peek(s, 0);
	size_t from = ++s->i;

	while (s->i < s->text.n && peek(s, 0) != quote) {
		if (peek(s, 0) == '\\')
			s->i++;
		s->i++;
	}
	s->t.text = str_slice(s->text, from, s->i);
	if (s->i < s->text.n)
		s->i++;
	else
		s->i = s->text.n;
}

/* "==", "~=", "<=" and ">=" must not pass for an assignment. */
static void
scan_symbol(struct scanner *s)
{
	char c = peek(s, 0);

	s->t.symbol = c;
	s->i++;
	if ((c == '=' || c == '~' || c == '<' || c == '>') &&
	    peek(s, 0) == '=') {
		s->t.symbol = '~';
		s->i++;
	}
}

static void
next(struct scanner *s)
{
	s->end = s->i;
	skip_blank(s);
	size_t from = s->i;
	char c = peek(s, 0);
	s->t = (struct token){ .off = (uint32_t)from };
	if (s->i >= s->text.n) {
		s->t.kind = END;
	} else if (is_name_char(c) && !is_digit(c)) {
		s->t.kind = NAME;
		while (is_name_char(peek(s, 0)))
			s->i++;
		s->t.text = str_slice(s->text, from, s->i);
	} else if (is_digit(c) || (c == '.' && is_digit(peek(s, 1)))) {
		s->t.kind = NUMBER;
		while (is_name_char(peek(s, 0)) || peek(s, 0) == '.')
			s->i++;
	} else if (c == '"' || c == '\'') {
		s->t.kind = STRING;
		scan_quoted(s);
	} else if (c == '[' && long_bracket(s) >= 0) {
		s->t.kind = STRING;
		skip_long(s, long_bracket(s), &s->t.text);
	} else {
		s->t.kind = SYMBOL;
		scan_symbol(s);
	}
	s->t.len = (uint32_t)(s->i - from);
}

static bool
at_symbol(const struct scanner *s, char c)
{
	return s->t.kind == SYMBOL && s->t.symbol == c;
}

static bool
at_word(const struct scanner *s, const char *word)
{
	return s->t.kind == NAME && str_eq(s->t.text, str_c(word));
}

static struct span
span_from(const struct scanner *s, size_t from)
{
	size_t to = s->end > from ? s->end : from;

	return (struct span){ s->file, (uint32_t)from, (uint32_t)(to - from) };
}

static int
block_step(const struct scanner *s)
{
	if (at_word(s, "function") || at_word(s, "if") || at_word(s, "do") ||
	    at_word(s, "repeat"))
		return 1;
	return at_word(s, "end") || at_word(s, "until") ? -1 : 0;
}

static bool
begins_statement(const struct scanner *s)
{
	return at_word(s, "local") || at_word(s, "return") ||
	    at_word(s, "function") || at_word(s, "if") ||
	    at_word(s, "for") || at_word(s, "while") ||
	    at_word(s, "repeat") || at_word(s, "do") ||
	    at_word(s, "end") || at_word(s, "until") ||
	    at_word(s, "else") || at_word(s, "elseif") ||
	    at_word(s, "goto");
}

static struct loc *expression(struct scanner *s, bool in_table);

static void
table_field(struct scanner *s, struct loc_field *f)
{
	struct scanner before = *s;

	if (s->t.kind == NAME) {
		f->key = s->t.text;
		f->key_at = (struct span){ s->file, s->t.off, s->t.len };
		next(s);
		if (at_symbol(s, '=')) {
			next(s);
			f->value = expression(s, true);
			return;
		}
	} else if (at_symbol(s, '[')) {
		next(s);
		if (s->t.kind == STRING) {
			f->key = s->t.text;
			f->key_at = (struct span){ s->file, s->t.off,
			    s->t.len };
			next(s);
			if (at_symbol(s, ']'))
				next(s);
			if (at_symbol(s, '=')) {
				next(s);
				f->value = expression(s, true);
				return;
			}
		}
	}
	*s = before;
	f->key = (struct str){ 0 };
	f->key_at = (struct span){ 0 };
	f->value = expression(s, true);
}

static void
note_repeat(struct scanner *s, struct map *seen, struct loc_field *f)
{
	bool fresh;
	struct map_entry *e = map_put(seen, f->key, &fresh);
	const struct loc_field *first = e->ptr;

	e->ptr = f;
	if (fresh)
		return;
	struct repeat *r = ARENA_NEW(s->a, struct repeat);
	r->key = f->key;
	r->first = first->key_at;
	r->again = f->key_at;
	r->table = first->value->field && f->value->field;
	*s->repeats = r;
	s->repeats = &r->next;
}

static void
table(struct scanner *s, struct loc *l)
{
	struct loc_field **tail = &l->field;
	struct map *seen = map_new(s->a);

	next(s);
	s->depth++;
	while (s->t.kind != END && !at_symbol(s, '}') && s->depth < DEPTH) {
		size_t from = s->t.off;
		struct loc_field *f = ARENA_NEW(s->a, struct loc_field);
		table_field(s, f);
		if (f->key_at.file != 0)
			note_repeat(s, seen, f);
		*tail = f;
		tail = &f->next;
		if (at_symbol(s, ',') || at_symbol(s, ';'))
			next(s);
		else if (s->t.off == from)
			next(s);	/* broken text: never stand still */
	}
	s->depth--;
	if (at_symbol(s, '}'))
		next(s);
}

/* Past the rest of an expression that is more than a constructor or a name;
   true when there was any. */
static bool
skip_rest(struct scanner *s, bool in_table)
{
	int depth = 0, blocks = 0;
	bool any = false, operand = true;

	for (; s->t.kind != END; next(s), any = true) {
		bool outside = depth == 0 && blocks == 0;
		if (outside && (at_symbol(s, ',') || at_symbol(s, ';') ||
		    at_symbol(s, '}') || at_symbol(s, ')') ||
		    at_symbol(s, ']')))
			break;
		if (outside && !in_table && begins_statement(s) &&
		    !(at_word(s, "function") && !operand))
			break;
		if (outside && !in_table && operand && s->t.kind == NAME &&
		    !at_word(s, "and") && !at_word(s, "or"))
			break;
		operand = s->t.kind == STRING || s->t.kind == NUMBER ||
		    at_symbol(s, '}') || at_symbol(s, ')') ||
		    at_symbol(s, ']') || (s->t.kind == NAME &&
		    !at_word(s, "and") && !at_word(s, "or") &&
		    !at_word(s, "not"));
		blocks += block_step(s);
		if (at_symbol(s, '(') || at_symbol(s, '{') ||
		    at_symbol(s, '['))
			depth++;
		if ((at_symbol(s, ')') || at_symbol(s, '}') ||
		    at_symbol(s, ']')) && depth > 0)
			depth--;
	}
	return any;
}

static struct loc *
expression(struct scanner *s, bool in_table)
{
	struct loc *l = ARENA_NEW(s->a, struct loc);
	size_t from = s->t.off;

	if (s->t.kind == NAME && !begins_statement(s)) {
		l->name = s->t.text;
		next(s);
		if (at_symbol(s, '{')) {
			l->name = (struct str){ 0 };
			table(s, l);
		} else if (s->t.kind == STRING) {
			l->name = (struct str){ 0 };
			next(s);
		}
	} else if (at_symbol(s, '{')) {
		table(s, l);
	} else if (s->t.kind == STRING || s->t.kind == NUMBER) {
		next(s);
	}
	if (skip_rest(s, in_table)) {
		l->name = (struct str){ 0 };
		l->field = NULL;
	}
	l->at = span_from(s, from);
	return l;
}

static void
local_statement(struct scanner *s, struct loc_file *f)
{
	next(s);
	if (s->t.kind != NAME || at_word(s, "function"))
		return;
	struct str name = s->t.text;
	next(s);
	if (!at_symbol(s, '='))
		return;
	next(s);
	struct local *l = ARENA_NEW(s->a, struct local);
	l->name = name;
	l->value = expression(s, false);
	l->next = f->locals;
	f->locals = l;
}

const struct loc_file *
locate_script(struct arena *a, struct str text, uint32_t file)
{
	struct loc_file *f = ARENA_NEW(a, struct loc_file);
	struct scanner s = { .a = a, .text = text, .file = file,
	    .repeats = &f->repeats };
	int blocks = 0;

	next(&s);
	while (s.t.kind != END) {
		if (blocks == 0 && at_word(&s, "local")) {
			local_statement(&s, f);
		} else if (blocks == 0 && at_word(&s, "return")) {
			next(&s);
			f->root = expression(&s, false);
		} else {
			blocks += block_step(&s);
			if (blocks < 0)
				blocks = 0;
			next(&s);
		}
	}
	return f;
}

/* What a name stands for; a local that names itself through others ends. */
static const struct loc *
follow(const struct loc_file *f, const struct loc *l)
{
	for (int i = 0; l && l->name.n > 0 && i < 8; i++) {
		const struct local *k = f->locals;
		while (k && !str_eq(k->name, l->name))
			k = k->next;
		if (!k)
			return l;
		l = k->value;
	}
	return l;
}

const struct loc *
locate_root(const struct loc_file *f)
{
	return follow(f, f->root);
}

struct span
locate_span(const struct loc *l)
{
	return l->at;
}

const struct loc *
locate_field(const struct loc_file *f, const struct loc *l, struct str key,
    struct span *key_at)
{
	l = follow(f, l);
	for (const struct loc_field *k = l ? l->field : NULL; k; k = k->next)
		if (k->key_at.file != 0 && str_eq(k->key, key)) {
			*key_at = k->key_at;
			return k->value;
		}
	return NULL;
}

const struct loc *
locate_item(const struct loc_file *f, const struct loc *l, size_t i)
{
	l = follow(f, l);
	for (const struct loc_field *k = l ? l->field : NULL; k; k = k->next)
		if (k->key_at.file == 0 && --i == 0)
			return k->value;
	return NULL;
}

void
locate_repeats(const struct loc_file *f, struct diags *d)
{
	for (const struct repeat *r = f ? f->repeats : NULL; r; r = r->next) {
		struct diag *g = diag_add(d, DIAG_DUPLICATE_ID, r->again,
		    "`%.*s` is set twice in the same braces: what the first "
		    "says is lost", STR_ARG(r->key));
		if (r->table)
			diag_hint(g, "put both into one `%.*s = { ... }`",
			    STR_ARG(r->key));
		else
			diag_hint(g, "keep one of the two");
		diag_note(g, r->first, "the first");
	}
}
