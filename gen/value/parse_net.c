/* The written forms of what leads somewhere or is shown: phone numbers,
   colours, hosts, addresses, URLs. */
#include <string.h>

#include "base/str.h"
#include "value/value.h"

static bool
no(const char **why, const char *words)
{
	*why = words;
	return false;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool
is_separator(char c)
{
	return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' ||
	    c == '/';
}

/* The digits of a number as it is dialled: letters as on a telephone's keys,
   a trunk "(0)" behind a country code left out. False at any other byte. */
static bool
dialled(struct str s, char *p, size_t *n)
{
	static const char keys[] = "22233344455566677778889999";
	bool plus = s.n > 0 && s.p[0] == '+';

	*n = 0;
	for (size_t i = plus; i < s.n; i++) {
		char c = s.p[i];
		if (plus && str_starts(str_slice(s, i, s.n), STR("(0)"))) {
			i += 2;
		} else if (is_digit(c)) {
			p[(*n)++] = c;
		} else if (is_letter(c) && *n > 0) {
			p[(*n)++] = keys[lower(c) - 'a'];
		} else if (!is_separator(c)) {
			return false;
		}
	}
	return true;
}

/* The part behind "ext." or "x", with the number cut before it. */
static bool
cut_extension(struct str *s, struct str *ext)
{
	static const char *const marks[] = { "ext.", "ext", "x" };

	*ext = (struct str){ 0 };
	for (size_t k = 0; k < sizeof(marks) / sizeof(*marks); k++) {
		ptrdiff_t at = str_find(*s, str_c(marks[k]), 0);
		if (at < 2 || s->p[at - 1] != ' ')
			continue;
		*ext = str_trim(str_slice(*s,
		    (size_t)at + strlen(marks[k]), s->n));
		uint64_t v;
		if (!str_to_uint(*ext, &v))
			return false;
		*s = str_trim(str_slice(*s, 0, (size_t)at));
		return true;
	}
	return true;
}

bool
value_parse_phone(struct arena *a, struct str s, struct value *out,
    const char **why)
{
	static const char form[] = "write a phone number with digits, spaces "
	    "and hyphens, best with its country code: +1 205 555 0142";
	struct str shown = str_trim(s), number = shown, ext;
	size_t n;

	if (!cut_extension(&number, &ext))
		return no(why, "the extension is a number: ext. 12");
	char *p = arena_alloc(a, number.n + 1);
	if (!dialled(number, p, &n))
		return no(why, form);
	if (n < 3)
		return no(why, "a phone number has at least three digits");
	if (n > 15)
		return no(why, "a phone number has at most 15 digits");
	*out = (struct value){ .type = VALUE_PHONE };
	out->pair.text = arena_str(a, shown);
	out->pair.target = arena_printf(a, "%s%.*s%s%.*s",
	    number.p[0] == '+' ? "+" : "", (int)n, p,
	    ext.n ? ";ext=" : "", STR_ARG(ext));
	return true;
}

bool
value_parse_colour(struct arena *a, struct str s, struct value *out,
    const char **why)
{
	static const char form[] = "write a colour as # and three or six "
	    "hexadecimal digits: #0a5bd3";
	char *p = arena_alloc(a, 8);

	if ((s.n != 4 && s.n != 7) || s.p[0] != '#')
		return no(why, form);
	p[0] = '#';
	for (size_t i = 0; i < 6; i++) {
		char c = lower(s.p[1 + (s.n == 4 ? i / 2 : i)]);
		if (!is_digit(c) && (c < 'a' || c > 'f'))
			return no(why, form);
		p[1 + i] = c;
	}
	*out = (struct value){ .type = VALUE_COLOUR, .text = { p, 7 } };
	return true;
}

/* The length of a {reader.NAME} pattern at `i`, or 0. */
static size_t
pattern_at(struct str s, size_t i)
{
	struct str open = STR("{reader.");
	size_t n = i + open.n;

	if (!str_starts(str_slice(s, i, s.n), open))
		return 0;
	while (n < s.n && (is_letter(s.p[n]) || is_digit(s.p[n]) ||
	    s.p[n] == '_'))
		n++;
	return n > i + open.n && n < s.n && s.p[n] == '}' ? n + 1 - i : 0;
}

static bool
check_label(struct str label, const char **why)
{
	size_t n = 0;

	if (label.n == 0)
		return no(why, "a host name has no empty part between dots");
	if (label.p[0] == '-' || label.p[label.n - 1] == '-')
		return no(why,
		    "no part of a host name begins or ends with a hyphen");
	for (size_t i = 0; i < label.n; n++) {
		size_t pattern = pattern_at(label, i);
		char c = label.p[i];
		if (!pattern && !is_letter(c) && !is_digit(c) && c != '-')
			return no(why, "a host name has letters, digits, "
			    "hyphens and dots only");
		i += pattern ? pattern : 1;
	}
	if (n > 63)
		return no(why, "a part of a host name has at most 63 letters");
	return true;
}

/* The end of the label at `i`; the dot inside a pattern is none of its own. */
static size_t
label_end(struct str s, size_t i)
{
	while (i < s.n && s.p[i] != '.') {
		size_t pattern = pattern_at(s, i);
		i += pattern ? pattern : 1;
	}
	return i;
}

bool
value_check_host(struct str s, const char **why)
{
	if (s.n == 0)
		return no(why, "a host name is not empty");
	if (s.n > 253)
		return no(why, "a host name has at most 253 letters");
	if (str_find(s, STR("://"), 0) >= 0)
		return no(why, "a host is a name alone, without https://");
	if (str_find_char(s, ':', 0) >= 0 && s.p[s.n - 1] != ':' &&
	    is_digit(s.p[s.n - 1]) && str_find_char(s, '{', 0) < 0)
		return no(why, "a host is a name alone, the port has a field "
		    "of its own");
	for (size_t i = 0; ; i++) {
		size_t end = label_end(s, i);
		if (!check_label(str_slice(s, i, end), why))
			return false;
		i = end;
		if (i == s.n)
			return true;
	}
}

static bool
check_local_part(struct str s)
{
	bool dot = true;	/* none at the start, none doubled */

	for (size_t i = 0; i < s.n; ) {
		size_t pattern = pattern_at(s, i);
		char c = s.p[i];
		if (!pattern && c == '.' && dot)
			return false;
		if (!pattern && c != '.' && !is_letter(c) && !is_digit(c) &&
		    (c == '\0' || !strchr("!#$%&'*+-/=?^_`{|}~", c)))
			return false;
		dot = !pattern && c == '.';
		i += pattern ? pattern : 1;
	}
	return !dot;
}

bool
value_check_email(struct str s, const char **why)
{
	ptrdiff_t at = str_rfind_char(s, '@');

	if (at < 0)
		return no(why, "an e-mail address has an @");
	if (str_starts(s, STR("mailto:")))
		return no(why, "write the address alone, without mailto:");
	struct str local = str_slice(s, 0, (size_t)at);
	if (local.n == 0 || local.n > 64 || !check_local_part(local))
		return no(why, "the part before the @ is no plain name "
		    "(letters, digits, dots and hyphens)");
	return value_check_host(str_slice(s, (size_t)at + 1, s.n), why);
}

static bool
in_scheme(char c)
{
	return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
}

/* The scheme in front of the first ':', or false for a relative URL (RFC 3986,
   section 3.1). */
static bool
scheme_of(struct str s, struct str *scheme)
{
	size_t n = 0;

	while (n < s.n && in_scheme(s.p[n]))
		n++;
	*scheme = str_slice(s, 0, n);
	return n > 0 && n < s.n && s.p[n] == ':' && is_letter(s.p[0]);
}

static bool
is_safe_scheme(struct str scheme)
{
	return str_eq_fold(scheme, STR("https")) ||
	    str_eq_fold(scheme, STR("http")) ||
	    str_eq_fold(scheme, STR("mailto")) ||
	    str_eq_fold(scheme, STR("tel"));
}

static bool
has_blank(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
			return true;
	return false;
}

/* Behind "https:" or "http:" stand two slashes and a host. */
static bool
check_authority(struct str rest, const char **why)
{
	if (!str_starts(rest, STR("//")))
		return no(why, "two slashes follow https:");
	char first = rest.n > 2 ? rest.p[2] : '/';
	if (first == '/' || first == '?' || first == '#' || first == ':')
		return no(why, "a host follows https://");
	return true;
}

bool
value_check_url(struct str s, const char **why)
{
	struct str scheme;

	if (s.n == 0)
		return no(why, "a URL is not empty");
	if (has_blank(s))
		return no(why, "a URL has no spaces or control characters "
		    "(a space is written %20)");
	if (str_starts(s, STR("//")) || s.p[0] == '\\' ||
	    str_starts(s, STR("/\\")) || str_starts(s, STR("www.")))
		return no(why, "write the scheme too: https://");
	if (!scheme_of(s, &scheme))
		return true;
	if (!is_safe_scheme(scheme))
		return no(why, "a URL is https, http, mailto, tel, or "
		    "relative");
	if (str_eq_fold(scheme, STR("https")) ||
	    str_eq_fold(scheme, STR("http")))
		return check_authority(str_slice(s, scheme.n + 1, s.n), why);
	return true;
}

/* Browsers (WHATWG URL, "basic URL parser") cut control bytes and spaces off
   the front, drop tabs and line ends wherever they stand and read a backslash
   as a slash. Only what decides is looked at: a scheme and the byte behind it;
   of a scheme longer than any safe one its beginning is enough. */
bool
value_url_is_safe(struct str url)
{
	char head[16];
	size_t n = 0, i = 0;
	struct str scheme;

	while (i < url.n && (unsigned char)url.p[i] <= ' ')
		i++;
	for (; i < url.n; i++) {
		char c = url.p[i];
		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		if (n == sizeof(head))
			n--;
		head[n++] = c == '\\' ? '/' : c;
		if (n > 2 && !in_scheme(c))
			break;
	}
	struct str h = { head, n };
	if (str_starts(h, STR("//")))
		return false;
	return !scheme_of(h, &scheme) || is_safe_scheme(scheme);
}

bool
value_url_stays_safe(struct str head)
{
	size_t n = 0;

	while (n < head.n && in_scheme(head.p[n]))
		n++;
	return n < head.n && (head.p[n] == '?' || head.p[n] == '#' ||
	    (n > 0 && head.p[n] == '/'));
}
