/* Help texts: the table of commands, and `livery help`. */
#include "command/command.h"

#include <string.h>
#include <unistd.h>
#include <errno.h>

#include "base/buf.h"
#include "base/str.h"

const struct command commands[] = {
	{ "build", "[options]", "compile every brand into public/",
	  "Compiles the articles in content/ for every brand in providers/ and "
	  "publishes\npublic/BRAND/ (the site), print.html in it, and "
	  "public/BRAND.zip. If anything is\nwrong, nothing is published and "
	  "the last good output stays as it was.\n\n"
	  "  livery build                     all brands\n"
	  "  livery build -b portdns          one of them\n"
	  "  livery build --only site -o /tmp/preview\n",
	  command_build, COMMAND_BUILD },
	{ "check", "[options]", "find everything a build would complain about",
	  "Does all that build does but writes nothing: undefined values, "
	  "broken links and\nanchors, one brand's facts in another's output. "
	  "Exit status 1 if there are errors.\n\n"
	  "  livery check --format json       for an editor or a CI job\n",
	  command_check, COMMAND_CHECK },
	{ "vars", "[options]", "list every field, its value and where it is set",
	  "Lists the fields an article can use, with their value in each brand "
	  "and the place\nthat sets it.\n\n"
	  "  livery vars -b portdns           one brand\n"
	  "  livery vars --overrides          what brands set differently from "
	  "base\n",
	  command_vars, COMMAND_VARS },
	{ "render", "[options] FILE", "one article's HTML on standard output",
	  "Writes the body of one article as a brand shows it. With --plain it "
	  "is a Markdown\nconverter that needs no project; FILE may be - for "
	  "standard input.\n\n"
	  "  livery render -b portdns content/email/imap-vs-pop.md\n"
	  "  livery render --plain=gfm - <notes.md\n",
	  command_render, COMMAND_RENDER },
	{ "new", "project|article|brand|theme NAME",
	  "start a project, an article, a brand or a theme",
	  "Writes a small working start and says what it wrote. Never "
	  "overwrites a file.\n\n"
	  "  livery new project docs\n"
	  "  livery new article email/spam-filter\n"
	  "  livery new brand acme\n"
	  "  livery new theme ours\n",
	  command_new, COMMAND_NEW },
	{ "help", "[COMMAND|diagnostics]",
	  "explain a command, or all diagnostics",
	  "  livery help build\n"
	  "  livery help diagnostics          every error and warning, and "
	  "what it means\n",
	  command_help, COMMAND_HELP },
	{ 0 }
};

const struct command *
command_find(const char *name)
{
	for (const struct command *c = commands; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

void
print_out(struct str s)
{
	while (s.n) {
		ssize_t w = write(STDOUT_FILENO, s.p, s.n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			die(errno, "cannot write to standard output");
		s.p += w;
		s.n -= (size_t)w;
	}
}

static void
general(struct buf *b)
{
	buf_c(b, "livery compiles one body of Markdown articles into a branded "
	    "help centre\nfor every brand of a hosting company.\n\n"
	    "usage: livery COMMAND [options]\n\n");
	for (const struct command *c = commands; c->name; c++)
		buf_printf(b, "  %-8s %s\n", c->name, c->summary);
	buf_c(b, "\nA project is a folder with content/, providers/ and, if "
	    "you like, themes/.\n`livery new project NAME` starts one; "
	    "`livery COMMAND --help` says more;\n`man livery` has it all.\n\n"
	    "exit status: 0 done, 1 errors in the content, 2 wrong usage, "
	    "3 the system failed\n");
}

void
help_print(const struct command *c)
{
	struct buf b = BUF_INIT;
	if (!c) {
		general(&b);
	} else {
		buf_printf(&b, "usage: livery %s %s\n\n%s\noptions:\n",
		    c->name, c->usage, c->text);
		options_print(c, &b);
	}
	print_out(buf_view(&b));
	buf_free(&b);
}

static int
diagnostics(void)
{
	static const char *const words[] = { "warning", "error" };
	struct buf b = BUF_INIT;
#define DIAG(id, name, severity, help) \
	buf_printf(&b, "%-20s %-8s %s\n", name, words[severity], help);
#include "base/diag_table.h"
#undef DIAG
	print_out(buf_view(&b));
	buf_free(&b);
	return EXIT_DONE;
}

int
command_help(const struct options *o)
{
	const struct command *c = NULL;
	if (o->nargs > 1)
		return usage_error("help takes one command's name");
	if (o->nargs && strcmp(o->arg[0], "diagnostics") == 0)
		return diagnostics();
	if (o->nargs && !(c = command_find(o->arg[0])))
		return usage_error("help: there is no command `%s`", o->arg[0]);
	help_print(c);
	return EXIT_DONE;
}
