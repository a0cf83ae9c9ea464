/* The keys that front matter may have. Private to project/. */
#ifndef PROJECT_KEYS_H
#define PROJECT_KEYS_H

#include "project/parts.h"

enum {
	IN_ARTICLE = 1,
	IN_SECTION = 2,
	IN_TRANSLATION = 4,
	IN_SNIPPET = 8,
	IN_PAGE = IN_ARTICLE | IN_SECTION
};

/* Where the keys of one file go. */
struct target {
	struct loader *l;
	struct article *art;
	struct snippet *snippet;
	bool meant_title;	/* a `title` that is misspelt or no text */
};

struct key {
	struct str name;
	unsigned in;		/* the kinds of file that may have it */
	/* Takes its value, which is not null, or reports it. */
	void (*read)(struct target *t, const struct yaml *y);
};

/* A name as the initialiser of a struct str. */
#define KEY(k) { #k, sizeof(#k) - 1 }

/* All keys there are, null behind the last. */
const struct key *key_at(size_t i);

/* Reports a value that is not `want`, a phrase. */
struct diag *key_wrong(struct target *t, const struct yaml *y,
    const char *want);
/* Whether it is a scalar without directives; else reported. */
bool key_want_literal(struct target *t, const struct yaml *y,
    const char *want);

/* keys_params.c: `params`, a list of names or of maps. */
void key_read_params(struct target *t, const struct yaml *y);
/* keys_unknown.c: reports a key that files of the kind `in` do not take, with
   what was meant. */
void key_unknown(struct target *t, const struct yaml *key, unsigned in);

#endif
