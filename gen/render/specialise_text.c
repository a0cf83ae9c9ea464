/* Texts and values of a specialised program: what is known is written, and is
   text of the result as soon as something stays behind it. */
#include <string.h>

#include "render/specialise.h"

/* --- Operations of the result -------------------------------------------- */

static void *
grown(struct arena *a, void *old, size_t n, size_t cap, size_t size)
{
	void *p = arena_bytes(a, cap * size);

	if (n > 0)
		memcpy(p, old, n * size);
	return p;
}

static uint32_t
new_slot(struct maker *m, uint8_t slot)
{
	if (m->slots == m->cap_slots) {
		m->cap_slots = m->cap_slots ? m->cap_slots * 2 : 128;
		m->slot = grown(m->sp->a, m->slot, m->slots, m->cap_slots, 1);
	}
	m->slot[m->slots] = slot;
	return (uint32_t)m->slots++;
}

static uint32_t
new_text(struct maker *m, struct url_mark mark, struct gaps gaps)
{
	struct arena *a = m->sp->a;

	if (m->texts == m->cap_texts) {
		m->cap_texts = m->cap_texts ? m->cap_texts * 2 : 32;
		m->mark = grown(a, m->mark, m->texts, m->cap_texts,
		    sizeof(*m->mark));
		m->gaps = grown(a, m->gaps, m->texts, m->cap_texts,
		    sizeof(*m->gaps));
	}
	m->mark[m->texts] = mark;
	m->gaps[m->texts] = gaps;
	return (uint32_t)m->texts++;
}

static struct op *
put(struct maker *m, struct op o)
{
	if (m->ops == m->cap_ops) {
		m->cap_ops = m->cap_ops ? m->cap_ops * 2 : 64;
		m->op = grown(m->scratch, m->op, m->ops, m->cap_ops,
		    sizeof(*m->op));
	}
	m->op[m->ops] = o;
	return &m->op[m->ops++];
}

struct block
maker_block(struct maker *m, size_t from)
{
	size_t n = m->ops - from;
	struct op *op = arena_bytes(m->sp->a, n * sizeof(*op));

	if (n > 0)
		memcpy(op, m->op + from, n * sizeof(*op));
	m->ops = from;
	return (struct block){ op, n };
}

static void
put_text(struct maker *m, struct str text, struct url_mark mark,
    struct span at)
{
	if (mark.begin || mark.end)
		put(m, (struct op){ .kind = OP_TEXT, .at = at,
		    .text = arena_str(m->sp->a, text),
		    .id = new_text(m, mark, (struct gaps){ 0 }) });
	else if (text.n > 0)
		put(m, (struct op){ .kind = OP_LITERAL,
		    .text = arena_str(m->sp->a, text) });
}

static void
put_gaps(struct maker *m, struct str text)
{
	put(m, (struct op){ .kind = OP_TEXT,
	    .text = arena_str(m->sp->a, text),
	    .id = new_text(m, (struct url_mark){ 0 },
	    (struct gaps){ .gap = m->gap, .n = m->ngaps }) });
	m->gap = NULL;
	m->ngaps = m->cap_gaps = 0;
}

void
maker_flush(struct maker *m)
{
	const struct run *r = &m->sp->run;
	struct str text = buf_view(&m->text);
	struct url_mark mark = { 0 };
	size_t from = m->ngaps == 0 ? 0 :
	    m->url == URL_KNOWN ? r->url_from : text.n;

	if (m->ngaps > 0)
		put_gaps(m, str_slice(text, 0, from));
	text = str_slice(text, from, text.n);
	if (m->url == URL_KNOWN) {
		size_t at = r->url_from - from;
		struct str head = str_slice(text, at, text.n);
		mark = (struct url_mark){ .begin = (uint32_t)at + 1,
		    .srcset = m->srcset, .at = r->url_at };
		m->url = !m->srcset && value_url_stays_safe(head) ? URL_SAFE :
		    URL_LIVE;
	}
	put_text(m, text, mark, (struct span){ 0 });
	buf_reset(&m->text);
}

struct op *
maker_keep(struct maker *m, const struct op *o)
{
	struct op copy = *o;

	maker_flush(m);
	copy.id = new_slot(m, m->from->slot[o->id]);
	return put(m, copy);
}

