/* The search index of an edition: files that a script in the reader's browser
   loads as it needs them. content/manual/themes/search.md says what is in them
   and how words are found. (alone sees libstemmer) */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "site/site.h"

/* Appends the words of a document for search_write, padded to 32 bits: an
   article_make, to be called behind another one. */
void search_gather(const struct document *d, struct buf *out);

/* Takes the files one by one, each at most SEARCH_FILE bytes. `name` is the
   file's, below its folder; all is valid during the call. `words` are those of
   a file whose bytes do not show them, a NUL behind each, else empty. */
enum { SEARCH_FILE = 16 << 10 };
enum search_text {
	SEARCH_PLAIN,		/* JSON that can be read */
	SEARCH_WORDS,		/* see `words` */
	SEARCH_NUMBERS		/* no text at all */
};
struct search_sink {
	void *ctx;
	void (*file)(void *ctx, struct str name, struct str bytes,
	    enum search_text kind, struct str words);
};

/* Writes the index of an edition whose articles were gathered. The same bytes
   for the same pages, whatever else the process did. */
void search_write(const struct site *s, const struct search_sink *to);

#endif
