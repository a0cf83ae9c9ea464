/* A strict reader for the JSON that this room writes. Any fault sets `bad` and
   makes every later call give nothing. */
#ifndef PUBLISH_JSON_H
#define PUBLISH_JSON_H

#include "base/arena.h"

struct json {
	struct str s;
	size_t i;
	bool bad;
};

/* Takes an opening or closing sign, white space before it skipped. */
void json_take(struct json *j, char sign);
/* Whether another element comes before `close`; takes the comma, or `close`.
   `*n` counts the elements so far and starts from 0. */
bool json_more(struct json *j, char close, size_t *n);
/* A string, unescaped into the arena. */
struct str json_string(struct json *j, struct arena *a);
/* A string and the colon behind it. */
struct str json_key(struct json *j, struct arena *a);
/* A whole number from 0. */
uint64_t json_uint(struct json *j);
/* Any value, skipped: its text. Nesting deeper than 32 is a fault. */
struct str json_any(struct json *j);
/* Whether nothing but white space is left. */
bool json_end(struct json *j);

#endif
