/* Text functions: plain, without patterns, bounded; positions count
   characters. */
#include "provider/private.h"

#include <string.h>

#include "base/utf8.h"

char *
string_room(lua_State *L, size_t n)
{
	if (n > LIMIT_STRING)
		sandbox_raise(L, DIAG_LIMIT, NULL,
		    "this text grows beyond the 1 MiB a script may make");
	sandbox_charge(L, n);
	return arena_alloc(sandbox_of(L)->now, n + 1);
}

static struct str
text(lua_State *L, int i, const char *fn)
{
	struct str s = arg_text(L, i, fn);

	sandbox_charge(L, s.n);
	if (s.n > 0 && utf8_invalid(s) >= 0)
		sandbox_raise(L, DIAG_INVALID_UTF8, NULL,
		    "argument %d of `%s` is not UTF-8", i, fn);
	return s;
}

static int
fn_len(lua_State *L)
{
	const struct value *v = proxy_get(L, 1);

	if (lua_type(L, 1) == LUA_TTABLE || (v && (v->type == VALUE_LIST ||
	    v->type == VALUE_MAP)))
		lua_pushinteger(L, luaL_len(L, 1));
	else
		lua_pushinteger(L, (lua_Integer)utf8_count(text(L, 1,
		    "len")));
	return 1;
}

/* The length of a `{reader.NAME}` at the front of a text, or 0. */
size_t
string_reader(struct str s)
{
	ptrdiff_t end = str_starts(s, STR("{reader.")) ?
	    str_find_char(s, '}', 0) : -1;

	return end < 0 ? 0 : (size_t)end + 1;
}

/* Pushes a text in another case; what names a reader keeps its own. */
static int
push_case(lua_State *L, struct str s,
    struct str (*change)(struct arena *a, struct str s))
{
	struct arena *a = sandbox_of(L)->now;
	struct str out = { 0 };

	sandbox_charge(L, s.n * 8);
	while (s.n > 0) {
		ptrdiff_t at = str_find(s, STR("{reader."), 1);
		size_t n = string_reader(s);
		struct str piece = str_slice(s, 0, n > 0 ? n :
		    at < 0 ? s.n : (size_t)at);
		struct str changed = n > 0 ? piece : change(a, piece);
		out = out.n == 0 ? changed : arena_printf(a, "%.*s%.*s",
		    STR_ARG(out), STR_ARG(changed));
		sandbox_charge(L, out.n);
		s = str_slice(s, piece.n, s.n);
	}
	push_str(L, out);
	return 1;
}

static int
fn_lower(lua_State *L)
{
	return push_case(L, text(L, 1, "lower"), text_fold);
}

static int
fn_upper(lua_State *L)
{
	return push_case(L, text(L, 1, "upper"), text_upper);
}

/* Byte offset of character `n` (from 0), or the text's end. */
static size_t
offset_of(struct str s, int64_t n)
{
	size_t i = 0;

	while (n-- > 0 && i < s.n)
		utf8_next(s, &i);
	return i;
}

/* sub(text, first [, last]): from the end when negative. */
static int
fn_sub(lua_State *L)
{
	struct str s = text(L, 1, "sub");
	int64_t n = (int64_t)utf8_count(s);
	int64_t from = arg_integer(L, 2, "sub");
	int64_t to = arg_integer_or(L, 3, "sub", -1);

	from = from < 0 ? from + n + 1 : from;
	to = to < 0 ? to + n + 1 : to;
	from = from < 1 ? 1 : from;
	to = to > n ? n : to;
	if (from > to) {
		lua_pushliteral(L, "");
		return 1;
	}
	push_str(L, str_slice(s, offset_of(s, from - 1), offset_of(s, to)));
	return 1;
}

static int
fn_rep(lua_State *L)
{
	struct str s = text(L, 1, "rep");
	int64_t n = arg_integer(L, 2, "rep");
	struct str sep = lua_isnoneornil(L, 3) ? (struct str){ 0 } :
	    text(L, 3, "rep");

	if (n > LIMIT_STRING)
		return sandbox_raise(L, DIAG_LIMIT, NULL,
		    "`rep` repeats a text %d times at most", LIMIT_STRING);
	if (n <= 0 || s.n + sep.n == 0) {
		lua_pushliteral(L, "");
		return 1;
	}
	size_t total = (size_t)n * (s.n + sep.n) - sep.n;
	char *p = string_room(L, total), *q = p;
	for (int64_t i = 0; i < n; i++) {
		if (s.n > 0)
			q = (char *)memcpy(q, s.p, s.n) + s.n;
		if (i + 1 < n && sep.n > 0)
			q = (char *)memcpy(q, sep.p, sep.n) + sep.n;
	}
	lua_pushlstring(L, p, total);
	return 1;
}

