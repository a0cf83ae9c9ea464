/* The parent's side: forks workers, gathers their answers, delivers them in
   order and replaces the dead. */
#include "base/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"
#include "base/workers_parts.h"

enum {
	CHUNK = 1 << 18,	/* bytes read at once */
	PIPE = 1 << 18,		/* bytes that a pipe is asked to hold */
	NAP_MS = 1,		/* answers pile up meanwhile: fewer wake-ups */
	LOOK_MS = 5,		/* between looks at files of answers: each takes a
				   worker's processor for a moment */
	GUARD_FACTOR = 20,	/* wall clock allowed per processor time */
	GUARD_MORE = 2000,	/* ms */
	GUARD_EVERY = 100,	/* ms */
	FUTILE = 20,		/* workers in a row that died without a job */
	LEAVING = 64		/* workers whose end is not waited for */
};

static pid_t leaving[LEAVING];
static unsigned n_leaving;

struct worker {
	pid_t pid;		/* 0 when there is none */
	int fd;			/* its answers, -1 when there is none */
	struct buf in;		/* read, not yet a whole answer */
	struct worker_file file;	/* of its answers, if they are kept;
					   else the pipe has them */
	bool overdue;		/* killed by the guard */
	bool mad;		/* killed for what it answered */
};

/* An answer that waits for its turn. */
struct held {
	char *p;
	uint32_t n;
	bool known;
	enum job_status status;
};

struct pool {
	struct worker_plan plan;
	struct arena *keep;	/* for answers; null where they need not last */
	struct worker *workers;
	unsigned n_workers;
	struct held *held;	/* one for each job */
	uint32_t delivered;	/* jobs answered to the caller */
	workers_answer answer;
	unsigned futile;
};

static void
deliver(struct pool *p)
{
	while (p->delivered < p->plan.n && p->held[p->delivered].known) {
		uint32_t job = p->delivered++;
		struct held *h = &p->held[job];
		p->answer(p->plan.ctx, job, h->status,
		    (struct str){ h->p, h->n });
		if (!p->keep)
			free(h->p);
		h->p = NULL;
	}
}

/* Takes in an answer, copied only when it must wait and does not last. */
static void
take(struct pool *p, uint32_t job, enum job_status status, struct str bytes)
{
	struct held *h = &p->held[job];

	h->known = true;
	h->status = status;
	if (job == p->delivered) {
		p->delivered++;
		p->answer(p->plan.ctx, job, status, bytes);
		deliver(p);
		return;
	}
	if (bytes.n == 0)
		return;
	h->p = p->keep ? (char *)bytes.p : malloc(bytes.n);
	if (!h->p)
		die(ENOMEM, "cannot hold an answer of %zu bytes", bytes.n);
	if (!p->keep)
		memcpy(h->p, bytes.p, bytes.n);
	h->n = (uint32_t)bytes.n;
}

/* Whether an answer to that job makes sense. None does of a worker whose memory
   some job wrote over. */
static bool
is_open(const struct pool *p, uint32_t job)
{
	return job < p->plan.n && !p->held[job].known;
}

static void
end_mad(struct worker *w)
{
	kill(w->pid, SIGKILL);
	w->mad = true;
}

/* Takes the answers that the worker has put into its file. */
static void
take_kept(struct pool *p, struct worker *w)
{
	struct str answer;
	uint32_t job, n;

	while (w->file.fd >= 0 && !w->mad &&
	    worker_file_next(&w->file, p->keep, &job, &n)) {
		if (!is_open(p, job))
			end_mad(w);
		else if (worker_file_take(&w->file, p->keep, n, &answer))
			take(p, job, JOB_DONE, answer);
		else
			break;
	}
}

/* The same of what was read from its pipe. */
static void
take_read(struct pool *p, struct worker *w)
{
	size_t at = 0;

	while (!w->mad && w->in.n - at >= WORKER_HEADER) {
		uint32_t job, n = worker_header(w->in.p + at, &job);
		if (!is_open(p, job)) {
			end_mad(w);
			break;
		}
		if (w->in.n - at - WORKER_HEADER < n)
			break;
		struct str answer = { w->in.p + at + WORKER_HEADER, n };
		if (p->keep)
			answer = arena_str(p->keep, answer);
		take(p, job, JOB_DONE, answer);
		at += WORKER_HEADER + (size_t)n;
	}
	if (at > 0) {
		memmove(w->in.p, w->in.p + at, w->in.n - at);
		w->in.n -= at;
	}
}

