/* What a worker does with a job: it makes files, checks them and answers with a
   record for each edition. */
#include "command/emission_parts.h"

#include <string.h>

#include "base/str.h"
#include "command/entries.h"

void
answer_put(struct buf *out, struct str part)
{
	buf_u32(out, (uint32_t)part.n);
	buf_str(out, part);
}

struct str
answer_take(struct str *rest)
{
	const unsigned char *b = (const unsigned char *)rest->p;
	uint32_t n;

	if (rest->n < sizeof(n))
		die(0, "a worker's answer is cut short");
	n = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
	    (uint32_t)b[3] << 24;
	struct str part = str_slice(*rest, sizeof(n), sizeof(n) + (size_t)n);
	if (part.n != n)
		die(0, "a worker's answer is cut short");
	*rest = str_slice(*rest, sizeof(n) + part.n, rest->n);
	return part;
}

struct answer
answer_take_edition(struct str *rest)
{
	struct answer r;

	r.findings = answer_take(rest);
	r.files = answer_take(rest);
	r.proof = answer_take(rest);
	return r;
}

bool
emission_is_reused(const struct work *w, const struct job *j)
{
	return w->reuse && (j->part == PART_PAGES ||
	    j->part == PART_ARTICLES || j->part == PART_INDEXES);
}

struct sink_state {
	struct work *w;
	uint32_t brand;
	struct verify *verify;
	struct buf files;
	struct str archive;		/* the EPUB being made, or empty */
	struct publication_book *book;	/* null when only checking */
	bool later;			/* files wait for others */
};

/* A file of an EPUB is checked under the archive's name, and only there. */
static void
take_book_file(struct sink_state *s, struct str path, struct marked bytes,
    bool text)
{
	struct published out = { 0 };
	struct buf whole = BUF_INIT;
	buf_str(&whole, s->archive);
	buf_char(&whole, '/');
	buf_str(&whole, path);
	out.path = buf_view(&whole);
	if (text)
		verify_file(s->verify, out.path, bytes);
	if (s->book)
		publication_book_file(s->book, path, bytes.text);
	published_put(&s->files, &out);
	buf_free(&whole);
}

static void
take_file(void *ctx, struct str path, struct marked bytes, bool text)
{
	struct sink_state *s = ctx;
	struct published out = { .path = path };
	if (s->archive.n > 0) {
		take_book_file(s, path, bytes, text);
		return;
	}
	if (text)
		verify_file(s->verify, path, bytes);
	if (s->w->pub && s->later) {
		publication_file_later(s->w->pub, s->brand, path, bytes.text,
		    &s->files);
		return;
	}
	if (s->w->pub)
		publication_file(s->w->pub, s->brand, path, bytes.text,
		    &out);
	published_put(&s->files, &out);
}

static void
emit_part(const struct emission *e, const struct job *j,
    struct arena *scratch, const struct sink *to)
{
	switch (j->part) {
	case PART_ASSETS:
		emit_assets(e, scratch, to);
		break;
	case PART_PRINT:
		emit_print(e, scratch, to);
		break;
	case PART_SEARCH:	/* write_search */
	case PART_EPUB:		/* write_book */
	case PART_INDEXES:	/* run_together */
	case PART_ARTICLES:	/* the same */
	case PART_PAGES:	/* the same */
		break;
	}
}

static void
take_words(void *ctx, struct str path, struct marked words, bool text)
{
	struct sink_state *s = ctx;

	(void)text;
	verify_file(s->verify, path, words);
}

static void
write_search(struct sink_state *s, const struct emission *e,
    struct arena *scratch, const struct sink *to)
{
	const struct sink words = { s, take_words };

	emit_search(e, scratch, to, &words);
}

static void
write_book(struct sink_state *s, const struct emission *e, struct arena *keep,
    struct arena *scratch, const struct sink *to)
{
	const struct edition *of = e->site->edition;
	struct str suffix = epub_suffix(keep, of);

	s->archive = arena_printf(keep, "%.*s%.*s", STR_ARG(of->brand->id),
	    STR_ARG(suffix));
	verify_below(s->verify, arena_printf(keep, "%.*s/%s",
	    STR_ARG(s->archive), EPUB_ROOT EPUB_PAGES));
	if (s->w->pub)
		s->book = publication_book_begin(keep, s->w->pub, s->brand,
		    suffix);
	emit_epub(e, scratch, to);
	if (s->book)
		publication_book_end(s->book);
}

/* A job's part in one edition: its record in the making. */
struct share {
	struct arena *keep;
	struct diags *d;
	uint32_t edition;
	struct sink_state s;
	struct emission e;
};

