/* Reading a document: strings, order, plain text. */
#include "article/document.h"

#include <string.h>

#include "base/str.h"

const struct document *
document_of(struct str record, const struct parse_finding **f, uint32_t *nf)
{
	const unsigned char *p = (const unsigned char *)record.p;
	const struct document *d;

	if (record.n < 4)
		return NULL;
	uint32_t n = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
	if (n > record.n / sizeof(struct parse_finding))
		return NULL;
	size_t at = (4 + n * sizeof(struct parse_finding) + 7) & ~(size_t)7;
	if (record.n < at + sizeof(*d))
		return NULL;
	d = (const struct document *)(const void *)(p + at);
	if (d->size > record.n - at || d->pool > d->size ||
	    d->pool_len > d->size - d->pool || d->nodes == 0)
		return NULL;
	*f = (const struct parse_finding *)(const void *)(p + 4);
	*nf = n;
	return d;
}

const struct region *
region_at(const struct region *r, size_t n, uint32_t at)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (r[mid].from <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low == 0 ? NULL : &r[low - 1];
}

struct str
document_str(const struct document *d, struct pooled s)
{
	return (struct str){ (const char *)d + d->pool + s.off, s.len };
}

uint32_t
document_next(const struct document *d, uint32_t node, uint32_t root)
{
	if (d->node[node].child != 0)
		return d->node[node].child;
	while (node != root) {
		if (d->node[node].next != 0)
			return d->node[node].next;
		node = d->node[node].parent;
	}
	return 0;
}

void
document_plain(const struct document *d, uint32_t node, struct buf *out)
{
	uint32_t i = node;
	size_t from = out->n;

	do {
		const struct node *n = &d->node[i];
		if (n->type < NODE_TEXT && out->n > from &&
		    out->p[out->n - 1] != '\n')
			buf_char(out, '\n');
		switch (n->type) {
		case NODE_TEXT:
		case NODE_CODE:
		case NODE_CODE_BLOCK:
			buf_str(out, document_str(d, n->text));
			break;
		case NODE_SOFT_BREAK:
		case NODE_HARD_BREAK:
			buf_char(out, ' ');
			break;
		default:
			break;
		}
		i = document_next(d, i, node);
	} while (i != 0);
}
