/* An article's HTML is the same in most brands but for the values of its slots:
   it is kept for the next one. */
#include <string.h>

#include "base/str.h"
#include "render/stencil_private.h"

/* A slot within a body that is kept. */
struct kept_slot {
	uint32_t at;		/* byte of the kept text that follows it */
	uint32_t number;
	uint32_t place;		/* enum stencil_place */
};

/* What all follows from but the values of slots. */
static void
find_origin(const struct stencil *s, const struct stencil_run *r,
    const void *of[STENCIL_ORIGIN])
{
	const struct page *p = r->page;
	const struct edition *e = p->site->edition;
	const void *all[STENCIL_ORIGIN] = { s, p->heading, p->link, p->image,
	    p->tab_id, r->words, e->locale, e->brand->source };

	memcpy(of, all, sizeof(all));
}

static const struct stencil_body *
find_kept(const struct stencil_kept *k, const void *const *of, struct str root)
{
	for (size_t i = 0; i < STENCIL_BODIES; i++) {
		const struct stencil_body *b = &k->body[i];
		if (memcmp(b->of, of, sizeof(b->of)) == 0 &&
		    str_eq(buf_view(&b->root), root))
			return b;
	}
	return NULL;
}

static void
write_kept(const struct stencil_body *b, const struct stencil_run *r,
    struct buf *out)
{
	const struct kept_slot *slot = (const void *)b->slots.p;
	size_t n = b->slots.n / sizeof(*slot), from = 0;

	for (size_t i = 0; i < n; i++) {
		buf_part(out, &b->text, from, slot[i].at);
		from = slot[i].at;
		stencil_slot(r, slot[i].number, slot[i].place, out);
	}
	buf_part(out, &b->text, from, b->text.n);
}

static struct stencil_body *
new_body(struct stencil_kept *k, const struct page *p, const void *const *of,
    struct str root)
{
	struct stencil_body *b;

	if (k->article != p->article)
		k->next = 0;
	k->article = p->article;
	b = &k->body[k->next++ % STENCIL_BODIES];
	memcpy(b->of, of, sizeof(b->of));
	buf_reset(&b->root);
	buf_str(&b->root, root);
	buf_reset(&b->text);
	buf_reset(&b->slots);
	return b;
}

static void
write_and_keep(const struct stencil *s, const struct stencil_run *r,
    struct stencil_body *b, struct buf *out)
{
	size_t from = out->n;

	for (uint32_t i = 0; i < s->ops; ) {
		const struct stencil_op *op = &s->op[i];
		if (op->kind != STENCIL_SLOT) {
			i = stencil_step(s, r, i, out);
			continue;
		}
		buf_part(&b->text, out, from, out->n);
		struct kept_slot slot = { (uint32_t)b->text.n, op->a, op->arg };
		buf_add(&b->slots, &slot, sizeof(slot));
		i = stencil_step(s, r, i, out);
		from = out->n;
	}
	buf_part(&b->text, out, from, out->n);
}

void
stencil_kept_free(struct stencil_kept *k)
{
	for (size_t i = 0; i < STENCIL_BODIES; i++) {
		buf_free(&k->body[i].root);
		buf_free(&k->body[i].text);
		buf_free(&k->body[i].slots);
	}
}

void
stencil_write_again(const struct stencil *s, const struct stencil_run *r,
    struct buf *out)
{
	const struct stencil_body *kept;
	const void *of[STENCIL_ORIGIN];

	find_origin(s, r, of);
	kept = find_kept(r->kept, of, r->root);
	if (kept)
		write_kept(kept, r, out);
	else
		write_and_keep(s, r, new_body(r->kept, r->page, of,
		    r->root), out);
}
