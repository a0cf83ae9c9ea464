/* A brand's colour tokens: overrides first, then what is derived from them,
   then the contrast of every pair that the theme names. */
#include "render/internal.h"

struct token {
	struct str name;
	const struct value *form;	/* as the theme or the brand writes it */
	struct span at;		/* the brand's colour it follows from, if any */
	struct rgb rgb;
	bool brand;		/* the brand sets it, or a colour it follows from */
	bool bad;		/* reported: nothing to compare */
	enum { TOKEN_NEW, TOKEN_OPEN, TOKEN_DONE } state;
};

struct scheme {
	const char *name;	/* "light", "dark" */
	struct token *token;	/* by name */
	size_t n;
	struct scheme *light;	/* of a dark one */
	struct arena *a;
	struct diags *d;
};

static struct token *
find(const struct scheme *s, struct str name)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->token[i].name, name))
			return &s->token[i];
	return NULL;
}

static void derive(struct scheme *s, struct token *t);

/* What a form names that has no such token. */
static bool
unknown(struct scheme *s, const struct value *v, struct str name)
{
	struct suggest g = { 0 };
	struct diag *d = diag_add(s->d, DIAG_THEME, v->at,
	    "`%.*s` is no colour and no token of `tokens.%s`", STR_ARG(v->text),
	    s->name);

	for (size_t i = 0; i < s->n; i++)
		suggest_offer(&g, name, s->token[i].name);
	diag_did_you_mean(d, g.best);
	return false;
}

/* A token of the map, `light.NAME` in the dark one, or a literal colour. A
   token that follows from the brand's colour hands its place on. */
static bool
operand(struct scheme *s, struct token *to, const struct value *v,
    struct rgb *out)
{
	struct str light = STR("light.");
	struct scheme *in = s;
	struct str name;

	if (v->type != VALUE_TEXT) {
		diag_add(s->d, DIAG_WRONG_TYPE, v->at, "this is %s, where a "
		    "token or a colour is wanted", value_type_words(v->type));
		return false;
	}
	name = v->text;
	if (colour_parse(name, out))
		return true;
	if (s->light && str_starts(name, light)) {
		in = s->light;
		name = str_slice(name, light.n, name.n);
	}
	struct token *t = find(in, name);
	if (!t)
		return unknown(in, v, name);
	if (t->state == TOKEN_OPEN) {
		diag_add(s->d, DIAG_CYCLE, v->at, "the colour of `%.*s` "
		    "follows from itself", STR_ARG(t->name));
		return false;
	}
	derive(in, t);
	if (t->brand && !to->brand) {
		to->brand = true;
		to->at = t->at;
	}
	*out = t->rgb;
	return !t->bad;
}

static bool
number(struct scheme *s, const struct value *v, double least, double most,
    double *out)
{
	*out = least - 1;
	if (v->type == VALUE_INT)
		*out = (double)v->integer;
	else if (v->type == VALUE_NUM)
		*out = v->number;
	if (*out >= least && *out <= most)
		return true;
	diag_add(s->d, DIAG_WRONG_TYPE, v->at,
	    "a number from %g to %g is wanted here", least, most);
	return false;
}

static bool
derived(struct scheme *s, struct token *t, const struct value *v, size_t n)
{
	static const char forms[] = "{ \"on\", BG }, { \"fit\", C, BG, RATIO } "
	    "or { \"mix\", A, B, PERCENT }";
	struct str how = n && v->type == VALUE_TEXT ? v->text : STR("");
	struct rgb a, b;
	double x;

	if (n == 2 && str_eq(how, STR("on"))) {
		if (!operand(s, t, &v[1], &a))
			return false;
		t->rgb = colour_on(a);
	} else if (n == 4 && str_eq(how, STR("fit"))) {
		if (!operand(s, t, &v[1], &a) || !operand(s, t, &v[2], &b) ||
		    !number(s, &v[3], 1, 21, &x))
			return false;
		t->rgb = colour_fit(a, b, x);
	} else if (n == 4 && str_eq(how, STR("mix"))) {
		if (!operand(s, t, &v[1], &a) || !operand(s, t, &v[2], &b) ||
		    !number(s, &v[3], 0, 100, &x))
			return false;
		t->rgb = colour_mix(a, b, x);
	} else {
		diag_hint(diag_add(s->d, DIAG_THEME, t->form->at,
		    "the token `%.*s` is no colour", STR_ARG(t->name)),
		    "write # and six hexadecimal digits, as \"#0f5c73\", "
		    "or %s", forms);
		return false;
	}
	return true;
}

