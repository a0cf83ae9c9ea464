/* The end of a wave: what its brands keep is linked into the stage, or into a
   kept tree that what is new is moved to, and their manifests are written
   there. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "base/workers.h"
#include "publish/publish_parts.h"

/* Files of a brand, from one on to another. */
struct part {
	uint32_t brand, from, to;
};

/* Trees are made by several processes, each a part at a time: all of a brand
   that may have a kept tree, which is looked through first. */
struct links {
	struct publication *p;
	struct part *part;
	uint32_t n;
};

/* A tree that is being made. */
struct making {
	struct publication *p;
	const struct brand_state *b;
	const char *fresh;	/* in the stage: what was written */
	const char *tree;	/* the same, or a kept tree */
	const bool *right;	/* by file: the kept tree has it; or null */
	struct buf from, to;
	struct buf *copied;	/* rows of take_stamps */
};

static void
link_file(struct making *m, uint32_t i)
{
	const struct published *f = &m->b->file[i];
	struct file_stamp stamp = f->stamp;

	stage_keep(&m->p->stage, path_below(&m->from, m->b->tree, f->path),
	    path_below(&m->to, m->tree, f->path), &stamp);
	if (memcmp(&stamp, &f->stamp, sizeof(stamp)) == 0)
		return;
	buf_u32(m->copied, i);
	buf_add(m->copied, &stamp, sizeof(stamp));
}

static void
fill(struct making *m, const struct part *part)
{
	for (uint32_t i = part->from; i < part->to; i++) {
		const struct published *f = &m->b->file[i];
		if (f->kept && !(m->right && m->right[i]))
			link_file(m, i);
		else if (!f->kept && m->right)
			stage_move(&m->p->stage, path_below(&m->from,
			    m->fresh, f->path), path_below(&m->to, m->tree,
			    f->path));
	}
}

/* Answers with the number and the stamp of each file that had to be copied. */
static void
make_tree(void *ctx, uint32_t job, struct buf *out)
{
	const struct links *t = ctx;
	const struct part *part = &t->part[job];
	struct publication *p = t->p;
	const struct brand_state *b = &p->brand[part->brand];
	struct arena *a = arena_new();
	struct making m = { .p = p, .b = b, .copied = out };

	m.fresh = arena_printf(a, "%s/%.*s", p->stage.path,
	    STR_ARG(b->is.id)).p;
	m.tree = b->claimed ? kept_take(p, a, b, &m.right) : NULL;
	if (!m.tree) {
		m.tree = m.fresh;
		dir_make(m.fresh);
	}
	fill(&m, part);
	if (m.right) {
		stage_remove(&p->stage, b->is.id);
		stage_move(&p->stage, m.tree, m.fresh);
	}
	buf_free(&m.from);
	buf_free(&m.to);
	arena_free(a);
}

static void
take_stamps(void *ctx, uint32_t job, enum job_status status,
    struct str answer)
{
	enum { ROW = sizeof(uint32_t) + sizeof(struct file_stamp) };
	const struct links *t = ctx;
	struct brand_state *b = &t->p->brand[t->part[job].brand];

	if (status != JOB_DONE || answer.n % ROW != 0)
		die(0, "cannot link what %s keeps", b->tree);
	for (size_t i = 0; i < answer.n; i += ROW) {
		uint32_t file;
		memcpy(&file, answer.p + i, sizeof(file));
		memcpy(&b->file[file].stamp, answer.p + i + sizeof(file),
		    sizeof(struct file_stamp));
	}
}

enum { MANY = 2048 };	/* files of a part */

static void
add_parts(struct links *t, uint32_t brand)
{
	const struct brand_state *b = &t->p->brand[brand];
	uint32_t n = b->to, from = b->from, to;

	do {
		to = b->claimed || n - from < MANY ? n : from + MANY;
		t->part[t->n++] = (struct part){ brand, from, to };
		from = to;
	} while (from < n);
}

static void
link_all(struct publication *p)
{
	const struct workers_limits none = { 0 };
	struct links t = { .p = p };
	size_t most = 0;
	bool much = false;	/* there is enough to do for several */

	for (uint32_t i = p->first; i < p->end; i++)
		most += p->brand[i].nfiles / MANY + 1;
	t.part = ARENA_ARRAY(p->wave, most, struct part);
	for (uint32_t i = p->first; i < p->end; i++) {
		struct brand_state *b = &p->brand[i];
		if (b->done && b->tree_changed && !b->partly)
			b->claimed = kept_claim(p, b->is.id);
		if (b->claimed)
			b->right = kept_match(p, b);
		if (b->replaces)
			add_parts(&t, i);
		much |= b->replaces && !b->partly && !b->right;
	}
	workers_run(t.n, much && p->o.workers > 1 && t.n > 1 ? p->o.workers :
	    0, none, make_tree, take_stamps, &t);
}

