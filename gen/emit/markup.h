/* Finished output as the checks read it: its text with markup, entities and
   escapes undone, its links and its ids. A tokenizer for livery's own output,
   robust against what a theme may hold; not a parser of any HTML. */
#ifndef EMIT_MARKUP_H
#define EMIT_MARKUP_H

#include "base/marks.h"

enum markup_kind {
	MARKUP_NONE,	/* not text: nothing is read */
	MARKUP_PAGE,	/* HTML */
	MARKUP_XML,	/* SVG, sitemaps: text and attributes, no links */
	MARKUP_JSON,
	MARKUP_CSS,
	MARKUP_PLAIN	/* scripts, robots.txt ... */
};

/* By the extension of an output path. */
enum markup_kind markup_kind_of(struct str path);

/* Told what is found, in document order; strings are valid during the call.
   Each function may be null. */
struct markup_events {
	void *ctx;
	/* href, src, poster, data, each candidate of srcset, url() in CSS;
	   entities are undone. `tag` is empty in CSS. */
	void (*link)(void *ctx, struct str tag, struct str href);
	/* id, and name of <a>. */
	void (*id)(void *ctx, struct str id);
	/* A marked value that a reader sees; it is left to this whether
	   anything is appended for it. */
	void (*value)(void *ctx);
};

/* Stands in a text for an inline tag: no part of any word. */
#define MARKUP_SEAM '\1'

/* Appends the text of a file to `text`: first what a reader sees, inline tags
   as MARKUP_SEAM and other tags as a NUL, then attributes, comments, scripts and
   styles, each ended by a NUL. Special spaces become ' ', invisible characters
   go. The bytes need not be valid. */
void markup_read(enum markup_kind kind, struct str bytes, struct buf *text,
    const struct markup_events *events);

/* Reads a page's first stretch in the same way and returns its length. It ends
   behind the first end of a line between two blocks, where no word and no
   markup is under way, so that each stretch of a page can be read alone. At
   least one byte of a page that is not empty. `whole` is false when the page
   ended first; `aside` is room to work in. */
size_t markup_read_stretch(struct marked page, struct buf *text,
    struct buf *aside, const struct markup_events *events, bool *whole);

#endif
