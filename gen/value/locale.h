/* Locales: their names, direction and the printing of values in their form.
   (value/ alone sees ICU) */
#ifndef VALUE_LOCALE_H
#define VALUE_LOCALE_H

#include "base/buf.h"
#include "value/value.h"

struct locale;

/* Opens a locale by its BCP 47 tag; null when the tag is not well formed or
   its language unknown to ICU. It lives as long as the process (`a` lends
   nothing to it) and the same tag gives the same locale. */
const struct locale *locale_open(struct arena *a, struct str tag);
struct str locale_tag(const struct locale *l);
/* The language's own name for itself ("Nederlands"). */
struct str locale_name(const struct locale *l);
bool locale_is_rtl(const struct locale *l);
/* Compares for A to Z lists, ties broken by byte order. */
int locale_compare(const struct locale *l, struct str a, struct str b);
/* The CLDR plural category of a count: "one", "other" ... */
struct str locale_plural(const struct locale *l, int64_t n);

/* Prints a value as a reader of the locale expects it. False, with nothing
   written, for nil, booleans, lists of non-scalars and maps: the caller says
   so. A list of scalars prints as "a, b and c". HTML and Markdown print
   nothing here and return false. */
bool value_print(struct buf *out, const struct value *v,
    const struct locale *l);

/* Prints an integer or a number with the locale's grouping of digits: for
   amounts, where value_print serves ports and other names of things. */
void number_print(struct buf *out, const struct value *number,
    const struct locale *l);

/* A term's forms: "the" and the others by the rules of the locale's language
   where the provider gives none (English: a/an by sound of the first letter,
   's, s; Dutch: een, s or 's, s; French: de or d', s; what gender decides is
   the bare form then). The result may live in the arena. */
enum term_form { TERM_BARE, TERM_THE, TERM_A, TERM_POSSESSIVE, TERM_PLURAL };
struct str term_print(struct arena *a, const struct term *t,
    enum term_form form, const struct locale *l);
/* With its first letter in title case (by the locale's rules). */
struct str text_capitalise(struct arena *a, struct str s,
    const struct locale *l);
/* Upper case by the root locale. */
struct str text_upper(struct arena *a, struct str s);
/* A to Z as a to z; all else stays. */
struct str text_lower_ascii(struct arena *a, struct str s);
/* Lower case, NFC: for ids and look-ups; locale-independent. */
struct str text_fold(struct arena *a, struct str s);
/* Unicode NFC. */
struct str text_nfc(struct arena *a, struct str s);
/* GitHub's heading id of a plain text: lower case; letters, digits, marks,
   connectors, '-' and '_' stay, spaces become '-', the rest goes. */
struct str text_slug(struct arena *a, struct str s);
/* What texts are compared by when they are searched: NFKC in lower case by the
   root locale, without soft hyphens and zero width characters. */
struct str text_sought(struct arena *a, struct str s);
/* Such a text without accents: NFKD without U+0300 to U+036F, NFC again, and
   letters like U+00DF and U+00F8 as the letters they are typed by. */
struct str text_bare(struct arena *a, struct str s);
/* Whether a code point is a letter, a digit or a mark. */
bool text_in_word(uint32_t cp);
/* Whether it is a letter and no small one: those of scripts without capitals
   are not. */
bool text_is_capital(uint32_t cp);

#endif
