/* Units of progress: what a terminal gets to see, and what nothing else does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/progress.h"

enum { SILENCE_MS = 1050, STEP_MS = 150 };

static void
pause_for(long ms)
{
	const struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

/* A build: a quick stage, then a slow one of three steps. */
static void
work(struct progress *p)
{
	progress_stage(p, "Loading", "articles", 0);
	progress_step(p, 2);
	progress_stage(p, "Writing", "pages", 300);
	pause_for(SILENCE_MS);
	for (uint64_t i = 1; i <= 3; i++) {
		progress_step(p, 100 * i);
		pause_for(STEP_MS);
	}
	progress_stage(p, NULL, NULL, 0);
}

static void
whole(struct arena *a)
{
	struct progress *p = progress_new(a, false, true);

	work(p);
	progress_clear(p);
}

static void
quiet(struct arena *a)
{
	work(progress_new(a, true, true));
}

static void
quick(struct arena *a)
{
	struct progress *p = progress_new(a, false, true);

	progress_stage(p, "Writing", "pages", 300);
	progress_step(p, 300);
	progress_clear(p);
}

static void
broken(struct arena *a)
{
	work(progress_new(a, false, true));
	die(0, "the disk is gone");
}

/* What `fn` prints on a terminal of so many columns. */
static char *
shown(void (*fn)(struct arena *a), unsigned short columns, const char *term)
{
	static char text[4096];
	const struct winsize size = { .ws_row = 24, .ws_col = columns };
	int pty = posix_openpt(O_RDWR | O_NOCTTY);
	size_t n = 0;
	ssize_t got;

	assert_true(pty >= 0 && grantpt(pty) == 0 && unlockpt(pty) == 0);
	int terminal = open(ptsname(pty), O_RDWR | O_NOCTTY);
	assert_true(terminal >= 0);
	assert_int_equal(ioctl(terminal, TIOCSWINSZ, &size), 0);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		setenv("TERM", term, 1);
		dup2(terminal, STDERR_FILENO);
		fn(arena_new());
		_exit(0);
	}
	close(terminal);
	while (n < sizeof(text) - 1 && (got = read(pty, text + n,
	    sizeof(text) - 1 - n)) > 0)
		n += (size_t)got;
	text[n] = '\0';
	close(pty);
	waitpid(pid, NULL, 0);
	return text;
}

#define WIPE "\r\033[K"

static void
a_terminal_sees_stage_count_rate_and_time_left(void **state)
{
	const char *text = shown(whole, 80, "xterm");

	(void)state;
	assert_null(strstr(text, "Loading"));
	assert_non_null(strstr(text, WIPE "Writing 100/300 pages  "));
	assert_non_null(strstr(text, "/s  "));
	assert_non_null(strstr(text, " s left"));
	const char *last = strstr(text, WIPE "Writing 300/300 pages  ");
	assert_non_null(last);
	assert_null(strstr(last, "left"));
	assert_null(strchr(text, '\n'));
	assert_string_equal(text + strlen(text) - strlen(WIPE), WIPE);
}

static void
a_narrow_terminal_is_not_wrapped(void **state)
{
	char *text = shown(whole, 20, "xterm");
	unsigned lines = 0;

	(void)state;
	for (char *at = strstr(text, WIPE); at; lines++) {
		char *line = at + strlen(WIPE);
		at = strstr(line, WIPE);
		assert_true((at ? (size_t)(at - line) : strlen(line)) <= 19);
	}
	assert_true(lines >= 3);
}

static void
nothing_where_nothing_is_wanted(void **state)
{
	(void)state;
	assert_string_equal(shown(quiet, 80, "xterm"), "");
	assert_string_equal(shown(quick, 80, "xterm"), "");
	assert_string_equal(shown(whole, 80, "dumb"), "");
}

static void
a_death_wipes_the_line(void **state)
{
	(void)state;
	assert_non_null(strstr(shown(broken, 80, "xterm"),
	    WIPE "livery: the disk is gone"));
}

static void
nothing_where_there_is_no_terminal(void **state)
{
	char text[64];
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDERR_FILENO);
		whole(arena_new());
		_exit(0);
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], text, sizeof(text)), 0);
	close(ends[0]);
	waitpid(pid, NULL, 0);
}

static void
work_that_nobody_watches(void **state)
{
	(void)state;
	progress_stage(NULL, "Writing", "pages", 1);
	progress_step(NULL, 1);
	progress_clear(NULL);
	assert_true(progress_seconds(NULL) <= 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_terminal_sees_stage_count_rate_and_time_left),
		cmocka_unit_test(a_narrow_terminal_is_not_wrapped),
		cmocka_unit_test(nothing_where_nothing_is_wanted),
		cmocka_unit_test(a_death_wipes_the_line),
		cmocka_unit_test(nothing_where_there_is_no_terminal),
		cmocka_unit_test(work_that_nobody_watches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