/* find(text, part [, from]): first and last character of the part, or nil. */
static int
fn_find(lua_State *L)
{
	struct str s = text(L, 1, "find"), part = text(L, 2, "find");
	int64_t from = arg_integer_or(L, 3, "find", 1);

	if (from < 0)
		from += (int64_t)utf8_count(s) + 1;
	size_t start = offset_of(s, from < 1 ? 0 : from - 1);
	sandbox_charge(L, s.n);
	const char *hit = part.n == 0 ? s.p + start : s.n == 0 ? NULL :
	    memmem(s.p + start, s.n - start, part.p, part.n);
	if (!hit) {
		lua_pushnil(L);
		return 1;
	}
	size_t before = utf8_count((struct str){ s.p,
	    (size_t)(hit - s.p) });
	lua_pushinteger(L, (lua_Integer)before + 1);
	lua_pushinteger(L, (lua_Integer)(before + utf8_count(part)));
	return 2;
}

static size_t
count_of(struct str s, struct str part)
{
	size_t n = 0;

	while (s.n >= part.n) {
		const char *hit = memmem(s.p, s.n, part.p, part.n);
		if (!hit)
			break;
		n++;
		s = str_slice(s, (size_t)(hit - s.p) + part.n, s.n);
	}
	return n;
}

/* replace(text, old, new): every `old`. */
static int
fn_replace(lua_State *L)
{
	struct str s = text(L, 1, "replace"), old = text(L, 2, "replace");
	struct str by = text(L, 3, "replace");

	if (old.n == 0)
		return arg_raise(L, 2, "replace", "a text with something in "
		    "it");
	size_t n = count_of(s, old);
	char *p = string_room(L, s.n - n * old.n + n * by.n), *q = p;
	while (n-- > 0) {
		const char *hit = memmem(s.p, s.n, old.p, old.n);
		size_t head = (size_t)(hit - s.p);
		q = (char *)memcpy(q, s.p, head) + head;
		if (by.n > 0)
			q = (char *)memcpy(q, by.p, by.n) + by.n;
		s = str_slice(s, head + old.n, s.n);
	}
	if (s.n > 0)
		q = (char *)memcpy(q, s.p, s.n) + s.n;
	lua_pushlstring(L, p, (size_t)(q - p));
	return 1;
}

/* split(text, separator): the parts as a list. */
static int
fn_split(lua_State *L)
{
	struct str s = text(L, 1, "split"), sep = text(L, 2, "split");
	lua_Integer n = 0;

	if (sep.n == 0)
		return arg_raise(L, 2, "split", "a text with something in it");
	lua_newtable(L);
	for (;;) {
		const char *hit = s.n < sep.n ? NULL :
		    memmem(s.p, s.n, sep.p, sep.n);
		size_t head = hit ? (size_t)(hit - s.p) : s.n;
		sandbox_charge(L, 64);
		push_str(L, str_slice(s, 0, head));
		lua_rawseti(L, -2, ++n);
		if (!hit)
			return 1;
		s = str_slice(s, head + sep.n, s.n);
	}
}

static int
fn_trim(lua_State *L)
{
	push_str(L, str_trim(text(L, 1, "trim")));
	return 1;
}

static int
fn_starts(lua_State *L)
{
	lua_pushboolean(L, str_starts(text(L, 1, "starts"),
	    text(L, 2, "starts")));
	return 1;
}

static int
fn_ends(lua_State *L)
{
	lua_pushboolean(L, str_ends(text(L, 1, "ends"),
	    text(L, 2, "ends")));
	return 1;
}

/* The flags, width and precision of one conversion, two digits each at most,
   as printf takes them, followed by `tail`. */
