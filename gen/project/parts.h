/* What the files of project/ share. Private to project/. */
#ifndef PROJECT_PARTS_H
#define PROJECT_PARTS_H

#include "base/files.h"
#include "project/project.h"
#include "project/yaml.h"

struct loader {
	struct arena *a;
	struct arena *scratch;	/* for what only loading needs */
	struct sources *s;
	struct diags *d;
	const char *root;
	const struct str *locales;	/* null: not known */
	size_t nlocales;
	struct memory *memory;	/* of front matter; or null */
	struct memory *texts;	/* or null */
	struct known_paths *known;	/* of bodies and snippets; or null */
	struct front *front;	/* by source, of those in the last batch; in
				   the scratch arena, like their YAML */
};

/* text.c: reads, checks and registers a text under its project-relative path:
   without a byte order mark, lines ended by \n, invalid bytes replaced after
   they were reported. 0 when it cannot be used at all. */
uint32_t text_load(struct loader *l, struct str path, uint64_t size);
/* The same in two steps: registers it without its text, then reads it; false
   when it is gone. */
uint32_t text_note(struct loader *l, struct str path, uint64_t size);
bool text_fill(struct loader *l, uint32_t file);
/* Whether the bytes of a file are a text with nothing to change or report. */
bool text_is_plain(struct str raw);

struct fronts;

/* texts.c: text_fill for many, in workers: `file` by entry, as text_note gave
   them, 0 for none; those that are gone become 0, the others are added to `f`
   as they come. */
void texts_read(struct loader *l, struct fronts *f, uint32_t *file,
    const struct dir_entry *entry, size_t n);

/* promises.c: takes what is known of texts for an answer: their entries of `file`
   become 0, so that they are not read, and those of the result are not. */
uint32_t *promises_take(struct loader *l, uint32_t *file,
    const struct dir_entry *entry, size_t n);
/* Once the front matter is read: what there is for the next run to know. */
void promises_keep(struct loader *l, const uint32_t *file,
    const uint32_t *promised, const struct dir_entry *entry, size_t n);

/* fronts.c: the front matter of many files at once: finds the bytes between
   the `---` lines and reads their YAML in workers. */
struct front {
	bool present;
	bool broken;		/* not closed, too long */
	uint32_t from, to;	/* the YAML */
	uint32_t body;		/* what follows */
	const struct yaml *root;	/* null after reporting */
};
/* For at most so many files, all registered; lives in the scratch arena. */
struct fronts *fronts_open(struct loader *l, size_t most);
/* A file whose text is there, or promised. */
void fronts_add(struct fronts *f, uint32_t file);
void fronts_read(struct fronts *f);

/* memory.c: what is known of front matter by its YAML, which was masked. */
struct map *memory_open(struct arena *a, const struct memory *m);
/* Its answer as a worker gave it. */
bool memory_knows(const struct map *known, struct str yaml,
    struct str *answer);
/* Nothing when `m` is null. */
void memory_keep(struct memory *m, struct str yaml, struct str answer);

/* front_matter.c */
/* Reads the keys into what the kind of file takes. An article whose front
   matter cannot be read (false) is left without a body: what it would print of
   `page` is not known. */
bool front_article(struct loader *l, struct article *art);
void front_translation(struct loader *l, struct translation *t,
    const struct article *of);
void front_snippet(struct loader *l, struct snippet *sn);

/* field.c: directives in front matter. */
/* The YAML with each directive replaced by inert text of the same length; it
   itself when it holds none. */
struct str field_mask(struct arena *a, struct str yaml);
/* Whether a scalar of masked YAML holds a directive. */
bool field_has_directive(struct str masked);
/* The field that a scalar is, compiled from its place in the source. */
struct field field_of(struct loader *l, const struct yaml *y);

/* bodies.c */
struct bodies *bodies_new(struct arena *a, struct known_paths *known);

/* names.c */
/* A name below content/ that is not safe in a URL or is reserved is reported;
   false then. `dir`: a folder. */
bool names_check(struct loader *l, struct str path, bool dir);
/* Whether it looks like a language tag: "nl", "pt-BR". */
bool names_is_tag(struct str s);
/* Splits a declared locale off "NAME.LOCALE"; false when there is none. */
bool names_locale(struct loader *l, struct str stem, struct str *name,
    struct str *locale);
/* Whether a path lies in a `_snippets` folder. */
bool names_is_snippet(struct str path);
bool names_is_markdown(struct str path);

/* snippet.c: the snippet in a source whose front matter was read, known as
   `path`. */
struct snippet *snippet_load(struct loader *l, uint32_t file,
    struct str path);
/* Gives the translations among `snippets` the parameters of their sources,
   which are there too or else in `others`; reports those that declare some. */
void snippets_inherit(const struct map *snippets, const struct map *others,
    struct diags *d);

/* redirects.c: the lines of `folder`/redirects.csv; null and 0 without it. */
const struct redirect *redirects_load(struct loader *l, struct str folder,
    size_t *n);

#endif
