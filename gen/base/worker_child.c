/* The worker's side: limits, taking jobs, answering. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/workers_parts.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SHADOW_MEMORY 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SHADOW_MEMORY 1
#endif
/* A sanitizer maps terabytes of shadow: a limit on addresses ends it. */
#ifndef SHADOW_MEMORY
#define SHADOW_MEMORY 0
#endif

enum { KEEP = 1 << 20 };	/* bytes an answer's buffer may keep */

uint64_t
worker_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static void
reset_signals(void)
{
	static const int back[] = { SIGPROF, SIGPIPE, SIGINT, SIGTERM, SIGHUP,
	    SIGCHLD, SIGALRM };
	sigset_t none;

	for (size_t i = 0; i < sizeof(back) / sizeof(*back); i++)
		signal(back[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Bytes of address space in use, or 0 when the system does not tell. */
static uint64_t
address_space(void)
{
	char text[128];
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return 0;
	text[n] = '\0';
	return strtoull(text, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* The most memory that was in use, in bytes: cheap to ask after every job. */
static uint64_t
peak_memory(void)
{
	struct rusage u;

	return getrusage(RUSAGE_SELF, &u) < 0 ? 0 :
	    (uint64_t)u.ru_maxrss * 1024;
}

static void
limit_memory(uint64_t born, size_t memory)
{
	struct rlimit core = { 0, 0 }, old, limit;

	setrlimit(RLIMIT_CORE, &core);
	if (memory == 0 || SHADOW_MEMORY || born == 0)
		return;
	limit.rlim_cur = limit.rlim_max = (rlim_t)(born + memory);
	if (getrlimit(RLIMIT_AS, &old) == 0 && old.rlim_max < limit.rlim_max)
		limit.rlim_cur = limit.rlim_max = old.rlim_max;
	if (setrlimit(RLIMIT_AS, &limit) < 0)
		die(errno, "cannot limit the memory of a worker");
}

static void
arm(unsigned ms)
{
	struct itimerval t = { .it_value = {
		.tv_sec = (time_t)(ms / 1000),
		.tv_usec = (suseconds_t)(ms % 1000) * 1000,
	} };

	if (setitimer(ITIMER_PROF, &t, NULL) < 0)
		die(errno, "cannot limit the time of a worker");
}

static void
set_u32(char *p, uint32_t v)
{
	for (unsigned i = 0; i < 4; i++)
		p[i] = (char)(v >> 8 * i & 0xff);
}

static void
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, p, n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			die(errno, "cannot answer from a worker");
		p += w;
		n -= (size_t)w;
	}
}

static void
run_one(const struct worker_plan *p, struct worker_slot *slot, uint32_t job,
    struct buf *out)
{
	static const char room[WORKER_HEADER];

	buf_reset(out);
	buf_add(out, room, sizeof(room));
	atomic_store(&slot->since, worker_clock());
	atomic_store(&slot->job, (uint64_t)job + 1);
	if (p->limits.cpu_ms > 0)
		arm(p->limits.cpu_ms);
	p->job(p->ctx, job, out);
	atomic_store(&slot->since, 0);
	if (out->n - WORKER_HEADER > UINT32_MAX)
		die(EFBIG, "an answer of %zu bytes is too large", out->n);
	set_u32(out->p, job);
	set_u32(out->p + 4, (uint32_t)(out->n - WORKER_HEADER));
}

/* Memory that earlier jobs left behind must not end a later one: a worker that
   has grown to half of its limit makes place for a fresh one. It is asked for
   every few jobs: most leave nothing behind. */
static bool
grown(const struct worker_plan *p, uint64_t born, uint64_t done)
{
	enum { EVERY = 4 };

	return p->limits.memory > 0 && !SHADOW_MEMORY && done % EVERY == 0 &&
	    peak_memory() > born + p->limits.memory / 2;
}

static void
put_answer(struct buf *out, int fd, int file)
{
	static const char nought[sizeof(max_align_t)];

	if (file >= 0)
		buf_add(out, nought, worker_file_room(out->n) - out->n);
	write_all(file >= 0 ? file : fd, out->p, out->n);
}

void
worker_live(const struct worker_plan *p, struct worker_slot *slot, int fd,
    int file)
{
	struct buf out = BUF_INIT;

	reset_signals();
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != p->parent)
		_exit(0);
	die_as_worker();
	limit_memory(address_space(), p->limits.memory);
	uint64_t born = peak_memory();
	for (uint64_t done = 0; !grown(p, born, done); done++) {
		uint64_t turn = atomic_fetch_add(&p->board->next, 1);
		if (turn >= p->n)
			break;
		run_one(p, slot, (uint32_t)turn, &out);
		put_answer(&out, fd, file);
		if (out.cap > KEEP)
			buf_free(&out);
	}
	/* The kernel closes it last. */
	close(fd);
	_exit(0);
}
