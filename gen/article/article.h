/* From sources to documents: profiling per edition, variants, parsing in
   limited workers. */
#ifndef ARTICLE_ARTICLE_H
#define ARTICLE_ARTICLE_H

#include "article/document.h"
#include "project/project.h"
#include "provider/provider.h"

/* Slots stand in a variant's text as one code point each: SLOT_BASE plus the
   slot's number (plane 15, private use; UTF-8 F3 B0 80 80 onwards). */
#define SLOT_BASE 0xF0000u
#define SLOT_MAX 0xFFFDu

enum slot_kind {
	SLOT_TEXT,
	SLOT_PHONE,	/* target: RFC 3966 digits */
	SLOT_LINK,	/* target: URL */
	SLOT_ARTICLE	/* text: article id; its title is printed in text */
};

/* An edition's value for one slot, printed in its locale. */
struct slot {
	enum slot_kind kind;
	bool foreign;		/* from brands.ID: may name another brand */
	bool pattern;		/* holds {reader.NAME} */
	struct str text;
	struct str target;
	struct span at;		/* the {{ }} it came from */
};

/* One article as one edition reads it. */
struct reading {
	const struct article *article;
	bool shown;		/* false: `when`, `audience` or draft exclude it */
	struct str title, description, author;	/* printed, plain text */
	const struct str *tag;
	size_t ntags;
	struct str lang;	/* locale tag of the body */
	bool fallback;
	const struct slot *slot;
	size_t nslots;
	uint32_t variant;	/* index into articles->variant */
	bool foreign;		/* names another brand through brands.ID */
};

/* Text of an included file resolves its relative links from that file's
   folder. */
struct region {
	uint32_t from;		/* up to the next region's start */
	struct str folder;
};

struct variant {
	struct str text;	/* Markdown with slots */
	struct str folder;	/* its relative links start here */
	const struct region *region;	/* by `from`; none: all in `folder` */
	size_t nregions;
	const struct article *article;
	uint32_t edition;	/* the first edition that has it: for positions */
	const struct document *doc;	/* null when its parse failed */
};

struct articles {
	const struct project *project;
	struct providers *providers;
	const struct edition *edition;
	size_t neditions;
	/* reading[edition * project->narticles + article] */
	struct reading *reading;
	struct variant *variant;
	size_t nvariants;
};

struct article_options {
	bool internal;		/* show audience: internal */
	bool drafts;
	unsigned workers;	/* 0 parses in this process */
};

/* Profiles every article for every edition, finds the variants, parses each
   once. All errors are in `d`. Lives in `a`. */
struct articles *articles_build(struct arena *a, const struct project *p,
    struct providers *pr, const struct overlay *const *overlay_of_brand,
    const struct article_options *o, struct diags *d);

/* The place in the sources of byte `off` of a variant's text: runs the profile
   again with a source map. Adds "included from" notes to `g` when given. */
struct span articles_locate(const struct articles *as, uint32_t variant,
    uint32_t off, uint32_t len, struct diag *g);

/* The folder that relative links at byte `off` of a variant start from. */
struct str articles_folder_at(const struct articles *as, uint32_t variant,
    uint32_t off);

/* Static checks over all programs: names, enums, switches, include targets. */
void articles_check(const struct project *p, struct providers *pr,
    struct diags *d);

#endif
