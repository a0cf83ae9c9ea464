/* Writing text into HTML, attributes, URLs, JSON and CSS. */
#ifndef RENDER_ESCAPE_H
#define RENDER_ESCAPE_H

#include "base/buf.h"

/* & < > " ' become entities: right for text and for quoted attributes of
   either kind. */
void escape_html(struct buf *out, struct str s);
/* & < > " become entities, ' stays: for running text and double-quoted
   attributes. */
void escape_text(struct buf *out, struct str s);
/* Running text in an element of its own language; `dir` may be null: that of
   the text around it. */
void escape_in_language(struct buf *out, struct str tag, const char *dir,
    struct str s);
/* A URL for a quoted attribute: what RFC 3986 does not allow is
   percent-encoded (existing %XX stays), then & and ' become entities. */
void escape_url(struct buf *out, struct str s);
/* One component of a URL (a query value): all but unreserved is encoded. */
void escape_component(struct buf *out, struct str s);
/* The inside of a JSON string, safe in <script>: < > & U+2028 U+2029 are
   written as \uXXXX. */
void escape_json(struct buf *out, struct str s);
/* Whether it is ASCII that escape_text and escape_json both leave as it is. It
   may say no where they do. */
bool escape_is_plain(struct str s);
/* Back to what escape_json was given. */
void unescape_json(struct buf *out, struct str s);
/* The inside of a double-quoted CSS string. */
void escape_css(struct buf *out, struct str s);

/* What is known of a text that may be written as it is. */
enum plain {
	PLAIN_UNKNOWN,
	PLAIN_IN_TEXT,	/* no place of HTML escapes a byte of it, and it shows
			   no reader's pattern */
	PLAIN_IN_URL	/* the same, and no URL does */
};
/* Short texts are not looked at. */
enum plain escape_plain(struct str s);

#endif
