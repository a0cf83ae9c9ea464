/* Whether a folder may be written to: nothing that livery did not make is
   ever replaced. */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/str.h"
#include "publish/publish_parts.h"

struct str
output_path(struct arena *a, struct str path)
{
	char *real = realpath(arena_str(a, path).p, NULL);

	if (real) {
		struct str s = arena_str(a, str_c(real));
		free(real);
		return s;
	}
	ptrdiff_t slash = str_rfind_char(path, '/');
	struct str dir = slash < 0 ? STR(".") : slash == 0 ? STR("/") :
	    str_slice(path, 0, (size_t)slash);
	struct str base = path_base(path);
	if (errno != ENOENT ||
	    (str_eq(dir, STR(".")) && str_eq(base, STR("."))))
		return (struct str){ 0 };
	dir = output_path(a, dir);
	return base.n == 0 || !dir.p ? dir : path_join(a, dir, base);
}

static struct str
resolved(struct arena *a, struct str path)
{
	struct str real = output_path(a, path);

	if (!real.p)
		die(errno, "cannot resolve %.*s", STR_ARG(path));
	return real;
}

static bool
is_within(struct str path, struct str dir)
{
	return str_eq(dir, STR("/")) || str_eq(path, dir) ||
	    (str_starts(path, dir) && path.p[dir.n] == '/');
}

static bool
clear_of_project(struct arena *a, const struct publication_options *o,
    struct diags *d)
{
	static const char *const parts[] = { "content", "providers",
		"themes" };
	struct str out = resolved(a, str_c(o->out));

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct str part = path_join(a, str_c(o->root),
		    str_c(parts[i]));
		if (!dir_exists(part.p))
			continue;
		part = resolved(a, part);
		bool holds = is_within(part, out);
		if (!holds && !is_within(out, part))
			continue;
		diag_hint(diag_add(d, DIAG_OUTPUT, (struct span){ 0 },
		    "the output folder `%s` %s the project's `%s`", o->out,
		    holds ? "holds" : "is in", parts[i]),
		    "choose another folder with -o");
		return false;
	}
	return true;
}

static bool
is_empty(const char *path)
{
	struct dirent *e;
	bool empty = true;
	DIR *dir = opendir(path);

	if (!dir)
		die(errno, "cannot open folder %s", path);
	while ((errno = 0, e = readdir(dir)) != NULL)
		if (strcmp(e->d_name, ".") != 0 &&
		    strcmp(e->d_name, "..") != 0)
			empty = false;
	if (errno != 0 || closedir(dir) < 0)
		die(errno, "cannot read folder %s", path);
	return empty;
}

static bool
is_there(const char *path)
{
	struct stat st;

	if (lstat(path, &st) == 0)
		return true;
	if (errno != ENOENT && errno != ENOTDIR)
		die(errno, "cannot look at %s", path);
	return false;
}

bool
output_says_livery(const char *path)
{
	static const char head[] = "{\n  \"livery\": \"";
	char is[sizeof(head) - 1];
	FILE *f = fopen(path, "rb");

	if (!f)
		return false;
	bool same = fread(is, 1, sizeof(is), f) == sizeof(is) &&
	    memcmp(is, head, sizeof(is)) == 0;
	fclose(f);
	return same;
}

static void
refuse(struct diags *d, const char *path, const char *why)
{
	diag_hint(diag_add(d, DIAG_OUTPUT, (struct span){ 0 },
	    "`%s` was not made by livery%s", path, why),
	    "remove it, or choose another folder with -o");
}

/* A brand's folder and what lies beside it are livery's when its manifest is
   there, or, whatever became of that, when manifest.json names the brand. */
static bool
brand_is_ours(struct arena *a, const char *out, struct str id, bool named,
    struct diags *d)
{
	static const char *const beside[] = { ".json", ".zip", ".zip.sha256",
		".epub", ".epub.sha256" };
	const char *tree = arena_printf(a, "%s/%.*s", out, STR_ARG(id)).p;
	const char *list = arena_printf(a, "%s.json", tree).p;
	const char *why = arena_printf(a, ": `%s` is not its manifest",
	    list).p;
	bool ours = named || output_says_livery(list);
	struct stat st;

	if (is_there(tree) && lstat(tree, &st) == 0 && !S_ISDIR(st.st_mode)) {
		refuse(d, tree, ": it is no folder");
		return false;
	}
	if (!ours && is_there(tree) && !is_empty(tree)) {
		refuse(d, tree, why);
		return false;
	}
	for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
		const char *path = arena_printf(a, "%s%s", tree, beside[i]).p;
		if (!ours && is_there(path)) {
			refuse(d, path, i == 0 ? "" : why);
			return false;
		}
	}
	return true;
}

/* Where manifest.json is not livery's, it may still be what is left of it. */
static bool
overview_is_ours(struct arena *a, const char *overview, const char *out,
    const struct published_brand *brand, size_t n)
{
	if (!is_there(overview) || output_says_livery(overview))
		return true;
	for (size_t i = 0; i < n; i++)
		if (output_says_livery(arena_printf(a, "%s/%.*s.json", out,
		    STR_ARG(brand[i].id)).p))
			return true;
	return false;
}

bool
output_is_ours(struct arena *a, const struct publication_options *o,
    const struct published_brand *brand, size_t n, struct diags *d)
{
	const char *overview = arena_printf(a, "%s/manifest.json", o->out).p;
	struct map *named;

	if (!clear_of_project(a, o, d))
		return false;
	if (!overview_is_ours(a, overview, o->out, brand, n)) {
		refuse(d, overview, "");
		return false;
	}
	named = output_says_livery(overview) ? overview_read(a, overview) :
	    map_new(a);
	for (size_t i = 0; i < n; i++)
		if (!brand_is_ours(a, o->out, brand[i].id,
		    map_get(named, brand[i].id) != NULL, d))
			return false;
	return true;
}
