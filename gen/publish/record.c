/* Records as bytes. They never leave the machine: numbers are as it has them. */
#include "publish/record.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "publish/publish_parts.h"

/* Of the layout below and of rows. */
#define RECORD_FORMAT 5

struct head {
	uint64_t format, id, era;
	struct hash128 seen, others, rest;
	uint64_t brands, articles, files;
	uint64_t nfresh;
};

struct str
record_name(struct arena *a, const char *kind, const char *real)
{
	char hex[33];

	hash_hex(hash_xxh3(str_c(real)), hex);
	return arena_printf(a, "%s-%s", kind, hex);
}

static void
put_str(struct buf *b, struct str s)
{
	uint64_t n = s.n;

	buf_add(b, &n, sizeof(n));
	buf_str(b, s);
}

void
record_write(const struct cache *c, const char *out, const struct record *r)
{
	struct head h = { RECORD_FORMAT, r->id, r->era, r->inputs.seen,
		r->inputs.others, r->inputs.rest, r->brands, r->articles,
		r->files, r->inputs.nfresh };
	char *real = realpath(out, NULL);
	struct arena *a = arena_new();
	struct buf b = BUF_INIT;

	if (real) {
		buf_add(&b, &h, sizeof(h));
		put_str(&b, r->options);
		put_str(&b, r->said);
		for (size_t i = 0; i < r->inputs.nfresh; i++) {
			const struct fresh_input *f = &r->inputs.fresh[i];
			buf_add(&b, &f->hash, sizeof(f->hash));
			buf_char(&b, (char)f->page);
			put_str(&b, f->path);
		}
		cache_write(c, record_name(a, "build", real), real,
		    buf_view(&b));
	}
	buf_free(&b);
	arena_free(a);
	free(real);
}

/* Bytes from the front; nothing once there are too few. */
static struct str
take(struct str *rest, uint64_t n)
{
	struct str s = { 0 };

	if (n > rest->n) {
		rest->p = NULL;
		rest->n = 0;
		return s;
	}
	s = str_slice(*rest, 0, (size_t)n);
	*rest = str_slice(*rest, (size_t)n, rest->n);
	return s;
}

static bool
take_into(struct str *rest, void *to, size_t n)
{
	struct str s = take(rest, n);

	if (s.n == n)
		memcpy(to, s.p, n);
	return s.n == n;
}

static struct str
take_str(struct str *rest)
{
	uint64_t n = UINT64_MAX;

	take_into(rest, &n, sizeof(n));
	return take(rest, n);
}

static bool
decode(struct str rest, struct arena *a, struct record *r)
{
	struct head h;

	if (!take_into(&rest, &h, sizeof(h)) || h.format != RECORD_FORMAT ||
	    h.nfresh > rest.n / sizeof(struct hash128))
		return false;
	*r = (struct record){ .id = h.id, .era = h.era, .inputs = {
		.seen = h.seen, .others = h.others, .rest = h.rest,
		.whole = true, .nfresh = h.nfresh }, .brands = h.brands,
		.articles = h.articles, .files = h.files };
	r->options = take_str(&rest);
	r->said = take_str(&rest);
	r->inputs.fresh = ARENA_ARRAY(a, h.nfresh + 1, struct fresh_input);
	for (size_t i = 0; i < h.nfresh; i++) {
		struct fresh_input *f = &r->inputs.fresh[i];
		take_into(&rest, &f->hash, sizeof(f->hash));
		f->page = str_eq(take(&rest, 1), STR("\1"));
		f->path = arena_str(a, take_str(&rest));
	}
	return rest.p && rest.n == 0;
}

bool
record_read(const struct cache *c, struct arena *a, const char *out,
    struct record *r)
{
	char *real = c ? realpath(out, NULL) : NULL;
	struct str bytes;
	bool good = real &&
	    cache_read(c, record_name(a, "build", real), &bytes) &&
	    decode(bytes, a, r);

	free(real);
	return good;
}

void
record_look_more(struct cache *c, struct arena *a, const char *out,
    const char *kind)
{
	char *real = realpath(out, NULL);

	if (real)
		cache_look(c, a, record_name(a, kind, real));
	free(real);
}

bool
record_read_more(const struct cache *c, const char *out, const char *kind,
    uint64_t id, struct str *bytes)
{
	char *real = c ? realpath(out, NULL) : NULL;
	struct arena *a = arena_new();
	struct str all;
	uint64_t of;
	bool good = real &&
	    cache_read(c, record_name(a, kind, real), &all) &&
	    take_into(&all, &of, sizeof(of)) && of == id;

	if (good)
		*bytes = all;
	arena_free(a);
	free(real);
	return good;
}

struct cache_file *
record_write_more(const struct cache *c, const char *out, const char *kind,
    uint64_t id)
{
	struct arena *a = arena_new();
	const char *real = c ? output_path(a, str_c(out)).p : NULL;
	struct cache_file *f = real ? cache_create(c, record_name(a, kind,
	    real), real) : NULL;

	cache_put(f, (struct str){ (const char *)&id, sizeof(id) });
	arena_free(a);
	return f;
}
