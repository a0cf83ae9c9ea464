/* Digests. (alone sees xxhash and nettle) */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "livery.h"

struct hash128 {
	uint64_t hi;
	uint64_t lo;
};

/* XXH3, 128 bits. */
struct hash128 hash_xxh3(struct str s);
/* 32 lower-case hex digits and a NUL. */
void hash_hex(struct hash128 h, char out[33]);
/* SHA-256 (FIPS 180-4) as 64 lower-case hex digits and a NUL. */
void hash_sha256(struct str s, char out[65]);

#endif
