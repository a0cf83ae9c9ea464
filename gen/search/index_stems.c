/* The words that people type, in order, each with its stem. */
#include "search/index_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "search/stem.h"
#include "search/words.h"

/* UTF-16 puts U+E000 to U+FFFF, whose first bytes are EE and EF, behind all
   that takes four bytes. */
static int
rank(unsigned char c)
{
	return c < 0xee ? c : c < 0xf0 ? c + 0x10 : c - 2;
}

static int
cmp_utf16(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n, i = 0;

	while (i < n && a.p[i] == b.p[i])
		i++;
	if (i == n)
		return (a.n > b.n) - (a.n < b.n);
	return rank((unsigned char)a.p[i]) - rank((unsigned char)b.p[i]);
}

static int
by_word(const void *a, const void *b)
{
	return cmp_utf16(((const struct index_word *)a)->word,
	    ((const struct index_word *)b)->word);
}

/* The forms with other accents share a bare word; the first of them in byte
   order gives all their stem, so that it does not matter which was met
   first. */
struct bare {
	struct lexicon words;
	uint32_t *of;		/* by word */
	struct str *first;	/* by bare word */
};

static void
find_bare(struct bare *x, const struct index_build *b)
{
	uint32_t n = b->words.n;

	x->words.a = b->scratch;
	x->of = ARENA_ARRAY(b->scratch, n + 1, uint32_t);
	x->first = ARENA_ARRAY(b->scratch, n + 1, struct str);
	for (uint32_t i = 0; i < n; i++) {
		struct str word = b->words.word[i];
		uint32_t k = lexicon_put(&x->words, text_bare(b->scratch,
		    word), false);
		x->of[i] = k;
		if (!x->first[k].p || str_cmp(word, x->first[k]) < 0)
			x->first[k] = word;
	}
}

void
index_stems(struct index_build *b, struct arena *a, struct index *x,
    const struct locale *l)
{
	struct stemmer *rules = stemmer_open(l);
	struct lexicon stems = { .a = b->scratch };
	struct bare bare = { .of = NULL };

	find_bare(&bare, b);
	struct index_word *word = ARENA_ARRAY(a, bare.words.n + 1,
	    struct index_word);
	for (uint32_t i = 0; i < bare.words.n; i++)
		word[i] = (struct index_word){ arena_str(a,
		    bare.words.word[i]), lexicon_put(&stems,
		    stemmer_stem(rules, bare.first[i]), true) };
	b->stem = ARENA_ARRAY(b->scratch, b->words.n + 1, uint32_t);
	for (uint32_t i = 0; i < b->words.n; i++)
		b->stem[i] = word[bare.of[i]].stem;
	b->nstems = stems.n;
	qsort(word, bare.words.n, sizeof(*word), by_word);
	x->word = word;
	x->nwords = bare.words.n;
	stemmer_close(rules);
}

static bool
has_word(const struct index *x, struct str word)
{
	const struct index_word key = { .word = word };

	return bsearch(&key, x->word, x->nwords, sizeof(key), by_word) != NULL;
}

bool
index_has(const struct index *x, struct str words)
{
	struct str word, rest = words;
	bool more = true;

	while (more) {
		more = str_cut(rest, ' ', &word, &rest);
		if (!has_word(x, word))
			return false;
	}
	return true;
}

struct terms {
	struct arena *a;
	struct buf out;
	size_t from;		/* of the piece that is being read */
	bool joined;		/* it is one word to who looks for it */
};

/* The whole of what joiners hold together is told behind its parts. */
static void
take_term(void *ctx, struct str word)
{
	struct terms *t = ctx;

	if (t->joined)
		t->out.n = t->from;
	if (t->out.n > 0)
		buf_char(&t->out, ' ');
	buf_str(&t->out, text_bare(t->a, word));
}

struct str
index_terms(struct arena *a, struct str text)
{
	struct terms t = { .a = a };
	const struct words_reader r = { &t, take_term, NULL };
	struct str piece;
	bool more = true;

	while (more) {
		more = str_cut(text, ' ', &piece, &text);
		t.from = t.out.n;
		t.joined = str_find_char(piece, '.', 0) >= 0 ||
		    str_find_char(piece, '-', 0) >= 0 ||
		    str_find_char(piece, '@', 0) >= 0;
		words_split(piece, a, &r);
	}
	struct str all = arena_str(a, buf_view(&t.out));
	buf_free(&t.out);
	return all;
}
