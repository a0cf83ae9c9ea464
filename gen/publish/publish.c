/* A publication from its opening until all brands are handed over. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/runs.h"
#include "base/str.h"
#include "publish/publish_parts.h"

bool
is_as_published(const char *path, uint64_t size, struct file_stamp *stamp)
{
	struct stat st;

	if (lstat(path, &st) < 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return false;
		die(errno, "cannot look at %s", path);
	}
	if (stamp)
		*stamp = (struct file_stamp){ (uint64_t)st.st_ino,
			st.st_mtim.tv_sec, st.st_mtim.tv_nsec };
	return S_ISREG(st.st_mode) && (uint64_t)st.st_size == size &&
	    (st.st_mode & 07777) == 0644;
}

const char *
path_below(struct buf *b, const char *dir, struct str path)
{
	buf_reset(b);
	buf_c(b, dir);
	buf_char(b, '/');
	buf_str(b, path);
	buf_char(b, '\0');
	return b->p;
}

struct publication *
publication_open(struct arena *a, const struct publication_options *o,
    const struct published_brand *brand, size_t nbrands, struct diags *d)
{
	struct publication *p = ARENA_NEW(a, struct publication);

	if (!output_is_ours(a, o, brand, nbrands, d))
		return NULL;
	p->a = a;
	p->o = *o;
	p->nbrands = nbrands;
	p->brand = ARENA_ARRAY(a, nbrands + 1, struct brand_state);
	stage_open(a, &p->stage, o->out);
	kept_find(a, o->cache, o->out, &p->kept);
	for (size_t i = 0; i < nbrands; i++) {
		struct brand_state *b = &p->brand[i];
		b->is = brand[i];
		b->tree = arena_printf(a, "%s/%.*s", o->out,
		    STR_ARG(b->is.id)).p;
	}
	last_open(p);
	return p;
}

void
publication_wave(struct publication *p, struct arena *a, uint32_t first,
    uint32_t n)
{
	p->wave = a;
	p->first = first;
	p->end = first + n;
	for (uint32_t i = first; i < p->end; i++)
		if (!last_manifest(a, &p->brand[i], &p->brand[i].old))
			manifest_read(a, arena_printf(a, "%s.json",
			    p->brand[i].tree).p, &p->brand[i].old);
}

void
publication_know(struct publication *p, uint32_t brand, struct str path,
    struct str bytes, struct published *out)
{
	struct brand_state *b = &p->brand[brand];
	const struct manifest_file *old = map_ptr(b->old.files, path);
	struct buf name = BUF_INIT;

	*out = (struct published){ .path = path, .size = bytes.n,
		.hash = hash_xxh3(bytes) };
	if (old && old->size == out->size && hash_same(old->hash, out->hash)) {
		out->kept = is_as_published(path_below(&name, b->tree, path),
		    out->size, &out->stamp);
	}
	buf_free(&name);
}

void
publication_write(struct publication *p, uint32_t brand, struct str bytes,
    struct published *f)
{
	struct buf name = BUF_INIT;

	buf_str(&name, p->brand[brand].is.id);
	buf_char(&name, '/');
	buf_str(&name, f->path);
	stage_write(&p->stage, buf_view(&name), bytes, &f->stamp);
	buf_free(&name);
}

void
publication_file(struct publication *p, uint32_t brand, struct str path,
    struct str bytes, struct published *out)
{
	publication_know(p, brand, path, bytes, out);
	if (!out->kept)
		publication_write(p, brand, bytes, out);
}

bool
publication_keeps(struct publication *p, uint32_t brand, struct published *f)
{
	struct brand_state *b = &p->brand[brand];
	const struct manifest_file *old = map_ptr(b->old.files, f->path);
	struct file_stamp is;

	f->kept = old && old->size == f->size && hash_same(old->hash, f->hash);
	if (f->kept)
		f->kept = is_as_published(path_below(&p->stage.name, b->tree,
		    f->path), f->size, &is) &&
		    is.ino == f->stamp.ino &&
		    is.seconds == f->stamp.seconds &&
		    is.nanoseconds == f->stamp.nanoseconds;
	return f->kept;
}

static int
by_path(const void *a, const void *b)
{
	const struct published *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

void
publication_brand(struct publication *p, uint32_t brand,
    const struct published *files, size_t n)
{
	struct brand_state *b = &p->brand[brand];

	b->file = ARENA_ARRAY(p->wave, n + 1, struct published);
	if (n > 0)
		memcpy(b->file, files, n * sizeof(*files));
	runs_sort(b->file, n, sizeof(*b->file), by_path);
	b->nfiles = n;
	b->tree_changed = n != map_count(b->old.files);
	for (size_t i = 0; i < n; i++)
		if (!b->file[i].kept)
			b->tree_changed = true;
	b->companion = ARENA_ARRAY(p->a, MAX_COMPANIONS, struct companion);
	b->ncompanions = 0;
	b->done = true;
}

/* The last companion is right when it was made from the same tree by the same
   version. */
