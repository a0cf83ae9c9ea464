/* Expressions: values in and out of Lua, safe Markdown, macros, and what is
   said of nil and of unknown names. */
#include "provider_fixture.h"

#include "template/template.h"
#include "value/locale.h"

/* The value at a dotted path of an edition, or null. */
static const struct value *
at(const char *name, const char *path)
{
	struct str rest = str_c(path), part;
	const struct value *v = NULL;
	bool more, first = true;

	do {
		more = str_cut(rest, '.', &part, &rest);
		v = first ? providers_root(providers, edition(name), part) :
		    v ? value_get(v, part) : NULL;
		first = false;
	} while (more && v);
	return v;
}

static struct value result;

/* The first expression of a template. */
static const struct expr *
compile(const char *text, struct block *body)
{
	diags = diags_new(a, sources);
	uint32_t file = sources_add(sources, STR("content/a.md"),
	    arena_str(a, str_c(text)));
	struct str whole = sources_text(sources, file);

	*body = template_compile(a, sources, file, 0, whole.n,
	    TEMPLATE_ARTICLE, NULL, diags)->body;
	assert_clean();
	for (size_t i = 0; i < body->n; i++)
		if (body->op[i].expr)
			return body->op[i].expr;
	fail_msg("no expression in %s", text);
	return NULL;
}

static bool
eval_with(const char *name, const char *text, const struct scope *s,
    const struct more_roots *more)
{
	struct block body;
	const struct expr *x = compile(arena_printf(a, "{{ %s }}", text).p,
	    &body);

	return providers_eval(providers, edition(name), x, s, more, a, diags,
	    &result);
}

static bool
eval(const char *text)
{
	return eval_with("acme", text, NULL, NULL);
}

static void
assert_eval(const char *text, const char *want)
{
	struct buf b = BUF_INIT;

	if (!eval(text))
		fail_msg("%s:\n%s", text, findings());
	if (!value_print(&b, &result, edition("acme")->locale))
		fail_msg("%s prints nothing", text);
	struct str got = arena_str(a, buf_view(&b));
	buf_free(&b);
	if (!str_eq(got, str_c(want)))
		fail_msg("%s: got \"%.*s\", want \"%s\"", text,
		    STR_ARG(got), want);
}

static void
assert_fails(const char *text, const char *finds)
{
	diags = diags_new(a, sources);
	assert_false(eval(text));
	assert_finds(finds);
	assert_int_equal(diags_errors(diags), 1);
	diags = diags_new(a, sources);
}

static void
load_acme(void)
{
	load_brand("name = term { 'Acme Mail', the = 'Acme' },\n"
	    "mail = { imap = { host = 'mail.{reader.domain}', port = 993,\n"
	    "security = 'tls', also = { { port = 143 } } }, quota = '10 GB',\n"
	    "max_message = '1 GB' },\n"
	    "webmail = { name = 'web interface' }, legal_name = 'Acme \"&\"',\n"
	    "vars = { odd = { 1, 2, 3 }, deep = { er = 'x' } },\n"
	    "dns = { nameservers = { 'a.example', 'b.example' } }");
	assert_clean();
}

static void
test_values(void **state)
{
	(void)state;
	load_acme();
	assert_eval("mail.imap.port + 1", "994");
	assert_eval("#dns.nameservers", "2");
	assert_eval("dns.nameservers[2]", "b.example");
	assert_eval("mail['imap'].host", "mail.{reader.domain}");
	assert_eval("mail.quota .. ' each'", "10 GB each");
	assert_eval("mail.quota > mail.max_message and 'more' or 'less'",
	    "more");
	assert_eval("is_pattern(mail.imap.host) and 'yes' or 'no'", "yes");
	assert_eval("the(brand.name)", "Acme");
	assert_eval("a(webmail.name)", "a web interface");
	assert_eval("cap(webmail.name)", "Web interface");
	assert_eval("cap('cPanel')", "cPanel");
	assert_eval("possessive(brand.name)", "Acme Mail's");
	assert_eval("list(dns.nameservers)", "a.example and b.example");
	assert_eval("date('2026-05-04')", "May 4, 2026");
	assert_eval("money('4.95 USD')", "$4.95");
	assert_eval("plural(2, { one = 'day', other = 'days' })", "days");
	assert_eval("deep.er .. vars.deep.er", "xx");
	assert_eval("mail.imap == mail.imap and 1", "1");
	assert_eval("1 / 4", "0.25");
	assert_eval("7 // 2", "3");
	assert_true(eval("{ 1, 2 }"));
	assert_int_equal(result.type, VALUE_LIST);
	assert_true(eval("{ b = 1, a = brand.name }"));
	assert_int_equal(result.type, VALUE_MAP);
	assert_int_equal(value_get(&result, STR("a"))->type, VALUE_TERM);
	assert_true(eval("mail.pop"));
	assert_int_equal(result.type, VALUE_NIL);
}

