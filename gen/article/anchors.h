/* Ids of headings and tabs: those that writers set, and GitHub's for the rest.
   All are unique in their page and none is one that the theme uses. */
#ifndef ARTICLE_ANCHORS_H
#define ARTICLE_ANCHORS_H

#include "base/map.h"

/* Whether `id` may not be an anchor of an article: the theme uses it. */
bool anchor_is_taken(struct str id);
/* The id of what is titled so in a page that has those `used`, whose numbers
   are 0 or were left by this function; it joins them. Lives in `a`. */
struct str anchor_make(struct map *used, struct arena *a, struct str title);

#endif
