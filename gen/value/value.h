/* Immutable typed values: what providers declare, templates read and slots
   print. Built once in an arena, never changed afterwards. */
#ifndef VALUE_VALUE_H
#define VALUE_VALUE_H

#include "base/arena.h"
#include "livery.h"

enum value_type {
	VALUE_NIL,
	VALUE_BOOL,
	VALUE_INT,	/* integers and ports */
	VALUE_NUM,	/* number with a fraction */
	VALUE_TEXT,	/* plain text; also host and email, see `kind` */
	VALUE_ENUM,	/* text with a fixed set of values, brand ids */
	VALUE_URL,
	VALUE_PHONE,	/* text as displayed, target in RFC 3966 form */
	VALUE_COLOUR,	/* "#rrggbb", lower case */
	VALUE_DATE,
	VALUE_DURATION,
	VALUE_SIZE,
	VALUE_MONEY,
	VALUE_IMAGE,	/* text: path in the site; target: path of the source */
	VALUE_ARTICLE,	/* text: an article's id */
	VALUE_TERM,
	VALUE_MARKDOWN,	/* trusted Markdown with data in it: struct md */
	VALUE_LINK,	/* text and target URL, made by link() */
	VALUE_HTML,	/* rendered, trusted; the renderer alone makes it */
	VALUE_LIST,
	VALUE_MAP
};

struct date {
	int16_t year;
	uint8_t month;	/* 1 to 12 */
	uint8_t day;	/* 1 to 31 */
};

enum duration_unit {
	DURATION_SECOND, DURATION_MINUTE, DURATION_HOUR, DURATION_DAY,
	DURATION_WEEK, DURATION_MONTH, DURATION_YEAR
};

struct value;

struct value_list {
	const struct value *v;
	size_t n;
};

struct value_entry {
	struct str key;
	const struct value *v;
};

/* Ordered by key in byte order; keys are unique. */
struct value_map {
	const struct value_entry *e;
	size_t n;
};

/* A name's forms in one locale; empty ones are derived by the printer. */
struct term {
	struct str bare;
	struct str the;		/* "the web interface", "MailCentral" */
	struct str a;		/* "a Webmail account" is a form of its own */
	struct str possessive;
	struct str plural;
};

/* Markdown pieces: literal source, or (`data` not null) a value that becomes
   a slot. */
struct md_piece {
	struct str source;
	const struct value *data;
};

struct md {
	const struct md_piece *piece;
	size_t n;
};

struct value {
	enum value_type type;
	/* Not known yet: a program that is specialised keeps what asks for it. */
	bool varies;
	/* A name taken from `brands.ID`: exempt from the brand-leak check where
	   it is printed. */
	bool foreign;
	/* What a text is written in when that is not the language around it:
	   the renderer's number, see render/internal.h; else 0. */
	uint8_t language;
	/* Of a TEXT or URL: what the renderer knows of its bytes, enum plain of
	   render/escape.h; else 0. */
	uint8_t plain;
	/* Where a provider, theme or front matter sets it; file 0 if nowhere. */
	struct span at;
	union {
		bool boolean;
		int64_t integer;
		double number;
		struct str text;	/* TEXT ENUM URL COLOUR ARTICLE HTML */
		struct {		/* PHONE IMAGE LINK */
			struct str text;
			struct str target;
		} pair;
		struct date date;
		struct {
			int64_t count;
			enum duration_unit unit;
		} duration;
		int64_t bytes;		/* SIZE */
		struct {
			int64_t minor;	/* in the currency's smallest unit */
			char currency[4];	/* ISO 4217, NUL-terminated */
		} money;
		const struct term *term;
		const struct md *md;
		struct value_list list;
		struct value_map map;
	};
};

extern const struct value value_nil;

/* Makers; strings are borrowed, `at` is zero. */
struct value value_bool(bool b);
struct value value_int(int64_t i);
struct value value_text(struct str s);
struct value value_html(struct str s);
struct value value_date(struct date d);

/* nil and false are false, all else is true (as in Lua). */
bool value_truth(const struct value *v);
/* Equality of two scalars as Lua would see them: TEXT, ENUM, URL, COLOUR,
   ARTICLE and a phone's displayed text compare as strings, INT and NUM as
   numbers, the rest by type and content; lists and maps are never equal. */
bool value_equal(const struct value *a, const struct value *b);
/* The entry of a map, or null. */
const struct value *value_get(const struct value *map, struct str key);
/* The English word for a type in messages: "a text", "a list" ... */
const char *value_type_words(enum value_type t);

/* Builds a map in any order of keys; a later value of a key replaces an
   earlier one. Start from a zeroed struct with its arena set. */
struct map_builder {
	struct arena *a;
	struct value_entry *e;
	size_t n, cap;
};
void map_builder_put(struct map_builder *b, struct str key, struct value v);
/* The finished map, sorted; the builder must not be used again. */
struct value map_builder_done(struct map_builder *b);

struct list_builder {
	struct arena *a;
	struct value *v;
	size_t n, cap;
};
void list_builder_add(struct list_builder *b, struct value v);
struct value list_builder_done(struct list_builder *b);

/* Parsers of the written forms. Each returns false on anything else and says
   in `*why` (a literal) what is wrong, in words a writer understands. */
bool value_parse_date(struct str s, struct date *out, const char **why);
bool value_parse_duration(struct str s, struct value *out, const char **why);
bool value_parse_size(struct str s, struct value *out, const char **why);
bool value_parse_money(struct str s, struct value *out, const char **why);
bool value_parse_phone(struct arena *a, struct str s, struct value *out,
    const char **why);
bool value_parse_colour(struct arena *a, struct str s, struct value *out,
    const char **why);
/* RFC 1123 host name, or one with {reader.NAME} patterns in it. */
bool value_check_host(struct str s, const char **why);
/* A plain addr-spec of RFC 5322 without quoting or comments. */
bool value_check_email(struct str s, const char **why);
/* https, http, mailto, tel or relative; no white space or control bytes. */
bool value_check_url(struct str s, const char **why);
/* Whether a finished URL may be written into href or src: the scheme (after
   the decoding that browsers do) is https, http, mailto or tel, or it is
   relative. `//host` is refused. */
bool value_url_is_safe(struct str url);
/* Whether every address that begins so is safe: `head` is relative before it
   ends. False for heads that decide nothing, and for all with a scheme. */
bool value_url_stays_safe(struct str head);

#endif
