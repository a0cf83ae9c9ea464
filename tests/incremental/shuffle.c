/* Loaded before the C library: readdir gives the entries of a folder in an order
   drawn from SHUFFLE, so that nothing can come to rely on the file system's. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct folder {
	DIR *dir;
	struct dirent *entry;
	size_t n, next;
	struct folder *others;
};

static struct folder *folders;
static unsigned state;

static unsigned
draw(void)
{
	state = state * 1103515245u + 12345u;
	return state >> 16;
}

static void
fill(struct folder *f, struct dirent *(*real)(DIR *))
{
	struct dirent *e;

	while ((e = real(f->dir)) != NULL) {
		f->entry = realloc(f->entry, (f->n + 1) * sizeof(*e));
		if (!f->entry)
			abort();
		memcpy(&f->entry[f->n++], e, e->d_reclen);
	}
	for (size_t i = f->n; i > 1; i--) {
		size_t k = draw() % i;
		struct dirent x = f->entry[i - 1];
		f->entry[i - 1] = f->entry[k];
		f->entry[k] = x;
	}
}

static struct folder *
folder_of(DIR *d)
{
	struct folder *f = folders;

	while (f && f->dir != d)
		f = f->others;
	return f;
}

static struct dirent *
shuffled(DIR *d, const char *name)
{
	struct dirent *(*real)(DIR *);
	struct folder *f = folder_of(d);
	int err = errno;

	*(void **)&real = dlsym(RTLD_NEXT, name);
	if (state == 0)
		state = (unsigned)atoi(getenv("SHUFFLE")) + 1;
	if (!f) {
		f = calloc(1, sizeof(*f));
		if (!f)
			abort();
		*f = (struct folder){ .dir = d, .others = folders };
		folders = f;
		fill(f, real);
	}
	errno = err;
	return f->next < f->n ? &f->entry[f->next++] : NULL;
}

struct dirent *
readdir(DIR *d)
{
	return shuffled(d, "readdir");
}

struct dirent64 *
readdir64(DIR *d)
{
	return (struct dirent64 *)shuffled(d, "readdir64");
}

int
closedir(DIR *d)
{
	int (*real)(DIR *);
	struct folder *f = folder_of(d);

	*(void **)&real = dlsym(RTLD_NEXT, "closedir");
	if (f) {
		free(f->entry);
		*f = (struct folder){ .others = f->others };
	}
	return real(d);
}
