/* What the files that make pages share: places of slots, compiled templates,
   colours, the page model. Private to render/. */
#ifndef RENDER_INTERNAL_H
#define RENDER_INTERNAL_H

#include "base/map.h"
#include "base/str.h"
#include "base/suggest.h"
#include "render/skin.h"

/* --- place.c: where in an HTML document a template stands ---------------- */

enum place_kind {
	PLACE_TEXT,
	PLACE_LESS,		/* behind "<" */
	PLACE_LESS_SLASH,	/* behind "</" */
	PLACE_LESS_BANG,	/* behind "<!" or "<!-" */
	PLACE_DECLARATION,	/* <!doctype ...>, <?...> */
	PLACE_COMMENT,
	PLACE_TAG_NAME,
	PLACE_TAG,		/* between attributes */
	PLACE_TAG_JOINED,	/* the same, behind a value or a directive:
				   only white space, '/' or '>' may follow */
	PLACE_NAME,		/* in an attribute's name */
	PLACE_AFTER_NAME,
	PLACE_EQUALS,		/* behind '=', no quote yet */
	PLACE_BARE,		/* in an unquoted value */
	PLACE_QUOTED,		/* in a quoted value */
	PLACE_RAW		/* in script, style, title ...: see `element` */
};

/* Elements whose content is no markup. */
enum element {
	ELEMENT_NORMAL, ELEMENT_SCRIPT, ELEMENT_STYLE, ELEMENT_TITLE,
	ELEMENT_TEXTAREA, ELEMENT_XMP, ELEMENT_IFRAME, ELEMENT_NOEMBED,
	ELEMENT_NOFRAMES, ELEMENT_PLAINTEXT
};

enum attribute {
	ATTRIBUTE_PLAIN,
	ATTRIBUTE_URL,
	ATTRIBUTE_SRCSET,
	ATTRIBUTE_EVENT,	/* on... */
	ATTRIBUTE_STYLE,
	ATTRIBUTE_SRCDOC,
	ATTRIBUTE_GLUED,	/* it may be the end of what stands before */
	ATTRIBUTE_TYPE		/* tells JSON from script */
};

enum url_part {
	URL_START, URL_TEL, URL_MAILTO, URL_PATH, URL_QUERY, URL_FRAGMENT
};

enum raw_part {
	RAW_PLAIN,
	CSS_NAME,		/* behind a letter, digit or hyphen */
	CSS_VALUE,		/* behind ':' and white space */
	CSS_STRING, CSS_APOSTROPHE, CSS_COMMENT,
	CSS_URL,		/* in url( without quotes */
	CSS_URL_STRING,		/* a string of url( or @import */
	JSON_STRING
};

/* One point of a document. Made of bytes, unused ones zero, so that equal
   places are equal bytes; all zero is the start of a document. */
struct place {
	uint8_t kind;		/* enum place_kind */
	uint8_t element;	/* of the tag that is open, or of PLACE_RAW */
	uint8_t attribute;	/* enum attribute */
	uint8_t url;		/* enum url_part */
	uint8_t raw;		/* enum raw_part */
	uint8_t quote;		/* of PLACE_QUOTED */
	uint8_t closing;	/* a closing tag */
	uint8_t json;		/* a script whose type is JSON */
	uint8_t slots;		/* the open attribute has a slot */
	uint8_t last;		/* comment: dashes; tag: a name is glued; style,
				   JSON: last byte */
	uint8_t matched;	/* raw: bytes of "</name" seen */
	uint8_t hidden;		/* script: bytes of "<!--" seen, then of "-->" */
	uint8_t n;
	char name[24];		/* tag, attribute, start of a URL, CSS name */
};

/* Where in a text a URL attribute that holds slots ends or begins: offset plus
   one, 0 for nowhere. The end comes first. */
struct url_mark {
	uint32_t end;
	uint32_t begin;
	bool srcset;
	struct span at;		/* of its first value when that is written
				   already: in specialised programs */
};

