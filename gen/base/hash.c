/* Digests by xxhash and nettle. */
#include "base/hash.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <xxhash.h>

#include "base/diag.h"

/* Where the library has code for wide registers it asks the processor at run
   time, under names of their own: three times as fast, the digests the same.
   Not every system's library was built so. */
#if defined(__x86_64__) && defined(__GNUC__) && defined(__ELF__)
__attribute__((weak)) XXH128_hash_t XXH3_128bits_dispatch(const void *input,
    size_t len);
__attribute__((weak)) XXH_errorcode XXH3_128bits_update_dispatch(
    XXH3_state_t *state, const void *input, size_t len);
#else
static XXH128_hash_t (*const XXH3_128bits_dispatch)(const void *, size_t) = NULL;
static XXH_errorcode (*const XXH3_128bits_update_dispatch)(XXH3_state_t *,
    const void *, size_t) = NULL;
#endif

static const char hex_digits[] = "0123456789abcdef";

bool
hash_same(struct hash128 a, struct hash128 b)
{
	return a.hi == b.hi && a.lo == b.lo;
}

struct hash128
hash_xxh3(struct str s)
{
	const char *p = s.n > 0 ? s.p : "";
	XXH128_hash_t h = XXH3_128bits_dispatch ?
	    XXH3_128bits_dispatch(p, s.n) : XXH3_128bits(p, s.n);

	return (struct hash128){ h.high64, h.low64 };
}

/* The struct is xxhash's own. */
struct hash_stream *
hash_begin(void)
{
	XXH3_state_t *h = XXH3_createState();

	if (!h || XXH3_128bits_reset(h) != XXH_OK)
		die(ENOMEM, "cannot hash");
	return (struct hash_stream *)h;
}

void
hash_more(struct hash_stream *h, struct str s)
{
	XXH3_state_t *state = (XXH3_state_t *)h;

	if (s.n > 0 && XXH3_128bits_update_dispatch)
		XXH3_128bits_update_dispatch(state, s.p, s.n);
	else if (s.n > 0)
		XXH3_128bits_update(state, s.p, s.n);
}

struct hash128
hash_end(struct hash_stream *h)
{
	XXH128_hash_t sum = XXH3_128bits_digest((XXH3_state_t *)h);

	XXH3_freeState((XXH3_state_t *)h);
	return (struct hash128){ sum.high64, sum.low64 };
}

uint64_t
hash_xxh3_64(struct str s, uint64_t seed)
{
	return XXH3_64bits_withSeed(s.n > 0 ? s.p : "", s.n, seed);
}

static void
hex64(uint64_t v, char *out)
{
	for (int i = 0; i < 16; i++)
		out[i] = hex_digits[v >> (60 - 4 * i) & 15];
}

void
hash_hex(struct hash128 h, char out[33])
{
	hex64(h.hi, out);
	hex64(h.lo, out + 16);
	out[32] = '\0';
}

void
hash_sha256(struct str s, char out[65])
{
	struct sha256_ctx ctx;
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_init(&ctx);
	if (s.n > 0)
		sha256_update(&ctx, s.n, (const uint8_t *)s.p);
	sha256_digest(&ctx, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		out[2 * i] = hex_digits[digest[i] >> 4];
		out[2 * i + 1] = hex_digits[digest[i] & 15];
	}
	out[64] = '\0';
}
