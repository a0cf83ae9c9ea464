/* What the files that make editions share. Private to provider/. */
#ifndef PROVIDER_EDITIONS_H
#define PROVIDER_EDITIONS_H

#include "provider/private.h"

struct making {
	struct providers *p;
	struct diags *d;
	struct script *s;
	struct brand *brand;	/* null while base is checked alone */
	struct raw own;		/* the fields of `brand` */
	struct raw rest;	/* the groups */
	struct raw vars;
};

/* editions_fields.c: sorts the fields of m->s into the three; reports those
   that there are not. */
void editions_split(struct making *m);

/* --- editions_values.c --------------------------------------------------- */

/* Enters the names of variables for all brands, reporting those that cannot
   be. */
void editions_check_vars(struct making *m);
void editions_check_address(struct making *m);
/* The map of an edition in that locale, without the names that all editions
   share. */
void editions_convert(struct making *m, const struct locale *l,
    struct map_builder *b);
/* What the compiler itself reads of the values of a brand's first edition. */
void editions_set_brand(struct brand *b, const struct value *values);
/* Mail without TLS must be meant. */
void editions_check_cleartext(struct making *m, const struct value *values);

/* editions_shared.c: adds the names that all editions have to p->all. */
void editions_share_names(struct providers *p);

#endif
