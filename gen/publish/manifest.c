/* Manifests: BRAND.json lists a brand's files, manifest.json the brands. They
   hold no time and no machine, so that equal output has equal manifests. */
#include "base/files.h"
#include "base/str.h"
#include "publish/json.h"
#include "publish/publish_parts.h"

static bool
is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

/* A JSON string. Paths are UTF-8 without control characters. */
static void
put_string(struct buf *out, struct str s)
{
	size_t i = 0;

	buf_char(out, '"');
	while (i < s.n) {
		size_t from = i;
		while (i < s.n && is_plain(s.p[i]))
			i++;
		buf_str(out, str_slice(s, from, i));
		if (i == s.n)
			break;
		unsigned char c = (unsigned char)s.p[i++];
		if (c < 0x20)
			buf_printf(out, "\\u%04x", c);
		else
			buf_printf(out, "\\%c", c);
	}
	buf_char(out, '"');
}

/* There is one for each file: no format is read. */
static void
put_uint(struct buf *out, uint64_t v)
{
	char digits[20];
	size_t i = sizeof(digits);

	do
		digits[--i] = (char)('0' + v % 10);
	while ((v /= 10) > 0);
	buf_add(out, digits + i, sizeof(digits) - i);
}

static void
put_file(struct buf *out, struct str key, struct str name,
    struct manifest_file f, bool first)
{
	char hex[33];

	hash_hex(f.hash, hex);
	buf_str(out, first ? STR("\n    {\"") : STR(",\n    {\""));
	buf_str(out, key);
	buf_str(out, STR("\": "));
	put_string(out, name);
	buf_str(out, STR(", \"size\": "));
	put_uint(out, f.size);
	buf_str(out, STR(", \"xxh3\": \""));
	buf_add(out, hex, sizeof(hex) - 1);
	buf_str(out, STR("\"}"));
}

void
manifest_write(struct buf *out, struct str brand,
    const struct published *file, size_t n, const struct companion *c,
    size_t nc)
{
	buf_c(out, "{\n  \"livery\": \"" LIVERY_VERSION "\",\n  \"brand\": ");
	put_string(out, brand);
	buf_c(out, ",\n  \"companions\": [");
	for (size_t i = 0; i < nc; i++)
		put_file(out, STR("name"), c[i].name, c[i].is, i == 0);
	buf_c(out, nc > 0 ? "\n  ],\n  \"files\": [" : "],\n  \"files\": [");
	for (size_t i = 0; i < n; i++) {
		struct manifest_file f = { file[i].size, file[i].hash };
		put_file(out, STR("path"), file[i].path, f, i == 0);
	}
	buf_c(out, n > 0 ? "\n  ]\n}\n" : "]\n}\n");
}

static uint64_t
hex64(struct json *j, struct str s)
{
	uint64_t v = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c >= '0' && c <= '9')
			v = v << 4 | (uint64_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			v = v << 4 | (uint64_t)(c - 'a' + 10);
		else
			j->bad = true;
	}
	return v;
}

static void
read_file(struct json *j, struct arena *a, struct map *into)
{
	struct manifest_file *f = ARENA_NEW(a, struct manifest_file);
	struct str name = { 0 }, hex = { 0 };
	size_t n = 0;

	json_take(j, '{');
	while (json_more(j, '}', &n)) {
		struct str key = json_key(j, a);
		if (str_eq(key, STR("path")) || str_eq(key, STR("name")))
			name = json_string(j, a);
		else if (str_eq(key, STR("size")))
			f->size = json_uint(j);
		else if (str_eq(key, STR("xxh3")))
			hex = json_string(j, a);
		else
			j->bad = true;
	}
	if (name.n == 0 || hex.n != 32)
		j->bad = true;
	if (j->bad)
		return;
	f->hash.hi = hex64(j, str_slice(hex, 0, 16));
	f->hash.lo = hex64(j, str_slice(hex, 16, 32));
	map_put(into, name, NULL)->ptr = f;
}

static void
read_list(struct json *j, struct arena *a, struct map *into)
{
	size_t n = 0;

	json_take(j, '[');
	while (json_more(j, ']', &n))
		read_file(j, a, into);
}

