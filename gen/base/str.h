/* Operations on borrowed strings. Nothing here allocates. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "livery.h"

/* A str of a string literal. */
#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })

struct str str_c(const char *c);		/* of a NUL-terminated string */
bool str_eq(struct str a, struct str b);
/* Byte order, shorter first when one is a prefix: <0, 0, >0. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* ASCII case folded equality. */
bool str_eq_fold(struct str a, struct str b);
/* Whether all of it is printable ASCII that HTML and JSON need no escape for. */
bool str_is_verbatim(struct str s);
/* Offset of the first occurrence at or after `from`, or -1. */
ptrdiff_t str_find(struct str s, struct str needle, size_t from);
ptrdiff_t str_find_char(struct str s, char c, size_t from);
ptrdiff_t str_rfind_char(struct str s, char c);
/* Bytes [from, to), both clamped to the string. */
struct str str_slice(struct str s, size_t from, size_t to);
/* Without leading and trailing ASCII white space. */
struct str str_trim(struct str s);
/* Splits at the first `sep`: true when there was one; `head` and `tail` never
   contain it. Without one, head is all of `s` and tail empty. */
bool str_cut(struct str s, char sep, struct str *head, struct str *tail);
/* A 64-bit hash for tables; it differs between byte orders, so no output may
   depend on it. */
uint64_t str_hash(struct str s);
/* The value of a hexadecimal digit, or -1. */
int str_hex_digit(char c);
/* Decimal digits only, no sign; false on anything else or overflow. */
bool str_to_uint(struct str s, uint64_t *out);

#endif
