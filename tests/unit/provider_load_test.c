/* Providers: merging, the schema, what is said of mistakes, facts, fields. */
#include "provider_fixture.h"

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

static void
assert_value(const char *name, const char *path, const char *want)
{
	const struct value *v = at(name, path);
	struct buf b = BUF_INIT;

	if (!v || !value_print(&b, v, edition(name)->locale))
		fail_msg("%s: %s has no text", name, path);
	assert_str(buf_view(&b), want);
	buf_free(&b);
}

static void
test_merge(void **state)
{
	(void)state;
	put("providers/base.lua", "return provider {\n"
	    "  livery = 1, paper = 'letter', locales = { 'en' },\n"
	    "  mail = { quota = '5 GB', pop = { host = 'p.example' } },\n"
	    "  dns = { nameservers = { 'a.example', 'b.example' } },\n"
	    "  vars = { one = 1, two = 2 },\n}\n");
	put("providers/acme.lua", "return provider {\n  name = 'Acme',\n"
	    "  mail = { pop = none, imap = { port = 993 } },\n"
	    "  dns = { nameservers = { 'c.example' } },\n"
	    "  vars = { two = 3 },\n}\n");
	put("providers/bolt.lua", "return provider {\n"
	    "  extends = 'acme', name = 'Bolt', mail = { quota = none },\n"
	    "}\n");
	load();
	assert_clean();
	assert_value("acme", "mail.quota", "5 GB");
	assert_value("acme", "mail.imap.port", "993");
	assert_null(at("acme", "mail.pop"));
	assert_value("acme", "brand.paper", "letter");
	assert_int_equal(at("acme", "dns.nameservers")->list.n, 1);
	assert_value("acme", "vars.one", "1");
	assert_value("acme", "two", "3");
	assert_null(at("bolt", "mail.quota"));
	assert_value("bolt", "mail.imap.port", "993");
	assert_value("bolt", "brand.id", "bolt");
}

static void
test_groups_are_always_there(void **state)
{
	(void)state;
	load_brand("name = 'Acme'");
	assert_clean();
	assert_int_equal(at("acme", "webmail")->type, VALUE_MAP);
	assert_int_equal(at("acme", "urls")->type, VALUE_MAP);
	assert_int_equal(at("acme", "products")->type, VALUE_NIL);
	assert_null(at("acme", "nonsense"));
}

static void
test_brand_struct(void **state)
{
	const struct brand *b;

	(void)state;
	put("providers/base.lua", "return provider { livery = 1 }\n");
	put("providers/bolt.lua", "return provider { name = 'Bolt' }\n");
	put("providers/acme.lua", "return provider {\n"
	    "  name = term { 'Acme Mail', the = 'Acme' },\n"
	    "  url = 'https://help.acme.example', theme = 'dark',\n"
	    "  locales = { 'en', 'nl' }, fallback = 'omit',\n}\n");
	load();
	assert_clean();
	assert_int_equal(providers_brands(providers, &b), 2);
	assert_str(b[0].id, "acme");
	assert_str(b[0].name, "Acme Mail");
	assert_str(b[0].url, "https://help.acme.example/");
	assert_str(b[0].theme, "dark");
	assert_int_equal(b[0].fallback, FALLBACK_OMIT);
	assert_str(sources_slice(sources, b[0].at), "provider");
	assert_str(b[1].theme, "base");
	assert_int_equal(b[1].index, 1);
	assert_str(edition("acme/en")->prefix, "");
	assert_str(edition("acme/nl")->prefix, "nl/");
	assert_int_equal(edition("bolt")->index, 2);
}

static void
test_only(void **state)
{
	const struct brand *b;
	const struct edition *e;
	const struct str only[] = { STR("bolt"), STR("acne") };

	(void)state;
	put("providers/base.lua", "return provider { livery = 1 }\n");
	put("providers/acme.lua", "return provider { name = 'Acme' }\n");
	put("providers/bolt.lua", "return provider { name = 'Bolt' }\n");
	providers = providers_load(a, folder, sources, diags, only, 2);
	assert_int_equal(providers_brands(providers, &b), 2);
	assert_int_equal(providers_editions(providers, &e), 1);
	assert_str(e[0].name, "bolt");
	assert_int_equal(e[0].index, 0);
	assert_finds("there is no brand `acne` [unknown-target]");
	assert_finds("did you mean `acme`?");
}

