/* YAML through libfyaml: the only file that sees it. Runs in a worker. */
#include "project/yaml.h"

#include <libfyaml.h>
#include <string.h>

#include "base/str.h"

struct writer {
	struct str text;
	struct fy_parser *parser;
	struct fy_event *event;	/* at hand; may be null */
	struct buf *out;
	struct buf errors;
	uint32_t nerrors;
};

static void
complain(struct writer *w, size_t at, size_t len, const char *message)
{
	buf_u32(&w->errors, (uint32_t)at);
	buf_u32(&w->errors, (uint32_t)len);
	buf_u32(&w->errors, (uint32_t)strlen(message));
	buf_c(&w->errors, message);
	w->nerrors++;
}

static void
refuse(struct writer *w, struct fy_token *token, const char *message)
{
	const struct fy_mark *from = token ? fy_token_start_mark(token) : NULL;

	complain(w, from ? from->input_pos : 0, 1, message);
}

static enum yaml_style
style_of(struct fy_token *token)
{
	switch (fy_token_scalar_style(token)) {
	case FYSS_SINGLE_QUOTED: return YAML_SINGLE;
	case FYSS_DOUBLE_QUOTED: return YAML_DOUBLE;
	case FYSS_LITERAL:
	case FYSS_FOLDED: return YAML_BLOCK;
	default: return YAML_PLAIN;
	}
}

/* A scalar's place and text. Most stand in the YAML as they are. */
static void
write_text(struct writer *w, struct str text, size_t from, size_t len)
{
	buf_u32(w->out, (uint32_t)from);
	buf_u32(w->out, (uint32_t)len);
	if (str_eq(text, str_slice(w->text, from, from + len))) {
		buf_u32(w->out, YAML_AS_IS);
		return;
	}
	buf_u32(w->out, (uint32_t)text.n);
	buf_str(w->out, text);
}

/* Only an escape brings one: bytes like these are refused where they stand. */
static bool
has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 && s.p[i] != '\n' &&
		    s.p[i] != '\t')
			return true;
	return false;
}

static void
write_scalar(struct writer *w, struct fy_token *token)
{
	size_t n = 0;
	const char *p = token ? fy_token_get_text(token, &n) : NULL;
	struct str text = { p, p ? n : 0 };
	const struct fy_mark *from = token ? fy_token_start_mark(token) : NULL;
	const struct fy_mark *to = token ? fy_token_end_mark(token) : NULL;
	enum yaml_style style = style_of(token);
	bool null = style == YAML_PLAIN && (text.n == 0 ||
	    str_eq(text, STR("~")) || str_eq(text, STR("null")));

	if (style == YAML_DOUBLE && has_control(text))
		refuse(w, token, "control characters have no place in front "
		    "matter");
	buf_u32(w->out, null ? YAML_NULL : YAML_SCALAR);
	buf_u32(w->out, style);
	write_text(w, text, from ? from->input_pos : 0,
	    from && to && to->input_pos > from->input_pos ?
	    to->input_pos - from->input_pos : 0);
}

/* ---- What is plain, as a stream of events ---- */

enum { STREAM_DEPTH = 16 };

/* The type of the next event, FYET_NONE behind the last. */
static enum fy_event_type
next(struct writer *w)
{
	fy_parser_event_free(w->parser, w->event);
	w->event = fy_parser_parse(w->parser);
	return w->event ? w->event->type : FYET_NONE;
}

static bool stream_node(struct writer *w, unsigned depth);

/* Items up to the event that ends them, and how many there are in front. */
static bool
stream_items(struct writer *w, enum fy_event_type end, unsigned depth)
{
	size_t at = w->out->n;
	uint32_t n = 0;
	bool good = depth < STREAM_DEPTH;

	buf_u32(w->out, 0);
	for (; good && next(w) != end; n++)
		good = stream_node(w, depth + 1);
	if (end == FYET_MAPPING_END)
		n /= 2;
	memcpy(w->out->p + at, &n, sizeof(n));
	return good;
}

/* The node that begins with the event at hand; false when there is more to it
   than text. */
static bool
stream_node(struct writer *w, unsigned depth)
{
	const struct fy_event *e = w->event;

	switch (e ? e->type : FYET_NONE) {
	case FYET_SCALAR:
		write_scalar(w, e->scalar.value);
		return !e->scalar.tag && !e->scalar.anchor;
	case FYET_SEQUENCE_START:
		buf_u32(w->out, YAML_LIST);
		return !e->sequence_start.tag && !e->sequence_start.anchor &&
		    stream_items(w, FYET_SEQUENCE_END, depth);
	case FYET_MAPPING_START:
		buf_u32(w->out, YAML_MAP);
		return !e->mapping_start.tag && !e->mapping_start.anchor &&
		    stream_items(w, FYET_MAPPING_END, depth);
	default:
		return false;
	}
}

/* One document and nothing else. */
static bool
stream(struct writer *w)
{
	return next(w) == FYET_STREAM_START &&
	    next(w) == FYET_DOCUMENT_START && next(w) != FYET_NONE &&
	    stream_node(w, 0) && next(w) == FYET_DOCUMENT_END &&
	    next(w) == FYET_STREAM_END && next(w) == FYET_NONE &&
	    !fy_parser_get_stream_error(w->parser);
}

