/* Fuzzes the lexer, compiler and runner of templates. */
#include "fuzz.h"

#include <stdlib.h>

#include "base/str.h"
#include "template/template.h"

static struct value roots;

static const struct value *
find_root(void *ctx, struct str name)
{
	(void)ctx;
	return value_get(&roots, name);
}

static bool
run_lua(void *ctx, const struct expr *e, const struct scope *s,
    struct value *out)
{
	(void)ctx;
	(void)s;
	*out = value_text(e->text);
	return true;
}

static void
missing(void *ctx, const struct expr *e, const struct path *p, size_t i)
{
	(void)ctx;
	(void)e;
	if (i >= p->n)
		abort();
}

static void
take_text(void *ctx, const struct op *o)
{
	*(uint64_t *)ctx ^= str_hash(o->text);
}

static void
take_value(void *ctx, const struct op *o, const struct value *v)
{
	(void)o;
	*(uint64_t *)ctx ^= (uint64_t)v->type;
}

static void
ignore_include(void *ctx, const struct op *o, const struct scope *s,
    const struct scope *args)
{
	(void)ctx;
	(void)o;
	(void)s;
	(void)args;
}

static void
ignore_body(void *ctx, const struct op *o)
{
	(void)ctx;
	(void)o;
}

/* Reads all that an expression says of itself. */
static void
visit(void *ctx, const struct op *o, const struct expr *e,
    const struct scope *s)
{
	uint64_t *sum = ctx;
	(void)o;
	(void)s;
	*sum ^= str_hash(e->text);
	for (size_t i = 0; i < e->paths; i++)
		for (size_t k = 0; k < e->path[i].n; k++)
			*sum ^= str_hash(e->path[i].part[k]);
}

static void
make_roots(void)
{
	static struct arena *a;
	if (a)
		return;
	a = arena_new();
	struct list_builder list = { .a = a };
	struct map_builder inner = { .a = a }, outer = { .a = a };
	list_builder_add(&list, value_int(1));
	list_builder_add(&list, value_int(2));
	map_builder_put(&inner, STR("b"), value_text(STR("x")));
	map_builder_put(&outer, STR("a"), list_builder_done(&list));
	map_builder_put(&outer, STR("x"), map_builder_done(&inner));
	roots = map_builder_done(&outer);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct sources *s = sources_new(a);
	struct diags *d = diags_new(a, s);
	struct buf out = BUF_INIT;
	uint64_t sum = 0;
	uint32_t turns = 1000;
	struct str text = { (const char *)bytes, n };
	uint32_t file = sources_add(s, STR("fuzz"), text);
	struct template_host h = { .ctx = &sum, .diags = d, .sources = s,
	    .scratch = a, .root = find_root, .lua = run_lua,
	    .missing = missing, .text = take_text, .value = take_value,
	    .include = ignore_include, .body = ignore_body,
	    .insert = take_value, .turns = &turns };
	make_roots();
	for (int kind = 0; kind < 2; kind++) {
		const struct program *p = template_compile(a, s, file, 0, n,
		    (enum template_kind)kind, NULL, d);
		template_run(&h, p->body, NULL);
		template_visit(p->body, NULL, visit, &sum);
	}
	template_compile_expr(a, s, file, 0, n, d);
	diags_print(d, &out, DIAG_HUMAN, false);
	buf_free(&out);
	arena_free(a);
	return 0;
}
