/* The parent's side: takes in what workers found out of articles and their
   variants. */
#include "article/work.h"

#include "base/str.h"

/* ---- Reading ---- */

struct str
record_bytes(struct record *r, size_t n)
{
	if (r->bad || n > r->rest.n) {
		r->bad = true;
		return (struct str){ 0 };
	}
	struct str s = str_slice(r->rest, 0, n);
	r->rest = str_slice(r->rest, (n + 3) & ~(size_t)3, r->rest.n);
	return s;
}

uint32_t
record_u32(struct record *r)
{
	struct str s = record_bytes(r, 4);
	uint32_t v = 0;

	for (size_t i = 0; i < s.n; i++)
		v |= (uint32_t)(unsigned char)s.p[i] << 8 * i;
	return v;
}

/* ---- Variants ---- */

uint32_t
take_new(struct builder *b, uint32_t article, uint32_t edition)
{
	struct articles *as = &b->pub;

	as->variant = grow_array(b->a, as->variant, as->nvariants, &b->cap,
	    sizeof(*as->variant));
	as->variant[as->nvariants] = (struct variant){
		.article = &as->project->article[article], .edition = edition
	};
	return (uint32_t)as->nvariants++;
}

bool
take_variant(struct builder *b, uint32_t variant, struct record *r)
{
	uint32_t n = record_u32(r);
	struct str found = record_bytes(r, n * sizeof(struct parse_finding));
	struct str gist = record_bytes(r, record_u32(r));
	struct str made = record_bytes(r, record_u32(r));
	const struct gist *g = r->bad ? NULL : gist_of(gist);

	if (!g)
		return false;
	b->pub.variant[variant].gist = g;
	b->pub.variant[variant].made = made;
	if (n > 0)
		b->pub.spoke[b->pub.variant[variant].article->index] = true;
	for (uint32_t i = 0; i < n; i++)
		report_finding(b, variant, (const struct parse_finding *)
		    (const void *)found.p + i);
	return true;
}

/* ---- Articles ---- */

/* The values and columns that one worker has told so far. */
struct told {
	struct told *next;
	uint32_t pid;
	struct slot_values value;
	size_t n, cap;
	size_t columns, column_cap;
};

/* A process id may come again: its values are then told from the first. */
static struct told *
told_by(struct builder *b, uint32_t pid, uint32_t before)
{
	struct told *t = b->told;

	while (t && t->pid != pid)
		t = t->next;
	if (t && (before > 0 || t->n == 0 || pid & EARLIER_RUN))
		return t;
	t = ARENA_NEW(b->a, struct told);
	*t = (struct told){ .next = b->told, .pid = pid };
	b->told = t;
	return t;
}

static const struct slot *
take_value(struct builder *b, struct record *r)
{
	uint32_t flags = record_u32(r), text = record_u32(r);
	uint32_t target = record_u32(r);
	struct str both = record_bytes(r, (size_t)text + target);

	if (r->bad || (flags & VALUE_KIND) > SLOT_NOTHING)
		return NULL;
	struct slot *s = ARENA_NEW(b->a, struct slot);
	both = arena_str(b->a, both);
	*s = (struct slot){ .kind = (enum slot_kind)(flags & VALUE_KIND),
	    .foreign = flags & VALUE_FOREIGN, .pattern = flags & VALUE_PATTERN,
	    .text = str_slice(both, 0, text),
	    .target = str_slice(both, text, both.n) };
	s->verbatim = s->kind != SLOT_ARTICLE && !s->pattern &&
	    str_is_verbatim(s->text);
	return s;
}

static struct told *
take_values(struct builder *b, struct record *r)
{
	uint32_t pid = record_u32(r), before = record_u32(r);
	uint32_t n = record_u32(r);
	struct told *t = told_by(b, pid, before);

	r->bad |= before != t->n && !(pid & EARLIER_RUN);
	for (uint32_t i = 0; i < n && !r->bad; i++) {
		const struct slot *s = take_value(b, r);
		r->bad |= !s;
		t->value.slot = grow_array(b->a, t->value.slot, t->n, &t->cap,
		    sizeof(*t->value.slot));
		t->value.slot[t->n++] = s;
	}
	return t;
}