static void
derive(struct scheme *s, struct token *t)
{
	const struct value *v = t->form;

	if (t->state != TOKEN_NEW)
		return;
	t->state = TOKEN_OPEN;
	if ((v->type != VALUE_TEXT && v->type != VALUE_COLOUR) ||
	    !colour_parse(v->text, &t->rgb)) {
		bool list = v->type == VALUE_LIST;
		t->bad = !derived(s, t, list ? v->list.v : v,
		    list ? v->list.n : 0);
	}
	t->state = TOKEN_DONE;
}

static void
override_tokens(struct scheme *s, const struct value *colours)
{
	if (!colours || colours->type != VALUE_MAP)
		return;
	for (size_t i = 0; i < colours->map.n; i++) {
		const struct value_entry *e = &colours->map.e[i];
		struct token *t = find(s, e->key);
		struct suggest g = { 0 };
		if (e->v->type == VALUE_NIL || str_eq(e->key, STR("dark")))
			continue;
		if (t) {
			t->form = e->v;
			t->at = e->v->at;
			t->brand = true;
			continue;
		}
		for (size_t k = 0; k < s->n; k++)
			suggest_offer(&g, e->key, s->token[k].name);
		diag_did_you_mean(diag_add(s->d, DIAG_UNKNOWN_FIELD, e->v->at,
		    "the theme has no colour `%.*s`", STR_ARG(e->key)),
		    g.best);
	}
}

static void
read_scheme(struct scheme *s, const struct value *tokens)
{
	const struct value *map = tokens ?
	    value_get(tokens, str_c(s->name)) : NULL;

	if (!map || map->type != VALUE_MAP) {
		diag_add(s->d, DIAG_THEME, tokens ? tokens->at :
		    (struct span){ 0 }, "theme.lua has no map `tokens.%s`",
		    s->name);
		return;
	}
	s->token = ARENA_ARRAY(s->a, map->map.n, struct token);
	for (size_t i = 0; i < map->map.n; i++) {
		const struct value_entry *e = &map->map.e[i];
		if (e->v->type == VALUE_NIL)
			continue;
		s->token[s->n++] = (struct token){ .name = e->key,
		    .form = e->v, .at = e->v->at };
	}
}

static struct value
scheme_value(struct scheme *s)
{
	struct map_builder b = { .a = s->a };

	for (size_t i = 0; i < s->n; i++) {
		char *hex = arena_alloc(s->a, 8);
		colour_print(s->token[i].rgb, hex);
		map_builder_put(&b, s->token[i].name, (struct value){
		    .type = VALUE_COLOUR, .text = { hex, 7 } });
	}
	return map_builder_done(&b);
}

static void
scheme_css(const struct scheme *s, struct buf *out, const char *indent)
{
	for (size_t i = 0; i < s->n; i++) {
		struct str name = s->token[i].name;
		char hex[8];
		colour_print(s->token[i].rgb, hex);
		buf_printf(out, "%s\t--brand-", indent);
		for (size_t k = 0; k < name.n; k++)
			buf_char(out, name.p[k] == '_' ? '-' : name.p[k]);
		buf_printf(out, ": %s;\n", hex);
	}
	buf_printf(out, "%s}\n", indent);
}

