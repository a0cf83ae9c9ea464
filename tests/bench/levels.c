/* What each level of deflate costs and saves, over every STEP-th file of a
   tree. Prints a line per level: level, bytes before, bytes after, seconds of
   processor time.
   usage: levels DIR STEP */
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tree.h"

enum { LEVELS = 12 };

static double
cpu(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

int
main(int argc, char **argv)
{
	size_t most = 0, before = 0, step = argc == 3 ?
	    strtoul(argv[2], NULL, 10) : 0;

	if (step == 0)
		return 2;
	struct tree t = tree_list(argv[1], NULL);
	for (size_t i = 0; i < t.n; i += step) {
		tree_read(&t.v[i]);
		before += t.v[i].size;
		most = t.v[i].size > most ? t.v[i].size : most;
	}
	char *out = malloc(2 * most + 64);
	for (int level = 1; out && level <= LEVELS; level++) {
		struct libdeflate_compressor *c =
		    libdeflate_alloc_compressor(level);
		size_t after = 0;
		double from = cpu();
		for (size_t i = 0; i < t.n; i += step)
			after += libdeflate_deflate_compress(c, t.v[i].bytes,
			    t.v[i].size, out, 2 * most + 64);
		printf("%d %zu %zu %.4f\n", level, before, after,
		    cpu() - from);
		libdeflate_free_compressor(c);
	}
	free(out);
	return 0;
}
