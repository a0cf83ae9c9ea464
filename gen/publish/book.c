/* BRAND.epub: packed in the worker that makes its documents, and
   written if it is not the last one's again. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "emit/emit.h"
#include "publish/publish_parts.h"

struct publication_book {
	struct arena *a;
	struct publication *p;
	const struct brand_state *brand;
	struct str name;	/* "portdns.epub" */
	struct buf entries;	/* struct zip_entry */
	struct buf packed;
};

struct publication_book *
publication_book_begin(struct arena *a, struct publication *p, uint32_t brand,
    struct str suffix)
{
	struct publication_book *b = ARENA_NEW(a, struct publication_book);

	b->a = a;
	b->p = p;
	b->brand = &p->brand[brand];
	b->name = arena_printf(a, "%.*s%.*s", STR_ARG(b->brand->is.id),
	    STR_ARG(suffix));
	return b;
}

/* Readers find `mimetype` by its bytes: it is never deflated. */
void
publication_book_file(struct publication_book *b, struct str path,
    struct str bytes)
{
	struct zip_entry e = { .path = arena_str(b->a, path),
		.offset = b->packed.n };

	if (b->entries.n == 0)
		zip_store(bytes, &e, &b->packed);
	else
		zip_pack(bytes, &e, &b->packed);
	buf_add(&b->entries, &e, sizeof(e));
}

/* Whether the last output has the same book. */
static bool
is_last(const struct publication_book *b)
{
	const struct manifest_file *old = map_ptr(b->brand->old.companions,
	    b->name);
	const char *path = arena_printf(b->a, "%s/%.*s", b->p->o.out,
	    STR_ARG(b->name)).p;
	const struct zip_entry *e = (const void *)b->entries.p;

	return old && b->brand->old.whole &&
	    is_as_published(path, old->size, NULL) &&
	    zip_holds(path, e, b->entries.n / sizeof(*e),
	    buf_view(&b->packed));
}

static void
write_book(struct publication_book *b)
{
	struct stage *s = &b->p->stage;
	const struct zip_entry *e = (const void *)b->entries.p;
	const char *path = stage_file(b->a, s, b->name.p);
	const char *spool = stage_file(b->a, s, arena_printf(b->a,
	    ".pack-%s", b->name.p).p);

	file_create(spool, buf_view(&b->packed));
	zip_write(path, STR(""), e, b->entries.n / sizeof(*e), &spool);
	if (remove(spool) < 0)
		die(errno, "cannot remove %s", spool);
}

void
publication_book_end(struct publication_book *b)
{
	if (!is_last(b))
		write_book(b);
	buf_free(&b->entries);
	buf_free(&b->packed);
}
