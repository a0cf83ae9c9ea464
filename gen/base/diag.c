/* The collector of findings: adding, merging over editions, counting. */
#include "base/diag.h"

#include <string.h>

#include "base/diag_parts.h"
#include "base/str.h"

static const struct {
	const char *name;
	enum diag_severity severity;
	const char *help;
} table[DIAG_COUNT] = {
#define DIAG(id, name, severity, help) [id] = { name, severity, help },
#include "base/diag_table.h"
#undef DIAG
};

struct diags *
diags_new(struct arena *a, const struct sources *s)
{
	struct diags *d = ARENA_NEW(a, struct diags);

	d->arena = a;
	d->sources = s;
	d->found = map_new(a);
	d->edition = DIAG_NO_EDITION;
	return d;
}

void
diags_name_editions(struct diags *d, const struct str *names, uint32_t n)
{
	d->names = names;
	d->n_names = n;
}

void
diags_set_edition(struct diags *d, uint32_t index)
{
	d->edition = index;
}

uint32_t
diags_edition(const struct diags *d)
{
	return d->edition;
}

enum diag_severity
diag_severity_of(const struct diag *g)
{
	return g->owner->as_error[g->id] ? DIAG_ERROR : table[g->id].severity;
}

static void
count(struct diags *d, const struct diag *g)
{
	if (diag_severity_of(g) == DIAG_ERROR)
		d->errors++;
	else
		d->warnings++;
}

bool
diags_warning_as_error(struct diags *d, struct str name)
{
	bool any = false;

	for (int id = 0; id < DIAG_COUNT; id++) {
		if (table[id].severity != DIAG_WARNING)
			continue;
		if (name.n > 0 && !str_eq(name, str_c(table[id].name)))
			continue;
		d->as_error[id] = true;
		any = true;
	}
	d->errors = d->warnings = 0;
	for (size_t i = 0; i < map_count(d->found); i++)
		count(d, map_at(d->found, i)->ptr);
	return any;
}

bool
diag_holds_for(const struct diag *g, uint32_t edition)
{
	return edition / 64 < g->words &&
	    (g->editions[edition / 64] >> edition % 64 & 1) != 0;
}

void
diag_widen(struct diag *g, uint32_t edition)
{
	if (edition == DIAG_NO_EDITION) {
		g->project = true;
		return;
	}
	uint32_t word = edition / 64;
	if (word >= g->words) {
		uint64_t *bits = ARENA_ARRAY(g->owner->arena, word + 1,
		    uint64_t);
		if (g->words > 0)
			memcpy(bits, g->editions, g->words * sizeof(*bits));
		g->editions = bits;
		g->words = word + 1;
	}
	g->editions[word] |= (uint64_t)1 << edition % 64;
}

struct diag *
diag_place(struct diags *d, enum diag_id id, struct span at, struct str text)
{
	enum { HEAD = 16 };	/* bytes of the key in front of the text */
	struct buf key = BUF_INIT;
	bool fresh;

	buf_u32(&key, (uint32_t)id);
	buf_u32(&key, at.file);
	buf_u32(&key, at.off);
	buf_u32(&key, at.len);
	buf_str(&key, text);
	struct map_entry *e = map_get(d->found, buf_view(&key));
	if (!e)
		e = map_put(d->found, arena_str(d->arena, buf_view(&key)),
		    &fresh);
	buf_free(&key);
	if (e->ptr)
		return e->ptr;
	struct diag *g = ARENA_NEW(d->arena, struct diag);
	g->owner = d;
	g->id = id;
	g->at = at;
	g->text = str_slice(e->key, HEAD, e->key.n);
	e->ptr = g;
	count(d, g);
	return g;
}

struct diag *
diag_add(struct diags *d, enum diag_id id, struct span at, const char *fmt,
    ...)
{
	struct buf text = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	struct diag *g = diag_place(d, id, at, buf_view(&text));
	buf_free(&text);
	diag_widen(g, d->edition);
	return g;
}

void
diag_put_hint(struct diag *g, struct str text)
{
	if (g->hint.n == 0 && text.n > 0)
		g->hint = arena_str(g->owner->arena, text);
}

void
diag_hint(struct diag *g, const char *fmt, ...)
{
	struct buf text = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	diag_put_hint(g, buf_view(&text));
	buf_free(&text);
}

void
diag_put_note(struct diag *g, struct span at, struct str text)
{
	for (struct note *n = g->notes; n; n = n->next)
		if (n->at.file == at.file && n->at.off == at.off &&
		    n->at.len == at.len && str_eq(n->text, text))
			return;
	struct note *n = ARENA_NEW(g->owner->arena, struct note);
	n->at = at;
	n->text = arena_str(g->owner->arena, text);
	if (g->last)
		g->last->next = n;
	else
		g->notes = n;
	g->last = n;
}

void
diag_note(struct diag *g, struct span at, const char *fmt, ...)
{
	struct buf text = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	diag_put_note(g, at, buf_view(&text));
	buf_free(&text);
}

void
diag_did_you_mean(struct diag *g, struct str best)
{
	if (best.n > 0)
		diag_hint(g, "did you mean `%.*s`?", STR_ARG(best));
}

uint32_t
diags_errors(const struct diags *d)
{
	return d->errors;
}

uint32_t
diags_warnings(const struct diags *d)
{
	return d->warnings;
}

size_t
diags_count(const struct diags *d)
{
	return map_count(d->found);
}

void
diags_note_since(struct diags *d, size_t from, struct span at,
    const char *text)
{
	for (size_t i = from; i < map_count(d->found); i++) {
		struct diag *g = map_at(d->found, i)->ptr;
		if (g->at.file != at.file)
			diag_note(g, at, "%s", text);
	}
}

bool
diags_found(const struct diags *d, enum diag_id id)
{
	for (size_t i = 0; i < map_count(d->found); i++) {
		const struct diag *g = map_at(d->found, i)->ptr;
		if (g->id == id)
			return true;
	}
	return false;
}

bool
diags_edition_failed(const struct diags *d, uint32_t index)
{
	for (size_t i = 0; d->errors > 0 && i < map_count(d->found); i++) {
		const struct diag *g = map_at(d->found, i)->ptr;
		if (diag_severity_of(g) == DIAG_ERROR &&
		    (g->project || diag_holds_for(g, index)))
			return true;
	}
	return false;
}

struct str
diag_name(enum diag_id id)
{
	return (unsigned)id < DIAG_COUNT ? str_c(table[id].name) : STR("");
}

struct str
diag_help(enum diag_id id)
{
	return (unsigned)id < DIAG_COUNT ? str_c(table[id].help) : STR("");
}