void
maker_gap(struct maker *m, const struct value *when, struct block body)
{
	if (m->ngaps == m->cap_gaps) {
		m->cap_gaps = m->cap_gaps ? m->cap_gaps * 2 : 8;
		m->gap = grown(m->sp->a, m->gap, m->ngaps, m->cap_gaps,
		    sizeof(*m->gap));
	}
	m->gap[m->ngaps++] = (struct gap){ when, body, m->text.n };
}

/* --- Text and values ----------------------------------------------------- */

/* The end of an attribute: an address that is known is checked here. */
static void
end_url(struct maker *m, const struct op *o)
{
	struct run *r = &m->sp->run;

	if (m->url == URL_KNOWN) {
		struct span first = r->url_at;
		skin_check_url(r, o);
		if (maker_reported(m)) {
			r->url_at = first;
			maker_flush(m);
		}
	}
	if (m->url == URL_LIVE) {
		struct str rest = buf_view(&m->text);
		put_text(m, rest, (struct url_mark){
		    .end = (uint32_t)rest.n + 1 }, o->at);
		buf_reset(&m->text);
	}
	m->url = URL_NONE;
}

void
maker_text(struct maker *m, const struct op *o)
{
	const struct url_mark *mark = &m->from->mark[o->id];
	struct run *r = &m->sp->run;
	size_t from = 0;

	if (mark->end) {
		from = mark->end - 1;
		buf_add(&m->text, o->text.p, from);
		end_url(m, o);
	}
	if (mark->begin) {
		buf_add(&m->text, o->text.p + from, mark->begin - 1 - from);
		from = mark->begin - 1;
		m->url = URL_KNOWN;
		m->srcset = r->url_srcset = mark->srcset;
		r->url_from = m->text.n;
		r->url_at = (struct span){ 0 };
	}
	buf_add(&m->text, o->text.p + from, o->text.n - from);
}

/* A finding about an address stands at its first value, which is noted when
   that is written. */
static bool
begins_address(const struct maker *m, const struct op *o)
{
	uint8_t at = m->from->slot[o->id];

	return m->url == URL_LIVE && (at == SLOT_IN_URL || at == SLOT_IN_TEL ||
	    at == SLOT_IN_MAILTO);
}

/* Writes a value that is known; false when it is not. */
static bool
write_value(struct maker *m, const struct op *o, const struct scope *s)
{
	struct run *r = &m->sp->run;
	const struct path *p = o->expr->path;

	r->placed = m->from;
	if (o->expr->kind == EXPR_PATH) {
		struct reached to = maker_reach(m, p, s);
		if (to.v && to.v->varies)
			return false;
		if (to.v && to.n == p->n && (to.v->type == VALUE_TEXT ||
		    to.v->type == VALUE_URL)) {
			r->host.value(r, o, to.v);
			return true;
		}
	} else if (!maker_asks_nothing(m, o->expr, s)) {
		return false;
	}
	template_run(&r->host, (struct block){ o, 1 }, s);
	return true;
}

/* A title has a value of the brand's beside one of the page's. Both are marked,
   so that checks need not read each title. */
static void
mark_value(struct maker *m, size_t from)
{
	struct str value = arena_str(m->sp->a,
	    str_slice(buf_view(&m->text), from, m->text.n));

	m->text.n = from;
	maker_flush(m);
	put(m, (struct op){ .kind = OP_TEXT, .text = value,
	    .id = new_text(m, (struct url_mark){ 0 },
	    (struct gaps){ .value = true }) });
}

void
maker_value(struct maker *m, const struct op *o, const struct scope *s)
{
	struct run *r = &m->sp->run;
	struct span first = r->url_at;
	size_t before = m->text.n;

	if (!begins_address(m, o) && write_value(m, o, s)) {
		if (!maker_reported(m)) {
			if (m->from->slot[o->id] == SLOT_IN_TITLE)
				mark_value(m, before);
			return;
		}
		m->text.n = before;
		r->url_at = first;
	}
	struct op *kept = maker_keep(m, o);
	kept->expr = maker_keep_expr(m, o->expr, s);
}
