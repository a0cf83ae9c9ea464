/* Units of the forked workers: order, limits, deaths, large answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"
#include "base/workers.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#endif
#ifndef WITH_ASAN
#define WITH_ASAN 0
#endif

/* All units run twice: answers that need not last, and answers that do. */
static struct arena *keep;
#define workers_run(...) workers_run_kept(keep, __VA_ARGS__)

enum { MOST = 20000 };

struct log {
	uint32_t n;			/* answers so far */
	enum job_status status[MOST];
	size_t size[MOST];
	uint32_t first[MOST];		/* first four bytes of the answer */
	const char *answer[MOST];
	bool wrong_order;
};

static struct log log_;
static volatile char sink;
static char *volatile kept;	/* or the compiler would leave out the malloc */

static void
note(void *ctx, uint32_t job, enum job_status status, struct str answer)
{
	struct log *l = ctx;

	l->wrong_order |= job != l->n;
	l->status[l->n] = status;
	l->size[l->n] = answer.n;
	if (answer.n >= 4)
		memcpy(&l->first[l->n], answer.p, 4);
	l->answer[l->n] = answer.p;
	l->n++;
}

static int
start_log(void **state)
{
	(void)state;
	memset(&log_, 0, sizeof(log_));
	return 0;
}

/* Every child must have been reaped. */
static int
no_children(void **state)
{
	(void)state;
	workers_reap();
	return waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD ? 0 : -1;
}

static void
number(void *ctx, uint32_t job, struct buf *out)
{
	(void)ctx;
	buf_add(out, &job, sizeof(job));
}

static void
expect_numbers(uint32_t n)
{
	assert_int_equal(log_.n, n);
	assert_false(log_.wrong_order);
	for (uint32_t i = 0; i < n; i++) {
		assert_int_equal(log_.status[i], JOB_DONE);
		assert_int_equal(log_.first[i], i);
		if (!keep)
			continue;
		assert_int_equal((uintptr_t)log_.answer[i] %
		    _Alignof(max_align_t), 0);
		assert_memory_equal(log_.answer[i], &i, sizeof(i));
	}
}

static void
no_jobs(void **state)
{
	(void)state;
	workers_run(0, 4, (struct workers_limits){ 0 }, number, note, &log_);
	assert_int_equal(log_.n, 0);
}

static void
in_this_process(void **state)
{
	(void)state;
	workers_run(100, 0, (struct workers_limits){ 0 }, number, note, &log_);
	expect_numbers(100);
}

static void
more_workers_than_jobs(void **state)
{
	(void)state;
	workers_run(3, 8, (struct workers_limits){ 0 }, number, note, &log_);
	expect_numbers(3);
}

static void
many_jobs_in_order(void **state)
{
	struct workers_limits limits = { .cpu_ms = 1000, .memory = 64 << 20 };

	(void)state;
	workers_run(MOST, 3, limits, number, note, &log_);
	expect_numbers(MOST);
}

static void
uneven(void *ctx, uint32_t job, struct buf *out)
{
	(void)ctx;
	if (job % 7 == 0)
		usleep(3000);
	buf_add(out, &job, sizeof(job));
}

static void
slow_ones_do_not_change_the_order(void **state)
{
	(void)state;
	workers_run(200, 4, (struct workers_limits){ 0 }, uneven, note, &log_);
	expect_numbers(200);
}

static void
large(void *ctx, uint32_t job, struct buf *out)
{
	size_t n = (size_t)(job + 1) * 1000003;

	(void)ctx;
	buf_reserve(out, n);
	memset(out->p + out->n, 'x', n);
	memcpy(out->p + out->n, &job, sizeof(job));
	out->n += n;
}

static void
large_answers(void **state)
{
	(void)state;
	workers_run(12, 3, (struct workers_limits){ 0 }, large, note, &log_);
	expect_numbers(12);
	for (uint32_t i = 0; i < 12; i++)
		assert_int_equal(log_.size[i], (i + 1) * 1000003u);
}

static void
empty(void *ctx, uint32_t job, struct buf *out)
{
	(void)ctx;
	(void)job;
	(void)out;
}

static void
empty_answers(void **state)
{
	(void)state;
	workers_run(50, 2, (struct workers_limits){ 0 }, empty, note, &log_);
	assert_int_equal(log_.n, 50);
	for (uint32_t i = 0; i < 50; i++) {
		assert_int_equal(log_.status[i], JOB_DONE);
		assert_int_equal(log_.size[i], 0);
	}
}

/* Job 10 of 20 misbehaves as `ctx` says; the others answer. */
struct bad {
	struct log *log;
	void (*act)(void);
};

static void
misbehave(void *ctx, uint32_t job, struct buf *out)
{
	struct bad *b = ctx;

	buf_add(out, &job, sizeof(job));
	if (job % 20 == 10)
		b->act();
}

