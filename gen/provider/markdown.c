/* md() and link(): Markdown in which only what the script's author wrote is
   markup; every value joined to it stays data. */
#include "provider/private.h"

#include <string.h>

struct pieces {
	lua_State *L;
	struct md_piece *v;
	size_t n, cap;
};

static struct md_piece *
add(struct pieces *p)
{
	if (p->n == p->cap) {
		size_t cap = p->cap ? p->cap * 2 : 8;
		struct md_piece *v = ARENA_ARRAY(sandbox_of(p->L)->now, cap,
		    struct md_piece);
		sandbox_charge(p->L, cap * sizeof(*v));
		if (p->n > 0)
			memcpy(v, p->v, p->n * sizeof(*v));
		p->v = v;
		p->cap = cap;
	}
	return &p->v[p->n++];
}

static void
add_source(struct pieces *p, struct str s)
{
	if (s.n > 0)
		add(p)->source = s;
}

/* Markdown is spliced in, everything else becomes data. */
static void
add_value(struct pieces *p, struct value v)
{
	if (v.type == VALUE_MARKDOWN) {
		sandbox_charge(p->L, v.md->n * sizeof(struct md_piece));
		for (size_t i = 0; i < v.md->n; i++)
			*add(p) = v.md->piece[i];
		return;
	}
	struct value *copy = ARENA_NEW(sandbox_of(p->L)->now, struct value);
	*copy = v;
	add(p)->data = copy;
}

/* The text as Markdown in which `{reader.NAME}` stays data: a pattern may have
   been joined to it before. */
static void
add_with_readers(struct pieces *p, struct str s)
{
	ptrdiff_t at;
	size_t n;

	while ((at = str_find(s, STR("{reader."), 0)) >= 0 &&
	    (n = string_reader(str_slice(s, (size_t)at, s.n))) > 0) {
		size_t behind = (size_t)at + n;
		add_source(p, str_slice(s, 0, (size_t)at));
		add_value(p, value_text(str_slice(s, (size_t)at, behind)));
		s = str_slice(s, behind, s.n);
	}
	add_source(p, s);
}

static int
push_pieces(struct pieces *p)
{
	struct md *md = ARENA_NEW(sandbox_of(p->L)->now, struct md);

	md->piece = p->v;
	md->n = p->n;
	proxy_push_copy(p->L, (struct value){ .type = VALUE_MARKDOWN,
	    .md = md });
	return 1;
}

/* An argument as a value that can stand in a text. */
static struct value
printable(lua_State *L, int i, const char *fn)
{
	struct value v;

	if (!proxy_scalar(L, i, &v) || v.type == VALUE_MAP)
		arg_raise(L, i, fn, "a text, number or value that prints");
	return v;
}

static int
format_markdown(lua_State *L, struct str fmt)
{
	struct pieces p = { .L = L };
	struct str piece;
	int arg = 2;
	size_t i = 0;

	while (i < fmt.n) {
		ptrdiff_t hit = str_find_char(fmt, '%', i);
		size_t end = hit < 0 ? fmt.n : (size_t)hit;
		add_source(&p, str_slice(fmt, i, end));
		if (hit < 0)
			break;
		i = end + 1;
		char c = format_conversion(L, fmt, &i, arg, "md", &piece);
		if (c == '%')
			add_source(&p, piece);
		else if (c == 's')
			add_value(&p, printable(L, arg, "md"));
		else
			add_value(&p, value_text(piece));
		arg += c != '%';
	}
	if (arg <= lua_gettop(L))
		return sandbox_raise(L, DIAG_LUA, NULL,
		    "`md` has more arguments than conversions");
	return push_pieces(&p);
}

/* md(text): the text is Markdown. md(format, ...): the format is Markdown,
   the arguments are data. */
static int
fn_md(lua_State *L)
{
	const struct value *v = proxy_get(L, 1);

	if (v && v->type == VALUE_MARKDOWN && lua_gettop(L) == 1)
		return 1;
	struct str s = arena_str(sandbox_of(L)->now, arg_text(L, 1, "md"));
	sandbox_charge(L, s.n);
	if (lua_gettop(L) > 1)
		return format_markdown(L, s);
	struct pieces p = { .L = L };
	add_with_readers(&p, s);
	return push_pieces(&p);
}

int
markdown_join(lua_State *L)
{
	struct pieces p = { .L = L };

	for (int i = 1; i <= 2; i++) {
		struct value v;
		if (!proxy_scalar(L, i, &v) || v.type == VALUE_MAP)
			return sandbox_raise(L, lua_isnil(L, i) ?
			    DIAG_NIL_VALUE : DIAG_WRONG_TYPE, NULL,
			    "%s cannot be joined to Markdown",
			    words_of(L, i));
		if (v.type != VALUE_TEXT || v.text.n > 0)
			add_value(&p, v);
	}
	return push_pieces(&p);
}

static struct str
link_target(lua_State *L, const struct value *v, struct str shown)
{
	const char *why = NULL;

	switch (v->type) {
	case VALUE_PHONE:
		return arena_printf(sandbox_of(L)->now, "tel:%.*s",
		    STR_ARG(v->pair.target));
	case VALUE_LINK:
		return v->pair.target;
	default:
		break;
	}
	if (value_check_email(shown, &why))
		return arena_printf(sandbox_of(L)->now, "mailto:%.*s",
		    STR_ARG(shown));
	if (!value_check_url(shown, &why))
		sandbox_raise(L, DIAG_UNSAFE_URL, NULL, "`%.*s` is no link: "
		    "%s", STR_ARG(shown), why);
	return shown;
}

/* link(value [, text]): to a URL, an e-mail address or a phone. */
static int
fn_link(lua_State *L)
{
	struct value v = printable(L, 1, "link");
	struct str shown = arg_text(L, 1, "link");
	struct value out = { .type = VALUE_LINK, .foreign = v.foreign };

	shown = arena_str(sandbox_of(L)->now, shown);
	out.pair.target = link_target(L, &v, shown);
	out.pair.text = shown;
	if (!lua_isnoneornil(L, 2))
		out.pair.text = arena_str(sandbox_of(L)->now,
		    arg_text(L, 2, "link"));
	proxy_push_copy(L, out);
	return 1;
}

const struct function markdown_functions[] = {
	{ "link", fn_link }, { "md", fn_md }, { NULL, NULL }
};
