/* The upper half of Latin-1. */
#ifndef BASE_LATIN_H
#define BASE_LATIN_H

#include "livery.h"

/* The character from U+00A0 to U+00FF that HTML has a name for ("Named character
   references": "Auml", "nbsp"), or 0. */
uint32_t latin_named(struct str name);

#endif