/* What stands within a text on few pages: see skin_plan.c. */
struct gap {
	const struct value *when;	/* the mark of these pages */
	struct block body;
	size_t at;			/* offset in the text */
};

struct gaps {
	const struct gap *gap;		/* by offset */
	size_t n;
	bool value;			/* of all pages, to be marked */
};

/* How a value is written at its place. */
enum slot_place {
	SLOT_REFUSED,
	SLOT_IN_TEXT,
	SLOT_IN_TITLE,		/* title, textarea: text without elements */
	SLOT_IN_COMMENT,
	SLOT_IN_ATTRIBUTE,
	SLOT_IN_URL,
	SLOT_IN_TEL,
	SLOT_IN_MAILTO,
	SLOT_IN_QUERY,
	SLOT_IN_CSS_NAME,	/* an integer */
	SLOT_IN_CSS_VALUE,	/* an integer, a keyword or a colour */
	SLOT_IN_CSS_STRING,
	SLOT_IN_JSON,		/* as a whole value */
	SLOT_IN_JSON_STRING
};

bool place_equal(const struct place *a, const struct place *b);
/* Moves over literal text. */
void place_text(struct place *p, struct str text, struct url_mark *mark);
/* Moves over a slot; SLOT_REFUSED leaves the reason in `*why` and what to do
   instead in `*hint` (literals). */
enum slot_place place_slot(struct place *p, const char **why,
    const char **hint);
/* Two branches meet: true, and the place behind them in `*out`, when both end
   in the same kind of place. */
bool place_join(const struct place *a, const struct place *b,
    struct place *out);
/* "in a tag", "in a comment": for messages. */
const char *place_words(const struct place *p);
/* place_raw.c: one byte within script, style, title ... */
void place_raw_byte(struct place *p, char c);
enum slot_place place_raw_slot(struct place *p, const char **why,
    const char **hint);
enum element place_element(const char *name, size_t n);

/* --- templates.c, place_walk.c ------------------------------------------- */

struct placed;

/* A file of layouts/ or partials/, compiled. */
struct template {
	struct str path;
	const struct program *program;
	struct placed *placed;		/* one for each place it starts in */
	bool checking;
};

/* A program at a place: what its slots are, by op id. */
struct placed {
	struct placed *next;
	const struct template *template;
	struct place start, end;
	uint8_t *slot;			/* enum slot_place */
	struct url_mark *mark;
	const struct gaps *gaps;	/* of specialised programs */
	const struct placed **child;	/* of includes; null when unknown */
	bool open;			/* being placed: an include of it now
					   is a cycle */
};

enum layout {
	LAYOUT_HOME, LAYOUT_SECTION, LAYOUT_ARTICLE, LAYOUT_TAG, LAYOUT_404,
	LAYOUT_PRINT, LAYOUT_EPUB, LAYOUT_SEARCH, LAYOUTS
};

/* Includes in includes at most. */
#define TEMPLATES_DEPTH 16

/* What programs may read. */
struct reads {
	bool sections;		/* `site.sections`, or all of `site` */
	uint32_t fields;	/* of articles and sections in lists: see
				   model_fields_named */
};

struct templates {
	struct arena *a;
	const struct theme *theme;
	struct providers *providers;
	const struct sources *sources;
	struct map *file;		/* path -> struct template * */
	struct map *wrong;		/* expressions with an undefined name */
	const struct placed *layout[LAYOUTS];	/* null when missing */
	struct reads reads[LAYOUTS + 1];	/* by layout; of all */
	struct plans *plans;		/* of the pages being written; null: each
					   runs its layout in full */
};

/* The template at a path, or null. */
struct template *templates_find(const struct templates *t, struct str path);
/* Places a template's slots when it begins at `start`. `chain` counts the
   includes around it. Null for a cycle or a depth that is refused: reported at
   `at`. */
const struct placed *place_template(struct templates *t, struct template *f,
    const struct place *start, unsigned chain, struct span at,
    struct diags *d);
