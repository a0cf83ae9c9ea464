/* The register of every text that a diagnostic can point into. Indices stay
   valid for the whole run and are inherited by forked workers. */
#ifndef BASE_SOURCES_H
#define BASE_SOURCES_H

#include "base/arena.h"
#include "base/hash.h"
#include "livery.h"

struct sources;

struct sources *sources_new(struct arena *a);
/* Registers a text under its project-relative path ("content/x.md"); embedded
   ones start with "livery:". Both strings must outlive the register. The
   result is never 0. */
uint32_t sources_add(struct sources *s, struct str path, struct str text);
/* Gives one that was registered without its text, before anything asks;
   `as_is`: it is byte by byte that of its file. */
void sources_give(struct sources *s, uint32_t file, struct str text,
    bool as_is);
/* Promises it instead: the text is read below folder `root` as soon as more is
   asked for than its start, which is known, and the digest of its rest. The
   program ends if the file is not as promised: it has been changed since. All
   must outlive the register. */
struct source_promise {
	const char *root;
	struct str start;
	uint64_t size;		/* bytes of the file */
	struct hash128 rest;	/* hash_xxh3 of what follows the start */
};
void sources_promise(struct sources *s, uint32_t file,
    const struct source_promise *promise);
struct str sources_path(const struct sources *s, uint32_t file);
struct str sources_text(const struct sources *s, uint32_t file);
/* The same, but if the text is only promised no more of it than a start of `n`
   bytes or more. */
struct str sources_start(const struct sources *s, uint32_t file, size_t n);
/* Digest of what follows the first `n` bytes. */
struct hash128 sources_rest(const struct sources *s, uint32_t file, size_t n);
/* Whether a promise can be made of it another time. */
bool sources_as_is(const struct sources *s, uint32_t file);
uint32_t sources_count(const struct sources *s);
/* Bytes of a span; empty for file 0. */
struct str sources_slice(const struct sources *s, struct span at);
/* Line and column from 1; a column counts code points, a tab counts one. */
void sources_line_col(const struct sources *s, struct span at,
    uint32_t *line, uint32_t *col);
/* The whole line that holds byte `off`, without its end. */
struct str sources_line(const struct sources *s, uint32_t file, uint32_t off);
/* The span of line `line` (from 1) starting at code point `col` (from 1),
   clamped into the text: how a parser's positions come back. */
struct span sources_at(const struct sources *s, uint32_t file, uint32_t line,
    uint32_t col, uint32_t len);

#endif
