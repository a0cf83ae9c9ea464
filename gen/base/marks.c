/* Marks of values in a text. */
#include "base/marks.h"

#include "base/str.h"

struct marked
marked_plain(struct str text)
{
	return (struct marked){ .text = text };
}

struct marked
marked_by(const struct buf *text, const struct buf *marks)
{
	return (struct marked){ .text = buf_view(text),
		.mark = (const void *)marks->p,
		.nmarks = marks->n / sizeof(struct text_mark) };
}

void
marks_note(struct buf *marks, const struct buf *out, size_t from)
{
	struct text_mark m = { (uint32_t)from, (uint32_t)(out->n - from) };

	if (marks && out->n > from && out->n <= UINT32_MAX)
		buf_add(marks, &m, sizeof(m));
}

struct marked
marked_behind(struct marked m, size_t n)
{
	m.text = str_slice(m.text, n, m.text.n);
	m.at += n;
	while (m.nmarks > 0 && m.mark->at < m.at) {
		m.mark++;
		m.nmarks--;
	}
	return m;
}

size_t
marked_count(struct marked m)
{
	size_t n = 0;

	while (n < m.nmarks && m.mark[n].at < m.at + m.text.n)
		n++;
	return n;
}

const struct text_mark *
marked_at(struct marked *m, size_t i)
{
	while (m->nmarks > 0 && m->mark->at < m->at + i) {
		m->mark++;
		m->nmarks--;
	}
	return m->nmarks > 0 && m->mark->at == m->at + i &&
	    m->mark->n <= m->text.n - i ? m->mark : NULL;
}
