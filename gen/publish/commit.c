/* The end of a publication: what was kept is linked, manifests are written,
   everything is moved into place. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/str.h"
#include "base/workers.h"
#include "publish/publish_parts.h"

/* What is to be done besides the brands' trees. */
struct plan {
	struct arena *a;
	struct publication *p;
	struct map *overview;		/* manifest.json as it shall be */
	bool overview_changed;
	struct str *gone;		/* ids of brands no longer built */
	size_t ngone;
	struct publication_result result;
};

static bool
is_there(const char *path)
{
	struct stat st;

	if (lstat(path, &st) == 0)
		return true;
	if (errno != ENOENT && errno != ENOTDIR)
		die(errno, "cannot look at %s", path);
	return false;
}

/* Links are made and old trees removed by several processes, each a brand at a
   time; `brand` lists those that change and were there before. */
struct parts {
	struct plan *plan;
	uint32_t *brand;
	uint32_t n;
};

static unsigned
part_workers(const struct parts *t)
{
	unsigned n = t->plan->p->o.workers;

	return n > 1 && t->n > 1 ? n : 0;
}

/* Answers with the number and the stamp of each file that had to be copied. */
static void
link_kept(void *ctx, uint32_t job, struct buf *out)
{
	const struct parts *t = ctx;
	struct publication *p = t->plan->p;
	const struct brand_state *b = &p->brand[t->brand[job]];
	struct arena *a = arena_new();
	struct buf from = BUF_INIT, to = BUF_INIT;
	const char *tree = arena_printf(a, "%s/%.*s", p->stage.path,
	    STR_ARG(b->is.id)).p;

	dir_make(tree);
	for (uint32_t i = 0; i < b->nfiles; i++) {
		const struct published *f = &b->file[i];
		struct file_stamp stamp = f->stamp;
		if (!f->kept)
			continue;
		stage_keep(&p->stage, path_below(&from, b->tree, f->path),
		    path_below(&to, tree, f->path), &stamp);
		if (memcmp(&stamp, &f->stamp, sizeof(stamp)) == 0)
			continue;
		buf_u32(out, i);
		buf_add(out, &stamp, sizeof(stamp));
	}
	buf_free(&from);
	buf_free(&to);
	arena_free(a);
}

static void
take_stamps(void *ctx, uint32_t job, enum job_status status,
    struct str answer)
{
	enum { ROW = sizeof(uint32_t) + sizeof(struct file_stamp) };
	const struct parts *t = ctx;
	struct brand_state *b = &t->plan->p->brand[t->brand[job]];

	if (status != JOB_DONE || answer.n % ROW != 0)
		die(0, "cannot link what %s keeps", b->tree);
	for (size_t i = 0; i < answer.n; i += ROW) {
		uint32_t file;
		memcpy(&file, answer.p + i, sizeof(file));
		memcpy(&b->file[file].stamp, answer.p + i + sizeof(file),
		    sizeof(struct file_stamp));
	}
}

/* Where all files are new there is nothing to link, and where there was no
   manifest nothing to remove; but each brand has a tree, be it empty. */
static bool
has_old_files(const struct brand_state *b)
{
	return b->nfiles == 0 || map_count(b->old.files) > 0;
}

static void
link_all(struct parts *t)
{
	const struct workers_limits none = { 0 };
	const struct publication *p = t->plan->p;

	t->brand = ARENA_ARRAY(t->plan->a, p->nbrands + 1, uint32_t);
	for (uint32_t i = 0; i < p->nbrands; i++)
		if (p->brand[i].done && p->brand[i].tree_changed &&
		    has_old_files(&p->brand[i]))
			t->brand[t->n++] = i;
	workers_run(t->n, part_workers(t), none, link_kept, take_stamps, t);
}

static void
remove_old(void *ctx, uint32_t job, struct buf *out)
{
	const struct parts *t = ctx;
	struct publication *p = t->plan->p;

	(void)out;
	stage_remove(&p->stage, p->brand[t->brand[job]].is.id);
}