static void
test_localised(void **state)
{
	(void)state;
	load_brand("name = localised { en = 'Acme', nl = term { 'Akme' } },\n"
	    "locales = { 'en', 'nl', 'pt-BR' },\n"
	    "support = { hours = localised { en = 'all day',"
	    " pt = 'o dia todo' } }");
	assert_clean();
	assert_value("acme/nl", "brand.name", "Akme");
	assert_value("acme/pt-BR", "brand.name", "Acme");
	assert_value("acme/pt-BR", "support.hours", "o dia todo");
	assert_value("acme/nl", "support.hours", "all day");
	assert_value("acme/nl", "brands.acme.name", "Akme");
}

static void
test_places(void **state)
{
	(void)state;
	load_brand("name = 'Acme',\nmail = {\n  imap = { port = 70000 },\n"
	    "  [\"pop\"] = { prot = 1 },\n}, polcy = {}");
	assert_finds("providers/acme.lua:4:19: error: `mail.imap.port` must "
	    "be a port (1 to 65535), not 70000 [wrong-type]");
	assert_finds("providers/acme.lua:5:15: error: the schema has no field "
	    "`mail.pop.prot` [unknown-field]");
	assert_finds("did you mean `port`?");
	assert_finds("providers/acme.lua:6:4: error: the schema has no field "
	    "`polcy` [unknown-field]");
	assert_finds("did you mean `policy`?");
}

static void
test_places_through_locals(void **state)
{
	(void)state;
	put("providers/base.lua", "return provider { livery = 1 }\n");
	put("providers/acme.lua", "-- { not = 'this' }\n"
	    "local server = { host = 'no host', port = 1 } --[[ nor\n{ ]]\n"
	    "local f = function() return { port = 2 } end\n"
	    "return provider { name = 'Acme', mail = { imap = server } }\n");
	load();
	assert_finds("providers/acme.lua:2:25: error: `mail.imap.host` = "
	    "\"no host\"");
}

