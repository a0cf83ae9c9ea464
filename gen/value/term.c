/* Terms: a name's forms, by the rules of a language where none is given. */
#include <string.h>

#include "base/str.h"
#include "value/locale.h"
#include "value/locale_parts.h"

/* How a language makes the forms that a provider leaves out; a null function
   means that the bare form serves. */
struct term_rules {
	const char *language;
	struct str (*a)(struct arena *a, struct str bare);
	struct str (*possessive)(struct arena *a, struct str bare);
	struct str (*plural)(struct arena *a, struct str bare);
};

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static char
lower(char c)
{
	return is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

static bool
one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static struct str
first_word(struct str s)
{
	size_t n = 0;

	while (n < s.n && !one_of(s.p[n], " -/."))
		n++;
	return str_slice(s, 0, n);
}

/* Capitals that are spoken as a word: a RAID array. */
static bool
is_spoken(struct str word)
{
	static const char *const spoken[] = {
		"FAT", "FIDO", "HIPAA", "LAMP", "LAN", "LEMP", "MAC", "MAMP",
		"MIME", "NAS", "NAT", "RAID", "RAM", "REST", "ROM", "SAML",
		"SAN", "SASL", "SIM", "SIP", "SOAP",
	};

	for (size_t i = 0; i < sizeof(spoken) / sizeof(*spoken); i++)
		if (str_eq(word, str_c(spoken[i])))
			return true;
	return false;
}

/* Begins with a letter spoken by its name: SMTP, NVMe, S3, X, rDNS. */
static bool
is_spelled(struct str word)
{
	char next = word.n > 1 ? word.p[1] : '0';

	return word.n > 0 && !is_spoken(word) && (is_upper(next) ||
	    (is_upper(word.p[0]) && next >= '0' && next <= '9'));
}

/* A vowel with a mark in Latin-1: all of U+00C0 to U+00DF, and of their small
   letters, but C, N, Y, eth, thorn, sharp s and the sign between them. */
static bool
is_marked_vowel(struct str word)
{
	unsigned n = word.n > 1 ? (unsigned char)word.p[1] & 0x1f : 0x1f;

	return word.n > 1 && word.p[0] == '\xc3' && n < 29 && n != 7 &&
	    n != 16 && n != 17 && n != 23;
}

static bool
starts_fold(struct str s, const char *prefix)
{
	struct str p = str_c(prefix);

	return s.n >= p.n && str_eq_fold(str_slice(s, 0, p.n), p);
}

static bool
starts_any(struct str s, const char *const *prefix, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (starts_fold(s, prefix[i]))
			return true;
	return false;
}

/* "8", "11", "18" and what begins with 8 are spoken with a vowel. */
static bool
number_takes_an(struct str word)
{
	size_t n = 0;

	while (n < word.n && word.p[n] >= '0' && word.p[n] <= '9')
		n++;
	struct str digits = str_slice(word, 0, n);
	return digits.p[0] == '8' || str_eq(digits, STR("11")) ||
	    str_eq(digits, STR("18"));
}

static bool
takes_an(struct str bare)
{
	/* A vowel letter with the sound of "you" or "won". */
	static const char *const consonant[] = {
		"uni", "use", "usa", "usu", "ut", "eu", "ewe", "once", "one",
		"ubi", "ura"
	};
	/* Not so: "unimportant", "utter". */
	static const char *const vowel[] = {
		"unin", "unim", "utt", "heir", "hono", "hour", "honest",
		"nginx"
	};
	struct str word = first_word(bare);

	if (word.n == 0)
		return false;
	if (word.p[0] >= '0' && word.p[0] <= '9')
		return number_takes_an(word);
	if (is_spelled(word))
		return one_of(lower(word.p[0]), "aefhilmnorsx");
	if (starts_any(word, vowel, sizeof(vowel) / sizeof(*vowel)))
		return true;
	if (starts_any(word, consonant,
	    sizeof(consonant) / sizeof(*consonant)))
		return false;
	return one_of(lower(word.p[0]), "aeiou") || is_marked_vowel(word);
}

static struct str
english_a(struct arena *a, struct str bare)
{
	return arena_printf(a, "%s %.*s", takes_an(bare) ? "an" : "a",
	    STR_ARG(bare));
}

/* A small final s is taken for a plural's; "PortDNS" ends in another. */
static struct str
english_possessive(struct arena *a, struct str bare)
{
	return arena_printf(a, "%.*s%s", STR_ARG(bare),
	    str_ends(bare, STR("s")) ? "'" : "'s");
}

static struct str
english_plural(struct arena *a, struct str bare)
{
	char last = bare.n > 0 ? bare.p[bare.n - 1] : '\0';
	char before = bare.n > 1 ? bare.p[bare.n - 2] : '\0';

	if (last == 'y' && before != '\0' && !one_of(before, "aeiouAEIOU"))
		return arena_printf(a, "%.*sies", (int)bare.n - 1, bare.p);
	if (one_of(last, "sxz") || str_ends(bare, STR("ch")) ||
	    str_ends(bare, STR("sh")))
		return arena_printf(a, "%.*ses", STR_ARG(bare));
	return arena_printf(a, "%.*ss", STR_ARG(bare));
}

static bool
ends_any(struct str s, const char *const *end, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ends(s, str_c(end[i])))
			return true;
	return false;
}

