/* HTML as XML: the same elements in the syntax that EPUB asks for. */
#ifndef EMIT_XHTML_H
#define EMIT_XHTML_H

#include "base/buf.h"

/* Appends a page of livery's own making (well nested, without scripts and
   styles, every element but void ones closed) in the XML syntax of HTML: void
   elements closed, each attribute with a quoted value, no named entities but
   those of XML, no comments, none of the characters that XML 1.0 lacks. Links
   to pages beside this one lead to documents named as xhtml_url says. */
void xhtml_write(struct buf *out, struct str html);

/* Appends a URL or path whose ".html", in front of a query or fragment, has
   become ".xhtml", as checkers and readers of EPUBs want it. */
void xhtml_url(struct buf *out, struct str url);

#endif
