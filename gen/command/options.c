/* The command line: one table of options, read for parsing and for help. */
#include "command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/suggest.h"
#include "value/value.h"

#define PROJECT (COMMAND_BUILD | COMMAND_CHECK | COMMAND_VARS | COMMAND_RENDER)
#define MAKING (COMMAND_BUILD | COMMAND_CHECK)
#define ALL (~0u)

enum opt {
	OPT_DIR, OPT_OUT, OPT_BRAND, OPT_JOBS, OPT_ONLY, OPT_KEEP_GOING,
	OPT_AUDIENCE, OPT_DRAFTS, OPT_WARN, OPT_URL, OPT_OVERRIDES, OPT_PLAIN,
	OPT_CACHE, OPT_NO_CACHE, OPT_FORMAT, OPT_COLOUR, OPT_QUIET, OPT_TIMINGS, OPT_HELP
};

struct spec {
	enum opt id;
	char letter;		/* 0 for none */
	const char *name;	/* null for none */
	const char *arg;	/* null when it takes none */
	unsigned commands;
	const char *help;
};

static const struct spec specs[] = {
	{ OPT_DIR, 'C', NULL, "DIR", PROJECT | COMMAND_NEW,
	  "work in the project at DIR instead of this folder" },
	{ OPT_OUT, 'o', NULL, "OUT", COMMAND_BUILD,
	  "write to OUT instead of DIR/public" },
	{ OPT_BRAND, 'b', NULL, "BRAND", PROJECT,
	  "only this brand; may be given more than once" },
	{ OPT_JOBS, 'j', NULL, "N", MAKING,
	  "use N worker processes; 1 to 64, default: one per processor" },
	{ OPT_ONLY, 0, "only", "LIST", MAKING,
	  "make only these: site, search, print, zip, epub, with commas" },
	{ OPT_KEEP_GOING, 0, "keep-going", NULL, COMMAND_BUILD,
	  "publish the brands without errors; exit status 1 all the same" },
	{ OPT_AUDIENCE, 0, "audience", "WHO", MAKING | COMMAND_RENDER,
	  "public (default), or internal: internal articles are built too" },
	{ OPT_DRAFTS, 0, "drafts", NULL, MAKING | COMMAND_RENDER,
	  "build articles with `draft: true` too" },
	{ OPT_URL, 0, "url", "BRAND=URL", MAKING,
	  "a preview published at URL: search engines are asked to stay away" },
	{ OPT_WARN, 'W', NULL, "NAME", MAKING,
	  "treat warnings as errors: `-W error` all, or one by its name" },
	{ OPT_OVERRIDES, 0, "overrides", NULL, COMMAND_VARS,
	  "list only what a brand sets differently from base" },
	{ OPT_PLAIN, 0, "plain", "SPEC", COMMAND_RENDER,
	  "Markdown in, HTML out by `commonmark` or `gfm`: no project" },
	{ OPT_FORMAT, 0, "format", "FORMAT", PROJECT,
	  "of diagnostics: human (default), json, sarif or github" },
	{ OPT_COLOUR, 0, "color", "WHEN", ALL,
	  "auto (default), always or never" },
	{ OPT_QUIET, 'q', "quiet", NULL, ALL,
	  "no progress and no summary; diagnostics only" },
	{ OPT_CACHE, 0, "cache", "DIR", COMMAND_BUILD,
	  "remember builds in DIR instead of ~/.cache/livery" },
	{ OPT_NO_CACHE, 0, "no-cache", NULL, COMMAND_BUILD,
	  "build everything, remember nothing" },
	{ OPT_TIMINGS, 0, "timings", NULL, MAKING,
	  "a table of what each stage took, at the end" },
	{ OPT_HELP, 'h', "help", NULL, ALL, "show this text" },
};

#define SPECS (sizeof(specs) / sizeof(specs[0]))

