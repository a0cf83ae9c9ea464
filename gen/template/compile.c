/* One compilation from source bytes to a program. */
#include "template/compile.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

void
compiler_open(struct compiler *c, struct arena *a, const struct sources *s,
    uint32_t file, size_t from, size_t to, struct diags *d)
{
	struct str all = sources_start(s, file, to + 1);

	if (to > all.n)
		to = all.n;
	*c = (struct compiler){ .a = a, .file = file, .d = d };
	c->text = str_slice(all, 0, to);
	c->ends_line = to == all.n || all.p[to] == '\n' || all.p[to] == '\r' ||
	    (to > 0 && all.p[to - 1] == '\n');
	c->from = from < to ? from : to;
	c->to = to;
}

void
compiler_close(struct compiler *c)
{
	free(c->token);
	free(c->lua);
}

bool
compiler_full(const struct compiler *c)
{
	return c->findings >= COMPILE_FINDINGS;
}

void
complain(struct compiler *c, enum diag_id id, size_t from, size_t to,
    const char *hint, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	if (compiler_full(c))
		return;
	c->findings++;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	struct diag *g = diag_add(c->d, id, compiler_span(c, from, to), "%s",
	    text);
	if (hint)
		diag_hint(g, "%s", hint);
	if (c->fenced)
		diag_note(g, (struct span){ 0 }, "a fence whose first line "
		    "holds the word `raw` is left alone");
	if (compiler_full(c))
		diag_note(g, (struct span){ 0 }, "there may be more: this is "
		    "the last of %d that are shown of one text",
		    COMPILE_FINDINGS);
}

void *
compiler_grow(void *old, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return old;
	*cap = *cap ? *cap * 2 : 64;
	void *p = realloc(old, *cap * size);
	if (!p)
		die(ENOMEM, "cannot hold a template's tokens");
	return p;
}

struct span
compiler_span(const struct compiler *c, size_t from, size_t to)
{
	return (struct span){ c->file, (uint32_t)from, (uint32_t)(to - from) };
}

struct str
compiler_bytes(const struct compiler *c, size_t from, size_t to)
{
	return str_slice(c->text, from, to);
}

void *
vec_add(struct arena *a, struct vec *v, size_t size)
{
	if (v->n == v->cap) {
		v->cap = v->cap ? v->cap * 2 : 4;
		void *p = arena_array(a, v->cap, size);
		if (v->n > 0)
			memcpy(p, v->p, v->n * size);
		v->p = p;
	}
	return (char *)v->p + size * v->n++;
}

const struct program *
template_compile(struct arena *a, const struct sources *s, uint32_t file,
    size_t from, size_t to, enum template_kind kind,
    struct known_paths *known, struct diags *d)
{
	struct program *p = ARENA_NEW(a, struct program);
	struct compiler c;

	compiler_open(&c, a, s, file, from, to, d);
	c.kind = kind;
	c.known = known;
	lex(&c);
	take_lines(&c);
	p->file = file;
	p->body = parse_program(&c);
	p->ops = c.ops;
	p->uses_body = c.uses_body;
	compiler_close(&c);
	return p;
}

const struct expr *
template_compile_expr(struct arena *a, const struct sources *s, uint32_t file,
    size_t from, size_t to, struct diags *d)
{
	struct compiler c;
	bool good;

	compiler_open(&c, a, s, file, from, to, d);
	const struct expr *e = expr_compile(&c, c.from, c.to, &good);
	compiler_close(&c);
	return good ? e : NULL;
}
