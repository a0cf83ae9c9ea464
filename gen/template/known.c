/* Plain paths that texts print again and again: each is read once, so that
   mail.imap.host in a thousand articles is one expression and not a thousand. */
#include "base/str.h"
#include "template/compile.h"

enum {
	PATH_MAX_BYTES = 64,
	ROOM = 128	/* bytes of a value with its braces and blanks */
};

struct known_paths {
	struct arena *a;
	struct map *by_text;	/* struct known_path */
};

struct known_paths *
known_paths_new(struct arena *a)
{
	struct known_paths *k = ARENA_NEW(a, struct known_paths);

	*k = (struct known_paths){ .a = a, .by_text = map_new(a) };
	return k;
}

static bool
in_path(char c)
{
	return (c >= 'a' && c <= 'z') || c == '.' || c == '_' ||
	    (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

const struct known_path *
known_at(const struct compiler *c, size_t i, struct token *t)
{
	size_t to = i + ROOM < c->text.n ? i + ROOM : c->text.n, in = i + 2;

	if (!c->known)
		return NULL;
	while (in < to && c->text.p[in] == ' ')
		in++;
	size_t in_to = in;
	while (in_to < to && in_path(c->text.p[in_to]))
		in_to++;
	size_t end = in_to;
	while (end < to && c->text.p[end] == ' ')
		end++;
	if (end + 1 >= to || c->text.p[end] != '}' ||
	    c->text.p[end + 1] != '}')
		return NULL;
	*t = (struct token){ .kind = TOKEN_VALUE, .fenced = c->fenced,
	    .from = i, .to = end + 2, .in = in, .in_to = in_to };
	return t->known = map_ptr(c->known->by_text, compiler_bytes(c, in,
	    in_to));
}

const struct expr *
known_expr(struct compiler *c, const struct token *t)
{
	struct made {
		struct expr e;
		struct path p;
	} *m = ARENA_NEW(c->a, struct made);

	m->p.part = t->known->part;
	m->p.n = t->known->n;
	m->p.at = compiler_span(c, t->in, t->in_to);
	m->p.fenced = t->fenced;
	m->e.kind = EXPR_PATH;
	m->e.id = expr_next_id();
	m->e.at = m->p.at;
	m->e.text = compiler_bytes(c, t->in, t->in_to);
	m->e.path = &m->p;
	m->e.paths = 1;
	m->e.known = t->known;
	return &m->e;
}

static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!in_path(s.p[i]))
			return false;
	return s.n <= PATH_MAX_BYTES;
}

void
known_add(struct known_paths *k, const struct expr *e)
{
	if (!k || e->kind != EXPR_PATH || !is_plain(e->text) ||
	    map_count(k->by_text) == KNOWN_PATHS)
		return;
	bool fresh;
	struct map_entry *at = map_put(k->by_text, e->text, &fresh);
	if (!fresh)
		return;
	struct known_path *p = ARENA_NEW(k->a, struct known_path);
	struct str *part = ARENA_ARRAY(k->a, e->path->n, struct str);
	struct str rest = at->key = arena_str(k->a, e->text);
	for (size_t i = 0; i < e->path->n; i++)
		str_cut(rest, '.', &part[i], &rest);
	p->number = (uint32_t)map_count(k->by_text) - 1;
	p->part = part;
	p->n = e->path->n;
	at->ptr = p;
}
