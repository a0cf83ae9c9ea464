/* The inside of a locale. Private to value/. */
#ifndef VALUE_LOCALE_PARTS_H
#define VALUE_LOCALE_PARTS_H

#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/ulistformatter.h>
#include <unicode/uloc.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>

#include "value/locale.h"

struct number_tool {
	char skeleton[64];
	UNumberFormatter *f;
};

/* ICU's handles; null until first used, never closed. */
struct locale_tools {
	UCollator *collator;
	UPluralRules *plural;
	UDateFormat *date;
	UListFormatter *list;
	UFormattedNumber *result;
	struct number_tool *number;
	size_t numbers;
};

struct locale {
	const struct locale *next;	/* of all that are open */
	struct str tag;
	struct str name;
	struct str language;		/* "pt" of "pt-BR" */
	bool rtl;
	char id[ULOC_FULLNAME_CAPACITY];
	struct locale_tools *tools;
};

#endif
