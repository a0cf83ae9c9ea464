/* Hosts, e-mails, URLs and names in text: what leak_words.c finds is held
   against the boundaries of its kind. */
#include "emit/leak.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "emit/leak_parts.h"
#include "emit/leak_words.h"
#include "emit/markup.h"
#include "value/locale.h"

/* Patterns of a fact, at most. */
enum { FORMS = 3 };

/* What is looked for, by number: a pattern and its fact. */
struct leak_gate {
	const struct fact *fact;
	struct str *pattern;	/* lower case, one space for white space */
	uint32_t *fact_of;
	size_t npatterns;
	size_t longest;		/* bytes; see leak_longest */
	struct words *words;
	struct leak_edges *edges;
	struct phones *phones;
};

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool
is_alnum(char c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A fact as it is looked for: no scheme, no slash at the end, nothing that a
   text has not or that is not looked at in it. */
static struct str
pattern_text(struct arena *a, struct fact f)
{
	static const char *const schemes[] = {
		"https://", "http://", "mailto:", "//"
	};
	struct str s = str_trim(f.text);

	for (size_t k = 0; k < sizeof(schemes) / sizeof(schemes[0]); k++) {
		struct str scheme = str_c(schemes[k]);
		if (f.kind != FACT_NAME &&
		    str_eq_fold(str_slice(s, 0, scheme.n), scheme)) {
			s = str_slice(s, scheme.n, s.n);
			break;
		}
	}
	while (f.kind == FACT_URL && s.n > 0 && s.p[s.n - 1] == '/')
		s.n--;
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == MARKUP_SEAM)
			continue;
		if (!is_space(s.p[i]))
			out[n++] = lower(s.p[i]);
		else if (n > 0 && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	return str_trim((struct str){ out, n });
}

static void
add_pattern(struct arena *a, struct leak_gate *g, uint32_t fact, struct str s)
{
	struct fact f = g->fact[fact];

	f.text = s;
	struct str text = pattern_text(a, f);
	if (text.n == 0)
		return;
	for (size_t i = g->npatterns; i > 0 && g->fact_of[i - 1] == fact; i--)
		if (str_eq(g->pattern[i - 1], text))
			return;
	g->fact_of[g->npatterns] = fact;
	g->pattern[g->npatterns++] = text;
	if (str_find_char(text, '\0', 0) >= 0)
		g->longest = SIZE_MAX;
	else if (text.n > g->longest)
		g->longest = text.n;
}

/* Letters of ASCII are found in any case; where there are others a fact is
   looked for as it is written, all in lower case and all in upper case. */
static void
add_patterns(struct arena *a, struct leak_gate *g, uint32_t fact)
{
	struct str text = g->fact[fact].text;

	add_pattern(a, g, fact, text);
	add_pattern(a, g, fact, text_fold(a, text));
	add_pattern(a, g, fact, text_upper(a, text));
}

struct leak_gate *
leak_gate_build(struct arena *a, const struct fact *fact, size_t n)
{
	struct leak_gate *g = ARENA_NEW(a, struct leak_gate);

	g->fact = fact;
	g->phones = phones_build(a, fact, n);
	g->pattern = ARENA_ARRAY(a, n * FORMS + 1, struct str);
	g->fact_of = ARENA_ARRAY(a, n * FORMS + 1, uint32_t);
	for (size_t i = 0; i < n; i++)
		if (fact[i].kind != FACT_PHONE &&
		    !str_starts(fact[i].text, STR("tel:")))
			add_patterns(a, g, (uint32_t)i);
	g->words = words_build(a, g->pattern, g->npatterns);
	g->edges = leak_edges_build(a, g->pattern, g->npatterns);
	return g;
}

const struct brand *
leak_owner(const struct leak_gate *g, uint32_t fact)
{
	return g->fact[fact].brand;
}

size_t
leak_longest(const struct leak_gate *g)
{
	return g->longest;
}

const struct leak_edges *
leak_edges_of(const struct leak_gate *g)
{
	return g->edges;
}

bool
leak_has_phones(const struct leak_gate *g)
{
	return g->phones != NULL;
}

/* Whether a letter or digit ends before, or begins at, `i`. Beyond ASCII these
   are the two-byte scripts; those of three bytes and more (Chinese, Thai) set
   no spaces around a foreign name. */
static bool
is_word_before(struct str s, size_t i)
{
	if (i == 0)
		return false;
	const unsigned char *u = (const unsigned char *)s.p + i;
	if (u[-1] < 0x80)
		return is_alnum((char)u[-1]);
	return i >= 2 && u[-2] > 0xC2 && u[-2] < 0xE0;
}

static bool
is_word_after(struct str s, size_t i)
{
	if (i >= s.n)
		return false;
	unsigned char u = (unsigned char)s.p[i];
	return u < 0x80 ? is_alnum((char)u) : u > 0xC2 && u < 0xE0;
}

static bool
one_of(struct str s, size_t i, const char *set)
{
	while (*set && (i >= s.n || *set != s.p[i]))
		set++;
	return *set != '\0';
}

static bool
starts_well(enum fact_kind kind, struct str s, size_t from)
{
	if (is_word_before(s, from))
		return false;
	if (kind == FACT_NAME || from == 0)
		return true;
	return !one_of(s, from - 1, kind == FACT_EMAIL ? "-_.%+" : "-_");
}

static bool
ends_well(enum fact_kind kind, struct str s, size_t to)
{
	if (is_word_after(s, to))
		return false;
	if (kind == FACT_NAME)
		return true;
	if (one_of(s, to, ".") && to + 1 < s.n && is_alnum(s.p[to + 1]))
		return false;
	return !one_of(s, to, "-_");
}

void
leaks_free(struct leaks *l)
{
	free(l->v);
	buf_free(&l->plain);
	buf_free(&l->seams);
	*l = (struct leaks){ 0 };
}

static void
leaks_add(void *ctx, struct leak one)
{
	struct leaks *l = ctx;

	if (l->n == l->cap) {
		l->cap = l->cap ? 2 * l->cap : 64;
		l->v = realloc(l->v, l->cap * sizeof(one));
		if (!l->v)
			die(0, "out of memory");
	}
	l->v[l->n++] = one;
}

static char *
add(char *to, const char *p, size_t n)
{
	memcpy(to, p, n);
	return to + n;
}

/* The text without its seams, and of each seam where it stood in that. */
static struct str
without_seams(struct str text, struct leaks *out)
{
	const char *p = text.p;
	const char *seam = text.n > 0 ? memchr(p, MARKUP_SEAM, text.n) : NULL;

	buf_reset(&out->plain);
	buf_reset(&out->seams);
	if (!seam)
		return text;
	const char *end = p + text.n;
	buf_reserve(&out->plain, text.n);
	char *to = out->plain.p;
	for (; seam; seam = memchr(p, MARKUP_SEAM, (size_t)(end - p))) {
		to = add(to, p, (size_t)(seam - p));
		size_t at = (size_t)(to - out->plain.p);
		buf_add(&out->seams, &at, sizeof(at));
		p = seam + 1;
	}
	to = add(to, p, (size_t)(end - p));
	out->plain.n = (size_t)(to - out->plain.p);
	return buf_view(&out->plain);
}

/* Where byte `i` of the text without its seams stands in the text: behind the
   seams that stood before it. */
static size_t
with_seams(const struct leaks *l, size_t i)
{
	const size_t *seam = (const void *)l->seams.p;
	size_t lo = 0, hi = l->seams.n / sizeof(*seam);

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (seam[mid] <= i)
			lo = mid + 1;
		else
			hi = mid;
	}
	return i + lo;
}

