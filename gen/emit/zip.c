/* Archives. Entries come deflated and are copied as they are, so that bytes
   depend neither on the number of workers nor on libzip's compressor. */
#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>

#include "base/files.h"
#include "base/hash.h"
#include "base/str.h"
#include "emit/emit.h"

enum {
	LEVEL = 1,			/* why: tests/bench/NOTES.md */
	DOS_TIME = 0,			/* 00:00:00 */
	DOS_DATE = 0 << 9 | 1 << 5 | 1,	/* 1980-01-01 */
	ARCHIVE_MODE = 0644
};

void
zip_store(struct str bytes, struct zip_entry *entry, struct buf *out)
{
	entry->size = entry->packed_size = bytes.n;
	entry->crc = libdeflate_crc32(0, bytes.n > 0 ? bytes.p : "", bytes.n);
	entry->stored = true;
	buf_str(out, bytes);
}

void
zip_pack(struct str bytes, struct zip_entry *entry, struct buf *out)
{
	static struct libdeflate_compressor *packer;
	size_t n = 0;

	if (!packer)
		packer = libdeflate_alloc_compressor(LEVEL);
	if (!packer)
		die(ENOMEM, "cannot deflate");
	if (bytes.n > 1) {
		buf_reserve(out, bytes.n);
		n = libdeflate_deflate_compress(packer, bytes.p, bytes.n,
		    out->p + out->n, bytes.n - 1);
	}
	if (n == 0) {
		zip_store(bytes, entry, out);
		return;
	}
	entry->size = bytes.n;
	entry->packed_size = n;
	entry->crc = libdeflate_crc32(0, bytes.p, bytes.n);
	entry->stored = false;
	out->n += n;
}

/* One spool file is open at a time: entries of a spool follow each other. */
struct spools {
	const char *const *path;
	int fd;
	uint32_t open;
};

/* What libzip's callback reads from. */
struct packed {
	const struct zip_entry *entry;
	struct spools *spools;
	uint64_t done;
	zip_error_t error;
};

static int
spool_fd(struct spools *s, uint32_t i)
{
	if (s->fd >= 0 && s->open == i)
		return s->fd;
	if (s->fd >= 0)
		close(s->fd);
	s->fd = open(s->path[i], O_RDONLY | O_CLOEXEC);
	if (s->fd < 0)
		die(errno, "cannot open %s", s->path[i]);
	s->open = i;
	return s->fd;
}

static zip_int64_t
packed_read(struct packed *p, void *data, uint64_t len)
{
	const struct zip_entry *e = p->entry;
	uint64_t left = e->packed_size - p->done;
	int fd = spool_fd(p->spools, e->spool);
	ssize_t got;

	if (len > left)
		len = left;
	do
		got = pread(fd, data, len, (off_t)(e->offset + p->done));
	while (got < 0 && errno == EINTR);
	if (got < 0 || (got == 0 && len > 0)) {
		zip_error_set(&p->error, ZIP_ER_READ, got < 0 ? errno : 0);
		return -1;
	}
	p->done += (uint64_t)got;
	return got;
}

static zip_int64_t
packed_stat(const struct packed *p, zip_stat_t *st)
{
	const struct zip_entry *e = p->entry;

	zip_stat_init(st);
	st->size = e->size;
	st->comp_size = e->packed_size;
	st->crc = e->crc;
	st->comp_method = e->stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
	st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC |
	    ZIP_STAT_COMP_METHOD;
	return sizeof(*st);
}

static zip_int64_t
packed_answer(void *ctx, void *data, zip_uint64_t len, zip_source_cmd_t cmd)
{
	struct packed *p = ctx;

	switch (cmd) {
	case ZIP_SOURCE_OPEN:
		p->done = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return packed_read(p, data, len);
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
		return 0;
	case ZIP_SOURCE_STAT:
		return packed_stat(p, data);
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&p->error, data, len);
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN,
		    ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
		    ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default:
		zip_error_set(&p->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

/* Whether unpacking a name stays below the folder and means the same on every
   system. */
static bool
is_safe(struct str path)
{
	struct str part, rest = path;

	if (path.n == 0 || path.p[path.n - 1] == '/')
		return false;
	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] < 0x20 || path.p[i] == 0x7F ||
		    path.p[i] == '\\' || path.p[i] == ':')
			return false;
	while (rest.n > 0) {
		str_cut(rest, '/', &part, &rest);
		if (part.n == 0 || str_eq(part, STR(".")) ||
		    str_eq(part, STR("..")))
			return false;
	}
	return true;
}

static LIVERY_NORETURN void
fail(zip_t *z, const char *path)
{
	const char *why = zip_strerror(z);

	die(0, "cannot write %s: %s", path, why);
}

