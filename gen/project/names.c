/* Names below content/: safe in URLs, not reserved. */
#include <ctype.h>

#include "base/files.h"
#include "base/str.h"
#include "project/parts.h"

static const struct str reserved[] = {
	{ "index", 5 }, { "404", 3 }, { "print", 5 }, { "search", 6 },
	{ "tags", 4 }, { "assets", 6 }, { "feed", 4 }, { "articles", 8 },
};

bool
project_reserves(struct str name)
{
	for (size_t i = 0; i < sizeof(reserved) / sizeof(*reserved); i++)
		if (str_eq_fold(name, reserved[i]))
			return true;
	return false;
}

static bool
safe(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
	    c == '_' || c == '-';
}

/* The name with everything that is not safe replaced. */
static struct str
safe_name(struct arena *a, struct str name)
{
	char *p = arena_alloc(a, name.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++) {
		char c = (char)tolower((unsigned char)name.p[i]);
		if (safe(c))
			p[n++] = c;
		else if (n > 0 && p[n - 1] != '-')
			p[n++] = '-';
	}
	return (struct str){ p, n };
}

bool
names_is_markdown(struct str path)
{
	return str_ends(path, STR(".md"));
}

bool
names_is_snippet(struct str path)
{
	return str_starts(path, STR("_snippets/")) ||
	    str_find(path, STR("/_snippets/"), 0) >= 0;
}

bool
names_is_tag(struct str s)
{
	return s.n >= 2 && islower((unsigned char)s.p[0]) &&
	    islower((unsigned char)s.p[1]) &&
	    (s.n == 2 || (s.n == 5 && s.p[2] == '-'));
}

bool
names_locale(struct loader *l, struct str stem, struct str *name,
    struct str *locale)
{
	ptrdiff_t dot = str_rfind_char(stem, '.');

	if (dot <= 0)
		return false;
	*name = str_slice(stem, 0, (size_t)dot);
	*locale = str_slice(stem, (size_t)dot + 1, stem.n);
	for (size_t i = 0; i < l->nlocales; i++)
		if (str_eq(*locale, l->locales[i]))
			return true;
	return !l->locales && names_is_tag(*locale);
}

/* A place for findings about a name: the file itself, without a text. */
static struct span
place(struct loader *l, struct str path)
{
	struct str full = path_join(l->a, STR("content"), path);

	for (uint32_t i = 1; i <= sources_count(l->s); i++)
		if (str_eq(sources_path(l->s, i), full))
			return (struct span){ i, 0, 0 };
	return (struct span){ sources_add(l->s, full, (struct str){ 0 }),
	    0, 0 };
}

static bool
is_reserved(struct loader *l, struct str name, bool top)
{
	for (size_t i = 0; i < sizeof(reserved) / sizeof(*reserved); i++)
		if (str_eq_fold(name, reserved[i]))
			return top || i == 0;
	for (size_t i = 0; top && i < l->nlocales; i++)
		if (str_eq_fold(name, l->locales[i]))
			return true;
	return false;
}

/* The last part of a path without what its kind of file adds. */
static struct str
stem_of(struct loader *l, struct str base, bool dir)
{
	struct str name, locale;

	if (dir || !names_is_markdown(base))
		return base;
	base = str_slice(base, 0, base.n - 3);
	return names_locale(l, base, &name, &locale) ? name : base;
}

static bool
all_safe(struct loader *l, struct str base)
{
	ptrdiff_t dot = str_rfind_char(base, '.');
	struct str stem = dot > 0 ? str_slice(base, 0, (size_t)dot) : base;
	struct str name, locale;

	/* A locale keeps its capitals: shot.pt-BR.png. */
	if (names_locale(l, stem, &name, &locale))
		base = name;
	for (size_t i = 0; i < base.n; i++)
		if (!safe(base.p[i]))
			return false;
	return true;
}

bool
names_check(struct loader *l, struct str path, bool dir)
{
	struct str base = path_base(path);
	struct str stem = stem_of(l, base, dir);
	bool page = dir || names_is_markdown(path);

	if (!all_safe(l, base)) {
		struct str better = safe_name(l->a, base);
		struct diag *g = diag_add(l->d, DIAG_UNSAFE_NAME,
		    place(l, path), "the name `%.*s` is not safe in a URL",
		    STR_ARG(base));
		diag_hint(g, "a to z, 0 to 9, `.`, `_` and `-`: "
		    "call it `%.*s`", STR_ARG(better));
		return false;
	}
	if (page && !names_is_snippet(path) &&
	    is_reserved(l, stem, path_dir(path).n == 0)) {
		struct diag *g = diag_add(l->d, DIAG_UNSAFE_NAME,
		    place(l, path), "the name `%.*s` is reserved",
		    STR_ARG(stem));
		diag_hint(g, "livery writes a page or folder of that name "
		    "itself");
		return false;
	}
	return true;
}
