/* Stems of words, by the rules of a language (libstemmer). */
#ifndef SEARCH_STEM_H
#define SEARCH_STEM_H

#include "livery.h"
#include "value/locale.h"

struct stemmer;

/* Null when there are no rules for the language: each word is its own stem. */
struct stemmer *stemmer_open(const struct locale *l);
void stemmer_close(struct stemmer *s);
/* The stem of a word in lower case; valid until the next call. Words with
   digits or punctuation have none. */
struct str stemmer_stem(struct stemmer *s, struct str word);

#endif
