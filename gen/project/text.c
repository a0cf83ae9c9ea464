/* Reading the writers' texts: everything behind this point is valid UTF-8
   without NUL, slot code points and carriage returns. */
#include "project/parts.h"

#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "base/utf8.h"

#define TEXT_MAX (4u * 1024 * 1024)	/* bytes */
#define TEXT_FINDINGS 20		/* per file */

/* Copies without the byte order mark and with \r\n and \r as \n. */
static struct str
normalise(struct arena *a, struct str raw)
{
	char *p = arena_alloc(a, raw.n + 1);
	size_t n = 0, i = 0;

	if (str_starts(raw, STR("\xef\xbb\xbf")))
		i = 3;
	for (; i < raw.n; i++) {
		if (raw.p[i] != '\r')
			p[n++] = raw.p[i];
		else if (i + 1 == raw.n || raw.p[i + 1] != '\n')
			p[n++] = '\n';
	}
	return (struct str){ p, n };
}

struct bad {
	size_t at, len;
	const char *what;
};

/* Offset of the first NUL, private-use plane or invalid byte. */
static bool
find_bad(struct str s, size_t from, struct bad *out)
{
	struct str rest = str_slice(s, from, s.n);
	ptrdiff_t invalid = utf8_invalid(rest);
	size_t end = invalid < 0 ? rest.n : (size_t)invalid;

	for (size_t i = 0; i < end; i++) {
		unsigned char c = (unsigned char)rest.p[i];
		if (c == 0) {
			*out = (struct bad){ from + i, 1, "a NUL byte" };
			return true;
		}
		if (c == 0xf4 || (c == 0xf3 &&
		    (unsigned char)rest.p[i + 1] >= 0xb0)) {
			*out = (struct bad){ from + i, 4,
			    "a private code point that livery uses itself" };
			return true;
		}
	}
	*out = (struct bad){ from + end, 1, "a byte that is not UTF-8" };
	return invalid >= 0;
}

static void
check(struct loader *l, uint32_t file, struct str text, char *clean)
{
	struct bad bad;
	unsigned n = 0;

	for (size_t i = 0; find_bad(text, i, &bad); i = bad.at + bad.len) {
		if (n++ < TEXT_FINDINGS)
			diag_add(l->d, DIAG_INVALID_UTF8,
			    (struct span){ file, (uint32_t)bad.at,
			    (uint32_t)bad.len }, "%s", bad.what);
		memset(clean + bad.at, '?', bad.len);
	}
}

uint32_t
text_load(struct loader *l, struct str path, uint64_t size)
{
	struct str raw, disk = path_join(l->a, str_c(l->root), path);

	if (size > TEXT_MAX) {
		uint32_t file = sources_add(l->s, path, (struct str){ 0 });
		diag_add(l->d, DIAG_LIMIT, (struct span){ file, 0, 0 },
		    "the file is larger than %u MiB",
		    TEXT_MAX / (1024 * 1024));
		return 0;
	}
	if (!file_read(l->a, disk.p, &raw))
		return 0;
	struct str text = normalise(l->a, raw);
	/* The findings quote the text: it is cleaned before it is known. */
	struct str clean = arena_str(l->a, text);
	uint32_t file = sources_add(l->s, path, clean);
	check(l, file, text, (char *)(uintptr_t)clean.p);
	return file;
}