int
usage_error(const char *fmt, ...)
{
	va_list ap;
	fputs("livery: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return EXIT_USAGE;
}

static const struct spec *
spec_of_letter(char c, unsigned command)
{
	for (size_t i = 0; i < SPECS; i++)
		if (specs[i].letter == c && (specs[i].commands & command))
			return &specs[i];
	return NULL;
}

static const struct spec *
spec_of_name(struct str name, unsigned command)
{
	for (size_t i = 0; i < SPECS; i++)
		if (specs[i].name && (specs[i].commands & command) &&
		    str_eq(name, str_c(specs[i].name)))
			return &specs[i];
	return NULL;
}

static void
unknown_option(const struct command *c, const char *arg)
{
	struct suggest s = { 0 };
	struct str name = { 0 }, rest;
	if (strncmp(arg, "--", 2) == 0) {
		str_cut(str_c(arg + 2), '=', &name, &rest);
		for (size_t i = 0; i < SPECS; i++)
			if (specs[i].name && (specs[i].commands & c->bit))
				suggest_offer(&s, name, str_c(specs[i].name));
	}
	if (s.best.n)
		usage_error("%s: unknown option %s, did you mean --%.*s?",
		    c->name, arg, STR_ARG(s.best));
	else
		usage_error("%s: unknown option %s; `livery %s --help` lists "
		    "them", c->name, arg, c->name);
}

/* The bit of a deliverable, 0 for none. */
static unsigned
deliverable(struct str word)
{
	static const struct {
		const char *word;
		unsigned bit;
	} rows[] = {
		{ "site", ONLY_SITE }, { "search", ONLY_SEARCH },
		{ "print", ONLY_PRINT },
		{ "zip", ONLY_ZIP }, { "epub", ONLY_EPUB },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_eq(word, str_c(rows[i].word)))
			return rows[i].bit;
	return 0;
}

static bool
read_only(const char *value, struct options *o)
{
	struct str rest = str_c(value), word;
	bool more = true;
	for (o->only = 0; more; ) {
		more = str_cut(rest, ',', &word, &rest);
		unsigned bit = deliverable(word);
		if (bit == 0) {
			usage_error("--only takes site, search, print, zip and "
			    "epub, separated by commas, not `%.*s`", STR_ARG(word));
			return false;
		}
		o->only |= bit;
	}
	if ((o->only & ONLY_SEARCH) && !(o->only & ONLY_ZIP))
		o->only |= ONLY_SITE;
	return true;
}

/* Of a folder on a server: paths are put behind it. */
static bool
is_address(struct str url)
{
	const char *why;
	struct str host, rest;

	return (str_starts(url, STR("https://")) ||
	    str_starts(url, STR("http://"))) && value_check_url(url, &why) &&
	    str_find_char(url, '?', 0) < 0 && str_find_char(url, '#', 0) < 0 &&
	    str_cut(url, '/', &host, &rest) && rest.n > 1 && rest.p[1] != '/';
}

static bool
read_url(const char *value, struct options *o)
{
	struct str brand, url;
	if (!str_cut(str_c(value), '=', &brand, &url) || !brand.n || !url.n) {
		usage_error("--url takes BRAND=URL, for example "
		    "portdns=https://preview.example/portdns/");
		return false;
	}
	if (!is_address(url)) {
		usage_error("--url: `%.*s` is no address to publish at: "
		    "https://, a host and a path", STR_ARG(url));
		return false;
	}
	o->url[o->nurls++] = (struct brand_url){ brand, url };
	return true;
}

static bool
read_jobs(const char *value, struct options *o)
{
	uint64_t n;
	if (!str_to_uint(str_c(value), &n) || n < 1 || n > 64) {
		usage_error("-j takes a number from 1 to 64, not `%s`", value);
		return false;
	}
	o->jobs = (unsigned)n;
	return true;
}

/* One of several words; -1 after a message. */
static int
read_word(const char *option, const char *value, const char *const *words)
{
	struct buf all = BUF_INIT;
	for (int i = 0; words[i]; i++) {
		if (strcmp(words[i], value) == 0) {
			buf_free(&all);
			return i;
		}
		buf_printf(&all, "%s%s", i ? ", " : "", words[i]);
	}
	usage_error("%s takes one of %.*s, not `%s`", option, (int)all.n,
	    all.p, value);
	buf_free(&all);
	return -1;
}

static bool
apply_word(enum opt id, const char *v, struct options *o)
{
	static const char *const whos[] = { "public", "internal", NULL };
	static const char *const formats[] = { "human", "json", "sarif",
	    "github", NULL };
	static const char *const whens[] = { "auto", "always", "never", NULL };
	static const char *const plains[] = { "commonmark", "gfm", NULL };
	int i;
	switch (id) {
	case OPT_AUDIENCE:
		o->internal = (i = read_word("--audience", v, whos)) == 1;
		return i >= 0;
	case OPT_FORMAT:
		i = read_word("--format", v, formats);
		o->format = i < 0 ? DIAG_HUMAN : (enum diag_format)i;
		return i >= 0;
	case OPT_COLOUR:
		i = read_word("--color", v, whens);
		o->colour = i < 0 ? COLOUR_AUTO : (enum colour)i;
		return i >= 0;
	default:
		o->plain = v;
		return read_word("--plain", v, plains) >= 0;
	}
}

static bool
apply(const struct spec *s, const char *v, struct options *o, bool *help)
{
	switch (s->id) {
	case OPT_DIR: o->dir = v; return true;
	case OPT_OUT: o->out = v; return true;
	case OPT_BRAND: o->brand[o->nbrands++] = str_c(v); return true;
	case OPT_JOBS: return read_jobs(v, o);
	case OPT_ONLY: return read_only(v, o);
	case OPT_KEEP_GOING: o->keep_going = true; return true;
	case OPT_DRAFTS: o->drafts = true; return true;
	case OPT_URL: return read_url(v, o);
	case OPT_WARN: o->as_error[o->nas_error++] = v; return true;
	case OPT_OVERRIDES: o->overrides = true; return true;
	case OPT_QUIET: o->quiet = true; return true;
	case OPT_TIMINGS: o->timings = true; return true;
	case OPT_CACHE: o->cache = v; return true;
	case OPT_NO_CACHE: o->no_cache = true; return true;
	case OPT_HELP: *help = true; return true;
	default: return apply_word(s->id, v, o);
	}
}

static bool
missing_argument(const struct command *c, const struct spec *s)
{
	if (s->name)
		usage_error("%s: --%s needs %s behind it", c->name, s->name,
		    s->arg);
	else
		usage_error("%s: -%c needs %s behind it", c->name, s->letter,
		    s->arg);
	return false;
}

/* Reads the option at argv[*i], and its argument. */
static bool
read_option(const struct command *c, int argc, char **argv, int *i,
    struct options *o, bool *help)
{
	const char *arg = argv[*i], *value = NULL;
	const struct spec *s;
	if (arg[1] == '-') {
		struct str name, rest;
		if (str_cut(str_c(arg + 2), '=', &name, &rest))
			value = rest.p;
		s = spec_of_name(name, c->bit);
	} else {
		s = spec_of_letter(arg[1], c->bit);
		if (s && arg[2])
			value = arg + 2;
	}
	if (!s || (value && !s->arg)) {
		unknown_option(c, arg);
		return false;
	}
	if (s->arg && !value) {
		if (*i + 1 >= argc)
			return missing_argument(c, s);
		value = argv[++*i];
	}
	return apply(s, value, o, help);
}

bool
options_parse(const struct command *c, int argc, char **argv,
    struct arena *a, struct options *o, bool *help)
{
	size_t most = (size_t)argc + 1;
	*o = (struct options){ .dir = ".", .only = ONLY_ALL };
	o->brand = ARENA_ARRAY(a, most, struct str);
	o->url = ARENA_ARRAY(a, most, struct brand_url);
	o->as_error = ARENA_ARRAY(a, most, const char *);
	o->arg = ARENA_ARRAY(a, most, const char *);
	*help = false;
	bool rest = false;
	for (int i = 0; i < argc; i++) {
		if (rest || argv[i][0] != '-' || !argv[i][1])
			o->arg[o->nargs++] = argv[i];
		else if (strcmp(argv[i], "--") == 0)
			rest = true;
		else if (!read_option(c, argc, argv, &i, o, help))
			return false;
	}
	return true;
}

void
options_print(const struct command *c, struct buf *out)
{
	for (size_t i = 0; i < SPECS; i++) {
		const struct spec *s = &specs[i];
		char left[64];
		if (!(s->commands & c->bit))
			continue;
		if (s->name && s->letter)
			snprintf(left, sizeof(left), "-%c, --%s", s->letter,
			    s->name);
		else if (s->name)
			snprintf(left, sizeof(left), "--%s%s%s", s->name,
			    s->arg ? " " : "", s->arg ? s->arg : "");
		else
			snprintf(left, sizeof(left), "-%c %s", s->letter,
			    s->arg ? s->arg : "");
		buf_printf(out, "  %-18s %s\n", left, s->help);
	}
}

bool
options_colour(const struct options *o)
{
	const char *no = getenv("NO_COLOR");
	if (o->colour != COLOUR_AUTO)
		return o->colour == COLOUR_ALWAYS;
	return isatty(STDERR_FILENO) && !(no && *no);
}
