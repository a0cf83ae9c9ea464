/* One article's program run for one edition. Private to article/. */
#ifndef ARTICLE_PROFILE_H
#define ARTICLE_PROFILE_H

#include "article/article.h"
#include "article/nodes.h"

#define PROFILE_DEPTH 16			/* includes in one another */
#define PROFILE_TEXT (4u * 1024 * 1024)		/* bytes of one article */

/* By which directives a file came in: all that a source map keeps of a frame. */
struct origin {
	const struct origin *up;
	struct span via;
};

/* A file whose text is being written, or the body of a wrap. */
struct frame {
	const struct origin *origin;	/* null at the root, and without a map */
	const struct frame *up;	/* the file that includes this one */
	struct span via;	/* its directive; file 0 at the root */
	uint32_t file;
	struct str folder;
	struct str prefix;	/* stands before each line that is written */
	struct str strip;	/* leaves the source's own lines again */
	uint32_t mark;		/* of its footnote labels, 0 for none */
	unsigned depth;
	uint32_t shift;		/* added to heading levels */
	/* What {% body %} writes. */
	const struct frame *wrapper;	/* null: nothing */
	struct block body;
	const struct scope *body_scope;
	struct str body_strip;
};

/* A piece of output and where it comes from. */
struct segment {
	uint32_t from;		/* up to the next segment's start */
	struct span at;
	bool linear;		/* each byte of output is one of `at` */
	const struct origin *origin;
};

struct source_map {
	const struct segment *v;
	size_t n;
};

/* What an edition knows of all its articles, found when first asked for. */
enum known { KNOWN_NOT, KNOWN_BUSY, KNOWN };

struct page_state {
	uint8_t shown;		/* enum known */
	uint8_t title;
};

/* A slot, and its number from 1 once this process has told it to its parent. */
struct printed {
	struct slot slot;
	uint32_t told;
};

struct known_values;

/* Tags without directives, which editions share; null until then. */
struct shared_tags {
	const struct str *tag;
	const bool *source[2];	/* all false, all true */
};

struct builder {
	struct articles pub;	/* first: handed out */
	struct arena *a;
	struct diags *d;
	const struct overlay *const *overlay;	/* by brand */
	struct article_options options;
	/* By edition, then by article; how each edition reads is its own until
	   all is known, null from then on. */
	struct reading *own;
	struct page_state *page;
	struct shared_tags *tags;	/* by article */
	size_t cap;		/* of pub.variant */
	struct worker *worker;	/* work.c: of this process, null at first */
	struct known_values *known;	/* known.c: the same */
	struct told *told;	/* take.c: by each worker */
	uint32_t heading;	/* report.c: of the gist, found last */
};

struct profile {
	struct builder *b;
	struct arena *a;	/* for what outlives the run: slots, fields */
	struct diags *d;
	const struct edition *edition;
	const struct edition *voice;	/* whose values and language it speaks:
					   the source's on a fallback page */
	const struct article *article;
	struct reading *reading;
	struct template_host host;
	struct more_roots more;
	uint32_t turns;		/* of loops, left */
	struct value page;	/* NIL until it is asked for */
	/* Output. */
	struct buf out;
	struct buf value;	/* the one being printed */
	struct frame *frame;
	uint32_t marks;		/* footnote marks given out */
	bool full;		/* a limit was reported: nothing more */
	bool plain;		/* a field: text, no slots */
	struct printed **slot;
	size_t nslots, slot_cap;
	struct region *region;
	size_t nregions, region_cap;
	const struct frame *noted;	/* the last region is this frame's */
	bool mapping;		/* keep segments */
	struct segment *segment;
	size_t nsegments, segment_cap;
};

/* profile.c: prepares a run whose results live in `a`. */
void profile_init(struct profile *p, struct builder *b, struct arena *a,
    uint32_t edition, const struct article *art, struct diags *d);
void profile_free(struct profile *p);
/* Runs the body into p->out, slots and regions. */
void profile_body(struct profile *p);
/* A field's text for the edition; empty when it is not set. */
struct str profile_field(struct profile *p, const struct field *f);

/* write.c: output. */
/* Text of a file, starting at `at`; its bytes map one to one. */
void write_source(struct profile *p, struct str text, struct span at);
/* Text that a value at `at` brought along. */
void write_made(struct profile *p, struct str text, struct span at);
void write_value(struct profile *p, const struct value *v, struct span at,
    const struct expr *e);
