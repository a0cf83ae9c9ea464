/* The parent's half of the checks: all records of a brand against all of its
   files. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/set.h"
#include "base/str.h"
#include "emit/trace.h"
#include "emit/verify.h"

struct target_row {
	struct str path, anchor;
	struct str page, href;	/* the first page that has it */
	uint32_t edition;
	uint32_t own;		/* source of the article on that page */
	bool moot;
};

struct leak_row {
	uint32_t fact, translated, own;
	uint32_t edition;
	struct str path;
};

struct proof {
	struct arena *a;
	const struct brand *brand;
	const struct fact *fact;
	size_t nfacts;
	struct map *files;	/* path in lower case -> struct str *, the
				   first such path, or null when it is the
				   same */
	struct map *clashed;	/* the further paths */
	struct buf clashes;	/* struct str: the same, as often as given */
	struct buf targets, leaks;
	struct buf ids;		/* struct str: numbers of ids, by record */
	struct set found;	/* of those ids the ones that links lead to */
};

struct proof *
proof_new(struct arena *a, const struct brand *brand, const struct fact *fact,
    size_t nfacts)
{
	struct proof *p = ARENA_NEW(a, struct proof);

	*p = (struct proof){ .a = a, .brand = brand, .fact = fact,
		.nfacts = nfacts, .files = map_new(a), .clashed = map_new(a) };
	return p;
}