struct scan {
	const struct leak_gate *gate;
	struct str text;
	struct leaks *out;
};

static size_t
count_capitals(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] != lower(s.p[i]);
	return n;
}

/* "control panel" and "Webmail" are words that any brand may use; what another
   one calls its own is written as it writes it, or all in capitals. */
static bool
has_capitals(const struct fact *f, struct str found)
{
	return !f->capitals ||
	    count_capitals(found) >= count_capitals(f->text);
}

/* A pattern that stands in the text without seams. */
static bool
take(void *ctx, uint32_t pattern, size_t from, size_t to)
{
	const struct scan *s = ctx;
	uint32_t fact = s->gate->fact_of[pattern];
	const struct fact *f = &s->gate->fact[fact];

	from = with_seams(s->out, from);
	to = with_seams(s->out, to - 1) + 1;
	if (!starts_well(f->kind, s->text, from) ||
	    !ends_well(f->kind, s->text, to) ||
	    !has_capitals(f, str_slice(s->text, from, to)))
		return false;
	leaks_add(s->out, (struct leak){ fact, from, to });
	return true;
}

static int
by_place(const void *a, const void *b)
{
	const struct leak *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to > y->to ? -1 : 1;
	return (x->fact > y->fact) - (x->fact < y->fact);
}

/* Drops what lies in a longer or equal finding before it, then what is the
   brand's own or nobody's. */
static void
keep_longest(const struct leak_gate *g, const struct brand *own,
    struct leaks *l)
{
	size_t n = 0, reach = 0, k = 1;

	while (k < l->n && by_place(&l->v[k - 1], &l->v[k]) < 0)
		k++;
	if (k < l->n)
		qsort(l->v, l->n, sizeof(l->v[0]), by_place);
	for (size_t i = 0; i < l->n; i++) {
		if (l->v[i].to <= reach)
			continue;
		reach = l->v[i].to;
		const struct brand *owner = g->fact[l->v[i].fact].brand;
		if (owner && owner != own)
			l->v[n++] = l->v[i];
	}
	l->n = n;
}

void
leak_scan(const struct leak_gate *g, struct str text, const struct brand *own,
    struct leaks *out)
{
	struct scan s = { g, text, out };

	out->n = 0;
	words_scan(g->words, without_seams(text, out), take, &s);
	phones_scan(g->phones, text, leaks_add, out);
	keep_longest(g, own, out);
}
