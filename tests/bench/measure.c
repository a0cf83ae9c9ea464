/* Runs a command and prints its wall seconds, CPU seconds and peak memory in
   MB (the proportional sizes of all its processes together, sampled).
   usage: measure COMMAND [ARGUMENT]... */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EVERY_MS = 25 };

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

int
main(int argc, char **argv)
{
	const struct timespec pause = { 0, EVERY_MS * 1000000L };
	struct rusage u;
	double from = now();
	long peak = 0, kb;
	int status = 0;

	if (argc < 2)
		return 2;
	pid_t pid = fork();
	if (pid == 0) {
		execvp(argv[1], argv + 1);
		fprintf(stderr, "measure: %s: %s\n", argv[1],
		    strerror(errno));
		_exit(127);
	}
	while (pid > 0 && waitpid(pid, &status, WNOHANG) == 0) {
		kb = size_of_tree(pid);
		peak = kb > peak ? kb : peak;
		nanosleep(&pause, NULL);
	}
	double wall = now() - from;
	getrusage(RUSAGE_CHILDREN, &u);
	printf("%.3f %.3f %.1f\n", wall,
	    (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	    (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6,
	    (double)peak / 1024);
	return pid < 0 || status != 0;
}
