/* Data without a schema: JSON files of providers/data, theme.lua, strings. */
#include "provider/private.h"

#include <jansson.h>

#include "base/files.h"
#include "base/utf8.h"

/* --- JSON -------------------------------------------------------------------------- */

static struct value from_json(struct arena *a, const json_t *j,
    struct span at);

static struct value
from_array(struct arena *a, const json_t *j, struct span at)
{
	struct list_builder b = { .a = a };

	for (size_t i = 0; i < json_array_size(j); i++)
		list_builder_add(&b, from_json(a, json_array_get(j, i), at));
	return list_builder_done(&b);
}

static struct value
from_object(struct arena *a, const json_t *j, struct span at)
{
	struct map_builder b = { .a = a };
	json_t *object = (json_t *)j, *v;
	const char *key;

	json_object_foreach(object, key, v)
		if (!json_is_null(v))
			map_builder_put(&b, arena_str(a, str_c(key)),
			    from_json(a, v, at));
	return map_builder_done(&b);
}

static struct value
from_json(struct arena *a, const json_t *j, struct span at)
{
	struct value v = value_nil;

	if (json_is_object(j))
		v = from_object(a, j, at);
	else if (json_is_array(j))
		v = from_array(a, j, at);
	else if (json_is_string(j))
		v = value_text(arena_str(a, (struct str){
		    json_string_value(j), json_string_length(j) }));
	else if (json_is_boolean(j))
		v = value_bool(json_is_true(j));
	else if (json_is_integer(j))
		v = value_int(json_integer_value(j));
	else if (json_is_real(j)) {
		v.type = VALUE_NUM;
		v.number = json_real_value(j);
	}
	v.at = at;
	return v;
}

static bool
read_json(struct arena *a, struct sources *s, struct diags *d,
    struct str path, struct str text, struct value *out)
{
	json_error_t e;

	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_slice(text, 3, text.n);
	uint32_t file = sources_add(s, path, text);
	ptrdiff_t bad = utf8_invalid(text);
	if (bad >= 0) {
		diag_add(d, DIAG_INVALID_UTF8, (struct span){ file,
		    (uint32_t)bad, 1 }, "this byte is no UTF-8");
		return false;
	}

	json_t *j = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES |
	    JSON_DECODE_ANY, &e);
	if (!j) {
		uint32_t line = e.line > 0 ? (uint32_t)e.line : 1;
		uint32_t col = e.column > 0 ? (uint32_t)e.column : 1;
		if (!json_explain(a, text, file, d))
			diag_add(d, DIAG_SYNTAX, sources_at(s, file, line,
			    col, 0), "this is no valid JSON: %s", e.text);
		return false;
	}
	*out = from_json(a, j, (struct span){ file, 0, 0 });
	json_decref(j);
	return true;
}

/* `data.my_prices` of my_prices.json. */
static struct str
plain_name(struct arena *a, struct str name)
{
	struct str s = arena_str(a, name);
	char *p = (char *)(uintptr_t)s.p;

	for (size_t i = 0; i < s.n; i++)
		if (!name_is_plain((struct str){ p + i, 1 }) &&
		    (i == 0 || p[i] < '0' || p[i] > '9'))
			p[i] = '_';
	return name_is_plain(s) ? s : arena_printf(a, "%.*s_", STR_ARG(s));
}

/* What lies in providers/data and is no data is a mistake, not a secret. */
static bool
check_file(struct arena *a, struct sources *s, struct diags *d,
    const struct dir_entry *e)
{
	struct str path = path_join(a, STR("providers/data"), e->path);
	bool json = str_ends(e->path, STR(".json")) && !e->dir;
	struct str name = str_slice(e->path, 0, json ? e->path.n - 5 : 0);

	if (e->link)	/* reported with those of all providers/ */
		return false;
	if (json && name_is_plain(name))
		return true;
	struct span at = { sources_add(s, path, (struct str){ 0 }), 0, 0 };
	if (json && str_find_char(name, '/', 0) < 0)
		diag_hint(diag_add(d, DIAG_UNSAFE_NAME, at,
		    "`data.%.*s` cannot be written in an expression",
		    STR_ARG(name)), "call the file %.*s.json",
		    STR_ARG(plain_name(a, name)));
	else if (!e->dir)
		diag_hint(diag_add(d, DIAG_UNSAFE_NAME, at,
		    "this file is no data"), "providers/data holds JSON "
		    "files, and no folders");
	return false;
}

struct value
data_load(struct arena *a, const char *root, struct sources *s,
    struct diags *d)
{
	struct map_builder b = { .a = a };
	struct str dir = path_join(a, str_c(root), STR("providers/data"));
	size_t n;
	struct dir_entry *e = dir_walk(a, dir.p, &n);

	for (size_t i = 0; i < n; i++) {
		struct value v;
		struct str text, name = e[i].path;
		if (!check_file(a, s, d, &e[i]))
			continue;
		struct str path = path_join(a, STR("providers/data"), name);
		if (!file_read(a, path_join(a, dir, name).p, &text))
			continue;
		name.n -= 5;
		if (read_json(a, s, d, path, text, &v))
			map_builder_put(&b, name, v);
	}
	return map_builder_done(&b);
}

/* --- theme.lua and strings ------------------------------------------------------ */

struct job {
	struct arena *a;
	struct str text;
	uint32_t file;
	const struct loc_file *places;	/* once it ran */
	struct raw raw;
};

static int
run_data(lua_State *L)
{
	struct job *j = lua_touserdata(L, 1);

	sandbox_script(L, j->text, j->file, "data");
	j->places = locate_script(j->a, j->text, j->file);
	j->raw = raw_read(L, j->a, j->a, j->places,
	    (struct span){ j->file, 0, 0 });
	if (j->raw.kind != RAW_TABLE)
		return sandbox_raise(L, DIAG_WRONG_TYPE, NULL,
		    "this script must return a table, not %s",
		    raw_words(&j->raw));
	return 0;
}

bool
provider_load_data(struct arena *a, struct sources *s, uint32_t file,
    struct diags *d, struct value *out)
{
	struct job j = { .a = a, .text = sources_text(s, file),
	    .file = file };
	struct sandbox *sb = sandbox_open(a);
	bool ok = sandbox_run(sb, a, LIMIT_SCRIPT, run_data, &j);

	locate_repeats(j.places, d);
	if (!ok)
		sandbox_report(sb, s, d);
	sandbox_close(sb);
	*out = value_nil;
	return ok && raw_value(a, &j.raw, (struct str){ 0 }, d, out);
}
