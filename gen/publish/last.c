/* The last output as the rows of its build say, which spares its manifests, and
   as a process aside has found it, which spares a look at each file. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/aside.h"
#include "base/str.h"
#include "publish/publish_parts.h"
#include "publish/rows.h"

struct publication_look {
	const char *out;
	struct str rows;
	struct kept_place kept;
	bool *seen, *tidy;	/* kept_look; shared with the process aside, */
	atomic_bool *brief;	/* like this: kept trees are not asked for */
	struct aside aside;
};

/* Without the lock, which is its parent's to take: whether anybody has published
   meanwhile is seen then. */
static bool
look(void *ctx)
{
	const struct publication_look *l = ctx;
	int fd = open(l->out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = fd >= 0 && rows_stand(fd, l->rows);

	if (good && !atomic_load(l->brief))
		kept_look(&l->kept, fd, l->rows, l->seen, l->tidy);
	return good;
}

static size_t
count_rows(struct str rows)
{
	struct str path;
	struct row r;
	size_t n = 0;

	while (row_take(&rows, &r, &path))
		n++;
	return n;
}

/* More than there are files and brands. */
static void
make_room(struct arena *a, struct publication_look *l)
{
	size_t n = count_rows(l->rows);
	size_t size = 2 * n + 1 + sizeof(*l->brief);
	void *room = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (room == MAP_FAILED)
		die(errno, "cannot share memory");
	arena_adopt(a, room, size);
	l->brief = room;
	l->seen = (bool *)(l->brief + 1);
	l->tidy = l->seen + n;
}

struct publication_look *
publication_look(struct arena *a, const struct cache *c, const char *out,
    struct str rows)
{
	struct publication_look *l = ARENA_NEW(a, struct publication_look);

	*l = (struct publication_look){ .out = out, .rows = rows };
	kept_find(a, c, out, &l->kept);
	make_room(a, l);
	aside_begin(&l->aside, look, l);
	return l;
}

bool
publication_stands(struct publication_look *l)
{
	int fd = open(l->out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	atomic_store(l->brief, true);
	bool good = aside_end(&l->aside, false) && fd >= 0 &&
	    output_is_free(fd) && rows_beside_stand(fd, l->rows);
	if (fd >= 0)
		close(fd);
	return good;
}

void
publication_look_no_more(struct publication_look *l)
{
	aside_stop(&l->aside);
}

/* As rows_beside_stand. `here` are the rows from this one on. */
static void
note_row(struct publication *p, struct brand_state *b, const struct row *r,
    struct str path, struct str here)
{
	struct str rest = str_slice(path, b->is.id.n, path.n);

	if (!str_starts(path, b->is.id))
		return;
	if (str_eq(rest, STR(".json")))
		b->last.stands = row_stands(p->stage.lock, r, path);
	else if (str_starts(rest, STR("/")) && b->last.nfiles++ == 0)
		b->last.files = here;
	else if (str_starts(rest, STR(".")) && b->last.ncompanions++ == 0)
		b->last.companions = here;
}

static void
find_rows(struct publication *p, struct str rows)
{
	struct str here = rows, path;
	struct row r;

	for (; row_take(&rows, &r, &path); here = rows)
		if (r.brand < p->nbrands)
			note_row(p, &p->brand[r.brand], &r, path, here);
}

/* Brands have their rows in the order of their numbers. */
static void
note_seen(struct publication *p, const struct publication_look *l)
{
	const bool *seen = l->seen, *tidy = l->tidy;

	for (size_t i = 0; p->stood && i < p->nbrands; i++) {
		if (p->brand[i].last.nfiles == 0)
			continue;
		p->brand[i].last.seen = seen;
		p->brand[i].last.tidy = *tidy++;
		seen += p->brand[i].last.nfiles;
	}
}

void
last_open(struct publication *p)
{
	struct publication_look *l = p->o.last;

	if (!l)
		return;
	p->stood = aside_end(&l->aside, false);	/* it left nothing to count */
	find_rows(p, l->rows);
	for (size_t i = 0; i < p->nbrands; i++)
		p->stood = p->stood && p->brand[i].last.stands;
	note_seen(p, l);
}

bool
publication_stood(const struct publication *p)
{
	return p->stood;
}

/* The next `n` rows, whose paths lose their first `skip` bytes. */
static struct map *
map_rows(struct arena *a, struct str rows, size_t n, size_t skip)
{
	struct map *m = map_new(a);
	struct str path;
	struct row r;

	map_reserve(m, n);
	for (; n > 0 && row_take(&rows, &r, &path); n--) {
		struct manifest_file *f = ARENA_NEW(a, struct manifest_file);
		*f = (struct manifest_file){ r.size, r.hash };
		map_put(m, str_slice(path, skip, path.n), NULL)->ptr = f;
	}
	return m;
}

bool
last_manifest(struct arena *a, const struct brand_state *b,
    struct manifest *out)
{
	if (!b->last.stands)
		return false;
	out->whole = true;
	out->files = map_rows(a, b->last.files, b->last.nfiles,
	    b->is.id.n + 1);
	out->companions = map_rows(a, b->last.companions,
	    b->last.ncompanions, 0);
	return true;
}
