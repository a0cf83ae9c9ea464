/* The words of a variant, gathered once for all editions that share it. */
#include "search/gather.h"

#include <string.h>

#include "base/str.h"
#include "search/lexicon.h"
#include "search/search.h"
#include "search/words.h"

enum { LEAD = 240, COUNT_MAX = 255, WORD_BYTES = 255, RUN_BYTES = 4096 };

struct gathering {
	struct arena *a, *scratch;
	const struct document *d;
	struct lexicon words;
	unsigned char *count;	/* by word */
	uint32_t counts;	/* room in `count` */
	struct buf text, runs, links;
	uint32_t tokens;
};

/* ---- The text ---- */

static bool
parts_words(unsigned type)
{
	return type < NODE_TEXT;
}

static void
enter(struct gathering *g, uint32_t n)
{
	const struct node *k = &g->d->node[n];

	if (parts_words(k->type))
		buf_char(&g->text, '\n');
	switch (k->type) {
	case NODE_TEXT:
	case NODE_CODE:
		buf_str(&g->text, document_str(g->d, k->text));
		break;
	case NODE_SOFT_BREAK:
	case NODE_HARD_BREAK:
		buf_char(&g->text, ' ');
		break;
	case NODE_CODE_BLOCK:
		buf_str(&g->text, document_str(g->d, k->caption));
		buf_char(&g->text, '\n');
		buf_str(&g->text, document_str(g->d, k->text));
		break;
	case NODE_TAB:
	case NODE_DETAILS:
	case NODE_CALLOUT:
		buf_str(&g->text, document_str(g->d, k->extra));
		buf_char(&g->text, '\n');
		break;
	case NODE_LINK:
		if (!k->child && k->ordinal < g->d->links)
			buf_u32(&g->links, k->ordinal);
		break;
	default:
		break;
	}
}

/* Headings are read of the page, which knows their anchors. */
static uint32_t
behind_heading(const struct document *d, uint32_t n)
{
	while (n != 0 && d->node[n].next == 0)
		n = d->node[n].parent;
	return n == 0 ? 0 : d->node[n].next;
}

static void
read_text(struct gathering *g)
{
	uint32_t n = 0;

	do {
		if (g->d->node[n].type == NODE_HEADING) {
			buf_char(&g->text, '\n');
			n = behind_heading(g->d, n);
			continue;
		}
		enter(g, n);
		n = document_next(g->d, n, 0);
	} while (n != 0);
}

/* ---- Its words ---- */

static void
take_word(void *ctx, struct str word)
{
	struct gathering *g = ctx;

	g->tokens++;
	if (word.n > WORD_BYTES)
		return;
	uint32_t n = lexicon_put(&g->words, word, true);
	if (n >= g->counts) {
		unsigned char *grown = ARENA_ARRAY(g->a, g->words.cap,
		    unsigned char);
		if (g->counts > 0)
			memcpy(grown, g->count, g->counts);
		g->count = grown;
		g->counts = g->words.cap;
	}
	if (g->count[n] < COUNT_MAX)
		g->count[n]++;
}

static void
take_run(void *ctx, struct str run)
{
	struct gathering *g = ctx;
	uint16_t n = (uint16_t)run.n;

	if (run.n > RUN_BYTES)
		return;
	buf_add(&g->runs, &n, sizeof(n));
	buf_str(&g->runs, run);
}

/* ---- Written down and read ---- */

struct head {
	uint32_t tokens, words, runs, links, lead;	/* bytes, but for tokens */
};

static size_t
lead_end(struct str text)
{
	size_t n = text.n < LEAD ? text.n : LEAD;

	while (n > 0 && n < text.n && ((unsigned char)text.p[n] & 0xc0) ==
	    0x80)
		n--;
	return n;
}

static void
write_words(const struct gathering *g, struct buf *out)
{
	for (uint32_t i = 0; i < g->words.n; i++) {
		buf_char(out, (char)(unsigned char)g->words.word[i].n);
		buf_char(out, (char)g->count[i]);
		buf_str(out, g->words.word[i]);
	}
}

/* The size of all stands behind it, where a reader begins. */
static void
write_down(const struct gathering *g, struct buf *out)
{
	static const char zero[4];
	struct str text = str_trim(buf_view(&g->text));
	size_t from = out->n;
	struct head h = { .tokens = g->tokens, .runs = (uint32_t)g->runs.n,
		.links = (uint32_t)g->links.n,
		.lead = (uint32_t)lead_end(text) };

	buf_add(out, &h, sizeof(h));
	size_t words = out->n;
	write_words(g, out);
	h.words = (uint32_t)(out->n - words);
	memcpy(out->p + from, &h, sizeof(h));
	buf_str(out, buf_view(&g->runs));
	buf_str(out, buf_view(&g->links));
	buf_str(out, str_slice(text, 0, h.lead));
	buf_add(out, zero, (4 - (out->n - from) % 4) % 4);
	uint32_t size = (uint32_t)(out->n - from);
	buf_add(out, &size, sizeof(size));
}

void
search_gather(const struct document *d, struct buf *out)
{
	struct gathering g = { .a = arena_new(), .scratch = arena_new(),
		.d = d };
	const struct words_reader r = { &g, take_word, take_run };

	g.words.a = g.a;
	read_text(&g);
	words_split(buf_view(&g.text), g.scratch, &r);
	write_down(&g, out);
	buf_free(&g.text);
	buf_free(&g.runs);
	buf_free(&g.links);
	arena_free(g.scratch);
	arena_free(g.a);
}

static struct str
take(struct str *rest, size_t n)
{
	struct str s = str_slice(*rest, 0, n);

	*rest = str_slice(*rest, s.n, rest->n);
	return s;
}

struct gathered
gathered_of(const struct page *p)
{
	struct str made = p->gist ? p->site->articles->variant[
	    p->reading->variant].made : (struct str){ 0 };
	struct gathered g = { 0 };
	struct head h;
	uint32_t size;

	if (made.n < sizeof(size))
		return g;
	memcpy(&size, made.p + made.n - sizeof(size), sizeof(size));
	if (size < sizeof(h) || size > made.n - sizeof(size))
		return g;
	struct str rest = str_slice(made, made.n - sizeof(size) - size,
	    made.n - sizeof(size));
	memcpy(&h, rest.p, sizeof(h));
	take(&rest, sizeof(h));
	g.tokens = h.tokens;
	g.words = take(&rest, h.words);
	g.runs = take(&rest, h.runs);
	g.links = take(&rest, h.links);
	g.lead = take(&rest, h.lead);
	return g;
}

bool
gathered_word(struct gathered *g, struct str *word, unsigned *count)
{
	if (g->words.n < 2)
		return false;
	*count = (unsigned char)g->words.p[1];
	*word = str_slice(g->words, 2, 2 + (size_t)(unsigned char)
	    g->words.p[0]);
	take(&g->words, 2 + word->n);
	return true;
}

bool
gathered_run(struct gathered *g, struct str *run)
{
	uint16_t n;

	if (g->runs.n < sizeof(n))
		return false;
	memcpy(&n, g->runs.p, sizeof(n));
	take(&g->runs, sizeof(n));
	*run = take(&g->runs, n);
	return true;
}

bool
gathered_link(struct gathered *g, uint32_t *ordinal)
{
	const unsigned char *u = (const unsigned char *)g->links.p;

	if (g->links.n < 4)
		return false;
	*ordinal = u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 |
	    (uint32_t)u[3] << 24;
	take(&g->links, 4);
	return true;
}