static void
share_open(struct share *x, struct work *w, uint32_t edition,
    struct verify_lane lane)
{
	struct arena *keep = arena_new();
	struct diags *d = diags_new(keep, w->p->sources);

	*x = (struct share){ .keep = keep, .d = d, .edition = edition,
		.s = { .w = w, .brand = w->brand[edition], .verify =
		    verify_open(keep, &w->setup[edition], w->memo, lane) },
		.e = pipeline_emission(w->p, w->o, edition, d) };
	diags_set_edition(d, w->p->edition[edition].index);
}

static void
share_close(struct share *x, struct buf *out)
{
	struct buf part = BUF_INIT;

	diags_encode(x->d, &part);
	answer_put(out, buf_view(&part));
	answer_put(out, buf_view(&x->s.files));
	buf_reset(&part);
	verify_close(x->s.verify, &part);
	answer_put(out, buf_view(&part));
	buf_free(&part);
	buf_free(&x->s.files);
	arena_free(x->keep);
}

static void
run_edition(struct work *w, const struct job *j, struct buf *out)
{
	struct arena *scratch = arena_new();
	struct share x;

	share_open(&x, w, j->first,
	    (struct verify_lane){ memo_number(w->memo), 0 });
	const struct sink sink = { &x.s, take_file };
	if (j->part == PART_SEARCH)
		write_search(&x.s, &x.e, scratch, &sink);
	else if (j->part == PART_EPUB)
		write_book(&x.s, &x.e, x.keep, scratch, &sink);
	else
		emit_part(&x.e, j, scratch, &sink);
	share_close(&x, out);
	arena_free(scratch);
}

/* The editions from `*edition` on that can be emitted together. */
static size_t
open_shares(struct work *w, const struct job *j, uint32_t *edition,
    struct share *x, struct outlet *o)
{
	uint64_t job = memo_number(w->memo);
	unsigned n = 0;

	for (; *edition < j->end && n < OUTLETS; ++*edition) {
		if (!w->p->skin[*edition])
			continue;
		share_open(&x[n], w, *edition, (struct verify_lane){ job, n });
		x[n].s.later = true;
		o[n] = (struct outlet){ &x[n].e, { &x[n].s, take_file } };
		n++;
	}
	return n;
}

static void
write_articles(struct work *w, const struct job *j, struct share *x,
    size_t n, struct arena *scratch)
{
	struct entries_setup setup[OUTLETS];

	for (size_t i = 0; i < n; i++)
		setup[i] = (struct entries_setup){ .e = &x[i].e,
			.folders = &w->folders[x[i].edition], .pub = w->pub,
			.brand = x[i].s.brand, .verify = x[i].s.verify,
			.files = &x[i].s.files };
	entries_write(scratch, setup, n, j->from, j->to);
}

static void
run_together(struct work *w, const struct job *j, struct buf *out)
{
	struct arena *scratch = arena_new();
	struct share x[OUTLETS];
	struct outlet o[OUTLETS];
	uint32_t edition = j->first;
	size_t n;

	while ((n = open_shares(w, j, &edition, x, o)) > 0) {
		if (j->part == PART_PAGES)
			emit_pages(o, n, j->from, j->to, scratch);
		else if (j->part == PART_ARTICLES)
			write_articles(w, j, x, n, scratch);
		else
			emit_indexes(o, n, scratch);
		if (w->pub)
			publication_write_waiting(w->pub);
		for (size_t i = 0; i < n; i++)
			share_close(&x[i], out);
		arena_reset(scratch);
	}
	arena_free(scratch);
}

static struct hash128
key_of(const struct work *w, const struct job *j)
{
	if (j->part == PART_PAGES)
		return reuse_run(w->reuse, j->from, j->to);
	if (j->part == PART_ARTICLES)
		return reuse_articles(w->reuse, w->folders, j->from, j->to);
	return reuse_indexes(w->reuse, j->first, j->end);
}

static void
run_job(struct work *w, const struct job *j, struct buf *out)
{
	if (!w->memo)
		w->memo = memo_new(w->gate);
	if (j->part == PART_PAGES || j->part == PART_ARTICLES ||
	    j->part == PART_INDEXES)
		run_together(w, j, out);
	else
		run_edition(w, j, out);
}

void
emission_job(void *ctx, uint32_t index, struct buf *out)
{
	struct work *w = ctx;
	const struct job *j = &w->job[index];

	if (!emission_is_reused(w, j)) {
		run_job(w, j, out);
		return;
	}
	struct hash128 key = key_of(w, j);
	answer_put(out, (struct str){ (const char *)&key, sizeof(key) });
	if (!emission_stands(w, j, key, out))
		run_job(w, j, out);
}