static void
test_texts(void **state)
{
	(void)state;
	load_acme();
	assert_eval("('aéb'):sub(2, 2)", "é");
	assert_eval("len('aéb')", "3");
	assert_eval("sub('abc', -2)", "bc");
	assert_eval("upper(sub('abc', 1, 1)) .. lower('ÀB')", "Aàb");
	assert_eval("replace('a.b.c', '.', '%')", "a%b%c");
	assert_eval("concat(split('a, b', ', '), '/')", "a/b");
	assert_eval("('%s=%d %5.1f %x %%'):format('k', 3, 2.25, 255)",
	    "k=3   2.2 ff %");
	assert_eval("find('a.c', '.c')", "2");
	assert_eval("rep('ab', 3, '-')", "ab-ab-ab");
	assert_eval("trim('  x ')", "x");
	assert_eval("starts('abc', 'ab') and ends('abc', 'bc') and 'both'",
	    "both");
	assert_eval("string.rep('x', 3)", "xxx");
	assert_eval("tostring(12) .. tonumber('0x10')", "1216");
	assert_eval("math.floor(2.7) .. math.max(1, 5)", "25");
	assert_eval("select('#', 1, 2) .. type(mail) .. type(brand.name)",
	    "2tableterm");
}

/* Pairs go by key, sorting keeps equal items in order. */
static void
test_order(void **state)
{
	(void)state;
	load_acme();
	assert_eval("(function() local s = ''"
	    " for k, v in pairs({ z = 1, b = 2, a = 3, [2] = 4, [1] = 5 }) do"
	    " s = s .. k .. v end return s end)()", "1524a3b2z1");
	assert_eval("(function() local s = ''"
	    " for k in pairs(mail) do s = s .. k .. ' ' end return s end)()",
	    "imap max_message quota ");
	assert_eval("(function() local t = {}"
	    " for i = 1, 99 do t[i] = { i % 3, i } end"
	    " sort(t, function(x, y) return x[1] < y[1] end) local s = ''"
	    " for i, v in ipairs(t) do if v[1] == 1 then s = s .. v[2] end end"
	    " return sub(s, 1, 9) end)()", "147101316");
	assert_eval("concat(sort({ 3, 1, 2 }))", "123");
	assert_eval("(function() local t = { 'b' } insert(t, 1, 'a')"
	    " insert(t, 'c') remove(t, 2) return concat(t) end)()", "ac");
}

static void
assert_piece(size_t i, const char *source, const char *data)
{
	const struct md_piece *p;

	assert_int_equal(result.type, VALUE_MARKDOWN);
	assert_true(i < result.md->n);
	p = &result.md->piece[i];
	if (source) {
		assert_null(p->data);
		assert_str(p->source, source);
	} else {
		struct buf b = BUF_INIT;
		assert_non_null(p->data);
		assert_true(value_print(&b, p->data,
		    edition("acme")->locale));
		assert_str(buf_view(&b), data);
		buf_free(&b);
	}
}

/* Only what the script's author wrote in md() is markup. */
static void
test_markdown(void **state)
{
	(void)state;
	load_acme();
	assert_true(eval("md('**%s** %d 5%%', brand.legal_name, 7)"));
	assert_int_equal(result.md->n, 6);
	assert_piece(0, "**", NULL);
	assert_piece(1, NULL, "Acme \"&\"");
	assert_piece(2, "** ", NULL);
	assert_piece(3, NULL, "7");
	assert_true(eval("md('**') .. '*' .. md('x') .. mail.quota"));
	assert_int_equal(result.md->n, 4);
	assert_piece(1, NULL, "*");
	assert_int_equal(result.md->piece[3].data->type, VALUE_SIZE);
	assert_true(eval("md('[%s]', md('`%s`', '|'))"));
	assert_int_equal(result.md->n, 5);
	assert_piece(2, NULL, "|");
	assert_true(eval("concat({ md('*a*'), 'b' }, ', ')"));
	assert_int_equal(result.md->n, 3);
	assert_piece(1, NULL, ", ");
	assert_true(eval("md('100%')"));
	assert_piece(0, "100%", NULL);
	assert_true(eval("link('a@b.example')"));
	assert_int_equal(result.type, VALUE_LINK);
	assert_str(result.pair.target, "mailto:a@b.example");
	assert_fails("link('javascript:x')", "[unsafe-url]");
	assert_fails("md('%s', mail.pop)", "`mail.pop` is not set");
	assert_fails("md('%s')  .. md('%s', {})", "must be a text, number or "
	    "value that prints, not a table");
	assert_fails("md('%d', 1, 2)", "more arguments than conversions");
	assert_fails("md('%d %d', 1)", "more conversions than arguments");
}

