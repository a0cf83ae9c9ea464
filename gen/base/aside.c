/* One fork and one pipe. The child outlives every signal but a hard one, so that
   it can undo what it began: its parent's end shows in the pipe. */
#include "base/aside.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"

/* Of the child. */
static int word = -1;		/* where it comes from, until it has come */
static bool counts;

/* Locks that the parent holds by a descriptor must not outlast it. */
static void
live(int fd, bool (*work)(void *ctx), void *ctx)
{
	static const int ending[] = { SIGINT, SIGTERM, SIGHUP };

	for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++)
		signal(ending[i], SIG_IGN);
	word = STDERR_FILENO + 1;
	if (fd != word && dup2(fd, word) < 0)
		_exit(1);
	close_range((unsigned)word + 1, ~0u, 0);
	_exit(work(ctx) ? 0 : 1);
}

void
aside_begin(struct aside *s, bool (*work)(void *ctx), void *ctx)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		die(errno, "cannot make a pipe");
	/* What a child inherits in a stdio buffer it might write again. */
	fflush(stdout);
	fflush(stderr);
	s->pid = fork();
	if (s->pid < 0)
		die(errno, "cannot start a process");
	if (s->pid == 0) {
		close(ends[1]);
		live(ends[0], work, ctx);
	}
	close(ends[0]);
	s->word = ends[1];
}

bool
aside_counts(void)
{
	char said = 0;
	ssize_t n;

	if (word < 0)
		return counts;
	do
		n = read(word, &said, 1);
	while (n < 0 && errno == EINTR);
	counts = n == 1;
	close(word);
	word = -1;
	return counts;
}

void
aside_stop(struct aside *s)
{
	if (s->pid != 0)
		kill(s->pid, SIGKILL);
	(void)aside_end(s, false);
}

/* The child may have ended already: then nobody reads. */
bool
aside_end(struct aside *s, bool good)
{
	int status = 1;

	if (s->pid == 0)
		return false;
	if (good && write(s->word, "", 1) < 0 && errno != EPIPE)
		die(errno, "cannot speak to a process");
	close(s->word);
	while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR)
		;
	s->pid = 0;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
