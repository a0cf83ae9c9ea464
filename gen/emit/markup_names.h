/* What the names of tags and attributes mean to the checks, for markup.c. */
#ifndef EMIT_MARKUP_NAMES_H
#define EMIT_MARKUP_NAMES_H

#include "livery.h"

/* A name as a number, so that one look tells what it is: its last eight letters,
   lower case, a byte each. This adds one. */
static inline uint64_t
markup_letter(uint64_t name, char next)
{
	return name << 8 | (unsigned char)(next | 0x20);
}

/* What stands for a tag in a text. */
enum tag_kind {
	TAG_PARTS,	/* the words that it stands between */
	TAG_INLINE,	/* does not part them */
	TAG_SPACE,
	TAG_NOTHING,
	TAG_RAW		/* parts them, and holds no tags */
};
enum tag_kind markup_tag(uint64_t name);

enum attribute_kind {
	ATTRIBUTE_OTHER,
	ATTRIBUTE_ID,
	ATTRIBUTE_NAME,		/* an id in <a> */
	ATTRIBUTE_LINK,
	ATTRIBUTE_SRCSET,
	ATTRIBUTE_DATA,		/* a link in <object> */
	ATTRIBUTE_XLINK		/* a link if it is xlink:href, which is longer */
};
enum attribute_kind markup_attribute(uint64_t name);

#endif
