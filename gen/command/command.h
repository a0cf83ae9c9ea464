/* The commands: stage order only. Each takes parsed options and returns the
   exit status of DESIGN.md: 0 done, 1 content errors, 2 wrong usage. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "base/diag.h"
#include "livery.h"

enum { EXIT_DONE = 0, EXIT_CONTENT = 1, EXIT_USAGE = 2 };

enum only {
	ONLY_SITE = 1, ONLY_PRINT = 2, ONLY_ZIP = 4, ONLY_EPUB = 8,
	ONLY_SEARCH = 16,	/* never without the site or its zip */
	ONLY_ALL = 31
};

enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

struct brand_url {
	struct str brand;
	struct str url;
};

/* Strings point into argv or are literals. */
struct options {
	const char *dir;	/* -C, "." by default */
	const char *out;	/* -o, null for DIR/public */
	struct str *brand;	/* -b */
	size_t nbrands;
	unsigned jobs;		/* -j, 0: as many as processors */
	unsigned only;		/* bits of enum only */
	bool keep_going;
	bool internal;		/* --audience internal */
	bool drafts;
	struct brand_url *url;	/* --url */
	size_t nurls;
	const char **as_error;	/* -W: "error" or the names of warnings */
	size_t nas_error;
	enum diag_format format;
	enum colour colour;
	bool quiet;
	bool timings;		/* build, check */
	bool no_cache;
	const char *cache;	/* --cache, null for the user's */
	bool overrides;		/* vars */
	const char *plain;	/* render: "commonmark" or "gfm" */
	const char **arg;	/* what is left of the command line */
	size_t nargs;
};

struct command {
	const char *name;
	const char *usage;	/* arguments, behind "livery NAME" */
	const char *summary;	/* one line */
	const char *text;	/* paragraphs for `livery NAME --help` */
	int (*run)(const struct options *o);
	unsigned bit;		/* its bit in option tables */
};

enum {
	COMMAND_BUILD = 1, COMMAND_CHECK = 2, COMMAND_VARS = 4,
	COMMAND_RENDER = 8, COMMAND_NEW = 16, COMMAND_HELP = 32
};

/* The table ends with a null name. */
extern const struct command commands[];
const struct command *command_find(const char *name);

/* Reads the options behind the command's name; their lists live in `a`. On
   wrong usage prints one line with the fix and returns false; `*help` is set
   when --help was given. */
bool options_parse(const struct command *c, int argc, char **argv,
    struct arena *a, struct options *o, bool *help);
/* The option list of a command, for its help. */
void options_print(const struct command *c, struct buf *out);
/* Whether stderr gets colours under these options. */
bool options_colour(const struct options *o);

int command_build(const struct options *o);
int command_check(const struct options *o);
int command_vars(const struct options *o);
int command_render(const struct options *o);
int command_new(const struct options *o);
int command_help(const struct options *o);

/* Help texts on stdout; the general one when `c` is null. */
void help_print(const struct command *c);

/* Writes all of `s` to standard output; a failure ends the program with
   status 3. */
void print_out(struct str s);
/* One line "livery: ..." on stderr for wrong usage. */
int usage_error(const char *fmt, ...) LIVERY_PRINTF(1, 2);

#endif
