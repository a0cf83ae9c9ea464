/* The programs that the corpus is written for, and the brands' values. */
#include "sides.h"

#include <string.h>

const struct side sides[] = {
	{ .name = "livery", .content = "content", .index = "_index.md",
	  .value = "{{ %s }}", .link = "[%s](/s%03u/a%05u.md)",
	  .include = "{%% include \"/_snippets/n%u.md\" %%}\n\n",
	  .branch = "{%% if policy.recommended == \"imap\" %%}\n%s\n"
	    "{%% else %%}\n%s\n{%% end %%}\n\n",
	  .settings = "{% insert settings(mail) %}\n\n", .shell = "sh",
	  .snippet = "content/_snippets/n%u.md", .inner = "{{ %s }}",
	  .brand = "providers/b%03u.lua" },
	{ .name = "hugo", .content = "content", .index = "_index.md",
	  .value = "{{< v \"%s\" >}}",
	  .link = "[%s]({{< relref \"/s%03u/a%05u.md\" >}})",
	  .include = "{{%% n%u %%}}\n\n",
	  .branch = "{{%% when \"imap\" %%}}\n%s\n{{%% /when %%}}\n"
	    "{{%% when \"pop\" %%}}\n%s\n{{%% /when %%}}\n\n",
	  .settings = "{{% settings %}}\n\n", .shell = "sh",
	  .snippet = "layouts/shortcodes/n%u.html",
	  .inner = "{{ index (index site.Data.brands site.Params.brand) "
	    "(split \"%s\" \".\") }}",
	  .cascade = "cascade:\n  chapter: s%03u\n",
	  .brand = "data/brands/b%03u.json" },
	{ .name = "eleventy", .content = "content", .index = "index.md",
	  .value = "{{ %s }}", .link = "[%s](/s%03u/a%05u.html)",
	  .include = "{%% include \"n%u.md\" %%}\n\n",
	  .branch = "{%% if policy.recommended == \"imap\" %%}\n%s\n"
	    "{%% else %%}\n%s\n{%% endif %%}\n\n",
	  .settings = "{% include \"settings.md\" %}\n\n", .shell = "sh",
	  .snippet = "includes/n%u.md", .inner = "{{ %s }}",
	  .brand = "brands/b%03u.json" },
	{ .name = "jekyll", .content = "content", .index = "index.md",
	  .value = "{{ site.data.b000.%s }}",
	  .link = "[%s](/s%03u/a%05u.html)",
	  .include = "{%% include n%u.md %%}\n\n",
	  .branch = "{%% if site.data.b000.policy.recommended == \"imap\" "
	    "%%}\n%s\n{%% else %%}\n%s\n{%% endif %%}\n\n",
	  .settings = "{% include settings.md %}\n\n", .shell = "sh",
	  .snippet = "content/_includes/n%u.md",
	  .inner = "{{ site.data.b000.%s }}",
	  .brand = "content/_data/b%03u.json" },
	{ .name = "vitepress", .content = "content", .index = "index.md",
	  .value = "{{ %s }}", .link = "[%s](/s%03u/a%05u.md)",
	  .include = "<!--@include: ../includes/n%u.md-->\n\n",
	  .branch = "<div v-if=\"policy.recommended == 'imap'\">\n\n%s\n\n"
	    "</div><div v-else>\n\n%s\n\n</div>\n\n",
	  .settings = "<!--@include: ../includes/settings.md-->\n\n",
	  .shell = "sh-vue", .snippet = "content/includes/n%u.md",
	  .inner = "{{ %s }}", .brand = "brands/b%03u.json" },
	{ .name = "mkdocs", .content = "docs", .index = "index.md",
	  .link = "[%s](../s%03u/a%05u.md)", .shell = "sh" },
	{ 0 }
};

const struct side *
side_named(const char *name)
{
	for (const struct side *s = sides; s->name; s++)
		if (strcmp(s->name, name) == 0)
			return s;
	return NULL;
}