/* The slot that holds a value's printed form, in `a`; false after reporting a
   value that has none. */
bool write_make_slot(struct profile *p, struct arena *a,
    const struct value *v, struct span at, const struct expr *e,
    struct slot *out);
/* Writes a value that is printed already. */
void write_printed(struct profile *p, struct printed *v, struct span at);
/* In place of a value that could not be had. */
void write_nothing(struct profile *p, struct span at);
bool write_at_line_start(const struct profile *p);
/* What an include wrote from `from` on: ends with a line break when its
   directive had the line for itself, else with none. */
void write_end(struct profile *p, size_t from, bool alone, struct span at);
/* Reports a directive within a row of a table that wrote, from `from` on, more
   than a line: the rest would stand outside of the table. */
void write_check_row(struct profile *p, size_t from, struct span at);
/* Indentation, quote and list marks before a directive as later lines need
   them: list marks are spaces. `full` keeps what the frame strips. */
struct str write_prefix(struct profile *p, struct span at, bool full);

/* known.c: what a value with a known path prints in the profile's edition, in
   memory that stays; null when it has to be evaluated. */
struct printed *known_printed(struct profile *p, const struct op *o);
/* Whether the static checks have nothing to say of a path. */
bool *known_checked(struct builder *b, const struct known_path *path);

/* include.c: snippets. */
const struct snippet *include_find(const struct project *p,
    const struct overlay *o, const struct locale *l, struct str path);
/* The snippet that a directive names, or null after reporting. */
const struct snippet *include_resolve(struct arena *a,
    const struct project *p, const struct overlay *o, const struct locale *l,
    struct str folder, const struct op *op, struct diags *d);
/* Reports unknown and missing parameters; false when one is missing. */
bool include_check(const struct snippet *sn, const struct op *op,
    struct diags *d);
/* Binds the values that were given, by their declared types, and nil for what
   was not, over `*s`: the scope the snippet runs in. False after reporting a
   value that has another type. */
bool include_scope(struct profile *p, const struct snippet *sn,
    const struct op *op, const struct scope *args, const struct scope **s);

/* drift.c: warns of slots, conditions and includes that a source has and its
   translation lacks, articles and snippets. */
void drift_check(const struct project *p, struct diags *d);
/* The same of a brand's own snippets, against its own sources or those of the
   project; and warns of translations that such a source displaces. */
void drift_check_overlay(const struct project *p, const struct overlay *o,
    const struct brand *b, struct diags *d);

/* ids.c: reports, where an edition's provider sets them, values of the type
   article that name none. */
void ids_check(const struct project *p, struct providers *pr, struct diags *d);

/* pages.c: what an edition knows of its articles. */
bool page_shown(struct builder *b, uint32_t edition, uint32_t article);
struct str page_title(struct builder *b, uint32_t edition, uint32_t article);
/* Title, description, author, owner and tags of an article that is shown. */
void page_fields(struct builder *b, uint32_t edition, uint32_t article);
/* The `page` of an article's expressions. */
struct value page_value(struct profile *p);
/* The edition whose values an article is written with: that of the source
   language when the article falls back to it and the brand has one. */
const struct edition *page_voice(const struct builder *b,
    const struct article *art, const struct edition *e);
/* The translation of an article that an edition reads, or null. */
const struct translation *page_translation(const struct article *art,
    const struct edition *e);
struct page_state *page_state(struct builder *b, uint32_t edition,
    uint32_t article);

/* readings.c: how an edition reads an article. */
struct reading *page_reading(struct builder *b, uint32_t edition,
    uint32_t article);
/* Shares the readings of all editions, which are complete: articles.of. */
void readings_settle(struct builder *b);

/* check.c: the static checks of an article's body and its translations'; what
   they find goes to b->d. */
void check_bodies(struct builder *b, const struct article *art,
    struct arena *scratch);
/* The static checks of the snippets that brands put in place of the
   project's. */
void check_overlays(const struct builder *b);

/* Room for one element more, zeroed, in an arena array that grows. */
void *grow_array(struct arena *a, void *old, size_t n, size_t *cap,
    size_t size);

#endif
