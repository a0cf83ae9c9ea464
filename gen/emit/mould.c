/* Literals are compared as they are, values put between the decoded ends of
   their literals and looked at there. */
#include "emit/mould.h"

#include <string.h>

#include "base/str.h"
#include "emit/markup_decode.h"
#include "render/escape.h"

/* A value with as much of the text as a fact may reach into that holds a byte
   of it. */
struct window {
	bool closed;		/* a value without facts makes none there */
	bool bare;		/* known to hold no fact of any brand with the
				   values that the mould was made of */
	size_t from, to;	/* 0 until they are needed */
	uint32_t first, n;	/* values in it */
};

struct mould {
	struct str bytes;
	struct text_mark *value;	/* in `bytes` */
	uint32_t n;
	bool plain;
	struct window *window;	/* of each value */
	struct str text;	/* decoded, LEAK_ANY for each value; empty when
				   that is all that is to be known */
	size_t *at;		/* of values, in `text` */
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
	size_t i = s.n, from = s.n < LONGEST ? 0 : s.n - LONGEST;

	while (i > from && s.p[i - 1] != '&' && s.p[i - 1] != ';')
		i--;
	return (i > from && s.p[i - 1] == '&') ||
	    (s.n > 0 && s.p[s.n - 1] == '<') ||
	    (s.n > 1 && s.p[s.n - 2] == '<');
}

/* Whether what follows may be decoded together with the end of `s`. */
static bool
is_open(const struct mould *o, struct str s)
{
	return (s.n > 0 && (unsigned char)s.p[s.n - 1] >= 0xC0) ||
	    (!o->plain && ends_in_markup(s));
}

/* A value whose bytes stand for themselves and are seen, as most do. */
static bool
is_itself(struct str s)
{
	return s.n > 0 && s.p[0] != ' ' && escape_is_plain(s);
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
put_value(const struct mould *o, struct str value, struct buf *out)
{
	size_t from = out->n;

	if (is_itself(value)) {
		buf_str(out, value);
		return true;
	}
	if (is_continuation(value) || is_open(o, value) ||
	    (!o->plain && memchr(value.p, '<', value.n)) ||
	    memchr(value.p, '\n', value.n))
		return false;
	decode_text(out, value, o->plain ? 0 : DECODE_ENTITIES);
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
		    is_open(o, before) ||
		    (i > 0 && is_continuation(before)))
			return false;
		t->value[i] = str_slice(s.text, from, from + s.mark[i].n);
		o->value[o->n++] = (struct text_mark){ (uint32_t)from,
			s.mark[i].n };
		at = from + s.mark[i].n;
	}
	return !is_continuation(str_slice(s.text, at, s.text.n));
}

/* Notes their places in the text; false when it held such a byte itself. */
static bool
take_places(struct mould *o, struct arena *a, struct str text)
{
	size_t from = 0;

	o->at = ARENA_ARRAY(a, o->n, size_t);
	for (uint32_t i = 0; i < o->n; i++) {
		ptrdiff_t at = str_find_char(text, LEAK_ANY, from);
		if (at < 0)
			return false;
		o->at[i] = (size_t)at;
		from = (size_t)at + 1;
	}
	return str_find_char(text, LEAK_ANY, from) < 0;
}

/* The text is kept if one of the windows may be needed. */
static void
make_windows(struct mould *o, const struct mould_tools *t, struct arena *a,
    struct str text)
{
	bool needed = leak_has_phones(t->gate);

	o->window = ARENA_ARRAY(a, o->n, struct window);
	for (uint32_t i = 0; i < o->n; i++) {
		bool *closed = &o->window[i].closed;
		*closed = leak_is_closed(t->gate, text, o->at[i], o->at[i] + 1);
		needed |= !*closed;
	}
	if (needed)
		o->text = arena_str(a, text);
}

/* Where a value that was looked at alone is remembered. */
static struct clean_value *
place_of(struct mould_tools *t, struct str value)
{
	return &t->clean[str_hash(value) % MOULD_CLEAN];
}

static bool
is_value(const struct clean_value *c, const struct mould *o, struct str value)
{
	return str_eq(value, (struct str){ c->text, c->n }) &&
	    c->plain == o->plain;
}