static bool
is_right(struct publication *p, const struct brand_state *b,
    const struct manifest_file *old, struct str name)
{
	return !b->tree_changed && b->old.whole && old &&
	    is_as_published(arena_printf(p->a, "%s/%.*s", p->o.out,
	    STR_ARG(name)).p, old->size, NULL);
}

static struct companion *
companion_new(struct publication *p, struct brand_state *b, const char *suffix)
{
	if (b->ncompanions == MAX_COMPANIONS)
		die(0, "too many files beside %s", b->tree);
	struct companion *c = &b->companion[b->ncompanions++];
	c->name = arena_printf(p->a, "%.*s%s", STR_ARG(b->is.id), suffix);
	return c;
}

const char *
companion_add(struct publication *p, uint32_t brand, const char *suffix,
    bool anew)
{
	struct brand_state *b = &p->brand[brand];
	struct companion *c = companion_new(p, b, suffix);
	const struct manifest_file *old = map_ptr(b->old.companions, c->name);

	c->kept = !anew && is_right(p, b, old, c->name);
	if (!c->kept)
		return stage_file(p->a, &p->stage, c->name.p);
	c->is = *old;
	return NULL;
}

/* A book that was made lies in the stage. */
void
publication_book(struct publication *p, uint32_t brand, struct str suffix)
{
	struct brand_state *b = &p->brand[brand];
	struct companion *c = companion_new(p, b,
	    arena_str(p->a, suffix).p);

	c->kept = !file_exists(arena_printf(p->a, "%s/%.*s", p->stage.path,
	    STR_ARG(c->name)).p);
	if (c->kept)
		c->is = *(const struct manifest_file *)map_ptr(
		    b->old.companions, c->name);
}

const char *
publication_companion(struct publication *p, uint32_t brand,
    const char *suffix)
{
	return companion_add(p, brand, suffix, false);
}

/* An entry as it crosses a pipe, its path behind it. */
struct row {
	uint32_t path, kept;
	uint64_t size;
	struct hash128 hash;
	struct file_stamp stamp;
};

void
published_put(struct buf *out, const struct published *f)
{
	struct row r = { (uint32_t)f->path.n, f->kept, f->size, f->hash,
		f->stamp };

	buf_add(out, &r, sizeof(r));
	buf_str(out, f->path);
}

bool
published_take(struct str *record, struct published *out)
{
	struct row r;

	if (record->n < sizeof(r))
		return false;
	memcpy(&r, record->p, sizeof(r));
	if (record->n - sizeof(r) < r.path)
		return false;
	size_t end = sizeof(r) + r.path;
	*out = (struct published){ str_slice(*record, sizeof(r), end), r.size,
		r.hash, r.stamp, r.kept != 0 };
	*record = str_slice(*record, end, record->n);
	return true;
}

void
publication_withdraw(struct publication *p, uint32_t brand)
{
	p->brand[brand].done = false;
}

void
publication_abandon(struct publication *p)
{
	stage_close(&p->stage);
	buf_free(&p->rows);
}