void
proof_expect(struct proof *p, size_t files)
{
	map_reserve(p->files, files);
	buf_reserve(&p->targets, files * sizeof(struct target_row));
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The path itself where it is in lower case already. */
static struct str
folded(struct arena *a, struct str s)
{
	size_t plain = 0;

	while (plain < s.n && !is_upper(s.p[plain]))
		plain++;
	if (plain == s.n)
		return s;
	char *out = arena_alloc(a, s.n);
	for (size_t i = 0; i < s.n; i++)
		out[i] = is_upper(s.p[i]) ? (char)(s.p[i] + ('a' - 'A')) :
		    s.p[i];
	return (struct str){ out, s.n };
}

void
proof_file(struct proof *p, struct str path)
{
	struct str key = folded(p->a, path);
	bool fresh;
	struct map_entry *e = map_put(p->files, key, &fresh);

	if (!fresh) {
		buf_add(&p->clashes, &path, sizeof(path));
		map_put(p->clashed, path, NULL);
	} else if (key.p != path.p) {
		e->ptr = ARENA_NEW(p->a, struct str);
		*(struct str *)e->ptr = path;
	}
}

static bool
has_file(const struct proof *p, struct str path)
{
	const struct map_entry *e = map_get(p->files, folded(p->a, path));

	return e && (str_eq(e->ptr ? *(const struct str *)e->ptr : e->key,
	    path) || map_get(p->clashed, path));
}

void
proof_pages(const struct proof *p, const struct site *site)
{
	struct buf path = BUF_INIT;

	for (size_t i = 0; i < verify_npages(site); i++) {
		buf_reset(&path);
		buf_str(&path, site->edition->prefix);
		buf_str(&path, verify_page_url(site, i));
		if (!has_file(p, buf_view(&path)))
			die(0, "the page %.*s was not made",
			    STR_ARG(buf_view(&path)));
	}
	buf_free(&path);
}

/* A record that is read; `bad` once it is found to be short. */
struct cursor {
	struct str s;
	bool bad;
};

static uint32_t
take_u32(struct cursor *c)
{
	if (c->s.n < 4) {
		c->bad = true;
		return 0;
	}
	const unsigned char *u = (const unsigned char *)c->s.p;
	c->s = str_slice(c->s, 4, c->s.n);
	return (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 |
	    (uint32_t)u[3] << 24;
}

static struct str
take_str(struct cursor *c)
{
	uint32_t n = take_u32(c);

	if (n > c->s.n) {
		c->bad = true;
		return (struct str){ 0 };
	}
	struct str out = str_slice(c->s, 0, n);
	c->s = str_slice(c->s, n, c->s.n);
	return out;
}

static void
take_targets(struct proof *p, struct cursor *c, uint32_t edition)
{
	for (uint32_t n = take_u32(c); n > 0 && !c->bad; n--) {
		struct target_row t = { .edition = edition };
		t.own = take_u32(c);
		t.path = take_str(c);
		t.anchor = take_str(c);
		t.page = take_str(c);
		t.href = take_str(c);
		if (!c->bad)
			buf_add(&p->targets, &t, sizeof(t));
	}
}

static void
take_leaks(struct proof *p, struct cursor *c, uint32_t edition)
{
	for (uint32_t n = take_u32(c); n > 0 && !c->bad; n--) {
		struct leak_row l = { .edition = edition };
		l.fact = take_u32(c);
		l.translated = take_u32(c);
		l.own = take_u32(c);
		l.path = take_str(c);
		if (l.fact >= p->nfacts)
			c->bad = true;
		if (!c->bad)
			buf_add(&p->leaks, &l, sizeof(l));
	}
}

bool
proof_record(struct proof *p, struct str record)
{
	struct cursor c = { .s = record };
	uint32_t edition = take_u32(&c);

	take_targets(p, &c, edition);
	take_leaks(p, &c, edition);
	size_t n = take_u32(&c);
	if (c.bad || n != c.s.n / sizeof(uint64_t) ||
	    c.s.n % sizeof(uint64_t) != 0)
		return false;
	buf_add(&p->ids, &c.s, sizeof(c.s));
	return true;
}

/* Whether a link's fragment must be an id that was recorded. */
static bool
names_id(const struct target_row *t)
{
	return t->anchor.n > 0 && (str_ends(t->path, STR(".html")) ||
	    str_ends(t->path, STR(".xhtml")));
}

/* Pages have many ids and few that other pages link to. */
static void
find_ids(struct proof *p, const struct target_row *t, size_t n)
{
	const struct str *record = (const void *)p->ids.p;
	struct set wanted = { 0 };
	uint64_t id;

	for (size_t i = 0; i < n; i++)
		if (!t[i].moot && names_id(&t[i]))
			set_add(&wanted, verify_target(t[i].path,
			    t[i].anchor));
	for (size_t i = 0; wanted.n > 0 && i < p->ids.n / sizeof(*record); i++)
		for (size_t k = 0; k < record[i].n; k += sizeof(id)) {
			memcpy(&id, record[i].p + k, sizeof(id));
			if (set_has(&wanted, id))
				set_add(&p->found, id);
		}
	set_free(&wanted);
}

static bool
is_packed(struct str path)
{
	return str_find(path, STR(".epub/"), 0) >= 0;
}

/* Where a file is below the output: archives lie beside the brand's folder. */
static struct str
below_output(const struct proof *p, struct arena *a, struct str path)
{
	if (is_packed(path))
		return path;
	return arena_printf(a, "%.*s/%.*s", STR_ARG(p->brand->id),
	    STR_ARG(path));
}

static void
prove_link(struct proof *p, const struct target_row *t, struct trace *tr,
    struct diags *d)
{
	bool there = has_file(p, t->path);

	if (there && (!names_id(t) || set_has(&p->found,
	    verify_target(t->path, t->anchor))))
		return;
	diags_set_edition(d, t->edition);
	struct str page = below_output(p, p->a, t->page);
	struct span at = trace_link(tr, t->href, t->own), none = { 0 };
	uint32_t before = diags_errors(d);
	struct diag *out = there ?
	    diag_add(d, DIAG_MISSING_ANCHOR, at, "a link leads to "
	    "`%.*s#%.*s`, but that page has no such id", STR_ARG(t->path),
	    STR_ARG(t->anchor)) :
	    diag_add(d, DIAG_UNKNOWN_TARGET, at, "a link leads to `%.*s`, "
	    "which is not in the output", STR_ARG(t->path));
	if (diags_errors(d) > before)
		diag_note(out, none, "it is `%.*s` in `%.*s`",
		    STR_ARG(t->href), STR_ARG(page));
}

/* Where the sources have errors, what is missing in the output follows from
   them. */
static void
prove_links(struct proof *p, struct trace *tr, struct diags *d)
{
	struct target_row *t = (void *)p->targets.p;
	size_t n = p->targets.n / sizeof(*t);

	for (size_t i = 0; i < n; i++)
		t[i].moot = diags_edition_failed(d, t[i].edition);
	find_ids(p, t, n);
	for (size_t i = 0; i < n; i++)
		if (!t[i].moot)
			prove_link(p, &t[i], tr, d);
}

static const char *
kind_words(enum fact_kind kind)
{
	switch (kind) {
	case FACT_HOST:
		return "host";
	case FACT_URL:
		return "URL";
	case FACT_EMAIL:
		return "e-mail address";
	case FACT_PHONE:
		return "phone number";
	case FACT_NAME:
		break;
	}
	return "name";
}

/* Articles come first, pages of the site before those of an EPUB: they are
   named in findings. */
static int
by_leak(const void *a, const void *b)
{
	const struct leak_row *x = a, *y = b;

	if (x->edition != y->edition)
		return x->edition < y->edition ? -1 : 1;
	if (x->fact != y->fact)
		return x->fact < y->fact ? -1 : 1;
	if ((x->own != 0) != (y->own != 0))
		return x->own != 0 ? -1 : 1;
	if (is_packed(x->path) != is_packed(y->path))
		return is_packed(y->path) ? -1 : 1;
	return str_cmp(x->path, y->path);
}

/* One fact at one place in the sources, in one edition. */
struct leak_group {
	const struct leak_row *first;
	struct span at;
	size_t files;
};

static struct leak_group *
group_of(struct arena *a, struct map *groups, const struct leak_row *l,
    struct span at)
{
	bool fresh;
	struct map_entry *e = map_put(groups, arena_printf(a, "%u %u %u %u",
	    l->edition, l->fact, at.file, at.off), &fresh);

	if (fresh) {
		struct leak_group *g = ARENA_NEW(a, struct leak_group);
		g->first = l;
		g->at = at;
		e->ptr = g;
	}
	return e->ptr;
}

/* Of several brands the first one's file is named. */
static void
report_leak(const struct proof *p, const struct leak_group *g,
    struct diags *d)
{
	const struct fact *f = &p->fact[g->first->fact];
	uint32_t before = diags_errors(d);
	struct span none = { 0 };
	struct str file = below_output(p, p->a, g->first->path);

	diags_set_edition(d, g->first->edition);
	struct diag *out = diag_add(d, DIAG_BRAND_LEAK, g->at,
	    "%s `%.*s` belongs to brand `%.*s` and must not stand in another "
	    "brand's output", kind_words(f->kind), STR_ARG(f->text),
	    STR_ARG(f->brand->id));
	if (diags_errors(d) > before && g->files > 1)
		diag_note(out, none, "it is in `%.*s` and %zu more %s",
		    STR_ARG(file), g->files - 1,
		    g->files == 2 ? "file" : "files");
	else if (diags_errors(d) > before)
		diag_note(out, none, "it is in `%.*s`", STR_ARG(file));
	diag_note(out, f->at, "`%.*s` sets it here", STR_ARG(f->brand->id));
}

static void
prove_leaks(struct proof *p, struct trace *tr, struct arena *scratch,
    struct diags *d)
{
	struct leak_row *l = (void *)p->leaks.p;
	size_t n = p->leaks.n / sizeof(*l);
	struct map *groups = map_new(scratch);

	if (n > 0)
		qsort(l, n, sizeof(*l), by_leak);
	for (size_t i = 0; i < n; i++)
		group_of(scratch, groups, &l[i], trace_fact(tr, l[i].fact,
		    l[i].translated, l[i].own))->files++;
	for (size_t i = 0; i < map_count(groups); i++)
		report_leak(p, map_at(groups, i)->ptr, d);
}

static void
prove_paths(struct proof *p, struct diags *d)
{
	struct str *clash = (void *)p->clashes.p;

	if (diags_found(d, DIAG_DUPLICATE_PATH))
		return;		/* the sources' own finding says it better */
	diags_set_edition(d, DIAG_NO_EDITION);
	for (size_t i = 0; i < p->clashes.n / sizeof(*clash); i++)
		diag_add(d, DIAG_DUPLICATE_PATH, p->brand->at,
		    "two files would be written to `%.*s/%.*s`",
		    STR_ARG(p->brand->id), STR_ARG(clash[i]));
}

void
proof_report(struct proof *p, const struct sources *s, struct diags *d)
{
	struct arena *scratch = arena_new();
	struct trace *tr = trace_new(scratch, s, p->brand, p->fact,
	    p->nfacts);
	uint32_t edition = diags_edition(d);

	if (diags_errors(d) == 0)
		prove_paths(p, d);
	prove_links(p, tr, d);
	prove_leaks(p, tr, scratch, d);
	diags_set_edition(d, edition);
	buf_free(&p->clashes);
	buf_free(&p->targets);
	buf_free(&p->leaks);
	buf_free(&p->ids);
	set_free(&p->found);
	arena_free(scratch);
}
