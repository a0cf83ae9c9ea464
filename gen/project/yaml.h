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

/* In a record, for the length of a text that stands like that in the YAML. */
#define YAML_AS_IS UINT32_MAX

/* Reads `text` and appends a record of its tree or its errors. Runs libfyaml,
   which can crash on what is not YAML: call it in a worker. */
void yaml_write(struct str text, struct buf *out);
/* The tree of such a record of `text`, which stands at `at` of a source; null
   after reporting. Trusts nothing in the record. The nodes live in `nodes`;
   their texts are pieces of `text`, or live in `a`. */
const struct yaml *yaml_of(struct arena *a, struct arena *nodes,
    struct str record, struct str text, struct span at, struct diags *d);
/* "a list" ...: for messages. */
const char *yaml_words(const struct yaml *y);

#endif
