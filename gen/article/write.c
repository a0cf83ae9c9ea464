/* The output of a profile: lines with their prefix, slots, regions and, when
   asked for, the source map. */
#include "article/profile.h"

#include <string.h>

#include "base/str.h"

void *
grow_array(struct arena *a, void *old, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return old;
	size_t more = *cap ? *cap * 2 : 16;
	void *p = arena_array(a, more, size);
	if (n > 0)
		memcpy(p, old, n * size);
	*cap = more;
	return p;
}

bool
write_at_line_start(const struct profile *p)
{
	return p->out.n == 0 || p->out.p[p->out.n - 1] == '\n';
}

static bool
has_room(struct profile *p, size_t n, struct span at)
{
	if (p->full)
		return false;
	if (p->out.n + n <= PROFILE_TEXT)
		return true;
	diag_add(p->d, DIAG_LIMIT, at,
	    "with what it includes the article is longer than %u MiB",
	    PROFILE_TEXT / (1024 * 1024));
	p->full = true;
	return false;
}

static void
note_region(struct profile *p)
{
	const struct region *last = p->nregions > 0 ?
	    &p->region[p->nregions - 1] : NULL;
	struct str folder = last ? last->folder : p->article->folder;
	const struct frame *f = p->frame;

	if (p->plain)
		return;
	p->noted = f;
	if (str_eq(folder, f->folder) && (last ? last->shift : 0) == f->shift)
		return;
	p->region = grow_array(p->a, p->region, p->nregions, &p->region_cap,
	    sizeof(*p->region));
	p->region[p->nregions++] = (struct region){ (uint32_t)p->out.n,
	    f->folder, f->shift };
}

static void
note_segment(struct profile *p, struct span at, bool linear)
{
	p->segment = grow_array(p->a, p->segment, p->nsegments,
	    &p->segment_cap, sizeof(*p->segment));
	p->segment[p->nsegments++] = (struct segment){ (uint32_t)p->out.n,
	    at, linear, p->frame->origin };
}

/* Bytes within a line. */
static void
add(struct profile *p, struct str s, struct span at, bool linear)
{
	if (s.n == 0)
		return;
	if (p->noted != p->frame)
		note_region(p);
	if (p->mapping)
		note_segment(p, at, linear);
	buf_str(&p->out, s);
}

