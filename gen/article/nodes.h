/* Building a document: nodes in document order, strings in a pool, findings
   beside them. Private to article/. */
#ifndef ARTICLE_NODES_H
#define ARTICLE_NODES_H

#include "article/document.h"
#include "base/diag.h"

/* Inlines and blocks together never nest deeper: the readers of a document
   walk it recursively. */
#define NODES_DEPTH 256

struct findings {
	struct buf records;	/* struct parse_finding */
	uint32_t n;
};

/* Adds a finding at a byte span of the text; an over-long text is cut at a
   character's end. */
void findings_add(struct findings *f, enum diag_id id, uint32_t at,
    uint32_t len, const char *fmt, ...) LIVERY_PRINTF(5, 6);
/* The words of DIAG_HINT for the newest finding. */
void findings_hint(struct findings *f, const char *fmt, ...)
    LIVERY_PRINTF(2, 3);

struct nodes {
	struct buf block;	/* the document, its head empty, without pool */
	struct buf pool;
	uint32_t n;
	uint32_t links, images, headings, footnotes;
	uint32_t depth;		/* open nodes, the document included */
	uint32_t open[NODES_DEPTH];
	uint32_t last[NODES_DEPTH];	/* last child of each, 0 for none */
};

/* Starts with an open NODE_DOCUMENT, for a text of `bytes`, in the memory of
   `room`, whose content is lost. */
void nodes_init(struct nodes *b, struct buf room, size_t bytes);
/* The whole document, in memory that the caller now owns. */
struct buf nodes_finish(struct nodes *b);
/* Adds a child of the innermost open node. */
uint32_t nodes_add(struct nodes *b, enum node_type type, uint32_t at,
    uint32_t len);
/* The same and opens it; 0 when that would nest too deep. */
uint32_t nodes_open(struct nodes *b, enum node_type type, uint32_t at,
    uint32_t len);
void nodes_close(struct nodes *b);
/* Takes the innermost open node's last child away again, and with it the
   nodes behind it. */
void nodes_drop_last(struct nodes *b);
/* Valid until the next node is added. */
struct node *nodes_at(struct nodes *b, uint32_t i);
/* The last child of the innermost open node, or 0. */
uint32_t nodes_last(const struct nodes *b);
/* Copies a string, without the marks of NODES_MARK. */
struct pooled nodes_pool(struct nodes *b, struct str s);
struct str nodes_str(const struct nodes *b, struct pooled s);
/* Text at the end of the innermost open node: joins the text before it. */
void nodes_text(struct nodes *b, struct str s, uint32_t at, uint32_t len);

/* Parses an article's text, with its regions in order: the block of its document
   takes the place of what `block` holds, findings are added to `f`. Runs cmark,
   as document_parse does. */
void document_parse_article(struct str text, const struct region *r, size_t n,
    struct buf *block, struct findings *f);

/* Code points of plane 16 are the profile's own marks (a snippet's footnote
   labels are told apart by them) and never reach a document. */
#define NODES_MARK 0x100000u

#endif
