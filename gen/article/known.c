/* What paths that stand in many articles print, found once an edition. */
#include "article/profile.h"
#include "base/str.h"

struct known_value {
	bool asked;
	struct printed *printed;	/* null: each run has to evaluate it */
};

struct known_values {
	struct known_value *of[KNOWN_PATHS];	/* each by edition */
	bool checked[KNOWN_PATHS];
};

static struct known_values *
values_of(struct builder *b)
{
	if (!b->known)
		b->known = ARENA_NEW(b->a, struct known_values);
	return b->known;
}

bool *
known_checked(struct builder *b, const struct known_path *path)
{
	return &values_of(b)->checked[path->number];
}

/* A single value whose printed form cannot fail. */
static bool
is_simple(const struct value *v)
{
	switch (v->type) {
	case VALUE_INT:
	case VALUE_NUM:
	case VALUE_TEXT:
	case VALUE_ENUM:
	case VALUE_URL:
	case VALUE_PHONE:
	case VALUE_DATE:
	case VALUE_DURATION:
	case VALUE_SIZE:
	case VALUE_MONEY:
	case VALUE_ARTICLE:
	case VALUE_TERM:
	case VALUE_LINK:
		return true;
	default:
		return false;
	}
}

/* `page` is another one in each article. */
static struct printed *
print(struct profile *p, const struct op *o)
{
	bool sure = !str_eq(o->expr->known->part[0], STR("page"));
	struct value v = value_nil;
	struct slot slot;

	if (sure)
		v = template_peek(&p->host, o->expr, NULL, &sure);
	if (!sure || !is_simple(&v) || !write_make_slot(p, p->b->a, &v, o->at,
	    o->expr, &slot))
		return NULL;
	struct printed *made = ARENA_NEW(p->b->a, struct printed);
	made->slot = slot;
	return made;
}

struct printed *
known_printed(struct profile *p, const struct op *o)
{
	struct builder *b = p->b;
	struct known_value **row =
	    &values_of(b)->of[o->expr->known->number];

	if (!*row)
		*row = ARENA_ARRAY(b->a, b->pub.neditions, struct known_value);
	struct known_value *k = &(*row)[p->voice->index];
	if (!k->asked) {
		k->printed = print(p, o);
		k->asked = true;
	}
	return k->printed;
}
