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
	/* PAGE and ANCHOR: the page, or the same of another edition, whose
	   targets this one shares. */
	const struct page *page;
	uint32_t width, height;	/* of an image when known, else 0 */
};

struct section;
struct site;

/* An article or a section page of the edition. */
struct page {
	const struct site *site;
	const struct article *article;	/* null for a home page or section that
					   no shown _index.md describes */
	const struct reading *reading;	/* null with the article */
	uint32_t row;			/* of its edition, in the reading */
	uint32_t index;			/* in site->page */
	const struct gist *gist;	/* null when there is no body */
	struct str id;
	struct str title;
	struct str description;		/* may be empty */
	struct str url;			/* "email/x.html", "email/index.html" */
	struct section *section;	/* holds it, or would if it is
					   unlisted; itself for a section page */
	const struct heading *heading;
	const struct target *link;	/* by link ordinal */
	const struct target *image;	/* by image ordinal */
	const struct str *tab_id;	/* ids of tabs in document order, unique in
					   the page like those of headings */
	const struct page *prev, *next;	/* articles only */
	const struct tag *const *tag;
	uint32_t headings, tabs, ntags;
	bool unlisted;			/* the brand's navigation leaves it
					   out: it is in no list, but there */
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

/* The URL of the page that lists all tags. */
#define ALL_TAGS_URL STR("tags/index.html")

struct tag {
	struct str name;
	bool source;			/* in the source language, which is
					   not the edition's */
	struct str url;			/* "tags/imap.html" */
	const struct page *const *page;
	size_t npages;
};

/* A file of the project that some page refers to. */
struct site_asset {
	struct str url;			/* output path */
	const struct asset *asset;
};

/* An old path of a page, as an output path: "old/path.html". */
struct alias {
	struct str url;
	bool of_brand;		/* from redirects.csv: relative to the brand's
				   folder, not the edition's */
	const struct page *page;
	struct str anchor;	/* of the page, or empty */
	struct span at;
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
	const struct alias *alias;	/* by url */
	size_t naliases;
	/* See site_page. */
	struct page **of_article;	/* by the project's index, may be null */
	const struct map *of_folder;	/* pages without an article, by id */
	struct kinship *kinship;	/* of site_related; null: none are */
};

/* The page of an article's or a section's id; null when there is none. */
struct page *site_page(const struct site *s, struct str id);
/* The index of the first page whose URL is not below `url`. */
size_t site_page_from(const struct site *s, struct str url);

/* The articles that an article's page names as related, the best first; their
   number. They are worked out when they are asked for, by the process that
   writes the page. A page of anything else has none. */
enum { RELATED_MAX = 5 };
size_t site_related(const struct page *p,
    const struct page *list[RELATED_MAX]);

/* Links one edition. Reports unknown, excluded and missing targets, anchors
   and images at their places. Lives in `a`. */
struct site *site_build(struct arena *a, const struct articles *as,
    const struct edition *e, const struct overlay *o, struct diags *d);

/* What does not differ between editions: the headings, links and images of
   each variant, the sizes of images, output paths; and what an edition found
   that holds for the next one too when nothing it depends on differs: the
   order of titles, targets, related articles. Sites made with it share its
   arena, and must live as long. */
struct outlines;
struct outlines *outlines_new(struct arena *a, const struct articles *as);
/* site_build with what earlier editions have found out already. */
struct site *site_build_outlined(struct arena *a, struct outlines *known,
    const struct edition *e, const struct overlay *o, struct diags *d);

/* Warns of snippets of a brand's folder that replace none, and of files there
   that no edition uses but have almost the path of another. `sites` are all editions of
   the brand, at least one; paths that findings name live in `a`, as long as
   these. */
void site_check_overlay(struct arena *a, const struct site *const *sites,
    size_t n, const struct overlay *o, struct diags *d);

/* A string of the page's gist with its slots filled in as plain text:
   articles as their titles, readers' patterns as their examples. */
struct str site_fill(struct arena *a, const struct page *p, struct str text);
/* A plain text with readers' patterns as their examples. */
struct str site_fill_readers(struct arena *a, const struct providers *p,
    struct str text);
/* A slot's text in the same way, appended. */
void site_fill_slot(const struct page *p, const struct slot *s,
    struct buf *out);
/* The target of a SLOT_LINK in the same way, appended. */
void site_fill_target(const struct page *p, const struct slot *s,
    struct buf *out);

/* The slot of that number, or null when the reading has none. */
const struct slot *page_slot(const struct page *p, uint32_t number);
/* The next {reader.NAME} of a declared reader at or after `from`: its bytes
   [*at, *end) and what is known of it; null when there is none. */
const struct reader *reader_find(const struct providers *p, struct str text,
    size_t from, size_t *at, size_t *end);

#endif