/* In a new worker: what belongs to those before it. */
static void
close_others(const struct pool *p, unsigned i)
{
	for (unsigned k = 0; k < p->n_workers; k++) {
		if (k == i || p->workers[k].fd < 0)
			continue;
		close(p->workers[k].fd);
		if (p->workers[k].file.fd >= 0)
			close(p->workers[k].file.fd);
	}
}

static void
start(struct pool *p, unsigned i)
{
	struct worker *w = &p->workers[i];
	struct worker_slot *slot = &p->plan.board->slots[i];
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		die(errno, "cannot make a pipe");
	w->file = p->keep ? worker_file_new() : (struct worker_file){ .fd = -1 };
	/* A smaller pipe works too. */
	(void)fcntl(ends[1], F_SETPIPE_SZ, (int)PIPE);
	atomic_store(&slot->job, 0);
	atomic_store(&slot->since, 0);
	pid_t pid = fork();
	if (pid == 0) {
		close_others(p, i);
		close(ends[0]);
		worker_live(&p->plan, slot, ends[1], w->file.fd);
	}
	int err = errno;
	close(ends[1]);
	if (pid < 0)
		die(err, "cannot start a worker");
	*w = (struct worker){ .pid = pid, .fd = ends[0], .in = w->in,
		.file = w->file };
	w->in.n = 0;
}

static enum job_status
status_of(const struct worker *w, int st)
{
	if (w->overdue || (WIFSIGNALED(st) && WTERMSIG(st) == SIGPROF))
		return JOB_TIMEOUT;
	if (WIFEXITED(st))
		return WEXITSTATUS(st) == WORKER_NO_MEMORY ? JOB_MEMORY :
		    JOB_CRASHED;
	/* Nobody else sends SIGKILL but a kernel that is out of memory. */
	return WTERMSIG(st) == SIGABRT || WTERMSIG(st) == SIGKILL ?
	    JOB_MEMORY : JOB_CRASHED;
}

static int
reap(pid_t pid)
{
	int st = 0;

	while (waitpid(pid, &st, 0) < 0)
		if (errno != EINTR)
			return 0;
	return st;
}

void
workers_reap(void)
{
	while (n_leaving > 0)
		reap(leaving[--n_leaving]);
}

/* To unmap what it had takes a worker milliseconds. */
static void
let_go(pid_t pid)
{
	if (n_leaving == LEAVING)
		workers_reap();
	leaving[n_leaving++] = pid;
}

/* A worker has closed its pipe: because there are no more jobs, to be
   replaced, or because the job it was at ended it. */
static void
bury(struct pool *p, unsigned i)
{
	struct worker *w = &p->workers[i];
	uint64_t job = atomic_load(&p->plan.board->slots[i].job);
	bool died = job > 0 && job <= p->plan.n && !p->held[job - 1].known;
	pid_t pid = w->pid;

	close(w->fd);
	if (w->file.fd >= 0)
		close(w->file.fd);
	w->fd = w->file.fd = -1;
	w->pid = 0;
	if (died)
		take(p, (uint32_t)(job - 1), status_of(w, reap(pid)), STR(""));
	else
		let_go(pid);
	p->futile = job > 0 ? 0 : p->futile + 1;
	if (atomic_load(&p->plan.board->next) >= p->plan.n)
		return;
	if (p->futile > FUTILE)
		die(0, "workers end before their first job");
	start(p, i);
}

/* One read; whether the pipe held so much that there may be more. */
static bool
listen_to(struct pool *p, unsigned i)
{
	struct worker *w = &p->workers[i];
	ssize_t got;

	buf_reserve(&w->in, CHUNK);
	do
		got = read(w->fd, w->in.p + w->in.n, w->in.cap - w->in.n);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		die(errno, "cannot read from a worker");
	if (got == 0) {
		take_kept(p, w);
		bury(p, i);
		return true;
	}
	w->in.n += (size_t)got;
	take_read(p, w);
	return got >= PIPE / 4;
}

