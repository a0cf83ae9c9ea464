/* The names of the page model with their types: what section 3 of
   themes/README.md tells theme authors, and what their templates are checked
   against. */
#include <string.h>

#include "render/internal.h"

#define KINDS "home section article tag 404 print search"
#define PLACES "bar top body_end end"

#define TEXT(r, f) { r, f, MODEL_TEXT, false, NULL, NULL }
#define TEXT_OR_NIL(r, f) { r, f, MODEL_TEXT, true, NULL, NULL }
#define ENUM(r, f, values) { r, f, MODEL_TEXT, false, NULL, values }
#define HTML(r, f) { r, f, MODEL_HTML, false, NULL, NULL }
#define HTML_OR_NIL(r, f) { r, f, MODEL_HTML, true, NULL, NULL }
#define BOOL(r, f) { r, f, MODEL_BOOL, false, NULL, NULL }
#define INTEGER(r, f) { r, f, MODEL_INTEGER, false, NULL, NULL }
#define INTEGER_OR_NIL(r, f) { r, f, MODEL_INTEGER, true, NULL, NULL }
#define DATE_OR_NIL(r, f) { r, f, MODEL_DATE, true, NULL, NULL }
#define URL(r, f) { r, f, MODEL_URL, false, NULL, NULL }
#define URL_OR_NIL(r, f) { r, f, MODEL_URL, true, NULL, NULL }
#define ADDRESS(r, f) { r, f, MODEL_ADDRESS, false, NULL, NULL }
#define ADDRESS_OR_NIL(r, f) { r, f, MODEL_ADDRESS, true, NULL, NULL }
#define TEXTS_OR_NIL(r, f) { r, f, MODEL_TEXTS, true, NULL, NULL }
#define LIST(r, f, of) { r, f, MODEL_LIST, false, of, NULL }
#define LIST_OR_NIL(r, f, of) { r, f, MODEL_LIST, true, of, NULL }
#define RECORD(r, f, of) { r, f, MODEL_RECORD, false, of, NULL }
#define RECORD_OR_NIL(r, f, of) { r, f, MODEL_RECORD, true, of, NULL }
#define MAP(r, f) { r, f, MODEL_MAP, false, NULL, NULL }

