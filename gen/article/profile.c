/* Running an article's program for an edition: what the host of the runner
   does with text, values, includes and bodies. */
#include "article/profile.h"

#include <string.h>

#include "base/files.h"
#include "base/str.h"

static const struct value *
root(void *ctx, struct str name)
{
	struct profile *p = ctx;

	if (str_eq(name, STR("page"))) {
		if (p->page.type == VALUE_NIL)
			p->page = page_value(p);
		return &p->page;
	}
	return providers_root(p->b->pub.providers, p->voice, name);
}

static const struct value *
find_root(void *ctx, struct str name)
{
	return str_eq(name, STR("page")) ? root(ctx, name) : NULL;
}

static bool
has(void *ctx, struct str id, bool *known)
{
	struct profile *p = ctx;
	const struct article *art = map_ptr(p->b->pub.project->by_id, id);

	*known = art != NULL;
	return art && page_shown(p->b, p->edition->index, art->index);
}

static bool
title(void *ctx, struct str id, struct str *out)
{
	struct profile *p = ctx;
	const struct article *art = map_ptr(p->b->pub.project->by_id, id);

	if (!art)
		return false;
	*out = page_title(p->b, p->edition->index, art->index);
	return true;
}

static bool
lua(void *ctx, const struct expr *e, const struct scope *s,
    struct value *out)
{
	struct profile *p = ctx;

	return providers_eval(p->b->pub.providers, p->voice, e, s, &p->more,
	    p->a, p->d, out);
}

static void
missing(void *ctx, const struct expr *e, const struct path *path, size_t i)
{
	struct profile *p = ctx;

	providers_missing(p->b->pub.providers, p->voice, e, path, i,
	    &p->more, p->d);
}

static void
text(void *ctx, const struct op *o)
{
	struct profile *p = ctx;

	if (p->plain)
		buf_str(&p->out, o->text);
	else
		write_source(p, o->text, o->at);
}

static void
value(void *ctx, const struct op *o, const struct value *v)
{
	write_value(ctx, v, o->at, o->expr);
}

static bool
known(void *ctx, const struct op *o)
{
	struct profile *p = ctx;
	struct printed *v = p->plain ? NULL : known_printed(p, o);

	if (v)
		write_printed(p, v, o->at);
	return v != NULL;
}

static void
failed(void *ctx, const struct op *o)
{
	write_nothing(ctx, o->at);
}

static const struct overlay *
overlay_of(const struct profile *p)
{
	return p->b->overlay ? p->b->overlay[p->edition->brand->index] : NULL;
}

static bool
in_cycle(struct profile *p, const struct snippet *sn, const struct op *o)
{
	const struct frame *f = p->frame;

	while (f && f->file != sn->file)
		f = f->up;
	if (!f)
		return false;
	struct diag *g = diag_add(p->d, DIAG_CYCLE, o->file_at,
	    "`%.*s` includes itself", STR_ARG(sn->path));
	for (f = p->frame; f && f->via.file != 0; f = f->up)
		diag_note(g, f->via, "included from here");
	return true;
}

static bool
too_deep(struct profile *p, const struct op *o)
{
	if (p->frame->depth < PROFILE_DEPTH)
		return false;
	diag_add(p->d, DIAG_LIMIT, o->file_at,
	    "includes nest more than %d deep", PROFILE_DEPTH);
	return true;
}

static uint32_t
shift_of(struct profile *p, const struct op *o, const struct scope *args)
{
	for (size_t i = 0; i < o->args; i++) {
		if (!str_eq(o->arg[i].name, STR("shift")))
			continue;
		const struct value *v = scope_find(args, STR("shift"));
		if (v && v->type == VALUE_INT && v->integer >= 0 &&
		    v->integer <= 5)
			return (uint32_t)v->integer;
		diag_add(p->d, DIAG_WRONG_TYPE, o->arg[i].at,
		    "`shift` is a whole number from 0 to 5");
	}
	return 0;
}

static struct str
join(struct arena *a, struct str s, struct str t)
{
	if (s.n == 0 || t.n == 0)
		return s.n == 0 ? t : s;
	return arena_printf(a, "%.*s%.*s", STR_ARG(s), STR_ARG(t));
}

/* The frame of what a directive brings in, below the current one. */
static struct frame *
push(struct profile *p, const struct frame *like, const struct op *o)
{
	struct frame *f = ARENA_NEW(p->a, struct frame);

	*f = *like;
	f->depth = p->frame->depth + 1;
	f->prefix = join(p->a, p->frame->prefix,
	    write_prefix(p, o->at, false));
	return f;
}

/* Origins outlive the run that makes a source map. */
static const struct origin *
origin_of(struct profile *p, const struct op *o)
{
	if (!p->mapping)
		return NULL;
	struct origin *origin = ARENA_NEW(p->b->a, struct origin);
	*origin = (struct origin){ p->frame->origin, o->at };
	return origin;
}

