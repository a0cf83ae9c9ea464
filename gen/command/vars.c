/* livery vars: every field, its value per brand, and where it is set. */
#include "command/command.h"

#include <stdio.h>

#include "base/files.h"
#include "base/str.h"
#include "provider/provider.h"

static void
print_value(struct buf *out, const struct value *v, const struct locale *l)
{
	if (v->type == VALUE_BOOL)
		buf_c(out, v->boolean ? "true" : "false");
	else if (!value_print(out, v, l))
		buf_printf(out, "(%s)", value_type_words(v->type));
}

static void
print_place(struct buf *out, const struct sources *s, struct span at)
{
	uint32_t line, col;
	if (!at.file)
		return;
	sources_line_col(s, at, &line, &col);
	buf_printf(out, "  %.*s:%u", STR_ARG(sources_path(s, at.file)), line);
}

static void
print_row(struct buf *out, const struct sources *s, const struct edition *e,
    const struct field_row *r)
{
	buf_printf(out, "  %-32.*s ", STR_ARG(r->path));
	if (r->value) {
		print_value(out, r->value, e->locale);
		print_place(out, s, r->at);
	} else {
		buf_printf(out, "-  (%.*s)", STR_ARG(r->type));
	}
	buf_char(out, '\n');
}

static void
print_edition(struct buf *out, const struct sources *s,
    const struct providers *p, const struct edition *e, bool overrides,
    struct arena *a)
{
	const struct field_row *row;
	size_t n = providers_fields(p, e, a, &row);
	buf_printf(out, "%.*s\n", STR_ARG(e->name));
	for (size_t i = 0; i < n; i++)
		if (!overrides || (row[i].value &&
		    !str_eq(row[i].origin, STR("base"))))
			print_row(out, s, e, &row[i]);
}

int
command_vars(const struct options *o)
{
	struct arena *a = arena_new();
	struct sources *s = sources_new(a);
	struct diags *d = diags_new(a, s);
	const struct edition *e;
	struct buf out = BUF_INIT;
	if (o->nargs)
		return usage_error("vars takes no file; -b BRAND picks a brand");
	if (!dir_exists(path_join(a, str_c(o->dir), STR("providers")).p))
		return usage_error("there is no providers/ in %s; -C DIR names "
		    "a project", o->dir);
	struct providers *p = providers_load(a, o->dir, s, d, o->brand,
	    o->nbrands);
	size_t n = providers_editions(p, &e);
	for (size_t i = 0; i < n; i++)
		print_edition(&out, s, p, &e[i], o->overrides, a);
	print_out(buf_view(&out));
	buf_reset(&out);
	diags_print(d, &out, o->format, options_colour(o));
	fwrite(out.p, 1, out.n, stderr);
	buf_free(&out);
	int status = diags_errors(d) ? EXIT_CONTENT : EXIT_DONE;
	providers_free(p);
	arena_free(a);
	return status;
}
