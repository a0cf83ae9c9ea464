/* From sources to documents: profiling per edition, variants, parsing in
   limited workers. */
#ifndef ARTICLE_ARTICLE_H
#define ARTICLE_ARTICLE_H

#include "article/gist.h"
#include "base/progress.h"
#include "project/project.h"
#include "provider/provider.h"

/* Slots stand in a variant's text as one code point each: SLOT_BASE plus the
   slot's number (plane 15, private use; UTF-8 F3 B0 80 80 onwards). */
#define SLOT_BASE 0xF0000u
#define SLOT_MAX 0xFFFDu
#define SLOT_BYTES 4

/* The first slot at or after `from`: the offset of its code point (SLOT_BYTES
   long) and its number. False when there is none. */
bool slot_find(struct str text, size_t from, size_t *at, uint32_t *number);

enum slot_kind {
	SLOT_TEXT,
	SLOT_PHONE,	/* target: RFC 3966 digits */
	SLOT_LINK,	/* target: URL */
	SLOT_ARTICLE,	/* text: article id; its title is printed in text */
	SLOT_NOTHING	/* its value could not be had: reported, no text */
};

/* An edition's value for one slot, printed in its locale. Readings that have
   the same value share it. */
struct slot {
	enum slot_kind kind;
	bool foreign;		/* from brands.ID: may name another brand */
	bool pattern;		/* holds {reader.NAME} */
	bool verbatim;		/* its text is printed as it stands, and escaped
				   for HTML or JSON is the same */
	struct str text;
	struct str target;
};

/* The values of a slot in the editions that read its text, a row for each in
   their order: as numbers of values. */
struct slot_column {
	const uint32_t *value;
	uint32_t rows;
};

/* Values and columns that many texts have. */
struct slot_values {
	const struct slot **slot;
	struct slot_column *column;
};

/* What an article's front matter says in an edition: printed, plain. Editions
   where it is the same share it. */
struct article_fields {
	struct str title, description, author, owner;
	const struct str *tag;
	size_t ntags;
	const bool *source_tag;
	struct str lang;	/* locale tag of the body */
	bool fallback;
	/* They, and tags in their way, are in the source language, which is not
	   the edition's. */
	bool source_title, source_description;
};

/* One article as editions read it that do it alike: but for values. */
struct reading {
	const struct article *article;
	bool shown;		/* false: `when`, `audience` or draft exclude it */
	bool foreign;		/* names another brand through brands.ID */
	struct article_fields *fields;
	const struct slot_values *values;
	const uint32_t *column;	/* by slot: of its values */
	uint32_t nslots;
	uint32_t variant;	/* index into articles->variant */
};

/* Where an edition stands among those that read an article. */
struct seat {
	uint32_t reading;	/* index into article_readings.reading */
	uint32_t row;		/* in the columns of its text */
};

struct article_readings {
	struct reading *reading;
	const struct seat *seat;	/* by edition */
};

/* The value that a row has in the slot of that number, which is below
   nslots. */
const struct slot *reading_slot(const struct reading *r, uint32_t row,
    size_t number);

/* The Markdown that an article has for one or more editions, and what was made
   of it. Neither the text nor its document is kept. */
struct variant {
	const struct article *article;
	uint32_t edition;	/* the first that reads it */
	const struct gist *gist;	/* null when its parse failed */
	struct str made;	/* by article_options.make; aligned for 32 bits */
	const struct source_map *map;	/* of articles_locate, once asked for */
};

struct articles {
	const struct project *project;
	struct providers *providers;
	const struct edition *edition;
	size_t neditions;
	const struct article_readings *of;	/* by article */
	struct variant *variant;
	size_t nvariants;
	size_t parsed;		/* of them, in this run */
	bool *spoke;		/* by article: a finding came of its texts */
	struct str *seen;	/* by article: providers_seen_write */
};

/* How the edition reads the article. */
const struct reading *articles_reading(const struct articles *as,
    uint32_t edition, uint32_t article);

/* Appends what later stages want of an article's document: called where it is
   parsed. Reports raw HTML that is shown as text, by its byte span and a
   NUL-terminated reason. */
typedef void article_found(void *ctx, uint32_t at, uint32_t len,
    const char *why);
typedef void article_make(const struct document *d, article_found *found,
    void *ctx, struct buf *out);

/* What earlier runs found out of articles, in memory that stays. */
enum { EARLIER_RUNS = 2 };
struct article_answers {
	struct str values[EARLIER_RUNS];	/* articles_values, or empty */
	const struct str *answer;	/* by article: articles_answer, or empty
					   when there is none to be taken */
};

struct article_options {
	bool internal;		/* show audience: internal */
	bool drafts;
	unsigned workers;	/* 0 parses in this process */
	article_make *make;	/* null: nothing is made of documents */
	const struct article_answers *known;	/* may be null */
	struct progress *progress;	/* null: nobody watches */
	struct arena *answers;	/* what workers answer lives there; null: with
				   all else. What is shared with other
				   processes: many pages to give back */
};

/* Profiles every article for every edition, finds the variants, parses each
   once and makes of it what the options say. All errors are in `d`. Lives in
   `a`, but for what variants and the slots of readings point to. */
struct articles *articles_build(struct arena *a, const struct project *p,
    struct providers *pr, const struct overlay *const *overlay_of_brand,
    const struct article_options *o, struct diags *d);

/* For a later run over the same editions and the same files but other
   articles: what was found out of an article whose texts and front matter are
   the same then and which is shown by the same editions; false when it had
   findings, which are to be found again. After all articles, the values that
   they share, whose index that run knows as `run`. All is aligned to 32
   bits. */
struct article_keeper;
struct article_keeper *articles_keeper(struct arena *a,
    const struct articles *as, uint32_t run);
bool articles_answer(struct article_keeper *k, uint32_t article,
    struct buf *out);
void articles_values(struct article_keeper *k, struct buf *out);

/* The place in the sources of byte `off` of a variant's text: runs the profile
   again with a source map. Adds "included from" notes to `g` when given. */
struct span articles_locate(const struct articles *as, uint32_t variant,
    uint32_t off, uint32_t len, struct diag *g);

/* A variant's Markdown with its slots, found by running the profile again. */
struct str articles_text(struct arena *a, const struct articles *as,
    uint32_t variant);

/* Static checks of fields and snippets: names, enums, switches, include
   targets; those of bodies are made where they are compiled, before they are
   run. */
void articles_check(const struct project *p, struct providers *pr,
    struct diags *d);

#endif
