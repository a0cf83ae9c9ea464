/* The worker's side: profiles an article for all editions, parses each of its
   texts once, makes what is wanted of it and writes it down. */
#include "article/work.h"

#include <string.h>
#include <unistd.h>

#include "base/str.h"

struct worker {
	pid_t pid;
	struct arena *a;	/* values that were told, as keys */
	struct arena *scratch;	/* of one job */
	struct map *told;	/* a value's bytes -> its number */
	struct map *columns;	/* a column's bytes -> its number */
	struct buf key, fresh;	/* of values */
	struct buf column, fresh_columns;
	struct buf texts, document;
};

/* A fork inherits its parent's worker, if there is one, and makes its own. */
static struct worker *
worker_of(struct builder *b)
{
	struct worker *w = b->worker;

	if (w && w->pid == getpid())
		return w;
	struct arena *a = arena_new();
	w = ARENA_NEW(a, struct worker);
	*w = (struct worker){ .pid = getpid(), .a = a,
	    .scratch = arena_new(), .told = map_new(a),
	    .columns = map_new(a) };
	b->worker = w;
	b->known = NULL;	/* has numbers of the parent's, if any */
	return w;
}

void
work_end(struct builder *b)
{
	struct worker *w = b->worker;

	if (!w)
		return;
	buf_free(&w->key);
	buf_free(&w->fresh);
	buf_free(&w->column);
	buf_free(&w->fresh_columns);
	buf_free(&w->texts);
	buf_free(&w->document);
	arena_free(w->scratch);
	arena_free(w->a);
	b->worker = NULL;
}

static void
pad(struct buf *out)
{
	static const char zero[4];

	buf_add(out, zero, (4 - out->n % 4) % 4);
}

/* Room for a length; what is then written is closed with put_length. */
static size_t
open_length(struct buf *out)
{
	buf_u32(out, 0);
	return out->n;
}

static void
close_length(struct buf *out, size_t from)
{
	uint32_t n = (uint32_t)(out->n - from);

	memcpy(out->p + from - sizeof(n), &n, sizeof(n));
	pad(out);
}

/* ---- Variants ---- */

static void
found_html(void *ctx, uint32_t at, uint32_t len, const char *why)
{
	findings_add(ctx, DIAG_RAW_HTML, at, len, "%s", why);
}

/* Findings stand in front of what they were found in: they are kept apart
   until all of it is made. */
static void
put_variant(struct builder *b, struct buf *document, const struct article *art,
    const struct draft_text *t, struct buf *out)
{
	struct findings f = { 0 };
	struct buf made = BUF_INIT;

	document_parse_article(t->text, t->region, t->regions, document, &f);
	const struct document *d =
	    (const struct document *)(const void *)document->p;
	if (b->options.make)
		b->options.make(d, found_html, &f, &made);
	buf_u32(out, f.n);
	buf_str(out, buf_view(&f.records));
	size_t from = open_length(out);
	gist_write(d, art->folder, t->region, t->regions, out);
	close_length(out, from);
	from = open_length(out);
	buf_str(out, buf_view(&made));
	close_length(out, from);
	buf_free(&f.records);
	buf_free(&made);
}

void
work_variant(struct builder *b, const struct article *art,
    const struct draft_text *t, struct buf *out)
{
	put_variant(b, &worker_of(b)->document, art, t, out);
}

/* ---- Articles ---- */

void
value_put(const struct slot *s, struct buf *out)
{
	uint32_t flags = (uint32_t)s->kind | (s->foreign ? VALUE_FOREIGN : 0) |
	    (s->pattern ? VALUE_PATTERN : 0);

	buf_u32(out, flags);
	buf_u32(out, (uint32_t)s->text.n);
	buf_u32(out, (uint32_t)s->target.n);
	buf_str(out, s->text);
	buf_str(out, s->target);
	pad(out);
}

