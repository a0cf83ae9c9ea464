/* The end of a publication: everything is moved from the stage into place. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

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

/* Old trees are put away by several processes, each a brand at a time. */
struct trees {
	struct publication *p;
	uint32_t *brand;
	uint32_t n;
};

/* One is kept for the next build or removed. */
static void
put_away(void *ctx, uint32_t job, struct buf *out)
{
	const struct trees *t = ctx;
	struct publication *p = t->p;
	const struct brand_state *b = &p->brand[t->brand[job]];

	(void)out;
	if (!kept_keep(p, b))
		stage_remove(&p->stage, b->is.id);
}

/* What could not be removed is left to stage_close, which complains. */
static void
was_put_away(void *ctx, uint32_t job, enum job_status status,
    struct str answer)
{
	(void)ctx;
	(void)job;
	(void)status;
	(void)answer;
}

static void
put_away_all(struct arena *a, struct publication *p)
{
	const struct workers_limits none = { 0 };
	struct trees t = { .p = p, .brand = ARENA_ARRAY(a, p->nbrands + 1,
	    uint32_t) };

	for (uint32_t i = 0; i < p->nbrands; i++)
		if (p->brand[i].done && p->brand[i].replaces)
			t.brand[t.n++] = i;
	workers_run(t.n, p->o.workers > 1 && t.n > 1 ? p->o.workers : 0, none,
	    put_away, was_put_away, &t);
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
		stage_publish(plan->a, s, b->folder);
	}
	for (size_t i = 0; i < b->ncompanions; i++)
		if (!b->companion[i].kept)
			stage_publish(plan->a, s, b->companion[i].name);
	for (size_t i = 0; i < b->ngone; i++)
		stage_discard(plan->a, s, b->gone[i]);
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
	struct str *gone;

	if (!is_plain_name(id) || !output_says_livery(path))
		return;
	manifest_read(plan->a, path, &old);
	plan->result.removed += map_count(old.files);
	plan->result.brands++;
	kept_claim(plan->p, id);
	stage_discard(plan->a, s, id);
	size_t n = companions_gone(plan->a, id, &old, NULL, 0, &gone);
	for (size_t i = 0; i < n; i++)
		stage_discard(plan->a, s, gone[i]);
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

static void
add_counts(struct publication_result *r, const struct publication_result *b)
{
	r->written += b->written;
	r->kept += b->kept;
	r->removed += b->removed;
	r->bytes += b->bytes;
	r->brands += b->brands;
}

static void
swap_all(struct plan *plan)
{
	struct publication *p = plan->p;

	stage_hold_signals();
	for (size_t i = 0; i < p->nbrands; i++)
		if (p->brand[i].done && p->brand[i].changed)
			swap(plan, &p->brand[i]);
	for (size_t i = 0; i < plan->ngone; i++)
		remove_brand(plan, plan->gone[i]);
	if (plan->overview_changed)
		stage_publish(plan->a, &p->stage, STR("manifest.json"));
	stage_release_signals();
}

struct publication_result
publication_commit(struct publication *p)
{
	struct plan plan = { .a = arena_new(), .p = p };

	publication_prepare(p);
	for (size_t i = 0; i < p->nbrands; i++)
		if (p->brand[i].done)
			add_counts(&plan.result, &p->brand[i].counts);
	plan_overview(&plan, arena_printf(plan.a, "%s/manifest.json",
	    p->o.out).p);
	swap_all(&plan);
	put_away_all(plan.a, p);
	stage_close(&p->stage);
	arena_free(plan.a);
	return plan.result;
}
