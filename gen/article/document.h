/* A parsed variant: a node array with indices, its strings in one pool, slots
   inside the strings as their code points. Position-independent: one block of
   memory that can cross a pipe. (article/parse*.c and containers.c
   alone see cmark) */
#ifndef ARTICLE_DOCUMENT_H
#define ARTICLE_DOCUMENT_H

#include "base/buf.h"
#include "livery.h"

enum node_type {
	/* blocks */
	NODE_DOCUMENT, NODE_PARAGRAPH, NODE_HEADING, NODE_QUOTE, NODE_LIST,
	NODE_ITEM, NODE_CODE_BLOCK, NODE_HTML_BLOCK, NODE_RULE, NODE_TABLE,
	NODE_ROW, NODE_CELL, NODE_CALLOUT, NODE_TABS, NODE_TAB, NODE_STEPS,
	NODE_DETAILS, NODE_FOOTNOTE,
	/* inlines */
	NODE_TEXT, NODE_CODE, NODE_SOFT_BREAK, NODE_HARD_BREAK, NODE_EMPHASIS,
	NODE_STRONG, NODE_STRIKE, NODE_LINK, NODE_IMAGE, NODE_HTML,
	NODE_FOOTNOTE_REF
};

enum node_flag {
	NODE_TIGHT = 1,		/* list */
	NODE_ORDERED = 2,	/* list */
	NODE_TASK = 4,		/* item with a check box */
	NODE_CHECKED = 8,
	NODE_HEADER = 16,	/* table row */
	NODE_ALIGN_LEFT = 32, NODE_ALIGN_CENTRE = 64, NODE_ALIGN_RIGHT = 128,
	NODE_EXPLICIT_ID = 256,	/* heading with {#id} */
	NODE_AUTOLINK = 512
};

/* Offset and length in the document's string pool. */
struct pooled {
	uint32_t off;
	uint32_t len;
};

struct node {
	uint16_t type;
	uint16_t flags;
	uint32_t next;		/* sibling, 0 for none */
	uint32_t child;		/* first child, 0 for none */
	uint32_t parent;
	uint32_t at, at_len;	/* byte span in the variant's text */
	/* HEADING: level; LIST: start; IMAGE: width in CSS px, 0 for none;
	   FOOTNOTE and FOOTNOTE_REF: number from 1; TABLE: columns */
	uint32_t number;
	/* FOOTNOTE_REF: which reference to that note, from 1; LINK, IMAGE and
	   HEADING: ordinal in document order, from 0 */
	uint32_t ordinal;
	/* TEXT, CODE, CODE_BLOCK, HTML*: content; LINK, IMAGE: destination;
	   HEADING: explicit id; CALLOUT: kind; FOOTNOTE*: label;
	   TABS: sync key */
	struct pooled text;
	/* LINK, IMAGE: title; CODE_BLOCK: language; TAB, DETAILS, CALLOUT:
	   title */
	struct pooled extra;
	/* CODE_BLOCK: title="..." */
	struct pooled caption;
};

/* Node 0 is the NODE_DOCUMENT. */
struct document {
	uint32_t size;		/* bytes of the whole block */
	uint32_t nodes, links, images, headings, footnotes;
	uint32_t pool;		/* offset of the string pool in the block */
	uint32_t pool_len;
	struct node node[];
};

/* Findings of the parse that are in the variant's text, to be placed and
   reported by the parent. */
struct parse_finding {
	uint32_t id;		/* enum diag_id */
	uint32_t at, at_len;	/* byte span in the variant's text */
	char text[120];		/* NUL-terminated */
	char hint[88];		/* the words behind the underline, or empty */
};

enum document_mode {
	DOCUMENT_ARTICLE,	/* everything LANGUAGE.md section 3 names */
	DOCUMENT_COMMONMARK,	/* `livery render --plain=commonmark` */
	DOCUMENT_GFM		/* `livery render --plain=gfm` */
};

/* Text of an included file: relative links start from that file's folder, and
   headings are as many levels lower as its include says. */
struct region {
	uint32_t from;		/* up to the next region's start */
	struct str folder;
	uint32_t shift;
};

/* The region of byte `at`, or null before the first. */
const struct region *region_at(const struct region *r, size_t n, uint32_t at);

/* Parses Markdown and appends to `out`: a u32 count of findings, the findings,
   then the document block (8-byte aligned within the record). Runs cmark: call
   it in a worker for untrusted text. */
void document_parse(struct str text, enum document_mode mode, struct buf *out);
/* The document of such a record, or null when the record is cut short; the
   findings' array begins at `*f`. */
const struct document *document_of(struct str record,
    const struct parse_finding **f, uint32_t *nf);

struct str document_str(const struct document *d, struct pooled s);
/* The plain text below a node: text and code, breaks as spaces, images' alt;
   blocks on lines of
   their own; slots stay as code points. */
void document_plain(const struct document *d, uint32_t node, struct buf *out);
/* The next node in document order, or 0 behind the end of `root`'s subtree. */
uint32_t document_next(const struct document *d, uint32_t node, uint32_t root);

#endif
