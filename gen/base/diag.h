/* Diagnostics: collected over the whole project, merged by position and cause,
   printed in a stable order. base/diag_table.h holds id, severity and help
   text of each; the manual is generated from it. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/sources.h"
#include "livery.h"

enum diag_severity { DIAG_WARNING, DIAG_ERROR };

enum diag_id {
#define DIAG(id, name, severity, help) id,
#include "base/diag_table.h"
#undef DIAG
	DIAG_COUNT
};

struct diag;
struct diags;

/* No edition: the finding concerns the project as a whole. */
#define DIAG_NO_EDITION UINT32_MAX

struct diags *diags_new(struct arena *a, const struct sources *s);
/* Names the editions ("portdns" or "specialist/nl") for "= in:" lines; the
   names must outlive the collector. */
void diags_name_editions(struct diags *d, const struct str *names, uint32_t n);
/* Findings added from now on hold for edition `index`, or DIAG_NO_EDITION. */
void diags_set_edition(struct diags *d, uint32_t index);
uint32_t diags_edition(const struct diags *d);
/* Turns the named warning (or all, with an empty name) into an error; false
   when there is no such warning. */
bool diags_warning_as_error(struct diags *d, struct str name);

/* Adds a finding. The text is one clause without a full stop; names of the
   user's things stand in `backquotes`. A finding equal in id, span and text to
   an earlier one only widens that one's editions. Never null. */
struct diag *diag_add(struct diags *d, enum diag_id id, struct span at,
    const char *fmt, ...) LIVERY_PRINTF(4, 5);
/* The words behind the underline: "did you mean `x`?", or the fix. The first
   hint of a merged finding stays. */
void diag_hint(struct diag *g, const char *fmt, ...) LIVERY_PRINTF(2, 3);
/* A "= note:" line with an optional place (chain of includes, first place of
   a duplicate). Repeated notes of a merged finding are dropped. */
void diag_note(struct diag *g, struct span at, const char *fmt, ...)
    LIVERY_PRINTF(3, 4);
/* The number of findings; and a note on all that were recorded for the first
   time since there were `from` of them, but for those in the very file of
   `at`: how a chain of includes is told, from the innermost out. */
size_t diags_count(const struct diags *d);
void diags_note_since(struct diags *d, size_t from, struct span at,
    const char *text);
/* "did you mean `best`?" when the suggestion is not empty. */
void diag_did_you_mean(struct diag *g, struct str best);

uint32_t diags_errors(const struct diags *d);
uint32_t diags_warnings(const struct diags *d);
/* Whether a finding of this id was recorded. */
bool diags_found(const struct diags *d, enum diag_id id);
/* Whether an error was recorded for edition `index` or for the project. */
bool diags_edition_failed(const struct diags *d, uint32_t index);

enum diag_format { DIAG_HUMAN, DIAG_JSON, DIAG_SARIF, DIAG_GITHUB };

/* Writes all findings, ordered by path, offset, id and text; those without a
   place come first. Colours only when asked, and never in JSON.

   Human: "path:line:col: error: text [id]", the line of source with the span
   marked in display columns and the hint behind the mark, then "= note:" lines
   and an "= in:" line with the editions (none for the project as a whole). A
   finding without a place begins with "livery:", its hint is a "= help:" line.

   JSON: an array with one object per finding and line. Every member is always
   present: `file`, `line`, `column`, `endLine`, `endColumn` (null without a
   place; from 1, in code points, the end exclusive), `severity` ("error" or
   "warning"), `id`, `message`, `hint` (string or null), `notes` (array of
   objects with file, line, column as above and `message`) and `editions`
   (array of names, empty for the project as a whole).

   SARIF: a log of version 2.1.0 whose results have `properties.editions`.
   GitHub: one workflow command (::error or ::warning) per finding and line. */
void diags_print(const struct diags *d, struct buf *out,
    enum diag_format format, bool colour);

/* For forked workers: appends the findings to a record, and adds those of a
   record to another collector over the same sources. A record that is cut off,
   damaged or followed by other bytes adds nothing: false. */
void diags_encode(const struct diags *d, struct buf *out);
bool diags_decode(struct diags *d, struct str record);

/* The name ("undefined-variable") and help text of an id. */
struct str diag_name(enum diag_id id);
struct str diag_help(enum diag_id id);

/* Prints "livery: ..." with errno's text when `err` is not 0, and ends the
   process with status 3: an operating-system failure. */
LIVERY_NORETURN void die(int err, const char *fmt, ...) LIVERY_PRINTF(2, 3);
/* Runs `fn` when die() ends a process, this one or one forked from it; null
   for none. It must not die and must not need memory. */
void die_hook(void (*fn)(void));
/* Whether a line of progress stands on the terminal, to be wiped before. */
void die_wipes(bool on);

#endif
