/* From a finding in the output back to the line that someone can change. */
#include "emit/trace.h"

#include "base/map.h"
#include "base/str.h"

/* In the order in which they are searched. */
enum rank { RANK_SNIPPET, RANK_THEME, RANK_PROVIDER, RANK_ARTICLE, RANK_NONE };

struct trace {
	struct arena *a;
	const struct sources *s;
	const struct brand *brand;
	const struct fact *fact;
	struct leak_gate **gate;	/* by fact, made when asked for */
	struct span *shared;		/* by fact: the place that is not in
					   the page's own article */
	bool *searched;
};

struct trace *
trace_new(struct arena *a, const struct sources *s, const struct brand *brand,
    const struct fact *fact, size_t nfacts)
{
	struct trace *t = ARENA_NEW(a, struct trace);

	*t = (struct trace){ .a = a, .s = s, .brand = brand, .fact = fact };
	t->gate = ARENA_ARRAY(a, nfacts + 1, struct leak_gate *);
	t->shared = ARENA_ARRAY(a, nfacts + 1, struct span);
	t->searched = ARENA_ARRAY(a, nfacts + 1, bool);
	return t;
}

/* providers/BRAND.lua, providers/BRAND/... and what all brands share; not the
   files of other brands, where their facts are at home. */
static enum rank
provider_rank(struct str path, struct str brand)
{
	static const char *const shared[] = {
		"base.lua", "macros.lua", "schema.lua"
	};
	struct str rest = str_slice(path, sizeof("providers/") - 1, path.n);
	struct str head, tail;

	if (str_cut(rest, '/', &head, &tail))
		return str_eq(head, STR("data")) || str_eq(head, brand) ?
		    RANK_PROVIDER : RANK_NONE;
	if (str_starts(rest, brand) &&
	    str_eq(str_slice(rest, brand.n, rest.n), STR(".lua")))
		return RANK_PROVIDER;
	for (size_t k = 0; k < sizeof(shared) / sizeof(shared[0]); k++)
		if (str_eq(rest, str_c(shared[k])))
			return RANK_PROVIDER;
	return RANK_NONE;
}

static enum rank
rank_of(struct str path, struct str brand)
{
	if (str_starts(path, STR("providers/"))) {
		enum rank r = provider_rank(path, brand);
		return r != RANK_NONE &&
		    str_find(path, STR("/_snippets/"), 0) >= 0 ?
		    RANK_SNIPPET : r;
	}
	if (str_find(path, STR("themes/"), 0) == 0 ||
	    str_starts(path, STR("livery:themes/")))
		return RANK_THEME;
	if (!str_starts(path, STR("content/")))
		return RANK_NONE;
	return str_find(path, STR("/_snippets/"), 0) >= 0 ? RANK_SNIPPET :
	    RANK_ARTICLE;
}

static bool
find_fact(struct trace *t, uint32_t fact, uint32_t file, struct span *at)
{
	if (file == 0)
		return false;
	if (!t->gate[fact])
		t->gate[fact] = leak_gate_build(t->a, &t->fact[fact], 1);
	*at = (struct span){ .file = file };
	return leak_locate(t->gate[fact], sources_text(t->s, file), &at->off,
	    &at->len);
}

static struct span
find_shared(struct trace *t, uint32_t fact)
{
	struct span at;

	for (int rank = RANK_SNIPPET; rank < RANK_NONE; rank++)
		for (uint32_t f = 1; f <= sources_count(t->s); f++)
			if (rank_of(sources_path(t->s, f), t->brand->id) ==
			    (enum rank)rank && find_fact(t, fact, f, &at))
				return at;
	return (struct span){ 0 };
}

struct span
trace_fact(struct trace *t, uint32_t fact, uint32_t translated, uint32_t own)
{
	struct span at;

	if (find_fact(t, fact, translated, &at) ||
	    find_fact(t, fact, own, &at))
		return at;
	if (!t->searched[fact]) {
		t->shared[fact] = find_shared(t, fact);
		t->searched[fact] = true;
	}
	return t->shared[fact];
}

static bool
find_text(const struct sources *s, uint32_t file, struct str needle,
    struct span *at)
{
	ptrdiff_t off = str_find(sources_text(s, file), needle, 0);

	*at = (struct span){ file, off < 0 ? 0 : (uint32_t)off,
		(uint32_t)needle.n };
	return off >= 0;
}

/* Themes write links without the way up to the root: page.root gives that. */
struct span
trace_link(struct trace *t, struct str href, uint32_t own)
{
	struct str needle = href;
	struct span at;

	while (str_starts(needle, STR("../")))
		needle = str_slice(needle, 3, needle.n);
	if (needle.n < 2)
		return (struct span){ 0 };
	if (own != 0 && find_text(t->s, own, needle, &at))
		return at;
	for (uint32_t f = 1; f <= sources_count(t->s); f++)
		if (rank_of(sources_path(t->s, f), t->brand->id) ==
		    RANK_THEME && find_text(t->s, f, needle, &at))
			return at;
	return (struct span){ 0 };
}
