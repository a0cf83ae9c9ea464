/* Digests. (alone sees xxhash and nettle) */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "livery.h"

struct hash128 {
	uint64_t hi;
	uint64_t lo;
};

bool hash_same(struct hash128 a, struct hash128 b);
/* XXH3, 128 bits. */
struct hash128 hash_xxh3(struct str s);
/* XXH3, 64 bits, seeded: for tables in memory. */
uint64_t hash_xxh3_64(struct str s, uint64_t seed);
/* The same of what comes piece by piece; hash_end frees the stream. */
struct hash_stream;
struct hash_stream *hash_begin(void);
void hash_more(struct hash_stream *h, struct str s);
struct hash128 hash_end(struct hash_stream *h);
/* 32 lower-case hex digits and a NUL. */
void hash_hex(struct hash128 h, char out[33]);
/* SHA-256 (FIPS 180-4) as 64 lower-case hex digits and a NUL. */
void hash_sha256(struct str s, char out[65]);

#endif
