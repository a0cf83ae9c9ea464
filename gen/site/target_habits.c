/* What people link to by the habits of other tools, and what to write. */
#include "site/site_private.h"

#include "base/str.h"

/* "www.acme.example" or "acme.example/help": a host whose https:// is gone. */
static bool
is_host(struct str s)
{
	static const struct str ends[] = { { ".com", 4 }, { ".net", 4 },
		{ ".org", 4 }, { ".io", 3 }, { ".example", 8 } };
	ptrdiff_t slash = str_find_char(s, '/', 0);
	struct str host = str_slice(s, 0, slash < 0 ? s.n : (size_t)slash);

	if (str_starts(s, STR("www.")))
		return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (host.n > ends[i].n && str_ends(host, ends[i]))
			return true;
	return false;
}

const char *
target_habit(struct str written, struct str path, bool image)
{
	if (str_find_char(written, '\\', 0) >= 0)
		return "folders are parted by `/`";
	if (is_host(written))
		return "write https:// in front of it";
	if (!image && str_find(written, STR("_snippets/"), 0) >= 0)
		return "a snippet is no page: `{% include %}` brings it in";
	if (str_starts(path, STR("static/")) ||
	    str_starts(path, STR("public/")) ||
	    str_starts(path, STR("assets/")))
		return "the files that pages show lie in content/";
	return NULL;
}

struct str
target_own_url(const struct edition *e)
{
	const struct value *brand = value_get(&e->values, STR("brand"));
	const struct value *own = brand ? value_get(brand, STR("url")) : NULL;

	return own && own->type == VALUE_URL ? own->text :
	    (struct str){ 0 };
}

bool
target_is_own(const struct linker *l, struct str url)
{
	return l->own_url.n > 0 && str_starts(url, l->own_url);
}
