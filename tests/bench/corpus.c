/* The corpus of the benchmark: one body of articles, written once for each
   program that is measured. Same arguments, same bytes.
   usage: corpus DIR ARTICLES BRANDS PROGRAM... */
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sides.h"

enum {
	WORDS = 4000,		/* in the vocabulary */
	COMMON = 150,		/* of them with two syllables at most */
	WORD_MAX = 16,
	SECTIONS = 283,		/* of 10,000 articles; fewer in proportion */
	TAGS = 290,
	MEDIAN = 430		/* words of an article's prose; lists, tables
				   and code add the rest */
};

static char word[WORDS][WORD_MAX];
static const char *root;
static unsigned articles, brands, sections, tags;

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t
draw(uint64_t *seed)
{
	uint64_t z = *seed += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static double
chance(uint64_t *seed)
{
	return (double)(draw(seed) >> 11) / (double)(1ull << 53);
}

static unsigned
below(uint64_t *seed, unsigned n)
{
	return (unsigned)(draw(seed) % n);
}

static void
fail(const char *path)
{
	fprintf(stderr, "corpus: %s: %s\n", path, strerror(errno));
	exit(1);
}

static void
make_vocabulary(void)
{
	static const char *const syllable[] = { "ba", "ce", "di", "for", "gu",
	    "ha", "in", "jo", "ka", "len", "mi", "no", "pa", "que", "ra",
	    "ser", "ti", "un", "ver", "wo", "ma", "il", "set", "er" };
	uint64_t seed = 1;

	for (unsigned i = 0; i < WORDS; i++) {
		unsigned n = 1 + below(&seed, i < COMMON ? 2 : 4);
		for (unsigned k = 0; k < n; k++)
			strcat(word[i], syllable[below(&seed, 24)]);
	}
}

/* Common words are drawn often, as in a language. */
static const char *
any_word(uint64_t *seed)
{
	double u = chance(seed);
	return word[(unsigned)(u * u * u * WORDS)];
}

/* Makes the folders of a path below the program's and opens the file there. */
__attribute__((format(printf, 2, 3))) static FILE *
open_file(const struct side *s, const char *format, ...)
{
	char path[4096];
	va_list ap;
	int n = snprintf(path, sizeof(path), "%s/%s/", root, s->name);
	size_t from = (size_t)n;

	va_start(ap, format);
	vsnprintf(path + from, sizeof(path) - from, format, ap);
	va_end(ap);
	for (char *p = strchr(path + 1, '/'); p; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(path, 0777) != 0 && errno != EEXIST)
			fail(path);
		*p = '/';
	}
	FILE *f = fopen(path, "w");
	if (!f)
		fail(path);
	return f;
}

static void
close_file(FILE *f)
{
	if (ferror(f) | fclose(f))
		fail("a file of the corpus");
}

/* --- prose --------------------------------------------------------------- */

static void
put_value(FILE *f, const char *format, const char *path)
{
	if (format)
		fprintf(f, format, path);
	else
		side_literal(f, path, 0);
}

static const char *
any_value(uint64_t *seed)
{
	return value_path[below(seed, VALUES)];
}

/* The last article is linked from nowhere: it can be deleted. */
static void
put_link(FILE *f, const struct side *s, uint64_t *seed)
{
	const char *text = any_word(seed);
	unsigned to = below(seed, articles - 1);
	fprintf(f, s->link, text, to % sections, to);
}

static void
put_words(FILE *f, uint64_t *seed, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		fprintf(f, "%s%s", i ? " " : "", any_word(seed));
}

struct amount {
	unsigned words, values, links;
};

/* A paragraph: emphasis, code, a value or a link here and there. */
static void
put_paragraph(FILE *f, const struct side *s, const char *value,
    uint64_t *seed, struct amount n)
{
	for (unsigned i = 0; i < n.words; i++) {
		bool ends = i % 14 == 13 || i + 1 == n.words;
		unsigned kind = below(seed, 50);
		unsigned w = (unsigned)(chance(seed) * WORDS);
		fputs(i % 14 == 0 ? "The " : "", f);
		fprintf(f, kind == 0 ? "**%s**" : kind == 1 ? "`%s`" :
		    kind == 2 ? "*%s*" : "%s", word[w % 7 ? w / 9 : w]);
		if (n.values > 0 && i % 9 == 5) {
			fputs(" ", f);
			put_value(f, value, any_value(seed));
			n.values--;
		}
		if (n.links > 0 && i % 11 == 7) {
			fputs(" ", f);
			put_link(f, s, seed);
			n.links--;
		}
		fputs(ends ? "." : "", f);
		fputs(i + 1 == n.words ? "\n\n" : " ", f);
	}
}