static void
note_bad(void *ctx, uint32_t job, enum job_status status, struct str answer)
{
	note(((struct bad *)ctx)->log, job, status, answer);
}

static void
expect_one_bad(void (*act)(void), struct workers_limits limits,
    unsigned workers, enum job_status want)
{
	struct bad b = { &log_, act };

	workers_run(40, workers, limits, misbehave, note_bad, &b);
	assert_int_equal(log_.n, 40);
	assert_false(log_.wrong_order);
	for (uint32_t i = 0; i < 40; i++) {
		bool bad = i % 20 == 10;
		assert_int_equal(log_.status[i], bad ? want : JOB_DONE);
		assert_int_equal(log_.size[i], bad ? 0 : 4);
		if (!bad)
			assert_int_equal(log_.first[i], i);
	}
}

static const struct workers_limits usual = {
	.cpu_ms = 200,
	.memory = 64 << 20,
};

static void
spin(void)
{
	for (;;)
		sink++;
}

static void
hog(void)
{
	for (size_t total = 0; total < (size_t)4 << 30; total += 1 << 20) {
		char *p = malloc(1 << 20);
		if (!p)
			die(ENOMEM, "must not be printed");
		memset(p, 1, 1 << 20);
		kept = p;
	}
}

static void
fault(void)
{
	/* cmocka has a handler of its own. */
	signal(SIGSEGV, SIG_DFL);
	raise(SIGSEGV);
}

static void
leave(void)
{
	_exit(0);
}

static void
killed(void)
{
	raise(SIGKILL);
}

static void
spinning(void **state)
{
	(void)state;
	expect_one_bad(spin, usual, 2, JOB_TIMEOUT);
}

static void
spinning_alone(void **state)
{
	(void)state;
	expect_one_bad(spin, usual, 1, JOB_TIMEOUT);
}

static void
aborting(void **state)
{
	(void)state;
	expect_one_bad(abort, usual, 2, JOB_MEMORY);
}

static void
eating_memory(void **state)
{
	(void)state;
	if (WITH_ASAN)
		skip();
	expect_one_bad(hog, (struct workers_limits){ .memory = 64 << 20 }, 2,
	    JOB_MEMORY);
}

static void
crashing(void **state)
{
	(void)state;
	expect_one_bad(fault, usual, 2, JOB_CRASHED);
}

static void
leaving(void **state)
{
	(void)state;
	expect_one_bad(leave, usual, 2, JOB_CRASHED);
}

static void
killed_from_outside(void **state)
{
	(void)state;
	expect_one_bad(killed, usual, 2, JOB_MEMORY);
}

static void
sleep_long(void)
{
	struct timespec t = { .tv_sec = 60 };

	nanosleep(&t, NULL);
}

static void
sleeping(void **state)
{
	(void)state;
	/* 20 ms on the processor are 2.4 s on the clock. */
	expect_one_bad(sleep_long, (struct workers_limits){ .cpu_ms = 20 }, 4,
	    JOB_TIMEOUT);
}

static void
all_abort(void *ctx, uint32_t job, struct buf *out)
{
	(void)ctx;
	(void)job;
	(void)out;
	raise(SIGABRT);
}

static void
every_job_dies(void **state)
{
	(void)state;
	workers_run(100, 3, usual, all_abort, note, &log_);
	assert_int_equal(log_.n, 100);
	for (uint32_t i = 0; i < 100; i++)
		assert_int_equal(log_.status[i], JOB_MEMORY);
}

/* Each job leaks; together far more than the limit. */
static void
leaky(void *ctx, uint32_t job, struct buf *out)
{
	char *p = malloc(3 << 20);

	(void)ctx;
	if (!p)
		die(ENOMEM, "must not be printed");
	memset(p, 1, 3 << 20);
	kept = p;
	buf_add(out, &job, sizeof(job));
}

static void
no_job_pays_for_earlier_ones(void **state)
{
	(void)state;
	if (WITH_ASAN)
		skip();
	workers_run(300, 2, usual, leaky, note, &log_);
	expect_numbers(300);
}

/* The time limit is per job, not per worker. */
static void
burn(void *ctx, uint32_t job, struct buf *out)
{
	clock_t end = clock() + CLOCKS_PER_SEC / 20;

	(void)ctx;
	while (clock() < end)
		sink++;
	buf_add(out, &job, sizeof(job));
}

static void
time_starts_anew(void **state)
{
	(void)state;
	workers_run(12, 1, usual, burn, note, &log_);
	expect_numbers(12);
}