/* Notes that an expression names what does not exist, so that a run does not
   report it again, and asks. */
void templates_note(struct templates *t, const struct expr *x);
bool templates_noted(const struct templates *t, const struct expr *x);
/* templates_reads.c: adds what a placed program and all it includes read. */
void templates_reads(const struct placed *p, struct reads *r);
/* templates_settings.c: theme.lua. */
void templates_settings(const struct value *settings, struct diags *d);
/* templates_check.c: names, members, enums and words of one layout and all it
   includes. */
void templates_check(struct templates *t, struct template *layout,
    struct diags *d);

/* --- model_names.c: the page model as a table ---------------------------- */

enum model_type {
	MODEL_TEXT, MODEL_HTML, MODEL_BOOL, MODEL_INTEGER, MODEL_DATE,
	MODEL_URL, MODEL_ADDRESS,
	MODEL_LIST,		/* of records `of` */
	MODEL_TEXTS,		/* a list of texts */
	MODEL_RECORD,		/* a record `of` */
	MODEL_MAP,		/* with keys of its own: words, options ... */
	MODEL_ANY		/* anything: not checked further */
};

struct model_row {
	const char *record;	/* "" for the root names */
	const char *field;
	enum model_type type;
	bool optional;		/* may be nil */
	const char *of;
	const char *values;	/* an enum's, separated by spaces */
};

/* The row of a record's field, or null. */
const struct model_row *model_find(const char *record, struct str field);
/* Rows of a record in the table's order: call with `*i` 0 first. */
const struct model_row *model_next(const char *record, size_t *i);
/* Whether some record has a field of that name which is a record or a list of
   them. */
bool model_holds(struct str field);
/* "a text", "a list": for messages. */
const char *model_words(enum model_type t);

/* --- colour.c ------------------------------------------------------------ */

struct rgb {
	uint8_t r, g, b;	/* sRGB */
};

/* "#rrggbb". */
bool colour_parse(struct str s, struct rgb *out);
void colour_print(struct rgb c, char out[8]);
/* WCAG 2 relative luminance, 0 to 1. */
double colour_luminance(struct rgb c);
/* WCAG 2 contrast ratio, 1 to 21. */
double colour_contrast(struct rgb a, struct rgb b);
/* White or black, whichever has the higher contrast with `bg`. */
struct rgb colour_on(struct rgb bg);
/* `percent` of `a` and the rest of `b`, channel by channel, rounded. */
struct rgb colour_mix(struct rgb a, struct rgb b, double percent);
/* `c` moved in steps of 2 % towards black (light `bg`) or white until its
   contrast with `bg` is at least `ratio`. */
struct rgb colour_fit(struct rgb c, struct rgb bg, double ratio);

/* --- colour_tokens.c ----------------------------------------------------- */

struct tokens {
	struct value value;	/* {light = {...}, dark = {...}} */
	struct str css;		/* brand.css */
};

/* Derives a theme's tokens with a brand's colours over them (`colours` may be
   null) and checks their contrast. */
struct tokens colour_tokens(struct arena *a, const struct value *settings,
    const struct value *colours, struct diags *d);

/* --- model*.c: values of the page model ---------------------------------- */

struct skin_words {
	struct value ui;	/* map of all words */
	const struct stencil_words *stencil;
	const struct stencil_words *source;	/* for pages that fall back */
};

/* Of a page what lists say of it: pages themselves lie far apart in memory. */
struct card {
	uint32_t title, url;		/* bytes of each */
	uint32_t id;			/* of the URL's, which begins with it */
	uint8_t plain_title, plain_url;	/* enum plain */
	uint8_t language;		/* of the title, see below */
	char text[];			/* the title, behind it the URL */
};

