/* Hosts, e-mails, URLs and names in text: an Aho-Corasick automaton over byte
   classes. What it finds is then held against the boundaries of its kind. */
#include "emit/leak.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "emit/leak_parts.h"
#include "emit/markup.h"

enum { NO_PATTERN = -1 };

struct pattern {
	struct str text;	/* lower case, one space for white space */
	uint32_t fact;
	int32_t same;		/* the next pattern that ends in this state */
};

/* States are numbered so that those in which a pattern ends come last, and are
   kept multiplied by the number of classes: one load a byte. */
struct leak_gate {
	const struct fact *fact;
	struct pattern *pattern;
	size_t npatterns;
	size_t longest;		/* bytes; see leak_longest */
	struct phones *phones;
	uint8_t class_of[256];
	uint32_t classes;
	uint32_t hot;		/* first state that ends a pattern */
	uint32_t *next;		/* [state + class] */
	int32_t *ends;		/* by state / classes - hot / classes */
	uint32_t *shorter;	/* the state of the longest suffix that ends a
				   pattern too, 0 for none */
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

/* A fact as it is looked for: no scheme, no slash at the end. */
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
		if (!is_space(s.p[i]))
			out[n++] = lower(s.p[i]);
		else if (n > 0 && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	return (struct str){ out, n };
}

static size_t
collect(struct leak_gate *g, struct arena *a, size_t n)
{
	size_t bytes = 0;

	g->pattern = ARENA_ARRAY(a, n + 1, struct pattern);
	for (size_t i = 0; i < n; i++) {
		struct fact f = g->fact[i];
		if (f.kind == FACT_PHONE || str_starts(f.text, STR("tel:")))
			continue;
		struct str text = pattern_text(a, f);
		if (text.n == 0)
			continue;
		g->pattern[g->npatterns++] = (struct pattern){ text,
			(uint32_t)i, NO_PATTERN };
		bytes += text.n;
		if (str_find_char(text, '\0', 0) >= 0)
			g->longest = SIZE_MAX;
		else if (text.n > g->longest)
			g->longest = text.n;
	}
	return bytes;
}

/* Bytes that no pattern holds share class 0. The seam has a class of its own
   and leads nowhere: patterns go on behind it. */
static void
classify(struct leak_gate *g)
{
	g->classes = 1;
	for (size_t i = 0; i < g->npatterns; i++)
		for (size_t k = 0; k < g->pattern[i].text.n; k++) {
			uint8_t *c = &g->class_of[
			    (unsigned char)g->pattern[i].text.p[k]];
			if (*c == 0)
				*c = (uint8_t)g->classes++;
		}
	g->class_of[(unsigned char)MARKUP_SEAM] = (uint8_t)g->classes++;
	for (int c = 'a'; c <= 'z'; c++)
		g->class_of[c - 'a' + 'A'] = g->class_of[c];
	for (int c = '\t'; c <= '\r'; c++)
		g->class_of[c] = g->class_of[' '];
}

/* The trie while it is made; its arrays are freed with the arena. */
struct trie {
	struct leak_gate *g;
	uint32_t *next;		/* [state * classes + class], 0 for none */
	int32_t *ends;		/* a pattern, or NO_PATTERN */
	uint32_t *fail;
	uint32_t *order;	/* breadth first */
	uint32_t *shorter;
	bool *spaced;		/* reached by white space */
	uint32_t n;
};

static void
trie_add(struct trie *t, int32_t index)
{
	struct leak_gate *g = t->g;
	struct pattern *p = &g->pattern[index];
	uint32_t s = 0;

	for (size_t k = 0; k < p->text.n; k++) {
		uint32_t *to = &t->next[(size_t)s * g->classes +
		    g->class_of[(unsigned char)p->text.p[k]]];
		if (*to == 0) {
			*to = t->n++;
			t->ends[*to] = NO_PATTERN;
			t->spaced[*to] = p->text.p[k] == ' ';
		}
		s = *to;
	}
	p->same = t->ends[s];
	t->ends[s] = index;
}

/* Completes one state: edges it lacks lead where its longest suffix leads, but
   further white space is the same white space. */
static void
complete(struct trie *t, uint32_t s, uint32_t *tail)
{
	uint32_t classes = t->g->classes;
	uint32_t space = t->g->class_of[' '];
	uint32_t seam = t->g->class_of[(unsigned char)MARKUP_SEAM];

	for (uint32_t c = 0; c < classes; c++) {
		uint32_t *to = &t->next[(size_t)s * classes + c];
		uint32_t back = s == 0 ? 0 :
		    t->next[(size_t)t->fail[s] * classes + c];
		if (*to == 0) {
			bool stays = c == seam ||
			    (c == space && space != 0 && t->spaced[s]);
			*to = stays ? s : back;
			continue;
		}
		t->fail[*to] = back;
		t->shorter[*to] = t->ends[back] != NO_PATTERN ? back :
		    t->shorter[back];
		t->order[(*tail)++] = *to;
	}
}

/* Renumbers the states, those that end a pattern last. A state whose suffix
   alone ends one counts as such. */
static void
renumber(struct trie *t, struct arena *a)
{
	struct leak_gate *g = t->g;
	uint32_t *name = ARENA_ARRAY(a, t->n, uint32_t);
	uint32_t cold = 0, hot = 0;

	for (uint32_t s = 0; s < t->n; s++)
		if (t->ends[s] == NO_PATTERN && t->shorter[s] == 0)
			name[s] = cold++;
	for (uint32_t s = 0; s < t->n; s++)
		if (t->ends[s] != NO_PATTERN || t->shorter[s] != 0)
			name[s] = cold + hot++;
	g->hot = cold * g->classes;
	g->next = ARENA_ARRAY(a, (size_t)t->n * g->classes, uint32_t);
	g->ends = ARENA_ARRAY(a, hot + 1, int32_t);
	g->shorter = ARENA_ARRAY(a, hot + 1, uint32_t);
	for (uint32_t s = 0; s < t->n; s++) {
		for (uint32_t c = 0; c < g->classes; c++)
			g->next[(size_t)name[s] * g->classes + c] =
			    name[t->next[(size_t)s * g->classes + c]] *
			    g->classes;
		if (name[s] < cold)
			continue;
		g->ends[name[s] - cold] = t->ends[s];
		g->shorter[name[s] - cold] =
		    t->shorter[s] == 0 ? 0 : name[t->shorter[s]] * g->classes;
	}
}

struct leak_gate *
leak_gate_build(struct arena *a, const struct fact *fact, size_t n)
{
	struct leak_gate *g = ARENA_NEW(a, struct leak_gate);
	struct arena *scratch = arena_new();
	struct trie t = { .g = g, .n = 1 };

	g->fact = fact;
	g->phones = phones_build(a, fact, n);
	size_t states = collect(g, a, n) + 1;
	classify(g);
	t.next = ARENA_ARRAY(scratch, states * g->classes, uint32_t);
	t.ends = ARENA_ARRAY(scratch, states, int32_t);
	t.fail = ARENA_ARRAY(scratch, states, uint32_t);
	t.order = ARENA_ARRAY(scratch, states, uint32_t);
	t.shorter = ARENA_ARRAY(scratch, states, uint32_t);
	t.spaced = ARENA_ARRAY(scratch, states, bool);
	t.ends[0] = NO_PATTERN;
	for (size_t i = 0; i < g->npatterns; i++)
		trie_add(&t, (int32_t)i);
	uint32_t tail = 1;
	for (uint32_t head = 0; head < tail; head++)
		complete(&t, t.order[head], &tail);
	renumber(&t, a);
	arena_free(scratch);
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
	return i < s.n && s.p[i] != '\0' && strchr(set, s.p[i]);
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

/* Where a pattern that ends at `to` begins, white space in any run and seams
   anywhere; most have neither. */
static size_t
start_of(struct str pattern, struct str s, size_t to)
{
	size_t i = to;

	if (!memchr(pattern.p, ' ', pattern.n) &&
	    !memchr(s.p + to - pattern.n, MARKUP_SEAM, pattern.n))
		return to - pattern.n;
	for (size_t k = pattern.n; k > 0 && i > 0; k--) {
		bool space = pattern.p[k - 1] == ' ';
		while (i > 1 && s.p[i - 1] == MARKUP_SEAM)
			i--;
		i--;
		while (space && i > 0 && (is_space(s.p[i - 1]) ||
		    s.p[i - 1] == MARKUP_SEAM))
			i--;
	}
	return i;
}

void
leaks_free(struct leaks *l)
{
	free(l->v);
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

/* All patterns that end at `to` in hot state `s`. */
static void
take(const struct leak_gate *g, struct str text, uint32_t s, size_t to,
    struct leaks *out)
{
	for (; s != 0; s = g->shorter[(s - g->hot) / g->classes]) {
		int32_t i = g->ends[(s - g->hot) / g->classes];
		for (; i != NO_PATTERN; i = g->pattern[i].same) {
			const struct pattern *p = &g->pattern[i];
			enum fact_kind kind = g->fact[p->fact].kind;
			size_t from = start_of(p->text, text, to);
			if (starts_well(kind, text, from) &&
			    ends_well(kind, text, to))
				leaks_add(out, (struct leak){ p->fact, from,
				    to });
		}
	}
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
   brand's own. */
static void
keep_longest(const struct leak_gate *g, const struct brand *own,
    struct leaks *l)
{
	size_t n = 0, reach = 0;

	if (l->n > 1)
		qsort(l->v, l->n, sizeof(l->v[0]), by_place);
	for (size_t i = 0; i < l->n; i++) {
		if (l->v[i].to <= reach)
			continue;
		reach = l->v[i].to;
		if (!own || g->fact[l->v[i].fact].brand != own)
			l->v[n++] = l->v[i];
	}
	l->n = n;
}

/* Takes what ends with byte `i` in state `s`. */
static void
found(const struct leak_gate *g, struct str text, uint32_t s, size_t i,
    struct leaks *out)
{
	if (s >= g->hot && text.p[i] != MARKUP_SEAM)
		take(g, text, s, i + 1, out);
}

static uint32_t
step(const struct leak_gate *g, struct str text, size_t i, uint32_t s,
    struct leaks *out)
{
	s = g->next[s + g->class_of[(unsigned char)text.p[i]]];
	found(g, text, s, i, out);
	return s;
}

/* From byte `i` as long as a pattern may be under way. */
static void
go_on(const struct leak_gate *g, struct str text, uint32_t s, size_t i,
    struct leaks *out)
{
	for (; i < text.n && s != 0; i++)
		s = step(g, text, i, s, out);
}

/* Each step waits for the one before, so four quarters of the text are read
   side by side. A quarter goes on into the next as long as a pattern may be
   under way; what two of them find, keep_longest drops. */
static void
scan_words(const struct leak_gate *g, struct str text, struct leaks *out)
{
	const uint8_t *class = g->class_of;
	const uint32_t *next = g->next, hot = g->hot;
	const size_t n = text.n / 4;
	const unsigned char *p = (const unsigned char *)text.p;
	uint32_t s0 = 0, s1 = 0, s2 = 0, s3 = 0;

	for (size_t i = 0; i < n; i++, p++) {
		s0 = next[s0 + class[p[0]]];
		s1 = next[s1 + class[p[n]]];
		s2 = next[s2 + class[p[2 * n]]];
		s3 = next[s3 + class[p[3 * n]]];
		if (s0 < hot && s1 < hot && s2 < hot && s3 < hot)
			continue;
		found(g, text, s0, i, out);
		found(g, text, s1, n + i, out);
		found(g, text, s2, 2 * n + i, out);
		found(g, text, s3, 3 * n + i, out);
	}
	go_on(g, text, s0, n, out);
	go_on(g, text, s1, 2 * n, out);
	go_on(g, text, s2, 3 * n, out);
	for (size_t i = 4 * n; i < text.n; i++)
		s3 = step(g, text, i, s3, out);
}

void
leak_scan(const struct leak_gate *g, struct str text, const struct brand *own,
    struct leaks *out)
{
	out->n = 0;
	scan_words(g, text, out);
	phones_scan(g->phones, text, leaks_add, out);
	keep_longest(g, own, out);
}

/* A source without the marks that may part a word: emphasis, code, escapes,
   tags. at[i] is the offset that byte i came from. */
static struct str
strip(struct str s, struct buf *out, uint32_t *at)
{
	for (size_t i = 0; i < s.n; i++) {
		ptrdiff_t end = s.p[i] == '<' ? str_find_char(s, '>', i) : -1;
		if (end >= 0 && end - (ptrdiff_t)i < 200) {
			i = (size_t)end;
			continue;
		}
		if (one_of(s, i, "*_`~\\"))
			continue;
		at[out->n] = (uint32_t)i;
		buf_char(out, s.p[i]);
		if (str_starts(str_slice(s, i, s.n), STR("&amp;")))
			i += 4;
	}
	return buf_view(out);
}

static bool
locate_stripped(const struct leak_gate *g, struct str source, uint32_t *off,
    uint32_t *len)
{
	struct arena *a = arena_new();
	uint32_t *at = ARENA_ARRAY(a, source.n + 1, uint32_t);
	struct buf text = BUF_INIT;
	struct leaks found = { 0 };

	leak_scan(g, strip(source, &text, at), NULL, &found);
	bool there = found.n > 0;
	if (there) {
		*off = at[found.v[0].from];
		*len = at[found.v[0].to - 1] + 1 - *off;
	}
	leaks_free(&found);
	buf_free(&text);
	arena_free(a);
	return there;
}

bool
leak_locate(const struct leak_gate *g, struct str source, uint32_t *off,
    uint32_t *len)
{
	struct leaks found = { 0 };

	leak_scan(g, source, NULL, &found);
	bool there = found.n > 0;
	if (there) {
		*off = (uint32_t)found.v[0].from;
		*len = (uint32_t)(found.v[0].to - found.v[0].from);
	}
	leaks_free(&found);
	return there || locate_stripped(g, source, off, len);
}
