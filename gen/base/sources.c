/* The register of texts, and the way from a byte to its line and column. */
#include "base/sources.h"

#include <errno.h>
#include <string.h>

#include "base/diag.h"
#include "base/files.h"
#include "base/str.h"
#include "base/utf8.h"

struct source {
	struct str path;
	struct str text;
	const struct source_promise *promise;	/* null once it is read */
	struct hash128 rest;	/* behind the first `start` bytes; if it has
				   been asked for */
	size_t start;
	bool has_rest, as_is;
	uint32_t *starts;	/* first byte of each line; made when asked */
	uint32_t lines;
};

struct sources {
	struct arena *arena;
	struct source *files;	/* file 1 is at index 0 */
	uint32_t n;
	uint32_t cap;
};

struct sources *
sources_new(struct arena *a)
{
	struct sources *s = ARENA_NEW(a, struct sources);

	s->arena = a;
	return s;
}

/* Spans hold 32-bit offsets. */
static struct str
checked(struct str path, struct str text)
{
	if (text.n >= UINT32_MAX)
		die(EFBIG, "cannot read %.*s", STR_ARG(path));
	return text;
}

uint32_t
sources_add(struct sources *s, struct str path, struct str text)
{
	if (s->n == s->cap) {
		uint32_t cap = s->cap ? s->cap * 2 : 64;
		struct source *files = ARENA_ARRAY(s->arena, cap,
		    struct source);
		if (s->n > 0)
			memcpy(files, s->files, s->n * sizeof(*files));
		s->files = files;
		s->cap = cap;
	}
	s->files[s->n] = (struct source){ .path = path,
		.text = checked(path, text) };
	return ++s->n;
}

static struct source *
source_of(const struct sources *s, uint32_t file)
{
	return file >= 1 && file <= s->n ? &s->files[file - 1] : NULL;
}

void
sources_give(struct sources *s, uint32_t file, struct str text, bool as_is)
{
	struct source *f = source_of(s, file);

	if (!f)
		return;
	f->text = checked(f->path, text);
	f->as_is = as_is;
}

void
sources_promise(struct sources *s, uint32_t file,
    const struct source_promise *promise)
{
	struct source *f = source_of(s, file);

	if (!f)
		return;
	f->promise = promise;
	f->rest = promise->rest;
	f->start = promise->start.n;
	f->has_rest = f->as_is = true;
}

static bool
is_as_promised(const struct source_promise *p, struct str text)
{
	return text.n == p->size && str_starts(text, p->start) &&
	    hash_same(hash_xxh3(str_slice(text, p->start.n, text.n)), p->rest);
}

/* The whole text. */
static struct str
text_of(const struct sources *s, struct source *f)
{
	const struct source_promise *p = f->promise;
	struct str text;

	if (!p)
		return f->text;
	struct str path = path_join(s->arena, str_c(p->root), f->path);
	if (!file_read(s->arena, path.p, &text) || !is_as_promised(p, text))
		die(0, "%s is being changed: build again", path.p);
	f->text = text;
	f->promise = NULL;
	return text;
}

struct str
sources_path(const struct sources *s, uint32_t file)
{
	const struct source *f = source_of(s, file);

	return f ? f->path : STR("");
}

struct str
sources_text(const struct sources *s, uint32_t file)
{
	struct source *f = source_of(s, file);

	return f ? text_of(s, f) : STR("");
}

struct str
sources_start(const struct sources *s, uint32_t file, size_t n)
{
	const struct source *f = source_of(s, file);

	return f && f->promise && n <= f->promise->start.n ?
	    f->promise->start : sources_text(s, file);
}

struct hash128
sources_rest(const struct sources *s, uint32_t file, size_t n)
{
	struct source *f = source_of(s, file);
	struct str text;

	if (f && f->has_rest && f->start == n)
		return f->rest;
	text = sources_text(s, file);
	struct hash128 h = hash_xxh3(str_slice(text, n, text.n));
	if (f) {
		f->rest = h;
		f->start = n;
		f->has_rest = true;
	}
	return h;
}

