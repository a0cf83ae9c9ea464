/* Profiling one article for all editions, and finding the variants among what
   comes out. */
#include "article/draft.h"

#include "base/str.h"

static bool
same_regions(const struct draft_text *t, const struct profile *p)
{
	for (size_t i = 0; i < t->regions; i++)
		if (t->region[i].from != p->region[i].from ||
		    t->region[i].shift != p->region[i].shift ||
		    !str_eq(t->region[i].folder, p->region[i].folder))
			return false;
	return true;
}

static uint32_t
find_text(struct draft *t, const struct profile *p)
{
	struct str text = buf_view(&p->out);

	for (size_t i = 0; i < t->texts; i++)
		if (t->text[i].regions == p->nregions &&
		    str_eq(t->text[i].text, text) &&
		    same_regions(&t->text[i], p))
			return (uint32_t)i;
	t->text = grow_array(p->a, t->text, t->texts, &t->cap,
	    sizeof(*t->text));
	t->text[t->texts] = (struct draft_text){ arena_str(p->a, text),
	    p->region, p->nregions, p->edition->index };
	return (uint32_t)t->texts++;
}

static void
read_edition(struct draft *t, struct profile *p, uint32_t edition)
{
	struct draft_reading *r = &t->reading[edition];
	struct reading own = *p->reading;

	p->reading = &own;
	profile_body(p);
	/* What was cut off would only raise errors that follow from it. */
	if (p->full) {
		buf_reset(&p->out);
		p->nregions = 0;
	}
	*r = (struct draft_reading){ true, own.foreign, find_text(t, p),
	    p->slot, p->nslots };
}

void
draft_make(struct draft *t, struct builder *b, struct arena *a,
    uint32_t article)
{
	const struct article *art = &b->pub.project->article[article];
	struct buf out = BUF_INIT, value = BUF_INIT;
	uint32_t outer = diags_edition(b->d);
	struct profile p;

	*t = (struct draft){ .reading = ARENA_ARRAY(a, b->pub.neditions + 1,
	    struct draft_reading) };
	for (uint32_t e = 0; e < b->pub.neditions; e++) {
		struct reading *r = page_reading(b, e, article);
		if (!r->shown)
			continue;
		diags_set_edition(b->d, e);
		profile_init(&p, b, a, e, art, b->d);
		p.reading = r;
		p.out = out;
		p.value = value;
		buf_reset(&p.out);
		read_edition(t, &p, e);
		out = p.out;
		value = p.value;
	}
	diags_set_edition(b->d, outer);
	buf_free(&out);
	buf_free(&value);
}
