/* Slots in a document's strings. */
#include <string.h>

#include "article/article.h"

/* SLOT_BASE is U+F0000: its plane is all that starts with F3 B0 to F3 BF. */
enum { SLOT_LEAD = 0xf3, SLOT_SECOND = 0xb0 };

bool
slot_find(struct str text, size_t from, size_t *at, uint32_t *number)
{
	while (from + SLOT_BYTES <= text.n) {
		const char *hit = memchr(text.p + from, SLOT_LEAD,
		    text.n - from);
		if (!hit)
			return false;
		size_t i = (size_t)(hit - text.p);
		const unsigned char *u = (const unsigned char *)hit;
		if (i + SLOT_BYTES > text.n)
			return false;
		if (u[1] >= SLOT_SECOND) {
			*at = i;
			*number = (uint32_t)(u[1] - SLOT_SECOND) << 12 |
			    (uint32_t)(u[2] & 0x3f) << 6 | (u[3] & 0x3f);
			return true;
		}
		from = i + 1;
	}
	return false;
}
