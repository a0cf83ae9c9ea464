/* Directives in front matter: hidden from YAML behind text of the same
   length, so that every place in the YAML is a place in the source. */
#include <string.h>

#include "base/str.h"
#include "project/parts.h"

/* The mask begins with a code point that no source can hold. */
static const char mask[] = "\xf3\xb0\x80\x80";
#define MASK_LEN 4

/* The word of a directive: "if", "end"; empty for values and comments. */
static struct str
word_of(struct str tag)
{
	struct str s = str_trim(str_slice(tag, 2, tag.n));
	size_t n = 0;

	if (tag.p[1] != '%')
		return (struct str){ 0 };
	if (s.n > 0 && s.p[0] == '-')
		s = str_trim(str_slice(s, 1, s.n));
	while (n < s.n && s.p[n] >= 'a' && s.p[n] <= 'z')
		n++;
	return str_slice(s, 0, n);
}

static bool
opens_block(struct str word)
{
	return str_eq(word, STR("if")) || str_eq(word, STR("switch")) ||
	    str_eq(word, STR("for")) || str_eq(word, STR("wrap"));
}

/* The end of what begins with the directive [begin, end): an `if` that is
   closed on its line goes with all that is in it. */
static size_t
whole(struct str yaml, size_t begin, size_t end)
{
	size_t b = begin, e = end;
	int depth = opens_block(word_of(str_slice(yaml, b, e)));

	while (depth > 0 && template_next(yaml, e, &b, &e)) {
		struct str word = word_of(str_slice(yaml, b, e));
		if (str_find_char(str_slice(yaml, begin, e), '\n', 0) >= 0)
			return end;
		if (opens_block(word))
			depth++;
		else if (str_eq(word, STR("end")) && --depth == 0)
			return e;
	}
	return end;
}

struct str
field_mask(struct arena *a, struct str yaml)
{
	size_t begin, end;

	if (!template_next(yaml, 0, &begin, &end))
		return yaml;
	struct str out = arena_str(a, yaml);
	char *p = (char *)(uintptr_t)out.p;
	do {
		end = whole(yaml, begin, end);
		memset(p + begin, 'x', end - begin);
		memcpy(p + begin, mask, MASK_LEN);
	} while (template_next(yaml, end, &begin, &end));
	return out;
}

bool
field_has_directive(struct str masked)
{
	return str_find(masked, (struct str){ mask, MASK_LEN }, 0) >= 0;
}

/* Skips the break at `i` and what indents the next line. */
static size_t
skip_break(struct str s, size_t i)
{
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n'))
		i++;
	return i;
}

/* The escape of a double-quoted scalar whose backslash is at `i`: what stands
   behind it. */
static size_t
unescape(struct str s, size_t i, struct buf *out)
{
	char c = s.p[i + 1];
	size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
	uint32_t cp = 0;

	if (c == '\n')
		return skip_break(s, i + 1);
	for (size_t k = 0; k < digits && i + 2 + k < s.n; k++)
		cp = cp << 4 | ((uint32_t)str_hex_digit(s.p[i + 2 + k]) & 15);
	if (digits > 0)
		buf_utf8(out, cp);
	else if (c == '_')
		buf_utf8(out, 0xA0);
	else
		buf_char(out, c == 'n' || c == 't' ? ' ' : c);
	return i + 2 + digits;
}

/* What YAML would have made of a literal piece of a scalar, whose escapes it has
   found to be good. */
static struct str
cook(struct arena *a, struct str s, enum yaml_style style)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < s.n; ) {
		char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : '\0';
		if (c == '\n') {
			i = skip_break(s, i);
			while (out.n > 0 && out.p[out.n - 1] == ' ')
				out.n--;
			buf_char(&out, ' ');
		} else if (style == YAML_DOUBLE && c == '\\' &&
		    i + 1 < s.n) {
			i = unescape(s, i, &out);
		} else {
			i += style == YAML_SINGLE && c == '\'' && next == '\'' ?
			    2 : 1;
			buf_char(&out, c);
		}
	}
	struct str cooked = arena_str(a, buf_view(&out));
	buf_free(&out);
	return cooked;
}

static struct block cook_block(struct arena *a, struct block b,
    enum yaml_style style);

static void
cook_op(struct arena *a, struct op *o, enum yaml_style style)
{
	if (o->kind == OP_TEXT) {
		o->text = cook(a, o->text, style);
	} else if (o->arms > 0) {
		struct arm *arm = ARENA_ARRAY(a, o->arms, struct arm);
		memcpy(arm, o->arm, o->arms * sizeof(*arm));
		for (size_t i = 0; i < o->arms; i++)
			arm[i].body = cook_block(a, arm[i].body, style);
		o->arm = arm;
	} else {
		o->body = cook_block(a, o->body, style);
	}
}

static struct block
cook_block(struct arena *a, struct block b, enum yaml_style style)
{
	struct op *op = ARENA_ARRAY(a, b.n ? b.n : 1, struct op);

	if (b.n > 0)
		memcpy(op, b.op, b.n * sizeof(*op));
	for (size_t i = 0; i < b.n; i++)
		cook_op(a, &op[i], style);
	return (struct block){ op, b.n };
}

struct field
field_of(struct loader *l, const struct yaml *y)
{
	struct field f = { .at = y->at, .set = true };

	if (!field_has_directive(y->text)) {
		f.plain = str_trim(y->text);
		return f;
	}
	const struct program *p = template_compile(l->a, l->s, y->at.file,
	    y->at.off, y->at.off + y->at.len, TEMPLATE_ARTICLE, NULL,
	    l->d);
	f.body = p->body;
	/* Folded, escaped or indented: not literally what stands there. */
	struct str source = sources_slice(l->s, y->at);
	if (y->style != YAML_PLAIN || source.n != y->text.n)
		f.body = cook_block(l->a, p->body, y->style);
	return f;
}