static void
put_list(FILE *f, const struct side *s, uint64_t *seed, bool steps)
{
	for (unsigned i = 0; i < 5; i++) {
		if (steps)
			fprintf(f, "%u. ", i + 1);
		else
			fputs("- ", f);
		put_words(f, seed, 6 + below(seed, 6));
		if (i == 1) {
			fputs(" ", f);
			put_value(f, s->value, any_value(seed));
		}
		fputs(".\n", f);
	}
	fputs("\n", f);
}

static void
put_table(FILE *f, const struct side *s, uint64_t *seed)
{
	fputs("| Field | Value | Note |\n|---|---|---|\n", f);
	for (unsigned i = 0; i < 4; i++) {
		fprintf(f, "| %s | ", any_word(seed));
		put_value(f, s->value, any_value(seed));
		fputs(" | ", f);
		put_words(f, seed, 4);
		fputs(" |\n", f);
	}
	fputs("\n", f);
}

static void
put_code(FILE *f, const struct side *s, uint64_t *seed)
{
	fprintf(f, "```%s\nopenssl s_client -connect ", s->shell);
	put_value(f, s->value, "mail.imap.host");
	fputs(":", f);
	put_value(f, s->value, "mail.imap.port");
	fputs("\n", f);
	for (unsigned i = 0; i < 3; i++)
		fprintf(f, "%s --%s=%s\n", any_word(seed), any_word(seed),
		    any_word(seed));
	fputs("```\n\n", f);
}

static void
put_heading(FILE *f, uint64_t *seed, const char *marks)
{
	fprintf(f, "%s How to ", marks);
	put_words(f, seed, 3 + below(seed, 3));
	fputs("\n\n", f);
}

static void
put_snippet(FILE *f, const struct side *s, const char *value, unsigned which)
{
	uint64_t seed = 9000000 + which;
	put_paragraph(f, s, value, &seed, (struct amount){ 40, 2, 0 });
}

static void
put_include(FILE *f, const struct side *s, unsigned which)
{
	if (s->include)
		fprintf(f, s->include, which);
	else
		put_snippet(f, s, NULL, which);
}

static void
put_branch(FILE *f, const struct side *s)
{
	fprintf(f, s->branch ? s->branch : "%s\n\n",
	    "This server keeps a **copy** of each message.",
	    "This server *hands over* each message once.");
}

static void
put_settings(FILE *f, const char *value)
{
	static const char *const server[] = { "imap", "pop", "smtp" };
	char path[64];

	fputs("| Server | Host | Port |\n|---|---|---|\n", f);
	for (unsigned i = 0; i < 3; i++) {
		fprintf(f, "| %s | `", server[i]);
		snprintf(path, sizeof(path), "mail.%s.host", server[i]);
		put_value(f, value, path);
		fputs("` | ", f);
		snprintf(path, sizeof(path), "mail.%s.port", server[i]);
		put_value(f, value, path);
		fputs(" |\n", f);
	}
	fputs("\n", f);
}

/* --- articles ------------------------------------------------------------ */

/* Normal by twelve uniform draws; the spread is that of real help texts. */
static unsigned
length_of(uint64_t *seed)
{
	double z = -6;
	for (unsigned i = 0; i < 12; i++)
		z += chance(seed);
	return (unsigned)(MEDIAN * exp(0.35 * z));
}

