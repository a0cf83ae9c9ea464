/* Times of stages: two clocks read at each change of stage. */
#include "base/timings.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/workers.h"

double
timings_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* CPU seconds so far; the peaks go into `row` when given. */
static double
usage(struct timing *row)
{
	struct rusage own = { 0 }, workers = { 0 };

	workers_reap();
	getrusage(RUSAGE_SELF, &own);
	getrusage(RUSAGE_CHILDREN, &workers);
	if (row) {
		row->parent = own.ru_maxrss;
		row->worker = workers.ru_maxrss;
	}
	return seconds(own.ru_utime) + seconds(own.ru_stime) +
	    seconds(workers.ru_utime) + seconds(workers.ru_stime);
}

static struct timing *
row_of(struct timings *t, const char *stage)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->row[i].stage, stage) == 0)
			return &t->row[i];
	if (t->n == TIMINGS_MAX)
		return &t->row[t->n - 1];
	t->row[t->n] = (struct timing){ .stage = stage };
	return &t->row[t->n++];
}

void
timings_stage(struct timings *t, const char *stage, const char *unit)
{
	double wall = timings_clock();
	double cpu = t->clock_only ? 0 : usage(t->open);

	if (t->open) {
		t->open->wall += wall - t->wall;
		t->open->cpu += cpu - t->cpu;
	}
	t->wall = wall;
	t->cpu = cpu;
	t->open = stage ? row_of(t, stage) : NULL;
	t->before = t->open ? t->open->count : 0;
	if (t->open && unit)
		t->open->unit = unit;
}

void
timings_count(struct timings *t, uint64_t n)
{
	if (t->open)
		t->open->count = t->before + n;
}

static void
print_memory(struct buf *out, long kb)
{
	if (kb > 0)
		buf_printf(out, "  %9.1f", (double)kb / 1024);
	else
		buf_printf(out, "  %9s", "-");
}

static void
print_row(const struct timing *r, struct buf *out)
{
	char count[64] = "-", rate[32] = "-";

	if (r->unit) {
		snprintf(count, sizeof(count), "%llu %s",
		    (unsigned long long)r->count, r->unit);
		if (r->wall > 0)
			snprintf(rate, sizeof(rate), "%.0f",
			    (double)r->count / r->wall);
	}
	buf_printf(out, "%-18s  %8.3f  %8.3f  %18s  %10s", r->stage, r->wall,
	    r->cpu, count, rate);
	print_memory(out, r->parent);
	print_memory(out, r->worker);
	buf_char(out, '\n');
}

void
timings_print(const struct timings *t, double wall, struct buf *out)
{
	struct timing all = { .stage = "all", .wall = wall };

	buf_printf(out, "%-18s  %8s  %8s  %18s  %10s  %9s  %9s\n", "stage",
	    "seconds", "cpu", "count", "per second", "MB, peak", "of worker");
	for (size_t i = 0; i < t->n; i++) {
		const struct timing *r = &t->row[i];
		print_row(r, out);
		all.cpu += r->cpu;
		if (r->parent > all.parent)
			all.parent = r->parent;
		if (r->worker > all.worker)
			all.worker = r->worker;
	}
	print_row(&all, out);
}
