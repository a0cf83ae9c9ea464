/* What an edition knows as a whole: its pages and their order, headings and
   ids, resolved links, tags, related articles. Everything here is final: the
   renderer only writes it down. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "article/article.h"

/* A heading of one page, in document order; its ordinal is its index. */
struct heading {
	struct str id;		/* unique in the page, safe in a URL fragment */
	struct str title;	/* printed plain text */
	uint32_t level;		/* 1 to 6, as written */
	bool unstable;		/* the id came from a slot or a translation */
};

enum target_kind {
	TARGET_NONE,		/* broken: reported, the text alone is shown */
	TARGET_PAGE,		/* `url` of a page of this site, maybe a #anchor */
	TARGET_ANCHOR,		/* in the same page */
	TARGET_ASSET,		/* `url` of a copied file */
	TARGET_EXTERNAL		/* `url` as it is: https, http, mailto, tel */
};

/* Where a link or image of a page leads in this edition. URLs are plain text:
   the renderer escapes them. */
struct target {
	enum target_kind kind;
	struct str url;		/* PAGE, ASSET: relative to the site's root */
	struct str anchor;	/* without '#', empty for none */
	struct str text;	/* what an empty link text shows */
	const struct page *page;	/* PAGE and ANCHOR */
	uint32_t width, height;	/* of an image when known, else 0 */
};

struct section;

/* An article or a section page of the edition. */
struct page {
	const struct article *article;	/* null for an implicit home page */
	const struct reading *reading;	/* null with the article */
	const struct document *doc;	/* null when there is no body */
	struct str id;
	struct str title;
	struct str url;			/* "email/x.html", "email/index.html" */
	struct section *section;	/* holds it; itself for a section page */
	const struct heading *heading;
	const struct target *link;	/* by link ordinal */
	const struct target *image;	/* by image ordinal */
	uint32_t headings;
	const struct page *prev, *next;	/* articles only */
	const struct page *const *related;
	size_t nrelated;
	const struct tag *const *tag;
	size_t ntags;
	uint32_t index;			/* in site->page */
};

/* A folder with an _index.md (or implied by its articles). */
struct section {
	struct page *page;		/* its own page */
	struct section *parent;		/* null for the root */
	struct section *const *section;	/* children in order */
	size_t nsections;
	struct page *const *article;	/* its own articles in order */
	size_t narticles;
	size_t count;			/* articles in it and below */
};

struct tag {
	struct str name;
	struct str url;			/* "tags/imap.html" */
	const struct page *const *page;
	size_t npages;
};

/* A file of the project that some page refers to. */
struct site_asset {
	struct str url;			/* output path */
	const struct asset *asset;
};

struct site {
	const struct articles *articles;
	const struct edition *edition;
	struct page *page;		/* all shown pages, by url */
	size_t npages;
	struct section *root;		/* its page is the home page */
	const struct tag *tag;		/* in collation order */
	size_t ntags;
	const struct site_asset *asset;	/* by url */
	size_t nassets;
	const struct map *by_id;	/* article or section id -> struct page * */
};

/* Links one edition. Reports unknown, excluded and missing targets, anchors
   and images at their places. Lives in `a`. */
struct site *site_build(struct arena *a, const struct articles *as,
    const struct edition *e, const struct overlay *o, struct diags *d);

/* A string of the page's document with its slots filled in as plain text. */
struct str site_fill(struct arena *a, const struct page *p, struct str text);

#endif
