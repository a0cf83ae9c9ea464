/* The few types that all rooms share. No function bodies, no policy. */
#ifndef LIVERY_H
#define LIVERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LIVERY_VERSION "0.1.0"
/* The language version that providers/base.lua names: `livery = 1`. */
#define LIVERY_LANGUAGE 1

/* A borrowed run of bytes, UTF-8 unless said otherwise; not NUL-terminated.
   An empty str may have a null pointer. */
struct str {
	const char *p;
	size_t n;
};

/* A run of bytes in a registered source (base/sources.h). File 0 means
   "no place": such a span is printed without a position. */
struct span {
	uint32_t file;
	uint32_t off;
	uint32_t len;
};

#if defined(__GNUC__)
#define LIVERY_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define LIVERY_NORETURN __attribute__((noreturn))
#else
#define LIVERY_PRINTF(fmt, args)
#define LIVERY_NORETURN
#endif

/* printf arguments for a str, with the conversion "%.*s". */
#define STR_ARG(s) (int)(s).n, (s).p

#endif
