/* Colours: contrast after WCAG 2 and the tokens that follow from others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "render/internal.h"

static struct rgb
rgb(const char *hex)
{
	struct rgb c;

	assert_true(colour_parse(str_c(hex), &c));
	return c;
}

static void
is(struct rgb c, const char *hex)
{
	char text[8];

	colour_print(c, text);
	assert_string_equal(text, hex);
}

static void
near(double found, double wanted)
{
	assert_true(found > wanted - 0.005 && found < wanted + 0.005);
}

static void
parsing(void **state)
{
	struct rgb c;

	(void)state;
	is(rgb("#0aF3c9"), "#0af3c9");
	assert_false(colour_parse(STR("#fff"), &c));
	assert_false(colour_parse(STR("0aF3c9#"), &c));
	assert_false(colour_parse(STR("#0aF3cg"), &c));
	assert_false(colour_parse(STR(""), &c));
}

/* Figures as public contrast checkers give them. */
static void
contrast(void **state)
{
	(void)state;
	near(colour_contrast(rgb("#000000"), rgb("#ffffff")), 21);
	near(colour_contrast(rgb("#777777"), rgb("#ffffff")), 4.48);
	near(colour_contrast(rgb("#767676"), rgb("#ffffff")), 4.54);
	near(colour_contrast(rgb("#ff0000"), rgb("#ffffff")), 4.00);
	near(colour_contrast(rgb("#0000ff"), rgb("#ffffff")), 8.59);
	near(colour_contrast(rgb("#123456"), rgb("#123456")), 1);
	near(colour_luminance(rgb("#ffffff")), 1);
	near(colour_luminance(rgb("#808080")), 0.2158);
}

static void
forms(void **state)
{
	struct rgb white = rgb("#ffffff"), fitted;

	(void)state;
	is(colour_on(rgb("#0b7269")), "#ffffff");
	is(colour_on(rgb("#ffd400")), "#000000");
	is(colour_mix(rgb("#ff0000"), rgb("#0000ff"), 50), "#800080");
	is(colour_mix(rgb("#ff0000"), rgb("#0000ff"), 0), "#0000ff");
	is(colour_mix(rgb("#0f5c73"), white, 7), "#eef4f5");
	is(colour_fit(rgb("#000000"), white, 7), "#000000");
	fitted = colour_fit(rgb("#ffd400"), white, 4.5);
	assert_true(colour_contrast(fitted, white) >= 4.5);
	is(colour_fit(rgb("#123456"), rgb("#000000"), 21), "#ffffff");
}

struct theme_made {
	struct arena *a;
	struct diags *d;
	struct map_builder light, dark;
	struct list_builder pairs;
};

static struct value
list_of(struct arena *a, const char *const *word, size_t n, double number)
{
	struct list_builder b = { .a = a };

	for (size_t i = 0; i < n; i++)
		list_builder_add(&b, value_text(str_c(word[i])));
	if (number > 0)
		list_builder_add(&b, (struct value){ .type = VALUE_NUM,
		    .number = number });
	return list_builder_done(&b);
}

static void
open_theme(struct theme_made *m)
{
	m->a = arena_new();
	m->d = diags_new(m->a, sources_new(m->a));
	m->light = m->dark = (struct map_builder){ .a = m->a };
	m->pairs = (struct list_builder){ .a = m->a };
	map_builder_put(&m->light, STR("primary"), value_text(STR("#0f5c73")));
	map_builder_put(&m->light, STR("page"), value_text(STR("#ffffff")));
	map_builder_put(&m->light, STR("on_primary"), list_of(m->a,
	    (const char *[]){ "on", "primary" }, 2, 0));
	map_builder_put(&m->dark, STR("primary"), list_of(m->a,
	    (const char *[]){ "fit", "light.primary", "page" }, 3, 4.5));
	map_builder_put(&m->dark, STR("page"), value_text(STR("#101010")));
	map_builder_put(&m->dark, STR("on_primary"), list_of(m->a,
	    (const char *[]){ "on", "primary" }, 2, 0));
	list_builder_add(&m->pairs, list_of(m->a,
	    (const char *[]){ "primary", "page" }, 2, 4.5));
}

