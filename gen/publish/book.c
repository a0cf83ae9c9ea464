/* BRAND.epub: packed in the worker that makes its documents. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "base/str.h"
#include "emit/emit.h"
#include "publish/publish_parts.h"

struct publication_book {
	struct arena *a;
	const char *path;
	const char *spool;
	struct buf entries;	/* struct zip_entry */
	struct buf packed;
};

struct publication_book *
publication_book_begin(struct arena *a, struct publication *p, uint32_t brand,
    struct str suffix)
{
	struct publication_book *b = ARENA_NEW(a, struct publication_book);
	const char *name = arena_printf(a, "%.*s%.*s",
	    STR_ARG(p->brand[brand].is.id), STR_ARG(suffix)).p;

	b->a = a;
	b->path = stage_file(a, &p->stage, name);
	b->spool = stage_file(a, &p->stage, arena_printf(a, ".pack-%s",
	    name).p);
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

void
publication_book_end(struct publication_book *b)
{
	const struct zip_entry *e = (const void *)b->entries.p;

	file_create(b->spool, buf_view(&b->packed));
	zip_write(b->path, STR(""), e, b->entries.n / sizeof(*e), &b->spool);
	if (remove(b->spool) < 0)
		die(errno, "cannot remove %s", b->spool);
	buf_free(&b->entries);
	buf_free(&b->packed);
}

void
publication_book(struct publication *p, uint32_t brand, struct str suffix)
{
	companion_add(p, brand, arena_str(p->a, suffix).p, true);
}
