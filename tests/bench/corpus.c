/* The corpus of the benchmark: one body of articles, written twice, as a
   livery project and as a Hugo site. Same arguments, same bytes.
   usage: corpus DIR ARTICLES BRANDS */
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	WORDS = 4000,		/* in the vocabulary */
	WORD_MAX = 16,
	SECTIONS = 283,		/* of 10,000 articles; fewer in proportion */
	TAGS = 290,
	MEDIAN = 490		/* words of an article's prose; lists, tables
				   and code add about a hundred */
};

enum dialect { LIVERY, HUGO };

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
		unsigned n = 1 + below(&seed, i < 100 ? 2 : 4);
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

/* Makes the folders of a path below the root and opens the file there. */
__attribute__((format(printf, 1, 2))) static FILE *
open_file(const char *format, ...)
{
	char path[4096];
	va_list ap;
	int n = snprintf(path, sizeof(path), "%s/", root);
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

/* --- what differs between the two ---------------------------------------- */

static void
put_value(FILE *f, enum dialect d, const char *path)
{
	fprintf(f, d == LIVERY ? "{{ %s }}" : "{{< v \"%s\" >}}", path);
}

static void
put_link(FILE *f, enum dialect d, const char *text, unsigned to)
{
	fprintf(f, d == LIVERY ? "[%s](/s%03u/a%05u.md)" :
	    "[%s]({{< relref \"/s%03u/a%05u.md\" >}})", text, to % sections,
	    to);
}

static void
put_snippet(FILE *f, enum dialect d, unsigned which)
{
	fprintf(f, d == LIVERY ? "{%% include \"/_snippets/n%u.md\" %%}\n\n" :
	    "{{%% n%u %%}}\n\n", which);
}

static void
put_branch(FILE *f, enum dialect d, const char *const text[2])
{
	if (d == LIVERY)
		fprintf(f, "{%% if policy.recommended == \"imap\" %%}\n%s\n"
		    "{%% else %%}\n%s\n{%% end %%}\n\n", text[0], text[1]);
	else
		fprintf(f, "{{%% when \"imap\" %%}}\n%s\n{{%% /when %%}}\n"
		    "{{%% when \"pop\" %%}}\n%s\n{{%% /when %%}}\n\n",
		    text[0], text[1]);
}

static void
put_settings(FILE *f, enum dialect d)
{
	fputs(d == LIVERY ? "{% insert settings(mail) %}\n\n" :
	    "{{% settings %}}\n\n", f);
}

/* --- prose --------------------------------------------------------------- */

static const char *const value[] = { "brand.name", "mail.imap.host",
    "mail.imap.port", "mail.pop.host", "mail.pop.port", "mail.smtp.host",
    "mail.smtp.port", "webmail.name", "brand.domain", "support.request_url",
    "webmail.url", "panel.name", "mail.send_per_hour", "support.status_url" };

enum { VALUES = sizeof(value) / sizeof(value[0]) };

static void
put_words(FILE *f, uint64_t *seed, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		fprintf(f, "%s%s", i ? " " : "", any_word(seed));
}

/* A paragraph of about `n` words: emphasis, code, a value or a link here and
   there. */
static void
put_paragraph(FILE *f, enum dialect d, uint64_t *seed, unsigned n,
    unsigned values, unsigned links)
{
	for (unsigned i = 0; i < n; i++) {
		bool ends = i % 14 == 13 || i + 1 == n;
		unsigned kind = below(seed, 50);
		unsigned w = (unsigned)(chance(seed) * WORDS);
		fputs(i % 14 == 0 ? "The " : "", f);
		fprintf(f, kind == 0 ? "**%s**" : kind == 1 ? "`%s`" :
		    kind == 2 ? "*%s*" : "%s", word[w % 7 ? w / 9 : w]);
		if (values > 0 && i % 9 == 5) {
			fputs(" ", f);
			put_value(f, d, value[below(seed, VALUES)]);
			values--;
		}
		if (links > 0 && i % 11 == 7) {
			fputs(" ", f);
			put_link(f, d, any_word(seed), below(seed, articles));
			links--;
		}
		fputs(ends ? "." : "", f);
		fputs(i + 1 == n ? "\n\n" : " ", f);
	}
}

static void
put_list(FILE *f, enum dialect d, uint64_t *seed, bool steps)
{
	for (unsigned i = 0; i < 5; i++) {
		if (steps)
			fprintf(f, "%u. ", i + 1);
		else
			fputs("- ", f);
		put_words(f, seed, 6 + below(seed, 6));
		if (i == 1) {
			fputs(" ", f);
			put_value(f, d, value[below(seed, VALUES)]);
		}
		fputs(".\n", f);
	}
	fputs("\n", f);
}

static void
put_table(FILE *f, enum dialect d, uint64_t *seed)
{
	fputs("| Field | Value | Note |\n|---|---|---|\n", f);
	for (unsigned i = 0; i < 4; i++) {
		fprintf(f, "| %s | ", any_word(seed));
		put_value(f, d, value[below(seed, VALUES)]);
		fputs(" | ", f);
		put_words(f, seed, 4);
		fputs(" |\n", f);
	}
	fputs("\n", f);
}

static void
put_code(FILE *f, enum dialect d, uint64_t *seed)
{
	fputs("```sh\nopenssl s_client -connect ", f);
	put_value(f, d, "mail.imap.host");
	fputs(":", f);
	put_value(f, d, "mail.imap.port");
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
put_body(FILE *f, enum dialect d, unsigned id, uint64_t *seed)
{
	unsigned n = length_of(seed) / 7;

	put_paragraph(f, d, seed, n, 2, 1);
	if (id % 2 == 0)
		put_snippet(f, d, id / 2 % 20);
	put_heading(f, seed, "##");
	put_paragraph(f, d, seed, n, 2, 1);
	put_list(f, d, seed, true);
	put_heading(f, seed, "###");
	put_paragraph(f, d, seed, n, 1, 0);
	if (id % 5 == 1)
		put_branch(f, d, (const char *const[]){
		    "This server keeps a **copy** of each message.",
		    "This server *hands over* each message once." });
	if (id % 5 == 3)
		put_settings(f, d);
	put_heading(f, seed, "##");
	put_table(f, d, seed);
	put_paragraph(f, d, seed, n, 1, 1);
	put_heading(f, seed, "##");
	put_paragraph(f, d, seed, n, 1, 1);
	put_code(f, d, seed);
	put_list(f, d, seed, false);
	put_heading(f, seed, "###");
	put_paragraph(f, d, seed, 2 * n, 1, 0);
}

static void
put_front(FILE *f, unsigned id, uint64_t *seed)
{
	unsigned tag = below(seed, tags);
	fprintf(f, "---\ntitle: Article %u, ", id);
	put_words(f, seed, 4);
	fputs("\ndescription: ", f);
	put_words(f, seed, 12);
	fprintf(f, "\ntags: [t%03u, t%03u, t%03u]\n", tag,
	    (tag + 1 + below(seed, 9)) % tags,
	    (tag + 20 + below(seed, 9)) % tags);
	fprintf(f, "---\n");
}

static const char *const folder[] = { "livery", "hugo" };

static void
write_articles(enum dialect d)
{
	for (unsigned id = 0; id < articles; id++) {
		uint64_t seed = 1000 + id;
		FILE *f = open_file("%s/content/s%03u/a%05u.md", folder[d],
		    id % sections, id);
		put_front(f, id, &seed);
		put_body(f, d, id, &seed);
		close_file(f);
	}
	for (unsigned i = 0; i < sections; i++) {
		uint64_t seed = 7000000 + i;
		FILE *f = open_file("%s/content/s%03u/_index.md", folder[d],
		    i);
		fprintf(f, "---\ntitle: Section %u\n---\n", i);
		put_paragraph(f, d, &seed, 30, 1, 0);
		close_file(f);
	}
	FILE *f = open_file("%s/content/_index.md", folder[d]);
	fputs("---\ntitle: Help\n---\nAll there is to know.\n", f);
	close_file(f);
}

/* --- livery's side ------------------------------------------------------- */

static void
write_livery_brand(unsigned b)
{
	FILE *f = open_file("livery/providers/b%03u.lua", b);
	fprintf(f, "return provider {\n  extends = \"base\",\n"
	    "  name = \"Zyxhost%03u\", domain = \"zyx%03u.example\",\n"
	    "  url = \"https://help.zyx%03u.example/\",\n"
	    "  home = \"https://www.zyx%03u.example/\",\n", b, b, b, b);
	fprintf(f, "  policy = { recommended = \"%s\" },\n",
	    b % 2 ? "pop" : "imap");
	fprintf(f, "  mail = {\n"
	    "    imap = { host = \"imap.zyx%03u.example\", port = 993 },\n"
	    "    pop = { host = \"pop.zyx%03u.example\", port = 995 },\n"
	    "    smtp = { host = \"smtp.zyx%03u.example\", port = 465 },\n"
	    "    send_per_hour = %u,\n  },\n", b, b, b, 300 + b);
	fprintf(f, "  webmail = { name = \"Zyxmail%03u\", "
	    "url = \"https://webmail.zyx%03u.example/\" },\n"
	    "  panel = { name = \"control panel\" },\n", b, b);
	fprintf(f, "  support = { name = \"support team\",\n"
	    "    request_url = \"https://support.zyx%03u.example/new\",\n"
	    "    status_url = \"https://status.zyx%03u.example/\" },\n}\n", b,
	    b);
	close_file(f);
}

static void
write_livery(void)
{
	FILE *f = open_file("livery/providers/base.lua");
	fputs("return provider { livery = 1, locales = { \"en\" }, theme = "
	    "\"minimal\" }\n", f);
	close_file(f);
	f = open_file("livery/providers/macros.lua");
	fputs("local function row(what, s)\n"
	    "  return md(\"| %s | `%s` | %s |\\n\", what, s.host, s.port)\n"
	    "end\n\n"
	    "local function settings(mail)\n"
	    "  return md(\"| Server | Host | Port |\\n|---|---|---|\\n\") ..\n"
	    "    row(\"IMAP\", mail.imap) .. row(\"POP\", mail.pop) ..\n"
	    "    row(\"SMTP\", mail.smtp)\nend\n\n"
	    "return { settings = settings }\n", f);
	close_file(f);
	for (unsigned i = 0; i < brands; i++)
		write_livery_brand(i);
	for (unsigned i = 0; i < 20; i++) {
		uint64_t seed = 9000000 + i;
		f = open_file("livery/content/_snippets/n%u.md", i);
		put_paragraph(f, LIVERY, &seed, 40, 2, 0);
		close_file(f);
	}
}

/* --- Hugo's side --------------------------------------------------------- */

static void
write_hugo_brand(unsigned b)
{
	FILE *f = open_file("hugo/data/brands/b%03u.json", b);
	fprintf(f, "{\"brand\": {\"name\": \"Zyxhost%03u\", \"domain\": "
	    "\"zyx%03u.example\"},\n\"policy\": {\"recommended\": \"%s\"},\n",
	    b, b, b % 2 ? "pop" : "imap");
	fprintf(f, "\"mail\": {\"imap\": {\"host\": \"imap.zyx%03u.example\","
	    " \"port\": \"993\"},\n\"pop\": {\"host\": "
	    "\"pop.zyx%03u.example\", \"port\": \"995\"},\n", b, b);
	fprintf(f, "\"smtp\": {\"host\": \"smtp.zyx%03u.example\", \"port\": "
	    "\"465\"}, \"send_per_hour\": \"%u\"},\n", b, 300 + b);
	fprintf(f, "\"webmail\": {\"name\": \"Zyxmail%03u\", \"url\": "
	    "\"https://webmail.zyx%03u.example/\"},\n", b, b);
	fprintf(f, "\"panel\": {\"name\": \"control panel\"},\n"
	    "\"support\": {\"request_url\": "
	    "\"https://support.zyx%03u.example/new\",\n\"status_url\": "
	    "\"https://status.zyx%03u.example/\"}}\n", b, b);
	close_file(f);
}

/* A snippet's values are read from the brand's data, as in any partial. */
static void
write_hugo_snippet(unsigned i)
{
	uint64_t seed = 9000000 + i;
	char *text;
	size_t n;
	FILE *m = open_memstream(&text, &n);
	FILE *f = open_file("hugo/layouts/shortcodes/n%u.html", i);
	if (!m)
		fail("memory");
	put_paragraph(m, HUGO, &seed, 40, 2, 0);
	close_file(m);
	for (char *p = text; *p; p++) {
		if (strncmp(p, "{{< v \"", 7) == 0) {
			p += 7;
			fputs("{{ index (index site.Data.brands "
			    "site.Params.brand) (split \"", f);
			while (*p != '"')
				fputc(*p++, f);
			fputs("\" \".\") }}", f);
			p += 4;
		} else {
			fputc(*p, f);
		}
	}
	free(text);
	close_file(f);
}

static void
write_hugo(void)
{
	for (unsigned i = 0; i < brands; i++)
		write_hugo_brand(i);
	for (unsigned i = 0; i < 20; i++)
		write_hugo_snippet(i);
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
	if (argc != 4) {
		fputs("usage: corpus DIR ARTICLES BRANDS\n", stderr);
		return 2;
	}
	root = argv[1];
	articles = (unsigned)strtoul(argv[2], NULL, 10);
	brands = (unsigned)strtoul(argv[3], NULL, 10);
	if (articles == 0 || brands == 0)
		return 2;
	sections = share(SECTIONS);
	tags = share(TAGS);
	make_vocabulary();
	write_articles(LIVERY);
	write_livery();
	write_articles(HUGO);
	write_hugo();
	return 0;
}
