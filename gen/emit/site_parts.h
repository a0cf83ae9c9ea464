/* What site.c and its neighbours share. */
#ifndef EMIT_SITE_PARTS_H
#define EMIT_SITE_PARTS_H

#include "emit/emit.h"

/* An edition's path in the brand's folder. */
struct str site_path(const struct emission *e, struct arena *a,
    struct str url);
/* Hands a file of the edition to the sink, with the marks of values if they
   were noted. */
void site_put_marked(const struct emission *e, struct arena *a, struct str url,
    struct marked bytes, const struct sink *to);
void site_put(const struct emission *e, struct arena *a, struct str url,
    struct str bytes, const struct sink *to);

/* The bytes of a file that the project was loaded with; dies when it is gone. */
struct str site_disk_bytes(struct arena *a, struct str disk);

/* A page that leads on at each old path of the edition. */
void site_redirects(const struct emission *e, struct arena *scratch,
    const struct sink *to);

/* sitemap.xml by sitemaps.org 0.9, when the edition's address is known; split
   and indexed above the protocol's 50,000 entries. */
void site_sitemap(const struct emission *e, struct arena *scratch,
    const struct sink *to);
/* robots.txt and, when every locale has a folder of its own, the index.html
   that leads to them; of the brand's first locale alone. */
void site_brand_files(const struct emission *e, struct arena *scratch,
    const struct sink *to);

#endif
