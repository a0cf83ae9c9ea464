/* Other tools' Markdown: what would be shown as text although its writer means
   something by it. Private to article/. */
#ifndef ARTICLE_HABITS_H
#define ARTICLE_HABITS_H

#include "article/nodes.h"

/* Looks through the finished nodes of an article's text. What is escaped, or stands
   in code, is text. */
void habits_find(struct nodes *b, struct findings *f);

/* livery's callout for another tool's word ("info": "note"), or empty. */
struct str habits_callout(struct str word);

#endif
