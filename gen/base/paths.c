/* Paths as text; nothing here touches the disk. */
#include "base/files.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

static struct str
without_leading_slashes(struct str s)
{
	while (s.n > 0 && s.p[0] == '/')
		s = str_slice(s, 1, s.n);
	return s;
}

struct str
path_join(struct arena *a, struct str dir, struct str name)
{
	if (dir.n == 0)
		return arena_str(a, name);
	name = without_leading_slashes(name);
	if (name.n == 0)
		return arena_str(a, dir);
	while (dir.n > 0 && dir.p[dir.n - 1] == '/')
		dir.n--;
	size_t n = dir.n + 1 + name.n;
	char *p = arena_bytes(a, n + 1);
	memcpy(p, dir.p, dir.n);
	p[dir.n] = '/';
	memcpy(p + dir.n + 1, name.p, name.n);
	p[n] = '\0';
	return (struct str){ p, n };
}

struct str
path_dir(struct str path)
{
	ptrdiff_t at = str_rfind_char(path, '/');

	return str_slice(path, 0, at < 0 ? 0 : (size_t)at);
}

struct str
path_folder(struct str path)
{
	return str_slice(path, 0, (size_t)(str_rfind_char(path, '/') + 1));
}

struct str
path_beyond(struct arena *a, struct str folder)
{
	char *p;

	if (folder.n == 0)
		return STR("");
	p = arena_bytes(a, folder.n);
	memcpy(p, folder.p, folder.n);
	p[folder.n - 1] = '/' + 1;
	return (struct str){ p, folder.n };
}

struct str
path_base(struct str path)
{
	ptrdiff_t at = str_rfind_char(path, '/');

	return str_slice(path, (size_t)(at + 1), path.n);
}

/* Appends the parts of `path` to the normal path `s`, in which every part but
   the first follows a slash; there must be room for path.n bytes and a slash.
   False when ".." finds nothing to remove. */
static bool
walk_parts(char *s, size_t *n, struct str path)
{
	for (size_t from = 0, to; from < path.n; from = to + 1) {
		struct str part = { path.p + from, 0 };
		for (to = from; to < path.n && path.p[to] != '/'; to++)
			part.n++;
		if (part.n == 0 || (part.n == 1 && part.p[0] == '.'))
			continue;
		if (part.n == 2 && part.p[0] == '.' && part.p[1] == '.') {
			if (*n == 0)
				return false;
			while (*n > 0 && s[--*n] != '/')
				;
			continue;
		}
		if (*n > 0)
			s[(*n)++] = '/';
		memcpy(s + *n, part.p, part.n);
		*n += part.n;
	}
	return true;
}

bool
path_resolve(struct arena *a, struct str dir, struct str ref, struct str *out)
{
	char *s = arena_alloc(a, dir.n + ref.n + 2);
	bool rooted = ref.n > 0 && ref.p[0] == '/';
	size_t n = 0;

	if ((!rooted && !walk_parts(s, &n, dir)) || !walk_parts(s, &n, ref))
		return false;
	s[n] = '\0';
	*out = (struct str){ s, n };
	return true;
}

/* Bytes of the folders that both begin with, the last slash included. */
static size_t
common_folders(struct str a, struct str b)
{
	size_t n = 0;

	for (size_t i = 0; i < a.n && i < b.n && a.p[i] == b.p[i]; i++)
		if (a.p[i] == '/')
			n = i + 1;
	return n;
}

struct str
path_relative(struct arena *a, struct str from, struct str to)
{
	struct buf b = BUF_INIT;

	from = without_leading_slashes(from);
	to = without_leading_slashes(to);
	size_t same = common_folders(from, to);
	for (size_t i = same; i < from.n; i++)
		if (from.p[i] == '/')
			buf_c(&b, "../");
	struct str rest = str_slice(to, same, to.n);
	/* A colon in the first part would read as a scheme (RFC 3986, 4.2);
	   an empty reference would mean the page itself. */
	struct str first, more;
	str_cut(rest, '/', &first, &more);
	if (b.n == 0 && (rest.n == 0 || str_find_char(first, ':', 0) >= 0))
		buf_c(&b, "./");
	buf_str(&b, rest);
	struct str s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s;
}

struct str
path_percent_decoded(struct arena *a, struct str s)
{
	if (str_find_char(s, '%', 0) < 0)
		return s;
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		int hi = i + 2 < s.n && s.p[i] == '%' ?
		    str_hex_digit(s.p[i + 1]) : -1;
		int lo = hi < 0 ? -1 : str_hex_digit(s.p[i + 2]);
		out[n++] = lo < 0 ? s.p[i] : (char)(hi << 4 | lo);
		if (lo >= 0)
			i += 2;
	}
	return (struct str){ out, n };
}
