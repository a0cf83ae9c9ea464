/* What livery adds to Markdown, read from strings. */
#include "article/markup.h"

#include "base/str.h"
#include "base/suggest.h"

#define MAX_WIDTH 10000u	/* CSS px */

static const struct str containers[] = {
	[CONTAINER_TABS] = { "tabs", 4 },
	[CONTAINER_TAB] = { "tab", 3 },
	[CONTAINER_STEPS] = { "steps", 5 },
	[CONTAINER_DETAILS] = { "details", 7 },
};

static const struct str callouts[] = {
	{ "note", 4 }, { "tip", 3 }, { "important", 9 }, { "warning", 7 },
	{ "caution", 7 },
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static bool
word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static size_t
word_len(struct str s)
{
	size_t n = 0;

	while (n < s.n && word(s.p[n]))
		n++;
	return n;
}

bool
markup_fence(struct str line, struct fence *out)
{
	size_t n = 0;

	while (n < line.n && line.p[n] == ':')
		n++;
	if (n < 3)
		return false;
	struct str rest = str_trim(str_slice(line, n, line.n));
	size_t name = word_len(rest);
	/* Another tool's `::: {.note}` is a container nobody knows. */
	if (name == 0 && rest.n > 0 && rest.p[0] == '{')
		name = rest.n;
	if (name == 0 && rest.n > 0)
		return false;
	out->colons = (uint32_t)n;
	out->name = str_slice(rest, 0, name);
	out->rest = str_trim(str_slice(rest, name, rest.n));
	return true;
}

enum container_kind
markup_container(struct str name, struct str *best)
{
	struct suggest s = { 0 };

	for (size_t i = 0; i < COUNT(containers); i++) {
		if (str_eq(name, containers[i]))
			return (enum container_kind)i;
		suggest_offer(&s, name, containers[i]);
	}
	*best = s.best;
	return CONTAINER_UNKNOWN;
}

const char *
markup_container_name(enum container_kind kind)
{
	return kind == CONTAINER_UNKNOWN ? "container" : containers[kind].p;
}

bool
markup_sync(struct str rest, struct str *key)
{
	if (!str_starts(rest, STR("{sync=")) || !str_ends(rest, STR("}")))
		return false;
	*key = str_slice(rest, 6, rest.n - 1);
	return key->n > 0 && word_len(*key) == key->n;
}

bool
markup_callout(struct str line, struct str *kind, struct str *title)
{
	if (!str_starts(line, STR("[!")))
		return false;
	ptrdiff_t end = str_find_char(line, ']', 2);
	if (end < 3)
		return false;
	*kind = str_slice(line, 2, (size_t)end);
	*title = str_trim(str_slice(line, (size_t)end + 1, line.n));
	return word_len(*kind) == kind->n;
}

struct str
markup_callout_kind(struct str kind, struct str *best)
{
	struct suggest s = { 0 };

	for (size_t i = 0; i < COUNT(callouts); i++) {
		if (str_eq_fold(kind, callouts[i]))
			return callouts[i];
		suggest_offer(&s, kind, callouts[i]);
	}
	*best = s.best;
	return (struct str){ 0 };
}

bool
markup_heading_id(struct str text, struct str *title, struct str *id)
{
	struct str t = str_trim(text);
	ptrdiff_t open = str_rfind_char(t, '{');

	if (open < 0 || !str_ends(t, STR("}")) ||
	    (size_t)open + 2 >= t.n || t.p[open + 1] != '#')
		return false;
	*id = str_slice(t, (size_t)open + 2, t.n - 1);
	size_t n = (size_t)(t.p - text.p) + (size_t)open;
	while (n > 0 && (text.p[n - 1] == ' ' || text.p[n - 1] == '\t'))
		n--;
	*title = str_slice(text, 0, n);
	return true;
}

bool
markup_id_valid(struct str id)
{
	for (size_t i = 0; i < id.n; i++)
		if (!word(id.p[i]) || (id.p[i] >= 'A' && id.p[i] <= 'Z'))
			return false;
	return id.n > 0;
}

size_t
markup_image(struct str text, uint32_t *width, const char **why)
{
	uint64_t px;

	if (text.n < 2 || text.p[0] != '{')
		return 0;
	size_t name = word_len(str_slice(text, 1, text.n));
	ptrdiff_t end = str_find_char(text, '}', 0);
	if (name == 0 || name + 1 >= text.n || text.p[name + 1] != '=' ||
	    end < 0)
		return 0;
	struct str value = str_slice(text, name + 2, (size_t)end);
	if (!str_eq(str_slice(text, 1, name + 1), STR("width")))
		*why = "an image takes `{width=480}` only";
	else if (!str_to_uint(value, &px) || px == 0 || px > MAX_WIDTH)
		*why = "the width of an image is a number of pixels, "
		    "such as `{width=480}`";
	else
		*width = (uint32_t)px;
	return (size_t)end + 1;
}

/* Takes the next word of an info string, which may hold a quoted value. */
static struct str
info_word(struct str *rest)
{
	struct str s = str_trim(*rest);
	size_t n = 0;
	bool quoted = false;

	while (n < s.n && (quoted || (s.p[n] != ' ' && s.p[n] != '\t')))
		quoted ^= s.p[n++] == '"';
	*rest = str_slice(s, n, s.n);
	return str_slice(s, 0, n);
}

struct info
markup_info(struct str info)
{
	struct info out = { 0 };
	bool first = true;

	for (struct str w; (w = info_word(&info)).n > 0; first = false) {
		struct str name, value;
		if (!str_cut(w, '=', &name, &value)) {
			if (first && !str_eq(w, STR("raw")))
				out.language = w;
			continue;
		}
		if (!str_eq(name, STR("title"))) {
			out.unknown = name;
			continue;
		}
		if (value.n >= 2 && value.p[0] == '"' &&
		    value.p[value.n - 1] == '"')
			value = str_slice(value, 1, value.n - 1);
		out.caption = value;
	}
	return out;
}

size_t
markup_comment(struct str s)
{
	if (!str_starts(s, STR("<!--")))
		return 0;
	ptrdiff_t end = str_find(s, STR("-->"), 4);
	return end < 0 ? s.n : (size_t)end + 3;
}