struct skin {
	struct arena *a;
	const struct templates *templates;
	const struct site *site;
	const struct edition *edition;
	struct skin_options options;
	struct providers *providers;
	struct skin_words words;
	struct tokens tokens;
	struct value theme_options;
	struct value furniture;		/* of articles */
	struct value furniture_plain;	/* of other pages */
	struct value site_value;	/* its `sections` are made by the page
					   that asks for them */
	struct value locale_value, livery_value;
	/* data.NAME of the brand, or of all; null when there is none. */
	const struct value *useful, *views;
	bool readers;			/* some are declared */
	const struct card **card;	/* by page index; editions that call a
					   page the same share it */
	struct value *tag;		/* by position: {name, url, count} */
	struct str published;		/* the brand's address, ends in '/', or
					   empty */
	struct str url;			/* of the edition: with its prefix */
	struct str source_url;		/* of the source language's edition */
	const struct skin_file *file;
	size_t files;
};

/* What a text of the model is written in when that is not the language of its
   place: what struct value calls `language`. */
enum {
	LANGUAGE_AROUND,
	LANGUAGE_SOURCE,	/* no translation into the edition's */
	LANGUAGE_EDITION,	/* on a page that falls back */
	LANGUAGE_ENGLISH	/* words that the theme lacks */
};

/* model_site.c: fills what depends on the edition alone. */
void model_build(struct skin *s);
/* The way from an output path to the root of its edition. */
struct str model_root(struct arena *a, struct str url);
/* A text, or nil when it is empty. */
struct value model_text(struct str s);
/* A list, or nil when it is empty. */
struct value model_list(struct list_builder *b);
/* A date, and its ISO form; nil for none. */
struct value model_date(struct date d);
struct value model_iso(struct arena *a, struct date d);
/* An element of a table of keys. */
#define KEY(lit) { (lit), sizeof(lit) - 1 }
/* A map with `n` keys, which stand in byte order and outlive it; its values
   are nil until the caller sets them, by `*field`. */
struct value model_record(struct arena *a, const struct str *key, size_t n,
    struct value **field);
/* A URL in the site, or nil for none. */
struct value model_url_value(struct str s);
/* "index" of the root. */
struct str model_section_id(const struct section *sec);
/* A list of `n` values for the caller to set, or nil for none. */
struct value *model_array(struct arena *a, size_t n, struct value *list);
/* {title, url}. */
struct value model_link(struct arena *a, struct value title, struct str url);
/* A page's title and description as other pages of the edition name them. */
struct value model_title(const struct page *p);
struct value model_description(const struct page *p);
/* The same as they stand among the page's own content. */
struct value model_own_title(const struct skin *s, const struct page *p);
struct value model_own_description(const struct page *p);
/* "ltr" or "rtl" of a locale tag of the brand. */
struct str model_direction(const struct skin *s, struct str tag);
/* The language of a page's body; null: of the edition. */
struct str model_language(const struct skin *s, const struct page *p);
/* An article's integer in a table of a data file; nil when there is none.
   `table` may be null. */
struct value model_count(const struct value *table, struct str id);
/* {id, title, url}. */
struct value model_section_ref(struct arena *a, const struct section *sec);
/* The way down to a section, with itself at the end; nil for null. */
struct value model_crumbs(const struct skin *s, struct arena *a,
    const struct section *sec);
/* model_nav.c: the section whose tree page `p` shows: its own or, when that is
   not the root, the one above it. Null for the root's own pages. */
const struct section *model_nav_section(const struct page *p);
/* The navigation as page `p` sees it. */
struct value model_nav(struct arena *a, const struct page *p);

/* A page in the making, or what all pages of its layout share. */
struct model_page {
	const struct skin *skin;
	struct arena *a;		/* scratch */
	const struct page *page;	/* null for tag, 404, print,
					   search */
	const struct tag *tag;
	enum layout layout;		/* LAYOUTS for what all of them read */
	struct buf *marks;		/* notes values in text, unless null */
	struct str root;
	struct value chapters;		/* print: set before, else nil */
	struct value value;		/* `page` */
	struct value nav;
	struct value site;		/* `sections` only for who reads it */
};

