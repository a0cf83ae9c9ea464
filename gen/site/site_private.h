/* What the files of site/ share while one edition is being linked. */
#ifndef SITE_SITE_PRIVATE_H
#define SITE_SITE_PRIVATE_H

#include "site/site.h"

/* What all editions that read a variant share. */
struct outline {
	bool made;			/* by outline_of */
	bool slots;			/* in some heading's or tab's title */
	bool apart;			/* see `cast` */
	uint32_t headings, tabs, links;	/* their numbers */
	/* Targets follow from who is shown under which title, when this is an
	   edition's cast; unless `apart`, also from headings and from the
	   edition's own address. 0 when they follow from more. */
	uint32_t cast;
	/* Ids and titles that hold for all editions, once one has found them:
	   there is no slot and nothing was reported. */
	const struct heading *shared;
	const struct str *shared_tab;
	/* Of links: the article whose file they name, by its index plus one,
	   and the anchor there. */
	struct route *route;
	/* Targets as an edition found them. */
	const struct target *shared_link, *shared_image;
};

struct route {
	uint32_t article;	/* 0: not known, or something else */
	struct str anchor;
};

/* The project's articles as all editions have them. */
struct catalogue {
	const struct article **by_url;	/* all, in the order of their URLs */
	/* By article, numbers of the folders they are in, or that they are. */
	uint32_t *folder;
	uint32_t nfolders;
	/* Folded URL -> article; null when two have the same. */
	struct map *claims;
	size_t tags;		/* as articles write them, together */
	bool aliased, ordered;	/* some article has `aliases`, `order` */
};

/* Titles in the order of a locale, by the project's index of articles. */
struct ranking {
	const struct locale *locale;	/* null: there is none yet */
	struct str *title;
	uint32_t *rank;
	size_t n;		/* articles that have a rank */
	uint32_t cast;		/* a number for these articles and titles */
};

/* Related articles by what they follow from. */
struct kin {
	const uint32_t *key;	/* see related.c; null: not known yet */
	size_t nkey;
	const uint32_t *article;	/* indices in the project */
	size_t n;
};

const struct articles *outlines_articles(const struct outlines *o);
struct arena *outlines_arena(const struct outlines *o);
/* An article's output path, and the same with case folded. */
struct str outlines_url(struct outlines *o, const struct article *k,
    struct str *folded);
const struct catalogue *outlines_catalogue(struct outlines *o);
struct ranking *outlines_ranking(struct outlines *o);
struct kin *outlines_kin(struct outlines *o, const struct article *k);
/* A number for a run of bytes, the same for equal ones. */
uint32_t outlines_number(struct outlines *o, struct str bytes);
/* A reading's title and description with readers' patterns as examples. */
void outlines_words(struct outlines *o, const struct reading *r,
    struct str *title, struct str *description);
/* By tags of an article, as an edition reads it: the same number for those that
   are written alike but for case, counted from 0; NO_TAG for one that has no
   name. */
#define NO_TAG UINT32_MAX
const uint32_t *outlines_tags(struct outlines *o, uint32_t article,
    const struct article_fields *f);
/* The variant must have a gist. */
const struct outline *outline_of(struct outlines *o, uint32_t variant);
/* What they lead to lives in outlines_arena(). */
void outline_share(struct outlines *o, uint32_t variant,
    const struct heading *heading, const struct str *tab);
/* Gives targets of this edition to the next; lives as above. */
void outline_share_targets(struct outlines *o, uint32_t variant,
    const struct target *link, const struct target *image);
void outline_settle(struct outlines *o, uint32_t variant, uint32_t cast,
    bool apart);
/* Width and height of an image file in CSS px; false when unknown. */
bool outlines_image_size(struct outlines *o, const struct asset *asset,
    uint32_t *width, uint32_t *height);
/* The same from a file's first bytes: PNG, JPEG, GIF, WebP, SVG. */
bool image_size(struct str bytes, uint32_t *width, uint32_t *height);

#define NO_ARTICLE UINT32_MAX
#define NO_VARIANT UINT32_MAX
#define NO_PAGE UINT32_MAX

