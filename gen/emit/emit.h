/* Deliverables: each emitter turns one linked edition into files. Emitters see
   neither Lua nor cmark and do not know where files go. */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

#include "render/skin.h"

/* One linked edition with its skin. */
struct emission {
	const struct site *site;
	const struct skin *skin;
	struct diags *diags;
};

/* Takes a finished file. `path` is relative to the brand's folder and bytes
   are valid during the call only. `text` files are subject to the leak check
   and, if HTML, to the check of links. */
struct sink {
	void *ctx;
	void (*file)(void *ctx, struct str path, struct str bytes, bool text);
};

/* The site is emitted in parts so that workers can share it: part 0 holds
   what is not a page of content (home, 404, tags, sitemap, robots, assets,
   articles.json), the others runs of pages. */
uint32_t emit_site_parts(const struct emission *e);
void emit_site(const struct emission *e, uint32_t part, struct arena *scratch,
    const struct sink *to);

/* print.html. */
void emit_print(const struct emission *e, struct arena *scratch,
    const struct sink *to);

/* A zip's entries, deflated beforehand. */
struct zip_entry {
	struct str path;
	uint64_t size, packed_size;
	uint32_t crc;		/* CRC-32 of ISO 3309 */
	bool stored;		/* not deflated: `packed` is the file itself */
	uint64_t offset;	/* of the packed bytes in the spool file */
};
/* Deflates one file (libdeflate; stored when that is no smaller), appending
   the packed bytes to `out`. */
void zip_pack(struct str bytes, struct zip_entry *entry, struct buf *out);
/* Writes the archive to a new file: entries in the order given, under the
   folder `top` ("portdns/"), fixed time stamps, mode 0644. Byte-identical for
   the same entries. The packed bytes are read from `spool`. */
void zip_write(const char *path, struct str top,
    const struct zip_entry *entry, size_t n, const char *spool);

#endif