/* Half of a manifest is not to be trusted: a fault empties both maps. */
void
manifest_read(struct arena *a, const char *path, struct manifest *out)
{
	struct json j = { 0 };
	bool same = false;
	size_t n = 0;

	*out = (struct manifest){ false, map_new(a), map_new(a) };
	if (!file_read(a, path, &j.s))
		return;
	json_take(&j, '{');
	while (json_more(&j, '}', &n)) {
		struct str key = json_key(&j, a);
		if (str_eq(key, STR("files")))
			read_list(&j, a, out->files);
		else if (str_eq(key, STR("companions")))
			read_list(&j, a, out->companions);
		else if (str_eq(key, STR("livery")))
			same = str_eq(json_string(&j, a),
			    STR(LIVERY_VERSION));
		else
			json_any(&j);
	}
	out->whole = json_end(&j) && same;
	if (!json_end(&j)) {
		out->files = map_new(a);
		out->companions = map_new(a);
	}
}

/* An entry is "id": its text. */
static void
read_brand(struct json *j, struct arena *a, struct map *brands)
{
	struct str id = { 0 };
	struct str text = json_any(j);
	struct json in = { .s = text };
	size_t n = 0;

	if (j->bad)
		return;
	json_take(&in, '{');
	while (json_more(&in, '}', &n)) {
		struct str key = json_key(&in, a);
		struct str value = str_eq(key, STR("id")) ?
		    json_string(&in, a) : json_any(&in);
		if (str_eq(key, STR("id")))
			id = value;
	}
	if (in.bad || id.n == 0)
		j->bad = true;
	else
		map_put(brands, id, NULL)->ptr = ARENA_NEW(a, struct str);
	if (!j->bad)
		*(struct str *)map_ptr(brands, id) = text;
}

struct map *
overview_read(struct arena *a, const char *path)
{
	struct map *brands = map_new(a);
	struct json j = { 0 };
	size_t n = 0, k = 0;

	if (!file_read(a, path, &j.s))
		return brands;
	json_take(&j, '{');
	while (json_more(&j, '}', &n)) {
		if (!str_eq(json_key(&j, a), STR("brands"))) {
			json_any(&j);
			continue;
		}
		json_take(&j, '[');
		while (json_more(&j, ']', &k))
			read_brand(&j, a, brands);
	}
	return json_end(&j) ? brands : map_new(a);
}

struct str
overview_brand(struct arena *a, const struct published_brand *b)
{
	struct buf out = BUF_INIT;

	buf_c(&out, "{\"id\": ");
	put_string(&out, b->id);
	buf_c(&out, ", \"editions\": [");
	for (size_t i = 0; i < b->neditions; i++) {
		const struct published_edition *e = &b->edition[i];
		struct str home = arena_printf(a, "%.*s/%.*sindex.html",
		    STR_ARG(b->id), STR_ARG(e->prefix));
		buf_c(&out, i == 0 ? "\n      {\"name\": " :
		    ",\n      {\"name\": ");
		put_string(&out, e->name);
		buf_c(&out, ", \"locale\": ");
		put_string(&out, e->locale);
		buf_c(&out, ", \"home\": ");
		put_string(&out, home);
		buf_c(&out, "}");
	}
	buf_c(&out, "\n    ]}");
	struct str text = arena_str(a, buf_view(&out));
	buf_free(&out);
	return text;
}

void
overview_write(struct buf *out, struct arena *a, const struct map *brands)
{
	size_t n = map_count(brands);
	const struct map_entry **e = ARENA_ARRAY(a, n + 1,
	    const struct map_entry *);

	for (size_t i = 0; i < n; i++) {
		size_t k = i;
		const struct map_entry *one = map_at(brands, i);
		for (; k > 0 && str_cmp(one->key, e[k - 1]->key) < 0; k--)
			e[k] = e[k - 1];
		e[k] = one;
	}
	buf_c(out, "{\n  \"livery\": \"" LIVERY_VERSION
	    "\",\n  \"brands\": [");
	for (size_t i = 0; i < n; i++) {
		buf_c(out, i == 0 ? "\n    " : ",\n    ");
		buf_str(out, *(const struct str *)e[i]->ptr);
	}
	buf_c(out, n > 0 ? "\n  ]\n}\n" : "]\n}\n");
}
