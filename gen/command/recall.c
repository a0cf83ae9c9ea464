/* Holding the last build's record against the files as they are. */
#include "command/recall.h"

#include <errno.h>
#include <time.h>

#include "base/str.h"

#define ROWS "rows"	/* publication_rows */

/* All options that change the output or the messages, in words. The number of
   workers, --quiet and --timings do neither. */
static struct str
describe(struct arena *a, const struct options *o)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "only %u keep-going %d internal %d drafts %d format %d "
	    "colour %d\n", o->only, o->keep_going, o->internal, o->drafts,
	    (int)o->format, options_colour(o));
	for (size_t i = 0; i < o->nbrands; i++)
		buf_printf(&b, "brand %.*s\n", STR_ARG(o->brand[i]));
	for (size_t i = 0; i < o->nurls; i++)
		buf_printf(&b, "url %.*s=%.*s\n", STR_ARG(o->url[i].brand),
		    STR_ARG(o->url[i].url));
	for (size_t i = 0; i < o->nas_error; i++)
		buf_printf(&b, "error %s\n", o->as_error[i]);
	struct str s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s;
}

/* What was fresh then and has been read again need not be read next time. */
static void
settle(struct recall *r)
{
	if (r->last.inputs.nfresh == 0 || r->inputs.nfresh > 0)
		return;
	r->last.inputs = r->inputs;
	record_write(r->cache, r->out, &r->last);
}

/* Builds follow one another by more than a nanosecond. */
static uint64_t
new_id(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_REALTIME, &now) < 0)
		die(errno, "cannot tell the time");
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* The record of the last build with these options. */
static bool
read_last(struct recall *r)
{
	if (record_read(r->cache, r->a, r->out, &r->last) &&
	    str_eq(r->last.options, r->options))
		return true;
	r->last = (struct record){ 0 };
	return false;
}

/* Whether the files of the last build are as it left them is known once the
   inputs have been looked at, or by the time that files are written. */
static void
begin_look(struct recall *r)
{
	struct str rows;

	if (record_read_more(r->cache, r->out, ROWS, r->last.id, &rows))
		r->look = publication_look(r->a, r->cache, r->out, rows);
}

static void
end_look(struct recall *r)
{
	if (r->look)
		publication_look_no_more(r->look);
	r->look = NULL;
}

bool
recall_holds(struct recall *r, struct arena *a, const struct options *o,
    const char *out)
{
	*r = (struct recall){ .a = a, .out = out };
	if (o->no_cache)
		return false;
	r->cache = cache_open(a, o->cache);
	if (!r->cache)
		return false;
	r->options = describe(a, o);
	r->id = new_id();
	bool known = read_last(r);
	if (known)
		begin_look(r);
	inputs_look(a, o->dir, &r->inputs);
	if (r->look && inputs_hold(&r->last.inputs, &r->inputs) &&
	    publication_stands(r->look)) {
		settle(r);
		return true;
	}
	r->others_hold = known &&
	    inputs_others_hold(&r->last.inputs, &r->inputs);
	if (!r->others_hold)
		end_look(r);
	if (!r->inputs.whole)
		r->cache = NULL;
	if (!r->cache)
		return false;
	r->era = known && inputs_rest_holds(&r->last.inputs, &r->inputs) ?
	    r->last.era : r->id;
	if (r->era != r->id)
		record_look_more(r->cache, r->a, r->out, RECALL_TEXTS);
	inputs_hash(&r->inputs);
	return false;
}

static void
put_rows(struct recall *r, struct buf *rows)
{
	cache_put(r->rows, buf_view(rows));
	buf_free(rows);
}

/* The folder that the file is about is there once a publication is open. */
void
recall_rows(struct recall *r, struct publication *p)
{
	struct buf rows = BUF_INIT;

	if (!r->cache)
		return;
	if (!r->rows)
		r->rows = record_write_more(r->cache, r->out, ROWS, r->id);
	r->files += publication_rows(p, &rows);
	put_rows(r, &rows);
}

void
recall_keep(struct recall *r, struct publication *p, uint64_t brands,
    uint64_t articles, struct str said)
{
	struct buf rows = BUF_INIT;
	struct record now = { .id = r->id, .era = r->era,
		.options = r->options, .inputs = r->inputs, .brands = brands,
		.articles = articles, .files = r->files, .said = said };

	if (!r->cache)
		return;
	publication_rows_beside(p, &rows);
	put_rows(r, &rows);
	cache_close(r->rows);
	record_write(r->cache, r->out, &now);
}

void
recall_drop(struct recall *r)
{
	cache_drop(r->rows);
}

bool
recall_more(const struct recall *r, enum recall_scope scope, const char *kind,
    struct str *bytes)
{
	bool good = scope == RECALL_LAST ? r->others_hold : r->era != r->id;

	return good && record_read_more(r->cache, r->out, kind,
	    scope == RECALL_LAST ? r->last.id : r->era, bytes);
}

struct cache_file *
recall_keep_more(const struct recall *r, enum recall_scope scope,
    const char *kind)
{
	return record_write_more(r->cache, r->out, kind,
	    scope == RECALL_LAST ? r->id : r->era);
}
