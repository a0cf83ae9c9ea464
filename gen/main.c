/* livery: finds the command and hands it the options. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/suggest.h"
#include "command/command.h"

static int
unknown_command(const char *name)
{
	struct suggest s = { 0 };
	for (const struct command *c = commands; c->name; c++)
		suggest_offer(&s, str_c(name), str_c(c->name));
	if (s.best.n)
		return usage_error("unknown command `%s`, did you mean "
		    "`%.*s`?", name, STR_ARG(s.best));
	return usage_error("unknown command `%s`; `livery --help` lists them",
	    name);
}

static int
run(const struct command *c, int argc, char **argv)
{
	struct arena *a = arena_new();
	struct options o;
	bool help;
	int status = EXIT_USAGE;
	if (options_parse(c, argc, argv, a, &o, &help)) {
		if (help)
			help_print(c);
		status = help ? EXIT_DONE : c->run(&o);
	}
	arena_free(a);
	return status;
}

int
main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);	/* a write fails and is reported */
	if (argc < 2) {
		help_print(NULL);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		help_print(NULL);
		return EXIT_DONE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		print_out(STR("livery " LIVERY_VERSION "\n"));
		return EXIT_DONE;
	}
	const struct command *c = command_find(argv[1]);
	return c ? run(c, argc - 2, argv + 2) : unknown_command(argv[1]);
}
