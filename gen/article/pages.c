/* What an edition knows of its articles before their bodies are run: which are
   shown, their titles and fields. Found on demand, because an expression may
   ask for those of any article with has() and title(). */
#include "article/profile.h"

#include <string.h>

#include "base/str.h"

struct page_state *
page_state(struct builder *b, uint32_t edition, uint32_t article)
{
	return &b->page[(size_t)edition * b->pub.project->narticles +
	    article];
}

/* The source's language, or a regional form of it: en-GB reads en. */
static bool
is_source(const struct edition *e)
{
	struct str tag = locale_tag(e->locale);
	struct str source = locale_tag(e->brand->source);

	if (e->locale == e->brand->source)
		return true;
	return str_starts(tag, source) && (tag.n == source.n ||
	    tag.p[source.n] == '-');
}

const struct translation *
page_translation(const struct article *art, const struct edition *e)
{
	struct str tag = locale_tag(e->locale);

	while (tag.n > 0 && art->ntranslations > 0) {
		ptrdiff_t dash = str_rfind_char(tag, '-');
		for (size_t i = 0; i < art->ntranslations; i++)
			if (str_eq(art->translation[i].locale, tag))
				return &art->translation[i];
		tag.n = dash < 0 ? 0 : (size_t)dash;
	}
	return NULL;
}

/* A folder's own title is of no language. */
static bool
is_implied(const struct article *art)
{
	return art->section && art->blank;
}

/* Whether the edition's locale is served by the source article. */
static bool
falls_back(const struct article *art, const struct edition *e)
{
	return !is_source(e) && !is_implied(art) && !page_translation(art, e);
}

const struct edition *
page_voice(const struct builder *b, const struct article *art,
    const struct edition *e)
{
	struct str source = locale_tag(e->brand->source);

	if (!falls_back(art, e))
		return e;
	for (size_t i = 0; i < b->pub.neditions; i++) {
		const struct edition *o = &b->pub.edition[i];
		if (o->brand == e->brand &&
		    str_eq(locale_tag(o->locale), source))
			return o;
	}
	return e;
}

/* Whether something below the section is in the edition's language. */
static bool
holds_translated(const struct builder *b, const struct article *section,
    const struct edition *e)
{
	const struct project *p = b->pub.project;

	for (size_t i = 0; i < p->narticles; i++) {
		const struct article *art = &p->article[i];
		if (!art->section && !falls_back(art, e) &&
		    (section->id.n == 0 || (str_starts(art->id, section->id) &&
		    art->id.p[section->id.n] == '/')))
			return true;
	}
	return false;
}

static void
report_untranslated(struct builder *b, const struct article *art,
    struct str tag)
{
	struct str path = sources_path(b->pub.project->sources, art->file);
	struct diag *g = diag_add(b->d, DIAG_MISSING_TRANSLATION, art->title.set ?
	    art->title.at : (struct span){ art->file, 0, 3 },
	    "there is no translation into `%.*s`", STR_ARG(tag));

	diag_hint(g, "it would be %.*s%.*s.md", (int)path.n - 2, path.p,
	    STR_ARG(tag));
}

static bool
allowed_by_locale(struct builder *b, const struct article *art,
    const struct edition *e)
{
	if (!falls_back(art, e))
		return true;
	if (e->brand->fallback == FALLBACK_OMIT && art->section)
		return art->id.n == 0 || holds_translated(b, art, e);
	if (e->brand->fallback == FALLBACK_ERROR)
		report_untranslated(b, art, locale_tag(e->locale));
	return e->brand->fallback != FALLBACK_OMIT;
}

/* A `when` that failed was reported; the article stays, so that links to it
   raise no errors of their own. */
