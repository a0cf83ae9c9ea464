/* Findings as SARIF 2.1.0 (OASIS), for code scanning. */
#include "base/diag_parts.h"
#include "base/str.h"

static void
rules(struct buf *out)
{
	buf_c(out, "\"rules\":[");
	for (int i = 0; i < DIAG_COUNT; i++) {
		enum diag_id id = (enum diag_id)i;
		buf_c(out, i > 0 ? ",\n{\"id\":" : "\n{\"id\":");
		diag_json_string(out, diag_name(id));
		buf_c(out, ",\"shortDescription\":{\"text\":");
		diag_json_string(out, diag_help(id));
		buf_c(out, "}}");
	}
	buf_char(out, ']');
}

/* A path as a relative URI reference (RFC 3986). */
static void
uri(struct buf *out, struct str path)
{
	static const char plain[] = "-._~/:!$&'()*+,;=@";
	buf_char(out, '"');
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9');
		if (word || str_find_char(STR(plain), (char)c, 0) >= 0)
			buf_char(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
	buf_char(out, '"');
}

static void
physical_location(struct buf *out, const struct sources *s, struct span at)
{
	uint32_t line, col;
	sources_line_col(s, at, &line, &col);
	buf_c(out, "\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
	uri(out, sources_path(s, at.file));
	buf_printf(out, "},\"region\":{\"startLine\":%u,\"startColumn\":%u",
	    line, col);
	at.off += at.len;
	sources_line_col(s, at, &line, &col);
	buf_printf(out, ",\"endLine\":%u,\"endColumn\":%u}}", line, col);
}

static void
message(struct buf *out, const struct diag *g)
{
	struct buf text = BUF_INIT;
	buf_str(&text, g->text);
	if (g->hint.n > 0) {
		buf_c(&text, ": ");
		buf_str(&text, g->hint);
	}
	for (const struct note *n = g->notes; n; n = n->next) {
		if (n->at.file)
			continue;
		buf_c(&text, "; ");
		buf_str(&text, n->text);
	}
	buf_c(out, "\"message\":{\"text\":");
	diag_json_string(out, buf_view(&text));
	buf_char(out, '}');
	buf_free(&text);
}

static void
related(struct buf *out, const struct diag *g)
{
	bool first = true;
	for (const struct note *n = g->notes; n; n = n->next) {
		if (!n->at.file)
			continue;
		buf_c(out, first ? ",\"relatedLocations\":[{" : ",{");
		physical_location(out, g->owner->sources, n->at);
		buf_c(out, ",\"message\":{\"text\":");
		diag_json_string(out, n->text);
		buf_c(out, "}}");
		first = false;
	}
	buf_c(out, first ? "" : "]");
}

static void
result(struct buf *out, const struct diag *g)
{
	bool error = diag_severity_of(g) == DIAG_ERROR;
	buf_c(out, "{\"ruleId\":");
	diag_json_string(out, diag_name(g->id));
	buf_printf(out, ",\"ruleIndex\":%d,\"level\":\"%s\",", (int)g->id,
	    error ? "error" : "warning");
	message(out, g);
	if (g->at.file) {
		buf_c(out, ",\"locations\":[{");
		physical_location(out, g->owner->sources, g->at);
		buf_c(out, "}]");
	}
	related(out, g);
	buf_c(out, ",\"properties\":{");
	diag_json_editions(out, g);
	buf_c(out, "}}");
}

void
diag_sarif(const struct diag *const *all, size_t n, struct buf *out)
{
	buf_c(out, "{\"$schema\":"
	    "\"https://json.schemastore.org/sarif-2.1.0.json\","
	    "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{"
	    "\"name\":\"livery\",\"version\":\"" LIVERY_VERSION "\",\n");
	rules(out);
	buf_c(out, "}},\n\"columnKind\":\"unicodeCodePoints\",\"results\":[");
	for (size_t i = 0; i < n; i++) {
		buf_c(out, i > 0 ? ",\n" : "\n");
		result(out, all[i]);
	}
	buf_c(out, "]}]}\n");
}
