/* Answers of the last build, looked at by the workers that would have to make
   the same files again. */
#include "command/emission_parts.h"

#include "base/str.h"

/* The record of one edition, its files as they stand in the last output; false
   when one does not. */
static bool
stand_all(struct work *w, uint32_t brand, struct str *rest, struct buf *out)
{
	struct answer r = answer_take_edition(rest);
	struct buf kept = BUF_INIT;
	struct published f;
	bool good = true;

	while (good && published_take(&r.files, &f)) {
		f.kept = publication_stood(w->pub) ||
		    publication_keeps(w->pub, brand, &f);
		good = f.kept;
		published_put(&kept, &f);
	}
	answer_put(out, r.findings);
	answer_put(out, buf_view(&kept));
	answer_put(out, r.proof);
	buf_free(&kept);
	return good;
}

bool
emission_stands(struct work *w, const struct job *j, struct hash128 key,
    struct buf *out)
{
	struct str rest = reuse_answer(w->reuse, key);
	size_t from = out->n;
	bool good = rest.n > 0;

	for (uint32_t i = j->first; good && i < j->end; i++)
		if (w->p->skin[i])
			good = stand_all(w, w->brand[i], &rest, out);
	if (!good)
		out->n = from;
	return good;
}
