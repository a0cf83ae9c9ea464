/* Runs a command and prints its wall seconds, its CPU seconds and its memory
   in MB: of its largest process, or with -m, which takes some time itself, of
   all its processes together (their proportional sizes, sampled).
   usage: measure [-m] COMMAND [ARGUMENT]... */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EVERY_MS = 20, SHARE = 4 };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* kB; 0 when the process is gone. */
static long
size_of(long pid)
{
	char path[64], line[128];
	long kb = 0;

	snprintf(path, sizeof(path), "/proc/%ld/smaps_rollup", pid);
	FILE *f = fopen(path, "r");
	if (!f)
		return 0;
	while (fgets(line, sizeof(line), f))
		if (sscanf(line, "Pss: %ld", &kb) == 1)
			break;
	fclose(f);
	return kb;
}

static long
size_of_tree(long pid)
{
	char path[64];
	long kb = size_of(pid), child;

	snprintf(path, sizeof(path), "/proc/%ld/task/%ld/children", pid, pid);
	FILE *f = fopen(path, "r");
	if (!f)
		return kb;
	while (fscanf(f, "%ld", &child) == 1)
		kb += size_of_tree(child);
	fclose(f);
	return kb;
}

/* Waits for the command; the most that its processes took meanwhile. Looking
   takes long when they are large: a fourth of the time at most goes into it. */
static long
watch(pid_t pid, int *status)
{
	long peak = 0;

	while (waitpid(pid, status, WNOHANG) == 0) {
		double from = now();
		long kb = size_of_tree(pid);
		double rest = (now() - from) * (SHARE - 1);
		if (rest < EVERY_MS / 1e3)
			rest = EVERY_MS / 1e3;
		const struct timespec pause = { (time_t)rest,
		    (long)((rest - (double)(time_t)rest) * 1e9) };
		peak = kb > peak ? kb : peak;
		nanosleep(&pause, NULL);
	}
	return peak;
}

int
main(int argc, char **argv)
{
	int all = argc > 1 && strcmp(argv[1], "-m") == 0, status = 0;
	struct rusage u;
	double from = now();
	long kb = 0;

	if (argc < 2 + all)
		return 2;
	pid_t pid = fork();
	if (pid == 0) {
		execvp(argv[1 + all], argv + 1 + all);
		fprintf(stderr, "measure: %s: %s\n", argv[1 + all],
		    strerror(errno));
		_exit(127);
	}
	if (pid > 0 && all)
		kb = watch(pid, &status);
	else if (pid > 0)
		waitpid(pid, &status, 0);
	double wall = now() - from;
	getrusage(RUSAGE_CHILDREN, &u);
	printf("%.3f %.3f %.1f\n", wall,
	    (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	    (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6,
	    (double)(all ? kb : u.ru_maxrss) / 1024);
	return pid < 0 || status != 0;
}
