/* livery new: small working starts, written from the files embedded out of
   gen/command/new/. Never overwrites. */
#include "command/command.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/embedded.h"
#include "base/files.h"
#include "base/str.h"
#include "project/project.h"

#define SKELETON "gen/command/new/"

/* One file to be written. */
struct fresh {
	struct str path;	/* on disk */
	struct str text;
	struct fresh *next;
};

struct making {
	struct arena *a;
	struct str name;	/* as given: "email/spam-filter", "acme" */
	struct fresh *first, **last;
};

static bool
name_is_safe(struct str s, bool slashes)
{
	if (!s.n || s.p[0] == '/' || s.p[s.n - 1] == '/')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		bool inner = c == '-' || c == '_' || (slashes && c == '/');
		if (!word && !(inner && i && s.p[i - 1] != '/'))
			return false;
	}
	return true;
}

/* "spam-filter" as words: "Spam filter". */
static struct str
title_of(struct arena *a, struct str name)
{
	struct str base = arena_str(a, path_base(name));
	char *p = (char *)(uintptr_t)base.p;
	for (size_t i = 0; i < base.n; i++)
		if (p[i] == '-' || p[i] == '_')
			p[i] = ' ';
	p[0] = (char)toupper((unsigned char)p[0]);
	return base;
}

static void
substitute(struct buf *b, struct str text, struct str mark, struct str with)
{
	size_t from = 0;
	ptrdiff_t at;
	while ((at = str_find(text, mark, from)) >= 0) {
		buf_str(b, str_slice(text, from, (size_t)at));
		buf_str(b, with);
		from = (size_t)at + mark.n;
	}
	buf_str(b, str_slice(text, from, text.n));
}

static struct str
filled(struct making *m, struct str text)
{
	struct buf once = BUF_INIT, twice = BUF_INIT;
	substitute(&once, text, STR("@TITLE@"), title_of(m->a, m->name));
	substitute(&twice, buf_view(&once), STR("@NAME@"), m->name);
	struct str s = arena_str(m->a, buf_view(&twice));
	buf_free(&once);
	buf_free(&twice);
	return s;
}

static void
plan(struct making *m, struct str path, struct str text)
{
	struct fresh *f = ARENA_NEW(m->a, struct fresh);
	*f = (struct fresh){ .path = path, .text = filled(m, text) };
	*m->last = f;
	m->last = &f->next;
}

static void
plan_file(struct making *m, const char *skeleton, struct str path)
{
	struct str text = { 0 };
	if (!embedded_find(str_c(skeleton), &text))
		die(0, "%s is not in this binary", skeleton);
	plan(m, path, text);
}

static void
plan_project(struct making *m, struct str dir)
{
	const struct str under = STR(SKELETON "project/");
	for (const struct embedded_file *f = embedded_files; f->path; f++) {
		struct str path = str_c(f->path);
		if (!str_starts(path, under))
			continue;
		plan(m, path_join(m->a, dir, str_slice(path, under.n, path.n)),
		    (struct str){ (const char *)f->bytes, f->size });
	}
}

static int
write_all(struct making *m, bool quiet)
{
	for (struct fresh *f = m->first; f; f = f->next)
		if (file_exists(f->path.p))
			return usage_error("%s exists already; nothing was "
			    "written", f->path.p);
	for (struct fresh *f = m->first; f; f = f->next) {
		dir_make(arena_str(m->a, path_dir(f->path)).p);
		file_create(f->path.p, f->text);
		if (!quiet)
			print_out(arena_printf(m->a, "wrote %s\n", f->path.p));
	}
	return EXIT_DONE;
}

static struct str
in(struct making *m, const char *dir, const char *folder, struct str name,
    const char *suffix)
{
	struct str file = arena_printf(m->a, "%s/%.*s%s", folder,
	    STR_ARG(name), suffix);
	if (strcmp(dir, ".") == 0)
		return file;
	return path_join(m->a, str_c(dir), file);
}

static bool
is_project(struct making *m, const char *dir)
{
	return dir_exists(path_join(m->a, str_c(dir), STR("providers")).p);
}

static bool
is_one_of(struct str name, const char *const *list)
{
	while (*list && !str_eq(name, str_c(*list)))
		list++;
	return *list != NULL;
}

/* Files of these names say something else. */
static bool
is_reserved(const char *what, struct str name)
{
	static const char *const brands[] = { "base", "schema", "macros",
		"data", "manifest", NULL };
	static const char *const themes[] = { "base", NULL };
	struct str top, rest;

	if (strcmp(what, "brand") == 0)
		return is_one_of(name, brands);
	if (strcmp(what, "theme") == 0)
		return is_one_of(name, themes);
	str_cut(name, '/', &top, &rest);
	return strcmp(what, "article") == 0 && (project_reserves(top) ||
	    str_eq(path_base(name), STR("index")));
}

static int
make(struct making *m, const struct options *o, const char *what)
{
	bool article = strcmp(what, "article") == 0;
	struct str name = m->name;
	if (article && str_ends(name, STR(".md")))
		m->name = name = str_slice(name, 0, name.n - 3);
	if (name.n == 0)
		return usage_error("a name is empty");
	if (is_reserved(what, name))
		return usage_error("`%.*s` is reserved: choose another name",
		    STR_ARG(name));
	if (strcmp(what, "project") == 0) {
		plan_project(m, strcmp(o->dir, ".") ?
		    path_join(m->a, str_c(o->dir), name) : name);
		return write_all(m, o->quiet);
	}
	if (!name_is_safe(name, article))
		return usage_error("`%.*s` is no safe name: use a to z, 0 to 9 "
		    "and - inside", STR_ARG(name));
	if (!is_project(m, o->dir))
		return usage_error("there is no providers/ in %s; start with "
		    "`livery new project NAME`, or say where with -C", o->dir);
	if (article)
		plan_file(m, SKELETON "article/article.md",
		    in(m, o->dir, "content", name, ".md"));
	else if (strcmp(what, "brand") == 0)
		plan_file(m, SKELETON "brand/brand.lua",
		    in(m, o->dir, "providers", name, ".lua"));
	else if (strcmp(what, "theme") == 0)
		plan_file(m, SKELETON "theme/theme.lua",
		    in(m, o->dir, "themes", name, "/theme.lua"));
	else
		return usage_error("new makes a project, an article, a brand "
		    "or a theme, not `%s`", what);
	return write_all(m, o->quiet);
}

int
command_new(const struct options *o)
{
	if (o->nargs != 2)
		return usage_error("usage: livery new "
		    "project|article|brand|theme NAME");
	struct making m = { .a = arena_new(), .name = str_c(o->arg[1]) };
	m.last = &m.first;
	int status = make(&m, o, o->arg[0]);
	arena_free(m.a);
	return status;
}