static struct fy_diag *
silent(void)
{
	static struct fy_diag_cfg how;

	/* The default asks whether stderr is a terminal. */
	if (how.module_mask == 0)
		fy_diag_cfg_default(&how);
	how.fp = NULL;
	struct fy_diag *diag = fy_diag_create(&how);
	if (!diag)
		die(0, "out of memory");
	return diag;
}

static struct fy_parse_cfg
configuration(struct fy_diag *diag)
{
	return (struct fy_parse_cfg){ .diag = diag, .flags = FYPCF_QUIET |
	    FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 |
	    FYPCF_ALLOW_DUPLICATE_KEYS };
}

/* Reads what front matter mostly is without making libfyaml's tree of it; false
   when that has to be looked at in full, and nothing is written. */
static bool
write_stream(struct writer *w)
{
	struct fy_diag *diag = silent();
	struct fy_parse_cfg how = configuration(diag);
	bool good;

	w->parser = fy_parser_create(&how);
	if (!w->parser)
		die(0, "out of memory");
	good = fy_parser_set_string(w->parser, w->text.p, w->text.n) == 0 &&
	    stream(w);
	fy_parser_event_free(w->parser, w->event);
	fy_parser_destroy(w->parser);
	fy_diag_destroy(diag);
	if (!good)
		buf_reset(w->out);
	return good;
}

/* ---- All else, as a tree ---- */

static void write_node(struct writer *w, struct fy_node *node);

static void
write_list(struct writer *w, struct fy_node *node)
{
	void *iter = NULL;
	struct fy_node *item;

	buf_u32(w->out, YAML_LIST);
	buf_u32(w->out, (uint32_t)fy_node_sequence_item_count(node));
	while ((item = fy_node_sequence_iterate(node, &iter)) != NULL)
		write_node(w, item);
}

static void
write_map(struct writer *w, struct fy_node *node)
{
	void *iter = NULL;
	struct fy_node_pair *pair;

	buf_u32(w->out, YAML_MAP);
	buf_u32(w->out, (uint32_t)fy_node_mapping_item_count(node));
	while ((pair = fy_node_mapping_iterate(node, &iter)) != NULL) {
		write_node(w, fy_node_pair_key(pair));
		write_node(w, fy_node_pair_value(pair));
	}
}

static void
write_leaf(struct writer *w, struct fy_node *node)
{
	struct fy_token *token = fy_node_get_scalar_token(node);

	if (fy_node_is_alias(node))
		refuse(w, token, "aliases (`*`) have no place in front "
		    "matter");
	write_scalar(w, token);
}

/* Recursion is bounded: libfyaml refuses more than 64 levels. */
static void
write_node(struct writer *w, struct fy_node *node)
{
	struct fy_anchor *anchor = node ? fy_node_get_anchor(node) : NULL;

	if (!node) {
		for (int i = 0; i < 5; i++)
			buf_u32(w->out, 0);
		return;
	}
	if (fy_node_get_tag_token(node))
		refuse(w, fy_node_get_tag_token(node),
		    "tags (`!`) have no place in front matter");
	if (anchor)
		refuse(w, fy_node_get_scalar_token(node),
		    "anchors (`&`) have no place in front matter");
	switch (fy_node_get_type(node)) {
	case FYNT_SEQUENCE: write_list(w, node); break;
	case FYNT_MAPPING: write_map(w, node); break;
	default: write_leaf(w, node); break;
	}
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
write_errors(struct writer *w, struct fy_diag *diag)
{
	struct fy_diag_error *e;
	void *iter = NULL;
	char message[200];

	while ((e = fy_diag_errors_iterate(diag, &iter)) != NULL) {
		size_t at = offset_of(w->text, e->line, e->column);
		if (at > 0 && at >= w->text.n)
			at = w->text.n - 1;
		snprintf(message, sizeof(message), "not valid YAML: %s",
		    e->msg);
		complain(w, at, 1, message);
	}
	if (w->nerrors == 0)
		complain(w, 0, 1, "not valid YAML");
}

static void
write_tree(struct writer *w)
{
	struct fy_diag *diag = silent();
	struct fy_parse_cfg how = configuration(diag);

	fy_diag_set_collect_errors(diag, true);
	struct fy_document *doc =
	    fy_document_build_from_string(&how, w->text.p, w->text.n);
	if (doc)
		write_node(w, fy_document_root(doc));
	else
		write_errors(w, diag);
	if (doc)
		fy_document_destroy(doc);
	fy_diag_destroy(diag);
}

void
yaml_write(struct str text, struct buf *out)
{
	struct buf tree = BUF_INIT;
	struct writer w = { .text = text, .out = &tree };

	if (!write_stream(&w)) {
		buf_reset(&w.errors);
		w.nerrors = 0;
		write_tree(&w);
	}
	buf_u32(out, w.nerrors);
	buf_str(out, buf_view(&w.errors));
	buf_str(out, buf_view(&tree));
	buf_free(&w.errors);
	buf_free(&tree);
}
