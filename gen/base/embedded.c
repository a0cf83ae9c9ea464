/* Looking up the files inside the binary. */
#include "base/embedded.h"

#include "base/str.h"

bool
embedded_find(struct str path, struct str *out)
{
	for (const struct embedded_file *f = embedded_files; f->path; f++) {
		if (!str_eq(path, str_c(f->path)))
			continue;
		*out = (struct str){ (const char *)f->bytes, f->size };
		return true;
	}
	return false;
}
