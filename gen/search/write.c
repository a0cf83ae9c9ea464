/* An edition's index from its pages to its files. */
#include "base/str.h"
#include "search/records.h"
#include "search/script.h"
#include "search/shards.h"

/* A group is of use if the index has one of its members. */
static void
put_group(struct buf *out, struct arena *a, const struct index *x,
    const struct value *group)
{
	struct buf one = BUF_INIT;
	size_t members = 0;
	bool known = false;

	for (size_t i = 0; i < group->list.n; i++) {
		struct str terms = index_terms(a, group->list.v[i].text);
		if (terms.n == 0)
			continue;
		known |= index_has(x, terms);
		buf_char(&one, members++ > 0 ? ',' : '[');
		script_string(&one, terms);
	}
	if (known && members > 1) {
		if (out->n > 0)
			buf_char(out, ',');
		buf_str(out, buf_view(&one));
		buf_char(out, ']');
	}
	buf_free(&one);
}

static void
put_synonyms(struct buf *out, struct arena *a, const struct index *x,
    const struct site *s)
{
	const struct value *groups = value_get(&s->edition->values,
	    STR("synonyms"));
	struct buf all = BUF_INIT;

	for (size_t i = 0; groups && groups->type == VALUE_LIST &&
	    i < groups->list.n; i++)
		if (groups->list.v[i].type == VALUE_LIST)
			put_group(&all, a, x, &groups->list.v[i]);
	buf_str(out, buf_view(&all));
	buf_free(&all);
}

static void
write_root(const struct site *s, const struct index *x, struct arena *a,
    struct str words, struct str pages, const struct search_sink *to)
{
	struct buf out = BUF_INIT;

	script_begin(&out, STR("index"));
	buf_printf(&out, "{\"v\":1,\"n\":%u,\"levels\":[", x->npages);
	for (unsigned i = 0; i < SEARCH_LEVELS; i++)
		buf_printf(&out, "%s%u", i > 0 ? "," : "", search_weight(i));
	buf_c(&out, "],\"words\":[");
	buf_str(&out, words);
	buf_c(&out, "],\"pages\":[");
	buf_str(&out, pages);
	buf_c(&out, "],\"synonyms\":[");
	put_synonyms(&out, a, x, s);
	buf_c(&out, "]}");
	script_end(&out);
	to->file(to->ctx, STR("index"), buf_view(&out), SEARCH_PLAIN,
	    (struct str){ 0 });
	buf_free(&out);
}

void
search_write(const struct site *s, const struct search_sink *to)
{
	struct arena *a = arena_new();
	struct index *x = index_build(a, s);
	struct buf words = BUF_INIT, pages = BUF_INIT;

	shards_write(x, a, to, &words);
	records_write(x, a, to, &pages);
	write_root(s, x, a, buf_view(&words), buf_view(&pages), to);
	buf_free(&words);
	buf_free(&pages);
	arena_free(a);
}
