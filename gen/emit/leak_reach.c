/* How far the facts reach that hold a given byte. */
#include "base/str.h"
#include "emit/leak_parts.h"
#include "emit/markup.h"

enum { BOUNDARY = 4 };	/* bytes beside a fact that its boundaries look at */

/* What has been passed on the way from a byte to where no fact reaches that
   holds it. White space and seams may stand in a fact in any number. */
struct way {
	size_t bytes;		/* but for those */
	size_t alnums;
};

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

static bool
is_free(char c)
{
	return c == MARKUP_SEAM || c == ' ' || (c >= '\t' && c <= '\r');
}

/* False at the end of the way. */
static bool
pass(struct way *w, char c, size_t longest)
{
	if (c == '\0' ||
	    (w->bytes >= longest + BOUNDARY && w->alnums >= PHONE_REACH))
		return false;
	w->bytes += !is_free(c);
	w->alnums += is_alnum(c);
	return true;
}

bool
leak_reach(const struct leak_gate *g, struct str text, size_t *from,
    size_t *to)
{
	size_t longest = leak_longest(g);
	struct way back = { 0 }, on = { 0 };

	if (longest == SIZE_MAX)
		return false;
	while (*from > 0 && pass(&back, text.p[*from - 1], longest))
		(*from)--;
	while (*to < text.n && pass(&on, text.p[*to], longest))
		(*to)++;
	return true;
}