static void
read_spec(lua_State *L, struct str fmt, size_t *i, char spec[16],
    const char *fn)
{
	size_t n = 0;

	spec[n++] = '%';
	while (*i < fmt.n && strchr("-+ #0.123456789", fmt.p[*i])) {
		if (n > 8)
			sandbox_raise(L, DIAG_LUA, NULL,
			    "a conversion in `%s` is too long", fn);
		spec[n++] = fmt.p[(*i)++];
	}
	spec[n] = '\0';
}

static struct str
print_number(lua_State *L, char *spec, char conversion, int arg,
    const char *fn)
{
	struct arena *a = sandbox_of(L)->now;
	size_t n = strlen(spec);
	char out[512];
	int len;

	if (strchr("dixX", conversion)) {
		memcpy(spec + n, "ll", 2);
		spec[n + 2] = conversion;
		spec[n + 3] = '\0';
		long long v = arg_integer(L, arg, fn);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		len = snprintf(out, sizeof(out), spec, v);
	} else {
		if (lua_type(L, arg) != LUA_TNUMBER)
			arg_raise(L, arg, fn, "a number");
		spec[n] = conversion;
		spec[n + 1] = '\0';
		len = snprintf(out, sizeof(out), spec, lua_tonumber(L, arg));
#pragma GCC diagnostic pop
	}
	if (len < 0 || (size_t)len >= sizeof(out))
		sandbox_raise(L, DIAG_LIMIT, NULL,
		    "argument %d of `%s` prints too long a number", arg, fn);
	return arena_str(a, (struct str){ out, (size_t)len });
}

char
format_conversion(lua_State *L, struct str fmt, size_t *i, int arg,
    const char *fn, struct str *out)
{
	char spec[16];

	read_spec(L, fmt, i, spec, fn);
	char c = *i < fmt.n ? fmt.p[(*i)++] : '\0';
	if (c == '%' && spec[1] == '\0') {
		*out = STR("%");
	} else if (c == 's' && spec[1] == '\0') {
		if (arg > lua_gettop(L))
			sandbox_raise(L, DIAG_LUA, NULL,
			    "`%s` has more %%s than arguments", fn);
		*out = (struct str){ 0 };
	} else if (c != '\0' && strchr("dixXfeg", c)) {
		if (arg > lua_gettop(L))
			sandbox_raise(L, DIAG_LUA, NULL,
			    "`%s` has more conversions than arguments", fn);
		*out = print_number(L, spec, c, arg, fn);
	} else {
		sandbox_raise(L, DIAG_SANDBOX,
		    "use %s %d %f %g %x, and %% for a percent sign",
		    "`%s` does not know the conversion `%s%c`", fn, spec,
		    c ? c : ' ');
	}
	return c;
}

static int
fn_format(lua_State *L)
{
	struct str fmt = text(L, 1, "format"), piece;
	struct arena *a = sandbox_of(L)->now;
	int arg = 2;
	size_t i = 0, total = 0, n = 0;
	size_t most = 2 * count_of(fmt, STR("%")) + 1;
	struct str *part = ARENA_ARRAY(a, most, struct str);

	sandbox_charge(L, most * sizeof(*part));

	while (i < fmt.n) {
		ptrdiff_t hit = str_find_char(fmt, '%', i);
		size_t end = hit < 0 ? fmt.n : (size_t)hit;
		part[n++] = str_slice(fmt, i, end);
		i = end;
		if (hit < 0)
			break;
		i++;
		char c = format_conversion(L, fmt, &i, arg, "format", &piece);
		if (c == 's')
			piece = arg_text(L, arg, "format");
		arg += c != '%';
		part[n++] = piece;
	}
	for (size_t k = 0; k < n; k++)
		total += part[k].n;
	char *p = string_room(L, total), *q = p;
	for (size_t k = 0; k < n; k++)
		if (part[k].n > 0)
			q = (char *)memcpy(q, part[k].p, part[k].n) +
			    part[k].n;
	lua_pushlstring(L, p, total);
	return 1;
}

const struct function strings_functions[] = {
	{ "ends", fn_ends }, { "find", fn_find }, { "format", fn_format },
	{ "len", fn_len }, { "lower", fn_lower }, { "rep", fn_rep },
	{ "replace", fn_replace }, { "split", fn_split },
	{ "starts", fn_starts }, { "sub", fn_sub }, { "trim", fn_trim },
	{ "upper", fn_upper }, { NULL, NULL }
};
