/* Reading an edition: each page's words, in its fields. */
#include "search/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "search/gather.h"
#include "search/index_parts.h"
#include "search/words.h"

struct reading_page {
	struct reader_state *r;
	uint32_t page;
	enum index_field field;
	uint32_t tokens;	/* told so far */
};

/* What is being read, and where its words go. */
struct reader_state {
	struct index_build *b;
	struct arena *scratch, *page_arena;
	struct buf filled;
};

static void
note(struct index_build *b, uint32_t word, uint32_t page,
    enum index_field field, unsigned count)
{
	struct index_post post = { .word = word,
		.page = page & INDEX_PAGE_MAX, .field = field & 3,
		.count = count & 255 };

	buf_add(&b->posts, &post, sizeof(post));
}

static void
take_word(void *ctx, struct str word)
{
	struct reading_page *p = ctx;
	struct index_build *b = p->r->b;

	p->tokens++;
	note(b, lexicon_put(&b->words, word, true), p->page, p->field, 1);
}

static uint32_t
read_text(struct reader_state *r, uint32_t page, enum index_field field,
    struct str text)
{
	struct reading_page p = { r, page, field, 0 };
	const struct words_reader to = { &p, take_word, NULL };

	words_split(text, r->scratch, &to);
	return p.tokens;
}

/* Values and the titles that links show are the edition's. */
static uint32_t
read_body(struct reader_state *r, uint32_t n, const struct page *p)
{
	struct index_build *b = r->b;
	struct gathered g = gathered_of(p);
	uint32_t tokens = g.tokens, link;
	struct str word, run;
	unsigned count;

	while (gathered_word(&g, &word, &count))
		note(b, lexicon_put(&b->words, word, false), n, FIELD_BODY,
		    count);
	while (gathered_run(&g, &run))
		tokens += read_text(r, n, FIELD_BODY,
		    site_fill(r->page_arena, p, run));
	while (gathered_link(&g, &link))
		if (link < p->gist->links)
			tokens += read_text(r, n, FIELD_BODY,
			    p->link[link].text);
	return tokens;
}

static void
read_page(struct reader_state *r, uint32_t n, const struct page *p)
{
	struct index_build *b = r->b;

	b->body[n] = read_body(r, n, p) +
	    read_text(r, n, FIELD_BODY, p->description);
	b->title[n] = read_text(r, n, FIELD_TITLE, p->title);
	for (uint32_t i = 0; i < p->headings; i++)
		read_text(r, n, FIELD_HEADING, p->heading[i].title);
	for (size_t i = 0; i < p->ntags; i++)
		read_text(r, n, FIELD_HEADING, p->tag[i]->name);
	b->tokens += b->body[n];
	arena_reset(r->page_arena);
}

/* The home page is where people come from; what the brand's navigation leaves
   out is not to be found. */
static bool
is_found(const struct page *p)
{
	return !p->unlisted && p != p->site->root->page;
}

static void
list_pages(struct index *x, struct arena *a, const struct site *s)
{
	x->page = ARENA_ARRAY(a, s->npages + 1, const struct page *);
	for (size_t i = 0; i < s->npages && x->npages < INDEX_PAGE_MAX; i++)
		if (is_found(&s->page[i]))
			x->page[x->npages++] = &s->page[i];
}

static void
read_pages(struct index_build *b, const struct index *x)
{
	struct reader_state r = { .b = b, .scratch = arena_new(),
		.page_arena = arena_new() };

	for (uint32_t i = 0; i < x->npages; i++)
		read_page(&r, i, x->page[i]);
	arena_free(r.scratch);
	arena_free(r.page_arena);
}

struct index *
index_build(struct arena *a, const struct site *s)
{
	struct index *x = ARENA_NEW(a, struct index);
	struct index_build b = { .scratch = arena_new() };

	list_pages(x, a, s);
	b.npages = x->npages;
	b.words.a = b.scratch;
	b.body = ARENA_ARRAY(b.scratch, x->npages + 1, uint32_t);
	b.title = ARENA_ARRAY(b.scratch, x->npages + 1, uint32_t);
	read_pages(&b, x);
	index_stems(&b, a, x, s->edition->locale);
	index_postings(&b, a, x);
	buf_free(&b.posts);
	arena_free(b.scratch);
	return x;
}
