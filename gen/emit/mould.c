/* Literals are compared as they are, values put between the decoded ends of
   their literals and looked at there. */
#include "emit/mould.h"

#include <string.h>

#include "base/str.h"
#include "emit/markup_decode.h"

/* Values so close together that a fact may hold bytes of both are looked at
   together: literal, value, literal ... value, literal. */
struct window {
	uint32_t first, n;		/* values */
	bool closed;		/* values without facts make none there */
	const struct str *literal;	/* n + 1 of them, decoded; null when
					   that is all that is to be known */
	bool bare;		/* known to hold no fact of any brand with the
				   values that the mould was made of */
};

struct mould {
	struct str bytes;
	struct text_mark *value;		/* in `bytes` */
	uint32_t n, nwindows;
	struct window *window;
};

void
mould_tools_free(struct mould_tools *t)
{
	buf_free(&t->text);
	leaks_free(&t->found);
}

/* --- What may stand beside a value, and in it ---------------------------- */

static bool
is_continuation(struct str s)
{
	return s.n > 0 && ((unsigned char)s.p[0] & 0xC0) == 0x80;
}

/* Whether an entity or a tag has begun. */
static bool
ends_in_markup(struct str s)
{
	enum { LONGEST = 12 };
	struct str end = str_slice(s, s.n < LONGEST ? 0 : s.n - LONGEST, s.n);
	ptrdiff_t amp = str_rfind_char(end, '&');
	ptrdiff_t lt = str_rfind_char(end, '<');

	return (amp >= 0 && str_find_char(end, ';', (size_t)amp) < 0) ||
	    (lt >= 0 && (size_t)lt + 2 >= end.n);
}

/* Whether what follows may be decoded together with the end of `s`. */
static bool
is_open(struct str s)
{
	return (s.n > 0 && (unsigned char)s.p[s.n - 1] >= 0xC0) ||
	    ends_in_markup(s);
}

/* A value whose bytes stand for themselves, as most do. */
static bool
is_plain(struct str s)
{
	bool seen = false;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < ' ' || c > '~' || c == '&' || c == '<')
			return false;
		seen |= c != ' ';
	}
	return seen;
}

/* Whether the text from `from` on is seen, in one line. */
static bool
is_seen(const struct buf *text, size_t from)
{
	bool seen = false;

	for (size_t i = from; i < text->n; i++) {
		unsigned char c = (unsigned char)text->p[i];
		if (c < ' ')
			return false;
		seen |= c != ' ';
	}
	return seen;
}

/* Appends a value as it is read. False when it might be more than a text: then
   its stretch is read as a whole. */
static bool
put_value(struct str value, struct buf *out)
{
	size_t from = out->n;

	if (is_plain(value)) {
		buf_str(out, value);
		return true;
	}
	if (is_continuation(value) || is_open(value) ||
	    memchr(value.p, '<', value.n) || memchr(value.p, '\n', value.n))
		return false;
	decode_text(out, value, DECODE_ENTITIES);
	return is_seen(out, from);
}

/* --- Making -------------------------------------------------------------- */

/* Notes the values in the bytes. */
static bool
take_values(struct mould *o, struct mould_tools *t, struct arena *a,
    struct marked s)
{
	size_t at = 0;

	o->value = ARENA_ARRAY(a, s.nmarks, struct text_mark);
	for (size_t i = 0; i < s.nmarks; i++) {
		size_t from = s.mark[i].at - s.at;
		struct str before = str_slice(s.text, at, from);
		if (from < at || from + s.mark[i].n > s.text.n ||
		    is_open(before) ||
		    (i > 0 && is_continuation(before)))
			return false;
		t->value[i] = str_slice(s.text, from, from + s.mark[i].n);
		o->value[o->n++] = (struct text_mark){ (uint32_t)from,
			s.mark[i].n };
		at = from + s.mark[i].n;
	}
	return !is_continuation(str_slice(s.text, at, s.text.n));
}

/* Puts the text together with stand-ins for its values, and tells where. */
static void
put_literals(struct mould_tools *t, struct str text,
    const struct seen_value *value, size_t n, size_t *at)
{
	size_t from = 0;

	buf_reset(&t->text);
	for (size_t i = 0; i < n; i++) {
		buf_str(&t->text, str_slice(text, from, value[i].from));
		at[i] = t->text.n;
		buf_char(&t->text, LEAK_ANY);
		from = value[i].to;
	}
	buf_str(&t->text, str_slice(text, from, text.n));
}

/* Copies what a window shows of the literals. */
static void
keep_literals(struct window *w, struct arena *a, struct str text,
    const size_t *at, size_t from, size_t to)
{
	struct str *literal = ARENA_ARRAY(a, w->n + 1, struct str);

	for (uint32_t i = 0; i < w->n; i++) {
		size_t value = at[w->first + i];
		literal[i] = arena_str(a, str_slice(text, from, value));
		from = value + 1;
	}
	literal[w->n] = arena_str(a, str_slice(text, from, to));
	w->literal = literal;
}

static bool
make_windows(struct mould *o, const struct mould_tools *t, struct arena *a,
    const size_t *at)
{
	struct str text = buf_view(&t->text);
	uint32_t i = 0;
	bool phones = leak_has_phones(t->gate);

	o->window = ARENA_ARRAY(a, o->n, struct window);
	while (i < o->n) {
		struct window *w = &o->window[o->nwindows++];
		size_t from = at[i], to = at[i] + 1;
		*w = (struct window){ .first = i, .n = 1,
			.closed = leak_is_closed(t->gate, text, from, to) };
		if (w->closed && !phones) {
			i++;
			continue;
		}
		if (!leak_reach(t->gate, text, &from, &to))
			return false;
		while (++i < o->n) {
			size_t back = at[i], on = at[i] + 1;
			leak_reach(t->gate, text, &back, &on);
			if (to <= at[i] && back > at[i - 1])
				break;
			w->closed &= leak_is_closed(t->gate, text, at[i],
			    at[i] + 1);
			to = on;
			w->n++;
		}
		keep_literals(w, a, text, at, from, to);
	}
	return true;
}

