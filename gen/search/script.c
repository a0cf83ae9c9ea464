/* Data in scripts: nothing in it can end a string, a script or a line. */
#include "search/script.h"

#include "base/hash.h"
#include "base/str.h"

void
script_begin(struct buf *out, struct str name)
{
	buf_reset(out);
	buf_printf(out, "liverySearch(\"%.*s\",", STR_ARG(name));
}

void
script_end(struct buf *out)
{
	buf_c(out, ");\n");
}

static bool
is_line_separator(struct str s, size_t i)
{
	return i + 3 <= s.n && s.p[i] == '\xe2' && s.p[i + 1] == '\x80' &&
	    (s.p[i + 2] == '\xa8' || s.p[i + 2] == '\xa9');
}

void
script_string(struct buf *out, struct str s)
{
	buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\') {
			buf_char(out, '\\');
			buf_char(out, s.p[i]);
		} else if (c < ' ' || c == '<' || c == 0x7f) {
			buf_printf(out, "\\u%04x", c);
		} else if (is_line_separator(s, i)) {
			i += 2;
			buf_c(out, s.p[i] == '\xa8' ? "\\u2028" : "\\u2029");
		} else {
			buf_char(out, s.p[i]);
		}
	}
	buf_char(out, '"');
}

bool
script_parts(struct str key, uint32_t often)
{
	return hash_xxh3_64(key, 0) % often == 0;
}
