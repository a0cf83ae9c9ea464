/* What the files that read a destination share. */
#ifndef SITE_TARGET_PARTS_H
#define SITE_TARGET_PARTS_H

#include "site/site_private.h"

/* A destination under examination. */
struct destination {
	struct linker *l;
	const struct page *p;
	const struct gist_item *n;	/* the link or image */
	bool image;
	struct str source;	/* as written, slots in it */
	bool slots;
	struct str url;		/* the slots filled in */
	struct str path, anchor;
	bool query;
};

/* Reported: the text alone is shown. */
#define TARGET_BROKEN ((struct target){ .kind = TARGET_NONE })

/* --- target_url.c -------------------------------------------------------- */

/* RFC 3986, 3.1: the length of "scheme:", or 0. */
size_t target_scheme(struct str url);
/* Whether a text ends in "tel:", upper and lower case alike. */
bool target_ends_in_tel(struct str s);
/* Whether a value that the address needs could not be had. */
bool target_lacks_value(const struct page *p, struct str source);
/* The address with its values, in l->a: a link's or a phone's are what it leads
   to, encoded in the query. */
struct str target_fill(struct linker *l, const struct page *p,
    struct str source);
/* t->url into t->path, t->query and t->anchor. */
void target_split(struct destination *t);

/* --- target_page.c ------------------------------------------------------- */

/* Each reports what is wrong and is then broken. */
/* "#x" of the page itself. */
struct target target_anchor(struct destination *t);
/* A page, with t->anchor in it. */
struct target target_page(struct destination *t, const struct page *to);
/* The page of a path to a Markdown file below content/; `folder` is where a
   relative one began. */
struct target target_markdown(struct destination *t, struct str folder,
    struct str path);
void target_excluded(struct destination *t, struct str id);
/* The id that such a path means: "email/x.md", or a section's
   "email/_index.md". */
struct str target_id_of_path(struct str path, bool *section);
/* A path below content/ as the writer would have it: "/email/x.md" where this
   one begins at the root, else relative. In the scratch arena. */
struct str target_in_their_style(struct destination *t, struct str folder,
    struct str path);

/* --- target_file.c ------------------------------------------------------- */

/* A picture or a download, in the page's language and the brand's own before
   others. Reports one that is not there. */
struct target target_asset(struct destination *t, struct str folder,
    struct str path);

#endif