struct linker {
	struct arena *a;
	struct arena *scratch;
	const struct articles *as;
	const struct edition *e;
	const struct overlay *o;	/* may be null */
	struct diags *d;
	struct outlines *known;
	struct site *site;
	const struct catalogue *all;
	struct map *claims;		/* all->claims, or null when paths of
					   pages are in `paths` */
	struct map *paths;		/* folded output path -> claim */
	struct map *folders;		/* site->of_folder */
	struct map *sections;		/* folder -> struct section * */
	struct section **section_of;	/* by all->folder, when it is there */
	struct map *own;		/* of the brand's own sections: the id
					   in its navigation */
	struct map **ids;		/* by page: anchors, made when asked for */
	struct page **page_of;		/* site->of_article */
	uint32_t *article;		/* by page: its index, or NO_ARTICLE */
	uint32_t *variant;		/* by page: NO_VARIANT for none, or one
					   without a gist */
	struct page **bare;		/* pages whose headings no earlier
					   edition has found */
	size_t nbare;
	uint32_t *rank;			/* by page: place of its title among
					   all, UINT32_MAX without article */
	uint32_t *by_rank;		/* pages, or NO_PAGE */
	size_t nranks;
	struct map *assets;		/* output path -> struct asset * */
	unsigned suggestions;		/* still to be looked for */
	struct str own_url;		/* target_own_url */
	uint32_t cast;			/* the ranking's, or 0 */
	uint32_t reports;		/* made by site_report */
};

/* catalogue.c */
struct catalogue *catalogue_make(struct arena *a, struct outlines *o);
/* The folder that a page of the article is in, or is. */
struct str catalogue_folder(const struct article *k);
/* pages.c: pages and their sections. */
void site_make_pages(struct linker *l);
/* claims.c: the output paths of all pages. */
void site_claim_pages(struct linker *l);
/* The section of a folder and those above it, made when they are not there. */
struct section *site_section(struct linker *l, struct str folder);
/* navigation.c: the sections that the brand's navigation makes; then, once
   pages are there, their place in it: parents, `unlisted`, and by page the
   rank in its section (0 is in front, equal ones stand in the usual order). */
void site_make_own_sections(struct linker *l);
void site_navigate(struct linker *l, uint32_t *rank);
/* rank.c: l->rank and l->by_rank. */
void site_rank(struct linker *l);
/* By title in the locale's order, then by id. */
int site_by_title(const struct linker *l, const struct page *a,
    const struct page *b);
/* order.c */
void site_order(struct linker *l);
/* headings.c: ids of headings and tabs of a page as an earlier edition found
   them; false when none has. Then those of l->bare. */
bool site_take_headings(struct linker *l, struct page *p);
void site_make_headings(struct linker *l);
/* links.c: targets of all links and images. */
void site_make_links(struct linker *l);
/* tags.c, aliases.c */
void site_make_tags(struct linker *l);
/* related.c: what writers name; site_related may be asked from now on. */
void site_check_related(struct linker *l);
void site_make_aliases(struct linker *l);

/* Claims an output path; reports at `at` when another file has it, upper and
   lower case folded. */
bool site_claim(struct linker *l, struct str url, struct span at);
/* Where a page's source begins: its title in the front matter. */
struct span site_page_span(const struct page *p);
/* A finding at an item of the page's gist. */
struct diag *site_report(struct linker *l, const struct page *p,
    const struct gist_item *n, enum diag_id id, const char *fmt, ...) LIVERY_PRINTF(5, 6);
/* Looks a front matter id up: the page, or null. Reports ids that no article
   has; those that this edition leaves out are silently null. */
struct page *site_find_id(struct linker *l, struct str id, struct span at,
    const char *what);
/* The nearest of all shown pages' paths ("email/x.md") to a mistaken one. */
struct str site_suggest_path(struct linker *l, struct str path);
/* The words for a destination `written` by the habits of another tool that
   resolves to `path`, where nothing is; null for none. */
const char *target_habit(struct str written, struct str path, bool image);
/* Whether a literal address is one of this very help centre: from a zip, a
   preview or another host it would lead out of the copy at hand. */
bool target_is_own(const struct linker *l, struct str url);
/* The address of an edition's help centre; empty when it has none. */
struct str target_own_url(const struct edition *e);
/* "email/x.md" or "email/_index.md", in the scratch arena. */
struct str site_source_path(struct linker *l, const struct page *p);

/* target.c: reads one destination; of a link by its ordinal. */
struct target site_link_target(struct linker *l, const struct page *p,
    uint32_t ordinal);
struct target site_image_target(struct linker *l, const struct page *p,
    uint32_t ordinal);

#endif