static void
test_foreign(void **state)
{
	(void)state;
	load_acme();
	assert_true(eval("the(brands.acme.name)"));
	assert_true(result.foreign);
	assert_true(eval("cap(the(brands.acme.name)) .. '!'"));
	assert_true(result.foreign);
	assert_eval("cap(the(brands.acme.name)) .. '!'", "Acme!");
	assert_true(eval("the(brand.name)"));
	assert_false(result.foreign);
}

static void
test_scope(void **state)
{
	struct scope s = { .name = STR("mail"), .value = value_text(STR("m")) };
	struct scope t = { .up = &s, .name = STR("brand") };

	(void)state;
	load_acme();
	assert_true(eval_with("acme", "mail .. 'x'", &s, NULL));
	assert_str(result.text, "mx");
	assert_true(eval_with("acme", "mail .. (brand or 'nil')", &t, NULL));
	assert_str(result.text, "mnil");
}

static const struct value *
find_page(void *ctx, struct str name)
{
	return str_eq(name, STR("page")) ? ctx : NULL;
}

static bool
has(void *ctx, struct str id, bool *known)
{
	(void)ctx;
	*known = !str_eq(id, STR("gone"));
	return str_eq(id, STR("here"));
}

static bool
say(void *ctx, struct str key, const struct value *parts, struct str *out)
{
	(void)ctx;
	*out = arena_printf(a, "%.*s %lld", STR_ARG(key),
	    (long long)value_get(parts, STR("n"))->integer);
	return true;
}

static void
test_more_roots(void **state)
{
	struct map_builder b = { .a = a };
	struct value page;
	struct more_roots more = { .find = find_page, .has = has, .say = say };

	(void)state;
	load_acme();
	map_builder_put(&b, STR("title"), value_text(STR("T")));
	page = map_builder_done(&b);
	more.ctx = &page;
	assert_true(eval_with("acme", "page.title .. '!'", NULL, &more));
	assert_str(result.text, "T!");
	assert_true(eval_with("acme", "has('here') and not has('there')",
	    NULL, &more));
	assert_true(result.boolean);
	assert_true(eval_with("acme", "say('views', { n = 3 })", NULL, &more));
	assert_str(result.text, "views 3");
	assert_false(eval_with("acme", "has('gone')", NULL, &more));
	assert_finds("there is no article `gone` [unknown-target]");
	assert_fails("has('here')", "works in articles and templates only");
}

/* What was found for the edition is used again, and nothing else is. */
static void
test_results(void **state)
{
	struct value page = value_text(STR("p"));
	struct more_roots more = { .ctx = &page, .find = find_page };
	struct scope s = { .name = STR("mail"), .value = value_text(STR("m")) };

	(void)state;
	put("providers/brio.lua", "return provider { name = 'Brio' }\n");
	load_acme();
	for (int i = 0; i < 4; i++) {
		uint32_t files = sources_count(sources);
		assert_eval("brand.name .. '!'", "Acme Mail!");
		assert_int_equal(result.at.file, files + 1);
		assert_true(eval_with("brio", "brand.name .. '!'", NULL,
		    NULL));
		assert_str(result.text, "Brio!");
		assert_eval("#(mail.imap.host .. mail.imap.port)", "23");
		assert_true(eval_with("acme", "#(mail .. '')", &s, NULL));
		assert_int_equal(result.integer, 1);
		page = value_text(arena_printf(a, "%d", i));
		assert_true(eval_with("acme", "page .. 'x'", NULL, &more));
		assert_str(result.text, arena_printf(a, "%dx", i).p);
		more.has = i % 2 == 0 ? has : NULL;
		assert_int_equal(eval_with("acme", "has('here')", NULL,
		    &more), i % 2 == 0);
		diags = diags_new(a, sources);
		assert_fails("brand.name .. mail.pop.host",
		    "is not set [nil-value]");
	}
}

