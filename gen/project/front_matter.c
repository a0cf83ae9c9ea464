/* Reads front matter, a key at a time, into what the kind of file takes. */
#include <math.h>

#include "base/str.h"
#include "project/keys.h"

static bool
is_duplicate(struct target *t, const struct yaml *root, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (!str_eq(root->key[k].text, root->key[i].text))
			continue;
		struct diag *g = diag_add(t->l->d, DIAG_FRONT_MATTER,
		    root->key[i].at, "the key `%.*s` stands here twice",
		    STR_ARG(root->key[i].text));
		diag_note(g, root->key[k].at, "first here");
		return true;
	}
	return false;
}

static void
read_key(struct target *t, const struct yaml *root, size_t i, unsigned in)
{
	const struct key *k;

	if (is_duplicate(t, root, i))
		return;
	for (size_t n = 0; (k = key_at(n)) != NULL; n++) {
		if (!(k->in & in) || !str_eq(k->name, root->key[i].text))
			continue;
		if (root->item[i].kind != YAML_NULL)
			k->read(t, &root->item[i]);
		return;
	}
	key_unknown(t, &root->key[i], in);
}

/* True when there was front matter that could be read. */
static bool
read_front(struct target *t, uint32_t file, const struct front *f,
    unsigned in)
{
	const struct yaml *root = f->root;

	if (!root)
		return false;
	if (root->kind != YAML_MAP && root->kind != YAML_NULL) {
		diag_add(t->l->d, DIAG_FRONT_MATTER,
		    (struct span){ file, f->from, 1 },
		    "front matter is a map of keys, not %s",
		    yaml_words(root));
		return false;
	}
	for (size_t i = 0; root->kind == YAML_MAP && i < root->n; i++)
		read_key(t, root, i, in);
	return true;
}

static const char *
no_front_hint(struct str text)
{
	text = str_trim(text);
	if (str_starts(text, STR("---")))
		return "its `---` must be the first line of the file";
	if (str_starts(text, STR("+++")))
		return "livery reads YAML between lines of `---`, no TOML";
	return "begin with `---`, `title: ...` and `---`";
}

bool
front_article(struct loader *l, struct article *art)
{
	const struct front *f = &l->front[art->file];
	struct target t = { .l = l, .art = art };
	struct span top = { art->file, 0, 3 };

	art->order = HUGE_VAL;
	art->extra = (struct value){ .type = VALUE_MAP };
	art->body_off = f->body;
	if (f->broken)
		return false;
	if (!f->present) {
		top.len = 0;
		struct diag *g = diag_add(l->d, DIAG_FRONT_MATTER, top,
		    "there is no front matter");
		diag_hint(g, "%s", no_front_hint(sources_text(l->s,
		    art->file)));
		return true;
	}
	if (!read_front(&t, art->file, f,
	    art->section ? IN_SECTION : IN_ARTICLE))
		return false;
	if (!art->title.set && !t.meant_title)
		diag_add(l->d, DIAG_MISSING_FIELD, top,
		    "the front matter has no `title`");
	return true;
}

void
front_translation(struct loader *l, struct translation *tr,
    const struct article *of)
{
	const struct front *f = &l->front[tr->file];
	struct article copy = { .section = of->section };
	struct target t = { .l = l, .art = &copy };

	tr->body_off = f->body;
	if (f->present && !f->broken)
		read_front(&t, tr->file, f, IN_TRANSLATION);
	tr->title = copy.title;
	tr->description = copy.description;
}

void
front_snippet(struct loader *l, struct snippet *sn)
{
	const struct front *f = &l->front[sn->file];
	struct target t = { .l = l, .snippet = sn };

	if (f->present && !f->broken)
		read_front(&t, sn->file, f, IN_SNIPPET);
	sn->body_off = f->body;
}