static bool
when_holds(struct builder *b, uint32_t edition, const struct article *art)
{
	struct profile p;
	struct value v = value_nil;

	if (!art->when)
		return true;
	profile_init(&p, b, b->a, edition, art, b->d);
	p.plain = true;
	/* It asks of the edition, not of the language the page would fall
	   back to. */
	p.voice = p.edition;
	bool ok = template_eval(&p.host, art->when, NULL, &v);
	profile_free(&p);
	return !ok || value_truth(&v);
}

/* A section that is left out takes along what is in it. */
static bool
section_shown(struct builder *b, uint32_t edition, const struct article *art)
{
	return !art->up || page_shown(b, edition, art->up->index);
}

/* An article without `when` depends on itself through a section's. */
static struct span
when_place(const struct article *art)
{
	while (art && !art->when)
		art = art->up;
	return art ? art->when->at : (struct span){ 0 };
}

bool
page_shown(struct builder *b, uint32_t edition, uint32_t article)
{
	const struct article *art = &b->pub.project->article[article];
	struct page_state *state = page_state(b, edition, article);
	struct reading *r = page_reading(b, edition, article);

	if (state->shown == KNOWN_BUSY)
		diag_add(b->d, DIAG_CYCLE, when_place(art),
		    "whether this article is shown depends on itself");
	if (state->shown != KNOWN_NOT)
		return r->shown;
	state->shown = KNOWN_BUSY;
	r->shown = true;
	bool shown = section_shown(b, edition, art) &&
	    (!art->draft || b->options.drafts) &&
	    (!art->internal || b->options.internal) &&
	    when_holds(b, edition, art) &&
	    allowed_by_locale(b, art, &b->pub.edition[edition]);
	r->shown = shown;
	state->shown = KNOWN;
	return shown;
}

/* Most fields hold no directive and need no run. */
static struct str
read_field(struct builder *b, uint32_t edition, const struct article *art,
    const struct field *f)
{
	struct profile p;

	if (!f->set || f->plain.n > 0)
		return f->plain;
	profile_init(&p, b, b->a, edition, art, b->d);
	p.reading = page_reading(b, edition, art->index);
	struct str text = profile_field(&p, f);
	profile_free(&p);
	return text;
}

/* One that asks for itself gets its source text. */
struct str
page_title(struct builder *b, uint32_t edition, uint32_t article)
{
	const struct article *art = &b->pub.project->article[article];
	struct page_state *state = page_state(b, edition, article);
	struct reading *r = page_reading(b, edition, article);
	const struct translation *t;

	if (state->title == KNOWN_BUSY)
		return art->title.plain;
	if (state->title == KNOWN)
		return r->fields->title;
	state->title = KNOWN_BUSY;
	t = page_translation(art, &b->pub.edition[edition]);
	const struct field *f = t && t->title.set ? &t->title : &art->title;
	r->fields->title = read_field(b, edition, art, f);
	struct str renamed = providers_renamed(&b->pub.edition[edition],
	    art->id);
	if (renamed.n > 0)
		r->fields->title = renamed;
	r->fields->source_title = renamed.n == 0 && f == &art->title &&
	    !is_implied(art) && !is_source(&b->pub.edition[edition]);
	state->title = KNOWN;
	return r->fields->title;
}

static void
check_title(struct builder *b, const struct article *art,
    const struct reading *r)
{
	if (r->fields->title.n == 0 && art->title.set &&
	    !diags_edition_failed(b->d, diags_edition(b->d)))
		diag_add(b->d, DIAG_MISSING_FIELD, art->title.at,
		    "the title is empty here");
}

static bool
has_directives(const struct field_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].plain.n == 0)
			return true;
	return false;
}

/* A tag without a directive is the same text in every edition. */
static const struct str *
read_tags(struct builder *b, uint32_t edition, const struct article *art,
    bool *source, size_t *n)
{
	struct str *tag = ARENA_ARRAY(b->a, art->tags.n + 1, struct str);

	for (size_t i = 0; i < art->tags.n; i++) {
		struct str s = read_field(b, edition, art, &art->tags.v[i]);
		if (s.n == 0)
			continue;
		source[*n] = art->tags.v[i].plain.n > 0 &&
		    !is_source(&b->pub.edition[edition]);
		tag[(*n)++] = s;
	}
	return tag;
}

