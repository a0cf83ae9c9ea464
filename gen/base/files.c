/* Files and folders, each call checked; the mode never depends on the umask. */
#include "base/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

enum {
	FILE_MODE = 0644,
	DIR_MODE = 0755
};

/* Whether errno says that there is nothing of that name. A name that no file
   can have is missing too: references come from what people type. */
static bool
is_missing(int err)
{
	return err == ENOENT || err == ENOTDIR || err == ENAMETOOLONG ||
	    err == ELOOP;
}

static ssize_t
read_some(int fd, char *p, size_t n, const char *path)
{
	ssize_t got;

	do
		got = read(fd, p, n);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		die(errno, "cannot read %s", path);
	return got;
}

/* For what has no size to trust: a pipe, or a file that grows meanwhile. */
static struct str
read_rest(struct arena *a, int fd, struct str begun, const char *path)
{
	struct buf b = BUF_INIT;
	ssize_t got;

	buf_str(&b, begun);
	do {
		buf_reserve(&b, 1 << 16);
		got = read_some(fd, b.p + b.n, 1 << 16, path);
		b.n += (size_t)got;
	} while (got > 0);
	struct str s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s;
}

bool
file_read(struct arena *a, const char *path, struct str *out)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && is_missing(errno))
		return false;
	if (fd < 0 || fstat(fd, &st) < 0)
		die(errno, "cannot open %s", path);
	if (S_ISDIR(st.st_mode))
		die(EISDIR, "cannot read %s", path);
	size_t size = st.st_size > 0 ? (size_t)st.st_size : 0;
	char *p = arena_bytes(a, size + 1);
	size_t n = 0;
	ssize_t got;
	/* One byte more is asked for than there should be: a read that leaves
	   it out was the last. */
	do {
		got = read_some(fd, p + n, size + 1 - n, path);
		n += (size_t)got;
	} while (got > 0 && n < size);
	if (n > size) {
		*out = read_rest(a, fd, (struct str){ p, n }, path);
	} else {
		p[n] = '\0';
		*out = (struct str){ p, n };
	}
	if (close(fd) < 0)
		die(errno, "cannot close %s", path);
	return true;
}

bool
file_fill(const char *path, char *p, size_t n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t got = 0;
	ssize_t more;

	if (fd < 0)
		return false;
	do {
		more = read(fd, p + got, n + 1 - got);
		got += more > 0 ? (size_t)more : 0;
	} while (more < 0 ? errno == EINTR : more > 0 && got < n);
	close(fd);
	return more >= 0 && got == n;
}

bool
file_map(const char *path, struct str *out)
{
	struct stat st;
	void *p = MAP_FAILED;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
		p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE,
		    fd, 0);
	close(fd);
	if (p == MAP_FAILED)
		return false;
	*out = (struct str){ p, (size_t)st.st_size };
	return true;
}

void
file_unmap(struct str bytes)
{
	if (bytes.n > 0)
		munmap((void *)bytes.p, bytes.n);
}

static bool
has_mode(const char *path, mode_t kind)
{
	struct stat st;

	if (stat(path, &st) == 0)
		return (st.st_mode & S_IFMT) == kind;
	if (!is_missing(errno))
		die(errno, "cannot look at %s", path);
	return false;
}

bool
file_exists(const char *path)
{
	return has_mode(path, S_IFREG);
}

bool
dir_exists(const char *path)
{
	return has_mode(path, S_IFDIR);
}

static bool
write_all(int fd, struct str bytes)
{
	while (bytes.n > 0) {
		ssize_t put = write(fd, bytes.p, bytes.n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		bytes = str_slice(bytes, (size_t)put, bytes.n);
	}
	return true;
}

static int
begin(int folder, const char *path)
{
	const char *name = folder == AT_FDCWD ? path :
	    path_base(str_c(path)).p;
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
	    FILE_MODE);

	if (fd < 0 && errno != EEXIST)
		die(errno, "cannot create %s", path);
	return fd;
}

int
file_begin(const char *path)
{
	return begin(AT_FDCWD, path);
}

/* A half-written file of our own making is removed. */
static _Noreturn void
give_up(int err, const char *path)
{
	unlink(path);
	die(err, "cannot write %s", path);
}

