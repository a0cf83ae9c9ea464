/* What messages show of a writer's text. */
#include "template/shown.h"

enum { SHOWN = 80 };	/* bytes */

struct str
shown(struct str s)
{
	size_t n = 0;

	while (n < s.n && n < SHOWN && (unsigned char)s.p[n] >= ' ')
		n++;
	/* Not within a code point: back to where it begins. */
	while (n > 0 && n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return (struct str){ s.p, n };
}

bool
shown_whole(struct str s)
{
	return shown(s).n == s.n;
}
