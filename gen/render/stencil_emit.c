/* Appending to a stencil under construction. */
#include "render/stencil_private.h"

#include <string.h>

#include "render/escape.h"

struct stencil_op *
stencil_emit(struct stencil_builder *b, enum stencil_op_kind kind)
{
	if (b->ops == b->cap) {
		uint32_t cap = b->cap ? b->cap * 2 : 64;
		struct stencil_op *op = ARENA_ARRAY(b->arena, cap,
		    struct stencil_op);
		if (b->ops > 0)
			memcpy(op, b->op, b->ops * sizeof(*op));
		b->op = op;
		b->cap = cap;
	}
	struct stencil_op *op = &b->op[b->ops++];
	*op = (struct stencil_op){ .kind = (uint8_t)kind };
	return op;
}

/* Bytes from `from` to the end of the pool become part of a literal, mostly of
   the one before. */
static void
seal(struct stencil_builder *b, size_t from)
{
	struct stencil_op *last = b->ops > 0 ? &b->op[b->ops - 1] : NULL;
	size_t more = b->bytes.n - from;

	for (; more > 0; more = b->bytes.n - from) {
		size_t room = last && last->kind == STENCIL_LITERAL ?
		    STENCIL_B_MAX - last->b : 0;
		if (more <= room) {
			last->b += (uint32_t)more & STENCIL_B_MAX;
			return;
		}
		if (room > 0) {
			last->b = STENCIL_B_MAX;
			from += room;
		}
		last = stencil_emit(b, STENCIL_LITERAL);
		last->a = (uint32_t)from;
	}
}

void
stencil_literal(struct stencil_builder *b, struct str s)
{
	size_t from = b->bytes.n;

	buf_str(&b->bytes, s);
	seal(b, from);
}

void
stencil_number(struct stencil_builder *b, const char *before, uint32_t n,
    const char *after)
{
	size_t from = b->bytes.n;

	buf_printf(&b->bytes, "%s%u%s", before, n, after);
	seal(b, from);
}

static bool
escaped(struct stencil_builder *b, struct str s)
{
	size_t from = b->bytes.n;
	bool plain = escape_is_plain(s);

	if (plain)
		buf_str(&b->bytes, s);
	else
		escape_text(&b->bytes, s);
	seal(b, from);
	return plain;
}

bool
stencil_string(struct stencil_builder *b, struct str s,
    enum stencil_place place)
{
	size_t from = 0, at;
	uint32_t number;
	bool plain = true;

	while (slot_find(s, from, &at, &number)) {
		plain &= escaped(b, str_slice(s, from, at));
		struct stencil_op *op = stencil_emit(b, STENCIL_SLOT);
		op->arg = (uint8_t)place;
		op->a = number;
		from = at + SLOT_BYTES;
	}
	return escaped(b, str_slice(s, from, s.n)) && plain;
}

void
stencil_own_string(struct stencil_builder *b, uint32_t n,
    enum stencil_place place)
{
	uint32_t at = (uint32_t)b->bytes.n;
	struct str s = string(b, b->doc->node[n].text);
	/* A slot's code point is no ASCII. */
	bool whole = escape_is_plain(s);

	if (whole)
		stencil_literal(b, s);
	b->own[n] = (struct stencil_own){ at,
	    whole || stencil_string(b, s, place), whole };
}

enum stencil_place
stencil_text_place(const struct stencil_builder *b)
{
	return b->linked > 0 || raw_in_link(b) ? PLACE_PHRASE : PLACE_TEXT;
}

void
stencil_word(struct stencil_builder *b, unsigned which)
{
	stencil_emit(b, STENCIL_WORD)->arg = (uint8_t)which;
}

void
stencil_title_or_word(struct stencil_builder *b, struct str title,
    unsigned which)
{
	if (title.n > 0)
		stencil_string(b, title, PLACE_PHRASE);
	else
		stencil_word(b, which);
}

void
stencil_fresh_line(struct stencil_builder *b)
{
	if (b->ops > 0 && (b->op[b->ops - 1].kind != STENCIL_LITERAL ||
	    b->bytes.p[b->bytes.n - 1] != '\n'))
		lit(b, "\n");
}
