/* Findings in order, for people. */
#include "base/diag.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag_parts.h"
#include "base/str.h"

/* How many editions an "= in:" line names before it counts the rest. */
enum { NAMED = 5 };

static int
compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

/* By path, offset, id and text; what has no place comes first. */
static int
by_place(const void *x, const void *y)
{
	const struct diag *a = *(const struct diag *const *)x;
	const struct diag *b = *(const struct diag *const *)y;
	const struct sources *s = a->owner->sources;
	int c = str_cmp(sources_path(s, a->at.file),
	    sources_path(s, b->at.file));

	if (c == 0)
		c = compare_numbers(a->at.off, b->at.off);
	if (c == 0)
		c = compare_numbers((uint32_t)a->id, (uint32_t)b->id);
	if (c == 0)
		c = str_cmp(a->text, b->text);
	if (c == 0)
		c = compare_numbers(a->at.len, b->at.len);
	return c != 0 ? c : compare_numbers(a->at.file, b->at.file);
}

/* A folder, or a file that could not be read, is a source without text: there
   is no line to show. */
static bool
has_line(const struct diag *g)
{
	return g->at.file &&
	    sources_text(g->owner->sources, g->at.file).n > 0;
}

static void
place(const struct sources *s, struct span at, struct buf *out)
{
	uint32_t line, col;

	sources_line_col(s, at, &line, &col);
	diag_safe_text(out, sources_path(s, at.file));
	buf_printf(out, ":%u:%u", line, col);
}

static void
headline(const struct diag *g, struct buf *out, bool colour)
{
	bool error = diag_severity_of(g) == DIAG_ERROR;
	struct str name = diag_name(g->id);

	buf_c(out, colour ? "\033[1m" : "");
	if (has_line(g))
		place(g->owner->sources, g->at, out);
	else if (g->at.file)
		diag_safe_text(out, sources_path(g->owner->sources,
		    g->at.file));
	else
		buf_c(out, "livery");
	buf_c(out, ": ");
	if (colour)
		buf_c(out, error ? "\033[31m" : "\033[35m");
	buf_c(out, error ? "error:" : "warning:");
	buf_c(out, colour ? "\033[0m\033[1m " : " ");
	diag_safe_text(out, g->text);
	buf_c(out, colour ? "\033[0m" : "");
	buf_printf(out, " [%.*s]\n", STR_ARG(name));
}

static void
aside(struct buf *out, const char *word)
{
	buf_printf(out, "      = %s: ", word);
}

static void
print_notes(const struct diag *g, struct buf *out)
{
	if (!has_line(g) && g->hint.n > 0) {
		aside(out, "help");
		diag_safe_text(out, g->hint);
		buf_char(out, '\n');
	}
	for (const struct note *n = g->notes; n; n = n->next) {
		aside(out, "note");
		if (n->at.file) {
			place(g->owner->sources, n->at, out);
			buf_c(out, ": ");
		}
		diag_safe_text(out, n->text);
		buf_char(out, '\n');
	}
}

/* Editions of one brand stand together, so a brand begins where the part of
   the name before the slash changes. */
static uint32_t
count_brands(const struct diags *d)
{
	struct str before = { 0 }, brand, locale;
	uint32_t n = 0;

	for (uint32_t i = 0; i < d->n_names; i++) {
		str_cut(d->names[i], '/', &brand, &locale);
		n += i == 0 || !str_eq(brand, before);
		before = brand;
	}
	return n;
}

static void
print_editions(const struct diag *g, struct buf *out)
{
	const struct diags *d = g->owner;
	uint32_t holds = 0, named = 0, brands = count_brands(d);

	for (uint32_t i = 0; i < d->n_names; i++)
		holds += diag_holds_for(g, i);
	if (g->project || holds == 0)
		return;
	aside(out, "in");
	if (holds == d->n_names && brands > 1) {
		buf_printf(out, "all %u brands\n", brands);
		return;
	}
	/* "and 1 more" would be no shorter than the name. */
	uint32_t most = holds == NAMED + 1 ? holds : NAMED;
	for (uint32_t i = 0; i < d->n_names && named < most; i++) {
		if (!diag_holds_for(g, i))
			continue;
		buf_c(out, named++ > 0 ? ", " : "");
		diag_safe_text(out, d->names[i]);
	}
	if (holds > named)
		buf_printf(out, " and %u more", holds - named);
	buf_char(out, '\n');
}

static void
print_human(const struct diag *g, struct buf *out, bool colour)
{
	headline(g, out, colour);
	if (has_line(g))
		diag_excerpt(g, out, colour);
	print_notes(g, out);
	print_editions(g, out);
}

static void
print_json(const struct diag **all, size_t n, struct buf *out)
{
	buf_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		buf_c(out, i > 0 ? ",\n" : "\n");
		diag_json(all[i], out);
	}
	buf_c(out, n > 0 ? "\n]\n" : "]\n");
}

void
diags_print(const struct diags *d, struct buf *out, enum diag_format format,
    bool colour)
{
	size_t n = map_count(d->found);
	const struct diag **all = calloc(n + 1, sizeof(const struct diag *));

	if (!all)
		die(errno, "cannot sort %zu findings", n);
	for (size_t i = 0; i < n; i++)
		all[i] = map_at(d->found, i)->ptr;
	qsort(all, n, sizeof(const struct diag *), by_place);
	switch (format) {
	case DIAG_JSON:
		print_json(all, n, out);
		break;
	case DIAG_SARIF:
		diag_sarif(all, n, out);
		break;
	case DIAG_GITHUB:
		for (size_t i = 0; i < n; i++)
			diag_github(all[i], out);
		break;
	case DIAG_HUMAN:
		for (size_t i = 0; i < n; i++)
			print_human(all[i], out, colour);
	}
	free(all);
}