/* What a list is made of, as pointers and numbers: where they are the same, so
   is the list. What they point to outlives the plans. The first is the
   layout. */
enum { ORIGIN_MAX = 16 };
struct origin {
	uintptr_t word[ORIGIN_MAX];
	size_t n;
};

/* model_articles.c: the cards of an edition's pages. */
void model_cards(struct skin *s);
/* What is known of a page's title in its edition: enum plain. */
uint8_t model_plain_title(const struct skin *s, const struct page *p);
/* Bits for the fields of that name which an article or section in a list is
   given only where they are read. */
uint32_t model_fields_named(struct str name);
/* An article as in lists, and a list of them; nil for none. Fields that the
   layout does not read are nil. */
struct value model_article(const struct model_page *m, const struct page *p);
struct value model_articles(const struct model_page *m,
    const struct page *const *p, size_t n);
/* What such a list is made of; false where fields are read that editions may
   have different. */
bool model_articles_origin(const struct model_page *m,
    const struct page *const *p, size_t n, struct origin *o);
/* The same of a list of any length: adds what stands for the last one's as long
   as that, if both are made of the same, or else for its own. `last` null for
   none. */
bool model_many_origin(const struct model_page *m,
    const struct page *const *p, size_t n, const uintptr_t *last,
    struct origin *o);
/* A section's sections with all that is in them; nil for none. */
struct value model_sections(const struct model_page *m,
    const struct section *sec);
/* model_site.c: `site` with its `sections`, however deep. */
struct value model_site(const struct model_page *m);

/* For which pages of a layout a value is the same. */
enum model_reach {
	REACH_PAGE,
	REACH_SECTION,		/* articles of a section */
	REACH_FOLDER,		/* pages as deep in the tree */
	REACH_KIND		/* the same, if the layout is of one kind of
				   page: all but the EPUB's are */
};

struct model_field {
	struct str key;
	struct value (*make)(const struct model_page *m);
	enum model_reach reach;
	/* Of a list: false where another page's is never taken. `last` is the
	   one before, its n nought for none. Null for what is made for each
	   page. */
	bool (*origin)(const struct model_page *m, const struct origin *last,
	    struct origin *o);
};

/* model_page.c: the fields of `page`. */
enum { MODEL_FIELDS = 35 };
extern const struct model_field model_fields[MODEL_FIELDS];
bool model_is_article(const struct model_page *m);
/* Whether it is shown in the brand's source language for want of another. */
bool model_is_fallback(const struct model_page *m);
/* Both texts in one that lives in `a`. */
struct str model_joined(struct arena *a, struct str head, struct str tail);
/* model_locales.c: the same page in other locales, for readers and for search
   engines. */
struct value model_alternates(const struct model_page *m);
struct value model_translations(const struct model_page *m);
/* model_lists.c: what an article has in all brands, mostly. */
struct value model_toc(const struct model_page *m);
bool model_toc_origin(const struct model_page *m,
    const struct origin *last, struct origin *o);
struct value model_tags(const struct model_page *m);
bool model_tags_origin(const struct model_page *m,
    const struct origin *last, struct origin *o);
struct value model_listed(const struct model_page *m);
bool model_listed_origin(const struct model_page *m,
    const struct origin *last, struct origin *o);
struct value model_related(const struct model_page *m);
bool model_related_origin(const struct model_page *m,
    const struct origin *last, struct origin *o);
struct value model_prev_page(const struct model_page *m);
bool model_prev_page_origin(const struct model_page *m,
    const struct origin *last, struct origin *o);
struct value model_next_page(const struct model_page *m);
bool model_next_page_origin(const struct model_page *m,
    const struct origin *last, struct origin *o);
/* `page` with nothing in it yet. */
struct value model_page(struct arena *a, struct value **field);
/* The page's output path, and its `page.root`. */
struct str model_url(const struct model_page *m);
struct str model_page_root(const struct model_page *m, struct arena *a);
/* All that a page of this layout has. */
void model_fill(struct model_page *m);
/* model_print.c: `page.chapters`, and the anchors of all pages by index. */
struct value model_chapters(const struct skin *s, struct arena *a,
    const struct str **anchor);

