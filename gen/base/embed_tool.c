/* Build tool: prints the C table of the files that the binary carries.
   usage: embed_tool FILE... > embedded.c */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
fail(const char *what)
{
	fprintf(stderr, "embed_tool: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int
by_path(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Numbers, not string literals: C17 promises only 4095 characters of one. The
   NUL behind the content is not counted, and keeps an empty array legal. */
static size_t
print_bytes(const char *path, int index)
{
	FILE *f = fopen(path, "rb");
	size_t n = 0;
	int c;

	if (!f)
		fail(path);
	printf("static const unsigned char bytes_%d[] = {\n", index);
	while ((c = getc(f)) != EOF) {
		n++;
		printf("%d,%s", c, n % 16 == 0 ? "\n" : "");
	}
	if (ferror(f) || fclose(f) != 0)
		fail(path);
	printf("0 };\n\n");
	return n;
}

static void
print_quoted(const char *s)
{
	putchar('"');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if (c < ' ' || c > '~' || c == '"' || c == '\\' || c == '?')
			printf("\\%03o", c);
		else
			putchar(c);
	}
	putchar('"');
}

int
main(int argc, char **argv)
{
	int n = argc - 1;
	char **paths = argv + 1;
	size_t *sizes = calloc((size_t)argc, sizeof(*sizes));

	if (!sizes)
		fail("memory");
	qsort(paths, (size_t)n, sizeof(*paths), by_path);
	printf("/* Written by embed_tool; do not edit. */\n"
	    "#include \"base/embedded.h\"\n\n");
	for (int i = 0; i < n; i++)
		sizes[i] = print_bytes(paths[i], i);
	printf("const struct embedded_file embedded_files[] = {\n");
	for (int i = 0; i < n; i++) {
		printf("\t{ ");
		print_quoted(paths[i]);
		printf(", bytes_%d, %zu },\n", i, sizes[i]);
	}
	printf("\t{ 0 }\n};\n");
	free(sizes);
	if (fflush(stdout) != 0 || ferror(stdout))
		fail("standard output");
	return 0;
}