/* Processor time has its own limit; this one ends a job that sleeps. */
static void
guard(struct pool *p)
{
	uint64_t most = (uint64_t)p->plan.limits.cpu_ms * GUARD_FACTOR +
	    GUARD_MORE;
	uint64_t now = worker_clock();

	for (unsigned i = 0; i < p->n_workers; i++) {
		uint64_t since = atomic_load(&p->plan.board->slots[i].since);
		if (p->workers[i].pid == 0 || since == 0 || now < since ||
		    now - since <= most)
			continue;
		p->workers[i].overdue = true;
		kill(p->workers[i].pid, SIGKILL);
	}
}

/* What is to be polled; how many workers there are. */
static unsigned
list_pipes(const struct pool *p, struct pollfd *polled)
{
	unsigned alive = 0;

	for (unsigned i = 0; i < p->n_workers; i++) {
		polled[i] = (struct pollfd){ .fd = p->workers[i].fd,
		    .events = POLLIN };
		alive += p->workers[i].fd >= 0;
	}
	return alive;
}

/* Nothing tells of a file that grows: it is looked at now and then. */
static void
gather(struct pool *p, struct pollfd *polled)
{
	const struct timespec nap = { .tv_nsec = NAP_MS * 1000000L };
	bool limited = p->plan.limits.cpu_ms > 0, busy;
	int most = p->keep ? LOOK_MS : limited ? GUARD_EVERY : -1;

	while (list_pipes(p, polled) > 0) {
		int n = poll(polled, p->n_workers, most);
		if (n < 0 && errno != EINTR)
			die(errno, "cannot wait for workers");
		busy = false;
		for (unsigned i = 0; i < p->n_workers; i++) {
			take_kept(p, &p->workers[i]);
			if (n > 0 && polled[i].revents)
				busy |= listen_to(p, i);
		}
		if (limited)
			guard(p);
		if (n > 0 && !busy)
			nanosleep(&nap, NULL);
	}
}

static void
run_here(struct arena *keep, uint32_t n, workers_job job,
    workers_answer answer, void *ctx)
{
	struct buf out = BUF_INIT;

	for (uint32_t i = 0; i < n; i++) {
		buf_reset(&out);
		job(ctx, i, &out);
		answer(ctx, i, JOB_DONE, keep ? arena_str(keep,
		    buf_view(&out)) : buf_view(&out));
	}
	buf_free(&out);
}

static void
finish(struct pool *p)
{
	/* A job can be taken and lost when its worker was killed in the very
	   moment between both. */
	for (uint32_t i = p->delivered; i < p->plan.n; i++)
		if (!p->held[i].known)
			p->held[i] = (struct held){ .known = true,
			    .status = JOB_CRASHED };
	deliver(p);
	for (unsigned i = 0; i < p->n_workers; i++)
		buf_free(&p->workers[i].in);
}

void
workers_run(uint32_t n, unsigned workers, struct workers_limits limits,
    workers_job job, workers_answer answer, void *ctx)
{
	workers_run_kept(NULL, n, workers, limits, job, answer, ctx);
}

void
workers_run_kept(struct arena *keep, uint32_t n, unsigned workers,
    struct workers_limits limits, workers_job job, workers_answer answer,
    void *ctx)
{
	if (workers == 0 || n == 0) {
		run_here(keep, n, job, answer, ctx);
		return;
	}
	if (workers > n)
		workers = n;
	size_t size = sizeof(struct worker_board) +
	    workers * sizeof(struct worker_slot);
	struct worker_board *board = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct pollfd *polled = calloc(workers, sizeof(*polled));
	struct pool p = {
		.plan = { board, n, limits, job, ctx, getpid() },
		.workers = calloc(workers, sizeof(struct worker)),
		.keep = keep,
		.n_workers = workers,
		.held = calloc(n, sizeof(struct held)),
		.answer = answer,
	};

	if (board == MAP_FAILED || !polled || !p.workers || !p.held)
		die(ENOMEM, "cannot start workers");
	/* What a child inherits in a stdio buffer it might write again. */
	fflush(stdout);
	fflush(stderr);
	for (unsigned i = 0; i < workers; i++)
		p.workers[i].fd = p.workers[i].file.fd = -1;
	for (unsigned i = 0; i < workers; i++)
		start(&p, i);
	gather(&p, polled);
	finish(&p);
	free(p.held);
	free(p.workers);
	free(polled);
	munmap(board, size);
}

unsigned
workers_processors(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) == 0 && CPU_COUNT(&set) > 0)
		return (unsigned)CPU_COUNT(&set);
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n > 0 ? (unsigned)n : 1;
}
