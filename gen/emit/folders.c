/* Which folders of an edition have articles. */
#include "emit/folders.h"

#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "emit/emit.h"

/* While pages go by in the order of their URLs: all folders they lie in. */
struct passing {
	struct buf rows;	/* struct folder */
	uint32_t in;		/* the one that the last page lay in */
};

static struct folder *
row(const struct passing *p, uint32_t i)
{
	return (struct folder *)(void *)p->rows.p + i;
}

static uint32_t
enter(struct passing *p, struct str at)
{
	struct folder f = { .at = at, .parent = p->in };

	buf_add(&p->rows, &f, sizeof(f));
	return (uint32_t)(p->rows.n / sizeof(f)) - 1;
}

/* Leaves folders that do not hold `at`, enters those that do. */
static void
go(struct passing *p, struct str at)
{
	while (!str_starts(at, row(p, p->in)->at))
		p->in = row(p, p->in)->parent;
	for (size_t n = row(p, p->in)->at.n; n < at.n;) {
		n = (size_t)str_find_char(at, '/', n) + 1;
		p->in = enter(p, str_slice(at, 0, n));
	}
}

/* Folders that only hold others have no file: what is below them belongs to
   the nearest that has one. */
static struct folders
keep_own(struct arena *a, const struct passing *p)
{
	size_t all = p->rows.n / sizeof(struct folder);
	struct folder *v = ARENA_ARRAY(a, all, struct folder);
	uint32_t *now = ARENA_ARRAY(a, all, uint32_t);
	uint32_t n = 0;

	for (uint32_t i = 0; i < all; i++) {
		const struct folder *f = row(p, i);
		now[i] = i == 0 || f->articles > 0 ? n : now[f->parent];
		if (now[i] != n)
			continue;
		v[n] = *f;
		v[n++].parent = now[f->parent];
	}
	return (struct folders){ v, n };
}

struct folders
folders_of(struct arena *a, const struct site *s)
{
	struct passing p = { .rows = BUF_INIT };

	enter(&p, (struct str){ 0 });
	for (size_t i = 0; i < s->npages; i++) {
		if (!emit_has_entry(&s->page[i]))
			continue;
		go(&p, path_folder(s->page[i].url));
		row(&p, p.in)->articles++;
	}
	struct folders f = keep_own(a, &p);
	buf_free(&p.rows);
	return f;
}

size_t
folders_from(const struct folders *f, struct str at)
{
	size_t low = 0, high = f->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (str_cmp(f->v[mid].at, at) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
