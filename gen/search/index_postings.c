/* Which pages a stem is on, and how much it says of each. */
#include "search/index_parts.h"

#include <string.h>

#include "base/str.h"

enum {
	RARE = 64,		/* so many postings are always kept */
	KEPT_PART = 6,		/* beyond that, those of a sixth of all
				   pages, which are the best */
	KEPT_MAX = 5000		/* a list has room in one file */
};

/* The score of a page from which on it has a level, and what that counts. */
static const struct {
	unsigned from, weight;
} levels[SEARCH_LEVELS] = {
	{ 0, 28 }, { 35, 46 }, { 55, 65 }, { 75, 88 }, { 105, 130 },
	{ 150, 170 }, { 190, 215 }, { 240, 265 }, { 290, 330 },
};

unsigned
search_weight(unsigned level)
{
	return levels[level].weight;
}

/* What the posts of one stem on one page come to. */
struct hits {
	uint32_t page;
	unsigned body, headings, titles;
};

/* The words of a body on average, in steps of an eighth and more, so that a
   sentence does not move the levels of all pages. */
static uint64_t
mean_length(const struct index_build *b)
{
	uint64_t mean = b->npages ? b->tokens / b->npages + 1 : 1, step = 1;

	while (mean / step >= 16)
		step *= 2;
	return mean / step * step;
}

/* BM25's saturation of the body's count, in hundredths; a heading and the title
   are fields of their own. All in integers: no machine rounds otherwise. */
static unsigned
score(const struct index_build *b, const struct hits *h)
{
	enum { UNIT = 64, SATURATED = UNIT * 6 / 5 };
	uint64_t often = (uint64_t)h->body * UNIT * 4 * b->mean /
	    (b->mean + 3 * (uint64_t)b->body[h->page] + 1);
	unsigned s = (unsigned)(100 * often / (often + SATURATED));

	if (h->headings > 0)
		s += h->headings > 1 ? 100 : 75;
	if (h->titles > 0)
		s += 130 + 480 / (2 + b->title[h->page]);
	return s;
}

static unsigned
level_of(unsigned s)
{
	unsigned i = SEARCH_LEVELS - 1;

	while (levels[i].from > s)
		i--;
	return i;
}

struct posting {
	uint32_t page;
	unsigned level;
};

static void
put_symbols(struct buf *out, uint32_t v, unsigned n)
{
	static const char alphabet[] = " !#$%&'()*+-./0123456789:;=>?@"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{}~";
	enum { BASE = sizeof(alphabet) - 1 };

	if (n > 1)
		put_symbols(out, v / BASE, n - 1);
	buf_char(out, alphabet[v % BASE]);
}

void
index_number(struct buf *out, uint32_t v)
{
	enum { TWO = 70, THREE = 1510, FIVE = 25810, BASE = 90 };

	if (v < TWO) {
		put_symbols(out, v, 1);
	} else if (v < THREE) {
		put_symbols(out, v - TWO + TWO * BASE, 2);
	} else if (v < FIVE) {
		put_symbols(out, v - THREE + 86 * BASE * BASE, 3);
	} else {
		put_symbols(out, BASE - 1, 1);
		put_symbols(out, v - FIVE, 4);
	}
}

/* The lowest level of which postings are kept, and how many of those: together
   `most`. */
static unsigned
lowest_kept(const struct posting *p, size_t n, size_t most, size_t *of_it)
{
	size_t count[SEARCH_LEVELS] = { 0 };
	unsigned level = SEARCH_LEVELS - 1;

	for (size_t i = 0; i < n; i++)
		count[p[i].level]++;
	for (; level > 0 && count[level] < most; level--)
		most -= count[level];
	*of_it = most;
	return level;
}

static size_t
most_kept(uint32_t npages)
{
	size_t most = npages / KEPT_PART;

	return most < RARE ? RARE : most > KEPT_MAX ? KEPT_MAX : most;
}

static void
write_postings(const struct posting *p, size_t n, uint32_t npages,
    struct buf *out)
{
	size_t most = most_kept(npages), of_lowest = n;
	unsigned lowest = 0;
	uint32_t next = 0;

	if (n > most) {
		lowest = lowest_kept(p, n, most, &of_lowest);
		index_number(out, (uint32_t)n);
		buf_char(out, '|');
	}
	for (size_t i = 0; i < n; i++) {
		if (p[i].level < lowest || (p[i].level == lowest &&
		    of_lowest == 0))
			continue;
		of_lowest -= p[i].level == lowest;
		index_number(out, (p[i].page - next) * SEARCH_LEVELS +
		    p[i].level);
		next = p[i].page + 1;
	}
}

static void
add_post(struct hits *h, const struct index_post *post)
{
	switch (post->field) {
	case FIELD_BODY:
		h->body += post->count;
		break;
	case FIELD_HEADING:
		h->headings += post->count;
		break;
	default:
		h->titles += post->count;
		break;
	}
}

/* Posts of one stem, in the order of pages; the number of these. */
static size_t
weigh(const struct index_build *b, const struct index_post *post, size_t n,
    struct posting *out)
{
	size_t k = 0;

	for (size_t i = 0; i < n; ) {
		struct hits h = { .page = post[i].page };
		for (; i < n && post[i].page == h.page; i++)
			add_post(&h, &post[i]);
		out[k++] = (struct posting){ h.page,
		    level_of(score(b, &h)) };
	}
	return k;
}

/* The posts ordered by stem; `end` gets where each stem's end. Those of a stem
   stay in the order of pages. */
static struct index_post *
by_stem(const struct index_build *b, uint32_t *end)
{
	const struct index_post *post = (const void *)b->posts.p;
	size_t n = b->posts.n / sizeof(*post);
	struct index_post *out = ARENA_ARRAY(b->scratch, n + 1,
	    struct index_post);
	uint32_t at = 0;

	for (size_t i = 0; i < n; i++)
		end[b->stem[post[i].word]]++;
	for (uint32_t i = 0; i < b->nstems; i++) {
		uint32_t count = end[i];
		end[i] = at;
		at += count;
	}
	for (size_t i = 0; i < n; i++)
		out[end[b->stem[post[i].word]]++] = post[i];
	return out;
}

void
index_postings(struct index_build *b, struct arena *a, struct index *x)
{
	uint32_t *end = ARENA_ARRAY(b->scratch, b->nstems + 1, uint32_t);
	struct index_post *post = by_stem(b, end);
	struct posting *p = ARENA_ARRAY(b->scratch, b->npages + 1,
	    struct posting);
	struct str *list = ARENA_ARRAY(a, b->nstems + 1, struct str);
	struct buf out = BUF_INIT;

	b->mean = mean_length(b);
	for (uint32_t i = 0; i < b->nstems; i++) {
		uint32_t from = i > 0 ? end[i - 1] : 0;
		size_t n = weigh(b, post + from, end[i] - from, p);
		buf_reset(&out);
		write_postings(p, n, b->npages, &out);
		list[i] = arena_str(a, buf_view(&out));
	}
	x->postings = list;
	x->nstems = b->nstems;
	buf_free(&out);
}
