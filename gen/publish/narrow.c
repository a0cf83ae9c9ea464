/* How much of a brand's tree is to be exchanged: the deepest folder that holds
   all that has changed, where it is a small part of the tree. That is one step
   as well, and what lies outside need not be linked. */
#include "base/files.h"
#include "base/str.h"
#include "publish/publish_parts.h"

enum { SMALL = 4 };	/* at most one in so many of the brand's files */

static struct str
parent_of(struct str folder)
{
	return path_folder(str_slice(folder, 0, folder.n - 1));
}

/* The deepest that holds both, ending in a slash, or empty for the tree; `known`
   says whether there is one yet. */
static void
widen(struct str *folder, bool *known, struct str path)
{
	if (!*known)
		*folder = path_folder(path);
	*known = true;
	while (!str_starts(path, *folder))
		*folder = parent_of(*folder);
}

/* The first file that does not come before `path`. */
static uint32_t
file_from(const struct brand_state *b, struct str path)
{
	uint32_t low = 0, high = (uint32_t)b->nfiles;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		if (str_cmp(b->file[mid].path, path) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
brand_has_file(const struct brand_state *b, struct str path)
{
	uint32_t i = file_from(b, path);

	return i < b->nfiles && str_eq(b->file[i].path, path);
}

static struct str
changed_folder(const struct brand_state *b)
{
	const struct map *old = b->old.files;
	struct str folder = { 0 };
	bool known = false;
	size_t same = 0;

	for (size_t i = 0; i < b->nfiles; i++) {
		const struct published *f = &b->file[i];
		same += f->kept || map_get(old, f->path) != NULL;
		if (!f->kept)
			widen(&folder, &known, f->path);
	}
	for (size_t i = 0; same < map_count(old) && i < map_count(old); i++)
		if (!brand_has_file(b, map_at(old, i)->key))
			widen(&folder, &known, map_at(old, i)->key);
	return folder;
}

/* A file that stays proves that the folder was there and will be. */
static bool
has_kept(const struct brand_state *b)
{
	for (uint32_t i = b->from; i < b->to; i++)
		if (b->file[i].kept)
			return true;
	return false;
}

static void
take(struct arena *a, struct brand_state *b, struct str folder)
{
	b->from = file_from(b, folder);
	b->to = folder.n > 0 ? file_from(b, path_beyond(a, folder)) :
	    (uint32_t)b->nfiles;
}

void
narrow(struct publication *p, struct brand_state *b)
{
	struct str folder = changed_folder(b);

	take(p->wave, b, folder);
	while (folder.n > 0 && !has_kept(b)) {
		folder = parent_of(folder);
		take(p->wave, b, folder);
	}
	if (b->to - b->from > b->nfiles / SMALL) {
		folder = (struct str){ 0 };
		take(p->wave, b, folder);
	}
	if (folder.n > 0)
		b->folder = arena_printf(p->a, "%.*s/%.*s",
		    STR_ARG(b->is.id), (int)folder.n - 1, folder.p);
	b->partly = folder.n > 0;
}
