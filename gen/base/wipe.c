/* Removing a tree with system calls alone: readdir would allocate. */
#include "base/wipe.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	ROOM = 4096,	/* bytes of entries read at once */
	DEEPEST = 64	/* folders in each other: the stack is small */
};

/* What getdents64(2) writes. */
struct entry {
	uint64_t ino;
	int64_t off;
	unsigned short size;
	unsigned char type;
	char name[];
};

static bool wipe_below(int at, const char *name, int depth);

static bool
is_dot(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* One pass over an open folder: how many entries it removed, -1 on failure. */
static long
wipe_pass(int fd, int depth)
{
	_Alignas(struct entry) char room[ROOM];
	long removed = 0, got;

	if (lseek(fd, 0, SEEK_SET) < 0)
		return -1;
	while ((got = syscall(SYS_getdents64, fd, room, sizeof(room))) > 0)
		for (long i = 0; i < got; ) {
			const char *e = room + i;
			unsigned short size;
			memcpy(&size, e + offsetof(struct entry, size),
			    sizeof(size));
			const char *name = e + offsetof(struct entry, name);
			i += size;
			if (is_dot(name))
				continue;
			if (!wipe_below(fd, name, depth + 1))
				return -1;
			removed++;
		}
	return got < 0 ? -1 : removed;
}

/* A pass may miss entries while others go, or come from a worker that still
   writes: passes follow until one finds nothing. */
static bool
wipe_below(int at, const char *name, int depth)
{
	long removed;

	if (unlinkat(at, name, 0) == 0 || errno == ENOENT)
		return true;
	if ((errno != EISDIR && errno != EPERM) || depth > DEEPEST)
		return false;
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT;
	do
		removed = wipe_pass(fd, depth);
	while (removed > 0);
	int err = errno;
	close(fd);
	errno = err;
	if (removed < 0)
		return false;
	return unlinkat(at, name, AT_REMOVEDIR) == 0 || errno == ENOENT;
}

bool
wipe_at(int at, const char *name)
{
	return wipe_below(at, name, 0);
}
