/* Findings as workflow commands, which GitHub shows as annotations. */
#include "base/diag_parts.h"
#include "base/str.h"

static void
escaped(struct buf *out, struct str s, bool property)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool always = c == '%' || c == '\r' || c == '\n';
		if (always || (property && (c == ':' || c == ',')))
			buf_printf(out, "%%%02X", (unsigned char)c);
		else
			buf_char(out, c);
	}
}

static void
place(struct buf *out, const struct sources *s, struct span at)
{
	uint32_t line, col, end_line, end_col;
	struct span end = { at.file, at.off + at.len, 0 };
	sources_line_col(s, at, &line, &col);
	sources_line_col(s, end, &end_line, &end_col);
	buf_c(out, "file=");
	escaped(out, sources_path(s, at.file), true);
	buf_printf(out, ",line=%u,endLine=%u,col=%u", line, end_line, col);
	if (end_line == line)
		buf_printf(out, ",endColumn=%u", end_col);
	buf_char(out, ',');
}

static void
editions(struct buf *out, const struct diag *g)
{
	const char *before = " (in ";
	if (g->project)
		return;
	for (uint32_t i = 0; i < g->owner->n_names; i++) {
		if (!diag_holds_for(g, i))
			continue;
		buf_c(out, before);
		escaped(out, g->owner->names[i], false);
		before = ", ";
	}
	buf_c(out, before[0] == ',' ? ")" : "");
}

void
diag_github(const struct diag *g, struct buf *out)
{
	buf_printf(out, "::%s ",
	    diag_severity_of(g) == DIAG_ERROR ? "error" : "warning");
	if (g->at.file)
		place(out, g->owner->sources, g->at);
	buf_c(out, "title=");
	escaped(out, diag_name(g->id), true);
	buf_c(out, "::");
	escaped(out, g->text, false);
	if (g->hint.n > 0) {
		buf_c(out, ": ");
		escaped(out, g->hint, false);
	}
	editions(out, g);
	buf_char(out, '\n');
}
