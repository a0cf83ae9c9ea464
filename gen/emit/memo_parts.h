/* What memo.c and memo_page.c share. */
#ifndef EMIT_MEMO_PARTS_H
#define EMIT_MEMO_PARTS_H

#include "emit/memo.h"
#include "emit/mould.h"

/* A stretch is found by the chain of its lines' digests, and is the right one
   if its bytes are the same. */
struct slot {
	uint64_t key;		/* 0: free */
	struct known *known;	/* null: it goes on behind this line */
};

struct known {
	struct stretch stretch;	/* without its facts if there is a mould */
	struct str bytes;
	struct mould *mould;	/* null: it is this one for these bytes only */
	size_t place;		/* the last one on the trail, if it is there */
	bool whole;		/* not cut short by the end of a page */
	bool lasting;		/* else gone when the next article begins */
};

/* A page that was read, its stretches in order. */
struct trail {
	uint64_t number;
	struct buf text;
	struct buf steps;	/* struct step */
	struct buf held;	/* struct stretch *: those that hold anything,
				   but for those with values */
};
void trail_free(struct trail *t);
/* Takes out what does not last, before its memory goes. */
void trail_fade(struct trail *t);

/* An article's entries that were read, one for each that its literals make. */
enum { ENTRY_MOULDS = 8 };
struct entry_memo {
	struct arena *a;
	uint64_t number;
	struct mould *mould[ENTRY_MOULDS];	/* null behind the last */
	bool done;		/* no more are made of it */
	struct stretch nothing;
};

enum {
	SIGHTS = 4096,	/* many times what an article has that is new */
	DETOURS = 16	/* that a page takes from the trail, and more */
};

struct memo {
	const struct leak_gate *gate;
	struct arena *lasting;	/* stretches that stood in two places */
	struct slot *slot;	/* these */
	size_t nslots, used;
	struct arena *fleeting;	/* those new in this article */
	uint32_t sight[SIGHTS];	/* of first lines of stretches that were read */
	struct marked page;	/* what is left of it */
	struct str whole_page;
	const struct brand *own;
	struct trail trail;	/* that the page is held against */
	size_t next;		/* step that is expected */
	unsigned lane, ndetours;	/* of this page, so far */
	struct known *detour[MEMO_LANES][DETOURS];	/* of the last page, in
				   order: what stood in place of the trail's */
	struct trail laid;	/* by this page, if it lays one */
	bool lays;
	bool again;		/* the trail is of the same number */
	struct stretch *one;	/* given last */
	struct buf text, aside;	/* of what is being read */
	struct leaks found;
	struct mould_tools tools;
	struct buf ids, links, facts;
	size_t nvalues;		/* of the text, LEAK_ANY in their places */
	uint32_t nlocal;	/* of the links */
	struct arena *passing;	/* of a file that is not kept */
	struct arena *into;	/* of the three, the one read into */
	struct entry_memo entries;
	uint64_t numbers;	/* given */
};

/* Forgets what was new in the last article; all, when that has become much. */
void memo_forget(struct memo *m);
/* The next stretch of the page, read if it was not before, and the bytes that it
   takes there. */
struct known *memo_find(struct memo *m, size_t *n);
/* The bytes that a stretch takes of the page which goes on with it, its values
   being any; 0 when the page does not. */
size_t memo_length(struct memo *m, const struct known *k);
/* The stretch with the values of m->tools, its bytes here. */
struct stretch *memo_with_values(struct memo *m, struct known *k,
    struct str bytes);

/* --- memo_read.c --------------------------------------------------------- */

/* Reads the first stretch of a page, its values aside; its length. What it
   holds lies in m->text and `into`. */
size_t memo_read_stretch(struct memo *m, struct marked page,
    struct arena *into, bool *whole);
/* Reads a text to its end. */
void memo_read_all(struct memo *m, enum markup_kind kind, struct str bytes,
    struct arena *into);
/* What was read, but for facts that are not looked for yet. */
struct stretch memo_end(struct memo *m);
/* Looks for them in m->text. */
void memo_add_facts(struct memo *m, struct stretch *s);

#endif