static int
by_name(const void *a, const void *b)
{
	const struct companion *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

/* Sizes and digests of new companions; whether any differs from the last. */
static bool
weigh_companions(struct publication *p, struct brand_state *b)
{
	bool changed = b->ncompanions != map_count(b->old.companions);
	struct arena *scratch = arena_new();
	struct str bytes;

	qsort(b->companion, b->ncompanions, sizeof(*b->companion), by_name);
	for (size_t i = 0; i < b->ncompanions; i++) {
		struct companion *c = &b->companion[i];
		if (c->kept)
			continue;
		changed = true;
		const char *path = stage_file(p->wave, &p->stage,
		    c->name.p);
		if (!file_read(scratch, path, &bytes))
			die(ENOENT, "cannot read %s", path);
		c->is = (struct manifest_file){ bytes.n, hash_xxh3(bytes) };
		arena_reset(scratch);
	}
	arena_free(scratch);
	return changed;
}

/* Writes a brand's manifest into the stage. */
static void
stage_manifest(struct publication *p, const struct brand_state *b,
    const char *suffix, bool empty)
{
	struct str name = arena_printf(p->wave, "%.*s%s", STR_ARG(b->is.id),
	    suffix);
	struct buf text = BUF_INIT;

	manifest_write(&text, b->is.id, b->file, empty ? 0 : b->nfiles,
	    b->companion, empty ? 0 : b->ncompanions);
	if (!stage_write(&p->stage, name, buf_view(&text), NULL))
		die(EEXIST, "cannot write %.*s", STR_ARG(name));
	buf_free(&text);
}

static void
count(struct brand_state *b)
{
	struct publication_result *r = &b->counts;
	size_t known = 0;

	for (size_t i = 0; i < b->nfiles; i++) {
		if (b->file[i].kept) {
			r->kept++;
			continue;
		}
		known += map_get(b->old.files, b->file[i].path) != NULL;
		r->written++;
		r->bytes += b->file[i].size;
	}
	r->removed += map_count(b->old.files) - known - r->kept;
}

size_t
companions_gone(struct arena *a, struct str id, const struct manifest *old,
    const struct companion *now, size_t n, struct str **gone)
{
	struct str start = arena_printf(a, "%.*s.", STR_ARG(id));
	size_t ngone = 0;

	*gone = ARENA_ARRAY(a, map_count(old->companions) + 1, struct str);
	for (size_t i = 0; i < map_count(old->companions); i++) {
		struct str name = map_at(old->companions, i)->key;
		bool wanted = false;
		for (size_t k = 0; k < n; k++)
			wanted = wanted || str_eq(now[k].name, name);
		if (!wanted && str_starts(name, start) &&
		    str_find_char(name, '/', 0) < 0)
			(*gone)[ngone++] = arena_str(a, name);
	}
	return ngone;
}

static void
prepare(struct publication *p, struct brand_state *b)
{
	bool companions = weigh_companions(p, b);

	count(b);
	kept_note(p, b);
	if (p->o.rows)
		rows_of_tree(p, b);
	b->ngone = companions_gone(p->a, b->is.id, &b->old, b->companion,
	    b->ncompanions, &b->gone);
	b->changed = b->tree_changed || companions || !b->old.whole;
	if (!b->changed)
		return;
	b->counts.brands = 1;
	stage_manifest(p, b, ".json", false);
	if (b->tree_changed)
		stage_manifest(p, b, ".json.begun", true);
}

/* Where all files are new there is nothing to link, and where there was no
   manifest nothing to remove; but each brand has a tree, be it empty. */
static bool
has_old_files(const struct brand_state *b)
{
	return b->nfiles == 0 || map_count(b->old.files) > 0;
}

static void
forget_lists(struct brand_state *b)
{
	b->old = (struct manifest){ 0 };
	b->right = NULL;
	b->file = NULL;
	b->nfiles = 0;
}

void
publication_prepare(struct publication *p)
{
	if (!p->wave)
		return;
	for (uint32_t i = p->first; i < p->end; i++) {
		struct brand_state *b = &p->brand[i];
		b->replaces = b->done && b->tree_changed && has_old_files(b);
		b->folder = b->is.id;
		if (b->replaces)
			narrow(p, b);
	}
	link_all(p);
	for (uint32_t i = p->first; i < p->end; i++) {
		if (p->brand[i].done)
			prepare(p, &p->brand[i]);
		forget_lists(&p->brand[i]);
	}
	p->wave = NULL;
}
