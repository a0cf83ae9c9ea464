/* Findings as bytes, to cross the pipe from a worker. */
#include "base/diag.h"

#include "base/diag_parts.h"
#include "base/str.h"

/* What is left of a record; `bad` once it did not hold what was asked for. */
struct reader {
	struct str rest;
	bool bad;
};

static uint32_t
get_u32(struct reader *r)
{
	uint32_t v = 0;

	if (r->rest.n < 4) {
		r->bad = true;
		return 0;
	}
	for (unsigned i = 0; i < 4; i++)
		v |= (uint32_t)(unsigned char)r->rest.p[i] << 8 * i;
	r->rest = str_slice(r->rest, 4, r->rest.n);
	return v;
}

static struct str
get_str(struct reader *r)
{
	uint32_t n = get_u32(r);

	if (r->bad || n > r->rest.n) {
		r->bad = true;
		return STR("");
	}
	struct str s = str_slice(r->rest, 0, n);
	r->rest = str_slice(r->rest, n, r->rest.n);
	return s;
}

static struct span
get_span(struct reader *r, const struct sources *s)
{
	struct span at = { .file = get_u32(r) };

	at.off = get_u32(r);
	at.len = get_u32(r);
	size_t size = sources_text(s, at.file).n;
	if (at.file > sources_count(s) ||
	    (at.file != 0 && (size_t)at.off + at.len > size))
		r->bad = true;
	return at;
}

static void
put_str(struct buf *out, struct str s)
{
	buf_u32(out, (uint32_t)s.n);
	buf_str(out, s);
}

static void
put_span(struct buf *out, struct span at)
{
	buf_u32(out, at.file);
	buf_u32(out, at.off);
	buf_u32(out, at.len);
}

static void
encode_one(const struct diag *g, struct buf *out)
{
	uint32_t notes = 0;

	buf_u32(out, (uint32_t)g->id);
	put_span(out, g->at);
	put_str(out, g->text);
	put_str(out, g->hint);
	for (const struct note *n = g->notes; n; n = n->next)
		notes++;
	buf_u32(out, notes);
	for (const struct note *n = g->notes; n; n = n->next) {
		put_span(out, n->at);
		put_str(out, n->text);
	}
	buf_u32(out, g->project);
	buf_u32(out, g->words);
	for (uint32_t i = 0; i < g->words; i++) {
		buf_u32(out, (uint32_t)(g->editions[i] & UINT32_MAX));
		buf_u32(out, (uint32_t)(g->editions[i] >> 32));
	}
}

void
diags_encode(const struct diags *d, struct buf *out)
{
	buf_u32(out, (uint32_t)map_count(d->found));
	for (size_t i = 0; i < map_count(d->found); i++)
		encode_one(map_at(d->found, i)->ptr, out);
}

/* Reads a finding; adds it when `add`, else only looks whether it is whole. */
static void
decode_one(struct diags *d, struct reader *r, bool add)
{
	uint32_t id = get_u32(r);
	struct span at = get_span(r, d->sources);
	struct str text = get_str(r);
	struct str hint = get_str(r);

	r->bad |= id >= DIAG_COUNT;
	struct diag *g = add ? diag_place(d, (enum diag_id)id, at, text) :
	    NULL;
	if (add)
		diag_put_hint(g, hint);
	for (uint32_t n = get_u32(r); n > 0 && !r->bad; n--) {
		at = get_span(r, d->sources);
		text = get_str(r);
		if (add)
			diag_put_note(g, at, text);
	}
	if (get_u32(r) != 0 && add)
		diag_widen(g, DIAG_NO_EDITION);
	uint32_t halves = get_u32(r) * 2;
	for (uint32_t i = 0; i < halves && !r->bad; i++) {
		uint32_t bits = get_u32(r);
		for (uint32_t k = 0; add && k < 32; k++)
			if (bits >> k & 1)
				diag_widen(g, i * 32 + k);
	}
}

static bool
decode_all(struct diags *d, struct str record, bool add)
{
	struct reader r = { .rest = record };

	for (uint32_t n = get_u32(&r); n > 0 && !r.bad; n--)
		decode_one(d, &r, add);
	return !r.bad && r.rest.n == 0;
}

/* Looked through first, so that a damaged record adds nothing. */
bool
diags_decode(struct diags *d, struct str record)
{
	return decode_all(d, record, false) && decode_all(d, record, true);
}