static struct str
dutch_a(struct arena *a, struct str bare)
{
	return arena_printf(a, "een %.*s", STR_ARG(bare));
}

/* Anna's, Hans', Kees', PortDNS'; else an s that is part of the word. */
static struct str
dutch_possessive(struct arena *a, struct str bare)
{
	static const char *const hiss[] = { "s", "x", "z", "S", "X", "Z" };
	char last = bare.n > 0 ? bare.p[bare.n - 1] : '\0';

	if (ends_any(bare, hiss, sizeof(hiss) / sizeof(*hiss)))
		return arena_printf(a, "%.*s\xe2\x80\x99", STR_ARG(bare));
	return arena_printf(a, "%.*s%ss", STR_ARG(bare),
	    one_of(last, "aiouyAIOUY") ? "\xe2\x80\x99" : "");
}

/* The s of loan words, which names of products are; words of its own that end
   in -en are the provider's to give. */
static struct str
dutch_plural(struct arena *a, struct str bare)
{
	char last = bare.n > 0 ? bare.p[bare.n - 1] : '\0';

	return arena_printf(a, "%.*s%ss", STR_ARG(bare),
	    one_of(last, "aiouy") ? "\xe2\x80\x99" : "");
}

/* A mute h cannot be told from one that is not: no elision before it. */
static struct str
french_possessive(struct arena *a, struct str bare)
{
	static const char *const vowel[] = { "a", "e", "i", "o", "u",
		"\xc3\xa0", "\xc3\xa2", "\xc3\xa8", "\xc3\xa9", "\xc3\xaa",
		"\xc3\xae", "\xc3\xb4", "\xc5\x93", "\xc3\x80", "\xc3\x88",
		"\xc3\x89", "\xc3\x8a" };

	return arena_printf(a, "%s%.*s", starts_any(bare, vowel,
	    sizeof(vowel) / sizeof(*vowel)) ? "d\xe2\x80\x99" : "de ",
	    STR_ARG(bare));
}

static struct str
french_plural(struct arena *a, struct str bare)
{
	static const char *const same[] = { "s", "x", "z" };
	static const char *const with_x[] = { "au", "eu" };

	if (ends_any(bare, same, sizeof(same) / sizeof(*same)))
		return bare;
	return arena_printf(a, "%.*s%s", STR_ARG(bare), ends_any(bare, with_x,
	    sizeof(with_x) / sizeof(*with_x)) ? "x" : "s");
}

/* What depends on gender (de or het, un or une) is the provider's to give. */
static const struct term_rules rules[] = {
	{ "en", english_a, english_possessive, english_plural },
	{ "nl", dutch_a, dutch_possessive, dutch_plural },
	{ "fr", NULL, french_possessive, french_plural },
	{ NULL, NULL, NULL, NULL }	/* any other language */
};

static const struct term_rules *
rules_of(const struct locale *l)
{
	const struct term_rules *r = rules;

	while (r->language && !str_eq(l->language, str_c(r->language)))
		r++;
	return r;
}

static struct str
derived(struct arena *a, struct str given, struct str bare,
    struct str (*rule)(struct arena *, struct str))
{
	if (given.n > 0)
		return given;
	return rule && bare.n > 0 ? rule(a, bare) : bare;
}

struct str
term_print(struct arena *a, const struct term *t, enum term_form form,
    const struct locale *l)
{
	const struct term_rules *r = rules_of(l);

	switch (form) {
	case TERM_THE:
		return derived(a, t->the, t->bare, NULL);
	case TERM_A:
		return derived(a, t->a, t->bare, r->a);
	case TERM_POSSESSIVE:
		return derived(a, t->possessive, t->bare, r->possessive);
	case TERM_PLURAL:
		return derived(a, t->plural, t->bare, r->plural);
	default:
		return t->bare;
	}
}
