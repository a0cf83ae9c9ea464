/* The files inside the binary: base theme, strings, built-in schema. The table
   is written at build time by embed_tool.c. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include "livery.h"

struct embedded_file {
	const char *path;	/* "themes/base/layouts/home.html" */
	const unsigned char *bytes;
	size_t size;
};

/* Ordered by path, ended by a row with a null path. */
extern const struct embedded_file embedded_files[];

/* The bytes of an embedded file; false when there is none of that path. */
bool embedded_find(struct str path, struct str *out);

#endif