bool
sources_as_is(const struct sources *s, uint32_t file)
{
	const struct source *f = source_of(s, file);

	return f && f->as_is;
}

uint32_t
sources_count(const struct sources *s)
{
	return s->n;
}

struct str
sources_slice(const struct sources *s, struct span at)
{
	size_t end = (size_t)at.off + at.len;

	return str_slice(sources_start(s, at.file, end), at.off, end);
}

/* The byte behind the line that begins at `from`, its end included: LF, CR LF
   or CR (CommonMark 0.31, 2.1). */
static size_t
line_after(struct str text, size_t from)
{
	for (size_t i = from; i < text.n; i++) {
		if (text.p[i] == '\n')
			return i + 1;
		if (text.p[i] == '\r')
			return i + 1 < text.n && text.p[i + 1] == '\n' ?
			    i + 2 : i + 1;
	}
	return text.n;
}

static bool
ends_line(char c)
{
	return c == '\n' || c == '\r';
}

/* A byte order mark is no column of the first line. */
static size_t
first_byte(struct str text)
{
	return str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0;
}

static void
find_lines(const struct sources *s, struct source *f)
{
	struct str t = text_of(s, f);
	uint32_t n = 1;

	for (size_t i = line_after(t, 0); i < t.n; i = line_after(t, i))
		n++;
	if (t.n > 0 && ends_line(t.p[t.n - 1]))
		n++;
	f->starts = ARENA_ARRAY(s->arena, n, uint32_t);
	f->lines = n;
	size_t at = 0;
	for (uint32_t i = 1; i < n; i++) {
		at = line_after(t, at);
		f->starts[i] = (uint32_t)at;
	}
	f->starts[0] = (uint32_t)first_byte(t);
}

/* Index from 0 of the line that holds byte `off`. */
static uint32_t
line_of(const struct sources *s, struct source *f, uint32_t off)
{
	if (!f->starts)
		find_lines(s, f);
	uint32_t low = 0, high = f->lines;
	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;
		if (f->starts[mid] <= off)
			low = mid;
		else
			high = mid;
	}
	return low;
}

void
sources_line_col(const struct sources *s, struct span at, uint32_t *line,
    uint32_t *col)
{
	struct source *f = source_of(s, at.file);

	*line = 1;
	*col = 1;
	if (!f)
		return;
	uint32_t i = line_of(s, f, at.off);
	*line = i + 1;
	*col = 1 + (uint32_t)utf8_count(str_slice(f->text, f->starts[i],
	    at.off));
}

static struct str
line_text(const struct source *f, uint32_t i)
{
	size_t to = i + 1 < f->lines ? f->starts[i + 1] : f->text.n;

	while (to > f->starts[i] && ends_line(f->text.p[to - 1]))
		to--;
	return str_slice(f->text, f->starts[i], to);
}

struct str
sources_line(const struct sources *s, uint32_t file, uint32_t off)
{
	struct source *f = source_of(s, file);

	return f ? line_text(f, line_of(s, f, off)) : STR("");
}

struct span
sources_at(const struct sources *s, uint32_t file, uint32_t line,
    uint32_t col, uint32_t len)
{
	struct source *f = source_of(s, file);
	struct span at = { .file = f ? file : 0 };

	if (!f)
		return at;
	if (!f->starts)
		find_lines(s, f);
	if (line > f->lines) {
		at.off = (uint32_t)f->text.n;
		return at;
	}
	uint32_t i = line > 0 ? line - 1 : 0;
	struct str text = line_text(f, i);
	size_t k = 0;
	for (uint32_t c = 1; c < col && k < text.n; c++)
		utf8_next(text, &k);
	at.off = f->starts[i] + (uint32_t)k;
	size_t room = f->text.n - at.off;
	at.len = len < room ? len : (uint32_t)room;
	return at;
}
