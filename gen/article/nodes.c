/* Building a document and writing it down as one record. */
#include "article/nodes.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

/* Cuts a NUL-terminated text that filled its field at a character's end. */
static void
trim_utf8(char *text, size_t size)
{
	size_t n = strlen(text);

	if (n + 1 < size)
		return;
	while (n > 0 && ((unsigned char)text[n - 1] & 0xc0) == 0x80)
		n--;
	if (n > 0 && ((unsigned char)text[n - 1] & 0x80))
		n--;
	text[n] = '\0';
}

void
findings_add(struct findings *f, enum diag_id id, uint32_t at, uint32_t len,
    const char *fmt, ...)
{
	struct parse_finding g;
	va_list ap;

	memset(&g, 0, sizeof(g));
	g.id = (uint32_t)id;
	g.at = at;
	g.at_len = len;
	va_start(ap, fmt);
	vsnprintf(g.text, sizeof(g.text), fmt, ap);
	va_end(ap);
	trim_utf8(g.text, sizeof(g.text));
	buf_add(&f->records, &g, sizeof(g));
	f->n++;
}

void
findings_hint(struct findings *f, const char *fmt, ...)
{
	struct parse_finding g;
	char *record = f->records.p + f->records.n - sizeof(g);
	va_list ap;

	memcpy(&g, record, sizeof(g));
	va_start(ap, fmt);
	vsnprintf(g.hint, sizeof(g.hint), fmt, ap);
	va_end(ap);
	trim_utf8(g.hint, sizeof(g.hint));
	memcpy(record, &g, sizeof(g));
}

struct node *
nodes_at(struct nodes *b, uint32_t i)
{
	return ((struct document *)(void *)b->block.p)->node + i;
}

static uint32_t
append(struct nodes *b, enum node_type type, uint32_t at, uint32_t len)
{
	buf_reserve(&b->block, sizeof(struct node));
	*nodes_at(b, b->n) = (struct node){ .type = (uint16_t)type, .at = at,
	    .at_len = len,
	    .parent = b->depth > 0 ? b->open[b->depth - 1] : 0 };
	b->block.n += sizeof(struct node);
	return b->n++;
}

void
nodes_init(struct nodes *b, struct buf room, size_t bytes)
{
	*b = (struct nodes){ .block = room };
	buf_reset(&b->block);
	buf_reserve(&b->block, sizeof(struct document));
	memset(b->block.p, 0, sizeof(struct document));
	b->block.n = sizeof(struct document);
	buf_reserve(&b->pool, bytes);
	b->open[0] = append(b, NODE_DOCUMENT, 0, 0);
	b->depth = 1;
}

uint32_t
nodes_add(struct nodes *b, enum node_type type, uint32_t at, uint32_t len)
{
	uint32_t i = append(b, type, at, len);
	uint32_t *last = &b->last[b->depth - 1];

	if (*last != 0)
		nodes_at(b, *last)->next = i;
	else
		nodes_at(b, b->open[b->depth - 1])->child = i;
	*last = i;
	return i;
}

uint32_t
nodes_open(struct nodes *b, enum node_type type, uint32_t at, uint32_t len)
{
	if (b->depth == NODES_DEPTH)
		return 0;
	uint32_t i = nodes_add(b, type, at, len);
	b->open[b->depth] = i;
	b->last[b->depth] = 0;
	b->depth++;
	return i;
}

void
nodes_close(struct nodes *b)
{
	b->depth--;
}

void
nodes_drop_last(struct nodes *b)
{
	uint32_t parent = b->open[b->depth - 1];
	uint32_t gone = b->last[b->depth - 1], before = 0;

	for (uint32_t i = nodes_at(b, parent)->child; i != gone;
	    i = nodes_at(b, i)->next)
		before = i;
	if (before != 0)
		nodes_at(b, before)->next = 0;
	else
		nodes_at(b, parent)->child = 0;
	b->last[b->depth - 1] = before;
	b->n = gone;
	b->block.n = sizeof(struct document) + gone * sizeof(struct node);
}

uint32_t
nodes_last(const struct nodes *b)
{
	return b->last[b->depth - 1];
}

/* Lead byte of plane 16 is F4, whose second byte is then 80 to 8F. */
struct pooled
nodes_pool(struct nodes *b, struct str s)
{
	struct pooled out = { (uint32_t)b->pool.n, 0 };

	while (s.n > 0) {
		const char *mark = memchr(s.p, 0xf4, s.n);
		size_t n = mark ? (size_t)(mark - s.p) : s.n;
		buf_add(&b->pool, s.p, n);
		n += mark ? 4 : 0;
		s = str_slice(s, n, s.n);
	}
	out.len = (uint32_t)b->pool.n - out.off;
	return out;
}

struct str
nodes_str(const struct nodes *b, struct pooled s)
{
	return str_slice(buf_view(&b->pool), s.off, s.off + s.len);
}

void
nodes_text(struct nodes *b, struct str s, uint32_t at, uint32_t len)
{
	uint32_t i = nodes_last(b);
	struct pooled p = nodes_pool(b, s);

	if (i != 0 && nodes_at(b, i)->type == NODE_TEXT) {
		struct node *text = nodes_at(b, i);
		if (text->text.off + text->text.len == p.off) {
			text->text.len += p.len;
			if (at + len > text->at)
				text->at_len = at + len - text->at;
			return;
		}
	}
	i = nodes_add(b, NODE_TEXT, at, len);
	nodes_at(b, i)->text = p;
}

struct buf
nodes_finish(struct nodes *b)
{
	static const char zero[8];
	struct document head = { .nodes = b->n, .links = b->links,
	    .images = b->images, .headings = b->headings,
	    .footnotes = b->footnotes, .pool = (uint32_t)b->block.n,
	    .pool_len = (uint32_t)b->pool.n };

	buf_str(&b->block, buf_view(&b->pool));
	buf_add(&b->block, zero, (8 - b->block.n % 8) % 8);
	head.size = (uint32_t)b->block.n;
	memcpy(b->block.p, &head, sizeof(head));
	buf_free(&b->pool);
	return b->block;
}