/* As many numbers below `end`, which stay in the record. */
static const uint32_t *
take_numbers(struct record *r, uint32_t n, size_t end)
{
	struct str bytes = record_bytes(r, (size_t)n * sizeof(uint32_t));
	const uint32_t *number = (const uint32_t *)(const void *)bytes.p;

	r->bad |= (uintptr_t)bytes.p % _Alignof(uint32_t) != 0;
	for (uint32_t i = 0; i < n && !r->bad; i++)
		r->bad = number[i] >= end;
	return r->bad ? NULL : number;
}

static void
take_columns(struct builder *b, struct told *t, struct record *r)
{
	uint32_t before = record_u32(r), n = record_u32(r);

	r->bad |= before != t->columns && !(t->pid & EARLIER_RUN);
	for (uint32_t i = 0; i < n && !r->bad; i++) {
		uint32_t rows = record_u32(r);
		t->value.column = grow_array(b->a, t->value.column,
		    t->columns, &t->column_cap, sizeof(*t->value.column));
		t->value.column[t->columns++] = (struct slot_column){
			take_numbers(r, rows, t->n), rows };
	}
}

static struct told *
take_told(struct builder *b, struct record *r)
{
	struct told *t = take_values(b, r);

	take_columns(b, t, r);
	return t;
}

bool
take_earlier(struct builder *b, struct str values)
{
	struct record r = { .rest = values };

	if (values.n == 0)
		return true;
	take_told(b, &r);
	return !r.bad && r.rest.n == 0;
}

/* The number of its text is kept as its variant until that is known. */
static bool
take_readings(struct builder *b, uint32_t article, struct record *r)
{
	for (uint32_t e = 0; e < b->pub.neditions && !r->bad; e++) {
		struct reading *to = page_reading(b, e, article);
		if (!to->shown)
			continue;
		uint32_t text = record_u32(r);
		to->variant = text / 2;
		to->foreign |= text % 2 != 0;
	}
	return !r->bad;
}

/* From numbers of texts to variants. */
static bool
number_variants(struct builder *b, uint32_t article, uint32_t texts,
    uint32_t first)
{
	for (uint32_t e = 0; e < b->pub.neditions; e++) {
		struct reading *to = page_reading(b, e, article);
		if (!to->shown)
			continue;
		if (to->variant >= texts)
			return false;
		to->variant += first;
	}
	return true;
}

/* The slots of a text, for all editions that read it. */
static bool
take_slots(struct builder *b, const struct told *t, uint32_t article,
    uint32_t variant, struct record *r)
{
	uint32_t n = record_u32(r), rows = 0;
	const uint32_t *column = take_numbers(r, n, t->columns);

	for (uint32_t e = 0; e < b->pub.neditions && !r->bad; e++) {
		struct reading *to = page_reading(b, e, article);
		if (!to->shown || to->variant != variant)
			continue;
		to->values = &t->value;
		to->column = column;
		to->nslots = n;
		rows++;
	}
	for (uint32_t i = 0; i < n && !r->bad; i++)
		r->bad = t->value.column[column[i]].rows < rows;
	return !r->bad;
}

bool
take_article(struct builder *b, uint32_t article, struct str answer)
{
	struct record r = { .rest = answer };
	uint32_t first = (uint32_t)b->pub.nvariants;

	if (!providers_seen_read(b->pub.providers, &r.rest))
		return false;
	b->pub.seen[article] = str_slice(answer, 0, answer.n - r.rest.n);
	const struct told *t = take_told(b, &r);
	if (!take_readings(b, article, &r))
		return false;
	uint32_t texts = record_u32(&r);
	if (!number_variants(b, article, texts, first))
		return false;
	for (uint32_t i = 0; i < texts && !r.bad; i++) {
		uint32_t edition = record_u32(&r);
		if (edition >= b->pub.neditions || !take_slots(b, t, article,
		    take_new(b, article, edition), &r))
			return false;
	}
	for (uint32_t i = 0; i < texts && !r.bad; i++)
		if (!take_variant(b, first + i, &r))
			return false;
	return !r.bad;
}
