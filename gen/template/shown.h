/* What messages show of a writer's text. Private to template/. */
#ifndef TEMPLATE_SHOWN_H
#define TEMPLATE_SHOWN_H

#include "livery.h"

/* The beginning of a text: one line, whole code points, not too long for a
   message. */
struct str shown(struct str s);
/* Whether all of a text would be shown. */
bool shown_whole(struct str s);

#endif