/* The number of a value, which is told when it is new. */
static uint32_t
number_of(struct worker *w, struct printed *v)
{
	if (v->told != 0)
		return v->told - 1;
	buf_reset(&w->key);
	value_put(&v->slot, &w->key);
	struct map_entry *e = map_get(w->told, buf_view(&w->key));
	if (!e) {
		uint64_t next = map_count(w->told);
		e = map_put(w->told, arena_str(w->a, buf_view(&w->key)),
		    NULL);
		e->num = next;
		buf_str(&w->fresh, buf_view(&w->key));
	}
	v->told = (uint32_t)e->num + 1;
	return (uint32_t)e->num;
}

/* The number of the column that a slot of a text has, which is told when it is
   new. */
static uint32_t
column_of(struct builder *b, struct worker *w, const struct draft *t,
    uint32_t text, size_t slot)
{
	buf_reset(&w->column);
	for (size_t e = 0; e < b->pub.neditions; e++) {
		const struct draft_reading *r = &t->reading[e];
		if (!r->shown || r->text != text)
			continue;
		uint32_t n = number_of(w, r->slot[slot]);
		buf_add(&w->column, &n, sizeof(n));
	}
	struct str bytes = buf_view(&w->column);
	struct map_entry *e = map_get(w->columns, bytes);
	if (!e) {
		uint64_t next = map_count(w->columns);
		e = map_put(w->columns, arena_str(w->a, bytes), NULL);
		e->num = next;
		buf_u32(&w->fresh_columns, (uint32_t)(bytes.n /
		    sizeof(uint32_t)));
		buf_str(&w->fresh_columns, bytes);
	}
	return (uint32_t)e->num;
}

static void
put_slots(struct builder *b, struct worker *w, const struct draft *t,
    uint32_t text)
{
	size_t slots = t->reading[t->text[text].edition].slots;

	buf_u32(&w->texts, t->text[text].edition);
	buf_u32(&w->texts, (uint32_t)slots);
	for (size_t i = 0; i < slots; i++) {
		uint32_t n = column_of(b, w, t, text, i);
		buf_add(&w->texts, &n, sizeof(n));
	}
}

static void
put_readings(const struct builder *b, const struct draft *t, struct buf *out)
{
	for (size_t e = 0; e < b->pub.neditions; e++)
		if (t->reading[e].shown)
			buf_u32(out, t->reading[e].text * 2 +
			    t->reading[e].foreign);
}

/* Values are told before the columns that they stand in, and those before the
   texts. */
static void
put_article(struct builder *b, struct worker *w, const struct draft *t,
    const struct article *art, struct buf *out)
{
	uint32_t values = (uint32_t)map_count(w->told);
	uint32_t columns = (uint32_t)map_count(w->columns);

	buf_reset(&w->fresh);
	buf_reset(&w->fresh_columns);
	buf_reset(&w->texts);
	for (uint32_t i = 0; i < t->texts; i++)
		put_slots(b, w, t, i);
	providers_seen_write(b->pub.providers, out);
	buf_u32(out, (uint32_t)w->pid);
	buf_u32(out, values);
	buf_u32(out, (uint32_t)map_count(w->told) - values);
	buf_str(out, buf_view(&w->fresh));
	buf_u32(out, columns);
	buf_u32(out, (uint32_t)map_count(w->columns) - columns);
	buf_str(out, buf_view(&w->fresh_columns));
	put_readings(b, t, out);
	buf_u32(out, (uint32_t)t->texts);
	buf_str(out, buf_view(&w->texts));
	for (size_t i = 0; i < t->texts; i++)
		put_variant(b, &w->document, art, &t->text[i], out);
}

void
work_article(struct builder *b, uint32_t article, struct buf *out)
{
	struct worker *w = worker_of(b);
	struct diags *outer = b->d;
	struct draft t;

	const struct article *art = &b->pub.project->article[article];

	arena_reset(w->scratch);
	b->d = diags_new(w->scratch, b->pub.project->sources);
	providers_seen_begin(b->pub.providers);
	check_bodies(b, art, w->scratch);
	draft_make(&t, b, w->scratch, article);
	if (diags_count(b->d) == 0)
		put_article(b, w, &t, art, out);
	b->d = outer;
}