void
file_more(int fd, const char *path, struct str bytes)
{
	if (!write_all(fd, bytes))
		give_up(errno, path);
}

struct file_stamp
file_end(int fd, const char *path)
{
	struct stat st;

	if (fstat(fd, &st) < 0 || ((st.st_mode & 07777) != FILE_MODE &&
	    fchmod(fd, FILE_MODE) < 0) || close(fd) < 0)
		give_up(errno, path);
	return (struct file_stamp){ (uint64_t)st.st_ino, st.st_mtim.tv_sec,
		st.st_mtim.tv_nsec };
}

bool
file_create_new(int folder, const char *path, struct str bytes,
    struct file_stamp *stamp)
{
	int fd = begin(folder, path);

	if (fd < 0)
		return false;
	file_more(fd, path, bytes);
	*stamp = file_end(fd, path);
	return true;
}

struct file_stamp
file_create(const char *path, struct str bytes)
{
	struct file_stamp stamp;

	if (!file_create_new(AT_FDCWD, path, bytes, &stamp))
		die(EEXIST, "cannot create %s", path);
	return stamp;
}

void
file_replace(const char *path, struct str bytes)
{
	struct buf name = BUF_INIT;
	struct str dir = path_dir(str_c(path));

	if (strchr(path, '/'))
		buf_printf(&name, "%.*s/", STR_ARG(dir));
	buf_c(&name, ".livery-XXXXXX");
	buf_char(&name, '\0');
	int fd = mkostemp(name.p, O_CLOEXEC);
	if (fd < 0)
		die(errno, "cannot create %s", name.p);
	file_more(fd, name.p, bytes);
	file_end(fd, name.p);
	if (rename(name.p, path) < 0) {
		int err = errno;
		unlink(name.p);
		die(err, "cannot replace %s", path);
	}
	buf_free(&name);
}

/* With `lenient` false when the fault may be with a folder above. */
static bool
make_one(const char *path, bool lenient)
{
	if (mkdir(path, DIR_MODE) == 0) {
		if (chmod(path, DIR_MODE) < 0)
			die(errno, "cannot set the mode of %s", path);
		return true;
	}
	int err = errno;
	if (lenient && err != EEXIST)
		return false;
	if (!dir_exists(path))
		die(err == EEXIST ? ENOTDIR : err, "cannot create folder %s",
		    path);
	return true;
}

/* Mostly all folders above are there. */
void
dir_make(const char *path)
{
	if (*path == '\0' || make_one(path, true))
		return;
	char *copy = strdup(path);
	if (!copy)
		die(ENOMEM, "cannot create folder %s", path);
	for (char *p = copy; *p; p++) {
		if (*p != '/' || p == copy)
			continue;
		*p = '\0';
		make_one(copy, false);
		*p = '/';
	}
	make_one(copy, false);
	free(copy);
}

static bool
is_dot(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static DIR *
dir_stream(int fd, const char *name)
{
	DIR *d = fd < 0 ? NULL : fdopendir(fd);

	if (!d)
		die(errno, "cannot open folder %s", name);
	return d;
}

/* `name` below folder `at` is removed, whatever it is. */
static void
remove_at(int at, const char *name)
{
	struct dirent *e;

	if (unlinkat(at, name, 0) == 0 || errno == ENOENT)
		return;
	if (errno != EISDIR && errno != EPERM)
		die(errno, "cannot remove %s", name);
	DIR *d = dir_stream(openat(at, name, O_RDONLY | O_DIRECTORY |
	    O_NOFOLLOW | O_CLOEXEC), name);
	while ((errno = 0, e = readdir(d)) != NULL)
		if (!is_dot(e->d_name))
			remove_at(dirfd(d), e->d_name);
	if (errno != 0 || closedir(d) < 0)
		die(errno, "cannot read folder %s", name);
	if (unlinkat(at, name, AT_REMOVEDIR) < 0 && errno != ENOENT)
		die(errno, "cannot remove folder %s", name);
}

void
tree_remove(const char *path)
{
	struct stat st;

	if (lstat(path, &st) < 0) {
		if (is_missing(errno))
			return;
		die(errno, "cannot look at %s", path);
	}
	remove_at(AT_FDCWD, path);
}
