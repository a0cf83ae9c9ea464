/* Which names there are: taken words, types of paths, and what any brand
   sets. */
#include "provider/private.h"

static const char *const taken[] = {
	"brand", "brands", "locale", "page", "reader", "site", "vars", "data",
	"livery", "ui", "nav", "options", "tokens", "loop", "include",
	"provider", "localised", "none", "string", "table", "math", "extends",
};

static const char *const keywords[] = {
	"and", "break", "do", "else", "elseif", "end", "false", "for",
	"function", "goto", "if", "in", "local", "nil", "not", "or", "repeat",
	"return", "then", "true", "until", "while",
};

static bool
among(struct str name, const char *const *word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(name, str_c(word[i])))
			return true;
	return false;
}

bool
names_taken(struct str name)
{
	return among(name, taken, sizeof(taken) / sizeof(taken[0])) ||
	    library_has(name);
}

/* Whether it can stand in an expression: a letter, then letters, digits and
   underscores, no word of Lua. */
bool
name_is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z') || c == '_';
		if (!letter && (i == 0 || c < '0' || c > '9'))
			return false;
	}
	return s.n > 0 && !among(s, keywords,
	    sizeof(keywords) / sizeof(keywords[0]));
}

struct str
path_join_dots(struct arena *a, const struct str *part, size_t n)
{
	struct str s = n ? part[0] : (struct str){ 0 };

	for (size_t i = 1; i < n; i++)
		s = name_is_plain(part[i]) ?
		    arena_printf(a, "%.*s.%.*s", STR_ARG(s),
		    STR_ARG(part[i])) :
		    arena_printf(a, "%.*s[\"%.*s\"]", STR_ARG(s),
		    STR_ARG(part[i]));
	return s;
}

const struct type *
names_type(const struct providers *p, const struct str *part, size_t n)
{
	const struct type *t = p->schema->root;

	for (size_t i = 0; i < n && t; i++) {
		const struct type *of = t->kind == TYPE_MAP ||
		    (t->kind == TYPE_LIST && part[i].n == 0) ? t->of : NULL;
		const struct type *field = type_get(t, part[i]);
		t = field ? field : of;
	}
	return t;
}

struct naming {
	const struct providers *p;
	struct str word;
	bool set;		/* only what some brand sets */
	struct str part[LIMIT_DEPTH];
	size_t best;		/* parts of the best path, 0 for none */
	struct str path;
};

static void
find_named(struct naming *g, const struct type *t, size_t n)
{
	for (size_t i = 0; i < t->fields && n < LIMIT_DEPTH; i++) {
		g->part[n] = t->field[i].name;
		if (str_eq(g->part[n], g->word) &&
		    (g->best == 0 || n + 1 < g->best) &&
		    (!g->set || names_in_any(g->p, g->part, n + 1))) {
			g->best = n + 1;
			g->path = path_join_dots(g->p->a, g->part, n + 1);
		}
		find_named(g, t->field[i].type, n + 1);
	}
}

struct str
names_called(const struct providers *p, struct str word)
{
	struct naming g = { .p = p, .word = word, .set = true };

	find_named(&g, p->schema->root, 0);
	g.set = false;
	if (g.best == 0)
		find_named(&g, p->schema->root, 0);
	return g.path;
}

void
names_suggest(const struct providers *p, struct suggest *g, struct str word)
{
	const struct type *t = p->schema->root;

	for (size_t i = 0; i < t->fields; i++)
		suggest_offer(g, word, t->field[i].name);
	names_suggest_in_any(p, g, word, NULL, 0);
	for (size_t i = 0; i < map_count(p->macro_names); i++)
		suggest_offer(g, word, map_at(p->macro_names, i)->key);
	library_suggest(g, word);
}
