/* How each program writes what plain Markdown has no words for. */
#ifndef BENCH_SIDES_H
#define BENCH_SIDES_H

#include <stdio.h>

enum { SNIPPETS = 20 };

/* Formats for printf. Where one is null, the text is filled in for the first
   brand before the program sees it. */
struct side {
	const char *name;	/* its folder, too */
	const char *content;	/* where articles lie in it */
	const char *index;	/* a section's own page */
	const char *value;	/* a value: its path */
	const char *link;	/* text, section, article */
	const char *include;	/* a snippet: its number */
	const char *branch;	/* two texts, the first for IMAP */
	const char *settings;	/* as it is, no format */
	const char *shell;	/* the language of a code block in which values
				   are printed */
	const char *snippet;	/* the file that holds a snippet: its number */
	const char *inner;	/* a value in it: its path */
	const char *cascade;	/* in a section's front matter, what its
				   articles are to know: its number; null
				   where they know their section */
	const char *brand;	/* the file of a brand's values: its number;
				   JSON but for livery */
};

/* The table ends with a null name. */
extern const struct side sides[];
const struct side *side_named(const char *name);

enum { VALUES = 14 };
extern const char *const value_path[VALUES];

/* A value as the given brand has it. */
void side_literal(FILE *f, const char *path, unsigned brand);
/* A brand's values, for its file. */
void side_brand(FILE *f, const struct side *s, unsigned brand);

#endif
