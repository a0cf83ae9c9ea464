/* The one file that sees libstemmer. */
#include "search/stem.h"

#include <errno.h>
#include <libstemmer.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"

/* libstemmer's own opaque type stands behind ours. */
static struct sb_stemmer *
foreign(struct stemmer *s)
{
	return (struct sb_stemmer *)(void *)s;
}

struct stemmer *
stemmer_open(const struct locale *l)
{
	struct str language, rest;
	char name[8];

	str_cut(locale_tag(l), '-', &language, &rest);
	if (language.n >= sizeof(name))
		return NULL;
	memcpy(name, language.p, language.n);
	name[language.n] = '\0';
	/* Norwegian goes by either of its written forms. */
	const char *known = strcmp(name, "nb") == 0 || strcmp(name, "nn") == 0 ?
	    "no" : name;
	return (struct stemmer *)(void *)sb_stemmer_new(known, "UTF_8");
}

void
stemmer_close(struct stemmer *s)
{
	sb_stemmer_delete(foreign(s));
}

static bool
is_letters(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x80 &&
		    (s.p[i] < 'a' || s.p[i] > 'z'))
			return false;
	return true;
}

struct str
stemmer_stem(struct stemmer *s, struct str word)
{
	if (!s || !is_letters(word))
		return word;
	const sb_symbol *stem = sb_stemmer_stem(foreign(s),
	    (const sb_symbol *)word.p, (int)word.n);
	if (!stem)
		die(ENOMEM, "cannot find a word's stem");
	return (struct str){ (const char *)stem,
		(size_t)sb_stemmer_length(foreign(s)) };
}