static void
run_in(struct profile *p, struct frame *f, const struct op *o,
    struct block b, const struct scope *s)
{
	struct frame *outer = p->frame;
	size_t from = p->out.n;

	p->frame = f;
	template_run(&p->host, b, s);
	p->frame = outer;
	write_end(p, from, o->alone, o->at);
	if (!o->alone)
		write_check_row(p, from, o->at);
}

static void
include(void *ctx, const struct op *o, const struct scope *s,
    const struct scope *args)
{
	struct profile *p = ctx;
	const struct scope *inner = s;
	const struct snippet *sn;

	if (p->plain) {
		diag_add(p->d, DIAG_SYNTAX, o->at,
		    "front matter includes nothing");
		return;
	}
	sn = include_resolve(p->a, p->b->pub.project, overlay_of(p),
	    p->voice->locale, p->frame->folder, o, p->d);
	if (!sn || in_cycle(p, sn, o) || too_deep(p, o) ||
	    !include_check(sn, o, p->d) ||
	    !include_scope(p, sn, o, args, &inner))
		return;
	struct frame *f = push(p, p->frame, o);
	f->up = p->frame;
	f->via = o->at;
	f->origin = origin_of(p, o);
	f->file = sn->file;
	f->folder = path_dir(sn->path);
	f->strip = (struct str){ 0 };
	f->shift = p->frame->shift + shift_of(p, o, args);
	f->mark = ++p->marks;
	f->wrapper = o->kind == OP_WRAP ? p->frame : NULL;
	f->body = o->body;
	f->body_scope = s;
	f->body_strip = write_prefix(p, o->at, true);
	size_t found = diags_count(p->d);
	run_in(p, f, o, sn->body->body, inner);
	diags_note_since(p->d, found, o->at, "included from here");
}

/* The body belongs to the file of its wrap: its links, its footnotes, and the
   body that this file was given itself. */
static void
body(void *ctx, const struct op *o)
{
	struct profile *p = ctx;
	const struct frame *snippet = p->frame;

	if (snippet->via.file == 0)
		diag_add(p->d, DIAG_SYNTAX, o->at,
		    "`body` stands in a snippet that is used by `wrap`");
	if (p->plain || !snippet->wrapper || too_deep(p, o))
		return;
	struct frame *f = push(p, snippet->wrapper, o);
	f->strip = snippet->body_strip;
	run_in(p, f, o, snippet->body, snippet->body_scope);
}

static void
insert(void *ctx, const struct op *o, const struct value *v)
{
	struct profile *p = ctx;
	size_t from = p->out.n;

	if (p->plain) {
		write_value(p, v, o->at, o->expr);
		return;
	}
	struct frame *outer = p->frame, *f = push(p, outer, o);
	f->via = outer->via;
	f->depth = outer->depth;
	p->frame = f;
	write_value(p, v, o->at, o->expr);
	p->frame = outer;
	write_end(p, from, o->alone, o->at);
	if (!o->alone)
		write_check_row(p, from, o->at);
}

void
profile_init(struct profile *p, struct builder *b, struct arena *a,
    uint32_t edition, const struct article *art, struct diags *d)
{
	*p = (struct profile){ .b = b, .a = a, .d = d,
	    .edition = &b->pub.edition[edition], .article = art,
	    .turns = TEMPLATE_TURNS };
	p->voice = page_voice(b, art, p->edition);
	p->host = (struct template_host){ .ctx = p, .diags = d,
	    .sources = b->pub.project->sources, .scratch = a, .root = root,
	    .lua = lua, .missing = missing, .text = text, .value = value,
	    .failed = failed, .known = known,
	    .include = include, .body = body, .insert = insert,
	    .turns = &p->turns };
	p->more = (struct more_roots){ .ctx = p, .find = find_root,
	    .has = has, .title = title };
	p->frame = ARENA_NEW(p->a, struct frame);
	p->frame->file = art->file;
	p->frame->folder = art->folder;
}

void
profile_free(struct profile *p)
{
	buf_free(&p->out);
	buf_free(&p->value);
}

void
profile_body(struct profile *p)
{
	const struct translation *t = page_translation(p->article,
	    p->edition);
	const struct program *program = project_body(p->b->pub.project,
	    p->article, t, p->d);

	if (t)
		p->frame->file = t->file;
	template_run(&p->host, program->body, NULL);
}

struct str
profile_field(struct profile *p, const struct field *f)
{
	/* Without directives: the same for all editions. */
	if (!f->set || f->plain.n > 0)
		return f->plain;
	p->plain = true;
	buf_reset(&p->out);
	template_run(&p->host, f->body, NULL);
	p->plain = false;
	struct str out = arena_str(p->a, str_trim(buf_view(&p->out)));
	buf_reset(&p->out);
	return out;
}
