/* YAML 1.2 as a plain tree with the place of every node. Anchors, aliases and
   tags are refused. Private to project/. */
#ifndef PROJECT_YAML_H
#define PROJECT_YAML_H

#include "base/diag.h"

enum yaml_kind { YAML_NULL, YAML_SCALAR, YAML_LIST, YAML_MAP };

enum yaml_style {
	YAML_PLAIN,
	YAML_SINGLE,	/* '...' */
	YAML_DOUBLE,	/* "..." */
	YAML_BLOCK	/* | or > */
};

struct yaml {
	enum yaml_kind kind;
	enum yaml_style style;
	struct str text;	/* SCALAR: its content */
	struct span at;		/* SCALAR: between the quotes; else where it
				   begins */
	const struct yaml *item;	/* LIST: the items; MAP: the values */
	const struct yaml *key;		/* MAP: the keys, all SCALAR */
	size_t n;
};

/* Reads `text`, which stands at byte `off` of source `file` (with bytes of the
   same length, so that places hold). Null after reporting. */
const struct yaml *yaml_read(struct arena *a, struct str text, uint32_t file,
    uint32_t off, struct diags *d);
/* "a list" ...: for messages. */
const char *yaml_words(const struct yaml *y);

#endif
