/* Which `vars` the checks of a worker have seen, on their way to the parent:
   the number of each, from 1, ended by 0. */
#include "provider/private.h"

void
providers_seen_begin(struct providers *p)
{
	for (size_t i = 0; i < map_count(p->vars); i++) {
		struct var *v = map_at(p->vars, i)->ptr;
		v->before = v->before || v->used;
		v->used = false;
	}
}

void
providers_seen_write(struct providers *p, struct buf *out)
{
	for (size_t i = 0; i < map_count(p->vars); i++) {
		struct var *v = map_at(p->vars, i)->ptr;
		if (v->used)
			buf_u32(out, (uint32_t)i + 1);
		v->used = v->used || v->before;
	}
	buf_u32(out, 0);
}

static uint32_t
u32_at(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
}

bool
providers_seen_read(struct providers *p, struct str *record)
{
	uint32_t n;

	do {
		if (record->n < sizeof(n))
			return false;
		n = u32_at(record->p);
		*record = str_slice(*record, sizeof(n), record->n);
		if (n > map_count(p->vars))
			return false;
		if (n > 0)
			((struct var *)map_at(p->vars, n - 1)->ptr)->used =
			    true;
	} while (n > 0);
	return true;
}
