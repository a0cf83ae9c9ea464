/* The file of texts: the ground, the answers one after the other, the values
   they share, a row for each article, and where the two last begin. */
#include "command/texts.h"

#include <string.h>

#include "base/str.h"

struct row {
	struct hash128 text;	/* of the article: struct ground */
	uint64_t from, size;	/* of its answer; size 0 for none */
};

struct tail {
	uint64_t values, rows;
	uint64_t articles;
};

static bool
same(struct hash128 x, struct hash128 y)
{
	return x.hi == y.hi && x.lo == y.lo;
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
	return same(ground, p->ground->same) &&
	    t->articles == p->project->narticles && t->values <= t->rows &&
	    t->rows <= file.n && file.n - t->rows ==
	    t->articles * sizeof(struct row) + sizeof(*t);
}

const struct article_answers *
texts_known(const struct recall *r, const struct pipeline *p)
{
	struct str file;
	struct tail t;

	if (!p->ground || !recall_more(r, "texts", &file) ||
	    !find_parts(p, file, &t))
		return NULL;
	struct article_answers *known = ARENA_NEW(p->arena,
	    struct article_answers);
	struct str *answer = ARENA_ARRAY(p->arena, t.articles + 1,
	    struct str);
	for (size_t i = 0; i < t.articles; i++) {
		struct row row;
		memcpy(&row, file.p + t.rows + i * sizeof(row), sizeof(row));
		if (same(row.text, p->ground->text[i]))
			answer[i] = str_slice(file, row.from,
			    row.from + row.size);
	}
	known->values = str_slice(file, t.values, t.rows);
	known->answer = answer;
	return known;
}

static struct row
write_answer(struct article_keeper *k, const struct pipeline *p,
    uint32_t article, uint64_t from, struct buf *b, struct cache_file *f)
{
	struct row row = { .text = p->ground->text[article], .from = from };

	buf_reset(b);
	if (articles_answer(k, article, b))
		row.size = b->n;
	cache_put(f, str_slice(buf_view(b), 0, row.size));
	return row;
}

/* Offsets count from the ground on; the values, whose number is not known
   before, stand behind the answers. */
void
texts_write(const struct recall *r, const struct pipeline *p)
{
	struct cache_file *f = p->ground ? recall_keep_more(r, "texts") : NULL;
	struct buf b = BUF_INIT, rows = BUF_INIT;
	struct arena *a = arena_new();
	struct article_keeper *k = articles_keeper(a, p->articles);
	struct tail t = { .articles = p->project->narticles };
	uint64_t start = cache_size(f);

	if (f) {
		cache_put(f, (struct str){ (const char *)&p->ground->same,
		    sizeof(p->ground->same) });
		for (uint32_t i = 0; i < t.articles; i++) {
			struct row row = write_answer(k, p, i,
			    cache_size(f) - start, &b, f);
			buf_add(&rows, &row, sizeof(row));
		}
		buf_reset(&b);
		articles_values(k, &b);
		t.values = cache_size(f) - start;
		cache_put(f, buf_view(&b));
		t.rows = cache_size(f) - start;
		cache_put(f, buf_view(&rows));
		cache_put(f, (struct str){ (const char *)&t, sizeof(t) });
		cache_close(f);
	}
	buf_free(&b);
	buf_free(&rows);
	arena_free(a);
}