static bool
are_texts(const struct mould *o, struct mould_tools *t)
{
	buf_reset(&t->text);
	for (uint32_t i = 0; i < o->n; i++)
		if (!put_value(t->value[i], &t->text))
			return false;
	return true;
}

struct mould *
mould_make(struct mould_tools *t, struct arena *a, struct marked stretch,
    struct str text, const struct seen_value *value, size_t n)
{
	size_t at[MOULD_VALUES];

	stretch.nmarks = marked_count(stretch);
	if (n == 0 || n > MOULD_VALUES || n != stretch.nmarks ||
	    str_find_char(text, LEAK_ANY, 0) >= 0)
		return NULL;
	struct mould *o = ARENA_NEW(a, struct mould);
	o->bytes = stretch.text;
	if (!take_values(o, t, a, stretch) || !are_texts(o, t))
		return NULL;
	put_literals(t, text, value, n, at);
	leak_scan(t->gate, buf_view(&t->text), NULL, &t->found);
	return t->found.n == 0 && make_windows(o, t, a, at) ? o : NULL;
}

/* --- Use ----------------------------------------------------------------- */

size_t
mould_fits(const struct mould *o, struct mould_tools *t, struct marked m)
{
	size_t at = 0, from = 0, literal;

	for (uint32_t i = 0; i < o->n; i++) {
		literal = o->value[i].at - from;
		if (m.text.n - at < literal ||
		    memcmp(m.text.p + at, o->bytes.p + from, literal) != 0)
			return 0;
		at += literal;
		const struct text_mark *k = marked_at(&m, at);
		if (!k)
			return 0;
		t->value[i] = str_slice(m.text, at, at + k->n);
		at += k->n;
		from = o->value[i].at + o->value[i].n;
	}
	literal = o->bytes.n - from;
	if (m.text.n - at < literal ||
	    memcmp(m.text.p + at, o->bytes.p + from, literal) != 0)
		return 0;
	return at + literal;
}

/* Whether the values of a window are those that the mould was made of. */
static bool
are_first(const struct mould *o, const struct mould_tools *t,
    const struct window *w)
{
	for (uint32_t i = w->first; i < w->first + w->n; i++)
		if (!str_eq(t->value[i], str_slice(o->bytes, o->value[i].at,
		    o->value[i].at + o->value[i].n)))
			return false;
	return true;
}

/* The window with the values of `t`; false when one is more than a text. */
static bool
fill(struct mould_tools *t, const struct window *w)
{
	buf_reset(&t->text);
	for (uint32_t i = 0; i < w->n; i++) {
		buf_str(&t->text, w->literal[i]);
		if (!put_value(t->value[w->first + i], &t->text))
			return false;
	}
	buf_str(&t->text, w->literal[w->n]);
	return true;
}

static bool
has_digit(struct str s)
{
	size_t i = 0;

	while (i < s.n && (s.p[i] < '0' || s.p[i] > '9'))
		i++;
	return i < s.n;
}

/* Whether all that was found is `own`'s. */
static bool
is_own(const struct mould_tools *t, const struct brand *own)
{
	for (size_t i = 0; i < t->found.n; i++)
		if (leak_owner(t->gate, t->found.v[i].fact) != own)
			return false;
	return true;
}

/* Whether the value holds no fact but `own`'s where it stands alone. */
static bool
is_clean_value(struct mould_tools *t, struct str value,
    const struct brand *own)
{
	struct clean_value *c = &t->clean[str_hash(value) % MOULD_CLEAN];

	if (str_eq(value, (struct str){ c->text, c->n }) &&
	    (!c->own || c->own == own))
		return true;
	buf_reset(&t->text);
	if (!put_value(value, &t->text))
		return false;
	leak_scan(t->gate, buf_view(&t->text), NULL, &t->found);
	if (!is_own(t, own))
		return false;
	if (value.n <= MOULD_SHORT) {
		c->own = t->found.n > 0 ? own : NULL;
		c->n = (unsigned char)value.n;
		memcpy(c->text, value.p, value.n);
	}
	return true;
}

/* Whether the values of a closed window make no fact. */
static bool
are_clean(struct mould_tools *t, const struct window *w,
    const struct brand *own)
{
	bool phones = leak_has_phones(t->gate);

	for (uint32_t i = w->first; i < w->first + w->n; i++)
		if ((phones && has_digit(t->value[i])) ||
		    !is_clean_value(t, t->value[i], own))
			return false;
	return true;
}

static bool
is_clean(const struct mould *o, struct mould_tools *t, struct window *w,
    const struct brand *own)
{
	if (w->closed && are_clean(t, w, own))
		return true;
	if (!w->literal)
		return false;
	bool first = are_first(o, t, w);
	if (first && w->bare)
		return true;
	if (!fill(t, w))
		return false;
	leak_scan(t->gate, buf_view(&t->text), NULL, &t->found);
	if (first && t->found.n == 0)
		w->bare = true;
	return is_own(t, own);
}

bool
mould_is_clean(struct mould *o, struct mould_tools *t,
    const struct brand *own)
{
	for (uint32_t i = 0; i < o->nwindows; i++)
		if (!is_clean(o, t, &o->window[i], own))
			return false;
	return true;
}