/* Tags without directives, which are all in one language. */
static void
page_plain_tags(struct builder *b, const struct article *art, bool source,
    struct article_fields *f)
{
	struct shared_tags *shared = &b->tags[art->index];
	const bool **flags = &shared->source[source];

	f->ntags = art->tags.n;
	if (!*flags) {
		bool *all = ARENA_ARRAY(b->a, f->ntags + 1, bool);
		memset(all, source, f->ntags);
		*flags = all;
	}
	f->tag = shared->tag;
	f->source_tag = *flags;
}

static void
page_tags(struct builder *b, uint32_t edition, const struct article *art,
    struct article_fields *f)
{
	struct shared_tags *shared = &b->tags[art->index];
	bool plain = !has_directives(&art->tags);

	if (!plain || !shared->tag) {
		bool *source = ARENA_ARRAY(b->a, art->tags.n + 1, bool);
		f->tag = read_tags(b, edition, art, source, &f->ntags);
		f->source_tag = source;
		shared->tag = plain ? f->tag : NULL;
	}
	if (plain)
		page_plain_tags(b, art,
		    !is_source(&b->pub.edition[edition]), f);
}

static void
describe(struct builder *b, uint32_t edition, const struct translation *t,
    struct reading *r)
{
	const struct article *art = r->article;
	const struct edition *e = &b->pub.edition[edition];
	const struct field *f = t && t->description.set ? &t->description :
	    &art->description;
	struct str described = providers_described(e, art->id);

	r->fields->description = described.n > 0 ? described :
	    read_field(b, edition, art, f);
	r->fields->source_description = described.n == 0 && f == &art->description &&
	    !is_source(e);
}

void
page_fields(struct builder *b, uint32_t edition, uint32_t article)
{
	const struct article *art = &b->pub.project->article[article];
	const struct edition *e = &b->pub.edition[edition];
	struct reading *r = page_reading(b, edition, article);
	const struct translation *t = page_translation(art, e);

	page_title(b, edition, article);
	check_title(b, art, r);
	describe(b, edition, t, r);
	r->fields->author = read_field(b, edition, art, &art->author);
	r->fields->owner = read_field(b, edition, art, &art->owner);
	page_tags(b, edition, art, r->fields);
	r->fields->fallback = falls_back(art, e);
	r->fields->lang = t ? t->locale : locale_tag(is_implied(art) ? e->locale :
	    e->brand->source);
}

static void
put_text(struct map_builder *m, struct str key, struct str s)
{
	if (s.n > 0)
		map_builder_put(m, key, value_text(s));
}

static void
put_date(struct map_builder *m, struct str key, struct date d)
{
	if (d.year != 0)
		map_builder_put(m, key, value_date(d));
}

struct value
page_value(struct profile *p)
{
	struct builder *b = p->b;
	const struct article *art = p->article;
	const struct reading *r = page_reading(b, p->edition->index,
	    art->index);
	struct map_builder m = { .a = p->a };
	struct list_builder tags = { .a = p->a };

	put_text(&m, STR("id"), art->id);
	put_text(&m, STR("title"), p->plain ? r->fields->title :
	    page_title(b, p->edition->index, art->index));
	put_text(&m, STR("description"), r->fields->description);
	put_text(&m, STR("author"), r->fields->author);
	put_text(&m, STR("owner"), r->fields->owner);
	put_date(&m, STR("updated"), art->updated);
	put_date(&m, STR("reviewed"), art->reviewed);
	for (size_t i = 0; i < r->fields->ntags; i++)
		list_builder_add(&tags, value_text(r->fields->tag[i]));
	map_builder_put(&m, STR("tags"), list_builder_done(&tags));
	map_builder_put(&m, STR("extra"), art->extra);
	return map_builder_done(&m);
}
