/* The register of every text that a diagnostic can point into. Indices stay
   valid for the whole run and are inherited by forked workers. */
#ifndef BASE_SOURCES_H
#define BASE_SOURCES_H

#include "base/arena.h"
#include "livery.h"

struct sources;

struct sources *sources_new(struct arena *a);
/* Registers a text under its project-relative path ("content/x.md"); embedded
   ones start with "livery:". Both strings must outlive the register. The
   result is never 0. */
uint32_t sources_add(struct sources *s, struct str path, struct str text);
/* Gives one that was registered without its text, before anything asks. */
void sources_give(struct sources *s, uint32_t file, struct str text);
struct str sources_path(const struct sources *s, uint32_t file);
struct str sources_text(const struct sources *s, uint32_t file);
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
