/* The short way of a build: when nothing has changed since the last one into
   the same folder, what that one said is said again and all is done. */
#ifndef COMMAND_RECALL_H
#define COMMAND_RECALL_H

#include "command/command.h"
#include "publish/publish.h"
#include "publish/record.h"

struct recall {
	struct arena *a;
	const char *out;
	struct cache *cache;	/* null when nothing is to be remembered */
	struct str options;
	struct inputs inputs;	/* as they were before the build */
	struct record last;	/* of the build before; id 0 without one */
	bool others_hold;	/* it knew all but the texts as they are */
	uint64_t id;		/* of this build */
	uint64_t era;		/* struct record */
	struct cache_file *rows;	/* of the files published so far */
	uint64_t files;		/* how many they are */
	struct publication_look *look;	/* at those of the last build; null
				   where others_hold is false */
};

/* Looks whether the last build still holds. When it does not, a build follows
   and recall_keep may remember it. */
bool recall_holds(struct recall *r, struct arena *a, const struct options *o,
    const char *out);
/* Once a wave is prepared: what recall_keep is to remember of its files. */
void recall_rows(struct recall *r, struct publication *p);
/* Remembers a build without errors; `said` are its diagnostics as they were
   printed. */
void recall_keep(struct recall *r, struct publication *p,
    uint64_t brands, uint64_t articles, struct str said);

/* Instead: forgets what was to be remembered of this build. */
void recall_drop(struct recall *r);

/* What was kept beside the record, by the last build if nothing but the texts
   of articles may have changed since; or by any build of this era. And a file
   for the same of this build, to be written after recall_keep, or null. See
   publish/record.h. */
enum recall_scope { RECALL_LAST, RECALL_ERA };
#define RECALL_TEXTS "texts"	/* a kind so large that recall_holds begins to
				   look at it at once */
bool recall_more(const struct recall *r, enum recall_scope scope,
    const char *kind, struct str *bytes);
struct cache_file *recall_keep_more(const struct recall *r,
    enum recall_scope scope, const char *kind);

#endif
