/* What livery adds to Markdown, read from strings: containers, callouts,
   heading ids, image and fence attributes. Private to article/. */
#ifndef ARTICLE_MARKUP_H
#define ARTICLE_MARKUP_H

#include "article/nodes.h"

enum container_kind {
	CONTAINER_TABS,
	CONTAINER_TAB,
	CONTAINER_STEPS,
	CONTAINER_DETAILS,
	CONTAINER_UNKNOWN
};

/* A line of three or more colons. */
struct fence {
	uint32_t colons;
	struct str name;	/* empty: a closing fence */
	struct str rest;	/* behind the name, trimmed */
};

/* Reads the trimmed text of a line; false when it is no container fence. */
bool markup_fence(struct str line, struct fence *out);
/* The kind of a container's name; "did you mean" in `*best` when unknown. */
enum container_kind markup_container(struct str name, struct str *best);
const char *markup_container_name(enum container_kind kind);
/* Reads `{sync=KEY}`; false on anything else. */
bool markup_sync(struct str rest, struct str *key);

/* Splits "[!KIND] title" off a line; false when it does not begin that way. */
bool markup_callout(struct str line, struct str *kind, struct str *title);
/* The kind in lower case as documents hold it, or an empty string with the
   suggestion in `*best`. */
struct str markup_callout_kind(struct str kind, struct str *best);

/* Splits " {#id}" off the end of a heading's text. */
bool markup_heading_id(struct str text, struct str *title, struct str *id);
bool markup_id_valid(struct str id);

/* Reads "{width=480}" at the front of a text: bytes taken, 0 for none. On a
   malformed one `*why` is set and the bytes are taken too. */
size_t markup_image(struct str text, uint32_t *width, const char **why);

/* The parts of a fenced block's info string. */
struct info {
	struct str language;
	struct str caption;	/* title="..." */
	struct str unknown;	/* the name of an attribute nobody knows */
};
struct info markup_info(struct str info);

/* The length of an HTML comment at the front of `s`, 0 for none; one that is
   not closed takes all. */
size_t markup_comment(struct str s);

#endif
