/* Memory by lifetime: what is allocated from an arena lives until the arena is
   reset or freed. A `struct arena *` parameter means: the result lives there. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "livery.h"

struct arena;

/* A new empty arena, owned by the caller; never null (out of memory ends the
   program with status 3). */
struct arena *arena_new(void);

/* Frees the arena and all that was allocated from it; null is allowed. */
void arena_free(struct arena *a);

/* Forgets all allocations but keeps a block for reuse. */
void arena_reset(struct arena *a);

/* `size` zeroed bytes aligned for any type; never null. */
void *arena_alloc(struct arena *a, size_t size);

/* `size` bytes that hold nothing yet, for what is filled at once; never null. */
void *arena_bytes(struct arena *a, size_t size);

/* `n` zeroed elements; a product that overflows ends the program. */
void *arena_array(struct arena *a, size_t n, size_t size);

/* What mmap gave is unmapped when the arena is reset or freed. */
void arena_adopt(struct arena *a, void *map, size_t size);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

/* A copy of `s` followed by a NUL that is not counted in the result. */
struct str arena_str(struct arena *a, struct str s);

/* A formatted string, NUL-terminated behind its length. */
struct str arena_printf(struct arena *a, const char *fmt, ...)
    LIVERY_PRINTF(2, 3);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, n, type) ((type *)arena_array((a), (n), sizeof(type)))

#endif