static void
test_nil(void **state)
{
	(void)state;
	load_acme();
	assert_fails("mail.pop.port + 1", "content/a.md:1:4: error: "
	    "`mail.pop` is not set [nil-value]");
	assert_fails("1 + mail.pop.port", "test it with {% if mail.pop %}");
	assert_fails("'x' .. mail.send_per_hour", "content/a.md:1:11: error: "
	    "`mail.send_per_hour` is not set");
	assert_fails("the(support.name)", "`support.name` is not set");
	assert_fails("(mail.pop or mail.smtp).port", "not set is used here");
	assert_fails("mail.imap.prot + 1", "content/a.md:1:4: error: "
	    "undefined variable `mail.imap.prot` [undefined-variable]");
	assert_fails("1 + mail.imap.prot", "did you mean `mail.imap.port`?");
	assert_fails("mail['ip' .. 'am'].port", "there is no field `ipam` here");
	assert_fails("mail['p' .. 'op'].port", "test each part of it first");
	assert_fails("nonsense + 1", "undefined variable `nonsense`");
	assert_fails("mail.imap.port.x", "is an integer and has no field `x`");
	assert_fails("brand.name.x .. ''", "has no field `x`");
	assert_fails("dns.nameservers.first .. ''", "is a list and has no field");
	assert_fails("brand.name < 1", "have no order");
	assert_fails("1 // 0", "divided by zero");
	assert_fails("the", "is a function, not a value");
	assert_fails("{ 1, a = 2 }", "mixes names and positions");
	assert_fails("{ 1, nil, 3 }", "a list with a hole");
	assert_fails("0/0", "this number is infinite");
	assert_fails("'\\xff'", "[invalid-utf8]");
	assert_fails("os.time()", "output may not depend on the time");
	assert_fails("('x'):gsub('x', 'y')", "use replace(text, old, new)");
	assert_fails("(function() x = 1 end)()", "undefined variable `x`");
	assert_fails("(function() brand = 1 end)()", "cannot set variables");
	assert_fails("(function() brand.name = 1 end)()",
	    "values cannot be changed");
}

static void
load_macros(const char *text)
{
	put("providers/macros.lua", text);
	load_acme();
}

static void
test_macros(void **state)
{
	(void)state;
	load_macros("local names = { tls = 'SSL/TLS' }\n"
	    "local function name(s) return names[s] or s end\n"
	    "return {\n"
	    "  row = function(m) return md('| %s |', name(m.security)) end,\n"
	    "  host = function(m)\n    return m.pop.host\n  end,\n"
	    "  sees = function() return brand end,\n}\n");
	assert_true(eval("row(mail.imap)"));
	assert_piece(1, NULL, "SSL/TLS");
	assert_true(providers_is_function(providers, STR("row")));
	assert_false(providers_is_function(providers, STR("name")));
	assert_fails("host(mail)", "content/a.md:1:4: error: `pop` is not "
	    "set here [nil-value]");
	diags = diags_new(a, sources);
	assert_false(eval("host(mail)"));
	assert_finds("note: providers/macros.lua:6:14: it happens in this "
	    "macro");
	assert_fails("sees()", "undefined variable `brand`");
}

/* Nothing that a call leaves behind reaches the next. */
static void
test_macros_keep_no_state(void **state)
{
	(void)state;
	load_macros("local n, seen, deep = 0, {}, { er = { x = 1 } }\n"
	    "local function bump() n = n + 1 return n end\n"
	    "return {\n  count = function() return bump() end,\n"
	    "  note = function(v) seen[#seen + 1] = v return #seen end,\n"
	    "  dig = function() deep.er.x = 2 return deep.er.x end,\n"
	    "  env = function() _ENV = {} return 1 end,\n"
	    "  own = function() local t = {} t[1] = 1 insert(t, 2)"
	    " return #t end,\n"
	    "  read = function() local s = n for k, v in pairs(deep) do"
	    " s = s .. k .. v.x end return s end,\n}\n");
	assert_fails("count()", "a macro keeps state in its variable `n`");
	assert_fails("count() + count()", "in its variable `n`");
	assert_fails("note(1)", "this table cannot be changed");
	assert_fails("dig()", "this table cannot be changed");
	assert_fails("env()", "in its variable `_ENV`");
	assert_eval("own()", "2");
	assert_eval("read()", "0er1");
	assert_eval("read()", "0er1");
}

static void
test_macro_mistakes(void **state)
{
	(void)state;
	put("providers/macros.lua", "return {\n  mail = function() end,\n"
	    "  the = function() end,\n  x = 1,\n}\n");
	load_brand("name = 'Acme'");
	assert_finds("providers/macros.lua:2:3: error: the name `mail` is "
	    "taken");
	assert_finds("providers/macros.lua:3:3: error: the name `the` is "
	    "taken");
	assert_finds("macro `x` must be a function");
	assert_int_equal(diags_errors(diags), 3);
}

