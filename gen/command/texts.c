/* Two files of texts: one of all articles, and beside it a small one of those
   that have changed since, so that a sentence more does not write everything
   again. Each holds the ground, the answers one after the other, the values
   they share, a row for each answer, and where the two last begin. */
#include "command/texts.h"

#include <string.h>

#include "base/aside.h"
#include "base/map.h"
#include "base/str.h"

enum { ALL, CHANGED, NOWHERE };

static const char *const kind[EARLIER_RUNS] = { RECALL_TEXTS, "changes" };

struct row {
	struct hash128 own;	/* of the article: struct ground */
	uint64_t from, size;	/* of its answer */
};

struct tail {
	uint64_t values, end;	/* of the values */
	uint64_t rows, nrows;	/* at a multiple of 8 */
};

struct texts {
	struct article_answers known;
	unsigned char *where;	/* by article: the file of its answer */
	uint64_t rows[EARLIER_RUNS];	/* in the files; 0 without one */
	struct aside aside;		/* writes them, once it has begun */
	struct arena *spare;	/* of the process aside, once they are put */
};

static struct str
key_of(const struct hash128 *own)
{
	return (struct str){ (const char *)own, sizeof(*own) };
}

/* Where the rows are; false when the file is of another ground. */
static bool
find_parts(const struct pipeline *p, struct str file, struct tail *t)
{
	struct hash128 ground;

	if (file.n < sizeof(ground) + sizeof(*t))
		return false;
	memcpy(&ground, file.p, sizeof(ground));
	memcpy(t, file.p + file.n - sizeof(*t), sizeof(*t));
	size_t room = file.n - sizeof(*t);
	return ground.hi == p->ground->rest.hi &&
	    ground.lo == p->ground->rest.lo && t->values <= t->end &&
	    t->end <= t->rows && t->rows % 8 == 0 && t->rows <= room &&
	    t->nrows <= room / sizeof(struct row) &&
	    room - t->rows == t->nrows * sizeof(struct row);
}

static void
read_rows(struct texts *x, const struct pipeline *p, unsigned char which,
    struct str file, const struct tail *t)
{
	struct arena *a = arena_new();
	struct map *rows = map_new(a);
	struct str *answer = (struct str *)x->known.answer;

	for (size_t i = 0; i < t->nrows; i++) {
		const struct row *row = (const void *)(file.p + t->rows +
		    i * sizeof(*row));
		map_put(rows, key_of(&row->own), NULL)->ptr = (void *)row;
	}
	for (size_t i = 0; i < p->project->narticles; i++) {
		const struct row *row = map_ptr(rows,
		    key_of(&p->ground->own[i]));
		if (!row)
			continue;
		answer[i] = str_slice(file, row->from, row->from + row->size);
		x->where[i] = which;
	}
	x->rows[which] = t->nrows;
	arena_free(a);
}

struct texts *
texts_open(const struct recall *r, const struct pipeline *p)
{
	struct str file;
	struct tail t;

	if (!p->ground)
		return NULL;
	struct texts *x = ARENA_NEW(p->arena, struct texts);
	size_t n = p->project->narticles;
	x->known.answer = ARENA_ARRAY(p->arena, n + 1, struct str);
	x->where = ARENA_ARRAY(p->arena, n + 1, unsigned char);
	memset(x->where, NOWHERE, n);
	for (unsigned char i = 0; i < EARLIER_RUNS; i++)
		if (recall_more(r, RECALL_ERA, kind[i], &file) &&
		    find_parts(p, file, &t)) {
			x->known.values[i] = str_slice(file, t.values, t.end);
			read_rows(x, p, i, file, &t);
		}
	return x;
}

const struct article_answers *
texts_known(const struct texts *x)
{
	return x && x->rows[ALL] + x->rows[CHANGED] > 0 ? &x->known : NULL;
}

struct writing {
	const struct pipeline *p;
	struct cache_file *f;
	struct article_keeper *keeper;
	uint64_t start;
	struct buf b, rows;
};

