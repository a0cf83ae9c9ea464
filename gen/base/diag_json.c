/* Findings as JSON (RFC 8259), for programs; diag.h describes the members. */
#include "base/diag_parts.h"
#include "base/str.h"
#include "base/utf8.h"

void
diag_json_string(struct buf *out, struct str s)
{
	buf_char(out, '"');
	for (size_t i = 0; i < s.n; ) {
		uint32_t cp = utf8_next(s, &i);
		if (cp == '"' || cp == '\\')
			buf_printf(out, "\\%c", (int)cp);
		else if (cp == '\n')
			buf_c(out, "\\n");
		else if (cp < ' ' || cp == 0x7f)
			buf_printf(out, "\\u%04x", cp);
		else
			buf_utf8(out, cp);
	}
	buf_char(out, '"');
}

static void
place(struct buf *out, const struct sources *s, struct span at)
{
	uint32_t line, col;

	if (at.file == 0) {
		buf_c(out, "\"file\":null,\"line\":null,\"column\":null");
		return;
	}
	sources_line_col(s, at, &line, &col);
	buf_c(out, "\"file\":");
	diag_json_string(out, sources_path(s, at.file));
	buf_printf(out, ",\"line\":%u,\"column\":%u", line, col);
}

static void
end(struct buf *out, const struct sources *s, struct span at)
{
	uint32_t line, col;

	if (at.file == 0) {
		buf_c(out, ",\"endLine\":null,\"endColumn\":null");
		return;
	}
	at.off += at.len;
	sources_line_col(s, at, &line, &col);
	buf_printf(out, ",\"endLine\":%u,\"endColumn\":%u", line, col);
}

static void
notes(struct buf *out, const struct diag *g)
{
	buf_c(out, ",\"notes\":[");
	for (const struct note *n = g->notes; n; n = n->next) {
		buf_c(out, n == g->notes ? "{" : ",{");
		place(out, g->owner->sources, n->at);
		buf_c(out, ",\"message\":");
		diag_json_string(out, n->text);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

void
diag_json_editions(struct buf *out, const struct diag *g)
{
	bool first = true;

	buf_c(out, "\"editions\":[");
	for (uint32_t i = 0; !g->project && i < g->owner->n_names; i++) {
		if (!diag_holds_for(g, i))
			continue;
		buf_c(out, first ? "" : ",");
		diag_json_string(out, g->owner->names[i]);
		first = false;
	}
	buf_char(out, ']');
}

void
diag_json(const struct diag *g, struct buf *out)
{
	buf_char(out, '{');
	place(out, g->owner->sources, g->at);
	end(out, g->owner->sources, g->at);
	buf_printf(out, ",\"severity\":\"%s\",\"id\":",
	    diag_severity_of(g) == DIAG_ERROR ? "error" : "warning");
	diag_json_string(out, diag_name(g->id));
	buf_c(out, ",\"message\":");
	diag_json_string(out, g->text);
	buf_c(out, ",\"hint\":");
	if (g->hint.n > 0)
		diag_json_string(out, g->hint);
	else
		buf_c(out, "null");
	notes(out, g);
	buf_char(out, ',');
	diag_json_editions(out, g);
	buf_char(out, '}');
}
