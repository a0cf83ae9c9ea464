/* livery render: one article's body, or plain Markdown to HTML. */
#include "command/command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/workers.h"
#include "command/pipeline.h"

static void
read_all(int fd, struct buf *b)
{
	ssize_t got;
	do {
		buf_reserve(b, 65536);
		got = read(fd, b->p + b->n, 65536);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			die(errno, "cannot read standard input");
		b->n += (size_t)got;
	} while (got);
}

/* CommonMark asks for U+FFFD in place of NUL; other bytes that are not UTF-8
   are refused. */
static bool
read_markdown(const char *file, struct arena *a, struct str *text)
{
	struct buf b = BUF_INIT;
	if (strcmp(file, "-") == 0) {
		read_all(STDIN_FILENO, &b);
		*text = arena_str(a, buf_view(&b));
		buf_free(&b);
	} else if (!file_read(a, file, text)) {
		usage_error("%s does not exist", file);
		return false;
	}
	ptrdiff_t bad = utf8_invalid(*text);
	if (bad >= 0) {
		usage_error("%s: byte %td is not UTF-8", file, bad + 1);
		return false;
	}
	return true;
}

struct plain_job {
	struct str text;
	enum document_mode mode;
	struct buf record;
	enum job_status status;
};

static void
parse_plain(void *ctx, uint32_t job, struct buf *out)
{
	struct plain_job *j = ctx;
	(void)job;
	document_parse(j->text, j->mode, out);
}

static void
take_plain(void *ctx, uint32_t job, enum job_status status, struct str answer)
{
	struct plain_job *j = ctx;
	(void)job;
	j->status = status;
	buf_str(&j->record, answer);
}

/* What is beyond a limit has no document. */
static bool
report_limits(const struct options *o, struct str text,
    const struct parse_finding *f, uint32_t n)
{
	struct arena *a = arena_new();
	struct sources *s = sources_new(a);
	struct diags *d = diags_new(a, s);
	uint32_t file = sources_add(s, str_c(o->arg[0]), text);
	struct buf out = BUF_INIT;

	for (uint32_t i = 0; i < n; i++)
		if (f[i].id == DIAG_LIMIT)
			diag_add(d, DIAG_LIMIT, (struct span){ file, f[i].at,
			    f[i].at_len }, "%s", f[i].text);
	bool found = diags_errors(d) > 0;
	diags_print(d, &out, o->format, options_colour(o));
	fwrite(out.p, 1, out.n, stderr);
	buf_free(&out);
	arena_free(a);
	return found;
}

static int
render_plain(const struct options *o)
{
	const struct workers_limits limits = { .cpu_ms = 4000,
	    .memory = (size_t)1 << 30 };
	bool gfm = strcmp(o->plain, "gfm") == 0;
	struct arena *a = arena_new();
	struct plain_job j = { .mode = gfm ? DOCUMENT_GFM :
	    DOCUMENT_COMMONMARK };
	const struct parse_finding *f;
	uint32_t nf;
	int status = EXIT_CONTENT;
	if (!read_markdown(o->arg[0], a, &j.text)) {
		arena_free(a);
		return EXIT_USAGE;
	}
	workers_run(1, 1, limits, parse_plain, take_plain, &j);
	const struct document *doc = j.status == JOB_DONE ?
	    document_of(buf_view(&j.record), &f, &nf) : NULL;
	if (!doc) {
		fprintf(stderr, "%s:1:1: error: parsing used up its time or "
		    "memory [limit]\n", o->arg[0]);
	} else if (!report_limits(o, j.text, f, nf)) {
		struct buf out = BUF_INIT;
		stencil_write_plain(doc, gfm, &out);
		print_out(buf_view(&out));
		buf_free(&out);
		status = EXIT_DONE;
	}
	buf_free(&j.record);
	arena_free(a);
	return status;
}

/* The id that a path names: "content/email/x.md", "./content/...", or the id
   itself. */
static struct str
id_of(const struct options *o, struct str file)
{
	ptrdiff_t at;
	if (str_starts(file, STR("./")))
		file = str_slice(file, 2, file.n);
	if (strcmp(o->dir, ".") && str_starts(file, str_c(o->dir)))
		file = str_slice(file, strlen(o->dir) + 1, file.n);
	if (str_starts(file, STR("content/")))
		file = str_slice(file, 8, file.n);
	if (str_ends(file, STR(".md")))
		file = str_slice(file, 0, file.n - 3);
	if (str_eq(file, STR("_index")))
		return (struct str){ 0 };
	if ((at = str_find(file, STR("/_index"), 0)) >= 0)
		file = str_slice(file, 0, (size_t)at);
	return file;
}

/* Whether a translation into `tag` serves the edition: pt does for pt-BR. */
static bool
serves(struct str tag, const struct edition *e)
{
	struct str locale = locale_tag(e->locale);
	return tag.n == 0 || (str_starts(locale, tag) &&
	    (locale.n == tag.n || locale.p[tag.n] == '-'));
}

/* Takes the locale out of "content/email/x.nl.md"; empty when no edition has
   it. */
static struct str
take_locale(const struct pipeline *p, struct str *file)
{
	struct str stem = str_ends(*file, STR(".md")) ?
	    str_slice(*file, 0, file->n - 3) : *file;
	ptrdiff_t dot = str_rfind_char(stem, '.');
	struct str tag = dot < 0 ? (struct str){ 0 } :
	    str_slice(stem, (size_t)dot + 1, stem.n);
	for (size_t i = 0; tag.n > 0 && i < p->neditions; i++) {
		if (!serves(tag, &p->edition[i]))
			continue;
		*file = str_slice(stem, 0, (size_t)dot);
		return tag;
	}
	return (struct str){ 0 };
}

static int
render_editions(const struct pipeline *p, const struct options *o)
{
	struct str file = str_c(o->arg[0]);
	struct str tag = take_locale(p, &file);
	struct str id = id_of(o, file);
	struct buf out = BUF_INIT;
	bool known = map_ptr(p->project->by_id, id) != NULL, shown = false;
	for (size_t i = 0; i < p->neditions && !shown; i++) {
		const struct page *page = site_page(p->site[i], id);
		if (!page || !p->skin[i] || !serves(tag, &p->edition[i]))
			continue;
		shown = true;
		skin_body(p->skin[i], page, &out);
	}
	print_out(buf_view(&out));
	buf_free(&out);
	if (shown)
		return EXIT_DONE;
	return known ? usage_error("no chosen brand shows %s", o->arg[0]) :
	    usage_error("%s is no article below content/", o->arg[0]);
}

int
command_render(const struct options *o)
{
	struct pipeline p;
	if (o->nargs != 1)
		return usage_error("render takes one FILE (- is standard "
		    "input with --plain)");
	if (o->plain)
		return render_plain(o);
	if (!pipeline_run(&p, o, NULL, NULL))
		return EXIT_USAGE;
	pipeline_wave(&p, o, SIZE_MAX);
	int status = pipeline_report(&p, o);
	if (status == EXIT_DONE)
		status = render_editions(&p, o);
	pipeline_free(&p);
	return status;
}
