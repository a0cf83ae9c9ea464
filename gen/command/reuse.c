/* Keys of jobs, and the cache of their answers. */
#include "command/reuse.h"

#include <string.h>

#include "base/files.h"
#include "base/map.h"
#include "base/str.h"
#include "command/ground.h"

struct kept {
	struct hash128 key;
	struct str answer;
};

struct reuse {
	struct arena *a;
	const struct recall *recall;
	const struct pipeline *p;
	struct hash128 ground;	/* all that is the same for all runs of the
				   wave */
	struct map *known;	/* a key's bytes -> struct str * */
	struct kept *kept;	/* in the wave */
	size_t nkept, cap;
	struct cache_file *answers;
};

static void
put_file(struct cache_file *f, const void *p, size_t n)
{
	cache_put(f, (struct str){ p, n });
}

static void
put_hash(struct buf *b, struct hash128 h)
{
	buf_add(b, &h, sizeof(h));
}

static void
put_str(struct buf *b, struct str s)
{
	buf_u32(b, (uint32_t)s.n);
	buf_str(b, s);
}

/* Editions share most texts. */
static bool
same_text(struct str a, struct str b)
{
	return a.p == b.p && a.n == b.n;
}

/* The page of that number in the wave's edition before the i-th. */
static const struct page *
page_before(const struct pipeline *p, size_t i, size_t page)
{
	const struct site *s = i > p->first ? p->site[i - 1] : NULL;

	return s && page < s->npages ? &s->page[page] : NULL;
}

/* What other pages show of a page, wherever they lead; `last` is that of the
   edition before, or null. */
static void
put_page(struct buf *b, const struct page *p, const struct page *last)
{
	bool same = last && same_text(p->url, last->url) &&
	    same_text(p->title, last->title) &&
	    same_text(p->description, last->description);

	buf_char(b, same);
	if (!same) {
		put_str(b, p->url);
		put_str(b, p->title);
		put_str(b, p->description);
	}
	buf_char(b, p->gist != NULL);
	buf_char(b, p->unlisted);
}

void
reuse_wave(struct reuse *u)
{
	struct buf b = BUF_INIT, site = BUF_INIT;

	if (!u)
		return;
	const struct pipeline *p = u->p;
	put_hash(&b, p->ground->same);
	buf_u32(&b, p->first);
	for (size_t i = p->first; i < p->end; i++) {
		buf_reset(&site);
		for (size_t k = 0; k < p->site[i]->npages; k++)
			put_page(&site, &p->site[i]->page[k],
			    page_before(p, i, k));
		put_hash(&b, hash_xxh3(buf_view(&site)));
	}
	u->ground = hash_xxh3(buf_view(&b));
	buf_free(&site);
	buf_free(&b);
}

/* What was written: what is the same for all, then for each answer its key, its
   size and its bytes. */
static void
read_known(struct reuse *u)
{
	struct hash128 of;
	struct str rest;

	if (!recall_more(u->recall, RECALL_LAST, "answers", &rest) ||
	    rest.n < sizeof(of))
		return;
	memcpy(&of, rest.p, sizeof(of));
	if (of.hi != u->p->ground->same.hi || of.lo != u->p->ground->same.lo)
		return;
	rest = str_slice(rest, sizeof(of), rest.n);
	while (rest.n >= sizeof(of) + sizeof(uint64_t)) {
		struct str key = str_slice(rest, 0, sizeof(of));
		struct str *answer = ARENA_NEW(u->a, struct str);
		uint64_t n;
		memcpy(&n, rest.p + sizeof(of), sizeof(n));
		rest = str_slice(rest, sizeof(of) + sizeof(n), rest.n);
		*answer = str_slice(rest, 0, (size_t)n);
		rest = str_slice(rest, (size_t)n, rest.n);
		map_put(u->known, key, NULL)->ptr = answer;
	}
}

struct reuse *
reuse_open(const struct recall *r, const struct pipeline *p)
{
	if (!p->ground)
		return NULL;
	struct reuse *u = ARENA_NEW(p->arena, struct reuse);
	*u = (struct reuse){ .a = p->arena, .recall = r, .p = p,
		.known = map_new(p->arena) };
	read_known(u);
	return u;
}

/* An empty link shows the heading that it leads to. That the heading is there is
   seen when the edition is linked, and proved by the ids of all pages. */
static void
put_links(struct buf *b, const struct page *p)
{
	for (uint32_t i = 0; p->gist && i < p->gist->links; i++)
		if (p->link[i].text.n > 0)
			put_str(b, p->link[i].text);
}