struct mould *
mould_make(struct mould_tools *t, struct arena *a, struct marked stretch,
    bool plain, struct str text, size_t n)
{
	if (n == 0 || n > MOULD_VALUES)
		return NULL;
	stretch.nmarks = marked_count(stretch);
	if (n != stretch.nmarks)
		return NULL;
	struct mould *o = ARENA_NEW(a, struct mould);
	o->bytes = stretch.text;
	o->plain = plain;
	if (!take_values(o, t, a, stretch) || !take_places(o, a, text))
		return NULL;
	leak_scan(t->gate, text, NULL, &t->found);
	if (t->found.n > 0)
		return NULL;
	make_windows(o, t, a, text);
	return o;
}

/* --- Use ----------------------------------------------------------------- */

size_t
mould_fits(const struct mould *o, struct mould_tools *t, struct marked *m)
{
	struct marked left = *m;
	struct str text = m->text;
	size_t at = 0, from = 0, literal;

	for (uint32_t i = 0; i < o->n; i++) {
		literal = o->value[i].at - from;
		if (text.n - at < literal ||
		    memcmp(text.p + at, o->bytes.p + from, literal) != 0)
			return 0;
		at += literal;
		const struct text_mark *k = marked_at(&left, at);
		if (!k)
			return 0;
		t->value[i] = (struct str){ text.p + at, k->n };
		at += k->n;
		from = o->value[i].at + o->value[i].n;
	}
	literal = o->bytes.n - from;
	if (text.n - at < literal ||
	    memcmp(text.p + at, o->bytes.p + from, literal) != 0)
		return 0;
	*m = left;
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

/* Finds out how far the window of value `i` reaches; false when it has no
   bounds. */
static bool
widen(const struct mould *o, const struct mould_tools *t, uint32_t i)
{
	struct window *w = &o->window[i];

	w->from = o->at[i];
	w->to = o->at[i] + 1;
	if (!leak_reach(t->gate, o->text, &w->from, &w->to))
		return false;
	w->first = i;
	while (w->first > 0 && o->at[w->first - 1] >= w->from)
		w->first--;
	while (++i < o->n && o->at[i] < w->to)
		;
	w->n = i - w->first;
	return true;
}

/* The window with the values of `t`; false when one is more than a text. */
static bool
fill(const struct mould *o, struct mould_tools *t, const struct window *w)
{
	size_t from = w->from;

	buf_reset(&t->text);
	for (uint32_t i = w->first; i < w->first + w->n; i++) {
		buf_str(&t->text, str_slice(o->text, from, o->at[i]));
		if (!put_value(o, t->value[i], &t->text))
			return false;
		from = o->at[i] + 1;
	}
	buf_str(&t->text, str_slice(o->text, from, w->to));
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

/* Whether the value holds no fact but `own`'s where it stands alone, and no digit
   that is one of a phone number's. */
static bool
is_clean_value(const struct mould *o, struct mould_tools *t, struct str value,
    const struct brand *own)
{
	struct clean_value *c = place_of(t, value);

	if (is_value(c, o, value) && (!c->own || c->own == own))
		return true;
	if (leak_has_phones(t->gate) && has_digit(value))
		return false;
	buf_reset(&t->text);
	if (!put_value(o, value, &t->text))
		return false;
	leak_scan(t->gate, buf_view(&t->text), NULL, &t->found);
	if (!is_own(t, own))
		return false;
	if (value.n <= MOULD_SHORT) {
		c->own = t->found.n > 0 ? own : NULL;
		c->plain = o->plain;
		c->n = (unsigned char)value.n;
		memcpy(c->text, value.p, value.n);
	}
	return true;
}

/* The same where it stands, in whatever reaches into it. */
static bool
is_clean(const struct mould *o, struct mould_tools *t, uint32_t i,
    const struct brand *own)
{
	struct window *w = &o->window[i];

	if (w->closed && is_clean_value(o, t, t->value[i], own))
		return true;
	if (o->text.n == 0 || (w->n == 0 && !widen(o, t, i)))
		return false;
	bool first = are_first(o, t, w);
	if (first && w->bare)
		return true;
	if (!fill(o, t, w))
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
	for (uint32_t i = 0; i < o->n; i++)
		if (!is_clean(o, t, i, own))
			return false;
	return true;
}