static void
put_body(FILE *f, const struct side *s, unsigned id, uint64_t *seed)
{
	unsigned n = length_of(seed) / 7;
	const char *v = s->value;

	put_paragraph(f, s, v, seed, (struct amount){ n, 2, 1 });
	if (id % 2 == 0)
		put_include(f, s, id / 2 % SNIPPETS);
	put_heading(f, seed, "##");
	put_paragraph(f, s, v, seed, (struct amount){ n, 2, 1 });
	put_list(f, s, seed, true);
	put_heading(f, seed, "###");
	put_paragraph(f, s, v, seed, (struct amount){ n, 1, 0 });
	if (id % 5 == 1)
		put_branch(f, s);
	if (id % 5 == 3 && s->settings)
		fputs(s->settings, f);
	else if (id % 5 == 3)
		put_settings(f, NULL);
	put_heading(f, seed, "##");
	put_table(f, s, seed);
	put_paragraph(f, s, v, seed, (struct amount){ n, 1, 1 });
	put_heading(f, seed, "##");
	put_paragraph(f, s, v, seed, (struct amount){ n, 1, 1 });
	put_code(f, s, seed);
	put_list(f, s, seed, false);
	put_heading(f, seed, "###");
	put_paragraph(f, s, v, seed, (struct amount){ 2 * n, 1, 0 });
}

static void
put_front(FILE *f, unsigned id, uint64_t *seed)
{
	unsigned tag = below(seed, tags);
	fprintf(f, "---\ntitle: Article %u, ", id);
	put_words(f, seed, 4);
	fputs("\ndescription: ", f);
	put_words(f, seed, 12);
	fprintf(f, "\ntags: [t%03u, t%03u, t%03u]\n---\n", tag,
	    (tag + 1 + below(seed, 9)) % tags,
	    (tag + 20 + below(seed, 9)) % tags);
}

static void
write_articles(const struct side *s)
{
	for (unsigned id = 0; id < articles; id++) {
		uint64_t seed = 1000 + id;
		FILE *f = open_file(s, "%s/s%03u/a%05u.md", s->content,
		    id % sections, id);
		put_front(f, id, &seed);
		put_body(f, s, id, &seed);
		close_file(f);
	}
	for (unsigned i = 0; i < sections; i++) {
		uint64_t seed = 7000000 + i;
		FILE *f = open_file(s, "%s/s%03u/%s", s->content, i,
		    s->index);
		fprintf(f, "---\ntitle: Section %u\n", i);
		if (s->cascade)
			fprintf(f, s->cascade, i);
		fputs("---\n", f);
		put_paragraph(f, s, s->value, &seed,
		    (struct amount){ 30, 1, 0 });
		close_file(f);
	}
	FILE *f = open_file(s, "%s/%s", s->content, s->index);
	fputs("---\ntitle: Help\n---\nAll there is to know.\n", f);
	close_file(f);
}

static void
write_snippets(const struct side *s)
{
	for (unsigned i = 0; i < SNIPPETS; i++) {
		char path[256];
		snprintf(path, sizeof(path), s->snippet, i);
		FILE *f = open_file(s, "%s", path);
		put_snippet(f, s, s->inner, i);
		close_file(f);
	}
	/* livery and Hugo have theirs as code. */
	if (s->settings && strstr(s->settings, "settings.md")) {
		char path[256];
		snprintf(path, sizeof(path), s->snippet, 0);
		strcpy(strrchr(path, '/') + 1, "settings.md");
		FILE *f = open_file(s, "%s", path);
		put_settings(f, s->inner);
		close_file(f);
	}
}

static void
write_side(const struct side *s)
{
	write_articles(s);
	if (s->snippet)
		write_snippets(s);
	for (unsigned i = 0; s->brand && i < brands; i++) {
		char path[256];
		snprintf(path, sizeof(path), s->brand, i);
		FILE *f = open_file(s, "%s", path);
		side_brand(f, s, i);
		close_file(f);
	}
}

static unsigned
share(unsigned of)
{
	unsigned n = (unsigned)((unsigned long long)articles * of / 10000);
	return n < 3 ? 3 : n;
}

int
main(int argc, char **argv)
{
	if (argc < 5) {
		fputs("usage: corpus DIR ARTICLES BRANDS PROGRAM...\n",
		    stderr);
		return 2;
	}
	root = argv[1];
	articles = (unsigned)strtoul(argv[2], NULL, 10);
	brands = (unsigned)strtoul(argv[3], NULL, 10);
	if (articles < 2 || brands == 0)
		return 2;
	sections = share(SECTIONS);
	tags = share(TAGS);
	make_vocabulary();
	for (int i = 4; i < argc; i++) {
		const struct side *s = side_named(argv[i]);
		if (!s)
			return 2;
		write_side(s);
	}
	return 0;
}