static void
write_answer(struct writing *w, uint32_t article)
{
	struct row row = { .own = w->p->ground->own[article],
		.from = cache_size(w->f) - w->start };

	buf_reset(&w->b);
	if (!articles_answer(w->keeper, article, &w->b))
		return;
	row.size = w->b.n;
	cache_put(w->f, buf_view(&w->b));
	buf_add(&w->rows, &row, sizeof(row));
}

/* Offsets count from the ground on; the values, whose number is not known
   before, stand behind the answers. */
static void
write_end(struct writing *w)
{
	struct tail t = { .nrows = w->rows.n / sizeof(struct row) };

	buf_reset(&w->b);
	articles_values(w->keeper, &w->b);
	t.values = cache_size(w->f) - w->start;
	t.end = t.values + w->b.n;
	while ((t.values + w->b.n) % 8 != 0)
		buf_char(&w->b, '\0');
	cache_put(w->f, buf_view(&w->b));
	t.rows = cache_size(w->f) - w->start;
	cache_put(w->f, buf_view(&w->rows));
	cache_put(w->f, (struct str){ (const char *)&t, sizeof(t) });
}

/* All answers, or those that are not among all. */
static void
write_file(struct texts *x, unsigned char which, const struct recall *r,
    const struct pipeline *p)
{
	struct arena *a = arena_new();
	struct writing w = { .p = p, .keeper = articles_keeper(a, p->articles,
		which), .f = recall_keep_more(r, RECALL_ERA, kind[which]) };

	w.start = cache_size(w.f);
	cache_put(w.f, key_of(&p->ground->rest));
	for (uint32_t i = 0; w.f && i < p->project->narticles; i++)
		if (which == ALL || x->where[i] != ALL)
			write_answer(&w, i);
	if (w.f)
		write_end(&w);
	/* Before it waits: who holds them last has to give them back. */
	arena_free(x->spare);
	x->spare = NULL;
	cache_close(w.f);
	buf_free(&w.b);
	buf_free(&w.rows);
	arena_free(a);
}

/* Once what is not among all and what is there for nothing is an eighth, all are
   written again. */
static void
write_texts(struct texts *x, const struct recall *r,
    const struct pipeline *p)
{
	size_t n = p->project->narticles, found[NOWHERE + 1] = { 0 };

	for (size_t i = 0; x && i < n; i++)
		if (x->where[i] != NOWHERE || !p->articles->spoke[i])
			found[x->where[i]]++;
	if (!x || (found[NOWHERE] == 0 && found[CHANGED] ==
	    x->rows[CHANGED]))
		return;
	size_t others = found[NOWHERE] + found[CHANGED];
	bool few = (others + x->rows[ALL] - found[ALL]) * 8 <= n;
	if (!few) {
		write_file(x, ALL, r, p);
		memset(x->where, ALL, n);
	}
	if (few || x->rows[CHANGED] > 0)
		write_file(x, CHANGED, r, p);
}

/* What the process aside does. */
struct task {
	struct texts *x;
	const struct recall *r;
	const struct pipeline *p;
};

static bool
write_aside(void *ctx)
{
	const struct task *t = ctx;

	cache_hold(t->r->cache, aside_counts);
	t->x->spare = t->p->answers;
	write_texts(t->x, t->r, t->p);
	return true;
}

void
texts_begin(struct texts *x, const struct recall *r, const struct pipeline *p)
{
	enum { MANY = 100 };	/* else it is done at once, in the end */
	struct task t = { x, r, p };

	if (x && p->articles->parsed >= MANY)
		aside_begin(&x->aside, write_aside, &t);
}

bool
texts_begun(const struct texts *x)
{
	return x->aside.pid != 0;
}

void
texts_end(struct texts *x, const struct recall *r, const struct pipeline *p,
    bool good)
{
	if (x && texts_begun(x))
		aside_end(&x->aside, good);
	else if (good)
		write_texts(x, r, p);
}
