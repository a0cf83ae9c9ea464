/* Uses memory and gives it back: the host of a virtual machine may take what
   lies free for seconds and give it again page by page at its next use, which
   costs four times as much as the use itself. Which of the programs meets such
   pages would be chance. Takes at most half of what is free.
   usage: warm MB */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static long
available_mb(void)
{
	FILE *f = fopen("/proc/meminfo", "r");
	char line[256];
	long kb = 0;

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "MemAvailable: %ld", &kb) == 1)
			break;
	if (f)
		fclose(f);
	return kb >> 10;
}

/* Where memory has a limit that the kernel's count does not tell, this is what
   goes first. */
static void
offer_itself(void)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY);

	if (fd >= 0) {
		(void)!write(fd, "1000", 4);
		close(fd);
	}
}

int
main(int argc, char **argv)
{
	long mb = argc == 2 ? atol(argv[1]) : 0, half = available_mb() / 2;
	long page = sysconf(_SC_PAGESIZE);

	if (mb <= 0) {
		fputs("usage: warm MB\n", stderr);
		return 2;
	}
	size_t size = (size_t)(mb < half ? mb : half) << 20;
	offer_itself();
	volatile char *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		return 1;
	for (size_t at = 0; at < size; at += (size_t)page)
		p[at] = 1;
	return 0;
}
