/* Rows of a published output, one for each of its files. */
#ifndef PUBLISH_ROWS_H
#define PUBLISH_ROWS_H

#include "base/files.h"
#include "base/hash.h"

/* A row: this, then the path below OUT and a NUL. They stand brand by brand:
   first the files of all trees, then of each brand the companions and the
   manifest, then the manifest of all. */
struct row {
	uint64_t size;
	struct hash128 hash;	/* nought of a manifest */
	struct file_stamp stamp;
	uint32_t brand;		/* its number; of the last row none */
	uint32_t path;		/* bytes, the NUL included */
};

/* Takes a row from the front; false when there is none that is whole. */
bool row_take(struct str *rows, struct row *r, struct str *path);
/* Whether that file below the open folder `out` is as the row says. */
bool row_stands(int out, const struct row *r, struct str path);
/* Whether all do. */
bool rows_stand(int out, struct str rows);
/* Whether those of files beside the trees do. A brand's manifest is the last
   thing that a build publishes of it: where that is the one of the rows, nobody
   has published the brand since. */
bool rows_beside_stand(int out, struct str rows);
/* Whether no dead build has left anything in the open folder and no other one
   is writing to it; locks it. */
bool output_is_free(int out);

#endif
