/* Locales: opening, names, collation and plural categories. */
#include "value/locale.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>

#include "base/diag.h"
#include "base/str.h"
#include "value/icu.h"
#include "value/locale_parts.h"

/* All that were opened: a tag that several brands declare shares its handles,
   which are costly. */
static const struct locale *opened;

/* Languages that ISO 639 does not know have no three-letter code. */
static bool
parse_tag(struct str tag, char *id, size_t cap)
{
	UErrorCode err = U_ZERO_ERROR;
	int32_t read = 0;
	char text[ULOC_FULLNAME_CAPACITY];

	if (tag.n == 0 || tag.n >= sizeof(text))
		return false;
	memcpy(text, tag.p, tag.n);
	text[tag.n] = '\0';
	uloc_forLanguageTag(text, id, (int32_t)cap, &read, &err);
	return U_SUCCESS(err) && err != U_STRING_NOT_TERMINATED_WARNING &&
	    (size_t)read == tag.n && uloc_getISO3Language(id)[0] != '\0';
}

static void
read_names(struct locale *l, struct arena *a)
{
	UErrorCode err = U_ZERO_ERROR;
	struct utf16 name = icu_room(a, ULOC_FULLNAME_CAPACITY);
	char text[ULOC_FULLNAME_CAPACITY];
	int32_t n = uloc_toLanguageTag(l->id, text, (int32_t)sizeof(text),
	    false, &err);

	icu_check(err, "a locale's tag");
	l->tag = arena_str(a, (struct str){ text, (size_t)n });
	n = uloc_getLanguage(l->id, text, (int32_t)sizeof(text), &err);
	icu_check(err, "a locale's language");
	l->language = arena_str(a, (struct str){ text, (size_t)n });
	name.n = uloc_getDisplayName(l->id, l->id, name.p, name.n, &err);
	icu_check(err, "a locale's name");
	l->name = text_capitalise(a, icu_utf8(a, name), l);
	l->rtl = uloc_isRightToLeft(l->id);
}

/* The arena that holds what lives as long as the process. */
static struct arena *
lasting(void)
{
	static struct arena *a;

	if (!a)
		a = arena_new();
	return a;
}

const struct locale *
locale_open(struct arena *a, struct str tag)
{
	char id[ULOC_FULLNAME_CAPACITY];

	(void)a;
	if (!parse_tag(tag, id, sizeof(id)))
		return NULL;
	for (const struct locale *l = opened; l; l = l->next)
		if (strcmp(l->id, id) == 0)
			return l;
	struct locale *l = ARENA_NEW(lasting(), struct locale);
	memcpy(l->id, id, sizeof(id));
	l->tools = ARENA_NEW(lasting(), struct locale_tools);
	read_names(l, lasting());
	l->next = opened;
	opened = l;
	return l;
}

const char *
icu_id(const struct locale *l)
{
	return l->id;
}

struct str
locale_tag(const struct locale *l)
{
	return l->tag;
}

struct str
locale_name(const struct locale *l)
{
	return l->name;
}

bool
locale_is_rtl(const struct locale *l)
{
	return l->rtl;
}

static UCollator *
collator(const struct locale *l)
{
	UErrorCode err = U_ZERO_ERROR;

	if (!l->tools->collator)
		l->tools->collator = ucol_open(l->id, &err);
	icu_check(err, "collation");
	return l->tools->collator;
}

int
locale_compare(const struct locale *l, struct str a, struct str b)
{
	UErrorCode err = U_ZERO_ERROR;
	UCollationResult c = ucol_strcollUTF8(collator(l), a.n ? a.p : "",
	    (int32_t)a.n, b.n ? b.p : "", (int32_t)b.n, &err);

	icu_check(err, "collation");
	return c != UCOL_EQUAL ? (int)c : str_cmp(a, b);
}

struct str
locale_plural(const struct locale *l, int64_t n)
{
	static const struct str names[] = {
		{ "zero", 4 }, { "one", 3 }, { "two", 3 }, { "few", 3 },
		{ "many", 4 }
	};
	struct locale_tools *t = l->tools;
	UErrorCode err = U_ZERO_ERROR;
	UChar wide[16];
	char word[16] = "";

	if (!t->plural)
		t->plural = uplrules_open(l->id, &err);
	icu_check(err, "plural rules");
	int32_t len = uplrules_select(t->plural, (double)n, wide, 16, &err);
	icu_check(err, "plural rules");
	u_UCharsToChars(wide, word, len);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(word, names[i].p) == 0)
			return names[i];
	return STR("other");
}