static struct str
brand_css(struct arena *a, const struct scheme *light,
    const struct scheme *dark)
{
	struct buf b = BUF_INIT;

	buf_c(&b, ":root {\n");
	scheme_css(light, &b, "");
	buf_c(&b, "@media screen and (prefers-color-scheme: dark) {\n"
	    "\t:root:not([data-scheme=\"light\"]) {\n");
	scheme_css(dark, &b, "\t");
	buf_c(&b, "}\n@media screen {\n"
	    "\t:root[data-scheme=\"dark\"] {\n");
	scheme_css(dark, &b, "\t");
	buf_c(&b, "}\n");
	struct str css = arena_str(a, buf_view(&b));
	buf_free(&b);
	return css;
}

/* At the brand's colour that the pair follows from, else at the theme's. */
static void
too_low(struct scheme *s, const struct token *text, const struct token *bg,
    double found, double asked)
{
	struct span at = !text->brand && bg->brand ? bg->at : text->at;
	char a[8], b[8];

	colour_print(text->rgb, a);
	colour_print(bg->rgb, b);
	/* Rounded down, lest 4.499 look like the 4.5 that is asked for. */
	diag_add(s->d, DIAG_CONTRAST, at, "`%.*s` %s on `%.*s` %s in the %s "
	    "scheme has a contrast of %.2f:1, and at least %g:1 is asked for",
	    STR_ARG(text->name), a, STR_ARG(bg->name), b, s->name,
	    (double)(int)(found * 100) / 100, asked);
}

static void
check_pair(struct scheme *s, const struct value *pair)
{
	const struct value *v = pair->list.v;
	const struct token *token[2];
	double ratio;

	for (size_t i = 0; i < 2; i++) {
		token[i] = v[i].type == VALUE_TEXT ? find(s, v[i].text) : NULL;
		/* What neither scheme has is reported for the light one. */
		if (!token[i] && v[i].type == VALUE_TEXT &&
		    (!s->light || find(s->light, v[i].text)))
			unknown(s, &v[i], v[i].text);
	}
	if (!token[0] || !token[1] || token[0]->bad || token[1]->bad ||
	    !number(s, &v[2], 1, 21, &ratio))
		return;
	double found = colour_contrast(token[0]->rgb, token[1]->rgb);
	if (found < ratio)
		too_low(s, token[0], token[1], found, ratio);
}

static void
check_contrast(struct scheme *s, const struct value *pairs)
{
	if (!pairs || pairs->type != VALUE_LIST)
		return;
	for (size_t i = 0; i < pairs->list.n; i++) {
		const struct value *pair = &pairs->list.v[i];
		if (pair->type == VALUE_LIST && pair->list.n == 3)
			check_pair(s, pair);
		else
			diag_add(s->d, DIAG_THEME, pair->at, "a pair of "
			    "`contrast` is { TEXT, BACKGROUND, RATIO }");
	}
}

struct tokens
colour_tokens(struct arena *a, const struct value *settings,
    const struct value *colours, struct diags *d)
{
	const struct value *map = value_get(settings, STR("tokens"));
	const struct value *pairs = value_get(settings, STR("contrast"));
	struct scheme light = { .name = "light", .a = a, .d = d };
	struct scheme dark = { .name = "dark", .a = a, .d = d,
	    .light = &light };
	struct scheme *both[] = { &light, &dark };
	struct map_builder b = { .a = a };

	read_scheme(&light, map);
	read_scheme(&dark, map);
	override_tokens(&light, colours);
	if (colours)
		override_tokens(&dark, value_get(colours, STR("dark")));
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < both[k]->n; i++)
			derive(both[k], &both[k]->token[i]);
	for (size_t k = 0; k < 2; k++) {
		check_contrast(both[k], pairs);
		map_builder_put(&b, str_c(both[k]->name),
		    scheme_value(both[k]));
	}
	return (struct tokens){ map_builder_done(&b),
	    brand_css(a, &light, &dark) };
}
