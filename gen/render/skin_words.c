/* The words of a theme in one locale: look-up with fallback, parts and plural
   forms. */
#include "render/escape.h"
#include "render/internal.h"

static void
lay_over(struct map_builder *b, const struct templates *t, struct str tag,
    uint8_t language)
{
	const struct value *words = map_ptr(t->theme->strings, tag);

	for (size_t i = 0; words && words->type == VALUE_MAP &&
	    i < words->map.n; i++) {
		struct value v = *words->map.e[i].v;
		v.language = language;
		map_builder_put(b, words->map.e[i].key, v);
	}
}

static struct str
word(const struct value *ui, const char *key)
{
	const struct value *v = value_get(ui, str_c(key));

	return v && v->type == VALUE_TEXT ? v->text : STR("");
}

/* From the most general to the nearest: en, pt, pt-BR. */
static struct value
words_of(struct skin *s, struct str tag)
{
	struct map_builder b = { .a = s->a };
	struct str language, rest;

	str_cut(tag, '-', &language, &rest);
	lay_over(&b, s->templates, STR("en"), str_eq(language, STR("en")) ?
	    LANGUAGE_AROUND : LANGUAGE_ENGLISH);
	for (size_t i = 1; i < tag.n; i++)
		if (tag.p[i] == '-')
			lay_over(&b, s->templates, str_slice(tag, 0, i),
			    LANGUAGE_AROUND);
	lay_over(&b, s->templates, tag, LANGUAGE_AROUND);
	return map_builder_done(&b);
}

static struct str
escaped(struct arena *a, struct str s)
{
	struct buf b = BUF_INIT;

	escape_text(&b, s);
	s = arena_str(a, buf_view(&b));
	buf_free(&b);
	return s;
}

static struct str
html_word(struct skin *s, const struct value *ui, const char *key)
{
	return escaped(s->a, word(ui, key));
}

/* A word with a part in it, "{title}" or "{n}". */
static struct stencil_phrase
html_phrase(struct skin *s, const struct value *ui, const char *key,
    struct str part)
{
	struct str phrase = word(ui, key);
	ptrdiff_t at = str_find(phrase, part, 0);
	size_t from = at < 0 ? phrase.n : (size_t)at;

	return (struct stencil_phrase){
		.before = escaped(s->a, str_slice(phrase, 0, from)),
		.after = escaped(s->a, str_slice(phrase, from + part.n,
		    phrase.n)),
		.parted = at >= 0
	};
}

static struct stencil_words
stencil_words(struct skin *s, const struct value *ui)
{
	return (struct stencil_words){
		.callout = { html_word(s, ui, "note"),
		    html_word(s, ui, "tip"), html_word(s, ui, "important"),
		    html_word(s, ui, "warning"), html_word(s, ui, "caution") },
		.anchor = html_phrase(s, ui, "anchor", STR("{title}")),
		.table = html_word(s, ui, "table"),
		.footnotes = html_word(s, ui, "footnotes"),
		.footnote_back = html_phrase(s, ui, "footnote_back",
		    STR("{n}")),
		.tab = html_word(s, ui, "tab"),
		.details = html_word(s, ui, "details"),
		.code = html_word(s, ui, "code")
	};
}

static bool
is_same_phrase(const struct stencil_phrase *a, const struct stencil_phrase *b)
{
	return a->parted == b->parted && str_eq(a->before, b->before) &&
	    str_eq(a->after, b->after);
}

static bool
are_same_words(const struct stencil_words *a, const struct stencil_words *b)
{
	for (size_t i = 0; i < sizeof(a->callout) / sizeof(a->callout[0]); i++)
		if (!str_eq(a->callout[i], b->callout[i]))
			return false;
	return is_same_phrase(&a->anchor, &b->anchor) &&
	    is_same_phrase(&a->footnote_back, &b->footnote_back) &&
	    str_eq(a->table, b->table) && str_eq(a->footnotes, b->footnotes) &&
	    str_eq(a->tab, b->tab) && str_eq(a->details, b->details) &&
	    str_eq(a->code, b->code);
}

/* Editions that have the same words share them. */
static const struct stencil_words *
shared_words(struct skin *s, const struct value *ui,
    const struct stencil_words *before)
{
	struct stencil_words own = stencil_words(s, ui), *kept;

	if (before && are_same_words(&own, before))
		return before;
	kept = ARENA_NEW(s->a, struct stencil_words);
	*kept = own;
	return kept;
}

void
skin_words_build(struct skin *s)
{
	const struct skin *before = s->options.before;
	struct value source = words_of(s,
	    locale_tag(s->edition->brand->source));

	s->words.ui = words_of(s, locale_tag(s->edition->locale));
	s->words.stencil = shared_words(s, &s->words.ui, before ?
	    before->words.stencil : NULL);
	s->words.source = shared_words(s, &source, before ?
	    before->words.source : NULL);
}

/* The form that the count `n` takes, or any form when there is no count. */
static struct str
plural_form(const struct skin *s, const struct value *forms,
    const struct value *parts)
{
	const struct value *n = parts ? value_get(parts, STR("n")) : NULL;
	const struct value *form = NULL;

	if (n && n->type == VALUE_INT)
		form = value_get(forms, locale_plural(s->edition->locale,
		    n->integer));
	if (!form)
		form = value_get(forms, STR("other"));
	return form && form->type == VALUE_TEXT ? form->text : STR("");
}

/* A part {name} at `i`: its name, and `*end` behind it. */
static bool
part_at(struct str s, size_t i, struct str *name, size_t *end)
{
	ptrdiff_t close = s.p[i] == '{' ? str_find_char(s, '}', i) : -1;

	if (close < 0 || (size_t)close == i + 1)
		return false;
	*name = str_slice(s, i + 1, (size_t)close);
	*end = (size_t)close + 1;
	return true;
}

static bool
fill(const struct skin *s, struct str text, const struct value *parts,
    struct buf *out, struct str *lacking)
{
	for (size_t i = 0, end; i < text.n; i = end) {
		struct str name;
		if (!part_at(text, i, &name, &end)) {
			end = i + 1;
			buf_char(out, text.p[i]);
			continue;
		}
		const struct value *v = parts ? value_get(parts, name) : NULL;
		if (!v || !value_print(out, v, s->edition->locale)) {
			*lacking = name;
			return false;
		}
	}
	return true;
}

bool
skin_say(const struct skin *s, struct arena *a, struct str key,
    const struct value *parts, struct str *out, struct str *lacking)
{
	const struct value *v = value_get(&s->words.ui, key);
	struct buf b = BUF_INIT;
	struct str text = { 0 };

	*lacking = *out = (struct str){ 0 };
	if (v && v->type == VALUE_TEXT)
		text = v->text;
	else if (v && v->type == VALUE_MAP)
		text = plural_form(s, v, parts);
	else
		return false;
	bool full = fill(s, text, parts, &b, lacking);
	if (full)
		*out = arena_str(a, buf_view(&b));
	buf_free(&b);
	return full;
}
