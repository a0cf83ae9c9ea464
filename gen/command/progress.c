/* Progress on a terminal. Silent for the first second: a quick build shows
   its summary only. */
#include "command/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define SILENT 1.0	/* seconds before the first line */
#define EVERY 0.1	/* seconds between two lines */

struct progress {
	bool show;
	bool drawn;
	const char *stage;
	uint64_t total;
	double start, stage_start, last;
};

static double
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct progress *
progress_new(struct arena *a, bool quiet)
{
	struct progress *p = ARENA_NEW(a, struct progress);
	p->show = !quiet && isatty(STDERR_FILENO);
	p->start = now();
	return p;
}

static void
draw(struct progress *p, uint64_t done, double t)
{
	double spent = t - p->stage_start;
	fprintf(stderr, "\r\033[K%s", p->stage);
	if (p->total) {
		fprintf(stderr, " %llu/%llu", (unsigned long long)done,
		    (unsigned long long)p->total);
		if (done && spent > 0)
			fprintf(stderr, "  %.0f/s  %.0f s left",
			    (double)done / spent, (double)(p->total - done) *
			    spent / (double)done);
	}
	fflush(stderr);
	p->drawn = true;
	p->last = t;
}

void
progress_stage(struct progress *p, const char *name, uint64_t total)
{
	double t = now();
	p->stage = name;
	p->total = total;
	p->stage_start = t;
	if (p->show && t - p->start >= SILENT)
		draw(p, 0, t);
}

void
progress_step(struct progress *p, uint64_t done)
{
	double t;
	if (!p->show)
		return;
	t = now();
	if (t - p->start >= SILENT && t - p->last >= EVERY)
		draw(p, done, t);
}

void
progress_clear(struct progress *p)
{
	if (p->drawn)
		fputs("\r\033[K", stderr);
	p->drawn = false;
}

double
progress_seconds(const struct progress *p)
{
	return now() - p->start;
}
