/* The tree of a record that a worker wrote: read with suspicion, because
   libfyaml may have damaged the memory it came from. */
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "project/yaml.h"

#define DEPTH_MAX 100

struct record {
	struct arena *a, *nodes;
	struct str s;		/* what is left */
	struct str text;	/* what was read */
	struct span at;		/* its place */
	bool bad;
};

static uint32_t
take_u32(struct record *r)
{
	const unsigned char *p = (const unsigned char *)r->s.p;

	if (r->s.n < 4) {
		r->bad = true;
		return 0;
	}
	r->s = str_slice(r->s, 4, r->s.n);
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
}

static struct span
take_span(struct record *r)
{
	uint32_t from = take_u32(r), len = take_u32(r);

	if (from > r->at.len)
		from = r->at.len;
	if (len > r->at.len - from)
		len = r->at.len - from;
	return (struct span){ r->at.file, r->at.off + from, len };
}

static struct str
take_bytes(struct record *r, uint32_t n)
{
	struct str s = str_slice(r->s, 0, n);

	r->bad |= s.n < n;
	r->s = str_slice(r->s, n, r->s.n);
	return s;
}

static struct str
valid(struct record *r, struct str s)
{
	if (!r->bad && utf8_invalid(s) < 0)
		return s;
	r->bad = true;
	return (struct str){ 0 };
}

/* The text of a scalar that stands at `at`. */
static struct str
take_scalar(struct record *r, struct span at)
{
	uint32_t n = take_u32(r), from = at.off - r->at.off;

	if (n == YAML_AS_IS)
		return valid(r, str_slice(r->text, from, from + at.len));
	return arena_str(r->a, valid(r, take_bytes(r, n)));
}

/* A count of things that take at least a byte each. */
static size_t
take_count(struct record *r)
{
	uint32_t n = take_u32(r);

	if (n > r->s.n) {
		r->bad = true;
		return 0;
	}
	return n;
}

static void take_node(struct record *r, struct yaml *y, unsigned depth);

static void
take_children(struct record *r, struct yaml *y, unsigned depth)
{
	size_t n = take_count(r);
	bool map = y->kind == YAML_MAP;
	struct yaml *item = ARENA_ARRAY(r->nodes, n + 1, struct yaml);
	struct yaml *key = map ? ARENA_ARRAY(r->nodes, n + 1, struct yaml) :
	    NULL;

	for (size_t i = 0; i < n && !r->bad; i++) {
		if (map)
			take_node(r, &key[i], depth);
		take_node(r, &item[i], depth);
		if (map && item[i].kind == YAML_NULL && item[i].at.len == 0)
			item[i].at = key[i].at;
	}
	y->item = item;
	y->key = key;
	y->n = n;
	if (n > 0)
		y->at = map ? key[0].at : item[0].at;
}

static void
take_node(struct record *r, struct yaml *y, unsigned depth)
{
	uint32_t kind = take_u32(r);

	y->kind = (enum yaml_kind)kind;
	y->at = (struct span){ r->at.file, r->at.off, 0 };
	if (kind > YAML_MAP || depth > DEPTH_MAX) {
		y->kind = YAML_NULL;
		r->bad = true;
	} else if (kind >= YAML_LIST) {
		take_children(r, y, depth + 1);
	} else {
		uint32_t style = take_u32(r);
		y->style = style <= YAML_BLOCK ? (enum yaml_style)style :
		    YAML_PLAIN;
		y->at = take_span(r);
		y->text = take_scalar(r, y->at);
	}
}

/* What the usual messages of libfyaml come from. */
static const struct {
	const char *message, *hint;
} hints[] = {
	{ "nested block mapping", "a text with `: ` in it needs quotes" },
	{ "multiline plain key", "each line is `key: value`" },
	{ "expected ':'", "each line is `key: value`" },
	{ "tab ", "indent with spaces" },
	{ "closing quote", "close it with the quote it begins with" },
	{ "closing bracket", "close it with `]` or `}`" },
};

static void
report(struct record *r, struct diags *d)
{
	struct span at = take_span(r);
	struct str message = valid(r, take_bytes(r, take_u32(r)));

	if (r->bad)
		return;
	struct diag *g = diag_add(d, DIAG_FRONT_MATTER, at, "%.*s",
	    STR_ARG(message));
	for (size_t i = 0; i < sizeof(hints) / sizeof(*hints); i++)
		if (str_find(message, str_c(hints[i].message), 0) >= 0)
			diag_hint(g, "%s", hints[i].hint);
}

/* Keys are texts. */
static bool
check_keys(const struct yaml *y, struct diags *d)
{
	bool ok = true;

	for (size_t i = 0; i < y->n; i++) {
		ok = check_keys(&y->item[i], d) && ok;
		if (y->kind != YAML_MAP || y->key[i].kind == YAML_SCALAR)
			continue;
		diag_add(d, DIAG_FRONT_MATTER, y->key[i].at,
		    "a key in front matter is a text");
		ok = false;
	}
	return ok;
}

const struct yaml *
yaml_of(struct arena *a, struct arena *nodes, struct str record,
    struct str text, struct span at, struct diags *d)
{
	struct record r = { .a = a, .nodes = nodes, .s = record,
	    .text = text, .at = at };
	struct yaml *root = ARENA_NEW(nodes, struct yaml);
	size_t errors = take_count(&r);

	for (size_t i = 0; i < errors && !r.bad; i++)
		report(&r, d);
	if (errors > 0 && !r.bad)
		return NULL;
	take_node(&r, root, 0);
	if (r.bad) {
		diag_add(d, DIAG_FRONT_MATTER,
		    (struct span){ at.file, at.off, 1 }, "not valid YAML");
		return NULL;
	}
	return check_keys(root, d) ? root : NULL;
}

const char *
yaml_words(const struct yaml *y)
{
	switch (y->kind) {
	case YAML_NULL: return "nothing";
	case YAML_LIST: return "a list";
	case YAML_MAP: return "a map";
	default: return "a text";
	}
}
