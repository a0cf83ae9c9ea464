/* YAML: what is read as a stream is what libfyaml's tree says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "project/yaml.h"

static uint64_t seed;

static unsigned
any(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

static void
indent(struct buf *b, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		buf_c(b, "  ");
}

static void
add_scalar(struct buf *b, unsigned depth)
{
	static const char *const flow[] = { "plain", "two words", "~", "null",
		"", "'it''s'", "\"a\\tb\"", "12", "\xc3\xa4\xc3\xb6", "a # b",
		"'a\n\n      b'", "\"\"", "''", "x:y", "- x"
	};
	unsigned k = any(sizeof(flow) / sizeof(*flow) + 3);

	if (k < sizeof(flow) / sizeof(*flow) - 1) {
		buf_c(b, flow[k]);
		buf_c(b, any(4) == 0 ? "  # said\n" : "\n");
		return;
	}
	buf_c(b, k % 3 == 0 ? "|\n" : k % 3 == 1 ? ">-\n" : "|+\n");
	for (unsigned i = 0; i < 3; i++) {
		indent(b, depth + 4);
		buf_c(b, "line\n");
	}
}

static void
add_flow(struct buf *b, unsigned depth)
{
	bool map = any(2) == 0;

	buf_c(b, map ? "{ " : "[ ");
	for (unsigned i = any(4); i > 0; i--) {
		buf_c(b, map ? "k: " : "");
		if (depth > 0 && any(3) == 0)
			add_flow(b, depth - 1);
		else
			buf_c(b, any(2) == 0 ? "v" : "'w, w'");
		buf_c(b, i > 1 ? ", " : " ");
	}
	buf_c(b, map ? "}" : "]");
}

static void
add_node(struct buf *b, unsigned depth, unsigned deepest)
{
	bool list = any(2) == 0;

	for (unsigned i = any(3) + 1; i > 0; i--) {
		indent(b, depth);
		if (list)
			buf_c(b, "-");
		else
			buf_c(b, any(8) == 0 ? "'a key':" : "key:");
		if (depth < deepest && any(3) == 0) {
			buf_c(b, "\n");
			add_node(b, depth + 1, deepest);
			continue;
		}
		buf_c(b, " ");
		if (any(4) == 0) {
			add_flow(b, any(5));
			buf_c(b, "\n");
		} else {
			add_scalar(b, depth);
		}
	}
}

/* A second document makes it read the first as a tree. */
static void
both_ways_lead_to_the_same(void **state)
{
	struct buf text = BUF_INIT, one = BUF_INIT, two = BUF_INIT;
	unsigned good = 0;

	(void)state;
	for (unsigned i = 0; i < 2000; i++) {
		buf_reset(&text);
		buf_reset(&one);
		buf_reset(&two);
		add_node(&text, 0, any(20));
		yaml_write(buf_view(&text), &one);
		struct str alone = buf_view(&text);
		buf_c(&text, "...\n--- x\n");
		yaml_write(buf_view(&text), &two);
		if (memcmp(one.p, "\0\0\0\0", 4) != 0)
			continue;
		good++;
		if (!str_eq(buf_view(&one), buf_view(&two)))
			fail_msg("%.*s", STR_ARG(alone));
	}
	assert_true(good > 1000);
	buf_free(&text);
	buf_free(&one);
	buf_free(&two);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_ways_lead_to_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