const char *const value_path[VALUES] = { "brand.name", "mail.imap.host",
    "mail.imap.port", "mail.pop.host", "mail.pop.port", "mail.smtp.host",
    "mail.smtp.port", "webmail.name", "brand.domain", "support.request_url",
    "webmail.url", "panel.name", "mail.send_per_hour", "support.status_url" };

static const char *const value_text[VALUES] = { "Zyxhost%03u",
    "imap.zyx%03u.example", "993", "pop.zyx%03u.example", "995",
    "smtp.zyx%03u.example", "465", "Zyxmail%03u", "zyx%03u.example",
    "https://support.zyx%03u.example/new", "https://webmail.zyx%03u.example/",
    "control panel", "300", "https://status.zyx%03u.example/" };

void
side_literal(FILE *f, const char *path, unsigned brand)
{
	for (unsigned i = 0; i < VALUES; i++)
		if (strcmp(value_path[i], path) == 0)
			fprintf(f, value_text[i], brand);
}

/* Groups are maps; Lua and JSON differ in how a key is written. */
static void
put_fields(FILE *f, const char *key, const char *const *path, unsigned n,
    unsigned brand)
{
	for (unsigned i = 0; i < n; i++) {
		fprintf(f, i ? ", " : " ");
		fprintf(f, key, strrchr(path[i], '.') + 1);
		fputs("\"", f);
		side_literal(f, path[i], brand);
		fputs("\"", f);
	}
}

static void
put_server(FILE *f, const char *key, const char *protocol, unsigned brand)
{
	fprintf(f, key, protocol);
	fprintf(f, "{ ");
	fprintf(f, key, "host");
	fprintf(f, "\"%s.zyx%03u.example\", ", protocol, brand);
	fprintf(f, key, "port");
	fprintf(f, "%s },\n  ", protocol[0] == 'i' ? "993" :
	    protocol[0] == 'p' ? "995" : "465");
}

static void
put_groups(FILE *f, const char *key, unsigned brand)
{
	static const char *const webmail[] = { "webmail.name", "webmail.url" };
	static const char *const support[] = { "support.request_url",
	    "support.status_url" };

	fprintf(f, key, "policy");
	fputs("{ ", f);
	fprintf(f, key, "recommended");
	fprintf(f, "\"%s\" },\n", brand % 2 ? "pop" : "imap");
	fprintf(f, key, "mail");
	fputs("{ ", f);
	put_server(f, key, "imap", brand);
	put_server(f, key, "pop", brand);
	put_server(f, key, "smtp", brand);
	fprintf(f, key, "send_per_hour");
	fputs("300 },\n", f);
	fprintf(f, key, "webmail");
	fputs("{", f);
	put_fields(f, key, webmail, 2, brand);
	fputs(" },\n", f);
	fprintf(f, key, "panel");
	fputs("{ ", f);
	fprintf(f, key, "name");
	fputs("\"control panel\" },\n", f);
	fprintf(f, key, "support");
	fputs("{", f);
	put_fields(f, key, support, 2, brand);
	fputs(" }", f);
}

void
side_brand(FILE *f, const struct side *s, unsigned brand)
{
	if (strcmp(s->name, "livery") != 0) {
		fprintf(f, "{ \"brand\": { \"name\": \"Zyxhost%03u\", "
		    "\"domain\": \"zyx%03u.example\" },\n", brand, brand);
		put_groups(f, "\"%s\": ", brand);
		fputs(" }\n", f);
		return;
	}
	fprintf(f, "return provider {\nextends = \"base\",\n"
	    "name = \"Zyxhost%03u\", domain = \"zyx%03u.example\",\n"
	    "url = \"https://help.zyx%03u.example/\",\n"
	    "home = \"https://www.zyx%03u.example/\",\n", brand, brand, brand,
	    brand);
	put_groups(f, "%s = ", brand);
	fputs(",\n}\n", f);
}
