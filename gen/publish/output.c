/* Whether a folder may be written to: nothing that livery did not make is
   ever replaced. */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
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

/* A brand's folder is livery's when its manifest stands beside it. */
static bool
brand_is_ours(struct arena *a, const char *out, struct str id,
    struct diags *d)
{
	const char *tree = arena_printf(a, "%s/%.*s", out, STR_ARG(id)).p;
	const char *list = arena_printf(a, "%s.json", tree).p;
	struct stat st;

	if (lstat(tree, &st) < 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return true;
		die(errno, "cannot look at %s", tree);
	}
	if (S_ISDIR(st.st_mode) && (file_exists(list) || is_empty(tree)))
		return true;
	diag_hint(diag_add(d, DIAG_OUTPUT, (struct span){ 0 },
	    "`%s` was not made by livery: `%s` is not beside it", tree, list),
	    "remove it, or choose another folder with -o");
	return false;
}

bool
output_is_ours(struct arena *a, const struct publication_options *o,
    const struct published_brand *brand, size_t n, struct diags *d)
{
	bool good = clear_of_project(a, o, d);

	for (size_t i = 0; i < n && good; i++)
		good = brand_is_ours(a, o->out, brand[i].id, d);
	return good;
}
