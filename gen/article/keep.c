/* Writing down what was read of articles, in the form of a worker's answers
   (see work.h), so that a later run can take them in. */
#include "article/work.h"

#include <string.h>

#include "base/map.h"
#include "base/str.h"

struct article_keeper {
	const struct articles *as;
	uint32_t run;
	struct map *number;	/* a value's address -> its number */
	struct buf value;	/* const struct slot *: by number */
	struct map *column;	/* the address of its values -> its number */
	struct buf columns;	/* as they are told */
};

struct article_keeper *
articles_keeper(struct arena *a, const struct articles *as, uint32_t run)
{
	struct article_keeper *k = ARENA_NEW(a, struct article_keeper);

	*k = (struct article_keeper){ .as = as, .run = run,
		.number = map_new(a), .column = map_new(a) };
	return k;
}

static uint32_t
number_of(struct article_keeper *k, const struct slot *const *slot)
{
	struct str address = { (const char *)slot, sizeof(*slot) };
	bool fresh;
	struct map_entry *e = map_put(k->number, address, &fresh);

	if (fresh) {
		e->num = k->value.n / sizeof(*slot);
		buf_add(&k->value, slot, sizeof(*slot));
	}
	return (uint32_t)e->num;
}

static void
put_part(struct buf *out, struct str part)
{
	static const char zero[4];

	buf_u32(out, (uint32_t)part.n);
	buf_str(out, part);
	buf_add(out, zero, (4 - part.n % 4) % 4);
}

static uint32_t
column_of(struct article_keeper *k, const struct reading *r,
    uint32_t slot)
{
	const struct slot_column *c = &r->values->column[r->column[slot]];
	struct str address = { (const char *)&c->value, sizeof(c->value) };
	struct map_entry *e = map_get(k->column, address);

	if (e)
		return (uint32_t)e->num;
	uint64_t next = map_count(k->column);
	e = map_put(k->column, address, NULL);
	e->num = next;
	buf_u32(&k->columns, c->rows);
	for (uint32_t i = 0; i < c->rows; i++) {
		uint32_t n = number_of(k, &r->values->slot[c->value[i]]);
		buf_add(&k->columns, &n, sizeof(n));
	}
	return (uint32_t)next;
}

static void
put_text(struct article_keeper *k, uint32_t variant, struct buf *out)
{
	const struct variant *v = &k->as->variant[variant];
	const struct reading *r = articles_reading(k->as, v->edition,
	    v->article->index);

	buf_u32(out, v->edition);
	buf_u32(out, r->nslots);
	for (uint32_t i = 0; i < r->nslots; i++) {
		uint32_t n = column_of(k, r, i);
		buf_add(out, &n, sizeof(n));
	}
}

/* An article's variants follow one another. */
static void
find_variants(const struct articles *as, uint32_t article, uint32_t *first,
    uint32_t *end)
{
	*first = UINT32_MAX;
	*end = 0;
	for (size_t e = 0; e < as->neditions; e++) {
		const struct reading *r = articles_reading(as, (uint32_t)e,
		    article);
		if (r->shown && r->variant < *first)
			*first = r->variant;
		if (r->shown && r->variant >= *end)
			*end = r->variant + 1;
	}
	if (*first > *end)
		*first = *end;
}

bool
articles_answer(struct article_keeper *k, uint32_t article, struct buf *out)
{
	const struct articles *as = k->as;
	uint32_t first, end;

	if (as->spoke[article])
		return false;
	find_variants(as, article, &first, &end);
	buf_str(out, as->seen[article]);
	buf_u32(out, EARLIER_RUN | k->run);
	for (int i = 0; i < 4; i++)	/* no values and columns */
		buf_u32(out, 0);
	for (size_t e = 0; e < as->neditions; e++) {
		const struct reading *r = articles_reading(as, (uint32_t)e,
		    article);
		if (r->shown)
			buf_u32(out, (r->variant - first) * 2 + r->foreign);
	}
	buf_u32(out, end - first);
	for (uint32_t i = first; i < end; i++)
		put_text(k, i, out);
	for (uint32_t i = first; i < end; i++) {
		const struct variant *v = &as->variant[i];
		buf_u32(out, 0);
		put_part(out, (struct str){ (const char *)v->gist,
		    gist_size(v->gist) });
		put_part(out, v->made);
	}
	return true;
}

void
articles_values(struct article_keeper *k, struct buf *out)
{
	const struct slot **value = (const struct slot **)(void *)k->value.p;
	uint32_t n = (uint32_t)(k->value.n / sizeof(*value));

	buf_u32(out, EARLIER_RUN | k->run);
	buf_u32(out, 0);
	buf_u32(out, n);
	for (uint32_t i = 0; i < n; i++)
		value_put(value[i], out);
	buf_u32(out, 0);
	buf_u32(out, (uint32_t)map_count(k->column));
	buf_str(out, buf_view(&k->columns));
	buf_free(&k->value);
	buf_free(&k->columns);
}
