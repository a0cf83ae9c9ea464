/* The project on disk: articles, sections, snippets, files, themes. Finds and
   reads; decides nothing about editions. (project/ alone sees libfyaml) */
#ifndef PROJECT_PROJECT_H
#define PROJECT_PROJECT_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/map.h"
#include "base/sources.h"
#include "template/template.h"
#include "value/value.h"

/* A front matter string that may hold values and inline ifs. */
struct field {
	struct block body;	/* empty without a directive */
	struct span at;		/* the value in the file */
	struct str plain;	/* its text when it holds no directive */
	bool set;
};

struct field_list {
	const struct field *v;
	size_t n;
};

struct article {
	struct str id;		/* "email/imap-vs-pop"; sections: "email" or ""
				   for the home page */
	bool section;		/* an _index.md */
	uint32_t index;		/* in project->article */
	const struct article *up;	/* its folder's page; null at the top,
				   where the home page stands beside it */
	uint32_t file;		/* source */
	struct str folder;	/* content-relative, "" for the root */
	struct field title, description, author, owner;
	struct field_list tags;
	struct date updated, reviewed;		/* year 0 when absent */
	struct span updated_at;
	const struct str *related, *aliases, *order_ids;	/* order_ids:
				   `articles` of an _index.md */
	const struct span *related_at, *aliases_at, *order_ids_at;
	size_t nrelated, naliases, norder_ids;
	const struct expr *when;		/* null when absent */
	double order;		/* HUGE_VAL when absent */
	bool draft, internal;
	struct value extra;	/* a map */
	uint32_t body_off;	/* byte offset of the body in the file */
	bool blank;		/* without a body: the section of a folder that
				   has no _index.md, or its front matter cannot
				   be read */
	/* Translations by locale tag: title, description and body alone. */
	const struct translation *translation;
	size_t ntranslations;
};

struct translation {
	struct str locale;
	uint32_t file;
	struct field title, description;
	uint32_t body_off;
};

struct snippet_param {
	struct str name;
	struct str type;	/* "any" when not declared otherwise */
	bool optional;
	struct span at;
};

struct snippet {
	struct str path;	/* content-relative: "_snippets/ports.md" */
	uint32_t file;
	const struct snippet_param *param;
	size_t nparams;
	bool declares;		/* front matter has `params` */
	bool broken;		/* `params` cannot be read */
	struct span declares_at;
	const struct program *body;
	uint32_t body_off;
};

/* Any other file below content/ or providers/BRAND/: copied when referred to. */
struct asset {
	struct str path;	/* content-relative, or relative to the brand's
				   folder */
	struct str disk;	/* path to read it from */
	uint64_t size;
};

struct theme_file {
	struct str path;	/* "layouts/home.html" */
	uint32_t file;		/* source (text files), else 0 */
	struct str bytes;
};

struct theme {
	struct str name;
	const struct theme_file *files;	/* resolved over the chain, by path */
	size_t nfiles;
	struct value settings;	/* theme.lua, merged over the chain */
	const struct map *strings;	/* locale tag -> struct value * (map) */
};

struct bodies;

struct project {
	const char *root;
	struct sources *sources;
	const struct article *article;	/* articles and sections, by id */
	size_t narticles;
	const struct map *by_id;	/* id -> struct article * */
	const struct map *snippets;	/* content-relative path -> struct snippet * */
	const struct map *assets;	/* content-relative path -> struct asset * */
	struct bodies *bodies;	/* of project_body() */
};

struct memory {
	struct str known;	/* what an earlier run learnt, in memory that
				   stays; empty without one */
	struct buf learnt;	/* all of this run, to be freed */
	bool fresh;		/* what is known is to be replaced by it */
};

struct project_memory {
	struct memory fronts;	/* what YAML made of front matter: depends on
				   the bytes and on this program alone */
	struct memory texts;	/* where bodies begin, and digests of them, by
				   what was seen of their files */
	const struct dir_entry *entry;	/* content/ as it was looked at, which
					   must outlive the project; null: it is
					   walked */
	size_t entries;
};

/* Reads content/ below `root`. `locales` are the tags that some brand
   declares, null when that is not known; `m` may be null. Errors go to `d`. */
struct project *project_load(struct arena *a, const char *root,
    struct sources *s, const struct str *locales, size_t nlocales,
    struct project_memory *m, struct diags *d);

/* Frees what the arena of project_load() does not hold. */
void project_free(struct project *p);

/* The program of an article's body, or of its translation `t` unless that is
   null; valid until another article's is asked for. It is compiled then, what
   is wrong with it goes to `d`, for no edition. */
const struct program *project_body(const struct project *p,
    const struct article *art, const struct translation *t, struct diags *d);

/* Whether livery itself writes a page or folder of that name at the root. */
bool project_reserves(struct str name);

/* A theme by name: themes/NAME, or the embedded base; `at` is where it is
   named. Null after reporting. */
const struct theme *theme_load(struct arena *a, const char *root,
    struct sources *s, struct str name, struct span at,
    struct diags *d);
const struct theme_file *theme_find(const struct theme *t, struct str path);

/* A line of a brand's redirects.csv: an old path of its site, and the id of a
   page, maybe with an #anchor. */
struct redirect {
	struct str from, to;
	struct span from_at, to_at;
};

/* Files of providers/BRAND/: images by path, snippets by "_snippets/x.md". */
struct overlay {
	const struct map *assets;	/* path -> struct asset * */
	const struct map *snippets;	/* path -> struct snippet * */
	const struct redirect *redirect;	/* in the file's order */
	size_t nredirects;
};
const struct overlay *overlay_load(struct arena *a, const struct project *p,
    struct str brand, struct diags *d);

#endif
