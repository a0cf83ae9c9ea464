/* A directive alone on its line takes the line with it. */
#include "template/compile.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_silent(const struct token *t)
{
	return t->kind == TOKEN_DIRECTIVE || t->kind == TOKEN_SILENT;
}

static bool
is_text(const struct token *t)
{
	return t->kind == TOKEN_TEXT || t->kind == TOKEN_LITERAL;
}

/* A byte order mark is not part of the first line. */
static bool
starts_line(const struct compiler *c, size_t i)
{
	const char *p = c->text.p;

	return i == 0 || p[i - 1] == '\n' || (i == 3 && p[0] == '\xef' &&
	    p[1] == '\xbb' && p[2] == '\xbf');
}

static bool
all_blank(const struct compiler *c, size_t from, size_t to)
{
	while (from < to && is_blank(c->text.p[from]))
		from++;
	return from == to;
}

/* The last token of those that stand side by side from `i` on. */
static size_t
group_end(const struct compiler *c, size_t i)
{
	for (;;) {
		const struct token *t = &c->token[i + 1];
		size_t left = c->tokens - i - 1;
		if (left > 0 && is_silent(&t[0]))
			i += 1;
		else if (left > 1 && t[0].kind == TOKEN_TEXT &&
		    is_silent(&t[1]) && all_blank(c, t[0].from, t[0].to))
			i += 2;
		else
			return i;
	}
}

/* Whether only white space (in articles quote marks too) stands before byte
   `i` on its line; `*from` is where the line begins. */
static bool
clear_before(const struct compiler *c, size_t group, size_t *from)
{
	const struct token *t = &c->token[group];
	const struct token *before = group > 0 ? t - 1 : NULL;
	size_t i = t->from, low = i;

	if (before && before->kind != TOKEN_GONE && !is_text(before))
		return starts_line(c, *from = i);
	if (before && is_text(before))
		low = before->from;
	bool quotes = c->kind == TEMPLATE_ARTICLE && before &&
	    before->kind == TOKEN_TEXT;
	while (i > low && (is_blank(c->text.p[i - 1]) ||
	    (quotes && c->text.p[i - 1] == '>')))
		i--;
	*from = i;
	return starts_line(c, i);
}

/* The same behind byte `i`; `*to` is behind the line's end. */
static bool
clear_behind(const struct compiler *c, size_t last, size_t *to)
{
	const struct token *t = &c->token[last];
	const struct token *next = last + 1 < c->tokens ? t + 1 : NULL;
	size_t i = t->to, high = next && is_text(next) ? next->to : i;

	while (i < high && is_blank(c->text.p[i]))
		i++;
	if (i + 1 < high && c->text.p[i] == '\r' && c->text.p[i + 1] == '\n')
		i++;
	if (i < high && c->text.p[i] == '\n') {
		*to = i + 1;
		return true;
	}
	*to = i;
	return i == c->to && c->ends_line;
}

static void
take(struct compiler *c, size_t first, size_t last, size_t from, size_t to)
{
	for (size_t i = first; i <= last; i++) {
		if (is_silent(&c->token[i]))
			c->token[i].alone = true;
		else
			c->token[i].kind = TOKEN_GONE;
	}
	if (first > 0 && is_text(&c->token[first - 1]))
		c->token[first - 1].to = from;
	if (last + 1 < c->tokens && is_text(&c->token[last + 1]))
		c->token[last + 1].from = to;
}

void
take_lines(struct compiler *c)
{
	for (size_t i = 0; i < c->tokens; i++) {
		size_t from, to;
		if (!is_silent(&c->token[i]))
			continue;
		size_t last = group_end(c, i);
		if (clear_before(c, i, &from) && clear_behind(c, last, &to))
			take(c, i, last, from, to);
		i = last;
	}
}
