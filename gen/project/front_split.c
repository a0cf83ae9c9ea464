/* Finding the front matter of a file. */
#include "base/str.h"
#include "project/parts.h"

#define FRONT_MAX (64u * 1024)	/* bytes */

/* Whether the line at `i` is three dashes; `*next` is behind its end. */
static bool
dashes(struct str text, size_t i, size_t *next)
{
	ptrdiff_t nl = str_find_char(text, '\n', i);
	size_t end = nl < 0 ? text.n : (size_t)nl;

	*next = nl < 0 ? text.n : end + 1;
	struct str line = str_slice(text, i, end);
	while (line.n > 0 && (line.p[line.n - 1] == ' ' ||
	    line.p[line.n - 1] == '\t'))
		line.n--;
	return str_eq(line, STR("---"));
}

bool
front_split(struct loader *l, uint32_t file, struct front *out)
{
	struct str text = sources_text(l->s, file);
	size_t next, from;

	*out = (struct front){ 0 };
	if (!dashes(text, 0, &next))
		return true;
	from = next;
	for (size_t i = from; i < text.n; i = next) {
		if (!dashes(text, i, &next))
			continue;
		*out = (struct front){ true, (uint32_t)from, (uint32_t)i,
		    (uint32_t)next };
		if (i - from <= FRONT_MAX)
			return true;
		diag_add(l->d, DIAG_LIMIT, (struct span){ file, 0, 3 },
		    "the front matter is longer than %u KiB",
		    FRONT_MAX / 1024);
		return false;
	}
	*out = (struct front){ false, 0, 0, (uint32_t)text.n };
	diag_add(l->d, DIAG_FRONT_MATTER, (struct span){ file, 0, 3 },
	    "the front matter is not closed by a line of `---`");
	return false;
}
