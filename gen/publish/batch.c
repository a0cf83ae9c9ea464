/* Files that are written some at a time: what makes pages and what the kernel
   does for a file each find their code and tables near the processor then. */
#include "base/str.h"
#include "publish/publish_parts.h"

enum { FULL = 512 << 10 };	/* bytes: as many as a near cache holds */

static struct str
take(struct str *rest, size_t n)
{
	struct str s = str_slice(*rest, 0, n);

	*rest = str_slice(*rest, n, rest->n);
	return s;
}

void
publication_write_waiting(struct publication *p)
{
	struct batch *b = &p->batch;
	struct str rest = buf_view(&b->text);

	for (unsigned i = 0; i < b->n; i++) {
		struct batch_file *f = &b->file[i];
		f->is.path = take(&rest, f->path);
		struct str bytes = take(&rest, f->bytes);
		if (!f->is.kept)
			publication_write(p, f->brand, bytes, &f->is);
		published_put(f->records, &f->is);
	}
	buf_reset(&b->text);
	b->n = 0;
}

void
publication_file_later(struct publication *p, uint32_t brand, struct str path,
    struct str bytes, struct buf *records)
{
	struct batch *b = &p->batch;
	struct batch_file *f = &b->file[b->n++];

	f->brand = brand;
	f->records = records;
	publication_know(p, brand, path, bytes, &f->is);
	f->path = path.n;
	f->bytes = f->is.kept ? 0 : bytes.n;
	buf_str(&b->text, path);
	buf_str(&b->text, str_slice(bytes, 0, f->bytes));
	if (b->n == BATCH_FILES || b->text.n >= FULL)
		publication_write_waiting(p);
}
