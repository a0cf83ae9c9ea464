/* The programs of articles' bodies: those of one article at a time. All of them
   together are six times the size of their texts. */
#include "project/parts.h"

struct bodies {
	struct arena *arena;		/* of the programs */
	const struct article *article;	/* null before the first */
	const struct program **program;	/* of the body and each translation,
					   null until it is asked for */
	struct known_paths *known;
};

static const struct program no_program;

struct bodies *
bodies_new(struct arena *a, struct known_paths *known)
{
	struct bodies *b = ARENA_NEW(a, struct bodies);

	b->known = known;
	return b;
}

static void
turn_to(struct bodies *b, const struct article *art)
{
	if (!b->arena)
		b->arena = arena_new();
	arena_reset(b->arena);
	b->article = art;
	b->program = ARENA_ARRAY(b->arena, art->ntranslations + 1,
	    const struct program *);
}

const struct program *
project_body(const struct project *p, const struct article *art,
    const struct translation *t, struct diags *d)
{
	struct bodies *b = p->bodies;
	size_t i = t ? (size_t)(t - art->translation) + 1 : 0;
	uint32_t file = t ? t->file : art->file, edition = diags_edition(d);

	if (!t && art->blank)
		return &no_program;
	if (b->article != art)
		turn_to(b, art);
	if (b->program[i])
		return b->program[i];
	diags_set_edition(d, DIAG_NO_EDITION);
	b->program[i] = template_compile(b->arena, p->sources, file,
	    t ? t->body_off : art->body_off, sources_text(p->sources, file).n,
	    TEMPLATE_ARTICLE, b->known, d);
	diags_set_edition(d, edition);
	return b->program[i];
}

void
project_free(struct project *p)
{
	arena_free(p->bodies->arena);
	p->bodies->arena = NULL;
	p->bodies->article = NULL;
}
