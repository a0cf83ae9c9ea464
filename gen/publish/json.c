/* A strict JSON reader (RFC 8259) that pulls what the caller expects. */
#include "publish/json.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

enum { DEEPEST = 32 };

static char
peek(struct json *j)
{
	while (j->i < j->s.n && (j->s.p[j->i] == ' ' ||
	    (j->s.p[j->i] >= '\t' && j->s.p[j->i] <= '\r')))
		j->i++;
	return !j->bad && j->i < j->s.n ? j->s.p[j->i] : '\0';
}

void
json_take(struct json *j, char sign)
{
	if (peek(j) == sign)
		j->i++;
	else
		j->bad = true;
}

bool
json_more(struct json *j, char close, size_t *n)
{
	if (peek(j) == close) {
		j->i++;
		return false;
	}
	if ((*n)++ > 0)
		json_take(j, ',');
	return !j->bad;
}

/* The bytes between the quotes, escapes as they stand. */
static struct str
quoted(struct json *j)
{
	json_take(j, '"');
	size_t from = j->i;

	while (!j->bad && j->i < j->s.n && j->s.p[j->i] != '"') {
		if ((unsigned char)j->s.p[j->i] < 0x20)
			j->bad = true;
		j->i += j->s.p[j->i] == '\\' ? 2 : 1;
	}
	if (j->i >= j->s.n)
		j->bad = true;
	if (j->bad)
		return (struct str){ 0 };
	return str_slice(j->s, from, j->i++);
}

static int
hex4(struct str s)
{
	int v = 0;

	for (size_t i = 0; i < 4; i++) {
		char c = i < s.n ? s.p[i] : '\0';
		int d = c >= '0' && c <= '9' ? c - '0' :
		    c >= 'a' && c <= 'f' ? c - 'a' + 10 :
		    c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
		if (d < 0)
			return -1;
		v = v << 4 | d;
	}
	return v;
}

/* Surrogates do not occur in what we write: a fault. */
static size_t
unescape(struct json *j, struct str s, size_t i, struct buf *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *at = i < s.n && s.p[i] != '\0' ?
	    strchr(from, s.p[i]) : NULL;

	if (at) {
		buf_char(out, to[at - from]);
		return 1;
	}
	int cp = i < s.n && s.p[i] == 'u' ?
	    hex4(str_slice(s, i + 1, i + 5)) : -1;
	if (cp < 0 || (cp >= 0xD800 && cp <= 0xDFFF))
		j->bad = true;
	else
		buf_utf8(out, (uint32_t)cp);
	return 5;
}

struct str
json_string(struct json *j, struct arena *a)
{
	struct str s = quoted(j);

	if (str_find_char(s, '\\', 0) < 0)
		return s;
	struct buf out = BUF_INIT;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\')
			i += unescape(j, s, i + 1, &out);
		else
			buf_char(&out, s.p[i]);
	}
	s = arena_str(a, buf_view(&out));
	buf_free(&out);
	return s;
}

struct str
json_key(struct json *j, struct arena *a)
{
	struct str s = json_string(j, a);

	json_take(j, ':');
	return s;
}

uint64_t
json_uint(struct json *j)
{
	uint64_t v = 0;

	peek(j);
	size_t from = j->i;
	while (j->i < j->s.n && j->s.p[j->i] >= '0' && j->s.p[j->i] <= '9')
		j->i++;
	if (!str_to_uint(str_slice(j->s, from, j->i), &v))
		j->bad = true;
	return v;
}

static void
skip(struct json *j, int depth)
{
	size_t n = 0;
	char c = peek(j);

	if (depth > DEEPEST) {
		j->bad = true;
	} else if (c == '{' || c == '[') {
		j->i++;
		while (json_more(j, c == '{' ? '}' : ']', &n)) {
			if (c == '{') {
				quoted(j);
				json_take(j, ':');
			}
			skip(j, depth + 1);
		}
	} else if (c == '"') {
		quoted(j);
	} else {
		size_t from = j->i;
		while (j->i < j->s.n && j->s.p[j->i] != '\0' &&
		    !strchr(",]} \t\r\n", j->s.p[j->i]))
			j->i++;
		j->bad = j->bad || j->i == from;
	}
}

struct str
json_any(struct json *j)
{
	peek(j);
	size_t from = j->i;

	skip(j, 0);
	return j->bad ? (struct str){ 0 } : str_slice(j->s, from, j->i);
}

bool
json_end(struct json *j)
{
	return peek(j) == '\0' && !j->bad && j->i == j->s.n;
}
