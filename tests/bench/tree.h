/* A tree of files in memory. */
#ifndef BENCH_TREE_H
#define BENCH_TREE_H

#include <stddef.h>

struct tree_file {
	char *path;
	size_t size;
	char *bytes;		/* null until read */
};

struct tree {
	struct tree_file *v;
	size_t n, cap;
};

/* Lists the files below a folder, those that end in `suffix` when it is
   given, in order of their paths. */
struct tree tree_list(const char *dir, const char *suffix);
void tree_read(struct tree_file *f);
/* Appends what lies in a ZIP archive, read and inflated. */
void tree_unzip(struct tree *t, const char *archive);
int tree_ends(const char *path, const char *suffix);
/* Seconds of a clock that never goes back. */
double tree_clock(void);
/* Says what the system said and ends the program. */
void tree_fail(const char *what);

#endif
