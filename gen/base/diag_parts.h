/* What a collector holds: for diag*.c only. */
#ifndef BASE_DIAG_PARTS_H
#define BASE_DIAG_PARTS_H

#include "base/diag.h"
#include "base/map.h"

struct note {
	struct note *next;
	struct span at;
	struct str text;
};

struct diag {
	struct diags *owner;
	enum diag_id id;
	struct span at;
	struct str text;
	struct str hint;
	struct note *notes;	/* in order of adding */
	struct note *last;
	uint64_t *editions;	/* bit i of word i / 64: holds for edition i */
	uint32_t words;
	bool project;		/* holds for the project as a whole */
};

struct diags {
	struct arena *arena;
	const struct sources *sources;
	struct map *found;	/* by id, span and text */
	const struct str *names;	/* of the editions */
	uint32_t n_names;
	uint32_t edition;	/* of findings that are added now */
	uint32_t errors;
	uint32_t warnings;
	bool as_error[DIAG_COUNT];
};

enum diag_severity diag_severity_of(const struct diag *g);
bool diag_holds_for(const struct diag *g, uint32_t edition);
void diag_widen(struct diag *g, uint32_t edition);
/* The finding of this id, place and text, made when there is none; it holds
   for no edition yet. */
struct diag *diag_place(struct diags *d, enum diag_id id, struct span at,
    struct str text);
void diag_put_hint(struct diag *g, struct str text);
void diag_put_note(struct diag *g, struct span at, struct str text);

/* A line of source, the span marked below it, and the hint. */
void diag_excerpt(const struct diag *g, struct buf *out, bool colour);
/* The text with what a terminal must not get (control bytes, invalid UTF-8,
   bidirectional overrides) shown escaped. */
void diag_safe_text(struct buf *out, struct str text);
void diag_json(const struct diag *g, struct buf *out);
void diag_github(const struct diag *g, struct buf *out);
/* The whole log, its `n` results in the order given. */
void diag_sarif(const struct diag *const *all, size_t n, struct buf *out);
/* A string in quotes; what is not UTF-8 becomes U+FFFD: JSON must be UTF-8. */
void diag_json_string(struct buf *out, struct str s);
/* The member "editions". */
void diag_json_editions(struct buf *out, const struct diag *g);

#endif
