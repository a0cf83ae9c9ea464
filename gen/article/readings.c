/* How editions read articles: kept once for editions that read one alike, and
   once for articles that editions share out alike. */
#include "article/profile.h"

#include <string.h>

#include "base/map.h"
#include "base/str.h"

struct reading *
page_reading(struct builder *b, uint32_t edition, uint32_t article)
{
	const struct article_readings *of;

	if (b->own)
		return &b->own[(size_t)edition *
		    b->pub.project->narticles + article];
	of = &b->pub.of[article];
	return &of->reading[of->seat[edition].reading];
}

const struct reading *
articles_reading(const struct articles *as, uint32_t edition,
    uint32_t article)
{
	const struct article_readings *of = &as->of[article];

	return &of->reading[of->seat[edition].reading];
}

const struct slot *
reading_slot(const struct reading *r, uint32_t row, size_t number)
{
	const struct slot_values *v = r->values;

	return v->slot[v->column[r->column[number]].value[row]];
}

/* The readings of one article that differ. */
struct gathering {
	struct reading *reading;
	uint32_t *rows;		/* of the text of each, at the first that has it */
	uint32_t n;
	struct seat *seat;	/* by edition */
};

/* What else a reading has follows from its text. */
static bool
is_alike(const struct reading *x, const struct reading *y)
{
	return x->shown == y->shown && x->foreign == y->foreign &&
	    x->fields == y->fields && x->variant == y->variant;
}

static uint32_t
number_of(struct gathering *g, const struct reading *r)
{
	uint32_t i = 0;

	while (i < g->n && !is_alike(&g->reading[i], r))
		i++;
	if (i == g->n) {
		g->reading[g->n] = *r;
		g->rows[g->n++] = 0;
	}
	return i;
}

static uint32_t
next_row(struct gathering *g, const struct reading *r)
{
	uint32_t i = 0;

	while (!g->reading[i].shown || g->reading[i].variant != r->variant)
		i++;
	return g->rows[i]++;
}

static void
gather(struct gathering *g, struct builder *b, uint32_t article)
{
	g->n = 0;
	for (uint32_t e = 0; e < b->pub.neditions; e++) {
		const struct reading *r = page_reading(b, e, article);
		g->seat[e].reading = number_of(g, r);
		g->seat[e].row = r->shown ? next_row(g, r) : 0;
	}
}

/* The same seats for all articles that have them. */
static const struct seat *
kept_seats(struct builder *b, struct map *known, const struct seat *seat)
{
	struct str bytes = { (const char *)seat,
		b->pub.neditions * sizeof(*seat) };
	struct map_entry *e = map_get(known, bytes);

	if (!e)
		e = map_put(known, arena_str(b->a, bytes), NULL);
	return (const struct seat *)(const void *)e->key.p;
}

void
readings_settle(struct builder *b)
{
	struct arena *scratch = arena_new();
	struct map *seats = map_new(scratch);
	size_t articles = b->pub.project->narticles, n = b->pub.neditions;
	struct article_readings *of = ARENA_ARRAY(b->a, articles + 1,
	    struct article_readings);
	struct gathering g = {
		.reading = ARENA_ARRAY(scratch, n + 1, struct reading),
		.rows = ARENA_ARRAY(scratch, n + 1, uint32_t),
		.seat = ARENA_ARRAY(scratch, n + 1, struct seat)
	};

	for (uint32_t i = 0; i < articles; i++) {
		gather(&g, b, i);
		of[i].reading = ARENA_ARRAY(b->a, g.n, struct reading);
		memcpy(of[i].reading, g.reading, g.n * sizeof(*g.reading));
		of[i].seat = kept_seats(b, seats, g.seat);
	}
	b->pub.of = of;
	b->own = NULL;
	arena_free(scratch);
}