static void
check(const char *text, const struct scope *names)
{
	struct block body;
	const struct expr *x = compile(arena_printf(a, "{{ %s }}", text).p,
	    &body);

	diags = diags_new(a, sources);
	providers_check(providers, x, names, NULL, NULL, diags);
}

static void
test_check(void **state)
{
	struct scope names = { .name = STR("proto") };

	(void)state;
	load_acme();
	check("mail.imap.prot", NULL);
	assert_finds("content/a.md:1:4: error: undefined variable "
	    "`mail.imap.prot` [undefined-variable]");
	assert_finds("^~~~~~~~~~~~~~ did you mean `mail.imap.port`?");
	check("mail.pop and mail.pop.hots", NULL);
	assert_finds("did you mean `mail.pop.host`?");
	check("mial.imap.port", NULL);
	assert_finds("undefined variable `mial`");
	assert_finds("did you mean `mail`?");
	check("nameservers", NULL);
	assert_finds("did you mean `dns.nameservers`?");
	check("policy.mixing == 'wran'", NULL);
	assert_finds("`policy.mixing` is ok, warn or forbidden, never "
	    "\"wran\" [enum-value]");
	assert_finds("did you mean \"warn\"?");
	check("brand.id == 'acne'", NULL);
	assert_finds("did you mean \"acme\"?");
	check("products.name", NULL);
	assert_finds("`products` is a list and has no field `name`");
	check("urls.nope", NULL);
	assert_finds("undefined variable `urls.nope`");
	check("vars.deep.re", NULL);
	assert_finds("did you mean `vars.deep.er`?");
	check("reader.domian", NULL);
	assert_finds("did you mean `reader.domain`?");
	check("brands.acne.name", NULL);
	assert_finds("did you mean `brands.acme`?");
	check("teh(brand.name)", NULL);
	assert_finds("did you mean `the`?");
	check("io.open('x')", NULL);
	assert_finds("[sandbox]");
	check("a(brand.name) .. ", NULL);
	assert_finds("this expression is not complete [syntax]");
	check("proto.x.y", &names);
	assert_clean();
	check("mail[proto].host .. urls[proto] .. math.max(1, 2)", &names);
	assert_clean();
	check("(function(p, q) local r = p for i, k in pairs(q) do r = k.x"
	    " end return r end)(1, {})", NULL);
	assert_clean();
	check("sort(vars.odd, the) and policy.mixing ~= 'warn'", NULL);
	assert_clean();
}

static void
test_unused(void **state)
{
	(void)state;
	load_acme();
	check("vars.odd", NULL);
	diags = diags_new(a, sources);
	providers_warn_unused(providers, diags);
	assert_finds("no article or template reads `vars.deep` [unused-var]");
	assert_int_equal(diags_warnings(diags), 1);
	check("deep.er", NULL);
	diags = diags_new(a, sources);
	providers_warn_unused(providers, diags);
	assert_clean();
}

/* Another brand's variable is nil here, a misspelt one is unknown. */
static void
test_other_brands(void **state)
{
	struct block body;
	const struct expr *x;

	(void)state;
	put("providers/bolt.lua", "return provider { name = 'Bolt',\n"
	    "urls = { shop = 'https://bolt.example/' }, vars = { b = 1 } }\n");
	load_acme();
	check("vars.b and b and urls.shop", NULL);
	assert_clean();
	assert_int_equal(at("acme", "b")->type, VALUE_NIL);
	x = compile("{{ urls.shop }}", &body);
	providers_missing(providers, edition("acme"), x, &x->path[0], 1, NULL,
	    diags);
	assert_finds("`urls.shop` is not set [nil-value]");
	assert_finds("test it with {% if urls.shop %}");
	x = compile("{{ urls.shpo }}", &body);
	providers_missing(providers, edition("acme"), x, &x->path[0], 1, NULL,
	    diags);
	assert_finds("did you mean `urls.shop`?");
}

static void
test_enum(void **state)
{
	struct block body;
	const struct str *v;

	(void)state;
	load_acme();
	const struct expr *x = compile("{{ policy.pop_default }}", &body);
	assert_int_equal(providers_enum(providers, &x->path[0], &v), 2);
	assert_str(v[0], "removes");
	x = compile("{{ mail.imap.port }}", &body);
	assert_int_equal(providers_enum(providers, &x->path[0], &v), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_values), TEST(test_texts), TEST(test_order),
		TEST(test_markdown), TEST(test_foreign), TEST(test_scope),
		TEST(test_more_roots), TEST(test_results), TEST(test_nil), TEST(test_macros),
		TEST(test_macros_keep_no_state), TEST(test_macro_mistakes),
		TEST(test_check), TEST(test_unused), TEST(test_other_brands),
		TEST(test_enum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
