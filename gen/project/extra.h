/* The `extra` map of front matter. Private to project/. */
#ifndef PROJECT_EXTRA_H
#define PROJECT_EXTRA_H

#include "project/parts.h"

/* A node of YAML as a value: texts, numbers, booleans and dates by their
   form, lists and maps. */
struct value extra_value(struct loader *l, const struct yaml *y);

#endif