/* Of an URL that the edition before has, too, a run holds both pages. */
static void
put_own(struct buf *b, const struct reuse *u, const struct page *p,
    const struct page *last)
{
	bool same = p && last && same_text(p->url, last->url) &&
	    p->gist == last->gist && p->link == last->link;

	if (p && p->article)
		put_hash(b, u->p->ground->text[p->article->index]);
	buf_char(b, same);
	if (p && !same)
		put_links(b, p);
}

struct hash128
reuse_run(struct reuse *u, struct str from, struct str to)
{
	struct buf b = BUF_INIT;

	if (u)
		put_hash(&b, u->ground);
	put_str(&b, from);
	put_str(&b, to);
	for (size_t i = u ? u->p->first : 0; u && i < u->p->end; i++) {
		const struct site *s = u->p->site[i];
		size_t end = to.n > 0 ? site_page_from(s, to) : s->npages;
		for (size_t k = site_page_from(s, from); k < end; k++)
			put_own(&b, u, &s->page[k], page_before(u->p, i, k));
		buf_char(&b, '\n');
	}
	struct hash128 h = hash_xxh3(buf_view(&b));
	buf_free(&b);
	return h;
}

/* The articles of a folder of the i-th edition. */
static void
put_folder(struct buf *b, const struct reuse *u, size_t i, struct str at)
{
	const struct site *s = u->p->site[i];

	for (size_t k = site_page_from(s, at); k < s->npages &&
	    str_starts(s->page[k].url, at); k++)
		if (str_eq(path_folder(s->page[k].url), at))
			put_own(b, u, &s->page[k], page_before(u->p, i, k));
	buf_char(b, '/');
}

struct hash128
reuse_articles(struct reuse *u, const struct folders *of, struct str from,
    struct str to)
{
	struct buf b = BUF_INIT;

	if (u)
		put_hash(&b, u->ground);
	buf_c(&b, "articles");
	put_str(&b, from);
	put_str(&b, to);
	for (size_t i = u ? u->p->first : 0; u && i < u->p->end; i++) {
		size_t end = to.n > 0 ? folders_from(&of[i], to) : of[i].n;
		for (size_t k = folders_from(&of[i], from); k < end; k++)
			put_folder(&b, u, i, of[i].v[k].at);
		buf_char(&b, '\n');
	}
	struct hash128 h = hash_xxh3(buf_view(&b));
	buf_free(&b);
	return h;
}

struct hash128
reuse_indexes(struct reuse *u, uint32_t first, uint32_t end)
{
	struct buf b = BUF_INIT;

	if (u)
		put_hash(&b, u->ground);
	buf_c(&b, "indexes");
	for (uint32_t i = first; u && i < end; i++) {
		if (!u->p->skin[i])
			continue;
		buf_u32(&b, i);
		put_own(&b, u, u->p->site[i]->root->page, NULL);
	}
	struct hash128 h = hash_xxh3(buf_view(&b));
	buf_free(&b);
	return h;
}

struct str
reuse_answer(const struct reuse *u, struct hash128 key)
{
	struct str name = { (const char *)&key, sizeof(key) };
	const struct str *answer = u ? map_ptr(u->known, name) : NULL;

	return answer ? *answer : (struct str){ 0 };
}

void
reuse_keep(struct reuse *u, struct hash128 key, struct str answer)
{
	if (!u)
		return;
	if (u->nkept == u->cap) {
		u->cap = u->cap ? u->cap * 2 : 256;
		struct kept *all = ARENA_ARRAY(u->a, u->cap, struct kept);
		if (u->nkept > 0)
			memcpy(all, u->kept, u->nkept * sizeof(*all));
		u->kept = all;
	}
	u->kept[u->nkept++] = (struct kept){ key, answer };
}

/* The folder that the file is about is there once a wave has been published. */
static void
put_answers(struct reuse *u)
{
	if (!u->answers) {
		u->answers = recall_keep_more(u->recall, RECALL_LAST,
		    "answers");
		put_file(u->answers, &u->p->ground->same,
		    sizeof(u->p->ground->same));
	}
	for (size_t i = 0; i < u->nkept; i++) {
		const struct kept *k = &u->kept[i];
		uint64_t n = k->answer.n;
		put_file(u->answers, &k->key, sizeof(k->key));
		put_file(u->answers, &n, sizeof(n));
		cache_put(u->answers, k->answer);
	}
	u->nkept = 0;
}

void
reuse_wave_ends(struct reuse *u)
{
	if (u)
		put_answers(u);
}

void
reuse_close(struct reuse *u, bool good)
{
	if (!u)
		return;
	if (good)
		cache_close(u->answers);
	else
		cache_drop(u->answers);
}
