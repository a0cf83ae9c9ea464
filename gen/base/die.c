/* The end of the program when the operating system fails. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/workers_parts.h"

enum { EXIT_SYSTEM = 3 };

static bool is_worker;

void
die_as_worker(void)
{
	is_worker = true;
}

static void (*before_end)(void);

void
die_hook(void (*fn)(void))
{
	before_end = fn;
}

static bool wipes;

void
die_wipes(bool on)
{
	wipes = on;
}

/* No allocation and no stdio buffer: the cause may be that memory is out, and
   a forked child must not flush what its parent has buffered. */
void
die(int err, const char *fmt, ...)
{
	char line[2048] = "\r\033[Klivery: ";
	size_t from = wipes ? 0 : strlen("\r\033[K");
	size_t n = strlen(line);
	size_t room = sizeof(line) - 1;
	va_list ap;

	if (is_worker && err == ENOMEM)
		_exit(WORKER_NO_MEMORY);
	va_start(ap, fmt);
	int k = vsnprintf(line + n, room - n, fmt, ap);
	va_end(ap);
	n += k < 0 ? 0 : (size_t)k;
	if (err != 0 && n < room) {
		k = snprintf(line + n, room - n, ": %s", strerror(err));
		n += k < 0 ? 0 : (size_t)k;
	}
	if (n > room - 1)
		n = room - 1;
	line[n++] = '\n';
	for (size_t done = from; done < n; ) {
		ssize_t w = write(STDERR_FILENO, line + done, n - done);
		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			break;
		done += (size_t)w;
	}
	if (before_end)
		before_end();
	_exit(EXIT_SYSTEM);
}
