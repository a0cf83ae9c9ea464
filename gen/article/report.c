/* Findings in a variant's text: what a worker met while it parsed. */
#include "article/work.h"

#include "base/str.h"
#include "base/utf8.h"

/* Where findings about a text as a whole stand: its first line. */
static struct span
body_start(const struct builder *b, const struct variant *v)
{
	const struct articles *as = &b->pub;
	const struct translation *t = page_translation(v->article,
	    &as->edition[v->edition]);
	uint32_t file = t ? t->file : v->article->file;
	uint32_t off = t ? t->body_off : v->article->body_off;
	struct str text = sources_text(as->project->sources, file);

	while (off < text.n && text.p[off] == '\n')
		off++;
	return (struct span){ file, off,
	    (uint32_t)sources_line(as->project->sources, file, off).n };
}

/* The title of the heading at a byte, slots in it. Findings come in the order of
   their headings: the search goes on where it ended. */
static struct str
words_of(struct builder *b, const struct gist *g, uint32_t at)
{
	for (uint32_t n = 0; n < g->headings; n++, b->heading++) {
		if (b->heading >= g->headings)
			b->heading = 0;
		const struct gist_item *i = gist_heading(g, b->heading);
		if (i->at == at)
			return gist_str(g, i->plain);
	}
	return (struct str){ 0 };
}

/* The same with the values that the edition puts in. */
static struct str
title_of(struct builder *b, const struct variant *v, const struct reading *r,
    uint32_t row, uint32_t at)
{
	struct buf out = BUF_INIT;
	struct str s = words_of(b, v->gist, at);

	for (size_t i = 0; i < s.n; ) {
		size_t from = i;
		uint32_t cp = utf8_next(s, &i);
		if (cp >= SLOT_BASE && cp - SLOT_BASE < r->nslots)
			buf_str(&out, reading_slot(r, row,
			    cp - SLOT_BASE)->text);
		else
			buf_str(&out, str_slice(s, from, i));
	}
	s = arena_str(b->a, buf_view(&out));
	buf_free(&out);
	return s;
}

/* What to do about a heading of the first level: most repeat the title, those
   of a snippet were written for a page of their own. */
static const char *
heading_hint(struct builder *b, const struct variant *v,
    const struct reading *r, uint32_t row, const struct parse_finding *f,
    struct span at)
{
	if (str_eq_fold(str_trim(title_of(b, v, r, row, f->at)),
	    r->fields->title))
		return "leave it out: the title of the front matter is shown";
	return at.file == body_start(b, v).file ? f->hint :
	    "begin with `##`, or include it `with { shift = 1 }`";
}

static void
report(struct builder *b, uint32_t variant, const struct reading *r,
    uint32_t row, const struct parse_finding *f, struct span at)
{
	struct diag *g = diag_add(b->d, (enum diag_id)f->id, at, "%s",
	    f->text);
	const char *hint = f->id != DIAG_HEADING_LEVEL ? f->hint :
	    heading_hint(b, &b->pub.variant[variant], r, row, f, at);

	if (hint[0] != '\0')
		diag_hint(g, "%s", hint);
	articles_locate(&b->pub, variant, f->at, f->at_len, g);
}

/* How an element of raw HTML is shown is the same for all editions. */
static void
report_raw_html(struct builder *b, const struct parse_finding *f,
    struct span at)
{
	diag_add(b->d, DIAG_RAW_HTML, at, "%s", f->text);
}

void
report_finding(struct builder *b, uint32_t variant,
    const struct parse_finding *f)
{
	const struct articles *as = &b->pub;
	uint32_t article = as->variant[variant].article->index, row = 0;
	struct span at = f->at_len > 0 || f->at > 0 ?
	    articles_locate(as, variant, f->at, f->at_len, NULL) :
	    body_start(b, &as->variant[variant]);

	if (f->id == DIAG_RAW_HTML) {
		report_raw_html(b, f, at);
		return;
	}
	for (uint32_t e = 0; e < as->neditions; e++) {
		const struct reading *r = page_reading(b, e, article);
		if (!r->shown || r->variant != variant)
			continue;
		row++;
		if (f->id == DIAG_HEADING_LEVEL && !r->article->title.set)
			continue;
		diags_set_edition(b->d, e);
		report(b, variant, r, row - 1, f, at);
	}
	diags_set_edition(b->d, DIAG_NO_EDITION);
}
