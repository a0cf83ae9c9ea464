/* Deliverables: each emitter turns one linked edition into files. Emitters see
   neither Lua nor cmark and do not know where files go. */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

#include "emit/walk.h"
#include "render/skin.h"

/* One linked edition with its skin. */
struct emission {
	const struct site *site;
	const struct skin *skin;
	struct diags *diags;
	struct str url;		/* where the brand is published: brand->url or
				   --url, ending in '/'; empty if not known */
	bool noindex;		/* a preview: robots stay away */
	/* All editions of the brand, this one too, in the order of its
	   locales, for the alternates of sitemaps; may be none. */
	const struct site *const *sites;
	size_t nsites;
};

/* Takes a finished file. `path` is relative to the brand's folder and bytes
   are valid during the call only. `text` files are subject to the leak check
   and, if HTML, to the check of links; marks help it. */
struct sink {
	void *ctx;
	void (*file)(void *ctx, struct str path, struct marked bytes,
	    bool text);
};

/* The site is emitted in parts so that workers can share it. What belongs to
   the brand rather than to a locale (robots.txt, the way to the locales) comes
   with its first locale. Sitemaps are written when `url` is known: the protocol
   asks for absolute addresses. */
/* Style sheets, images and other copied files, which print.html needs too. */
void emit_assets(const struct emission *e, struct arena *scratch,
    const struct sink *to);
/* articles.json of a folder: the pages that have an entry; what stands in front
   of all entries, with the files of folders inside; what stands in front of
   each, an entry, and what stands behind the last. emit_entries_begin and
   emit_entry leave in `plain`, as it is and parted by NUL, all that they say,
   and in `marks` which of it are values: this is what verify_entry reads. */
#define EMIT_ARTICLES STR("articles.json")
struct folders;
bool emit_has_entry(const struct page *p);
void emit_entries_begin(const struct folders *all, size_t folder,
    struct buf *plain, struct buf *out);
void emit_entry_gap(bool first, struct buf *out);
void emit_entry(const struct emission *e, const struct page *p,
    struct stencil_literals *l, struct buf *plain, struct buf *marks,
    struct buf *out);
void emit_entries_end(struct buf *out);
/* An edition and where its files go. */
struct outlet {
	const struct emission *e;
	struct sink to;
};
enum { OUTLETS = WALK_EDITIONS };	/* as many as plans are kept of: skin_plan.c */
/* The pages of up to OUTLETS editions whose URL is not below `from` and, unless
   `to_url` is empty, below it: each page in all of them before the next one,
   for they share most of its text. */
void emit_pages(const struct outlet *o, size_t n, struct str from,
    struct str to_url, struct arena *scratch);
/* The same of home, 404, tags; then of each edition old addresses, sitemap,
   robots. */
void emit_indexes(const struct outlet *o, size_t n, struct arena *scratch);

/* search.html and search/, when the theme has a search. What the files say that
   do not show it in their bytes goes to `words` under their paths. */
void emit_search(const struct emission *e, struct arena *scratch,
    const struct sink *to, const struct sink *words);

/* print.html. */
void emit_print(const struct emission *e, struct arena *scratch,
    const struct sink *to);

/* An EPUB 3 publication, file by file in the order of its archive: `mimetype`
   first. Paths are those in the archive; the site's pages and images stand
   below EPUB_ROOT EPUB_PAGES under their own paths, the pages' ending in
   ".xhtml". */
#define EPUB_ROOT "EPUB/"
#define EPUB_PAGES "pages/"
void emit_epub(const struct emission *e, struct arena *scratch,
    const struct sink *to);
/* What the file's name has behind the brand's: ".epub", ".nl.epub". */
struct str epub_suffix(struct arena *a, const struct edition *e);

/* A zip's entries, deflated beforehand. */
struct zip_entry {
	struct str path;	/* below the archive's folder, '/' between */
	uint64_t size, packed_size;
	uint32_t crc;		/* CRC-32 of ISO 3309 */
	bool stored;		/* not deflated: `packed` is the file itself */
	uint32_t spool;		/* which spool file holds the packed bytes */
	uint64_t offset;	/* and where they begin there */
};
/* Deflates one file (libdeflate; stored when that is no smaller), appending
   the packed bytes to `out`; fills in all but path, spool and offset. */
void zip_pack(struct str bytes, struct zip_entry *entry, struct buf *out);
/* The same, not deflated. */
void zip_store(struct str bytes, struct zip_entry *entry, struct buf *out);
/* Writes the archive to a new file: entries in the order given, under the
   folder `top` ("portdns"; empty: none), fixed time stamps, mode 0644. Byte-identical for
   the same entries. The packed bytes are read from the files `spool`. Dies,
   leaving nothing, when there is no entry, or a name is absolute, climbs with
   "..", or is not safe in an archive; and when the system fails. */
void zip_write(const char *path, struct str top,
    const struct zip_entry *entry, size_t n, const char *const *spool);
/* Whether the archive at `path` has these entries, in this order, without a top
   folder, and the packed bytes of each are those in `packed` at its offset. */
bool zip_holds(const char *path, const struct zip_entry *entry, size_t n,
    struct str packed);
/* Writes "HASH  NAME\n", as `sha256sum -c` reads it, to the new file `out`:
   the SHA-256 of the file `zip` under its name `name`. */
void zip_digest(const char *zip, struct str name, const char *out);

#endif
