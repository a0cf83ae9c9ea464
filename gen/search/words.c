/* Texts into words: runs of letters, digits and marks; those that a dot, a
   hyphen or the like joins also as one; scripts without spaces as pairs. */
#include "search/words.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "site/site.h"

enum {
	WORD_MAX = 40,		/* characters */
	JOINED_MAX = 64,
	JOINED_BYTES = 4 * JOINED_MAX,
	HYPHENS_MAX = 2,
	SCRATCH_MAX = 1 << 20	/* bytes, before it is reset */
};

enum class { APART, LETTER, JOINER, HIGH };

static const unsigned char classes[256] = {
	['0'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	['A'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1,
	['a'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1,
	['.'] = JOINER, ['-'] = JOINER, ['_'] = JOINER, ['@'] = JOINER,
};

static unsigned
class_of(unsigned char c)
{
	return c >= 0x80 ? HIGH : classes[c];
}

/* Scripts that are written without spaces between words: Thai, Lao, Myanmar,
   Khmer, Han, Hiragana, Katakana. */
static bool
is_unspaced(uint32_t cp)
{
	static const uint32_t range[][2] = {
		{ 0x0e00, 0x0eff }, { 0x1000, 0x109f }, { 0x1780, 0x17ff },
		{ 0x2e80, 0x2fdf }, { 0x3005, 0x3007 }, { 0x3040, 0x30ff },
		{ 0x31f0, 0x31ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff },
		{ 0xf900, 0xfaff }, { 0x20000, 0x3ffff },
	};

	for (size_t i = 0; i < sizeof(range) / sizeof(*range); i++)
		if (cp >= range[i][0] && cp <= range[i][1])
			return true;
	return false;
}

/* A run of parts that joiners hold together. */
struct chunk {
	char text[JOINED_BYTES];	/* as it is, hyphens all alike */
	size_t n;
	size_t part;			/* where the last part begins in it */
	unsigned chars, part_chars;
	unsigned joiners, hyphens;
	bool unspaced;			/* holds such a script */
	bool cut;			/* more than there is room for */
};

static void
tell(const struct words_reader *r, const char *p, size_t n, size_t chars)
{
	if (chars >= 2 && chars <= WORD_MAX)
		r->word(r->ctx, (struct str){ p, n });
}

/* One character of a script without spaces is a word only if it stands alone. */
static void
tell_pairs(const struct words_reader *r, struct str run)
{
	size_t from = 0, at = 0, end;

	utf8_next(run, &at);
	if (at == run.n)
		r->word(r->ctx, run);
	for (; at < run.n; from = at, at = end) {
		end = at;
		utf8_next(run, &end);
		r->word(r->ctx, str_slice(run, from, end));
	}
}

static void
tell_mixed(const struct words_reader *r, struct str part)
{
	for (size_t from = 0, i = 0; i < part.n; from = i) {
		bool unspaced = is_unspaced(utf8_next(part, &i));
		size_t chars = 1;
		for (size_t next = i; i < part.n; i = next, chars++)
			if (is_unspaced(utf8_next(part, &next)) != unspaced)
				break;
		if (unspaced)
			tell_pairs(r, str_slice(part, from, i));
		else
			tell(r, part.p + from, i - from, chars);
	}
}

static void
end_part(struct chunk *c, const struct words_reader *r)
{
	if (c->cut)
		return;
	if (c->unspaced)
		tell_mixed(r, (struct str){ c->text + c->part,
		    c->n - c->part });
	else
		tell(r, c->text + c->part, c->n - c->part, c->part_chars);
}

static void
drop_hyphens(struct chunk *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->text[i] != '-')
			c->text[n++] = c->text[i];
	c->n = n;
}

/* Tells the last part, and what all are together. */
static void
end_chunk(struct chunk *c, const struct words_reader *r)
{
	bool hyphens = c->hyphens == c->joiners;

	if (c->chars == 0)
		return;
	end_part(c, r);
	if (c->joiners > 0 && !c->unspaced && !c->cut &&
	    c->chars <= JOINED_MAX &&
	    !(hyphens && c->hyphens > HYPHENS_MAX)) {
		if (hyphens)
			drop_hyphens(c);
		r->word(r->ctx, (struct str){ c->text, c->n });
	}
	*c = (struct chunk){ .n = 0 };
}

static void
put(struct chunk *c, const char *p, size_t n)
{
	c->chars++;
	c->cut |= n > sizeof(c->text) - c->n;
	if (c->cut)
		return;
	memcpy(c->text + c->n, p, n);
	c->n += n;
}

static void
join(struct chunk *c, const struct words_reader *r, char joiner)
{
	end_part(c, r);
	put(c, &joiner, 1);
	c->joiners++;
	c->hyphens += joiner == '-';
	c->part = c->n;
	c->part_chars = 0;
}

/* What a code point is, U+2010 being a hyphen. */
static unsigned
code_class(uint32_t cp, char *joiner)
{
	*joiner = cp == 0x2010 ? '-' : (char)cp;
	if (cp == 0x2010)
		return JOINER;
	if (cp < 0x80)
		return classes[cp];
	return text_in_word(cp) ? LETTER : APART;
}

/* A text in the form of text_sought. */
static void
split_sought(struct str s, const struct words_reader *r)
{
	struct chunk c = { .n = 0 };
	char joiner, next_joiner;

	for (size_t i = 0, from = 0; i < s.n; from = i) {
		uint32_t cp = utf8_next(s, &i);
		unsigned class = code_class(cp, &joiner);
		size_t ahead = i;
		if (class == LETTER) {
			put(&c, s.p + from, i - from);
			c.part_chars++;
			c.unspaced |= is_unspaced(cp);
		} else if (class == JOINER && c.part_chars > 0 && i < s.n &&
		    code_class(utf8_next(s, &ahead), &next_joiner) == LETTER) {
			join(&c, r, joiner);
		} else {
			end_chunk(&c, r);
		}
	}
	end_chunk(&c, r);
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* A single word of ASCII, as most runs are. */
static bool
tell_plain(struct str run, const struct words_reader *r)
{
	char word[WORD_MAX];

	if (run.n > WORD_MAX)
		return false;
	for (size_t i = 0; i < run.n; i++) {
		if (class_of((unsigned char)run.p[i]) != LETTER)
			return false;
		word[i] = lower(run.p[i]);
	}
	tell(r, word, run.n, run.n);
	return true;
}

static void
split_run(struct str run, struct arena *scratch, const struct words_reader *r)
{
	uint32_t number;
	size_t at;

	if (tell_plain(run, r))
		return;
	if (r->slotted && slot_find(run, 0, &at, &number)) {
		r->slotted(r->ctx, run);
		return;
	}
	split_sought(text_sought(scratch, run), r);
	if (arena_used(scratch) > SCRATCH_MAX)
		arena_reset(scratch);
}

static bool
is_joiner(char c)
{
	return class_of((unsigned char)c) == JOINER;
}

/* Nothing in ASCII that parts words changes by normalisation, so that each run
   between such can be read alone. */
void
words_split(struct str text, struct arena *scratch,
    const struct words_reader *r)
{
	size_t i = 0;

	while (i < text.n) {
		size_t from = i, end;
		while (i < text.n && class_of((unsigned char)text.p[i]) !=
		    APART)
			i++;
		end = i++;
		while (from < end && is_joiner(text.p[from]))
			from++;
		while (end > from && is_joiner(text.p[end - 1]))
			end--;
		if (end > from)
			split_run(str_slice(text, from, end), scratch, r);
	}
}