/* --- skin_words.c, skin_furniture.c, skin_files.c ------------------------ */

void skin_words_build(struct skin *s);
/* A string with its parts filled in; false when there is no such word. */
bool skin_say(const struct skin *s, struct arena *a, struct str key,
    const struct value *parts, struct str *out, struct str *lacking);
void skin_furniture_build(struct skin *s, struct diags *d);
void skin_options_build(struct skin *s, struct diags *d);
void skin_files_build(struct skin *s);

/* --- skin_run.c, skin_write.c -------------------------------------------- */

/* One page being written. */
struct run {
	const struct skin *skin;
	const struct model_page *model;
	struct arena *scratch;
	struct diags *d;
	struct buf *out;
	const struct placed *placed;	/* the program that runs */
	const struct expr *expr;	/* the Lua expression that runs */
	struct template_host host;
	struct more_roots more;
	const struct str *anchor;	/* print: by page index */
	const struct value *mark;	/* see struct gap; null for none */
	struct lists *lists;		/* null: there are none */
	struct stencil_kept *body;	/* null: none is kept */
	struct buf tmp;
	size_t url_from;		/* where the open URL begins in `out` */
	bool url_srcset;
	struct span url_at;		/* the first value in it */
	uint32_t turns;
};

/* Writes a value at its place. */
void skin_write(struct run *r, const struct op *o, enum slot_place at,
    const struct value *v);
/* The finished URL attribute, from r->url_from to the end of the output. */
void skin_check_url(struct run *r, const struct op *o);
/* The body of a page, for page.content. */
void skin_write_body(struct run *r, const struct page *p);
/* Print: where a page begins in the document, for stencils; `ctx` is the
   run. */
struct str skin_anchor_of(void *ctx, const struct page *p);
/* Makes a run ready: its skin, model, scratch, findings and output are set. */
void skin_open(struct run *r);
/* Runs a placed program over a page's model. */
void skin_run(struct run *r, const struct placed *p);

/* --- specialise.c -------------------------------------------------------- */

/* What stays of a layout when all values but those that vary are known: text,
   and what asks for them. */
struct special {
	struct run run;		/* of what does not vary */
	struct arena *a;	/* the result lives there */
	/* Told of every value that the result reads: it, or something in it,
	   varies. */
	void (*uses)(void *ctx, const struct value *v);
	void *ctx;
	uint32_t turns;		/* of loops, that became text: how many at most
				   for each turn of those that stayed */
};

/* `run` is open; its output and findings are not looked at. A part that would
   report anything stays as it is. A value that varies and is false already is
   taken for a mark: true when it is run.mark, on few pages. */
const struct placed *specialise(struct special *sp, const struct placed *p);

/* --- skin_lists.c -------------------------------------------------------- */

/* Lists that the next page has too, mostly the same article's in another brand,
   and what loops over them wrote. */
struct lists;
struct lists *lists_new(struct arena *a);
void lists_free(struct lists *l);
/* A field of a page; where it has an origin, as it was made last if that is
   the same. Valid until it is made of something else. */
struct value lists_field(struct lists *l, const struct model_page *m,
    size_t field);
/* The number of the loops that write the same of a list, as they are spelt the
   same; false when there are too many. */
bool lists_loop(struct lists *l, struct str spelt, uint32_t *number);
/* Of an OP_AGAIN: runs its loop, or copies what such a one wrote. */
void lists_run(struct run *r, const struct op *o, const struct scope *s);

/* --- skin_plan.c --------------------------------------------------------- */

struct plans *plans_new(struct arena *a);
void plans_free(struct plans *p);
/* Writes a page by the plan that it shares with others; false when it cannot
   be, and nothing is written. */
bool plan_write(struct model_page *m, struct diags *d, struct buf *out);

#endif