/* The child's copy of what the parent had buffered must not come out. */
static void
stdio_comes_out_once(void **state)
{
	int ends[2];
	char got[64] = "";

	(void)state;
	assert_int_equal(pipe(ends), 0);
	fflush(stdout);
	int saved = dup(STDOUT_FILENO);
	assert_true(saved >= 0);
	assert_true(dup2(ends[1], STDOUT_FILENO) >= 0);
	printf("once");
	workers_run(4, 2, (struct workers_limits){ 0 }, number, note, &log_);
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	close(ends[1]);
	size_t n = 0;
	for (ssize_t r = 1; r > 0 && n < sizeof(got) - 1; n += (size_t)r)
		r = read(ends[0], got + n, sizeof(got) - 1 - n);
	close(ends[0]);
	assert_string_equal(got, "once");
}

static void
tell_and_sleep(void *ctx, uint32_t job, struct buf *out)
{
	int fd = *(int *)ctx;
	pid_t me = getpid();

	(void)job;
	(void)out;
	if (write(fd, &me, sizeof(me)) == sizeof(me))
		sleep_long();
}

/* The pipe's write end is held by the workers: it ends when they do. */
static void
workers_die_with_their_parent(void **state)
{
	int ends[2];
	pid_t worker;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	pid_t parent = fork();
	if (parent == 0) {
		close(ends[0]);
		workers_run(2, 2, (struct workers_limits){ 0 },
		    tell_and_sleep, note, &ends[1]);
		_exit(0);
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &worker, sizeof(worker)),
	    sizeof(worker));
	kill(parent, SIGKILL);
	assert_int_equal(waitpid(parent, NULL, 0), parent);
	while (read(ends[0], &worker, sizeof(worker)) > 0)
		;
	close(ends[0]);
}

/* Where this worker's kept answers go, or -1. */
static int
own_file(void)
{
	char link[64], path[64];

	for (int fd = 0; fd < 256; fd++) {
		snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
		ssize_t n = readlink(link, path, sizeof(path) - 1);
		path[n > 0 ? n : 0] = '\0';
		if (strncmp(path, "/memfd:livery", 13) == 0)
			return fd;
	}
	return -1;
}

enum { MAD = 7 };

/* As one that wrote over the worker's memory might: a header for the job that
   `ctx` names, an answer longer than any behind it. */
static void
speak_nonsense(void *ctx, uint32_t job, struct buf *out)
{
	uint32_t header[8] = { *(uint32_t *)ctx, UINT32_MAX };

	if (job == MAD && write(own_file(), header, sizeof(header)) > 0)
		sleep_long();
	buf_add(out, &job, sizeof(job));
}

static void
note_alone(void *ctx, uint32_t job, enum job_status status, struct str answer)
{
	(void)ctx;
	note(&log_, job, status, answer);
}

static void
expect_nonsense(uint32_t about, struct workers_limits limits,
    enum job_status status)
{
	if (!keep)
		skip();
	workers_run(40, 2, limits, speak_nonsense, note_alone, &about);
	assert_int_equal(log_.n, 40);
	assert_false(log_.wrong_order);
	for (uint32_t i = 0; i < 40; i++)
		assert_int_equal(log_.status[i],
		    i == MAD ? status : JOB_DONE);
}

static void
answering_what_is_no_job(void **state)
{
	(void)state;
	expect_nonsense(UINT32_MAX, (struct workers_limits){ 0 }, JOB_MEMORY);
}

static void
answering_without_end(void **state)
{
	(void)state;
	expect_nonsense(MAD, (struct workers_limits){ .cpu_ms = 20 },
	    JOB_TIMEOUT);
}

static void
processors(void **state)
{
	(void)state;
	assert_true(workers_processors() >= 1);
}

#define UNIT(f) cmocka_unit_test_setup_teardown(f, start_log, no_children)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(no_jobs),
		UNIT(in_this_process),
		UNIT(more_workers_than_jobs),
		UNIT(many_jobs_in_order),
		UNIT(slow_ones_do_not_change_the_order),
		UNIT(large_answers),
		UNIT(empty_answers),
		UNIT(spinning),
		UNIT(spinning_alone),
		UNIT(aborting),
		UNIT(eating_memory),
		UNIT(crashing),
		UNIT(leaving),
		UNIT(killed_from_outside),
		UNIT(sleeping),
		UNIT(every_job_dies),
		UNIT(no_job_pays_for_earlier_ones),
		UNIT(time_starts_anew),
		UNIT(stdio_comes_out_once),
		UNIT(workers_die_with_their_parent),
		UNIT(answering_what_is_no_job),
		UNIT(answering_without_end),
		UNIT(processors),
	};
	int failed = cmocka_run_group_tests_name("passing", tests, NULL, NULL);
	keep = arena_new();
	failed += cmocka_run_group_tests_name("kept", tests, NULL, NULL);
	arena_free(keep);
	return failed;
}