/* What could not be removed is left to stage_close, which complains. */
static void
removed_old(void *ctx, uint32_t job, enum job_status status,
    struct str answer)
{
	(void)ctx;
	(void)job;
	(void)status;
	(void)answer;
}

static void
remove_all(struct parts *t)
{
	const struct workers_limits none = { 0 };
	unsigned workers = part_workers(t);

	if (workers > 0)
		workers_run(t->n, workers, none, remove_old, removed_old, t);
}

static int
by_name(const void *a, const void *b)
{
	const struct companion *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

/* Sizes and digests of new companions; whether any differs from the last. */
static bool
weigh_companions(struct plan *plan, struct brand_state *b)
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
		const char *path = stage_file(plan->a, &plan->p->stage,
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
stage_manifest(struct plan *plan, const struct brand_state *b,
    const char *suffix, bool empty)
{
	struct str name = arena_printf(plan->a, "%.*s%s", STR_ARG(b->is.id),
	    suffix);
	struct buf text = BUF_INIT;

	manifest_write(&text, b->is.id, b->file, empty ? 0 : b->nfiles,
	    b->companion, empty ? 0 : b->ncompanions);
	if (!stage_write(&plan->p->stage, name, buf_view(&text), NULL))
		die(EEXIST, "cannot write %.*s", STR_ARG(name));
	buf_free(&text);
}

static void
count(struct plan *plan, const struct brand_state *b)
{
	struct publication_result *r = &plan->result;
	size_t known = 0;

	for (size_t i = 0; i < b->nfiles; i++) {
		known += map_get(b->old.files, b->file[i].path) != NULL;
		if (b->file[i].kept) {
			r->kept++;
			continue;
		}
		r->written++;
		r->bytes += b->file[i].size;
	}
	r->removed += map_count(b->old.files) - known;
}

/* Prepares a brand in the stage; false when nothing of it changed. */
static bool
prepare(struct plan *plan, struct brand_state *b)
{
	bool companions = weigh_companions(plan, b);

	count(plan, b);
	if (!b->tree_changed && !companions && b->old.whole)
		return false;
	plan->result.brands++;
	stage_manifest(plan, b, ".json", false);
	if (b->tree_changed)
		stage_manifest(plan, b, ".json.begun", true);
	return true;
}

/* Companions of the last output that were not asked for this time. */
static void
discard_companions(struct plan *plan, struct str id,
    const struct manifest *old, const struct companion *now, size_t n)
{
	struct str start = arena_printf(plan->a, "%.*s.", STR_ARG(id));

	for (size_t i = 0; i < map_count(old->companions); i++) {
		struct str name = map_at(old->companions, i)->key;
		bool wanted = false;
		for (size_t k = 0; k < n; k++)
			wanted = wanted || str_eq(now[k].name, name);
		if (!wanted && str_starts(name, start) &&
		    str_find_char(name, '/', 0) < 0)
			stage_discard(plan->a, &plan->p->stage, name);
	}
}

/* First a manifest that trusts no file: should the machine stop between the
   moves, the next build writes everything again. */
static void
swap(struct plan *plan, const struct brand_state *b)
{
	struct stage *s = &plan->p->stage;
	struct str list = arena_printf(plan->a, "%.*s.json",
	    STR_ARG(b->is.id));

	if (b->tree_changed) {
		const char *begun = arena_printf(plan->a, "%s/%s.begun",
		    s->path, list.p).p;
		if (rename(begun, arena_printf(plan->a, "%s/%s", s->out,
		    list.p).p) < 0)
			die(errno, "cannot publish %s", list.p);
		stage_publish(plan->a, s, b->is.id);
	}
	for (size_t i = 0; i < b->ncompanions; i++)
		if (!b->companion[i].kept)
			stage_publish(plan->a, s, b->companion[i].name);
	discard_companions(plan, b->is.id, &b->old, b->companion,
	    b->ncompanions);
	stage_publish(plan->a, s, list);
}

/* A name from a file on disk is used as a path only when it is one part and
   not hidden. */
static bool
is_plain_name(struct str id)
{
	return id.n > 0 && id.p[0] != '.' && str_find_char(id, '/', 0) < 0 &&
	    str_find_char(id, '\0', 0) < 0;
}

/* A brand that livery published here and that the project has no more. */
static void
remove_brand(struct plan *plan, struct str id)
{
	struct stage *s = &plan->p->stage;
	struct str list = arena_printf(plan->a, "%.*s.json", STR_ARG(id));
	const char *path = arena_printf(plan->a, "%s/%s", s->out, list.p).p;
	struct manifest old;

	if (!is_plain_name(id) || !is_there(path))
		return;
	manifest_read(plan->a, path, &old);
	plan->result.removed += map_count(old.files);
	plan->result.brands++;
	stage_discard(plan->a, s, id);
	discard_companions(plan, id, &old, NULL, 0);
	stage_discard(plan->a, s, list);
}

static const struct brand_state *
brand_of(const struct publication *p, struct str id)
{
	for (size_t i = 0; i < p->nbrands; i++)
		if (str_eq(p->brand[i].is.id, id))
			return &p->brand[i];
	return NULL;
}

static void
keep_entry(struct plan *plan, struct str id, struct str text)
{
	struct str *copy = ARENA_NEW(plan->a, struct str);

	*copy = text;
	map_put(plan->overview, id, NULL)->ptr = copy;
}

/* What manifest.json shall say: the brands of this build, and of the others
   those that stay. */
static void
plan_overview(struct plan *plan, const char *path)
{
	struct publication *p = plan->p;
	struct map *old = overview_read(plan->a, path);
	struct buf text = BUF_INIT;
	struct str is = { 0 };

	plan->overview = map_new(plan->a);
	plan->gone = ARENA_ARRAY(plan->a, map_count(old) + 1, struct str);
	for (size_t i = 0; i < map_count(old); i++) {
		struct map_entry *e = map_at(old, i);
		if (!brand_of(p, e->key) && p->o.all)
			plan->gone[plan->ngone++] = e->key;
		else
			keep_entry(plan, e->key, *(struct str *)e->ptr);
	}
	for (size_t i = 0; i < p->nbrands; i++)
		if (p->brand[i].done)
			keep_entry(plan, p->brand[i].is.id,
			    overview_brand(plan->a, &p->brand[i].is));
	overview_write(&text, plan->a, plan->overview);
	plan->overview_changed = !file_read(plan->a, path, &is) ||
	    !str_eq(is, buf_view(&text));
	if (plan->overview_changed)
		stage_write(&p->stage, STR("manifest.json"), buf_view(&text),
		    NULL);
	buf_free(&text);
}

struct publication_result
publication_commit(struct publication *p)
{
	struct plan plan = { .a = arena_new(), .p = p };
	bool *changed = ARENA_ARRAY(plan.a, p->nbrands + 1, bool);
	struct parts parts = { .plan = &plan };

	link_all(&parts);
	for (size_t i = 0; i < p->nbrands; i++)
		changed[i] = p->brand[i].done && prepare(&plan, &p->brand[i]);
	plan_overview(&plan, arena_printf(plan.a, "%s/manifest.json",
	    p->o.out).p);
	stage_hold_signals();
	for (size_t i = 0; i < p->nbrands; i++)
		if (changed[i])
			swap(&plan, &p->brand[i]);
	for (size_t i = 0; i < plan.ngone; i++)
		remove_brand(&plan, plan.gone[i]);
	if (plan.overview_changed)
		stage_publish(plan.a, &p->stage, STR("manifest.json"));
	stage_release_signals();
	remove_all(&parts);
	stage_close(&p->stage);
	arena_free(plan.a);
	return plan.result;
}