static void
add(zip_t *z, const char *path, struct str name, struct packed *p)
{
	zip_source_t *src = zip_source_function(z, packed_answer, p);
	zip_int64_t i = -1;

	if (src)
		i = zip_file_add(z, name.p, src, ZIP_FL_ENC_UTF_8);
	if (i < 0)
		fail(z, path);
	zip_uint64_t at = (zip_uint64_t)i;
	if (zip_file_set_dostime(z, at, DOS_TIME, DOS_DATE, 0) < 0 ||
	    zip_file_set_external_attributes(z, at, 0, ZIP_OPSYS_UNIX,
	    (zip_uint32_t)(S_IFREG | ARCHIVE_MODE) << 16) < 0 ||
	    (p->entry->stored &&
	    zip_set_file_compression(z, at, ZIP_CM_STORE, 0) < 0))
		fail(z, path);
}

static zip_t *
create(const char *path)
{
	int why;
	zip_t *z = zip_open(path, ZIP_CREATE | ZIP_EXCL, &why);
	zip_error_t e;

	if (z)
		return z;
	zip_error_init_with_code(&e, why);
	die(0, "cannot create %s: %s", path, zip_error_strerror(&e));
}

/* libzip 1.7 takes DOS times through local time and back. */
static char *
utc_begin(void)
{
	const char *tz = getenv("TZ");
	char *old = tz ? strdup(tz) : NULL;

	if ((tz && !old) || setenv("TZ", "UTC0", 1) < 0)
		die(ENOMEM, "cannot set the time zone");
	tzset();
	return old;
}

static void
utc_end(char *old)
{
	if ((old ? setenv("TZ", old, 1) : unsetenv("TZ")) < 0)
		die(errno, "cannot set the time zone");
	tzset();
	free(old);
}

void
zip_write(const char *path, struct str top, const struct zip_entry *entry,
    size_t n, const char *const *spool)
{
	struct arena *a = arena_new();
	struct packed *p = ARENA_ARRAY(a, n + 1, struct packed);
	struct spools spools = { .path = spool, .fd = -1 };

	if (n == 0)
		die(0, "cannot write %s: there is nothing to put in", path);
	for (size_t i = 0; i < n; i++)
		if (!is_safe(entry[i].path) || (top.n > 0 && !is_safe(top)))
			die(0, "cannot write %s: the name `%.*s/%.*s` is not "
			    "safe in an archive", path, STR_ARG(top),
			    STR_ARG(entry[i].path));
	char *tz = utc_begin();
	zip_t *z = create(path);
	for (size_t i = 0; i < n; i++) {
		p[i] = (struct packed){ .entry = &entry[i],
			.spools = &spools };
		zip_error_init(&p[i].error);
		add(z, path, arena_printf(a, "%.*s%s%.*s", STR_ARG(top),
		    top.n > 0 ? "/" : "", STR_ARG(entry[i].path)), &p[i]);
	}
	if (zip_close(z) < 0)
		fail(z, path);
	utc_end(tz);
	if (spools.fd >= 0 && close(spools.fd) < 0)
		die(errno, "cannot close %s", spool[spools.open]);
	if (chmod(path, ARCHIVE_MODE) < 0)
		die(errno, "cannot set the mode of %s", path);
	arena_free(a);
}

static bool
same_entry(zip_t *z, zip_uint64_t i, const struct zip_entry *e,
    struct str packed)
{
	char part[1 << 14];
	zip_stat_t st;
	zip_file_t *f;
	zip_uint64_t done = 0;

	if (zip_stat_index(z, i, 0, &st) < 0 || !str_eq(str_c(st.name),
	    e->path) || st.size != e->size || st.crc != e->crc ||
	    st.comp_size != e->packed_size ||
	    (st.comp_method == ZIP_CM_STORE) != e->stored ||
	    !(f = zip_fopen_index(z, i, ZIP_FL_COMPRESSED)))
		return false;
	while (done < e->packed_size) {
		zip_int64_t got = zip_fread(f, part, sizeof(part));
		if (got <= 0 || memcmp(part, packed.p + e->offset + done,
		    (size_t)got) != 0)
			break;
		done += (zip_uint64_t)got;
	}
	return zip_fclose(f) == 0 && done == e->packed_size;
}

bool
zip_holds(const char *path, const struct zip_entry *entry, size_t n,
    struct str packed)
{
	zip_t *z = zip_open(path, ZIP_RDONLY, NULL);
	bool same = z && zip_get_num_entries(z, 0) == (zip_int64_t)n;

	for (size_t i = 0; same && i < n; i++)
		same = same_entry(z, i, &entry[i], packed);
	if (z)
		zip_discard(z);
	return same;
}

void
zip_digest(const char *zip, struct str name, const char *out)
{
	struct arena *a = arena_new();
	char hex[65];
	struct stat st;
	int fd = open(zip, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) < 0)
		die(errno, "cannot open %s", zip);
	void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd,
	    0);
	if (p == MAP_FAILED)
		die(errno, "cannot read %s", zip);
	hash_sha256((struct str){ p, (size_t)st.st_size }, hex);
	munmap(p, (size_t)st.st_size);
	if (close(fd) < 0)
		die(errno, "cannot close %s", zip);
	file_create(out, arena_printf(a, "%s  %.*s\n", hex, STR_ARG(name)));
	arena_free(a);
}
