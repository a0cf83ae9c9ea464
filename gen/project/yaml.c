/* YAML through libfyaml: the only file that sees it. */
#include "project/yaml.h"

#include <libfyaml.h>
#include <string.h>

#include "base/str.h"

struct reader {
	struct arena *a;
	struct str text;
	uint32_t file, off;
	struct diags *d;
	bool failed;
};

static struct span
span_of(const struct reader *r, size_t from, size_t to)
{
	if (from > r->text.n)
		from = r->text.n;
	if (to > r->text.n)
		to = r->text.n;
	return (struct span){ r->file, r->off + (uint32_t)from,
	    to > from ? (uint32_t)(to - from) : 0 };
}

static struct span
token_span(const struct reader *r, struct fy_token *token)
{
	const struct fy_mark *from = token ? fy_token_start_mark(token) : NULL;
	const struct fy_mark *to = token ? fy_token_end_mark(token) : NULL;

	if (!from || !to)
		return span_of(r, 0, 0);
	return span_of(r, from->input_pos, to->input_pos);
}

static void
refuse(struct reader *r, struct span at, const char *what)
{
	diag_add(r->d, DIAG_FRONT_MATTER, at,
	    "%s have no place in front matter", what);
	r->failed = true;
}

static enum yaml_style
style_of(struct fy_node *node)
{
	switch (fy_node_get_style(node)) {
	case FYNS_SINGLE_QUOTED: return YAML_SINGLE;
	case FYNS_DOUBLE_QUOTED: return YAML_DOUBLE;
	case FYNS_LITERAL:
	case FYNS_FOLDED: return YAML_BLOCK;
	default: return YAML_PLAIN;
	}
}

static void
read_scalar(struct reader *r, struct fy_node *node, struct yaml *out)
{
	size_t n = 0;
	const char *p = fy_node_get_scalar(node, &n);
	struct fy_token *token = fy_node_get_scalar_token(node);

	out->style = style_of(node);
	out->at = token_span(r, token);
	if (fy_node_is_alias(node))
		refuse(r, out->at, "aliases");
	out->text = arena_str(r->a, (struct str){ p, p ? n : 0 });
	bool null = out->style == YAML_PLAIN && (out->text.n == 0 ||
	    str_eq(out->text, STR("~")) || str_eq(out->text, STR("null")));
	out->kind = null ? YAML_NULL : YAML_SCALAR;
}

static void read_node(struct reader *r, struct fy_node *node,
    struct yaml *out);

static void
read_list(struct reader *r, struct fy_node *node, struct yaml *out)
{
	size_t n = (size_t)fy_node_sequence_item_count(node);
	struct yaml *item = ARENA_ARRAY(r->a, n ? n : 1, struct yaml);
	void *iter = NULL;

	out->kind = YAML_LIST;
	for (size_t i = 0; i < n; i++)
		read_node(r, fy_node_sequence_iterate(node, &iter), &item[i]);
	out->item = item;
	out->n = n;
	if (n > 0)
		out->at = item[0].at;
}

static void
read_map(struct reader *r, struct fy_node *node, struct yaml *out)
{
	size_t n = (size_t)fy_node_mapping_item_count(node);
	struct yaml *key = ARENA_ARRAY(r->a, n ? n : 1, struct yaml);
	struct yaml *item = ARENA_ARRAY(r->a, n ? n : 1, struct yaml);
	void *iter = NULL;

	out->kind = YAML_MAP;
	for (size_t i = 0; i < n; i++) {
		struct fy_node_pair *pair =
		    fy_node_mapping_iterate(node, &iter);
		read_node(r, fy_node_pair_key(pair), &key[i]);
		read_node(r, fy_node_pair_value(pair), &item[i]);
		if (item[i].at.len == 0 && item[i].kind == YAML_NULL)
			item[i].at = key[i].at;
		if (key[i].kind != YAML_SCALAR)
			refuse(r, key[i].at, "keys that are no text");
	}
	out->key = key;
	out->item = item;
	out->n = n;
	if (n > 0)
		out->at = key[0].at;
}

/* Recursion is bounded: libfyaml refuses more than 64 levels. */
static void
read_node(struct reader *r, struct fy_node *node, struct yaml *out)
{
	out->at = span_of(r, 0, 0);
	if (!node) {
		out->kind = YAML_NULL;
		return;
	}
	switch (fy_node_get_type(node)) {
	case FYNT_SEQUENCE: read_list(r, node, out); break;
	case FYNT_MAPPING: read_map(r, node, out); break;
	default: read_scalar(r, node, out); break;
	}
	if (fy_node_get_tag_token(node))
		refuse(r, out->at, "tags (`!`)");
	if (fy_node_get_anchor(node))
		refuse(r, out->at, "anchors (`&`)");
}

/* The byte of a line and column, both from 1, columns in characters. */
static size_t
offset_of(struct str text, int line, int column)
{
	size_t i = 0;

	for (; line > 1; line--) {
		ptrdiff_t nl = str_find_char(text, '\n', i);
		if (nl < 0)
			break;
		i = (size_t)nl + 1;
	}
	for (; column > 1 && i < text.n && text.p[i] != '\n'; column--) {
		i++;
		while (i < text.n && ((unsigned char)text.p[i] & 0xc0) == 0x80)
			i++;
	}
	return i;
}

static void
report_errors(struct reader *r, struct fy_diag *diag)
{
	struct fy_diag_error *e;
	void *iter = NULL;
	bool any = false;

	while ((e = fy_diag_errors_iterate(diag, &iter)) != NULL) {
		size_t at = offset_of(r->text, e->line, e->column);
		if (at > 0 && at >= r->text.n)
			at = r->text.n - 1;
		struct diag *g = diag_add(r->d, DIAG_FRONT_MATTER,
		    span_of(r, at, at + 1), "not valid YAML: %s", e->msg);
		if (strstr(e->msg, "nested block mapping"))
			diag_hint(g, "a text with `: ` in it needs quotes");
		any = true;
	}
	if (!any)
		diag_add(r->d, DIAG_FRONT_MATTER, span_of(r, 0, 1),
		    "not valid YAML");
}

const struct yaml *
yaml_read(struct arena *a, struct str text, uint32_t file, uint32_t off,
    struct diags *d)
{
	struct reader r = { .a = a, .text = text, .file = file, .off = off,
	    .d = d };
	struct yaml *root = ARENA_NEW(a, struct yaml);
	struct fy_diag_cfg how;

	if (str_trim(text).n == 0)
		return root;
	fy_diag_cfg_default(&how);
	how.fp = NULL;
	struct fy_diag *diag = fy_diag_create(&how);
	if (!diag)
		die(0, "out of memory");
	fy_diag_set_collect_errors(diag, true);
	struct fy_parse_cfg cfg = { .diag = diag, .flags = FYPCF_QUIET |
	    FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 |
	    FYPCF_ALLOW_DUPLICATE_KEYS };
	struct fy_document *doc =
	    fy_document_build_from_string(&cfg, text.p, text.n);
	if (doc) {
		read_node(&r, fy_document_root(doc), root);
		fy_document_destroy(doc);
	} else {
		report_errors(&r, diag);
		r.failed = true;
	}
	fy_diag_destroy(diag);
	return r.failed ? NULL : root;
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
