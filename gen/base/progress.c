/* Progress on a terminal. Silent for the first second: a quick build shows
   its summary only. */
#include "base/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/timings.h"

#define SILENT 1.0	/* seconds before the first line */
#define EVERY 0.1	/* seconds between two lines */

enum { LINE = 160 };

struct progress {
	bool show;
	bool drawn;
	const char *stage, *unit;
	uint64_t total;
	double start, stage_start, last;
	struct timings timings;
};

static bool
is_terminal(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && !(term && strcmp(term, "dumb") == 0);
}

struct progress *
progress_new(struct arena *a, bool quiet, bool timings)
{
	struct progress *p = ARENA_NEW(a, struct progress);

	p->show = !quiet && is_terminal();
	p->start = timings_clock();
	p->timings.clock_only = !timings;
	return p;
}

/* Columns that a line may fill without wrapping, which would leave its
   beginning behind when it is wiped. */
static int
columns(void)
{
	struct winsize w;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &w) < 0 || w.ws_col == 0)
		return 79;
	return w.ws_col - 1 < LINE - 1 ? w.ws_col - 1 : LINE - 1;
}

static void
print_left(char *at, size_t room, double left)
{
	unsigned s = (unsigned)left + 1;

	if (s < 100)
		snprintf(at, room, "  %u s left", s);
	else
		snprintf(at, room, "  %u:%02u min left", s / 60, s % 60);
}

static void
draw(struct progress *p, uint64_t done, double t)
{
	double spent = t - p->stage_start, rate = 0;
	char count[80] = "", speed[40] = "", left[40] = "", line[LINE];

	unsigned long long before = p->timings.before;

	if (p->total)
		snprintf(count, sizeof(count), " %llu/%llu %s",
		    before + done, before + p->total, p->unit ? p->unit : "");
	else if (done)
		snprintf(count, sizeof(count), " %llu %s", before + done,
		    p->unit ? p->unit : "");
	if (done && spent > EVERY)
		rate = (double)done / spent;
	if (rate > 0)
		snprintf(speed, sizeof(speed), "  %.*f/s", rate < 10, rate);
	if (rate > 0 && p->total > done)
		print_left(left, sizeof(left), (double)(p->total - done) /
		    rate);
	snprintf(line, sizeof(line), "%s%s%s%s", p->stage, count, speed, left);
	fprintf(stderr, "\r\033[K%.*s", columns(), line);
	fflush(stderr);
	die_wipes(p->drawn = true);
	p->last = t;
}

void
progress_stage(struct progress *p, const char *name, const char *unit,
    uint64_t total)
{
	if (!p)
		return;
	timings_stage(&p->timings, name, unit);
	timings_count(&p->timings, total);
	p->stage = name;
	p->unit = unit;
	p->total = total;
	p->stage_start = p->timings.wall;
	if (name && p->show && p->stage_start - p->start >= SILENT)
		draw(p, 0, p->stage_start);
}

void
progress_step(struct progress *p, uint64_t done)
{
	double t;

	if (!p)
		return;
	timings_count(&p->timings, done);
	if (!p->show)
		return;
	t = timings_clock();
	if (t - p->start >= SILENT && t - p->last >= EVERY)
		draw(p, done, t);
}

void
progress_clear(struct progress *p)
{
	if (!p || !p->drawn)
		return;
	fputs("\r\033[K", stderr);
	die_wipes(p->drawn = false);
}

double
progress_seconds(const struct progress *p)
{
	return p ? timings_clock() - p->start : 0;
}

void
progress_timings(struct progress *p, struct buf *out)
{
	if (!p)
		return;
	timings_stage(&p->timings, NULL, NULL);
	timings_print(&p->timings, timings_clock() - p->start, out);
}