static const struct model_row rows[] = {
	RECORD("", "page", "page"),
	RECORD("", "site", "site"),
	RECORD("", "locale", "locale"),
	RECORD("", "livery", "livery"),
	LIST_OR_NIL("", "nav", "nav"),
	LIST("", "furniture", "piece"),
	MAP("", "ui"),
	MAP("", "options"),
	RECORD("", "tokens", "tokens"),
	MAP("tokens", "light"),
	MAP("tokens", "dark"),

	ENUM("page", "kind", KINDS),
	TEXT("page", "id"),
	TEXT("page", "title"),
	TEXT_OR_NIL("page", "description"),
	URL("page", "url"),
	TEXT("page", "root"),
	ADDRESS_OR_NIL("page", "canonical"),
	TEXT("page", "lang"),
	ENUM("page", "dir", "ltr rtl"),
	BOOL("page", "fallback"),
	LIST_OR_NIL("page", "alternates", "alternate"),
	LIST_OR_NIL("page", "translations", "translation"),
	BOOL("page", "noindex"),
	HTML_OR_NIL("page", "content"),
	LIST_OR_NIL("page", "toc", "heading"),
	LIST_OR_NIL("page", "tags", "tag"),
	TEXT_OR_NIL("page", "tag"),
	DATE_OR_NIL("page", "updated"),
	DATE_OR_NIL("page", "reviewed"),
	TEXT_OR_NIL("page", "updated_iso"),
	TEXT_OR_NIL("page", "reviewed_iso"),
	TEXT_OR_NIL("page", "author"),
	TEXT_OR_NIL("page", "owner"),
	LIST_OR_NIL("page", "breadcrumb", "link"),
	RECORD_OR_NIL("page", "prev", "link"),
	RECORD_OR_NIL("page", "next", "link"),
	LIST_OR_NIL("page", "related", "related"),
	RECORD_OR_NIL("page", "section", "section link"),
	RECORD_OR_NIL("page", "nav_section", "section link"),
	LIST_OR_NIL("page", "sections", "section"),
	LIST_OR_NIL("page", "articles", "article"),
	LIST_OR_NIL("page", "readers", "reader"),
	INTEGER_OR_NIL("page", "useful"),
	LIST_OR_NIL("page", "chapters", "chapter"),
	MAP("page", "extra"),

	TEXT("alternate", "lang"),
	ENUM("alternate", "dir", "ltr rtl"),
	TEXT("alternate", "name"),
	URL("alternate", "url"),
	ADDRESS_OR_NIL("alternate", "href"),
	BOOL("alternate", "fallback"),

	TEXT("translation", "lang"),
	ADDRESS("translation", "href"),

	TEXT("heading", "id"),
	TEXT("heading", "title"),
	INTEGER("heading", "level"),
	LIST_OR_NIL("heading", "children", "heading"),

	TEXT("tag", "name"),
	URL("tag", "url"),
	INTEGER("tag", "count"),

	TEXT("link", "title"),
	URL("link", "url"),

	TEXT("related", "title"),
	URL("related", "url"),
	TEXT_OR_NIL("related", "description"),
	INTEGER_OR_NIL("related", "views"),

	TEXT("section link", "id"),
	TEXT("section link", "title"),
	URL("section link", "url"),

	TEXT("article", "id"),
	TEXT("article", "title"),
	URL("article", "url"),
	TEXT_OR_NIL("article", "description"),
	DATE_OR_NIL("article", "updated"),
	TEXT_OR_NIL("article", "updated_iso"),

	TEXT("section", "id"),
	TEXT("section", "title"),
	TEXT_OR_NIL("section", "description"),
	URL("section", "url"),
	INTEGER("section", "count"),
	LIST_OR_NIL("section", "articles", "article"),
	LIST_OR_NIL("section", "sections", "section"),

	TEXT("reader", "name"),
	TEXT("reader", "label"),
	TEXT("reader", "example"),
	TEXT("reader", "type"),

	INTEGER("chapter", "n"),
	TEXT("chapter", "anchor"),
	TEXT("chapter", "title"),
	TEXT_OR_NIL("chapter", "description"),
	LIST_OR_NIL("chapter", "articles", "chapter article"),
	INTEGER_OR_NIL("chapter", "page"),

	TEXT("chapter article", "id"),
	TEXT("chapter article", "anchor"),
	TEXT("chapter article", "title"),
	TEXT_OR_NIL("chapter article", "description"),
	HTML("chapter article", "content"),
	TEXT("chapter article", "lang"),
	ENUM("chapter article", "dir", "ltr rtl"),
	BOOL("chapter article", "fallback"),
	INTEGER_OR_NIL("chapter article", "page"),

	LIST_OR_NIL("site", "sections", "section"),
	LIST_OR_NIL("site", "tags", "tag"),
	URL("site", "home"),
	ADDRESS_OR_NIL("site", "url"),
	URL_OR_NIL("site", "tags_url"),
	URL_OR_NIL("site", "print_url"),
	URL_OR_NIL("site", "search_url"),
	TEXT_OR_NIL("site", "form_action"),

	TEXT("locale", "tag"),
	ENUM("locale", "dir", "ltr rtl"),
	TEXT("locale", "name"),

	TEXT("nav", "title"),
	URL("nav", "url"),
	BOOL("nav", "current"),
	BOOL("nav", "open"),
	LIST_OR_NIL("nav", "children", "nav"),

	TEXT("livery", "version"),

	TEXT("piece", "partial"),
	ENUM("piece", "at", PLACES),
	TEXT_OR_NIL("piece", "title"),
	TEXT_OR_NIL("piece", "text"),
	TEXT_OR_NIL("piece", "question"),
	TEXT_OR_NIL("piece", "thanks"),
	TEXT_OR_NIL("piece", "wait"),
	TEXT_OR_NIL("piece", "code"),
	TEXTS_OR_NIL("piece", "refuse"),
	RECORD_OR_NIL("piece", "action", "action"),

	TEXT("action", "label"),
	ADDRESS("action", "url"),

	INTEGER("loop", "index"),
	BOOL("loop", "first"),
	BOOL("loop", "last")
};

#define ROWS (sizeof(rows) / sizeof(*rows))

const struct model_row *
model_find(const char *record, struct str field)
{
	for (size_t i = 0; i < ROWS; i++)
		if (strcmp(rows[i].record, record) == 0 &&
		    str_eq(field, str_c(rows[i].field)))
			return &rows[i];
	return NULL;
}

const struct model_row *
model_next(const char *record, size_t *i)
{
	while (*i < ROWS) {
		const struct model_row *row = &rows[(*i)++];
		if (strcmp(row->record, record) == 0)
			return row;
	}
	return NULL;
}

bool
model_holds(struct str field)
{
	for (size_t i = 0; i < ROWS; i++)
		if ((rows[i].type == MODEL_LIST ||
		    rows[i].type == MODEL_RECORD) &&
		    str_eq(field, str_c(rows[i].field)))
			return true;
	return false;
}

const char *
model_words(enum model_type t)
{
	switch (t) {
	case MODEL_HTML: return "HTML";
	case MODEL_BOOL: return "true or false";
	case MODEL_INTEGER: return "an integer";
	case MODEL_DATE: return "a date";
	case MODEL_URL: return "a URL";
	case MODEL_ADDRESS: return "an address";
	case MODEL_LIST: return "a list";
	case MODEL_TEXTS: return "a list";
	case MODEL_RECORD: return "a map";
	case MODEL_MAP: return "a map";
	default: return "a text";
	}
}
