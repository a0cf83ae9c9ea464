/* Words, each told from the one before it, in files of a range each; with each
   such file, the postings of its stems in files of their own, so that a look
   through the words loads no postings. A stem whose words stand in two files of
   words is in the postings of both. */
#include "search/shards.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "search/script.h"

enum {
	FRAME = 64,		/* bytes around the data of a file */
	NUMBERS = 1024,		/* for the list behind the words */
	TAKEN_MAX = 25,		/* UTF-16 units that a word takes from another */
	WORDS_PART = 128, LISTS_PART = 32	/* script_parts, often */
};

struct shards {
	const struct index *x;
	const struct search_sink *to;
	uint32_t number;	/* of the file of words */
	uint32_t *local;	/* by stem: its number in this file, + 1 */
	uint32_t *stems;	/* in this file, by that number */
	uint32_t nstems;
	struct buf words, plain, lists, script, firsts;
};

static unsigned
units(uint32_t cp)
{
	return cp >= 0x10000 ? 2 : 1;
}

/* How many UTF-16 units two words begin with alike, whole characters only; and
   how many bytes these are. */
static unsigned
alike(struct str a, struct str b, size_t *bytes)
{
	unsigned n = 0;

	*bytes = 0;
	for (size_t i = 0, k = 0; i < a.n && k < b.n; *bytes = i) {
		uint32_t cp = utf8_next(a, &i);
		if (cp != utf8_next(b, &k) || n + units(cp) > TAKEN_MAX)
			break;
		n += units(cp);
	}
	return n;
}

static void
put_stem(struct shards *s, uint32_t stem, uint32_t before)
{
	if (s->local[stem] == 0) {
		s->stems[s->nstems] = stem;
		s->local[stem] = ++s->nstems;
	} else if (s->local[stem] == before) {
		buf_char(&s->words, '!');
	} else {
		buf_char(&s->words, '?');
		index_number(&s->words, s->nstems - s->local[stem]);
	}
}

/* ---- Postings ---- */

static void
end_lists(struct shards *s, struct arena *a, uint32_t file)
{
	struct str name = arena_printf(a, "p%u-%u", s->number, file);

	script_begin(&s->script, name);
	script_string(&s->script, buf_view(&s->lists));
	script_end(&s->script);
	s->to->file(s->to->ctx, name, buf_view(&s->script), SEARCH_NUMBERS,
	    (struct str){ 0 });
	buf_reset(&s->lists);
}

static bool
lists_part(const struct shards *s, struct str list)
{
	size_t n = s->lists.n;

	return n > 0 && (n + list.n + FRAME > SEARCH_FILE ||
	    (n > SCRIPT_HALF && script_parts(list, LISTS_PART)));
}

static void
write_lists(struct shards *s, struct arena *a)
{
	uint32_t file = 0;

	buf_c(&s->firsts, ",0");
	for (uint32_t i = 0; i < s->nstems; i++) {
		struct str list = s->x->postings[s->stems[i]];
		if (lists_part(s, list)) {
			end_lists(s, a, file++);
			buf_printf(&s->firsts, ",%u", i);
		} else if (s->lists.n > 0) {
			buf_char(&s->lists, ',');
		}
		buf_str(&s->lists, list);
	}
	end_lists(s, a, file);
}

/* ---- Words ---- */

static void
end_words(struct shards *s, struct arena *a)
{
	struct str name = arena_printf(a, "w%u", s->number);

	write_lists(s, a);
	script_begin(&s->script, name);
	buf_char(&s->script, '[');
	script_string(&s->script, buf_view(&s->words));
	buf_str(&s->script, buf_view(&s->firsts));
	buf_char(&s->script, ']');
	script_end(&s->script);
	s->to->file(s->to->ctx, name, buf_view(&s->script), SEARCH_WORDS,
	    buf_view(&s->plain));
	for (uint32_t i = 0; i < s->nstems; i++)
		s->local[s->stems[i]] = 0;
	s->nstems = 0;
	s->number++;
	buf_reset(&s->words);
	buf_reset(&s->plain);
	buf_reset(&s->firsts);
}

static bool
words_part(const struct shards *s, struct str word)
{
	size_t n = s->words.n;

	return n + word.n + FRAME + NUMBERS > SEARCH_FILE ||
	    (n > SCRIPT_HALF && script_parts(word, WORDS_PART));
}

static void
put_word(struct shards *s, const struct index_word *w,
    const struct index_word *before)
{
	size_t taken = 0;
	unsigned n = before ? alike(before->word, w->word, &taken) : 0;

	buf_char(&s->words, (char)('A' + n));
	buf_str(&s->words, str_slice(w->word, taken, w->word.n));
	put_stem(s, w->stem, before ? s->local[before->stem] : 0);
	buf_str(&s->plain, w->word);
	buf_char(&s->plain, '\0');
}

void
shards_write(const struct index *x, struct arena *a,
    const struct search_sink *to, struct buf *first)
{
	struct shards s = { .x = x, .to = to,
		.local = ARENA_ARRAY(a, x->nstems + 1, uint32_t),
		.stems = ARENA_ARRAY(a, x->nstems + 1, uint32_t) };
	const struct index_word *before = NULL;

	for (uint32_t i = 0; i < x->nwords; i++) {
		const struct index_word *w = &x->word[i];
		if (before && words_part(&s, w->word)) {
			end_words(&s, a);
			before = NULL;
		}
		if (!before) {
			if (first->n > 0)
				buf_char(first, ',');
			script_string(first, w->word);
		}
		put_word(&s, w, before);
		before = w;
	}
	if (before)
		end_words(&s, a);
	buf_free(&s.words);
	buf_free(&s.plain);
	buf_free(&s.lists);
	buf_free(&s.script);
	buf_free(&s.firsts);
}
