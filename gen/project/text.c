/* Reading the writers' texts: everything behind this point is valid UTF-8
   without NUL, slot code points and carriage returns. */
#include "project/parts.h"

#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "base/utf8.h"

#define TEXT_MAX (4u * 1024 * 1024)	/* bytes */
#define TEXT_FINDINGS 20		/* per file */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Takes out the byte order mark and makes \r\n and \r to \n, in place. */
static struct str
normalise(struct str raw)
{
	char *p = (char *)(uintptr_t)raw.p;
	size_t n = 0, i = 0;

	if (str_starts(raw, STR(BYTE_ORDER_MARK)))
		i = 3;
	if (i == 0 && str_find_char(raw, '\r', 0) < 0)
		return raw;
	for (; i < raw.n; i++) {
		if (p[i] != '\r')
			p[n++] = p[i];
		else if (i + 1 == raw.n || p[i + 1] != '\n')
			p[n++] = '\n';
	}
	p[n] = '\0';
	return (struct str){ p, n };
}

struct bad {
	size_t at, len;
	const char *what;
};

/* Planes 15 and 16. */
static bool
is_private(const char *p)
{
	unsigned char lead = (unsigned char)p[0];

	return lead == 0xf4 || (lead == 0xf3 && (unsigned char)p[1] >= 0xb0);
}

/* The first NUL, private-use plane or invalid byte from `from` on. */
static bool
find_bad(struct str s, size_t from, struct bad *out)
{
	for (size_t i = utf8_plain(s, from); i < s.n; i = utf8_plain(s, i)) {
		size_t len = utf8_length(s, i);
		*out = (struct bad){ i, len, "a NUL byte" };
		if (len == 1)
			return true;
		out->what = "a private code point that livery uses itself";
		if (len == 4 && is_private(s.p + i))
			return true;
		*out = (struct bad){ i, 1, "a byte that is not UTF-8" };
		if (len == 0)
			return true;
		i += len;
	}
	return false;
}

bool
text_is_plain(struct str raw)
{
	struct bad bad;

	return !str_starts(raw, STR(BYTE_ORDER_MARK)) &&
	    str_find_char(raw, '\r', 0) < 0 && !find_bad(raw, 0, &bad);
}

/* The findings quote the text when they are printed: what is bad in it is
   replaced. */
static void
clean(struct loader *l, uint32_t file, struct str text)
{
	char *p = (char *)(uintptr_t)text.p;
	struct bad bad;
	unsigned n = 0;

	for (size_t i = 0; find_bad(text, i, &bad); i = bad.at + bad.len) {
		if (n++ < TEXT_FINDINGS)
			diag_add(l->d, DIAG_INVALID_UTF8,
			    (struct span){ file, (uint32_t)bad.at,
			    (uint32_t)bad.len }, "%s", bad.what);
		memset(p + bad.at, '?', bad.len);
	}
}

static bool
is_too_large(struct loader *l, struct str path, uint64_t size)
{
	if (size <= TEXT_MAX)
		return false;
	diag_add(l->d, DIAG_LIMIT,
	    (struct span){ sources_add(l->s, path, (struct str){ 0 }), 0, 0 },
	    "the file is larger than %u MiB", TEXT_MAX / (1024 * 1024));
	return true;
}

static bool
read_disk(struct loader *l, struct str path, struct str *text)
{
	struct str raw;

	if (!file_read(l->a, path_join(l->scratch, str_c(l->root), path).p,
	    &raw))
		return false;
	*text = normalise(raw);
	return true;
}

uint32_t
text_load(struct loader *l, struct str path, uint64_t size)
{
	struct str text;

	if (is_too_large(l, path, size) || !read_disk(l, path, &text))
		return 0;
	uint32_t file = sources_add(l->s, path, text);
	clean(l, file, text);
	return file;
}

uint32_t
text_note(struct loader *l, struct str path, uint64_t size)
{
	return is_too_large(l, path, size) ? 0 :
	    sources_add(l->s, path, (struct str){ 0 });
}

bool
text_fill(struct loader *l, uint32_t file)
{
	struct str text;

	if (!read_disk(l, sources_path(l->s, file), &text))
		return false;
	sources_give(l->s, file, text, false);
	clean(l, file, text);
	return true;
}