static void
add_prefix(struct profile *p, bool blank, struct span at)
{
	struct str prefix = p->frame->prefix;

	if (prefix.n == 0 || !write_at_line_start(p))
		return;
	while (blank && prefix.n > 0 && (prefix.p[prefix.n - 1] == ' ' ||
	    prefix.p[prefix.n - 1] == '\t'))
		prefix.n--;
	add(p, prefix, at, false);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* How much of a source line's front the frame takes away. */
static size_t
stripped(const struct profile *p, struct str line)
{
	size_t n = 0;

	while (n < p->frame->strip.n && n < line.n &&
	    (is_blank(line.p[n]) || line.p[n] == '>'))
		n++;
	return n;
}

/* Text without a line break; footnote labels of a snippet get its mark. */
static void
add_marked(struct profile *p, struct str s, struct span at, bool linear)
{
	char mark[4];

	while (p->frame->mark != 0 && !p->plain) {
		ptrdiff_t i = str_find(s, STR("[^"), 0);
		if (i < 0)
			break;
		size_t n = (size_t)i + 2;
		uint32_t cp = NODES_MARK + p->frame->mark;
		mark[0] = (char)0xf4;
		mark[1] = (char)(0x80 | (cp >> 12 & 0x3f));
		mark[2] = (char)(0x80 | (cp >> 6 & 0x3f));
		mark[3] = (char)(0x80 | (cp & 0x3f));
		add(p, str_slice(s, 0, n), at, linear);
		add(p, (struct str){ mark, 4 }, at, false);
		s = str_slice(s, n, s.n);
		at.off += linear ? (uint32_t)n : 0;
		at.len -= linear ? (uint32_t)n : 0;
	}
	add(p, s, at, linear);
}

/* Writes one line or a part of it; `start`: it begins a line of its source. */
static void
write_line(struct profile *p, struct str s, struct span at, bool linear,
    bool start)
{
	bool ends = s.n > 0 && s.p[s.n - 1] == '\n';
	size_t skip = start ? stripped(p, s) : 0;
	struct str line = str_slice(s, skip, ends ? s.n - 1 : s.n);

	if (linear) {
		at.off += (uint32_t)skip;
		at.len -= (uint32_t)skip;
	}
	if (str_trim(line).n > 0 || !ends)
		add_prefix(p, false, at);
	else
		add_prefix(p, true, at);
	add_marked(p, line, at, linear);
	if (ends) {
		at.off += linear ? (uint32_t)line.n : 0;
		at.len = linear ? 1 : at.len;
		add(p, STR("\n"), at, linear);
	}
}

/* Whether text is written as it is: no line of it is changed, and nobody asks
   where each came from. */
static bool
is_verbatim(const struct profile *p, struct str s)
{
	const struct frame *f = p->frame;

	return f->prefix.n == 0 && f->strip.n == 0 && !p->mapping &&
	    (f->mark == 0 || str_find(s, STR("[^"), 0) < 0);
}

static void
write_lines(struct profile *p, struct str s, struct span at, bool linear,
    bool start)
{
	while (s.n > 0) {
		ptrdiff_t nl = str_find_char(s, '\n', 0);
		size_t n = nl < 0 ? s.n : (size_t)nl + 1;
		struct span piece = at;
		if (linear)
			piece.len = (uint32_t)n;
		write_line(p, str_slice(s, 0, n), piece, linear, start);
		s = str_slice(s, n, s.n);
		at.off += linear ? (uint32_t)n : 0;
		start = true;
	}
}

void
write_source(struct profile *p, struct str text, struct span at)
{
	if (p->plain) {
		buf_str(&p->out, text);
	} else if (!has_room(p, text.n, at)) {
		return;
	} else if (is_verbatim(p, text)) {
		add(p, text, at, true);
	} else {
		struct str file = sources_text(p->host.sources, at.file);
		write_lines(p, text, at, true, at.off == 0 ||
		    file.p[at.off - 1] == '\n');
	}
}

/* Made text knows nothing of the frame's own indentation. */
void
write_made(struct profile *p, struct str text, struct span at)
{
	struct str strip = p->frame->strip;

	if (p->plain) {
		buf_str(&p->out, text);
		return;
	}
	if (!has_room(p, text.n, at))
		return;
	p->frame->strip = (struct str){ 0 };
	write_lines(p, text, at, false, write_at_line_start(p));
	p->frame->strip = strip;
}

static bool
holds_foreign(const struct value *v)
{
	for (size_t i = 0; v->type == VALUE_LIST && i < v->list.n; i++)
		if (holds_foreign(&v->list.v[i]))
			return true;
	return v->foreign;
}

bool
write_make_slot(struct profile *p, struct arena *a, const struct value *v,
    struct span at, const struct expr *e, struct slot *out)
{
	struct buf *text = &p->value;
	bool ok = true;

	buf_reset(text);
	*out = (struct slot){ .foreign = holds_foreign(v) };
	switch (v->type) {
	case VALUE_LINK:
		out->kind = SLOT_LINK;
		out->target = v->pair.target;
		buf_str(text, v->pair.text);
		break;
	case VALUE_PHONE:
		out->kind = SLOT_PHONE;
		out->target = v->pair.target;
		buf_str(text, v->pair.text);
		break;
	case VALUE_ARTICLE:
		out->kind = SLOT_ARTICLE;
		buf_str(text, v->text);
		break;
	default:
		ok = value_print(text, v, p->voice->locale);
	}
	if (!ok)
		diag_add(p->d, DIAG_WRONG_TYPE, at,
		    "`%.*s` is %s and cannot be printed",
		    e ? (int)(e->text.n < 80 ? e->text.n : 80) : 0,
		    e ? e->text.p : "", value_type_words(v->type));
	out->text = arena_str(a, buf_view(text));
	out->pattern = str_find(out->text, STR("{reader."), 0) >= 0;
	return ok;
}

static void
write_slot(struct profile *p, struct printed *slot, struct span at)
{
	uint32_t cp = SLOT_BASE + (uint32_t)p->nslots;
	char utf8[SLOT_BYTES] = { (char)(0xf0 | cp >> 18),
	    (char)(0x80 | (cp >> 12 & 0x3f)), (char)(0x80 | (cp >> 6 & 0x3f)),
	    (char)(0x80 | (cp & 0x3f)) };

	if (p->nslots > SLOT_MAX && !p->full) {
		diag_add(p->d, DIAG_LIMIT, at,
		    "the article prints more than %u values", SLOT_MAX);
		p->full = true;
	}
	if (!has_room(p, SLOT_BYTES, at))
		return;
	p->slot = grow_array(p->a, p->slot, p->nslots, &p->slot_cap,
	    sizeof(*p->slot));
	p->slot[p->nslots++] = slot;
	add_prefix(p, false, at);
	add(p, (struct str){ utf8, SLOT_BYTES }, at, false);
}

void
write_printed(struct profile *p, struct printed *v, struct span at)
{
	if (v->slot.foreign && p->reading)
		p->reading->foreign = true;
	write_slot(p, v, at);
}

static struct printed *
printed(struct profile *p, const struct slot *slot)
{
	struct printed *v = ARENA_NEW(p->a, struct printed);

	v->slot = *slot;
	return v;
}

static void
write_md(struct profile *p, const struct md *md, struct span at,
    const struct expr *e)
{
	for (size_t i = 0; i < md->n; i++) {
		if (md->piece[i].data)
			write_value(p, md->piece[i].data, at, e);
		else
			write_made(p, md->piece[i].source, at);
	}
}

void
write_value(struct profile *p, const struct value *v, struct span at,
    const struct expr *e)
{
	struct slot slot;

	if (v->type == VALUE_MARKDOWN) {
		write_md(p, v->md, at, e);
		return;
	}
	if (!write_make_slot(p, p->a, v, at, e, &slot))
		return;
	if (slot.foreign && p->reading)
		p->reading->foreign = true;
	if (!p->plain)
		write_printed(p, printed(p, &slot), at);
	else if (slot.kind == SLOT_ARTICLE) {
		const struct article *art =
		    map_ptr(p->b->pub.project->by_id, slot.text);
		buf_str(&p->out, art ? page_title(p->b, p->edition->index,
		    art->index) : slot.text);
	} else
		buf_str(&p->out, slot.text);
}

void
write_nothing(struct profile *p, struct span at)
{
	if (!p->plain)
		write_slot(p, printed(p, &(struct slot){
		    .kind = SLOT_NOTHING }), at);
}

void
write_end(struct profile *p, size_t from, bool alone, struct span at)
{
	if (p->out.n <= from)
		return;
	if (alone && !write_at_line_start(p))
		add(p, STR("\n"), at, false);
	while (!alone && p->out.n > from && write_at_line_start(p))
		p->out.n--;
}

/* Behind a list mark with its spaces, or 0. */
static size_t
list_mark(struct str s, size_t i)
{
	size_t from = i;

	if (i < s.n && (s.p[i] == '-' || s.p[i] == '*' || s.p[i] == '+'))
		i++;
	else
		while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
			i++;
	if (i > from && i < s.n && (s.p[i] == '.' || s.p[i] == ')') &&
	    s.p[i - 1] >= '0' && s.p[i - 1] <= '9')
		i++;
	else if (i > from && s.p[i - 1] >= '0' && s.p[i - 1] <= '9')
		return 0;
	return i > from && i < s.n && is_blank(s.p[i]) ? i + 1 : 0;
}

/* What stands on the line in front of a directive. */
static struct str
before(const struct profile *p, struct span at)
{
	struct str s = str_slice(sources_text(p->host.sources, at.file), 0,
	    at.off);

	return str_slice(s, (size_t)(str_rfind_char(s, '\n') + 1), s.n);
}

void
write_check_row(struct profile *p, size_t from, struct span at)
{
	struct str line = before(p, at), made = buf_view(&p->out);
	size_t mark = 0, i = 0;

	if (str_find_char(made, '\n', from) < 0)
		return;
	while (i < line.n && (is_blank(line.p[i]) || line.p[i] == '>' ||
	    (mark = list_mark(line, i)) != 0))
		i = mark > i ? mark : i + 1;
	if (i < line.n && line.p[i] == '|')
		diag_hint(diag_add(p->d, DIAG_SYNTAX, at,
		    "a row of a table is one line, and this brings in "
		    "several"), "bring in one line, or write it outside of "
		    "the table");
}

struct str
write_prefix(struct profile *p, struct span at, bool full)
{
	struct str line = before(p, at);
	struct str skip = str_slice(line, full ? 0 : stripped(p, line),
	    line.n);
	char *out = arena_alloc(p->a, skip.n + 1);
	size_t i = 0, to;

	while (i < skip.n) {
		if (is_blank(skip.p[i]) || skip.p[i] == '>') {
			out[i] = skip.p[i];
			i++;
		} else if ((to = list_mark(skip, i)) != 0) {
			memset(out + i, ' ', to - i);
			i = to;
		} else {
			break;
		}
	}
	return (struct str){ out, i };
}