static struct tokens
finish(struct theme_made *m, const struct value *colours)
{
	struct map_builder tokens = { .a = m->a }, settings = { .a = m->a };

	map_builder_put(&tokens, STR("light"), map_builder_done(&m->light));
	map_builder_put(&tokens, STR("dark"), map_builder_done(&m->dark));
	map_builder_put(&settings, STR("tokens"), map_builder_done(&tokens));
	map_builder_put(&settings, STR("contrast"),
	    list_builder_done(&m->pairs));
	struct value v = map_builder_done(&settings);
	return colour_tokens(m->a, &v, colours, m->d);
}

static bool
reported(struct theme_made *m, const char *text)
{
	struct buf b = BUF_INIT;

	diags_print(m->d, &b, DIAG_HUMAN, false);
	bool found = str_find(buf_view(&b), str_c(text), 0) >= 0;
	buf_free(&b);
	return found;
}

static void
tokens(void **state)
{
	struct theme_made m;

	(void)state;
	open_theme(&m);
	struct tokens t = finish(&m, NULL);
	assert_int_equal(diags_errors(m.d), 0);
	assert_true(str_starts(t.css, STR(":root {\n"
	    "\t--brand-on-primary: #ffffff;\n\t--brand-page: #ffffff;\n"
	    "\t--brand-primary: #0f5c73;\n}\n@media screen and "
	    "(prefers-color-scheme: dark) {\n"
	    "\t:root:not([data-scheme=\"light\"]) {\n"
	    "\t\t--brand-on-primary: #")));
	const struct value *light = value_get(&t.value, STR("light"));
	assert_int_equal(value_get(light, STR("page"))->type, VALUE_COLOUR);
	arena_free(m.a);
}

static void
overrides(void **state)
{
	struct theme_made m;
	struct map_builder b;

	(void)state;
	open_theme(&m);
	b = (struct map_builder){ .a = m.a };
	map_builder_put(&b, STR("primary"), value_text(STR("#ffd400")));
	map_builder_put(&b, STR("primry"), value_text(STR("#ffd400")));
	struct value colours = map_builder_done(&b);
	finish(&m, &colours);
	assert_int_equal(diags_errors(m.d), 2);
	assert_true(reported(&m, "`primary` #ffd400 on `page` #ffffff in the "
	    "light scheme has a contrast of 1.43:1, and at least 4.5:1 is "
	    "asked for [contrast]"));
	assert_true(reported(&m, "the theme has no colour `primry`"));
	assert_true(reported(&m, "did you mean `primary`?"));
	arena_free(m.a);
}

static void
mistakes(void **state)
{
	struct theme_made m;

	(void)state;
	open_theme(&m);
	map_builder_put(&m.light, STR("a"), list_of(m.a,
	    (const char *[]){ "on", "b" }, 2, 0));
	map_builder_put(&m.light, STR("b"), list_of(m.a,
	    (const char *[]){ "on", "a" }, 2, 0));
	map_builder_put(&m.light, STR("c"), list_of(m.a,
	    (const char *[]){ "on", "pages" }, 2, 0));
	map_builder_put(&m.light, STR("d"), value_text(STR("blue")));
	finish(&m, NULL);
	assert_int_equal(diags_errors(m.d), 3);
	assert_true(reported(&m, "the colour of `a` follows from itself"));
	assert_true(reported(&m, "`pages` is no colour and no token"));
	assert_true(reported(&m, "the token `d` is no colour"));
	arena_free(m.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parsing),
		cmocka_unit_test(contrast),
		cmocka_unit_test(forms),
		cmocka_unit_test(tokens),
		cmocka_unit_test(overrides),
		cmocka_unit_test(mistakes),
	};

	return cmocka_run_group_tests_name("render_colour", tests, NULL,
	    NULL);
}
