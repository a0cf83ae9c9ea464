/* A worker's answers in a file in memory: the parent maps what the worker wrote
   and copies nothing. */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/workers_parts.h"

enum {
	WINDOW = 32 << 20,	/* bytes mapped at once, more than there are yet */
	PAGE = 1 << 16		/* offsets of mappings are multiples of this */
};

/* A worker that lost its mind must not take back what the parent reads. */
struct worker_file
worker_file_new(void)
{
	int fd = memfd_create("livery", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd >= 0 && fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK) < 0) {
		close(fd);
		fd = -1;
	}
	return (struct worker_file){ .fd = fd };
}

static bool
is_written(struct worker_file *f, uint64_t end)
{
	struct stat st;

	if (end > f->size && fstat(f->fd, &st) == 0)
		f->size = (uint64_t)st.st_size;
	return end <= f->size;
}

static bool
map(struct worker_file *f, struct arena *keep, uint64_t end)
{
	uint64_t from = f->at & ~(uint64_t)(PAGE - 1);
	uint64_t size = end - from > WINDOW ? end - from : WINDOW;
	void *p = mmap(NULL, size, PROT_READ, MAP_SHARED, f->fd,
	    (off_t)from);

	if (p == MAP_FAILED)
		return false;
	arena_adopt(keep, p, size);
	f->map = p;
	f->from = from;
	f->to = from + size;
	return true;
}

uint32_t
worker_header(const char *header, uint32_t *job)
{
	uint32_t v[2] = { 0 };

	for (unsigned i = 0; i < sizeof(v); i++)
		v[i / 4] |= (uint32_t)(unsigned char)header[i] << 8 * (i % 4);
	*job = v[0];
	return v[1];
}

/* The bytes up to `end`, if they were written. */
static bool
see(struct worker_file *f, struct arena *keep, uint64_t end)
{
	return is_written(f, end) && (end <= f->to || map(f, keep, end));
}

bool
worker_file_next(struct worker_file *f, struct arena *keep, uint32_t *job,
    uint32_t *n)
{
	if (!see(f, keep, f->at + WORKER_HEADER))
		return false;
	*n = worker_header(f->map + (f->at - f->from), job);
	return true;
}

bool
worker_file_take(struct worker_file *f, struct arena *keep, uint32_t n,
    struct str *answer)
{
	uint64_t end = f->at + worker_file_room((size_t)n + WORKER_HEADER);

	if (!see(f, keep, end))
		return false;
	*answer = (struct str){ f->map + (f->at - f->from) + WORKER_HEADER,
		n };
	f->at = end;
	return true;
}

/* Answers begin where anything may. */
size_t
worker_file_room(size_t n)
{
	const size_t align = _Alignof(max_align_t);

	return (n + align - 1) & ~(align - 1);
}