static void
test_types(void **state)
{
	static const struct { const char *field, *finds; } row[] = {
		{ "mail = { quota = 10 }", "`mail.quota` must be a size "
		    "(\"10 GB\"), not 10 [wrong-type]" },
		{ "mail = { quota = 'much' }", "`mail.quota` = \"much\"" },
		{ "policy = { mixing = 'wran' }", "`policy.mixing` is ok, "
		    "warn or forbidden, not \"wran\" [enum-value]" },
		{ "policy = { cleartext = 'yes' }",
		    "`policy.cleartext` must be true or false, not \"yes\"" },
		{ "home = 'javascript:alert(1)'", "[unsafe-url]" },
		{ "url = 'help'", "`url` must be a whole address" },
		{ "logo = 'gone.svg'", "the image of `logo` does not exist: "
		    "providers/acme/gone.svg [missing-image]" },
		{ "products = 'one'", "put it in braces: { ... }" },
		{ "products = { { id = 'a' }, nil, { id = 'b' } }",
		    "`products` is a list with a hole" },
		{ "mail = { 'imap' }", "`mail` must be a map, not a list" },
		{ "support = { channels = { { kind = 'email', value = "
		    "'nobody' } } }", "`support.channels[1].value`" },
		{ "support = { channels = { { kind = 'phone' } } }",
		    "`support.channels[1].value` is missing [missing-field]" },
		{ "locales = { 'en', 'xx_YY!' }", "is no language tag" },
		{ "domain = 'mail.{reader.domian}'", "`domian`, which the "
		    "schema does not declare" },
		{ "vars = { page = 1 }", "the name `page` is taken" },
		{ "vars = { mail = 1 }", "the name `mail` is taken" },
		{ "vars = { ['a b'] = 1 }", "[unsafe-name]" },
		{ "vars = { f = function() end }", "`vars.f` is a function" },
		{ "brand = { }", "write its fields at the top level" },
		{ "id = 'x'", "the id of a brand is the name of its file" },
		{ "port = 1", "the schema has no field `port`" },
		{ "legal_name = term { the = 'x' }", "a term begins with its "
		    "bare form [missing-field]" },
		{ "legal_name = term { 'x', them = 'x' }",
		    "a term has no form `them` [unknown-field]" },
		{ "home = the('x') .. nil", "[nil-value]" },
		{ "home = null", "`null` is `nil` in Lua" },
		{ "home = hme", "undefined variable `hme`" },
		{ "extends = 'bsae'", "did you mean `base`?" },
		{ "livery = 1", "`livery` stands in providers/base.lua only" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		diags = diags_new(a, sources);
		providers_free(providers);
		load_brand(arena_printf(a, "name = 'Acme', %s",
		    row[i].field).p);
		assert_finds(row[i].finds);
		assert_int_equal(diags_errors(diags), 1);
		assert_finds("providers/acme.lua:2:");
	}
}

static void
test_missing_name(void **state)
{
	(void)state;
	load_brand("paper = 'a4'");
	assert_finds("providers/acme.lua:1:8: error: `name` is missing");
	assert_int_equal(diags_errors(diags), 1);
}

static void
test_no_version(void **state)
{
	(void)state;
	put("providers/base.lua", "return provider { paper = 'a4' }\n");
	load();
	assert_finds("`livery` is missing");
	diags = diags_new(a, sources);
	providers_free(providers);
	put("providers/base.lua", "return provider { livery = 2 }\n");
	load();
	assert_finds("this livery reads version 1 of the language");
}

static void
test_cycle(void **state)
{
	(void)state;
	put("providers/base.lua", "return provider { livery = 1 }\n");
	put("providers/a.lua", "return provider { extends = 'b' }\n");
	put("providers/b.lua", "return provider { extends = 'a' }\n");
	put("providers/c.lua", "return provider { name = 'Fine' }\n");
	load();
	assert_finds("providers extend each other: a -> b -> a [cycle]");
	assert_int_equal(diags_errors(diags), 1);
	assert_non_null(edition("c"));
}

/* Lua's own messages never show. */
static void
test_slips_of_lua(void **state)
{
	(void)state;
	put("providers/base.lua", "return provider { livery = 1 }\n");
	put("providers/a.lua", "return provider {\n  name = \"A\"\n"
	    "  url = \"https://a.example/\",\n}\n");
	put("providers/b.lua", "return provider {\n  name: \"B\",\n}\n");
	put("providers/c.lua", "return provider {\n  name = \"C,\n}\n");
	put("providers/d.lua", "return provider {\n  name = \"D\",\n");
	put("providers/e.lua", "# facts\nreturn provider { name = 'E' }\n");
	load();
	assert_finds("providers/a.lua:3:3: error: before `url` a comma is "
	    "missing, or a `}`");
	assert_finds("providers/b.lua:2:7: error: `:` does not set a field");
	assert_finds("providers/c.lua:2:10: error: the text `\"C,` is not "
	    "closed");
	assert_finds("providers/d.lua:3:1: error: the script ends too early");
	assert_finds("providers/e.lua:1:1: error: `#` cannot stand here");
	assert_int_equal(diags_errors(diags), 5);
}

/* A list whose type of items is wrong is no field, and no crash. */
static void
test_broken_list_type(void **state)
{
	(void)state;
	put("providers/base.lua", "return provider { livery = 1 }\n");
	put("providers/schema.lua", "return schema {\n  t = group {\n"
	    "    good = { type = \"list\", of = \"port\", doc = \"d\" },\n"
	    "    bad = { type = \"list\", of = 1, doc = \"d\" },\n  },\n"
	    "}\n");
	put("providers/a.lua", "return provider { name = 'A',\n"
	    "  t = { good = { 1, 2 }, bad = { 1 } } }\n");
	load();
	assert_finds("`of` must be a type");
	assert_finds("`bad` needs `of`");
	assert_finds("the schema has no field `t.bad`");
	assert_int_equal(diags_errors(diags), 3);
}

static void
test_one_bad_script(void **state)
{
	(void)state;
	put("providers/base.lua", "return provider { livery = 1 }\n");
	put("providers/a.lua", "return provider { name = }\n");
	put("providers/b.lua", "local t = nil\nreturn provider {\n"
	    "  name = t.x,\n}\n");
	put("providers/c.lua", "return { name = 'x' }\n");
	put("providers/Bad Name.lua", "return provider { name = 'x' }\n");
	put("providers/d.lua", "return provider { name = 'Fine' }\n");
	load();
	assert_finds("providers/a.lua:1:26: error: `}` cannot stand here "
	    "[syntax]");
	assert_finds("providers/b.lua:3:10: error: `t` is not set here");
	assert_finds("providers/c.lua:1:8: error: this script does not return "
	    "a provider");
	assert_finds("`Bad Name` cannot be the name of a brand");
	assert_int_equal(diags_errors(diags), 4);
	assert_non_null(edition("d"));
}

static void
test_cleartext(void **state)
{
	(void)state;
	load_brand("name = 'Acme', mail = { imap = { security = 'none' } }");
	assert_int_equal(diags_warnings(diags), 1);
	assert_finds("providers/acme.lua:2:45: warning: `acme` documents mail "
	    "access without TLS [cleartext]");
	diags = diags_new(a, sources);
	providers_free(providers);
	load_brand("name = 'Acme', mail = { imap = { security = 'none' } },"
	    "policy = { cleartext = true }");
	assert_clean();
}

static void
test_contacts(void **state)
{
	const struct value *v;

	(void)state;
	load_brand("name = 'Acme', support = { channels = {\n"
	    "{ kind = 'phone', value = '+1 855 850 4678' },\n"
	    "{ kind = 'phone', value = { '+1 855 850 4678',"
	    " text = '(855) 850-HOST' } },\n"
	    "{ kind = 'email', value = 'a@b.example' },\n"
	    "{ kind = 'chat', value = 'https://b.example/chat' } } }");
	assert_clean();
	v = at("acme", "support.channels");
	assert_int_equal(value_get(&v->list.v[0], STR("value"))->type,
	    VALUE_PHONE);
	assert_str(value_get(&v->list.v[0], STR("value"))->pair.target,
	    "+18558504678");
	assert_str(value_get(&v->list.v[1], STR("value"))->pair.text,
	    "(855) 850-HOST");
	assert_int_equal(value_get(&v->list.v[3], STR("value"))->type,
	    VALUE_URL);
}

static void
test_own_schema(void **state)
{
	(void)state;
	put("providers/schema.lua", "return schema {\n"
	    "  backup = group { 'Backups.', days = integer 'How long.' },\n"
	    "  mail = group { 'Mail.', spam = bool 'Filtered?' },\n"
	    "  reader = { ticket = reader { 'Your ticket', example = '42' } },\n"
	    "}\n");
	load_brand("name = 'Acme', backup = { days = 30 },\n"
	    "mail = { spam = true, quota = '1 GB' },\n"
	    "support = { hours = 'see {reader.ticket}' }");
	assert_clean();
	assert_value("acme", "backup.days", "30");
	assert_true(at("acme", "mail.spam")->boolean);
	assert_value("acme", "mail.quota", "1 GB");
	assert_str(providers_reader(providers, STR("ticket"))->example, "42");
	assert_str(providers_reader(providers, STR("domain"))->type, "host");
	assert_value("acme", "reader.domain", "{reader.domain}");
}

static void
test_schema_mistakes(void **state)
{
	(void)state;
	put("providers/schema.lua", "return schema {\n"
	    "  mail = group { 'Mail.', quota = text 'Other.' },\n"
	    "  page = group { 'Taken.', x = text 'X.' },\n"
	    "  more = group { 'More.', e = enum 'No values.', t = 1 },\n}\n");
	load_brand("name = 'Acme'");
	assert_finds("providers/schema.lua:2:35: error: the schema already has "
	    "a field `quota` [unsafe-name]");
	assert_finds("providers/schema.lua:3:3: error: the name `page` is "
	    "taken [unsafe-name]");
	assert_finds("`e` needs `values` [wrong-type]");
	assert_finds("`t` must be a type");
	assert_int_equal(diags_errors(diags), 4);
}

static void
test_data(void **state)
{
	(void)state;
	put("providers/data/views.json", "{ \"a\": [1, 2.5, true, null] }");
	put("providers/data/broken.json", "{\n  \"a\" 1 }");
	load_brand("name = 'Acme'");
	assert_int_equal(at("acme", "data.views.a")->list.n, 4);
	assert_int_equal(at("acme", "data.views.a")->list.v[0].integer, 1);
	assert_finds("providers/data/broken.json:2:");
	assert_finds("between a name and its value");
}

static const struct fact *
fact_of(const char *brand, enum fact_kind kind, const char *text)
{
	const struct fact *f;
	size_t n = providers_facts(providers, &f);

	for (size_t i = 0; i < n; i++)
		if (f[i].kind == kind && str_eq(f[i].text, str_c(text)) &&
		    (brand ? f[i].brand && str_eq(f[i].brand->id,
		    str_c(brand)) : !f[i].brand))
			return &f[i];
	return NULL;
}

static bool
is_nobodys(enum fact_kind kind, const char *text)
{
	return fact_of(NULL, kind, text) != NULL;
}

static bool
is_fact(const char *brand, enum fact_kind kind, const char *text)
{
	return fact_of(brand, kind, text) != NULL;
}

static bool
needs_capitals(const char *brand, const char *name)
{
	const struct fact *f = fact_of(brand, FACT_NAME, name);

	assert_non_null(f);
	return f->capitals;
}

static void
test_facts(void **state)
{
	(void)state;
	put("providers/base.lua", "return provider { livery = 1,\n"
	    "  urls = { rfc = 'https://shared.example/rfc' },\n}\n");
	put("providers/acme.lua", "return provider {\n"
	    "  name = 'Acme', domain = 'acme.example',\n"
	    "  home = 'https://www.acme.example/', urls = {\n"
	    "  shop = 'https://shop.acme.example/order' },\n"
	    "  mail = { imap = { host = 'mail.{reader.domain}' },\n"
	    "  smtp = { host = 'relay.both.example' } },\n"
	    "  webmail = { name = 'Webmail' },\n"
	    "  panel = { kind = 'cpanel', name = 'cPanel' },\n"
	    "  support = { channels = { { kind = 'phone', text = '1-800-ACME',"
	    " value = '+1 855 850 4678' } },\n"
	    "  agent = { name = 'Jo Coe' } } }\n");
	put("providers/bolt.lua", "return provider {\n  name = 'Bolt Hosting',\n"
	    "  mail = { smtp = { host = 'relay.both.example' } },\n"
	    "  webmail = { name = 'BoltMail' },\n"
	    "  panel = { name = 'cPanel' },\n"
	    "  feedback = { mailto = 'kb@bolt.example' } }\n");
	load();
	assert_clean();
	assert_true(is_fact("acme", FACT_NAME, "Acme"));
	assert_true(is_fact("acme", FACT_HOST, "acme.example"));
	assert_true(is_fact("acme", FACT_HOST, "www.acme.example"));
	assert_true(is_fact("acme", FACT_URL,
	    "https://shop.acme.example/order"));
	assert_true(is_fact("acme", FACT_PHONE, "+1 855 850 4678"));
	assert_true(is_fact("acme", FACT_PHONE, "1-800-ACME"));
	assert_true(is_fact("acme", FACT_NAME, "Jo Coe"));
	assert_true(is_fact("bolt", FACT_NAME, "BoltMail"));
	assert_true(is_fact("bolt", FACT_EMAIL, "kb@bolt.example"));
	assert_false(is_fact("acme", FACT_NAME, "Webmail"));
	assert_false(is_fact("acme", FACT_NAME, "cPanel"));
	assert_false(is_fact("bolt", FACT_NAME, "cPanel"));
	assert_false(is_fact("acme", FACT_HOST, "relay.both.example"));
	assert_false(is_fact("acme", FACT_HOST, "shared.example"));
	assert_false(is_fact("acme", FACT_HOST, "mail.{reader.domain}"));
}

/* One fact, written in two ways, is nobody's own. */
static void
test_facts_of_two_brands(void **state)
{
	(void)state;
	put("providers/base.lua", "return provider { livery = 1,\n"
	    "  vars = { everybodys = { 'client area' } } }\n");
	put("providers/acme.lua", "return provider {\n  name = 'Acme Mail',\n"
	    "  mail = { imap = { host = 'Mail.Both.example' },\n"
	    "  smtp = { host = 'smtp.acme.example' } },\n"
	    "  webmail = { name = 'Été Mail' },\n"
	    "  panel = { name = 'Client Area' },\n"
	    "  support = { channels = { { kind = 'phone',"
	    " value = '+1 855 555 0100', text = '(855) 555-0100' },\n"
	    "  { kind = 'phone', value = '+49 40 5550123' },\n"
	    "  { kind = 'phone', value = '+1 800 555 0199' } } } }\n");
	put("providers/bolt.lua", "return provider {\n  name = 'Bolt Hosting',\n"
	    "  mail = { imap = { host = 'mail.both.example' },\n"
	    "  smtp = { host = 'smtp.bolt.example' } },\n"
	    "  webmail = { name = 'été mail' },\n"
	    "  panel = { name = 'Bolt Care' },\n"
	    "  support = { channels = { { kind = 'phone',"
	    " value = '+1-855-555-0100' },\n"
	    "  { kind = 'phone', value = '040 5550123' },\n"
	    "  { kind = 'phone', value = '+1 900 555 0199' } } } }\n");
	load();
	assert_clean();
	assert_true(is_fact("acme", FACT_HOST, "smtp.acme.example"));
	assert_true(is_fact("bolt", FACT_HOST, "smtp.bolt.example"));
	assert_true(is_nobodys(FACT_HOST, "Mail.Both.example"));
	assert_true(is_nobodys(FACT_HOST, "mail.both.example"));
	assert_true(is_nobodys(FACT_NAME, "Été Mail"));
	assert_true(is_nobodys(FACT_NAME, "Client Area"));
	assert_true(is_nobodys(FACT_PHONE, "+1 855 555 0100"));
	assert_true(is_nobodys(FACT_PHONE, "+1-855-555-0100"));
	assert_false(is_fact("acme", FACT_PHONE, "(855) 555-0100"));
	assert_true(is_nobodys(FACT_PHONE, "+49 40 5550123"));
	assert_true(is_nobodys(FACT_PHONE, "040 5550123"));
	assert_true(is_fact("acme", FACT_PHONE, "+1 800 555 0199"));
	assert_true(is_fact("bolt", FACT_PHONE, "+1 900 555 0199"));
	assert_true(needs_capitals("bolt", "Bolt Care"));
	assert_false(needs_capitals("bolt", "Bolt Hosting"));
}

/* A text is no claim to a name, and no reader's part is a fact. */
static void
test_facts_in_texts(void **state)
{
	(void)state;
	put("providers/base.lua", "return provider { livery = 1 }\n");
	put("providers/acme.lua", "return provider {\n  name = 'Acme Mail',\n"
	    "  mail = { imap = { host = '{reader.user}.in.acme.example' } },\n"
	    "  panel = { name = 'aide à éditer' },\n"
	    "  webmail = { name = 'Éditer À Distance' },\n"
	    "  urls = { abuse = 'mailto:abuse@acme.example?subject=x',\n"
	    "  call = 'tel:+49405550123' } }\n");
	put("providers/bolt.lua", "return provider {\n  name = 'Bolt Hosting',\n"
	    "  vars = { other = 'acme mail' } }\n");
	load();
	assert_clean();
	assert_true(is_fact("acme", FACT_NAME, "Acme Mail"));
	assert_true(is_fact("acme", FACT_HOST, "in.acme.example"));
	assert_true(is_fact("acme", FACT_EMAIL, "abuse@acme.example"));
	assert_true(is_fact("acme", FACT_PHONE, "+49405550123"));
	assert_true(is_fact("acme", FACT_NAME, "Éditer À Distance"));
	assert_false(is_fact("acme", FACT_NAME, "aide à éditer"));
}

static const struct field_row *
row_of(const struct edition *e, const char *path)
{
	const struct field_row *r;
	size_t n = providers_fields(providers, e, a, &r);

	for (size_t i = 0; i < n; i++)
		if (str_eq(r[i].path, str_c(path)))
			return &r[i];
	fail_msg("no row %s", path);
	return NULL;
}

static void
test_fields(void **state)
{
	const struct edition *e;

	(void)state;
	put("providers/base.lua", "return provider { livery = 1,\n"
	    "  policy = { mixing = 'ok' }, vars = { v = { w = 1 } } }\n");
	put("providers/acme.lua", "return provider { name = 'Acme',\n"
	    "  dns = { mx = { { priority = 10, host = 'mx.example' } } } }\n");
	load();
	assert_clean();
	e = edition("acme");
	assert_str(row_of(e, "policy.mixing")->origin, "base");
	assert_str(row_of(e, "policy.mixing")->type,
	    "enum: ok | warn | forbidden");
	assert_str(row_of(e, "brand.name")->origin, "acme");
	assert_null(row_of(e, "mail.imap.port")->value);
	assert_str(row_of(e, "mail.imap.port")->doc, "TCP port.");
	assert_int_equal(row_of(e, "dns.mx[1].priority")->value->integer, 10);
	assert_int_equal(row_of(e, "vars.v.w")->value->integer, 1);
}

static void
test_load_data(void **state)
{
	struct value v;
	struct str text = STR("return theme {\n  name = 'x',\n"
	    "  on = { 'fit', 'a', 5.2 },\n"
	    "  n = plural { one = '1', other = '2' },\n}\n");
	uint32_t file = sources_add(sources, STR("themes/x/theme.lua"), text);

	(void)state;
	assert_true(provider_load_data(a, sources, file, diags, &v));
	assert_clean();
	assert_str(value_get(&v, STR("name"))->text, "x");
	assert_str(sources_slice(sources, value_get(&v, STR("name"))->at),
	    "'x'");
	assert_int_equal(value_get(&v, STR("on"))->list.n, 3);
	assert_true(value_get(value_get(&v, STR("n")),
	    STR("plural"))->boolean);

	text = STR("return { a = os.time() }\n");
	file = sources_add(sources, STR("themes/x/strings/en.lua"), text);
	assert_false(provider_load_data(a, sources, file, diags, &v));
	assert_finds("themes/x/strings/en.lua:1:14: error: `os` is not "
	    "available here [sandbox]");

	text = STR("return { a = { 1, b = 2 } }\n");
	file = sources_add(sources, STR("themes/y/theme.lua"), text);
	assert_false(provider_load_data(a, sources, file, diags, &v));
	assert_finds("themes/y/theme.lua:1:14: error: `a` mixes names and "
	    "positions");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_merge), TEST(test_groups_are_always_there),
		TEST(test_brand_struct), TEST(test_only),
		TEST(test_localised), TEST(test_places),
		TEST(test_places_through_locals), TEST(test_types),
		TEST(test_missing_name), TEST(test_no_version),
		TEST(test_cycle), TEST(test_one_bad_script),
		TEST(test_cleartext), TEST(test_contacts),
		TEST(test_own_schema), TEST(test_schema_mistakes),
		TEST(test_slips_of_lua), TEST(test_broken_list_type),
		TEST(test_data), TEST(test_facts),
		TEST(test_facts_of_two_brands), TEST(test_facts_in_texts),
		TEST(test_fields),
		TEST(test_load_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
